// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/settings/connectionprofile.h"

#include <QAbstractButton>

class EnvironmentBadge;
class QLabel;
class QMenu;

//! The button that names the connection in use and its environment, and offers the others.
class ConnectionSwitcher : public QAbstractButton
{
    Q_OBJECT
public:
    explicit ConnectionSwitcher(QWidget *parent = nullptr);
    void setConnections(const QList<ConnectionProfile> &profiles);
    void setCurrent(const ConnectionProfile &profile);
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void chosen(const ConnectionProfile &profile);
    void settingsRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void openMenu();
    QMenu *m_menu;
    EnvironmentBadge *m_badge;
    QLabel *m_name;
    QString m_currentId;
};

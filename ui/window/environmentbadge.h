// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QLabel>

//! The word SANDBOX, TEST or PRODUCTION on the environment's colour: told apart by both.
class EnvironmentBadge : public QLabel
{
    Q_OBJECT
public:
    explicit EnvironmentBadge(QWidget *parent = nullptr);
    //! "sandbox", "test" or "production"; empty hides the badge.
    void setEnvironment(const QString &environment);
    [[nodiscard]] static QColor colorOf(const QString &environment);
    [[nodiscard]] static QString nameOf(const QString &environment);

protected:
    void changeEvent(QEvent *event) override;

private:
    void restyle();
    QString m_environment;
};

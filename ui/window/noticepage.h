// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

//! What stands in the middle of the window while no connection is open.
class NoticePage : public QWidget
{
    Q_OBJECT
public:
    explicit NoticePage(QWidget *parent = nullptr);
    void setText(const QString &headline, const QString &text);

Q_SIGNALS:
    void settingsRequested();

private:
    QLabel *m_headline;
    QLabel *m_text;
    QPushButton *m_settingsButton;
};

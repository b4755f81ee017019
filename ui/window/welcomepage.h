// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

//! Shown at the first start: where one is, and ways to begin.
class WelcomePage : public QWidget
{
    Q_OBJECT
public:
    explicit WelcomePage(QWidget *parent = nullptr);

Q_SIGNALS:
    void tourRequested();
    void lookUpRequested(const QString &token);
    void settingsRequested();
    void left();
};

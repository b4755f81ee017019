// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QToolButton>

//! Stands where someone may be in doubt, and opens the help page about it.
class HelpLink : public QToolButton
{
    Q_OBJECT
public:
    HelpLink(const QString &text, const QString &pageId, QWidget *parent);
};

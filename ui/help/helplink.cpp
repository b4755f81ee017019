// SPDX-License-Identifier: Apache-2.0
#include "ui/help/helplink.h"

#include "ui/help/helpdialog.h"
#include "ui/theme/theme.h"

using namespace Qt::StringLiterals;

HelpLink::HelpLink(const QString &text, const QString &pageId, QWidget *parent) : QToolButton(parent)
{
    setObjectName(pageId + "HelpLink"_L1);
    setText(text);
    setAccessibleName(text);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setRole(this, "link");
    connect(this, &QToolButton::clicked, this, [this, pageId] { HelpDialog::open(this, pageId); });
}

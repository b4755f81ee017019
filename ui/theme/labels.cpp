// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/labels.h"

#include "ui/theme/theme.h"

QLabel *plainLabel(const QString &text, const char *role)
{
    return namedLabel({}, text, role);
}

QLabel *namedLabel(const QString &objectName, const QString &text, const char *role)
{
    auto *label = new QLabel;
    label->setObjectName(objectName);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    label->setWordWrap(true);
    if (role)
        setRole(label, role);
    return label;
}

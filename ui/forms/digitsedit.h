// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/forms/veiledlineedit.h"

//! A veiled line edit that takes digits and drops everything else, so that a number pasted with spaces or dashes fits.
class DigitsEdit : public VeiledLineEdit
{
    Q_OBJECT

public:
    explicit DigitsEdit(QWidget *parent = nullptr) : VeiledLineEdit(parent)
    {
        setInputMethodHints(inputMethodHints() | Qt::ImhDigitsOnly);
    }

protected:
    [[nodiscard]] QChar accepted(QChar typed) const override
    {
        const int digit = typed.digitValue(); // also of full-width and other scripts' digits
        return digit < 0 ? QChar() : QChar(u'0' + digit);
    }
};

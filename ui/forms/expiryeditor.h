// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/forms/fieldeditor.h"

class QLineEdit;

//! FormField::Kind::CardExpiry: MM/YY on screen with the slash put in, "MMYY" as value. Takes what is pasted as MM/YYYY,
//! YYYY-MM and the like.
class ExpiryEditor : public FieldEditor
{
    Q_OBJECT

public:
    ExpiryEditor(const FormField &field, QWidget *parent);

    void putInto(FormValues &values) const override;
    void setValue(const QString &value) override;
    void wipe() override;
    [[nodiscard]] bool isBlank() const override;
    void setReadOnly(bool isReadOnly) override;
    [[nodiscard]] bool isUnfinished() const override;

private:
    void format(const QString &typed);

    QLineEdit *m_edit;
    QString m_last;
};

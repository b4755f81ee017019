// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/forms/fieldeditor.h"

class DigitsEdit;

//! FormField::Kind::SecurityCode: digits that are never shown, as many as the scheme has.
class SecurityCodeEditor : public FieldEditor
{
    Q_OBJECT

public:
    SecurityCodeEditor(const FormField &field, QWidget *parent);

    void putInto(FormValues &values) const override;
    void setValue(const QString &) override {}
    void setSecret(const SecretBytes &value) override;
    void wipe() override;
    [[nodiscard]] bool isBlank() const override;
    void setReadOnly(bool isReadOnly) override;
    [[nodiscard]] bool isUnfinished() const override;
    void setScheme(Scheme scheme) override;

private:
    DigitsEdit *m_edit;
    int m_length = 3;
};

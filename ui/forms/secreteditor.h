// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/forms/fieldeditor.h"

class QToolButton;
class VeiledLineEdit;

//! FormField::Kind::Secret: an API key or a passphrase, shown while the button beside it is held.
class SecretEditor : public FieldEditor
{
    Q_OBJECT

public:
    SecretEditor(const FormField &field, QWidget *parent);

    void putInto(FormValues &values) const override;
    void setValue(const QString &) override {}
    void setSecret(const SecretBytes &value) override;
    void wipe() override;
    [[nodiscard]] bool isBlank() const override;
    void setReadOnly(bool isReadOnly) override;
    void setStored(bool isStored) override;
    [[nodiscard]] bool isStored() const override { return m_isStored; }
    [[nodiscard]] QString hint() const override;

private:
    VeiledLineEdit *m_edit;
    QToolButton *m_show;
    bool m_isStored = false;
};

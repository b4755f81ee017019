// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/forms/fieldeditor.h"

class CardNumberEdit;

//! FormField::Kind::CardNumber. Masked whenever the field is left.
class CardNumberEditor : public FieldEditor
{
    Q_OBJECT

public:
    CardNumberEditor(const FormField &field, QWidget *parent);

    void putInto(FormValues &values) const override;
    void setValue(const QString &) override {}
    void setSecret(const SecretBytes &value) override;
    void wipe() override;
    [[nodiscard]] bool isBlank() const override;
    void setReadOnly(bool isReadOnly) override;
    [[nodiscard]] bool isUnfinished() const override;
    [[nodiscard]] QString hint() const override;

    //! For the picture of the card: CardNumberEdit::preview().
    [[nodiscard]] QString preview() const;

protected:
    void settleInput() override;

private:
    [[nodiscard]] QString status() const;

    CardNumberEdit *m_edit;
};

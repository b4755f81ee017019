// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/forms/fieldeditor.h"

class QLineEdit;

//! One line of text: FormField::Kind::Text, PersonName, Email, AccountId, IpAddress, Ipv4Address, Location and Url.
//! Blanks around the value do not count. Nothing is cut: what is too long is said to be too long.
class LineEditor : public FieldEditor
{
    Q_OBJECT

public:
    LineEditor(const FormField &field, QWidget *parent);

    void putInto(FormValues &values) const override;
    void setValue(const QString &value) override;
    void setSecret(const SecretBytes &value) override;
    void wipe() override;
    [[nodiscard]] bool isBlank() const override;
    void setReadOnly(bool isReadOnly) override;
    [[nodiscard]] bool isUnfinished() const override;

private:
    QLineEdit *m_edit;
};

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/forms/fieldeditor.h"

class QPlainTextEdit;

//! FormField::Kind::Multiline: a pasted payload, with its length counted. White space around the value does not count.
class MultilineEditor : public FieldEditor
{
    Q_OBJECT

public:
    MultilineEditor(const FormField &field, QWidget *parent);

    void putInto(FormValues &values) const override;
    void setValue(const QString &value) override;
    void wipe() override;
    [[nodiscard]] bool isBlank() const override;
    void setReadOnly(bool isReadOnly) override;
    [[nodiscard]] QString note() const override;

private:
    QPlainTextEdit *m_edit;
};

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/forms/fieldeditor.h"

class QLineEdit;
class QPushButton;

//! FormField::Kind::File: a path typed, pasted, dropped, or chosen in the system's dialog.
class FileEditor : public FieldEditor
{
    Q_OBJECT

public:
    FileEditor(const FormField &field, QWidget *parent);

    void putInto(FormValues &values) const override;
    void setValue(const QString &value) override;
    void wipe() override;
    [[nodiscard]] bool isBlank() const override;
    void setReadOnly(bool isReadOnly) override;
    [[nodiscard]] bool isUnfinished() const override { return true; }

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] QString path() const;
    void browse();

    QLineEdit *m_edit;
    QPushButton *m_browse;
};

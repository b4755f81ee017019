// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/forms/fieldeditor.h"

#include <QStringList>

class QComboBox;
class QCompleter;
class QStringListModel;

//! FormField::Kind::Country and Language: found by typing a code or any part of the name; the code is the value. What is
//! typed and names nothing stays, and is the value, so that the form can say what is wrong with it.
class CodeEditor : public FieldEditor
{
    Q_OBJECT

public:
    CodeEditor(const FormField &field, QWidget *parent);

    void putInto(FormValues &values) const override;
    void setValue(const QString &value) override;
    void wipe() override;
    [[nodiscard]] bool isBlank() const override;
    void setReadOnly(bool isReadOnly) override;
    [[nodiscard]] bool isUnfinished() const override;

protected:
    void settleInput() override;

private:
    [[nodiscard]] int rowOf(const QString &typed) const;
    [[nodiscard]] QStringList matches(const QString &typed) const;

    QComboBox *m_combo;
    QStringListModel *m_matches;
};

// SPDX-License-Identifier: Apache-2.0
#include "ui/forms/choiceeditor.h"

#include <QComboBox>
#include <QStyledItemDelegate>

using namespace Qt::StringLiterals;

namespace {
constexpr int helpRole = Qt::UserRole + 1;
}

ChoiceEditor::ChoiceEditor(const FormField &field, QWidget *parent)
    : FieldEditor(field, parent), m_combo(new QComboBox)
{
    adopt(m_combo, u"ComboBox"_s);
    m_combo->setFocusPolicy(Qt::StrongFocus);
    m_combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_combo->setMinimumContentsLength(8);
    m_combo->setItemDelegate(new QStyledItemDelegate(m_combo)); // the style sheet reaches its rows
    m_combo->setPlaceholderText(tr("Choose…"));
    if (!field.isRequired || !field.optionalWhen.isEmpty())
        m_combo->addItem(tr("Not set"), QString());
    for (const Choice &choice : field.choices) {
        m_combo->addItem(choice.label, choice.value);
        const int row = m_combo->count() - 1;
        m_combo->setItemData(row, choice.help, helpRole);
        m_combo->setItemData(row, choice.help, Qt::ToolTipRole);
        m_combo->setItemData(row, choice.help, Qt::AccessibleDescriptionRole);
    }
    m_combo->setCurrentIndex(m_combo->findData(QString()));
    connect(m_combo, &QComboBox::currentIndexChanged, this, &FieldEditor::edited);
}

void ChoiceEditor::putInto(FormValues &values) const
{
    values.set(field().key, m_combo->currentData().toString());
}

void ChoiceEditor::setValue(const QString &value)
{
    m_combo->setCurrentIndex(m_combo->findData(value));
}

void ChoiceEditor::wipe()
{
    setValue({});
}

bool ChoiceEditor::isBlank() const
{
    return m_combo->currentData().toString().isEmpty();
}

void ChoiceEditor::setReadOnly(bool isReadOnly)
{
    m_combo->setEnabled(!isReadOnly);
}

QString ChoiceEditor::hint() const
{
    const QString help = m_combo->currentData(helpRole).toString();
    return help.isEmpty() ? field().help : help;
}

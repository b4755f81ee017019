// SPDX-License-Identifier: Apache-2.0
#include "ui/forms/cardnumbereditor.h"

#include "app/domain/cardnumber.h"
#include "ui/forms/cardnumberedit.h"

using namespace Qt::StringLiterals;

CardNumberEditor::CardNumberEditor(const FormField &field, QWidget *parent)
    : FieldEditor(field, parent), m_edit(new CardNumberEdit)
{
    adopt(m_edit, u"LineEdit"_s);
    m_edit->setPlaceholderText(field.placeholder);
    connect(m_edit, &VeiledLineEdit::secretEdited, this, &FieldEditor::edited);
}

void CardNumberEditor::putInto(FormValues &values) const
{
    values.setSecret(field().key, m_edit->secret());
}

void CardNumberEditor::setSecret(const SecretBytes &value)
{
    wipe(); // a masked number is replaced as a whole
    m_edit->setSecret(value);
    m_edit->mask();
}

void CardNumberEditor::wipe()
{
    m_edit->wipeSecret();
    Q_EMIT m_edit->secretEdited();
}

bool CardNumberEditor::isBlank() const
{
    return m_edit->length() == 0;
}

void CardNumberEditor::setReadOnly(bool isReadOnly)
{
    if (isReadOnly)
        m_edit->mask();
    m_edit->setReadOnlyNumber(isReadOnly);
}

bool CardNumberEditor::isUnfinished() const
{
    return m_edit->length() < cardNumberLengths(m_edit->scheme()).first();
}

QString CardNumberEditor::hint() const
{
    return isBlank() ? field().help : (status() + u' ' + field().help).trimmed();
}

QString CardNumberEditor::status() const
{
    const auto length = static_cast<int>(m_edit->length());
    const Scheme scheme = m_edit->scheme();
    const QList<int> lengths = cardNumberLengths(scheme);
    if (!lengths.contains(length))
        return lengths.size() == 1 ? tr("%1 of %2 digits.").arg(length).arg(lengths.first())
            : length == 1 ? tr("1 digit.") : tr("%n digits.", nullptr, length);
    const SecretBytes digits = m_edit->secret();
    return passesLuhn(digits.bytes()) ? tr("%1 digits, check digit right.").arg(length) : tr("%1 digits.").arg(length);
}

QString CardNumberEditor::preview() const
{
    return m_edit->preview();
}

void CardNumberEditor::settleInput()
{
    m_edit->mask();
}

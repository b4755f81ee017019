// SPDX-License-Identifier: Apache-2.0
#include "ui/forms/securitycodeeditor.h"

#include "app/domain/cardnumber.h"
#include "ui/forms/digitsedit.h"

using namespace Qt::StringLiterals;

namespace {
constexpr int longestCode = 4;
}

SecurityCodeEditor::SecurityCodeEditor(const FormField &field, QWidget *parent)
    : FieldEditor(field, parent), m_edit(new DigitsEdit)
{
    adopt(m_edit, u"LineEdit"_s);
    m_edit->setCapacity(longestCode);
    connect(m_edit, &VeiledLineEdit::secretEdited, this, &FieldEditor::edited);
}

void SecurityCodeEditor::putInto(FormValues &values) const
{
    values.setSecret(field().key, m_edit->secret());
}

void SecurityCodeEditor::setSecret(const SecretBytes &value)
{
    m_edit->setSecret(value);
}

void SecurityCodeEditor::wipe()
{
    m_edit->wipeSecret();
    Q_EMIT m_edit->secretEdited();
}

bool SecurityCodeEditor::isBlank() const
{
    return m_edit->length() == 0;
}

void SecurityCodeEditor::setReadOnly(bool isReadOnly)
{
    m_edit->setReadOnly(isReadOnly);
}

bool SecurityCodeEditor::isUnfinished() const
{
    return m_edit->length() < m_length;
}

void SecurityCodeEditor::setScheme(Scheme scheme)
{
    m_length = securityCodeLength(scheme);
    // A code typed before the number may be longer than the scheme's: it stays, and the form says what is wrong.
    const bool isKnown = scheme != Scheme::Unknown;
    m_edit->setCapacity(isKnown ? std::max<qsizetype>(m_length, m_edit->length()) : longestCode);
}

// SPDX-License-Identifier: Apache-2.0
#include "ui/forms/secreteditor.h"

#include "ui/forms/veiledlineedit.h"
#include "ui/theme/theme.h"

#include <QLayout>
#include <QToolButton>

using namespace Qt::StringLiterals;

SecretEditor::SecretEditor(const FormField &field, QWidget *parent)
    : FieldEditor(field, parent), m_edit(new VeiledLineEdit), m_show(new QToolButton)
{
    adopt(m_edit, u"LineEdit"_s);
    m_edit->setPlaceholderText(field.placeholder);
    if (field.maxLength > 0)
        m_edit->setCapacity(field.maxLength);

    m_show->setObjectName(field.key + u"ShowButton"_s);
    m_show->setText(tr("Show"));
    m_show->setAccessibleName(tr("Show %1 while held").arg(field.label));
    m_show->setToolTip(tr("Shown while you hold this button"));
    m_show->setFixedHeight(Metrics::controlHeight);
    m_show->setEnabled(false);
    setRole(m_show, "button");
    layout()->addWidget(m_show);

    connect(m_show, &QToolButton::pressed, this, [this] { m_edit->setUnveiled(false, true); });
    connect(m_show, &QToolButton::released, this, [this] { m_edit->setUnveiled(false); });
    connect(m_edit, &VeiledLineEdit::secretEdited, this, [this] {
        m_show->setEnabled(m_edit->length() > 0);
        Q_EMIT edited();
    });
}

void SecretEditor::putInto(FormValues &values) const
{
    values.setSecret(field().key, m_edit->secret());
}

void SecretEditor::setSecret(const SecretBytes &value)
{
    m_edit->setSecret(value);
}

void SecretEditor::wipe()
{
    m_edit->wipeSecret();
    Q_EMIT m_edit->secretEdited();
}

bool SecretEditor::isBlank() const
{
    return m_edit->length() == 0;
}

void SecretEditor::setReadOnly(bool isReadOnly)
{
    m_edit->setReadOnly(isReadOnly);
}

void SecretEditor::setStored(bool isStored)
{
    m_isStored = isStored;
    m_edit->setPlaceholderText(isStored ? tr("Stored; type to replace it") : field().placeholder);
}

QString SecretEditor::hint() const
{
    if (!m_isStored)
        return field().help;
    return isBlank() ? tr("One is stored already; it is never shown.") : tr("Replaces the stored one when you save.");
}

// SPDX-License-Identifier: Apache-2.0
#include "ui/forms/lineeditor.h"

#include <QLineEdit>

#include <algorithm>

using namespace Qt::StringLiterals;
using Kind = FormField::Kind;

namespace {
Qt::InputMethodHints hintsOf(Kind kind)
{
    switch (kind) {
    case Kind::PersonName:
    case Kind::AccountId:
        return Qt::ImhSensitiveData | Qt::ImhNoPredictiveText;
    case Kind::Email:
        return Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhEmailCharactersOnly;
    case Kind::Url:
        return Qt::ImhUrlCharactersOnly | Qt::ImhNoPredictiveText;
    case Kind::IpAddress:
    case Kind::Ipv4Address:
    case Kind::Location:
        return Qt::ImhNoPredictiveText | Qt::ImhPreferNumbers;
    default:
        return Qt::ImhNone;
    }
}

bool isMadeOf(QStringView text, QStringView characters)
{
    return std::all_of(text.begin(), text.end(), [&](QChar c) { return characters.contains(c); });
}
} // namespace

LineEditor::LineEditor(const FormField &field, QWidget *parent) : FieldEditor(field, parent), m_edit(new QLineEdit)
{
    adopt(m_edit, u"LineEdit"_s);
    m_edit->setPlaceholderText(field.placeholder);
    m_edit->setInputMethodHints(hintsOf(field.kind));
    connect(m_edit, &QLineEdit::textChanged, this, &FieldEditor::edited);
}

void LineEditor::putInto(FormValues &values) const
{
    QString text = m_edit->text();
    if (field().isSecret())
        values.setSecret(field().key, SecretBytes::fromText(QStringView(text).trimmed()));
    else
        values.set(field().key, text.trimmed());
}

void LineEditor::setValue(const QString &value)
{
    if (!field().isSecret())
        m_edit->setText(value);
}

void LineEditor::setSecret(const SecretBytes &value)
{
    if (field().isSecret())
        m_edit->setText(QString::fromUtf8(value.bytes()));
}

void LineEditor::wipe()
{
    ::wipe(*m_edit);
}

bool LineEditor::isBlank() const
{
    return QStringView(m_edit->text()).trimmed().isEmpty();
}

void LineEditor::setReadOnly(bool isReadOnly)
{
    m_edit->setReadOnly(isReadOnly);
}

bool LineEditor::isUnfinished() const
{
    const QString whole = m_edit->text();
    const QStringView text = QStringView(whole).trimmed();
    switch (field().kind) {
    case Kind::Email:
        return !text.contains(u' ');
    case Kind::IpAddress:
        return isMadeOf(text, u"0123456789abcdefABCDEF.:");
    case Kind::Ipv4Address:
        return isMadeOf(text, u"0123456789.");
    case Kind::Location:
        return isMadeOf(text, u"0123456789.,-");
    case Kind::Url:
        return text.startsWith(u"https://") || QStringView(u"https://").startsWith(text);
    default:
        return text.size() < field().minLength;
    }
}

// SPDX-License-Identifier: Apache-2.0
#include "ui/forms/expiryeditor.h"

#include <QLineEdit>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace {
QString digitsIn(QStringView text)
{
    QString digits;
    for (const QChar c : text) {
        if (c.digitValue() >= 0)
            digits.append(QChar(u'0' + c.digitValue()));
    }
    return digits;
}

//! MMYY, or as much of it as is there.
QString monthAndYear(const QString &typed)
{
    static const QRegularExpression yearFirst(u"^\\s*20(\\d\\d)\\D+(\\d\\d?)\\s*$"_s);
    if (const QRegularExpressionMatch match = yearFirst.match(typed); match.hasMatch())
        return match.captured(2).rightJustified(2, u'0') + match.captured(1);

    QString digits = digitsIn(typed);
    static const QRegularExpression shortMonth(u"^\\s*\\d\\D"_s);
    const bool isMonthComplete = !digits.isEmpty() && (digits.front() > u'1' || shortMonth.match(typed).hasMatch());
    if (isMonthComplete && digits.front() != u'0')
        digits.prepend(u'0');
    const QStringView year = QStringView(digits).mid(2);
    if (!year.startsWith(u"20"))
        return digits.left(4);
    return year.size() >= 4 ? digits.left(2) + year.mid(2, 2).toString() : digits; // a year typed in full
}
} // namespace

ExpiryEditor::ExpiryEditor(const FormField &field, QWidget *parent) : FieldEditor(field, parent), m_edit(new QLineEdit)
{
    adopt(m_edit, u"LineEdit"_s);
    m_edit->setPlaceholderText(field.placeholder);
    m_edit->setInputMethodHints(Qt::ImhNoPredictiveText | Qt::ImhPreferNumbers);
    connect(m_edit, &QLineEdit::textEdited, this, &ExpiryEditor::format);
}

void ExpiryEditor::format(const QString &typed)
{
    const bool isErasing = typed.size() < m_last.size();
    const qsizetype behindCursor = digitsIn(QStringView(typed).mid(m_edit->cursorPosition())).size();
    QString text = isErasing ? digitsIn(typed) : monthAndYear(typed);
    if (text.size() > 2 || (text.size() == 2 && !isErasing))
        text.insert(2, u'/');
    m_last = text;
    m_edit->setText(text);

    int cursor = static_cast<int>(text.size());
    for (qsizetype passed = 0; cursor > 0 && passed < behindCursor; --cursor)
        passed += text.at(cursor - 1).isDigit() ? 1 : 0;
    m_edit->setCursorPosition(cursor);
    Q_EMIT edited();
}

void ExpiryEditor::putInto(FormValues &values) const
{
    values.set(field().key, digitsIn(m_edit->text()));
}

void ExpiryEditor::setValue(const QString &value)
{
    m_edit->clear();
    m_last.clear();
    format(value);
}

void ExpiryEditor::wipe()
{
    m_last.clear();
    m_edit->clear();
    Q_EMIT edited();
}

bool ExpiryEditor::isBlank() const
{
    return m_edit->text().isEmpty();
}

void ExpiryEditor::setReadOnly(bool isReadOnly)
{
    m_edit->setReadOnly(isReadOnly);
}

bool ExpiryEditor::isUnfinished() const
{
    const QString digits = digitsIn(m_edit->text());
    return digits.size() < 4 || QStringView(digits).mid(2) == u"20";
}

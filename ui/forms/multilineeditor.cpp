// SPDX-License-Identifier: Apache-2.0
#include "ui/forms/multilineeditor.h"

#include "ui/theme/theme.h"

#include <QLocale>
#include <QPlainTextEdit>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {
constexpr int shownLines = 5;
}

MultilineEditor::MultilineEditor(const FormField &field, QWidget *parent)
    : FieldEditor(field, parent), m_edit(new QPlainTextEdit)
{
    adopt(m_edit, u"PlainTextEdit"_s);
    m_edit->setPlaceholderText(field.placeholder);
    m_edit->setTabChangesFocus(true);
    m_edit->setFont(identifierFont());
    m_edit->setWordWrapMode(QTextOption::WrapAnywhere);
    m_edit->setFixedHeight(shownLines * QFontMetrics(m_edit->font()).lineSpacing() + 2 * Metrics::gap);
    connect(m_edit, &QPlainTextEdit::textChanged, this, &FieldEditor::edited);
}

void MultilineEditor::putInto(FormValues &values) const
{
    values.set(field().key, m_edit->toPlainText().trimmed());
}

void MultilineEditor::setValue(const QString &value)
{
    m_edit->setPlainText(value);
}

void MultilineEditor::wipe()
{
    m_edit->clear();
}

bool MultilineEditor::isBlank() const
{
    return m_edit->toPlainText().trimmed().isEmpty();
}

void MultilineEditor::setReadOnly(bool isReadOnly)
{
    m_edit->setReadOnly(isReadOnly);
}

QString MultilineEditor::note() const
{
    const QString text = m_edit->toPlainText().trimmed();
    const auto count =
        static_cast<int>(std::count_if(text.begin(), text.end(), [](QChar c) { return !c.isLowSurrogate(); }));
    const QLocale locale;
    return field().maxLength > 0
        ? tr("%1 of %2 characters").arg(locale.toString(count), locale.toString(field().maxLength))
        : count == 1 ? tr("1 character")
                     : tr("%n characters", nullptr, count);
}

// SPDX-License-Identifier: Apache-2.0
#include "ui/forms/codeeditor.h"

#include "app/domain/isocodes.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>
#include <QLocale>
#include <QStringListModel>
#include <QStyledItemDelegate>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {
struct Named {
    QString code;
    QString name;
};

QString nameOf(FormField::Kind kind, const QString &code)
{
    if (kind == FormField::Kind::Country) {
        const QLocale::Territory territory = QLocale::codeToTerritory(code);
        return territory == QLocale::AnyTerritory ? code : QLocale::territoryToString(territory);
    }
    const QLocale::Language language = QLocale::codeToLanguage(code);
    return language == QLocale::AnyLanguage ? code : QLocale::languageToString(language);
}

QList<Named> entriesOf(FormField::Kind kind)
{
    QList<Named> entries;
    for (const QString &code : kind == FormField::Kind::Country ? iso3166Alpha2() : iso639Alpha2())
        entries << Named{code, nameOf(kind, code)};
    std::sort(entries.begin(), entries.end(),
              [](const Named &a, const Named &b) { return a.name.localeAwareCompare(b.name) < 0; });
    return entries;
}

enum class Match { Code, NameStart, WordStart, Inside, None };

Match matchOf(const QString &name, const QString &code, const QString &typed)
{
    if (code.compare(typed, Qt::CaseInsensitive) == 0)
        return Match::Code;
    if (name.startsWith(typed, Qt::CaseInsensitive))
        return Match::NameStart;
    if (name.contains(u' ' + typed, Qt::CaseInsensitive))
        return Match::WordStart;
    return name.contains(typed, Qt::CaseInsensitive) ? Match::Inside : Match::None;
}
} // namespace

CodeEditor::CodeEditor(const FormField &field, QWidget *parent)
    : FieldEditor(field, parent), m_combo(new QComboBox), m_matches(new QStringListModel(this))
{
    adopt(m_combo, u"ComboBox"_s);
    m_combo->setFocusPolicy(Qt::StrongFocus);
    m_combo->setEditable(true);
    m_combo->setInsertPolicy(QComboBox::NoInsert);
    m_combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_combo->setMinimumContentsLength(8);
    m_combo->setMaxVisibleItems(12);
    m_combo->setItemDelegate(new QStyledItemDelegate(m_combo)); // the style sheet reaches its rows
    for (const Named &entry : entriesOf(field.kind))
        m_combo->addItem(u"%1 (%2)"_s.arg(entry.name, entry.code), entry.code);
    m_combo->setCurrentIndex(-1);

    QLineEdit *line = m_combo->lineEdit();
    line->setObjectName(field.key + u"TypedLineEdit"_s);
    line->setAccessibleName(field.label);
    line->setPlaceholderText(field.placeholder.isEmpty() ? tr("Type a name or a code") : field.placeholder);
    // The combo box would complete what begins with the typed text only; here "kingdom" and "gb" find the same country.
    auto *completer = new QCompleter(m_matches, this);
    completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    completer->setMaxVisibleItems(8);
    completer->popup()->setItemDelegate(new QStyledItemDelegate(completer->popup()));
    setRole(completer->popup(), "popup");
    line->setCompleter(completer);
    connect(line, &QLineEdit::textEdited, this, [this](const QString &typed) { m_matches->setStringList(matches(typed)); });
    connect(completer, qOverload<const QString &>(&QCompleter::activated), this,
            [this](const QString &text) { m_combo->setCurrentIndex(m_combo->findText(text)); });
    connect(m_combo, &QComboBox::editTextChanged, this, &FieldEditor::edited);
}

QStringList CodeEditor::matches(const QString &typed) const
{
    const QString wanted = typed.trimmed();
    QMap<Match, QStringList> found; // the order of the enumeration is the order of the list
    for (int row = 0; row < m_combo->count() && !wanted.isEmpty(); ++row) {
        const QString text = m_combo->itemText(row);
        const Match match = matchOf(text, m_combo->itemData(row).toString(), wanted);
        if (match != Match::None)
            found[match] << text;
    }
    QStringList all;
    for (const QStringList &group : found)
        all += group;
    return all;
}

int CodeEditor::rowOf(const QString &typed) const
{
    const QString wanted = typed.trimmed();
    if (wanted.isEmpty())
        return -1;
    if (const int exact = m_combo->findText(wanted, Qt::MatchFixedString); exact >= 0)
        return exact;
    if (const int code = m_combo->findData(wanted, Qt::UserRole, Qt::MatchFixedString); code >= 0)
        return code;
    const QStringList found = matches(wanted);
    const bool isClear = found.size() == 1
        || (!found.isEmpty() && found.first().startsWith(wanted + u" ("_s, Qt::CaseInsensitive));
    return isClear ? m_combo->findText(found.first()) : -1;
}

void CodeEditor::settleInput()
{
    const QString typed = m_combo->currentText();
    if (const int row = rowOf(typed); row >= 0)
        m_combo->setCurrentIndex(row);
}

void CodeEditor::putInto(FormValues &values) const
{
    const QString typed = m_combo->currentText().trimmed();
    const int row = rowOf(typed);
    values.set(field().key, row >= 0 ? m_combo->itemData(row).toString() : typed);
}

void CodeEditor::setValue(const QString &value)
{
    const int row = m_combo->findData(value);
    m_combo->setCurrentIndex(row);
    if (row < 0)
        m_combo->setEditText(value);
}

void CodeEditor::wipe()
{
    setValue({});
}

bool CodeEditor::isBlank() const
{
    return m_combo->currentText().trimmed().isEmpty();
}

void CodeEditor::setReadOnly(bool isReadOnly)
{
    m_combo->setEnabled(!isReadOnly);
}

bool CodeEditor::isUnfinished() const
{
    return !matches(m_combo->currentText()).isEmpty();
}

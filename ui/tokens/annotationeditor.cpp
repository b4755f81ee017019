// SPDX-License-Identifier: Apache-2.0
#include "ui/tokens/annotationeditor.h"

#include "ui/forms/hintline.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStringListModel>
#include <QStyle>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {
constexpr int noteLines = 3;
constexpr int longestSuggestionList = 8;

QString problemOf(AnnotationFault fault, AnnotationEdit::Kind kind)
{
    const QString longest = QLocale().toString(longestText(kind));
    switch (fault) {
    case AnnotationFault::TooLong:
        return AnnotationEditor::tr("At most %1 characters.").arg(longest);
    case AnnotationFault::MayHoldCardNumber:
        return AnnotationEditor::tr("This may hold a card number. Take it out.");
    case AnnotationFault::MayHoldEmailAddress:
        return AnnotationEditor::tr("This may hold an e-mail address. Take it out.");
    case AnnotationFault::Empty:
        break;
    }
    return {};
}

struct EditorWords {
    QString field; //!< also what a screen reader says
    QString placeholder;
    QString store;
    QString help;
};

EditorWords wordsOf(AnnotationEditor::Subject subject)
{
    switch (subject) {
    case AnnotationEditor::Subject::Tag:
        return {AnnotationEditor::tr("New tag"), AnnotationEditor::tr("A word or two, such as: lost phone"),
                AnnotationEditor::tr("Add"),
                AnnotationEditor::tr("Enter adds it, Escape closes. No card data, no names.")};
    case AnnotationEditor::Subject::Ticket:
        return {AnnotationEditor::tr("New ticket reference"), AnnotationEditor::tr("Such as: INC-7781"),
                AnnotationEditor::tr("Add"),
                AnnotationEditor::tr("Enter adds it, Escape closes. No card data, no names.")};
    case AnnotationEditor::Subject::Note:
        break;
    }
    return {AnnotationEditor::tr("Note"), AnnotationEditor::tr("What the next agent should know"),
            AnnotationEditor::tr("Save"),
            AnnotationEditor::tr("Ctrl+Enter saves, Escape closes. No card data, no names.")};
}
} // namespace

AnnotationEditor::AnnotationEditor(QWidget *parent)
    : QWidget(parent), m_knownTags(new QStringListModel(this)), m_line(new QLineEdit(this)),
      m_note(new QPlainTextEdit(this)), m_store(new QPushButton(this)), m_close(new QPushButton(tr("Close"), this)),
      m_hint(new HintLine(this))
{
    setObjectName(u"annotationEditor"_s);
    build();
    connect(m_line, &QLineEdit::textChanged, this, &AnnotationEditor::judge);
    connect(m_note, &QPlainTextEdit::textChanged, this, &AnnotationEditor::judge);
    connect(m_store, &QPushButton::clicked, this, &AnnotationEditor::submit);
    connect(m_close, &QPushButton::clicked, this, &AnnotationEditor::closed);
    hide();
}

void AnnotationEditor::build()
{
    m_line->setObjectName(u"annotationLineEdit"_s);
    m_line->setAccessibleName(wordsOf(Subject::Tag).field);
    m_line->installEventFilter(this);
    m_note->setObjectName(u"noteEdit"_s);
    m_note->setAccessibleName(wordsOf(Subject::Note).field);
    m_note->setTabChangesFocus(true);
    m_note->setFixedHeight(noteLines * QFontMetrics(font()).lineSpacing() + 2 * Metrics::gap);
    m_note->installEventFilter(this);
    m_store->setObjectName(u"storeAnnotationButton"_s);
    m_store->setAccessibleName(tr("Save"));
    m_close->setObjectName(u"closeAnnotationButton"_s);
    m_close->setAccessibleName(tr("Close without saving"));
    m_hint->setObjectName(u"annotationHint"_s);
    for (QPushButton *button : {m_store, m_close}) {
        button->setAutoDefault(false);
        button->installEventFilter(this);
    }

    auto *completer = new QCompleter(m_knownTags, this);
    completer->setObjectName(u"tagCompleter"_s);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    completer->setMaxVisibleItems(longestSuggestionList);
    setRole(completer->popup(), "popup");
    m_line->setCompleter(completer);

    auto *row = new QHBoxLayout;
    row->setSpacing(Metrics::spacing);
    row->addWidget(m_line, 1);
    row->addStretch(0);
    row->addWidget(m_store);
    row->addWidget(m_close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, Metrics::unit, 0, 0);
    column->setSpacing(Metrics::unit);
    column->addWidget(m_note);
    column->addLayout(row);
    column->addWidget(m_hint);
    setTabOrder(m_note, m_line);
    setTabOrder(m_line, m_store);
    setTabOrder(m_store, m_close);
}

void AnnotationEditor::open(Subject subject, const QString &text, const QString &objection)
{
    m_subject = subject;
    m_objection = objection;
    m_isStoring = false;
    const bool isNote = subject == Subject::Note;
    const EditorWords words = wordsOf(subject);
    m_line->setVisible(!isNote);
    m_note->setVisible(isNote);
    m_line->setAccessibleName(words.field);
    m_line->setPlaceholderText(words.placeholder);
    m_note->setAccessibleName(words.field);
    m_note->setPlaceholderText(words.placeholder);
    m_store->setText(words.store);
    m_store->setAccessibleName(u"%1: %2"_s.arg(words.store, words.field));
    m_line->completer()->setModel(subject == Subject::Tag ? m_knownTags : new QStringListModel(m_line->completer()));
    m_line->setText(isNote ? QString() : text);
    m_note->setPlainText(isNote ? text : QString());
    m_note->moveCursor(QTextCursor::End);
    judge();
    show();
    field()->setFocus(Qt::OtherFocusReason);
}

void AnnotationEditor::dismiss()
{
    m_isStoring = false;
    hide();
    m_line->clear();
    m_note->clear();
}

QWidget *AnnotationEditor::field() const
{
    return m_subject == Subject::Note ? static_cast<QWidget *>(m_note) : m_line;
}

QString AnnotationEditor::text() const
{
    return m_subject == Subject::Note ? m_note->toPlainText() : m_line->text();
}

void AnnotationEditor::setKnownTags(const QStringList &tags)
{
    m_knownTags->setStringList(tags);
}

AnnotationEdit AnnotationEditor::edit() const
{
    const AnnotationEdit::Kind kind = m_subject == Subject::Tag      ? AnnotationEdit::Kind::AddTag
                                      : m_subject == Subject::Ticket ? AnnotationEdit::Kind::AddTicket
                                                                     : AnnotationEdit::Kind::SetNote;
    return {kind, text()};
}

void AnnotationEditor::judge()
{
    const AnnotationEdit written = edit();
    const std::optional<AnnotationFault> fault = faultOf(written);
    const QString problem = !m_objection.isEmpty() ? m_objection : fault ? problemOf(*fault, written.kind) : QString();
    say(problem);
    m_store->setEnabled(!fault && m_objection.isEmpty() && !m_isStoring);
}

void AnnotationEditor::say(const QString &problem)
{
    m_hint->say(problem.isEmpty() ? HintLine::Tone::Help : HintLine::Tone::Error,
                problem.isEmpty() ? wordsOf(m_subject).help : problem);
    QWidget *place = field();
    place->setAccessibleDescription(m_hint->spoken());
    const QString mark = problem.isEmpty() ? QString() : u"error"_s;
    if (place->property("problem").toString() == mark)
        return;
    place->setProperty("problem", mark);
    place->style()->unpolish(place);
    place->style()->polish(place);
}

void AnnotationEditor::submit()
{
    if (m_store->isEnabled())
        Q_EMIT submitted(edit());
}

void AnnotationEditor::setStoring(bool isStoring)
{
    m_isStoring = isStoring;
    m_line->setReadOnly(isStoring);
    m_note->setReadOnly(isStoring);
    judge();
}

void AnnotationEditor::clearField()
{
    m_line->clear();
    m_note->clear();
}

void AnnotationEditor::refuse(const QString &sentence)
{
    setStoring(false);
    say(sentence);
}

bool AnnotationEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept(); // the field's, before the window's
        return true;
    }
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *press = static_cast<QKeyEvent *>(event);
    const bool isReturn = press->key() == Qt::Key_Return || press->key() == Qt::Key_Enter;
    if (press->key() == Qt::Key_Escape) {
        Q_EMIT closed();
        return true;
    }
    if (isReturn && (watched == m_line || (watched == m_note && press->modifiers().testFlag(Qt::ControlModifier)))) {
        submit();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

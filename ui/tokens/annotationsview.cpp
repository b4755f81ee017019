// SPDX-License-Identifier: Apache-2.0
#include "ui/tokens/annotationsview.h"

#include "app/core/observe.h"
#include "ui/errortext.h"
#include "ui/forms/hintline.h"
#include "ui/shown.h"
#include "ui/theme/theme.h"
#include "ui/tokens/annotationchip.h"
#include "ui/tokens/flowlayout.h"
#include "ui/tokens/readingage.h"

#include <QLabel>
#include <QLocale>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

using namespace Qt::StringLiterals;
using Subject = AnnotationEditor::Subject;

namespace {
constexpr qsizetype longestNoteShown = 160; // the whole of it is in the editor, and under the mouse
constexpr qsizetype mostNoteLines = 3;

QString beginningOf(const QString &note)
{
    QStringList lines = note.split(u'\n');
    const bool isLonger = lines.size() > mostNoteLines || note.size() > longestNoteShown;
    const QString beginning =
        shown(lines.mid(0, mostNoteLines).join(u'\n').left(longestNoteShown), Lines::Kept).trimmed();
    return isLonger ? beginning + u'…' : beginning;
}
} // namespace

AnnotationsView::AnnotationsView(QWidget *parent)
    : QWidget(parent), m_row(new QWidget(this)), m_flow(new FlowLayout(m_row)),
      m_addTag(addButton(u"addTagButton"_s, Subject::Tag)),
      m_addTicket(addButton(u"addTicketButton"_s, Subject::Ticket)),
      m_editNote(addButton(u"editNoteButton"_s, Subject::Note)), m_note(new QLabel(this)),
      m_noteAuthor(new QLabel(this)), m_editor(new AnnotationEditor(this)), m_problem(new HintLine(this))
{
    setObjectName(u"annotationsView"_s);
    setAccessibleName(tr("Tags, tickets and note"));
    build();
    connect(m_editor, &AnnotationEditor::submitted, this, &AnnotationsView::carryOut);
    connect(m_editor, &AnnotationEditor::closed, this, [this] {
        keepDraft();
        const Subject subject = m_editor->subject();
        closeEditor();
        buttonOf(subject)->setFocus(Qt::OtherFocusReason);
    });
    show(Annotations());
}

QToolButton *AnnotationsView::addButton(const QString &objectName, Subject subject)
{
    auto *button = new QToolButton(m_row);
    button->setObjectName(objectName);
    button->setFont(headingFont(-1, QFont::Normal));
    button->setFocusPolicy(Qt::StrongFocus);
    setRole(button, "chip");
    connect(button, &QToolButton::clicked, this, [this, subject] { openEditor(subject); });
    return button;
}

void AnnotationsView::build()
{
    m_addTag->setText(tr("+ Tag"));
    m_addTag->setAccessibleName(tr("Add a tag"));
    m_addTicket->setText(tr("+ Ticket"));
    m_addTicket->setAccessibleName(tr("Add a ticket reference"));
    for (QToolButton *button : {m_addTag, m_addTicket, m_editNote})
        m_flow->addWidget(button);
    m_flow->setContentsMargins({});
    m_flow->setSpacing(6);
    m_note->setObjectName(u"noteLabel"_s);
    m_noteAuthor->setObjectName(u"noteAuthorLabel"_s);
    m_noteAuthor->setFont(headingFont(-1, QFont::Normal));
    setRole(m_noteAuthor, "muted");
    for (QLabel *label : {m_note, m_noteAuthor}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_note->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_problem->setObjectName(u"annotationProblem"_s);
    m_problem->hide();

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(Metrics::unit);
    column->addWidget(m_row);
    column->addWidget(m_problem);
    column->addWidget(m_note);
    column->addWidget(m_noteAuthor);
    column->addWidget(m_editor);
}

void AnnotationsView::setSession(std::shared_ptr<const Session> session)
{
    m_drafts.clear();
    m_editor->dismiss();
    m_session = std::move(session);
    m_token = {};
    show(Annotations());
}

void AnnotationsView::showToken(const TokenId &token)
{
    keepDraft();
    closeEditor();
    m_token = token;
    show(Annotations());
    reload();
}

void AnnotationsView::reload()
{
    if (!m_session || m_token.isEmpty())
        return;
    observe<Annotations>(this, m_session->operations->annotations(m_token),
                         [this, token = m_token, asked = m_session](const Result<Annotations> &read) {
                             if (asked != m_session || token != m_token)
                                 return;
                             if (!read)
                                 return refused({}, read.error());
                             show(*read);
                         });
}

void AnnotationsView::show(const Annotations &annotations)
{
    m_annotations = annotations;
    m_problem->hide();
    showChips();
    showNote();
}

void AnnotationsView::showChips()
{
    while (auto *chip = qobject_cast<AnnotationChip *>(m_flow->itemAt(0)->widget())) {
        delete m_flow->takeAt(0);
        chip->hide();
        chip->deleteLater(); // it may be the one whose button was pressed
    }
    int place = 0;
    QWidget *before = nullptr;
    const auto add = [&](AnnotationChip::Kind kind, const Annotation &annotation) {
        auto *chip = new AnnotationChip(kind, annotation, m_row);
        const auto removal =
            kind == AnnotationChip::Kind::Tag ? AnnotationEdit::Kind::RemoveTag : AnnotationEdit::Kind::RemoveTicket;
        connect(chip, &AnnotationChip::removalRequested, this,
                [this, edit = AnnotationEdit{removal, annotation.text}] { carryOut(edit); });
        m_flow->insertWidget(place++, chip);
        chip->show();
        if (before)
            setTabOrder(before, chip);
        before = chip;
    };
    for (const Annotation &tag : std::as_const(m_annotations.tags))
        add(AnnotationChip::Kind::Tag, tag);
    for (const Annotation &ticket : std::as_const(m_annotations.tickets))
        add(AnnotationChip::Kind::Ticket, ticket);
    if (before)
        setTabOrder(before, m_addTag);
    updateGeometry();
}

void AnnotationsView::showNote()
{
    const Annotation &note = m_annotations.note;
    const bool isThere = !note.text.isEmpty();
    const bool isInEditor = m_editor->isVisibleTo(this) && m_editor->subject() == Subject::Note;
    m_note->setVisible(isThere && !isInEditor);
    m_noteAuthor->setVisible(isThere && !isInEditor);
    m_note->setText(beginningOf(note.text));
    m_note->setAccessibleName(tr("Note: %1").arg(shown(note.text, Lines::Kept)));
    m_note->setToolTip(shown(note.text, Lines::Kept));
    m_noteAuthor->setText(tr("%1, %2").arg(shown(note.operatorId), localTime(note.at)));
    const bool isBegun = m_drafts.contains(m_token);
    m_editNote->setText(isBegun ? tr("Continue note") : isThere ? tr("Edit note") : tr("+ Note"));
    m_editNote->setAccessibleName(isBegun   ? tr("Go on with the note that was begun")
                                  : isThere ? tr("Edit the note")
                                            : tr("Add a note"));
}

QToolButton *AnnotationsView::buttonOf(Subject subject) const
{
    return subject == Subject::Tag ? m_addTag : subject == Subject::Ticket ? m_addTicket : m_editNote;
}

QString AnnotationsView::objectionTo(Subject subject) const
{
    const QLocale locale;
    if (subject == Subject::Tag && m_annotations.tags.size() >= AnnotationLimits::tags)
        return tr("A token has at most %1 tags. Remove one first.").arg(locale.toString(AnnotationLimits::tags));
    if (subject == Subject::Ticket && m_annotations.tickets.size() >= AnnotationLimits::tickets)
        return tr("A token has at most %1 tickets. Remove one first.").arg(locale.toString(AnnotationLimits::tickets));
    return {};
}

void AnnotationsView::openEditor(Subject subject)
{
    if (!m_session || m_token.isEmpty())
        return;
    keepDraft();
    m_problem->hide();
    const QString text = subject == Subject::Note ? m_drafts.value(m_token, m_annotations.note.text) : QString();
    m_editor->open(subject, text, objectionTo(subject));
    showNote();
    if (subject == Subject::Tag)
        loadKnownTags();
}

void AnnotationsView::closeEditor()
{
    m_editor->dismiss();
    m_problem->hide();
    showNote();
}

void AnnotationsView::keepDraft()
{
    if (!m_editor->isVisibleTo(this) || m_editor->subject() != Subject::Note)
        return;
    if (m_editor->text().trimmed() == m_annotations.note.text)
        m_drafts.remove(m_token);
    else
        m_drafts.insert(m_token, m_editor->text());
    showNote();
}

void AnnotationsView::loadKnownTags()
{
    observe<QList<TagUse>>(this, m_session->operations->tags(),
                           [this, asked = m_session](const Result<QList<TagUse>> &uses) {
                               if (asked != m_session || !uses)
                                   return;
                               QStringList tags;
                               for (const TagUse &use : *uses)
                                   tags << use.tag;
                               m_editor->setKnownTags(tags);
                           });
}

void AnnotationsView::carryOut(const AnnotationEdit &edit)
{
    if (!m_session || m_token.isEmpty())
        return;
    m_problem->hide();
    if (m_editor->isVisibleTo(this))
        m_editor->setStoring(true);
    observe<Annotations>(this, m_session->operations->annotate(m_token, edit),
                         [this, edit, token = m_token, asked = m_session](const Result<Annotations> &written) {
                             if (asked == m_session && token == m_token)
                                 carriedOut(edit, written);
                         });
}

void AnnotationsView::carriedOut(const AnnotationEdit &edit, const Result<Annotations> &written)
{
    if (!written)
        return refused(edit, written.error());
    using Kind = AnnotationEdit::Kind;
    const bool isRemoval = edit.kind == Kind::RemoveTag || edit.kind == Kind::RemoveTicket;
    show(*written);
    if (edit.kind == Kind::SetNote) {
        closeEditor();
        m_drafts.remove(m_token);
        showNote();
        m_editNote->setFocus(Qt::OtherFocusReason);
    } else if (m_editor->isVisibleTo(this)) {
        // Open for the next one; a removal leaves what is being typed.
        const QString typed = isRemoval ? m_editor->text() : QString();
        const Subject subject = m_editor->subject();
        m_editor->setStoring(false);
        m_editor->open(subject, typed, objectionTo(subject));
    } else {
        buttonOf(edit.kind == Kind::RemoveTag ? Subject::Tag : Subject::Ticket)->setFocus(Qt::OtherFocusReason);
    }
    if (edit.kind == Kind::AddTag || edit.kind == Kind::RemoveTag)
        Q_EMIT tagsChanged();
}

void AnnotationsView::refused(const AnnotationEdit &edit, const Error &error)
{
    const QString sentence = describeInRecords(error);
    const bool isFromEditor = m_editor->isVisibleTo(this) && (edit.kind == AnnotationEdit::Kind::SetNote ||
                                                              edit.kind == AnnotationEdit::Kind::AddTag ||
                                                              edit.kind == AnnotationEdit::Kind::AddTicket);
    if (isFromEditor)
        return m_editor->refuse(sentence);
    m_editor->setStoring(false);
    m_problem->say(HintLine::Tone::Error, sentence);
    m_problem->show();
}

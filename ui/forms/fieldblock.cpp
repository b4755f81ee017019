// SPDX-License-Identifier: Apache-2.0
#include "ui/forms/fieldblock.h"

#include "ui/forms/fieldeditor.h"
#include "ui/forms/formgroup.h"
#include "ui/forms/hintline.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;
using Kind = FormField::Kind;

namespace {
constexpr int shortText = 40; // characters

QLabel *mutedLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setFont(headingFont(-1, QFont::Normal));
    setRole(label, "muted");
    return label;
}

//! The border's colour, by the style sheet.
void setProblemLook(QWidget *input, const char *look)
{
    const QString wanted = QString::fromLatin1(look);
    if (input->property("problem").toString() == wanted)
        return;
    input->setProperty("problem", wanted);
    input->style()->unpolish(input);
    input->style()->polish(input);
}
} // namespace

FieldBlock::FieldBlock(const FormField &field, QWidget *parent)
    : QWidget(parent), m_editor(makeFieldEditor(field, this)), m_label(new QLabel(this)), m_suffix(mutedLabel(this)),
      m_note(mutedLabel(this)), m_hint(new HintLine(this))
{
    setObjectName(field.key + u"Block"_s);
    m_label->setText(QString(field.label).replace(u'&', u"&&"_s));
    m_label->setTextFormat(Qt::PlainText);
    m_label->setFont(headingFont(-1));
    m_label->setBuddy(m_editor->input());
    m_hint->setObjectName(field.key + u"Hint"_s);

    auto *head = new QHBoxLayout;
    head->setSpacing(Metrics::unit);
    head->addWidget(m_label);
    head->addWidget(m_suffix);
    head->addStretch(1);
    head->addWidget(m_note);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(Metrics::unit);
    layout->addLayout(head);
    layout->addWidget(m_editor);
    layout->addWidget(m_hint);

    connect(m_editor, &FieldEditor::edited, this, &FieldBlock::edited);
    connect(m_editor, &FieldEditor::left, this, &FieldBlock::left);
}

const FormField &FieldBlock::field() const
{
    return m_editor->field();
}

bool FieldBlock::isShort() const
{
    switch (field().kind) {
    case Kind::SecurityCode:
    case Kind::CardExpiry:
    case Kind::Country:
    case Kind::Language:
    case Kind::IpAddress:
    case Kind::Ipv4Address:
    case Kind::Location:
    case Kind::Choice:
        return true;
    case Kind::Text:
        return field().maxLength > 0 && field().maxLength <= shortText;
    case Kind::Multiline:
    case Kind::CardNumber:
    case Kind::PersonName:
    case Kind::Email:
    case Kind::AccountId:
    case Kind::Url:
    case Kind::File:
    case Kind::Secret:
        break;
    }
    return false;
}

void FieldBlock::setAlone(bool isAlone)
{
    m_isAlone = isAlone;
    shareWidth();
}

void FieldBlock::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    shareWidth();
}

void FieldBlock::shareWidth()
{
    m_editor->setMaximumWidth(m_isAlone ? std::max(1, (width() - FormGroup::columnGap) / 2) : QWIDGETSIZE_MAX);
}

void FieldBlock::edited()
{
    m_foreignProblem.clear();
    if (m_editor->isBlank())
        m_isFresh = true;
    Q_EMIT changed();
}

void FieldBlock::left()
{
    if (!isVisible())
        return; // the page was left, not the field
    m_wasLeft = true;
    m_isFresh = false;
    Q_EMIT changed();
}

void FieldBlock::present(const FieldStanding &standing)
{
    m_standing = standing;
    refresh();
}

void FieldBlock::flagEverything()
{
    m_isAttempted = true;
    m_isFresh = false;
    refresh();
}

void FieldBlock::unflag()
{
    m_isAttempted = m_wasLeft = false;
    m_isFresh = true;
    m_foreignProblem.clear();
    refresh();
}

void FieldBlock::setForeignProblem(const QString &message)
{
    m_foreignProblem = message;
    refresh();
}

bool FieldBlock::isFlagged() const
{
    return m_standing.isShown && m_hint->tone() == HintLine::Tone::Error;
}

bool FieldBlock::hasError() const
{
    return std::any_of(m_standing.problems.begin(), m_standing.problems.end(), [](const FieldProblem &problem) {
        return problem.severity == FieldProblem::Severity::Error;
    });
}

const FieldProblem *FieldBlock::problemToShow() const
{
    if (m_standing.problems.isEmpty())
        return nullptr;
    const bool isWaitedFor =
        m_editor->isBlank() ? !(m_wasLeft || m_isAttempted) : m_isFresh && m_editor->isUnfinished();
    return isWaitedFor ? nullptr : &m_standing.problems.first();
}

QString FieldBlock::labelSuffix() const
{
    QStringList parts;
    if (field().kind == Kind::CardExpiry)
        parts << tr("MM/YY");
    if (!m_standing.isRequired && !m_editor->isStored())
        parts << tr("optional");
    return parts.join(u", "_s);
}

void FieldBlock::refresh()
{
    using Tone = HintLine::Tone;
    m_label->setEnabled(m_standing.isShown);
    m_suffix->setText(m_standing.isShown ? labelSuffix() : QString());
    m_note->setText(m_editor->note());
    m_editor->setVisible(m_standing.isShown);

    const FieldProblem *problem = problemToShow();
    if (!m_standing.isShown)
        m_hint->say(Tone::Help, m_standing.because);
    else if (!m_foreignProblem.isEmpty())
        m_hint->say(Tone::Error, m_foreignProblem);
    else if (problem)
        m_hint->say(problem->severity == FieldProblem::Severity::Error ? Tone::Error : Tone::Warning, problem->message);
    else
        m_hint->say(Tone::Help, m_standing.because.isEmpty() ? m_editor->hint() : m_standing.because);

    const Tone tone = m_hint->tone();
    setProblemLook(m_editor->input(), tone == Tone::Error ? "error" : tone == Tone::Warning ? "warning" : "");
    m_editor->input()->setAccessibleDescription(
        m_standing.isRequired ? tr("Required. %1").arg(m_hint->spoken()) : m_hint->spoken());
}

// SPDX-License-Identifier: Apache-2.0
#include "ui/tokens/statechip.h"

#include "ui/cardart/statelook.h"

#include <QPainter>

#include <cmath>

namespace {
constexpr int shortestWidth = 48; // a provider's long word is cut short rather than that it pushes the panel wide

struct OutcomeLook {
    TokenState look;
    QString words;
};

OutcomeLook lookOf(JournalOutcome::Kind outcome)
{
    switch (outcome) {
    case JournalOutcome::Kind::Succeeded:
        return {TokenState::Active, StateChip::tr("Succeeded")};
    case JournalOutcome::Kind::Accepted:
        return {TokenState::Pending, StateChip::tr("Accepted for later")};
    case JournalOutcome::Kind::Refused:
        return {TokenState::Deleted, StateChip::tr("Refused")};
    case JournalOutcome::Kind::Unknown:
        return {TokenState::Unknown, StateChip::tr("Outcome unknown")};
    case JournalOutcome::Kind::Open:
        break;
    }
    return {TokenState::Pending, StateChip::tr("No outcome yet")};
}

OutcomeLook lookOf(AnswerPart::Kind kind)
{
    switch (kind) {
    case AnswerPart::Kind::Succeeded:
        return lookOf(JournalOutcome::Kind::Succeeded);
    case AnswerPart::Kind::Refused:
        return lookOf(JournalOutcome::Kind::Refused);
    case AnswerPart::Kind::Pending:
        return {TokenState::Pending, StateChip::tr("Not decided yet")};
    case AnswerPart::Kind::Unknown:
        break;
    }
    return lookOf(JournalOutcome::Kind::Unknown);
}
} // namespace

StateChip::StateChip(QWidget *parent) : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setFont(chipFont());
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
}

void StateChip::setState(TokenState state, const QString &stateWord)
{
    const QString words = stateText(state, stateWord);
    setLook(state, words, tr("State: %1").arg(words));
}

void StateChip::setOutcome(JournalOutcome::Kind outcome)
{
    const OutcomeLook look = lookOf(outcome);
    setLook(look.look, look.words, tr("Outcome: %1").arg(look.words));
}

void StateChip::setPartialOutcome(const QString &words)
{
    setLook(TokenState::Suspended, words, tr("Outcome: %1").arg(words));
}

void StateChip::setPart(AnswerPart::Kind kind)
{
    const OutcomeLook look = lookOf(kind);
    setLook(look.look, look.words, tr("Outcome: %1").arg(look.words));
}

void StateChip::setLook(TokenState look, const QString &words, const QString &spoken)
{
    m_look = look;
    setText(words);
    setToolTip(words);
    setAccessibleName(spoken);
    updateGeometry();
    update();
}

QSize StateChip::sizeHint() const
{
    const QSizeF size = chipSize(font(), text());
    return {static_cast<int>(std::ceil(size.width())), static_cast<int>(std::ceil(size.height()))};
}

QSize StateChip::minimumSizeHint() const
{
    const QSize whole = sizeHint();
    return {std::min(whole.width(), shortestWidth), whole.height()};
}

void StateChip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintChip(painter, rect(), font(), m_look, text());
}

// SPDX-License-Identifier: Apache-2.0
#include "ui/tokens/statechangetext.h"

#include "ui/cardart/statelook.h"
#include "ui/shown.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace StateChangeText {
namespace {
struct StateChangeWords {
    Q_DECLARE_TR_FUNCTIONS(StateChangeText)
};

bool isSuspend(Operation operation)
{
    return operation == Operation::Suspend;
}

QString stateOf(const StateChange &change)
{
    return change.reading ? stateText(change.reading->token.state, change.reading->token.stateWord)
                          : StateChangeWords::tr("not found");
}

QString nowSays(const StateChange &change)
{
    return isSuspend(change.operation)
               ? StateChangeWords::tr("The server confirmed, but says %1").arg(stateOf(change))
               : StateChangeWords::tr("The server confirmed, but still says %1").arg(stateOf(change));
}

QString whyNotAsAsked(const StateChange &change)
{
    const bool isStillSuspended = change.reading && change.reading->token.state == TokenState::Suspended;
    if (!change.reading)
        return StateChangeWords::tr("The server confirmed the request, and knows no token with this id now.");
    if (change.isAccepted)
        return StateChangeWords::tr(
            "The server has accepted the request and will carry it out later. What is shown is the state "
            "that it reports now.");
    if (!isSuspend(change.operation) && isStillSuspended)
        return StateChangeWords::tr(
            "The server answered that the request was carried out. Most likely someone else, as "
            "a rule the card's issuer, suspends the token too, and only they can lift that.");
    return StateChangeWords::tr(
        "What is shown is the state that the server reports. Someone else may have changed it meanwhile.");
}

QString nextStepOf(const StateChange &change)
{
    const bool isStillSuspended = change.reading && change.reading->token.state == TokenState::Suspended;
    if (!isSuspend(change.operation) && isStillSuspended && !change.isAccepted)
        return StateChangeWords::tr("Payments still fail. Ask the customer to call their card's issuer.");
    return StateChangeWords::tr(
        "Read the token again in a minute. If it stays so, quote the correlation id to the vendor.");
}

OutcomeLine lineOfOne(const SeriesItem &item, Operation operation, const Capabilities &capabilities)
{
    const QString id = shown(item.token.value);
    if (!item.outcome)
        return {OutcomeLine::Kind::Note, StateChangeWords::tr("Token %1 was not tried").arg(id), {}};
    const Result<StateChange> &outcome = *item.outcome;
    if (!outcome) {
        const bool isUnknown = outcome.error().kind == Error::Kind::OutcomeUnknown;
        return {isUnknown ? OutcomeLine::Kind::Unknown : OutcomeLine::Kind::Refused,
                u"%1 (%2)"_s.arg(describe(outcome.error(), &capabilities, operation).headline, id),
                outcome.error().correlationId};
    }
    if (outcome->couldReread && !outcome->isAsAsked())
        return {OutcomeLine::Kind::Note, u"%1 (%2)"_s.arg(nowSays(*outcome), id), outcome->correlationId};
    const QString text =
        isSuspend(operation) ? StateChangeWords::tr("Token %1 suspended") : StateChangeWords::tr("Token %1 resumed");
    return {OutcomeLine::Kind::Succeeded, text.arg(id), outcome->correlationId};
}

//! How a series fared.
struct Tally {
    int asAsked = 0;
    int otherwise = 0; //!< confirmed, but the state is another, or could not be read
    int refused = 0;
    int unknown = 0;
    int untried = 0;
};

Tally tallyOf(const QList<SeriesItem> &items)
{
    Tally tally;
    for (const SeriesItem &item : items) {
        if (!item.outcome)
            ++tally.untried;
        else if (*item.outcome)
            ++((*item.outcome)->isAsAsked() ? tally.asAsked : tally.otherwise);
        else
            ++(item.outcome->error().kind == Error::Kind::OutcomeUnknown ? tally.unknown : tally.refused);
    }
    return tally;
}
} // namespace

QString question(Operation operation, qsizetype count)
{
    if (count == 1)
        return isSuspend(operation) ? StateChangeWords::tr("Suspend this token?")
                                    : StateChangeWords::tr("Resume this token?");
    return (isSuspend(operation) ? StateChangeWords::tr("Suspend %1 tokens?")
                                 : StateChangeWords::tr("Resume %1 tokens?"))
        .arg(count);
}

QString consequence(Operation operation, qsizetype count)
{
    if (isSuspend(operation))
        return count == 1 ? StateChangeWords::tr(
                                "Payments with this token fail until it is resumed. The token is not deleted, and the "
                                "card itself is not affected.")
                          : StateChangeWords::tr(
                                "Payments with these tokens fail until they are resumed. No token is deleted, and the "
                                "cards themselves are not affected.");
    return count == 1
               ? StateChangeWords::tr(
                     "Payments with this token go through again, unless someone else, such as the card's issuer, "
                     "suspends it too.")
               : StateChangeWords::tr(
                     "Payments with these tokens go through again, unless someone else, such as a card's issuer, "
                     "suspends them too.");
}

QString confirmation(Operation operation, qsizetype count)
{
    if (count == 1)
        return isSuspend(operation) ? StateChangeWords::tr("Suspend token") : StateChangeWords::tr("Resume token");
    return (isSuspend(operation) ? StateChangeWords::tr("Suspend %1 tokens") : StateChangeWords::tr("Resume %1 tokens"))
        .arg(count);
}

QString progress(Operation operation, qsizetype index, qsizetype count)
{
    if (count == 1)
        return isSuspend(operation) ? StateChangeWords::tr("Suspending…") : StateChangeWords::tr("Resuming…");
    return (isSuspend(operation) ? StateChangeWords::tr("Suspending %1 of %2…")
                                 : StateChangeWords::tr("Resuming %1 of %2…"))
        .arg(index + 1)
        .arg(count);
}

QString contractNote(const Capabilities &capabilities)
{
    return StateChangeWords::tr(
               "Contract extension: %1 documents no such request. It is sent as this connection's settings say.")
        .arg(shown(capabilities.apiName));
}

QString outcome(const Result<StateChange> &outcome, Operation operation, const Capabilities &capabilities)
{
    if (!outcome) {
        const ErrorText text = describe(outcome.error(), &capabilities, operation);
        return text.headline + u". "_s + text.meaning;
    }
    if (!outcome->couldReread)
        return StateChangeWords::tr("Confirmed; the token could not be read again");
    if (!outcome->isAsAsked())
        return nowSays(*outcome);
    return isSuspend(operation) ? StateChangeWords::tr("Suspended") : StateChangeWords::tr("Resumed");
}

std::optional<ErrorText> remark(const StateChange &change, const Capabilities &capabilities)
{
    if (!change.isRecorded)
        return ErrorText{.headline = StateChangeWords::tr("Confirmed, but the journal does not know it"),
                         .meaning = StateChangeWords::tr(
                             "The server confirmed the request. Its outcome could not be written to the journal, which "
                             "still says that there is none."),
                         .nextStep =
                             StateChangeWords::tr("Note the correlation id, and make sure that the disk is not full."),
                         .correlationId = change.correlationId};
    if (!change.couldReread) {
        ErrorText text = describe(change.rereadError, &capabilities, Operation::LookUp);
        text.headline = StateChangeWords::tr("Confirmed, but the token could not be read again");
        text.meaning =
            StateChangeWords::tr("The server confirmed the request. What is shown is what was known before. %1")
                .arg(text.meaning);
        return text;
    }
    if (change.isAsAsked())
        return std::nullopt;
    return ErrorText{.headline = nowSays(change),
                     .meaning = whyNotAsAsked(change),
                     .nextStep = nextStepOf(change),
                     .correlationId = change.correlationId};
}

QString summary(const QList<SeriesItem> &items, Operation operation)
{
    const Tally tally = tallyOf(items);
    const QString done =
        isSuspend(operation) ? StateChangeWords::tr("%1 of %2 suspended") : StateChangeWords::tr("%1 of %2 resumed");
    QStringList parts{done.arg(tally.asAsked).arg(items.size())};
    const auto add = [&parts](int count, const QString &text) {
        if (count > 0)
            parts << text.arg(count);
    };
    add(tally.otherwise, StateChangeWords::tr("%1 confirmed, but not in that state"));
    add(tally.refused, StateChangeWords::tr("%1 refused"));
    add(tally.unknown, StateChangeWords::tr("%1 with an unknown outcome"));
    add(tally.untried, StateChangeWords::tr("%1 not tried"));
    return parts.join(u", "_s);
}

OutcomeLine line(const QList<SeriesItem> &items, Operation operation, const Capabilities &capabilities)
{
    if (items.size() == 1)
        return lineOfOne(items.first(), operation, capabilities);
    const Tally tally = tallyOf(items);
    const auto kind = tally.unknown > 0                          ? OutcomeLine::Kind::Unknown
                      : tally.refused > 0                        ? OutcomeLine::Kind::Refused
                      : tally.otherwise > 0 || tally.untried > 0 ? OutcomeLine::Kind::Note
                                                                 : OutcomeLine::Kind::Succeeded;
    return {kind, summary(items, operation), {}};
}
} // namespace StateChangeText

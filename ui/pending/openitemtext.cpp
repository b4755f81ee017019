// SPDX-License-Identifier: Apache-2.0
#include "ui/pending/openitemtext.h"

#include "ui/cardart/statelook.h"
#include "ui/operationtext.h"
#include "ui/shown.h"
#include "ui/tokens/readingage.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {
struct OpenItemWords {
    Q_DECLARE_TR_FUNCTIONS(OpenItemText)
};

std::optional<UsualWait> waitOf(const JournalEntry &entry, const Capabilities *capabilities)
{
    if (!capabilities || !isAwaited(entry))
        return std::nullopt;
    const Scheme scheme = entry.intent.awaited ? entry.intent.awaited->scheme : Scheme::Unknown;
    const auto &waits = capabilities->usualWaits;
    const auto found = waits.contains(scheme) ? waits.constFind(scheme) : waits.constFind(Scheme::Unknown);
    return found == waits.cend() ? std::nullopt : std::optional(*found);
}

QStringList stepsWhileAwaited(const JournalEntry &entry, const Capabilities *capabilities)
{
    const QString usual = usualWait(entry, capabilities);
    return {usual.isEmpty() ? OpenItemWords::tr("Wait: the notification ends this by itself.")
                            : OpenItemWords::tr("Wait: this usually takes %1. The notification ends it by itself.").arg(usual),
            OpenItemWords::tr("If your notifications arrive elsewhere, choose “Take over a notification…” and paste it."),
            OpenItemWords::tr("If it takes longer, copy the text below and ask the vendor. Then settle what the vendor says.")};
}
} // namespace

QString titleOf(const JournalEntry &entry, const Capabilities *capabilities)
{
    if (!entry.intent.tokens.isEmpty())
        return OpenItemWords::tr("%1 %2 tokens").arg(operationText(entry.intent.operation)).arg(entry.intent.tokens.size());
    if (entry.intent.operation != Operation::Create) {
        const QString token = shown(entry.intent.token.value);
        const TokenAction *action = capabilities ? capabilities->action(entry.intent.formId) : nullptr;
        const QString what = action && !action->form.title.isEmpty() ? action->form.title
                                                                     : operationText(entry.intent.operation);
        return token.isEmpty() ? what : u"%1 %2"_s.arg(what, token);
    }
    const Form *form = capabilities ? capabilities->create(entry.intent.formId) : nullptr;
    return form && !form->title.isEmpty() ? form->title : OpenItemWords::tr("Create a token");
}

QString reasonText(const JournalEntry &entry, const Capabilities *capabilities)
{
    const QList<Choice> reasons = capabilities ? capabilities->reasons.value(entry.intent.operation) : QList<Choice>();
    const auto found = std::find_if(reasons.cbegin(), reasons.cend(),
                                    [&](const Choice &choice) { return choice.value == entry.intent.reason; });
    return found == reasons.cend() ? shown(entry.intent.reason) : found->label;
}

bool isAwaited(const JournalEntry &entry)
{
    return entry.outcome.kind == JournalOutcome::Kind::Accepted;
}

QString awaitedCard(const JournalEntry &entry)
{
    if (!entry.intent.awaited || entry.intent.awaited->cardLastDigits.isEmpty())
        return {};
    return u"%1 ·· %2"_s.arg(schemeName(entry.intent.awaited->scheme), shown(entry.intent.awaited->cardLastDigits));
}

QString usualWait(const JournalEntry &entry, const Capabilities *capabilities)
{
    const auto wait = waitOf(entry, capabilities);
    return wait ? wait->text : QString();
}

QString waitingText(const JournalEntry &entry, const Capabilities *capabilities, const QDateTime &now)
{
    if (!isAwaited(entry))
        return {};
    const auto wait = waitOf(entry, capabilities);
    if (wait && entry.openedAt.addDuration(wait->longest) < now)
        return OpenItemWords::tr("Longer than usual (%1)").arg(wait->text);
    return wait ? OpenItemWords::tr("usually %1").arg(wait->text)
                : OpenItemWords::tr("Waits for its notification");
}

QString whyUnknown(const JournalEntry &entry)
{
    if (isAwaited(entry))
        return OpenItemWords::tr("The service accepted the request and makes the token in its own time. It has not told yet how that ended.");
    if (entry.outcome.kind == JournalOutcome::Kind::Unknown && !entry.outcome.detail.isEmpty() && !entry.intent.tokens.isEmpty()
        && entry.outcome.httpStatus != 0)
        return OpenItemWords::tr("The service answered, and its answer does not say well enough which of the tokens it refused.");
    return entry.outcome.kind == JournalOutcome::Kind::Open
        ? OpenItemWords::tr("The program ended before an answer came. The request may never have left, or may have been carried out.")
        : OpenItemWords::tr("The request was sent and no answer came. It may have been carried out.");
}

QString ifItHappened(const JournalEntry &entry)
{
    switch (entry.intent.operation) {
    case Operation::Create:
        return OpenItemWords::tr("A token exists that this desk does not know. Creating it again may make a second one for the same card.");
    case Operation::Suspend:
        return OpenItemWords::tr("The token is suspended: payments with it fail until it is resumed.");
    case Operation::Resume:
        return OpenItemWords::tr("The token is active again: payments with it go through.");
    case Operation::Update:
        if (!entry.intent.tokens.isEmpty())
            return OpenItemWords::tr("The tokens carry the new values. Payments may already use them.");
        return OpenItemWords::tr("The token carries the new values. Payments may already use them.");
    case Operation::Reverse:
        return OpenItemWords::tr("The amount is no longer held on the customer's card, and can no longer be taken from it.");
    case Operation::Simulate:
        return OpenItemWords::tr("The test token is as if its issuer had changed it.");
    case Operation::Delete:
        return OpenItemWords::tr("The token is gone for good: payments with it fail, and it cannot be brought back.");
    case Operation::LookUp:
        break;
    }
    return OpenItemWords::tr("Nothing was changed.");
}

QStringList stepsToSettle(const JournalEntry &entry, const Capabilities *capabilities)
{
    if (isAwaited(entry))
        return stepsWhileAwaited(entry, capabilities);
    switch (entry.intent.operation) {
    case Operation::Create:
        return {OpenItemWords::tr("No service can be asked for a token without its id. Copy the text below and ask the vendor whether "
                                  "this request made a token, and which."),
                OpenItemWords::tr("If it did, choose “It happened” and enter the token id that the vendor names."),
                OpenItemWords::tr("If it did not, choose “It did not happen”. The token can then be created anew."),
                OpenItemWords::tr("While the vendor has not answered, choose “Still unknown” and note the case number.")};
    case Operation::Update:
        if (!entry.intent.tokens.isEmpty())
            return {OpenItemWords::tr("Look each token up and compare its card with the one that was meant."),
                    OpenItemWords::tr("Update those that still have the old card once more, then settle this one as “It happened”; if none was "
                                      "changed, as “It did not happen”."),
                    OpenItemWords::tr("If you cannot tell, quote the correlation id to the vendor.")};
        return {OpenItemWords::tr("Read the token and compare its values with those that were sent."),
                OpenItemWords::tr("Settle what you see: it happened, or it did not."),
                OpenItemWords::tr("If you cannot tell, quote the correlation id to the vendor.")};
    case Operation::Reverse:
        return {OpenItemWords::tr("Look for the payment in the vendor's business center: its id stands in the request."),
                OpenItemWords::tr("Settle what you see: it happened, or it did not. An amount that is not reversed is held for days."),
                OpenItemWords::tr("If you cannot tell, quote the correlation id to the vendor and choose “Still unknown”.")};
    case Operation::Simulate:
        return {OpenItemWords::tr("Read the token: it shows whether the issuer's event reached it. Only a test token can "
                                  "be meant."),
                OpenItemWords::tr("Settle what you see. When it makes no difference to your test, play the event again: "
                                  "the same event twice does no harm."),
                OpenItemWords::tr("If you cannot tell, choose “Still unknown”.")};
    default:
        return {OpenItemWords::tr("Read the token: its state shows whether the request was carried out."),
                OpenItemWords::tr("Settle what you see. If the state is still the old one, wait a minute and read it again: a slow server "
                                  "may carry it out late."),
                OpenItemWords::tr("If you cannot tell, quote the correlation id to the vendor and choose “Still unknown”.")};
    }
}

QString vendorText(const JournalEntry &entry)
{
    const JournalIntent &intent = entry.intent;
    QStringList lines{isAwaited(entry)
                          ? OpenItemWords::tr("We sent the request below, it was accepted, and no notification has come. How did it end?")
                          : OpenItemWords::tr("We sent the request below and received no answer. Was it carried out?")};
    const auto add = [&lines](const QString &label, const QString &value) {
        if (!value.isEmpty())
            lines << u"%1: %2"_s.arg(label, shown(value));
    };
    add(OpenItemWords::tr("Correlation id"), intent.correlationId);
    add(OpenItemWords::tr("Sent (UTC)"), entry.openedAt.toUTC().toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s));
    add(OpenItemWords::tr("Operation"),
        intent.formId.isEmpty() ? toWord(intent.operation) : u"%1 (%2)"_s.arg(toWord(intent.operation), intent.formId));
    add(OpenItemWords::tr("Token"), intent.token.value);
    for (const TokenId &token : intent.tokens)
        add(OpenItemWords::tr("Token"), token.value);
    add(OpenItemWords::tr("Connection"), u"%1 (%2)"_s.arg(intent.connectionName, intent.environment));
    if (intent.operation == Operation::Create)
        lines << OpenItemWords::tr("If a token was made: what is its token id, and what is its state?");
    return lines.join(u'\n');
}

ErrorText findingText(const JournalEntry &entry, const Result<TokenReading> &reading, const Capabilities &capabilities)
{
    if (!reading && reading.error().kind != Error::Kind::NotFound)
        return describe(reading.error(), &capabilities, Operation::LookUp);
    const QString word = reading ? stateText(reading->token.state, reading->token.stateWord) : OpenItemWords::tr("unknown to it");
    ErrorText text;
    text.correlationId = reading ? reading->correlationId : reading.error().correlationId;
    switch (findingOf(entry.intent.operation, reading)) {
    case Finding::Happened:
        text.headline = reading ? OpenItemWords::tr("The server says %1: it happened").arg(word)
                                : OpenItemWords::tr("The server knows no such token: it most likely happened");
        text.meaning = OpenItemWords::tr("This fits a request that was carried out. Someone else may have done the same.");
        text.nextStep = OpenItemWords::tr("Settle it as “It happened”, unless you know better.");
        break;
    case Finding::NotSoFar:
        text.headline = OpenItemWords::tr("The server still says %1: it did not happen (yet)").arg(word);
        text.meaning =
            entry.intent.operation == Operation::Resume
                ? OpenItemWords::tr("Either the request never arrived, or the server has not carried it out so far, or someone else, "
                                    "such as the card's issuer, suspends the token too.")
                : OpenItemWords::tr("Either the request never arrived, or the server has not carried it out so far.");
        text.nextStep = OpenItemWords::tr("Read it once more after a minute. If it stays so, settle it as “It did not happen”.");
        break;
    case Finding::Unclear:
        text.headline = reading ? OpenItemWords::tr("The server says %1").arg(word)
                                : OpenItemWords::tr("The server knows no token with this id");
        text.meaning = OpenItemWords::tr("This does not show whether the request was carried out.");
        text.nextStep = OpenItemWords::tr("Look at what is known of the token, or ask the vendor, then decide.");
        break;
    }
    return text;
}

QString stillUnknownText(const JournalEntry &entry)
{
    if (entry.settlement.kind != JournalSettlement::Kind::StillUnknown)
        return {};
    return OpenItemWords::tr("Still unknown on %1, says %2").arg(localTime(entry.settlement.settledAt), shown(entry.settlement.operatorId));
}

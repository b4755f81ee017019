// SPDX-License-Identifier: Apache-2.0
#include "ui/notifications/notificationtext.h"

#include "ui/cardart/statelook.h"
#include "ui/shown.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace {
using Effect = NotificationResult::Effect;

struct NotificationWords {
    Q_DECLARE_TR_FUNCTIONS(NotificationText)
};

bool hasSucceeded(const NotificationResult &result)
{
    return result.notification.kind == Notification::Kind::CreationSucceeded;
}

ErrorText endedText(const NotificationResult &result, const Capabilities *capabilities)
{
    const Notification &notification = result.notification;
    if (hasSucceeded(result))
        return {.headline = NotificationWords::tr("The token was created: %1").arg(shown(notification.token.id.value)),
                .meaning = NotificationWords::tr("Its creation no longer waits, and the journal says how it ended."),
                .nextStep = {},
                .correlationId = notification.correlationId};
    const ErrorExplanation known =
        capabilities ? capabilities->errors.value(notification.errorCode) : ErrorExplanation();
    const QString code =
        notification.errorCode.isEmpty() ? NotificationWords::tr("no reason given") : shown(notification.errorCode);
    return {.headline = NotificationWords::tr("The creation failed: %1").arg(code),
            .meaning = known.meaning.isEmpty() ? shown(notification.errorDetails) : known.meaning,
            .nextStep = known.nextStep,
            .correlationId = notification.correlationId};
}

ErrorText changedText(const NotificationResult &result)
{
    const Token &token = result.reading ? result.reading->token : result.notification.token;
    return {.headline = NotificationWords::tr("%1 changed").arg(shown(token.id.value)),
            .meaning = NotificationWords::tr("This desk keeps it as the notification says: %1.")
                           .arg(stateText(token.state, token.stateWord)),
            .nextStep = {},
            .correlationId = result.notification.correlationId};
}
} // namespace

ErrorText notificationText(const NotificationResult &result, const Capabilities *capabilities)
{
    switch (result.effect) {
    case Effect::CreationEnded:
        return endedText(result, capabilities);
    case Effect::TokenChanged:
        return changedText(result);
    case Effect::AlreadyEnded:
        return {.headline = NotificationWords::tr("That creation had ended before"),
                .meaning = NotificationWords::tr("An earlier notification said how. Nothing was changed.")};
    case Effect::NobodyWaited:
        return {.headline = NotificationWords::tr("This desk waits for no such creation"),
                .meaning = hasSucceeded(result)
                               ? NotificationWords::tr("The token is kept among the tokens of this desk all the same.")
                               : NotificationWords::tr("Nothing was changed."),
                .nextStep = NotificationWords::tr("Compare the correlation id with the one in Pending.")};
    case Effect::Duplicate:
        return {.headline = NotificationWords::tr("This notification came before"),
                .meaning = NotificationWords::tr("It has done what it means once already. Nothing was changed.")};
    case Effect::Stale:
        break;
    }
    return {.headline = NotificationWords::tr("The notification is older than what this desk knows"),
            .meaning = NotificationWords::tr("Nothing was changed. Look the token up to be sure.")};
}

std::optional<OutcomeLine> notificationLine(const NotificationResult &result)
{
    using enum OutcomeLine::Kind;
    const QString id = result.notification.correlationId;
    if (result.effect == Effect::CreationEnded)
        return OutcomeLine{.kind = hasSucceeded(result) ? Succeeded : Refused,
                           .text = endedText(result, nullptr).headline,
                           .correlationId = id};
    if (result.effect == Effect::TokenChanged)
        return OutcomeLine{.kind = Note,
                           .text = NotificationWords::tr("The token service says: %1 changed")
                                       .arg(shown(result.notification.token.id.value)),
                           .correlationId = id};
    return std::nullopt;
}

QString desktopText(const NotificationResult &result)
{
    if (result.effect == Effect::CreationEnded)
        return hasSucceeded(result) ? NotificationWords::tr("A token that you waited for was created.")
                                    : NotificationWords::tr("A token that you waited for could not be created.");
    return result.effect == Effect::TokenChanged ? NotificationWords::tr("A token changed.") : QString();
}

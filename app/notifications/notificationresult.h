// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/journal.h"
#include "app/domain/notification.h"

#include <optional>

//! What became of one notification.
struct NotificationResult {
    enum class Effect {
        CreationEnded, //!< an awaited creation has succeeded or failed
        AlreadyEnded,  //!< a notification had ended that creation before: its word stands
        NobodyWaited,  //!< this desk did not ask for that creation; a token that was made is kept all the same
        TokenChanged,  //!< the token is kept as the notification says
        Stale,         //!< not newer than what is known of the token: nothing was changed
        Duplicate,     //!< the same notification came before: nothing was changed
    };
    qint64 id = 0; //!< in the inbox
    QString connectionId;
    Notification notification;
    Effect effect = Effect::Stale;
    qint64 entry = 0;                    //!< of the journal: the creation that it ended; 0 when it ended none
    AwaitedCreation creation = {};       //!< what was known of that creation
    std::optional<TokenReading> reading; //!< the token as it is kept now, when the notification changed that
};

//! Stable words: "creation-ended", "already-ended", "nobody-waited", "token-changed", "stale", "duplicate".
[[nodiscard]] QString toWord(NotificationResult::Effect effect);

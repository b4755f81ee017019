// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

class QMimeData;

//! What someone let fall on the window.
struct DroppedThing {
    enum class Kind {
        TokenId,    //!< one word that may be a token's id, or last digits
        Message,    //!< the text of a notification
        File,       //!< the path of a file that may hold a notification
        CardNumber, //!< holds what may be a card number: `value` stays empty
        Jwe,        //!< a compact JWE: `value` stays empty
        Other,
    };
    Kind kind = Kind::Other;
    QString value = {};

    friend bool operator==(const DroppedThing &, const DroppedThing &) = default;
};

//! Reads no file. A text that may hold a card number is nothing else, whatever it looks like besides.
[[nodiscard]] DroppedThing droppedThing(const QMimeData &data);

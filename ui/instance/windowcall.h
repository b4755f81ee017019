// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

//! What a second start asks of the window that is open already: to come to the front, and perhaps to open a connection
//! or to look a token up.
struct WindowCall {
    QString connection = {}; //!< its name; empty: the one that is open
    QString token = {};      //!< empty: none
    friend bool operator==(const WindowCall &, const WindowCall &) = default;
};

//! No message is longer, in bytes.
inline constexpr qsizetype longestWindowCall = 4096;

//! "TDCALL1\n", then the connection and the token: each as its length in two bytes, most significant first, and that
//! many bytes of UTF-8. Nothing for texts that are too long or that `readWindowCall` would refuse.
[[nodiscard]] std::optional<QByteArray> toMessage(const WindowCall &call);

//! What came so far of a message.
struct WindowCallReading {
    enum class State { Incomplete, Complete, Wrong };
    State state = State::Incomplete;
    WindowCall call = {}; //!< once it is complete
};
//! Wrong as soon as it cannot become right any more: another beginning, more bytes than the lengths say, UTF-8 that is
//! none, a control character.
[[nodiscard]] WindowCallReading readWindowCall(const QByteArray &bytes);

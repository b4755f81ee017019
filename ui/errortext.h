// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"
#include "app/domain/tokenprovider.h"

#include <QString>

#include <optional>

//! An error in an agent's words, for a plain-text view.
struct ErrorText {
    QString headline = {};      //!< what happened, one line
    QString meaning = {};       //!< what that means
    QString nextStep = {};      //!< what to do next
    QString correlationId = {}; //!< to quote to the vendor; empty when nothing was sent
    friend bool operator==(const ErrorText &, const ErrorText &) = default;
};

//! The one place where an Error becomes sentences. `capabilities` explain the provider's codes and name the fields (null
//! when there is no connection); `operation` is what was attempted, when it was one. What came from a server is escaped.
[[nodiscard]] ErrorText describe(const Error &error, const Capabilities *capabilities,
                                 std::optional<Operation> operation);

//! The same for someone who sets the desk up, under a headline that says what did not work: with the technical detail,
//! because that names what they can mend. The detail is English.
[[nodiscard]] ErrorText describeInSettings(const Error &error, const QString &headline);

//! What stands at the setting that the error names.
[[nodiscard]] QString describeAtSetting(const Error &error);

//! The same for what is kept beside a token on this desk, where no server has a part: one or two sentences.
[[nodiscard]] QString describeInRecords(const Error &error);

//! Everything in one text, for the clipboard and for screen readers.
[[nodiscard]] QString toPlainText(const ErrorText &text);

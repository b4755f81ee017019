// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/form.h"
#include "app/domain/token.h"

#include <QByteArrayView>
#include <QDate>

#include <optional>

//! What a value looks like, kind by kind, apart from the rules of the form around it.

//! What is wrong or doubtful with a value that is not empty; no entry when nothing is. The messages never quote it.
struct ValueProblem {
    FieldProblem::Severity severity = FieldProblem::Severity::Error;
    QString message;
};

//! `field` is not secret. `today` decides what has expired.
[[nodiscard]] std::optional<ValueProblem> plainValueProblem(const FormField &field, const QString &value, QDate today);
//! `field` is secret; `value` is its UTF-8. `scheme` is the one that the form's card number names, Unknown without one.
[[nodiscard]] std::optional<ValueProblem> secretValueProblem(const FormField &field, const SecretBytes &value,
                                                             Scheme scheme);

//! Four numbers of 0 to 255 between dots, without leading zeros.
[[nodiscard]] bool isIpv4Address(const QString &text);
//! RFC 4291 text form; no scope id, no brackets.
[[nodiscard]] bool isIpv6Address(const QString &text);
//! "lat,long" in decimal degrees with four decimals, such as "51.5306,-133.7224" (Thales ETP API, device.location).
[[nodiscard]] bool isLocation(const QString &text);
//! One @, a local part of at most 64 characters, a domain of at least two labels. Whether it exists only mail can tell.
[[nodiscard]] bool isEmailAddress(QByteArrayView utf8);

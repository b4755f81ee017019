// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"
#include "app/core/secretbytes.h"

#include <QLatin1StringView>

#include <utility>
#include <vector>

//! JSON (RFC 8259) whose values are secret: QJsonDocument makes copies that nobody can wipe, these functions make none.

//! A member of a JSON object and the UTF-8 of its string value, which stays the caller's.
using SecretMemberView = std::pair<QLatin1StringView, QByteArrayView>;

//! `{"key":"value",...}` in the order given, compact, in a buffer that is wiped when it goes. Keys are written as they
//! are; values must be UTF-8.
[[nodiscard]] SecretBytes secretJsonObject(const std::vector<SecretMemberView> &members);

//! A scalar found in an object: its path ("name", "address.line1") and its value as UTF-8 text.
struct SecretMember {
    QString path;
    SecretBytes value;
};

//! Every string, number and boolean of a JSON object, in its order, objects within it walked through; nulls and arrays
//! are left out. BadReply, without a word of the content, when it is not one JSON object in UTF-8 of at most 64 levels.
[[nodiscard]] Result<std::vector<SecretMember>> readSecretJsonObject(const SecretBytes &json);

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QString>

//! The operations of the API, and the two that a contract may add to it.
enum class SandboxThalesOperation {
    CreateToken,
    CreateAsyncToken,
    CreatePciToken,
    CreatePushToken,
    GetToken,
    EraseToken,
    GetAsset,
    SuspendToken,
    ResumeToken
};

//! The first thing in a request body that section 4.2 of the API does not allow, as a sentence for errorDetails that
//! repeats no value; empty when there is nothing. Members that the API does not know are allowed, but not in a suspend
//! or a resume. Stricter than the
//! schema: country in upper case and language in lower case letters, addresses and locations in their documented form.
[[nodiscard]] QString sandboxThalesBodyProblem(const QJsonObject &body, SandboxThalesOperation operation);

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/secretbytes.h"
#include "app/sandbox/sandboxplaintext.h"
#include "app/sandbox/thales/sandboxthalesbody.h"

#include <QDate>
#include <QString>

#include <expected>
#include <optional>

//! Why a create is refused: the body of a 400, section 5 of the API.
struct SandboxThalesRefusal {
    QString errorCode = {}; //!< empty where the API documents none for the mistake
    QString errorDetails = {};
    bool isFromScheme = false; //!< the scheme was asked, so there is a reference of its own
};
template <typename T>
using SandboxThalesChecked = std::expected<T, SandboxThalesRefusal>;
using SandboxThalesRefused = std::unexpected<SandboxThalesRefusal>;

//! A card, or with source TOKEN a network token, that passed the rules of section 3.1.
struct SandboxThalesCard {
    SecretBytes number; //!< digits
    QString expiry;     //!< MMYY, empty when it may be and is missing
    QString scheme;     //!< the API's word, UNKNOWN included
};

//! What the rules depend on besides the decrypted object.
struct SandboxThalesCardContext {
    SandboxThalesOperation operation = SandboxThalesOperation::CreateToken;
    QString source; //!< of the request body, empty where it has none
    bool hasIpAddress = false;
    bool isVcesActive = false; //!< Visa Card Expiry Service: Visa cards need no expiry date
    QDate today;               //!< UTC
};

[[nodiscard]] bool sandboxPassesCheckDigit(QByteArrayView digits);
//! By the ranges of ISO/IEC 7812 numbers: VISA, MASTERCARD, AMEX, DISCOVER, ELO or UNKNOWN.
[[nodiscard]] QString sandboxSchemeOf(QByteArrayView digits);

//! Checks the decrypted object of createToken, createAsyncToken and createPciToken. Refusals repeat no value.
[[nodiscard]] SandboxThalesChecked<SandboxThalesCard> sandboxThalesCardOf(const SandboxPlaintext &plaintext,
                                                                          const SandboxThalesCardContext &context);
//! What is wrong with the merchant's information in createPushToken, if anything.
[[nodiscard]] std::optional<SandboxThalesRefusal> sandboxThalesMerchantInfoProblem(const SandboxPlaintext &plaintext);

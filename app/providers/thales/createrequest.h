// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"
#include "app/core/secretbytes.h"
#include "app/crypto/key.h"
#include "app/domain/form.h"

#include <QByteArray>
#include <QString>

namespace thales {

//! How one way of creating travels (section 4).
struct CreateOperation {
    QLatin1StringView id;
    QLatin1StringView path;
    int successStatus = 201;
};

//! Null for an id that the API does not have.
[[nodiscard]] const CreateOperation *createOperation(const QString &formId);

//! The JWE plaintext (section 3.1) of the values that are shown and given; empty when there are none, which only
//! createPushToken allows.
[[nodiscard]] SecretBytes plaintextOf(const Form &form, const FormValues &values);

//! The body of the request (section 4.2), with the plaintext encrypted for `recipient`. Values are taken as they are:
//! check the form first. Configuration when the key cannot encrypt, or its id makes the JWE longer than 8196
//! characters.
[[nodiscard]] Result<QByteArray> createBody(const Form &form, const FormValues &values, const QString &merchantId,
                                            const Key &recipient);

//! What was asked, for the journal: scheme, source, country, language, and which other values were given.
[[nodiscard]] QString createSummary(const CreateOperation &operation, const Form &form, const FormValues &values);

} // namespace thales

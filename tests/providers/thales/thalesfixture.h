// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/crypto/key.h"
#include "app/domain/form.h"
#include "app/domain/tokenprovider.h"
#include "app/providers/thales/thalesprovider.h"

#include <QJsonObject>

//! What the tests of the Thales provider share: recorded messages, keys, and values for the forms.
namespace fixture {

inline constexpr auto correlationId = "5a1c2f0e-7d3b-4c55-9a66-0123456789ab";
inline constexpr auto merchantId = "merchant-demo-1";
inline constexpr auto thalesKeyId = "1234";
inline constexpr auto merchantKeyId = "merchant-1";
inline constexpr auto passphrase = "correct horse";

//! Content of a file below tests/data/thales; fails the test run when it cannot be read.
[[nodiscard]] QByteArray data(const QString &file);
[[nodiscard]] QJsonObject json(const QString &file);
[[nodiscard]] QString path(const QString &file);

[[nodiscard]] Key privateKey(const QString &file, const QString &id);
//! Encrypts as Thales would have to; decrypts what was sent to Thales.
[[nodiscard]] Key thalesPublicKey();
[[nodiscard]] KeyRing thalesKeys();
[[nodiscard]] KeyRing merchantKeys();
[[nodiscard]] ThalesProvider::Keys providerKeys();

//! What the server sees when it opens the `encryptedData` of a body.
[[nodiscard]] QJsonObject decrypted(const QByteArray &body);

//! Values of a form, each put where its kind belongs. Keys that the form does not have are kept as plain values.
[[nodiscard]] FormValues values(const Form &form, const QMap<QString, QString> &texts);
//! Only what is required, for a Visa typed by hand (createToken), a Visa on file (createAsyncToken), and so on.
[[nodiscard]] QMap<QString, QString> minimalTexts(const QString &formId);
//! Every field that can be given together with a card.
[[nodiscard]] QMap<QString, QString> fullTexts(const QString &formId);

[[nodiscard]] Form form(const QString &formId, bool visaVces = false);
//! Messages of the errors only, by key.
[[nodiscard]] QMap<QString, QString> errors(const Form &form, const QMap<QString, QString> &texts);
[[nodiscard]] QMap<QString, QString> warnings(const Form &form, const QMap<QString, QString> &texts);

//! For QVERIFY2: why the outcome is not the success that was expected.
template <typename T>
[[nodiscard]] QByteArray failure(const std::expected<T, Error> &outcome)
{
    return outcome ? QByteArray() : toString(outcome.error().kind).toUtf8() + ": " + outcome.error().detail.toUtf8();
}

} // namespace fixture

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/tokenprovider.h"
#include "app/providers/cybersource/cybersourceprovider.h"
#include "tests/providers/thales/faketransport.h"
#include "tests/support/fakeclock.h"

#include <QJsonObject>

//! What the tests of the Cybersource provider share: the service's messages, a connection, and values for the forms.
namespace cybersourcefixture {

inline constexpr auto requestId = "5a1c2f0e-7d3b-4c55-9a66-0123456789ab";
inline constexpr auto instrumentIdentifier = "7010000000016241111";
inline constexpr auto networkToken = "tokenized-cards/2E8B371F931C4B9BE0631D588D0AF123";

//! Content of a file below tests/data/cybersource; fails the test run when it cannot be read.
[[nodiscard]] QByteArray data(const QString &file);
[[nodiscard]] QJsonObject json(const QByteArray &text);
[[nodiscard]] std::shared_ptr<const SecretBytes> secret(QByteArrayView text);

//! The made-up merchant of the worked examples: a JWT with the shared secret, on the test host.
[[nodiscard]] cybersource::Connection connection();

//! A provider over a transport that the test answers for.
struct Subject {
    explicit Subject(const cybersource::Connection &with = connection());

    std::shared_ptr<FakeTransport> transport = std::make_shared<FakeTransport>();
    std::shared_ptr<FakeClock> clock;
    std::unique_ptr<CybersourceProvider> provider;

    [[nodiscard]] const HttpRequest &sent() const { return transport->lastRequest(); }
    [[nodiscard]] QByteArray sentBody() const { return sent().content().toByteArray(); }
};

//! Values of a form, each put where its kind belongs; the form's initial values where `texts` has none.
[[nodiscard]] FormValues values(const Form &form, const QMap<QString, QString> &texts);
//! What someone would type for the service's own example of a payment.
[[nodiscard]] QMap<QString, QString> paymentTexts();

//! Everything of a token, and of an answer, that a window could show, in one text.
[[nodiscard]] QString everythingShown(const Token &token);
[[nodiscard]] QString everythingShown(const MutationAnswer &answer);
[[nodiscard]] QString everythingShown(const Error &error);

} // namespace cybersourcefixture

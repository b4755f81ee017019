// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/tokenprovider.h"
#include "app/providers/fiserv/requests.h"

#include <QJsonObject>

//! What the tests of the Fiserv provider share: the vendor's messages, a connection, and values for the forms.
namespace fiservfixture {

inline constexpr auto requestId = "5a1c2f0e-7d3b-4c55-9a66-0123456789ab";

//! Content of a file below tests/data/fiserv; fails the test run when it cannot be read.
[[nodiscard]] QByteArray data(const QString &file);
[[nodiscard]] QJsonObject json(const QByteArray &text);

[[nodiscard]] std::shared_ptr<const SecretBytes> secret(QByteArrayView text);
[[nodiscard]] fiserv::Signing signing();

//! Values of a form, each put where its kind belongs.
[[nodiscard]] FormValues values(const Form &form, const QMap<QString, QString> &texts);
//! What someone would type for the vendor's create request.
[[nodiscard]] QMap<QString, QString> createTexts();
//! A row of an update: the card expires 12/26.
[[nodiscard]] UpdateRow row(const QString &token, const QString &number, const QMap<QString, QString> &more = {});
//! What someone would type for the vendor's update request.
[[nodiscard]] std::vector<UpdateRow> updateRows();

//! Everything of a token that a window could show, in one text.
[[nodiscard]] QString everythingShown(const Token &token);
//! The decimal digits of a text, of any alphabet, as ASCII.
[[nodiscard]] QString digitsOf(const QString &text);

} // namespace fiservfixture

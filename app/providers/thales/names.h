// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLatin1StringView>

//! The words of the Thales ETP Server API 1.78 (sections 2 to 6 of the API's document), and of a connection to it.
namespace thales {

//! Longest JWE that the API takes or gives, in characters (section 3: 8196, not 8192).
inline constexpr qsizetype longestEncryptedData = 8196;
//! Longest x-correlation-id, in characters (section 2).
inline constexpr qsizetype longestCorrelationId = 36;
//! Longest token id and asset id, in characters (section 4.1).
inline constexpr qsizetype longestId = 128;

//! Operations that create, as the API's document names them; they are the ids of the forms.
namespace operation {
inline constexpr QLatin1StringView createToken{"createToken"};
inline constexpr QLatin1StringView createAsyncToken{"createAsyncToken"};
inline constexpr QLatin1StringView createPciToken{"createPciToken"};
inline constexpr QLatin1StringView createPushToken{"createPushToken"};
} // namespace operation

//! Members of a request, which are also the keys of the form's fields. A dot stands for nesting.
namespace member {
inline constexpr QLatin1StringView merchantId{"merchantId"};
inline constexpr QLatin1StringView encryptedData{"encryptedData"};
inline constexpr QLatin1StringView fpan{"fpan"};
inline constexpr QLatin1StringView exp{"exp"};
inline constexpr QLatin1StringView token{"token"};
inline constexpr QLatin1StringView name{"name"};
inline constexpr QLatin1StringView cvv{"cvv"};
inline constexpr QLatin1StringView accountId{"accountId"};
inline constexpr QLatin1StringView email{"email"};
inline constexpr QLatin1StringView source{"source"};
inline constexpr QLatin1StringView accountScore{"risk.accountScore"};
inline constexpr QLatin1StringView language{"language"};
inline constexpr QLatin1StringView country{"country"};
inline constexpr QLatin1StringView ipAddress{"device.ipAddress"};
inline constexpr QLatin1StringView location{"device.location"};
inline constexpr QLatin1StringView pushPayload{"pushProvisioningPayload"};
inline constexpr QLatin1StringView scheme{"scheme"};
} // namespace member

//! Values of `source`. The API's table of fields says ON_FILE, its enumeration CARD_ON_FILE: the enumeration is right.
namespace source {
inline constexpr QLatin1StringView cardOnFile{"CARD_ON_FILE"};
inline constexpr QLatin1StringView manual{"MANUAL"};
inline constexpr QLatin1StringView token{"TOKEN"};
} // namespace source

//! Keys of the connection form.
namespace setting {
inline constexpr QLatin1StringView baseUrl{"baseUrl"};
inline constexpr QLatin1StringView merchantId{"merchantId"};
inline constexpr QLatin1StringView apiKey{"apiKey"};
inline constexpr QLatin1StringView visaVces{"visaVces"};
inline constexpr QLatin1StringView caFile{"caFile"};
inline constexpr QLatin1StringView clientCertificateFile{"clientCertificateFile"};
inline constexpr QLatin1StringView clientKeyFile{"clientKeyFile"};
inline constexpr QLatin1StringView clientKeyPassphrase{"clientKeyPassphrase"};
inline constexpr QLatin1StringView encryptionCertificateFile{"encryptionCertificateFile"};
inline constexpr QLatin1StringView encryptionKeyId{"encryptionKeyId"};
inline constexpr QLatin1StringView decryptionKeyFile{"decryptionKeyFile"};
inline constexpr QLatin1StringView decryptionKeyId{"decryptionKeyId"};
inline constexpr QLatin1StringView decryptionKeyPassphrase{"decryptionKeyPassphrase"};
} // namespace setting

} // namespace thales

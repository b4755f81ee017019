// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLatin1StringView>

//! The words of the First Data and Fiserv payment-tokens API, and of a connection to it.
namespace fiserv {

//! Tokens that one PATCH may carry.
inline constexpr int mostRows = 1000;
//! The API states no limit for a token's value; one that is longer than this is a mistake.
inline constexpr qsizetype longestTokenId = 256;

inline constexpr QLatin1StringView createPaymentToken{"createPaymentToken"};
inline constexpr QLatin1StringView updatePaymentTokens{"updatePaymentTokens"};
inline constexpr QLatin1StringView collectionPath{"/payment-tokens"};

//! Members of a request, which are also the keys of the forms' fields. A dot stands for nesting.
namespace member {
inline constexpr QLatin1StringView number{"paymentCard.number"};
inline constexpr QLatin1StringView expiry{"paymentCard.expiryDate"};
inline constexpr QLatin1StringView securityCode{"paymentCard.securityCode"};
inline constexpr QLatin1StringView cardFunction{"paymentCard.cardFunction"};
inline constexpr QLatin1StringView cardholderName{"paymentCard.cardholderName"};
inline constexpr QLatin1StringView value{"value"};
inline constexpr QLatin1StringView reusable{"reusable"};
inline constexpr QLatin1StringView declineDuplicates{"declineDuplicates"};
inline constexpr QLatin1StringView accountVerification{"accountVerification"};
inline constexpr QLatin1StringView merchantTransactionId{"merchantTransactionId"};
inline constexpr QLatin1StringView operatorId{"additionalDetails.operatorId"};
inline constexpr QLatin1StringView salesSystemId{"additionalDetails.salesSystemId"};
inline constexpr QLatin1StringView invoiceNumber{"additionalDetails.invoiceNumber"};
inline constexpr QLatin1StringView purchaseOrderNumber{"additionalDetails.purchaseOrderNumber"};
inline constexpr QLatin1StringView comments{"additionalDetails.comments"};
} // namespace member

//! Keys of the connection form.
namespace setting {
inline constexpr QLatin1StringView baseUrl{"baseUrl"};
inline constexpr QLatin1StringView apiKey{"apiKey"};
inline constexpr QLatin1StringView authentication{"authentication"};
inline constexpr QLatin1StringView apiSecret{"apiSecret"};
inline constexpr QLatin1StringView signatureEncoding{"signatureEncoding"};
inline constexpr QLatin1StringView bearerToken{"bearerToken"};
inline constexpr QLatin1StringView region{"region"};
inline constexpr QLatin1StringView storeId{"storeId"};
inline constexpr QLatin1StringView caFile{"caFile"};
} // namespace setting

//! Values of `setting::authentication`.
namespace authentication {
inline constexpr QLatin1StringView signature{"signature"};
inline constexpr QLatin1StringView bearer{"bearer"};
} // namespace authentication

//! Codes of this desk's own making, for what the server cannot know.
inline constexpr QLatin1StringView clockCode{"CLOCK"};

} // namespace fiserv

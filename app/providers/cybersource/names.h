// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLatin1StringView>

//! The words of Cybersource's Token Management Service and payments API, and of a connection to it.
namespace cybersource {

//! Forms, by the API's own words for what they do.
inline constexpr QLatin1StringView createPayment{"createPayment"};
inline constexpr QLatin1StringView createInstrumentIdentifier{"createInstrumentIdentifier"};
inline constexpr QLatin1StringView createTokenizedCard{"createTokenizedCard"};
inline constexpr QLatin1StringView authReversal{"authReversal"};
inline constexpr QLatin1StringView issuerSimulation{"issuerLifeCycleEventSimulation"};
inline constexpr QLatin1StringView paymentCredentialsForm{"paymentCredentials"};

//! Members of requests, which are also the keys of the forms' fields. A dot stands for nesting; an "expiration" stands
//! for expirationMonth and expirationYear.
namespace member {
inline constexpr QLatin1StringView reference{"clientReferenceInformation.code"};
inline constexpr QLatin1StringView tokenTypes{"processingInformation.actionTokenTypes"};
inline constexpr QLatin1StringView paymentCardNumber{"paymentInformation.card.number"};
inline constexpr QLatin1StringView paymentCardExpiration{"paymentInformation.card.expiration"};
inline constexpr QLatin1StringView paymentCardCode{"paymentInformation.card.securityCode"};
inline constexpr QLatin1StringView amount{"orderInformation.amountDetails.totalAmount"};
inline constexpr QLatin1StringView currency{"orderInformation.amountDetails.currency"};
inline constexpr QLatin1StringView type{"type"};
inline constexpr QLatin1StringView source{"source"};
inline constexpr QLatin1StringView cardNumber{"card.number"};
inline constexpr QLatin1StringView cardExpiration{"card.expiration"};
inline constexpr QLatin1StringView cardCode{"card.securityCode"};
inline constexpr QLatin1StringView accountReferenceId{"accountReferenceId"};
inline constexpr QLatin1StringView consumerId{"consumerId"};
inline constexpr QLatin1StringView withInstrumentIdentifier{"createPanInstrumentIdentifier"};
inline constexpr QLatin1StringView passcode{"passcode.value"};
inline constexpr QLatin1StringView reversalAmount{"reversalInformation.amountDetails.totalAmount"};
inline constexpr QLatin1StringView reversalCurrency{"reversalInformation.amountDetails.currency"};
inline constexpr QLatin1StringView reversalReason{"reversalInformation.reason"};
inline constexpr QLatin1StringView state{"state"};
inline constexpr QLatin1StringView cardLastDigits{"card.last4"};
inline constexpr QLatin1StringView updateArt{"metadata.cardArt.combinedAsset.update"};
inline constexpr QLatin1StringView credentialType{"paymentCredentialType"};
inline constexpr QLatin1StringView transactionType{"transactionType"};
inline constexpr QLatin1StringView profileId{"profile-id"}; //!< a header
} // namespace member

//! Keys of the connection form.
namespace setting {
inline constexpr QLatin1StringView server{"server"};
inline constexpr QLatin1StringView baseUrl{"baseUrl"};
inline constexpr QLatin1StringView testEnvironment{"testEnvironment"};
inline constexpr QLatin1StringView caFile{"caFile"};
inline constexpr QLatin1StringView merchantId{"merchantId"};
inline constexpr QLatin1StringView portfolioId{"portfolioId"};
inline constexpr QLatin1StringView authentication{"authentication"};
inline constexpr QLatin1StringView p12File{"p12File"};
inline constexpr QLatin1StringView p12Passphrase{"p12Passphrase"};
inline constexpr QLatin1StringView keyAlias{"keyAlias"};
inline constexpr QLatin1StringView keyId{"keyId"};
inline constexpr QLatin1StringView sharedSecret{"sharedSecret"};
inline constexpr QLatin1StringView requestEncryption{"requestEncryption"};
inline constexpr QLatin1StringView mleCertificateFile{"mleCertificateFile"};
inline constexpr QLatin1StringView responseEncryption{"responseEncryption"};
inline constexpr QLatin1StringView decryptionKeyFile{"decryptionKeyFile"};
inline constexpr QLatin1StringView decryptionKeyId{"decryptionKeyId"};
inline constexpr QLatin1StringView decryptionKeyPassphrase{"decryptionKeyPassphrase"};
inline constexpr QLatin1StringView profileId{"profileId"};
inline constexpr QLatin1StringView credentialsVersion{"credentialsVersion"};
inline constexpr QLatin1StringView deleteForm{"deleteForm"};
inline constexpr QLatin1StringView cardArt{"cardArt"};
} // namespace setting

//! Values of `setting::authentication`.
namespace authentication {
inline constexpr QLatin1StringView jwtP12{"jwt-p12"};
inline constexpr QLatin1StringView jwtSecret{"jwt-secret"};
inline constexpr QLatin1StringView httpSignature{"http-signature"};
} // namespace authentication

//! The value of `setting::server` that makes `setting::baseUrl` count.
inline constexpr QLatin1StringView otherServer{"other"};
//! The certificate in a P12 file that requests are encrypted for.
inline constexpr QLatin1StringView vendorCertificate{"CyberSource_SJC_US"};

//! Codes of this desk's own making, for what the server cannot know.
inline constexpr QLatin1StringView clockCode{"CLOCK"};
inline constexpr QLatin1StringView notAcceptedCode{"NOT_ACCEPTED"}; //!< a 401 that says no more
inline constexpr QLatin1StringView keyNotHereCode{"KEY_NOT_HERE"};
inline constexpr QLatin1StringView doesNotOpenCode{"DOES_NOT_OPEN"};

} // namespace cybersource

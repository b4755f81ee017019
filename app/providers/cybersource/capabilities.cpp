// SPDX-License-Identifier: Apache-2.0
#include "app/providers/cybersource/capabilities.h"

#include "app/providers/cybersource/forms.h"
#include "app/providers/cybersource/names.h"
#include "app/providers/cybersource/text.h"
#include "app/providers/cybersource/tokenkind.h"

using namespace Qt::StringLiterals;

namespace cybersource {
namespace {
using Errors = QMap<QString, ErrorExplanation>;

QList<Choice> deleteReasons(bool isSent)
{
    QList<Choice> reasons{
        {.value = u"PAYMENT_METHOD_REMOVED"_s,
         .label = Text::tr("The customer removed the card"),
         .help = Text::tr("Also a request to delete personal data.")},
        {.value = u"FRAUD"_s, .label = Text::tr("Fraud"), .help = Text::tr("Suspected or confirmed.")}};
    if (!isSent)
        reasons.append(
            {.value = u"other"_s, .label = Text::tr("Other"), .help = Text::tr("Say which in the comment.")});
    return reasons;
}

QMap<Operation, QString> absentOperations()
{
    const QString issuer = Text::tr("Only the card’s issuer suspends a network token and lets it go on: this service "
                                    "gives merchants no such request.");
    return {{Operation::Suspend, issuer},
            {Operation::Resume, issuer},
            {Operation::Update, Text::tr("Change the card behind a token in the Business Center.")}};
}

//! The service says that it does not know who asks, and not why.
ErrorExplanation notAccepted(Identity::Way way)
{
    if (way == Identity::Way::JwtP12)
        return {.meaning = Text::tr("The service does not accept the P12 file’s certificate for this merchant."),
                .nextStep = Text::tr("Compare the merchant id in the connection’s settings with the Business Center, "
                                     "and see there whether the certificate is still listed.")};
    return {.meaning = Text::tr("The service does not accept merchant id, key id and shared secret: one of them does "
                                "not belong to the others, and it does not say which."),
            .nextStep = Text::tr("Compare all three in the connection’s settings with the Business Center, and see "
                                 "there whether the key has expired.")};
}

Errors accessErrors(Identity::Way way)
{
    return {
        {notAcceptedCode, notAccepted(way)},
        {clockCode,
         {.meaning =
              Text::tr("This computer’s clock differs from the server’s, and a request is good for two minutes."),
          .nextStep = Text::tr("Set this computer’s clock, best by the network, and try again.")}},
        {keyNotHereCode,
         {.meaning = Text::tr("The answer is encrypted for a key that this connection does not have."),
          .nextStep =
              Text::tr("Add that key in the connection’s settings, or make the service use the one there is.")}},
        {doesNotOpenCode,
         {.meaning = Text::tr("The answer does not open with the key that it names: it was altered on its way, or made "
                              "for another key of that name."),
          .nextStep = Text::tr("Do not go on with it. Ask again once; if it stays so, tell the service.")}},
        {u"forbidden"_s,
         {.meaning = Text::tr("The merchant may not do this."),
          .nextStep = Text::tr("Ask the service whether token management, and this part of it, is switched on for the "
                               "merchant and the profile.")}},
        {u"invalidHeaders"_s,
         {.meaning = Text::tr("A header is not as the service wants it."),
          .nextStep = Text::tr("Check the profile id in the connection’s settings.")}},
        {u"missingHeaders"_s,
         {.meaning = Text::tr("The service misses a header."),
          .nextStep = Text::tr("Enter the profile id in the connection’s settings.")}},
    };
}

Errors tokenErrors()
{
    return {
        {u"invalidFields"_s,
         {.meaning = Text::tr("A value is not as the service wants it."),
          .nextStep = Text::tr("Correct it and try again.")}},
        {u"missingFields"_s,
         {.meaning = Text::tr("A value is missing."), .nextStep = Text::tr("Enter it and try again.")}},
        {u"invalidCombination"_s,
         {.meaning = Text::tr("The values do not go together."), .nextStep = Text::tr("Correct them and try again.")}},
        {u"declined"_s,
         {.meaning = Text::tr("The card network refused."),
          .nextStep = Text::tr("Ask the customer for another card, or to call their issuer.")}},
        {u"notFound"_s,
         {.meaning = Text::tr("The service knows no such token."),
          .nextStep = Text::tr("Compare the id with its source; 32 digits may also be of a customer or a payment "
                               "instrument, which this desk does not look up.")}},
        {u"notAvailable"_s,
         {.meaning = Text::tr("The token was there and has been deleted."),
          .nextStep = Text::tr("Nothing can bring it back: create a new one from the customer’s card.")}},
        {u"instrumentIdentifierDeletionError"_s,
         {.meaning = Text::tr("Payment instruments still refer to this token, and it stays as long as they do."),
          .nextStep = Text::tr("Delete the payment instruments first, in the Business Center.")}},
        {u"unsupportedPaymentMethodModification"_s,
         {.meaning = Text::tr("The service does not do this to a token of this kind. Without a reason, it deletes "
                              "network tokens of Visa only."),
          .nextStep = Text::tr("Choose “With a reason” at “Delete network tokens” in the connection’s settings.")}},
        {u"tokenIdConflict"_s,
         {.meaning = Text::tr("Another token has this id already."),
          .nextStep = Text::tr("Look the token up before you go on.")}},
        {u"conflict"_s,
         {.meaning = Text::tr("It clashes with something that was done at the same time, or that still refers to the "
                              "token."),
          .nextStep = Text::tr("Look the token up again, then decide.")}},
        {u"conflict (412)"_s,
         {.meaning = Text::tr("Somebody changed the token meanwhile."),
          .nextStep = Text::tr("Look the token up again, then decide.")}},
        {u"notFound (424)"_s,
         {.meaning = Text::tr("Something that the request depends on does not exist, such as the profile."),
          .nextStep = Text::tr("Check the profile id in the connection’s settings.")}},
    };
}

Errors provisioningErrors()
{
    const QString another = Text::tr("Ask the customer for another card, or to call their issuer.");
    return {
        {u"CARD_NOT_ELIGIBLE"_s,
         {.meaning = Text::tr("The issuer takes no part in network tokens."), .nextStep = another}},
        {u"CARD_NOT_ALLOWED"_s, {.meaning = Text::tr("The card may not have a network token."), .nextStep = another}},
        {u"CARD_VERIFICATION_FAILED"_s,
         {.meaning = Text::tr("The card could not be verified."),
          .nextStep = Text::tr("Compare number, expiry and security code with the card.")}}};
}

Errors paymentErrors()
{
    const QString another = Text::tr("Ask the customer for another card, or to call their issuer.");
    return {
        {u"MISSING_FIELD"_s,
         {.meaning = Text::tr("The payment needs a value that is missing."),
          .nextStep = Text::tr("Enter it and try again.")}},
        {u"INVALID_DATA"_s,
         {.meaning = Text::tr("A value is not as the service wants it."),
          .nextStep = Text::tr("Correct it and try again.")}},
        {u"DUPLICATE_REQUEST"_s,
         {.meaning = Text::tr("The same payment was sent a short time ago."),
          .nextStep = Text::tr("Do not send it again: look the first one up in the Business Center.")}},
        {u"INVALID_CARD"_s, {.meaning = Text::tr("The card number is not valid."), .nextStep = another}},
        {u"CARD_TYPE_NOT_ACCEPTED"_s,
         {.meaning = Text::tr("The merchant does not take this kind of card."), .nextStep = another}},
        {u"INVALID_AMOUNT"_s,
         {.meaning = Text::tr("The amount is not allowed."), .nextStep = Text::tr("Change the amount.")}},
        {u"INVALID_MERCHANT_CONFIGURATION"_s,
         {.meaning = Text::tr("The merchant is not set up for this."),
          .nextStep = Text::tr("Ask the service what is missing in the merchant’s setup.")}},
        {u"PROCESSOR_UNAVAILABLE"_s,
         {.meaning = Text::tr("The processor could not be reached."), .nextStep = Text::tr("Try again later.")}},
        {u"PROCESSOR_DECLINED"_s, {.meaning = Text::tr("The processor declined."), .nextStep = another}},
        {u"DECLINED"_s, {.meaning = Text::tr("The card was not charged."), .nextStep = another}},
        {u"AUTH_ALREADY_REVERSED"_s,
         {.meaning = Text::tr("The authorisation was reversed before: the amount is not held any more."),
          .nextStep = Text::tr("There is nothing left to do.")}},
        {u"MISSING_AUTH"_s,
         {.meaning = Text::tr("There is no authorisation that could be reversed."),
          .nextStep = Text::tr("Look the payment up in the Business Center.")}},
        {u"NOT_SUPPORTED"_s,
         {.meaning = Text::tr("The service does not do this for this card or merchant."), .nextStep = another}},
    };
}

FormField tokenIdField()
{
    return {.key = u"tokenId"_s,
            .label = Text::tr("Token id"),
            .isRequired = true,
            .minLength = 19,
            .maxLength = 48,
            .pattern = lookedUpTokens(),
            .patternHint =
                Text::tr("19 digits, or 32 hexadecimal digits, with tokenized-cards/ before those of a network "
                         "token.")};
}

QList<TokenAction> actions(const Connection &connection)
{
    QList<TokenAction> offered{
        {.form = reversalForm(), .operation = Operation::Reverse, .place = TokenAction::Place::Answer}};
    if (connection.isTest)
        offered.append({.form = simulationForm(connection.profileId),
                        .operation = Operation::Simulate,
                        .place = TokenAction::Place::Token,
                        .tokens = tokenizedCards()});
    return offered;
}
} // namespace

QStringList apiDeleteReasons()
{
    return {u"PAYMENT_METHOD_REMOVED"_s, u"FRAUD"_s};
}

Capabilities capabilities(const Connection &connection)
{
    Errors errors = accessErrors(connection.identity.way);
    for (const Errors &more : {tokenErrors(), provisioningErrors(), paymentErrors()})
        errors.insert(more);
    return {.apiName = u"Cybersource TMS"_s,
            .creates = {instrumentIdentifierForm(), tokenizedCardForm(), paymentForm()},
            .operations = {Operation::LookUp, Operation::Delete},
            .absentBecause = absentOperations(),
            .reasons = {{Operation::Delete, deleteReasons(connection.deletesWithReason)}},
            .errors = errors,
            .tokenIdField = tokenIdField(),
            .paymentCredentials = credentialsForm(connection.profileId),
            .credentialTokens = payingTokens(),
            .actions = actions(connection),
            .givesCardArt = true};
}

} // namespace cybersource

// SPDX-License-Identifier: Apache-2.0
#include "app/providers/fiserv/capabilities.h"

#include "app/domain/cardnumber.h"
#include "app/providers/fiserv/forms.h"
#include "app/providers/fiserv/names.h"
#include "app/providers/fiserv/text.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fiserv {
namespace {
// The service takes no reason with a delete: these are for the desk's own journal.
QList<Choice> deleteReasons()
{
    return {{.value = u"customer-request"_s,
             .label = Text::tr("The customer asked for it"),
             .help = Text::tr("Such as a request to delete personal data.")},
            {.value = u"fraud"_s, .label = Text::tr("Fraud"), .help = Text::tr("Suspected or confirmed.")},
            {.value = u"lost-or-stolen"_s, .label = Text::tr("Card lost or stolen")},
            {.value = u"duplicate"_s,
             .label = Text::tr("Duplicate"),
             .help = Text::tr("Another token stands for the same card.")},
            {.value = u"account-closed"_s, .label = Text::tr("The account was closed")},
            {.value = u"other"_s, .label = Text::tr("Other"), .help = Text::tr("Say which in the comment.")}};
}

QMap<Operation, QString> absentOperations()
{
    return {
        {Operation::Suspend, Text::tr("This service has no suspend: a token works until it is deleted.")},
        {Operation::Resume, Text::tr("This service has no resume: a token works until it is deleted.")},
        {Operation::Update, Text::tr("This service changes the card behind a token only when the whole card is sent "
                                     "again: use “Update several”, also for a single token.")}};
}

QMap<QString, ErrorExplanation> accessErrors()
{
    return {
        {clockCode,
         {.meaning = Text::tr("This computer’s clock differs from the server’s by minutes, and the server takes only "
                              "requests that are stamped within five minutes of its own time."),
          .nextStep = Text::tr("Set this computer’s clock, best by the network, and try again.")}},
        {u"Unauthenticated"_s,
         {.meaning = Text::tr("The server did not accept the API key or the signature."),
          .nextStep =
              Text::tr("Open the connection in Settings and press “Test connection”: it also finds out which form "
                       "of the signature this host wants.")}},
        {u"Unauthorized"_s,
         {.meaning = Text::tr("The API key is known, and it may not do this."),
          .nextStep =
              Text::tr("Ask the service whether the key’s product includes payment tokens, and whether the store "
                       "id of the connection is right.")}},
        {u"UnsupportedMediaType"_s,
         {.meaning = Text::tr("The server could not read the request’s content."),
          .nextStep = Text::tr("Quote the correlation id to the service: the base address may be of another API.")}},
    };
}

QMap<QString, ErrorExplanation> refusals()
{
    return {
        {u"BadRequest"_s,
         {.meaning = Text::tr("Something in the request is not as the service wants it."),
          .nextStep = Text::tr("Compare the card’s number and expiry, and the token’s value, with what was meant.")}},
        {u"GatewayDeclined"_s,
         {.meaning = Text::tr("A rule of the gateway forbids it, or the gateway is too busy."),
          .nextStep = Text::tr("Read the server’s words: a rule stays, a busy gateway does not.")}},
        {u"EndpointDeclined"_s,
         {.meaning = Text::tr("The card’s issuer or processor declined."),
          .nextStep = Text::tr("Ask the customer for another card, or to call their issuer.")}},
        {u"VALIDATION_FAILED"_s,
         {.meaning = Text::tr("The account behind the card could not be verified, or a value was refused."),
          .nextStep = Text::tr("Compare number, expiry and security code with the card.")}},
        {u"DECLINED"_s,
         {.meaning = Text::tr("The service declined."),
          .nextStep = Text::tr("Ask the customer for another card, or to call their issuer.")}},
        {u"NT-0000022"_s,
         {.meaning = Text::tr("The network token behind this token has been deleted."),
          .nextStep = Text::tr("Create the token again from the customer’s card.")}},
    };
}

FormField tokenIdField()
{
    return {.key = u"tokenId"_s,
            .label = Text::tr("Token value"),
            .isRequired = true,
            .minLength = 1,
            .maxLength = static_cast<int>(longestTokenId),
            .pattern = u"[!-~]+"_s,
            .patternHint = Text::tr("Visible ASCII characters only, and never a card number.")};
}

bool isCardNumber(const QString &id)
{
    QByteArray digits = id.toLatin1();
    digits.replace('-', "").replace('.', "");
    const bool isCard =
        digits.size() >= 12 && digits.size() <= 19 && passesLuhn(digits) && schemeOf(digits) != Scheme::Unknown;
    wipe(digits);
    return isCard;
}
} // namespace

Capabilities capabilities()
{
    QMap<QString, ErrorExplanation> errors = accessErrors();
    errors.insert(refusals());
    return {.apiName = u"Fiserv payment tokens"_s,
            .creates = {createForm()},
            .operations = {Operation::LookUp, Operation::Delete},
            .absentBecause = absentOperations(),
            .reasons = {{Operation::Delete, deleteReasons()}},
            .errors = errors,
            .tokenIdField = tokenIdField(),
            .updateSeveral = SeveralUpdate{.row = updateRowForm(),
                                           .mostRows = mostRows,
                                           .toldBy = {{member::reusable, u"paymentToken.reusable"_s},
                                                      {member::declineDuplicates,
                                                       u"paymentToken.declineDuplicates"_s}}}};
}

bool isTokenId(const QString &id)
{
    const auto isVisible = [](QChar c) { return c > u' ' && c <= u'~'; };
    return !id.isEmpty() && id.size() <= longestTokenId && std::all_of(id.cbegin(), id.cend(), isVisible) &&
           id != "."_L1 && id != ".."_L1 && !isCardNumber(id);
}

} // namespace fiserv

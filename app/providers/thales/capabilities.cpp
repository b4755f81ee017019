// SPDX-License-Identifier: Apache-2.0
#include "app/providers/thales/capabilities.h"

#include "app/providers/thales/createforms.h"
#include "app/providers/thales/names.h"
#include "app/providers/thales/text.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace thales {
namespace {
// Thales takes no reason with a delete: these are for the desk's own journal.
QList<Choice> deleteReasons()
{
    return {{.value = u"customer-request"_s,
             .label = Text::tr("The customer asked for it"),
             .help = Text::tr("Such as a request to delete personal data.")},
            {.value = u"fraud"_s, .label = Text::tr("Fraud"), .help = Text::tr("Suspected or confirmed.")},
            {.value = u"lost-or-stolen"_s, .label = Text::tr("Card or device lost or stolen")},
            {.value = u"duplicate"_s,
             .label = Text::tr("Duplicate"),
             .help = Text::tr("Another token stands for the same card.")},
            {.value = u"account-closed"_s, .label = Text::tr("The account was closed")},
            {.value = u"other"_s, .label = Text::tr("Other"), .help = Text::tr("Say which in the comment.")}};
}

QMap<Operation, QString> absentOperations()
{
    return {
        {Operation::Suspend, Text::tr("The Thales ETP Server API offers no suspend to merchants: the card’s issuer "
                                      "suspends and resumes.")},
        {Operation::Resume, Text::tr("The Thales ETP Server API offers no resume to merchants: the card’s issuer "
                                     "suspends and resumes.")},
        {Operation::Update, Text::tr("The Thales ETP Server API offers no update to merchants: the issuer and the card "
                                     "scheme keep card and token up to date.")}};
}

QMap<QString, ErrorExplanation> settingsErrors()
{
    return {
        {u"CRYPTO_ERROR"_s,
         {.meaning = Text::tr("Thales could not decrypt the card data."),
          .nextStep =
              Text::tr("Nothing is wrong with the card. Ask an administrator to compare the encryption certificate "
                       "and its key id in the connection’s settings with those that Thales gave.")}},
        {u"UNKNOWN_MERCHANT"_s,
         {.meaning = Text::tr("Thales does not know the merchant id of this connection."),
          .nextStep =
              Text::tr("Ask an administrator to compare the merchant id in the connection’s settings with the one "
                       "that Thales gave.")}},
    };
}

QMap<QString, ErrorExplanation> cardErrors()
{
    return {
        {u"UNKNOWN_CARD"_s,
         {.meaning = Text::tr("Thales could not tell which card scheme the number belongs to."),
          .nextStep =
              Text::tr("Compare the number with the card. If it is right, this card cannot become a network token "
                       "here; a PCI token may do.")}},
        {u"VISA_VCES_INVALID_EXP_DATE"_s,
         {.meaning = Text::tr("The expiry of the Visa card is missing or has passed, and VCES is not active for this "
                              "merchant."),
          .nextStep = Text::tr("Ask the customer for the expiry of the current card and create the token again.")}},
        {u"INVALID_PAN_DATA"_s,
         {.meaning = Text::tr("The card number, or something that belongs to it, is not valid."),
          .nextStep =
              Text::tr("Compare number, expiry and security code with the card and try again. For a push token, ask "
                       "the customer to add the card anew from the issuer’s app.")}},
        {u"PAN_NOT_ELIGIBLE"_s,
         {.meaning = Text::tr("The card’s issuer does not allow tokens for this card."),
          .nextStep = Text::tr(
              "Trying again will not help. Ask the customer for another card, or send them to their issuer.")}},
        {u"ISSUER_DECLINED"_s,
         {.meaning = Text::tr("The card’s issuer refused to make a token."),
          .nextStep =
              Text::tr("Only the issuer knows why. Ask the customer to call their issuer, or for another card.")}},
    };
}

QMap<QString, ErrorExplanation> serviceErrors()
{
    return {
        {u"TSP_NON_RETRYABLE_ERROR"_s,
         {.meaning = Text::tr("The card scheme’s token service refused for good."),
          .nextStep = Text::tr("Do not try again. Quote the correlation id and the scheme’s reference to Thales.")}},
        {u"SCHEME_TECHNICAL_ERROR"_s,
         {.meaning =
              Text::tr("The card scheme’s token service had a technical problem. Thales says that the same request "
                       "will not succeed."),
          .nextStep =
              Text::tr("Do not try again at once. Quote the correlation id and the scheme’s reference to Thales.")}},
    };
}

QMap<QString, ErrorExplanation> errorExplanations()
{
    QMap<QString, ErrorExplanation> all = settingsErrors();
    all.insert(cardErrors());
    all.insert(serviceErrors());
    return all;
}

QMap<Scheme, UsualWait> usualWaits()
{
    using namespace std::chrono_literals;
    return {{Scheme::Visa, {.text = Text::tr("10 minutes to several hours"), .longest = 6h}},
            {Scheme::Unknown, {.text = Text::tr("some seconds"), .longest = 5min}}};
}

FormField tokenIdField()
{
    return {.key = u"tokenId"_s,
            .label = Text::tr("Token id"),
            .isRequired = true,
            .minLength = 1,
            .maxLength = static_cast<int>(longestId),
            .pattern = u"[a-zA-Z0-9_-]+"_s,
            .patternHint = Text::tr("Letters, digits, - and _ only.")};
}

void addExtension(Capabilities &offered, const LifecycleExtension &lifecycle)
{
    for (const Operation operation : {Operation::Suspend, Operation::Resume}) {
        offered.operations.append(operation);
        offered.byContract.append(operation);
        offered.absentBecause.remove(operation);
        offered.reasons.insert(operation, lifecycle::reasons(lifecycle.call(operation)));
    }
}

bool isTokenIdCharacter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'_' || c == u'-';
}
} // namespace

Capabilities capabilities(bool visaVces, const LifecycleExtension &lifecycle)
{
    Capabilities offered{.apiName = u"Thales ETP"_s,
                         .creates = createForms(visaVces),
                         .asynchronousCreates = {operation::createAsyncToken},
                         .operations = {Operation::LookUp, Operation::Delete},
                         .absentBecause = absentOperations(),
                         .reasons = {{Operation::Delete, deleteReasons()}},
                         .errors = errorExplanations(),
                         .usualWaits = usualWaits(),
                         .tokenIdField = tokenIdField(),
                         .givesCardArt = true};
    if (lifecycle.isOn)
        addExtension(offered, lifecycle);
    return offered;
}

bool isTokenId(const QString &id)
{
    return !id.isEmpty() && id.size() <= longestId && std::all_of(id.cbegin(), id.cend(), isTokenIdCharacter);
}

} // namespace thales

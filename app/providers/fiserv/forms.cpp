// SPDX-License-Identifier: Apache-2.0
#include "app/providers/fiserv/forms.h"

#include "app/providers/fiserv/names.h"
#include "app/providers/fiserv/text.h"

using namespace Qt::StringLiterals;

namespace fiserv {
namespace {
using Kind = FormField::Kind;

QList<Choice> yesOrNo(const QString &yes, const QString &no)
{
    return {{.value = u"yes"_s, .label = Text::tr("Yes"), .help = yes},
            {.value = u"no"_s, .label = Text::tr("No"), .help = no}};
}

FormField numberField()
{
    return {.key = member::number,
            .label = Text::tr("Card number"),
            .group = Text::tr("Card"),
            .kind = Kind::CardNumber,
            .isRequired = true,
            .maxLength = 19,
            .pattern = u"[0-9]{13,19}"_s,
            .patternHint = Text::tr("This service takes card numbers of 13 to 19 digits."),
            .help = Text::tr("Hidden when you leave the field; wiped after sending.")};
}

// The vendor's own examples have expired cards.
FormField expiryField()
{
    return {.key = member::expiry,
            .label = Text::tr("Expiry"),
            .group = Text::tr("Card"),
            .kind = Kind::CardExpiry,
            .isRequired = true,
            .mayBeExpired = true};
}

FormField securityCodeField()
{
    return {.key = member::securityCode,
            .label = Text::tr("Security code"),
            .group = Text::tr("Card"),
            .kind = Kind::SecurityCode,
            .minLength = 3,
            .maxLength = 4,
            .help = Text::tr("Only of use when the account is verified. Never stored.")};
}

FormField cardFunctionField()
{
    return {.key = member::cardFunction,
            .label = Text::tr("Kind of card"),
            .group = Text::tr("Card"),
            .kind = Kind::Choice,
            .help = Text::tr("Leave it empty when you do not know: the service finds it out."),
            .choices = {{.value = u"CREDIT"_s, .label = Text::tr("Credit")},
                        {.value = u"DEBIT"_s, .label = Text::tr("Debit")},
                        {.value = u"PREPAID"_s, .label = Text::tr("Prepaid")},
                        {.value = u"VOUCHER"_s, .label = Text::tr("Voucher")},
                        {.value = u"UNDEFINED"_s, .label = Text::tr("Undefined")}}};
}

FormField cardholderField()
{
    return {.key = member::cardholderName,
            .label = Text::tr("Cardholder"),
            .group = Text::tr("Card"),
            .kind = Kind::PersonName,
            .maxLength = 96,
            .help = Text::tr("As printed on the card.")};
}

FormField ownValueField()
{
    return {.key = member::value,
            .label = Text::tr("Own token value"),
            .group = Text::tr("Token"),
            .minLength = 1,
            .maxLength = static_cast<int>(longestTokenId),
            .pattern = u"[!-~]+"_s,
            .patternHint = Text::tr("Visible ASCII characters only, without spaces."),
            .help =
                Text::tr("Empty: the service makes a value and answers with it. A value of your own needs the Data "
                         "Vault, must be new, and can be looked up even when no answer comes. Never a card number.")};
}

FormField reusableField()
{
    return {.key = member::reusable,
            .label = Text::tr("Reusable"),
            .group = Text::tr("Token"),
            .kind = Kind::Choice,
            .isRequired = true,
            .help = Text::tr("How often the token can pay."),
            .initialValue = u"yes"_s,
            .choices = yesOrNo(Text::tr("For any number of payments, until it is deleted."),
                               Text::tr("For a single payment; it is of no use afterwards."))};
}

FormField declineDuplicatesField()
{
    return {.key = member::declineDuplicates,
            .label = Text::tr("Decline duplicates"),
            .group = Text::tr("Token"),
            .kind = Kind::Choice,
            .isRequired = true,
            .help = Text::tr("What happens when the same card comes again without this token."),
            .initialValue = u"no"_s,
            .choices = yesOrNo(Text::tr("A later payment with the card itself, without the token, is declined."),
                               Text::tr("The card can still pay without the token."))};
}

FormField accountVerificationField()
{
    return {.key = member::accountVerification,
            .label = Text::tr("Verify the account"),
            .group = Text::tr("Token"),
            .kind = Kind::Choice,
            .isRequired = true,
            .help = Text::tr("Whether the issuer is asked first."),
            .initialValue = u"no"_s,
            .choices =
                yesOrNo(Text::tr("The issuer is asked whether the card exists; the token is made only if it does. "
                                 "The customer may see it in their account as a payment of nothing."),
                        Text::tr("The token is made without asking the issuer."))};
}

FormField detail(QLatin1StringView key, const QString &label, int longest, const QString &help)
{
    return {.key = key,
            .label = label,
            .group = Text::tr("Additional details"),
            .maxLength = longest,
            .pattern = u"\\S(.*\\S)?"_s,
            .patternHint = Text::tr("Without spaces at the beginning and the end."),
            .help = help};
}

QList<FormField> detailFields()
{
    return {detail(member::merchantTransactionId, Text::tr("Transaction id"), 40,
                   Text::tr("Your own id for this request, as the service’s reports will show it.")),
            detail(member::operatorId, Text::tr("Operator"), 35,
                   Text::tr("Who asked for the token, for the service’s own records.")),
            detail(member::salesSystemId, Text::tr("Sales system"), 50,
                   Text::tr("The till or system that the request comes from.")),
            detail(member::invoiceNumber, Text::tr("Invoice"), 48, {}),
            detail(member::purchaseOrderNumber, Text::tr("Purchase order"), 128, {}),
            detail(member::comments, Text::tr("Comment"), 1024,
                   Text::tr("Goes to the service as it is: no card data, no names."))};
}
} // namespace

Form createForm()
{
    return {.id = createPaymentToken,
            .title = Text::tr("Create a payment token"),
            .menuText = Text::tr("Payment token…"),
            .summary =
                Text::tr("The service stores the card and gives a token for it. The card data goes to the service "
                         "as it is, protected by TLS alone."),
            .submitText = Text::tr("Create token"),
            .fields = QList<FormField>{numberField(), expiryField(), securityCodeField(), cardFunctionField(),
                                       cardholderField(), ownValueField(), reusableField(), declineDuplicatesField(),
                                       accountVerificationField()} +
                      detailFields()};
}

Form updateRowForm()
{
    return {.id = updatePaymentTokens,
            .title = Text::tr("Update payment tokens"),
            .menuText = Text::tr("Update several…"),
            .summary =
                Text::tr("Each token stands for the card given here from then on. Both settings are always sent: "
                         "what is left out, the service would set back to its default."),
            .submitText = Text::tr("Update tokens"),
            .fields = {numberField(), expiryField(), securityCodeField(), reusableField(), declineDuplicatesField()}};
}

} // namespace fiserv

// SPDX-License-Identifier: Apache-2.0
#include "app/providers/fiserv/requestbody.h"

#include "app/core/redact.h"
#include "app/core/secretjson.h"
#include "app/domain/formcheck.h"
#include "app/providers/fiserv/names.h"

#include <array>

using namespace Qt::StringLiterals;

namespace fiserv {
namespace {
constexpr qsizetype mostRowsNamed = 50;
constexpr std::array detailMembers{member::operatorId, member::salesSystemId, member::invoiceNumber,
                                   member::purchaseOrderNumber, member::comments};
constexpr std::array settingMembers{member::reusable, member::declineDuplicates, member::accountVerification};

QLatin1StringView lastPart(QLatin1StringView member)
{
    return member.sliced(member.indexOf(u'.') + 1);
}

void plainUnlessEmpty(SecretJson &json, QLatin1StringView key, const QString &value)
{
    if (!value.isEmpty())
        json.plain(key, value);
}

void secretUnlessEmpty(SecretJson &json, QLatin1StringView member, const FormValues &values)
{
    if (values.has(member))
        json.text(lastPart(member), values.secret(member).bytes());
}

void writeCard(SecretJson &json, const FormValues &values)
{
    const QString mmyy = values.value(member::expiry);
    json.openObject("paymentCard"_L1);
    json.text("number"_L1, values.secret(member::number).bytes());
    json.openObject("expiryDate"_L1);
    json.plain("month"_L1, QStringView(mmyy).first(2));
    json.plain("year"_L1, QStringView(mmyy).last(2));
    json.close();
    secretUnlessEmpty(json, member::securityCode, values);
    plainUnlessEmpty(json, "cardFunction"_L1, values.value(member::cardFunction));
    secretUnlessEmpty(json, member::cardholderName, values);
    json.close();
}

// Both are always sent: the service's default for a member that is left out is not what the token has now.
void writeSettings(SecretJson &json, const FormValues &values)
{
    json.boolean("reusable"_L1, values.value(member::reusable) == "yes"_L1);
    json.boolean("declineDuplicates"_L1, values.value(member::declineDuplicates) == "yes"_L1);
}

bool isDetail(const QString &key)
{
    return key.startsWith("additionalDetails."_L1);
}

void writeDetails(SecretJson &json, const FormValues &values)
{
    bool isOpen = false;
    for (const QLatin1StringView key : detailMembers) {
        if (!values.has(key))
            continue;
        if (!isOpen)
            json.openObject("additionalDetails"_L1);
        isOpen = true;
        json.plain(lastPart(key), values.value(key));
    }
    if (isOpen)
        json.close();
}
} // namespace

SecretBytes createBody(const FormValues &values, const QString &storeId)
{
    SecretJson json;
    json.plain("requestType"_L1, u"PaymentCardPaymentTokenizationRequest");
    plainUnlessEmpty(json, "storeId"_L1, storeId);
    plainUnlessEmpty(json, member::merchantTransactionId, values.value(member::merchantTransactionId));
    writeCard(json, values);
    json.openObject("createToken"_L1);
    plainUnlessEmpty(json, "value"_L1, values.value(member::value));
    writeSettings(json, values);
    json.close();
    json.boolean(member::accountVerification, values.value(member::accountVerification) == "yes"_L1);
    writeDetails(json, values);
    return json.take();
}

QString createSummary(const Form &form, const FormValues &values)
{
    QStringList said;
    if (const Scheme scheme = schemeIn(form, values); scheme != Scheme::Unknown)
        said << u"scheme "_s + schemeName(scheme);
    for (const QLatin1StringView key : settingMembers)
        said << QString(key) + u' ' + values.value(key);
    // With a value of one's own, an unknown outcome can be settled by looking it up.
    if (values.has(member::value))
        said << u"value "_s + redacted(values.value(member::value));
    QStringList present;
    for (const FormField &field : form.fields) {
        if (values.has(field.key) && (field.isSecret() || isDetail(field.key)))
            present << field.key;
    }
    return u"POST "_s + collectionPath + u": "_s + said.join(u", "_s) + u"; given: "_s + present.join(u", "_s);
}

SecretBytes updateBody(const std::vector<UpdateRow> &rows, const QString &storeId)
{
    SecretJson json;
    json.plain("requestType"_L1, u"PaymentCardPaymentTokenUpdateRequest");
    plainUnlessEmpty(json, "storeId"_L1, storeId);
    json.openArray("paymentTokens"_L1);
    for (const UpdateRow &row : rows) {
        json.openObject();
        json.plain("value"_L1, row.token.value);
        writeSettings(json, row.values);
        writeCard(json, row.values);
        json.close();
    }
    return json.take();
}

QString updateSummary(const QList<PreparedRow> &rows)
{
    QStringList named;
    for (const PreparedRow &row : rows.first(std::min(rows.size(), mostRowsNamed)))
        named << redacted(row.token.value) + u" ("_s + row.card + u')';
    const qsizetype more = rows.size() - named.size();
    return u"PATCH "_s + collectionPath + u": %1 tokens: "_s.arg(rows.size()) + named.join(u", "_s) +
           (more > 0 ? u" and %1 more"_s.arg(more) : QString());
}

} // namespace fiserv

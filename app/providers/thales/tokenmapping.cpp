// SPDX-License-Identifier: Apache-2.0
#include "app/providers/thales/tokenmapping.h"

#include "app/core/redact.h"
#include "app/providers/thales/capabilities.h"
#include "app/providers/thales/members.h"
#include "app/providers/thales/text.h"

using namespace Qt::StringLiterals;

namespace thales {
namespace {
TokenState stateFromWord(QStringView word)
{
    if (word == "ACTIVE"_L1)
        return TokenState::Active;
    if (word == "SUSPENDED"_L1)
        return TokenState::Suspended;
    if (word == "DELETED"_L1)
        return TokenState::Deleted;
    if (word == "PENDING"_L1)
        return TokenState::Pending;
    return TokenState::Unknown;
}

//! The fields of the Details tab, in the order in which they are added.
class FieldList
{
public:
    void startGroup(const QString &heading) { m_group = heading; }
    //! Text that a person reads. It passes the redactor: whatever the server put there, a card number is not shown.
    void addText(QLatin1StringView key, const QString &label, const QString &value)
    {
        add({.group = m_group, .key = key, .label = label, .value = redacted(value)});
    }
    //! An id or address that a person copies: shown as it is, since a digit less would make it useless.
    void addIdentifier(const QString &key, const QString &label, const QString &value)
    {
        add({.group = m_group, .key = key, .label = label, .value = value, .isIdentifier = true});
    }
    void addFlag(QLatin1StringView key, const QString &label, std::optional<bool> value)
    {
        if (value)
            addText(key, label, *value ? Text::tr("Yes") : Text::tr("No"));
    }
    void addTime(QLatin1StringView key, const QString &label, const QString &received, const QDateTime &time)
    {
        add({.group = m_group,
             .key = key,
             .label = label,
             .value = time.isValid() ? time.toString(u"yyyy-MM-dd HH:mm:ss 'UTC'"_s) : redacted(received)});
    }
    [[nodiscard]] const QList<TokenField> &fields() const { return m_fields; }

private:
    void add(const TokenField &field)
    {
        if (!field.value.isEmpty())
            m_fields.append(field);
    }

    QString m_group;
    QList<TokenField> m_fields;
};

QString cardTypeName(const QString &word)
{
    if (word == "CREDIT"_L1)
        return Text::tr("Credit");
    if (word == "DEBIT"_L1)
        return Text::tr("Debit");
    if (word == "PREPAID"_L1)
        return Text::tr("Prepaid");
    if (word == "UNKNOWN"_L1)
        return Text::tr("Unknown");
    return word;
}

QString displayScheme(const Token &token)
{
    return token.scheme == Scheme::Unknown ? token.schemeWord : schemeName(token.scheme);
}

enum class StateWord { Required, Optional };

void readToken(const Members &body, StateWord stateWord, Token &token, FieldList &fields)
{
    token.stateWord =
        redacted(stateWord == StateWord::Required ? body.requiredString("tokenState"_L1) : body.string("tokenState"_L1));
    token.state = stateFromWord(token.stateWord);
    token.par = body.string("par"_L1);
    fields.startGroup(Text::tr("Token"));
    fields.addIdentifier(u"tokenId"_s, Text::tr("Token id"), token.id.value);
    fields.addText("tokenState"_L1, Text::tr("State"), token.stateWord);
    fields.addText("tokenLastDigits"_L1, Text::tr("Last digits"), body.string("tokenLastDigits"_L1));
    // For display only: the transaction's answer is what may be relied on (section 4.3).
    fields.addText("tokenExpiryDate"_L1, Text::tr("Expiry"), displayExpiry(body.string("tokenExpiryDate"_L1)));
    fields.addIdentifier(u"par"_s, Text::tr("Payment account reference"), token.par);
    fields.addIdentifier(u"vProvisionedTokenId"_s, Text::tr("Visa provisioned token id"),
                         body.string("vProvisionedTokenId"_L1));
}

void readCard(const Members &body, Token &token, FieldList &fields)
{
    token.cardLastDigits = redacted(body.string("cardLastDigits"_L1));
    token.cardExpiry = redacted(body.string("cardExpiryDate"_L1));
    fields.startGroup(Text::tr("Card"));
    fields.addText("cardBin"_L1, Text::tr("BIN"), body.string("cardBin"_L1));
    fields.addText("cardLastDigits"_L1, Text::tr("Last digits"), token.cardLastDigits);
    fields.addText("cardExpiryDate"_L1, Text::tr("Expiry"), displayExpiry(token.cardExpiry));
}

void readProduct(const Members &product, Token &token, FieldList &fields)
{
    token.schemeWord = redacted(product.string("scheme"_L1));
    token.scheme = schemeFromWord(token.schemeWord);
    token.issuerName = redacted(product.string("issuerName"_L1));
    token.productName = redacted(product.string("cardDescription"_L1));
    fields.startGroup(Text::tr("Product"));
    fields.addText("cardProduct.scheme"_L1, Text::tr("Scheme"), displayScheme(token));
    // A PCI token's product has no card type, whatever the schema says.
    fields.addText("cardProduct.cardType"_L1, Text::tr("Card type"), cardTypeName(product.string("cardType"_L1)));
    fields.addText("cardProduct.issuerName"_L1, Text::tr("Issuer"), token.issuerName);
    fields.addText("cardProduct.cardDescription"_L1, Text::tr("Description"), token.productName);
    fields.addFlag("cardProduct.supportVisaCTF"_L1, Text::tr("Visa Cloud Token Framework"),
                   product.boolean("supportVisaCTF"_L1));
    fields.addFlag("cardProduct.supportMastercardTAF"_L1, Text::tr("Mastercard Token Authentication Framework"),
                   product.boolean("supportMastercardTAF"_L1));
    fields.addFlag("cardProduct.supportMastercardLiabilityShift"_L1, Text::tr("Mastercard liability shift"),
                   product.boolean("supportMastercardLiabilityShift"_L1));
    fields.addIdentifier(u"cardProduct.termsAndConditionsUrl"_s, Text::tr("Terms and conditions"),
                         product.string("termsAndConditionsUrl"_L1));
    fields.addIdentifier(u"cardProduct.privacyPolicyUrl"_s, Text::tr("Privacy policy"),
                         product.string("privacyPolicyUrl"_L1));
}

void readAsset(const Members &arts, AssetRole role, QLatin1StringView key, const QString &label, CardArt &art,
               FieldList &fields)
{
    const QString id = arts.string(key);
    if (!id.isEmpty())
        art.assetIds.insert(role, id);
    fields.addIdentifier(u"cardProduct.cardArts."_s + key, label, id);
}

void readArt(const Members &arts, CardArt &art, FieldList &fields)
{
    art.foregroundColor = arts.string("foregroundColor"_L1);
    art.backgroundColor = arts.string("backgroundColor"_L1);
    art.imageUrl = arts.string("cardImageUrl"_L1);
    fields.startGroup(Text::tr("Card art"));
    readAsset(arts, AssetRole::CompleteCard, "completeCardImageId"_L1, Text::tr("Complete card"), art, fields);
    readAsset(arts, AssetRole::Background, "cardBackgroundImageId"_L1, Text::tr("Background"), art, fields);
    readAsset(arts, AssetRole::IssuerLogo, "issuerLogoId"_L1, Text::tr("Issuer’s logo"), art, fields);
    readAsset(arts, AssetRole::BrandLogo, "brandLogoId"_L1, Text::tr("Brand’s logo"), art, fields);
    readAsset(arts, AssetRole::CobrandLogo, "cobrandLogoId"_L1, Text::tr("Co-brand’s logo"), art, fields);
    readAsset(arts, AssetRole::Icon, "cardIconId"_L1, Text::tr("Icon"), art, fields);
    fields.addIdentifier(u"cardProduct.cardArts.cardImageUrl"_s, Text::tr("Image address"), art.imageUrl);
    fields.addText("cardProduct.cardArts.foregroundColor"_L1, Text::tr("Text colour"), art.foregroundColor);
    fields.addText("cardProduct.cardArts.backgroundColor"_L1, Text::tr("Background colour"), art.backgroundColor);
}

void readDevices(const Members &body, FieldList &fields)
{
    fields.startGroup(Text::tr("Devices"));
    int number = 0;
    for (const QString &device : body.strings("deviceBindings"_L1)) {
        ++number;
        fields.addIdentifier(u"deviceBindings.%1"_s.arg(number), Text::tr("Bound device %1").arg(number), device);
    }
}

void readDates(const Members &body, Token &token, FieldList &fields)
{
    const QString created = body.string("creationTimestamp"_L1);
    const QString updated = body.string("lastUpdateTimestamp"_L1);
    token.createdAt = timestamp(created);
    token.updatedAt = timestamp(updated);
    fields.startGroup(Text::tr("Dates"));
    fields.addTime("creationTimestamp"_L1, Text::tr("Created"), created, token.createdAt);
    fields.addTime("lastUpdateTimestamp"_L1, Text::tr("Last changed"), updated, token.updatedAt);
}

void readMerchant(const Members &body, FieldList &fields)
{
    fields.startGroup(Text::tr("Merchant"));
    fields.addIdentifier(u"merchantId"_s, Text::tr("Merchant id"), body.string("merchantId"_L1));
}

Result<Token> tokenOf(const Members &body, const QString &problem, const TokenId &id,
                      StateWord stateWord = StateWord::Required)
{
    Token token;
    token.id = id;
    FieldList fields;
    const Members product = body.object("cardProduct"_L1);
    readToken(body, stateWord, token, fields);
    readCard(body, token, fields);
    readProduct(product, token, fields);
    readDevices(body, fields);
    readDates(body, token, fields);
    readArt(product.object("cardArts"_L1), token.art, fields);
    readMerchant(body, fields);
    token.fields = fields.fields();
    if (!problem.isEmpty())
        return Failure(Error{.kind = Error::Kind::BadReply, .detail = problem});
    return token;
}
} // namespace

Result<Token> createdToken(const QJsonObject &object)
{
    QString problem;
    const Members body(object, problem);
    const TokenId id{body.requiredString("tokenId"_L1)};
    if (problem.isEmpty() && !isTokenId(id.value))
        problem = u"tokenId is not a token id"_s;
    return tokenOf(body, problem, id);
}

Result<Token> lookedUpToken(const QJsonObject &object, const TokenId &asked)
{
    QString problem;
    return tokenOf(Members(object, problem), problem, asked);
}

Result<Token> notifiedToken(const QJsonObject &object)
{
    QString problem;
    const Members body(object, problem);
    const TokenId id{body.requiredString("tokenId"_L1)};
    if (problem.isEmpty() && !isTokenId(id.value))
        problem = u"tokenId is not a token id"_s;
    const QString updated = body.string("lastUpdateTimestamp"_L1);
    if (problem.isEmpty() && !updated.isEmpty() && !timestamp(updated).isValid())
        problem = u"lastUpdateTimestamp is not a time"_s;
    return tokenOf(body, problem, id, StateWord::Optional);
}

QDateTime timestamp(const QString &iso8601)
{
    const QDateTime time = QDateTime::fromString(iso8601, Qt::ISODateWithMs);
    // Not setTimeSpec: an hour that this desk's time zone skips would be moved first.
    if (time.isValid() && time.timeSpec() == Qt::LocalTime)
        return QDateTime::fromString(iso8601 + u'Z', Qt::ISODateWithMs);
    return time.toUTC();
}

} // namespace thales

// SPDX-License-Identifier: Apache-2.0
#include "app/domain/tokenjson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace {
template <typename Value>
using Word = std::pair<Value, QLatin1StringView>;

// These words are stored: they stay as they are when the enumerations change.
constexpr auto stateWords = std::to_array<Word<TokenState>>({
    {TokenState::Unknown, "unknown"_L1},
    {TokenState::Pending, "pending"_L1},
    {TokenState::Active, "active"_L1},
    {TokenState::Suspended, "suspended"_L1},
    {TokenState::Deleted, "deleted"_L1},
});

constexpr auto schemeWords = std::to_array<Word<Scheme>>({
    {Scheme::Unknown, "unknown"_L1},
    {Scheme::Visa, "visa"_L1},
    {Scheme::Mastercard, "mastercard"_L1},
    {Scheme::Amex, "amex"_L1},
    {Scheme::Discover, "discover"_L1},
    {Scheme::Elo, "elo"_L1},
    {Scheme::Jcb, "jcb"_L1},
    {Scheme::Diners, "diners"_L1},
    {Scheme::UnionPay, "unionpay"_L1},
    {Scheme::Maestro, "maestro"_L1},
});

constexpr auto roleWords = std::to_array<Word<AssetRole>>({
    {AssetRole::CompleteCard, "completeCard"_L1},
    {AssetRole::Background, "background"_L1},
    {AssetRole::IssuerLogo, "issuerLogo"_L1},
    {AssetRole::BrandLogo, "brandLogo"_L1},
    {AssetRole::CobrandLogo, "cobrandLogo"_L1},
    {AssetRole::Icon, "icon"_L1},
});

template <typename Value, std::size_t N>
QString wordOf(const std::array<Word<Value>, N> &words, Value value)
{
    for (const auto &[known, word] : words) {
        if (known == value)
            return word;
    }
    return {};
}

template <typename Value, std::size_t N>
std::optional<Value> valueOf(const std::array<Word<Value>, N> &words, const QString &wanted)
{
    for (const auto &[value, word] : words) {
        if (word == wanted)
            return value;
    }
    return std::nullopt;
}

void put(QJsonObject &object, QLatin1StringView key, const QString &value)
{
    if (!value.isEmpty())
        object.insert(key, value);
}

void put(QJsonObject &object, QLatin1StringView key, const QDateTime &when)
{
    if (when.isValid())
        object.insert(key, when.toUTC().toString(Qt::ISODateWithMs));
}

QString text(const QJsonObject &object, QLatin1StringView key)
{
    return object.value(key).toString();
}

QDateTime time(const QJsonObject &object, QLatin1StringView key)
{
    return QDateTime::fromString(text(object, key), Qt::ISODateWithMs).toUTC();
}

QJsonObject artToJson(const CardArt &art)
{
    QJsonObject assets;
    for (auto asset = art.assetIds.begin(); asset != art.assetIds.end(); ++asset)
        assets.insert(wordOf(roleWords, asset.key()), asset.value());
    QJsonObject json;
    put(json, "foregroundColor"_L1, art.foregroundColor);
    put(json, "backgroundColor"_L1, art.backgroundColor);
    put(json, "imageUrl"_L1, art.imageUrl);
    if (!assets.isEmpty())
        json.insert("assetIds"_L1, assets);
    return json;
}

CardArt artFromJson(const QJsonObject &json)
{
    CardArt art{
        .foregroundColor = text(json, "foregroundColor"_L1),
        .backgroundColor = text(json, "backgroundColor"_L1),
        .assetIds = {},
        .imageUrl = text(json, "imageUrl"_L1),
    };
    const QJsonObject assets = json.value("assetIds"_L1).toObject();
    for (auto asset = assets.begin(); asset != assets.end(); ++asset) {
        if (const auto role = valueOf(roleWords, asset.key()))
            art.assetIds.insert(*role, asset.value().toString());
    }
    return art;
}

QJsonArray fieldsToJson(const QList<TokenField> &fields)
{
    QJsonArray array;
    for (const TokenField &field : fields) {
        QJsonObject json;
        put(json, "group"_L1, field.group);
        put(json, "key"_L1, field.key);
        put(json, "label"_L1, field.label);
        put(json, "value"_L1, field.value);
        if (field.isIdentifier)
            json.insert("isIdentifier"_L1, true);
        array.append(json);
    }
    return array;
}

QList<TokenField> fieldsFromJson(const QJsonArray &array)
{
    QList<TokenField> fields;
    for (const QJsonValue &value : array) {
        const QJsonObject json = value.toObject();
        fields.append({.group = text(json, "group"_L1),
                       .key = text(json, "key"_L1),
                       .label = text(json, "label"_L1),
                       .value = text(json, "value"_L1),
                       .isIdentifier = json.value("isIdentifier"_L1).toBool()});
    }
    return fields;
}

QJsonArray statesToJson(const QList<OtherState> &states)
{
    QJsonArray array;
    for (const OtherState &state : states) {
        QJsonObject json{{"state"_L1, wordOf(stateWords, state.state)}};
        put(json, "label"_L1, state.label);
        put(json, "word"_L1, state.word);
        array.append(json);
    }
    return array;
}

QList<OtherState> statesFromJson(const QJsonArray &array)
{
    QList<OtherState> states;
    for (const QJsonValue &value : array) {
        const QJsonObject json = value.toObject();
        states.append({.label = text(json, "label"_L1),
                       .state = valueOf(stateWords, text(json, "state"_L1)).value_or(TokenState::Unknown),
                       .word = text(json, "word"_L1)});
    }
    return states;
}

QJsonArray relatedToJson(const QList<RelatedToken> &related)
{
    QJsonArray array;
    for (const RelatedToken &token : related) {
        QJsonObject json;
        put(json, "label"_L1, token.label);
        put(json, "id"_L1, token.id.value);
        array.append(json);
    }
    return array;
}

QList<RelatedToken> relatedFromJson(const QJsonArray &array)
{
    QList<RelatedToken> related;
    for (const QJsonValue &value : array) {
        const QJsonObject json = value.toObject();
        related.append({.label = text(json, "label"_L1), .id = {text(json, "id"_L1)}});
    }
    return related;
}

QJsonObject tokenToJson(const Token &token)
{
    QJsonObject json{{"id"_L1, token.id.value},
                     {"state"_L1, wordOf(stateWords, token.state)},
                     {"scheme"_L1, wordOf(schemeWords, token.scheme)}};
    put(json, "stateWord"_L1, token.stateWord);
    put(json, "schemeWord"_L1, token.schemeWord);
    put(json, "cardLastDigits"_L1, token.cardLastDigits);
    put(json, "cardExpiry"_L1, token.cardExpiry);
    put(json, "issuerName"_L1, token.issuerName);
    put(json, "productName"_L1, token.productName);
    put(json, "par"_L1, token.par);
    put(json, "createdAt"_L1, token.createdAt);
    put(json, "updatedAt"_L1, token.updatedAt);
    if (token.art != CardArt{})
        json.insert("art"_L1, artToJson(token.art));
    if (!token.fields.isEmpty())
        json.insert("fields"_L1, fieldsToJson(token.fields));
    if (!token.otherStates.isEmpty())
        json.insert("otherStates"_L1, statesToJson(token.otherStates));
    if (!token.related.isEmpty())
        json.insert("related"_L1, relatedToJson(token.related));
    return json;
}

Token tokenFromJson(const QJsonObject &json)
{
    return {
        .id = {text(json, "id"_L1)},
        .state = valueOf(stateWords, text(json, "state"_L1)).value_or(TokenState::Unknown),
        .stateWord = text(json, "stateWord"_L1),
        .scheme = valueOf(schemeWords, text(json, "scheme"_L1)).value_or(Scheme::Unknown),
        .schemeWord = text(json, "schemeWord"_L1),
        .cardLastDigits = text(json, "cardLastDigits"_L1),
        .cardExpiry = text(json, "cardExpiry"_L1),
        .issuerName = text(json, "issuerName"_L1),
        .productName = text(json, "productName"_L1),
        .par = text(json, "par"_L1),
        .createdAt = time(json, "createdAt"_L1),
        .updatedAt = time(json, "updatedAt"_L1),
        .art = artFromJson(json.value("art"_L1).toObject()),
        .fields = fieldsFromJson(json.value("fields"_L1).toArray()),
        .otherStates = statesFromJson(json.value("otherStates"_L1).toArray()),
        .related = relatedFromJson(json.value("related"_L1).toArray()),
    };
}
} // namespace

QByteArray toJson(const TokenReading &reading)
{
    QJsonObject json{{"token"_L1, tokenToJson(reading.token)}};
    put(json, "readAt"_L1, reading.readAt);
    put(json, "correlationId"_L1, reading.correlationId);
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

std::optional<TokenReading> tokenReadingFromJson(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const QJsonObject token = object.value("token"_L1).toObject();
    if (!token.value("id"_L1).isString())
        return std::nullopt;
    return TokenReading{.token = tokenFromJson(token),
                        .readAt = time(object, "readAt"_L1),
                        .correlationId = text(object, "correlationId"_L1)};
}

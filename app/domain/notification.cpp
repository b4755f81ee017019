// SPDX-License-Identifier: Apache-2.0
#include "app/domain/notification.h"

#include "app/domain/tokenjson.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {
void takeOver(QString &known, const QString &said)
{
    if (!said.isEmpty())
        known = said;
}

void takeOver(QDateTime &known, const QDateTime &said)
{
    if (said.isValid())
        known = said;
}

void takeOver(CardArt &known, const CardArt &said)
{
    takeOver(known.foregroundColor, said.foregroundColor);
    takeOver(known.backgroundColor, said.backgroundColor);
    takeOver(known.imageUrl, said.imageUrl);
    for (auto asset = said.assetIds.begin(); asset != said.assetIds.end(); ++asset)
        known.assetIds.insert(asset.key(), asset.value());
}

//! In place of the field with the same key; otherwise after the last one of its group.
void takeOver(QList<TokenField> &known, const TokenField &said)
{
    const auto same = std::find_if(known.begin(), known.end(), [&](const TokenField &field) {
        return field.group == said.group && field.key == said.key;
    });
    if (same != known.end()) {
        *same = said;
        return;
    }
    const auto last =
        std::find_if(known.rbegin(), known.rend(), [&](const TokenField &field) { return field.group == said.group; });
    known.insert(last == known.rend() ? known.end() : last.base(), said);
}
} // namespace

QString toWord(Notification::Kind kind)
{
    switch (kind) {
    case Notification::Kind::CreationSucceeded:
        return u"creation.succeeded"_s;
    case Notification::Kind::CreationFailed:
        return u"creation.failed"_s;
    case Notification::Kind::TokenUpdated:
        break;
    }
    return u"token.updated"_s;
}

QByteArray toJson(const Notification &notification)
{
    const QJsonObject reading =
        QJsonDocument::fromJson(toJson(TokenReading{.token = notification.token, .readAt = {}, .correlationId = {}}))
            .object();
    const QJsonObject json{{u"kind"_s, toWord(notification.kind)},
                           {u"correlationId"_s, notification.correlationId},
                           {u"merchantId"_s, notification.merchantId},
                           {u"reading"_s, reading},
                           {u"errorCode"_s, notification.errorCode},
                           {u"errorDetails"_s, notification.errorDetails},
                           {u"schemeCorrelationId"_s, notification.schemeCorrelationId}};
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

std::optional<Notification> notificationFromJson(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const auto text = [&object](QLatin1StringView name) { return object.value(name).toString(); };
    const auto reading = tokenReadingFromJson(QJsonDocument(object.value("reading"_L1).toObject()).toJson());
    if (!reading)
        return std::nullopt;
    using enum Notification::Kind;
    for (const Notification::Kind kind : {CreationSucceeded, CreationFailed, TokenUpdated}) {
        if (text("kind"_L1) == toWord(kind))
            return Notification{.kind = kind,
                                .correlationId = text("correlationId"_L1),
                                .merchantId = text("merchantId"_L1),
                                .token = reading->token,
                                .errorCode = text("errorCode"_L1),
                                .errorDetails = text("errorDetails"_L1),
                                .schemeCorrelationId = text("schemeCorrelationId"_L1)};
    }
    return std::nullopt;
}

Token merged(const Token &known, const Token &said)
{
    Token token = known;
    takeOver(token.id.value, said.id.value);
    if (!said.stateWord.isEmpty()) {
        token.state = said.state;
        token.stateWord = said.stateWord;
    }
    if (!said.schemeWord.isEmpty()) {
        token.scheme = said.scheme;
        token.schemeWord = said.schemeWord;
    }
    takeOver(token.cardLastDigits, said.cardLastDigits);
    takeOver(token.cardExpiry, said.cardExpiry);
    takeOver(token.issuerName, said.issuerName);
    takeOver(token.productName, said.productName);
    takeOver(token.par, said.par);
    takeOver(token.createdAt, said.createdAt);
    takeOver(token.updatedAt, said.updatedAt);
    takeOver(token.art, said.art);
    for (const TokenField &field : said.fields)
        takeOver(token.fields, field);
    return token;
}

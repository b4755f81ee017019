// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/thales/sandboxthalescatalogue.h"

#include "app/sandbox/sandboxresources.h"
#include "app/sandbox/thales/sandboxpracticeassets.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace {
//! Why there are several: the API says base64, and services differ in what they take that for.
QString encoded(const QByteArray &content, const QString &encoding)
{
    if (encoding == "url-safe"_L1)
        return QString::fromLatin1(content.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
    QString text = QString::fromLatin1(content.toBase64());
    if (encoding != "lines"_L1)
        return text;
    constexpr qsizetype lineLength = 76; // RFC 2045
    for (qsizetype end = text.size() / lineLength * lineLength; end > 0; end -= lineLength)
        text.insert(end, u"\r\n"_s);
    return text;
}

QJsonObject chosen(const QJsonArray &choices, int choice)
{
    return choices.isEmpty() ? QJsonObject() : choices.at(choice % choices.size()).toObject();
}

QString taken(QJsonObject &object, QLatin1StringView name)
{
    return object.take(name).toString();
}
} // namespace

Result<SandboxThalesCatalogue> SandboxThalesCatalogue::load()
{
    SandboxThalesCatalogue catalogue;
    catalogue.m_root = QJsonDocument::fromJson(sandboxResource(u"thales.json"_s)).object();
    if (catalogue.m_root.isEmpty())
        return Failure({.kind = Error::Kind::Configuration, .detail = u"The sandbox's catalogue is missing."_s});
    return catalogue;
}

QList<SandboxThalesToken> SandboxThalesCatalogue::tokens(const QString &merchantId) const
{
    QList<SandboxThalesToken> tokens;
    QJsonArray seeds = m_root.value("tokens"_L1).toArray();
    for (const QJsonObject &practice : sandboxPracticeTokens())
        seeds.append(practice);
    for (const QJsonValue value : seeds) {
        QJsonObject details = value.toObject();
        QStringList suspendedBy;
        for (const QJsonValue party : details.take("suspendedBy"_L1).toArray())
            suspendedBy << party.toString();
        const bool isPci = details.take("isPci"_L1).toBool();
        const SandboxThalesToken token{
            .id = taken(details, "tokenId"_L1),
            .merchantId = merchantId,
            .state = taken(details, "tokenState"_L1),
            .createdAt = QDateTime::fromString(taken(details, "creationTimestamp"_L1), Qt::ISODate),
            .updatedAt = QDateTime::fromString(taken(details, "lastUpdateTimestamp"_L1), Qt::ISODate),
            // Visible also to a machine whose clock is behind.
            .availableAt = QDateTime::fromSecsSinceEpoch(0, Qt::UTC),
            .details = details,
            .isPci = isPci,
            .suspendedBy = suspendedBy};
        tokens.append(token);
    }
    return tokens;
}

QJsonObject SandboxThalesCatalogue::product(const QString &scheme, int choice) const
{
    const QJsonObject product = chosen(m_root.value("products"_L1).toObject().value(scheme).toArray(), choice);
    return product.isEmpty() ? QJsonObject{{u"cardType"_s, u"UNKNOWN"_s}, {u"scheme"_s, scheme}} : product;
}

int SandboxThalesCatalogue::productCount(const QString &scheme) const
{
    return static_cast<int>(m_root.value("products"_L1).toObject().value(scheme).toArray().size());
}

QJsonObject SandboxThalesCatalogue::person(int choice) const
{
    return chosen(m_root.value("people"_L1).toArray(), choice);
}

std::optional<QJsonObject> SandboxThalesCatalogue::asset(const QString &id, const QString &cardImageHost) const
{
    QJsonObject asset = m_root.value("assets"_L1).toObject().value(id).toObject();
    if (asset.isEmpty())
        return sandboxPracticeAsset(id, cardImageHost);
    const QByteArray content = sandboxResource(taken(asset, "file"_L1));
    asset.insert("encodedData"_L1, encoded(content, taken(asset, "encoding"_L1)));
    return asset;
}

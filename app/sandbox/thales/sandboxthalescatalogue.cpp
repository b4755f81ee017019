// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/thales/sandboxthalescatalogue.h"

#include <QFile>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

//! In the global namespace, where the macro works. Nothing else refers to the library that holds the resources.
static void registerSandboxAssets()
{
    Q_INIT_RESOURCE(sandboxassets);
}

namespace {
QByteArray resource(const QString &name)
{
    QFile file(u":/sandbox/"_s + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
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
    registerSandboxAssets();
    SandboxThalesCatalogue catalogue;
    catalogue.m_root = QJsonDocument::fromJson(resource(u"thales.json"_s)).object();
    if (catalogue.m_root.isEmpty())
        return Failure({.kind = Error::Kind::Configuration, .detail = u"The sandbox's catalogue is missing."_s});
    return catalogue;
}

QList<SandboxThalesToken> SandboxThalesCatalogue::tokens(const QString &merchantId) const
{
    QList<SandboxThalesToken> tokens;
    for (const QJsonValue value : m_root.value("tokens"_L1).toArray()) {
        QJsonObject details = value.toObject();
        const SandboxThalesToken token{
            .id = taken(details, "tokenId"_L1),
            .merchantId = merchantId,
            .state = taken(details, "tokenState"_L1),
            .createdAt = QDateTime::fromString(taken(details, "creationTimestamp"_L1), Qt::ISODate),
            .updatedAt = QDateTime::fromString(taken(details, "lastUpdateTimestamp"_L1), Qt::ISODate),
            // Visible also to a machine whose clock is behind.
            .availableAt = QDateTime::fromSecsSinceEpoch(0, Qt::UTC),
            .details = details};
        tokens.append(token);
    }
    return tokens;
}

QJsonObject SandboxThalesCatalogue::product(const QString &scheme, int choice) const
{
    const QJsonObject product = chosen(m_root.value("products"_L1).toObject().value(scheme).toArray(), choice);
    return product.isEmpty() ? QJsonObject{{u"cardType"_s, u"UNKNOWN"_s}, {u"scheme"_s, scheme}} : product;
}

QJsonObject SandboxThalesCatalogue::person(int choice) const
{
    return chosen(m_root.value("people"_L1).toArray(), choice);
}

std::optional<QJsonObject> SandboxThalesCatalogue::asset(const QString &id) const
{
    QJsonObject asset = m_root.value("assets"_L1).toObject().value(id).toObject();
    if (asset.isEmpty())
        return std::nullopt;
    const QByteArray content = resource(taken(asset, "file"_L1));
    asset.insert("encodedData"_L1, QString::fromLatin1(content.toBase64()));
    return asset;
}

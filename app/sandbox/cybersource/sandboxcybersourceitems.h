// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QSqlDatabase>
#include <QString>

#include <optional>

//! The kinds of things that the API keeps, under its own words.
namespace sandboxCybersourceKind {
inline constexpr QLatin1StringView identifier{"instrumentIdentifier"};
inline constexpr QLatin1StringView networkToken{"tokenizedCard"};
inline constexpr QLatin1StringView instrument{"paymentInstrument"};
inline constexpr QLatin1StringView customer{"customer"};
inline constexpr QLatin1StringView address{"shippingAddress"};
inline constexpr QLatin1StringView payment{"payment"};
} // namespace sandboxCybersourceKind

//! One of them. It holds no card number, holder or address.
struct SandboxCybersourceItem {
    QString id;
    QString kind;
    QString parent = {};  //!< the identifier of a network token or payment instrument; empty for none
    QString cardKey = {}; //!< of an identifier: keyed hash of its card number
    QString state = {};   //!< the API's word; empty for kinds without
    bool isRemoved = false;
    QDateTime createdAt = {}; //!< UTC, as the next
    QDateTime updatedAt = {};
    QJsonObject details = {};
};

//! The table of the API. The connection's thread only; the caller's transaction. Everything fails with Storage.
class SandboxCybersourceItems
{
public:
    using Found = Result<std::optional<SandboxCybersourceItem>>;

    explicit SandboxCybersourceItems(const QSqlDatabase &connection) : m_connection(connection) {}

    //! Removed ones too.
    [[nodiscard]] Found find(QLatin1StringView kind, const QString &id);
    //! Not a removed one.
    [[nodiscard]] Found findByCard(const QString &cardKey);
    //! Those that are not removed, oldest first.
    [[nodiscard]] Result<QList<SandboxCybersourceItem>> childrenOf(const QString &parent, QLatin1StringView kind);
    //! Adds it or takes the place of the one with its id.
    [[nodiscard]] Result<Done> put(const SandboxCybersourceItem &item);
    //! Does nothing when there is, or was, an item with this id.
    [[nodiscard]] Result<Done> putIfMissing(const SandboxCybersourceItem &item);

private:
    [[nodiscard]] Result<QList<SandboxCybersourceItem>> select(const QString &condition, const QVariantList &values);
    [[nodiscard]] Found first(const Result<QList<SandboxCybersourceItem>> &items) const;

    QSqlDatabase m_connection;
};

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/cybersource/sandboxcybersourcevault.h"
#include "app/sandbox/sandboxmessage.h"

//! The operations of the token vault, /tms. Bodies come in decrypted; 500 means that the database failed.
class SandboxCybersourceTokens
{
public:
    explicit SandboxCybersourceTokens(SandboxCybersourceVault &vault) : m_vault(vault) {}

    [[nodiscard]] SandboxAnswer createIdentifier(const QJsonObject &body);
    [[nodiscard]] SandboxAnswer readIdentifier(const QString &id);
    [[nodiscard]] SandboxAnswer removeIdentifier(const QString &id);
    [[nodiscard]] SandboxAnswer instrumentsOf(const QString &id);
    [[nodiscard]] SandboxAnswer enroll(const QString &id, const QJsonObject &body);

    [[nodiscard]] SandboxAnswer createNetworkToken(const QJsonObject &body);
    [[nodiscard]] SandboxAnswer readNetworkToken(const QString &id);
    //! The old way serves Visa only.
    [[nodiscard]] SandboxAnswer removeNetworkToken(const QString &id, bool isOldWay, const QJsonObject &body);
    [[nodiscard]] SandboxAnswer playIssuer(const QString &id, const QJsonObject &body);

    //! A bare JWE for the merchant. `isNewest` is v3, which falls back to the card where there is no network token.
    [[nodiscard]] SandboxAnswer credentials(const QString &id, bool isNewest, const QJsonObject &body);
    [[nodiscard]] SandboxAnswer asset(const QString &id, const QByteArray &provider, const QByteArray &type,
                                      const QString &cardImageHost);
    [[nodiscard]] SandboxAnswer tokenize(const QJsonObject &body);

private:
    using Item = SandboxCybersourceItem;
    //! An item, or the answer in its place: 404, 410, 500.
    using Sought = std::expected<Item, SandboxAnswer>;

    [[nodiscard]] Sought sought(QLatin1StringView kind, const QString &id);
    //! The identifier behind a customer, a payment instrument, an identifier or a network token, or that token itself.
    [[nodiscard]] Sought behind(const QString &id);
    [[nodiscard]] SandboxAnswer described(int status, const Item &identifier);
    [[nodiscard]] SandboxAnswer describedNetworkToken(int status, const Item &networkToken) const;
    [[nodiscard]] Result<Done> provision(const Item &identifier, const SandboxCybersourceCard &card);
    [[nodiscard]] SandboxAnswer sealed(const QJsonObject &payload) const;
    [[nodiscard]] QJsonObject networkCredentials(const Item &networkToken, const QString &wanted) const;
    [[nodiscard]] SandboxAnswer stored(Item item, int status);

    SandboxCybersourceVault &m_vault;
};

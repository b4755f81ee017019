// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/cybersource/sandboxcybersourcevault.h"
#include "app/sandbox/sandboxmessage.h"

//! POST /pts/v2/payments and their reversals. No money moves. Bodies come in decrypted; 500 means that the database
//! failed. Any authorisation can be reversed once, wholly or in part.
class SandboxCybersourcePayments
{
public:
    explicit SandboxCybersourcePayments(SandboxCybersourceVault &vault) : m_vault(vault) {}

    [[nodiscard]] SandboxAnswer create(const QJsonObject &body);
    [[nodiscard]] SandboxAnswer reverse(const QString &id, const QJsonObject &body);

private:
    using Item = SandboxCybersourceItem;
    struct Order {
        SandboxCybersourceCard card;
        QString amount;
        QString currency;
        QString reference;
        bool createsTokens = false;
        QStringList tokenTypes;
        bool hasShippingAddress = false;
    };

    [[nodiscard]] std::expected<Order, SandboxAnswer> orderIn(const QJsonObject &body) const;
    [[nodiscard]] QJsonObject decided(const Order &order, const SandboxCybersourceTestCard &outcome,
                                      const QString &id) const;
    //! tokenInformation; the identifier's id goes to `tokenId`.
    [[nodiscard]] Result<QJsonObject> makeTokens(const Order &order, QString &tokenId);

    SandboxCybersourceVault &m_vault;
};

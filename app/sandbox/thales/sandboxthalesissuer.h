// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/thales/sandboxthalescard.h"
#include "app/sandbox/thales/sandboxthalescatalogue.h"

#include <QByteArray>
#include <QJsonObject>

//! Plays the token services and issuers behind the API: what becomes of a card that passed all checks.
class SandboxThalesIssuer
{
public:
    //! `parKey` makes the payment account references; two sandboxes give the same card different ones.
    SandboxThalesIssuer(const SandboxThalesCatalogue &catalogue, const QByteArray &parKey)
        : m_catalogue(catalogue), m_parKey(parKey)
    {
    }

    //! The details of a network token: last digits, PAR, product and so on, as getToken returns them.
    [[nodiscard]] QJsonObject networkToken(const SandboxThalesCard &card, const QDate &today) const;
    //! The same for a PCI token: last digits, expiry and scheme alone.
    [[nodiscard]] QJsonObject pciToken(const SandboxThalesCard &card) const;
    //! The same for a card that the issuer pushed; the payload decides which.
    [[nodiscard]] QJsonObject pushedToken(const QString &scheme, const QByteArray &payload, const QDate &today) const;
    //! Personal data for the merchant. Visa's are nested; Mastercard's have the flat names that the API prints.
    [[nodiscard]] QJsonObject cardHolder(const QString &scheme, const QByteArray &payload) const;

private:
    [[nodiscard]] QString par(const QString &scheme, QByteArrayView account) const;

    const SandboxThalesCatalogue &m_catalogue;
    const QByteArray m_parKey;
};

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/crypto/key.h"
#include "app/domain/tokenprovider.h"
#include "app/net/transport.h"

#include <memory>

//! One connection to a Thales ETP Server API 1.78. Every member is immutable, so every function may be called from any
//! thread; a Pending settles in the transport's thread, where a push token's data is decrypted too.
//!
//! The API has no list, no suspend, no resume and no update; suspend and resume exist where the connection's contract
//! adds them (Settings::lifecycle). A create has no idempotency key: a repeat may make a
//! second token, so an answer that leaves room for doubt is OutcomeUnknown (see thales::errorOf).
class ThalesProvider final : public TokenProvider
{
public:
    struct Settings {
        QString merchantId;                        //!< 1 to 128 characters, sent with every create
        bool visaVces = false;                     //!< the expiry of a Visa card is optional
        QDateTime clientCertificateExpiresAt = {}; //!< for `probe` to warn; invalid when unknown
        LifecycleExtension lifecycle = {};         //!< has no problems; off where the contract adds nothing
    };
    struct Keys {
        Key encryption;     //!< Thales' RSA key, with the id that Thales gave
        KeyRing decryption; //!< the merchant's own private keys; may be empty
    };

    ThalesProvider(Settings settings, std::shared_ptr<Transport> transport, Keys keys,
                   std::shared_ptr<const Clock> clock);

    [[nodiscard]] const Capabilities &capabilities() const override { return m_capabilities; }
    //! Only what nobody else needs to know goes out: the answer of getToken does not name its token, so the id is
    //! `token`.
    [[nodiscard]] Pending<TokenReading> lookUp(const TokenId &token, const QString &correlationId) override;
    //! The content of an asset never changes. getAsset is the one operation without x-correlation-id: the id names the
    //! exchange on this side only.
    [[nodiscard]] Pending<Asset> asset(const QString &assetId, const QString &correlationId) override;
    [[nodiscard]] Result<PreparedRequest> prepareCreate(const QString &formId, const FormValues &values,
                                                        const QString &correlationId) override;
    [[nodiscard]] Result<PreparedRequest> prepareDelete(const TokenId &token, const QString &correlationId,
                                                        const QString &reason = {}) override;
    [[nodiscard]] Result<PreparedRequest> prepareLifecycle(const LifecycleOrder &order) override;
    [[nodiscard]] Pending<MutationAnswer> perform(const PreparedRequest &request) override;
    //! Asks for a token that cannot exist. That Thales can decrypt shows only when a token is created.
    [[nodiscard]] Pending<QString> probe(const QString &correlationId) override;

private:
    const Settings m_settings;
    const std::shared_ptr<Transport> m_transport;
    const Keys m_keys;
    const std::shared_ptr<const Clock> m_clock;
    const Capabilities m_capabilities;
};

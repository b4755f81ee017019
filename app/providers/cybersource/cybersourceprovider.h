// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/domain/tokenprovider.h"
#include "app/net/transport.h"
#include "app/providers/cybersource/connection.h"
#include "app/providers/cybersource/tokenkind.h"

#include <memory>

//! One connection to Cybersource's Token Management Service, and to its payments as far as they make tokens. Every
//! member is immutable, so every function may be called from any thread; a Pending settles in the transport's thread,
//! where answers are decrypted too.
//!
//! What a TokenId is: cybersource::namedToken. A request is signed when it is sent and good for two minutes. No request
//! has an idempotency key, so an answer that leaves room for doubt is OutcomeUnknown (cybersource::errorOf).
class CybersourceProvider final : public TokenProvider
{
public:
    CybersourceProvider(cybersource::Connection connection, std::shared_ptr<Transport> transport,
                        std::shared_ptr<const Clock> clock);

    [[nodiscard]] const Capabilities &capabilities() const override { return m_capabilities; }
    //! Instrument identifiers and tokenized cards. 32 hexadecimal digits alone are asked for as the one, then as the
    //! other; the reading's id says which they are.
    [[nodiscard]] Pending<TokenReading> lookUp(const TokenId &token, const QString &correlationId) override;
    //! An asset's id is its path on the service's host.
    [[nodiscard]] Pending<Asset> asset(const QString &assetId, const QString &correlationId) override;
    [[nodiscard]] Result<PreparedRequest> prepareCreate(const QString &formId, const FormValues &values,
                                                        const QString &correlationId) override;
    //! The reason is sent with a network token's delete, where the connection's form of it takes one.
    [[nodiscard]] Result<PreparedRequest> prepareDelete(const TokenId &token, const QString &correlationId,
                                                        const QString &reason = {}) override;
    [[nodiscard]] Result<PreparedRequest> prepareAction(const ActionTarget &target, const FormValues &values,
                                                        const QString &correlationId) override;
    [[nodiscard]] Pending<PaymentCredentials> paymentCredentials(const TokenId &token, const FormValues &values,
                                                                 const QString &correlationId) override;
    //! After a delete that the server refused because something refers to the token, asks what that is.
    [[nodiscard]] Pending<MutationAnswer> perform(const PreparedRequest &request) override;
    //! Asks for a token that cannot exist; says also how this computer's clock compares with the server's.
    [[nodiscard]] Pending<QString> probe(const QString &correlationId) override;

private:
    [[nodiscard]] Pending<TokenReading> lookUpAs(const cybersource::NamedToken &token,
                                                 const QString &correlationId) const;
    [[nodiscard]] Result<PreparedRequest> prepared(Operation operation, const Form &form, const QString &path,
                                                   SecretBytes body, const FormValues &values,
                                                   const QString &correlationId) const;

    const std::shared_ptr<const cybersource::Connection> m_connection;
    const std::shared_ptr<Transport> m_transport;
    const std::shared_ptr<const Clock> m_clock;
    const Capabilities m_capabilities;
};

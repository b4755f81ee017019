// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/domain/tokenprovider.h"
#include "app/net/transport.h"
#include "app/providers/fiserv/requests.h"

#include <memory>

//! One connection to a First Data or Fiserv gateway's payment tokens. Every member is immutable, so every function may
//! be called from any thread; a Pending settles in the transport's thread.
//!
//! Card data goes out in the clear, inside TLS, so what is prepared holds it as a shared secret. The correlation id is
//! the Client-Request-Id, which is also what keeps the server from doing the same thing twice: it must be a UUID. A
//! request is stamped and signed when it is performed, because its stamp is good for five minutes only.
class FiservProvider final : public TokenProvider
{
public:
    FiservProvider(fiserv::Signing signing, std::shared_ptr<Transport> transport, std::shared_ptr<const Clock> clock);

    [[nodiscard]] const Capabilities &capabilities() const override { return m_capabilities; }
    [[nodiscard]] Pending<TokenReading> lookUp(const TokenId &token, const QString &correlationId) override;
    //! NotFound: the API has no card art.
    [[nodiscard]] Pending<Asset> asset(const QString &assetId, const QString &correlationId) override;
    [[nodiscard]] Result<PreparedRequest> prepareCreate(const QString &formId, const FormValues &values,
                                                        const QString &correlationId) override;
    [[nodiscard]] Result<PreparedRequest> prepareDelete(const TokenId &token, const QString &correlationId,
                                                        const QString &reason = {}) override;
    [[nodiscard]] Result<PreparedRequest> prepareUpdateSeveral(const std::vector<UpdateRow> &rows,
                                                               const QString &correlationId) override;
    [[nodiscard]] Pending<MutationAnswer> perform(const PreparedRequest &request) override;
    //! Asks for a token that cannot exist. When the signature is refused, asks once more with the other form of it, and
    //! says so when that one is accepted: Configuration, at the setting.
    [[nodiscard]] Pending<QString> probe(const QString &correlationId) override;

private:
    const fiserv::Signing m_signing;
    const std::shared_ptr<Transport> m_transport;
    const std::shared_ptr<const Clock> m_clock;
    const Capabilities m_capabilities;
};

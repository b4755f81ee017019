// SPDX-License-Identifier: Apache-2.0
#include "app/providers/fiserv/fiservproviderkind.h"

#include "app/providers/fiserv/connection.h"
#include "app/providers/fiserv/connectionform.h"
#include "app/providers/fiserv/fiservprovider.h"
#include "app/providers/fiserv/names.h"

#include <utility>

namespace {
Result<std::shared_ptr<TokenProvider>> openedConnection(const ConnectionValues &values,
                                                        const std::shared_ptr<const Clock> &clock,
                                                        const std::shared_ptr<ExchangeLog> &exchanges)
{
    Result<fiserv::ReadConnection> connection = fiserv::readConnection(values, clock->nowUtc());
    if (!connection)
        return Failure(connection.error());
    auto transport = NetworkTransport::create(std::move(connection->transport), exchanges);
    if (!transport) {
        Error error = transport.error();
        if (error.field.isEmpty())
            error.field = fiserv::setting::baseUrl;
        return Failure(error);
    }
    return std::make_shared<FiservProvider>(connection->signing, *transport, clock);
}
} // namespace

FiservProviderKind::FiservProviderKind(std::shared_ptr<const Clock> clock, std::shared_ptr<ExchangeLog> exchanges)
    : m_clock(std::move(clock)), m_exchanges(std::move(exchanges)), m_connectionForm(fiserv::connectionForm()),
      m_worker(std::make_unique<Worker>(QStringLiteral("fiserv-open")))
{
}

Pending<std::shared_ptr<TokenProvider>> FiservProviderKind::open(const ConnectionValues &values) const
{
    return m_worker->run(
        [values, clock = m_clock, exchanges = m_exchanges] { return openedConnection(values, clock, exchanges); });
}

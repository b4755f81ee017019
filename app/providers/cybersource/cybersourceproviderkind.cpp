// SPDX-License-Identifier: Apache-2.0
#include "app/providers/cybersource/cybersourceproviderkind.h"

#include "app/providers/cybersource/connection.h"
#include "app/providers/cybersource/connectionform.h"
#include "app/providers/cybersource/cybersourceprovider.h"
#include "app/providers/cybersource/names.h"

#include <utility>

namespace {
Result<std::shared_ptr<TokenProvider>> openedConnection(const ConnectionValues &values,
                                                        const std::shared_ptr<const Clock> &clock,
                                                        const std::shared_ptr<ExchangeLog> &exchanges)
{
    Result<cybersource::ReadConnection> read = cybersource::readConnection(values, clock->nowUtc());
    if (!read)
        return Failure(read.error());
    auto transport = NetworkTransport::create(std::move(read->transport), exchanges);
    if (!transport) {
        Error error = transport.error();
        if (error.field.isEmpty())
            error.field = cybersource::setting::baseUrl;
        return Failure(error);
    }
    return std::make_shared<CybersourceProvider>(std::move(read->connection), *transport, clock);
}
} // namespace

CybersourceProviderKind::CybersourceProviderKind(std::shared_ptr<const Clock> clock,
                                                 std::shared_ptr<ExchangeLog> exchanges)
    : m_clock(std::move(clock)), m_exchanges(std::move(exchanges)), m_connectionForm(cybersource::connectionForm()),
      m_worker(std::make_unique<Worker>(QStringLiteral("cybersource-open")))
{
}

Pending<std::shared_ptr<TokenProvider>> CybersourceProviderKind::open(const ConnectionValues &values) const
{
    return m_worker->run(
        [values, clock = m_clock, exchanges = m_exchanges] { return openedConnection(values, clock, exchanges); });
}

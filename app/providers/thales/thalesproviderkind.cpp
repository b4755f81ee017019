// SPDX-License-Identifier: Apache-2.0
#include "app/providers/thales/thalesproviderkind.h"

#include "app/providers/thales/connection.h"
#include "app/providers/thales/connectionform.h"
#include "app/providers/thales/names.h"
#include "app/providers/thales/notifications.h"

#include <utility>

namespace {
Result<std::shared_ptr<TokenProvider>> opened(const ConnectionValues &values, const std::shared_ptr<const Clock> &clock,
                                              const std::shared_ptr<ExchangeLog> &exchanges)
{
    Result<thales::ReadConnection> connection = thales::readConnection(values, clock->nowUtc());
    if (!connection)
        return Failure(connection.error());
    auto transport = NetworkTransport::create(std::move(connection->transport), exchanges);
    if (!transport) {
        Error error = transport.error();
        if (error.field.isEmpty())
            error.field = thales::setting::baseUrl;
        return Failure(error);
    }
    return std::make_shared<ThalesProvider>(connection->settings, *transport, connection->keys, clock);
}
} // namespace

ThalesProviderKind::ThalesProviderKind(std::shared_ptr<const Clock> clock, std::shared_ptr<ExchangeLog> exchanges)
    : m_clock(std::move(clock)), m_exchanges(std::move(exchanges)), m_connectionForm(thales::connectionForm()),
      m_worker(std::make_unique<Worker>(QStringLiteral("thales-open")))
{
}

Pending<std::shared_ptr<TokenProvider>> ThalesProviderKind::open(const ConnectionValues &values) const
{
    return m_worker->run(
        [values, clock = m_clock, exchanges = m_exchanges] { return opened(values, clock, exchanges); });
}

std::shared_ptr<const NotificationFormat> ThalesProviderKind::notificationFormat() const
{
    return std::make_shared<ThalesNotificationFormat>();
}

QString ThalesProviderKind::recipientField() const
{
    return thales::setting::merchantId;
}

// SPDX-License-Identifier: Apache-2.0
#include "app/net/networktransport.h"

#include "app/net/settingscheck.h"
#include "app/net/transportengine.h"

#include <QThreadPool>

Result<std::shared_ptr<NetworkTransport>> NetworkTransport::create(TransportSettings settings,
                                                                   std::shared_ptr<ExchangeLog> exchanges)
{
    if (const Result<Done> checked = checkSettings(settings); !checked)
        return Failure(checked.error());
    auto engine = std::make_unique<Engine>(std::move(settings), std::move(exchanges));
    return std::shared_ptr<NetworkTransport>(new NetworkTransport(std::move(engine)));
}

NetworkTransport::NetworkTransport(std::unique_ptr<Engine> engine) : m_engine(std::move(engine)) {}

NetworkTransport::~NetworkTransport()
{
    // Whoever waits on a Pending runs in the engine's thread and may hold the last reference, but a thread cannot join
    // itself: another one does.
    if (m_engine->isOwnThread())
        QThreadPool::globalInstance()->start([engine = m_engine.release()] { delete engine; });
}

Pending<HttpReply> NetworkTransport::send(const HttpRequest &request)
{
    return m_engine->submit(request);
}

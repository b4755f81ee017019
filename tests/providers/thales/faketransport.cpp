// SPDX-License-Identifier: Apache-2.0
#include "tests/providers/thales/faketransport.h"

#include <utility>

Pending<HttpReply> FakeTransport::send(const HttpRequest &request)
{
    m_requests.append(request);
    if (!m_isHolding)
        return settled(m_answer);
    m_held.append(Settler<HttpReply>());
    return m_held.last().pending();
}

void FakeTransport::release()
{
    for (const Settler<HttpReply> &held : std::exchange(m_held, {}))
        held.settle(m_answer);
}

void FakeTransport::answerWith(int status, const QByteArray &body, const QByteArray &contentType)
{
    HttpReply reply;
    reply.status = status;
    reply.body = body;
    if (!body.isEmpty())
        reply.headers.emplaceBack("content-type", contentType);
    m_answer = reply;
}

void FakeTransport::failWith(const Error &error)
{
    m_answer = Failure(error);
}

QByteArray FakeTransport::lastHeader(const QByteArray &name) const
{
    for (const auto &[key, value] : lastRequest().headers) {
        if (key == name)
            return value;
    }
    return {};
}

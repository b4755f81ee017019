// SPDX-License-Identifier: Apache-2.0
#include "tests/providers/thales/plaintransport.h"

#include <QNetworkReply>

namespace {
HttpReply replyOf(const QNetworkReply &network)
{
    HttpReply reply;
    reply.status = network.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    for (const auto &[name, value] : network.rawHeaderPairs())
        reply.headers.emplaceBack(name.toLower(), value);
    return reply;
}
} // namespace

Pending<HttpReply> PlainTransport::send(const HttpRequest &request)
{
    QNetworkRequest outgoing(QUrl(m_baseUrl.toString() + request.path));
    for (const auto &[name, value] : request.headers)
        outgoing.setRawHeader(name, value);
    if (!m_authorization.isEmpty())
        outgoing.setRawHeader("authorization", m_authorization);
    if (m_preferred != 0)
        outgoing.setRawHeader("prefer", "code=" + QByteArray::number(m_preferred));
    const Settler<HttpReply> settler;
    QNetworkReply *network = m_network.sendCustomRequest(outgoing, request.method, request.body);
    QObject::connect(network, &QNetworkReply::finished, &m_network, [this, network, settler] {
        HttpReply reply = replyOf(*network);
        reply.body = network->readAll();
        m_violations = reply.header("sl-violations");
        m_lastStatus = reply.status;
        network->deleteLater();
        settler.settle(reply.status == 0 ? Result<HttpReply>(Failure(Error{.kind = Error::Kind::Unreachable,
                                                                           .detail = network->errorString()}))
                                         : reply);
    });
    return settler.pending();
}

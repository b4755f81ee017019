// SPDX-License-Identifier: Apache-2.0
#include "app/net/publicdownload.h"

#include "app/net/networktransport.h"

#include <QFile>
#include <QSslConfiguration>
#include <QThreadPool>

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {
constexpr qsizetype mostTransports = 8;
constexpr qint64 longestAuthoritiesFile = 1 << 20;

Error badAddress(const QString &detail)
{
    return {.kind = Error::Kind::InvalidInput, .detail = detail};
}

std::optional<Error> objectionTo(const QUrl &url)
{
    if (!url.isValid() || url.host().isEmpty())
        return badAddress(u"the address names no host"_s);
    if (url.scheme() != "https"_L1)
        return badAddress(u"the address is not https"_s);
    if (!url.userInfo().isEmpty())
        return badAddress(u"the address names a user"_s);
    return std::nullopt;
}

QUrl originOf(const QUrl &url)
{
    QUrl origin;
    origin.setScheme(url.scheme());
    origin.setHost(url.host());
    origin.setPort(url.port());
    return origin;
}

//! Path and query, as they go onto the wire. The fragment stays here.
QString targetOf(const QUrl &url)
{
    const QString path = url.path(QUrl::FullyEncoded);
    const QString query = url.hasQuery() ? u'?' + url.query(QUrl::FullyEncoded) : QString();
    return (path.isEmpty() ? u"/"_s : path) + query;
}

//! Does file I/O. A file that cannot be read adds nothing: a server that needs it is then not trusted.
QList<QSslCertificate> authoritiesWith(const QString &file)
{
    QList<QSslCertificate> authorities = QSslConfiguration::systemCaCertificates();
    QFile opened(file);
    if (!file.isEmpty() && opened.open(QIODevice::ReadOnly))
        authorities += QSslCertificate::fromData(opened.read(longestAuthoritiesFile), QSsl::Pem);
    return authorities;
}

Result<HttpReply> acceptable(const HttpReply &reply)
{
    if (reply.status == 200 && !reply.body.isEmpty())
        return reply;
    const bool isMissing = reply.status == 404 || reply.status == 410;
    return Failure({.kind = isMissing ? Error::Kind::NotFound : Error::Kind::Rejected,
                    .detail = reply.status == 200 ? u"the host answered with an empty body"_s
                                                  : u"the host answered %1"_s.arg(reply.status),
                    .httpStatus = reply.status});
}
} // namespace

PublicDownload::PublicDownload(Settings settings) : m_settings(std::move(settings)) {}

PublicDownload::~PublicDownload() = default;

Pending<HttpReply> PublicDownload::download(const QUrl &url)
{
    if (const std::optional<Error> objection = objectionTo(url))
        return failed<HttpReply>(*objection);
    using Carrier = std::shared_ptr<Transport>;
    const Settler<Carrier> settler;
    QThreadPool::globalInstance()->start(
        [self = shared_from_this(), settler, url] { settler.settle(self->transportFor(url)); });
    const HttpRequest request{.method = "GET",
                              .path = targetOf(url),
                              .headers = {{"accept", m_settings.accept}},
                              .body = {},
                              .correlationId = {},
                              .visibleKeys = {},
                              .responseLimit = m_settings.limit};
    return chain<Carrier>(settler.pending(), [request](const Carrier &transport) {
        return transformed<HttpReply>(
            transport->send(request),
            // The transport lives until the reply is there, even when its place has gone to another host.
            [transport](const HttpReply &reply) -> Result<HttpReply> { return acceptable(reply); });
    });
}

Result<std::shared_ptr<Transport>> PublicDownload::transportFor(const QUrl &url)
{
    const QUrl origin = originOf(url);
    const QString key = origin.toString();
    const QMutexLocker lock(&m_mutex);
    m_order.removeOne(key);
    if (const auto transport = m_transports.value(key)) {
        m_order.append(key);
        return transport;
    }
    TransportSettings settings;
    settings.baseUrl = origin;
    if (m_authorities.isEmpty())
        m_authorities = authoritiesWith(m_settings.authoritiesFile);
    settings.authorities = m_authorities;
    settings.proxy = m_settings.proxy;
    settings.totalTimeout = m_settings.totalTimeout;
    settings.connectTimeout = std::min<milliseconds>(settings.connectTimeout, m_settings.totalTimeout);
    settings.idleTimeout = std::min<milliseconds>(settings.idleTimeout, m_settings.totalTimeout);
    settings.readAttempts = 1;
    settings.tellsTime = false;
    const auto created = NetworkTransport::create(settings, m_settings.exchanges);
    if (!created)
        return Failure(created.error());
    if (m_order.size() >= mostTransports)
        m_transports.remove(m_order.takeFirst());
    m_transports.insert(key, *created);
    m_order.append(key);
    return std::shared_ptr<Transport>(*created);
}

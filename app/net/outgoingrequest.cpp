// SPDX-License-Identifier: Apache-2.0
#include "app/net/outgoingrequest.h"

#include <algorithm>
#include <initializer_list>

namespace {
QByteArray hostField(QUrl url)
{
    if (url.port() == 443)
        url.setPort(-1);
    return url.authority(QUrl::FullyEncoded).toLatin1();
}

SecretBytes concatenated(std::initializer_list<QByteArrayView> parts)
{
    std::size_t size = 0;
    for (const QByteArrayView &part : parts)
        size += static_cast<std::size_t>(part.size());
    SecretBytes whole = SecretBytes::ofSize(size);
    unsigned char *to = whole.data();
    for (const QByteArrayView &part : parts)
        to = std::copy(part.begin(), part.end(), to);
    return whole;
}

QByteArray nameOf(const Credential &credential)
{
    return credential.secret ? credential.header + ": " : QByteArray();
}

QByteArrayView secretOf(const Credential &credential)
{
    return credential.secret ? credential.secret->bytes() : QByteArrayView();
}
} // namespace

bool isRead(const HttpRequest &request)
{
    return request.method == "GET" || request.method == "HEAD";
}

QList<QPair<QByteArray, QByteArray>> outgoingHeaders(const HttpRequest &request, const TransportSettings &settings)
{
    QList<QPair<QByteArray, QByteArray>> headers{{"host", hostField(settings.baseUrl)},
                                                 {"user-agent", "Tokendesk/" TOKENDESK_VERSION},
                                                 {"accept-encoding", "gzip"}};
    headers.append(request.headers);
    const bool isDeleteWithoutBody = request.method == "DELETE" && request.content().isEmpty();
    if (!isRead(request) && !isDeleteWithoutBody) // RFC 9110 section 8.6
        headers.emplaceBack("content-length", QByteArray::number(request.content().size()));
    if (!isRead(request))
        headers.emplaceBack("connection", "close");
    return headers;
}

QByteArray requestTarget(const HttpRequest &request, const TransportSettings &settings)
{
    QString base = settings.baseUrl.path(QUrl::FullyEncoded);
    while (base.endsWith(u'/'))
        base.chop(1);
    return base.toLatin1() + request.path.toLatin1();
}

SecretBytes requestHead(const HttpRequest &request, const TransportSettings &settings)
{
    QByteArray open = request.method + ' ' + requestTarget(request, settings) + " HTTP/1.1\r\n";
    for (const auto &[name, value] : outgoingHeaders(request, settings))
        open += name + ": " + value + "\r\n";
    const Credential &one = settings.credential;
    const Credential &other = settings.secondCredential;
    const QByteArrayView lineEnd("\r\n");
    return concatenated({open, nameOf(one), one.prefix, secretOf(one), one.secret ? lineEnd : QByteArrayView(),
                         nameOf(other), other.prefix, secretOf(other), other.secret ? lineEnd : QByteArrayView(),
                         lineEnd});
}

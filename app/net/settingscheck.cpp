// SPDX-License-Identifier: Apache-2.0
#include "app/net/settingscheck.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {
bool isTokenCharacter(char c) // RFC 9110 section 5.6.2
{
    constexpr QByteArrayView marks("!#$%&'*+-.^_`|~");
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || marks.contains(c);
}

bool isHeaderToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenCharacter);
}

bool isPrintable(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

Failure configuration(const QString &detail)
{
    return Failure({.kind = Error::Kind::Configuration, .detail = detail});
}

Failure invalid(const HttpRequest &request, const QString &detail)
{
    return Failure({.kind = Error::Kind::InvalidInput, .detail = detail, .correlationId = request.correlationId});
}

Result<Done> checkBaseUrl(const QUrl &url)
{
    if (!url.isValid() || url.host().isEmpty())
        return configuration(u"the base address names no host"_s);
    if (url.scheme() != "https"_L1)
        return configuration(u"the base address is not https"_s);
    if (!url.userInfo().isEmpty() || url.hasQuery() || url.hasFragment())
        return configuration(u"the base address has a user name, a query or a fragment"_s);
    return Done{};
}

Result<Done> checkCredential(const Credential &credential, const QUrl &url)
{
    const bool hasSecret = credential.secret && !credential.secret->isEmpty();
    if (credential.header.isEmpty() && !hasSecret)
        return Done{};
    if (!isHeaderToken(credential.header) || !hasSecret)
        return configuration(u"the credential has no header name or no secret"_s);
    if (!isPrintable(credential.prefix) || !isPrintable(credential.secret->bytes()))
        return configuration(u"the credential has characters that cannot stand in a header"_s);
    if (!credential.hosts.contains(url.host(), Qt::CaseInsensitive))
        return configuration(u"the credential is not bound to the host %1"_s.arg(url.host()));
    return Done{};
}

Result<Done> checkTimes(const TransportSettings &settings)
{
    using namespace std::chrono_literals;
    const auto shortest = std::min({settings.connectTimeout, settings.idleTimeout, settings.totalTimeout});
    if (shortest <= 0ms || std::min(settings.firstBackOff, settings.longestBackOff) < 0ms || settings.readAttempts < 1)
        return configuration(u"a time-out or the number of attempts is not positive"_s);
    return Done{};
}
} // namespace

Result<Done> checkSettings(const TransportSettings &settings)
{
    if (settings.clientChain.isEmpty() != settings.clientKey.isNull())
        return configuration(u"the client certificate and its private key must be given together"_s);
    for (const auto &checked : {checkBaseUrl(settings.baseUrl), checkCredential(settings.credential, settings.baseUrl),
                                checkCredential(settings.secondCredential, settings.baseUrl), checkTimes(settings)}) {
        if (!checked)
            return checked;
    }
    return Done{};
}

Result<Done> checkRequest(const HttpRequest &request, const TransportSettings &settings)
{
    static const QByteArrayList methods{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"};
    static const QByteArrayList ownHeaders{
        "host",    "connection", "content-length", "transfer-encoding", "accept-encoding", "user-agent", "expect",
        "upgrade", "te",         "trailer",        "keep-alive"};
    if (!methods.contains(request.method))
        return invalid(request, u"the request's method is not one of the six that are known"_s);
    const bool isRead = request.method == "GET" || request.method == "HEAD";
    if (isRead && !request.content().isEmpty())
        return invalid(request, u"a read has no body"_s);
    const auto isUnsafe = [](QChar c) { return c <= u' ' || c >= u'\x7f' || c == u'#'; };
    if (!request.path.startsWith(u'/') || std::any_of(request.path.cbegin(), request.path.cend(), isUnsafe))
        return invalid(request, u"the request's path is not a percent-encoded path"_s);
    for (const auto &[name, value] : request.headers) {
        const QByteArray lower = name.toLower();
        if (!isHeaderToken(name) || !isPrintable(value))
            return invalid(request, u"a header of the request has characters that cannot stand there"_s);
        if (ownHeaders.contains(lower) || lower == settings.credential.header.toLower() ||
            lower == settings.secondCredential.header.toLower())
            return invalid(request, u"the header %1 is the transport's own"_s.arg(QString::fromLatin1(lower)));
    }
    return Done{};
}

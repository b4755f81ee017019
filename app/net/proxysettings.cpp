// SPDX-License-Identifier: Apache-2.0
#include "app/net/proxysettings.h"

#include <QHostAddress>
#include <QNetworkProxyFactory>
#include <QNetworkProxyQuery>
#include <QUrl>

using namespace Qt::StringLiterals;

Result<ProxySettings> proxySettings(const QString &use, const QString &address, const QString &user,
                                    const std::shared_ptr<const SecretBytes> &password)
{
    ProxySettings settings{.use = ProxySettings::Use::System, .user = user, .password = password};
    if (use == "none"_L1)
        return ProxySettings{};
    if (use != "own"_L1)
        return settings;
    const QUrl url(u"http://"_s + address, QUrl::StrictMode);
    const bool isAddress = url.isValid() && !url.host().isEmpty() && url.port() > 0 && url.userInfo().isEmpty() &&
                           url.path().isEmpty() && !url.hasQuery() && !url.hasFragment();
    if (!isAddress)
        return Failure({.kind = Error::Kind::Configuration, .detail = u"the proxy is not written as host:port"_s});
    settings.use = ProxySettings::Use::Own;
    settings.host = url.host(QUrl::FullyEncoded);
    settings.port = static_cast<quint16>(url.port());
    return settings;
}

bool isThisComputer(const QString &host)
{
    const QString lower = host.toLower();
    return lower == "localhost"_L1 || lower.endsWith(".localhost"_L1) || QHostAddress(host).isLoopback();
}

QNetworkProxy proxyFor(const ProxySettings &settings, const QString &host, quint16 port)
{
    if (settings.use == ProxySettings::Use::Own)
        return QNetworkProxy(QNetworkProxy::HttpProxy, settings.host, settings.port);
    if (settings.use == ProxySettings::Use::None || isThisComputer(host))
        return QNetworkProxy::NoProxy;
    QUrl url;
    url.setScheme(u"https"_s);
    url.setHost(host);
    url.setPort(port);
    const QList<QNetworkProxy> offered = QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(url));
    const bool isUsable = !offered.isEmpty() && (offered.first().type() == QNetworkProxy::HttpProxy ||
                                                 offered.first().type() == QNetworkProxy::Socks5Proxy);
    return isUsable ? offered.first() : QNetworkProxy(QNetworkProxy::NoProxy);
}

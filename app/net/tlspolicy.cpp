// SPDX-License-Identifier: Apache-2.0
#include "app/net/tlspolicy.h"

#include <QSslCipher>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {
bool isAcceptable(const QSslCipher &cipher)
{
    const QString name = cipher.name();
    const bool isForwardSecret = name.startsWith("TLS_"_L1) || name.startsWith("ECDHE-"_L1);
    const bool isAead = name.contains("GCM"_L1) || name.contains("CHACHA20"_L1);
    return isForwardSecret && isAead && !name.contains("PSK"_L1) && !name.contains("ARIA"_L1);
}
} // namespace

QSslConfiguration tlsConfiguration(const TransportSettings &settings)
{
    QList<QSslCipher> ciphers = QSslConfiguration::supportedCiphers();
    ciphers.removeIf([](const QSslCipher &cipher) { return !isAcceptable(cipher); });

    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    tls.setCiphers(ciphers);
    tls.setSslOption(QSsl::SslOptionDisableSessionPersistence, true);
    tls.setAllowedNextProtocols({}); // HTTP/2 is not offered (F15)
    if (!settings.authorities.isEmpty())
        tls.setCaCertificates(settings.authorities);
    if (!settings.clientChain.isEmpty()) {
        tls.setLocalCertificateChain(settings.clientChain);
        tls.setPrivateKey(settings.clientKey);
    }
    return tls;
}

bool refusesClientCertificate(QSsl::AlertType alert, bool wasHelloAnswered)
{
    using enum QSsl::AlertType; // RFC 8446 section 6.2
    switch (alert) {
    case BadCertificate:
    case UnsupportedCertificate:
    case CertificateRevoked:
    case CertificateExpired:
    case CertificateUnknown:
    case UnknownCa:
    case AccessDenied:
    case CertificateRequired:
        return true;
    case HandshakeFailure: // how TLS 1.2 says that a certificate is missing
        return wasHelloAnswered;
    default:
        return false;
    }
}

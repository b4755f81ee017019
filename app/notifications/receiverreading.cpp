// SPDX-License-Identifier: Apache-2.0
#include "app/notifications/receiverreading.h"

#include "app/domain/receiverfields.h"

#include <QFile>
#include <QThreadPool>

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 largestPem = 1024 * 1024;

Failure unusable(QLatin1StringView field, const QString &detail)
{
    return Failure(Error{.kind = Error::Kind::Configuration, .detail = detail, .field = field});
}

//! Empty when it cannot be read.
QByteArray pemIn(const QString &file)
{
    QFile opened(file);
    return opened.open(QIODevice::ReadOnly) ? opened.read(largestPem) : QByteArray();
}

QSslKey readPrivateKey(const QString &file, const std::shared_ptr<const SecretBytes> &passphrase)
{
    QByteArray pem = pemIn(file);
    QByteArray phrase = passphrase ? passphrase->bytes().toByteArray() : QByteArray();
    QSslKey key;
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Ec, QSsl::Rsa}) {
        if (key.isNull())
            key = QSslKey(pem, algorithm, QSsl::Pem, QSsl::PrivateKey, phrase);
    }
    wipe(pem);
    wipe(phrase);
    return key;
}

//! "APIKEY key", or "Basic " and user and password in base64 (RFC 7617).
std::shared_ptr<const SecretBytes> authorizationOf(const ConnectionValues &values)
{
    const auto secret = values.secrets.value(receiver::secret);
    if (!secret || secret->isEmpty())
        return nullptr;
    const bool isBasic = values.plain.value(receiver::scheme) == "basic"_L1;
    QByteArray credential = secret->bytes().toByteArray();
    if (isBasic) {
        QByteArray pair = values.plain.value(receiver::user).toUtf8() + ':' + credential;
        wipe(credential);
        credential = pair.toBase64();
        wipe(pair);
    }
    QByteArray header = (isBasic ? "Basic " : "APIKEY ") + credential;
    wipe(credential);
    const auto kept = std::make_shared<const SecretBytes>(SecretBytes::copyOf(QByteArrayView(header)));
    wipe(header);
    return kept;
}

Result<ReceiverSettings> settingsFrom(const ConnectionValues &values, const QString &recipient)
{
    const auto value = [&values](QLatin1StringView key) { return values.plain.value(key); };
    ReceiverSettings settings;
    bool isPort = false;
    settings.port = value(receiver::port).toUShort(&isPort);
    if (!isPort)
        return unusable(receiver::port, u"the port is not a number from 0 to 65535"_s);
    if (!settings.address.setAddress(value(receiver::address)))
        return unusable(receiver::address, u"the address is not an IP address"_s);
    settings.chain = QSslCertificate::fromData(pemIn(value(receiver::certificateFile)), QSsl::Pem);
    if (settings.chain.isEmpty())
        return unusable(receiver::certificateFile, u"the file holds no PEM certificate that can be read"_s);
    settings.key = readPrivateKey(value(receiver::keyFile), values.secrets.value(receiver::keyPassphrase));
    if (settings.key.isNull())
        return unusable(receiver::keyFile, u"the file holds no private key that the passphrase opens"_s);
    settings.clientAuthorities = QSslCertificate::fromData(pemIn(value(receiver::authorityFile)), QSsl::Pem);
    if (settings.clientAuthorities.isEmpty())
        return unusable(receiver::authorityFile, u"the file holds no PEM certificate that can be read"_s);
    settings.authorization = authorizationOf(values);
    if (!settings.authorization)
        return unusable(receiver::secret, u"no API key or password is stored for the receiver"_s);
    settings.recipient = recipient;
    return settings;
}
} // namespace

bool asksForReceiver(const QMap<QString, QString> &values)
{
    return values.value(receiver::isOn) == "yes"_L1;
}

Pending<ReceiverSettings> readReceiver(const ConnectionValues &values, const QString &recipient)
{
    const Settler<ReceiverSettings> settler;
    QThreadPool::globalInstance()->start(
        [settler, values, recipient] { settler.settle(settingsFrom(values, recipient)); });
    return settler.pending();
}

// SPDX-License-Identifier: Apache-2.0
#include "app/providers/thales/clientidentity.h"

#include "app/crypto/key.h"
#include "app/providers/thales/names.h"

#include <QBuffer>
#include <QFile>
#include <QScopeGuard>

#include <algorithm>
#include <cstring>

using namespace Qt::StringLiterals;

namespace thales {
namespace {
constexpr qint64 largestFile = 1 << 20;

Error wrongIdentity(const QString &field, const QString &detail)
{
    return {.kind = Error::Kind::Configuration, .detail = detail, .field = field};
}

bool isPem(const QByteArray &content)
{
    return content.contains("-----BEGIN ");
}

//! A passphrase as Qt wants it, a QByteArray that ends with NUL, without a copy that nobody can wipe.
class Passphrase
{
public:
    explicit Passphrase(const SecretBytes &secret) : m_terminated(SecretBytes::ofSize(secret.size() + 1))
    {
        if (!secret.isEmpty())
            std::memcpy(m_terminated.data(), secret.view().data(), secret.size());
    }
    //! Valid as long as this object.
    [[nodiscard]] QByteArray bytes() const
    {
        return QByteArray::fromRawData(m_terminated.bytes().data(), m_terminated.bytes().size() - 1);
    }

private:
    SecretBytes m_terminated;
};

// Two keys are one when their public halves are; the id is there because a JWK of the project has one.
Result<QByteArray> publicPart(const QByteArray &content, const SecretBytes &passphrase = {})
{
    const Result<Key> key = readKey(content, u"client"_s, passphrase);
    return key ? publicJwk(*key) : Failure(key.error());
}

Result<QSslKey> sslKey(const QByteArray &pem, const SecretBytes &passphrase)
{
    const Passphrase terminated(passphrase);
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec}) {
        QSslKey key(pem, algorithm, QSsl::Pem, QSsl::PrivateKey, terminated.bytes());
        if (!key.isNull())
            return key;
    }
    return Failure(wrongIdentity(culprit(pem, setting::clientKeyFile, setting::clientKeyPassphrase),
                         u"the private key cannot be read as RSA or EC"_s));
}

// Puts the certificate of the key first, whatever the file's order; the others follow as they stand.
bool moveLeafToFront(QList<QSslCertificate> &chain, const QByteArray &publicKey)
{
    const auto leaf = std::find_if(chain.begin(), chain.end(), [&](const QSslCertificate &certificate) {
        const Result<QByteArray> part = publicPart(certificate.toPem());
        return part && *part == publicKey;
    });
    if (leaf == chain.end())
        return false;
    std::rotate(chain.begin(), leaf, std::next(leaf));
    return true;
}

Result<ClientIdentity> readPem(const QByteArray &certificates, const QByteArray &key, const SecretBytes &passphrase)
{
    ClientIdentity identity{.chain = QSslCertificate::fromData(certificates, QSsl::Pem), .key = {}};
    if (identity.chain.isEmpty())
        return Failure(wrongIdentity(setting::clientCertificateFile, u"there is no PEM certificate in the file"_s));
    const Result<QByteArray> publicKey = publicPart(key, passphrase);
    if (!publicKey)
        return Failure(
            wrongIdentity(culprit(key, setting::clientKeyFile, setting::clientKeyPassphrase), publicKey.error().detail));
    if (!moveLeafToFront(identity.chain, *publicKey))
        return Failure(wrongIdentity(setting::clientKeyFile, u"the private key does not belong to the certificate"_s));
    const Result<QSslKey> read = sslKey(key, passphrase);
    if (!read)
        return Failure(read.error());
    identity.key = *read;
    return identity;
}

Result<ClientIdentity> readPkcs12(QByteArray &content, const SecretBytes &passphrase)
{
    // OpenSSL's own reading comes first, because it says what is wrong; Qt's only that something is.
    const Result<Key> key = readKey(content, {}, passphrase);
    if (!key)
        return Failure(
            wrongIdentity(culprit(content, setting::clientCertificateFile, setting::clientKeyPassphrase), key.error().detail));
    const Passphrase terminated(passphrase);
    QBuffer buffer(&content);
    buffer.open(QIODevice::ReadOnly);
    ClientIdentity identity;
    QSslCertificate leaf;
    QList<QSslCertificate> others;
    const bool isRead = QSslCertificate::importPkcs12(&buffer, &identity.key, &leaf, &others, terminated.bytes());
    if (!isRead || leaf.isNull() || identity.key.isNull())
        return Failure(
            wrongIdentity(setting::clientCertificateFile, u"the file is not PKCS#12 with a certificate and its key"_s));
    identity.chain = QList{leaf} + others;
    return identity;
}

std::optional<Error> problemWithValidity(const QSslCertificate &leaf, const QDateTime &now)
{
    if (leaf.expiryDate() < now)
        return wrongIdentity(setting::clientCertificateFile,
                     u"the certificate expired on %1"_s.arg(leaf.expiryDate().toUTC().toString(Qt::ISODate)));
    if (leaf.effectiveDate() > now)
        return wrongIdentity(setting::clientCertificateFile, u"the certificate is valid only from %1"_s.arg(
                                                         leaf.effectiveDate().toUTC().toString(Qt::ISODate)));
    return std::nullopt;
}

Result<ClientIdentity> readFiles(const QString &certificateFile, const QString &keyFile, const SecretBytes &passphrase)
{
    Result<QByteArray> certificates = readSettingFile(certificateFile, setting::clientCertificateFile);
    if (!certificates)
        return Failure(certificates.error());
    const auto wipeCertificates = qScopeGuard([&] { wipe(*certificates); });
    if (!isPem(*certificates))
        return readPkcs12(*certificates, passphrase);
    if (keyFile.isEmpty() && !certificates->contains("PRIVATE KEY-----"))
        return Failure(
            wrongIdentity(setting::clientKeyFile, u"the certificate's file holds no private key, so one is needed"_s));
    if (keyFile.isEmpty())
        return readPem(*certificates, *certificates, passphrase);
    Result<QByteArray> key = readSettingFile(keyFile, setting::clientKeyFile);
    if (!key)
        return Failure(key.error());
    const auto wipeKey = qScopeGuard([&] { wipe(*key); });
    return readPem(*certificates, *key, passphrase);
}
} // namespace

Result<ClientIdentity> readClientIdentity(const QString &certificateFile, const QString &keyFile,
                                          const SecretBytes &passphrase, const QDateTime &now)
{
    Result<ClientIdentity> identity = readFiles(certificateFile, keyFile, passphrase);
    if (!identity)
        return identity;
    if (const std::optional<Error> problem = problemWithValidity(identity->chain.first(), now))
        return Failure(*problem);
    return identity;
}

Result<QByteArray> readSettingFile(const QString &file, QLatin1StringView field)
{
    QFile opened(file);
    if (!opened.open(QIODevice::ReadOnly))
        return Failure(wrongIdentity(field, u"the file cannot be read: %1"_s.arg(opened.errorString())));
    if (opened.size() > largestFile)
        return Failure(wrongIdentity(field, u"the file is larger than %1 bytes"_s.arg(largestFile)));
    return opened.read(largestFile);
}

QString culprit(const QByteArray &content, QLatin1StringView fileField, QLatin1StringView passphraseField)
{
    // "ENCRYPTED PRIVATE KEY" (PKCS#8), "Proc-Type: 4,ENCRYPTED" (traditional), or DER, which begins with a SEQUENCE
    // and is PKCS#12 here.
    const bool isEncrypted = isPem(content) ? content.contains("ENCRYPTED") : content.startsWith('\x30');
    return isEncrypted ? passphraseField : fileField;
}

} // namespace thales

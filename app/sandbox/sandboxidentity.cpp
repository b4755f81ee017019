// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/sandboxidentity.h"

#include "app/crypto/certificateauthority.h"
#include "app/crypto/pkcs12archive.h"
#include "app/sandbox/sandboxfiles.h"
#include "app/sandbox/sandboxrandom.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageAuthenticationCode>
#include <QSslCertificate>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace {
constexpr QLatin1StringView caKeyFile{"ca-key.pem"};
constexpr QLatin1StringView encryptionKeyFile{"encryption-key.pem"};
constexpr QLatin1StringView merchantCertificateFile{"merchant-decryption.pem"};
constexpr QLatin1StringView cybersourceSignatureFile{"cybersource-signature.pem"};
constexpr QLatin1StringView cybersourceSignatureKeyFile{"cybersource-signature-key.pem"};
constexpr QLatin1StringView cybersourceP12File{"cybersource.p12"};
constexpr QLatin1StringView cybersourceRequestFile{"cybersource-request-mle.pem"};
constexpr QLatin1StringView cybersourceRequestKeyFile{"cybersource-request-mle-key.pem"};
constexpr QLatin1StringView cybersourceResponseFile{"cybersource-response-mle.pem"};
constexpr QLatin1StringView cybersourceResponseKeyFile{"cybersource-response-mle-key.pem"};
//! By these two names the vendor's clients find the certificates in a P12 file.
constexpr QLatin1StringView cybersourceMerchant{"tokendesk_sandbox"};
constexpr QLatin1StringView cybersourceRequestName{"CyberSource_SJC_US"};
constexpr QLatin1StringView namesFile{"identity.json"};

constexpr int authorityDays = 3650;
constexpr int certificateDays = 397;
constexpr int renewalDays = 7;
constexpr qsizetype seedSize = 32;

// The API key and the PAR key come out of a stored seed, so that no file holds the API key itself: whoever searches
// this computer for it does not find it in the console's data.
QByteArray storedSeed(const QString &directory)
{
    const QJsonObject stored = QJsonDocument::fromJson(readSandboxFile(directory + u'/' + namesFile)).object();
    const QByteArray seed = QByteArray::fromHex(stored.value("seed"_L1).toString().toLatin1());
    return seed.size() == seedSize ? seed : QByteArray();
}

QByteArray derived(const QByteArray &seed, QByteArrayView purpose)
{
    return QMessageAuthenticationCode::hash(purpose.toByteArray(), seed, QCryptographicHash::Sha256);
}

QString keyFrom(const QByteArray &seed, QByteArrayView purpose)
{
    return QUuid::fromRfc4122(derived(seed, purpose).first(16)).toString(QUuid::WithoutBraces);
}

QString apiKeyFrom(const QByteArray &seed)
{
    return keyFrom(seed, "API key");
}

SandboxFiservKeys fiservKeysFrom(const QByteArray &seed)
{
    const auto text = [&seed](QByteArrayView purpose) {
        return QString::fromLatin1(
            derived(seed, purpose).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
    };
    return {.apiKey = text("Fiserv API key").first(32),
            .apiSecret = text("Fiserv API secret"),
            .accessToken = text("Fiserv access token")};
}

SandboxCybersourceKeys cybersourceKeysFrom(const QByteArray &seed)
{
    return {.keyId = keyFrom(seed, "Cybersource key id"),
            .sharedSecret = QString::fromLatin1(derived(seed, "Cybersource shared secret").toBase64()),
            .p12Password = keyFrom(seed, "Cybersource P12 password")};
}

//! Like the key ids in the vendor's messages.
QString newSubjectSerial()
{
    return QString::fromLatin1(sandboxRandomBytes(20).toHex());
}

QString subjectSerialOf(const QByteArray &certificate)
{
    return QSslCertificate(certificate).subjectInfo("serialNumber").value(0);
}

bool belongTogether(const IssuedCertificate &pair)
{
    const Result<Key> fromCertificate = readKey(pair.certificate, u"x"_s);
    const Result<Key> fromKey = readKey(pair.privateKey, u"x"_s);
    if (!fromCertificate || !fromKey || !fromKey->isPrivate())
        return false;
    const Result<QByteArray> one = publicJwk(*fromCertificate);
    const Result<QByteArray> other = publicJwk(*fromKey);
    return one && other && *one == *other;
}

//! Names a key by its certificate, so that a renewed key never goes by an old name.
QString keyId(const QString &role, const QByteArray &certificate)
{
    return role + u'-' +
           QString::fromLatin1(QCryptographicHash::hash(certificate, QCryptographicHash::Sha256).toHex().left(8));
}

//! The certificates of one directory and the authority that issues them.
class CertificateShelf
{
public:
    CertificateShelf(const QString &directory, const QDateTime &now) : m_directory(directory), m_now(now) {}

    Result<Done> prepareAuthority()
    {
        const IssuedCertificate stored = read(SandboxIdentity::caFile, caKeyFile);
        if (isValid(stored)) {
            m_authority = CertificateAuthority::fromPem(stored);
            if (m_authority)
                return Done{};
        }
        // The random part tells the certificates of an earlier authority apart.
        m_authority = CertificateAuthority::create(
            u"Tokendesk sandbox "_s + QString::fromLatin1(sandboxRandomBytes(4).toHex()), authorityDays);
        if (!m_authority)
            return Failure(m_authority.error());
        return write(SandboxIdentity::caFile, caKeyFile, m_authority->root());
    }

    //! `issue(const CertificateAuthority &)` makes the pair when the stored one will not do.
    template <typename Issue>
    Result<Done> prepare(QLatin1StringView certificateFile, QLatin1StringView keyFile, Issue issue)
    {
        const IssuedCertificate stored = read(certificateFile, keyFile);
        if (isValid(stored) && isOurs(stored))
            return Done{};
        const Result<IssuedCertificate> made = issue(*m_authority);
        if (!made)
            return Failure(made.error());
        return write(certificateFile, keyFile, *made);
    }

    //! A certificate with a subject's serial number, without an authority.
    Result<Done> prepareSelfSigned(QLatin1StringView certificateFile, QLatin1StringView keyFile, RsaUse use,
                                   const QString &commonName)
    {
        const IssuedCertificate stored = read(certificateFile, keyFile);
        if (isValid(stored) && !subjectSerialOf(stored.certificate).isEmpty())
            return Done{};
        const Result<IssuedCertificate> made =
            selfSignedCertificate(use, commonName, newSubjectSerial(), certificateDays);
        if (!made)
            return Failure(made.error());
        return write(certificateFile, keyFile, *made);
    }

private:
    [[nodiscard]] IssuedCertificate read(QLatin1StringView certificateFile, QLatin1StringView keyFile) const
    {
        return {.certificate = readSandboxFile(path(certificateFile)), .privateKey = readSandboxFile(path(keyFile))};
    }

    [[nodiscard]] Result<Done> write(QLatin1StringView certificateFile, QLatin1StringView keyFile,
                                     const IssuedCertificate &pair) const
    {
        const Result<Done> key = writeSandboxFile(path(keyFile), pair.privateKey);
        return key ? writeSandboxFile(path(certificateFile), pair.certificate) : key;
    }

    [[nodiscard]] bool isValid(const IssuedCertificate &pair) const
    {
        const QSslCertificate certificate(pair.certificate);
        return !certificate.isNull() && certificate.expiryDate().toUTC() > m_now.addDays(renewalDays) &&
               belongTogether(pair);
    }

    [[nodiscard]] bool isOurs(const IssuedCertificate &pair) const
    {
        return QSslCertificate(pair.certificate).issuerDisplayName() ==
               QSslCertificate(m_authority->root().certificate).subjectDisplayName();
    }

    [[nodiscard]] QString path(QLatin1StringView name) const { return m_directory + u'/' + name; }

    const QString m_directory;
    const QDateTime m_now;
    Result<CertificateAuthority> m_authority = Failure(Error{});
};
} // namespace

Result<SandboxIdentity> SandboxIdentity::prepare(const QString &directory, const Clock &clock)
{
    SandboxIdentity identity;
    identity.m_directory = directory;
    Result<Done> done = identity.prepareCertificates(clock);
    if (done)
        done = identity.prepareNames();
    if (done)
        done = identity.readKeys();
    return done ? Result<SandboxIdentity>(identity) : Failure(done.error());
}

QString SandboxIdentity::file(QLatin1StringView name) const
{
    return m_directory + u'/' + name;
}

Result<Done> SandboxIdentity::prepareCertificates(const Clock &clock)
{
    using Authority = CertificateAuthority;
    CertificateShelf shelf(m_directory, clock.nowUtc());
    Result<Done> done = shelf.prepareAuthority();
    if (done)
        done = shelf.prepare(serverCertificateFile, serverKeyFile, [](const Authority &authority) {
            return authority.issueServer(u"localhost"_s, {u"localhost"_s, u"127.0.0.1"_s, u"::1"_s}, certificateDays);
        });
    if (done)
        done = shelf.prepare(clientCertificateFile, clientKeyFile, [](const Authority &authority) {
            return authority.issueClient(u"Tokendesk sandbox client"_s, certificateDays);
        });
    if (done)
        done = shelf.prepare(notifierCertificateFile, notifierKeyFile, [](const Authority &authority) {
            return authority.issueClient(u"Tokendesk sandbox notifier"_s, certificateDays);
        });
    if (done)
        done = shelf.prepare(receiverCertificateFile, receiverKeyFile, [](const Authority &authority) {
            return authority.issueServer(u"localhost"_s, {u"localhost"_s, u"127.0.0.1"_s, u"::1"_s}, certificateDays);
        });
    if (done)
        done = shelf.prepare(encryptionCertificateFile, encryptionKeyFile, [](const Authority &authority) {
            return authority.issueEncryption(u"Tokendesk sandbox encryption"_s, certificateDays);
        });
    if (done)
        done = shelf.prepare(merchantCertificateFile, decryptionKeyFile, [](const Authority &authority) {
            return authority.issueEncryption(u"Tokendesk sandbox merchant"_s, certificateDays);
        });
    if (done)
        done = shelf.prepareSelfSigned(cybersourceSignatureFile, cybersourceSignatureKeyFile, RsaUse::Signature,
                                       cybersourceMerchant);
    if (done)
        done = shelf.prepareSelfSigned(cybersourceRequestFile, cybersourceRequestKeyFile, RsaUse::Encryption,
                                       cybersourceRequestName);
    if (done)
        done = shelf.prepareSelfSigned(cybersourceResponseFile, cybersourceResponseKeyFile, RsaUse::Encryption,
                                       cybersourceMerchant);
    return done;
}

Result<Done> SandboxIdentity::prepareNames()
{
    QByteArray seed = storedSeed(m_directory);
    Result<Done> done = Done{};
    if (seed.isEmpty()) {
        seed = sandboxRandomBytes(seedSize);
        const QJsonObject names{{u"seed"_s, QString::fromLatin1(seed.toHex())}};
        done = writeSandboxFile(file(namesFile), QJsonDocument(names).toJson());
    }
    m_apiKey = apiKeyFrom(seed);
    m_notificationKey = keyFrom(seed, "notification key");
    m_fiservKeys = fiservKeysFrom(seed);
    m_parKey = derived(seed, "PAR key");
    m_cybersource.numberKey = derived(seed, "Cybersource number key");
    return done ? prepareCybersource(cybersourceKeysFrom(seed)) : done;
}

QString SandboxIdentity::storedApiKey(const QString &directory)
{
    const QByteArray seed = storedSeed(directory);
    return seed.isEmpty() ? QString() : apiKeyFrom(seed);
}

QString SandboxIdentity::storedNotificationKey(const QString &directory)
{
    const QByteArray seed = storedSeed(directory);
    return seed.isEmpty() ? QString() : keyFrom(seed, "notification key");
}

SandboxFiservKeys SandboxIdentity::storedFiservKeys(const QString &directory)
{
    const QByteArray seed = storedSeed(directory);
    return seed.isEmpty() ? SandboxFiservKeys() : fiservKeysFrom(seed);
}

SandboxCybersourceKeys SandboxIdentity::storedCybersourceKeys(const QString &directory)
{
    const QByteArray seed = storedSeed(directory);
    return seed.isEmpty() ? SandboxCybersourceKeys() : cybersourceKeysFrom(seed);
}

//! The P12 file is packed anew at every start, because any of its certificates may have been renewed.
Result<Done> SandboxIdentity::prepareCybersource(const SandboxCybersourceKeys &keys)
{
    const QByteArray signature = readSandboxFile(file(cybersourceSignatureFile));
    const QByteArray request = readSandboxFile(file(cybersourceRequestFile));
    const Result<QByteArray> archive =
        packedPkcs12({.certificate = signature, .privateKey = readSandboxFile(file(cybersourceSignatureKeyFile))},
                     u"serialnumber=%1,cn=%2"_s.arg(subjectSerialOf(signature), cybersourceMerchant), {request},
                     SecretBytes::fromText(keys.p12Password));
    if (!archive)
        return Failure(archive.error());
    m_cybersource.merchantId = cybersourceMerchant;
    m_cybersource.keyId = keys.keyId;
    m_cybersource.sharedSecret = QByteArray::fromBase64(keys.sharedSecret.toLatin1());
    m_cybersourceConnection = {.baseUrl = {},
                               .merchantId = cybersourceMerchant,
                               .keyId = keys.keyId,
                               .sharedSecret = keys.sharedSecret,
                               .p12File = file(cybersourceP12File),
                               .p12Password = keys.p12Password,
                               .p12Alias = cybersourceMerchant,
                               .p12KeyId = subjectSerialOf(signature),
                               .requestCertificateFile = file(cybersourceRequestFile),
                               .requestKeyId = subjectSerialOf(request),
                               .responseKeyFile = file(cybersourceResponseKeyFile),
                               .responseKeyId = subjectSerialOf(readSandboxFile(file(cybersourceResponseFile))),
                               .profileId = m_cybersource.profileId};
    return writeSandboxFile(file(cybersourceP12File), *archive);
}

Result<Done> SandboxIdentity::readCybersourceKeys()
{
    const SandboxCybersourceConnection &names = m_cybersourceConnection;
    const Result<Key> signature = readKey(readSandboxFile(file(cybersourceSignatureFile)), names.p12KeyId);
    const Result<Key> request = readKeyFile(file(cybersourceRequestKeyFile), names.requestKeyId);
    const Result<Key> response = readKey(readSandboxFile(file(cybersourceResponseFile)), names.responseKeyId);
    for (const Result<Key> *key : {&signature, &request, &response}) {
        if (!*key)
            return Failure(key->error());
    }
    m_cybersource.signatureKey = *signature;
    m_cybersource.requestKey = *request;
    m_cybersource.responseKey = *response;
    return Done{};
}

Result<Done> SandboxIdentity::readKeys()
{
    const QString serverKeyId = keyId(u"sandbox"_s, readSandboxFile(file(encryptionCertificateFile)));
    const Result<Key> server = readKeyFile(file(encryptionKeyFile), serverKeyId);
    if (!server)
        return Failure(server.error());
    const QByteArray merchantCertificate = readSandboxFile(file(merchantCertificateFile));
    const Result<Key> merchant = readKey(merchantCertificate, keyId(u"merchant"_s, merchantCertificate));
    if (!merchant)
        return Failure(merchant.error());
    m_serverKey = *server;
    m_merchantKey = *merchant;
    return readCybersourceKeys();
}

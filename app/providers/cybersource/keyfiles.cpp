// SPDX-License-Identifier: Apache-2.0
#include "app/providers/cybersource/keyfiles.h"

#include "app/crypto/keyarchive.h"
#include "app/providers/cybersource/names.h"

#include <QFile>
#include <QScopeGuard>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cybersource {
namespace {
constexpr qint64 longestFile = 1024 * 1024;

Failure wrongFile(QLatin1StringView field, const QString &detail)
{
    return Failure({.kind = Error::Kind::Configuration, .detail = detail, .field = field});
}

const SecretBytes &secretOf(const ConnectionValues &values, QLatin1StringView key)
{
    static const SecretBytes none;
    const auto secret = values.secrets.value(key);
    return secret ? *secret : none;
}

bool isNamed(const NamedCertificate &certificate, const QString &alias)
{
    return certificate.friendlyName.contains(u"cn="_s + alias, Qt::CaseInsensitive) ||
           certificate.commonName.contains(alias, Qt::CaseInsensitive);
}

const NamedCertificate *find(const QList<NamedCertificate> &certificates, const QString &alias, bool isOwn)
{
    const auto found = std::find_if(certificates.begin(), certificates.end(), [&](const NamedCertificate &candidate) {
        return isNamed(candidate, alias) && candidate.isOfKey == isOwn;
    });
    return found == certificates.end() ? nullptr : &*found;
}

//! Why messages cannot be encrypted for this certificate; nothing when they can.
std::optional<Error> problemWithRecipient(const NamedCertificate &certificate, QLatin1StringView field,
                                          const QDateTime &now)
{
    if (certificate.key.isNull() || !certificate.key.isRsa())
        return wrongFile(field, u"the service's certificate has no RSA key that is strong enough"_s).error();
    if (certificate.subjectSerialNumber.isEmpty())
        return wrongFile(field, u"the service's certificate has no serialNumber in its subject to name its key by"_s)
            .error();
    if (certificate.expiresAt.isValid() && certificate.expiresAt <= now)
        return wrongFile(field, u"the service's certificate expired on %1"_s.arg(
                                    certificate.expiresAt.toString(u"yyyy-MM-dd"_s)))
            .error();
    return std::nullopt;
}

Result<Key> recipientIn(const KeyArchive &archive, const QDateTime &now)
{
    const NamedCertificate *certificate = find(archive.certificates, vendorCertificate, false);
    if (!certificate)
        return wrongFile(setting::mleCertificateFile,
                         u"there is no certificate of %1 in the P12 file: choose the service's certificate here"_s.arg(
                             vendorCertificate));
    if (const std::optional<Error> problem = problemWithRecipient(*certificate, setting::p12File, now))
        return Failure(*problem);
    return certificate->key;
}

//! Whose serial number names the key, in a P12 file that was made for decryption.
QString idInArchive(const QByteArray &content, const SecretBytes &passphrase)
{
    const Result<KeyArchive> archive = readKeyArchive(content, passphrase);
    if (!archive)
        return {};
    for (const NamedCertificate &certificate : archive->certificates) {
        if (certificate.isOfKey)
            return certificate.subjectSerialNumber;
    }
    return {};
}
} // namespace

Result<QByteArray> readSettingFile(const QString &name, QLatin1StringView field)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered) || file.size() > longestFile)
        return wrongFile(field, u"the file cannot be read, or is larger than 1 MiB"_s);
    return file.read(longestFile);
}

Result<Done> readP12(const ConnectionValues &values, const QDateTime &now, Identity &identity, Encryption &encryption)
{
    Result<QByteArray> content = readSettingFile(values.plain.value(setting::p12File), setting::p12File);
    if (!content)
        return Failure(content.error());
    const auto wipeContent = qScopeGuard([&] { wipe(*content); });
    const SecretBytes &passphrase = secretOf(values, setting::p12Passphrase);
    const Result<KeyArchive> archive = readKeyArchive(*content, passphrase);
    if (!archive) {
        const bool isArchive = content->startsWith('\x30');
        return wrongFile(isArchive ? setting::p12Passphrase : setting::p12File, archive.error().detail);
    }
    const QString typed = values.plain.value(setting::keyAlias);
    const QString alias = typed.isEmpty() ? values.plain.value(setting::merchantId) : typed;
    const NamedCertificate *own = find(archive->certificates, alias, true);
    if (!own)
        return wrongFile(setting::keyAlias,
                         u"no certificate in the P12 file that belongs to its key is named “%1”"_s.arg(alias));
    if (const std::optional<Error> problem = problemWithExpiry(own->expiresAt, now))
        return Failure(*problem);
    if (own->validFrom.isValid() && own->validFrom > now)
        return wrongFile(setting::p12File, u"the certificate in the P12 file is valid only from %1"_s.arg(
                                               own->validFrom.toString(u"yyyy-MM-dd"_s)));
    if (own->subjectSerialNumber.isEmpty())
        return wrongFile(setting::p12File, u"the certificate has no serialNumber in its subject to name its key by"_s);
    if (!archive->key.isRsa())
        return wrongFile(setting::p12File, u"the key in the P12 file is not RSA"_s);
    identity.key = archive->key;
    identity.keyId = own->subjectSerialNumber;
    identity.expiresAt = own->expiresAt;
    const bool isRecipientHere = values.plain.value(setting::requestEncryption) == "yes"_L1 &&
                                 values.plain.value(setting::mleCertificateFile).isEmpty();
    if (!isRecipientHere)
        return Done{};
    const Result<Key> recipient = recipientIn(*archive, now);
    if (!recipient)
        return Failure(recipient.error());
    encryption.requests = *recipient;
    return Done{};
}

Result<std::shared_ptr<const SecretBytes>> readSharedSecret(const ConnectionValues &values)
{
    QByteArray text = secretOf(values, setting::sharedSecret).bytes().trimmed().toByteArray();
    auto decoded = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
    const auto wipeCopies = qScopeGuard([&] {
        wipe(text);
        wipe(*decoded);
    });
    if (!decoded || (*decoded).isEmpty())
        return wrongFile(setting::sharedSecret, u"the shared secret is not Base64: copy it again, and whole"_s);
    return std::make_shared<const SecretBytes>(SecretBytes::copyOf(QByteArrayView(*decoded)));
}

Result<Key> readMleCertificate(const ConnectionValues &values, const QDateTime &now)
{
    const auto field = setting::mleCertificateFile;
    const Result<QByteArray> content = readSettingFile(values.plain.value(field), field);
    if (!content)
        return Failure(content.error());
    const Result<QList<NamedCertificate>> certificates = readCertificates(*content);
    if (!certificates)
        return wrongFile(field, certificates.error().detail);
    if (const std::optional<Error> problem = problemWithRecipient(certificates->first(), field, now))
        return Failure(*problem);
    return certificates->first().key;
}

Result<Key> readDecryptionKey(const ConnectionValues &values)
{
    const auto field = setting::decryptionKeyFile;
    const QString file = values.plain.value(field);
    if (file.isEmpty())
        return Key();
    Result<QByteArray> content = readSettingFile(file, field);
    if (!content)
        return Failure(content.error());
    const auto wipeContent = qScopeGuard([&] { wipe(*content); });
    const SecretBytes &passphrase = secretOf(values, setting::decryptionKeyPassphrase);
    Result<Key> key = readKey(*content, values.plain.value(setting::decryptionKeyId), passphrase);
    if (!key) {
        const bool isSealed = content->startsWith('\x30') || content->contains("ENCRYPTED");
        return wrongFile(isSealed ? setting::decryptionKeyPassphrase : field, key.error().detail);
    }
    if (!key->isPrivate() || !key->isRsa())
        return wrongFile(field, u"the file holds no private RSA key"_s);
    if (!key->isForEncryption())
        return wrongFile(field, u"the key is meant for signatures only"_s);
    if (key->id().isEmpty())
        key = key->withId(idInArchive(*content, passphrase));
    if (key->id().isEmpty())
        return wrongFile(setting::decryptionKeyId, u"the id that the Business Center shows for the key is needed"_s);
    return key;
}

} // namespace cybersource

// SPDX-License-Identifier: Apache-2.0
#include "app/crypto/keyarchive.h"

#include "app/crypto/keyreader.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>

#include <cstring>

using namespace Qt::StringLiterals;

namespace {
struct CertificateStackRelease {
    void operator()(STACK_OF(X509) * stack) const { sk_X509_pop_free(stack, X509_free); }
};
using CertificateStack = std::unique_ptr<STACK_OF(X509), CertificateStackRelease>;
using SealedArchive = OpenSslOwner<PKCS12, PKCS12_free>;

constexpr qsizetype largestArchive = 1024 * 1024;

QString subjectAttribute(const X509 *certificate, int nid)
{
    const X509_NAME *subject = X509_get_subject_name(certificate);
    const int at = X509_NAME_get_index_by_NID(subject, nid, -1);
    if (at < 0)
        return {};
    unsigned char *utf8 = nullptr;
    const int size = ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at)));
    if (size < 0)
        return {};
    const QString text = QString::fromUtf8(reinterpret_cast<const char *>(utf8), size);
    OPENSSL_free(utf8);
    return text;
}

QString friendlyNameOf(X509 *certificate)
{
    int size = 0;
    const unsigned char *utf8 = X509_alias_get0(certificate, &size);
    return utf8 ? QString::fromUtf8(reinterpret_cast<const char *>(utf8), size) : QString();
}

NamedCertificate described(X509 *certificate, EVP_PKEY *privateKey)
{
    NamedCertificate named{.friendlyName = friendlyNameOf(certificate),
                           .commonName = subjectAttribute(certificate, NID_commonName),
                           .subjectSerialNumber = subjectAttribute(certificate, NID_serialNumber),
                           .validFrom = timeOf(X509_get0_notBefore(certificate)),
                           .expiresAt = timeOf(X509_get0_notAfter(certificate)),
                           .isOfKey = privateKey && X509_check_private_key(certificate, privateKey) == 1};
    if (const Result<Key> key = KeyReader::fromCertificate(certificate))
        named.key = key->withId(named.subjectSerialNumber);
    ERR_clear_error();
    return named;
}

} // namespace

Result<KeyArchive> readKeyArchive(const QByteArray &content, const SecretBytes &passphrase)
{
    if (content.size() > largestArchive)
        return unreadableKey(u"The file has more than %1 bytes."_s.arg(largestArchive));
    const auto *at = reinterpret_cast<const unsigned char *>(content.constData());
    const SealedArchive archive(d2i_PKCS12(nullptr, &at, static_cast<long>(content.size())));
    if (!archive) {
        ERR_clear_error();
        return unreadableKey(u"The file is no PKCS#12 file."_s);
    }
    SecretBytes terminated = SecretBytes::ofSize(passphrase.size() + 1);
    if (!passphrase.isEmpty())
        std::memcpy(terminated.data(), passphrase.view().data(), passphrase.size());
    EVP_PKEY *native = nullptr;
    X509 *own = nullptr;
    STACK_OF(X509) *others = nullptr;
    if (PKCS12_parse(archive.get(), terminated.bytes().data(), &native, &own, &others) != 1)
        return archiveStaysShut(passphrase);
    NativeKey key(native);
    const NativeCertificate ownCertificate(own);
    const CertificateStack otherCertificates(others);
    if (!key)
        return unreadableKey(u"There is no private key in the PKCS#12 file."_s);

    KeyArchive read;
    if (own)
        read.certificates.append(described(own, native));
    for (int i = 0; others && i < sk_X509_num(others); ++i)
        read.certificates.append(described(sk_X509_value(others, i), native));
    const Result<Key> admitted = KeyReader::fromPrivateKey(std::move(key));
    if (!admitted)
        return Failure(admitted.error());
    read.key = *admitted;
    return read;
}

Result<QList<NamedCertificate>> readCertificates(const QByteArray &content)
{
    QList<NamedCertificate> certificates;
    if (content.size() <= largestArchive && content.contains("-----BEGIN ")) {
        const Bio bio(BIO_new_mem_buf(content.constData(), static_cast<int>(content.size())));
        const auto noPassphrase = [](char *, int, int, void *) { return -1; };
        while (const NativeCertificate certificate{PEM_read_bio_X509(bio.get(), nullptr, noPassphrase, nullptr)})
            certificates.append(described(certificate.get(), nullptr));
    } else if (content.size() <= largestArchive) {
        const auto *at = reinterpret_cast<const unsigned char *>(content.constData());
        if (const NativeCertificate certificate{d2i_X509(nullptr, &at, static_cast<long>(content.size()))})
            certificates.append(described(certificate.get(), nullptr));
    }
    ERR_clear_error();
    if (certificates.isEmpty())
        return unreadableKey(u"There is no certificate in the file."_s);
    return certificates;
}

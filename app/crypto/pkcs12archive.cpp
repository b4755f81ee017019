// SPDX-License-Identifier: Apache-2.0
#include "app/crypto/pkcs12archive.h"

#include "app/crypto/certificateauthority.h"
#include "app/crypto/openssl.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {
using NewArchive = OpenSslOwner<PKCS12, PKCS12_free>;

struct FreeCertificates {
    void operator()(STACK_OF(X509) * certificates) const { sk_X509_pop_free(certificates, X509_free); }
};
using Certificates = std::unique_ptr<STACK_OF(X509), FreeCertificates>;

NativeCertificate certificateFrom(const QByteArray &pem)
{
    const Bio bio(BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())));
    return NativeCertificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
}

NativeKey keyFrom(const QByteArray &pem)
{
    const Bio bio(BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())));
    return NativeKey(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
}

Failure notPacked()
{
    ERR_clear_error();
    return Failure({.kind = Error::Kind::Configuration, .detail = u"The PKCS#12 file cannot be made."_s});
}

QByteArray encodedArchive(PKCS12 *archive)
{
    QByteArray der(std::max(0, i2d_PKCS12(archive, nullptr)), Qt::Uninitialized);
    auto *to = reinterpret_cast<unsigned char *>(der.data());
    return i2d_PKCS12(archive, &to) == der.size() ? der : QByteArray();
}
} // namespace

Result<QByteArray> packedPkcs12(const IssuedCertificate &own, const QString &friendlyName, const QByteArrayList &others,
                                const SecretBytes &passphrase)
{
    const NativeCertificate certificate = certificateFrom(own.certificate);
    const NativeKey key = keyFrom(own.privateKey);
    const Certificates further(sk_X509_new_null());
    for (const QByteArray &pem : others) {
        NativeCertificate other = certificateFrom(pem);
        if (!other || sk_X509_push(further.get(), other.get()) == 0)
            return notPacked();
        static_cast<void>(other.release());
    }
    if (!certificate || !key)
        return notPacked();
    SecretBytes terminated = SecretBytes::ofSize(passphrase.size() + 1);
    std::ranges::copy(passphrase.view(), terminated.data());
    const NewArchive archive(PKCS12_create(terminated.bytes().data(), friendlyName.toUtf8().constData(), key.get(),
                                           certificate.get(), further.get(), 0, 0, 0, 0, 0));
    const QByteArray packed = archive ? encodedArchive(archive.get()) : QByteArray();
    if (packed.isEmpty())
        return notPacked();
    return packed;
}

// SPDX-License-Identifier: Apache-2.0
#include "tests/net/testcertificates.h"

#include <openssl/pem.h>
#include <openssl/x509v3.h>

using namespace Qt::StringLiterals;

namespace {
TestCertificates made(const QString &authorityName)
{
    const CertificateAuthority authority = CertificateAuthority::create(authorityName, 30).value();
    const QStringList names{u"localhost"_s, u"127.0.0.1"_s};
    return {authority, authority.issueServer(u"localhost"_s, names, 30).value(),
            authority.issueClient(u"desk"_s, 30).value()};
}

template <typename Reader>
auto readPem(const QByteArray &pem, Reader reader)
{
    BIO *bio = BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size()));
    auto *object = reader(bio, nullptr, nullptr, nullptr);
    BIO_free(bio);
    return object;
}

QByteArray pemOf(X509 *certificate)
{
    BIO *bio = BIO_new(BIO_s_mem());
    PEM_write_bio_X509(bio, certificate);
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    const QByteArray pem(data, size);
    BIO_free(bio);
    return pem;
}

//! Self-signed certificates must not name another key as their issuer's.
void removeAuthorityKeyIdentifier(X509 *certificate)
{
    const int at = X509_get_ext_by_NID(certificate, NID_authority_key_identifier, -1);
    if (at >= 0)
        X509_EXTENSION_free(X509_delete_ext(certificate, at));
}
} // namespace

const TestCertificates &TestCertificates::shared()
{
    static const TestCertificates certificates = made(u"Test Authority"_s);
    return certificates;
}

const TestCertificates &TestCertificates::foreign()
{
    static const TestCertificates certificates = made(u"Foreign Authority"_s);
    return certificates;
}

IssuedCertificate signedAgain(const IssuedCertificate &leaf, const IssuedCertificate &issuer, int fromDay, int toDay)
{
    X509 *certificate = readPem(leaf.certificate, PEM_read_bio_X509);
    X509 *issuing = readPem(issuer.certificate, PEM_read_bio_X509);
    EVP_PKEY *key = readPem(issuer.privateKey, PEM_read_bio_PrivateKey);
    X509_set_issuer_name(certificate, X509_get_subject_name(issuing));
    removeAuthorityKeyIdentifier(certificate);
    X509_time_adj_ex(X509_getm_notBefore(certificate), fromDay, 0, nullptr);
    X509_time_adj_ex(X509_getm_notAfter(certificate), toDay, 0, nullptr);
    X509_sign(certificate, key, EVP_sha256());
    const IssuedCertificate result{pemOf(certificate), leaf.privateKey};
    X509_free(certificate);
    X509_free(issuing);
    EVP_PKEY_free(key);
    return result;
}

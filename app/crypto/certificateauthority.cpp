// SPDX-License-Identifier: Apache-2.0
#include "app/crypto/certificateauthority.h"

#include "app/core/secretbytes.h"
#include "app/crypto/openssl.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include <QUrl>

using namespace Qt::StringLiterals;

namespace {
using Extension = OpenSslOwner<X509_EXTENSION, X509_EXTENSION_free>;
using GeneralNames = OpenSslOwner<GENERAL_NAMES, GENERAL_NAMES_free>;
using OctetString = OpenSslOwner<ASN1_OCTET_STRING, ASN1_OCTET_STRING_free>;

constexpr int serialBits = 159; // the most that is positive in 20 octets (RFC 5280 section 4.1.2.2)
constexpr int mostDays = 36500;

//! Who signs: for the root its own name and key.
struct Issuer {
    NativeCertificate certificate;
    NativeKey key;
};

Failure failure(Error::Kind kind, const QString &detail)
{
    ERR_clear_error();
    return Failure({.kind = kind, .detail = detail});
}

QByteArray contentOf(BIO *bio)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return {data, static_cast<qsizetype>(size)};
}

Result<IssuedCertificate> toPem(X509 *certificate, EVP_PKEY *key)
{
    const Bio certificatePem(BIO_new(BIO_s_mem()));
    const Bio keyPem(BIO_new(BIO_s_secmem()));
    if (PEM_write_bio_X509(certificatePem.get(), certificate) != 1 ||
        PEM_write_bio_PKCS8PrivateKey(keyPem.get(), key, nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return failure(Error::Kind::Configuration, u"The certificate cannot be written."_s);
    return IssuedCertificate{contentOf(certificatePem.get()), contentOf(keyPem.get())};
}

//! Never asked for: the keys of a CertificateAuthority are not encrypted. Without it OpenSSL would ask on the terminal.
int noPassphrase(char *, int, int, void *)
{
    return -1;
}

Result<Issuer> fromPemPair(const IssuedCertificate &pem)
{
    const Bio certificatePem(BIO_new_mem_buf(pem.certificate.constData(), static_cast<int>(pem.certificate.size())));
    const Bio keyPem(BIO_new_mem_buf(pem.privateKey.constData(), static_cast<int>(pem.privateKey.size())));
    Issuer issuer{NativeCertificate(PEM_read_bio_X509(certificatePem.get(), nullptr, noPassphrase, nullptr)),
                  NativeKey(PEM_read_bio_PrivateKey(keyPem.get(), nullptr, noPassphrase, nullptr))};
    if (!issuer.certificate || !issuer.key)
        return failure(Error::Kind::Configuration,
                       u"The certificate or the private key of the authority is not PEM."_s);
    if (X509_check_private_key(issuer.certificate.get(), issuer.key.get()) != 1)
        return failure(Error::Kind::Configuration,
                       u"The private key does not belong to the authority's certificate."_s);
    if (X509_check_ca(issuer.certificate.get()) != 1)
        return failure(Error::Kind::Configuration, u"The certificate is not that of an authority."_s);
    return issuer;
}

bool setSerial(X509 *certificate)
{
    const BigNumber number(BN_new());
    return BN_rand(number.get(), serialBits, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY) == 1 &&
           BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate));
}

//! A day back, so that a clock that is a little slow does not refuse a new certificate.
bool setValidity(X509 *certificate, int validDays)
{
    return X509_time_adj_ex(X509_getm_notBefore(certificate), -1, 0, nullptr) &&
           X509_time_adj_ex(X509_getm_notAfter(certificate), validDays, 0, nullptr);
}

bool addToSubject(X509 *certificate, int attribute, const QString &text)
{
    const QByteArray value = text.toUtf8();
    return X509_NAME_add_entry_by_NID(X509_get_subject_name(certificate), attribute, MBSTRING_UTF8,
                                      reinterpret_cast<const unsigned char *>(value.constData()),
                                      static_cast<int>(value.size()), -1, 0) == 1;
}

bool addExtension(X509 *certificate, X509 *issuer, int nid, const char *value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

//! The name in ASCII, with its wildcard when it begins with one; empty when it is no DNS name.
QByteArray dnsName(const QString &name)
{
    if (!name.startsWith("*."_L1))
        return QUrl::toAce(name);
    const QByteArray domain = QUrl::toAce(name.mid(2));
    return domain.isEmpty() ? domain : "*." + domain;
}

//! `name` as an IP address or a DNS name; nothing when it is neither.
GENERAL_NAME *generalName(const QString &name)
{
    OctetString address(a2i_IPADDRESS(name.toLatin1().constData()));
    const QByteArray host = address ? QByteArray() : dnsName(name);
    if (!address && host.isEmpty())
        return nullptr;
    GENERAL_NAME *general = GENERAL_NAME_new();
    if (address) {
        GENERAL_NAME_set0_value(general, GEN_IPADD, address.release());
    } else {
        ASN1_IA5STRING *text = ASN1_IA5STRING_new();
        ASN1_STRING_set(text, host.constData(), static_cast<int>(host.size()));
        GENERAL_NAME_set0_value(general, GEN_DNS, text);
    }
    return general;
}

Result<GeneralNames> generalNames(const QStringList &names)
{
    GeneralNames list(GENERAL_NAMES_new());
    for (const QString &name : names) {
        GENERAL_NAME *general = generalName(name);
        if (!general)
            return failure(Error::Kind::InvalidInput, u"\"%1\" is neither a DNS name nor an IP address."_s.arg(name));
        sk_GENERAL_NAME_push(list.get(), general);
    }
    return list;
}

//! What the six kinds of certificate differ in.
struct Request {
    QString commonName;
    QString subjectSerial = {};
    int validDays = 0;
    const char *basicConstraints = "critical,CA:FALSE";
    const char *keyUsage = nullptr;
    const char *extendedKeyUsage = nullptr; //!< none when null
    QStringList names = {};                 //!< for the subject's alternative name; none when empty
};

Result<NativeCertificate> signedCertificate(const Request &request, EVP_PKEY *key, const Issuer *issuer)
{
    if (request.validDays < 1 || request.validDays > mostDays)
        return failure(Error::Kind::InvalidInput,
                       u"A certificate cannot be valid for %1 days."_s.arg(request.validDays));
    NativeCertificate certificate(X509_new());
    X509 *x509 = certificate.get();
    if (!addToSubject(x509, NID_commonName, request.commonName))
        return failure(Error::Kind::InvalidInput,
                       u"\"%1\" cannot be the common name of a certificate."_s.arg(request.commonName));
    if (!request.subjectSerial.isEmpty() && !addToSubject(x509, NID_serialNumber, request.subjectSerial))
        return failure(Error::Kind::InvalidInput,
                       u"\"%1\" cannot be the serial number of a subject."_s.arg(request.subjectSerial));
    X509 *authority = issuer ? issuer->certificate.get() : x509;
    const Result<GeneralNames> names = generalNames(request.names);
    if (!names)
        return Failure(names.error());

    const bool isMade =
        X509_set_version(x509, X509_VERSION_3) == 1 && setSerial(x509) && setValidity(x509, request.validDays) &&
        X509_set_pubkey(x509, key) == 1 && X509_set_issuer_name(x509, X509_get_subject_name(authority)) == 1 &&
        addExtension(x509, authority, NID_basic_constraints, request.basicConstraints) &&
        addExtension(x509, authority, NID_key_usage, request.keyUsage) &&
        (!request.extendedKeyUsage || addExtension(x509, authority, NID_ext_key_usage, request.extendedKeyUsage)) &&
        (request.names.isEmpty() ||
         X509_add1_ext_i2d(x509, NID_subject_alt_name, names->get(), 0, X509V3_ADD_DEFAULT) == 1) &&
        addExtension(x509, authority, NID_subject_key_identifier, "hash") &&
        addExtension(x509, authority, NID_authority_key_identifier, "keyid:always") &&
        X509_sign(x509, issuer ? issuer->key.get() : key, EVP_sha256()) > 0;
    if (!isMade)
        return failure(Error::Kind::Configuration, u"OpenSSL cannot make the certificate."_s);
    return certificate;
}

Result<IssuedCertificate> issue(const Request &request, const NativeKey &key, const IssuedCertificate &root)
{
    const Result<Issuer> issuer = fromPemPair(root);
    if (!issuer)
        return Failure(issuer.error());
    if (!key)
        return failure(Error::Kind::Configuration, u"OpenSSL cannot make a key."_s);
    const Result<NativeCertificate> certificate = signedCertificate(request, key.get(), &*issuer);
    if (!certificate)
        return Failure(certificate.error());
    return toPem(certificate->get(), key.get());
}
} // namespace

Result<CertificateAuthority> CertificateAuthority::create(const QString &commonName, int validDays)
{
    const NativeKey key(EVP_EC_gen("P-256"));
    if (!key)
        return failure(Error::Kind::Configuration, u"OpenSSL cannot make a key."_s);
    const Request request{.commonName = commonName,
                          .validDays = validDays,
                          .basicConstraints = "critical,CA:TRUE,pathlen:0",
                          .keyUsage = "critical,keyCertSign,cRLSign"};
    const Result<NativeCertificate> certificate = signedCertificate(request, key.get(), nullptr);
    if (!certificate)
        return Failure(certificate.error());
    const Result<IssuedCertificate> root = toPem(certificate->get(), key.get());
    return root ? fromPem(*root) : Failure(root.error());
}

Result<CertificateAuthority> CertificateAuthority::fromPem(const IssuedCertificate &root)
{
    if (const Result<Issuer> issuer = fromPemPair(root); !issuer)
        return Failure(issuer.error());
    CertificateAuthority authority;
    authority.m_root = root;
    return authority;
}

Result<IssuedCertificate> CertificateAuthority::issueServer(const QString &commonName, const QStringList &names,
                                                            int validDays) const
{
    if (names.isEmpty())
        return failure(Error::Kind::InvalidInput, u"A server certificate needs the names of the server."_s);
    return issue({.commonName = commonName,
                  .validDays = validDays,
                  .keyUsage = "critical,digitalSignature",
                  .extendedKeyUsage = "serverAuth",
                  .names = names},
                 NativeKey(EVP_EC_gen("P-256")), m_root);
}

Result<IssuedCertificate> CertificateAuthority::issueClient(const QString &commonName, int validDays) const
{
    return issue({.commonName = commonName,
                  .validDays = validDays,
                  .keyUsage = "critical,digitalSignature",
                  .extendedKeyUsage = "clientAuth"},
                 NativeKey(EVP_EC_gen("P-256")), m_root);
}

Result<IssuedCertificate> CertificateAuthority::issueEncryption(const QString &commonName, int validDays) const
{
    return issue({.commonName = commonName, .validDays = validDays, .keyUsage = "critical,keyEncipherment"},
                 NativeKey(EVP_RSA_gen(2048)), m_root);
}

Result<IssuedCertificate> selfSignedCertificate(RsaUse use, const QString &commonName, const QString &subjectSerial,
                                                int validDays)
{
    const NativeKey key(EVP_RSA_gen(2048));
    if (!key)
        return failure(Error::Kind::Configuration, u"OpenSSL cannot make a key."_s);
    const bool isForSignatures = use == RsaUse::Signature;
    const Request request{.commonName = commonName,
                          .subjectSerial = subjectSerial,
                          .validDays = validDays,
                          .keyUsage = isForSignatures ? "critical,digitalSignature" : "critical,keyEncipherment"};
    const Result<NativeCertificate> certificate = signedCertificate(request, key.get(), nullptr);
    return certificate ? toPem(certificate->get(), key.get()) : Failure(certificate.error());
}

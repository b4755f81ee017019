// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

//! A certificate and its private key, both PEM. Only the sandbox and tests make any.
struct IssuedCertificate {
    QByteArray certificate;
    QByteArray privateKey;
};

//! Makes certificates for the sandbox: an EC P-256 root, and server, client and RSA encryption certificates under it.
//! Not for anything that protects real card data.
class CertificateAuthority
{
public:
    [[nodiscard]] static Result<CertificateAuthority> create(const QString &commonName, int validDays);
    [[nodiscard]] static Result<CertificateAuthority> fromPem(const IssuedCertificate &root);
    [[nodiscard]] const IssuedCertificate &root() const { return m_root; }

    //! TLS server certificate (EC P-256) for these DNS names and IP addresses.
    [[nodiscard]] Result<IssuedCertificate> issueServer(const QString &commonName, const QStringList &names,
                                                        int validDays) const;
    //! TLS client certificate (EC P-256).
    [[nodiscard]] Result<IssuedCertificate> issueClient(const QString &commonName, int validDays) const;
    //! RSA-2048 certificate for JWE key encryption.
    [[nodiscard]] Result<IssuedCertificate> issueEncryption(const QString &commonName, int validDays) const;

private:
    IssuedCertificate m_root;
};

enum class RsaUse { Signature, Encryption };

//! RSA-2048 certificate that only its own key vouches for, RSA throughout for readers that know nothing else.
//! `subjectSerial` becomes the subject's attribute serialNumber, by which some services name a key; it is not the
//! certificate's own serial number.
[[nodiscard]] Result<IssuedCertificate> selfSignedCertificate(RsaUse use, const QString &commonName,
                                                              const QString &subjectSerial, int validDays);

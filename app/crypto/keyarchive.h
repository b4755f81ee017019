// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"
#include "app/core/secretbytes.h"
#include "app/crypto/key.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

//! A certificate, and by what people and services name it.
struct NamedCertificate {
    QString friendlyName = {}; //!< in a PKCS#12 file; empty elsewhere
    QString commonName = {};   //!< of the subject
    QString subjectSerialNumber =
        {};                   //!< the attribute serialNumber of the subject (X.520), not the certificate's number
    Key key = {};             //!< public, named by `subjectSerialNumber`; null when it is too weak to be used
    QDateTime validFrom = {}; //!< UTC
    QDateTime expiresAt = {}; //!< UTC
    bool isOfKey = false;     //!< of the private key beside it
};

//! What a PKCS#12 file holds: one private key, and certificates, not only that key's.
struct KeyArchive {
    Key key;
    QList<NamedCertificate> certificates;
};

//! Configuration, in a sentence, when it is none, when the passphrase does not open it and when there is no key in it.
//! A certificate that has expired is read as any other.
[[nodiscard]] Result<KeyArchive> readKeyArchive(const QByteArray &content, const SecretBytes &passphrase);

//! The certificates in a PEM text, or a single one as DER. Configuration when there is none.
[[nodiscard]] Result<QList<NamedCertificate>> readCertificates(const QByteArray &content);

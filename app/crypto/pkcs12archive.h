// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"
#include "app/core/secretbytes.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QString>

struct IssuedCertificate;

//! A PKCS#12 file (RFC 7292) with one key and its certificate under `friendlyName`, and further certificates, PEM, that
//! have none. Encrypted as OpenSSL does by default. Only the sandbox and tests make any. Configuration when it cannot.
[[nodiscard]] Result<QByteArray> packedPkcs12(const IssuedCertificate &own, const QString &friendlyName,
                                              const QByteArrayList &others, const SecretBytes &passphrase);

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/crypto/key.h"

#include <QByteArray>

//! A compact JWE made step by step with bare OpenSSL, so that each step can be done wrongly on purpose. As it stands it
//! is what RFC 7516 wants for RSA-OAEP-256 with A256GCM; every member may be changed before `compact`.
struct ForgedJwe {
    enum class Padding { Oaep, Pkcs1, None };

    QByteArray header = R"({"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"desk"})";
    QByteArray contentKey = QByteArray(32, 'k'); //!< what is wrapped
    QByteArray iv = QByteArray(12, 'i');
    QByteArray plaintext = "attack at dawn";
    QByteArray label = {};
    const char *hash = "SHA256";
    const char *maskHash = "SHA256";
    Padding padding = Padding::Oaep;

    [[nodiscard]] QByteArray compact(const Key &recipient) const;
    //! The five parts, not yet encoded.
    [[nodiscard]] QList<QByteArray> parts(const Key &recipient) const;
    [[nodiscard]] static QByteArray joined(const QList<QByteArray> &parts);
};

//! `text` as base64url, made by Qt.
[[nodiscard]] QByteArray base64urlByQt(const QByteArray &bytes);

//! A new key pair with the id "desk", made once for each test program.
[[nodiscard]] const Key &deskKey();
//! Another one, with the same id.
[[nodiscard]] const Key &strangerKey();
[[nodiscard]] KeyRing ringOf(const Key &key);
//! RSA, PKCS#8, not encrypted.
[[nodiscard]] QByteArray newRsaPem(int bits = 2048);

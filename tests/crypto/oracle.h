// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

//! Another implementation of JWE, run as a program of its own (see tests/data/crypto) with pinned algorithms.
class Oracle
{
public:
    //! python3-jwcrypto. `absence` says why when it is not there.
    [[nodiscard]] static Oracle jwcrypto();
    //! The npm package `jose`, installed into `folder` in the version and with the hash of its lock file.
    [[nodiscard]] static Oracle jose(const QString &folder);

    [[nodiscard]] const QString &absence() const { return m_absence; }
    //! Answers in the order of the requests; empty when the program fails.
    [[nodiscard]] QJsonArray ask(const QJsonArray &requests, const QString &alg, const QString &enc) const;
    //! The key pair that all questions are about, PKCS#8.
    void setPrivateKey(const QByteArray &pem);

private:
    QStringList m_command;
    QString m_absence;
    QString m_privateKey;
    QString m_publicKey;
};

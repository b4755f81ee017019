// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/crypto/certificateauthority.h"
#include "app/sandbox/cybersource/sandboxcybersourceapi.h"
#include "tests/support/fakeclock.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>

//! The Cybersource API without the network, in a directory of its own, and what its merchant has. Its clock stands at
//! the time of the vendor's examples.
class CybersourceBench
{
public:
    CybersourceBench();
    ~CybersourceBench();

    //! Opens the database, again when it is open. False with the reason in the log.
    [[nodiscard]] bool open();
    [[nodiscard]] SandboxCybersourceApi &api() { return *m_api; }
    [[nodiscard]] FakeClock &clock() { return *m_clock; }
    [[nodiscard]] QString databaseFile() const { return m_directory.filePath(QStringLiteral("sandbox.sqlite")); }
    [[nodiscard]] const SandboxCybersourceCredentials &credentials() const { return m_credentials; }
    //! The private keys of the merchant, PEM.
    [[nodiscard]] const QByteArray &signatureKey() const { return m_signature.privateKey; }
    [[nodiscard]] const QByteArray &responseKey() const { return m_response.privateKey; }

    //! A request that proves nothing yet.
    [[nodiscard]] SandboxRequest request(const QByteArray &method, const QByteArray &target,
                                         const QByteArray &body = {}) const;
    //! The text that an HTTP Signature signs.
    [[nodiscard]] QByteArray textToSign(const SandboxRequest &request) const;
    //! With an HTTP Signature.
    [[nodiscard]] SandboxRequest signedRequest(const QByteArray &method, const QByteArray &target,
                                               const QByteArray &body = {}) const;
    //! The claims that go with a request.
    [[nodiscard]] QJsonObject claims(const SandboxRequest &request) const;
    //! Header and claims of a JWT, which its signature covers.
    [[nodiscard]] static QByteArray unsignedToken(const QJsonObject &header, const QJsonObject &claims);
    //! With a JWT of the shared secret; `changes` to the claims, null removes one.
    [[nodiscard]] SandboxRequest tokenRequest(const QByteArray &method, const QByteArray &target,
                                              const QByteArray &body = {}, const QJsonObject &changes = {}) const;

    //! Makes a request with an HTTP Signature.
    [[nodiscard]] SandboxAnswer send(const QByteArray &method, const QByteArray &target, const QByteArray &body = {});
    [[nodiscard]] SandboxAnswer get(const QByteArray &target) { return send("GET", target); }
    [[nodiscard]] SandboxAnswer post(const QByteArray &target, const QJsonObject &body);
    [[nodiscard]] SandboxAnswer postWithProfile(const QByteArray &target, const QJsonObject &body);

private:
    QTemporaryDir m_directory;
    std::shared_ptr<FakeClock> m_clock;
    IssuedCertificate m_signature;
    IssuedCertificate m_request;
    IssuedCertificate m_response;
    SandboxCybersourceCredentials m_credentials;
    QSqlDatabase m_database;
    std::unique_ptr<SandboxCybersourceApi> m_api;
};

void setHeader(SandboxRequest &request, const QByteArray &name, const QByteArray &value);
[[nodiscard]] QByteArray headerIn(const SandboxAnswer &answer, const QByteArray &name);
[[nodiscard]] QJsonObject jsonOf(const SandboxAnswer &answer);
//! The member at a path such as "tokenizedCard.state"; a number in it is a place in an array.
[[nodiscard]] QJsonValue at(const QJsonObject &object, const QString &path);
[[nodiscard]] QString textAt(const SandboxAnswer &answer, const QString &path);
//! A file of tests/data/cybersource-sandbox.
[[nodiscard]] QByteArray cybersourceFile(const QString &name);

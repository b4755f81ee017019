// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/sandbox.h"
#include "tests/support/fakeclock.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

//! A running sandbox in a directory of its own, and a client for it that shares no code with it (client.py).
class SandboxClient
{
public:
    SandboxClient();
    ~SandboxClient();

    //! Why nothing can be tested, empty when everything is there.
    [[nodiscard]] QString missing() const;
    //! Starts the sandbox, and the client with it. False with the reason in `failure()`.
    [[nodiscard]] bool start(SandboxOptions options = {});
    //! A client for a sandbox that runs elsewhere.
    [[nodiscard]] bool connectTo(const SandboxConnection &connection);
    void stop();
    [[nodiscard]] QString failure() const { return m_failure; }

    [[nodiscard]] const Sandbox &sandbox() const { return *m_sandbox; }
    [[nodiscard]] FakeClock &clock() { return *m_clock; }
    [[nodiscard]] QString directory() const { return m_directory.path(); }

    //! Runs one command of client.py.
    [[nodiscard]] QJsonObject command(const QJsonObject &command);
    //! One request with the usual headers; `more` adds members to the command or replaces them.
    [[nodiscard]] QJsonObject request(const QString &method, const QString &path, const QJsonObject &more = {});
    [[nodiscard]] QJsonObject get(const QString &path, const QJsonObject &more = {});
    //! POST of a body whose encryptedData holds `plaintext`.
    [[nodiscard]] QJsonObject post(const QString &path, const QJsonObject &body, const QJsonObject &plaintext,
                                   const QJsonObject &more = {});

    //! A body of createToken that is right in every field; encryptedData comes with `post`.
    [[nodiscard]] static QJsonObject cardBody(const QString &source = QStringLiteral("CARD_ON_FILE"));
    [[nodiscard]] static QJsonObject pushBody(const QString &scheme = QStringLiteral("VISA"));
    //! A card that is right in every field.
    [[nodiscard]] static QJsonObject card(const QString &number);

private:
    const QString m_python;
    QTemporaryDir m_directory;
    std::shared_ptr<FakeClock> m_clock = std::make_shared<FakeClock>();
    std::shared_ptr<Sandbox> m_sandbox;
    QProcess m_client;
    QString m_failure;
};

[[nodiscard]] int statusOf(const QJsonObject &answer);
//! A member of the answer's JSON body.
[[nodiscard]] QString textIn(const QJsonObject &answer, const QString &member);
//! `object` with the members of `changes`; a null removes one.
[[nodiscard]] QJsonObject changed(QJsonObject object, const QJsonObject &changes);

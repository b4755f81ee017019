// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/core/pending.h"
#include "app/sandbox/cybersource/sandboxcybersourceconnection.h"
#include "app/sandbox/sandboxfaults.h"
#include "app/sandbox/sandboxledger.h"
#include "app/sandbox/sandboxnotifier.h"

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>
#include <memory>

class SandboxThread;
struct SandboxCardImageRequest;
struct SandboxThalesAsyncRequest;
struct SandboxThalesNotification;

struct SandboxOptions {
    QString dataDir = {};                 //!< made when missing, then private to its owner
    quint16 port = 0;                     //!< on 127.0.0.1; 0: any free one
    quint16 cardImagePort = 0;            //!< of the card image host, likewise
    quint16 controlPort = 0;              //!< of the control endpoint, likewise
    quint16 fiservPort = 0;               //!< of the Fiserv API, likewise
    quint16 cybersourcePort = 0;          //!< of the Cybersource API, likewise
    QString fiservSignature = QStringLiteral("hex"); //!< the form of the signature that it wants: "raw" or "hex"
    std::chrono::milliseconds latency{0}; //!< before every answer
    double delayScale = 1;                //!< of asynchronous creations and of back-offs: 150 is about life, 0 at once
    SandboxNotificationTarget notifications = {}; //!< where they go; may be set later
    QStringList faults = {};              //!< "KIND:RATE", see SandboxFaults::add
    std::shared_ptr<const Clock> clock = std::make_shared<SystemClock>();
};

//! Everything that a client of the sandbox is given. All files are PEM, absolute paths.
struct SandboxConnection {
    QString baseUrl; //!< of the Thales API, without a slash at the end
    QString merchantId;
    QString apiKey; //!< opens this sandbox and nothing else
    QString caFile; //!< what to trust
    QString clientCertificateFile;
    QString clientKeyFile;
    QString encryptionCertificateFile; //!< for what is sent encrypted,
    QString encryptionKeyId;           //!< under this kid
    QString decryptionKeyFile;         //!< the merchant's private key, for what comes back encrypted
    QString decryptionKeyId;           //!< under this kid
    quint16 port = 0;
    QString receiverCertificateFile = {}; //!< for the merchant's own receiver of notifications,
    QString receiverKeyFile = {};         //!< whose client's certificate the same authority issued,
    QString notificationKey = {};         //!< and which is sent "APIKEY " and this
    QString cardImageBaseUrl = {}; //!< of the card image host, without a slash at the end; another port, no secrets
    QString controlBaseUrl = {};   //!< of the control endpoint (SandboxControl), without a slash at the end
    QString fiservBaseUrl = {};    //!< of the Fiserv API, likewise; another port, no client certificate
    QString fiservApiKey = {};     //!< opens this sandbox and nothing else, as the two below
    QString fiservApiSecret = {};
    QString fiservAccessToken = {};
    QString fiservSignature = {}; //!< "raw" or "hex"
    SandboxCybersourceConnection cybersource = {}; //!< the Cybersource API; another port, no client certificate
};

//! A local server that plays payment APIs: real mutual TLS, real JWE, state that outlives it, faults on demand. It runs
//! in a thread of its own. Test cards: app/sandbox/thales/testcards.h.
class Sandbox
{
public:
    //! Settles once it answers requests; making keys and files takes up to a second, in the sandbox's thread. Letting
    //! go of the Pending stops it. InvalidInput for a fault or directory that makes no sense, Storage when another
    //! sandbox uses the directory or it cannot be written, Unreachable when the port is taken.
    [[nodiscard]] static Pending<std::shared_ptr<Sandbox>> start(const SandboxOptions &options);
    //! What `start` would offer, or what the sandbox that uses the directory just now offers. Blocks.
    [[nodiscard]] static Result<SandboxConnection> describe(const SandboxOptions &options);
    //! Stops: the port and the directory are free afterwards. Waits for the request that is being executed.
    ~Sandbox();
    Sandbox(const Sandbox &) = delete;
    Sandbox &operator=(const Sandbox &) = delete;

    [[nodiscard]] const SandboxConnection &connection() const { return m_connection; }

    //! Makes the next `count` requests in scope go wrong. Safe to call from any thread.
    void setFault(SandboxFault fault, int count = 1, SandboxFaultScope scope = SandboxFaultScope::Mutations) const;
    //! Forgets all faults, those of the options included. Safe to call from any thread.
    void clearFaults() const;

    //! Makes something happen, as the parties behind the API would: see SandboxControl. Safe to call from any thread;
    //! waits for the sandbox's.
    [[nodiscard]] Result<QJsonObject> control(const QString &command, const QJsonObject &arguments) const;

    //! Where notifications go from now on; what is owed is kept until then. These are safe to call from any thread.
    void notify(const SandboxNotificationTarget &target) const;
    //! The next `count` notifications come twice.
    void repeatNotifications(int count) const;
    //! The next notification that is due comes this much later, so that others overtake it.
    void delayNotification(std::chrono::milliseconds by) const;
    //! All that was owed since the directory was made, oldest first. As `ledger`.
    [[nodiscard]] QList<SandboxThalesNotification> thalesNotifications() const;

    //! Every mutating request received since the directory was made, oldest first. Safe to call from any thread; waits
    //! for the sandbox's.
    [[nodiscard]] QList<LedgerEntry> ledger() const;
    //! The asynchronous creations, oldest first: what a notification would say. As `ledger`.
    [[nodiscard]] QList<SandboxThalesAsyncRequest> thalesAsyncRequests() const;
    //! What the card image host has been asked since the start, oldest first. As `ledger`.
    [[nodiscard]] QList<SandboxCardImageRequest> cardImageRequests() const;

private:
    Sandbox();

    std::shared_ptr<SandboxFaults> m_faults;
    SandboxConnection m_connection;
    std::unique_ptr<SandboxThread> m_thread;
};

//! As JSON, one member per field, for programs.
[[nodiscard]] QByteArray toJson(const SandboxConnection &connection);

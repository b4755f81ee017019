// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/cybersource/sandboxcybersourceapi.h"
#include "app/sandbox/fiserv/sandboxfiservapi.h"
#include "app/sandbox/sandbox.h"
#include "app/sandbox/sandboxapi.h"
#include "app/sandbox/sandboxcardimages.h"
#include "app/sandbox/sandboxcontrol.h"
#include "app/sandbox/sandboxidentity.h"
#include "app/sandbox/sandboxserver.h"
#include "app/sandbox/thales/sandboxthalesapi.h"

#include <QLockFile>
#include <QSqlDatabase>

//! The parts of a running sandbox. Lives in one thread from construction to destruction.
class SandboxEngine
{
public:
    SandboxEngine(const SandboxOptions &options, std::shared_ptr<SandboxFaults> faults);
    ~SandboxEngine();
    SandboxEngine(const SandboxEngine &) = delete;
    SandboxEngine &operator=(const SandboxEngine &) = delete;

    //! Locks the directory, prepares identity and database, listens.
    [[nodiscard]] Result<SandboxConnection> start();
    //! Locks the directory and prepares the identity only; what a running sandbox wrote when it is locked.
    [[nodiscard]] Result<SandboxConnection> describe();

    [[nodiscard]] Result<QList<LedgerEntry>> ledger() { return sandboxLedger(m_database); }
    [[nodiscard]] SandboxThalesApi &thales() { return *m_thales; }
    [[nodiscard]] const SandboxControl &control() const { return m_control; }
    [[nodiscard]] SandboxNotifier &notifier() { return *m_notifier; }
    //! With the sandbox's own key when the target names no credential.
    void notify(SandboxNotificationTarget target);
    [[nodiscard]] const SandboxCardImages &cardImages() const { return m_cardImages; }

private:
    [[nodiscard]] Result<Done> lock();
    [[nodiscard]] Result<Done> prepareIdentity();
    [[nodiscard]] Result<Done> openDatabase();
    [[nodiscard]] Result<quint16> listen();
    void addNotificationControls();
    void prepareNotifier(const QSslConfiguration &tls);
    [[nodiscard]] Result<Done> listenForCardImages(QSslConfiguration tls);
    [[nodiscard]] Result<Done> listenForControl(const QSslConfiguration &tls);
    [[nodiscard]] Result<Done> listenForFiserv(QSslConfiguration tls);
    [[nodiscard]] Result<Done> prepareCybersource();
    [[nodiscard]] Result<Done> listenForCybersource(QSslConfiguration tls);
    [[nodiscard]] SandboxConnection connection(quint16 port) const;
    [[nodiscard]] QString cardImageBaseUrl() const;
    [[nodiscard]] QString path(QLatin1StringView name) const;

    [[nodiscard]] SandboxReply handle(SandboxApi &api, const SandboxRequest &request);
    [[nodiscard]] SandboxReply handleMutation(SandboxApi &api, const SandboxRequest &request,
                                              std::optional<SandboxFault> fault);
    [[nodiscard]] static SandboxAnswer execute(SandboxApi &api, const SandboxRequest &request);

    const SandboxOptions m_options;
    const std::shared_ptr<SandboxFaults> m_faults;
    QLockFile m_lock;
    SandboxIdentity m_identity;
    QSqlDatabase m_database;
    std::unique_ptr<SandboxThalesApi> m_thales;
    std::unique_ptr<SandboxNotifier> m_notifier;
    std::unique_ptr<SandboxFiservApi> m_fiserv;
    std::unique_ptr<SandboxServer> m_server;
    std::unique_ptr<SandboxServer> m_fiservServer;
    quint16 m_fiservPort = 0;
    std::unique_ptr<SandboxCybersourceApi> m_cybersource;
    std::unique_ptr<SandboxServer> m_cybersourceServer;
    quint16 m_cybersourcePort = 0;
    SandboxCardImages m_cardImages;
    std::unique_ptr<SandboxServer> m_cardImageServer;
    SandboxControl m_control;
    std::unique_ptr<SandboxServer> m_controlServer;
    quint16 m_controlPort = 0;
};

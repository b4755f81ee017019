// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/sandbox.h"

#include "app/sandbox/sandboxthread.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QThreadPool>

using namespace Qt::StringLiterals;

namespace {
Result<SandboxOptions> checked(const SandboxOptions &options)
{
    if (options.dataDir.isEmpty())
        return Failure({.kind = Error::Kind::InvalidInput, .detail = u"The sandbox needs a data directory."_s});
    if (options.latency < std::chrono::milliseconds::zero())
        return Failure({.kind = Error::Kind::InvalidInput, .detail = u"The sandbox's latency is negative."_s});
    if (options.fiservSignature != "raw"_L1 && options.fiservSignature != "hex"_L1)
        return Failure(
            {.kind = Error::Kind::InvalidInput, .detail = u"The sandbox's signature is neither raw nor hex."_s});
    SandboxOptions absolute = options;
    absolute.dataDir = QDir::cleanPath(QDir(options.dataDir).absolutePath());
    if (options.delayScale < 0)
        return Failure({.kind = Error::Kind::InvalidInput, .detail = u"The sandbox's delay scale is negative."_s});
    return absolute;
}
} // namespace

Sandbox::Sandbox() : m_faults(std::make_shared<SandboxFaults>()) {}

Sandbox::~Sandbox() = default;

Pending<std::shared_ptr<Sandbox>> Sandbox::start(const SandboxOptions &options)
{
    const Result<SandboxOptions> usable = checked(options);
    if (!usable)
        return failed<std::shared_ptr<Sandbox>>(usable.error());
    std::shared_ptr<Sandbox> sandbox(new Sandbox);
    for (const QString &fault : options.faults) {
        if (const Result<Done> added = sandbox->m_faults->add(fault); !added)
            return failed<std::shared_ptr<Sandbox>>(added.error());
    }
    sandbox->m_thread = std::make_unique<SandboxThread>(*usable, sandbox->m_faults);

    // The sandbox's own thread must not settle: were nobody waiting any more, the last owner would let go in it, and a
    // thread cannot wait for its own end. The application object waits for the pool before it goes.
    const Settler<std::shared_ptr<Sandbox>> settler;
    QThreadPool::globalInstance()->start([settler, sandbox = std::move(sandbox)]() mutable {
        const Result<SandboxConnection> connection = sandbox->m_thread->startAndWait();
        if (connection) {
            sandbox->m_connection = *connection;
            return settler.settle(std::move(sandbox));
        }
        sandbox.reset();
        settler.settle(Failure(connection.error()));
    });
    return settler.pending();
}

Result<SandboxConnection> Sandbox::describe(const SandboxOptions &options)
{
    const Result<SandboxOptions> usable = checked(options);
    if (!usable)
        return Failure(usable.error());
    return SandboxEngine(*usable, std::make_shared<SandboxFaults>()).describe();
}

void Sandbox::setFault(SandboxFault fault, int count, SandboxFaultScope scope) const
{
    m_faults->setNext(fault, count, scope);
}

void Sandbox::clearFaults() const
{
    m_faults->clear();
}

Result<QJsonObject> Sandbox::control(const QString &command, const QJsonObject &arguments) const
{
    Result<QJsonObject> outcome = Failure(Error{});
    m_thread->runAndWait([&](SandboxEngine &engine) { outcome = engine.control().run(command, arguments); });
    return outcome;
}

QList<LedgerEntry> Sandbox::ledger() const
{
    QList<LedgerEntry> entries;
    m_thread->runAndWait([&](SandboxEngine &engine) { entries = engine.ledger().value_or(entries); });
    return entries;
}

QList<SandboxThalesAsyncRequest> Sandbox::thalesAsyncRequests() const
{
    QList<SandboxThalesAsyncRequest> requests;
    m_thread->runAndWait([&](SandboxEngine &engine) { requests = engine.thales().asyncRequests().value_or(requests); });
    return requests;
}

void Sandbox::notify(const SandboxNotificationTarget &target) const
{
    m_thread->run([target](SandboxEngine &engine) { engine.notify(target); });
}

void Sandbox::repeatNotifications(int count) const
{
    m_thread->run([count](SandboxEngine &engine) { engine.notifier().repeatNext(count); });
}

void Sandbox::delayNotification(std::chrono::milliseconds by) const
{
    m_thread->run([by](SandboxEngine &engine) { engine.notifier().delayNext(by); });
}

QList<SandboxThalesNotification> Sandbox::thalesNotifications() const
{
    QList<SandboxThalesNotification> owed;
    m_thread->runAndWait([&](SandboxEngine &engine) { owed = engine.thales().notifications().value_or(owed); });
    return owed;
}

QList<SandboxCardImageRequest> Sandbox::cardImageRequests() const
{
    QList<SandboxCardImageRequest> requests;
    m_thread->runAndWait([&](SandboxEngine &engine) { requests = engine.cardImages().requests(); });
    return requests;
}

QByteArray toJson(const SandboxConnection &connection)
{
    const QJsonObject object{{u"baseUrl"_s, connection.baseUrl},
                             {u"merchantId"_s, connection.merchantId},
                             {u"apiKey"_s, connection.apiKey},
                             {u"caFile"_s, connection.caFile},
                             {u"clientCertificateFile"_s, connection.clientCertificateFile},
                             {u"clientKeyFile"_s, connection.clientKeyFile},
                             {u"encryptionCertificateFile"_s, connection.encryptionCertificateFile},
                             {u"encryptionKeyId"_s, connection.encryptionKeyId},
                             {u"decryptionKeyFile"_s, connection.decryptionKeyFile},
                             {u"decryptionKeyId"_s, connection.decryptionKeyId},
                             {u"receiverCertificateFile"_s, connection.receiverCertificateFile},
                             {u"receiverKeyFile"_s, connection.receiverKeyFile},
                             {u"notificationKey"_s, connection.notificationKey},
                             {u"port"_s, connection.port},
                             {u"cardImageBaseUrl"_s, connection.cardImageBaseUrl},
                             {u"controlBaseUrl"_s, connection.controlBaseUrl},
                             {u"fiservBaseUrl"_s, connection.fiservBaseUrl},
                             {u"fiservApiKey"_s, connection.fiservApiKey},
                             {u"fiservApiSecret"_s, connection.fiservApiSecret},
                             {u"fiservAccessToken"_s, connection.fiservAccessToken},
                             {u"fiservSignature"_s, connection.fiservSignature},
                             {u"cybersource"_s, toJsonObject(connection.cybersource)}};
    return QJsonDocument(object).toJson();
}

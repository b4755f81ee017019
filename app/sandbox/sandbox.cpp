// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/sandbox.h"

#include "app/core/worker.h"
#include "app/sandbox/sandboxengine.h"

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
    SandboxOptions absolute = options;
    absolute.dataDir = QDir::cleanPath(QDir(options.dataDir).absolutePath());
    return absolute;
}
} // namespace

Sandbox::Sandbox() : m_faults(std::make_shared<SandboxFaults>()), m_worker(std::make_unique<Worker>(u"sandbox"_s)) {}

Pending<std::shared_ptr<Sandbox>> Sandbox::start(const SandboxOptions &options)
{
    const Result<SandboxOptions> usable = checked(options);
    if (!usable)
        return failed<std::shared_ptr<Sandbox>>(usable.error());

    auto *worker = new Sandbox;
    const QThread *const thread = worker->m_worker->context()->thread();
    // A thread cannot wait for its own end. When nobody waited for the start, the last owner lets go in the worker.
    std::shared_ptr<Sandbox> sandbox(worker, [thread](Sandbox *last) {
        if (QThread::currentThread() == thread)
            QThreadPool::globalInstance()->start([last] { delete last; });
        else
            delete last;
    });
    for (const QString &fault : options.faults) {
        if (const Result<Done> added = sandbox->m_faults->add(fault); !added)
            return failed<std::shared_ptr<Sandbox>>(added.error());
    }

    const Settler<std::shared_ptr<Sandbox>> settler;
    Worker &own = *sandbox->m_worker;
    const Pending<Done> started = own.run([self = sandbox.get(), wanted = *usable]() -> Result<Done> {
        auto engine = std::make_unique<SandboxEngine>(wanted, self->m_faults);
        const Result<SandboxConnection> connection = engine->start();
        if (!connection)
            return Failure(connection.error());
        self->m_connection = *connection;
        self->m_engine = std::move(engine);
        return Done{};
    });
    whenSettled<Done>(started, [settler, sandbox = std::move(sandbox)](const Result<Done> &outcome) mutable {
        if (outcome)
            settler.settle(std::move(sandbox));
        else
            settler.settle(Failure(outcome.error()));
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

Sandbox::~Sandbox()
{
    m_worker->runAndWait([this] { m_engine.reset(); });
}

void Sandbox::setFault(SandboxFault fault, int count, SandboxFaultScope scope) const
{
    m_faults->setNext(fault, count, scope);
}

void Sandbox::clearFaults() const
{
    m_faults->clear();
}

QList<LedgerEntry> Sandbox::ledger() const
{
    QList<LedgerEntry> entries;
    m_worker->runAndWait([&] { entries = m_engine->ledger().value_or(QList<LedgerEntry>()); });
    return entries;
}

QList<SandboxThalesAsyncRequest> Sandbox::thalesAsyncRequests() const
{
    QList<SandboxThalesAsyncRequest> requests;
    m_worker->runAndWait([&] { requests = m_engine->thales().asyncRequests().value_or(requests); });
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
                             {u"port"_s, connection.port}};
    return QJsonDocument(object).toJson();
}

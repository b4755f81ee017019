// SPDX-License-Identifier: Apache-2.0
#include "app/settings/keychainsecretstore.h"

#include "app/settings/memorysecretstore.h"

#include <qt6keychain/keychain.h>

#ifdef Q_OS_LINUX
#include <QDBusConnection>
#include <QDBusConnectionInterface>
#endif

using namespace Qt::StringLiterals;

namespace {
const QString serviceName = u"tokendesk"_s;

QString nameOf(const QString &connectionId, const QString &key)
{
    return connectionId + u'/' + key;
}

Error keychainError(const QKeychain::Job &job)
{
    return {.kind = Error::Kind::Storage, .detail = u"the keychain refused: %1"_s.arg(job.errorString())};
}

//! Starts the job in the store's thread; `finish(job)` runs there once it has ended.
template <typename Job, typename Prepare, typename Finish>
void start(QObject *store, const QString &name, Prepare prepare, Finish finish)
{
    QMetaObject::invokeMethod(store, [store, name, prepare = std::move(prepare), finish = std::move(finish)]() mutable {
        auto *job = new Job(serviceName, store);
        job->setKey(name);
        job->setInsecureFallback(false);
        prepare(*job);
        QObject::connect(job, &QKeychain::Job::finished, store, [job, finish = std::move(finish)] { finish(*job); });
        job->start();
    });
}

#ifdef Q_OS_LINUX
bool isAnswering(QDBusConnectionInterface &bus, const QString &service)
{
    constexpr int patienceMs = 1000;
    bus.setTimeout(patienceMs);
    if (bus.isServiceRegistered(service))
        return true;
    const QDBusReply<QStringList> startable = bus.activatableServiceNames();
    return startable.isValid() && startable.value().contains(service);
}
#endif

bool hasKeychain()
{
#ifdef Q_OS_LINUX
    QDBusConnection session = QDBusConnection::sessionBus();
    if (!session.isConnected())
        return false;
    return isAnswering(*session.interface(), u"org.freedesktop.secrets"_s) || isAnswering(*session.interface(), u"org.kde.kwalletd5"_s);
#else
    return true;
#endif
}
} // namespace

Pending<std::shared_ptr<const SecretBytes>> KeychainSecretStore::read(const QString &connectionId, const QString &key)
{
    using Secret = std::shared_ptr<const SecretBytes>;
    const Settler<Secret> settler;
    start<QKeychain::ReadPasswordJob>(
        this, nameOf(connectionId, key), [](QKeychain::ReadPasswordJob &) {},
        [settler](QKeychain::ReadPasswordJob &job) {
            if (job.error() == QKeychain::EntryNotFound)
                return settler.settle(Secret());
            if (job.error() != QKeychain::NoError)
                return settler.settle(Failure(keychainError(job)));
            QByteArray bytes = job.binaryData();
            settler.settle(std::make_shared<const SecretBytes>(SecretBytes::copyOf(QByteArrayView(bytes))));
            wipe(bytes);
        });
    return settler.pending();
}

Pending<Done> KeychainSecretStore::write(const QString &connectionId, const QString &key, std::shared_ptr<const SecretBytes> secret)
{
    const Settler<Done> settler;
    start<QKeychain::WritePasswordJob>(
        this, nameOf(connectionId, key),
        [secret](QKeychain::WritePasswordJob &job) { job.setBinaryData(secret->bytes().toByteArray()); },
        [settler](QKeychain::WritePasswordJob &job) {
            settler.settle(job.error() == QKeychain::NoError ? Result<Done>(Done{}) : Failure(keychainError(job)));
        });
    return settler.pending();
}

Pending<Done> KeychainSecretStore::remove(const QString &connectionId, const QString &key)
{
    const Settler<Done> settler;
    start<QKeychain::DeletePasswordJob>(
        this, nameOf(connectionId, key), [](QKeychain::DeletePasswordJob &) {},
        [settler](QKeychain::DeletePasswordJob &job) {
            const bool isGone = job.error() == QKeychain::NoError || job.error() == QKeychain::EntryNotFound;
            settler.settle(isGone ? Result<Done>(Done{}) : Failure(keychainError(job)));
        });
    return settler.pending();
}

std::shared_ptr<SecretStore> makeSecretStore()
{
    if (hasKeychain())
        return std::make_shared<KeychainSecretStore>();
    return std::make_shared<MemorySecretStore>();
}

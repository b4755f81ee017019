// SPDX-License-Identifier: Apache-2.0
#include "app/settings/keychainsecretstore.h"

#include "app/settings/chosensecretstore.h"
#include "app/settings/memorysecretstore.h"

#include <QTimer>

#include <qt6keychain/keychain.h>

using namespace Qt::StringLiterals;

namespace {
const QString serviceName = u"tokendesk"_s;
const QString probeName = u"probe"_s;

QString nameOf(const QString &connectionId, const QString &key)
{
    return connectionId + u'/' + key;
}

Failure keychainFailure(const QKeychain::Job &job)
{
    return Failure({.kind = Error::Kind::Storage, .detail = u"the keychain refused: %1"_s.arg(job.errorString())});
}

//! Bytes that a job shares for as long as it lives. Whoever holds this last wipes them: hold it in a connection of the
//! job, which goes after the job's own share.
struct SharedWithJob {
    QByteArray bytes;
    ~SharedWithJob() { wipe(bytes); }
};

//! Starts the job in the store's thread; `finish(job)` runs there once it has ended. The job belongs to nobody and
//! deletes itself: while the keychain is busy with it, it must not go, not even with the store.
template <typename Job, typename Prepare, typename Finish>
void start(QObject *store, const QString &name, Prepare prepare, Finish finish)
{
    QMetaObject::invokeMethod(store, [name, prepare = std::move(prepare), finish = std::move(finish)] {
        auto *job = new Job(serviceName);
        job->setKey(name);
        job->setInsecureFallback(false);
        prepare(*job);
        QObject::connect(job, &QKeychain::Job::finished, job, [job, finish] { finish(*job); });
        job->start();
    });
}
} // namespace

Pending<std::shared_ptr<const SecretBytes>> KeychainSecretStore::read(const QString &connectionId, const QString &key)
{
    using Stored = std::shared_ptr<const SecretBytes>;
    const Settler<Stored> settler;
    start<QKeychain::ReadPasswordJob>(
        this, nameOf(connectionId, key), [](QKeychain::ReadPasswordJob &) {},
        [settler, shared = std::make_shared<SharedWithJob>()](QKeychain::ReadPasswordJob &job) {
            if (job.error() == QKeychain::EntryNotFound)
                return settler.settle(Stored());
            if (job.error() != QKeychain::NoError)
                return settler.settle(keychainFailure(job));
            shared->bytes = job.binaryData();
            settler.settle(std::make_shared<const SecretBytes>(SecretBytes::copyOf(QByteArrayView(shared->bytes))));
        });
    return settler.pending();
}

Pending<Done> KeychainSecretStore::write(const QString &connectionId, const QString &key,
                                         std::shared_ptr<const SecretBytes> secret)
{
    if (!secret || secret->isEmpty())
        return remove(connectionId, key);
    const Settler<Done> settler;
    const auto shared = std::make_shared<SharedWithJob>();
    start<QKeychain::WritePasswordJob>(
        this, nameOf(connectionId, key),
        [secret, shared](QKeychain::WritePasswordJob &job) {
            shared->bytes = secret->bytes().toByteArray();
            job.setBinaryData(shared->bytes);
        },
        [settler, shared](QKeychain::WritePasswordJob &job) {
            settler.settle(job.error() == QKeychain::NoError ? Result<Done>(Done{}) : keychainFailure(job));
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
            settler.settle(isGone ? Result<Done>(Done{}) : keychainFailure(job));
        });
    return settler.pending();
}

Pending<bool> KeychainSecretStore::probe()
{
    const Settler<bool> settler;
    start<QKeychain::ReadPasswordJob>(
        this, probeName, [](QKeychain::ReadPasswordJob &) {},
        [settler](QKeychain::ReadPasswordJob &job) {
            // A keychain that is locked, or that the person did not open just now, is one nevertheless.
            const QList<QKeychain::Error> answers{QKeychain::NoError, QKeychain::EntryNotFound, QKeychain::AccessDenied,
                                                  QKeychain::AccessDeniedByUser};
            settler.settle(answers.contains(job.error()));
        });
    return settler.pending();
}

std::shared_ptr<SecretStore> makeSecretStore(std::chrono::milliseconds patience)
{
    using Store = ChosenSecretStore::Store;
    const Settler<Store> settler;
    const auto keychain = std::make_shared<KeychainSecretStore>();
    whenSettled<bool>(keychain->probe(), [settler, keychain](const Result<bool> &answers) {
        settler.settle(answers.value_or(false) ? Store(keychain) : Store(std::make_shared<MemorySecretStore>()));
    });
    // A bus that takes calls and never answers them must not keep anyone waiting. The first call to settle wins.
    QTimer::singleShot(patience, keychain.get(),
                       [settler] { settler.settle(Store(std::make_shared<MemorySecretStore>())); });
    return std::make_shared<ChosenSecretStore>(settler.pending());
}

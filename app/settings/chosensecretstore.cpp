// SPDX-License-Identifier: Apache-2.0
#include "app/settings/chosensecretstore.h"

#include <QMutex>
#include <QMutexLocker>

#include <functional>
#include <optional>

using Secret = std::shared_ptr<const SecretBytes>;

struct ChosenSecretStore::Choice {
    using Waiting = std::function<void(const Result<Store> &)>;

    //! Calls `next` with the choice: now when it has been made, otherwise then, in the thread that makes it.
    void whenMade(const Waiting &next)
    {
        QMutexLocker lock(&mutex);
        if (!made) {
            waiting.append(next);
            return;
        }
        lock.unlock();
        next(*made); // never changes again
    }

    void make(const Result<Store> &store)
    {
        QMutexLocker lock(&mutex);
        made = store;
        const QList<Waiting> all = std::exchange(waiting, {});
        lock.unlock();
        for (const Waiting &next : all)
            next(store);
    }

    QMutex mutex;
    std::optional<Result<Store>> made;
    QList<Waiting> waiting;
};

namespace {
//! `ask(store)`, once there is a store; the choice's error otherwise.
template <typename T, typename Choice, typename Ask>
Pending<T> asked(const std::shared_ptr<Choice> &choice, Ask ask)
{
    const Settler<T> settler;
    choice->whenMade([settler, ask](const Result<ChosenSecretStore::Store> &store) {
        if (!store)
            return settler.settle(Failure(store.error()));
        whenSettled<T>(ask(**store), [settler](const Result<T> &answer) { settler.settle(answer); });
    });
    return settler.pending();
}
} // namespace

ChosenSecretStore::ChosenSecretStore(const Pending<Store> &choice) : m_choice(std::make_shared<Choice>())
{
    whenSettled<Store>(choice, [made = m_choice](const Result<Store> &store) { made->make(store); });
}

Pending<Secret> ChosenSecretStore::read(const QString &connectionId, const QString &key)
{
    return asked<Secret>(m_choice, [connectionId, key](SecretStore &store) { return store.read(connectionId, key); });
}

Pending<Done> ChosenSecretStore::write(const QString &connectionId, const QString &key, Secret secret)
{
    return asked<Done>(m_choice, [connectionId, key, secret = std::move(secret)](SecretStore &store) {
        return store.write(connectionId, key, secret);
    });
}

Pending<Done> ChosenSecretStore::remove(const QString &connectionId, const QString &key)
{
    return asked<Done>(m_choice, [connectionId, key](SecretStore &store) { return store.remove(connectionId, key); });
}

bool ChosenSecretStore::isPersistent() const
{
    const QMutexLocker lock(&m_choice->mutex);
    return m_choice->made && *m_choice->made && (**m_choice->made)->isPersistent();
}

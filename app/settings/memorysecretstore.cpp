// SPDX-License-Identifier: Apache-2.0
#include "app/settings/memorysecretstore.h"

#include <QMutexLocker>

Pending<std::shared_ptr<const SecretBytes>> MemorySecretStore::read(const QString &connectionId, const QString &key)
{
    const QMutexLocker lock(&m_mutex);
    return settled<std::shared_ptr<const SecretBytes>>(m_secrets.value({connectionId, key}));
}

Pending<Done> MemorySecretStore::write(const QString &connectionId, const QString &key,
                                       std::shared_ptr<const SecretBytes> secret)
{
    if (!secret || secret->isEmpty())
        return remove(connectionId, key);
    const QMutexLocker lock(&m_mutex);
    m_secrets.insert({connectionId, key}, std::move(secret));
    return settled<Done>(Done{});
}

Pending<Done> MemorySecretStore::remove(const QString &connectionId, const QString &key)
{
    const QMutexLocker lock(&m_mutex);
    m_secrets.remove({connectionId, key});
    return settled<Done>(Done{});
}

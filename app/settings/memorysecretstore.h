// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/settings/secretstore.h"

#include <QMap>
#include <QMutex>
#include <QPair>

//! Secrets for this run of the program only. Thread-safe; settles at once.
class MemorySecretStore final : public SecretStore
{
public:
    [[nodiscard]] Pending<std::shared_ptr<const SecretBytes>> read(const QString &connectionId,
                                                                   const QString &key) override;
    [[nodiscard]] Pending<Done> write(const QString &connectionId, const QString &key,
                                      std::shared_ptr<const SecretBytes> secret) override;
    [[nodiscard]] Pending<Done> remove(const QString &connectionId, const QString &key) override;
    [[nodiscard]] bool isPersistent() const override { return false; }

private:
    QMutex m_mutex;
    QMap<QPair<QString, QString>, std::shared_ptr<const SecretBytes>> m_secrets;
};

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/settings/secretstore.h"

#include <QObject>

//! Secrets in the system's keychain (Secret Service, KWallet, Windows Credential Manager, macOS keychain), never in plain
//! text. Lives in the thread that made it, which must run an event loop; may be called from any thread.
class KeychainSecretStore final : public QObject, public SecretStore
{
    Q_OBJECT
public:
    [[nodiscard]] Pending<std::shared_ptr<const SecretBytes>> read(const QString &connectionId, const QString &key) override;
    [[nodiscard]] Pending<Done> write(const QString &connectionId, const QString &key,
                                      std::shared_ptr<const SecretBytes> secret) override;
    [[nodiscard]] Pending<Done> remove(const QString &connectionId, const QString &key) override;
    [[nodiscard]] bool isPersistent() const override { return true; }
};

//! The keychain where the system offers one; memory for this run where it does not. Asks without waiting for anyone:
//! within two seconds even on a bus that does not answer.
[[nodiscard]] std::shared_ptr<SecretStore> makeSecretStore();

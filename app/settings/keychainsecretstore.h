// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/settings/secretstore.h"

#include <QObject>

#include <chrono>

//! Secrets in the system's keychain (Secret Service, KWallet, Windows Credential Manager, macOS keychain), under the
//! service name "tokendesk", never in plain text. Lives in the application's main thread, whose event loop carries the
//! answers; may be called from any thread. A keychain that asks the person to unlock it answers once they have.
//!
//! The bytes handed to and from the keychain's library are wiped here; the copies that the library makes on the way
//! (base64, D-Bus messages) are out of reach.
class KeychainSecretStore final : public QObject, public SecretStore
{
    Q_OBJECT
public:
    [[nodiscard]] Pending<std::shared_ptr<const SecretBytes>> read(const QString &connectionId,
                                                                   const QString &key) override;
    [[nodiscard]] Pending<Done> write(const QString &connectionId, const QString &key,
                                      std::shared_ptr<const SecretBytes> secret) override;
    [[nodiscard]] Pending<Done> remove(const QString &connectionId, const QString &key) override;
    [[nodiscard]] bool isPersistent() const override { return true; }

    //! Whether there is a keychain: asks it for a secret that it does not have. Does not make it ask for a password.
    [[nodiscard]] Pending<bool> probe();
};

//! The system's keychain where one answers; memory for this run where none does, or none within `patience`. Returns at
//! once and never blocks: the keychain is asked in the background. Call it in the main thread.
[[nodiscard]] std::shared_ptr<SecretStore>
makeSecretStore(std::chrono::milliseconds patience = std::chrono::seconds(10));

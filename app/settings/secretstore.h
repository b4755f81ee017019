// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/pending.h"
#include "app/core/secretbytes.h"

#include <memory>

//! Where API keys and passphrases live: the system's keychain, or this run's memory where there is none. Never a file.
//! Thread-safe.
class SecretStore
{
public:
    virtual ~SecretStore() = default;
    //! Null when nothing is stored under these names.
    [[nodiscard]] virtual Pending<std::shared_ptr<const SecretBytes>> read(const QString &connectionId,
                                                                           const QString &key) = 0;
    //! Replaces what was stored. An empty secret, or none, removes it. Storage when the keychain refuses: nothing is
    //! kept.
    [[nodiscard]] virtual Pending<Done> write(const QString &connectionId, const QString &key,
                                              std::shared_ptr<const SecretBytes> secret) = 0;
    //! Succeeds also when there was nothing.
    [[nodiscard]] virtual Pending<Done> remove(const QString &connectionId, const QString &key) = 0;
    //! False when secrets last for this run only; the settings page says so.
    [[nodiscard]] virtual bool isPersistent() const = 0;
};

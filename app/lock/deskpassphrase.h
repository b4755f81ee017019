// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/pending.h"
#include "app/settings/secretstore.h"

#include <memory>

//! The passphrase that unlocks this desk. The keychain holds a salted hash of it (PassphraseRecord), or this run's
//! memory where there is no keychain; a file never does. Everything slow happens in another thread.
class DeskPassphrase
{
public:
    using Typed = std::shared_ptr<const SecretBytes>;
    enum class Verdict {
        Right,
        Wrong,
        Missing, //!< the keychain answers, but holds none: nobody can tell
    };
    static constexpr qsizetype fewestCharacters = 8;

    explicit DeskPassphrase(std::shared_ptr<SecretStore> store) : m_store(std::move(store)) {}

    //! Storage when the keychain does not answer, or what it holds is damaged. `isExpectedInKeychain`: one was kept
    //! there, so that a run without a keychain cannot tell, rather than knows of none.
    [[nodiscard]] Pending<Verdict> check(const Typed &typed, bool isExpectedInKeychain) const;
    //! Replaces the one there was. InvalidInput when it is too short.
    [[nodiscard]] Pending<Done> set(const Typed &fresh) const;
    [[nodiscard]] Pending<Done> remove() const;
    //! False when it is forgotten with this run.
    [[nodiscard]] bool isLasting() const { return m_store->isPersistent(); }

private:
    std::shared_ptr<SecretStore> m_store;
};

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/settings/secretstore.h"

//! Another store that is still being chosen: what is asked for before waits for the choice, what is asked for later
//! goes straight on.
class ChosenSecretStore final : public SecretStore
{
public:
    using Store = std::shared_ptr<SecretStore>;
    //! A choice that fails, or is abandoned, fails everything that is asked for with its error.
    explicit ChosenSecretStore(const Pending<Store> &choice);

    [[nodiscard]] Pending<std::shared_ptr<const SecretBytes>> read(const QString &connectionId,
                                                                   const QString &key) override;
    [[nodiscard]] Pending<Done> write(const QString &connectionId, const QString &key,
                                      std::shared_ptr<const SecretBytes> secret) override;
    [[nodiscard]] Pending<Done> remove(const QString &connectionId, const QString &key) override;
    //! False, too, until the choice has been made.
    [[nodiscard]] bool isPersistent() const override;

private:
    struct Choice;
    std::shared_ptr<Choice> m_choice;
};

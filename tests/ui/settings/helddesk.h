// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/operations/desk.h"
#include "app/settings/memorysecretstore.h"
#include "tests/operations/heldrecords.h"
#include "tests/support/fakeclock.h"

#include <functional>

//! A keychain that can refuse, and that can take its time with what it is told to keep.
class HeldKeychain final : public SecretStore
{
public:
    using Stored = std::shared_ptr<const SecretBytes>;

    Pending<Stored> read(const QString &connectionId, const QString &key) override
    {
        return readError ? failed<Stored>(*readError) : kept.read(connectionId, key);
    }
    Pending<Done> write(const QString &connectionId, const QString &key, Stored secret) override
    {
        ++writes;
        if (writeError)
            return failed<Done>(*writeError);
        if (!isHeld)
            return kept.write(connectionId, key, std::move(secret));
        const Settler<Done> settler;
        m_held.push_back([this, settler, connectionId, key, secret](const Result<Done> &outcome) {
            if (outcome)
                (void)kept.write(connectionId, key, secret);
            settler.settle(outcome);
        });
        return settler.pending();
    }
    Pending<Done> remove(const QString &connectionId, const QString &key) override
    {
        return removeError ? failed<Done>(*removeError) : kept.remove(connectionId, key);
    }
    bool isPersistent() const override { return lasts; }

    [[nodiscard]] bool isWaiting() const { return !m_held.empty(); }
    //! Answers what waits, and what is asked because of the answer.
    void answer(const Result<Done> &outcome = Done{})
    {
        while (!m_held.empty())
            std::exchange(m_held, {}).front()(outcome);
    }
    void put(const QString &connectionId, const QString &key, const QString &text)
    {
        (void)kept.write(connectionId, key, std::make_shared<const SecretBytes>(SecretBytes::fromText(text)));
    }
    //! Empty when nothing is kept.
    [[nodiscard]] QString text(const QString &connectionId, const QString &key)
    {
        const Stored stored = outcomeOf<Stored>(kept.read(connectionId, key)).value();
        return stored ? QString::fromUtf8(stored->bytes()) : QString();
    }

    MemorySecretStore kept;
    std::optional<Error> readError, writeError, removeError;
    int writes = 0; //!< how often it was told to keep something
    bool isHeld = false;
    bool lasts = true;

private:
    std::vector<std::function<void(const Result<Done> &)>> m_held;
};

//! A kind of token service whose connections open when the test says so.
class HeldKind final : public ProviderKind
{
public:
    using Provider = std::shared_ptr<TokenProvider>;
    //! What was asked, shared with the test: the desk owns the kind.
    struct Opening {
        QList<ConnectionValues> values;
        std::vector<Settler<Provider>> held;
        bool takesLifecycle = false;
    };

    explicit HeldKind(std::shared_ptr<Opening> opening) : m_opening(std::move(opening))
    {
        const auto field = [](const QString &key, const QString &label, FormField::Kind kind, bool isRequired = false) {
            FormField made;
            made.key = key;
            made.label = label;
            made.kind = kind;
            made.isRequired = isRequired;
            made.group = u"Server"_s;
            return made;
        };
        m_form.id = u"held"_s;
        m_form.fields = {field(u"baseUrl"_s, u"Base address"_s, FormField::Kind::Url, true),
                         field(u"merchantId"_s, u"Merchant id"_s, FormField::Kind::Text),
                         field(u"apiKey"_s, u"API key"_s, FormField::Kind::Secret, true),
                         field(u"keyFile"_s, u"Private key"_s, FormField::Kind::File),
                         field(u"passphrase"_s, u"Passphrase"_s, FormField::Kind::Secret)};
        m_form.fields[1].maxLength = 8;
    }
    QString id() const override { return u"held"_s; }
    QString label() const override { return u"Held service"_s; }
    const Form &connectionForm() const override { return m_form; }
    bool takesLifecycleExtension() const override { return m_opening->takesLifecycle; }
    Pending<Provider> open(const ConnectionValues &values) const override
    {
        m_opening->values << values;
        return m_opening->held.emplace_back().pending();
    }

private:
    Form m_form;
    std::shared_ptr<Opening> m_opening;
};

//! A desk that knows one kind of token service, nothing of it real.
struct HeldDesk {
    std::shared_ptr<HeldKind::Opening> opening = std::make_shared<HeldKind::Opening>();
    std::shared_ptr<HeldProvider> provider = std::make_shared<HeldProvider>();
    std::shared_ptr<HeldKeychain> secrets = std::make_shared<HeldKeychain>();
    std::shared_ptr<HeldKeychain> builtInSecrets = std::make_shared<HeldKeychain>();
    std::shared_ptr<FakeClock> clock = std::make_shared<FakeClock>();
    Desk desk{parts()};

    //! The connection that is being opened opens.
    void open() const { opening->held.back().settle(HeldKind::Provider(provider)); }

private:
    [[nodiscard]] Desk::Parts parts() const
    {
        const auto sequence = std::make_shared<Sequence>();
        Desk::Parts made;
        made.kinds.push_back(std::make_unique<HeldKind>(opening));
        made.journal = std::make_shared<HeldJournal>(sequence);
        made.workspace = std::make_shared<NotingWorkspace>(sequence);
        made.secrets = secrets;
        made.builtInSecrets = builtInSecrets;
        made.exchanges = std::make_shared<ExchangeLog>();
        made.clock = clock;
        return made;
    }
};

[[nodiscard]] inline ConnectionProfile heldProfile(const QString &id = u"c-1"_s, const QString &name = u"Shop"_s)
{
    return {.id = id,
            .name = name,
            .kind = u"held"_s,
            .environment = Environment::Test,
            .values = {{u"baseUrl"_s, u"https://shop.example"_s}, {u"ofAnotherVersion"_s, u"kept"_s}},
            .isBuiltIn = false};
}

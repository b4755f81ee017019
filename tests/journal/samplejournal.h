// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/journal/sqlitejournal.h"
#include "app/settings/memorysecretstore.h"
#include "tests/support/fakeclock.h"

//! A keychain in memory: it says that it lasts.
class FakeKeychain final : public SecretStore
{
public:
    Pending<std::shared_ptr<const SecretBytes>> read(const QString &connectionId, const QString &key) override
    {
        return m_memory.read(connectionId, key);
    }
    Pending<Done> write(const QString &connectionId, const QString &key,
                        std::shared_ptr<const SecretBytes> secret) override
    {
        return m_memory.write(connectionId, key, std::move(secret));
    }
    Pending<Done> remove(const QString &connectionId, const QString &key) override
    {
        return m_memory.remove(connectionId, key);
    }
    bool isPersistent() const override { return true; }

private:
    MemorySecretStore m_memory;
};

//! A journal with rows of every kind, several signed heads and an anchor.
struct SampleJournal {
    explicit SampleJournal(const QString &file, std::shared_ptr<SecretStore> store = std::make_shared<FakeKeychain>(),
                           const ProgramRun &run = currentRun());
    //! Adds this many operations, each with an outcome, some with a settlement, and events; then signs the head.
    void fill(int operations);
    //! Adds an operation on several tokens, which succeeded; returns its entry.
    qint64 updateSeveral(const QStringList &tokens);
    //! Settles every operation that has no settled outcome.
    void settleAll();
    //! The key and the anchor, as a check of the journal needs them.
    [[nodiscard]] HeadKey key() const;
    [[nodiscard]] std::optional<HeadAnchor> anchor() const;
    [[nodiscard]] JournalVerdict verify() const;
    //! Executes statements in the file, with everything off that protects the journal.
    [[nodiscard]] Result<Done> tamper(const QStringList &statements) const;

    QString file;
    std::shared_ptr<FakeClock> clock = std::make_shared<FakeClock>();
    std::shared_ptr<Database> database;
    std::shared_ptr<JournalKeys> keys;
    std::shared_ptr<SqliteJournal> journal;
};

//! A run whose process does not exist any more.
[[nodiscard]] ProgramRun endedRun();

//! Takes the triggers and checks away that stand in the way of tampering.
[[nodiscard]] Result<Done> dropProtection(QSqlDatabase &connection);

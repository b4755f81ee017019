// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/journal.h"

#include <QObject>

#include <atomic>
#include <memory>

//! How many operations have no outcome yet. Shared with what is still under way, which may outlive the journal.
class OpenOperations final : public QObject
{
    Q_OBJECT
public:
    [[nodiscard]] int count() const { return m_count.load(); }
    void begin() { ++m_count; }
    void end();

Q_SIGNALS:
    void allEnded();

private:
    std::atomic<int> m_count{0};
};

//! A journal that knows how many of this run's operations have no outcome yet, so that the program can wait for them
//! before it ends. Passes everything on to the journal that it was given.
class WatchedJournal final : public QObject, public Journal
{
    Q_OBJECT
public:
    explicit WatchedJournal(std::shared_ptr<Journal> journal);

    //! Counts from the call of `open` on: between it and the durable row the program must not end either.
    [[nodiscard]] int openCount() const { return m_open->count(); }

    [[nodiscard]] Pending<qint64> open(const JournalIntent &intent) override;
    [[nodiscard]] Pending<Done> close(qint64 entry, const JournalOutcome &outcome) override;
    [[nodiscard]] Pending<QList<JournalEntry>> entriesFor(const QString &connectionId, const TokenId &token) override;
    [[nodiscard]] Pending<QList<JournalEntry>> openItems() override;
    [[nodiscard]] Pending<Done> settle(qint64 entry, const JournalSettlement &settlement) override;
    [[nodiscard]] Pending<Done> record(const JournalEvent &event) override;
    [[nodiscard]] Pending<QList<JournalEntry>> query(const JournalFilter &filter, qint64 before, int limit) override;
    [[nodiscard]] Pending<QList<RecordedEvent>> events(const JournalFilter &filter, qint64 before, int limit) override;
    [[nodiscard]] Pending<JournalEvidence> evidence(const QString &connectionId, const TokenId &token) override;
    [[nodiscard]] Pending<JournalVerdict> verify(const VerificationWatch &watch) override;

Q_SIGNALS:
    //! No operation is open any more: the last outcome is recorded, or could not be. From any thread.
    void settled();

private:
    std::shared_ptr<Journal> m_journal;
    std::shared_ptr<OpenOperations> m_open;
};

// SPDX-License-Identifier: Apache-2.0
#include "app/journal/watchedjournal.h"

void OpenOperations::end()
{
    if (--m_count == 0)
        Q_EMIT allEnded();
}

WatchedJournal::WatchedJournal(std::shared_ptr<Journal> journal)
    : m_journal(std::move(journal)), m_open(std::make_shared<OpenOperations>())
{
    connect(m_open.get(), &OpenOperations::allEnded, this, &WatchedJournal::settled);
}

// The count is right by the time the caller hears of the entry: both wait for a Pending that settles after it.

Pending<qint64> WatchedJournal::open(const JournalIntent &intent)
{
    m_open->begin();
    return chainAlways<qint64>(m_journal->open(intent), [open = m_open](const Result<qint64> &entry) {
        if (!entry)
            open->end();
        return ::settled<qint64>(entry);
    });
}

Pending<Done> WatchedJournal::close(qint64 entry, const JournalOutcome &outcome)
{
    return chainAlways<Done>(m_journal->close(entry, outcome), [open = m_open](const Result<Done> &closed) {
        open->end(); // also when the row could not be written: waiting longer would not write it
        return ::settled<Done>(closed);
    });
}

Pending<QList<JournalEntry>> WatchedJournal::entriesFor(const QString &connectionId, const TokenId &token)
{
    return m_journal->entriesFor(connectionId, token);
}

Pending<QList<JournalEntry>> WatchedJournal::openItems()
{
    return m_journal->openItems();
}

Pending<Done> WatchedJournal::settle(qint64 entry, const JournalSettlement &settlement)
{
    return m_journal->settle(entry, settlement);
}

Pending<Done> WatchedJournal::record(const JournalEvent &event)
{
    return m_journal->record(event);
}

Pending<QList<JournalEntry>> WatchedJournal::query(const JournalFilter &filter, qint64 before, int limit)
{
    return m_journal->query(filter, before, limit);
}

Pending<QList<RecordedEvent>> WatchedJournal::events(const JournalFilter &filter, qint64 before, int limit)
{
    return m_journal->events(filter, before, limit);
}

Pending<JournalEvidence> WatchedJournal::evidence(const QString &connectionId, const TokenId &token)
{
    return m_journal->evidence(connectionId, token);
}

Pending<JournalVerdict> WatchedJournal::verify(const VerificationWatch &watch)
{
    return m_journal->verify(watch);
}

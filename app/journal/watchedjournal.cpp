// SPDX-License-Identifier: Apache-2.0
#include "app/journal/watchedjournal.h"

#include <QPointer>

WatchedJournal::WatchedJournal(std::shared_ptr<Journal> journal)
    : m_journal(std::move(journal)), m_open(std::make_shared<std::atomic<int>>(0))
{
}

int WatchedJournal::openCount() const
{
    return m_open->load();
}

Pending<qint64> WatchedJournal::open(const JournalIntent &intent)
{
    ++*m_open; // counted from here on: between the call and the durable row the program must not end either
    const Pending<qint64> opened = m_journal->open(intent);
    whenSettled<qint64>(opened, [open = m_open](const Result<qint64> &entry) {
        if (!entry)
            --*open;
    });
    return opened;
}

Pending<Done> WatchedJournal::close(qint64 entry, const JournalOutcome &outcome)
{
    const Pending<Done> closed = m_journal->close(entry, outcome);
    whenSettled<Done>(closed, [open = m_open, self = QPointer<WatchedJournal>(this)](const Result<Done> &) {
        // Also when the row could not be written: waiting longer would not write it.
        if (--*open == 0 && self)
            Q_EMIT self->settled();
    });
    return closed;
}

Pending<QList<JournalEntry>> WatchedJournal::entriesFor(const QString &connectionId, const TokenId &token)
{
    return m_journal->entriesFor(connectionId, token);
}

Pending<QList<JournalEntry>> WatchedJournal::leftOpen()
{
    return m_journal->leftOpen();
}

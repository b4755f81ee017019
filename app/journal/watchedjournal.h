// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/journal.h"

#include <QObject>

#include <atomic>
#include <memory>

//! A journal that knows how many of this run's operations have no outcome yet, so that the program can wait for them
//! before it ends. Passes everything on to the journal that it was given.
class WatchedJournal final : public QObject, public Journal
{
    Q_OBJECT
public:
    explicit WatchedJournal(std::shared_ptr<Journal> journal);

    [[nodiscard]] int openCount() const;

    [[nodiscard]] Pending<qint64> open(const JournalIntent &intent) override;
    [[nodiscard]] Pending<Done> close(qint64 entry, const JournalOutcome &outcome) override;
    [[nodiscard]] Pending<QList<JournalEntry>> entriesFor(const QString &connectionId, const TokenId &token) override;
    [[nodiscard]] Pending<QList<JournalEntry>> leftOpen() override;

Q_SIGNALS:
    //! The last open operation has its outcome recorded. From any thread.
    void settled();

private:
    std::shared_ptr<Journal> m_journal;
    std::shared_ptr<std::atomic<int>> m_open;
};

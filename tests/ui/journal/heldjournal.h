// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/journal.h"

#include <QHash>

#include <deque>

//! A journal for the tests of the pages that read it: answers at once, or when the test says so while `isHeld`.
class HeldJournal final : public Journal
{
public:
    template <typename T>
    class Questions
    {
    public:
        Pending<T> ask(bool isHeld, const Result<T> &answer)
        {
            ++asked;
            if (!isHeld)
                return settled<T>(answer);
            m_held.push_back({Settler<T>(), answer});
            return m_held.back().first.pending();
        }
        //! Answers the oldest question that waits, or the newest.
        void answerOldest() { settleAt(m_held.begin()); }
        void answerNewest() { settleAt(std::prev(m_held.end())); }
        [[nodiscard]] std::size_t waiting() const { return m_held.size(); }
        int asked = 0;

    private:
        using Held = std::deque<std::pair<Settler<T>, Result<T>>>;
        void settleAt(typename Held::iterator held)
        {
            const auto [settler, answer] = *held;
            m_held.erase(held);
            settler.settle(answer);
        }
        Held m_held;
    };

    QList<JournalEntry> entries;    //!< newest first; the list and the paged queries come from it
    QList<RecordedEvent> recorded;  //!< newest first
    QList<JournalEntry> unsettled;  //!< newest first
    QList<std::pair<qint64, JournalSettlement>> settlements;
    QList<JournalEvent> notedEvents;
    QList<JournalFilter> filters; //!< of every query, in order
    std::optional<Error> error;   //!< why nothing can be read or written
    std::optional<Error> recordError; //!< why no event can be recorded
    JournalEvidence proof;
    JournalVerdict verdict;
    VerificationWatch watch; //!< of the last check
    bool isHeld = false;

    Questions<QList<JournalEntry>> itemQuestions;
    Questions<Done> settleQuestions;
    Questions<QList<JournalEntry>> entryQuestions;
    Questions<QList<RecordedEvent>> eventQuestions;
    Questions<JournalEvidence> evidenceQuestions;
    Questions<JournalVerdict> verdictQuestions;

    Pending<qint64> open(const JournalIntent &) override { return answer<qint64>(1); }
    Pending<Done> close(qint64, const JournalOutcome &) override { return answer<Done>(Done{}); }
    Pending<QList<JournalEntry>> entriesFor(const QString &, const TokenId &) override { return answer(entries); }
    Pending<QList<JournalEntry>> openItems() override { return itemQuestions.ask(isHeld, orError(unsettled)); }
    Pending<Done> settle(qint64 entry, const JournalSettlement &settlement) override
    {
        if (!error) {
            settlements.append({entry, settlement});
            if (settlement.kind != JournalSettlement::Kind::StillUnknown)
                unsettled.removeIf([entry](const JournalEntry &item) { return item.id == entry; });
            for (JournalEntry &item : unsettled) {
                if (item.id == entry)
                    item.settlement = settlement;
            }
        }
        return settleQuestions.ask(isHeld, orError(Done{}));
    }
    Pending<Done> record(const JournalEvent &event) override
    {
        notedEvents.append(event);
        return recordError ? failed<Done>(*recordError) : answer<Done>(Done{});
    }
    Pending<QList<JournalEntry>> query(const JournalFilter &filter, qint64 before, int limit) override
    {
        filters.append(filter);
        return entryQuestions.ask(isHeld, orError(page(entries, before, limit)));
    }
    Pending<QList<RecordedEvent>> events(const JournalFilter &filter, qint64 before, int limit) override
    {
        filters.append(filter);
        return eventQuestions.ask(isHeld, orError(page(recorded, before, limit)));
    }
    Pending<JournalEvidence> evidence(const QString &, const TokenId &) override
    {
        return evidenceQuestions.ask(isHeld, orError(proof));
    }
    Pending<JournalVerdict> verify(const VerificationWatch &asked) override
    {
        watch = asked;
        return verdictQuestions.ask(isHeld, orError(verdict));
    }

private:
    template <typename T>
    [[nodiscard]] Result<T> orError(const T &value) const
    {
        return error ? Result<T>(Failure(*error)) : Result<T>(value);
    }
    template <typename T>
    [[nodiscard]] Pending<T> answer(const T &value) const
    {
        return settled<T>(orError(value));
    }
    template <typename T>
    [[nodiscard]] static QList<T> page(const QList<T> &all, qint64 before, int limit)
    {
        QList<T> rows;
        for (const T &row : all) {
            if ((before == 0 || row.id < before) && rows.size() < limit)
                rows.append(row);
        }
        return rows;
    }
};

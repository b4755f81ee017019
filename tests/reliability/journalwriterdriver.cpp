// SPDX-License-Identifier: Apache-2.0
// Writes rows of every kind to a desk's journal and ends: for a harness that runs several at once.

#include "app/core/observe.h"
#include "app/journal/sqlitejournal.h"

#include <QCoreApplication>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace {
JournalIntent intentOf(const QString &who, int number)
{
    JournalIntent intent;
    intent.operatorId = who;
    intent.operation = number % 2 == 0 ? Operation::Create : Operation::Delete;
    intent.connectionId = u"c-1"_s;
    intent.token = {number % 2 == 0 ? QString() : u"tok-%1"_s.arg(number)};
    intent.correlationId = u"%1-%2"_s.arg(who).arg(number);
    return intent;
}

//! An intent, an outcome, and now and then a settlement or an event; then the next.
Pending<Done> writeFrom(const std::shared_ptr<SqliteJournal> &journal, const QString &who, int number, int count)
{
    if (number == count)
        return settled<Done>(Done{});
    const auto closed = chain<qint64>(journal->open(intentOf(who, number)), [journal, who, number](qint64 entry) {
        JournalOutcome outcome;
        outcome.kind = number % 5 == 0 ? JournalOutcome::Kind::Unknown : JournalOutcome::Kind::Succeeded;
        return chain<Done>(journal->close(entry, outcome), [journal, who, number, entry](const Done &) {
            if (number % 5 != 0)
                return settled<Done>(Done{});
            return journal->settle(entry, {.kind = JournalSettlement::Kind::Happened,
                                           .token = {},
                                           .operatorId = who,
                                           .note = {},
                                           .settledAt = {}});
        });
    });
    const auto noted = chain<Done>(closed, [journal, who, number](const Done &) {
        if (number % 3 != 0)
            return settled<Done>(Done{});
        JournalEvent event;
        event.kind = JournalEvent::Kind::CardDataShown;
        event.operatorId = who;
        return journal->record(event);
    });
    return chain<Done>(noted, [=](const Done &) { return writeFrom(journal, who, number + 1, count); });
}
} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.size() != 4)
        return 2;
    using Opened = std::shared_ptr<Database>;
    const auto written = chain<Opened>(Database::open(words.at(1)), [words](const Opened &database) {
        const auto journal = std::make_shared<SqliteJournal>(database, std::make_shared<SystemClock>());
        return writeFrom(journal, words.at(2), 0, words.at(3).toInt());
    });
    observe<Done>(&application, written, [](const Result<Done> &outcome) {
        if (!outcome)
            std::fputs(qPrintable(outcome.error().detail + u'\n'), stderr);
        QCoreApplication::exit(outcome ? 0 : 1);
    });
    const int code = QCoreApplication::exec();
    return Database::waitUntilAllEnded(std::chrono::seconds(30)) ? code : 1;
}

// SPDX-License-Identifier: Apache-2.0
// The look-up box while someone types: every keystroke is one search of the workspace, with its thread, among as many
// snapshots as are asked for. Against it, in the same run and on the same file, a bare SQLite query with prepared
// statement: one prefix in one index, and its snapshots.
//
//     bench_search [SNAPSHOTS [FOLDER]]

#include "app/storage/database.h"
#include "app/storage/sql.h"
#include "app/workspace/sqliteworkspace.h"
#include "tests/bench/search/largedesk.h"
#include "tests/storage/await.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace {
constexpr int suggestions = 8;
constexpr int textsOfAKind = 40;
constexpr qsizetype longestTyped = 16;

//! What one person types into the box, letter by letter.
struct Typed {
    QString kind;
    QString text;
};

QList<Typed> typedTexts(int count)
{
    QList<Typed> texts;
    for (int i = 0; i < textsOfAKind; ++i) {
        const int number = static_cast<int>((i * 2'654'435'761LL) % count);
        const int annotated = number - number % 20;
        const TokenReading reading = LargeDesk::reading(number);
        texts << Typed{u"token id"_s, reading.token.id.value}
              << Typed{u"end of the id"_s, reading.token.id.value.last(8)}
              << Typed{u"last digits"_s, reading.token.cardLastDigits} << Typed{u"PAR"_s, reading.token.par}
              << Typed{u"correlation id"_s, reading.correlationId} << Typed{u"tag"_s, LargeDesk::tag(annotated)}
              << Typed{u"ticket"_s, LargeDesk::ticket(annotated)} << Typed{u"note"_s, u"case%1"_s.arg(annotated)}
              << Typed{u"nothing there"_s, u"zz-%1-no-such"_s.arg(i)};
    }
    return texts;
}

double milliseconds(const QElapsedTimer &timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

double percentile(QList<double> times, int percent)
{
    std::sort(times.begin(), times.end());
    return times.at((times.size() - 1) * percent / 100);
}

struct Times {
    QStringList kinds; //!< in order
    QHash<QString, QList<double>> byKind;
    QList<double> all;
    int found = 0; //!< texts whose whole found something
    int asked = 0;
};

Times timedSearches(SqliteWorkspace &workspace, const QList<Typed> &texts)
{
    Times times;
    for (const Typed &typed : texts) {
        if (!times.kinds.contains(typed.kind))
            times.kinds << typed.kind;
        const qsizetype whole = typed.text.size();
        for (qsizetype length = 1; length <= std::min(whole, longestTyped); ++length) {
            const QString text = length == longestTyped ? typed.text : typed.text.first(length);
            QElapsedTimer timer;
            timer.start();
            const auto found = await(workspace.search(LargeDesk::connectionId, text, suggestions));
            const double elapsed = milliseconds(timer);
            if (!found)
                qFatal("%s", qPrintable(found.error().detail));
            times.byKind[typed.kind] << elapsed;
            times.all << elapsed;
            if (text == typed.text) {
                ++times.asked;
                times.found += found->isEmpty() ? 0 : 1;
            }
        }
    }
    return times;
}

//! The same prefixes of token ids, asked of SQLite alone.
Result<QList<double>> bareQueries(QSqlDatabase &connection, const QList<Typed> &texts)
{
    QSqlQuery query(connection);
    query.setForwardOnly(true);
    if (!query.prepare(u"SELECT token_id, reading FROM token_reading INDEXED BY token_reading_token_id WHERE "
                       "connection_id = ? AND token_id COLLATE NOCASE >= ? AND token_id COLLATE NOCASE < ? LIMIT ?"_s))
        return Failure(storageError(u"prepare"_s, query.lastError()));
    QList<double> times;
    for (const Typed &typed : texts) {
        for (qsizetype length = 1; length <= std::min(typed.text.size(), longestTyped); ++length) {
            QElapsedTimer timer;
            timer.start();
            const QString start = typed.text.first(length);
            query.bindValue(0, LargeDesk::connectionId);
            query.bindValue(1, start);
            query.bindValue(2, QString(start + u'\uffff'));
            query.bindValue(3, suggestions);
            if (!query.exec())
                return Failure(storageError(u"query"_s, query.lastError()));
            while (query.next())
                (void)query.value(1).toByteArray();
            query.finish();
            times << milliseconds(timer);
        }
    }
    return times;
}

//! What one would write without thinking of indexes: every text in the middle of everything.
Result<double> scan(QSqlDatabase &connection)
{
    QElapsedTimer timer;
    timer.start();
    auto rows =
        executed(connection,
                 u"SELECT reading FROM token_reading WHERE connection_id = ? AND (token_id LIKE ? OR last_digits "
                 "LIKE ? OR par LIKE ?) LIMIT ?"_s,
                 {LargeDesk::connectionId, u"%no such%"_s, u"%no such%"_s, u"%no such%"_s, suggestions});
    if (!rows)
        return Failure(rows.error());
    while (rows->next()) {
    }
    return milliseconds(timer);
}
} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const int count = argc > 1 ? QByteArray(argv[1]).toInt() : 20'000;
    const QTemporaryDir folder(argc > 2 ? QString::fromLocal8Bit(argv[2]) + "/bench-XXXXXX"_L1 : QString());
    const auto database = await(Database::open(folder.filePath(u"desk.sqlite"_s)));
    if (count <= 0 || !database)
        return 1;
    QElapsedTimer filling;
    filling.start();
    const auto filled =
        await((*database)->run([count](QSqlDatabase &connection) { return LargeDesk::fill(connection, count); }));
    if (!filled)
        qFatal("%s", qPrintable(filled.error().detail));
    std::printf("%d snapshots written in %.0f s\n", count, milliseconds(filling) / 1000);

    const QList<Typed> texts = typedTexts(count);
    SqliteWorkspace workspace(*database);
    const Times times = timedSearches(workspace, texts);
    const auto bare =
        await((*database)->run([texts](QSqlDatabase &connection) { return bareQueries(connection, texts); }));
    const auto scanned = await((*database)->run([](QSqlDatabase &connection) { return scan(connection); }));
    if (!bare || !scanned)
        qFatal("%s", qPrintable((bare ? scanned.error() : bare.error()).detail));
    for (const QString &kind : times.kinds) {
        const QList<double> &some = times.byKind[kind];
        std::printf("  %-16s median %6.2f ms, 95th percentile %6.2f ms, slowest %6.2f ms\n", qPrintable(kind),
                    percentile(some, 50), percentile(some, 95), percentile(some, 100));
    }
    std::printf("%lld keystrokes: median %.2f ms, 95th percentile %.2f ms, slowest %.2f ms; %d of %d texts found\n",
                static_cast<long long>(times.all.size()), percentile(times.all, 50), percentile(times.all, 95),
                percentile(times.all, 100), times.found, times.asked);
    std::printf("bare SQLite, one prefix in one index: median %.3f ms, 95th percentile %.3f ms; ratio of the 95th "
                "percentiles %.1f\n",
                percentile(*bare, 50), percentile(*bare, 95), percentile(times.all, 95) / percentile(*bare, 95));
    std::printf("bare SQLite, every text in the middle of everything: %.0f ms; the search takes %.4f of that\n",
                *scanned, percentile(times.all, 95) / *scanned);
    return 0;
}

// SPDX-License-Identifier: Apache-2.0
// Notifications per second that the inbox takes durably, from several peers at once and one after another, against
// SQLite alone that inserts the same rows with the same settings, one transaction each, by a prepared statement.

#include "app/storage/sql.h"
#include "tests/notifications/desknotifications.h"
#include "tests/storage/await.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace {
Notification notification(int number)
{
    return DeskNotifications::updated(u"tk_%1"_s.arg(number), u"ACTIVE"_s,
                                      QDateTime::fromSecsSinceEpoch(1'700'000'000, Qt::UTC));
}

double perSecond(int rows, const QElapsedTimer &timer)
{
    return rows * 1e9 / static_cast<double>(timer.nsecsElapsed());
}

//! With so many waiting for their acknowledgement at any time, as that many peers would.
double accepted(DeskNotifications &desk, int first, int rows, int peers)
{
    QElapsedTimer timer;
    timer.start();
    QList<Pending<InboxReceipt>> waiting;
    for (int i = 0; i < rows; ++i) {
        waiting << desk.inbox->accept(DeskNotifications::connectionId, notification(first + i), u"bench"_s);
        if (waiting.size() < peers && i + 1 < rows)
            continue;
        for (const auto &receipt : std::as_const(waiting)) {
            if (const auto kept = await(receipt); !kept)
                qFatal("%s", qPrintable(kept.error().detail));
        }
        waiting.clear();
    }
    return perSecond(rows, timer);
}

double bareInserts(DeskNotifications &desk, int rows)
{
    return await(desk.database->run([rows](QSqlDatabase &connection) -> Result<double> {
               if (const auto made = executed(
                       connection, u"CREATE TABLE IF NOT EXISTS bare (id INTEGER PRIMARY KEY, fingerprint BLOB "
                                   "NOT NULL UNIQUE, content BLOB NOT NULL) STRICT"_s);
                   !made)
                   return Failure(made.error());
               QSqlQuery insertion(connection);
               insertion.prepare(u"INSERT INTO bare (fingerprint, content) VALUES (randomblob(32), ?)"_s);
               const QByteArray content = toJson(notification(1));
               QElapsedTimer timer;
               timer.start();
               for (int i = 0; i < rows; ++i) {
                   insertion.bindValue(0, content);
                   if (!insertion.exec())
                       return Failure(storageError(u"insert"_s, insertion.lastError()));
               }
               return perSecond(rows, timer);
           }))
        .value_or(0);
}
} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const int rows = argc > 1 ? QByteArray(argv[1]).toInt() : 2000;
    constexpr int rounds = 5;
    const QTemporaryDir folder(QDir::currentPath() + u"/bench-notifications"_s);
    DeskNotifications desk(folder.filePath(u"desk.sqlite"_s));
    QList<double> single;
    QList<double> together;
    QList<double> plain;
    int first = 0;
    for (int round = 0; round < rounds; ++round) { // taking turns, so that all meet the same disk
        plain << bareInserts(desk, rows);
        single << accepted(desk, first, rows, 1);
        together << accepted(desk, first + rows, rows, 64);
        first += 2 * rows;
    }
    for (QList<double> *each : {&single, &together, &plain})
        std::sort(each->begin(), each->end());
    const double bare = plain.at(rounds / 2);
    std::printf("bare SQLite inserts           %8.0f per second\n", bare);
    std::printf("inbox, one after another      %8.0f per second, ratio %.2f\n", single.at(rounds / 2),
                single.at(rounds / 2) / bare);
    std::printf("inbox, 64 peers               %8.0f per second, ratio %.2f\n", together.at(rounds / 2),
                together.at(rounds / 2) / bare);
    return 0;
}

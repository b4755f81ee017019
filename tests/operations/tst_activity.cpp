// SPDX-License-Identifier: Apache-2.0
#include "app/operations/activity.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {
const QDateTime noon(QDate(2026, 2, 11), QTime(12, 0), Qt::UTC);

JournalEntry entryAt(int second)
{
    JournalEntry entry;
    entry.id = second;
    entry.openedAt = noon.addSecs(second);
    return entry;
}

ObservedChange changeAt(int second)
{
    ObservedChange change;
    change.earlierAt = noon;
    change.laterAt = noon.addSecs(second);
    return change;
}
} // namespace

class TestActivity : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void entriesAndChanges_areOneListNewestFirst();
    void atTheSameMoment_theChangeComesFirst();
};

void TestActivity::entriesAndChanges_areOneListNewestFirst()
{
    const QList<ActivityItem> items =
        mergedActivity({entryAt(40), entryAt(10)}, {changeAt(50), changeAt(30), changeAt(5)});
    QList<qint64> seconds;
    for (const ActivityItem &item : items)
        seconds << noon.secsTo(timeOf(item));
    QCOMPARE(seconds, QList<qint64>({50, 40, 30, 10, 5}));
    QVERIFY(std::holds_alternative<JournalEntry>(items.at(1)));
    QVERIFY(std::holds_alternative<ObservedChange>(items.at(2)));
}

void TestActivity::atTheSameMoment_theChangeComesFirst()
{
    const QList<ActivityItem> items = mergedActivity({entryAt(10)}, {changeAt(10)});
    QVERIFY(std::holds_alternative<ObservedChange>(items.first()));
}

QTEST_GUILESS_MAIN(TestActivity)
#include "tst_activity.moc"

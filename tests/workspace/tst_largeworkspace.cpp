// SPDX-License-Identifier: Apache-2.0
#include "app/storage/sql.h"
#include "app/workspace/readingrows.h"
#include "app/workspace/sqliteworkspace.h"
#include "tests/storage/await.h"
#include "tests/workspace/manyreadings.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
constexpr int count = 100'000;
const QString connectionId = u"c-1"_s;
} // namespace

//! A desk that has seen 100,000 tokens. The times are printed, not checked: they are the machine's as much as the
//! program's.
class TestLargeWorkspace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyToken_isListedInOrder();
    void search_findsOneAmongAll_data();
    void search_findsOneAmongAll();
    void search_forMany_givesTheNewest();
    void search_forNone_findsNone();

private:
    QTemporaryDir m_folder;
    std::shared_ptr<Database> m_database;
    std::unique_ptr<SqliteWorkspace> m_workspace;
};

void TestLargeWorkspace::initTestCase()
{
    m_database = await(Database::open(m_folder.filePath(u"desk.sqlite"_s))).value_or(nullptr);
    QVERIFY(m_database);
    m_workspace = std::make_unique<SqliteWorkspace>(m_database);
    // One transaction for all: 100,000 flushes would take minutes.
    const auto filled = await(m_database->run([](QSqlDatabase &connection) {
        return inTransaction(connection, [&]() -> Result<Done> {
            for (int i = 0; i < count; ++i) { // not in the order of time
                if (const auto kept =
                        keepReading(connection, connectionId, typicalReading((i * 7919) % count), u"m.ruiz"_s);
                    !kept)
                    return kept;
            }
            return Done{};
        });
    }));
    QVERIFY2(filled, detailOf(filled).constData());
}

void TestLargeWorkspace::everyToken_isListedInOrder()
{
    QElapsedTimer timer;
    timer.start();
    const auto all = await(m_workspace->tokens(connectionId));
    qInfo("%d tokens listed in %lld ms", count, timer.elapsed());
    QVERIFY2(all, detailOf(all).constData());
    QCOMPARE(all->size(), count);
    for (int i = 1; i < count; ++i) {
        if (all->at(i - 1).readAt <= all->at(i).readAt)
            QFAIL(qPrintable(u"row %1 is out of order"_s.arg(i)));
    }
    for (int i = 0; i < count; i += 997)
        QVERIFY(all->at(i) == typicalReading(count - 1 - i));
}

void TestLargeWorkspace::search_findsOneAmongAll_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("whole id") << typicalReading(4711).token.id.value;
    QTest::newRow("part of an id") << u"9b00004711"_s;
    QTest::newRow("PAR") << typicalReading(4711).token.par;
}

void TestLargeWorkspace::search_findsOneAmongAll()
{
    QFETCH(const QString, text);
    QElapsedTimer timer;
    timer.start();
    const auto found = await(m_workspace->search(connectionId, text, 20));
    qInfo("found in %lld ms", timer.elapsed());
    QVERIFY2(found, detailOf(found).constData());
    QCOMPARE(found->size(), 1);
    QVERIFY(found->first().reading == typicalReading(4711));
}

void TestLargeWorkspace::search_forMany_givesTheNewest()
{
    const auto found = await(m_workspace->search(connectionId, u"4711"_s, 3));
    QVERIFY2(found, detailOf(found).constData());
    QCOMPARE(found->size(), 3);
    QVERIFY(found->at(0).reading == typicalReading(94711));
    QVERIFY(found->at(1).reading == typicalReading(84711));
    QVERIFY(found->at(2).reading == typicalReading(74711));
}

void TestLargeWorkspace::search_forNone_findsNone()
{
    QElapsedTimer timer;
    timer.start();
    const auto found = await(m_workspace->search(connectionId, u"no such token"_s, 20));
    qInfo("found to be absent in %lld ms", timer.elapsed());
    QVERIFY2(found, detailOf(found).constData());
    QVERIFY(found->isEmpty());
}

QTEST_GUILESS_MAIN(TestLargeWorkspace)
#include "tst_largeworkspace.moc"

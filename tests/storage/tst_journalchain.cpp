// SPDX-License-Identifier: Apache-2.0
#include "app/storage/deskschema.h"
#include "app/storage/journalchain.h"
#include "app/storage/sql.h"
#include "tests/storage/await.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestJournalChain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hashes_areThoseOfTheDocument();
    void cellsThatOnlyJoinAlike_hashDifferently();
    void text_isMadeStorable();
    void everyTextComesBackAsItWasHashed();
    void journalOfVersion1_isChainedAsItIs();
    void everyColumnOfTheTables_isInTheChain();
    void newTables_areAppendOnly_data();
    void newTables_areAppendOnly();
};

// Made by another implementation of the description.
void TestJournalChain::hashes_areThoseOfTheDocument()
{
    QCOMPARE(chainStart().hash.toHex(), "e7d26e72e035c932040467d28f1e8194ded82502e588fb6b2552f4280f342977"_ba);
    const ChainLink first =
        nextLink(chainStart(), *chainedTable(u"run"_s), {"r-1"_ba, "t\xc3\xbcr"_ba, "42"_ba, ""_ba});
    QCOMPARE(first.position, 1);
    QCOMPARE(first.hash.toHex(), "5aed1d55be52507cc1bc3b5a6ae795043c9209884482b96658bb61890163a9e2"_ba);
    const ChainLink second =
        nextLink(first, *chainedTable(u"outcome"_s),
                 cellsOf({7, u"t"_s, -3600, 5, u"refused"_s, u""_s, 409, u"Rejected"_s, u"X"_s, u""_s, u"no"_s}));
    QCOMPARE(second.position, 2);
    QCOMPARE(second.hash.toHex(), "a71ee9ac6da4b74f7d13c264580f41ff5b1385cf0056bb54f226fb2046380838"_ba);
}

void TestJournalChain::cellsThatOnlyJoinAlike_hashDifferently()
{
    const ChainedTable &run = *chainedTable(u"run"_s);
    QVERIFY(nextLink(chainStart(), run, {"ab", "c", "1", ""}).hash !=
            nextLink(chainStart(), run, {"a", "bc", "1", ""}).hash);
    QVERIFY(nextLink({1, chainStart().hash}, run, {"a", "b", "1", ""}).hash !=
            nextLink({2, chainStart().hash}, run, {"a", "b", "1", ""}).hash);
}

void TestJournalChain::text_isMadeStorable()
{
    QVERIFY(!storableText(QString()).isNull());
    QCOMPARE(storableText(u"\ufeff\ufeffa\ufeff"_s), u"a\ufeff"_s);
    QCOMPARE(storableText(QString(QChar(0xd800)) + u'a'), u"?a"_s);
}

void TestJournalChain::everyTextComesBackAsItWasHashed()
{
    const QTemporaryDir folder;
    const auto database = await(Database::open(folder.filePath(u"desk.sqlite"_s), deskSchema()));
    QVERIFY(database);
    const QStringList texts{u"plain"_s,
                            u"über – 漢字 😀"_s,
                            QString(QChar(0xdc00)),
                            QString(QChar(0xfffe)) + u"x"_s,
                            u"a"_s + QChar(0) + u"b"_s,
                            QString(),
                            u"\ufeffbom"_s,
                            u"17"_s};
    for (const QString &text : texts) {
        const QString stored = storableText(text);
        const auto read = await((*database)->run([stored](QSqlDatabase &connection) {
            return firstValue(connection, u"SELECT CAST(CAST(? AS TEXT) AS BLOB)"_s, {stored});
        }));
        QVERIFY(read);
        QCOMPARE(read->toByteArray(), cellsOf({stored}).first());
    }
}

void TestJournalChain::journalOfVersion1_isChainedAsItIs()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"desk.sqlite"_s);
    {
        const auto old = await(Database::open(file, deskSchema().first(1)));
        QVERIFY(old);
        for (const QString &sql :
             {u"INSERT INTO journal_run VALUES ('r-1', 'desk', 42, 'b/1')"_s,
              u"INSERT INTO journal_intent VALUES (5, 'r-1', 'ana', 'token.delete', 't0', 0, 'desk', 'tok', 'delete', "
              "'', 'c-1', 'Shop', 'test', 'tok', '', '', '', 'corr', 'DELETE')"_s,
              u"INSERT INTO journal_intent VALUES (6, 'r-1', 'bo', 'token.delete', 't2', 0, 'desk', 'tok', 'delete', "
              "'', 'c-1', 'Shop', 'test', 'tok', '', '', '', 'corr', 'DELETE')"_s,
              u"INSERT INTO journal_outcome VALUES (5, 't1', 0, 'succeeded', '', 204, '', '', '', '')"_s}) {
            const auto told = await((*old)->run([sql](QSqlDatabase &connection) -> Result<Done> {
                const auto done = executed(connection, sql);
                return done ? Result<Done>(Done{}) : Failure(done.error());
            }));
            QVERIFY2(told, detailOf(told).constData());
        }
    }
    const auto database = await(Database::open(file, deskSchema()));
    QVERIFY2(database, detailOf(database).constData());
    const auto links = await((*database)->run([](QSqlDatabase &connection) {
        return firstValue(connection, u"SELECT group_concat(position || ' ' || record || ' ' || key, ', ') FROM "
                                      "(SELECT * FROM journal_chain ORDER BY position)"_s);
    }));
    QVERIFY(links);
    QCOMPARE(links->toString(), u"1 run r-1, 2 intent 5, 3 intent 6, 4 outcome 5"_s);
    ChainLink expected = nextLink(chainStart(), *chainedTable(u"run"_s), {"r-1", "desk", "42", "b/1"});
    const auto intent = [](const QByteArray &id, const QByteArray &user, const QByteArray &time) {
        return QList<QByteArray>{id, "r-1", user,   "token.delete", time,  "0", "0", "desk", "tok",  "delete",
                                 "", "c-1", "Shop", "test",         "tok", "",  "",  "",     "corr", "DELETE"};
    };
    expected = nextLink(expected, *chainedTable(u"intent"_s), intent("5", "ana", "t0"));
    expected = nextLink(expected, *chainedTable(u"intent"_s), intent("6", "bo", "t2"));
    expected =
        nextLink(expected, *chainedTable(u"outcome"_s), {"5", "t1", "0", "0", "succeeded", "", "204", "", "", "", ""});
    const auto last = await((*database)->run([](QSqlDatabase &connection) {
        return firstValue(connection, u"SELECT hash FROM journal_chain WHERE position = 4"_s);
    }));
    QVERIFY(last);
    QCOMPARE(last->toByteArray().toHex(), expected.hash.toHex());
}

void TestJournalChain::everyColumnOfTheTables_isInTheChain()
{
    const QTemporaryDir folder;
    const auto database = await(Database::open(folder.filePath(u"desk.sqlite"_s), deskSchema()));
    QVERIFY(database);
    for (const ChainedTable &table : chainedTables()) {
        const auto columns =
            await((*database)->run([name = table.table](QSqlDatabase &connection) -> Result<QStringList> {
                auto rows = executed(connection,
                                     u"SELECT name || CASE type WHEN 'INTEGER' THEN 'I' ELSE 'T' END FROM "
                                     "pragma_table_info(?)"_s,
                                     {name});
                if (!rows)
                    return Failure(rows.error());
                QStringList names;
                while (rows->next())
                    names << rows->value(0).toString();
                return names;
            }));
        QVERIFY(columns);
        QStringList chained;
        for (const ChainedColumn &column : table.columns)
            chained << column.name + QLatin1Char(column.type);
        QStringList there = *columns;
        QCOMPARE(there.value(0), chained.value(0));
        chained.sort();
        there.sort();
        QCOMPARE(chained, there);
    }
}

void TestJournalChain::newTables_areAppendOnly_data()
{
    QTest::addColumn<QString>("statement");
    for (const char *table : {"journal_settlement", "journal_event", "journal_chain", "journal_head"}) {
        const QString name = QString::fromLatin1(table);
        const QString key = name == "journal_chain"_L1 ? u"position"_s : u"id"_s;
        QTest::newRow(qPrintable(u"change "_s + name)) << u"UPDATE %1 SET %2 = %2 + 1"_s.arg(name, key);
        QTest::newRow(qPrintable(u"delete "_s + name)) << u"DELETE FROM "_s + name;
        QTest::newRow(qPrintable(u"replace "_s + name)) << u"REPLACE INTO %1 SELECT * FROM %1"_s.arg(name);
    }
}

void TestJournalChain::newTables_areAppendOnly()
{
    QFETCH(const QString, statement);
    const QTemporaryDir folder;
    const auto database = await(Database::open(folder.filePath(u"desk.sqlite"_s), deskSchema()));
    QVERIFY(database);
    const auto tell = [&](const QString &sql) {
        return await((*database)->run([sql](QSqlDatabase &connection) -> Result<Done> {
            const auto done = executed(connection, sql);
            return done ? Result<Done>(Done{}) : Failure(done.error());
        }));
    };
    QVERIFY(tell(u"PRAGMA foreign_keys=OFF"_s));
    QVERIFY(tell(u"INSERT INTO journal_settlement VALUES (1, 1, 'r', 'u', 't', 0, 0, 'h', 'happened', '', '')"_s));
    QVERIFY(tell(u"INSERT INTO journal_event VALUES (1, 'r', 'u', 'e', 't', 0, 0, 'h', 'j', 'failed', '', '', '')"_s));
    QVERIFY(tell(u"INSERT INTO journal_chain VALUES (1, 'event', '1', zeroblob(32))"_s));
    QVERIFY(tell(u"INSERT INTO journal_head VALUES (1, 1, zeroblob(32), 'k', 0, 't', zeroblob(32))"_s));
    const auto refused = tell(statement);
    QCOMPARE(kindOf(refused), u"Storage"_s);
    QVERIFY2(refused.error().detail.contains("append-only"_L1), detailOf(refused).constData());
}

QTEST_GUILESS_MAIN(TestJournalChain)
#include "tst_journalchain.moc"

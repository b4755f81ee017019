// SPDX-License-Identifier: Apache-2.0
#include "app/storage/sql.h"
#include "app/workspace/sqliteworkspace.h"
#include "tests/storage/await.h"
#include "tests/workspace/manyreadings.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
const QString connectionId = u"c-1"_s;
const QDateTime noon(QDate(2026, 2, 11), QTime(12, 0), Qt::UTC);

TokenReading readingOf(const QString &token, const QDateTime &readAt = noon)
{
    TokenReading reading = typicalReading(7);
    reading.token.id = {token};
    reading.readAt = readAt;
    return reading;
}

QStringList idsOf(const Result<QList<TokenReading>> &readings)
{
    if (!readings)
        return {readings.error().detail};
    QStringList ids;
    for (const TokenReading &reading : *readings)
        ids << reading.token.id.value;
    return ids;
}
} // namespace

class TestSqliteWorkspace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void reading_survivesARestartWhole();
    void tokens_comeMostRecentlyReadFirst();
    void connections_doNotSeeEachOther();
    void newerReading_replacesTheOlder();
    void olderReading_neverReplacesANewer();
    void readingOfTheSameMoment_replaces();
    void tokenThatIsGone_keepsWhatWasKnown();
    void tokenThatIsGone_butWasReadLater_staysAsRead();
    void tokenNeverSeen_isNotRememberedAsGone();
    void search_findsPartsOfIdDigitsAndPar_data();
    void search_findsPartsOfIdDigitsAndPar();
    void search_takesSpecialCharactersAsTheyAre();
    void search_endsAtTheLimitWithTheNewest();
    void search_forNothing_findsNothing();
    void forgottenToken_isGoneFromTheDisk();
    void unreadableRow_doesNotHideTheOthers();
    void fullDisk_isAStorageError();
    void secondConsole_seesWhatTheFirstRead();

private:
    void remember(const TokenReading &reading, const QString &connection = connectionId);
    [[nodiscard]] Result<QList<TokenReading>> tokens() { return await(m_workspace->tokens(connectionId)); }
    [[nodiscard]] QStringList found(const QString &text, int limit = 10);
    [[nodiscard]] std::shared_ptr<Database> openedDatabase() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<Database> m_database;
    std::unique_ptr<SqliteWorkspace> m_workspace;
};

void TestSqliteWorkspace::init()
{
    m_workspace.reset();
    m_database.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_database = openedDatabase();
    QVERIFY(m_database);
    m_workspace = std::make_unique<SqliteWorkspace>(m_database);
}

std::shared_ptr<Database> TestSqliteWorkspace::openedDatabase() const
{
    return await(Database::open(m_folder->filePath(u"desk.sqlite"_s))).value_or(nullptr);
}

void TestSqliteWorkspace::remember(const TokenReading &reading, const QString &connection)
{
    const auto kept = await(m_workspace->remember(connection, reading, u"m.ruiz"_s));
    QVERIFY2(kept, detailOf(kept).constData());
}

QStringList TestSqliteWorkspace::found(const QString &text, int limit)
{
    const auto tokens = await(m_workspace->search(connectionId, text, limit));
    if (!tokens)
        return {tokens.error().detail};
    QStringList ids;
    for (const FoundToken &found : *tokens)
        ids << found.reading.token.id.value;
    return ids;
}

void TestSqliteWorkspace::reading_survivesARestartWhole()
{
    const TokenReading reading = typicalReading(42);
    remember(reading);
    m_workspace.reset();
    m_database.reset();
    m_workspace = std::make_unique<SqliteWorkspace>(openedDatabase());
    const auto kept = tokens();
    QVERIFY2(kept, detailOf(kept).constData());
    QCOMPARE(kept->size(), 1);
    QVERIFY(kept->first() == reading);
}

void TestSqliteWorkspace::tokens_comeMostRecentlyReadFirst()
{
    remember(readingOf(u"tok-2"_s, noon.addSecs(2)));
    remember(readingOf(u"tok-3"_s, noon.addMSecs(2001)));
    remember(readingOf(u"tok-1"_s, noon.addSecs(1)));
    QCOMPARE(idsOf(tokens()), QStringList({u"tok-3"_s, u"tok-2"_s, u"tok-1"_s}));
}

void TestSqliteWorkspace::connections_doNotSeeEachOther()
{
    remember(readingOf(u"tok-1"_s));
    TokenReading other = readingOf(u"tok-1"_s, noon.addSecs(1));
    other.token.stateWord = u"ELSEWHERE"_s;
    remember(other, u"c-2"_s);
    QCOMPARE(idsOf(tokens()), QStringList{u"tok-1"_s});
    QVERIFY(tokens()->first().token.stateWord != u"ELSEWHERE"_s);
    QVERIFY(await(m_workspace->forget(u"c-2"_s, {u"tok-1"_s})));
    QCOMPARE(idsOf(tokens()), QStringList{u"tok-1"_s});
    QCOMPARE(found(u"tok"_s).size(), 1);
}

void TestSqliteWorkspace::newerReading_replacesTheOlder()
{
    TokenReading older = readingOf(u"tok-1"_s);
    older.token.cardLastDigits = u"1234"_s;
    remember(older);
    QCOMPARE(found(u"1234"_s), QStringList{u"tok-1"_s});
    TokenReading newer = readingOf(u"tok-1"_s, noon.addMSecs(1));
    newer.token.state = TokenState::Suspended;
    newer.token.stateWord = u"SUSPENDED"_s;
    newer.token.cardLastDigits = u"9876"_s;
    remember(newer);
    QCOMPARE(tokens()->size(), 1);
    QVERIFY(tokens()->first() == newer);
    QCOMPARE(found(u"9876"_s), QStringList{u"tok-1"_s});
    QCOMPARE(found(u"1234"_s), QStringList());
}

void TestSqliteWorkspace::olderReading_neverReplacesANewer()
{
    const TokenReading newer = readingOf(u"tok-1"_s, noon.addMSecs(1));
    remember(newer);
    TokenReading older = readingOf(u"tok-1"_s);
    older.token.stateWord = u"OLD"_s;
    remember(older);
    QVERIFY(tokens()->first() == newer);
}

void TestSqliteWorkspace::readingOfTheSameMoment_replaces()
{
    remember(readingOf(u"tok-1"_s));
    TokenReading later = readingOf(u"tok-1"_s);
    later.token.stateWord = u"LATER"_s;
    remember(later);
    QCOMPARE(tokens()->first().token.stateWord, u"LATER"_s);
}

void TestSqliteWorkspace::tokenThatIsGone_keepsWhatWasKnown()
{
    TokenReading expected = readingOf(u"tok-1"_s);
    remember(expected);
    remember(readingOf(u"tok-2"_s, noon.addSecs(1)));
    QVERIFY(await(m_workspace->rememberGone(connectionId, {u"tok-1"_s}, TokenState::Deleted, u"DELETED"_s,
                                            noon.addSecs(5), u"corr-9"_s, u"m.ruiz"_s)));
    expected.token.state = TokenState::Deleted;
    expected.token.stateWord = u"DELETED"_s;
    expected.readAt = noon.addSecs(5);
    expected.correlationId = u"corr-9"_s;
    QCOMPARE(idsOf(tokens()), QStringList({u"tok-1"_s, u"tok-2"_s}));
    QVERIFY(tokens()->first() == expected);
}

void TestSqliteWorkspace::tokenThatIsGone_butWasReadLater_staysAsRead()
{
    const TokenReading later = readingOf(u"tok-1"_s, noon.addSecs(10));
    remember(later);
    QVERIFY(await(m_workspace->rememberGone(connectionId, {u"tok-1"_s}, TokenState::Unknown, u"NOT FOUND"_s,
                                            noon.addSecs(5), u"corr-9"_s, u"m.ruiz"_s)));
    QVERIFY(tokens()->first() == later);
}

void TestSqliteWorkspace::tokenNeverSeen_isNotRememberedAsGone()
{
    QVERIFY(await(m_workspace->rememberGone(connectionId, {u"tok-1"_s}, TokenState::Unknown, u"NOT FOUND"_s, noon,
                                            u"corr-9"_s, u"m.ruiz"_s)));
    QCOMPARE(tokens()->size(), 0);
}

void TestSqliteWorkspace::search_findsPartsOfIdDigitsAndPar_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("ids");
    QTest::newRow("start of an id") << u"tok-a"_s << QStringList{u"tok-abc"_s};
    QTest::newRow("middle of an id") << u"k-ab"_s << QStringList{u"tok-abc"_s};
    QTest::newRow("end of an id") << u"xyz"_s << QStringList{u"tok-xyz"_s};
    QTest::newRow("any case") << u"TOK-ABC"_s << QStringList{u"tok-abc"_s};
    QTest::newRow("last digits") << u"4444"_s << QStringList{u"tok-xyz"_s};
    QTest::newRow("PAR") << u"V0010013"_s << QStringList{u"tok-abc"_s};
    QTest::newRow("both, newest first") << u"tok-"_s << QStringList{u"tok-xyz"_s, u"tok-abc"_s};
    QTest::newRow("neither") << u"tok-b"_s << QStringList{};
    QTest::newRow("not other members") << u"ACTIVE"_s << QStringList{};
}

void TestSqliteWorkspace::search_findsPartsOfIdDigitsAndPar()
{
    QFETCH(const QString, text);
    QFETCH(const QStringList, ids);
    TokenReading first = readingOf(u"tok-abc"_s);
    first.token.cardLastDigits = u"1111"_s;
    first.token.par = u"V0010013020135012345678901234"_s;
    TokenReading second = readingOf(u"tok-xyz"_s, noon.addSecs(1));
    second.token.cardLastDigits = u"4444"_s;
    second.token.par.clear();
    remember(first);
    remember(second);
    QCOMPARE(found(text), ids);
}

void TestSqliteWorkspace::search_takesSpecialCharactersAsTheyAre()
{
    int second = 0;
    for (const QString &id : {u"a%b"_s, u"a_b"_s, u"a\\b"_s, u"axb"_s, u"a'b"_s}) {
        TokenReading reading = readingOf(id, noon.addSecs(++second));
        reading.token.par.clear();
        remember(reading);
    }
    QCOMPARE(found(u"a%b"_s), QStringList{u"a%b"_s});
    QCOMPARE(found(u"_"_s), QStringList{u"a_b"_s});
    QCOMPARE(found(u"\\"_s), QStringList{u"a\\b"_s});
    QCOMPARE(found(u"'"_s), QStringList{u"a'b"_s});
}

void TestSqliteWorkspace::search_endsAtTheLimitWithTheNewest()
{
    for (int i = 0; i < 5; ++i)
        remember(readingOf(u"tok-%1"_s.arg(i), noon.addSecs(i)));
    QCOMPARE(found(u"tok"_s, 2), QStringList({u"tok-4"_s, u"tok-3"_s}));
    QCOMPARE(found(u"tok"_s, 5).size(), 5);
}

void TestSqliteWorkspace::search_forNothing_findsNothing()
{
    remember(readingOf(u"tok-1"_s));
    QCOMPARE(found({}), QStringList());
    QCOMPARE(found(u"tok"_s, 0), QStringList());
    QCOMPARE(found(u"tok"_s, -1), QStringList());
}

void TestSqliteWorkspace::forgottenToken_isGoneFromTheDisk()
{
    remember(readingOf(u"canary-51c2"_s));
    remember(readingOf(u"tok-2"_s));
    QVERIFY(await(m_workspace->forget(connectionId, {u"canary-51c2"_s})));
    QVERIFY(await(m_workspace->forget(connectionId, {u"never seen"_s})));
    QCOMPARE(idsOf(tokens()), QStringList{u"tok-2"_s});
    const auto flushed = await(m_database->run(
        [](QSqlDatabase &connection) { return firstValue(connection, u"PRAGMA wal_checkpoint(TRUNCATE)"_s); }));
    QVERIFY(flushed);
    QFile file(m_folder->filePath(u"desk.sqlite"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("canary-51c2"));
}

void TestSqliteWorkspace::unreadableRow_doesNotHideTheOthers()
{
    remember(readingOf(u"tok-1"_s));
    remember(readingOf(u"tok-2"_s, noon.addSecs(1)));
    const auto spoiled = await(m_database->run([](QSqlDatabase &connection) -> Result<Done> {
        const auto query =
            executed(connection, u"UPDATE token_reading SET reading = ? WHERE token_id = 'tok-2'"_s, {"rubbish"_ba});
        return query ? Result<Done>(Done{}) : Failure(query.error());
    }));
    QVERIFY2(spoiled, detailOf(spoiled).constData());
    QCOMPARE(idsOf(tokens()), QStringList{u"tok-1"_s});
    remember(readingOf(u"tok-2"_s, noon.addSecs(2)));
    QCOMPARE(idsOf(tokens()), QStringList({u"tok-2"_s, u"tok-1"_s}));
}

void TestSqliteWorkspace::fullDisk_isAStorageError()
{
    remember(readingOf(u"tok-1"_s));
    const auto limited = await(m_database->run([](QSqlDatabase &connection) -> Result<Done> {
        const auto pages = firstValue(connection, u"PRAGMA page_count"_s);
        const auto set = executed(connection, u"PRAGMA max_page_count=%1"_s.arg(pages->toInt()));
        return set ? Result<Done>(Done{}) : Failure(set.error());
    }));
    QVERIFY(limited);
    TokenReading large = readingOf(u"tok-2"_s);
    large.token.productName = QString(100'000, u'x');
    QCOMPARE(kindOf(await(m_workspace->remember(connectionId, large, u"m.ruiz"_s))), u"Storage"_s);
    QCOMPARE(idsOf(tokens()), QStringList{u"tok-1"_s});
}

void TestSqliteWorkspace::secondConsole_seesWhatTheFirstRead()
{
    SqliteWorkspace other(openedDatabase());
    remember(readingOf(u"tok-1"_s));
    QCOMPARE(idsOf(await(other.tokens(connectionId))), QStringList{u"tok-1"_s});
    QVERIFY(await(other.remember(connectionId, readingOf(u"tok-2"_s, noon.addSecs(1)), u"j.doe"_s)));
    QCOMPARE(idsOf(tokens()), QStringList({u"tok-2"_s, u"tok-1"_s}));
}

QTEST_GUILESS_MAIN(TestSqliteWorkspace)
#include "tst_sqliteworkspace.moc"

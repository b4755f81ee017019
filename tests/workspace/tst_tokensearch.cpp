// SPDX-License-Identifier: Apache-2.0
#include "tests/workspace/workspaceonfile.h"

#include <QTest>

using namespace Qt::StringLiterals;
using Kind = AnnotationEdit::Kind;
using By = FoundToken::By;

class TestTokenSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void text_isFoundWithTheReason_data();
    void text_isFoundWithTheReason();
    void correlationIdOfAnEarlierReading_findsTheToken();
    void otherConnection_findsNothing();
    void idsReadLongAgo_areFoundByTheirStartAndEnd_data();
    void idsReadLongAgo_areFoundByTheirStartAndEnd();

private:
    std::unique_ptr<WorkspaceOnFile> m_desk;
};

void TestTokenSearch::initTestCase()
{
    m_desk = std::make_unique<WorkspaceOnFile>();
    TokenReading reading = readingNamed(u"tok-abc-xyz"_s);
    reading.token.cardLastDigits = u"4321"_s;
    reading.token.par = u"V0010013020135Q"_s;
    reading.correlationId = u"c03f88fe-01ba-41e8"_s;
    QVERIFY(m_desk->remember(reading));
    reading.readAt = reading.readAt.addSecs(1);
    reading.correlationId = u"d14e99fe-01ba-41e8"_s;
    reading.token.issuerName = u"Another Bank"_s;
    reading.token.fields[5].value = u"Another Bank"_s;
    QVERIFY(m_desk->remember(reading));
    QVERIFY(m_desk->annotate(u"tok-abc-xyz"_s, Kind::AddTag, u"Very Important"_s));
    QVERIFY(m_desk->annotate(u"tok-abc-xyz"_s, Kind::SetNote, u"Called about the lost phone"_s));
    QVERIFY(m_desk->annotate(u"tok-abc-xyz"_s, Kind::AddTicket, u"INC-7781"_s));
    TokenReading other = readingNamed(u"other"_s);
    other.token.cardLastDigits = u"0000"_s;
    other.token.par = u"P"_s;
    other.correlationId = u"ffff"_s;
    QVERIFY(m_desk->remember(other));
}

void TestTokenSearch::text_isFoundWithTheReason_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("by");
    QTest::addColumn<QString>("matched");
    QTest::newRow("id") << u"abc"_s << int(By::TokenId) << u"tok-abc-xyz"_s;
    QTest::newRow("last digits") << u"4321"_s << int(By::LastDigits) << u"4321"_s;
    QTest::newRow("PAR") << u"v001001302"_s << int(By::Par) << u"V0010013020135Q"_s;
    QTest::newRow("tag") << u"very imp"_s << int(By::Tag) << u"Very Important"_s;
    QTest::newRow("middle of a tag") << u"IMPORT"_s << int(By::Tag) << u"Very Important"_s;
    QTest::newRow("words of a note") << u"LOST PHO"_s << int(By::Note) << u"Called about the lost phone"_s;
    QTest::newRow("note") << u"lost phone"_s << int(By::Note) << u"Called about the lost phone"_s;
    QTest::newRow("ticket") << u"inc-77"_s << int(By::Ticket) << u"INC-7781"_s;
    QTest::newRow("correlation id") << u"D14E99"_s << int(By::CorrelationId) << u"d14e99fe-01ba-41e8"_s;
}

void TestTokenSearch::text_isFoundWithTheReason()
{
    QFETCH(const QString, text);
    QFETCH(const int, by);
    QFETCH(const QString, matched);
    const auto found = await(m_desk->workspace.search(m_desk->connectionId, text, 10));
    QVERIFY2(found, detailOf(found).constData());
    QCOMPARE(found->size(), 1);
    QCOMPARE(found->first().reading.token.id.value, u"tok-abc-xyz"_s);
    QCOMPARE(int(found->first().by), by);
    QCOMPARE(found->first().text, matched);
}

void TestTokenSearch::correlationIdOfAnEarlierReading_findsTheToken()
{
    const auto found = await(m_desk->workspace.search(m_desk->connectionId, u"c03f88fe-01ba-41e8"_s, 10));
    QVERIFY2(found, detailOf(found).constData());
    QCOMPARE(found->size(), 1);
    QCOMPARE(found->first().text, u"c03f88fe-01ba-41e8"_s);
}

void TestTokenSearch::otherConnection_findsNothing()
{
    for (const QString &text : {u"tok"_s, u"4321"_s, u"very"_s, u"lost"_s, u"INC"_s, u"d14e99fe"_s, u"c03f88fe"_s})
        QVERIFY(await(m_desk->workspace.search(u"c-2"_s, text, 10))->isEmpty());
}

void TestTokenSearch::idsReadLongAgo_areFoundByTheirStartAndEnd_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("count");
    QTest::newRow("start of the id") << u"TOK-abc"_s << 1;
    QTest::newRow("end of the id") << u"c-XYZ"_s << 1;
    QTest::newRow("last digits") << u"4321"_s << 1;
    QTest::newRow("start of the PAR") << u"V00100130201"_s << 1;
    QTest::newRow("end of the PAR") << u"35q"_s << 1;
    QTest::newRow("word of a note") << u"phon"_s << 1;
    QTest::newRow("two words of a note") << u"the LOST"_s << 1;
    QTest::newRow("words that are not side by side") << u"about phone"_s << 0;
    QTest::newRow("word of a tag") << u"import"_s << 1;
    QTest::newRow("middle of the id, too far back") << u"k-abc-x"_s << 0;
}

void TestTokenSearch::idsReadLongAgo_areFoundByTheirStartAndEnd()
{
    static bool isBuried = false;
    if (!isBuried) { // under as many newer readings as a scan looks at
        const auto filled = await(m_desk->database->run([](QSqlDatabase &connection) -> Result<Done> {
            return inTransaction(connection, [&]() -> Result<Done> {
                const auto done =
                    executed(connection,
                             u"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000) INSERT "
                             "INTO token_reading (connection_id, token_id, read_at, last_digits, par, state, scheme, "
                             "reading) SELECT 'c-1', 'filler' || i, 4000000000000 + i, '', '', '', '', x'' FROM n"_s);
                if (!done)
                    return Failure(done.error());
                const auto written = executed(
                    connection,
                    u"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) INSERT "
                    "INTO token_annotation (connection_id, token_id, kind, folded, text, operator, written_at) "
                    "SELECT 'c-1', 'filler' || i, 'tag', 'x', 'x', 'm.ruiz', 4000000000000 + i FROM n"_s);
                return written ? Result<Done>(Done{}) : Failure(written.error());
            });
        }));
        QVERIFY2(filled, detailOf(filled).constData());
        isBuried = true;
    }
    QFETCH(const QString, text);
    QFETCH(const int, count);
    const auto found = await(m_desk->workspace.search(m_desk->connectionId, text, 10));
    QVERIFY2(found, detailOf(found).constData());
    QCOMPARE(found->size(), count);
}

QTEST_GUILESS_MAIN(TestTokenSearch)
#include "tst_tokensearch.moc"

// SPDX-License-Identifier: Apache-2.0
#include "tests/sandbox/sandboxclient.h"

#include <QTest>

using namespace Qt::StringLiterals;

//! Everything that can be made to go wrong, and what it leaves behind.
class TestSandboxFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void specifications_areReadOrRefused_data();
    void specifications_areReadOrRefused();
    void countedFaults_comeInOrder_inTheirScope_andRunOut();
    void ratedFaults_comeAsOftenAsTheyShould();
    void mutationFault_leavesReadsAlone();
    void refusingFaults_executeNothing_data();
    void refusingFaults_executeNothing();
    void answerFaults_executeTheMutation_data();
    void answerFaults_executeTheMutation();
    void answerFaults_spoilReadsToo_data();
    void answerFaults_spoilReadsToo();
    void malformedAnswerWithoutBody_getsOne();
    void executedButUnanswered_isSeenAtTheNextRead();
    void faultsOfTheOptions_areInForceFromTheStart();

private:
    [[nodiscard]] QJsonObject createToken(double timeout = 20);
    void verifyAnswerIsSpoiled(const QJsonObject &answer, SandboxFault fault, int wholeStatus);

    SandboxClient m_client;
};

namespace {
using enum SandboxFault;
using enum SandboxFaultScope;

const QString seed = u"/tokens/tk_9f3c2a71e4"_s;

void addAnswerFaults()
{
    QTest::addColumn<SandboxFault>("fault");
    QTest::newRow("stall") << Stall;
    QTest::newRow("close-before") << CloseBefore;
    QTest::newRow("close-inside") << CloseInside;
    QTest::newRow("malformed") << Malformed;
    QTest::newRow("content-type") << WrongContentType;
}
} // namespace

void TestSandboxFaults::initTestCase()
{
    if (const QString missing = m_client.missing(); !missing.isEmpty())
        QSKIP(qPrintable(missing));
    QVERIFY2(m_client.start(), qPrintable(m_client.failure()));
}

void TestSandboxFaults::cleanup()
{
    m_client.sandbox().clearFaults();
}

QJsonObject TestSandboxFaults::createToken(double timeout)
{
    return m_client.post(u"/tokens"_s, SandboxClient::cardBody(), SandboxClient::card(u"4111111111111111"_s),
                         {{u"timeout"_s, timeout}});
}

void TestSandboxFaults::specifications_areReadOrRefused_data()
{
    QTest::addColumn<bool>("isRead");
    for (const char *good : {"429:0", "500:1", "503:0.5", "stall:next 1", "close-before:next 12", "close-inside:1.0",
                             "malformed:1e-3", "content-type: next 3 "})
        QTest::newRow(good) << true;
    for (const char *bad :
         {"", "429", "429:", "404:1", "stall:-0.1", "stall:1.1", "stall:nan", "stall:inf", "stall:next", "stall:next 0",
          "stall:next -1", "stall:next x", "stall:often", "Stall:1", ":1"})
        QTest::newRow(bad) << false;
}

void TestSandboxFaults::specifications_areReadOrRefused()
{
    QFETCH(bool, isRead);
    SandboxFaults faults;
    const Result<Done> added = faults.add(QLatin1StringView(QTest::currentDataTag()));
    QCOMPARE(added.has_value(), isRead);
    if (!isRead)
        QVERIFY(added.error().kind == Error::Kind::InvalidInput);
}

void TestSandboxFaults::countedFaults_comeInOrder_inTheirScope_andRunOut()
{
    SandboxFaults faults;
    faults.setRate(InternalError, 1, Everything);
    faults.setNext(Stall, 2, Mutations);
    faults.setNext(Malformed, 1, Everything);
    faults.setNext(CloseBefore, 1, Reads);
    faults.setNext(Unavailable, 0, Everything);
    QCOMPARE(faults.take(false), Malformed);
    QCOMPARE(faults.take(true), Stall);
    QCOMPARE(faults.take(false), CloseBefore);
    QCOMPARE(faults.take(false), InternalError);
    QCOMPARE(faults.take(true), Stall);
    QCOMPARE(faults.take(true), InternalError);
    faults.clear();
    QCOMPARE(faults.take(true), std::nullopt);
}

void TestSandboxFaults::ratedFaults_comeAsOftenAsTheyShould()
{
    SandboxFaults faults;
    QVERIFY(faults.add(u"503:0.9"_s).has_value());
    QVERIFY(faults.add(u"503:0.25"_s).has_value()); // replaces the first
    int count = 0;
    for (int i = 0; i < 10'000; ++i)
        count += faults.take(false) == Unavailable ? 1 : 0;
    // Ten standard deviations to either side.
    QVERIFY2(count > 2'060 && count < 2'940, qPrintable(QString::number(count)));
}

void TestSandboxFaults::mutationFault_leavesReadsAlone()
{
    m_client.sandbox().setFault(Unavailable);
    QCOMPARE(statusOf(m_client.get(seed)), 200);
    QCOMPARE(statusOf(createToken()), 503);
    QCOMPARE(statusOf(createToken()), 201);
    m_client.sandbox().setFault(TooManyRequests, 2, Reads);
    QCOMPARE(statusOf(createToken()), 201);
    QCOMPARE(statusOf(m_client.get(seed)), 429);
    QCOMPARE(statusOf(m_client.get(seed)), 429);
    QCOMPARE(statusOf(m_client.get(seed)), 200);
}

void TestSandboxFaults::refusingFaults_executeNothing_data()
{
    QTest::addColumn<SandboxFault>("fault");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("retryAfter");
    QTest::newRow("429") << TooManyRequests << 429 << u"1"_s;
    QTest::newRow("500") << InternalError << 500 << QString();
    QTest::newRow("503") << Unavailable << 503 << QString();
}

void TestSandboxFaults::refusingFaults_executeNothing()
{
    QFETCH(SandboxFault, fault);
    QFETCH(int, status);
    const QJsonObject created = createToken();
    const QString path = u"/tokens/"_s + textIn(created, u"tokenId"_s);
    m_client.sandbox().setFault(fault);
    const QJsonObject answer = m_client.request(u"DELETE"_s, path);
    QCOMPARE(statusOf(answer), status);
    QCOMPARE(answer.value(u"text"_s).toString(), QString());
    QTEST(answer.value(u"headers"_s).toObject().value(u"retry-after"_s).toString(), "retryAfter");
    QCOMPARE(textIn(m_client.get(path), u"tokenState"_s), u"ACTIVE"_s);

    const LedgerEntry entry = m_client.sandbox().ledger().constLast();
    QCOMPARE(entry.method, u"DELETE"_s);
    QCOMPARE(entry.executedStatus, 0);
    QCOMPARE(entry.answeredStatus, status);
    QCOMPARE(entry.tokenId, QString());
}

void TestSandboxFaults::verifyAnswerIsSpoiled(const QJsonObject &answer, SandboxFault fault, int wholeStatus)
{
    const QString error = answer.value(u"error"_s).toString();
    switch (fault) {
    case Stall:
        QVERIFY2(error.contains("timed out"_L1, Qt::CaseInsensitive), qPrintable(error));
        break;
    case CloseBefore:
        QVERIFY2(error.startsWith("RemoteDisconnected"_L1), qPrintable(error));
        break;
    case CloseInside:
        QVERIFY2(error.startsWith("IncompleteRead"_L1), qPrintable(error));
        break;
    case Malformed:
        QCOMPARE(statusOf(answer), wholeStatus);
        QVERIFY(!answer.contains(u"json"_s));
        break;
    case WrongContentType:
        QCOMPARE(statusOf(answer), wholeStatus);
        QVERIFY(answer.value(u"headers"_s).toObject().value(u"content-type"_s).toString().startsWith("text/html"_L1));
        break;
    default:
        QFAIL("not a fault of the answer");
    }
}

void TestSandboxFaults::answerFaults_executeTheMutation_data()
{
    addAnswerFaults();
}

void TestSandboxFaults::answerFaults_executeTheMutation()
{
    QFETCH(SandboxFault, fault);
    m_client.sandbox().setFault(fault);
    verifyAnswerIsSpoiled(createToken(fault == Stall ? 0.5 : 20), fault, 201);

    const LedgerEntry entry = m_client.sandbox().ledger().constLast();
    QCOMPARE(entry.method, u"POST"_s);
    QCOMPARE(entry.path, u"/tsh-cof/tokens"_s);
    QCOMPARE(entry.executedStatus, 201);
    QCOMPARE(entry.answeredStatus, fault == Malformed || fault == WrongContentType ? 201 : 0);
    QCOMPARE(statusOf(m_client.get(u"/tokens/"_s + entry.tokenId)), 200);
}

void TestSandboxFaults::answerFaults_spoilReadsToo_data()
{
    addAnswerFaults();
}

void TestSandboxFaults::answerFaults_spoilReadsToo()
{
    QFETCH(SandboxFault, fault);
    const qsizetype before = m_client.sandbox().ledger().size();
    m_client.sandbox().setFault(fault, 1, Reads);
    verifyAnswerIsSpoiled(m_client.get(seed, {{u"timeout"_s, fault == Stall ? 0.5 : 20.0}}), fault, 200);
    QCOMPARE(statusOf(m_client.get(seed)), 200);
    QCOMPARE(m_client.sandbox().ledger().size(), before);
}

void TestSandboxFaults::malformedAnswerWithoutBody_getsOne()
{
    const QString path = u"/tokens/"_s + textIn(createToken(), u"tokenId"_s);
    m_client.sandbox().setFault(Malformed);
    const QJsonObject answer = m_client.request(u"DELETE"_s, path);
    QCOMPARE(statusOf(answer), 200);
    QVERIFY(!answer.value(u"text"_s).toString().isEmpty());
    QVERIFY(!answer.contains(u"json"_s));
    QCOMPARE(textIn(m_client.get(path), u"tokenState"_s), u"DELETED"_s);
}

void TestSandboxFaults::executedButUnanswered_isSeenAtTheNextRead()
{
    const QString path = u"/tokens/"_s + textIn(createToken(), u"tokenId"_s);
    m_client.sandbox().setFault(CloseBefore);
    QVERIFY(m_client.request(u"DELETE"_s, path).contains(u"error"_s));
    QCOMPARE(textIn(m_client.get(path), u"tokenState"_s), u"DELETED"_s);
    const LedgerEntry entry = m_client.sandbox().ledger().constLast();
    QCOMPARE(entry.executedStatus, 204);
    QCOMPARE(entry.answeredStatus, 0);
}

void TestSandboxFaults::faultsOfTheOptions_areInForceFromTheStart()
{
    SandboxClient other;
    QVERIFY2(other.start({.faults = {u"503:next 2"_s}}), qPrintable(other.failure()));
    QCOMPARE(statusOf(other.get(seed)), 503);
    QCOMPARE(statusOf(other.get(seed)), 503);
    QCOMPARE(statusOf(other.get(seed)), 200);
}

QTEST_GUILESS_MAIN(TestSandboxFaults)
#include "tst_sandboxfaults.moc"

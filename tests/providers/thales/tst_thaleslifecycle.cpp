// SPDX-License-Identifier: Apache-2.0
#include "app/providers/thales/thalesprovider.h"
#include "tests/providers/thales/faketransport.h"
#include "tests/providers/thales/thalesfixture.h"
#include "tests/support/fakeclock.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {
LifecycleExtension extension()
{
    LifecycleExtension made = lifecycle::usual();
    made.isOn = true;
    return made;
}

LifecycleOrder order(Operation operation = Operation::Suspend)
{
    return {.operation = operation,
            .token = {u"tok_1"_s},
            .reason = operation == Operation::Suspend ? u"stolen"_s : u"found"_s,
            .comment = u"called at nine"_s,
            .ticket = u"T-7"_s,
            .operatorId = u"ana"_s,
            .correlationId = QString::fromLatin1(fixture::correlationId)};
}
} // namespace

//! Suspend and resume, where a connection's contract adds them.
class TestThalesLifecycle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { use(extension()); }

    void request_isAsTheContractSays_data();
    void request_isAsTheContractSays();
    void answer_isJudgedByTheContract_data();
    void answer_isJudgedByTheContract();
    void lostAnswer_isUnknown();
    void strangeOrders_areNotPrepared();
    void withoutAnExtension_nothingIsPreparedOrSent();
    void preparing_sendsNothing();

private:
    void use(const LifecycleExtension &extension)
    {
        m_transport = std::make_shared<FakeTransport>();
        m_provider = std::make_unique<ThalesProvider>(
            ThalesProvider::Settings{.merchantId = u"merchant-demo-1"_s, .lifecycle = extension}, m_transport,
            fixture::providerKeys(), std::make_shared<FakeClock>());
    }

    std::shared_ptr<FakeTransport> m_transport;
    std::unique_ptr<ThalesProvider> m_provider;
};

void TestThalesLifecycle::request_isAsTheContractSays_data()
{
    QTest::addColumn<int>("operation");
    QTest::addColumn<QString>("path");
    QTest::newRow("suspend") << static_cast<int>(Operation::Suspend) << u"/tokens/tok_1/suspend"_s;
    QTest::newRow("resume") << static_cast<int>(Operation::Resume) << u"/tokens/tok_1/resume"_s;
}

void TestThalesLifecycle::request_isAsTheContractSays()
{
    QFETCH(const int, operation);
    QFETCH(const QString, path);
    m_transport->answerWith(204);
    const Result<PreparedRequest> request = m_provider->prepareLifecycle(order(static_cast<Operation>(operation)));
    QVERIFY2(request, fixture::failure(request).constData());
    QVERIFY(!request->redacted.contains(u"nine"_s));
    const Result<MutationAnswer> answer = m_provider->perform(*request).result();
    QVERIFY2(answer, fixture::failure(answer).constData());
    QCOMPARE(answer->httpStatus, 204);
    QVERIFY(!answer->isAccepted);
    QVERIFY(!answer->reading);
    QCOMPARE(m_transport->requests().size(), 1);
    QCOMPARE(m_transport->lastRequest().method, "POST"_ba);
    QCOMPARE(m_transport->lastRequest().path, path);
    QVERIFY(m_transport->lastRequest().body.contains("called at nine"));
    QVERIFY(!m_transport->lastRequest().visibleKeys.contains(u"comment"_s));
    QCOMPARE(m_transport->lastHeader("content-type"), "application/json"_ba);
    QCOMPARE(m_transport->lastHeader("x-correlation-id"), QByteArray(fixture::correlationId));
}

void TestThalesLifecycle::answer_isJudgedByTheContract_data()
{
    QTest::addColumn<QString>("expectedStatus");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("kind");
    QTest::newRow("204 as agreed") << u"204"_s << 204 << u""_s;
    QTest::newRow("200 as agreed") << u"200"_s << 200 << u""_s;
    QTest::newRow("202 as agreed") << u"202"_s << 202 << u"accepted"_s;
    QTest::newRow("200 instead") << u"204"_s << 200 << u"OutcomeUnknown"_s;
    QTest::newRow("400") << u"204"_s << 400 << u"Rejected"_s;
    QTest::newRow("401") << u"204"_s << 401 << u"Unauthorized"_s;
    QTest::newRow("404") << u"204"_s << 404 << u"NotFound"_s;
    QTest::newRow("408") << u"204"_s << 408 << u"OutcomeUnknown"_s;
    QTest::newRow("409") << u"204"_s << 409 << u"Rejected"_s;
    QTest::newRow("429") << u"204"_s << 429 << u"Throttled"_s;
    QTest::newRow("500") << u"204"_s << 500 << u"OutcomeUnknown"_s;
    QTest::newRow("503") << u"204"_s << 503 << u"Unavailable"_s;
}

void TestThalesLifecycle::answer_isJudgedByTheContract()
{
    QFETCH(const QString, expectedStatus);
    QFETCH(const int, status);
    QFETCH(const QString, kind);
    LifecycleExtension agreed = extension();
    agreed.suspend.expectedStatus = expectedStatus;
    use(agreed);
    m_transport->answerWith(status);
    const Result<MutationAnswer> answer = m_provider->perform(*m_provider->prepareLifecycle(order())).result();
    if (answer)
        QCOMPARE(answer->isAccepted ? u"accepted"_s : u""_s, kind);
    else
        QCOMPARE(toString(answer.error().kind), kind);
}

void TestThalesLifecycle::lostAnswer_isUnknown()
{
    m_transport->failWith({.kind = Error::Kind::OutcomeUnknown});
    const Result<MutationAnswer> answer = m_provider->perform(*m_provider->prepareLifecycle(order())).result();
    QVERIFY(!answer);
    QCOMPARE(toString(answer.error().kind), u"OutcomeUnknown"_s);
    QCOMPARE(answer.error().correlationId, QString::fromLatin1(fixture::correlationId));
}

void TestThalesLifecycle::strangeOrders_areNotPrepared()
{
    const auto fieldOf = [this](const LifecycleOrder &strange) {
        const Result<PreparedRequest> request = m_provider->prepareLifecycle(strange);
        return request ? u"none"_s : request.error().field;
    };
    LifecycleOrder strange = order();
    strange.token = {u"../tokens"_s};
    QCOMPARE(fieldOf(strange), u"tokenId"_s);
    strange = order();
    strange.reason = u"found"_s;
    QCOMPARE(fieldOf(strange), u"reason"_s);
    strange = order();
    strange.correlationId = u"a\r\nx: y"_s;
    QVERIFY(!m_provider->prepareLifecycle(strange));
}

void TestThalesLifecycle::withoutAnExtension_nothingIsPreparedOrSent()
{
    const PreparedRequest request = *m_provider->prepareLifecycle(order());
    use(lifecycle::usual());
    QVERIFY(!m_provider->prepareLifecycle(order()));
    QCOMPARE(toString(m_provider->perform(request).result().error().kind), u"InvalidInput"_s);
    QVERIFY(m_transport->requests().isEmpty());
}

void TestThalesLifecycle::preparing_sendsNothing()
{
    QVERIFY(m_provider->prepareLifecycle(order()));
    QVERIFY(m_transport->requests().isEmpty());
}

QTEST_APPLESS_MAIN(TestThalesLifecycle)
#include "tst_thaleslifecycle.moc"

// SPDX-License-Identifier: Apache-2.0
#include "app/crypto/jwe.h"
#include "app/providers/thales/thalesprovider.h"
#include "tests/providers/thales/faketransport.h"
#include "tests/providers/thales/thalesfixture.h"
#include "tests/support/fakeclock.h"

#include <QJsonDocument>
#include <QTest>
#include <QUrl>

#include <thread>

using namespace Qt::StringLiterals;

namespace {
const QString correlation = QString::fromLatin1(fixture::correlationId);
const QDateTime now(QDate(2026, 2, 11), QTime(9, 8, 24, 479), Qt::UTC);
const QStringList hiddenKeys{u"encryptedData"_s, u"ipAddress"_s,   u"location"_s, u"pushProvisioningPayload"_s,
                             u"returnUri"_s,     u"encodedData"_s, u"fpan"_s,     u"authorization"_s};

QByteArray pushAnswer(const QByteArray &encryptedData)
{
    QJsonObject body = fixture::json(u"create-push-token.response-201.json"_s);
    body.insert("encryptedData"_L1, QString::fromLatin1(encryptedData));
    return QJsonDocument(body).toJson();
}
} // namespace

class TestThalesProvider : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void lookUp_asksForTheToken();
    void lookUp_saysWhatWasReadAndWhen();
    void lookUp_ofWhatIsNoTokenId_sendsNothing();
    void create_isPostedAsPrepared();
    void create_answersWithTheToken();
    void asynchronousCreate_isAcceptedForLater();
    void push_disclosesTheCustomersData();
    void push_handsOnTheReturnAddress();
    void push_withDataForAnotherKey_stillSucceeds();
    void push_withHugeData_stillSucceeds();
    void deletion_isSentWithoutBody();
    void deletion_answersWithoutAToken();
    void perform_refusesRequestsOfOthers();
    void requests_showOnlyWhatMayBeSeen();
    void probe_works_data();
    void probe_works();
    void probe_fails_data();
    void probe_fails();
    void probe_namesTheSetting_data();
    void probe_namesTheSetting();
    void probe_asksForATokenThatCannotExist();
    void probe_warnsOfACertificateThatExpiresSoon();
    void closedWhilePending_stillSettles();
    void calledFromManyThreads_answersEach();

private:
    [[nodiscard]] std::unique_ptr<ThalesProvider> provider(const QDateTime &expiresAt = {}) const;
    [[nodiscard]] PreparedRequest prepared(const QString &formId) const;
    [[nodiscard]] Result<MutationAnswer> performed(const QString &formId) const;

    std::shared_ptr<FakeTransport> m_transport;
};

void TestThalesProvider::init()
{
    m_transport = std::make_shared<FakeTransport>();
}

std::unique_ptr<ThalesProvider> TestThalesProvider::provider(const QDateTime &expiresAt) const
{
    return std::make_unique<ThalesProvider>(
        ThalesProvider::Settings{.merchantId = u"merchant-demo-1"_s, .clientCertificateExpiresAt = expiresAt},
        m_transport, fixture::providerKeys(), std::make_shared<FakeClock>(now));
}

PreparedRequest TestThalesProvider::prepared(const QString &formId) const
{
    const Form form = fixture::form(formId);
    return *provider()->prepareCreate(formId, fixture::values(form, fixture::fullTexts(formId)), correlation);
}

Result<MutationAnswer> TestThalesProvider::performed(const QString &formId) const
{
    return provider()->perform(prepared(formId)).result();
}

void TestThalesProvider::lookUp_asksForTheToken()
{
    m_transport->answerWith(200, fixture::data(u"get-token.response-200-active.json"_s));
    QVERIFY(provider()->lookUp({u"tok_9f2c-01"_s}, correlation).result());
    const HttpRequest &request = m_transport->lastRequest();
    QCOMPARE(request.method, "GET"_ba);
    QCOMPARE(request.path, u"/tokens/tok_9f2c-01"_s);
    QCOMPARE(request.correlationId, correlation);
    QCOMPARE(m_transport->lastHeader("x-correlation-id"), correlation.toLatin1());
    QCOMPARE(m_transport->lastHeader("accept"), "application/json"_ba);
    QCOMPARE(m_transport->lastHeader("content-type"), QByteArray());
    QCOMPARE(m_transport->lastHeader("authorization"), QByteArray());
    QVERIFY(request.body.isEmpty());
}

void TestThalesProvider::lookUp_saysWhatWasReadAndWhen()
{
    m_transport->answerWith(200, fixture::data(u"get-token.response-200-suspended.json"_s));
    const Result<TokenReading> reading = provider()->lookUp({u"tok_1"_s}, correlation).result();
    QVERIFY(reading);
    QCOMPARE(reading->token.id.value, u"tok_1"_s);
    QVERIFY(reading->token.state == TokenState::Suspended);
    QCOMPARE(reading->readAt, now);
    QCOMPARE(reading->correlationId, correlation);
}

void TestThalesProvider::lookUp_ofWhatIsNoTokenId_sendsNothing()
{
    for (const QString &id : {QString(), u"a/../b"_s, u"a b"_s, QString(129, u'x')}) {
        const Result<TokenReading> reading = provider()->lookUp({id}, correlation).result();
        QVERIFY(!reading);
        QCOMPARE(toString(reading.error().kind), u"InvalidInput"_s);
        QCOMPARE(reading.error().field, u"tokenId"_s);
    }
    QVERIFY(m_transport->requests().isEmpty());
}

void TestThalesProvider::create_isPostedAsPrepared()
{
    m_transport->answerWith(201, fixture::data(u"create-token.response-201.json"_s));
    const PreparedRequest request = prepared(u"createToken"_s);
    QVERIFY(provider()->perform(request).result());
    QCOMPARE(m_transport->requests().size(), 1);
    QCOMPARE(m_transport->lastRequest().method, "POST"_ba);
    QCOMPARE(m_transport->lastRequest().path, u"/tokens"_s);
    QCOMPARE(m_transport->lastRequest().body, request.body);
    QCOMPARE(m_transport->lastRequest().correlationId, correlation);
    QCOMPARE(m_transport->lastHeader("x-correlation-id"), correlation.toLatin1());
    QCOMPARE(m_transport->lastHeader("content-type"), "application/json"_ba);
    QCOMPARE(m_transport->lastHeader("accept"), "application/json"_ba);
}

void TestThalesProvider::create_answersWithTheToken()
{
    m_transport->answerWith(201, fixture::data(u"create-token.response-201.json"_s));
    const Result<MutationAnswer> answer = performed(u"createToken"_s);
    QVERIFY(answer);
    QVERIFY(answer->reading);
    QCOMPARE(answer->reading->token.id.value, u"tok_9f2c-01"_s);
    QCOMPARE(answer->reading->readAt, now);
    QCOMPARE(answer->reading->correlationId, correlation);
    QCOMPARE(answer->correlationId, correlation);
    QCOMPARE(answer->httpStatus, 201);
    QVERIFY(!answer->isAccepted);
    QVERIFY(answer->extra.isEmpty());
    QVERIFY(!answer->disclosure);
    QVERIFY(answer->disclosureProblem.isEmpty());
}

void TestThalesProvider::asynchronousCreate_isAcceptedForLater()
{
    m_transport->answerWith(202);
    const Result<MutationAnswer> answer = performed(u"createAsyncToken"_s);
    QVERIFY(answer);
    QVERIFY(answer->isAccepted);
    QVERIFY(!answer->reading);
    QCOMPARE(answer->httpStatus, 202);
    QCOMPARE(answer->correlationId, correlation);
}

void TestThalesProvider::push_disclosesTheCustomersData()
{
    m_transport->answerWith(201, pushAnswer(fixture::data(u"create-push-token.issuer-info.jwe"_s)));
    const Result<MutationAnswer> answer = performed(u"createPushToken"_s);
    QVERIFY(answer);
    QCOMPARE(answer->disclosureProblem, QString());
    QVERIFY(answer->disclosure);
    QCOMPARE(answer->disclosure->items.first().label, u"Name"_s);
    QCOMPARE(answer->disclosure->items.first().value->bytes().toByteArray(), "JOHN DOE"_ba);
    for (const TokenField &field : answer->reading->token.fields)
        QVERIFY(!field.value.contains(u"JOHN"_s) && !field.value.startsWith(u"eyJ"_s));
}

void TestThalesProvider::push_handsOnTheReturnAddress()
{
    m_transport->answerWith(201, pushAnswer({}));
    const Result<MutationAnswer> answer = performed(u"createPushToken"_s);
    QVERIFY(answer);
    QCOMPARE(answer->extra.size(), 2);
    QCOMPARE(answer->extra.at(0).key, u"returnUri"_s);
    QCOMPARE(answer->extra.at(0).value, u"https://issuer.example.test/back"_s);
    QCOMPARE(answer->extra.at(1).key, u"returnUriType"_s);
    QCOMPARE(answer->extra.at(1).value, u"WEB"_s);
    QVERIFY(!answer->disclosure);
    QVERIFY(answer->disclosureProblem.isEmpty());
}

void TestThalesProvider::push_withDataForAnotherKey_stillSucceeds()
{
    const Result<QByteArray> jwe =
        encryptJwe(SecretBytes::copyOf("{\"name\":\"JOHN DOE\"}"), fixture::thalesPublicKey().withId(u"old-key"_s));
    m_transport->answerWith(201, pushAnswer(*jwe));
    const Result<MutationAnswer> answer = performed(u"createPushToken"_s);
    QVERIFY(answer);
    QVERIFY(answer->reading);
    QVERIFY(!answer->disclosure);
    QVERIFY2(answer->disclosureProblem.contains(u"“old-key”"_s), qPrintable(answer->disclosureProblem));
}

void TestThalesProvider::push_withHugeData_stillSucceeds()
{
    m_transport->answerWith(201, pushAnswer(QByteArray(8197, 'x')));
    const Result<MutationAnswer> answer = performed(u"createPushToken"_s);
    QVERIFY(answer);
    QVERIFY2(answer->disclosureProblem.contains(u"8196"_s), qPrintable(answer->disclosureProblem));
}

void TestThalesProvider::deletion_isSentWithoutBody()
{
    m_transport->answerWith(204);
    QVERIFY(provider()->perform(*provider()->prepareDelete({u"tok_1"_s}, correlation)).result());
    QCOMPARE(m_transport->lastRequest().method, "DELETE"_ba);
    QCOMPARE(m_transport->lastRequest().path, u"/tokens/tok_1"_s);
    QVERIFY(m_transport->lastRequest().body.isEmpty());
    QCOMPARE(m_transport->lastHeader("x-correlation-id"), correlation.toLatin1());
    QCOMPARE(m_transport->lastHeader("content-type"), QByteArray());
}

void TestThalesProvider::deletion_answersWithoutAToken()
{
    m_transport->answerWith(204);
    const Result<MutationAnswer> answer =
        provider()->perform(*provider()->prepareDelete({u"tok_1"_s}, correlation)).result();
    QVERIFY(answer);
    QVERIFY(!answer->reading);
    QVERIFY(!answer->isAccepted);
    QCOMPARE(answer->httpStatus, 204);
}

void TestThalesProvider::perform_refusesRequestsOfOthers()
{
    PreparedRequest suspend = *provider()->prepareDelete({u"tok_1"_s}, correlation);
    suspend.operation = Operation::Suspend;
    PreparedRequest foreign = prepared(u"createToken"_s);
    foreign.formId = u"createPaymentToken"_s;
    PreparedRequest mixed = prepared(u"createToken"_s);
    mixed.operation = Operation::Delete;
    for (const PreparedRequest &request : {suspend, foreign, mixed}) {
        const Result<MutationAnswer> answer = provider()->perform(request).result();
        QVERIFY(!answer);
        QCOMPARE(toString(answer.error().kind), u"InvalidInput"_s);
    }
    QVERIFY(m_transport->requests().isEmpty());
}

void TestThalesProvider::requests_showOnlyWhatMayBeSeen()
{
    m_transport->answerWith(404);
    (void)provider()->lookUp({u"tok_1"_s}, correlation);
    (void)provider()->asset(u"asset-1"_s, correlation);
    (void)provider()->perform(prepared(u"createPushToken"_s));
    QCOMPARE(m_transport->requests().size(), 3);
    for (const HttpRequest &request : m_transport->requests()) {
        for (const QString &key : hiddenKeys)
            QVERIFY2(!request.visibleKeys.contains(key), qPrintable(key));
        QVERIFY(request.visibleKeys.contains(u"tokenState"_s));
        QVERIFY(request.visibleKeys.contains(u"errorCode"_s));
    }
}

void TestThalesProvider::probe_works_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("404 without body") << 404 << QByteArray();
    QTest::newRow("404 with JSON") << 404 << QByteArray("{}");
    QTest::newRow("200") << 200 << fixture::data(u"get-token.response-200-active.json"_s);
}

void TestThalesProvider::probe_works()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    m_transport->answerWith(status, body);
    const Result<QString> probed = provider()->probe(correlation).result();
    QVERIFY(probed);
    QVERIFY(probed->contains(u"API key"_s));
    QVERIFY(!probed->contains(u"expires"_s));
}

void TestThalesProvider::probe_fails_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("contentType");
    QTest::addColumn<QString>("kind");
    const QByteArray json("application/json");
    QTest::newRow("400") << 400 << QByteArray() << json << u"Rejected"_s;
    QTest::newRow("401") << 401 << QByteArray() << json << u"Unauthorized"_s;
    QTest::newRow("403") << 403 << QByteArray() << json << u"Unauthorized"_s;
    QTest::newRow("429") << 429 << QByteArray() << json << u"Throttled"_s;
    QTest::newRow("500") << 500 << QByteArray() << json << u"ServerFault"_s;
    QTest::newRow("503") << 503 << QByteArray() << json << u"Unavailable"_s;
    QTest::newRow("someone else's 404") << 404 << QByteArray("<html>") << QByteArray("text/html; charset=utf-8")
                                        << u"Configuration"_s;
    QTest::newRow("someone else's 200") << 200 << QByteArray("<html>") << QByteArray("text/html") << u"BadReply"_s;
    QTest::newRow("204") << 204 << QByteArray() << json << u"BadReply"_s;
}

void TestThalesProvider::probe_fails()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, contentType);
    QFETCH(QString, kind);
    m_transport->answerWith(status, body, contentType);
    const Result<QString> probed = provider()->probe(correlation).result();
    QVERIFY(!probed);
    QCOMPARE(toString(probed.error().kind), kind);
    QCOMPARE(probed.error().httpStatus, status);
    QCOMPARE(probed.error().correlationId, correlation);
}

void TestThalesProvider::probe_namesTheSetting_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("field");
    const auto row = [](const char *name, Error::Kind kind, const QString &field) {
        QTest::newRow(name) << static_cast<int>(kind) << field;
    };
    row("unreachable", Error::Kind::Unreachable, u"baseUrl"_s);
    row("no answer", Error::Kind::TimedOut, u"baseUrl"_s);
    row("redirected", Error::Kind::Redirected, u"baseUrl"_s);
    row("server untrusted", Error::Kind::ServerUntrusted, u"caFile"_s);
    row("client certificate refused", Error::Kind::CertificateRefused, u"clientCertificateFile"_s);
    row("API key refused", Error::Kind::Unauthorized, u"apiKey"_s);
    row("fault of the server", Error::Kind::ServerFault, QString());
}

void TestThalesProvider::probe_namesTheSetting()
{
    QFETCH(int, kind);
    QFETCH(QString, field);
    m_transport->failWith({.kind = static_cast<Error::Kind>(kind)});
    const Result<QString> probed = provider()->probe(correlation).result();
    QVERIFY(!probed);
    QCOMPARE(probed.error().field, field);
}

void TestThalesProvider::probe_asksForATokenThatCannotExist()
{
    m_transport->failWith({.kind = Error::Kind::CertificateRefused});
    const Result<QString> probed = provider()->probe(correlation).result();
    QVERIFY(!probed);
    QCOMPARE(toString(probed.error().kind), u"CertificateRefused"_s);
    QCOMPARE(m_transport->lastRequest().method, "GET"_ba);
    QCOMPARE(m_transport->lastRequest().path, u"/tokens/tokendesk-connection-test"_s);
    QCOMPARE(m_transport->lastHeader("x-correlation-id"), correlation.toLatin1());
}

void TestThalesProvider::probe_warnsOfACertificateThatExpiresSoon()
{
    m_transport->answerWith(404);
    QVERIFY(provider(now.addDays(60))->probe(correlation).result()->contains(u"expires on 2026-04-12"_s));
    QVERIFY(!provider(now.addDays(61))->probe(correlation).result()->contains(u"expires"_s));
}

void TestThalesProvider::closedWhilePending_stillSettles()
{
    m_transport->hold();
    std::unique_ptr<ThalesProvider> closing = provider();
    const Pending<TokenReading> reading = closing->lookUp({u"tok_1"_s}, correlation);
    const Pending<MutationAnswer> creation = closing->perform(prepared(u"createPciToken"_s));
    const Pending<QString> probe = closing->probe(correlation);
    closing.reset();
    m_transport->answerWith(201, fixture::data(u"create-pci-token.response-201.json"_s));
    m_transport->release();
    QCOMPARE(toString(reading.result().error().kind), u"BadReply"_s);
    QVERIFY(creation.result());
    QVERIFY(!probe.result());
}

void TestThalesProvider::calledFromManyThreads_answersEach()
{
    const std::unique_ptr<ThalesProvider> shared = provider();
    std::atomic<int> preparedCount = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            const Form form = fixture::form(u"createToken"_s);
            for (int round = 0; round < 50; ++round) {
                const FormValues values = fixture::values(form, fixture::fullTexts(form.id));
                preparedCount += shared->prepareCreate(form.id, values, correlation).has_value() ? 1 : 0;
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(preparedCount.load(), 200);
}

QTEST_APPLESS_MAIN(TestThalesProvider)
#include "tst_thalesprovider.moc"

// SPDX-License-Identifier: Apache-2.0
#include "tests/providers/thales/openapi.h"
#include "tests/providers/thales/plaintransport.h"
#include "tests/providers/thales/prismserver.h"
#include "tests/providers/thales/thalesfixture.h"
#include "tests/support/fakeclock.h"
#include "tests/support/settling.h"
#include "tests/support/testcards.h"

#include <QTest>
#include <QUuid>

using namespace Qt::StringLiterals;
using Texts = QMap<QString, QString>;

namespace {
const TokenId token{u"tok_9f2c-01"_s};
const QStringList createIds{u"createToken"_s, u"createAsyncToken"_s, u"createPciToken"_s, u"createPushToken"_s};

QString newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

Texts with(Texts texts, const Texts &more)
{
    texts.insert(more);
    return texts;
}

QString kindFor(int status, const QString &operation)
{
    const bool isRead = operation.startsWith(u"get"_s);
    const QMap<int, QString> kinds{{400, u"Rejected"_s},
                                   {401, u"Unauthorized"_s},
                                   {404, u"NotFound"_s},
                                   {429, u"Throttled"_s},
                                   {500, isRead ? u"ServerFault"_s : u"OutcomeUnknown"_s},
                                   {503, u"Unavailable"_s}};
    return kinds.value(status);
}
} // namespace

//! The provider against a server that knows nothing but the vendor's document.
class TestThalesPrism : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void mock_refusesWhatTheDocumentDoesNotAllow_data();
    void mock_refusesWhatTheDocumentDoesNotAllow();
    void create_isAccepted_data();
    void create_isAccepted();
    void lookUp_isAccepted();
    void asset_isAccepted();
    void deletion_isAccepted();
    void probe_isAccepted();
    void documentedFailures_areUnderstood_data();
    void documentedFailures_areUnderstood();

private:
    //! The kind of the error that the operation ends with, empty when it succeeds.
    [[nodiscard]] QString outcome(const QString &operation);
    [[nodiscard]] Result<MutationAnswer> created(const QString &formId, const Texts &texts);

    PrismServer m_server;
    QUrl m_url;
    std::shared_ptr<PlainTransport> m_transport;
    std::unique_ptr<ThalesProvider> m_provider;
};

void TestThalesPrism::initTestCase()
{
    const std::expected<QUrl, QString> url = m_server.start();
    if (!url)
        QSKIP(qPrintable(url.error()));
    m_url = *url;
}

void TestThalesPrism::init()
{
    m_transport = std::make_shared<PlainTransport>(m_url);
    m_provider = std::make_unique<ThalesProvider>(ThalesProvider::Settings{.merchantId = u"merchant-demo-1"_s},
                                                  m_transport, fixture::providerKeys(), std::make_shared<FakeClock>());
}

Result<MutationAnswer> TestThalesPrism::created(const QString &formId, const Texts &texts)
{
    const Result<PreparedRequest> request =
        m_provider->prepareCreate(formId, fixture::values(fixture::form(formId), texts), newId());
    return request ? settledWithin<MutationAnswer>(m_provider->perform(*request)) : Failure(request.error());
}

QString TestThalesPrism::outcome(const QString &operation)
{
    const auto kindOf = [](const auto &result) { return result ? QString() : toString(result.error().kind); };
    if (operation == u"getToken"_s)
        return kindOf(settledWithin<TokenReading>(m_provider->lookUp(token, newId())));
    if (operation == u"getAsset"_s)
        return kindOf(settledWithin<Asset>(m_provider->asset(u"asset 1/é"_s, newId())));
    if (operation == u"eraseToken"_s)
        return kindOf(settledWithin<MutationAnswer>(m_provider->perform(*m_provider->prepareDelete(token, newId()))));
    return kindOf(created(operation, fixture::minimalTexts(operation)));
}

void TestThalesPrism::mock_refusesWhatTheDocumentDoesNotAllow_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("authorization");
    QTest::addColumn<bool>("hasCorrelationId");
    const QByteArray good =
        "{\"merchantId\":\"m\",\"encryptedData\":\"x\",\"source\":\"MANUAL\",\"language\":\"en\","
        "\"country\":\"FR\",\"risk\":{\"accountScore\":4},\"device\":{\"ipAddress\":\"192.0.2.1\"}}";
    const QByteArray key = "APIKEY x";
    const auto changed = [good](const char *from, const char *to) { return QByteArray(good).replace(from, to); };
    QTest::newRow("no API key") << good << QByteArray() << true;
    QTest::newRow("no correlation id") << good << key << false;
    QTest::newRow("wrong source") << changed("MANUAL", "ON_FILE") << key << true;
    QTest::newRow("no country") << changed(",\"country\":\"FR\"", "") << key << true;
    QTest::newRow("long language") << changed("\"en\"", "\"eng\"") << key << true;
    QTest::newRow("score as text") << changed(":4", ":\"4\"") << key << true;
    QTest::newRow("score of six") << changed(":4", ":6") << key << true;
    QTest::newRow("long JWE") << changed("\"x\"", qPrintable(u'"' + QString(8197, u'x') + u'"')) << key << true;
}

void TestThalesPrism::mock_refusesWhatTheDocumentDoesNotAllow()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, authorization);
    QFETCH(bool, hasCorrelationId);
    HttpRequest request;
    request.method = "POST";
    request.path = u"/tokens"_s;
    request.headers = {{"content-type", "application/json"}};
    if (hasCorrelationId)
        request.headers.emplaceBack("x-correlation-id", newId().toLatin1());
    request.body = body;
    m_transport->setAuthorization(authorization);
    const Result<HttpReply> reply = settledWithin<HttpReply>(m_transport->send(request));
    QVERIFY2(reply, fixture::failure(reply).constData());
    QVERIFY2(reply->status >= 400, QByteArray::number(reply->status).constData());
    QVERIFY(!m_transport->violations().isEmpty());
}

void TestThalesPrism::create_isAccepted_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<Texts>("texts");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const QString &id, const Texts &texts) {
        QTest::addRow("%s, %s", qPrintable(id), name) << id << texts << (id == u"createAsyncToken"_s ? 202 : 201);
    };
    for (const QString &id : createIds) {
        row("minimal", id, fixture::minimalTexts(id));
        row("full", id, fixture::fullTexts(id));
    }
    const QString first = createIds.first();
    row("token", first,
        with(fixture::fullTexts(first),
             {{u"source"_s, u"TOKEN"_s}, {u"token"_s, QString::fromLatin1(TestCards::visa)}}));
    row("card on file", first, with(fixture::minimalTexts(first), {{u"source"_s, u"CARD_ON_FILE"_s}}));
    row("American Express", first,
        with(fixture::fullTexts(first), {{u"fpan"_s, QString::fromLatin1(TestCards::amex)}, {u"cvv"_s, u"1234"_s}}));
    row("IPv6", first, with(fixture::fullTexts(first), {{u"device.ipAddress"_s, u"2001:db8::1"_s}}));
    row("longest name", first, with(fixture::fullTexts(first), {{u"name"_s, QString(256, u'\u20AC')}}));
    row("Mastercard", createIds.last(),
        with(fixture::minimalTexts(createIds.last()), {{u"scheme"_s, u"MASTERCARD"_s}}));
    row("longest payload", createIds.last(),
        with(fixture::fullTexts(createIds.last()), {{u"pushProvisioningPayload"_s, QString(8196, u'x')}}));
}

void TestThalesPrism::create_isAccepted()
{
    QFETCH(QString, id);
    QFETCH(Texts, texts);
    QFETCH(int, status);
    const Result<MutationAnswer> answer = created(id, texts);
    QVERIFY2(answer, fixture::failure(answer).constData());
    QCOMPARE(answer->httpStatus, status);
    QCOMPARE(m_transport->violations(), QByteArray());
    QCOMPARE(answer->isAccepted, status == 202);
    if (status == 201)
        QCOMPARE(answer->reading->token.id.value, u"string"_s);
    if (id == u"createPushToken"_s)
        QVERIFY(answer->disclosureProblem.contains(u"not a well-formed JWE"_s));
}

void TestThalesPrism::lookUp_isAccepted()
{
    const Result<TokenReading> reading = settledWithin<TokenReading>(m_provider->lookUp(token, newId()));
    QVERIFY2(reading, fixture::failure(reading).constData());
    QCOMPARE(m_transport->violations(), QByteArray());
    QCOMPARE(reading->token.id, token);
    QVERIFY(reading->token.state == TokenState::Active);
    QCOMPARE(reading->token.cardExpiry, u"stri"_s);
    QCOMPARE(reading->token.cardLastDigits, u"strin"_s);
}

void TestThalesPrism::asset_isAccepted()
{
    const Result<Asset> asset = settledWithin<Asset>(m_provider->asset(u"asset 1/é"_s, newId()));
    QVERIFY2(asset, fixture::failure(asset).constData());
    QCOMPARE(m_transport->violations(), QByteArray());
    QCOMPARE(asset->mediaType, u"application/pdf"_s);
    QVERIFY(!asset->bytes.isEmpty());
}

void TestThalesPrism::deletion_isAccepted()
{
    QCOMPARE(outcome(u"eraseToken"_s), QString());
    QCOMPARE(m_transport->lastStatus(), 204);
    QCOMPARE(m_transport->violations(), QByteArray());
}

void TestThalesPrism::probe_isAccepted()
{
    const Result<QString> probed = settledWithin<QString>(m_provider->probe(newId()));
    QVERIFY2(probed, fixture::failure(probed).constData());
    QCOMPARE(m_transport->violations(), QByteArray());
    m_transport->setAuthorization({});
    QVERIFY(!settledWithin<QString>(m_provider->probe(newId())));
}

void TestThalesPrism::documentedFailures_areUnderstood_data()
{
    QTest::addColumn<QString>("operation");
    QTest::addColumn<int>("status");
    for (const QString &operation : openapi::operations()) {
        for (const int status : openapi::statuses(operation)) {
            if (status >= 400)
                QTest::addRow("%s %d", qPrintable(operation), status) << operation << status;
        }
    }
}

void TestThalesPrism::documentedFailures_areUnderstood()
{
    QFETCH(QString, operation);
    QFETCH(int, status);
    m_transport->prefer(status);
    QCOMPARE(outcome(operation), kindFor(status, operation));
    QCOMPARE(m_transport->lastStatus(), status);
}

QTEST_GUILESS_MAIN(TestThalesPrism)
#include "tst_thalesprism.moc"

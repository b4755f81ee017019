// SPDX-License-Identifier: Apache-2.0
#include "tests/net/testtraffic.h"
#include "tests/net/tlsserver.h"
#include "tests/support/fakeclock.h"
#include "tests/support/testcards.h"

#include <QLoggingCategory>
#include <QMutex>
#include <QTest>

using namespace Qt::StringLiterals;

//! C5, N10: what is recorded and logged of an exchange holds no key, no card number and no value that is not allowed.
class TestTransportSecrecy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void exchange_tellsWhatHappened();
    void exchange_hidesWhatIsNotAllowed();
    void secretBody_isSentAsItIsAndNeverRecorded();
    void secondCredential_isSentAndHidden();
    void exchange_ofAFailure_saysWhy();
    void exchange_isThereBeforeTheOutcome();
    void refusedRequest_isNotRecorded();
    void loggingRules_revealNothing();
};

namespace {
constexpr char apiKey[] = "c03f88fe-01ba-11e8-ba89-0ed5f89f718b";
constexpr char bodySecret[] = "canary-in-the-body";

TlsServerSettings identified()
{
    return {.identity = TestCertificates::shared().server};
}

TlsServer::Script answering()
{
    return TlsServer::answering([](const QByteArray &) {
        return reply(200, R"({"tokenId":"tok-1","holder":"canary-in-the-body"})",
                     "Set-Cookie: session=canary-in-the-body\r\nRetry-After: 5\r\nX-Request-Id: req-7\r\n");
    });
}

HttpRequest telling()
{
    HttpRequest request = requestOf("POST", R"({"reason":"LOST","email":"canary-in-the-body"})");
    request.path = u"/tokens/"_s + QString::fromLatin1(TestCards::visa) + u"/suspend"_s;
    request.headers = {{"content-type", "application/json"}, {"x-correlation-id", "corr-1"}, {"x-odd", bodySecret}};
    request.visibleKeys = {u"reason"_s, u"tokenId"_s};
    return request;
}

QString textOf(const Exchange &exchange)
{
    QString text = exchange.url + exchange.requestBody + exchange.responseBody + exchange.failure + toCurl(exchange);
    for (const auto &[name, value] : exchange.requestHeaders + exchange.responseHeaders)
        text += name + u": "_s + value + u"\n"_s;
    return text;
}

QString valueOf(const Exchange::Headers &headers, const QString &name)
{
    for (const auto &[key, value] : headers) {
        if (key == name)
            return value;
    }
    return {};
}

//! Everything that was logged since `start`.
class LogSink
{
public:
    static void start()
    {
        text().clear();
        qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &message) {
            const QMutexLocker lock(&mutex());
            text() += message + u'\n';
        });
    }
    static QString stop()
    {
        qInstallMessageHandler(nullptr);
        return text();
    }

private:
    static QMutex &mutex()
    {
        static QMutex one;
        return one;
    }
    static QString &text()
    {
        static QString one;
        return one;
    }
};
} // namespace

void TestTransportSecrecy::exchange_tellsWhatHappened()
{
    const TlsServer server(identified(), answering());
    const auto exchanges = std::make_shared<ExchangeLog>();
    TransportSettings settings = settingsFor(server.url());
    const auto clock = std::make_shared<FakeClock>();
    settings.clock = clock;
    const auto transport = NetworkTransport::create(settings, exchanges).value();
    QVERIFY(settledWithin(transport->send(telling())).has_value());

    const auto exchange = exchanges->find(u"corr-1"_s);
    QVERIFY(exchange);
    QCOMPARE(exchange->startedAt, clock->nowUtc());
    QCOMPARE(exchange->attempts, 1);
    QCOMPARE(exchange->method, u"POST"_s);
    QVERIFY(exchange->url.startsWith(server.url().toString() + u"/tokens/"_s));
    QCOMPARE(exchange->status, 200);
    QVERIFY(exchange->failure.isEmpty());
    QVERIFY(exchange->requestBody.contains("LOST"_L1));
    QVERIFY(exchange->responseBody.contains("tok-1"_L1));
    QCOMPARE(valueOf(exchange->requestHeaders, u"content-type"_s), u"application/json"_s);
    QCOMPARE(valueOf(exchange->requestHeaders, u"x-correlation-id"_s), u"corr-1"_s);
    QCOMPARE(valueOf(exchange->responseHeaders, u"retry-after"_s), u"5"_s);
    QCOMPARE(valueOf(exchange->responseHeaders, u"x-request-id"_s), u"req-7"_s);
}

void TestTransportSecrecy::exchange_hidesWhatIsNotAllowed()
{
    const TlsServer server(identified(), answering());
    const auto exchanges = std::make_shared<ExchangeLog>();
    TransportSettings settings = settingsFor(server.url());
    useCredential(settings, apiKey);
    const auto transport = NetworkTransport::create(settings, exchanges).value();
    QVERIFY(settledWithin(transport->send(telling())).has_value());
    QVERIFY(server.received().constFirst().contains("\r\nauthorization: APIKEY "_ba + apiKey + "\r\n"));

    const Exchange exchange = exchanges->all().constFirst();
    QCOMPARE(valueOf(exchange.requestHeaders, u"authorization"_s), u"(hidden)"_s);
    QCOMPARE(valueOf(exchange.requestHeaders, u"x-odd"_s), u"(hidden)"_s);
    QCOMPARE(valueOf(exchange.responseHeaders, u"set-cookie"_s), u"(hidden)"_s);
    for (const char *secret : {apiKey, bodySecret, TestCards::visa})
        QVERIFY2(!textOf(exchange).contains(QLatin1StringView(secret)), secret);
}

void TestTransportSecrecy::secretBody_isSentAsItIsAndNeverRecorded()
{
    const TlsServer server(identified(), answering());
    const auto exchanges = std::make_shared<ExchangeLog>();
    const auto transport = NetworkTransport::create(settingsFor(server.url()), exchanges).value();
    for (const char *method : {"POST", "PATCH"}) {
        const QByteArray body = QByteArray(R"({"number": ")") + TestCards::visa + R"(", "text": "\u00eb"})";
        HttpRequest request = requestOf(method);
        request.secretBody = std::make_shared<const SecretBytes>(SecretBytes::copyOf(body));
        request.visibleKeys = {u"number"_s, u"text"_s};
        QVERIFY(settledWithin(transport->send(request)).has_value());
        const QByteArray received = server.received().constLast();
        QVERIFY(received.endsWith("\r\n\r\n"_ba + body));
        QVERIFY(received.contains("content-length: "_ba + QByteArray::number(body.size())));
        const Exchange exchange = exchanges->all().constLast();
        QCOMPARE(exchange.requestBody, u"(hidden, %1 bytes)"_s.arg(body.size()));
        QVERIFY(!textOf(exchange).contains(QLatin1StringView(TestCards::visa)));
    }
    QCOMPARE(server.requests(), 2);
}

void TestTransportSecrecy::secondCredential_isSentAndHidden()
{
    const TlsServer server(identified(), answering());
    const auto exchanges = std::make_shared<ExchangeLog>();
    TransportSettings settings = settingsFor(server.url());
    settings.credential = {.header = "api-key",
                           .prefix = {},
                           .secret = std::make_shared<const SecretBytes>(SecretBytes::copyOf(QByteArrayView(apiKey))),
                           .hosts = {server.url().host()}};
    settings.secondCredential = settings.credential;
    settings.secondCredential.header = "authorization";
    settings.secondCredential.prefix = "Bearer ";
    const auto transport = NetworkTransport::create(settings, exchanges).value();
    QVERIFY(settledWithin(transport->send(telling())).has_value());
    QVERIFY(server.received().constFirst().contains("\r\napi-key: "_ba + apiKey + "\r\nauthorization: Bearer " +
                                                    apiKey + "\r\n\r\n"));
    const Exchange exchange = exchanges->all().constFirst();
    QCOMPARE(valueOf(exchange.requestHeaders, u"api-key"_s), u"(hidden)"_s);
    QCOMPARE(valueOf(exchange.requestHeaders, u"authorization"_s), u"(hidden)"_s);
    QVERIFY(!textOf(exchange).contains(QLatin1StringView(apiKey)));
    HttpRequest own = telling();
    own.headers.emplaceBack("Authorization", "mine");
    QCOMPARE(kindOf(settledWithin(transport->send(own))), u"InvalidInput"_s);
    settings.secondCredential.hosts = {u"elsewhere.example"_s};
    QVERIFY(!NetworkTransport::create(settings, exchanges));
}

void TestTransportSecrecy::exchange_ofAFailure_saysWhy()
{
    const TlsServer server(identified(), [](Peer &peer) {
        (void)peer.readRequest();
        peer.cut();
    });
    const auto exchanges = std::make_shared<ExchangeLog>();
    const auto transport = NetworkTransport::create(settingsFor(server.url()), exchanges).value();
    const auto outcome = settledWithin(transport->send(telling()));
    QCOMPARE(kindOf(outcome), u"OutcomeUnknown"_s);
    const Exchange exchange = exchanges->all().constFirst();
    QCOMPARE(exchange.failure, outcome.error().detail);
    QCOMPARE(exchange.status, 0);
    QCOMPARE(exchange.attempts, 1);
}

void TestTransportSecrecy::exchange_isThereBeforeTheOutcome()
{
    const TlsServer server(identified(), answering());
    const auto exchanges = std::make_shared<ExchangeLog>();
    const auto transport = NetworkTransport::create(settingsFor(server.url()), exchanges).value();
    const Settler<Done> seen;
    whenSettled<HttpReply>(transport->send(telling()), [=](const Result<HttpReply> &) {
        seen.settle(exchanges->find(u"corr-1"_s) ? Result<Done>(Done{}) : Failure(Error{}));
    });
    QVERIFY(settledWithin(seen.pending()).has_value());
}

void TestTransportSecrecy::refusedRequest_isNotRecorded()
{
    const TlsServer server(identified(), answering());
    const auto exchanges = std::make_shared<ExchangeLog>();
    const auto transport = NetworkTransport::create(settingsFor(server.url()), exchanges).value();
    HttpRequest request = telling();
    request.headers.emplaceBack("a", "b\r\nc: d");
    QVERIFY(!settledWithin(transport->send(request)));
    QVERIFY(exchanges->all().isEmpty());
}

void TestTransportSecrecy::loggingRules_revealNothing()
{
    const TlsServer server(identified(), answering());
    const TlsServer breaking(identified(), [](Peer &peer) {
        (void)peer.readRequest();
        peer.write("HTTP/1.1 canary-in-the-body\r\n");
        peer.reset();
    });
    QLoggingCategory::setFilterRules(u"*=true\nqt.network.*=true"_s);
    LogSink::start();
    for (const QUrl &url : {server.url(), server.url(u"localhost"_s), breaking.url()}) {
        TransportSettings settings = settingsFor(url);
        useCredential(settings, apiKey);
        const auto transport = NetworkTransport::create(settings, nullptr).value();
        (void)settledWithin(transport->send(telling()));
        (void)settledWithin(transport->send(requestOf("GET")));
    }
    const QString logged = LogSink::stop();
    QLoggingCategory::setFilterRules({});
    QVERIFY(breaking.requests() == 2 && server.requests() == 4);
    for (const char *secret : {apiKey, "APIKEY", bodySecret, TestCards::visa})
        QVERIFY2(!logged.contains(QLatin1StringView(secret)), secret);
}

QTEST_GUILESS_MAIN(TestTransportSecrecy)
#include "tst_transportsecrecy.moc"

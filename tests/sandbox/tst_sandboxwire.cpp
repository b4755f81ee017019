// SPDX-License-Identifier: Apache-2.0
#include "app/crypto/certificateauthority.h"
#include "tests/sandbox/sandboxclient.h"

#include <QElapsedTimer>
#include <QFile>
#include <QNetworkInterface>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;

//! HTTP and TLS as they come over the wire, byte by byte where it matters.
class TestSandboxWire : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void chunkedBody_isReadWhole_data();
    void chunkedBody_isReadWhole();
    void headerCaseOrderAndSpace_doNotMatter();
    void whitespaceInJson_doesNotMatter();
    void requestInSingleBytes_isAnswered();
    void keptConnection_servesOneRequestAfterTheOther();
    void pipelinedRequests_areAnsweredInOrder();
    void badFraming_isRefusedAndTheConnectionClosed_data();
    void badFraming_isRefusedAndTheConnectionClosed();
    void credentialsGivenTwice_areRefused();
    void unfinishedRequest_isNotExecuted();
    void rubbish_endsTheConnectionAndNothingElse();
    void connectionClose_isHonoured();
    void answers_sayTheDate();
    void withoutClientCertificate_thereIsNoAnswer();
    void certificateOfAnotherAuthority_getsNoAnswer();
    void oldTls_isRefused();
    void plainHttp_getsNoAnswer();
    void serverCertificate_isGoodForItsNamesOnly();
    void onlyLoopback_isListenedOn();
    void latency_delaysEveryAnswer_andSurvivesImpatientClients();

private:
    [[nodiscard]] QByteArray headers() const;
    [[nodiscard]] QSslConfiguration tls() const;
    [[nodiscard]] QByteArray exchange(const QList<QByteArray> &parts, int answers = 1, bool *isClosed = nullptr) const;
    [[nodiscard]] qsizetype ledgerSize() const { return m_client.sandbox().ledger().size(); }

    SandboxClient m_client;
};

namespace {
constexpr int patienceMs = 20'000;
const QByteArray pciBody = "{\"merchantId\":\"sandbox-merchant\",\"encryptedData\":\"x\"}";

QByteArray content(const QString &file)
{
    QFile opened(file);
    return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
}

QByteArray chunked(const QByteArray &body, qsizetype size)
{
    QByteArray chunks;
    for (qsizetype at = 0; at < body.size(); at += size) {
        const QByteArray chunk = body.mid(at, size);
        chunks += QByteArray::number(chunk.size(), 16) + "\r\n" + chunk + "\r\n";
    }
    return chunks + "0\r\n\r\n";
}

QByteArrayList inPieces(const QByteArray &bytes, qsizetype size)
{
    QByteArrayList pieces;
    for (qsizetype at = 0; at < bytes.size(); at += size)
        pieces << bytes.mid(at, size);
    return pieces;
}

QList<int> statuses(const QByteArray &received)
{
    QList<int> found;
    for (qsizetype at = received.indexOf("HTTP/1.1 "); at >= 0; at = received.indexOf("HTTP/1.1 ", at + 1))
        found << received.mid(at + 9, 3).toInt();
    return found;
}
} // namespace

void TestSandboxWire::initTestCase()
{
    if (const QString missing = m_client.missing(); !missing.isEmpty())
        QSKIP(qPrintable(missing));
    QVERIFY2(m_client.start(), qPrintable(m_client.failure()));
}

QByteArray TestSandboxWire::headers() const
{
    return "Host: localhost\r\nAuthorization: APIKEY " + m_client.sandbox().connection().apiKey.toLatin1() +
           "\r\nX-Correlation-Id: wire\r\n";
}

QSslConfiguration TestSandboxWire::tls() const
{
    const SandboxConnection &connection = m_client.sandbox().connection();
    QSslConfiguration configuration;
    configuration.setCaCertificates({QSslCertificate(content(connection.caFile))});
    configuration.setLocalCertificate(QSslCertificate(content(connection.clientCertificateFile)));
    configuration.setPrivateKey(QSslKey(content(connection.clientKeyFile), QSsl::Ec));
    return configuration;
}

//! Sends the parts, each in a TLS record of its own, and reads until so many answers are there or the server closes.
QByteArray TestSandboxWire::exchange(const QList<QByteArray> &parts, int answers, bool *isClosed) const
{
    QSslSocket socket;
    socket.setSslConfiguration(tls());
    socket.connectToHostEncrypted(u"127.0.0.1"_s, m_client.sandbox().connection().port);
    if (!socket.waitForEncrypted(patienceMs))
        return "no TLS: " + socket.errorString().toUtf8();
    for (const QByteArray &part : parts) {
        socket.write(part);
        socket.flush();
    }
    QByteArray received;
    // The answers of these tests end with their headers or with a brace.
    const auto isWhole = [&] {
        return statuses(received).size() >= answers && (received.endsWith("\r\n\r\n") || received.endsWith('}'));
    };
    while ((isClosed || !isWhole()) && socket.waitForReadyRead(patienceMs))
        received += socket.readAll();
    if (isClosed)
        *isClosed = socket.state() == QAbstractSocket::UnconnectedState;
    return received;
}

void TestSandboxWire::chunkedBody_isReadWhole_data()
{
    QTest::addColumn<qsizetype>("chunk");
    QTest::addColumn<qsizetype>("piece");
    QTest::newRow("one chunk") << qsizetype(1000) << qsizetype(10'000);
    QTest::newRow("small chunks") << qsizetype(7) << qsizetype(10'000);
    QTest::newRow("small chunks in small pieces") << qsizetype(7) << qsizetype(5);
}

void TestSandboxWire::chunkedBody_isReadWhole()
{
    QFETCH(qsizetype, chunk);
    QFETCH(qsizetype, piece);
    const QByteArray request = "POST /tsh-cof/pci-tokens HTTP/1.1\r\n" + headers() +
                               "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" +
                               chunked(pciBody, chunk);
    const QByteArray answer = exchange(inPieces(request, piece));
    // The body was understood up to the message in it.
    QVERIFY2(answer.contains("CRYPTO_ERROR"), answer.constData());
}

void TestSandboxWire::headerCaseOrderAndSpace_doNotMatter()
{
    const QByteArray request =
        "POST /tsh-cof/pci-tokens HTTP/1.1\r\ncontent-LENGTH:" + QByteArray::number(pciBody.size()) +
        "\r\nX-CORRELATION-ID:\t wire \t\r\nx-unknown:\r\nAccept: */*\r\nCONTENT-type:application/json"
        "\r\naUTHORIZATION:   APIKEY " +
        m_client.sandbox().connection().apiKey.toLatin1() + "  \r\nhOST:x\r\n\r\n" + pciBody;
    QVERIFY(exchange({request}).contains("CRYPTO_ERROR"));
}

void TestSandboxWire::whitespaceInJson_doesNotMatter()
{
    const QByteArray body = "\r\n\t {\n \"encryptedData\" :\t\"x\"\r\n,\"merchantId\":\n\n\"sandbox-merchant\" } \n";
    const QByteArray request = "POST /tsh-cof/pci-tokens HTTP/1.1\r\n" + headers() +
                               "Content-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) +
                               "\r\n\r\n" + body;
    QVERIFY(exchange({request}).contains("CRYPTO_ERROR"));
}

void TestSandboxWire::requestInSingleBytes_isAnswered()
{
    const QByteArray request = "GET /tsh-cof/tokens/tk_9f3c2a71e4 HTTP/1.1\r\n" + headers() + "\r\n";
    QCOMPARE(statuses(exchange(inPieces(request, 1))), QList<int>{200});
}

void TestSandboxWire::keptConnection_servesOneRequestAfterTheOther()
{
    const QJsonObject body{{u"merchantId"_s, u"sandbox-merchant"_s}};
    QJsonArray requests;
    for (int i = 0; i < 5; ++i) {
        requests << QJsonObject{{u"method"_s, u"GET"_s}, {u"path"_s, u"/tokens/tk_9f3c2a71e4"_s}}
                 << QJsonObject{{u"method"_s, u"POST"_s},
                                {u"path"_s, u"/pci-tokens"_s},
                                {u"json"_s, body},
                                {u"plaintext"_s, SandboxClient::card(u"4111111111111111"_s)}}
                 << QJsonObject{{u"method"_s, u"DELETE"_s}, {u"path"_s, u"/tokens/tk_nobody"_s}};
    }
    const QJsonObject result = m_client.command({{u"do"_s, u"conversation"_s}, {u"requests"_s, requests}});
    const QJsonArray answers = result.value(u"answers"_s).toArray();
    QCOMPARE(answers.size(), requests.size());
    const QList<int> expected{200, 201, 404};
    for (qsizetype i = 0; i < answers.size(); ++i) {
        QCOMPARE(statusOf(answers.at(i).toObject()), expected.at(i % 3));
        QVERIFY(answers.at(i).toObject().value(u"sameConnection"_s).toBool());
    }
}

void TestSandboxWire::pipelinedRequests_areAnsweredInOrder()
{
    const auto get = [this](const QByteArray &path) { return "GET " + path + " HTTP/1.1\r\n" + headers() + "\r\n"; };
    const QByteArray requests = get("/tsh-cof/tokens/tk_9f3c2a71e4") + get("/tsh-cof/tokens/tk_nobody") +
                                get("/tsh-cof/tokens") + get("/tsh-cof/tokens/tk_77ab01c9d2");
    QCOMPARE(statuses(exchange({requests}, 4)), (QList<int>{200, 404, 405, 200}));
}

void TestSandboxWire::badFraming_isRefusedAndTheConnectionClosed_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("two hosts") << QByteArray("Host: other\r\n") << QByteArray();
    QTest::newRow("space in a name") << QByteArray("Name : value\r\n") << QByteArray();
    QTest::newRow("endless header") << "Name: " + QByteArray(200'000, 'x') + "\r\n" << QByteArray();
    QTest::newRow("negative length") << QByteArray("Content-Length: -2\r\n") << QByteArray();
    QTest::newRow("length and rest") << QByteArray("Content-Length: 2x\r\n") << QByteArray("{}");
    QTest::newRow("two lengths") << QByteArray("Content-Length: 2\r\nContent-Length: 3\r\n") << QByteArray("{}");
    QTest::newRow("length and chunks") << QByteArray("Content-Length: 2\r\nTransfer-Encoding: chunked\r\n")
                                       << chunked("{}", 2);
}

void TestSandboxWire::badFraming_isRefusedAndTheConnectionClosed()
{
    QFETCH(QByteArray, lines);
    QFETCH(QByteArray, body);
    const qsizetype before = ledgerSize();
    bool isClosed = false;
    const QByteArray request = "DELETE /tsh-cof/tokens/tk_9f3c2a71e4 HTTP/1.1\r\n" + headers() + lines + "\r\n" + body;
    QCOMPARE(statuses(exchange({request}, 1, &isClosed)), QList<int>{400});
    QVERIFY(isClosed);
    QCOMPARE(ledgerSize(), before);
}

void TestSandboxWire::credentialsGivenTwice_areRefused()
{
    const QByteArray path = "GET /tsh-cof/tokens/tk_9f3c2a71e4 HTTP/1.1\r\n";
    QCOMPARE(statuses(exchange({path + headers() + "Authorization: APIKEY x\r\n\r\n"})), QList<int>{401});
    QCOMPARE(statuses(exchange({path + headers() + "X-Correlation-Id: x\r\n\r\n"})), QList<int>{400});
}

void TestSandboxWire::unfinishedRequest_isNotExecuted()
{
    const qsizetype before = ledgerSize();
    {
        QSslSocket socket;
        socket.setSslConfiguration(tls());
        socket.connectToHostEncrypted(u"127.0.0.1"_s, m_client.sandbox().connection().port);
        QVERIFY(socket.waitForEncrypted(patienceMs));
        socket.write("DELETE /tsh-cof/tokens/tk_9f3c2a71e4 HTTP/1.1\r\n" + headers() + "Content-Length: 5\r\n\r\n123");
        QVERIFY(socket.waitForBytesWritten(patienceMs));
        socket.disconnectFromHost();
    }
    QCOMPARE(textIn(m_client.get(u"/tokens/tk_9f3c2a71e4"_s), u"tokenState"_s), u"ACTIVE"_s);
    QCOMPARE(ledgerSize(), before);
}

void TestSandboxWire::rubbish_endsTheConnectionAndNothingElse()
{
    bool isClosed = false;
    QCOMPARE(exchange({QByteArray("\0\1\2 rubbish\r\n\r\n", 15)}, 1, &isClosed), QByteArray());
    QVERIFY(isClosed);
    QCOMPARE(statusOf(m_client.get(u"/tokens/tk_9f3c2a71e4"_s)), 200);
}

void TestSandboxWire::connectionClose_isHonoured()
{
    bool isClosed = false;
    const QByteArray answer = exchange(
        {"GET /tsh-cof/tokens/tk_9f3c2a71e4 HTTP/1.1\r\nConnection: close\r\n" + headers() + "\r\n"}, 1, &isClosed);
    QCOMPARE(statuses(answer), QList<int>{200});
    QVERIFY(answer.contains("\r\nConnection: close\r\n"));
    QVERIFY(isClosed);
}

void TestSandboxWire::answers_sayTheDate()
{
    const QJsonObject answer = m_client.get(u"/tokens/tk_9f3c2a71e4"_s);
    QCOMPARE(answer.value(u"headers"_s).toObject().value(u"date"_s).toString(), u"Wed, 11 Feb 2026 09:08:24 GMT"_s);
}

void TestSandboxWire::withoutClientCertificate_thereIsNoAnswer()
{
    const QJsonObject answer = m_client.get(u"/tokens/tk_9f3c2a71e4"_s, {{u"certificate"_s, false}});
    QVERIFY(!answer.contains(u"status"_s));
    QVERIFY(!answer.value(u"error"_s).toString().isEmpty());
}

void TestSandboxWire::certificateOfAnotherAuthority_getsNoAnswer()
{
    const auto authority = CertificateAuthority::create(u"Someone else"_s, 30);
    QVERIFY(authority.has_value());
    const auto stranger = authority->issueClient(u"Stranger"_s, 30);
    QVERIFY(stranger.has_value());
    QSslConfiguration configuration = tls();
    configuration.setLocalCertificate(QSslCertificate(stranger->certificate));
    configuration.setPrivateKey(QSslKey(stranger->privateKey, QSsl::Ec));
    QSslSocket socket;
    socket.setSslConfiguration(configuration);
    socket.connectToHostEncrypted(u"127.0.0.1"_s, m_client.sandbox().connection().port);
    socket.waitForEncrypted(patienceMs); // with TLS 1.3 the refusal comes only after the client's last word
    socket.write("GET /tsh-cof/assets/asset-harbour-icon HTTP/1.1\r\n" + headers() + "\r\n");
    while (socket.state() == QAbstractSocket::ConnectedState && socket.waitForReadyRead(patienceMs)) {
    }
    QCOMPARE(socket.readAll(), QByteArray());
    QCOMPARE(socket.state(), QAbstractSocket::UnconnectedState);
}

void TestSandboxWire::oldTls_isRefused()
{
    for (const char *version : {"TLSv1", "TLSv1_1"})
        QVERIFY(m_client.get(u"/assets/asset-harbour-icon"_s, {{u"version"_s, QLatin1StringView(version)}})
                    .contains(u"error"_s));
    for (const char *version : {"TLSv1_2", "TLSv1_3"})
        QCOMPARE(statusOf(m_client.get(u"/assets/asset-harbour-icon"_s, {{u"version"_s, QLatin1StringView(version)}})),
                 200);
}

void TestSandboxWire::plainHttp_getsNoAnswer()
{
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s, m_client.sandbox().connection().port);
    QVERIFY(socket.waitForConnected(patienceMs));
    socket.write("GET /tsh-cof/assets/asset-harbour-icon HTTP/1.1\r\n" + headers() + "\r\n");
    QVERIFY(socket.waitForDisconnected(patienceMs) || socket.state() == QAbstractSocket::UnconnectedState);
    QVERIFY(!socket.readAll().contains("HTTP/"));
}

void TestSandboxWire::serverCertificate_isGoodForItsNamesOnly()
{
    QCOMPARE(statusOf(m_client.get(u"/assets/asset-harbour-icon"_s, {{u"host"_s, u"localhost"_s}})), 200);
    const QJsonObject other = m_client.get(u"/assets/asset-harbour-icon"_s, {{u"host"_s, u"127.0.0.2"_s}});
    QVERIFY(other.contains(u"error"_s));
}

void TestSandboxWire::onlyLoopback_isListenedOn()
{
    for (const QHostAddress &address : QNetworkInterface::allAddresses()) {
        if (address.isLoopback())
            continue;
        QTcpSocket socket;
        socket.connectToHost(address, m_client.sandbox().connection().port);
        QVERIFY2(!socket.waitForConnected(1'000), qPrintable(address.toString()));
    }
}

void TestSandboxWire::latency_delaysEveryAnswer_andSurvivesImpatientClients()
{
    SandboxClient slow;
    QVERIFY2(slow.start({.latency = std::chrono::milliseconds(300)}), qPrintable(slow.failure()));
    QElapsedTimer watch;
    watch.start();
    const QJsonObject answer = slow.get(u"/tokens/tk_9f3c2a71e4"_s);
    QVERIFY(watch.elapsed() >= 300);
    QCOMPARE(statusOf(answer), 200);
    QVERIFY(slow.get(u"/tokens/tk_9f3c2a71e4"_s, {{u"timeout"_s, 0.1}}).contains(u"error"_s));
    QCOMPARE(statusOf(slow.get(u"/tokens/tk_9f3c2a71e4"_s)), 200);
}

QTEST_GUILESS_MAIN(TestSandboxWire)
#include "tst_sandboxwire.moc"

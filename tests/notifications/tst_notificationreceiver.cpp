// SPDX-License-Identifier: Apache-2.0
#include "app/notifications/notificationreceiver.h"
#include "app/providers/thales/notifications.h"
#include "tests/notifications/notificationclient.h"
#include "tests/support/fakeclock.h"
#include "tests/support/settling.h"

#include <QMutex>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
const QByteArray creationPath = "/tsh-cof/notify-token-creation";
const QByteArray updatePath = "/tsh-cof/notify-token-update";
const QByteArray credential = "Basic bWU6c2VjcmV0";
const QByteArray requestId = "7f1f6f3e-6b0c-4a55-9d0e-5f1f2c3d4e5f";
const QByteArray creation = "{\"merchantId\":\"merchant-1\",\"tokenId\":\"tk_1\"}";

//! What the receiver handed over, and what it is told about it.
struct Keeper {
    QMutex mutex;
    QList<Notification> taken;
    std::optional<Error> refusal;
    bool isHeld = false;
    std::vector<Settler<Done>> held;

    Pending<Done> accept(const Notification &notification)
    {
        const QMutexLocker lock(&mutex);
        taken << notification;
        if (isHeld)
            return held.emplace_back().pending();
        return refusal ? failed<Done>(*refusal) : settled<Done>(Done{});
    }
    qsizetype count()
    {
        const QMutexLocker lock(&mutex);
        return taken.size();
    }
};

QByteArray good(const QByteArray &body = creation, const QByteArray &path = creationPath)
{
    return NotificationClient::post(path, body, credential, requestId);
}
} // namespace

class TestNotificationReceiver : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void notification_isAcknowledgedOnceItIsKept();
    void severalOnOneConnection_areAllAcknowledged();
    void pipelined_areAnsweredInOrder();
    void chunkedBody_isRead();
    void expectContinue_isAnswered();
    void badRequest_hasItsStatus_data();
    void badRequest_hasItsStatus();
    void notKept_isWorthAnotherTry();
    void withoutClientCertificate_nothingIsRead();
    void foreignClientCertificate_nothingIsRead();
    void oldTls_isRefused();
    void noTls_isCutOff();
    void slowHandshake_isCutOff();
    void slowRequest_isCutOff();
    void tooManyConnections_areRefused();
    void tooManyRequests_areThrottled();
    void answerComesLate_connectionGone_doesNoHarm();
    void destroyedWhileWaiting_doesNoHarm();
    void incompleteSettings_areRefused();
    void takenPort_isNamed();

private:
    [[nodiscard]] ReceiverSettings settings() const;
    void listen(const ReceiverSettings &settings);

    std::shared_ptr<FakeClock> m_clock;
    std::shared_ptr<Keeper> m_keeper;
    std::unique_ptr<NotificationReceiver> m_receiver;
    quint16 m_port = 0;
};

ReceiverSettings TestNotificationReceiver::settings() const
{
    const TestCertificates &certificates = TestCertificates::shared();
    return {.chain = {QSslCertificate(certificates.server.certificate)},
            .key = QSslKey(certificates.server.privateKey, QSsl::Ec),
            .clientAuthorities = {QSslCertificate(certificates.authority.root().certificate)},
            .authorization = std::make_shared<const SecretBytes>(SecretBytes::copyOf(QByteArrayView(credential))),
            .recipient = u"merchant-1"_s};
}

void TestNotificationReceiver::listen(const ReceiverSettings &settings)
{
    m_receiver = std::make_unique<NotificationReceiver>(
        settings, std::make_shared<ThalesNotificationFormat>(),
        [keeper = m_keeper](const Notification &notification) { return keeper->accept(notification); }, m_clock);
    const Result<quint16> port = settledWithin(m_receiver->start());
    QVERIFY2(port, failureText(port).constData());
    m_port = *port;
}

void TestNotificationReceiver::init()
{
    m_receiver.reset();
    m_clock = std::make_shared<FakeClock>();
    m_keeper = std::make_shared<Keeper>();
    listen(settings());
}

void TestNotificationReceiver::notification_isAcknowledgedOnceItIsKept()
{
    m_keeper->isHeld = true;
    NotificationClient client(m_port);
    QVERIFY(client.isConnected());
    QCOMPARE(client.send(good(), 200), 0);
    QTRY_COMPARE(m_keeper->count(), 1);
    m_keeper->held.front().settle(Done{});
    QCOMPARE(client.send({}), 204);
    QCOMPARE(m_keeper->taken.first().token.id.value, u"tk_1"_s);
    QCOMPARE(m_keeper->taken.first().correlationId, QString::fromLatin1(requestId));
    QVERIFY(!client.received().contains("Content-Length"));
    QTRY_COMPARE(m_receiver->counts().acknowledged.load(), 1);
}

void TestNotificationReceiver::severalOnOneConnection_areAllAcknowledged()
{
    NotificationClient client(m_port);
    for (int i = 0; i < 20; ++i)
        QCOMPARE(client.send(good()), 204);
    QCOMPARE(m_receiver->counts().connections.load(), 1);
    const QByteArray update = "{\"merchantId\":\"merchant-1\",\"tokenId\":\"tk_1\",\"tokenState\":\"ACTIVE\"}";
    QCOMPARE(client.send(good(update, updatePath)), 204);
    QCOMPARE(toWord(m_keeper->taken.last().kind), u"token.updated"_s);
}

void TestNotificationReceiver::pipelined_areAnsweredInOrder()
{
    NotificationClient client(m_port);
    client.write(good() + good("[]") + good());
    QByteArray received;
    QTRY_VERIFY((received += client.socket().readAll()).count("HTTP/1.1") == 3);
    QVERIFY(received.indexOf("204") < received.indexOf("400"));
    QVERIFY(received.lastIndexOf("204") > received.indexOf("400"));
}

void TestNotificationReceiver::chunkedBody_isRead()
{
    NotificationClient client(m_port);
    QCOMPARE(client.send("POST " + creationPath + " HTTP/1.1\r\nHost: x\r\nAuthorization: " + credential +
                         "\r\nX-Correlation-Id: abc\r\nContent-Type: application/json; charset=UTF-8\r\n"
                         "Transfer-Encoding: chunked\r\n\r\n" +
                         QByteArray::number(creation.size(), 16) + "\r\n" + creation + "\r\n0\r\n\r\n"),
             204);
}

void TestNotificationReceiver::expectContinue_isAnswered()
{
    NotificationClient client(m_port);
    const QByteArray whole =
        NotificationClient::post(creationPath, creation, credential, requestId, "Expect: 100-continue\r\n");
    QCOMPARE(client.send(whole.chopped(creation.size())), 100);
    QCOMPARE(client.send(creation), 204);
}

void TestNotificationReceiver::badRequest_hasItsStatus_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const QByteArray &request, int status) {
        QTest::newRow(name) << request << status;
    };
    const auto post = NotificationClient::post;
    row("no credential", QByteArray(good()).replace("Authorization", "Authorisation"), 401);
    row("wrong credential", post(creationPath, creation, "Basic bWU6c2VjcmVU", requestId, {}), 401);
    row("a part of the credential", post(creationPath, creation, credential.chopped(1), requestId, {}), 401);
    row("wrong credential elsewhere", post("/", creation, "x", requestId, {}), 401);
    row("two credentials", post(creationPath, creation, credential, requestId, "Authorization: " + credential + "\r\n"),
        401);
    row("wrong path", post("/tsh-cof/tokens", creation, credential, requestId, {}), 404);
    row("path with a query", post(creationPath + "?a=b", creation, credential, requestId, {}), 404);
    row("wrong method", QByteArray(good()).replace("POST ", "PUT "), 405);
    row("no correlation id", QByteArray(good()).replace("X-Correlation-Id", "X-Other"), 400);
    row("no JSON by its type", QByteArray(good()).replace("application/json", "text/plain"), 400);
    row("other character set", QByteArray(good()).replace("/json", "/json; charset=latin1"), 400);
    row("no body", good({}), 400);
    row("no object", good("[]"), 400);
    row("invalid UTF-8", good("{\"merchantId\":\"merchant-1\xff\"}"), 400);
    row("deep JSON", good("{\"a\":" + QByteArray(30'000, '[') + QByteArray(30'000, ']') + "}"), 400);
    row("member twice", good("{\"merchantId\":\"merchant-1\",\"merchantId\":\"merchant-1\"}"), 400);
    row("other merchant", good("{\"merchantId\":\"merchant-2\",\"tokenId\":\"tk_1\"}"), 404);
    row("large body", good(QByteArray(64 * 1024 + 1, ' ')), 413);
    row("large head", "POST / HTTP/1.1\r\nHost: x\r\nA: " + QByteArray(20'000, 'a') + "\r\n\r\n", 431);
    row("no HTTP", "\x16\x03\x01 hello\r\n\r\n", 400);
}

void TestNotificationReceiver::badRequest_hasItsStatus()
{
    QFETCH(QByteArray, request);
    QFETCH(int, status);
    NotificationClient client(m_port);
    QCOMPARE(client.send(request), status);
    QCOMPARE(m_keeper->count(), 0);
    // The receiver goes on.
    NotificationClient next(m_port);
    QCOMPARE(next.send(good()), 204);
}

void TestNotificationReceiver::notKept_isWorthAnotherTry()
{
    m_keeper->refusal = Error{.kind = Error::Kind::Storage};
    NotificationClient client(m_port);
    QCOMPARE(client.send(good()), 503);
    QVERIFY(client.received().contains("Retry-After"));
    m_keeper->refusal = Error{.kind = Error::Kind::InvalidInput};
    QCOMPARE(client.send(good()), 400);
}

void TestNotificationReceiver::withoutClientCertificate_nothingIsRead()
{
    for (const auto protocol : {QSsl::TlsV1_2, QSsl::TlsV1_3}) {
        NotificationClient client(m_port, nullptr, protocol);
        QCOMPARE(client.send(good(), 1000), 0);
    }
    QCOMPARE(m_keeper->count(), 0);
    QTRY_COMPARE(m_receiver->counts().open.load(), 0);
}

void TestNotificationReceiver::foreignClientCertificate_nothingIsRead()
{
    NotificationClient client(m_port, &TestCertificates::foreign().client);
    QCOMPARE(client.send(good(), 1000), 0);
    const IssuedCertificate expired =
        signedAgain(TestCertificates::shared().client, TestCertificates::shared().authority.root(), -10, -1);
    NotificationClient late(m_port, &expired);
    QCOMPARE(late.send(good(), 1000), 0);
    QCOMPARE(m_keeper->count(), 0);
}

void TestNotificationReceiver::oldTls_isRefused()
{
    QT_WARNING_PUSH
    QT_WARNING_DISABLE_DEPRECATED
    NotificationClient client(m_port, &TestCertificates::shared().client, QSsl::TlsV1_1);
    QT_WARNING_POP
    QVERIFY(!client.isConnected());
}

void TestNotificationReceiver::noTls_isCutOff()
{
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s, m_port);
    QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
    socket.write(good());
    QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(m_keeper->count(), 0);
}

void TestNotificationReceiver::slowHandshake_isCutOff()
{
    ReceiverSettings hasty = settings();
    hasty.limits.handshake = 200ms;
    listen(hasty);
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s, m_port);
    QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
    QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
    QTRY_COMPARE(m_receiver->counts().cutOff.load(), 1);
}

void TestNotificationReceiver::slowRequest_isCutOff()
{
    ReceiverSettings hasty = settings();
    hasty.limits.request = 300ms;
    listen(hasty);
    NotificationClient client(m_port);
    // A byte now and then does not buy more time.
    const QByteArray request = good();
    for (int i = 0; i < 100 && client.socket().state() == QAbstractSocket::ConnectedState; ++i) {
        client.write(request.mid(i, 1));
        static_cast<void>(client.waitUntilClosed(20));
    }
    QVERIFY(client.waitUntilClosed());
    QCOMPARE(m_keeper->count(), 0);
}

void TestNotificationReceiver::tooManyConnections_areRefused()
{
    ReceiverSettings small = settings();
    small.limits.connections = 3;
    listen(small);
    std::vector<std::unique_ptr<NotificationClient>> clients;
    for (int i = 0; i < 3; ++i)
        QVERIFY(clients.emplace_back(std::make_unique<NotificationClient>(m_port))->isConnected());
    QVERIFY(!NotificationClient(m_port).isConnected());
    QCOMPARE(clients.front()->send(good()), 204);
    clients.clear();
    QTRY_COMPARE(m_receiver->counts().open.load(), 0);
    QVERIFY(NotificationClient(m_port).isConnected());
}

void TestNotificationReceiver::tooManyRequests_areThrottled()
{
    ReceiverSettings small = settings();
    small.limits.burst = 3;
    small.limits.perSecond = 1;
    listen(small);
    NotificationClient client(m_port);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(client.send(good()), 204);
    NotificationClient other(m_port);
    QCOMPARE(other.send(good()), 429);
    QVERIFY(other.received().contains("Retry-After"));
    m_clock->advance(1s);
    NotificationClient later(m_port);
    QCOMPARE(later.send(good()), 204);
}

void TestNotificationReceiver::answerComesLate_connectionGone_doesNoHarm()
{
    m_keeper->isHeld = true;
    {
        NotificationClient client(m_port);
        QCOMPARE(client.send(good(), 100), 0);
        QTRY_COMPARE(m_keeper->count(), 1);
    }
    QTRY_COMPARE(m_receiver->counts().open.load(), 0);
    m_keeper->held.front().settle(Done{});
    m_keeper->isHeld = false;
    NotificationClient next(m_port);
    QCOMPARE(next.send(good()), 204);
}

void TestNotificationReceiver::destroyedWhileWaiting_doesNoHarm()
{
    m_keeper->isHeld = true;
    NotificationClient client(m_port);
    QCOMPARE(client.send(good(), 100), 0);
    QTRY_COMPARE(m_keeper->count(), 1);
    m_receiver.reset();
    m_keeper->held.front().settle(Done{});
    QVERIFY(client.waitUntilClosed());
}

void TestNotificationReceiver::incompleteSettings_areRefused()
{
    const auto refusedField = [this](const ReceiverSettings &wrong) {
        NotificationReceiver receiver(
            wrong, std::make_shared<ThalesNotificationFormat>(),
            [](const Notification &) { return settled<Done>(Done{}); }, m_clock);
        const auto started = settledWithin(receiver.start());
        return started ? u"started"_s : started.error().field;
    };
    ReceiverSettings wrong = settings();
    wrong.chain.clear();
    QCOMPARE(refusedField(wrong), u"certificateFile"_s);
    wrong = settings();
    wrong.clientAuthorities.clear();
    QCOMPARE(refusedField(wrong), u"authorityFile"_s);
    wrong = settings();
    wrong.authorization.reset();
    QCOMPARE(refusedField(wrong), u"secret"_s);
}

void TestNotificationReceiver::takenPort_isNamed()
{
    ReceiverSettings second = settings();
    second.port = m_port;
    NotificationReceiver receiver(
        second, std::make_shared<ThalesNotificationFormat>(),
        [](const Notification &) { return settled<Done>(Done{}); }, m_clock);
    const auto started = settledWithin(receiver.start());
    QVERIFY(!started);
    QCOMPARE(toString(started.error().kind), u"Unreachable"_s);
}

QTEST_GUILESS_MAIN(TestNotificationReceiver)
#include "tst_notificationreceiver.moc"

// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/sandboxcardimages.h"
#include "app/sandbox/sandboxresources.h"
#include "tests/sandbox/sandboxclient.h"

#include <QFile>
#include <QRegularExpression>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpServer>
#include <QTest>
#include <QUrl>

using namespace Qt::StringLiterals;

//! The card image host as a stranger meets it, byte by byte.
class TestSandboxCardImages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void picture_needsNeitherCertificateNorKey_data();
    void picture_needsNeitherCertificateNorKey();
    void whatAClientGivesAway_isRecorded();
    void movedPicture_pointsToAnotherHostName();
    void hugePicture_isSentWhole();
    void slowPicture_keepsNobodyElseWaiting();
    void cookie_isSetWithEveryPicture();
    void plainHttp_getsNoAnswer();
    void otherPathsAndMethods_areRefused_data();
    void otherPathsAndMethods_areRefused();
    void api_isNotThere();
    void records_areLimited();
    void portInUse_isUnreachable();
    void restart_movesStoredAddressesToTheNewPort();
    void createdToken_namesTheRunningHost();

private:
    [[nodiscard]] quint16 port() const
    {
        return static_cast<quint16>(QUrl(m_client.sandbox().connection().cardImageBaseUrl).port());
    }
    [[nodiscard]] QByteArray exchange(const QByteArray &request, bool withCertificate = false) const;
    [[nodiscard]] QByteArray get(const QByteArray &name) const;

    SandboxClient m_client;
};

namespace {
constexpr int patienceMs = 30'000;

QByteArray content(const QString &file)
{
    QFile opened(file);
    return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
}

QByteArray getRequest(const QByteArray &name, const QByteArray &headers = {})
{
    return "GET /card-images/" + name + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" + headers + "\r\n";
}

SandboxRequest requestFor(const QList<QByteArray> &segments)
{
    SandboxRequest request;
    request.method = "GET";
    request.segments = segments;
    return request;
}

QByteArray bodyOf(const QByteArray &answer)
{
    return answer.mid(answer.indexOf("\r\n\r\n") + 4);
}
} // namespace

void TestSandboxCardImages::initTestCase()
{
    QVERIFY2(m_client.start(), qPrintable(m_client.failure()));
    QVERIFY(port() != 0);
    QVERIFY(port() != m_client.sandbox().connection().port);
}

QByteArray TestSandboxCardImages::exchange(const QByteArray &request, bool withCertificate) const
{
    const SandboxConnection &connection = m_client.sandbox().connection();
    QSslConfiguration tls;
    tls.setCaCertificates({QSslCertificate(content(connection.caFile))});
    if (withCertificate) {
        tls.setLocalCertificate(QSslCertificate(content(connection.clientCertificateFile)));
        tls.setPrivateKey(QSslKey(content(connection.clientKeyFile), QSsl::Ec));
    }
    QSslSocket socket;
    socket.setSslConfiguration(tls);
    socket.connectToHostEncrypted(u"127.0.0.1"_s, port());
    if (!socket.waitForEncrypted(patienceMs))
        return "no TLS: " + socket.errorString().toUtf8();
    socket.write(request);
    QByteArray received;
    while (socket.waitForReadyRead(patienceMs))
        received += socket.readAll();
    return received;
}

QByteArray TestSandboxCardImages::get(const QByteArray &name) const
{
    return exchange(getRequest(name));
}

void TestSandboxCardImages::picture_needsNeitherCertificateNorKey_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("contentType");
    QTest::newRow("jpeg") << QByteArray("kestrel-world-elite.jpeg") << u"kestrel-world-elite.jpeg"_s
                          << QByteArray("image/jpeg");
    QTest::newRow("png") << QByteArray("harbour-classic.png") << u"harbour-complete.png"_s << QByteArray("image/png");
    QTest::newRow("svg") << QByteArray("aurora-noite.svg") << u"art/aurora-noite.svg"_s << QByteArray("image/svg+xml");
    QTest::newRow("page") << QByteArray("notice.html") << u"meridian-notice.html"_s
                          << QByteArray("text/html; charset=utf-8");
    QTest::newRow("tracker") << QByteArray("tracker.png") << u"harbour-icon.png"_s << QByteArray("image/png");
}

void TestSandboxCardImages::picture_needsNeitherCertificateNorKey()
{
    QFETCH(QByteArray, name);
    QFETCH(QString, file);
    QFETCH(QByteArray, contentType);
    const QByteArray answer = get(name);
    QVERIFY2(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer.left(200).constData());
    QVERIFY2(answer.contains("\r\nContent-Type: " + contentType + "\r\n"), answer.left(200).constData());
    QVERIFY(!bodyOf(answer).isEmpty());
    QVERIFY(bodyOf(answer) == sandboxResource(file));
    const SandboxCardImageRequest request = m_client.sandbox().cardImageRequests().constLast();
    QCOMPARE(request.path, u"/card-images/"_s + QString::fromLatin1(name));
    QVERIFY(!request.hasClientCertificate);
    QCOMPARE(request.headers.size(), 2);
}

void TestSandboxCardImages::whatAClientGivesAway_isRecorded()
{
    const QByteArray answer = exchange(getRequest("harbour-classic.png", "Authorization: APIKEY x\r\nCookie: a=b\r\n"
                                                                         "Referer: https://desk.example/\r\n"),
                                       true);
    QVERIFY2(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer.left(200).constData());
    const SandboxCardImageRequest request = m_client.sandbox().cardImageRequests().constLast();
    QVERIFY(request.hasClientCertificate);
    QMap<QByteArray, QByteArray> headers;
    for (const auto &[name, value] : request.headers)
        headers.insert(name.toLower(), value);
    QCOMPARE(headers.value("authorization"), QByteArray("APIKEY x"));
    QCOMPARE(headers.value("cookie"), QByteArray("a=b"));
    QCOMPARE(headers.value("referer"), QByteArray("https://desk.example/"));
}

void TestSandboxCardImages::movedPicture_pointsToAnotherHostName()
{
    const QByteArray answer = get("moved.jpeg");
    QVERIFY2(answer.startsWith("HTTP/1.1 302 Found\r\n"), answer.left(200).constData());
    const QByteArray place =
        "https://localhost:" + QByteArray::number(port()) + "/card-images/kestrel-world-elite.jpeg";
    QVERIFY2(answer.contains("\r\nLocation: " + place + "\r\n"), answer.constData());
    QCOMPARE(bodyOf(answer), QByteArray());
}

void TestSandboxCardImages::hugePicture_isSentWhole()
{
    const QByteArray body = bodyOf(get("huge.png"));
    QCOMPARE(body.size(), 12 * 1024 * 1024);
    QVERIFY(body.startsWith("\x89PNG\r\n"));
}

void TestSandboxCardImages::slowPicture_keepsNobodyElseWaiting()
{
    QSslSocket slow;
    QSslConfiguration tls;
    tls.setCaCertificates({QSslCertificate(content(m_client.sandbox().connection().caFile))});
    slow.setSslConfiguration(tls);
    slow.connectToHostEncrypted(u"127.0.0.1"_s, port());
    QVERIFY(slow.waitForEncrypted(patienceMs));
    slow.write(getRequest("slow.jpeg"));
    QTRY_COMPARE(m_client.sandbox().cardImageRequests().constLast().path, u"/card-images/slow.jpeg"_s);
    QVERIFY(get("harbour-classic.png").startsWith("HTTP/1.1 200"));
    QCOMPARE(slow.bytesAvailable(), 0);
    QCOMPARE(slow.state(), QAbstractSocket::ConnectedState);

    SandboxCardImages images;
    const SandboxReply reply = images.answer(requestFor({"card-images", "slow.jpeg"}));
    QCOMPARE(reply.delay.count(), 20'000);
    QVERIFY(reply.answer.body.startsWith("\xff\xd8"));
}

void TestSandboxCardImages::cookie_isSetWithEveryPicture()
{
    for (const char *name : {"harbour-classic.png", "moved.jpeg", "notice.html", "missing.png"})
        QVERIFY2(get(name).contains("\r\nSet-Cookie: practice=1;"), name);
}

void TestSandboxCardImages::plainHttp_getsNoAnswer()
{
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s, port());
    QVERIFY(socket.waitForConnected(patienceMs));
    const qsizetype before = m_client.sandbox().cardImageRequests().size();
    socket.write(getRequest("harbour-classic.png"));
    QByteArray received;
    while (socket.waitForReadyRead(patienceMs))
        received += socket.readAll();
    QVERIFY(!received.contains("HTTP/1.1"));
    QCOMPARE(m_client.sandbox().cardImageRequests().size(), before);
}

void TestSandboxCardImages::otherPathsAndMethods_areRefused_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("status");
    QTest::newRow("unknown name") << QByteArray("GET /card-images/missing.png") << 404;
    QTest::newRow("climbing") << QByteArray("GET /card-images/..%2fthales.json") << 404;
    QTest::newRow("no name") << QByteArray("GET /card-images") << 404;
    QTest::newRow("root") << QByteArray("GET /") << 404;
    QTest::newRow("deeper") << QByteArray("GET /card-images/a/harbour-classic.png") << 404;
    QTest::newRow("head") << QByteArray("HEAD /card-images/harbour-classic.png") << 405;
    QTest::newRow("delete") << QByteArray("DELETE /card-images/harbour-classic.png") << 405;
}

void TestSandboxCardImages::otherPathsAndMethods_areRefused()
{
    QFETCH(QByteArray, line);
    QFETCH(int, status);
    const QByteArray answer = exchange(line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    QVERIFY2(answer.startsWith("HTTP/1.1 " + QByteArray::number(status)), answer.left(200).constData());
}

void TestSandboxCardImages::api_isNotThere()
{
    const QByteArray key = m_client.sandbox().connection().apiKey.toLatin1();
    const QByteArray answer = exchange("GET /tsh-cof/assets/asset-harbour-icon HTTP/1.1\r\nHost: localhost\r\n"
                                       "Connection: close\r\nAuthorization: APIKEY " +
                                           key + "\r\n\r\n",
                                       true);
    QVERIFY2(answer.startsWith("HTTP/1.1 404"), answer.left(200).constData());
}

void TestSandboxCardImages::records_areLimited()
{
    SandboxCardImages images;
    for (int i = 0; i < 1'003; ++i)
        (void)images.answer(requestFor({QByteArray::number(i)}));
    QCOMPARE(images.requests().size(), 1'000);
    QCOMPARE(images.requests().constFirst().path, u"/3"_s);
}

void TestSandboxCardImages::portInUse_isUnreachable()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    SandboxClient second;
    QVERIFY(!second.start({.cardImagePort = other.serverPort()}));
    QVERIFY2(second.failure().contains(QString::number(other.serverPort())), qPrintable(second.failure()));
}

void TestSandboxCardImages::restart_movesStoredAddressesToTheNewPort()
{
    SandboxClient client;
    if (!client.missing().isEmpty())
        QSKIP(qPrintable(client.missing()));
    QStringList bases;
    for (int start = 0; start < 2; ++start) {
        // While this one holds a port the sandbox cannot get it a second time.
        QTcpServer inTheWay;
        if (start > 0) {
            const auto taken = static_cast<quint16>(QUrl(bases.constLast()).port());
            client.stop();
            QVERIFY(inTheWay.listen(QHostAddress::LocalHost, taken));
        }
        QVERIFY2(client.start(), qPrintable(client.failure()));
        bases << client.sandbox().connection().cardImageBaseUrl;
        const QString text = client.get(u"/tokens/tk_31c8ee047b"_s).value(u"text"_s).toString();
        QVERIFY2(text.contains(bases.constLast() + u"/kestrel-world-elite.jpeg"_s), qPrintable(text));
        QVERIFY(!text.contains(u"invalid"_s));
    }
    QVERIFY(bases.constFirst() != bases.constLast());
}

void TestSandboxCardImages::createdToken_namesTheRunningHost()
{
    if (!m_client.missing().isEmpty())
        QSKIP(qPrintable(m_client.missing()));
    // The last digit of a card number chooses the product: this one has its picture elsewhere.
    const QJsonObject created =
        m_client.post(u"/tokens"_s, SandboxClient::cardBody(), SandboxClient::card(u"2223003122003222"_s));
    QCOMPARE(statusOf(created), 201);
    const QString text = created.value(u"text"_s).toString();
    QVERIFY2(text.contains(m_client.sandbox().connection().cardImageBaseUrl + u"/kestrel-world-elite.jpeg"_s),
             qPrintable(text));
}

QTEST_GUILESS_MAIN(TestSandboxCardImages)
#include "tst_sandboxcardimages.moc"

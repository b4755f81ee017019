// SPDX-License-Identifier: Apache-2.0
#include "app/notifications/notificationinbox.h"
#include "app/storage/sql.h"
#include "tests/notifications/notificationclient.h"
#include "tests/storage/await.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;

namespace {
const QByteArray credential = "APIKEY of-the-test";
const QByteArray updatePath = "/tsh-cof/notify-token-update";

int countFrom(const char *variable, int otherwise)
{
    return qEnvironmentVariableIsSet(variable) ? qEnvironmentVariableIntValue(variable) : otherwise;
}

QByteArray update(const QString &token, int minute)
{
    return u"{\"merchantId\":\"merchant-1\",\"tokenId\":\"%1\",\"tokenState\":\"ACTIVE\",\"lastUpdateTimestamp\":"
           "\"2026-02-11T%2:%3:00.000Z\"}"_s.arg(token)
               .arg(minute / 60, 2, 10, QChar(u'0'))
               .arg(minute % 60, 2, 10, QChar(u'0'))
               .toUtf8();
}

void writeFile(const QString &file, const QByteArray &content)
{
    QFile opened(file);
    QVERIFY(opened.open(QIODevice::WriteOnly));
    QCOMPARE(opened.write(content), content.size());
}

//! Resident memory of a process and how many files it has open.
struct Footprint {
    qint64 kilobytes = 0;
    qsizetype files = 0;
};

Footprint footprintOf(qint64 process)
{
    QFile status(u"/proc/%1/status"_s.arg(process));
    Footprint footprint;
    if (status.open(QIODevice::ReadOnly)) {
        for (const QByteArray &line : status.readAll().split('\n')) {
            if (line.startsWith("VmRSS:"))
                footprint.kilobytes = line.mid(6).simplified().split(' ').first().toLongLong();
        }
    }
    footprint.files = QDir(u"/proc/%1/fd"_s.arg(process)).entryList(QDir::Files | QDir::System).size();
    return footprint;
}
} // namespace

//! The receiver as a program of its own, under random and malformed input, and killed between acknowledging and
//! processing. TOKENDESK_ABUSES says how many requests, TOKENDESK_RECEIVER_KILLS how many kills.
class TestReceiverAbuse : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void randomAndMalformed_costNothingAndLoseNothing();
    void killedAtRandom_everyAcknowledgedIsProcessedOnce();

private:
    void startDesk();
    void kill();
    [[nodiscard]] QByteArray abuse(QRandomGenerator &random, int number);
    void abuseOnce(QRandomGenerator &random, int number);
    [[nodiscard]] QString ask(const QString &sql);

    QTemporaryDir m_folder;
    QString m_file;
    std::unique_ptr<QProcess> m_desk;
    quint16 m_port = 0;
    QSet<QString> m_acknowledged; //!< tokens
    int m_run = 0;
};

void TestReceiverAbuse::initTestCase()
{
    const TestCertificates &certificates = TestCertificates::shared();
    writeFile(m_folder.filePath(u"server.pem"_s), certificates.server.certificate);
    writeFile(m_folder.filePath(u"server.key"_s), certificates.server.privateKey);
    writeFile(m_folder.filePath(u"authority.pem"_s), certificates.authority.root().certificate);
}

void TestReceiverAbuse::init()
{
    m_file = m_folder.filePath(u"desk%1/desk.sqlite"_s.arg(++m_run));
    m_acknowledged.clear();
    startDesk();
}

void TestReceiverAbuse::cleanup()
{
    kill();
}

void TestReceiverAbuse::startDesk()
{
    m_desk = std::make_unique<QProcess>();
    m_desk->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    // A sanitizer would keep far more freed memory than the growth that is looked for.
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"ASAN_OPTIONS"_s, environment.value(u"ASAN_OPTIONS"_s) + u":quarantine_size_mb=4"_s);
    m_desk->setProcessEnvironment(environment);
    m_desk->start(QStringLiteral(DRIVER_PROGRAM), {u"--database"_s, m_file, u"--certificates"_s, m_folder.path()});
    QByteArray said;
    while (!said.contains('\n') && m_desk->waitForReadyRead(30'000))
        said += m_desk->readAllStandardOutput();
    m_port = said.startsWith("ready ") ? said.mid(6).trimmed().toUShort() : 0;
    QVERIFY2(m_port != 0, said.constData());
}

void TestReceiverAbuse::kill()
{
    if (!m_desk || m_desk->state() == QProcess::NotRunning)
        return;
    ::kill(static_cast<pid_t>(m_desk->processId()), SIGKILL);
    m_desk->waitForFinished();
}

//! One request, right or wrong. What is right is for a token of its own.
QByteArray TestReceiverAbuse::abuse(QRandomGenerator &random, int number)
{
    const auto post = [number](const QByteArray &body, const QByteArray &authorization = credential,
                               const QByteArray &path = updatePath) {
        return NotificationClient::post(path, body, authorization, "request-" + QByteArray::number(number));
    };
    const QByteArray body = update(u"tk_%1"_s.arg(number), 1);
    QByteArray request = post(body);
    switch (random.bounded(11)) {
    case 0:
        return post(body, "APIKEY wrong");
    case 1:
        return post(QByteArray(70'000, '{'));
    case 2:
        return post(body, credential, "/elsewhere");
    case 3:
        return request.replace("POST ", "DELETE ");
    case 4:
        return post(QByteArray(body).replace("ACTIVE", "\xc3\x28"));
    case 5:
        return post("{\"a\":" + QByteArray(20'000, '[') + "}");
    case 6: { // noise
        QByteArray noise(1 + random.bounded(4000), Qt::Uninitialized);
        for (char &byte : noise)
            byte = static_cast<char>(random.bounded(256));
        return noise;
    }
    case 7: { // a good request with some bytes changed
        for (int i = 0; i < 5; ++i)
            request[random.bounded(int(request.size()))] = static_cast<char>(random.bounded(256));
        return request;
    }
    case 8:
        return request.left(random.bounded(int(request.size())));
    default:
        return request;
    }
}

void TestReceiverAbuse::abuseOnce(QRandomGenerator &random, int number)
{
    const int peer = random.bounded(20);
    if (peer == 0) { // no TLS at all, and gone again
        QTcpSocket socket;
        socket.connectToHost(u"127.0.0.1"_s, m_port);
        static_cast<void>(socket.waitForConnected(2000));
        socket.write(abuse(random, number));
        socket.flush();
        return;
    }
    const TestCertificates &known = TestCertificates::shared();
    const IssuedCertificate *client = peer == 1   ? nullptr
                                      : peer == 2 ? &TestCertificates::foreign().client
                                                  : &known.client;
    NotificationClient connection(m_port, client);
    const QByteArray request = abuse(random, number);
    const bool isWhole = request == NotificationClient::post(updatePath, update(u"tk_%1"_s.arg(number), 1), credential,
                                                             "request-" + QByteArray::number(number));
    const bool isWorthWaiting = isWhole && client == &known.client;
    const int status = connection.send(request, isWorthWaiting ? 10'000 : 20);
    if (status == 204)
        m_acknowledged.insert(u"tk_%1"_s.arg(number));
    if (isWorthWaiting)
        QCOMPARE(status, 204);
    if (status == 204 && random.bounded(3) == 0) // the same once more, and an older one
        QCOMPARE(connection.send(request), 204);
}

QString TestReceiverAbuse::ask(const QString &sql)
{
    const auto database = await(Database::open(m_file));
    return await((*database)->run([sql](QSqlDatabase &connection) -> Result<QString> {
               const Result<QVariant> value = firstValue(connection, sql);
               return value ? Result<QString>(value->toString()) : Failure(value.error());
           }))
        .value_or(u"error"_s);
}

void TestReceiverAbuse::randomAndMalformed_costNothingAndLoseNothing()
{
    const int requests = countFrom("TOKENDESK_ABUSES", 300);
    const auto seed = static_cast<quint32>(
        countFrom("TOKENDESK_SEED", static_cast<int>(QRandomGenerator::global()->generate() >> 1)));
    QRandomGenerator random(seed);
    QElapsedTimer timer;
    timer.start();
    const int warmUp = qMin(requests / 3, 300);
    Footprint before;
    for (int i = 0; i < requests; ++i) {
        if (i == warmUp)
            before = footprintOf(m_desk->processId());
        abuseOnce(random, i);
        if (QTest::currentTestFailed())
            return;
    }
    QCOMPARE(m_desk->state(), QProcess::Running);
    // What was cut off half-way runs into its time limit.
    QTRY_VERIFY_WITH_TIMEOUT(footprintOf(m_desk->processId()).files <= before.files, 20'000);
    const Footprint after = footprintOf(m_desk->processId());
    const QString count = QString::number(m_acknowledged.size());
    QTRY_COMPARE_WITH_TIMEOUT(ask(u"SELECT count(*) FROM notification WHERE processed_at IS NULL"_s), u"0"_s, 30'000);
    QCOMPARE(ask(u"SELECT count(DISTINCT token) FROM journal_event"_s), ask(u"SELECT count(*) FROM journal_event"_s));
    QVERIFY(ask(u"SELECT count(*) FROM notification"_s).toInt() >= m_acknowledged.size());
    qInfo() << requests << "requests, seed" << seed << "in" << timer.elapsed() << "ms:" << m_acknowledged.size()
            << "acknowledged; memory" << before.kilobytes << "to" << after.kilobytes << "KB, files" << before.files
            << "to" << after.files;
    QVERIFY2(after.kilobytes < before.kilobytes + 32 * 1024, "memory grows");
    QVERIFY(m_acknowledged.size() > 0);
}

void TestReceiverAbuse::killedAtRandom_everyAcknowledgedIsProcessedOnce()
{
    const int kills = countFrom("TOKENDESK_RECEIVER_KILLS", 5);
    QRandomGenerator random(QRandomGenerator::global()->generate());
    int number = 0;
    for (int i = 0; i < kills; ++i) {
        NotificationClient client(m_port);
        const int before = 1 + random.bounded(30);
        for (int k = 0; k < before; ++k) {
            ++number;
            const QByteArray request =
                NotificationClient::post(updatePath, update(u"tk_%1"_s.arg(number), 1), credential, "r");
            if (k == before - 1 && random.bounded(2) == 0)
                client.write(request); // killed on its way
            else if (client.send(request) == 204)
                m_acknowledged.insert(u"tk_%1"_s.arg(number));
        }
        kill();
        startDesk();
    }
    QVERIFY(!m_acknowledged.isEmpty());
    QTRY_COMPARE_WITH_TIMEOUT(ask(u"SELECT count(*) FROM notification WHERE processed_at IS NULL"_s), u"0"_s, 30'000);
    // An event for each token, and no second one: effect and mark are one transaction.
    QCOMPARE(ask(u"SELECT count(DISTINCT token) FROM journal_event"_s), ask(u"SELECT count(*) FROM journal_event"_s));
    QCOMPARE(ask(u"SELECT count(*) FROM journal_event"_s), ask(u"SELECT count(*) FROM notification"_s));
    for (const QString &token : std::as_const(m_acknowledged))
        QCOMPARE(ask(u"SELECT count(*) FROM token_reading WHERE token_id = '%1'"_s.arg(token)), u"1"_s);
    qInfo() << kills << "kills," << number << "sent," << m_acknowledged.size() << "acknowledged";
}

QTEST_GUILESS_MAIN(TestReceiverAbuse)
#include "tst_receiverabuse.moc"

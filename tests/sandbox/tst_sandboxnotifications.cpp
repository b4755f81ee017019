// SPDX-License-Identifier: Apache-2.0
#include "app/notifications/notificationreceiver.h"
#include "app/providers/thales/notifications.h"
#include "app/sandbox/thales/sandboxthalesnotifications.h"
#include "tests/sandbox/sandboxclient.h"
#include "tests/support/settling.h"

#include <QFile>
#include <QMutex>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
const QString visaCard = u"4111111111111111"_s;
const QString mastercardCard = u"5555555555554444"_s;
const QString declinedCard = u"4000000000000002"_s;

QByteArray contentOf(const QString &file)
{
    QFile opened(file);
    return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
}

//! The merchant that is notified.
struct Merchant {
    QMutex mutex;
    QList<Notification> told;
    int failures = 0; //!< so many are answered 503

    Pending<Done> accept(const Notification &notification)
    {
        const QMutexLocker lock(&mutex);
        if (failures > 0) {
            --failures;
            return failed<Done>({.kind = Error::Kind::Storage});
        }
        told << notification;
        return settled<Done>(Done{});
    }
    QList<Notification> all()
    {
        const QMutexLocker lock(&mutex);
        return told;
    }
};
} // namespace

class TestSandboxNotifications : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void success_isToldWithTheRequestsCorrelationId();
    void failure_isToldWithTheIssuersWord();
    void visa_takesLongest();
    void issuersChange_isToldAsAnUpdate();
    void unavailableMerchant_isTriedAgain();
    void merchantWhoRefuses_isNotTriedAgain();
    void repeated_comesTwice();
    void delayed_isOvertaken();
    void whatIsOwed_outlivesTheSandbox();
    void delayScale_shrinksTheWait();
    void noCardNumber_isInTheDatabase();

private:
    void receiveNotifications(const QByteArray &authorization = {});
    [[nodiscard]] QString createLater(const QString &card);
    [[nodiscard]] SandboxThalesNotification lastOwed() const;

    std::unique_ptr<SandboxClient> m_client;
    std::shared_ptr<Merchant> m_merchant;
    std::unique_ptr<NotificationReceiver> m_receiver;
    int m_requests = 0;
};

void TestSandboxNotifications::init()
{
    m_receiver.reset();
    m_merchant = std::make_shared<Merchant>();
    m_client = std::make_unique<SandboxClient>();
    if (const QString missing = m_client->missing(); !missing.isEmpty())
        QSKIP(qPrintable(missing));
    QVERIFY2(m_client->start(), qPrintable(m_client->failure()));
}

void TestSandboxNotifications::receiveNotifications(const QByteArray &authorization)
{
    const SandboxConnection &connection = m_client->sandbox().connection();
    const QByteArray expected =
        authorization.isEmpty() ? "APIKEY " + connection.notificationKey.toLatin1() : authorization;
    m_receiver = std::make_unique<NotificationReceiver>(
        ReceiverSettings{.chain = {QSslCertificate(contentOf(connection.receiverCertificateFile))},
                         .key = QSslKey(contentOf(connection.receiverKeyFile), QSsl::Ec),
                         .clientAuthorities = {QSslCertificate(contentOf(connection.caFile))},
                         .authorization =
                             std::make_shared<const SecretBytes>(SecretBytes::copyOf(QByteArrayView(expected))),
                         .recipient = connection.merchantId},
        std::make_shared<ThalesNotificationFormat>(),
        [merchant = m_merchant](const Notification &notification) { return merchant->accept(notification); },
        std::make_shared<SystemClock>());
    const auto port = settledWithin(m_receiver->start());
    QVERIFY(port);
    m_client->sandbox().notify({.url = QUrl(u"https://127.0.0.1:%1/tsh-cof"_s.arg(*port)), .authorization = {}});
}

QString TestSandboxNotifications::createLater(const QString &card)
{
    const QString correlationId = u"0f4d3f0e-3c87-4d65-9d4a-%1"_s.arg(++m_requests, 12, 10, QChar(u'0'));
    const QJsonObject answer = m_client->post(u"/async-tokens"_s, SandboxClient::cardBody(), SandboxClient::card(card),
                                              {{u"headers"_s, QJsonObject{{u"x-correlation-id"_s, correlationId}}}});
    return statusOf(answer) == 202 ? correlationId : QString();
}

SandboxThalesNotification TestSandboxNotifications::lastOwed() const
{
    const QList<SandboxThalesNotification> owed = m_client->sandbox().thalesNotifications();
    return owed.isEmpty() ? SandboxThalesNotification{} : owed.last();
}

void TestSandboxNotifications::success_isToldWithTheRequestsCorrelationId()
{
    receiveNotifications();
    const QString correlationId = createLater(mastercardCard);
    QVERIFY(!correlationId.isEmpty());
    QVERIFY(lastOwed().dueAt > m_client->clock().nowUtc());
    QCOMPARE(lastOwed().attempts, 0);
    m_client->clock().advance(3s);
    QTRY_COMPARE(m_merchant->all().size(), 1);
    const Notification told = m_merchant->all().first();
    QCOMPARE(toWord(told.kind), u"creation.succeeded"_s);
    QCOMPARE(told.correlationId, correlationId);
    QCOMPARE(told.token.cardLastDigits, u"4444"_s);
    QCOMPARE(told.token.id.value, m_client->sandbox().thalesAsyncRequests().last().tokenId);
    QTRY_COMPARE(lastOwed().ended, u"delivered"_s);
    QCOMPARE(lastOwed().attempts, 1);
}

void TestSandboxNotifications::failure_isToldWithTheIssuersWord()
{
    receiveNotifications();
    const QString correlationId = createLater(declinedCard);
    m_client->clock().advance(12s);
    QTRY_COMPARE(m_merchant->all().size(), 1);
    QCOMPARE(toWord(m_merchant->all().first().kind), u"creation.failed"_s);
    QCOMPARE(m_merchant->all().first().correlationId, correlationId);
    QCOMPARE(m_merchant->all().first().errorCode, u"ISSUER_DECLINED"_s);
}

void TestSandboxNotifications::visa_takesLongest()
{
    QVERIFY(!createLater(visaCard).isEmpty());
    const SandboxThalesAsyncRequest visa = m_client->sandbox().thalesAsyncRequests().last();
    QVERIFY(!createLater(mastercardCard).isEmpty());
    const SandboxThalesAsyncRequest other = m_client->sandbox().thalesAsyncRequests().last();
    QCOMPARE(visa.acceptedAt.msecsTo(visa.dueAt), 12'000);
    QCOMPARE(other.acceptedAt.msecsTo(other.dueAt), 3'000);
}

void TestSandboxNotifications::issuersChange_isToldAsAnUpdate()
{
    receiveNotifications();
    m_client->clock().advance(1s);
    QVERIFY(m_client->sandbox().control(u"issuer-suspend"_s, {{u"tokenId"_s, u"tk_9f3c2a71e4"_s}}));
    QTRY_COMPARE(m_merchant->all().size(), 1);
    const Notification told = m_merchant->all().first();
    QCOMPARE(toWord(told.kind), u"token.updated"_s);
    QCOMPARE(told.token.stateWord, u"SUSPENDED"_s);
    QCOMPARE(told.token.updatedAt, m_client->clock().nowUtc());
    QVERIFY(!m_client->sandbox().control(u"issuer-suspend"_s, {{u"tokenId"_s, u"tk_nobody"_s}}));
}

void TestSandboxNotifications::unavailableMerchant_isTriedAgain()
{
    receiveNotifications();
    m_merchant->failures = 2;
    QVERIFY(m_client->sandbox().control(u"issuer-suspend"_s, {{u"tokenId"_s, u"tk_9f3c2a71e4"_s}}));
    QTRY_COMPARE(lastOwed().attempts, 1);
    QCOMPARE(m_client->clock().nowUtc().msecsTo(lastOwed().dueAt), 1'000);
    m_client->clock().advance(1s);
    QTRY_COMPARE(lastOwed().attempts, 2);
    QCOMPARE(m_client->clock().nowUtc().msecsTo(lastOwed().dueAt), 2'000);
    m_client->clock().advance(2s);
    QTRY_COMPARE(lastOwed().ended, u"delivered"_s);
    QCOMPARE(m_merchant->all().size(), 1);
}

void TestSandboxNotifications::merchantWhoRefuses_isNotTriedAgain()
{
    receiveNotifications("Basic other");
    QVERIFY(m_client->sandbox().control(u"issuer-suspend"_s, {{u"tokenId"_s, u"tk_9f3c2a71e4"_s}}));
    QTRY_COMPARE(lastOwed().ended, u"refused 401"_s);
    QCOMPARE(m_merchant->all().size(), 0);
}

void TestSandboxNotifications::repeated_comesTwice()
{
    receiveNotifications();
    m_client->sandbox().repeatNotifications(1);
    QVERIFY(m_client->sandbox().control(u"issuer-suspend"_s, {{u"tokenId"_s, u"tk_9f3c2a71e4"_s}}));
    QTRY_COMPARE(m_merchant->all().size(), 2);
    QCOMPARE(m_merchant->all().first(), m_merchant->all().last());
}

void TestSandboxNotifications::delayed_isOvertaken()
{
    receiveNotifications();
    m_client->sandbox().delayNotification(10s);
    QVERIFY(m_client->sandbox().control(u"issuer-suspend"_s, {{u"tokenId"_s, u"tk_9f3c2a71e4"_s}}));
    QTRY_VERIFY(lastOwed().dueAt > m_client->clock().nowUtc());
    m_client->clock().advance(1s);
    QVERIFY(m_client->sandbox().control(u"issuer-resume"_s, {{u"tokenId"_s, u"tk_9f3c2a71e4"_s}}));
    QTRY_COMPARE(m_merchant->all().size(), 1);
    m_client->clock().advance(10s);
    QTRY_COMPARE(m_merchant->all().size(), 2);
    QVERIFY(m_merchant->all().first().token.updatedAt > m_merchant->all().last().token.updatedAt);
}

void TestSandboxNotifications::whatIsOwed_outlivesTheSandbox()
{
    const QString correlationId = createLater(mastercardCard);
    m_client->stop();
    QVERIFY2(m_client->start(), qPrintable(m_client->failure()));
    receiveNotifications();
    m_client->clock().advance(3s);
    QTRY_COMPARE(m_merchant->all().size(), 1);
    QCOMPARE(m_merchant->all().first().correlationId, correlationId);
}

void TestSandboxNotifications::delayScale_shrinksTheWait()
{
    m_client->stop();
    SandboxOptions options;
    options.delayScale = 0;
    QVERIFY2(m_client->start(options), qPrintable(m_client->failure()));
    receiveNotifications();
    QVERIFY(!createLater(visaCard).isEmpty());
    QTRY_COMPARE(m_merchant->all().size(), 1);
}

void TestSandboxNotifications::noCardNumber_isInTheDatabase()
{
    QVERIFY(!createLater(visaCard).isEmpty());
    QVERIFY(!createLater(declinedCard).isEmpty());
    for (const SandboxThalesNotification &owed : m_client->sandbox().thalesNotifications()) {
        QVERIFY(!owed.body.contains(visaCard.toLatin1()));
        QVERIFY(!owed.body.contains(declinedCard.toLatin1()));
    }
}

QTEST_GUILESS_MAIN(TestSandboxNotifications)
#include "tst_sandboxnotifications.moc"

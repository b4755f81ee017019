// SPDX-License-Identifier: Apache-2.0
#include "tests/notifications/desknotifications.h"
#include "tests/storage/await.h"
#include "ui/notifications/notificationcentre.h"
#include "ui/notifications/notificationtext.h"
#include "ui/tokens/tokentablemodel.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <ctime>

using namespace Qt::StringLiterals;

namespace {
const QString requestId = u"7f1f6f3e-6b0c-4a55-9d0e-5f1f2c3d4e5f"_s;
double threadMilliseconds()
{
    timespec time = {};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

const QDateTime noon(QDate(2026, 2, 11), QTime(12, 0), Qt::UTC);
} // namespace

class TestNotificationCentre : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void endedCreation_isToldEverywhere();
    void failedCreation_namesTheCode();
    void desktop_isToldNoCardAndNoToken();
    void whatChangedNothing_isNotTold();
    void burst_neverHoldsTheGuiThread();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<NotificationCentre> m_centre;
    std::unique_ptr<DeskNotifications> m_desk;
    int m_number = 0;
};

void TestNotificationCentre::init()
{
    m_centre.reset();
    m_desk.reset();
    m_desk = std::make_unique<DeskNotifications>(m_folder.filePath(u"%1.sqlite"_s.arg(++m_number)));
    m_centre = std::make_unique<NotificationCentre>(*m_desk->inbox);
}

void TestNotificationCentre::endedCreation_isToldEverywhere()
{
    QSignalSpy tokens(m_centre.get(), &NotificationCentre::tokensChanged);
    QSignalSpy created(m_centre.get(), &NotificationCentre::tokenCreated);
    QSignalSpy pending(m_centre.get(), &NotificationCentre::pendingChanged);
    QSignalSpy reported(m_centre.get(), &NotificationCentre::reported);
    QVERIFY(m_desk->acceptedCreation(requestId));
    QVERIFY(m_desk->take(DeskNotifications::created(requestId, u"tk_1"_s)).entry);
    QTRY_COMPARE(pending.size(), 1);
    QCOMPARE(tokens.size(), 1);
    QCOMPARE(created.size(), 1);
    QCOMPARE(reported.first().first().value<OutcomeLine>().correlationId, requestId);
}

void TestNotificationCentre::failedCreation_namesTheCode()
{
    Capabilities capabilities;
    capabilities.errors.insert(u"ISSUER_DECLINED"_s, {.meaning = u"The issuer refused."_s, .nextStep = u"Ask."_s});
    NotificationResult result;
    result.notification = DeskNotifications::declined(requestId);
    result.effect = NotificationResult::Effect::CreationEnded;
    const ErrorText text = notificationText(result, &capabilities);
    QVERIFY(text.headline.contains("ISSUER_DECLINED"_L1));
    QCOMPARE(text.meaning, u"The issuer refused."_s);
    QCOMPARE(text.correlationId, requestId);
    QCOMPARE(notificationLine(result)->kind, OutcomeLine::Kind::Refused);
}

void TestNotificationCentre::desktop_isToldNoCardAndNoToken()
{
    QSignalSpy told(m_centre.get(), &NotificationCentre::desktopTold);
    QVERIFY(m_desk->acceptedCreation(requestId));
    QVERIFY(m_desk->take(DeskNotifications::created(requestId, u"tk_1"_s)).entry);
    QTRY_COMPARE(told.size(), 1);
    const QString text = told.first().first().toString();
    QVERIFY2(!text.isEmpty() && !text.contains("1111"_L1) && !text.contains("tk_1"_L1), qPrintable(text));
}

void TestNotificationCentre::whatChangedNothing_isNotTold()
{
    QVERIFY(m_desk->take(DeskNotifications::updated(u"tk_1"_s, u"ACTIVE"_s, noon)).id);
    QSignalSpy reported(m_centre.get(), &NotificationCentre::reported);
    QTRY_COMPARE(reported.size(), 1);
    QVERIFY(m_desk->take(DeskNotifications::updated(u"tk_1"_s, u"SUSPENDED"_s, noon.addSecs(-1))).id);
    QVERIFY(m_desk->take(DeskNotifications::updated(u"tk_2"_s, u"SUSPENDED"_s, noon)).id);
    QTRY_COMPARE(reported.size(), 2); // of the second token, not of the stale one
}

void TestNotificationCentre::burst_neverHoldsTheGuiThread()
{
    constexpr int count = 1000;
    constexpr int known = 20'000;
    SystemClock clock;
    TokenTableModel table(clock);
    QList<TokenReading> readings;
    for (int i = 0; i < known; ++i) {
        TokenReading reading;
        reading.token.id = {u"tk_%1"_s.arg(i)};
        reading.readAt = noon.addYears(-1);
        readings << reading;
    }
    table.setReadings(readings);
    qsizetype told = 0;
    connect(m_centre.get(), &NotificationCentre::tokensChanged, this,
            [&](const QString &, const QList<TokenReading> &changed) {
                QVERIFY(changed.size() <= 64);
                for (const TokenReading &reading : changed)
                    table.upsert(reading);
                told += changed.size();
            });
    // Of this thread alone: what others do on this computer is not the window's doing.
    double longest = 0;
    double last = threadMilliseconds();
    QTimer beats;
    connect(&beats, &QTimer::timeout, this, [&] {
        const double now = threadMilliseconds();
        longest = qMax(longest, now - last);
        last = now;
    });
    beats.start(0);
    for (int i = 0; i < count; ++i)
        (void)m_desk->inbox->accept(DeskNotifications::connectionId,
                                    DeskNotifications::updated(u"tk_%1"_s.arg(i), u"ACTIVE"_s, noon), u"x"_s);
    last = threadMilliseconds(); // asking is the receiver's work, in a thread of its own
    longest = 0;
    QTRY_COMPARE_WITH_TIMEOUT(told, count, 60'000);
    qInfo() << count << "notifications, longest hold of the GUI thread" << longest << "ms";
    QVERIFY2(longest < 50, qPrintable(QString::number(longest)));
}

QTEST_MAIN(TestNotificationCentre)
#include "tst_notificationcentre.moc"

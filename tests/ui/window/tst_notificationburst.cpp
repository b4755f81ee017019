// SPDX-License-Identifier: Apache-2.0
#include "app/core/worker.h"
#include "tests/ui/window/windowonsandbox.h"

#include <QTableView>
#include <QTimer>

#include <ctime>

using namespace Qt::StringLiterals;

namespace {
constexpr int count = 1'000;

//! Of this thread alone: what others do on this computer is not the window's doing.
double threadMilliseconds()
{
    timespec time = {};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

Notification updated(int number, TokenState state, const QDateTime &at)
{
    Notification notification{.kind = Notification::Kind::TokenUpdated,
                              .correlationId = u"update-%1"_s.arg(number),
                              .merchantId = u"merchant-1"_s};
    notification.token.id = {u"tk_burst_%1"_s.arg(number)};
    notification.token.state = state;
    notification.token.stateWord = state == TokenState::Active ? u"ACTIVE"_s : u"SUSPENDED"_s;
    notification.token.cardLastDigits = u"1111"_s;
    notification.token.updatedAt = at;
    return notification;
}
} // namespace

//! A thousand notifications at once, in the whole window with its table, panel, line and records.
class TestNotificationBurst : public WindowOnSandbox
{
    Q_OBJECT
private Q_SLOTS:
    void thousandAtOnce_neverHoldTheWindow_data();
    void thousandAtOnce_neverHoldTheWindow();
};

void TestNotificationBurst::thousandAtOnce_neverHoldTheWindow_data()
{
    QTest::addColumn<TokenState>("state");
    QTest::newRow("tokens that nobody opened") << TokenState::Active;
    QTest::newRow("tokens that the table shows") << TokenState::Suspended;
}

void TestNotificationBurst::thousandAtOnce_neverHoldTheWindow()
{
    QFETCH(TokenState, state);
    open(profile());
    const QAbstractItemModel *table = m_window->findChild<QTableView *>(u"tokenTable"_s)->model();
    if (state == TokenState::Suspended) // left by the row before
        QTRY_VERIFY(table->rowCount() >= count);
    qsizetype told = 0;
    connect(m_centre.get(), &NotificationCentre::tokensChanged, this,
            [&](const QString &, const QList<TokenReading> &changed) { told += changed.size(); });
    double longest = 0;
    double last = threadMilliseconds();
    QTimer beats;
    connect(&beats, &QTimer::timeout, this, [&] {
        const double now = threadMilliseconds();
        longest = qMax(longest, now - last);
        last = now;
    });
    beats.start(0);
    Worker peers(u"peers"_s);
    const QDateTime at = m_clock->nowUtc();
    (void)peers.run([&]() -> Result<Done> {
        for (int i = 0; i < count; ++i)
            (void)m_inbox->accept(u"sandbox"_s, updated(i, state, at), NotificationInbox::receiver());
        return Done{};
    });
    QTRY_COMPARE_WITH_TIMEOUT(told, count, 100'000);
    QTRY_VERIFY(table->rowCount() >= count);
    qInfo() << count << "notifications, longest hold of the GUI thread" << longest << "ms";
    QVERIFY2(longest < 50, qPrintable(QString::number(longest)));
}

QTEST_MAIN(TestNotificationBurst)
#include "tst_notificationburst.moc"

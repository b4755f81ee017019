// SPDX-License-Identifier: Apache-2.0
#include "app/core/clockskew.h"

#include <QDateTime>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

class TestClockSkew : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void skew_isWhatTheAnswersTimeCannotExplain_data();
    void skew_isWhatTheAnswersTimeCannotExplain();
    void change_isToldOnce();
    void noDate_saysNothing();

private:
    const QDateTime m_now{QDate(2026, 2, 11), QTime(9, 0), Qt::UTC};
};

void TestClockSkew::skew_isWhatTheAnswersTimeCannotExplain_data()
{
    QTest::addColumn<int>("serverAt"); // seconds from when it was asked
    QTest::addColumn<int>("took");
    QTest::addColumn<qint64>("aheadBy");
    QTest::newRow("right") << 0 << 1 << qint64(0);
    QTest::newRow("behind") << 96 << 1 << qint64(-95);
    QTest::newRow("ahead") << -95 << 1 << qint64(95);
    QTest::newRow("tolerated") << -30 << 0 << qint64(0);
    QTest::newRow("just not") << 31 << 0 << qint64(-31);
    QTest::newRow("slow answer") << 2 << 59 << qint64(0);
    QTest::newRow("slow answer, dated late") << 59 << 59 << qint64(0);
}

void TestClockSkew::skew_isWhatTheAnswersTimeCannotExplain()
{
    QFETCH(const int, serverAt);
    QFETCH(const int, took);
    QFETCH(const qint64, aheadBy);
    ClockSkew skew;
    skew.note(m_now.addSecs(serverAt), m_now, m_now.addSecs(took));
    QCOMPARE(skew.aheadBy(), aheadBy);
}

void TestClockSkew::change_isToldOnce()
{
    ClockSkew skew;
    const QSignalSpy told(&skew, &ClockSkew::changed);
    for (const int serverAt : {0, 95, 97, 93, 300, 0, 0})
        skew.note(m_now.addSecs(serverAt), m_now, m_now);
    QList<qint64> said;
    for (const QList<QVariant> &arguments : told)
        said << arguments.first().toLongLong();
    QCOMPARE(said, (QList<qint64>{-95, -300, 0}));
}

void TestClockSkew::noDate_saysNothing()
{
    ClockSkew skew;
    skew.note(m_now.addSecs(95), m_now, m_now);
    skew.note({}, m_now, m_now);
    QCOMPARE(skew.aheadBy(), -95);
}

QTEST_APPLESS_MAIN(TestClockSkew)
#include "tst_clockskew.moc"

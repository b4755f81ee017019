// SPDX-License-Identifier: Apache-2.0
#include "app/core/httpdate.h"

#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;

class TestHttpDate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void time_isWrittenInGmt();
    void written_isReadBack();
    void anythingElse_isInvalid_data();
    void anythingElse_isInvalid();
};

void TestHttpDate::time_isWrittenInGmt()
{
    const QDateTime there(QDate(1994, 11, 6), QTime(9, 49, 37), Qt::OffsetFromUTC, 3600);
    QCOMPARE(httpDate(there), "Sun, 06 Nov 1994 08:49:37 GMT"); // the example of RFC 9110
}

void TestHttpDate::written_isReadBack()
{
    const QDateTime afternoon(QDate(2026, 2, 11), QTime(23, 59, 58), Qt::UTC);
    QCOMPARE(fromHttpDate(httpDate(afternoon)), afternoon);
    QCOMPARE(fromHttpDate("Sun, 06 Nov 1994 08:49:37 GMT").timeSpec(), Qt::UTC);
}

void TestHttpDate::anythingElse_isInvalid_data()
{
    QTest::addColumn<QByteArray>("date");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("seconds") << QByteArray("120");
    QTest::newRow("no zone") << QByteArray("Sun, 06 Nov 1994 08:49:37");
    QTest::newRow("another zone") << QByteArray("Sun, 06 Nov 1994 08:49:37 CET");
    QTest::newRow("no such hour") << QByteArray("Sun, 06 Nov 1994 25:49:37 GMT");
    QTest::newRow("obsolete form") << QByteArray("Sunday, 06-Nov-94 08:49:37 GMT");
}

void TestHttpDate::anythingElse_isInvalid()
{
    QFETCH(QByteArray, date);
    QVERIFY(!fromHttpDate(date).isValid());
}

QTEST_APPLESS_MAIN(TestHttpDate)
#include "tst_httpdate.moc"

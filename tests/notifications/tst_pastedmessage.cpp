// SPDX-License-Identifier: Apache-2.0
#include "app/notifications/pastedmessage.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestPastedMessage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void json_isTheBody();
    void wholeRequest_namesPathAndCorrelationId();
    void givenCorrelationId_countsMore();
    void somethingElse_isLeftToTheReader();
};

void TestPastedMessage::json_isTheBody()
{
    const NotificationMessage message = messageFromText("  {\"a\":1}\n", u" id-1 "_s);
    QCOMPARE(message.body, "{\"a\":1}"_ba);
    QCOMPARE(message.correlationId, u"id-1"_s);
    QVERIFY(message.path.isEmpty());
}

void TestPastedMessage::wholeRequest_namesPathAndCorrelationId()
{
    const QByteArray head = "POST /tsh-cof/notify-token-update HTTP/1.1\r\nHost: shop.example\r\n"
                            "Authorization: APIKEY top-secret\r\nX-Correlation-ID: abc-1\r\n\r\n";
    const NotificationMessage message = messageFromText(head + "{\"a\":1}\r\n", {});
    QCOMPARE(message.path, "/tsh-cof/notify-token-update"_ba);
    QCOMPARE(message.correlationId, u"abc-1"_s);
    QCOMPARE(message.body, "{\"a\":1}"_ba);
}

void TestPastedMessage::givenCorrelationId_countsMore()
{
    QCOMPARE(messageFromText("x-correlation-id: a\n\n{}", u"b"_s).correlationId, u"b"_s);
}

void TestPastedMessage::somethingElse_isLeftToTheReader()
{
    QCOMPARE(messageFromText("hello", {}).body, "hello"_ba);
    QCOMPARE(messageFromText({}, {}).body, QByteArray());
    QVERIFY(messageFromText("GET /a HTTP/1.1\n\n{}", {}).path.isEmpty());
}

QTEST_APPLESS_MAIN(TestPastedMessage)
#include "tst_pastedmessage.moc"

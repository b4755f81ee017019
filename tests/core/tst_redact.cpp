// SPDX-License-Identifier: Apache-2.0
#include "app/core/redact.h"

#include "app/domain/cardnumber.h"
#include "tests/support/testcards.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
struct Sample {
    const char *name;
    QString text;
    QString expected;
};

const QList<Sample> masked{
    {"plain", u"4111111111111111"_s, u"411111******1111"_s},
    {"in front of other digits of a payment's path", u"/pts/v2/payments/4111111111111111103955"_s,
     u"/pts/v2/payments/411111************3955"_s},
    {"payment's id without its path", u"payment 6972267090226779103955"_s, u"payment 697226************3955"_s},
    {"more digits than a payment has", u"/payments/69722670902267791039551"_s, u"/payments/697226*************9551"_s},
    {"in a sentence", u"card 4111111111111111, thanks"_s, u"card 411111******1111, thanks"_s},
    {"glued to letters", u"HOSTED_DATA_ID4773410012347324."_s, u"HOSTED_DATA_ID477341******7324."_s},
    {"letters on both sides", u"x4111111111111111y"_s, u"x411111******1111y"_s},
    {"spaced", u"4111 1111 1111 1111"_s, u"4111 11** **** 1111"_s},
    {"dashed", u"4111-1111-1111-1111"_s, u"4111-11**-****-1111"_s},
    {"dotted", u"4111.1111.1111.1111"_s, u"4111.11**.****.1111"_s},
    {"underscored", u"4111_1111_1111_1111"_s, u"4111_11**_****_1111"_s},
    {"slashed", u"4111/1111/1111/1111"_s, u"4111/11**/****/1111"_s},
    {"commas between fours", u"4111,1111,1111,1111"_s, u"4111,11**,****,1111"_s},
    {"spaced dashes", u"4111 - 1111 - 1111 - 1111"_s, u"4111 - 11** - **** - 1111"_s},
    {"no-break spaces", u"4111\u00a01111\u00a01111\u00a01111"_s, u"4111\u00a011**\u00a0****\u00a01111"_s},
    {"en dashes", u"4111\u20131111\u20131111\u20131111"_s, u"4111\u201311**\u2013****\u20131111"_s},
    {"zero-width spaces", u"4111\u200b1111\u200b1111\u200b1111"_s, u"4111\u200b11**\u200b****\u200b1111"_s},
    {"over two lines", u"41111111\n11111111"_s, u"411111**\n****1111"_s},
    {"digit by digit", u"4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1"_s, u"4 1 1 1 1 1 * * * * * * 1 1 1 1"_s},
    {"unusual groups", u"41111 11111 111-111"_s, u"41111 1**** **1-111"_s},
    {"after another number", u"order 12 4111 1111 1111 1111"_s, u"order 12 4111 11** **** 1111"_s},
    {"before another number", u"4111111111111111 7"_s, u"411111******1111 7"_s},
    {"JSON", u"{\"fpan\":\"4111111111111111\"}"_s, u"{\"fpan\":\"411111******1111\"}"_s},
    {"JSON number", u"{\"fpan\":4111111111111111}"_s, u"{\"fpan\":411111******1111}"_s},
    {"JSON escapes", u"\\u0034111\\u00a01111\\u00a01111\\u00a01111"_s,
     u"\\u0034111\\u00a011**\\u00a0****\\u00a01111"_s},
    {"URL", u"https://h/?pan=4111111111111111&x=1"_s, u"https://h/?pan=411111******1111&x=1"_s},
    {"URL with %20", u"?pan=4111%201111%201111%201111"_s, u"?pan=4111%2011**%20****%201111"_s},
    {"URL with plus", u"?pan=4111+1111+1111+1111"_s, u"?pan=4111+11**+****+1111"_s},
    {"URL with %2D", u"?pan=4111%2d1111%2D1111%2D1111"_s, u"?pan=4111%2d11**%2D****%2D1111"_s},
    {"URL encoded twice", u"?pan=4111%25201111%25201111%25201111"_s, u"?pan=4111%252011**%2520****%25201111"_s},
    {"URL with a no-break space", u"4111%C2%A01111%C2%A01111%C2%A01111"_s, u"4111%C2%A011**%C2%A0****%C2%A01111"_s},
    {"after a per cent sign", u"100%4111111111111111"_s, u"100%411111******1111"_s},
    {"after a backslash u", u"C:\\u4111111111111111"_s, u"C:\\u411111******1111"_s},
    {"full-width",
     u"\uff14\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11"_s,
     u"\uff14\uff11\uff11\uff11\uff11\uff11******\uff11\uff11\uff11\uff11"_s},
    {"Arabic-Indic",
     u"\u0664\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661"_s,
     u"\u0664\u0661\u0661\u0661\u0661\u0661******\u0661\u0661\u0661\u0661"_s},
    {"outside the basic plane",
     u"\U0001D7D2\U0001D7CF\U0001D7CF\U0001D7CF 1111 1111 \U0001D7CF\U0001D7CF\U0001D7CF\U0001D7CF"_s,
     u"\U0001D7D2\U0001D7CF\U0001D7CF\U0001D7CF 11** **** \U0001D7CF\U0001D7CF\U0001D7CF\U0001D7CF"_s},
    {"mixed alphabets", u"4\uff1111\u066111111111111"_s, u"4\uff1111\u06611******1111"_s},
    {"vendor's example, fails Luhn", u"5123456789012345"_s, u"512345******2345"_s},
    {"vendor's example, spaced", u"5123 4567 8901 2345"_s, u"5123 45** **** 2345"_s},
    {"American Express", u"3782 822463 10005"_s, u"3782 82**** *0005"_s},
    {"Diners", u"3056 930902 5904"_s, u"3056 93**** 5904"_s},
    {"Visa of 13 digits", u"4222222222222"_s, u"422222***2222"_s},
    {"a scheme not known here", u"9792030394440796"_s, u"979203******0796"_s},
    {"token id that passes Luhn", u"7010000000016241111"_s, u"701000*********1111"_s},
    {"with its security code glued on", u"5555555555554444123"_s, u"555555*********4123"_s},
    {"with its expiry glued on", u"41111111111111110928"_s, u"411111**********0928"_s},
    {"in a longer number", u"00000000041111111111111111000"_s, u"000000*******************1000"_s},
    {"two in a row", u"4111111111111111 5555555555554444"_s, u"411111******1111 555555******4444"_s},
    {"two glued together", u"41111111111111115555555555554444"_s, u"411111**********************4444"_s},
    {"shaped like a UUID, no variant", u"41111111-1111-1111-0000-000000000000"_s,
     u"411111**-****-1111-0000-000000000000"_s},
    {"shaped like a UUID, no version", u"41111111-1111-0006-8111-abcdefabcdef"_s,
     u"411111**-****-0006-8111-abcdefabcdef"_s},
};

const QList<Sample> untouched{
    {"nothing", {}, {}},
    {"UUID", u"c03f88fe-01ba-11e8-ba89-0ed5f89f718b"_s, {}},
    {"UUID of digits", u"41111111-1111-4111-8111-111111111111"_s, {}},
    {"UUID that ends like a card", u"c03f88fe-01ba-41e8-ba89-501800000009"_s, {}},
    {"UUID in capitals and braces", u"{C03F88FE-01BA-41E8-BA89-446655440000}"_s, {}},
    {"ISO timestamp", u"2026-02-11T09:08:24.479Z"_s, {}},
    {"ISO timestamp with nanoseconds", u"2026-02-11T09:08:24.479123456+01:00"_s, {}},
    {"ISO timestamp with a space", u"2026-02-11 09:08:24.479"_s, {}},
    {"epoch milliseconds", u"1554308829345"_s, {}},
    {"epoch milliseconds that pass Luhn", u"1554308829346"_s, {}},
    {"epoch microseconds that pass Luhn", u"1554308829345009"_s, {}},
    {"compact time that passes Luhn", u"20260211090820"_s, {}},
    {"token id that fails Luhn", u"7010000000016241112"_s, {}},
    {"PAR", u"500100000000000000000000000AB"_s, {}},
    {"PAR of Visa", u"V0010013018036776997406844228"_s, {}},
    {"payment in its path", u"POST /pts/v2/payments/6972267090226779103955/reversals"_s, {}},
    {"payment at the end of its path", u"/pts/v2/payments/7350000000006779103955"_s, {}},
    {"location", u"47.0880,2.3635"_s, {}},
    {"location with six decimals that pass Luhn", u"48.858370,12.294002"_s, {}},
    {"location in Canada", u"49.2827,-123.1207"_s, {}},
    {"IP addresses", u"192.168.100.200 54.239.128.101 2001:db8::1"_s, {}},
    {"phone number", u"+49 1512 3456780"_s, {}},
    {"amounts", u"1.234.567,89 EUR, 12,345,678.90 USD"_s, {}},
    {"last digits and expiry", u"card 411111 1234, 12/31"_s, {}},
    {"eleven digits", u"41111111111"_s, {}},
    {"zeros", u"0000000000000000"_s, {}},
    {"too far apart", u"4111    1111    1111    1111"_s, {}},
    {"per cent and backslash at the end", u"100%"_s, {}},
    {"backslash at the end", u"4111\\"_s, {}},
    {"lone surrogate", QString(QChar(0xd835)), {}},
};
} // namespace

class TestRedact : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cardNumber_isMasked_data();
    void cardNumber_isMasked();
    void ordinaryText_staysAsItIs_data();
    void ordinaryText_staysAsItIs();
    void redactedTwice_isTheSame();
    void eachScheme_isKnownHereToo_data();
    void eachScheme_isKnownHereToo();
    void megabytes_takeLinearTime_data();
    void megabytes_takeLinearTime();
};

void TestRedact::cardNumber_isMasked_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    for (const Sample &sample : masked)
        QTest::newRow(sample.name) << sample.text << sample.expected;
}

void TestRedact::cardNumber_isMasked()
{
    QFETCH(const QString, text);
    QFETCH(const QString, expected);
    QCOMPARE(redacted(text), expected);
}

void TestRedact::ordinaryText_staysAsItIs_data()
{
    QTest::addColumn<QString>("text");
    for (const Sample &sample : untouched)
        QTest::newRow(sample.name) << sample.text;
}

void TestRedact::ordinaryText_staysAsItIs()
{
    QFETCH(const QString, text);
    QCOMPARE(redacted(text), text);
}

void TestRedact::redactedTwice_isTheSame()
{
    for (const Sample &sample : masked)
        QCOMPARE(redacted(redacted(sample.text)), redacted(sample.text));
}

void TestRedact::eachScheme_isKnownHereToo_data()
{
    QTest::addColumn<QByteArray>("digits");
    for (const char *digits :
         {TestCards::visa, TestCards::visa13, TestCards::mastercard, TestCards::mastercard2, TestCards::amex,
          TestCards::discover, TestCards::diners, TestCards::diners36, TestCards::jcb, TestCards::unionPay,
          TestCards::unionPay19, TestCards::maestro, TestCards::elo})
        QTest::newRow(digits) << QByteArray(digits);
}

// With a wrong check digit only the beginning and the length tell, so this compares the two tables of number ranges.
void TestRedact::eachScheme_isKnownHereToo()
{
    QFETCH(QByteArray, digits);
    QVERIFY(schemeOf(digits) != Scheme::Unknown);
    QVERIFY(redacted(QString::fromLatin1(digits)).contains(u"**"_s));
    if (digits.size() == 13)
        return;
    digits.back() = static_cast<char>('0' + (digits.back() - '0' + 1) % 10);
    QVERIFY(!passesLuhn(digits));
    QVERIFY(redacted(QString::fromLatin1(digits)).contains(u"**"_s));
}

void TestRedact::megabytes_takeLinearTime_data()
{
    QTest::addColumn<QString>("unit");
    QTest::newRow("digits") << u"4"_s;
    QTest::newRow("spaced digits") << u"4 "_s;
    QTest::newRow("dashed fours") << u"4111-"_s;
    QTest::newRow("cards") << u"4111111111111111 "_s;
    QTest::newRow("dashes") << u"-"_s;
    QTest::newRow("per cent") << u"%25"_s;
    QTest::newRow("hex words") << u"deadbeef-"_s;
    QTest::newRow("capitals") << u"V001 5001 "_s;
}

void TestRedact::megabytes_takeLinearTime()
{
    QFETCH(const QString, unit);
    const QString text = unit.repeated((1 << 20) / unit.size());
    QElapsedTimer timer;
    timer.start();
    const QString result = redacted(text);
    QCOMPARE(result.size(), text.size());
    // Less than a second on a machine that has nothing else to do; with quadratic time it would be hours.
    QVERIFY2(timer.elapsed() < 60'000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_APPLESS_MAIN(TestRedact)
#include "tst_redact.moc"

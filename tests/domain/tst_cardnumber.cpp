// SPDX-License-Identifier: Apache-2.0
#include "app/domain/cardnumber.h"

#include "tests/support/cardgenerator.h"
#include "tests/support/testcards.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestCardNumber : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void luhn_knowsTestCards();
    void luhn_findsEachMistypedDigit();
    void luhn_refusesWhatIsNoNumber();
    void scheme_isRecognised_data();
    void scheme_isRecognised();
    void scheme_whileTyping_data();
    void scheme_whileTyping();
    void scheme_neverChangesOnceDecided();
    void lengths_areThoseOfTheScheme();
    void securityCode_hasFourDigitsOnAmex();
    void masked_showsFirstSixAndLastFour_data();
    void masked_showsFirstSixAndLastFour();
};

void TestCardNumber::luhn_knowsTestCards()
{
    for (const char *digits :
         {TestCards::visa, TestCards::visa13, TestCards::mastercard, TestCards::mastercard2, TestCards::amex,
          TestCards::discover, TestCards::diners, TestCards::diners36, TestCards::jcb, TestCards::unionPay,
          TestCards::unionPay19, TestCards::maestro, TestCards::elo})
        QVERIFY2(passesLuhn(QByteArrayView(digits)), digits);
    QVERIFY(!passesLuhn(QByteArrayView(TestCards::thalesExample)));
}

void TestCardNumber::luhn_findsEachMistypedDigit()
{
    const QByteArray right(TestCards::amex);
    for (qsizetype i = 0; i < right.size(); ++i) {
        QByteArray wrong = right;
        wrong[i] = static_cast<char>('0' + (right.at(i) - '0' + 1) % 10);
        QVERIFY(!passesLuhn(wrong));
    }
}

void TestCardNumber::luhn_refusesWhatIsNoNumber()
{
    for (const char *text : {"", "4111 1111 1111 1111", "411111111111111x", "-4111111111111111", "\xef\xbc\x94"})
        QVERIFY2(!passesLuhn(QByteArrayView(text)), text);
}

void TestCardNumber::scheme_isRecognised_data()
{
    QTest::addColumn<QByteArray>("digits");
    QTest::addColumn<Scheme>("scheme");
    const auto add = [](const char *digits, Scheme scheme) { QTest::newRow(digits) << QByteArray(digits) << scheme; };
    add(TestCards::visa, Scheme::Visa);
    add(TestCards::mastercard, Scheme::Mastercard);
    add(TestCards::thalesExample, Scheme::Mastercard);
    add(TestCards::amex, Scheme::Amex);
    add(TestCards::discover, Scheme::Discover);
    add(TestCards::diners, Scheme::Diners);
    add(TestCards::jcb, Scheme::Jcb);
    add(TestCards::unionPay, Scheme::UnionPay);
    add(TestCards::maestro, Scheme::Maestro);
    add(TestCards::elo, Scheme::Elo);
    // The edges of the ranges.
    add("222099", Scheme::Unknown);
    add("222100", Scheme::Mastercard);
    add("272099", Scheme::Mastercard);
    add("272100", Scheme::Unknown);
    add("339999", Scheme::Unknown);
    add("340000", Scheme::Amex);
    add("350000", Scheme::Unknown);
    add("352799", Scheme::Unknown);
    add("352800", Scheme::Jcb);
    add("358999", Scheme::Jcb);
    add("359000", Scheme::Unknown);
    add("300000", Scheme::Diners);
    add("305999", Scheme::Diners);
    add("306000", Scheme::Unknown);
    add("309500", Scheme::Unknown);
    add("360000", Scheme::Diners);
    add("380000", Scheme::Diners);
    add("399999", Scheme::Diners);
    add("500000", Scheme::Maestro);
    add("510000", Scheme::Mastercard);
    add("559999", Scheme::Mastercard);
    add("560000", Scheme::Maestro);
    add("589999", Scheme::Maestro);
    add("590000", Scheme::Unknown);
    add("600000", Scheme::Maestro);
    add("601100", Scheme::Discover);
    add("601199", Scheme::Discover);
    add("601200", Scheme::Maestro);
    add("620000", Scheme::UnionPay);
    add("643999", Scheme::Maestro);
    add("644000", Scheme::Discover);
    add("659999", Scheme::Discover);
    add("660000", Scheme::Maestro);
    add("700000", Scheme::Unknown);
    add("900000", Scheme::Unknown);
    // Elo lies inside the ranges of others.
    add("401177", Scheme::Visa);
    add("401178", Scheme::Elo);
    add("506698", Scheme::Maestro);
    add("506699", Scheme::Elo);
    add("509000", Scheme::Elo);
    add("627780", Scheme::Elo);
    add("636297", Scheme::Elo);
    add("650031", Scheme::Elo);
    add("650034", Scheme::Discover);
    add("655021", Scheme::Elo);
}

void TestCardNumber::scheme_isRecognised()
{
    QFETCH(const QByteArray, digits);
    QFETCH(const Scheme, scheme);
    QCOMPARE(schemeName(schemeOf(digits)), schemeName(scheme));
}

void TestCardNumber::scheme_whileTyping_data()
{
    QTest::addColumn<QByteArray>("digits");
    QTest::addColumn<Scheme>("scheme");
    const auto add = [](const char *digits, Scheme scheme) { QTest::newRow(digits) << QByteArray(digits) << scheme; };
    add("", Scheme::Unknown);
    add("4", Scheme::Visa);
    add("40117", Scheme::Visa);
    add("401178", Scheme::Elo);
    add("2", Scheme::Unknown);
    add("22", Scheme::Unknown);
    add("222", Scheme::Unknown);
    add("2221", Scheme::Mastercard);
    add("223", Scheme::Mastercard);
    add("23", Scheme::Mastercard);
    add("27", Scheme::Unknown);
    add("271", Scheme::Mastercard);
    add("3", Scheme::Unknown);
    add("34", Scheme::Amex);
    add("35", Scheme::Unknown);
    add("353", Scheme::Jcb);
    add("36", Scheme::Diners);
    add("5", Scheme::Unknown);
    add("51", Scheme::Mastercard);
    add("50", Scheme::Maestro);
    add("6", Scheme::Unknown);
    add("60", Scheme::Unknown);
    add("6011", Scheme::Discover);
    add("602", Scheme::Maestro);
    add("62", Scheme::UnionPay);
    add("64", Scheme::Unknown);
    add("65", Scheme::Discover);
    add("67", Scheme::Maestro);
    add("41x1", Scheme::Unknown);
    add("4111 1111", Scheme::Unknown);
}

void TestCardNumber::scheme_whileTyping()
{
    scheme_isRecognised();
}

void TestCardNumber::scheme_neverChangesOnceDecided()
{
    CardGenerator random(1);
    for (int i = 0; i < 5'000; ++i) {
        const QByteArray card = random.anyCardNumber().toLatin1();
        Scheme decided = Scheme::Unknown;
        for (qsizetype typed = 1; typed <= card.size(); ++typed) {
            const Scheme now = schemeOf(card.first(typed));
            QVERIFY2(decided == Scheme::Unknown || now == decided || now == Scheme::Elo, card.constData());
            decided = now;
        }
    }
}

void TestCardNumber::lengths_areThoseOfTheScheme()
{
    QCOMPARE(cardNumberLengths(Scheme::Visa), (QList{13, 16, 19}));
    QCOMPARE(cardNumberLengths(Scheme::Mastercard), (QList{16}));
    QCOMPARE(cardNumberLengths(Scheme::Amex), (QList{15}));
    QCOMPARE(cardNumberLengths(Scheme::Diners), (QList{14, 15, 16, 17, 18, 19}));
    QCOMPARE(cardNumberLengths(Scheme::Unknown), (QList{12, 13, 14, 15, 16, 17, 18, 19}));
    QCOMPARE(cardNumberLengths(Scheme::Maestro), cardNumberLengths(Scheme::Unknown));
}

void TestCardNumber::securityCode_hasFourDigitsOnAmex()
{
    QCOMPARE(securityCodeLength(Scheme::Amex), 4);
    QCOMPARE(securityCodeLength(Scheme::Visa), 3);
    QCOMPARE(securityCodeLength(Scheme::Unknown), 3);
}

void TestCardNumber::masked_showsFirstSixAndLastFour_data()
{
    QTest::addColumn<QByteArray>("digits");
    QTest::addColumn<QString>("expected");
    QTest::newRow("nothing") << QByteArray() << QString();
    QTest::newRow("Visa") << QByteArray(TestCards::visa) << u"4111 11•• •••• 1111"_s;
    QTest::newRow("American Express") << QByteArray(TestCards::amex) << u"3782 82•••• •0005"_s;
    QTest::newRow("Diners") << QByteArray(TestCards::diners) << u"3056 93•••• 5904"_s;
    QTest::newRow("19 digits") << QByteArray(TestCards::unionPay19) << u"6205 50•• •••• •••0 004"_s;
    QTest::newRow("12 digits") << QByteArray("501800000009") << u"5018 00•• 0009"_s;
    QTest::newRow("half typed") << QByteArray("41111111111") << u"•••• •••• •••"_s;
    QTest::newRow("no digits") << QByteArray("4111-1111-1111-1111") << u"•••• •••• •••• •••• •••"_s;
}

void TestCardNumber::masked_showsFirstSixAndLastFour()
{
    QFETCH(const QByteArray, digits);
    QFETCH(const QString, expected);
    QCOMPARE(maskedCardNumber(digits), expected);
}

QTEST_APPLESS_MAIN(TestCardNumber)
#include "tst_cardnumber.moc"

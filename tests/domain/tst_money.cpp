// SPDX-License-Identifier: Apache-2.0
#include "app/domain/money.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

class TestMoney : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void words_keepTheDigits_data();
    void words_keepTheDigits();
    void amount_fitsItsCurrency_data();
    void amount_fitsItsCurrency();
    void currencies_areThoseOfTheStandard();
};

void TestMoney::words_keepTheDigits_data()
{
    QTest::addColumn<QString>("amount");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("words");
    QTest::newRow("one") << u"1.00"_s << u"USD"_s << u"1.00 US dollar (USD)"_s;
    QTest::newRow("one, short") << u"1"_s << u"USD"_s << u"1 US dollar (USD)"_s;
    QTest::newRow("more") << u"102.21"_s << u"USD"_s << u"102.21 US dollars (USD)"_s;
    QTest::newRow("nothing") << u"0.00"_s << u"EUR"_s << u"0.00 euros (EUR)"_s;
    QTest::newRow("nearly one") << u"1.01"_s << u"EUR"_s << u"1.01 euros (EUR)"_s;
    QTest::newRow("thousands") << u"1234567.80"_s << u"GBP"_s << u"1234567.80 pounds sterling (GBP)"_s;
    QTest::newRow("three digits") << u"1.000"_s << u"KWD"_s << u"1.000 Kuwaiti dinar (KWD)"_s;
    QTest::newRow("no digits") << u"150"_s << u"JPY"_s << u"150 Japanese yen (JPY)"_s;
    QTest::newRow("a currency without a name here") << u"1.00"_s << u"XTS"_s << u"1.00 XTS"_s;
}

void TestMoney::words_keepTheDigits()
{
    QFETCH(const QString, amount);
    QFETCH(const QString, code);
    QTEST(moneyInWords(amount, code), "words");
}

void TestMoney::amount_fitsItsCurrency_data()
{
    QTest::addColumn<QString>("amount");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("problem");
    const QString form = u"Use digits and one point, such as 1.00."_s;
    QTest::newRow("two digits") << u"1.00"_s << u"USD"_s << QString();
    QTest::newRow("none") << u"1"_s << u"USD"_s << QString();
    QTest::newRow("zero") << u"0.00"_s << u"USD"_s << QString();
    QTest::newRow("one digit") << u"1.5"_s << u"USD"_s << u"USD has 2 digits after the point."_s;
    QTest::newRow("three digits") << u"1.500"_s << u"USD"_s << u"USD has 2 digits after the point."_s;
    QTest::newRow("dinars") << u"1.500"_s << u"BHD"_s << QString();
    QTest::newRow("dinars, two digits") << u"1.50"_s << u"BHD"_s << u"BHD has 3 digits after the point."_s;
    QTest::newRow("yen") << u"150"_s << u"JPY"_s << QString();
    QTest::newRow("yen with digits") << u"150.00"_s << u"JPY"_s << u"JPY has nothing after the point."_s;
    QTest::newRow("unknown") << u"1.500"_s << u"XTS"_s << QString();
    QTest::newRow("unknown, too many") << u"1.5000"_s << u"XTS"_s << u"Use at most 3 digits after the point."_s;
    for (const char *amount : {"", "1,00", "-1.00", "1.", ".50", "01.00", "1e2", "1 000", "1.00.00", "+1"})
        QTest::addRow("no amount: '%s'", amount) << QString::fromLatin1(amount) << u"USD"_s << form;
    QTest::newRow("digits of elsewhere") << u"\u0661.00"_s << u"USD"_s << form;
}

void TestMoney::amount_fitsItsCurrency()
{
    QFETCH(const QString, amount);
    QFETCH(const QString, code);
    QTEST(amountProblem(amount, code), "problem");
}

void TestMoney::currencies_areThoseOfTheStandard()
{
    static const QRegularExpression code(QRegularExpression::anchoredPattern(u"[A-Z]{3}"_s));
    QString last;
    for (const Currency &currency : commonCurrencies()) {
        QVERIFY(code.match(currency.code).hasMatch());
        QVERIFY2(last < currency.code, qPrintable(currency.code));
        QVERIFY(!currency.one.isEmpty() && !currency.many.isEmpty());
        last = currency.code;
    }
    const QSet<QString> without{u"CLP"_s, u"ISK"_s, u"JPY"_s, u"KRW"_s, u"PYG"_s,
                                u"UGX"_s, u"VND"_s, u"XAF"_s, u"XOF"_s, u"XPF"_s};
    const QSet<QString> thousandths{u"BHD"_s, u"IQD"_s, u"JOD"_s, u"KWD"_s, u"LYD"_s, u"OMR"_s, u"TND"_s};
    for (const Currency &currency : commonCurrencies())
        QCOMPARE(currency.minorDigits, without.contains(currency.code)       ? 0
                                       : thousandths.contains(currency.code) ? 3
                                                                             : 2);
    QVERIFY(!commonCurrency(u"usd"_s));
}

QTEST_APPLESS_MAIN(TestMoney)
#include "tst_money.moc"

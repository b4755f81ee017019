// SPDX-License-Identifier: Apache-2.0
#include "app/domain/token.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

class TestToken : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void schemeNames_areReadBackAsWords();
    void schemeWords_ofProviders_data();
    void schemeWords_ofProviders();
    void expiry_isShownWithASlash_data();
    void expiry_isShownWithASlash();
    void tokenIds_compareByValue();
};

void TestToken::schemeNames_areReadBackAsWords()
{
    QSet<QString> names;
    for (int i = 1; i <= static_cast<int>(Scheme::Maestro); ++i) {
        const auto scheme = static_cast<Scheme>(i);
        QVERIFY2(schemeFromWord(schemeName(scheme)) == scheme, qPrintable(schemeName(scheme)));
        names.insert(schemeName(scheme));
    }
    QCOMPARE(names.size(), static_cast<int>(Scheme::Maestro));
    QCOMPARE(schemeName(Scheme::Unknown), u"Card"_s);
}

void TestToken::schemeWords_ofProviders_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("name");
    QTest::newRow("VISA") << u"VISA"_s << u"Visa"_s;
    QTest::newRow("visa") << u"visa"_s << u"Visa"_s;
    QTest::newRow("MASTERCARD") << u"MASTERCARD"_s << u"Mastercard"_s;
    QTest::newRow("AMEX") << u"AMEX"_s << u"American Express"_s;
    QTest::newRow("AMERICAN EXPRESS") << u"AMERICAN EXPRESS"_s << u"American Express"_s;
    QTest::newRow("AMERICAN_EXPRESS") << u"AMERICAN_EXPRESS"_s << u"American Express"_s;
    QTest::newRow("DISCOVER") << u"DISCOVER"_s << u"Discover"_s;
    QTest::newRow("ELO") << u"ELO"_s << u"Elo"_s;
    QTest::newRow("JCB") << u"JCB"_s << u"JCB"_s;
    QTest::newRow("DINERS CLUB") << u"DINERS CLUB"_s << u"Diners Club"_s;
    QTest::newRow("china union pay") << u"china union pay"_s << u"UnionPay"_s;
    QTest::newRow("UNKNOWN") << u"UNKNOWN"_s << u"Card"_s;
    QTest::newRow("nothing") << QString() << u"Card"_s;
    QTest::newRow("something else") << u"VISAPLUS"_s << u"Card"_s;
}

void TestToken::schemeWords_ofProviders()
{
    QFETCH(const QString, word);
    QFETCH(const QString, name);
    QCOMPARE(schemeName(schemeFromWord(word)), name);
}

void TestToken::expiry_isShownWithASlash_data()
{
    QTest::addColumn<QString>("received");
    QTest::addColumn<QString>("shown");
    QTest::newRow("December 2031") << u"1231"_s << u"12/31"_s;
    QTest::newRow("January 2000") << u"0100"_s << u"01/00"_s;
    for (const QString &odd : {QString(), u"1331"_s, u"0031"_s, u"12/31"_s, u"123"_s, u"12311"_s, u"ab31"_s, u"12 1"_s,
                               u"+131"_s, u"\u0661\u0662\u0663\u0661"_s})
        QTest::addRow("as it is: %s", qPrintable(odd)) << odd << odd;
}

void TestToken::expiry_isShownWithASlash()
{
    QFETCH(const QString, received);
    QFETCH(const QString, shown);
    QCOMPARE(displayExpiry(received), shown);
}

void TestToken::tokenIds_compareByValue()
{
    QVERIFY(TokenId{u"a"_s} < TokenId{u"b"_s});
    QVERIFY(TokenId{u"a"_s} == TokenId{u"a"_s});
    QVERIFY(TokenId{}.isEmpty());
    const QSet<TokenId> ids{{u"a"_s}, {u"a"_s}, {u"b"_s}};
    QCOMPARE(ids.size(), 2);
}

QTEST_APPLESS_MAIN(TestToken)
#include "tst_token.moc"

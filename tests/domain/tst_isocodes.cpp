// SPDX-License-Identifier: Apache-2.0
#include "app/domain/isocodes.h"

#include <QLocale>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {
bool areSortedPairs(const QStringList &codes, QChar first, QChar last)
{
    const auto isPair = [first, last](const QString &code) {
        return code.size() == 2 &&
               std::all_of(code.begin(), code.end(), [=](QChar c) { return c >= first && c <= last; });
    };
    return std::all_of(codes.begin(), codes.end(), isPair) && std::is_sorted(codes.begin(), codes.end()) &&
           std::adjacent_find(codes.begin(), codes.end()) == codes.end();
}
} // namespace

class TestIsoCodes : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void countries_areComplete();
    void languages_areComplete();
    void countriesThatQtKnows_areIn();
    void languagesThatQtKnows_areIn();
};

void TestIsoCodes::countries_areComplete()
{
    QCOMPARE(iso3166Alpha2().size(), 249); // officially assigned, as of 2011 (South Sudan)
    QVERIFY(areSortedPairs(iso3166Alpha2(), u'A', u'Z'));
    for (const QString &code : {u"FR"_s, u"GB"_s, u"SS"_s, u"AX"_s, u"BQ"_s})
        QVERIFY2(iso3166Alpha2().contains(code), qPrintable(code));
    for (const QString &code : {u"UK"_s, u"EU"_s, u"XK"_s, u"AN"_s, u"CS"_s, u"fr"_s})
        QVERIFY2(!iso3166Alpha2().contains(code), qPrintable(code));
}

void TestIsoCodes::languages_areComplete()
{
    QCOMPARE(iso639Alpha2().size(), 183); // without bh, deprecated in 2021
    QVERIFY(areSortedPairs(iso639Alpha2(), u'a', u'z'));
    for (const QString &code : {u"en"_s, u"fr"_s, u"zu"_s, u"he"_s, u"nb"_s})
        QVERIFY2(iso639Alpha2().contains(code), qPrintable(code));
    for (const QString &code : {u"iw"_s, u"in"_s, u"ji"_s, u"xx"_s, u"EN"_s})
        QVERIFY2(!iso639Alpha2().contains(code), qPrintable(code));
}

void TestIsoCodes::countriesThatQtKnows_areIn()
{
    // Codes that Unicode uses and ISO 3166-1 has not assigned.
    const QStringList reserved{u"AC"_s, u"CP"_s, u"CQ"_s, u"DG"_s, u"EA"_s, u"EU"_s,
                               u"IC"_s, u"QO"_s, u"TA"_s, u"UN"_s, u"XK"_s};
    int known = 0;
    for (int i = QLocale::AnyTerritory + 1; i <= QLocale::LastTerritory; ++i) {
        const QString code = QLocale::territoryToCode(static_cast<QLocale::Territory>(i));
        if (code.size() != 2 || !code.front().isLetter() || reserved.contains(code))
            continue;
        QVERIFY2(iso3166Alpha2().contains(code), qPrintable(code));
        ++known;
    }
    QVERIFY(known > 240);
}

void TestIsoCodes::languagesThatQtKnows_areIn()
{
    int known = 0;
    for (int i = QLocale::C + 1; i <= QLocale::LastLanguage; ++i) {
        const QString code = QLocale::languageToCode(static_cast<QLocale::Language>(i));
        if (code.size() != 2)
            continue;
        QVERIFY2(iso639Alpha2().contains(code), qPrintable(code));
        ++known;
    }
    QVERIFY(known > 150);
}

QTEST_APPLESS_MAIN(TestIsoCodes)
#include "tst_isocodes.moc"

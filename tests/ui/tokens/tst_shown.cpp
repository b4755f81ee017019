// SPDX-License-Identifier: Apache-2.0
#include "ui/shown.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestShown : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void ordinaryText_staysAsItIs_data();
    void ordinaryText_staysAsItIs();
    void whatCannotBeSeen_isEscaped_data();
    void whatCannotBeSeen_isEscaped();
    void everyFormatCharacterOfUnicode_isEscaped();
    void keptLines_keepBreaksAndTabsAndNothingElse();
};

void TestShown::ordinaryText_staysAsItIs_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("ascii") << u"tk_9f3c2a71e4"_s;
    QTest::newRow("accents") << u"Société Générale, Zürich"_s;
    QTest::newRow("arabic") << u"بنك"_s;
    QTest::newRow("japanese") << u"みずほ銀行"_s;
    QTest::newRow("outside the basic plane") << u"\U0001F4B3"_s;
    QTest::newRow("html") << u"<b>&amp;</b>"_s;
    QTest::newRow("no-break space") << u"1\u00A0284"_s;
    QTest::newRow("empty") << QString();
}

void TestShown::ordinaryText_staysAsItIs()
{
    QFETCH(QString, text);
    QCOMPARE(shown(text), text);
}

void TestShown::whatCannotBeSeen_isEscaped_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("right-to-left override") << u"a\u202Eb"_s << u"a\\u202eb"_s;
    QTest::newRow("isolate") << u"\u2066x\u2069"_s << u"\\u2066x\\u2069"_s;
    QTest::newRow("zero-width space") << u"Har\u200Bbour"_s << u"Har\\u200bbour"_s;
    QTest::newRow("byte order mark") << u"\uFEFFx"_s << u"\\ufeffx"_s;
    QTest::newRow("soft hyphen") << u"a\u00ADb"_s << u"a\\u00adb"_s;
    QTest::newRow("hangul filler") << u"\u3164"_s << u"\\u3164"_s;
    QTest::newRow("escape") << u"\u001B[31m"_s << u"\\u001b[31m"_s;
    QTest::newRow("nul") << QString(QChar(u'\0')) << u"\\u0000"_s;
    QTest::newRow("c1 control") << u"\u0085"_s << u"\\u0085"_s;
    QTest::newRow("line break") << u"a\r\nb\tc"_s << u"a\\r\\nb\\tc"_s;
    QTest::newRow("line separator") << u"a\u2028b"_s << u"a\\u2028b"_s;
    QTest::newRow("tag character") << u"\U000E0041"_s << u"\\U000e0041"_s;
    QTest::newRow("lone surrogate") << QString(QChar(0xD800)) << u"\\ud800"_s;
    QTest::newRow("private use") << u"\uE000"_s << u"\\ue000"_s;
}

void TestShown::whatCannotBeSeen_isEscaped()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(shown(text), expected);
}

void TestShown::everyFormatCharacterOfUnicode_isEscaped()
{
    for (char32_t codePoint = 1; codePoint <= 0x10FFFF; ++codePoint) {
        const QChar::Category category = QChar::category(codePoint);
        if (category != QChar::Other_Format && category != QChar::Other_Control)
            continue;
        QString text; // not fromUcs4(), which takes U+FEFF for a byte order mark
        text += QChar::fromUcs4(codePoint);
        QVERIFY2(shown(text).startsWith(u'\\'), qPrintable(QString::number(codePoint, 16)));
    }
}

void TestShown::keptLines_keepBreaksAndTabsAndNothingElse()
{
    QCOMPARE(shown(u"a\n\tb\u202E\r"_s, Lines::Kept), u"a\n\tb\\u202e\\r"_s);
}

QTEST_GUILESS_MAIN(TestShown)
#include "tst_shown.moc"

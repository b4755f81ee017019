// SPDX-License-Identifier: Apache-2.0
#include "app/crypto/base64url.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
const QByteArray alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"_ba;

QByteArray randomBytes(QRandomGenerator &random, qsizetype size)
{
    QByteArray bytes(size, '\0');
    for (char &byte : bytes)
        byte = static_cast<char>(random.generate());
    return bytes;
}
} // namespace

class TestBase64Url : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyLength_agreesWithQt();
    void everyCharacterAtEveryPlace_isReadOnlyWhenInTheAlphabet();
    void lastCharacter_hasOneSpellingForEachValue_J6();
    void lengthOfOneMoreThanFour_isRefused_J6();
    void paddingAndWhiteSpace_areRefused_J6_data();
    void paddingAndWhiteSpace_areRefused_J6();
};

void TestBase64Url::everyLength_agreesWithQt()
{
    QRandomGenerator random(42);
    for (qsizetype size = 0; size < 300; ++size) {
        const QByteArray bytes = randomBytes(random, size);
        const QByteArray text = base64url::encoded(bytes);
        QCOMPARE(text, bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
        QCOMPARE(text.size(), base64url::encodedSize(size));
        QCOMPARE(base64url::decodedSize(text.size()), size);
        QCOMPARE(base64url::decoded(text), bytes);
    }
}

void TestBase64Url::everyCharacterAtEveryPlace_isReadOnlyWhenInTheAlphabet()
{
    for (const qsizetype size : {4, 6, 7, 8}) {
        for (qsizetype place = 0; place < size; ++place) {
            for (int code = 0; code < 256; ++code) {
                QByteArray text(size, 'A');
                text[place] = static_cast<char>(code);
                // 'A' stands for zero bits, so only the character itself decides, but for trailing bits in the last
                // place.
                const bool isLastOfTail = size % 4 != 0 && place == size - 1;
                const int value = static_cast<int>(alphabet.indexOf(static_cast<char>(code)));
                const int spareBits = size % 4 == 2 ? 15 : 3;
                const bool isValid = value >= 0 && (!isLastOfTail || (value & spareBits) == 0);
                QVERIFY2(base64url::decoded(text).has_value() == isValid,
                         qPrintable(u"code %1 at %2 of %3"_s.arg(code).arg(place).arg(size)));
            }
        }
    }
}

void TestBase64Url::lastCharacter_hasOneSpellingForEachValue_J6()
{
    // Two bytes less than three groups and one byte less: for each text that differs in its last character only,
    // exactly those without trailing bits are read, and they read as different bytes.
    for (const auto &[text, canonical] : {std::pair{"QQ"_ba, 4}, std::pair{"QUJ"_ba, 16}}) {
        QList<QByteArray> read;
        for (const char last : alphabet) {
            const std::optional<QByteArray> bytes = base64url::decoded(text.chopped(1) + last);
            if (!bytes)
                continue;
            QCOMPARE(base64url::encoded(*bytes), text.chopped(1) + last);
            QVERIFY(!read.contains(*bytes));
            read.append(*bytes);
        }
        QCOMPARE(read.size(), canonical);
    }
}

void TestBase64Url::lengthOfOneMoreThanFour_isRefused_J6()
{
    for (const qsizetype size : {1, 5, 9, 13})
        QVERIFY(!base64url::decoded(QByteArray(size, 'A')));
}

void TestBase64Url::paddingAndWhiteSpace_areRefused_J6_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"QQ==", "QUI=", "QUJD\n", "\nQUJD", "QU JD", "QUJD ", "QUJD\r\n", "QUJD\t", "+/==", "QUJ+",
                             "QUJ/", "QUJD=", "="})
        QTest::newRow(QByteArray(text).toPercentEncoding().constData()) << QByteArray(text);
    QTest::newRow("null byte") << QByteArray("QUJ\0", 4);
    QTest::newRow("beyond ASCII") << QByteArray("QUJ\xc3\xa9");
}

void TestBase64Url::paddingAndWhiteSpace_areRefused_J6()
{
    QFETCH(const QByteArray, text);
    QVERIFY(!base64url::decoded(text));
}

QTEST_APPLESS_MAIN(TestBase64Url)
#include "tst_base64url.moc"

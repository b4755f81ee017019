// SPDX-License-Identifier: Apache-2.0
#include "app/crypto/strictjson.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;

class TestStrictJson : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void membersOfTheOutermostObject_areGivenAsTheyStand();
    void wellFormed_isAccepted_data();
    void wellFormed_isAccepted();
    void sameNameTwice_isRefused_J5_data();
    void sameNameTwice_isRefused_J5();
    void sameNameInDifferentObjects_isAccepted();
    void malformed_isRefused_data();
    void malformed_isRefused();
    void everyPrefix_isRefused();
    void depth_isLimited();
    void hostileText_isShownEscaped();
};

void TestStrictJson::membersOfTheOutermostObject_areGivenAsTheyStand()
{
    const QByteArray text = " { \"a\" : \"x\\u0041\" , \"\\u0062\":{\"c\":[1,2]},\"d\":-1.5e+3 } "_ba;
    const auto members = strictJsonObject(text);
    QVERIFY2(members.has_value(), qPrintable(members.has_value() ? QString() : members.error()));
    QCOMPARE(members->size(), 3);
    QCOMPARE(members->at(0).name, u"a"_s);
    QCOMPARE(members->at(0).value, QByteArrayView("\"x\\u0041\""));
    QCOMPARE(members->at(1).name, u"b"_s);
    QCOMPARE(members->at(1).value, QByteArrayView("{\"c\":[1,2]}"));
    QCOMPARE(members->at(2).value, QByteArrayView("-1.5e+3"));
}

void TestStrictJson::wellFormed_isAccepted_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text :
         {"{}", " {\t}\r\n", R"({"a":null})", R"({"a":true,"b":false})", R"({"a":[]})", R"({"a":[1,"x",{}]})",
          R"({"a":0})", R"({"a":-0.1E-2})", R"({"":1})", R"({"a":"\"\\\/\b\f\n\r\t\u20ac"})", R"({"a":"\ud83d\ude00"})",
          "{\"a\":\"\xe2\x82\xac\"}", "{\"a\":\"\x7f\"}"})
        QTest::newRow(text) << QByteArray(text);
}

void TestStrictJson::wellFormed_isAccepted()
{
    QFETCH(const QByteArray, text);
    QVERIFY(strictJsonObject(text).has_value());
    QVERIFY(QJsonDocument::fromJson(text).isObject());
}

void TestStrictJson::sameNameTwice_isRefused_J5_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("name");
    QTest::newRow("side by side") << QByteArray(R"({"alg":"a","alg":"b"})") << u"alg"_s;
    QTest::newRow("same value") << QByteArray(R"({"alg":"a","enc":1,"alg":"a"})") << u"alg"_s;
    QTest::newRow("escaped") << QByteArray(R"({"alg":"a","\u0061lg":"b"})") << u"alg"_s;
    QTest::newRow("escaped in capitals") << QByteArray(R"({"\u006Bid":"a","kid":"b"})") << u"kid"_s;
    QTest::newRow("nested") << QByteArray(R"({"a":{"b":1,"b":2}})") << u"b"_s;
    QTest::newRow("nested in an array") << QByteArray(R"({"a":[0,{"b":1,"b":2}]})") << u"b"_s;
    QTest::newRow("empty name") << QByteArray(R"({"":1,"":2})") << QString();
    QTest::newRow("pair") << QByteArray("{\"\\ud83d\\ude00\":1,\"\xf0\x9f\x98\x80\":2}") << u"\U0001F600"_s;
}

void TestStrictJson::sameNameTwice_isRefused_J5()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, name);
    const auto members = strictJsonObject(text);
    QVERIFY(!members.has_value());
    QCOMPARE(members.error(), u"has the member \"%1\" twice"_s.arg(name));
    QVERIFY2(QJsonDocument::fromJson(text).isObject(), "Qt accepts it, which is why there is a scanner");
}

void TestStrictJson::sameNameInDifferentObjects_isAccepted()
{
    QVERIFY(strictJsonObject(R"({"a":{"a":{"a":1}},"b":[{"a":1},{"a":2}]})").has_value());
}

void TestStrictJson::malformed_isRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"",
                             " ",
                             "[]",
                             "1",
                             "\"a\"",
                             "null",
                             "{",
                             "}",
                             "{}{}",
                             "{} x",
                             "{a:1}",
                             "{'a':1}",
                             R"({"a"})",
                             R"({"a":})",
                             R"({"a":1,})",
                             R"({,"a":1})",
                             R"({"a":1 "b":2})",
                             R"({"a":[1,]})",
                             R"({"a":[1 2]})",
                             R"({"a":[})",
                             R"({"a":01})",
                             R"({"a":+1})",
                             R"({"a":.5})",
                             R"({"a":1.})",
                             R"({"a":1e})",
                             R"({"a":-})",
                             R"({"a":NaN})",
                             R"({"a":Infinity})",
                             R"({"a":0x1})",
                             R"({"a":True})",
                             R"({"a":nul})",
                             R"({"a":"\x"})",
                             R"({"a":"\u12"})",
                             R"({"a":"\u12g4"})",
                             R"({"a":"\u+123"})",
                             R"({"a":"\ud83d"})",
                             R"({"a":"\ude00"})",
                             R"({"a":"\ud83dx"})",
                             R"({"a":"\ud83d\u0041"})",
                             R"({"a":"x)",
                             R"({"a":1}//)",
                             "{\"a\":\"\n\"}",
                             "{\"a\":\"\t\"}",
                             "\xef\xbb\xbf{}",
                             "{\"a\":\"\xff\"}",
                             "{\"a\":\"\xc0\x80\"}",
                             "{\"a\":\"\xed\xa0\x80\"}",
                             "{\"\xff\":1}",
                             "{\v}"})
        QTest::newRow(QByteArray(text).toPercentEncoding().constData()) << QByteArray(text);
    QTest::newRow("null byte in a string") << QByteArray("{\"a\":\"\0\"}", 9);
    QTest::newRow("null byte after it") << QByteArray("{}\0", 3);
    QTest::newRow("null byte for an escape") << QByteArray("{\"a\":\"\\\0\"}", 10);
}

void TestStrictJson::malformed_isRefused()
{
    QFETCH(const QByteArray, text);
    const auto members = strictJsonObject(text);
    QVERIFY(!members.has_value());
    QVERIFY(!members.error().isEmpty());
}

void TestStrictJson::everyPrefix_isRefused()
{
    const QByteArray text = R"({"alg":"RSA\u002dOAEP","n":[-1.5e+3,true,{"\ud83d\ude00":null}]})";
    QVERIFY(strictJsonObject(text).has_value());
    for (qsizetype size = 0; size < text.size(); ++size) {
        const QByteArray prefix(text.constData(), size); // of its own, so that reading past its end is seen
        QVERIFY(!strictJsonObject(prefix).has_value());
    }
}

void TestStrictJson::depth_isLimited()
{
    const auto nested = [](int depth) {
        return QByteArray("{\"a\":").repeated(depth - 1) + "{}" + QByteArray("}").repeated(depth - 1);
    };
    QVERIFY(strictJsonObject(nested(deepestJson)).has_value());
    QVERIFY(!strictJsonObject(nested(deepestJson + 1)).has_value());
    QVERIFY(!strictJsonObject("{\"a\":" + QByteArray("[").repeated(100000)).has_value());
}

void TestStrictJson::hostileText_isShownEscaped()
{
    QCOMPARE(quotedForDetail(u"a\x1b[2J\u202ez\u200b\n"), u"\"a\\u{1b}[2J\\u{202e}z\\u{200b}\\u{a}\""_s);
    QCOMPARE(quotedForDetail(u"Jos\u00e9"), u"\"Jos\u00e9\""_s);
    QVERIFY(quotedForDetail(QString(5000, u'x')).size() < 80);
}

QTEST_APPLESS_MAIN(TestStrictJson)
#include "tst_strictjson.moc"

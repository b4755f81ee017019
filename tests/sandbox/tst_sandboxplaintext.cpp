// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/sandboxplaintext.h"

#include <QTest>

class TestSandboxPlaintext : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stringsOfTheObject_areFoundByName();
    void escapes_areDecoded_data();
    void escapes_areDecoded();
    void membersThatAreNotStrings_areKnownByNameOnly();
    void whatIsNotOneStrictObject_isRefused_data();
    void whatIsNotOneStrictObject_isRefused();
    void sixteenLevels_areAccepted_seventeenAreNot();
};

namespace {
QByteArray textOf(const char *json, const char *name)
{
    const auto object = SandboxPlaintext::parse(json);
    const SecretBytes *text = object ? object->find(name) : nullptr;
    return text ? text->bytes().toByteArray() : QByteArray("(none)");
}
} // namespace

void TestSandboxPlaintext::stringsOfTheObject_areFoundByName()
{
    const char *json = " { \"a\" : \"one\",\r\n\t\"b\":\"two\" , \"\":\"\" } ";
    QCOMPARE(textOf(json, "a"), QByteArray("one"));
    QCOMPARE(textOf(json, "b"), QByteArray("two"));
    QCOMPARE(textOf(json, ""), QByteArray());
    QCOMPARE(textOf(json, "c"), QByteArray("(none)"));
    QVERIFY(SandboxPlaintext::parse("{}").has_value());
}

void TestSandboxPlaintext::escapes_areDecoded_data()
{
    QTest::addColumn<QByteArray>("escaped");
    QTest::addColumn<QByteArray>("plain");
    QTest::newRow("letters") << QByteArray("\\\"\\\\\\/\\b\\f\\n\\r\\t") << QByteArray("\"\\/\b\f\n\r\t");
    QTest::newRow("one byte") << QByteArray("\\u0041") << QByteArray("A");
    QTest::newRow("two bytes") << QByteArray("\\u00e9x") << QByteArray("\xc3\xa9x");
    QTest::newRow("three bytes") << QByteArray("\\u20AC") << QByteArray("\xe2\x82\xac");
    QTest::newRow("surrogates") << QByteArray("\\ud83d\\ude00") << QByteArray("\xf0\x9f\x98\x80");
    QTest::newRow("as it is") << QByteArray("\xc3\xa9") << QByteArray("\xc3\xa9");
}

void TestSandboxPlaintext::escapes_areDecoded()
{
    QFETCH(QByteArray, escaped);
    QFETCH(QByteArray, plain);
    QCOMPARE(textOf(("{\"a\":\"" + escaped + "\"}").constData(), "a"), plain);
}

void TestSandboxPlaintext::membersThatAreNotStrings_areKnownByNameOnly()
{
    const auto object = SandboxPlaintext::parse("{\"n\":-1.5e+3,\"t\":true,\"z\":null,\"o\":{\"a\":[1,{}]},\"e\":[]}");
    QVERIFY(object.has_value());
    for (const char *name : {"n", "t", "z", "o", "e"}) {
        QVERIFY(object->contains(name));
        QVERIFY(!object->find(name));
    }
    QVERIFY(!object->contains("a"));
}

void TestSandboxPlaintext::whatIsNotOneStrictObject_isRefused_data()
{
    QTest::addColumn<QByteArray>("json");
    const QList<QByteArray> refused{"",
                                    "[]",
                                    "\"a\"",
                                    "{",
                                    "{\"a\"}",
                                    "{\"a\":}",
                                    "{\"a\":\"b\",}",
                                    "{a:\"b\"}",
                                    "{\"a\":\"b\"} {}",
                                    "{\"a\":\"b\"",
                                    "{\"a\":\"1}",
                                    "{\"a\":\"\\q\"}",
                                    "{\"a\":\"\\u12\"}",
                                    "{\"a\":\"\\ud800\"}",
                                    "{\"a\":\"\\ud800\\u0041\"}",
                                    "{\"a\":\"\\udc00\"}",
                                    "{\"a\":\"x\ny\"}",
                                    "{\"a\":01}",
                                    "{\"a\":1.}",
                                    "{\"a\":-}",
                                    "{\"a\":tru}",
                                    "{\"a\":\"1\",\"a\":\"2\"}",
                                    "{\"a\":\"\xff\"}",
                                    "{\"a\":\"\\",
                                    "{\"a\":[1,]}",
                                    "{\"a\":1e}"};
    for (const QByteArray &json : refused)
        QTest::newRow(json.isEmpty() ? "nothing" : json.constData()) << json;
}

void TestSandboxPlaintext::whatIsNotOneStrictObject_isRefused()
{
    QFETCH(QByteArray, json);
    QVERIFY(!SandboxPlaintext::parse(json).has_value());
}

void TestSandboxPlaintext::sixteenLevels_areAccepted_seventeenAreNot()
{
    const auto nested = [](int arrays) {
        return QByteArray("{\"a\":" + QByteArray(arrays, '[') + QByteArray(arrays, ']') + '}');
    };
    QVERIFY(SandboxPlaintext::parse(nested(15)).has_value());
    QVERIFY(!SandboxPlaintext::parse(nested(16)).has_value());
}

QTEST_APPLESS_MAIN(TestSandboxPlaintext)
#include "tst_sandboxplaintext.moc"

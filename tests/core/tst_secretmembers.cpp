// SPDX-License-Identifier: Apache-2.0
#include "app/core/secretmembers.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
QJsonObject reread(const SecretBytes &json)
{
    return QJsonDocument::fromJson(json.bytes().toByteArray()).object();
}

SecretBytes secret(const QByteArray &text)
{
    return SecretBytes::copyOf(QByteArrayView(text));
}

QByteArray pairs(const std::vector<SecretMember> &members)
{
    QByteArray text;
    for (const SecretMember &member : members)
        text += member.path.toUtf8() + '=' + member.value.bytes().toByteArray() + ';';
    return text;
}

QByteArray nested(int levels)
{
    return QByteArray("{\"a\":").repeated(levels) + "1" + QByteArray("}").repeated(levels);
}

const QByteArray cardInOrder = R"({"fpan":"4111111111111111","exp":"1231"})";
const QByteArray mixed = R"( { "name" : "JOHN" , "address":{"line1":"1 Market St","geo":{"lat":-1.5e3}},"ok":true,
    "gone":null,"list":["x",{"y":"z"}],"flat.key":"f" } )";
} // namespace

class TestSecretMembers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writing_keepsTheOrderAndAddsNothing();
    void writing_nothing_isAnEmptyObject();
    void writing_everyCharacter_isReadBackByAnotherParser();
    void writing_quotesBackslashesAndControls_areEscaped();
    void reading_walksThroughObjectsInOrder();
    void reading_escapes_data();
    void reading_escapes();
    void reading_whatIsNotAnObject_isABadReplyWithoutContent_data();
    void reading_whatIsNotAnObject_isABadReplyWithoutContent();
    void reading_refusesMoreThan64Levels();
    void reading_onlyTheNumbersOfTheStandard_data();
    void reading_onlyTheNumbersOfTheStandard();
};

void TestSecretMembers::writing_keepsTheOrderAndAddsNothing()
{
    const SecretBytes json = secretJsonObject({{"fpan"_L1, "4111111111111111"}, {"exp"_L1, "1231"}});
    QCOMPARE(json.bytes().toByteArray(), cardInOrder);
}

void TestSecretMembers::writing_nothing_isAnEmptyObject()
{
    QCOMPARE(secretJsonObject({}).bytes().toByteArray(), QByteArray("{}"));
}

void TestSecretMembers::writing_everyCharacter_isReadBackByAnotherParser()
{
    QString all;
    for (char32_t code = 0; code < 0x11000; ++code) {
        if (code < 0xD800 || code > 0xDFFF)
            all += QString::fromUcs4(&code, 1);
    }
    const SecretBytes text = SecretBytes::fromText(all);
    const SecretBytes json = secretJsonObject({{"name"_L1, text.bytes()}});
    QCOMPARE(reread(json).value("name"_L1).toString(), all);

    const auto members = readSecretJsonObject(json);
    QVERIFY(members);
    QCOMPARE(members->at(0).value.bytes().toByteArray(), all.toUtf8());
}

void TestSecretMembers::writing_quotesBackslashesAndControls_areEscaped()
{
    const SecretBytes text = secret("a\"b\\c\nd\x01");
    const SecretBytes json = secretJsonObject({{"name"_L1, text.bytes()}});
    QCOMPARE(json.bytes().toByteArray(), QByteArray("{\"name\":\"a\\\"b\\\\c\\u000ad\\u0001\"}"));
}

void TestSecretMembers::reading_walksThroughObjectsInOrder()
{
    const auto members = readSecretJsonObject(secret(mixed));
    QVERIFY(members);
    QCOMPARE(pairs(*members),
             QByteArray("name=JOHN;address.line1=1 Market St;address.geo.lat=-1.5e3;ok=true;flat.key=f;"));
}

void TestSecretMembers::reading_escapes_data()
{
    QTest::addColumn<QByteArray>("escaped");
    QTest::addColumn<QByteArray>("plain");
    QTest::newRow("short ones") << QByteArray("\\\"\\\\\\/\\b\\f\\n\\r\\t") << QByteArray("\"\\/\b\f\n\r\t");
    QTest::newRow("ASCII") << QByteArray("\\u0041") << QByteArray("A");
    QTest::newRow("two bytes") << QByteArray("\\u00e9") << QByteArray("\xC3\xA9");
    QTest::newRow("three bytes, capitals") << QByteArray("\\u20AC") << QByteArray("\xE2\x82\xAC");
    QTest::newRow("surrogate pair") << QByteArray("\\ud83d\\ude00") << QByteArray("\xF0\x9F\x98\x80");
    QTest::newRow("NUL") << QByteArray("\\u0000") << QByteArray(1, '\0');
}

void TestSecretMembers::reading_escapes()
{
    QFETCH(QByteArray, escaped);
    QFETCH(QByteArray, plain);
    const auto members = readSecretJsonObject(secret("{\"k\":\"" + escaped + "\"}"));
    QVERIFY(members);
    QCOMPARE(members->at(0).value.bytes().toByteArray(), plain);
}

void TestSecretMembers::reading_whatIsNotAnObject_isABadReplyWithoutContent_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const char *json : {"",
                             " ",
                             "[]",
                             "\"x\"",
                             "{",
                             "}",
                             "{}x",
                             "{}{}",
                             "{\"SECRET\"}",
                             "{\"SECRET\":}",
                             "{\"SECRET\":1,}",
                             "{,\"SECRET\":1}",
                             "{\"SECRET\" 1}",
                             "{\"SECRET\":1 \"b\":2}",
                             "{\"SECRET\":tru}",
                             "{\"SECRET\":01}",
                             "{\"SECRET\":1.}",
                             "{\"SECRET\":-}",
                             "{\"SECRET\":1e}",
                             "{\"SECRET\":+1}",
                             "{\"SECRET\":\"",
                             "{\"SECRET\":\"\\",
                             "{\"SECRET\":\"\\\"",
                             "{\"SECRET\":\"\\x\"}",
                             "{\"SECRET\":\"\\u12\"}",
                             "{\"SECRET\":\"\\u12g4\"}",
                             "{\"SECRET\":\"\\ud83d\"}",
                             "{\"SECRET\":\"\\ud83dx\"}",
                             "{\"SECRET\":\"\\ud83d\\u0041\"}",
                             "{\"SECRET\":\"\\ude00\"}",
                             "{\"SECRET\":\"\\ude00\\ude00\"}",
                             "{\"SECRET\":\"a\nb\"}",
                             "{'SECRET':1}",
                             "{\"SECRET\":[1,]}",
                             "{\"SECRET\":[1}",
                             "{\"SECRET\":{]}",
                             "{\"SECRET\":\"\xff\"}",
                             "\xEF\xBB\xBF{}"})
        QTest::newRow(json) << QByteArray(json);
    QTest::newRow("NUL") << QByteArray("{\"SECRET\":1}\0", 13);
}

void TestSecretMembers::reading_whatIsNotAnObject_isABadReplyWithoutContent()
{
    QFETCH(QByteArray, json);
    const auto members = readSecretJsonObject(secret(json));
    QVERIFY(!members);
    QCOMPARE(toString(members.error().kind), u"BadReply"_s);
    QVERIFY(!members.error().detail.contains("SECRET"_L1));
}

void TestSecretMembers::reading_refusesMoreThan64Levels()
{
    QVERIFY(readSecretJsonObject(secret(nested(64))));
    QVERIFY(!readSecretJsonObject(secret(nested(65))));
    QVERIFY(!readSecretJsonObject(secret(nested(100'000))));
    QVERIFY(!readSecretJsonObject(secret("{\"a\":" + QByteArray(100'000, '['))));
}

void TestSecretMembers::reading_onlyTheNumbersOfTheStandard_data()
{
    QTest::addColumn<QByteArray>("number");
    QTest::addColumn<bool>("isValid");
    for (const char *number : {"0", "-0", "10", "1.5", "-1.25", "0.0", "1e5", "1E+5", "1e-5", "1.0e0"})
        QTest::newRow(number) << QByteArray(number) << true;
    for (const char *number : {"00", "-01", ".5", "1.", "1.e5", "-", "--1", "1e", "1e+", "1e5.5", "0x10", "Infinity",
                               "NaN", "1-", "1 2", "truefalse", "null1", "True"})
        QTest::newRow(number) << QByteArray(number) << false;
}

void TestSecretMembers::reading_onlyTheNumbersOfTheStandard()
{
    QFETCH(QByteArray, number);
    QFETCH(bool, isValid);
    QCOMPARE(readSecretJsonObject(secret("{\"n\":" + number + "}")).has_value(), isValid);
}

QTEST_APPLESS_MAIN(TestSecretMembers)
#include "tst_secretmembers.moc"

// SPDX-License-Identifier: Apache-2.0
#include "app/core/redact.h"

#include "tests/support/testcards.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
QJsonObject shown(const QByteArray &json, const QStringList &visibleKeys)
{
    return QJsonDocument::fromJson(redactedJson(json, visibleKeys).toUtf8()).object();
}

QByteArray base64Url(const QByteArray &text)
{
    return text.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray jwe(const QByteArray &header)
{
    return base64Url(header) + "." + QByteArray(342, 'k') + "." + QByteArray(16, 'i') + "." + QByteArray(80, 'c') +
           "." + QByteArray(22, 't');
}

const QByteArray jweHeader = R"({"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"1234"})";

QByteArray nested(int depth)
{
    return QByteArray(depth, '[') + "1" + QByteArray(depth, ']');
}
} // namespace

class TestRedactJson : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void visibleKeys_showTheirValues();
    void otherScalars_showKindAndLength();
    void visibleKey_deepInside_isShown();
    void visibleKey_withAnArray_showsItsElements();
    void visibleKey_withAnObject_doesNotShowWhatIsInIt();
    void cardNumber_inAVisibleValueOrKey_isMasked();
    void cardNumber_asANumber_isMasked();
    void jwe_isReplacedByItsLengthAndKeyId();
    void jwe_isReplacedEvenWhereItIsVisible();
    void jwe_kidIsShortAndRedacted();
    void fivePartsThatAreNoJwe_areText();
    void nothing_isNothing();
    void notJson_isANoteOfItsLength_data();
    void notJson_isANoteOfItsLength();
    void nesting_upTo64Levels();
    void bracketsInStrings_areNoNesting();
    void recordedAnswer_showsWhatIsAllowed();
};

void TestRedactJson::visibleKeys_showTheirValues()
{
    const QString text = redactedJson(R"({"tokenId":"tok_1","isNew":true,"score":3,"par":null})",
                                      {u"tokenId"_s, u"isNew"_s, u"score"_s, u"par"_s});
    QCOMPARE(text, u"{\n    \"isNew\": true,\n    \"par\": null,\n    \"score\": 3,\n    \"tokenId\": \"tok_1\"\n}"_s);
}

void TestRedactJson::otherScalars_showKindAndLength()
{
    const QJsonObject object = shown(R"({"name":"JANE MILLER","cvv":123,"isNew":true,"empty":"","none":null})", {});
    QCOMPARE(object.value(u"name"_s), u"text, 11 characters"_s);
    QCOMPARE(object.value(u"cvv"_s), u"number, 3 characters"_s);
    QCOMPARE(object.value(u"isNew"_s), u"boolean"_s);
    QCOMPARE(object.value(u"empty"_s), u"text, 0 characters"_s);
    QVERIFY(object.value(u"none"_s).isNull());
}

void TestRedactJson::visibleKey_deepInside_isShown()
{
    const QJsonObject object = shown(R"({"cardProduct":{"scheme":"VISA","issuerName":"Bank"}})", {u"scheme"_s});
    const QJsonObject product = object.value(u"cardProduct"_s).toObject();
    QCOMPARE(product.value(u"scheme"_s), u"VISA"_s);
    QCOMPARE(product.value(u"issuerName"_s), u"text, 4 characters"_s);
}

void TestRedactJson::visibleKey_withAnArray_showsItsElements()
{
    const QJsonObject object =
        shown(R"({"deviceBindings":["a",["b"],{"secret":"c"}],"other":["d"]})", {u"deviceBindings"_s});
    const QJsonArray expected{u"a"_s, QJsonArray{u"b"_s}, QJsonObject{{u"secret"_s, u"text, 1 characters"_s}}};
    QCOMPARE(object.value(u"deviceBindings"_s).toArray(), expected);
    QCOMPARE(object.value(u"other"_s).toArray(), (QJsonArray{u"text, 1 characters"_s}));
}

void TestRedactJson::visibleKey_withAnObject_doesNotShowWhatIsInIt()
{
    const QJsonObject object = shown(R"({"device":{"owner":"JANE"}})", {u"device"_s});
    QCOMPARE(object.value(u"device"_s).toObject().value(u"owner"_s), u"text, 4 characters"_s);
}

void TestRedactJson::cardNumber_inAVisibleValueOrKey_isMasked()
{
    const QString text = redactedJson(R"({"id":"x 4111 1111 1111 1111","\u0034111111111111111":"1"})", {u"id"_s});
    QVERIFY(text.contains(u"x 4111 11** **** 1111"_s));
    QVERIFY(text.contains(u"\"411111******1111\""_s));
}

void TestRedactJson::cardNumber_asANumber_isMasked()
{
    const QJsonObject object = shown(R"({"id":4111111111111111,"list":[5123456789012345]})", {u"id"_s, u"list"_s});
    QCOMPARE(object.value(u"id"_s), u"411111******1111"_s);
    QCOMPARE(object.value(u"list"_s).toArray().at(0), u"512345******2345"_s);
}

void TestRedactJson::jwe_isReplacedByItsLengthAndKeyId()
{
    const QByteArray message = jwe(jweHeader);
    const QJsonObject object = shown(R"({"encryptedData":")" + message + R"("})", {});
    QCOMPARE(object.value(u"encryptedData"_s), u"JWE, %1 characters, kid 1234"_s.arg(message.size()));

    const QByteArray anonymous = jwe(R"({"alg":"RSA-OAEP-256","enc":"A256GCM"})");
    QCOMPARE(shown(R"({"d":")" + anonymous + R"("})", {}).value(u"d"_s), u"JWE, %1 characters"_s.arg(anonymous.size()));
}

void TestRedactJson::jwe_isReplacedEvenWhereItIsVisible()
{
    const QJsonObject object = shown(R"({"encryptedData":")" + jwe(jweHeader) + R"("})", {u"encryptedData"_s});
    QVERIFY(object.value(u"encryptedData"_s).toString().startsWith(u"JWE, "_s));
}

void TestRedactJson::jwe_kidIsShortAndRedacted()
{
    const QByteArray kid = QByteArray(TestCards::visa) + QByteArray(500, 'x');
    const QByteArray message = jwe(R"({"alg":"dir","enc":"A256GCM","kid":")" + kid + R"("})");
    const QString note = shown(R"({"d":")" + message + R"("})", {}).value(u"d"_s).toString();
    QVERIFY(note.contains(u"kid 411111******1111xxx"_s));
    QVERIFY(note.size() < 120);
}

void TestRedactJson::fivePartsThatAreNoJwe_areText()
{
    for (const QByteArray &text :
         {QByteArray("1.2.3.4.5"), QByteArray("...."), base64Url("{}") + ".a.b.c.d", QByteArray("a b.c.d.e.f")}) {
        const QString note = shown(R"({"d":")" + text + R"("})", {}).value(u"d"_s).toString();
        QCOMPARE(note, u"text, %1 characters"_s.arg(text.size()));
    }
}

void TestRedactJson::nothing_isNothing()
{
    QCOMPARE(redactedJson({}, {}), QString());
}

void TestRedactJson::notJson_isANoteOfItsLength_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("text") << QByteArray("pan=4111111111111111");
    QTest::newRow("cut off") << QByteArray(R"({"fpan":"4111111111111111")");
    QTest::newRow("scalar") << QByteArray(R"("4111111111111111")");
    QTest::newRow("invalid UTF-8") << QByteArray("{\"a\":\"\xff\xfe\"}");
    QTest::newRow("something after it") << QByteArray("{} 4111111111111111");
    QTest::newRow("HTML") << QByteArray("<html>");
}

void TestRedactJson::notJson_isANoteOfItsLength()
{
    QFETCH(const QByteArray, content);
    QCOMPARE(redactedJson(content, {u"fpan"_s, u"a"_s}), u"Not JSON, %1 bytes"_s.arg(content.size()));
}

void TestRedactJson::nesting_upTo64Levels()
{
    QVERIFY(redactedJson(nested(64), {}).contains(u"number, 1 characters"_s));
    QCOMPARE(redactedJson(nested(65), {}), u"JSON nested deeper than 64 levels, 131 bytes"_s);
    QCOMPARE(redactedJson(QByteArray(1'000'000, '['), {}), u"JSON nested deeper than 64 levels, 1000000 bytes"_s);
}

void TestRedactJson::bracketsInStrings_areNoNesting()
{
    const QByteArray content = R"({"a":"\")" + QByteArray(200, '[') + R"("})";
    QCOMPARE(shown(content, {}).value(u"a"_s), u"text, 201 characters"_s);
}

void TestRedactJson::recordedAnswer_showsWhatIsAllowed()
{
    QFile file(QStringLiteral(TEST_DATA_DIR "/core/created-token.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray answer = file.readAll();
    const QString text = redactedJson(answer, {u"tokenId"_s, u"tokenState"_s, u"par"_s, u"creationTimestamp"_s});
    for (const QString &shownValue :
         {u"tok_9f2c-01"_s, u"ACTIVE"_s, u"500100000000000000000000000AB"_s, u"2026-02-11T09:08:24.479Z"_s})
        QVERIFY2(text.contains(shownValue), qPrintable(shownValue));
    for (const QString &hiddenValue : {u"Example Bank"_s, u"2345"_s, u"asset-complete-0001"_s, u"https:"_s})
        QVERIFY2(!text.contains(hiddenValue), qPrintable(hiddenValue));
}

QTEST_APPLESS_MAIN(TestRedactJson)
#include "tst_redactjson.moc"

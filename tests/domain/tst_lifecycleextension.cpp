// SPDX-License-Identifier: Apache-2.0
#include "app/domain/lifecycleextension.h"
#include "tests/support/testcards.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
LifecycleExtension extension()
{
    LifecycleExtension made = lifecycle::usual();
    made.isOn = true;
    return made;
}

LifecycleOrder order()
{
    return {.operation = Operation::Suspend,
            .token = {u"tk_1"_s},
            .reason = u"stolen"_s,
            .comment = u"called at nine"_s,
            .ticket = u"T-7"_s,
            .operatorId = u"ana"_s,
            .correlationId = u"c-1"_s};
}

//! Of the suspend call, with one part changed.
QStringList problemsWith(QLatin1StringView part, const QString &value)
{
    QMap<QString, QString> values;
    lifecycle::writeTo(values, extension());
    values.insert(lifecycle::key(Operation::Suspend, part), value);
    QStringList found;
    for (const FieldProblem &problem : lifecycle::problems(lifecycle::fromValues(values)))
        found << problem.key;
    return found;
}

QJsonObject bodyOf(const QString &body, const LifecycleOrder &of = order())
{
    LifecycleExtension changed = extension();
    changed.suspend.body = body;
    const Result<LifecycleRequest> made = lifecycle::request(changed, of);
    return made ? QJsonDocument::fromJson(made->body).object() : QJsonObject{{u"error"_s, made.error().field}};
}

QString fieldOf(const Result<LifecycleRequest> &made)
{
    return made ? u"none"_s : made.error().field;
}
} // namespace

class TestLifecycleExtension : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void usual_hasNoProblemsAndIsOff();
    void problem_standsAtItsPart_data();
    void problem_standsAtItsPart();
    void off_hasNoProblemsAndMakesNoRequest();
    void request_isFilledIn();
    void request_withoutABody_sendsNone();
    void path_encodesTheToken();
    void whatIsPutIn_isNeverATemplate();
    void emptyOptionalMember_isLeftOut();
    void numbersAndNestedTexts_keepTheirPlace();
    void redacted_hasNoComment();
    void strangeReason_isRefused();
    void cardNumberInTheComment_isRefused();
    void longComment_isRefused();
    void values_areReadBackAndKeepOthers();
    void offAndUsual_leavesNoTrace();
    void reasons_areReadInOrder();
};

void TestLifecycleExtension::usual_hasNoProblemsAndIsOff()
{
    QVERIFY(!lifecycle::usual().isOn);
    QVERIFY(lifecycle::problems(extension()).isEmpty());
    QVERIFY(!lifecycle::fromValues({}).isOn);
    QCOMPARE(lifecycle::fromValues({}), lifecycle::usual());
}

void TestLifecycleExtension::problem_standsAtItsPart_data()
{
    QTest::addColumn<QString>("part");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("isGood");
    const auto row = [](const char *name, const char *part, const QString &value, bool isGood = false) {
        QTest::newRow(name) << QString::fromLatin1(part) << value << isGood;
    };
    row("put", "method", u"PUT"_s, true);
    row("patch", "method", u"PATCH"_s, true);
    row("get", "method", u"GET"_s);
    row("delete", "method", u"DELETE"_s);
    row("lower case", "method", u"post"_s);
    row("method with a header", "method", u"POST / HTTP/1.1\r\nX: y"_s);
    row("no method", "method", u""_s);

    row("short path", "path", u"/{tokenId}"_s, true);
    row("action path", "path", u"/v1/tokens/{tokenId}:suspend"_s, true);
    row("no path", "path", u""_s);
    row("relative to nothing", "path", u"tokens/{tokenId}"_s);
    row("other host", "path", u"//evil.example/{tokenId}"_s);
    row("address", "path", u"https://evil.example/{tokenId}"_s);
    row("address inside", "path", u"/x/https://evil.example/{tokenId}"_s);
    row("upwards", "path", u"/../{tokenId}"_s);
    row("here", "path", u"/./{tokenId}"_s);
    row("no token", "path", u"/tokens/suspend"_s);
    row("token twice", "path", u"/{tokenId}/{tokenId}"_s);
    row("another placeholder", "path", u"/{tokenId}/{reason}"_s);
    row("loose brace", "path", u"/{tokenId}/}"_s);
    row("query", "path", u"/tokens/{tokenId}?x=1"_s);
    row("fragment", "path", u"/tokens/{tokenId}#x"_s);
    row("space", "path", u"/tokens/{tokenId} HTTP/1.1"_s);
    row("line break", "path", u"/tokens/{tokenId}\r\nX-Evil: 1"_s);
    row("line end", "path", u"/tokens/{tokenId}\n"_s);
    row("encoded", "path", u"/tokens/{tokenId}%0d%0a"_s);
    row("not ASCII", "path", u"/tokens/{tokenId}/\u00e9"_s);
    row("long", "path", u"/{tokenId}/"_s + QString(256, u'a'));

    row("no body", "body", u""_s, true);
    row("empty object", "body", u"{}"_s, true);
    row("not JSON", "body", u"{\"a\": }"_s);
    row("an array", "body", u"[\"{reason}\"]"_s);
    row("a text", "body", u"\"{reason}\""_s);
    row("unknown placeholder", "body", u"{\"a\": \"{apiKey}\"}"_s);
    row("unknown placeholder inside", "body", u"{\"a\": [{\"b\": \"{pan}\"}]}"_s);
    row("empty placeholder", "body", u"{\"a\": \"{}\"}"_s);
    row("placeholder as a name", "body", u"{\"{reason}\": \"a\"}"_s);
    row("long body", "body", u"{\"a\": \"%1\"}"_s.arg(QString(4096, u'a')));

    row("200", "status", u"200"_s, true);
    row("299", "status", u"299"_s, true);
    row("199", "status", u"199"_s);
    row("302", "status", u"302"_s);
    row("no number", "status", u"ok"_s);
    row("no status", "status", u""_s);
    row("signed", "status", u"+204"_s);

    row("one reason", "reasons", u"a = A"_s, true);
    row("empty lines", "reasons", u"\na = A\n\n"_s, true);
    row("no reason for the body", "reasons", u""_s);
    row("no label", "reasons", u"a ="_s);
    row("no code", "reasons", u"= A"_s);
    row("code with a space", "reasons", u"a b = A"_s);
    row("the same code twice", "reasons", u"a = A\na = B"_s);
    row("control character", "reasons", u"a = A\tB\u0007"_s);
}

void TestLifecycleExtension::problem_standsAtItsPart()
{
    QFETCH(const QString, part);
    QFETCH(const QString, value);
    QFETCH(const bool, isGood);
    const QByteArray word = part.toLatin1();
    const QStringList expected =
        isGood ? QStringList() : QStringList{lifecycle::key(Operation::Suspend, QLatin1StringView(word))};
    QCOMPARE(problemsWith(QLatin1StringView(word), value), expected);
}

void TestLifecycleExtension::off_hasNoProblemsAndMakesNoRequest()
{
    LifecycleExtension off = extension();
    off.isOn = false;
    off.suspend.path.clear();
    QVERIFY(lifecycle::problems(off).isEmpty());
    QVERIFY(!lifecycle::request(off, order()));
    LifecycleExtension broken = off;
    broken.isOn = true;
    QCOMPARE(fieldOf(lifecycle::request(broken, order())), u"lifecycle.suspend.path"_s);
    LifecycleOrder erase = order();
    erase.operation = Operation::Delete;
    QVERIFY(!lifecycle::request(extension(), erase));
}

void TestLifecycleExtension::request_isFilledIn()
{
    const Result<LifecycleRequest> made = lifecycle::request(extension(), order());
    QVERIFY(made);
    QCOMPARE(made->method, "POST");
    QCOMPARE(made->path, u"/tokens/tk_1/suspend"_s);
    const QByteArray expected = "{\"comment\":\"called at nine\",\"reason\":\"stolen\"}";
    QCOMPARE(made->body, expected);
    LifecycleOrder resume = order();
    resume.operation = Operation::Resume;
    resume.reason = u"found"_s;
    QCOMPARE(lifecycle::request(extension(), resume)->path, u"/tokens/tk_1/resume"_s);
}

void TestLifecycleExtension::request_withoutABody_sendsNone()
{
    LifecycleExtension bare = extension();
    bare.suspend.body = u"  \n"_s;
    bare.suspend.reasons.clear();
    LifecycleOrder plain = order();
    plain.reason.clear();
    const Result<LifecycleRequest> made = lifecycle::request(bare, plain);
    QVERIFY(made);
    QVERIFY(made->body.isEmpty());
    QCOMPARE(made->redacted, u"POST /tokens/tk_1/suspend"_s);
}

void TestLifecycleExtension::path_encodesTheToken()
{
    LifecycleOrder strange = order();
    strange.token = {u"a/../b c?"_s};
    QCOMPARE(lifecycle::request(extension(), strange)->path, u"/tokens/a%2F..%2Fb%20c%3F/suspend"_s);
    for (const QString &upwards : {u""_s, u"."_s, u".."_s}) {
        strange.token = {upwards};
        QCOMPARE(fieldOf(lifecycle::request(extension(), strange)), u"tokenId"_s);
    }
}

void TestLifecycleExtension::whatIsPutIn_isNeverATemplate()
{
    LifecycleOrder sly = order();
    sly.comment = u"{operatorId}\", \"x\": \"\n"_s;
    const QJsonObject body = bodyOf(u"{\"all\": \"{comment}|{ticket}|{operatorId}|{correlationId}|{tokenId}\"}"_s, sly);
    QCOMPARE(body.size(), 1);
    QCOMPARE(body.value("all"_L1).toString(), sly.comment + u"|T-7|ana|c-1|tk_1"_s);
}

void TestLifecycleExtension::emptyOptionalMember_isLeftOut()
{
    LifecycleOrder bare = order();
    bare.comment.clear();
    bare.ticket.clear();
    const QString body = u"{\"r\": \"{reason}\", \"c\": \"{comment}\", \"t\": \"{ticket}\", \"both\": \"{ticket}-\"}"_s;
    QCOMPARE(bodyOf(body, bare), (QJsonObject{{u"r"_s, u"stolen"_s}, {u"both"_s, u"-"_s}}));
    QCOMPARE(bodyOf(body).value("c"_L1).toString(), u"called at nine"_s);
}

void TestLifecycleExtension::numbersAndNestedTexts_keepTheirPlace()
{
    const QJsonObject body =
        bodyOf(u"{\"n\": 3, \"ids\": [\"{tokenId}\", null], \"audit\": {\"user\": \"{operatorId}\"}}"_s);
    QCOMPARE(QJsonDocument(body).toJson(QJsonDocument::Compact),
             QByteArray("{\"audit\":{\"user\":\"ana\"},\"ids\":[\"tk_1\",null],\"n\":3}"));
}

void TestLifecycleExtension::redacted_hasNoComment()
{
    const Result<LifecycleRequest> made = lifecycle::request(extension(), order());
    QVERIFY(made);
    QVERIFY2(!made->redacted.contains(u"nine"_s), qPrintable(made->redacted));
    QVERIFY2(made->redacted.startsWith(u"POST /tokens/tk_1/suspend {"_s), qPrintable(made->redacted));
    QVERIFY(made->redacted.contains(u"stolen"_s));
}

void TestLifecycleExtension::strangeReason_isRefused()
{
    for (const QString &reason : {u"found"_s, u""_s, u"Card or phone stolen"_s}) {
        LifecycleOrder strange = order();
        strange.reason = reason;
        QCOMPARE(fieldOf(lifecycle::request(extension(), strange)), u"reason"_s);
    }
}

void TestLifecycleExtension::cardNumberInTheComment_isRefused()
{
    LifecycleOrder leaking = order();
    leaking.comment = u"card "_s + QString::fromLatin1(TestCards::visa);
    QCOMPARE(fieldOf(lifecycle::request(extension(), leaking)), u"comment"_s);
    leaking.comment.clear();
    leaking.ticket = QString::fromLatin1(TestCards::visa);
    QCOMPARE(fieldOf(lifecycle::request(extension(), leaking)), u"ticket"_s);
}

void TestLifecycleExtension::longComment_isRefused()
{
    LifecycleOrder wordy = order();
    wordy.comment = QString(500, u'a');
    QVERIFY(lifecycle::request(extension(), wordy));
    wordy.comment += u'a';
    QCOMPARE(fieldOf(lifecycle::request(extension(), wordy)), u"comment"_s);
}

void TestLifecycleExtension::values_areReadBackAndKeepOthers()
{
    LifecycleExtension changed = extension();
    changed.resume.method = u"PUT"_s;
    changed.resume.path = u"/x/{tokenId}"_s;
    changed.resume.body.clear();
    changed.resume.expectedStatus = u"202"_s;
    changed.resume.reasons = u"A = b"_s;
    QMap<QString, QString> values{{u"baseUrl"_s, u"https://x"_s}};
    lifecycle::writeTo(values, changed);
    QCOMPARE(lifecycle::fromValues(values), changed);
    QCOMPARE(values.value(u"baseUrl"_s), u"https://x"_s);
    changed.isOn = false; // what was described stays for the day when it is turned on again
    lifecycle::writeTo(values, changed);
    QCOMPARE(lifecycle::fromValues(values), changed);
}

void TestLifecycleExtension::offAndUsual_leavesNoTrace()
{
    QMap<QString, QString> values{{u"baseUrl"_s, u"https://x"_s}};
    lifecycle::writeTo(values, extension());
    lifecycle::writeTo(values, lifecycle::usual());
    QCOMPARE(values.keys(), QStringList{u"baseUrl"_s});
}

void TestLifecycleExtension::reasons_areReadInOrder()
{
    LifecycleCall call;
    call.reasons = u"L = Lost\n  S=Stolen = taken \n\nnonsense\n"_s;
    const QList<Choice> found = lifecycle::reasons(call);
    QCOMPARE(found.size(), 2);
    QCOMPARE(found.at(0).value, u"L"_s);
    QCOMPARE(found.at(1).value, u"S"_s);
    QCOMPARE(found.at(1).label, u"Stolen = taken"_s);
}

QTEST_APPLESS_MAIN(TestLifecycleExtension)
#include "tst_lifecycleextension.moc"

// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/thales/testcards.h"
#include "tests/sandbox/sandboxclient.h"

#include <QTest>

using namespace Qt::StringLiterals;

//! What the sandbox refuses, rule by rule, as an independent client meets it.
class TestSandboxRefusals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void wrongHeaders_areRefused_data();
    void wrongHeaders_areRefused();
    void headersAtTheirLimits_areAccepted_data();
    void headersAtTheirLimits_areAccepted();
    void refusalsWithoutBody_haveNone();
    void wrongPathsAndMethods_areRefused_data();
    void wrongPathsAndMethods_areRefused();
    void wrongBodies_areRefused_data();
    void wrongBodies_areRefused();
    void wrongFields_areRefused_data();
    void wrongFields_areRefused();
    void fieldsAtTheirLimits_areAccepted_data();
    void fieldsAtTheirLimits_areAccepted();
    void wrongCards_areRefused_data();
    void wrongCards_areRefused();
    void cardsThatTheRulesAllow_areAccepted_data();
    void cardsThatTheRulesAllow_areAccepted();
    void messagesThatCannotBeOpened_areCryptoErrors_data();
    void messagesThatCannotBeOpened_areCryptoErrors();
    void everyTestCard_leadsToItsOutcome();
    void everyTestPayload_leadsToItsOutcome();
    void oneRefusal_repeatsTheCardNumber();

private:
    [[nodiscard]] QJsonObject postToken(const QJsonObject &changes, const QJsonObject &more = {});
    void verifyRefusal(const QJsonObject &answer, const QString &path, const QString &errorCode);

    SandboxClient m_client;
};

namespace {
const QString goodCard = u"4111111111111111"_s;

QJsonObject object(const QString &name, const QJsonValue &value)
{
    return {{name, value}};
}

QJsonObject withHeader(const QString &name, const QJsonValue &value)
{
    return object(u"headers"_s, object(name, value));
}
} // namespace

void TestSandboxRefusals::initTestCase()
{
    if (const QString missing = m_client.missing(); !missing.isEmpty())
        QSKIP(qPrintable(missing));
    QVERIFY2(m_client.start(), qPrintable(m_client.failure()));
}

QJsonObject TestSandboxRefusals::postToken(const QJsonObject &changes, const QJsonObject &more)
{
    return m_client.post(u"/tokens"_s, changed(SandboxClient::cardBody(), changes), SandboxClient::card(goodCard),
                         more);
}

void TestSandboxRefusals::verifyRefusal(const QJsonObject &answer, const QString &path, const QString &errorCode)
{
    const QString said = answer.value(u"text"_s).toString() + answer.value(u"error"_s).toString();
    QVERIFY2(statusOf(answer) == 400, qPrintable(said));
    QCOMPARE(textIn(answer, u"errorCode"_s), errorCode);
    const QJsonObject verdict = m_client.command({{u"do"_s, u"check"_s},
                                                  {u"method"_s, u"POST"_s},
                                                  {u"path"_s, path},
                                                  {u"status"_s, 400},
                                                  {u"text"_s, answer.value(u"text"_s)}});
    QCOMPARE(verdict.value(u"violations"_s).toArray(), QJsonArray());
}

void TestSandboxRefusals::wrongHeaders_areRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<int>("status");
    const QString key = u"APIKEY "_s + QUuid::createUuid().toString(QUuid::WithoutBraces);
    QTest::newRow("no authorization") << u"authorization"_s << QJsonValue() << 401;
    QTest::newRow("another key") << u"authorization"_s << QJsonValue(key) << 401;
    QTest::newRow("another scheme") << u"authorization"_s << QJsonValue(u"Basic {key}"_s) << 401;
    QTest::newRow("lower case") << u"authorization"_s << QJsonValue(u"apikey {key}"_s) << 401;
    QTest::newRow("two spaces") << u"authorization"_s << QJsonValue(u"APIKEY  {key}"_s) << 401;
    QTest::newRow("no space") << u"authorization"_s << QJsonValue(u"APIKEY{key}"_s) << 401;
    QTest::newRow("key alone") << u"authorization"_s << QJsonValue(u"{key}"_s) << 401;
    QTest::newRow("no correlation id") << u"x-correlation-id"_s << QJsonValue() << 400;
    QTest::newRow("empty correlation id") << u"x-correlation-id"_s << QJsonValue(u""_s) << 400;
    QTest::newRow("37 characters") << u"x-correlation-id"_s << QJsonValue(QString(37, u'a')) << 400;
    QTest::newRow("no content type") << u"content-type"_s << QJsonValue() << 415;
    QTest::newRow("text") << u"content-type"_s << QJsonValue(u"text/plain"_s) << 415;
    QTest::newRow("form") << u"content-type"_s << QJsonValue(u"application/x-www-form-urlencoded"_s) << 415;
    QTest::newRow("another charset") << u"content-type"_s << QJsonValue(u"application/json; charset=latin1"_s) << 415;
}

void TestSandboxRefusals::wrongHeaders_areRefused()
{
    QFETCH(QString, name);
    QFETCH(QJsonValue, value);
    if (value.isString())
        value = value.toString().replace("{key}"_L1, m_client.sandbox().connection().apiKey);
    const QJsonObject answer = postToken({}, withHeader(name, value));
    QTEST(statusOf(answer), "status");
}

void TestSandboxRefusals::headersAtTheirLimits_areAccepted_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::newRow("one character") << u"x-correlation-id"_s << u"a"_s;
    QTest::newRow("36 characters") << u"x-correlation-id"_s << QString(36, u'a');
    QTest::newRow("charset") << u"content-type"_s << u"application/json; charset=utf-8"_s;
    QTest::newRow("case") << u"content-type"_s << u"Application/JSON;charset=\"UTF-8\""_s;
    QTest::newRow("unknown header") << u"x-future"_s << u"1"_s;
}

void TestSandboxRefusals::headersAtTheirLimits_areAccepted()
{
    QFETCH(QString, name);
    QFETCH(QString, value);
    QCOMPARE(statusOf(postToken({}, withHeader(name, value))), 201);
}

void TestSandboxRefusals::refusalsWithoutBody_haveNone()
{
    const QJsonObject wrongKey = withHeader(u"authorization"_s, u"APIKEY x"_s);
    const QJsonObject noId = withHeader(u"x-correlation-id"_s, QJsonValue());
    const QString token = u"/tokens/tk_9f3c2a71e4"_s;
    const QList<std::pair<int, QJsonObject>> answers{
        {401, postToken({}, wrongKey)},
        {401, m_client.get(token, wrongKey)},
        {400, m_client.get(token, noId)},
        {400, m_client.request(u"DELETE"_s, token, noId)},
        {404, m_client.get(u"/tokens/tk_nobody"_s)},
        {404, m_client.get(u"/assets/nothing"_s)},
        {400, m_client.get(u"/tokens/"_s + QString(129, u'a'))},
        {400, m_client.get(u"/assets/"_s + QString(129, u'a'))},
        {404, m_client.get(u"/tokens/"_s + QString(128, u'a'))},
        {404, m_client.get(u"/assets/a%2Fb%20c"_s)},
    };
    for (const auto &[status, answer] : answers) {
        QCOMPARE(statusOf(answer), status);
        QCOMPARE(answer.value(u"text"_s).toString(), QString());
    }
}

void TestSandboxRefusals::wrongPathsAndMethods_areRefused_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("allow");
    QTest::newRow("no such path") << u"GET"_s << u"/token"_s << 404 << QString();
    QTest::newRow("no path") << u"GET"_s << u""_s << 404 << QString();
    QTest::newRow("deeper") << u"GET"_s << u"/tokens/a/b/c"_s << 404 << QString();
    QTest::newRow("no asset id") << u"GET"_s << u"/assets/"_s << 404 << QString();
    QTest::newRow("above") << u"GET"_s << u"/../other"_s << 404 << QString();
    QTest::newRow("list") << u"GET"_s << u"/tokens"_s << 405 << u"POST"_s;
    QTest::newRow("put") << u"PUT"_s << u"/tokens/a"_s << 405 << u"GET, DELETE"_s;
    QTest::newRow("patch") << u"PATCH"_s << u"/tokens/a"_s << 405 << u"GET, DELETE"_s;
    QTest::newRow("head") << u"HEAD"_s << u"/tokens/a"_s << 405 << u"GET, DELETE"_s;
    QTest::newRow("unheard of") << u"BREW"_s << u"/tokens/a"_s << 405 << u"GET, DELETE"_s;
    QTest::newRow("delete asset") << u"DELETE"_s << u"/assets/a"_s << 405 << u"GET"_s;
    QTest::newRow("read push") << u"GET"_s << u"/push-tokens"_s << 405 << u"POST"_s;
    QTest::newRow("read suspend") << u"GET"_s << u"/tokens/a/suspend"_s << 405 << u"POST"_s;
}

void TestSandboxRefusals::wrongPathsAndMethods_areRefused()
{
    QFETCH(QString, method);
    QFETCH(QString, path);
    const QJsonObject answer = m_client.request(method, path);
    QTEST(statusOf(answer), "status");
    QTEST(answer.value(u"headers"_s).toObject().value(u"allow"_s).toString(), "allow");
}

void TestSandboxRefusals::wrongBodies_areRefused_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<int>("status");
    const QString deep = u"{\"a\":"_s + QString(32, u'[') + QString(32, u']') + u'}';
    QTest::newRow("nothing") << u""_s << 400;
    QTest::newRow("array") << u"[]"_s << 400;
    QTest::newRow("broken") << u"{\"merchantId\":"_s << 400;
    QTest::newRow("two") << u"{}{}"_s << 400;
    QTest::newRow("deep") << deep << 400;
    QTest::newRow("long") << u"{\"merchantId\":\""_s + QString(64 * 1024, u'a') + u"\"}"_s << 413;
}

void TestSandboxRefusals::wrongBodies_areRefused()
{
    QFETCH(QString, body);
    for (const char *path : {"/tokens", "/async-tokens", "/pci-tokens", "/push-tokens"}) {
        const QJsonObject answer = m_client.request(u"POST"_s, QLatin1StringView(path), object(u"body"_s, body));
        QTEST(statusOf(answer), "status");
    }
}

void TestSandboxRefusals::wrongFields_areRefused_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QJsonObject>("body");
    QTest::addColumn<QString>("errorCode");

    const auto row = [](const char *name, const QString &path, const QJsonObject &changes, const QString &code = {}) {
        const QJsonObject body = path == "/push-tokens"_L1 ? SandboxClient::pushBody() : SandboxClient::cardBody();
        QTest::addRow("%s %s", qPrintable(path), name) << path << changed(body, changes) << code;
    };
    const QJsonValue none;
    const QStringList all{u"/tokens"_s, u"/async-tokens"_s, u"/pci-tokens"_s, u"/push-tokens"_s};
    for (const QString &path : all) {
        row("no merchant", path, object(u"merchantId"_s, none));
        row("empty merchant", path, object(u"merchantId"_s, u""_s));
        row("merchant a number", path, object(u"merchantId"_s, 1));
        row("long merchant", path, object(u"merchantId"_s, QString(129, u'a')));
        row("unknown merchant", path, object(u"merchantId"_s, QString(128, u'a')), u"UNKNOWN_MERCHANT"_s);
        if (path == "/pci-tokens"_L1)
            continue;
        for (const QString &name : {u"language"_s, u"country"_s}) {
            row("locale missing", path, object(name, none));
            row("locale of one", path, object(name, u"e"_s));
            row("locale of three", path, object(name, u"eng"_s));
            row("locale of digits", path, object(name, u"12"_s));
            row("locale empty", path, object(name, u""_s));
        }
        row("language in capitals", path, object(u"language"_s, u"EN"_s));
        row("country in small letters", path, object(u"country"_s, u"fr"_s));
        row("risk a number", path, object(u"risk"_s, 4));
        for (const QJsonValue &score :
             {QJsonValue(0), QJsonValue(6), QJsonValue(2.5), QJsonValue(u"4"_s), QJsonValue(true)})
            row("score", path, object(u"risk"_s, object(u"accountScore"_s, score)));
        row("device a string", path, object(u"device"_s, u"192.0.2.17"_s));
        for (const char *address :
             {"", "192.0.2", "192.0.2.256", "192.0.02.1", "1.2.3.4.5", "fe80::1%eth0", "::g", "host", "192.0.2.1 "})
            row("address", path, object(u"device"_s, object(u"ipAddress"_s, QLatin1StringView(address))));
        for (const char *location :
             {"", "47.088,2.3635", "47.0880, 2.3635", "+47.0880,2.3635", "91.0000,2.3635", "90.0001,2.3635",
              "47.0880,180.0001", "47.0880,190.0000", "47,2", "47.0880;2.3635", "47,0880,2,3635"})
            row("location", path,
                object(u"device"_s,
                       QJsonObject{{u"ipAddress"_s, u"192.0.2.1"_s}, {u"location"_s, QLatin1StringView(location)}}));
    }
    for (const QString &path : {u"/tokens"_s, u"/async-tokens"_s}) {
        row("no source", path, object(u"source"_s, none));
        row("source of the text", path, object(u"source"_s, u"ON_FILE"_s));
        row("source in small letters", path, object(u"source"_s, u"manual"_s));
    }
    row("source TOKEN", u"/async-tokens"_s, object(u"source"_s, u"TOKEN"_s));
    row("no payload", u"/push-tokens"_s, object(u"pushProvisioningPayload"_s, none));
    row("empty payload", u"/push-tokens"_s, object(u"pushProvisioningPayload"_s, u""_s));
    row("long payload", u"/push-tokens"_s, object(u"pushProvisioningPayload"_s, QString(8197, u'a')));
    row("no scheme", u"/push-tokens"_s, object(u"scheme"_s, none));
    row("another scheme", u"/push-tokens"_s, object(u"scheme"_s, u"AMEX"_s));
    row("no device", u"/push-tokens"_s, object(u"device"_s, none));
    row("no address", u"/push-tokens"_s, object(u"device"_s, QJsonObject()));
    row("IPv6", u"/push-tokens"_s, object(u"device"_s, object(u"ipAddress"_s, u"2001:db8::1"_s)));
}

void TestSandboxRefusals::wrongFields_areRefused()
{
    QFETCH(QString, path);
    QFETCH(QJsonObject, body);
    QFETCH(QString, errorCode);
    QJsonObject plaintext = SandboxClient::card(goodCard);
    verifyRefusal(m_client.post(path, body, plaintext), path, errorCode);
}

void TestSandboxRefusals::fieldsAtTheirLimits_areAccepted_data()
{
    QTest::addColumn<QJsonObject>("changes");
    const auto device = [](const char *name, const char *value) {
        QTest::newRow(value) << object(u"device"_s, object(QLatin1StringView(name), QLatin1StringView(value)));
    };
    for (const char *address : {"0.0.0.0", "255.255.255.255", "2001:db8::1", "::", "::ffff:192.0.2.1",
                                "2001:0db8:0000:0000:0000:0000:0000:0001"})
        device("ipAddress", address);
    for (const char *location : {"47.0880,2.3635", "51.5306,-133.7224", "-10.0000,-111.0000", "90.0000,180.0000",
                                 "-90.0000,-180.0000", "0.0000,0.0000"})
        device("location", location);
    QTest::newRow("no device") << object(u"device"_s, QJsonValue());
    QTest::newRow("no risk") << object(u"risk"_s, QJsonValue());
    QTest::newRow("risk without score") << object(u"risk"_s, QJsonObject());
    QTest::newRow("lowest score") << object(u"risk"_s, object(u"accountScore"_s, 1));
    QTest::newRow("highest score") << object(u"risk"_s, object(u"accountScore"_s, 5));
}

void TestSandboxRefusals::fieldsAtTheirLimits_areAccepted()
{
    QFETCH(QJsonObject, changes);
    QCOMPARE(statusOf(postToken(changes)), 201);
}

void TestSandboxRefusals::wrongCards_areRefused_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QJsonObject>("body");
    QTest::addColumn<QJsonObject>("plaintext");
    QTest::addColumn<QString>("errorCode");

    const QJsonValue none;
    const auto row = [](const char *name, const QString &path, const QJsonObject &body, const QJsonObject &plaintext,
                        const QString &code = {}) {
        QTest::addRow("%s %s", qPrintable(path), name) << path << body << plaintext << code;
    };
    const QString visa = goodCard;
    const QString amex = u"378282246310005"_s;
    const QString discover = u"6011111111111117"_s;
    for (const QString &path : {u"/tokens"_s, u"/async-tokens"_s, u"/pci-tokens"_s}) {
        const QJsonObject body = SandboxClient::cardBody(u"MANUAL"_s);
        const auto card = [](const QString &number, const QJsonObject &changes) {
            return changed(SandboxClient::card(number), changes);
        };
        const bool isSync = path == "/tokens"_L1;
        const bool isPci = path == "/pci-tokens"_L1;
        const QString vces = isPci ? QString() : u"VISA_VCES_INVALID_EXP_DATE"_s;
        const QString badNumber = isSync ? u"INVALID_PAN_DATA"_s : QString();
        row("no number", path, body, card(visa, object(u"fpan"_s, none)));
        row("empty number", path, body, card(u""_s, {}));
        row("number a number", path, body, card(visa, object(u"fpan"_s, 4111111111111111.0)));
        row("20 digits", path, body, card(u"41111111111111111111"_s, {}));
        row("11 digits", path, body, card(u"41111111111"_s, {}), badNumber);
        row("spaces", path, body, card(u"4111 1111 1111 1111"_s, {}), badNumber);
        row("Visa without expiry", path, body, card(visa, object(u"exp"_s, none)), vces);
        if (!isPci)
            row("Visa expired", path, body, card(visa, object(u"exp"_s, u"0126"_s)), vces);
        row("Mastercard without expiry", path, body, card(u"5555555555554444"_s, object(u"exp"_s, none)));
        row("month 13", path, body, card(visa, object(u"exp"_s, u"1331"_s)));
        row("month 0", path, body, card(visa, object(u"exp"_s, u"0031"_s)));
        row("expiry of three", path, body, card(visa, object(u"exp"_s, u"131"_s)));
        row("expiry with slash", path, body, card(visa, object(u"exp"_s, u"12/31"_s)));
        row("cvv of two", path, body, card(visa, object(u"cvv"_s, u"12"_s)));
        row("cvv of five", path, body, card(visa, object(u"cvv"_s, u"12345"_s)));
        row("cvv of letters", path, body, card(visa, object(u"cvv"_s, u"12a"_s)));
        row("long name", path, body, card(visa, object(u"name"_s, QString(257, u'A'))));
        row("long account", path, body, card(visa, object(u"accountId"_s, QString(25, u'a'))));
        row("long e-mail", path, body, card(visa, object(u"email"_s, QString(129, u'a'))));
        if (isPci)
            continue;
        row("Discover without name", path, body, card(discover, object(u"name"_s, none)));
        row("Discover with empty name", path, body, card(discover, object(u"name"_s, u""_s)));
        row("Amex without e-mail", path, body, card(amex, object(u"email"_s, none)));
        row("Amex by hand without address", path, changed(body, object(u"device"_s, none)), card(amex, {}));
        row("unknown scheme", path, body, card(u"3056930009020004"_s, {}), u"UNKNOWN_CARD"_s);
    }
    row("wrong check digit", u"/tokens"_s, SandboxClient::cardBody(), SandboxClient::card(u"4111111111111112"_s),
        u"INVALID_PAN_DATA"_s);
    const QJsonObject fromToken = SandboxClient::cardBody(u"TOKEN"_s);
    row("TOKEN without token", u"/tokens"_s, fromToken, SandboxClient::card(visa));
    row("TOKEN of Mastercard", u"/tokens"_s, fromToken, object(u"token"_s, u"5555555555554444"_s));
    row("MANUAL with token alone", u"/tokens"_s, SandboxClient::cardBody(u"MANUAL"_s),
        {{u"token"_s, visa}, {u"exp"_s, u"1231"_s}});
    row("long account", u"/push-tokens"_s, SandboxClient::pushBody(), object(u"accountId"_s, QString(25, u'a')));
    row("long e-mail", u"/push-tokens"_s, SandboxClient::pushBody(), object(u"email"_s, QString(129, u'a')));
}

void TestSandboxRefusals::wrongCards_areRefused()
{
    QFETCH(QString, path);
    QFETCH(QJsonObject, body);
    QFETCH(QJsonObject, plaintext);
    QFETCH(QString, errorCode);
    verifyRefusal(m_client.post(path, body, plaintext), path, errorCode);
}

void TestSandboxRefusals::cardsThatTheRulesAllow_areAccepted_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QJsonObject>("body");
    QTest::addColumn<QJsonObject>("plaintext");
    const QJsonObject body = SandboxClient::cardBody();
    const QJsonObject withoutDevice = changed(body, object(u"device"_s, QJsonValue()));
    const QJsonObject vces = changed(body, object(u"merchantId"_s, u"sandbox-merchant-vces"_s));
    const auto card = [](const char *number, const char *expiry) {
        return QJsonObject{{u"fpan"_s, QLatin1StringView(number)}, {u"exp"_s, QLatin1StringView(expiry)}};
    };
    const QJsonObject amex = changed(card("378282246310005", "1231"), object(u"email"_s, u"a@b.example"_s));
    QTest::newRow("only what must be there") << u"/tokens"_s << withoutDevice << card("4111111111111111", "1231");
    QTest::newRow("this month") << u"/tokens"_s << body << card("4111111111111111", "0226");
    QTest::newRow("Mastercard expired") << u"/tokens"_s << body << card("5555555555554444", "0822");
    QTest::newRow("VCES, no expiry") << u"/tokens"_s << vces << object(u"fpan"_s, goodCard);
    QTest::newRow("VCES, expired") << u"/async-tokens"_s << vces << card("4111111111111111", "0122");
    QTest::newRow("Amex on file without address") << u"/tokens"_s << withoutDevice << amex;
    QTest::newRow("PCI expired") << u"/pci-tokens"_s << body << card("4111111111111111", "0822");
    QTest::newRow("longest") << u"/tokens"_s << body
                             << changed(card("4111111111111111", "1231"), {{u"name"_s, QString(256, u'\u00c9')},
                                                                           {u"accountId"_s, QString(24, u'a')},
                                                                           {u"email"_s, QString(128, u'e')}});
}

void TestSandboxRefusals::cardsThatTheRulesAllow_areAccepted()
{
    QFETCH(QString, path);
    QFETCH(QJsonObject, body);
    QFETCH(QJsonObject, plaintext);
    QCOMPARE(statusOf(m_client.post(path, body, plaintext)), path == "/async-tokens"_L1 ? 202 : 201);
}

void TestSandboxRefusals::messagesThatCannotBeOpened_areCryptoErrors_data()
{
    QTest::addColumn<QJsonObject>("header");
    QTest::addColumn<QString>("message");
    QTest::newRow("unknown kid") << object(u"kid"_s, u"1234"_s) << QString();
    QTest::newRow("no kid") << object(u"kid"_s, QJsonValue()) << QString();
    QTest::newRow("RSA-OAEP") << object(u"alg"_s, u"RSA-OAEP"_s) << QString();
    QTest::newRow("A128GCM") << object(u"enc"_s, u"A128GCM"_s) << QString();
    QTest::newRow("CBC") << object(u"enc"_s, u"A256CBC-HS512"_s) << QString();
    QTest::newRow("zip") << object(u"zip"_s, u"DEF"_s) << QString();
    QTest::newRow("not a JWE") << QJsonObject() << u"aaaa"_s;
    QTest::newRow("four parts") << QJsonObject() << u"a.b.c.d"_s;
    QTest::newRow("placeholder")
        << QJsonObject() << u"eyJhbGciOiJSU0EtT0FFUC0yNTYiLCJlbmMiOiJBMjU2R0NNIiwia2lkIjoiMTIzNCJ9.KEY.IV.TEXT.TAG"_s;
}

void TestSandboxRefusals::messagesThatCannotBeOpened_areCryptoErrors()
{
    QFETCH(QJsonObject, header);
    QFETCH(QString, message);
    for (const QString &path : {u"/tokens"_s, u"/async-tokens"_s, u"/pci-tokens"_s, u"/push-tokens"_s}) {
        QJsonObject body = path == "/push-tokens"_L1 ? SandboxClient::pushBody() : SandboxClient::cardBody();
        if (message.isEmpty()) {
            const QJsonObject made = m_client.command(
                {{u"do"_s, u"encrypt"_s}, {u"plaintext"_s, SandboxClient::card(goodCard)}, {u"header"_s, header}});
            body.insert(u"encryptedData"_s, made.value(u"message"_s));
        } else {
            body.insert(u"encryptedData"_s, message);
        }
        verifyRefusal(m_client.request(u"POST"_s, path, object(u"json"_s, body)), path, u"CRYPTO_ERROR"_s);
    }
    // A message that opens in every way but its last bit.
    const QJsonObject made =
        m_client.command({{u"do"_s, u"encrypt"_s}, {u"plaintext"_s, SandboxClient::card(goodCard)}});
    QString spoiled = made.value(u"message"_s).toString();
    spoiled[spoiled.size() - 5] = spoiled.at(spoiled.size() - 5) == u'A' ? u'B' : u'A';
    verifyRefusal(
        m_client.request(u"POST"_s, u"/tokens"_s,
                         object(u"json"_s, changed(SandboxClient::cardBody(), object(u"encryptedData"_s, spoiled)))),
        u"/tokens"_s, u"CRYPTO_ERROR"_s);
}

void TestSandboxRefusals::everyTestCard_leadsToItsOutcome()
{
    for (const SandboxTestCard &card : sandboxTestCards()) {
        const QJsonObject answer =
            m_client.post(u"/tokens"_s, SandboxClient::cardBody(), SandboxClient::card(card.number));
        if (statusOf(answer) == 201)
            QCOMPARE(textIn(answer, u"tokenState"_s), card.outcome);
        else
            verifyRefusal(answer, u"/tokens"_s, card.outcome);
        if (card.outcome == "ISSUER_DECLINED"_L1)
            QVERIFY(!textIn(answer, u"schemeCorrelationId"_s).isEmpty());
    }
}

void TestSandboxRefusals::everyTestPayload_leadsToItsOutcome()
{
    for (const SandboxTestPayload &payload : sandboxTestPayloads()) {
        const QJsonObject body =
            changed(SandboxClient::pushBody(), object(u"pushProvisioningPayload"_s, payload.payload));
        const QJsonObject answer = m_client.request(u"POST"_s, u"/push-tokens"_s, object(u"json"_s, body));
        if (statusOf(answer) == 201)
            QCOMPARE(textIn(answer, u"tokenState"_s), payload.outcome);
        else
            verifyRefusal(answer, u"/push-tokens"_s, payload.outcome);
    }
}

void TestSandboxRefusals::oneRefusal_repeatsTheCardNumber()
{
    const QString number = u"4000000000000002"_s;
    const QJsonObject answer = m_client.post(u"/tokens"_s, SandboxClient::cardBody(), SandboxClient::card(number));
    QVERIFY(textIn(answer, u"errorDetails"_s).contains(number));
}

QTEST_GUILESS_MAIN(TestSandboxRefusals)
#include "tst_sandboxrefusals.moc"

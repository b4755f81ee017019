// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/fiserv/sandboxfiservapi.h"
#include "app/sandbox/sandboxschema.h"
#include "app/storage/opening.h"
#include "tests/support/fakeclock.h"

#include <QFile>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
const QByteArray apiKey = "TESTAPIKEY000000000000000000000A";
const QByteArray apiSecret = "made-up-api-secret";
const QByteArray accessToken = "made-up-access-token";

QByteArray fileContent(const QString &name)
{
    QFile file(QStringLiteral(TEST_DATA_DIR "/fiserv/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QJsonObject json(const QByteArray &text)
{
    return QJsonDocument::fromJson(text).object();
}

QJsonObject json(const SandboxAnswer &answer)
{
    return json(answer.body);
}

QString messageOf(const SandboxAnswer &answer)
{
    return json(answer).value(u"error"_s).toObject().value(u"message"_s).toString();
}

using Headers = QList<QPair<QByteArray, QByteArray>>;

void setHeader(SandboxRequest &request, const QByteArray &name, const QByteArray &value)
{
    request.headers.removeIf([&name](const auto &header) { return header.first == name; });
    if (!value.isNull())
        request.headers.append({name, value});
}
} // namespace

//! The payment-tokens API as its clients meet it, without the network.
class TestSandboxFiserv : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void signaturesOfOpenssl_areAccepted_data();
    void signaturesOfOpenssl_areAccepted();
    void wrongAccess_isRefused_data();
    void wrongAccess_isRefused();
    void timestamp_isGoodForFiveMinutes_data();
    void timestamp_isGoodForFiveMinutes();
    void accessToken_needsNoSignature();
    void otherPathsAndMethods_areRefused_data();
    void otherPathsAndMethods_areRefused();
    void vendorsExamples_passUnchangedInMeaning();
    void brokenExamples_areRefusedWithAClear400_data();
    void brokenExamples_areRefusedWithAClear400();
    void everyRule_isChecked_data();
    void everyRule_isChecked();
    void unknownMembers_areIgnored_andDefaultsApply();
    void createdToken_canBeReadAndDeletedWithABody();
    void ownValueThatExists_isAConflict();
    void update_isPartialOrFailedAsTheVendorSays();
    void leakyTexts_holdTheWholeNumber();
    void repeatedId_isAnsweredFromMemory_data();
    void repeatedId_isAnsweredFromMemory();
    void repeatedIdOfAnotherRequest_isRefused();
    void wholeNumbers_areForgottenAtTheEnd();
    void database_holdsNoCardNumber();

private:
    void open();
    [[nodiscard]] SandboxRequest request(const QByteArray &method, const QByteArray &token, const QByteArray &body);
    void sign(SandboxRequest &request) const;
    [[nodiscard]] SandboxAnswer post(const QByteArray &body) { return m_api->answer(request("POST", {}, body)); }
    [[nodiscard]] SandboxAnswer patch(const QByteArray &body) { return m_api->answer(request("PATCH", {}, body)); }
    [[nodiscard]] SandboxAnswer get(const QByteArray &token) { return m_api->answer(request("GET", token, {})); }
    [[nodiscard]] SandboxAnswer erase(const QByteArray &token) { return m_api->answer(request("DELETE", token, {})); }

    std::unique_ptr<QTemporaryDir> m_directory;
    QSqlDatabase m_database;
    std::shared_ptr<FakeClock> m_clock;
    std::unique_ptr<SandboxFiservApi> m_api;
    SandboxFiservSignature m_signature = SandboxFiservSignature::Hex;
    int m_requests = 0;
};

void TestSandboxFiserv::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    m_clock = std::make_shared<FakeClock>(QDateTime::fromMSecsSinceEpoch(1721261883000, Qt::UTC));
    m_signature = SandboxFiservSignature::Hex;
    open();
}

void TestSandboxFiserv::cleanup()
{
    m_api.reset();
    closeConnection(m_database);
}

void TestSandboxFiserv::open()
{
    m_api.reset();
    if (m_database.isValid())
        closeConnection(m_database);
    m_database = QSqlDatabase();
    const auto opened = openConnection(m_database, m_directory->filePath(u"sandbox.sqlite"_s), sandboxSchema());
    QVERIFY2(opened, opened ? "" : qPrintable(opened.error().detail));
    auto api = SandboxFiservApi::create(m_database,
                                        {.apiKey = QString::fromLatin1(apiKey),
                                         .apiSecret = QString::fromLatin1(apiSecret),
                                         .accessToken = QString::fromLatin1(accessToken),
                                         .signature = m_signature},
                                        m_clock);
    QVERIFY(api);
    m_api = std::move(*api);
}

SandboxRequest TestSandboxFiserv::request(const QByteArray &method, const QByteArray &token, const QByteArray &body)
{
    SandboxRequest made;
    made.method = method;
    made.segments = {"v2", "payment-tokens"};
    if (!token.isEmpty())
        made.segments << token;
    made.body = body;
    made.headers = {{"Api-Key", apiKey},
                    {"Content-Type", "application/json"},
                    {"Client-Request-Id", "id-" + QByteArray::number(++m_requests)},
                    {"Timestamp", QByteArray::number(m_clock->nowUtc().toMSecsSinceEpoch())}};
    sign(made);
    return made;
}

void TestSandboxFiserv::sign(SandboxRequest &request) const
{
    const auto header = [&request](const char *name) { return request.header(name).value_or(QByteArray()); };
    const QByteArray mac = QMessageAuthenticationCode::hash(header("api-key") + header("client-request-id") +
                                                                header("timestamp") + request.body,
                                                            apiSecret, QCryptographicHash::Sha256);
    setHeader(request, "Message-Signature",
              m_signature == SandboxFiservSignature::Raw ? mac.toBase64() : mac.toHex().toBase64());
}

void TestSandboxFiserv::signaturesOfOpenssl_areAccepted_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<QByteArray>("hex");
    for (const auto &item : json(fileContent(u"signatures.json"_s)).value(u"entries"_s).toArray()) {
        const QJsonObject entry = item.toObject();
        const auto text = [&entry](const QString &key) { return entry.value(key).toString().toLatin1(); };
        if (QByteArray::fromBase64(text(u"secretBase64"_s)) == apiSecret)
            QTest::newRow(qPrintable(entry.value(u"name"_s).toString()))
                << QByteArray::fromBase64(text(u"bodyBase64"_s)) << text(u"raw"_s) << text(u"hex"_s);
    }
}

void TestSandboxFiserv::signaturesOfOpenssl_areAccepted()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, raw);
    QFETCH(const QByteArray, hex);
    for (const auto wanted : {SandboxFiservSignature::Raw, SandboxFiservSignature::Hex}) {
        m_signature = wanted;
        open();
        SandboxRequest made = request(body.isEmpty() ? "GET" : "POST", body.isEmpty() ? "none" : "", body);
        setHeader(made, "Client-Request-Id", "5a1c2f0e-7d3b-4c55-9a66-0123456789ab");
        setHeader(made, "Message-Signature", wanted == SandboxFiservSignature::Raw ? raw : hex);
        QVERIFY(m_api->answer(made).status != 401);
        setHeader(made, "Message-Signature", wanted == SandboxFiservSignature::Raw ? hex : raw);
        QCOMPARE(m_api->answer(made).status, 401);
    }
}

void TestSandboxFiserv::wrongAccess_isRefused_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("isSigned"); // after the change
    QTest::addColumn<int>("status");
    QTest::newRow("no key") << QByteArray("Api-Key") << QByteArray() << true << 401;
    QTest::newRow("wrong key") << QByteArray("Api-Key") << QByteArray("other") << true << 401;
    QTest::newRow("no id") << QByteArray("Client-Request-Id") << QByteArray() << true << 400;
    QTest::newRow("no timestamp") << QByteArray("Timestamp") << QByteArray() << true << 400;
    QTest::newRow("timestamp a date") << QByteArray("Timestamp") << QByteArray("2024-07-18T00:18:03Z") << true << 400;
    QTest::newRow("timestamp in seconds") << QByteArray("Timestamp") << QByteArray("1721261883") << true << 401;
    QTest::newRow("timestamp not signed") << QByteArray("Timestamp") << QByteArray("1721261883001") << false << 401;
    QTest::newRow("id not signed") << QByteArray("Client-Request-Id") << QByteArray("x") << false << 401;
    QTest::newRow("no signature") << QByteArray("Message-Signature") << QByteArray() << false << 401;
    QTest::newRow("signature of nothing") << QByteArray("Message-Signature") << QByteArray("AAAA") << false << 401;
    QTest::newRow("wrong bearer") << QByteArray("Authorization") << QByteArray("Bearer x") << true << 401;
}

void TestSandboxFiserv::wrongAccess_isRefused()
{
    QFETCH(const QByteArray, header);
    QFETCH(const QByteArray, value);
    QFETCH(const bool, isSigned);
    SandboxRequest made = request("POST", {}, fileContent(u"create.request.json"_s));
    setHeader(made, header, value);
    if (isSigned)
        sign(made);
    const SandboxAnswer answer = m_api->answer(made);
    QTEST(answer.status, "status");
    QVERIFY(!messageOf(answer).isEmpty());
    QVERIFY(!json(answer).value(u"responseType"_s).toString().isEmpty());
    QCOMPARE(get("123abc456def").status, 404);
}

void TestSandboxFiserv::timestamp_isGoodForFiveMinutes_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<int>("status");
    QTest::newRow("now") << 0 << 200;
    QTest::newRow("almost five minutes old") << 299 << 200;
    QTest::newRow("more than five minutes old") << 301 << 401;
    QTest::newRow("from the future") << -301 << 401;
}

void TestSandboxFiserv::timestamp_isGoodForFiveMinutes()
{
    QFETCH(const int, seconds);
    const SandboxRequest made = request("GET", "1751905117310026", {});
    m_clock->advance(std::chrono::seconds(seconds));
    QTEST(m_api->answer(made).status, "status");
}

void TestSandboxFiserv::accessToken_needsNoSignature()
{
    SandboxRequest made = request("GET", "1751905117310026", {});
    setHeader(made, "Message-Signature", {});
    setHeader(made, "Authorization", "Bearer " + accessToken);
    QCOMPARE(m_api->answer(made).status, 200);
}

void TestSandboxFiserv::otherPathsAndMethods_areRefused_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QList<QByteArray>>("segments");
    QTest::addColumn<int>("status");
    using Path = QList<QByteArray>;
    QTest::newRow("list") << QByteArray("GET") << Path{"v2", "payment-tokens"} << 405;
    QTest::newRow("post to a token") << QByteArray("POST") << Path{"v2", "payment-tokens", "t"} << 405;
    QTest::newRow("patch of a token") << QByteArray("PATCH") << Path{"v2", "payment-tokens", "t"} << 405;
    QTest::newRow("suspend") << QByteArray("POST") << Path{"v2", "payment-tokens", "t", "suspend"} << 404;
    QTest::newRow("other version") << QByteArray("POST") << Path{"v1", "payment-tokens"} << 404;
    QTest::newRow("other resource") << QByteArray("POST") << Path{"v2", "payments"} << 404;
    QTest::newRow("nothing") << QByteArray("POST") << Path{} << 404;
    QTest::newRow("no token") << QByteArray("GET") << Path{"v2", "payment-tokens", ""} << 404;
}

void TestSandboxFiserv::otherPathsAndMethods_areRefused()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QList<QByteArray>, segments);
    SandboxRequest made = request(method, {}, {});
    made.segments = segments;
    QTEST(m_api->answer(made).status, "status");
}

void TestSandboxFiserv::vendorsExamples_passUnchangedInMeaning()
{
    const SandboxAnswer created = post(fileContent(u"create.request.json"_s));
    QCOMPARE(created.status, 200);
    const QJsonObject token = json(created).value(u"paymentToken"_s).toObject();
    QCOMPARE(token.value(u"value"_s).toString(), u"123abc456def"_s);
    QCOMPARE(token.value(u"last4"_s).toString(), u"0026"_s);
    QCOMPARE(token.value(u"reusable"_s), QJsonValue(true));
    QCOMPARE(token.value(u"type"_s).toString(), u"PAYMENT_CARD"_s);
    QVERIFY(json(created).value(u"requestTime"_s).isDouble());
    QCOMPARE(created.tokenId, u"123abc456def"_s);

    const SandboxAnswer updated = patch(fileContent(u"update.request.json"_s));
    QCOMPARE(updated.status, 200);
    QJsonObject answer = json(updated);
    const QJsonObject expected = json(fileContent(u"update.partial-success.response.json"_s));
    QCOMPARE(answer.value(u"requestStatus"_s), expected.value(u"requestStatus"_s));
    QCOMPARE(answer.value(u"errors"_s), expected.value(u"errors"_s));
    QVERIFY(answer.value(u"requestTime"_s).isString());
    QCOMPARE(post(fileContent(u"create-service-value.request.json"_s)).status, 200);
}

void TestSandboxFiserv::brokenExamples_areRefusedWithAClear400_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("message");
    QByteArray comma = fileContent(u"update.request.json"_s);
    comma.replace("}\n  ]", "},\n  ]");
    QByteArray twice = fileContent(u"create.request.json"_s);
    twice.replace("\"requestType\"", "\"accountVerification\": true, \"requestType\"");
    const QString notJson = u"The body is not valid JSON: "_s;
    QTest::newRow("value without quotes") << QByteArray("POST") << fileContent(u"create.broken.txt"_s) << notJson;
    QTest::newRow("comma too many") << QByteArray("PATCH") << comma << notJson;
    QTest::newRow("member twice") << QByteArray("POST") << twice << u"The body has the member"_s;
    QTest::newRow("nothing") << QByteArray("POST") << QByteArray() << notJson;
    QTest::newRow("array") << QByteArray("PATCH") << QByteArray("[]") << u"The body "_s;
}

void TestSandboxFiserv::brokenExamples_areRefusedWithAClear400()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QByteArray, body);
    QFETCH(const QString, message);
    const SandboxAnswer answer = m_api->answer(request(method, {}, body));
    QCOMPARE(answer.status, 400);
    QCOMPARE(json(answer).value(u"responseType"_s).toString(), u"BadRequest"_s);
    QVERIFY2(messageOf(answer).startsWith(message), qPrintable(messageOf(answer)));
    QVERIFY(!answer.body.contains("4012000033330026"));
}

void TestSandboxFiserv::everyRule_isChecked_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QString>("field");
    const auto add = [](const char *name, const char *from, const char *to, const QString &field) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(to) << field;
    };
    add("type", "PaymentCardPaymentTokenizationRequest", "Other", u"requestType"_s);
    add("no card", "\"paymentCard\"", "\"card\"", u"paymentCard"_s);
    add("no number", "\"number\"", "\"pan\"", u"paymentCard.number"_s);
    add("spaced number", "4012000033330026", "4012 0000 3333 0026", u"paymentCard.number"_s);
    add("twelve digits", "4012000033330026", "401200003333", u"paymentCard.number"_s);
    add("twenty digits", "4012000033330026", "40120000333300264012", u"paymentCard.number"_s);
    add("number as number", "\"4012000033330026\"", "4012000033330026", u"paymentCard.number"_s);
    add("month", "\"month\": \"12\"", "\"month\": \"13\"", u"paymentCard.expiryDate.month"_s);
    add("year of four digits", "\"24\"", "\"2024\"", u"paymentCard.expiryDate.year"_s);
    add("no createToken", "\"createToken\"", "\"token\"", u"createToken"_s);
    add("reusable as text", "\"reusable\": true", "\"reusable\": \"true\"", u"createToken.reusable"_s);
    add("duplicates as number", "\"declineDuplicates\": false", "\"declineDuplicates\": 0",
        u"createToken.declineDuplicates"_s);
    add("card as token", "123abc456def", "4111111111111111", u"createToken.value"_s);
    add("verification", "\"accountVerification\": false", "\"accountVerification\": null", u"accountVerification"_s);
    add("operator with a space", "OPERATOR_ID_123XXX", " OPERATOR", u"additionalDetails.operatorId"_s);
    add("operator too long", "OPERATOR_ID_123XXX", "OPERATOR_ID_123XXX_OPERATOR_ID_123XXX",
        u"additionalDetails.operatorId"_s);
}

void TestSandboxFiserv::everyRule_isChecked()
{
    QFETCH(const QByteArray, from);
    QFETCH(const QByteArray, to);
    QFETCH(const QString, field);
    QByteArray body = fileContent(u"create.request.json"_s);
    QVERIFY(body.contains(from));
    const SandboxAnswer answer = post(body.replace(from, to));
    QCOMPARE(answer.status, 400);
    const QJsonArray details = json(answer).value(u"error"_s).toObject().value(u"details"_s).toArray();
    QCOMPARE(details.first().toObject().value(u"field"_s).toString(), field);
}

void TestSandboxFiserv::unknownMembers_areIgnored_andDefaultsApply()
{
    QByteArray body = fileContent(u"create.request.json"_s);
    body.replace("\"reusable\": true", "\"reuseable\": false");
    const SandboxAnswer answer = post(body);
    QCOMPARE(answer.status, 200);
    QCOMPARE(json(answer).value(u"paymentToken"_s).toObject().value(u"reusable"_s), QJsonValue(true));
}

void TestSandboxFiserv::createdToken_canBeReadAndDeletedWithABody()
{
    QCOMPARE(post(fileContent(u"create.request.json"_s)).status, 200);
    const QJsonObject read = json(get("123abc456def"));
    QCOMPARE(read.value(u"requestStatus"_s).toString(), u"SUCCESS"_s);
    QCOMPARE(read.value(u"brand"_s).toString(), u"VISA"_s);
    const SandboxAnswer erased = erase("123abc456def");
    QCOMPARE(erased.status, 200);
    QCOMPARE(json(erased).value(u"requestStatus"_s).toString(), u"DELETED"_s);
    // Every member of the vendor's example that a token without a payment has.
    const QJsonObject example = json(fileContent(u"delete.response.json"_s));
    for (const QString &member : {u"brand"_s, u"country"_s, u"paymentToken"_s, u"paymentCard"_s})
        QCOMPARE(json(erased).value(member).type(), example.value(member).type());
    QCOMPARE(json(erased).value(u"paymentToken"_s).toObject().keys(),
             example.value(u"paymentToken"_s).toObject().keys());
    QCOMPARE(get("123abc456def").status, 404);
    QCOMPARE(erase("123abc456def").status, 404);
    QCOMPARE(post(fileContent(u"create.request.json"_s)).status, 200);
}

void TestSandboxFiserv::ownValueThatExists_isAConflict()
{
    QCOMPARE(post(fileContent(u"create.request.json"_s)).status, 200);
    const SandboxAnswer again = post(fileContent(u"create.request.json"_s));
    QCOMPARE(again.status, 409);
    QCOMPARE(json(again).value(u"responseType"_s).toString(), u"GatewayDeclined"_s);
}

void TestSandboxFiserv::update_isPartialOrFailedAsTheVendorSays()
{
    QByteArray body = fileContent(u"update.request.json"_s);
    QCOMPARE(json(patch(body)).value(u"requestStatus"_s).toString(), u"PARTIAL_SUCCESS"_s);
    QByteArray good = body;
    good.replace("4773410012347324", "4111111111111111");
    QCOMPARE(json(patch(good)).value(u"requestStatus"_s).toString(), u"SUCCESS"_s);
    QVERIFY(!json(patch(good)).contains(u"errors"_s));
    body.replace("1751905117310026", "nobody");
    const SandboxAnswer failed = patch(body);
    QCOMPARE(failed.status, 200);
    QCOMPARE(json(failed).value(u"requestStatus"_s).toString(), u"FAILED"_s);
    QCOMPARE(patch(R"({"requestType":"PaymentCardPaymentTokenUpdateRequest","paymentTokens":[]})").status, 400);
    body.replace("\"value\": \"nobody\",", "");
    QCOMPARE(patch(body).status, 400);
}

void TestSandboxFiserv::leakyTexts_holdTheWholeNumber()
{
    QByteArray body = fileContent(u"create.request.json"_s);
    body.replace("4012000033330026", "4773410012347324");
    const SandboxAnswer answer = post(body);
    QCOMPARE(answer.status, 400);
    QVERIFY(messageOf(answer).startsWith(u"HOSTED_DATA_ID4773410012347324. "_s));
    body.replace("4773410012347324", "4000000000000002");
    body.replace("\"accountVerification\": false", "\"accountVerification\": true");
    const SandboxAnswer declined = post(body);
    QCOMPARE(declined.status, 422);
    QVERIFY(messageOf(declined).contains(u"4000000000000002"_s));
}

void TestSandboxFiserv::repeatedId_isAnsweredFromMemory_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::newRow("success") << fileContent(u"create-service-value.request.json"_s) << 200;
    QTest::newRow("refusal") << QByteArray("{}") << 400;
}

void TestSandboxFiserv::repeatedId_isAnsweredFromMemory()
{
    QFETCH(const QByteArray, body);
    SandboxRequest made = request("POST", {}, body);
    const SandboxAnswer first = m_api->answer(made);
    QTEST(first.status, "status");
    m_clock->advance(std::chrono::minutes(10));
    setHeader(made, "Timestamp", QByteArray::number(m_clock->nowUtc().toMSecsSinceEpoch()));
    sign(made);
    const SandboxAnswer second = m_api->answer(made);
    QCOMPARE(second.status, first.status);
    QCOMPARE(second.body, first.body);
}

void TestSandboxFiserv::repeatedIdOfAnotherRequest_isRefused()
{
    SandboxRequest made = request("POST", {}, fileContent(u"create-service-value.request.json"_s));
    QCOMPARE(m_api->answer(made).status, 200);
    SandboxRequest other = request("DELETE", "1751905117310026", {});
    setHeader(other, "Client-Request-Id", *made.header("client-request-id"));
    sign(other);
    const SandboxAnswer answer = m_api->answer(other);
    QCOMPARE(answer.status, 400);
    QVERIFY(messageOf(answer).contains(u"Client-Request-Id"_s));
    QCOMPARE(get("1751905117310026").status, 200);
}

void TestSandboxFiserv::wholeNumbers_areForgottenAtTheEnd()
{
    QCOMPARE(post(fileContent(u"create.request.json"_s)).status, 200);
    QVERIFY(get("123abc456def").body.contains("4012000033330026"));
    open();
    const SandboxAnswer answer = get("123abc456def");
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.body.contains("401200******0026"));
    QVERIFY(!answer.body.contains("4012000033330026"));
}

void TestSandboxFiserv::database_holdsNoCardNumber()
{
    QCOMPARE(post(fileContent(u"create.request.json"_s)).status, 200);
    QCOMPARE(patch(fileContent(u"update.request.json"_s)).status, 200);
    m_api.reset();
    closeConnection(m_database);
    QByteArray everything;
    for (const QString &name : QDir(m_directory->path()).entryList(QDir::Files)) {
        QFile file(m_directory->filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        everything += file.readAll();
    }
    QVERIFY(everything.contains("123abc456def"));
    for (const char *number : {"4012000033330026", "5424180279791732", "4773410012347324"})
        QVERIFY(!everything.contains(number));
}

QTEST_GUILESS_MAIN(TestSandboxFiserv)
#include "tst_sandboxfiserv.moc"

// SPDX-License-Identifier: Apache-2.0
#include "app/domain/journal.h"
#include "app/providers/thales/reply.h"
#include "tests/providers/thales/faketransport.h"
#include "tests/providers/thales/openapi.h"
#include "tests/providers/thales/thalesfixture.h"
#include "tests/support/fakeclock.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {
const QString correlation = QString::fromLatin1(fixture::correlationId);
const TokenId token{u"tok_1"_s};
const QStringList creates{u"createToken"_s, u"createAsyncToken"_s, u"createPciToken"_s, u"createPushToken"_s};
const QStringList reads{u"getToken"_s, u"getAsset"_s};

bool isRead(const QString &operation)
{
    return reads.contains(operation);
}

int successOf(const QString &operation)
{
    static const QMap<QString, int> successes{
        {u"createAsyncToken"_s, 202}, {u"eraseToken"_s, 204}, {u"getToken"_s, 200}, {u"getAsset"_s, 200}};
    return successes.value(operation, 201);
}

QByteArray successBodyOf(const QString &operation)
{
    static const QMap<QString, QString> files{{u"createToken"_s, u"create-token.response-201.json"_s},
                                              {u"createPciToken"_s, u"create-pci-token.response-201.json"_s},
                                              {u"createPushToken"_s, u"create-push-token.response-201.json"_s},
                                              {u"getToken"_s, u"get-token.response-200-active.json"_s},
                                              {u"getAsset"_s, u"get-asset.response-200-png.json"_s}};
    return files.contains(operation) ? fixture::data(files.value(operation)) : QByteArray();
}

template <typename T>
Result<Done> outcomeIn(const QFuture<std::expected<T, Error>> &pending)
{
    const Result<T> outcome = outcomeOf<T>(pending);
    return outcome ? Result<Done>(Done{}) : Failure(outcome.error());
}

void addOperations(const QStringList &operations)
{
    QTest::addColumn<QString>("operation");
    for (const QString &operation : operations)
        QTest::newRow(qPrintable(operation)) << operation;
}
} // namespace

class TestThalesReplies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void everyStatus_ofEveryOperation_data();
    void everyStatus_ofEveryOperation();
    void turnedAway_saysForHowLong();
    void everyDocumentedStatus_isInTheTableAbove();
    void everyDocumentedErrorCode_isHandedOn_data();
    void everyDocumentedErrorCode_isHandedOn();
    void recordedRejection_isReadInFull();
    void emptyRejection_isStillARejection();
    void rejectionWithoutJson_isStillARejection_data();
    void rejectionWithoutJson_isStillARejection();
    void unknownErrorCode_isHandedOnAsItIs();
    void errorText_isRedactedAndShortened();
    void numberWhereTheTextIsCut_isMaskedFirst();
    void unreadableSuccess_ofACreate_isUnknown_data();
    void unreadableSuccess_ofACreate_isUnknown();
    void unreadableSuccess_ofARead_isABadReply_data();
    void unreadableSuccess_ofARead_isABadReply();
    void unreadableCreation_stillNamesItsToken();
    void jsonContentType_mayHaveParameters();
    void bodyWithoutAnyContentType_isRead();
    void bodyOfABodilessAnswer_isIgnored_data() { addOperations({u"createAsyncToken"_s, u"eraseToken"_s}); }
    void bodyOfABodilessAnswer_isIgnored();
    void transportErrors_keepTheirKind_data();
    void transportErrors_keepTheirKind();
    void transportErrors_thatLeaveDoubt_areUnknownForMutations_data();
    void transportErrors_thatLeaveDoubt_areUnknownForMutations();
    void abandonedMutation_isUnknown();
    void nestingOf64Levels_isTheLimit();

private:
    //! Runs the operation against the answer that the transport is set to.
    [[nodiscard]] Result<Done> run(const QString &operation);
    [[nodiscard]] PreparedRequest prepared(const QString &formId);

    std::shared_ptr<FakeTransport> m_transport;
    std::unique_ptr<ThalesProvider> m_provider;
};

void TestThalesReplies::init()
{
    m_transport = std::make_shared<FakeTransport>();
    m_provider = std::make_unique<ThalesProvider>(ThalesProvider::Settings{.merchantId = u"merchant-demo-1"_s},
                                                  m_transport, fixture::providerKeys(), std::make_shared<FakeClock>());
}

PreparedRequest TestThalesReplies::prepared(const QString &formId)
{
    const Form form = fixture::form(formId);
    return *m_provider->prepareCreate(formId, fixture::values(form, fixture::minimalTexts(formId)), correlation);
}

Result<Done> TestThalesReplies::run(const QString &operation)
{
    if (operation == u"getToken"_s)
        return outcomeIn<TokenReading>(m_provider->lookUp(token, correlation));
    if (operation == u"getAsset"_s)
        return outcomeIn<Asset>(m_provider->asset(u"asset-1"_s, correlation));
    if (operation == u"eraseToken"_s)
        return outcomeIn<MutationAnswer>(m_provider->perform(*m_provider->prepareDelete(token, correlation)));
    return outcomeIn<MutationAnswer>(m_provider->perform(prepared(operation)));
}

void TestThalesReplies::everyStatus_ofEveryOperation_data()
{
    QTest::addColumn<QString>("operation");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("kind");
    const QList<std::tuple<int, QString, QString>> table{
        // status, kind for a read, kind for a mutation
        {200, u"BadReply"_s, u"OutcomeUnknown"_s},    {201, u"BadReply"_s, u"OutcomeUnknown"_s},
        {202, u"BadReply"_s, u"OutcomeUnknown"_s},    {204, u"BadReply"_s, u"OutcomeUnknown"_s},
        {206, u"BadReply"_s, u"OutcomeUnknown"_s},    {304, u"BadReply"_s, u"OutcomeUnknown"_s},
        {400, u"Rejected"_s, u"Rejected"_s},          {401, u"Unauthorized"_s, u"Unauthorized"_s},
        {403, u"Unauthorized"_s, u"Unauthorized"_s},  {404, u"NotFound"_s, u"NotFound"_s},
        {405, u"Rejected"_s, u"Rejected"_s},          {408, u"TimedOut"_s, u"OutcomeUnknown"_s},
        {409, u"Rejected"_s, u"Rejected"_s},          {410, u"Rejected"_s, u"Rejected"_s},
        {413, u"Rejected"_s, u"Rejected"_s},          {415, u"Rejected"_s, u"Rejected"_s},
        {422, u"Rejected"_s, u"Rejected"_s},          {429, u"Throttled"_s, u"Throttled"_s},
        {500, u"ServerFault"_s, u"OutcomeUnknown"_s}, {501, u"ServerFault"_s, u"OutcomeUnknown"_s},
        {502, u"ServerFault"_s, u"OutcomeUnknown"_s}, {503, u"Unavailable"_s, u"Unavailable"_s},
        {504, u"ServerFault"_s, u"OutcomeUnknown"_s}, {599, u"ServerFault"_s, u"OutcomeUnknown"_s},
        {600, u"BadReply"_s, u"OutcomeUnknown"_s},    {0, u"BadReply"_s, u"OutcomeUnknown"_s}};
    for (const QString &operation : openapi::operations()) {
        for (const auto &[status, forRead, forMutation] : table) {
            const bool isSuccess = status == successOf(operation);
            QTest::addRow("%s %d", qPrintable(operation), status) << operation << status
                                                                  << (isSuccess           ? QString()
                                                                      : isRead(operation) ? forRead
                                                                                          : forMutation);
        }
    }
}

void TestThalesReplies::everyStatus_ofEveryOperation()
{
    QFETCH(QString, operation);
    QFETCH(int, status);
    QFETCH(QString, kind);
    m_transport->answerWith(status, status < 300 ? successBodyOf(operation) : QByteArray());
    const Result<Done> outcome = run(operation);
    QCOMPARE(outcome ? QString() : toString(outcome.error().kind), kind);
    if (outcome)
        return;
    const Error &error = outcome.error();
    QCOMPARE(error.httpStatus, status);
    QCOMPARE(error.correlationId, correlation);
    QVERIFY(!error.detail.isEmpty());
    // What the journal makes of it: only an unknown outcome stays open to doubt.
    QCOMPARE(outcomeFrom(error).kind == JournalOutcome::Kind::Unknown, kind == u"OutcomeUnknown"_s);
}

void TestThalesReplies::turnedAway_saysForHowLong()
{
    HttpReply reply;
    reply.status = 429;
    reply.retryAfter = std::chrono::milliseconds(90'001);
    QCOMPARE(thales::errorOf(reply, {.correlationId = correlation})->retryAfterSeconds, 91);
    reply.retryAfter = std::chrono::hours(24 * 365);
    QCOMPARE(thales::errorOf(reply, {.correlationId = correlation})->retryAfterSeconds, 86'400);
    reply.retryAfter = {};
    QCOMPARE(thales::errorOf(reply, {.correlationId = correlation})->retryAfterSeconds, 0);
}

void TestThalesReplies::everyDocumentedStatus_isInTheTableAbove()
{
    QCOMPARE(openapi::operations().size(), 7);
    const QList<int> tested{200, 201, 202, 204, 400, 401, 404, 429, 500, 503};
    for (const QString &operation : openapi::operations()) {
        const QList<int> statuses = openapi::statuses(operation);
        QVERIFY(statuses.contains(successOf(operation)));
        for (const int status : statuses)
            QVERIFY2(tested.contains(status), qPrintable(operation));
    }
}

void TestThalesReplies::everyDocumentedErrorCode_isHandedOn_data()
{
    QTest::addColumn<QString>("operation");
    QTest::addColumn<QString>("code");
    for (const QString &operation : creates) {
        for (const QString &code : openapi::errorCodes(operation))
            QTest::addRow("%s %s", qPrintable(operation), qPrintable(code)) << operation << code;
    }
}

void TestThalesReplies::everyDocumentedErrorCode_isHandedOn()
{
    QFETCH(QString, operation);
    QFETCH(QString, code);
    m_transport->answerWith(400, "{\"errorCode\":\"" + code.toLatin1() + "\"}");
    const Result<Done> outcome = run(operation);
    QVERIFY(!outcome);
    const Error &error = outcome.error();
    QCOMPARE(toString(error.kind), u"Rejected"_s);
    QCOMPARE(error.code, code);
    QVERIFY(m_provider->capabilities().errors.contains(error.code));
}

void TestThalesReplies::recordedRejection_isReadInFull()
{
    m_transport->answerWith(400, fixture::data(u"create-token.response-400.json"_s));
    const Result<Done> outcome = run(u"createToken"_s);
    QVERIFY(!outcome);
    const Error &error = outcome.error();
    QCOMPARE(error, (Error{.kind = Error::Kind::Rejected,
                           .detail = u"status 400, PAN_NOT_ELIGIBLE"_s,
                           .correlationId = correlation,
                           .code = u"PAN_NOT_ELIGIBLE"_s,
                           .providerDetail = u"declined by token service"_s,
                           .schemeCorrelationId = u"scheme-corr-1"_s,
                           .httpStatus = 400}));
}

void TestThalesReplies::emptyRejection_isStillARejection()
{
    m_transport->answerWith(400, fixture::data(u"create-token.response-400-empty.json"_s));
    const Result<Done> outcome = run(u"createToken"_s);
    QVERIFY(!outcome);
    const Error &error = outcome.error();
    QCOMPARE(error, (Error{.kind = Error::Kind::Rejected,
                           .detail = u"status 400 without an error code"_s,
                           .correlationId = correlation,
                           .httpStatus = 400}));
}

void TestThalesReplies::rejectionWithoutJson_isStillARejection_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("text") << QByteArray("Bad Request");
    QTest::newRow("page") << QByteArray("<html>errorCode</html>");
    QTest::newRow("array") << QByteArray("[]");
    QTest::newRow("broken") << QByteArray("{\"errorCode\":");
    QTest::newRow("wrong types") << QByteArray("{\"errorCode\":7,\"errorDetails\":[],\"schemeCorrelationId\":{}}");
    QTest::newRow("too deep") << QByteArray(1000, '[');
}

void TestThalesReplies::rejectionWithoutJson_isStillARejection()
{
    QFETCH(QByteArray, body);
    m_transport->answerWith(400, body, "text/html");
    for (const QString &operation : openapi::operations()) {
        const Result<Done> outcome = run(operation);
        QVERIFY(!outcome);
        const Error &error = outcome.error();
        QCOMPARE(toString(error.kind), u"Rejected"_s);
        QCOMPARE(error.code, QString());
    }
}

void TestThalesReplies::unknownErrorCode_isHandedOnAsItIs()
{
    m_transport->answerWith(400, "{\"errorCode\":\"BRAND_NEW_ERROR\"}");
    QCOMPARE(run(u"createToken"_s).error().code, u"BRAND_NEW_ERROR"_s);
}

void TestThalesReplies::errorText_isRedactedAndShortened()
{
    const QByteArray text = "PAN 4111 1111 1111 1111 refused " + QByteArray(5000, 'x');
    m_transport->answerWith(400, "{\"errorCode\":\"4111111111111111\",\"errorDetails\":\"" + text + "\"}");
    const Result<Done> outcome = run(u"createToken"_s);
    QVERIFY(!outcome);
    const Error &error = outcome.error();
    for (QString said : {error.detail, error.code, error.providerDetail})
        QVERIFY(!said.remove(u' ').contains(u"4111111111111111"_s));
    QVERIFY(error.providerDetail.contains(u"refused"_s));
    QVERIFY(error.providerDetail.size() <= 1024);
}

void TestThalesReplies::numberWhereTheTextIsCut_isMaskedFirst()
{
    // Of 1024 characters the last eight are the beginning of the number: too few to be known for one.
    m_transport->answerWith(400, "{\"errorDetails\":\"" + QByteArray("refused ").repeated(127) + "4111111111111111\"}");
    const Result<Done> outcome = run(u"createToken"_s);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().providerDetail.size(), 1024);
    QVERIFY2(!outcome.error().providerDetail.contains(u"4111111"_s), qPrintable(outcome.error().providerDetail.right(9)));
}

void TestThalesReplies::unreadableSuccess_ofACreate_isUnknown_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("contentType");
    QTest::addColumn<QString>("why");
    const QByteArray good = fixture::data(u"create-token.response-201.json"_s);
    QTest::newRow("nothing") << QByteArray() << QByteArray() << u"not JSON"_s;
    QTest::newRow("page") << QByteArray("<html></html>") << QByteArray("text/html") << u"content type"_s;
    QTest::newRow("JSON called text") << good << QByteArray("text/plain") << u"content type"_s;
    QTest::newRow("half a body") << good.chopped(20) << QByteArray("application/json") << u"not JSON"_s;
    QTest::newRow("array") << QByteArray("[1]") << QByteArray("application/json") << u"not an object"_s;
    QTest::newRow("no id") << QByteArray("{\"tokenState\":\"ACTIVE\"}") << QByteArray("application/json")
                           << u"tokenId is missing"_s;
    QTest::newRow("wrong extra") << QByteArray("{\"tokenId\":\"t\",\"tokenState\":\"ACTIVE\",\"returnUri\":7}")
                                 << QByteArray("application/json") << u"returnUri is not a string"_s;
    QTest::newRow("too deep") << QByteArray("{\"a\":").repeated(65) + "1" + QByteArray("}").repeated(65)
                              << QByteArray("application/json") << u"deeper than 64"_s;
}

void TestThalesReplies::unreadableSuccess_ofACreate_isUnknown()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, contentType);
    QFETCH(QString, why);
    m_transport->answerWith(201, body, contentType);
    const Result<Done> outcome = run(u"createToken"_s);
    QVERIFY(!outcome);
    const Error &error = outcome.error();
    QCOMPARE(toString(error.kind), u"OutcomeUnknown"_s);
    QCOMPARE(error.httpStatus, 201);
    QVERIFY2(error.detail.contains(u"201"_s) && error.detail.contains(why), qPrintable(error.detail));
}

void TestThalesReplies::unreadableSuccess_ofARead_isABadReply_data()
{
    QTest::addColumn<QString>("operation");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("token, nothing") << u"getToken"_s << QByteArray();
    QTest::newRow("token, no state") << u"getToken"_s << QByteArray("{}");
    QTest::newRow("asset, no data") << u"getAsset"_s << QByteArray("{\"mediaType\":\"image/png\"}");
    QTest::newRow("asset, no type") << u"getAsset"_s << QByteArray("{\"encodedData\":\"AAAA\"}");
    QTest::newRow("asset, not base64") << u"getAsset"_s
                                       << QByteArray("{\"mediaType\":\"image/png\",\"encodedData\":\"@@@@\"}");
}

void TestThalesReplies::unreadableSuccess_ofARead_isABadReply()
{
    QFETCH(QString, operation);
    QFETCH(QByteArray, body);
    m_transport->answerWith(200, body);
    const Result<Done> outcome = run(operation);
    QVERIFY(!outcome);
    const Error &error = outcome.error();
    QCOMPARE(toString(error.kind), u"BadReply"_s);
    QCOMPARE(error.correlationId, correlation);
}

void TestThalesReplies::unreadableCreation_stillNamesItsToken()
{
    m_transport->answerWith(201, "{\"tokenId\":\"tok_77\",\"tokenState\":5}");
    const Result<Done> outcome = run(u"createToken"_s);
    QVERIFY(!outcome);
    const Error &error = outcome.error();
    QCOMPARE(toString(error.kind), u"OutcomeUnknown"_s);
    QVERIFY2(error.detail.contains(u"tok_77"_s), qPrintable(error.detail));
}

void TestThalesReplies::jsonContentType_mayHaveParameters()
{
    m_transport->answerWith(200, successBodyOf(u"getToken"_s), "Application/JSON; charset=utf-8");
    QVERIFY(run(u"getToken"_s));
}

void TestThalesReplies::bodyWithoutAnyContentType_isRead()
{
    m_transport->answerWith(200, successBodyOf(u"getToken"_s), "");
    QVERIFY(run(u"getToken"_s));
}

void TestThalesReplies::bodyOfABodilessAnswer_isIgnored()
{
    QFETCH(QString, operation);
    m_transport->answerWith(successOf(operation), "<p>whatever</p>", "text/html");
    QVERIFY(run(operation));
}

void TestThalesReplies::transportErrors_keepTheirKind_data()
{
    QTest::addColumn<QString>("operation");
    QTest::addColumn<int>("kind");
    using enum Error::Kind;
    for (const QString &operation : openapi::operations()) {
        for (const Error::Kind kind :
             {Configuration, Unreachable, ServerUntrusted, CertificateRefused, Redirected, OutcomeUnknown})
            QTest::addRow("%s %s", qPrintable(operation), qPrintable(toString(kind)))
                << operation << static_cast<int>(kind);
    }
}

void TestThalesReplies::transportErrors_keepTheirKind()
{
    QFETCH(QString, operation);
    QFETCH(int, kind);
    m_transport->failWith({.kind = static_cast<Error::Kind>(kind), .detail = u"why"_s});
    const Result<Done> outcome = run(operation);
    QVERIFY(!outcome);
    const Error &error = outcome.error();
    QCOMPARE(static_cast<int>(error.kind), kind);
    QCOMPARE(error.detail, u"why"_s);
    QCOMPARE(error.correlationId, correlation);
}

void TestThalesReplies::transportErrors_thatLeaveDoubt_areUnknownForMutations_data()
{
    QTest::addColumn<int>("kind");
    using enum Error::Kind;
    for (const Error::Kind kind : {TimedOut, TooLarge, BadReply, ServerFault})
        QTest::newRow(qPrintable(toString(kind))) << static_cast<int>(kind);
}

void TestThalesReplies::transportErrors_thatLeaveDoubt_areUnknownForMutations()
{
    QFETCH(int, kind);
    m_transport->failWith({.kind = static_cast<Error::Kind>(kind)});
    for (const QString &operation : openapi::operations()) {
        const Result<Done> outcome = run(operation);
        QVERIFY(!outcome);
        const Error &error = outcome.error();
        QCOMPARE(static_cast<int>(error.kind),
                 isRead(operation) ? kind : static_cast<int>(Error::Kind::OutcomeUnknown));
    }
}

void TestThalesReplies::abandonedMutation_isUnknown()
{
    m_transport->hold();
    const Pending<MutationAnswer> pending = m_provider->perform(prepared(u"createToken"_s));
    QVERIFY(!pending.isFinished());
    m_transport->abandon();
    QVERIFY(pending.isFinished());
    QCOMPARE(toString(outcomeOf<MutationAnswer>(pending).error().kind), u"OutcomeUnknown"_s);
    QCOMPARE(outcomeOf<MutationAnswer>(pending).error().correlationId, correlation);
}

void TestThalesReplies::nestingOf64Levels_isTheLimit()
{
    const auto body = [](int inner) {
        return "{\"tokenState\":\"ACTIVE\",\"x\":\"[[[\\\"[\",\"other\":" + QByteArray(inner, '[') +
               QByteArray(inner, ']') + "}";
    };
    m_transport->answerWith(200, body(63));
    QVERIFY(run(u"getToken"_s));
    m_transport->answerWith(200, body(64));
    QVERIFY(!run(u"getToken"_s));
}

QTEST_APPLESS_MAIN(TestThalesReplies)
#include "tst_thalesreplies.moc"

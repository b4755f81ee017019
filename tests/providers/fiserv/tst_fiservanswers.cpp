// SPDX-License-Identifier: Apache-2.0
#include "app/providers/fiserv/fiservprovider.h"
#include "app/providers/fiserv/forms.h"
#include "tests/providers/fiserv/fiservfixture.h"
#include "tests/providers/thales/faketransport.h"
#include "tests/support/fakeclock.h"
#include "tests/support/settling.h"

#include <QTest>

using namespace Qt::StringLiterals;
using Kind = Error::Kind;

namespace {
const QString requestId = QString::fromLatin1(fiservfixture::requestId);

// What the vendor's texts look like, with a card number in each place where one was seen or feared.
const QByteArray leakyError = R"({"clientRequestId":"c","apiTraceId":"trace-1","responseType":"GatewayDeclined",
 "error":{"code":"5005","message":"PAN=4773410012347324","details":[
  {"field":"paymentCard.number 4773410012347324","message":"HOSTED_DATA_ID4773410012347324. Invalid credit card number"},
  {"message":"4773 4100 1234 7324 and ４７７３４１００１２３４７３２４"}]}})";

QString textOf(const Error &error)
{
    return QStringList{error.detail, error.code, error.providerDetail, error.field}.join(u'\n');
}

QString fieldOf(const Token &token, const QString &key)
{
    for (const TokenField &field : token.fields) {
        if (field.key == key)
            return field.value;
    }
    return {};
}
} // namespace

//! What answers come to.
class TestFiservAnswers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void created_isReadFromTheVendorsExample();
    void createdWithoutAValue_isUnknown();
    void createdWithACardNumberAsValue_isUnknown();
    void waitingCreate_isAcceptedForLater();
    void statusAndWord_decideTogether_data();
    void statusAndWord_decideTogether();
    void lookedUp_masksTheNumberAndForgetsTheCode();
    void lookedUp_hidesNumbersInEveryOtherMember();
    void lookedUpAsDeleted_isDeleted();
    void requestTime_isReadAsNumberAndAsString();
    void secondLook_showsNoChangeOfItsOwn();
    void deleted_isReadFromTheVendorsExample();
    void deletedWithoutABody_isDeleted();
    void partialSuccess_isMappedToTheRows();
    void partialSuccess_withErrorsAsAnArray_isMappedToo();
    void partialSuccessWithoutErrors_leavesEveryRowUnclear();
    void fullSuccess_isEveryRow();
    void failedUpdate_isRejected();
    void numberWhereTheCodeIsCut_isMaskedFirst();
    void brokenPartialSuccess_isUnknown();
    void statuses_meanThis_data();
    void statuses_meanThis();
    void errors_carryCodeTraceAndWordsWithoutNumbers();
    void clockThatIsOff_isNamed_data();
    void clockThatIsOff_isNamed();
    void lostAnswer_isUnknownToAMutationOnly();
    void probe_acceptsAnswersOfTheApi_data();
    void probe_acceptsAnswersOfTheApi();
    void probe_ofAStrangersPage_blamesTheAddress();
    void exchange_showsNoCardData();

private:
    [[nodiscard]] FiservProvider provider() const
    {
        return FiservProvider(fiservfixture::signing(), m_transport, m_clock);
    }
    [[nodiscard]] Result<MutationAnswer> create() const
    {
        const auto request = provider().prepareCreate(
            u"createPaymentToken"_s, fiservfixture::values(fiserv::createForm(), fiservfixture::createTexts()),
            requestId);
        return settledWithin<MutationAnswer>(provider().perform(*request));
    }
    [[nodiscard]] Result<MutationAnswer> update() const
    {
        return settledWithin<MutationAnswer>(
            provider().perform(*provider().prepareUpdateSeveral(fiservfixture::updateRows(), requestId)));
    }
    [[nodiscard]] Result<MutationAnswer> erase() const
    {
        return settledWithin<MutationAnswer>(provider().perform(*provider().prepareDelete({u"t-1"_s}, requestId)));
    }
    [[nodiscard]] Result<TokenReading> lookUp() const
    {
        return settledWithin<TokenReading>(provider().lookUp({u"t-1"_s}, requestId));
    }

    std::shared_ptr<FakeTransport> m_transport;
    std::shared_ptr<FakeClock> m_clock;
};

void TestFiservAnswers::init()
{
    m_transport = std::make_shared<FakeTransport>();
    m_clock = std::make_shared<FakeClock>();
}

void TestFiservAnswers::created_isReadFromTheVendorsExample()
{
    m_transport->answerWith(200, fiservfixture::data(u"create.response.json"_s));
    const auto answer = create();
    QVERIFY2(answer, failureText(answer).constData());
    QVERIFY(answer->reading);
    const Token &token = answer->reading->token;
    QCOMPARE(token.id.value, u"838C36B4-133E-4068-BF50-99008A0DB003"_s);
    QCOMPARE(token.state, TokenState::Active);
    QCOMPARE(token.stateWord, u"ACTIVE"_s); // SUCCESS is the request's
    QCOMPARE(token.scheme, Scheme::Mastercard);
    QCOMPARE(token.cardLastDigits, u"0026"_s);
    QCOMPARE(fieldOf(token, u"paymentToken.reusable"_s), u"Yes"_s);
    QCOMPARE(fieldOf(token, u"paymentToken.declineDuplicates"_s), u"No"_s);
    QCOMPARE(fieldOf(token, u"country"_s), u"United Kingdom"_s);
    QVERIFY(answer->extra.isEmpty()); // the token says it all
    QCOMPARE(answer->correlationId, requestId);
}

void TestFiservAnswers::createdWithoutAValue_isUnknown()
{
    m_transport->answerWith(200, R"({"requestStatus":"SUCCESS","paymentToken":{"last4":"0026"}})");
    const auto answer = create();
    QVERIFY(!answer);
    QCOMPARE(toString(answer.error().kind), u"OutcomeUnknown"_s);
}

void TestFiservAnswers::createdWithACardNumberAsValue_isUnknown()
{
    m_transport->answerWith(200, R"({"requestStatus":"SUCCESS","paymentToken":{"value":"4111111111111111"}})");
    const auto answer = create();
    QVERIFY(!answer);
    QCOMPARE(toString(answer.error().kind), u"OutcomeUnknown"_s);
    QVERIFY(!textOf(answer.error()).contains(u"4111111111111111"_s));
}

void TestFiservAnswers::waitingCreate_isAcceptedForLater()
{
    m_transport->answerWith(200, R"({"requestStatus":"WAITING"})");
    const auto answer = create();
    QVERIFY(answer && answer->isAccepted && !answer->reading);
}

void TestFiservAnswers::statusAndWord_decideTogether_data()
{
    QTest::addColumn<QByteArray>("word");
    for (const char *word : {"FAILED", "DECLINED", "VALIDATION_FAILED"})
        QTest::newRow(word) << QByteArray(word);
}

void TestFiservAnswers::statusAndWord_decideTogether()
{
    QFETCH(const QByteArray, word);
    m_transport->answerWith(200, R"({"requestStatus":")" + word + R"(","paymentToken":{"value":"t-1"}})");
    for (const Error &error : {create().error(), erase().error(), update().error(), lookUp().error()}) {
        QCOMPARE(toString(error.kind), u"Rejected"_s);
        QCOMPARE(error.code, QString::fromLatin1(word));
    }
}

void TestFiservAnswers::lookedUp_masksTheNumberAndForgetsTheCode()
{
    QByteArray body = fiservfixture::data(u"delete.response.json"_s);
    body.replace("\"DELETED\"", "\"SUCCESS\"");
    m_transport->answerWith(200, body);
    const auto reading = lookUp();
    QVERIFY2(reading, failureText(reading).constData());
    QCOMPARE(reading->token.id.value, u"t-1"_s);
    QCOMPARE(reading->token.state, TokenState::Active);
    QCOMPARE(reading->token.scheme, Scheme::Visa);
    QCOMPARE(reading->token.cardLastDigits, u"4997"_s);
    QCOMPARE(reading->token.cardExpiry, u"0321"_s);
    QCOMPARE(fieldOf(reading->token, u"paymentToken.type"_s), u"Payment card"_s);
    const QString shown = fiservfixture::everythingShown(reading->token);
    QVERIFY2(!fiservfixture::digitsOf(shown).contains(u"5424180279791732"_s), qPrintable(shown));
    QVERIFY(!shown.contains(u"977"_s));
    QVERIFY(fieldOf(reading->token, u"paymentCard.number"_s).startsWith(u"5424 18"_s));
}

void TestFiservAnswers::lookedUp_hidesNumbersInEveryOtherMember()
{
    m_transport->answerWith(
        200, R"({"requestStatus":"SUCCESS","brand":"VISA 4773410012347324","country":"ID4773410012347324",
 "orderId":"R-4773410012347324","ipgTransactionId":4773410012347324,"merchantTransactionId":"4773-4100-1234-7324",
 "apiTraceId":"4773410012347324x","paymentToken":{"value":"x","type":"4773410012347324","last4":"4773410012347324"},
 "paymentCard":{"number":"4773 4100 1234 7324","cardFunction":"4773410012347324",
 "expiryDate":{"month":"12","year":"4773410012347324"}}})");
    const auto reading = lookUp();
    QVERIFY2(reading, failureText(reading).constData());
    const QString shown = fiservfixture::everythingShown(reading->token);
    QVERIFY2(!fiservfixture::digitsOf(shown).contains(u"4773410012347324"_s), qPrintable(shown));
}

void TestFiservAnswers::lookedUpAsDeleted_isDeleted()
{
    m_transport->answerWith(200, fiservfixture::data(u"delete.response.json"_s));
    const auto reading = lookUp();
    QVERIFY(reading);
    QCOMPARE(reading->token.state, TokenState::Deleted);
    QCOMPARE(reading->token.stateWord, u"DELETED"_s);
}

void TestFiservAnswers::requestTime_isReadAsNumberAndAsString()
{
    for (const char *time : {"1554308829345", "\"1554308829345\""}) {
        m_transport->answerWith(200, QByteArray(R"({"requestStatus":"SUCCESS","requestTime":)") + time + "}");
        const auto reading = lookUp();
        QVERIFY(reading);
        QCOMPARE(reading->token.state, TokenState::Active);
    }
}

void TestFiservAnswers::secondLook_showsNoChangeOfItsOwn()
{
    const auto said = [this](const QByteArray &trace, const QByteArray &time) {
        m_transport->answerWith(200, R"({"clientRequestId":")" + trace + R"(","apiTraceId":")" + trace +
                                         R"(","requestStatus":"SUCCESS","requestTime":)" + time +
                                         R"(,"paymentToken":{"value":"x","last4":"0026"}})");
        return lookUp()->token.fields;
    };
    QVERIFY(said("first", "1554308829345") == said("second", "1554308829346"));
}

void TestFiservAnswers::deleted_isReadFromTheVendorsExample()
{
    m_transport->answerWith(200, fiservfixture::data(u"delete.response.json"_s));
    const auto answer = erase();
    QVERIFY2(answer, failureText(answer).constData());
    QCOMPARE(answer->httpStatus, 200);
    QVERIFY(!answer->isAccepted);
}

void TestFiservAnswers::deletedWithoutABody_isDeleted()
{
    m_transport->answerWith(200);
    QVERIFY(erase());
    m_transport->answerWith(204);
    QCOMPARE(toString(erase().error().kind), u"OutcomeUnknown"_s);
}

void TestFiservAnswers::partialSuccess_isMappedToTheRows()
{
    m_transport->answerWith(200, fiservfixture::data(u"update.partial-success.response.json"_s));
    const auto answer = update();
    QVERIFY2(answer, failureText(answer).constData());
    QCOMPARE(answer->rows.size(), 2);
    QCOMPARE(answer->rows.at(0).token.value, u"1751905117310026"_s);
    QCOMPARE(answer->rows.at(0).kind, RowOutcome::Kind::Succeeded);
    QCOMPARE(answer->rows.at(1).token.value, u"9877hkhk68688888ffgh"_s);
    QCOMPARE(answer->rows.at(1).kind, RowOutcome::Kind::Refused);
    QCOMPARE(answer->rows.at(1).detail, u"HOSTED_DATA_ID477341******7324. Invalid credit card number: CreditCard "
                                        "[cardNumber=4773410...7324, expirationMonth=12, expirationYear=2026"_s);
}

void TestFiservAnswers::partialSuccess_withErrorsAsAnArray_isMappedToo()
{
    m_transport->answerWith(200, R"({"requestStatus":"PARTIAL_SUCCESS","errors":[{"code":"1","message":
 "HOSTED_DATA_ID4773410012347324. Invalid"}]})");
    const auto answer = update();
    QVERIFY(answer);
    QCOMPARE(answer->rows.at(0).kind, RowOutcome::Kind::Succeeded);
    QCOMPARE(answer->rows.at(1).kind, RowOutcome::Kind::Refused);
}

void TestFiservAnswers::partialSuccessWithoutErrors_leavesEveryRowUnclear()
{
    m_transport->answerWith(200, R"({"requestStatus":"PARTIAL_SUCCESS"})");
    const auto answer = update();
    QVERIFY(answer);
    for (const RowOutcome &row : answer->rows)
        QCOMPARE(row.kind, RowOutcome::Kind::Unclear);
}

void TestFiservAnswers::fullSuccess_isEveryRow()
{
    m_transport->answerWith(200, R"({"requestStatus":"SUCCESS"})");
    const auto answer = update();
    QVERIFY(answer);
    for (const RowOutcome &row : answer->rows)
        QCOMPARE(row.kind, RowOutcome::Kind::Succeeded);
}

void TestFiservAnswers::failedUpdate_isRejected()
{
    m_transport->answerWith(200, R"({"requestStatus":"FAILED","errors":{"details":[{"message":
 "HOSTED_DATA_ID4773410012347324. Invalid"}]}})");
    const auto answer = update();
    QVERIFY(!answer);
    QCOMPARE(toString(answer.error().kind), u"Rejected"_s);
    QCOMPARE(answer.error().providerDetail, u"HOSTED_DATA_ID477341******7324. Invalid"_s);
}

void TestFiservAnswers::numberWhereTheCodeIsCut_isMaskedFirst()
{
    // Of 1024 characters the last eight are the beginning of the number: too few to be known for one.
    m_transport->answerWith(400, R"({"error":{"code":")" + QByteArray("refused ").repeated(127) + R"(4773410012347324"}})");
    const auto answer = update();
    QVERIFY(!answer);
    QCOMPARE(answer.error().code.size(), 1024);
    QVERIFY(!answer.error().code.contains(u"4773410"_s));
    QVERIFY(!answer.error().detail.contains(u"4773410"_s));
}

void TestFiservAnswers::brokenPartialSuccess_isUnknown()
{
    m_transport->answerWith(200, fiservfixture::data(u"update.partial-success.broken.txt"_s));
    QCOMPARE(toString(update().error().kind), u"OutcomeUnknown"_s);
    m_transport->answerWith(200, R"({"requestStatus":"SOMETHING_NEW"})");
    QCOMPARE(toString(update().error().kind), u"OutcomeUnknown"_s);
    m_transport->answerWith(200, "<html>", "text/html");
    QCOMPARE(toString(update().error().kind), u"OutcomeUnknown"_s);
    QCOMPARE(toString(lookUp().error().kind), u"BadReply"_s);
}

void TestFiservAnswers::statuses_meanThis_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("ofRead");
    QTest::addColumn<QString>("ofMutation");
    const auto add = [](int status, Error::Kind ofRead, Error::Kind ofMutation) {
        QTest::addRow("%d", status) << status << toString(ofRead) << toString(ofMutation);
    };
    add(400, Kind::Rejected, Kind::Rejected);
    add(401, Kind::Unauthorized, Kind::Unauthorized);
    add(403, Kind::Unauthorized, Kind::Unauthorized);
    add(404, Kind::NotFound, Kind::NotFound);
    add(408, Kind::TimedOut, Kind::OutcomeUnknown);
    add(409, Kind::Rejected, Kind::Rejected);
    add(415, Kind::Rejected, Kind::Rejected);
    add(422, Kind::Rejected, Kind::Rejected);
    add(429, Kind::Throttled, Kind::Throttled);
    add(500, Kind::ServerFault, Kind::OutcomeUnknown);
    add(502, Kind::ServerFault, Kind::OutcomeUnknown);
    add(503, Kind::Unavailable, Kind::OutcomeUnknown);
    add(201, Kind::BadReply, Kind::OutcomeUnknown);
    add(204, Kind::BadReply, Kind::OutcomeUnknown);
    add(302, Kind::BadReply, Kind::OutcomeUnknown);
}

void TestFiservAnswers::statuses_meanThis()
{
    QFETCH(const int, status);
    for (const QByteArray &body : {QByteArray(), leakyError}) {
        m_transport->answerWith(status, body);
        QTEST(toString(lookUp().error().kind), "ofRead");
        QTEST(toString(create().error().kind), "ofMutation");
        QTEST(toString(update().error().kind), "ofMutation");
        QTEST(toString(erase().error().kind), "ofMutation");
        QCOMPARE(create().error().httpStatus, status);
        QCOMPARE(create().error().correlationId, requestId);
    }
}

void TestFiservAnswers::errors_carryCodeTraceAndWordsWithoutNumbers()
{
    for (const int status : {400, 401, 404, 409, 422, 500}) {
        m_transport->answerWith(status, leakyError);
        const Error error = create().error();
        QCOMPARE(error.code, u"5005"_s);
        QVERIFY(error.detail.contains(u"trace-1"_s));
        QVERIFY(error.providerDetail.contains(u"Invalid credit card number"_s));
        QVERIFY2(!fiservfixture::digitsOf(textOf(error)).contains(u"4773410012347324"_s), qPrintable(textOf(error)));
    }
    m_transport->answerWith(409, R"({"responseType":"GatewayDeclined"})");
    QCOMPARE(create().error().code, u"GatewayDeclined"_s);
}

void TestFiservAnswers::clockThatIsOff_isNamed_data()
{
    QTest::addColumn<int>("minutes");
    QTest::addColumn<bool>("isNamed");
    QTest::newRow("right") << 0 << false;
    QTest::newRow("a minute ahead") << 1 << false;
    QTest::newRow("six minutes ahead") << 6 << true;
    QTest::newRow("an hour behind") << -60 << true;
}

void TestFiservAnswers::clockThatIsOff_isNamed()
{
    QFETCH(const int, minutes);
    QFETCH(const bool, isNamed);
    HttpReply reply;
    reply.status = 401;
    reply.headers.emplaceBack("date", "Wed, 11 Feb 2026 09:08:24 GMT");
    m_transport->answerWith(reply);
    m_clock->advance(std::chrono::minutes(minutes));
    const Error error = lookUp().error();
    QCOMPARE(error.code == u"CLOCK"_s, isNamed);
    QVERIFY(provider().capabilities().errors.contains(u"CLOCK"_s));
}

void TestFiservAnswers::lostAnswer_isUnknownToAMutationOnly()
{
    m_transport->failWith({.kind = Kind::TimedOut});
    QCOMPARE(toString(create().error().kind), u"OutcomeUnknown"_s);
    QCOMPARE(toString(lookUp().error().kind), u"TimedOut"_s);
    m_transport->failWith({.kind = Kind::Unreachable});
    QCOMPARE(toString(create().error().kind), u"Unreachable"_s);
    QCOMPARE(create().error().correlationId, requestId);
}

void TestFiservAnswers::probe_acceptsAnswersOfTheApi_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {200, 400, 404})
        QTest::addRow("%d", status) << status;
}

void TestFiservAnswers::probe_acceptsAnswersOfTheApi()
{
    QFETCH(const int, status);
    m_transport->answerWith(status, R"({"responseType":"NotFound"})");
    const auto found = settledWithin<QString>(provider().probe(requestId));
    QVERIFY2(found, failureText(found).constData());
    QCOMPARE(m_transport->requests().size(), 1);
    QCOMPARE(m_transport->lastRequest().method, "GET");
}

void TestFiservAnswers::probe_ofAStrangersPage_blamesTheAddress()
{
    m_transport->answerWith(404, "<html>", "text/html");
    const auto found = settledWithin<QString>(provider().probe(requestId));
    QVERIFY(!found);
    QCOMPARE(toString(found.error().kind), u"Configuration"_s);
    QCOMPARE(found.error().field, u"baseUrl"_s);
}

void TestFiservAnswers::exchange_showsNoCardData()
{
    m_transport->answerWith(200, "{}");
    (void)lookUp();
    for (const QString &hidden : {u"number"_s, u"securityCode"_s, u"cardholderName"_s, u"bin"_s})
        QVERIFY(!m_transport->lastRequest().visibleKeys.contains(hidden));
}

QTEST_GUILESS_MAIN(TestFiservAnswers)
#include "tst_fiservanswers.moc"

// SPDX-License-Identifier: Apache-2.0
#include "app/core/httpdate.h"
#include "app/crypto/jwe.h"
#include "app/providers/cybersource/authentication.h"
#include "app/providers/cybersource/names.h"
#include "tests/crypto/opensslcommand.h"
#include "tests/providers/cybersource/cybersourcefixture.h"
#include "tests/support/settling.h"
#include "tests/support/testcards.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace cybersourcefixture;

namespace {
constexpr auto declinedWithToken =
    R"({"id":"7350000000006779103955","status":"DECLINED","errorInformation":{"reason":"PROCESSOR_DECLINED",)"
    R"("message":"Decline"},"embeddedActions":{"TOKEN_CREATE":{"status":"SUCCESS"}},)"
    R"("tokenInformation":{"instrumentidentifierNew":true,"instrumentIdentifier":{"id":"7010000000016241111",)"
    R"("state":"ACTIVE"}}})";
constexpr auto authorisedWithoutToken =
    R"({"_links":{"authReversal":{"method":"POST","href":"/pts/v2/payments/7350000000006779103955/reversals"}},)"
    R"("id":"7350000000006779103955","status":"AUTHORIZED","orderInformation":{"amountDetails":)"
    R"({"authorizedAmount":"1.00","currency":"USD"}},"embeddedActions":{"TOKEN_CREATE":{"status":"INVALID_REQUEST",)"
    R"("reason":"INVALID_DATA","message":"not allowed"}}})";
constexpr auto bothDeclined =
    R"({"id":"7350000000006779103955","status":"DECLINED","errorInformation":{"reason":"PROCESSOR_DECLINED",)"
    R"("message":"Decline"},"embeddedActions":{"TOKEN_CREATE":{"status":"INVALID_REQUEST","reason":"MISSING_FIELD"}}})";
constexpr auto severalKinds =
    R"({"id":"7350000000006779103955","status":"AUTHORIZED","tokenInformation":{"instrumentidentifierNew":false,)"
    R"("customer":{"id":"2E8B371F931C4B9BE0631D588D0AF001"},"paymentInstrument":{"id":"2E8B371F931C4B9BE0631D588D0AF002"},)"
    R"("shippingAddress":{"id":"2E8B371F931C4B9BE0631D588D0AF003"},)"
    R"("instrumentIdentifier":{"id":"7010000000016241111","state":"ACTIVE"}}})";

HttpReply reply(int status, const QByteArray &body, const QList<QPair<QByteArray, QByteArray>> &headers = {})
{
    HttpReply made;
    made.status = status;
    made.body = body;
    made.headers = headers;
    made.headers.emplaceBack("content-type", "application/json");
    return made;
}

QByteArray dateAheadBy(const Subject &subject, qint64 seconds)
{
    return httpDate(subject.clock->nowUtc().addSecs(-seconds));
}
} // namespace

//! What answers mean, through the provider.
class TestCybersourceAnswers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void payment_andItsToken_areTwoParts();
    void payment_offersItsReversal();
    void declinedPayment_mayHaveMadeAToken();
    void authorisedPayment_mayHaveMadeNone();
    void bothRefused_isARefusal();
    void severalKinds_areNamed();
    void paymentWords_mean_data();
    void paymentWords_mean();
    void unknownToken_isNotCalledDone();
    void reversal_saysWhetherItReversed_data();
    void reversal_saysWhetherItReversed();
    void existingInstrumentIdentifier_isSaidToExist();
    void refusedNetworkToken_isARefusal();
    void errors_areReadInBothForms_data();
    void errors_areReadInBothForms();
    void fieldPaths_leadToTheFormsFields_data();
    void fieldPaths_leadToTheFormsFields();
    void correlationIdOfTheServer_isTheOneToQuote();
    void conflict_namesWhatRefersToTheToken();
    void conflict_withoutAList_staysAsItIs();
    void mutationWithoutAnAnswer_isUnknown_data();
    void mutationWithoutAnAnswer_isUnknown();
    void hexadecimalId_isAskedForAsBothKinds();
    void probe_saysHowTheClocksCompare_data();
    void probe_saysHowTheClocksCompare();
    void refusedProbe_namesTheSetting_data();
    void refusedProbe_namesTheSetting();
    void skewedClock_isNamedWithItsSize_data();
    void skewedClock_isNamedWithItsSize();
    void encryptedAnswer_isOpened();
    void encryptedAnswer_forAnotherKey_saysWhich();
    void cardNumbers_appearNowhere_data();
    void cardNumbers_appearNowhere();
    void cardArt_isDecoded();
    void cardArt_isAskedForOnThisHostOnly();

private:
    [[nodiscard]] static Result<MutationAnswer> paid(const Subject &subject, const QByteArray &body, int status = 201)
    {
        const Form *form = subject.provider->capabilities().create(u"createPayment"_s);
        const auto request =
            subject.provider->prepareCreate(form->id, values(*form, paymentTexts()), QString::fromLatin1(requestId));
        subject.transport->answerWith(status, body);
        return settledWithin(subject.provider->perform(*request));
    }
    [[nodiscard]] static Result<MutationAnswer> erased(const Subject &subject, const HttpReply &answer)
    {
        subject.transport->answerWith(answer);
        return settledWithin(subject.provider->perform(*subject.provider->prepareDelete(
            {QString::fromLatin1(instrumentIdentifier)}, QString::fromLatin1(requestId))));
    }
};

void TestCybersourceAnswers::payment_andItsToken_areTwoParts()
{
    const Subject subject;
    const auto answer = paid(subject, data(u"payment.response.json"_s));
    QVERIFY2(answer, failureText(answer).constData());
    QCOMPARE(answer->parts.size(), 2);
    QCOMPARE(answer->parts.at(0).word, u"AUTHORIZED"_s);
    QVERIFY(answer->parts.at(0).kind == AnswerPart::Kind::Succeeded);
    QCOMPARE(answer->parts.at(0).reference, u"/pts/v2/payments/6972267090226779103955"_s);
    QVERIFY(answer->parts.at(1).kind == AnswerPart::Kind::Succeeded);
    QVERIFY(answer->parts.at(1).meaning.contains(u"already"_s)); // instrumentidentifierNew: false
    QVERIFY(answer->reading);
    const Token &token = answer->reading->token;
    QCOMPARE(token.id.value, QString::fromLatin1(instrumentIdentifier));
    QVERIFY(token.state == TokenState::Active);
    QCOMPARE(token.par, u"V0010013022298169667504231315"_s);
    QVERIFY(token.scheme == Scheme::Visa);
    QVERIFY(everythingShown(*answer).contains(u"6972267090226779103955"_s));
    QVERIFY(everythingShown(*answer).contains(u"102.21 US dollars (USD)"_s));
}

void TestCybersourceAnswers::payment_offersItsReversal()
{
    const Subject subject;
    const auto answer = paid(subject, data(u"payment.response.json"_s));
    QCOMPARE(answer->offered.size(), 1);
    const OfferedAction offered = answer->offered.first();
    QCOMPARE(offered.action, u"authReversal"_s);
    const TokenAction *action = subject.provider->capabilities().action(offered.action);
    for (const QString &key : offered.values.keys())
        QVERIFY(action->form.field(key));
    const auto request = subject.provider->prepareAction(
        {.action = offered.action, .token = answer->reading->token.id, .link = offered.link},
        values(action->form, offered.values), QString::fromLatin1(requestId));
    QVERIFY2(request, failureText(request).constData());
    QVERIFY(request->secretBody->bytes().contains("102.21"));
}

void TestCybersourceAnswers::declinedPayment_mayHaveMadeAToken()
{
    const auto answer = paid(Subject(), declinedWithToken);
    QVERIFY2(answer, failureText(answer).constData());
    QVERIFY(answer->parts.at(0).kind == AnswerPart::Kind::Refused);
    QVERIFY(answer->parts.at(1).kind == AnswerPart::Kind::Succeeded);
    QVERIFY(answer->reading && answer->offered.isEmpty());
    QVERIFY(answer->parts.at(1).meaning.contains(u"not in the vault before"_s));
}

void TestCybersourceAnswers::authorisedPayment_mayHaveMadeNone()
{
    const auto answer = paid(Subject(), authorisedWithoutToken);
    QVERIFY2(answer, failureText(answer).constData());
    QVERIFY(answer->parts.at(0).kind == AnswerPart::Kind::Succeeded);
    QVERIFY(answer->parts.at(1).kind == AnswerPart::Kind::Refused);
    QVERIFY(answer->parts.at(1).meaning.contains(u"INVALID_DATA"_s));
    QVERIFY(!answer->reading);
    QCOMPARE(answer->offered.size(), 1);
}

void TestCybersourceAnswers::bothRefused_isARefusal()
{
    const auto answer = paid(Subject(), bothDeclined);
    QVERIFY(!answer);
    QCOMPARE(toString(answer.error().kind), u"Rejected"_s);
    QCOMPARE(answer.error().code, u"PROCESSOR_DECLINED"_s);
    QVERIFY(answer.error().detail.contains(u"DECLINED"_s) && answer.error().detail.contains(u"INVALID_REQUEST"_s));
}

void TestCybersourceAnswers::severalKinds_areNamed()
{
    const auto answer = paid(Subject(), severalKinds);
    QVERIFY(answer);
    QCOMPARE(answer->others.size(), 3);
    QCOMPARE(answer->others.at(0).id.value, u"customers/2E8B371F931C4B9BE0631D588D0AF001"_s);
    QCOMPARE(answer->others.at(1).id.value, u"payment-instruments/2E8B371F931C4B9BE0631D588D0AF002"_s);
    QCOMPARE(answer->others.at(2).id.value, u"shipping-addresses/2E8B371F931C4B9BE0631D588D0AF003"_s);
}

void TestCybersourceAnswers::paymentWords_mean_data()
{
    using Kind = AnswerPart::Kind;
    QTest::addColumn<QString>("word");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *word, Kind kind) {
        QTest::newRow(word) << QString::fromLatin1(word) << static_cast<int>(kind);
    };
    row("AUTHORIZED", Kind::Succeeded);
    row("PARTIAL_AUTHORIZED", Kind::Succeeded);
    row("AUTHORIZED_PENDING_REVIEW", Kind::Pending);
    row("PENDING_AUTHENTICATION", Kind::Pending);
    row("PENDING_REVIEW", Kind::Pending);
    row("AUTHORIZED_RISK_DECLINED", Kind::Refused);
    row("DECLINED", Kind::Refused);
    row("INVALID_REQUEST", Kind::Refused);
    row("SOMETHING_NEW", Kind::Unknown);
}

void TestCybersourceAnswers::paymentWords_mean()
{
    QFETCH(const QString, word);
    QFETCH(const int, kind);
    QByteArray body = severalKinds;
    body.replace("\"AUTHORIZED\"", '"' + word.toLatin1() + '"');
    const auto answer = paid(Subject(), body);
    QVERIFY(answer);
    QCOMPARE(static_cast<int>(answer->parts.first().kind), kind);
    QVERIFY(!answer->parts.first().meaning.isEmpty());
}

void TestCybersourceAnswers::unknownToken_isNotCalledDone()
{
    const auto answer = paid(Subject(), R"({"id":"7350000000006779103955","status":"AUTHORIZED"})");
    QVERIFY(answer);
    QVERIFY(answer->parts.at(1).kind == AnswerPart::Kind::Unknown);
    const auto nothing = paid(Subject(), "{}");
    QCOMPARE(toString(nothing.error().kind), u"OutcomeUnknown"_s);
}

void TestCybersourceAnswers::reversal_saysWhetherItReversed_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("kind");
    QTest::newRow("reversed") << QByteArray(R"({"status":"REVERSED","reversalAmountDetails":{"reversedAmount":"1.00",)"
                                            R"("currency":"USD"}})")
                              << static_cast<int>(AnswerPart::Kind::Succeeded);
    QTest::newRow("not") << QByteArray(R"({"status":"INVALID_REQUEST"})")
                         << static_cast<int>(AnswerPart::Kind::Refused);
    QTest::newRow("who knows") << QByteArray(R"({"status":"PENDING"})") << static_cast<int>(AnswerPart::Kind::Unknown);
}

void TestCybersourceAnswers::reversal_saysWhetherItReversed()
{
    QFETCH(const QByteArray, body);
    QFETCH(const int, kind);
    const Subject subject;
    const Form &form = subject.provider->capabilities().action(u"authReversal"_s)->form;
    const auto request = subject.provider->prepareAction(
        {.action = form.id, .token = {}, .link = u"/pts/v2/payments/7350000000006779103955/reversals"_s},
        values(form, {}), QString::fromLatin1(requestId));
    subject.transport->answerWith(201, body);
    const auto answer = settledWithin(subject.provider->perform(*request));
    QVERIFY(answer);
    QCOMPARE(answer->parts.size(), 1);
    QCOMPARE(static_cast<int>(answer->parts.first().kind), kind);
}

void TestCybersourceAnswers::existingInstrumentIdentifier_isSaidToExist()
{
    const Subject subject;
    const Form *form = subject.provider->capabilities().create(u"createInstrumentIdentifier"_s);
    const auto perform = [&](int status) {
        const auto request = subject.provider->prepareCreate(
            form->id, values(*form, {{u"card.number"_s, QString::fromLatin1(TestCards::visa)}}),
            QString::fromLatin1(requestId));
        subject.transport->answerWith(status, R"({"id":"7010000000016241111","state":"ACTIVE"})");
        return settledWithin(subject.provider->perform(*request));
    };
    QVERIFY(!everythingShown(*perform(201)).contains(u"already"_s));
    QVERIFY(everythingShown(*perform(200)).contains(u"already"_s));
}

void TestCybersourceAnswers::refusedNetworkToken_isARefusal()
{
    const Subject subject;
    const Form *form = subject.provider->capabilities().create(u"createTokenizedCard"_s);
    const auto request = subject.provider->prepareCreate(
        form->id,
        values(*form, {{u"card.number"_s, QString::fromLatin1(TestCards::visa)}, {u"card.expiration"_s, u"1231"_s}}),
        QString::fromLatin1(requestId));
    subject.transport->answerWith(201, R"({"tokenizedCard":{"reason":"CARD_NOT_ELIGIBLE"}})");
    const auto answer = settledWithin(subject.provider->perform(*request));
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, u"CARD_NOT_ELIGIBLE"_s);
    QVERIFY(subject.provider->capabilities().errors.contains(answer.error().code));
}

void TestCybersourceAnswers::errors_areReadInBothForms_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("code");
    const auto tms = [](const char *type) {
        return QByteArray(R"({"errors":[{"type":")") + type + R"(","message":"m"}]})";
    };
    const auto row = [](const char *name, int status, const QByteArray &body, const char *kind, const char *code) {
        QTest::newRow(name) << status << body << QString::fromLatin1(kind) << QString::fromLatin1(code);
    };
    row("400", 400, tms("invalidFields"), "Rejected", "invalidFields");
    row("403 forbidden", 403, tms("forbidden"), "Unauthorized", "forbidden");
    row("403 declined", 403, tms("declined"), "Rejected", "declined");
    row("404", 404, tms("notFound"), "NotFound", "notFound");
    row("409", 409, tms("instrumentIdentifierDeletionError"), "Rejected", "instrumentIdentifierDeletionError");
    row("410", 410, tms("notAvailable"), "NotFound", "notAvailable");
    row("412", 412, tms("conflict"), "Rejected", "conflict (412)");
    row("424", 424, tms("notFound"), "Rejected", "notFound (424)");
    row("429", 429, {}, "Throttled", "");
    row("500", 500, tms("internalError"), "OutcomeUnknown", "internalError");
    row("payment 400", 400, R"({"status":"INVALID_REQUEST","reason":"MISSING_FIELD","message":"m"})", "Rejected",
        "MISSING_FIELD");
    row("payment 502", 502, R"({"status":"SERVER_ERROR","reason":"SERVER_TIMEOUT","message":"m"})", "OutcomeUnknown",
        "SERVER_TIMEOUT");
    row("gateway 401", 401, R"({"response":{"rmsg":"Authentication Failed"}})", "Unauthorized", "NOT_ACCEPTED");
    row("401 without a word", 401, {}, "Unauthorized", "NOT_ACCEPTED");
    row("gateway page", 502, "<html>", "OutcomeUnknown", "");
}

void TestCybersourceAnswers::errors_areReadInBothForms()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    QFETCH(const QString, kind);
    QFETCH(const QString, code);
    const Subject subject;
    const auto answer = erased(subject, reply(status, body));
    QVERIFY(!answer);
    QCOMPARE(toString(answer.error().kind), kind);
    QCOMPARE(answer.error().code, code);
    QCOMPARE(answer.error().httpStatus, status);
    const bool isExplained = subject.provider->capabilities().errors.contains(code);
    QCOMPARE(isExplained, !code.isEmpty() && kind != "OutcomeUnknown"_L1);
}

void TestCybersourceAnswers::fieldPaths_leadToTheFormsFields_data()
{
    QTest::addColumn<QByteArray>("named");
    QTest::addColumn<QString>("field");
    QTest::newRow("amount") << QByteArray("orderInformation.amountDetails.totalAmount")
                            << u"orderInformation.amountDetails.totalAmount"_s;
    QTest::newRow("month") << QByteArray("paymentInformation.card.expirationMonth")
                           << u"paymentInformation.card.expiration"_s;
    QTest::newRow("year") << QByteArray("paymentInformation.card.expirationYear")
                          << u"paymentInformation.card.expiration"_s;
    QTest::newRow("the end of it") << QByteArray("card.number") << u"paymentInformation.card.number"_s;
    QTest::newRow("somewhere else") << QByteArray("merchantInformation.x") << QString();
}

void TestCybersourceAnswers::fieldPaths_leadToTheFormsFields()
{
    QFETCH(const QByteArray, named);
    QFETCH(const QString, field);
    const auto answer =
        paid(Subject(),
             R"({"status":"INVALID_REQUEST","reason":"INVALID_DATA","message":"m","details":[{"field":")" + named +
                 R"(","reason":"INVALID_DATA"}]})",
             400);
    QVERIFY(!answer);
    QCOMPARE(answer.error().field, field);
    QVERIFY(answer.error().providerDetail.contains(QString::fromLatin1(named)));
    const Subject subject;
    const Form *form = subject.provider->capabilities().create(u"createInstrumentIdentifier"_s);
    const auto request = subject.provider->prepareCreate(
        form->id, values(*form, {{u"card.number"_s, QString::fromLatin1(TestCards::visa)}}),
        QString::fromLatin1(requestId));
    subject.transport->answerWith(
        400, R"({"errors":[{"type":"invalidFields","message":"m","details":[{"name":"number","location":"body"}]}]})");
    QCOMPARE(settledWithin(subject.provider->perform(*request)).error().field, u"card.number"_s);
}

void TestCybersourceAnswers::correlationIdOfTheServer_isTheOneToQuote()
{
    const auto answer = erased(Subject(), reply(404, {}, {{"v-c-correlation-id", "9f2c-77"}}));
    QCOMPARE(answer.error().correlationId, u"9f2c-77"_s);
    QVERIFY(answer.error().detail.contains(u"9f2c-77"_s)); // for the journal
    QCOMPARE(erased(Subject(), reply(404, {})).error().correlationId, QString::fromLatin1(requestId));
    const auto done = erased(Subject(), reply(204, {}, {{"v-c-correlation-id", "9f2c-78"}}));
    QVERIFY(done);
    QVERIFY(everythingShown(*done).contains(u"9f2c-78"_s));
}

void TestCybersourceAnswers::conflict_namesWhatRefersToTheToken()
{
    const Subject subject;
    subject.transport->hold();
    const auto pending = subject.provider->perform(
        *subject.provider->prepareDelete({QString::fromLatin1(instrumentIdentifier)}, QString::fromLatin1(requestId)));
    subject.transport->answerWith(409, R"({"errors":[{"type":"instrumentIdentifierDeletionError","message":"m"}]})");
    subject.transport->release();
    QCOMPARE(subject.transport->requests().size(), 2);
    QCOMPARE(subject.sent().method, "GET");
    QCOMPARE(subject.sent().path, u"/tms/v1/instrumentidentifiers/7010000000016241111/paymentinstruments"_s);
    subject.transport->answerWith(
        200, R"({"_embedded":{"paymentInstruments":[{"id":"2E8B371F931C4B9BE0631D588D0AF002"},{"id":"x"}]}})");
    subject.transport->release();
    const auto answer = settledWithin(pending);
    QCOMPARE(answer.error().httpStatus, 409);
    QVERIFY(answer.error().providerDetail.contains(u"2E8B371F931C4B9BE0631D588D0AF002"_s));
}

void TestCybersourceAnswers::conflict_withoutAList_staysAsItIs()
{
    const auto answer =
        erased(Subject(), reply(409, R"({"errors":[{"type":"instrumentIdentifierDeletionError","message":"m"}]})"));
    QCOMPARE(answer.error().httpStatus, 409);
    QCOMPARE(answer.error().providerDetail, u"m"_s);
}

void TestCybersourceAnswers::mutationWithoutAnAnswer_isUnknown_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("expected");
    QTest::newRow("timed out") << static_cast<int>(Error::Kind::TimedOut) << u"OutcomeUnknown"_s;
    QTest::newRow("too large") << static_cast<int>(Error::Kind::TooLarge) << u"OutcomeUnknown"_s;
    QTest::newRow("never left") << static_cast<int>(Error::Kind::Unreachable) << u"Unreachable"_s;
}

void TestCybersourceAnswers::mutationWithoutAnAnswer_isUnknown()
{
    QFETCH(const int, kind);
    QFETCH(const QString, expected);
    const Subject subject;
    subject.transport->failWith({.kind = static_cast<Error::Kind>(kind)});
    const auto answer = settledWithin(subject.provider->perform(
        *subject.provider->prepareDelete({QString::fromLatin1(instrumentIdentifier)}, QString::fromLatin1(requestId))));
    QCOMPARE(toString(answer.error().kind), expected);
    QCOMPARE(answer.error().correlationId, QString::fromLatin1(requestId));
    QCOMPARE(subject.transport->requests().size(), 1);
}

void TestCybersourceAnswers::hexadecimalId_isAskedForAsBothKinds()
{
    const Subject subject;
    subject.transport->hold();
    const auto pending =
        subject.provider->lookUp({u"2E8B371F931C4B9BE0631D588D0AF123"_s}, QString::fromLatin1(requestId));
    QCOMPARE(subject.sent().path, u"/tms/v1/instrumentidentifiers/2E8B371F931C4B9BE0631D588D0AF123"_s);
    subject.transport->answerWith(404, R"({"errors":[{"type":"notFound"}]})");
    subject.transport->release();
    QCOMPARE(subject.sent().path, u"/tms/v2/tokenized-cards/2E8B371F931C4B9BE0631D588D0AF123"_s);
    subject.transport->answerWith(200,
                                  R"({"tokenizedCard":{"id":"2E8B371F931C4B9BE0631D588D0AF123","state":"SUSPENDED"}})");
    subject.transport->release();
    const auto reading = settledWithin(pending);
    QVERIFY2(reading, failureText(reading).constData());
    QCOMPARE(reading->token.id.value, QString::fromLatin1(networkToken));
    QVERIFY(reading->token.state == TokenState::Suspended);
}

void TestCybersourceAnswers::probe_saysHowTheClocksCompare_data()
{
    QTest::addColumn<int>("aheadBy");
    QTest::addColumn<QString>("said");
    QTest::newRow("together") << 0 << u"agrees"_s;
    QTest::newRow("a moment") << 4 << u"agrees"_s;
    QTest::newRow("ahead") << 37 << u"37 seconds ahead"_s;
    QTest::newRow("behind") << -90 << u"90 seconds behind"_s;
}

void TestCybersourceAnswers::probe_saysHowTheClocksCompare()
{
    QFETCH(const int, aheadBy);
    QFETCH(const QString, said);
    const Subject subject;
    subject.transport->answerWith(
        reply(404, R"({"errors":[{"type":"notFound"}]})", {{"date", dateAheadBy(subject, aheadBy)}}));
    const auto found = settledWithin(subject.provider->probe(QString::fromLatin1(requestId)));
    QVERIFY2(found, failureText(found).constData());
    QVERIFY2(found->contains(said), qPrintable(*found));
    QCOMPARE(subject.sent().method, "GET");
}

void TestCybersourceAnswers::refusedProbe_namesTheSetting_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("field");
    const auto words = [](const char *text) { return QByteArray(R"({"response":{"rmsg":")") + text + R"("}})"; };
    QTest::newRow("wrong secret") << 401 << words("Authentication Failed") << u"sharedSecret"_s;
    QTest::newRow("unknown key id") << 401 << words("unknown keyid") << u"keyId"_s;
    QTest::newRow("wrong merchant") << 401 << words("the merchant is not known") << u"merchantId"_s;
    QTest::newRow("no API there") << 404 << QByteArray("<html>") << u"server"_s;
}

void TestCybersourceAnswers::refusedProbe_namesTheSetting()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    QFETCH(const QString, field);
    const Subject subject;
    subject.transport->answerWith(reply(status, body));
    const auto found = settledWithin(subject.provider->probe(QString::fromLatin1(requestId)));
    QVERIFY(!found);
    QCOMPARE(found.error().field, field);
}

void TestCybersourceAnswers::skewedClock_isNamedWithItsSize_data()
{
    QTest::addColumn<int>("aheadBy");
    QTest::addColumn<QString>("said");
    QTest::newRow("together") << 1 << QString();
    QTest::newRow("ahead") << 150 << u"150 seconds ahead of the server's"_s;
    QTest::newRow("behind") << -150 << u"150 seconds behind the server's"_s;
}

void TestCybersourceAnswers::skewedClock_isNamedWithItsSize()
{
    QFETCH(const int, aheadBy);
    QFETCH(const QString, said);
    const Subject subject;
    const auto answer = erased(subject, reply(401, R"({"response":{"rmsg":"Authentication Failed"}})",
                                              {{"date", dateAheadBy(subject, aheadBy)}}));
    QCOMPARE(toString(answer.error().kind), u"Unauthorized"_s);
    QCOMPARE(answer.error().code == cybersource::clockCode, !said.isEmpty());
    QVERIFY(answer.error().providerDetail.contains(said));
    const auto found = settledWithin(subject.provider->probe(QString::fromLatin1(requestId)));
    QCOMPARE(found.error().field.isEmpty(), !said.isEmpty()); // no setting is to blame for the clock
}

void TestCybersourceAnswers::encryptedAnswer_isOpened()
{
    const OpenSslCommand openssl;
    QVERIFY(openssl.run(u"genrsa -out key.pem 2048"_s));
    const Key key = *readKey(openssl.content(u"key.pem"_s), u"mine"_s);
    cybersource::Connection with = connection();
    with.encryption.keys.add(key);
    with.encryption.responseKeyId = u"mine"_s;
    const Subject subject(with);
    const auto message = encryptJwe(SecretBytes::copyOf(QByteArrayView(data(u"payment.response.json"_s))), key);
    QVERIFY(message);
    const auto answer = paid(subject, R"({"encryptedResponse":")" + *message + R"("})");
    QVERIFY2(answer, failureText(answer).constData());
    QCOMPARE(answer->parts.first().word, u"AUTHORIZED"_s);
    const auto refusal = encryptJwe(
        SecretBytes::copyOf(QByteArrayView(R"({"status":"INVALID_REQUEST","reason":"INVALID_CARD","message":"m"})")),
        key);
    QCOMPARE(paid(subject, R"({"encryptedResponse":")" + *refusal + R"("})", 400).error().code, u"INVALID_CARD"_s);
}

void TestCybersourceAnswers::encryptedAnswer_forAnotherKey_saysWhich()
{
    const OpenSslCommand openssl;
    QVERIFY(openssl.run(u"genrsa -out key.pem 2048"_s));
    const auto message = encryptJwe(SecretBytes::copyOf(QByteArrayView("{}")),
                                    *readKey(openssl.content(u"key.pem"_s), u"another-key"_s));
    const auto answer = paid(Subject(), R"({"encryptedResponse":")" + *message + R"("})");
    QCOMPARE(toString(answer.error().kind), u"OutcomeUnknown"_s); // it was paid, and nobody can read how
    QVERIFY(answer.error().detail.contains(u"another-key"_s));
    QCOMPARE(answer.error().code, u"KEY_NOT_HERE"_s);
    const auto refused = paid(Subject(), R"({"encryptedResponse":")" + *message + R"("})", 400);
    QCOMPARE(toString(refused.error().kind), u"Undecryptable"_s);
}

void TestCybersourceAnswers::cardNumbers_appearNowhere_data()
{
    QTest::addColumn<QByteArray>("place");
    for (const char *place : {"id", "status", "state", "message", "reason", "approvalCode", "code", "correlation"})
        QTest::newRow(place) << QByteArray(place);
}

void TestCybersourceAnswers::cardNumbers_appearNowhere()
{
    QFETCH(const QByteArray, place);
    const QByteArray card = TestCards::visa;
    const auto at = [&](const char *name, const QByteArray &usual) { return place == name ? card : usual; };
    const QByteArray body = R"({"id":")" + at("id", "7350000000006779103955") + R"(","status":")" +
                            at("status", "AUTHORIZED") + R"(","clientReferenceInformation":{"code":")" +
                            at("code", "c") + R"("},"processorInformation":{"approvalCode":")" +
                            at("approvalCode", "a") + R"("},"paymentInformation":{"card":{"number":")" + card +
                            R"("}},"embeddedActions":{"TOKEN_CREATE":{"status":"SUCCESS","message":")" +
                            at("message", "m") +
                            R"("}},"tokenInformation":{"instrumentIdentifier":{"id":"7010000000016241111","state":")" +
                            at("state", "ACTIVE") + R"("}}})";
    const auto answer = paid(Subject(), body);
    QVERIFY(!(answer ? everythingShown(*answer) : everythingShown(answer.error())).contains(QString::fromLatin1(card)));
    const auto refusal = erased(Subject(), reply(400,
                                                 R"({"errors":[{"type":")" + at("reason", "invalidFields") +
                                                     R"(","message":")" + at("message", "m") + R"("}]})",
                                                 {{"v-c-correlation-id", at("correlation", "x")}}));
    QVERIFY(!everythingShown(refusal.error()).contains(QString::fromLatin1(card)));
}

void TestCybersourceAnswers::cardArt_isDecoded()
{
    const Subject subject;
    const QString path = u"/tms/v2/tokens/7010000000016241111/vts/assets/card-art-combined"_s;
    QByteArray body = data(u"card-art.response.json"_s);
    body.replace("R0l...aP=", QByteArray("picture").toBase64()); // the printed one is cut
    subject.transport->answerWith(200, body);
    const auto asset = settledWithin(subject.provider->asset(path, QString::fromLatin1(requestId)));
    QVERIFY2(asset, failureText(asset).constData());
    QCOMPARE(asset->id, path);
    QCOMPARE(asset->mediaType, u"image/png"_s);
    QCOMPARE(asset->bytes, "picture");
    QCOMPARE(asset->width, u"200"_s);
    QCOMPARE(subject.sent().path, path);
    subject.transport->answerWith(200, data(u"card-art.response.json"_s));
    QCOMPARE(toString(settledWithin(subject.provider->asset(path, QString::fromLatin1(requestId))).error().kind),
             u"BadReply"_s);
}

void TestCybersourceAnswers::cardArt_isAskedForOnThisHostOnly()
{
    const Subject subject;
    for (const QString &path :
         {u"https://elsewhere.test/tms/v2/tokens/7010000000016241111/vts/assets/x"_s, u"/pts/v2/payments"_s, QString(),
          u"/tms/v2/tokens/7010000000016241111/vts/assets/../../x"_s})
        QVERIFY(!settledWithin(subject.provider->asset(path, QString::fromLatin1(requestId))));
    QVERIFY(subject.transport->requests().isEmpty());
}

QTEST_GUILESS_MAIN(TestCybersourceAnswers)
#include "tst_cybersourceanswers.moc"

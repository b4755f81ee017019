// SPDX-License-Identifier: Apache-2.0
#include "app/core/redact.h"
#include "app/crypto/jwe.h"
#include "app/providers/cybersource/names.h"
#include "tests/crypto/opensslcommand.h"
#include "tests/providers/cybersource/cybersourcefixture.h"
#include "tests/support/settling.h"
#include "tests/support/testcards.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace cybersourcefixture;

namespace {
constexpr auto hexId = "2E8B371F931C4B9BE0631D588D0AF123";
constexpr auto reversalBody =
    R"({"clientReferenceInformation":{"code":"5a1c2f0e-7d3b-4c55-9a66-0123456789ab"},"reversalInformation":)"
    R"({"amountDetails":{"totalAmount":"102.21","currency":"USD"},"reason":"only for the token"}})";
constexpr auto reversalLink = "/pts/v2/payments/6972267090226779103955/reversals";

Result<PreparedRequest> prepared(const Subject &subject, const QString &formId, const QMap<QString, QString> &texts)
{
    const Form *form = subject.provider->capabilities().create(formId);
    return subject.provider->prepareCreate(formId, values(*form, texts), QString::fromLatin1(requestId));
}

QJsonObject bodyOf(const PreparedRequest &request)
{
    return json(request.secretBody ? request.secretBody->bytes().toByteArray() : request.body);
}

QMap<QString, QString> cardTexts()
{
    return {{u"card.number"_s, QString::fromLatin1(TestCards::visa)}, {u"card.expiration"_s, u"1231"_s}};
}
} // namespace

//! What is prepared and what of it is sent.
class TestCybersourcePrepare : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void payment_isTheServicesOwnExample();
    void payment_chargesTheSmallestAmountUnlessToldOtherwise();
    void payment_refusesWhatCannotBeRight_data();
    void payment_refusesWhatCannotBeRight();
    void tokenTypes_areSentOrLeftToTheVault_data();
    void tokenTypes_areSentOrLeftToTheVault();
    void instrumentIdentifier_needsTheNumberAlone();
    void tokenizedCard_isSentWithItsSource();
    void summaries_holdNoCardDataAndNoNames();
    void deletes_takeTheirDocumentedForm_data();
    void deletes_takeTheirDocumentedForm();
    void deleteReason_thatTheServiceDoesNotTake_isRefused();
    void tokensThatCannotBeDeleted_areRefused();
    void reversal_followsTheOfferedLink();
    void reversal_toAnywhereElse_isRefused_data();
    void reversal_toAnywhereElse_isRefused();
    void simulation_isTheServicesOwnExample_data();
    void simulation_isTheServicesOwnExample();
    void simulation_isForNetworkTokensInTestEnvironmentsOnly();
    void digest_isOverTheBytesThatAreSent();
    void encryptedRequest_opensForTheService();
    void profile_goesWithTokensAndNotWithPayments();
    void foreignRequests_areNotPerformed();
};

void TestCybersourcePrepare::payment_isTheServicesOwnExample()
{
    const Subject subject;
    const auto request = prepared(subject, u"createPayment"_s, paymentTexts());
    QVERIFY2(request, failureText(request).constData());
    QCOMPARE(request->method, "POST");
    QCOMPARE(request->path, u"/pts/v2/payments"_s);
    QVERIFY(request->body.isEmpty() && request->secretBody);
    QJsonObject expected = json(data(u"payment.request.json"_s));
    QJsonObject order = expected.value("orderInformation"_L1).toObject();
    QJsonObject billTo = order.value("billTo"_L1).toObject();
    billTo.remove("email"_L1); // the example sends an empty one
    order.insert("billTo"_L1, billTo);
    expected.insert("orderInformation"_L1, order);
    expected.insert("clientReferenceInformation"_L1, QJsonObject{{u"code"_s, QString::fromLatin1(requestId)}});
    QCOMPARE(bodyOf(*request), expected);
}

void TestCybersourcePrepare::payment_chargesTheSmallestAmountUnlessToldOtherwise()
{
    const Subject subject;
    QMap<QString, QString> texts = paymentTexts();
    texts.remove(u"orderInformation.amountDetails.totalAmount"_s);
    const auto request = prepared(subject, u"createPayment"_s, texts);
    QVERIFY(request);
    const QJsonObject details =
        bodyOf(*request).value("orderInformation"_L1).toObject().value("amountDetails"_L1).toObject();
    QCOMPARE(details.value("totalAmount"_L1), "1.00"_L1);
    QCOMPARE(details.value("currency"_L1), "USD"_L1);
    const Form *form = subject.provider->capabilities().create(u"createPayment"_s);
    QVERIFY(form->charge && form->field(form->charge->amountKey) && form->field(form->charge->currencyKey));
    QVERIFY(!subject.provider->capabilities().create(u"createInstrumentIdentifier"_s)->charge);
    QVERIFY(subject.provider->capabilities().givesCardArt);
}

void TestCybersourcePrepare::payment_refusesWhatCannotBeRight_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("text");
    const QString amount = u"orderInformation.amountDetails.totalAmount"_s;
    QTest::newRow("one digit after the point") << amount << u"1.5"_s;
    QTest::newRow("negative") << amount << u"-1.00"_s;
    QTest::newRow("expired") << u"paymentInformation.card.expiration"_s << u"0120"_s;
    QTest::newRow("no card") << u"paymentInformation.card.number"_s << QString();
    QTest::newRow("no state") << u"orderInformation.billTo.administrativeArea"_s << QString();
    QTest::newRow("unknown currency") << u"orderInformation.amountDetails.currency"_s << u"XTS"_s;
}

void TestCybersourcePrepare::payment_refusesWhatCannotBeRight()
{
    QFETCH(const QString, key);
    QFETCH(const QString, text);
    const Subject subject;
    QMap<QString, QString> texts = paymentTexts();
    texts.insert(key, text);
    const auto request = prepared(subject, u"createPayment"_s, texts);
    QVERIFY(!request);
    QCOMPARE(toString(request.error().kind), u"InvalidInput"_s);
    QCOMPARE(request.error().field, key);
    QVERIFY(subject.transport->requests().isEmpty());
}

void TestCybersourcePrepare::tokenTypes_areSentOrLeftToTheVault_data()
{
    QTest::addColumn<QString>("choice");
    QTest::addColumn<QStringList>("sent");
    QTest::newRow("one") << u"instrumentIdentifier"_s << QStringList{u"instrumentIdentifier"_s};
    QTest::newRow("all") << u"customer,paymentInstrument,instrumentIdentifier,shippingAddress"_s
                         << QStringList{u"customer"_s, u"paymentInstrument"_s, u"instrumentIdentifier"_s,
                                        u"shippingAddress"_s};
    QTest::newRow("default") << u"default"_s << QStringList();
}

void TestCybersourcePrepare::tokenTypes_areSentOrLeftToTheVault()
{
    QFETCH(const QString, choice);
    QFETCH(const QStringList, sent);
    const Subject subject;
    QMap<QString, QString> texts = paymentTexts();
    texts.insert(u"processingInformation.actionTokenTypes"_s, choice);
    const auto request = prepared(subject, u"createPayment"_s, texts);
    const QJsonObject processing = bodyOf(*request).value("processingInformation"_L1).toObject();
    QCOMPARE(processing.value("actionList"_L1).toArray(), QJsonArray{u"TOKEN_CREATE"_s});
    QCOMPARE(processing.contains("actionTokenTypes"_L1), !sent.isEmpty());
    QCOMPARE(processing.value("actionTokenTypes"_L1).toArray(), QJsonArray::fromStringList(sent));
}

void TestCybersourcePrepare::instrumentIdentifier_needsTheNumberAlone()
{
    const Subject subject;
    const auto plain = prepared(subject, u"createInstrumentIdentifier"_s, cardTexts());
    QVERIFY2(plain, failureText(plain).constData());
    QCOMPARE(plain->path, u"/tms/v1/instrumentidentifiers"_s);
    QCOMPARE(plain->secretBody->bytes().toByteArray(), R"({"card":{"number":"4111111111111111"}})");
    QMap<QString, QString> texts = cardTexts();
    texts.insert(u"type"_s, u"enrollable card"_s);
    const auto enrolled = prepared(subject, u"createInstrumentIdentifier"_s, texts);
    QCOMPARE(enrolled->secretBody->bytes().toByteArray(),
             R"({"type":"enrollable card","card":{"number":"4111111111111111","expirationMonth":"12",)"
             R"("expirationYear":"2031"}})");
}

void TestCybersourcePrepare::tokenizedCard_isSentWithItsSource()
{
    const Subject subject;
    QMap<QString, QString> texts = cardTexts();
    texts.insert(u"passcode.value"_s, u"777"_s);
    const auto request = prepared(subject, u"createTokenizedCard"_s, texts);
    QVERIFY2(request, failureText(request).constData());
    QCOMPARE(request->secretBody->bytes().toByteArray(),
             R"({"source":"ONFILE","createPanInstrumentIdentifier":false,"card":{"number":"4111111111111111",)"
             R"("expirationMonth":"12","expirationYear":"2031"},"passcode":{"value":"777"}})");
    texts = {{u"source"_s, u"ISSUER"_s}};
    QCOMPARE(prepared(subject, u"createTokenizedCard"_s, texts).error().field, u"accountReferenceId"_s);
    texts.insert(u"accountReferenceId"_s, u"ref-1"_s);
    QCOMPARE(bodyOf(*prepared(subject, u"createTokenizedCard"_s, texts)).value("card"_L1),
             QJsonValue(QJsonValue::Undefined));
}

void TestCybersourcePrepare::summaries_holdNoCardDataAndNoNames()
{
    const Subject subject;
    QMap<QString, QString> texts = paymentTexts();
    texts.insert(u"orderInformation.billTo.email"_s, u"john@example.com"_s);
    const QString summary = prepared(subject, u"createPayment"_s, texts)->redacted;
    for (const QString &hidden :
         {u"4111"_s, u"John"_s, u"Doe"_s, u"Market"_s, u"94105"_s, u"415888"_s, u"john@"_s, u"1231"_s})
        QVERIFY2(!summary.contains(hidden), qPrintable(summary));
    for (const QString &said : {u"scheme Visa"_s, u"totalAmount 102.21"_s, u"currency USD"_s})
        QVERIFY2(summary.contains(said), qPrintable(summary));
}

void TestCybersourcePrepare::deletes_takeTheirDocumentedForm_data()
{
    QTest::addColumn<QString>("token");
    QTest::addColumn<bool>("withReason");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("body");
    const QString network = QString::fromLatin1(networkToken);
    const QString path = u"/tms/v2/"_s + network;
    QTest::newRow("instrument identifier") << u"7010000000016241111"_s << true << u"FRAUD"_s << QByteArray("DELETE")
                                           << u"/tms/v1/instrumentidentifiers/7010000000016241111"_s << QByteArray();
    QTest::newRow("network token, new form") << network << true << u"FRAUD"_s << QByteArray("POST")
                                             << path + u"/delete"_s << QByteArray(R"({"reason":{"code":"FRAUD"}})");
    QTest::newRow("network token, no reason")
        << network << true << QString() << QByteArray("POST") << path + u"/delete"_s << QByteArray("{}");
    QTest::newRow("network token, old form")
        << network << false << u"other"_s << QByteArray("DELETE") << path << QByteArray();
}

void TestCybersourcePrepare::deletes_takeTheirDocumentedForm()
{
    QFETCH(const QString, token);
    QFETCH(const bool, withReason);
    QFETCH(const QString, reason);
    cybersource::Connection with = connection();
    with.deletesWithReason = withReason;
    const Subject subject(with);
    const auto request = subject.provider->prepareDelete({token}, QString::fromLatin1(requestId), reason);
    QVERIFY2(request, failureText(request).constData());
    QTEST(request->method, "method");
    QTEST(request->path, "path");
    QTEST(request->secretBody ? request->secretBody->bytes().toByteArray() : request->body, "body");
    QCOMPARE(request->token.value, token);
    QVERIFY(request->operation == Operation::Delete);
    const auto reasons = subject.provider->capabilities().reasons.value(Operation::Delete);
    QCOMPARE(reasons.size(), withReason ? 2 : 3);
}

void TestCybersourcePrepare::deleteReason_thatTheServiceDoesNotTake_isRefused()
{
    const Subject subject;
    const auto request = subject.provider->prepareDelete({QString::fromLatin1(networkToken)},
                                                         QString::fromLatin1(requestId), u"other"_s);
    QVERIFY(!request);
    QCOMPARE(request.error().field, u"reason"_s);
}

void TestCybersourcePrepare::tokensThatCannotBeDeleted_areRefused()
{
    const Subject subject;
    for (const QString &token :
         {u"customers/"_s + QString::fromLatin1(hexId), u"4111111111111111"_s, QString(), u"a b"_s})
        QVERIFY(!subject.provider->prepareDelete({token}, QString::fromLatin1(requestId)));
    QVERIFY(!subject.provider->prepareDelete({QString::fromLatin1(networkToken)}, u"a b"_s));
}

void TestCybersourcePrepare::reversal_followsTheOfferedLink()
{
    const Subject subject;
    const TokenAction *action = subject.provider->capabilities().action(u"authReversal"_s);
    QVERIFY(action && action->place == TokenAction::Place::Answer && action->operation == Operation::Reverse);
    QVERIFY(action->form.charge); // windows say the amount, and want it typed in production
    const FormValues given = values(action->form, {{u"reversalInformation.amountDetails.totalAmount"_s, u"102.21"_s},
                                                   {u"reversalInformation.reason"_s, u"only for the token"_s}});
    const auto request = subject.provider->prepareAction(
        {.action = u"authReversal"_s, .token = {u"7010000000016241111"_s}, .link = QString::fromLatin1(reversalLink)},
        given, QString::fromLatin1(requestId));
    QVERIFY2(request, failureText(request).constData());
    QVERIFY(request->operation == Operation::Reverse);
    QCOMPARE(request->path, QString::fromLatin1(reversalLink));
    QCOMPARE(request->secretBody->bytes().toByteArray(), reversalBody);
    QCOMPARE(redacted(request->redacted), request->redacted); // the payment can be found by what the journal holds
    QVERIFY(request->redacted.contains(u"6972267090226779103955"_s));
}

void TestCybersourcePrepare::reversal_toAnywhereElse_isRefused_data()
{
    QTest::addColumn<QString>("link");
    for (const char *link :
         {"", "/pts/v2/payments/6972267090226779103955/captures",
          "https://elsewhere.test/pts/v2/payments/6972267090226779103955/reversals",
          "/pts/v2/payments/../../x/reversals", "/pts/v2/payments/6972267090226779103955/reversals?x=1"})
        QTest::newRow(link) << QString::fromLatin1(link);
}

void TestCybersourcePrepare::reversal_toAnywhereElse_isRefused()
{
    QFETCH(const QString, link);
    const Subject subject;
    const Form &form = subject.provider->capabilities().action(u"authReversal"_s)->form;
    QVERIFY(!subject.provider->prepareAction({.action = u"authReversal"_s, .token = {}, .link = link}, values(form, {}),
                                             QString::fromLatin1(requestId)));
}

void TestCybersourcePrepare::simulation_isTheServicesOwnExample_data()
{
    using Texts = QMap<QString, QString>;
    QTest::addColumn<Texts>("texts");
    QTest::addColumn<QString>("file");
    QTest::newRow("state") << Texts{{u"state"_s, u"SUSPENDED"_s}} << u"simulation.state.request.json"_s;
    QTest::newRow("card") << Texts{{u"card.last4"_s, u"1234"_s}, {u"card.expiration"_s, u"0532"_s}}
                          << u"simulation.card.request.json"_s;
    QTest::newRow("card art") << Texts{{u"metadata.cardArt.combinedAsset.update"_s, u"true"_s}}
                              << u"simulation.card-art.request.json"_s;
}

void TestCybersourcePrepare::simulation_isTheServicesOwnExample()
{
    QFETCH(const QString, file);
    using Texts = QMap<QString, QString>;
    QFETCH(Texts, texts);
    const Subject subject;
    texts.insert(u"profile-id"_s, u"profile-1"_s);
    const Form &form = subject.provider->capabilities().action(u"issuerLifeCycleEventSimulation"_s)->form;
    const auto request =
        subject.provider->prepareAction({.action = form.id, .token = {QString::fromLatin1(networkToken)}},
                                        values(form, texts), QString::fromLatin1(requestId));
    QVERIFY2(request, failureText(request).constData());
    QCOMPARE(request->path,
             u"/tms/v2/"_s + QString::fromLatin1(networkToken) + u"/issuer-life-cycle-event-simulations"_s);
    QCOMPARE(bodyOf(*request), json(data(file)));
    QVERIFY(request->operation == Operation::Simulate);
    subject.transport->answerWith(204);
    QVERIFY(settledWithin(subject.provider->perform(*request)));
    QCOMPARE(subject.transport->lastHeader("profile-id"), "profile-1");
}

void TestCybersourcePrepare::simulation_isForNetworkTokensInTestEnvironmentsOnly()
{
    const Subject subject;
    const TokenAction *action = subject.provider->capabilities().action(u"issuerLifeCycleEventSimulation"_s);
    QVERIFY(action && action->isFor({QString::fromLatin1(networkToken)}));
    QVERIFY(!action->isFor({QString::fromLatin1(instrumentIdentifier)}));
    QVERIFY(action->form.title.contains(u"issuer"_s) && action->form.title.contains(u"test"_s));
    const auto onIdentifier = subject.provider->prepareAction(
        {.action = action->form.id, .token = {QString::fromLatin1(instrumentIdentifier)}},
        values(action->form, {{u"state"_s, u"ACTIVE"_s}, {u"profile-id"_s, u"p"_s}}), QString::fromLatin1(requestId));
    QVERIFY(!onIdentifier);
    const auto nothing = subject.provider->prepareAction(
        {.action = action->form.id, .token = {QString::fromLatin1(networkToken)}},
        values(action->form, {{u"profile-id"_s, u"p"_s}}), QString::fromLatin1(requestId));
    QCOMPARE(nothing.error().field, u"state"_s);
    cybersource::Connection production = connection();
    production.isTest = false;
    QVERIFY(!Subject(production).provider->capabilities().action(action->form.id));
}

void TestCybersourcePrepare::digest_isOverTheBytesThatAreSent()
{
    cybersource::Connection with = connection();
    with.identity.way = cybersource::Identity::Way::HttpSignature;
    const Subject subject(with);
    subject.transport->answerWith(201, data(u"payment.response.json"_s));
    QVERIFY(settledWithin(subject.provider->perform(*prepared(subject, u"createPayment"_s, paymentTexts()))));
    QCOMPARE(subject.transport->lastHeader("digest"), "SHA-256=" + cybersource::digestOf(subject.sentBody()));
    QVERIFY(subject.sentBody().contains("4111111111111111"));
    QVERIFY(subject.sent().body.isEmpty());
}

void TestCybersourcePrepare::encryptedRequest_opensForTheService()
{
    const OpenSslCommand openssl;
    QVERIFY(openssl.run(u"genrsa -out key.pem 2048"_s));
    QVERIFY(openssl.run(u"rsa -in key.pem -pubout -out public.pem"_s));
    cybersource::Connection with = connection();
    with.encryption.requests = *readKey(openssl.content(u"public.pem"_s), u"serial-1"_s);
    const Subject subject(with);
    const auto request = prepared(subject, u"createPayment"_s, paymentTexts());
    QVERIFY2(request, failureText(request).constData());
    QVERIFY(!request->secretBody && !request->body.contains("4111111111111111"));
    const QJsonObject body = json(request->body);
    QCOMPARE(body.keys(), QStringList{u"encryptedRequest"_s});
    const QByteArray message = body.value("encryptedRequest"_L1).toString().toLatin1();
    const auto header = parseJwe(message);
    QVERIFY(header);
    QCOMPARE(header->kid, u"serial-1"_s);
    QCOMPARE(header->members.value("cty"_L1), "JWT"_L1);
    QCOMPARE(header->members.value("iat"_L1).toInteger(), subject.clock->nowUtc().toSecsSinceEpoch());
    KeyRing keys;
    keys.add(*readKey(openssl.content(u"key.pem"_s), u"serial-1"_s));
    const auto plain = decryptJwe(message, keys);
    QVERIFY(plain);
    QVERIFY((*plain)->bytes().contains("4111111111111111"));
    subject.transport->answerWith(201, data(u"payment.response.json"_s));
    QVERIFY(settledWithin(subject.provider->perform(*request)));
    const QByteArray claims = QByteArray::fromBase64(subject.transport->lastHeader("authorization").split('.').at(1),
                                                     QByteArray::Base64UrlEncoding);
    QCOMPARE(json(claims).value("digest"_L1).toString().toLatin1(), cybersource::digestOf(request->body));
}

void TestCybersourcePrepare::profile_goesWithTokensAndNotWithPayments()
{
    cybersource::Connection with = connection();
    with.profileId = u"profile-9"_s;
    const Subject subject(with);
    QCOMPARE(prepared(subject, u"createInstrumentIdentifier"_s, cardTexts())->headers.value(0).second, "profile-9");
    QVERIFY(prepared(subject, u"createPayment"_s, paymentTexts())->headers.isEmpty());
}

void TestCybersourcePrepare::foreignRequests_areNotPerformed()
{
    const Subject subject;
    PreparedRequest request = *prepared(subject, u"createPayment"_s, paymentTexts());
    request.path = u"/tokens"_s;
    QVERIFY(!settledWithin(subject.provider->perform(request)));
    QVERIFY(subject.transport->requests().isEmpty());
}

QTEST_GUILESS_MAIN(TestCybersourcePrepare)
#include "tst_cybersourceprepare.moc"

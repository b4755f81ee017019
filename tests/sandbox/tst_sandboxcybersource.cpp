// SPDX-License-Identifier: Apache-2.0
#include "app/crypto/jwe.h"
#include "app/sandbox/cybersource/sandboxcybersourcepractice.h"
#include "tests/crypto/forgedjwe.h"
#include "tests/crypto/oracle.h"
#include "tests/sandbox/cybersourcebench.h"

#include <QFile>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
const QByteArray identifiers = "/tms/v1/instrumentidentifiers";
const QByteArray networkTokens = "/tms/v2/tokenized-cards";
const QByteArray payments = "/pts/v2/payments";
const QByteArray active = "/7010000000016241111";
const QByteArray activeNetworkToken = "/A1B2C3D4E5F60718293A4B5C6D7E8F90";
const QByteArray suspendedNetworkToken = "/B2C3D4E5F60718293A4B5C6D7E8F90A1";

//! What the vendor's clients say of an encrypted request.
const QByteArray remarks = ",\"cty\":\"JWT\",\"iat\":1721261883";

QJsonObject fixture(const QString &name)
{
    return QJsonDocument::fromJson(cybersourceFile(name)).object();
}

QByteArray text(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QJsonObject paymentOf(const QString &number, const QStringList &types = {u"instrumentIdentifier"_s})
{
    QJsonObject body = fixture(u"token-create.request.json"_s);
    QJsonObject information = body.value(u"paymentInformation"_s).toObject();
    QJsonObject card = information.value(u"card"_s).toObject();
    card.insert(u"number"_s, number);
    information.insert(u"card"_s, card);
    body.insert(u"paymentInformation"_s, information);
    QJsonObject processing{{u"actionList"_s, QJsonArray{u"TOKEN_CREATE"_s}}};
    if (!types.isEmpty())
        processing.insert(u"actionTokenTypes"_s, QJsonArray::fromStringList(types));
    body.insert(u"processingInformation"_s, processing);
    return body;
}

QJsonObject cardBody(const QString &number, bool enrolls = false)
{
    QJsonObject card{{u"number"_s, number}};
    if (!enrolls)
        return {{u"card"_s, card}};
    card.insert(u"expirationMonth"_s, u"12"_s);
    card.insert(u"expirationYear"_s, u"2031"_s);
    return {{u"type"_s, u"enrollable card"_s}, {u"card"_s, card}};
}

QJsonObject onFile(const QString &number)
{
    QJsonObject body = cardBody(number, true);
    body.remove(u"type"_s);
    body.insert(u"source"_s, u"ONFILE"_s);
    return body;
}

//! The names of all members, at any depth.
QStringList membersOf(const QJsonValue &value, const QString &path = {})
{
    QStringList names;
    const QJsonObject object = value.toObject();
    for (auto member = object.begin(); member != object.end(); ++member)
        names << path + member.key() << membersOf(*member, path + member.key() + u'.');
    return names;
}

QString errorType(const SandboxAnswer &answer)
{
    return textAt(answer, u"errors.0.type"_s);
}
} // namespace

//! What the API does for those who are let in.
class TestSandboxCybersource : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void vendorsPayment_isAnsweredAsInItsExample();
    void testCard_hasItsOutcome_data();
    void testCard_hasItsOutcome();
    void tokenTypes_areThoseAskedFor();
    void payment_isCheckedMemberByMember_data();
    void payment_isCheckedMemberByMember();
    void expiredCard_isDeclined();
    void reversal_happensOnce();
    void reversal_isChecked();

    void identifier_isMadeOnceForACard();
    void identifier_showsNoWholeNumber();
    void identifierInUse_isNotDeleted();
    void deletedIdentifier_isGone_andItsCardGetsANewOne();
    void mistakes_haveTheShapeOfTheVault_data();
    void mistakes_haveTheShapeOfTheVault();
    void practiceTokens_showTheInterestingStates();
    void enrolment_makesANetworkTokenOnce();
    void enrolment_ofAClosedAccount_isAConflict();
    void networkToken_isMadeReadAndDeleted();
    void networkToken_thatTheIssuerRefuses();
    void oldDelete_isForVisaOnly();
    void newDelete_checksItsReason();
    void issuer_movesTheState();
    void issuer_changesTheCard();
    void issuer_isPlayedForAProfileOnly();
    void unknownProfile_isAFailedDependency();

    void credentials_areOpenedByAnotherImplementation_data();
    void credentials_areOpenedByAnotherImplementation();
    void credentials_areRefused_data();
    void credentials_areRefused();
    void newestCredentials_fallBackToTheCard();
    void art_hasNumbersForItsSize_data();
    void art_hasNumbersForItsSize();
    void art_ofAnotherProvider_isNotFound();

    void encryptedRequest_isOpened();
    void encryptedAnswer_isOpenedByAnotherImplementation();
    void encryptedError_isEncryptedToo();
    void garbageInsteadOfAnEncryptedRequest_isRefused_data();
    void garbageInsteadOfAnEncryptedRequest_isRefused();
    void tokenize_mustBeEncrypted_andHasAnOutcomeForEachKind();

    void otherPathsAndMethods_areRefused_data();
    void otherPathsAndMethods_areRefused();
    void everyAnswer_hasACorrelationId();
    void restart_keepsEverything();
    void database_holdsNoCardNumber();

private:
    //! For the sandbox; `more` goes to the end of the protected header.
    [[nodiscard]] QByteArray sealed(const QByteArray &plaintext, const QByteArray &more) const;
    [[nodiscard]] SandboxAnswer sendEncrypted(const QByteArray &target, const QByteArray &compact,
                                              const QJsonObject &claims = {});
    [[nodiscard]] QJsonObject opened(const QByteArray &compact);

    std::unique_ptr<CybersourceBench> m_bench;
};

void TestSandboxCybersource::init()
{
    m_bench = std::make_unique<CybersourceBench>();
    QVERIFY(m_bench->open());
}

void TestSandboxCybersource::vendorsPayment_isAnsweredAsInItsExample()
{
    const QJsonObject example = fixture(u"token-create.response.json"_s);
    const SandboxAnswer answer = m_bench->post(payments, fixture(u"token-create.request.json"_s));
    QCOMPARE(answer.status, 201);
    const QJsonObject made = jsonOf(answer);
    const QStringList members = membersOf(made);
    for (const QString &name : membersOf(example)) {
        if (!name.endsWith("transactionId"_L1)) // the same as networkTransactionId
            QVERIFY2(members.contains(name), qPrintable(name));
    }
    QVERIFY(!made.contains(u"embeddedActions"_s));
    QCOMPARE(textAt(answer, u"status"_s), u"AUTHORIZED"_s);
    QCOMPARE(textAt(answer, u"tokenInformation.instrumentIdentifier.id"_s), u"7010000000016241111"_s);
    QCOMPARE(at(made, u"tokenInformation.instrumentidentifierNew"_s), QJsonValue(false));
    QCOMPARE(textAt(answer, u"submitTimeUtc"_s), u"2024-07-18T00:18:03Z"_s);
    const QString id = textAt(answer, u"id"_s);
    QCOMPARE(id.size(), 22);
    QCOMPARE(textAt(answer, u"_links.authReversal.href"_s), u"/pts/v2/payments/%1/reversals"_s.arg(id));
    QCOMPARE(textAt(answer, u"_links.authReversal.method"_s), u"POST"_s);
    QCOMPARE(textAt(answer, u"processorInformation.paymentAccountReferenceNumber"_s).size(), 29);
    QCOMPARE(answer.tokenId, u"7010000000016241111"_s);
}

void TestSandboxCybersource::testCard_hasItsOutcome_data()
{
    QTest::addColumn<SandboxCybersourceTestCard>("card");
    for (const SandboxCybersourceTestCard &card : sandboxCybersourceTestCards())
        QTest::newRow(qPrintable(card.description)) << card;
}

void TestSandboxCybersource::testCard_hasItsOutcome()
{
    QFETCH(SandboxCybersourceTestCard, card);
    const SandboxAnswer answer = m_bench->post(payments, paymentOf(card.number));
    const bool hasToken = jsonOf(answer).contains(u"tokenInformation"_s);
    if (card.isRefused() || card.isOutage()) {
        QCOMPARE(answer.status, card.isOutage() ? 502 : 400);
        QCOMPARE(textAt(answer, u"status"_s), card.isOutage() ? u"SERVER_ERROR"_s : u"INVALID_REQUEST"_s);
        QCOMPARE(textAt(answer, u"reason"_s), card.payment);
        QVERIFY(!hasToken);
    } else {
        QCOMPARE(answer.status, 201);
        QCOMPARE(textAt(answer, u"status"_s), card.payment);
        QCOMPARE(hasToken, card.tokenCreate == "SUCCESS"_L1);
        const bool saysSo = card.payment != "AUTHORIZED"_L1 || card.tokenCreate != "SUCCESS"_L1;
        QCOMPARE(textAt(answer, u"embeddedActions.TOKEN_CREATE.status"_s), saysSo ? card.tokenCreate : QString());
        QCOMPARE(jsonOf(answer).contains(u"errorInformation"_s), card.payment != "AUTHORIZED"_L1);
    }
    QVERIFY(!answer.body.contains(card.number.toLatin1()));

    const SandboxAnswer enrolled = m_bench->post(networkTokens, onFile(card.number));
    if (card.networkToken == "DECLINED"_L1) {
        QCOMPARE(enrolled.status, 403);
        QCOMPARE(errorType(enrolled), u"declined"_s);
    } else {
        QCOMPARE(enrolled.status, 201);
        const bool isActive = card.networkToken == "ACTIVE"_L1;
        QCOMPARE(textAt(enrolled, u"tokenizedCard.state"_s), isActive ? u"ACTIVE"_s : u"UNPROVISIONED"_s);
        QCOMPARE(textAt(enrolled, u"tokenizedCard.reason"_s), isActive ? QString() : card.networkToken);
    }
}

void TestSandboxCybersource::tokenTypes_areThoseAskedFor()
{
    const auto kindsOf = [](const SandboxAnswer &answer) {
        return jsonOf(answer).value(u"tokenInformation"_s).toObject().keys();
    };
    QCOMPARE(kindsOf(m_bench->post(payments, paymentOf(u"4242424242424242"_s))),
             (QStringList{u"instrumentIdentifier"_s, u"instrumentidentifierNew"_s}));
    QCOMPARE(
        kindsOf(m_bench->post(payments, paymentOf(u"4242424242424242"_s, {}))),
        (QStringList{u"customer"_s, u"instrumentIdentifier"_s, u"instrumentidentifierNew"_s, u"paymentInstrument"_s}));
    QJsonObject shipped = paymentOf(u"4242424242424242"_s, {u"customer"_s, u"shippingAddress"_s});
    QJsonObject order = shipped.value(u"orderInformation"_s).toObject();
    order.insert(u"shipTo"_s, QJsonObject{{u"country"_s, u"US"_s}});
    shipped.insert(u"orderInformation"_s, order);
    const SandboxAnswer answer = m_bench->post(payments, shipped);
    QCOMPARE(kindsOf(answer), (QStringList{u"customer"_s, u"instrumentidentifierNew"_s, u"shippingAddress"_s}));
    QVERIFY(
        QRegularExpression(u"^[0-9A-F]{32}$"_s).match(textAt(answer, u"tokenInformation.customer.id"_s)).hasMatch());
}

void TestSandboxCybersource::payment_isCheckedMemberByMember_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("field");
    const QString missing = u"MISSING_FIELD"_s;
    const QString invalid = u"INVALID_DATA"_s;
    const auto row = [](const char *from, const char *to, const QString &reason, const QString &field) {
        QTest::newRow(qPrintable(field + u' ' + reason)) << QByteArray(from) << QByteArray(to) << reason << field;
    };
    row("\"number\":", "\"x\":", missing, u"paymentInformation.card.number"_s);
    row("4111111111111111", "4111111111111112", invalid, u"paymentInformation.card.number"_s);
    row("\"12\"", "\"13\"", invalid, u"paymentInformation.card.expirationMonth"_s);
    row("\"2031\"", "\"31\"", invalid, u"paymentInformation.card.expirationYear"_s);
    row("\"123\"", "\"12\"", invalid, u"paymentInformation.card.securityCode"_s);
    row("\"102.21\"", "102.21", invalid, u"orderInformation.amountDetails.totalAmount"_s);
    row("\"currency\":", "\"x\":", missing, u"orderInformation.amountDetails.currency"_s);
    row("\"US\"", "\"us\"", invalid, u"orderInformation.billTo.country"_s);
    row("\"firstName\":", "\"x\":", missing, u"orderInformation.billTo.firstName"_s);
    row("[\"TOKEN_CREATE\"]", "[\"TOKEN_DELETE\"]", invalid, u"processingInformation.actionList"_s);
    row("[\"instrumentIdentifier\"]", "[\"instrumentidentifier\"]", invalid,
        u"processingInformation.actionTokenTypes"_s);
}

void TestSandboxCybersource::payment_isCheckedMemberByMember()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QByteArray body = text(fixture(u"token-create.request.json"_s));
    QVERIFY(body.contains(from));
    const SandboxAnswer answer = m_bench->send("POST", payments, body.replace(from, to));
    QCOMPARE(answer.status, 400);
    QCOMPARE(textAt(answer, u"status"_s), u"INVALID_REQUEST"_s);
    QTEST(textAt(answer, u"reason"_s), "reason");
    QTEST(textAt(answer, u"details.0.reason"_s), "reason");
    QTEST(textAt(answer, u"details.0.field"_s), "field");
    QVERIFY(!answer.body.contains("411111111111111"));
}

void TestSandboxCybersource::expiredCard_isDeclined()
{
    const QByteArray body = text(fixture(u"token-create.request.json"_s));
    const SandboxAnswer last =
        m_bench->send("POST", payments, QByteArray(body).replace("2031", "2024").replace("\"12\"", "\"07\""));
    QCOMPARE(textAt(last, u"status"_s), u"AUTHORIZED"_s);
    const SandboxAnswer expired =
        m_bench->send("POST", payments, QByteArray(body).replace("2031", "2024").replace("\"12\"", "\"06\""));
    QCOMPARE(textAt(expired, u"status"_s), u"DECLINED"_s);
    QCOMPARE(textAt(expired, u"errorInformation.reason"_s), u"EXPIRED_CARD"_s);
}

void TestSandboxCybersource::reversal_happensOnce()
{
    const SandboxAnswer payment = m_bench->post(payments, fixture(u"token-create.request.json"_s));
    const QByteArray target = textAt(payment, u"_links.authReversal.href"_s).toLatin1();
    const QJsonObject body{
        {u"clientReferenceInformation"_s, QJsonObject{{u"code"_s, u"R1"_s}}},
        {u"reversalInformation"_s, QJsonObject{{u"amountDetails"_s, QJsonObject{{u"totalAmount"_s, u"102.21"_s}}}}}};
    const SandboxAnswer reversal = m_bench->post(target, body);
    QCOMPARE(reversal.status, 201);
    QCOMPARE(textAt(reversal, u"status"_s), u"REVERSED"_s);
    QCOMPARE(textAt(reversal, u"reversalAmountDetails.reversedAmount"_s), u"102.21"_s);
    QCOMPARE(textAt(reversal, u"reversalAmountDetails.currency"_s), u"USD"_s);
    QCOMPARE(textAt(reversal, u"clientReferenceInformation.code"_s), u"R1"_s);
    const SandboxAnswer again = m_bench->post(target, body);
    QCOMPARE(again.status, 400);
    QCOMPARE(textAt(again, u"reason"_s), u"AUTH_ALREADY_REVERSED"_s);
}

void TestSandboxCybersource::reversal_isChecked()
{
    const auto reversalOf = [](const QString &amount) {
        return QJsonObject{
            {u"reversalInformation"_s, QJsonObject{{u"amountDetails"_s, QJsonObject{{u"totalAmount"_s, amount}}}}}};
    };
    const auto hrefOf = [this](const QString &number) {
        const SandboxAnswer payment = m_bench->post(payments, paymentOf(number));
        return (u"/pts/v2/payments/%1/reversals"_s.arg(textAt(payment, u"id"_s))).toLatin1();
    };
    const QByteArray authorized = hrefOf(u"4242424242424242"_s);
    const auto reasonOf = [this](const QByteArray &target, const QJsonObject &body) {
        return textAt(m_bench->post(target, body), u"reason"_s);
    };
    QCOMPARE(reasonOf(authorized, reversalOf(u"102.22"_s)), u"INVALID_AMOUNT"_s);
    QCOMPARE(reasonOf(authorized, reversalOf(u"0"_s)), u"INVALID_AMOUNT"_s);
    QCOMPARE(reasonOf(authorized, {}), u"MISSING_FIELD"_s);
    QCOMPARE(reasonOf(hrefOf(u"4000000000000002"_s), reversalOf(u"102.21"_s)), u"MISSING_AUTH"_s);
    QCOMPARE(reasonOf("/pts/v2/payments/7000000000000000000000/reversals", reversalOf(u"1"_s)), u"MISSING_AUTH"_s);
    QCOMPARE(reasonOf(hrefOf(u"4000000000000341"_s), reversalOf(u"102.21"_s)), u"INVALID_AMOUNT"_s); // half of it
    QCOMPARE(m_bench->post(authorized, reversalOf(u"102.21"_s)).status, 201);
}

void TestSandboxCybersource::identifier_isMadeOnceForACard()
{
    const SandboxAnswer made = m_bench->post(identifiers, cardBody(u"4242424242424242"_s));
    QCOMPARE(made.status, 201);
    const QString id = textAt(made, u"id"_s);
    QVERIFY(QRegularExpression(u"^70[0-9]{13}4242$"_s).match(id).hasMatch());
    QCOMPARE(textAt(made, u"object"_s), u"instrumentIdentifier"_s);
    QCOMPARE(textAt(made, u"state"_s), u"ACTIVE"_s);
    QCOMPARE(textAt(made, u"_links.self.href"_s), u"/tms/v1/instrumentidentifiers/"_s + id);
    QCOMPARE(made.tokenId, id);
    const SandboxAnswer again = m_bench->post(identifiers, cardBody(u"4242424242424242"_s));
    QCOMPARE(again.status, 200);
    QCOMPARE(textAt(again, u"id"_s), id);
    const SandboxAnswer read = m_bench->get(identifiers + '/' + id.toLatin1());
    QCOMPARE(read.status, 200);
    QCOMPARE(jsonOf(read), jsonOf(again));
    QVERIFY(!headerIn(read, "ETag").isEmpty());
}

void TestSandboxCybersource::identifier_showsNoWholeNumber()
{
    const SandboxAnswer answer = m_bench->get(identifiers + active);
    QCOMPARE(textAt(answer, u"card.number"_s), u"411111XXXXXX1111"_s);
    const QString number = textAt(answer, u"tokenizedCard.number"_s);
    QVERIFY(QRegularExpression(u"^489537X{6}[0-9]{4}$"_s).match(number).hasMatch());
}

void TestSandboxCybersource::identifierInUse_isNotDeleted()
{
    const QByteArray target = identifiers + "/7010000000031168431";
    const SandboxAnswer instruments = m_bench->get(target + "/paymentinstruments");
    QCOMPARE(instruments.status, 200);
    QCOMPARE(at(jsonOf(instruments), u"total"_s).toInt(), 1);
    QCOMPARE(textAt(instruments, u"_embedded.paymentInstruments.0.instrumentIdentifier.id"_s),
             u"7010000000031168431"_s);
    const SandboxAnswer refused = m_bench->send("DELETE", target);
    QCOMPARE(refused.status, 409);
    QCOMPARE(errorType(refused), u"instrumentIdentifierDeletionError"_s);
    QCOMPARE(m_bench->get(target).status, 200);
}

void TestSandboxCybersource::deletedIdentifier_isGone_andItsCardGetsANewOne()
{
    const QByteArray target = identifiers + active;
    QCOMPARE(at(jsonOf(m_bench->get(target + "/paymentinstruments")), u"total"_s).toInt(), 0);
    const SandboxAnswer removed = m_bench->send("DELETE", target);
    QCOMPARE(removed.status, 204);
    QVERIFY(removed.body.isEmpty());
    for (const QByteArray &method : {QByteArray("GET"), QByteArray("DELETE")}) {
        const SandboxAnswer gone = m_bench->send(method, target);
        QCOMPARE(gone.status, 410);
        QCOMPARE(errorType(gone), u"notAvailable"_s);
    }
    QCOMPARE(m_bench->get(networkTokens + activeNetworkToken).status, 410);
    const SandboxAnswer made = m_bench->post(identifiers, cardBody(u"4111111111111111"_s));
    QCOMPARE(made.status, 201);
    QVERIFY(textAt(made, u"id"_s) != "7010000000016241111"_L1);
}

void TestSandboxCybersource::mistakes_haveTheShapeOfTheVault_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("name");
    const QString missing = u"missingFields"_s;
    const QString invalid = u"invalidFields"_s;
    const QByteArray enrollment = identifiers + active + "/enrollment";
    QTest::newRow("no number") << identifiers << QByteArray("{\"card\":{}}") << missing << u"card.number"_s;
    QTest::newRow("check digit") << identifiers << QByteArray("{\"card\":{\"number\":\"4111111111111112\"}}") << invalid
                                 << u"card.number"_s;
    QTest::newRow("number as a number") << identifiers << QByteArray("{\"card\":{\"number\":4111111111111111}}")
                                        << invalid << u"card.number"_s;
    QTest::newRow("type") << identifiers << QByteArray("{\"type\":\"card\",\"card\":{\"number\":\"4111111111111111\"}}")
                          << invalid << u"type"_s;
    QTest::newRow("enrolment without a date")
        << identifiers << QByteArray("{\"type\":\"enrollable card\",\"card\":{\"number\":\"4111111111111111\"}}")
        << missing << u"card.expirationMonth"_s;
    QTest::newRow("enrolment without a type") << enrollment << QByteArray("{}") << missing << u"type"_s;
    QTest::newRow("source") << networkTokens << QByteArray("{\"source\":\"FILE\"}") << invalid << u"source"_s;
    QTest::newRow("reference") << networkTokens << QByteArray("{\"source\":\"ISSUER\"}") << missing
                               << u"accountReferenceId"_s;
    QTest::newRow("consumer") << networkTokens
                              << QByteArray("{\"source\":\"TOKEN\",\"consumerId\":\"1234567890123456789012345\"}")
                              << invalid << u"consumerId"_s;
    QTest::newRow("not JSON") << identifiers << QByteArray("{") << invalid << QString();
    QTest::newRow("twice") << identifiers << QByteArray("{\"card\":{},\"card\":{}}") << invalid << QString();
}

void TestSandboxCybersource::mistakes_haveTheShapeOfTheVault()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, body);
    const SandboxAnswer answer = m_bench->send("POST", target, body);
    QCOMPARE(answer.status, 400);
    QTEST(errorType(answer), "type");
    QVERIFY(!textAt(answer, u"errors.0.message"_s).isEmpty());
    QTEST(textAt(answer, u"errors.0.details.0.name"_s), "name");
    QVERIFY(!answer.body.contains("4111"));
}

void TestSandboxCybersource::practiceTokens_showTheInterestingStates()
{
    const auto statesOf = [this](const QByteArray &id) {
        const SandboxAnswer answer = m_bench->get(identifiers + '/' + id);
        return QStringList{QString::number(answer.status), textAt(answer, u"state"_s),
                           textAt(answer, u"tokenizedCard.state"_s)};
    };
    QCOMPARE(statesOf("7010000000016241111"), (QStringList{u"200"_s, u"ACTIVE"_s, u"ACTIVE"_s}));
    QCOMPARE(statesOf("7010000000053213222"), (QStringList{u"200"_s, u"ACTIVE"_s, u"SUSPENDED"_s}));
    QCOMPARE(statesOf("7010000000031168431"), (QStringList{u"200"_s, u"ACTIVE"_s, QString()}));
    QCOMPARE(statesOf("7010000000042051881").first(), u"410"_s);
    QCOMPARE(statesOf("7010000000068420994"), (QStringList{u"200"_s, u"CLOSED"_s, u"DELETED"_s}));
    QCOMPARE(statesOf("7010000000027141117"), (QStringList{u"200"_s, u"ACTIVE"_s, u"UNPROVISIONED"_s}));
    QCOMPARE(statesOf("F60718293A4B5C6D7E8F90A1B2C3D4E5"), (QStringList{u"200"_s, u"ACTIVE"_s, u"ACTIVE"_s}));
    QCOMPARE(sandboxCybersourcePracticeTokens().size(), 7);
    const SandboxAnswer unknown = m_bench->get(identifiers + "/7010000000000000000");
    QCOMPARE(unknown.status, 404);
    QCOMPARE(errorType(unknown), u"notFound"_s);
}

void TestSandboxCybersource::enrolment_makesANetworkTokenOnce()
{
    const SandboxAnswer made = m_bench->post(identifiers, cardBody(u"5555555555554444"_s));
    QVERIFY(!jsonOf(made).contains(u"tokenizedCard"_s));
    const QByteArray target = textAt(made, u"_links.self.href"_s).toLatin1() + "/enrollment";
    const QByteArray body = "{\"type\":\"enrollable card\",\"card\":{\"expirationMonth\":\"12\","
                            "\"expirationYear\":\"2031\"}}";
    const SandboxAnswer enrolled = m_bench->send("POST", target, body);
    QCOMPARE(enrolled.status, 200);
    QCOMPARE(textAt(enrolled, u"tokenizedCard.state"_s), u"ACTIVE"_s);
    QCOMPARE(textAt(enrolled, u"tokenizedCard.type"_s), u"mastercard"_s);
    QCOMPARE(textAt(enrolled, u"tokenizedCard.card.suffix"_s), u"4444"_s);
    const QString id = textAt(enrolled, u"tokenizedCard.id"_s);
    QCOMPARE(textAt(enrolled, u"_links.tokenized-cards.href"_s), u"/tms/v2/tokenized-cards/"_s + id);
    QCOMPARE(textAt(m_bench->send("POST", target, body), u"tokenizedCard.id"_s), id);
}

void TestSandboxCybersource::enrolment_ofAClosedAccount_isAConflict()
{
    const QByteArray body = "{\"type\":\"enrollable card\",\"card\":{\"expirationMonth\":\"12\","
                            "\"expirationYear\":\"2031\"}}";
    const SandboxAnswer answer = m_bench->send("POST", identifiers + "/7010000000068420994/enrollment", body);
    QCOMPARE(answer.status, 409);
    QCOMPARE(errorType(answer), u"conflict"_s);
}

void TestSandboxCybersource::networkToken_isMadeReadAndDeleted()
{
    QJsonObject body = onFile(u"4242424242424242"_s);
    body.insert(u"createPanInstrumentIdentifier"_s, true);
    const SandboxAnswer made = m_bench->post(networkTokens, body);
    QCOMPARE(made.status, 201);
    const QByteArray target = textAt(made, u"_links.self.href"_s).toLatin1();
    QCOMPARE(jsonOf(m_bench->get(target)), jsonOf(made));
    QCOMPARE(textAt(made, u"tokenizedCard.source"_s), u"ONFILE"_s);
    QCOMPARE(textAt(made, u"tokenizedCard.requestorId"_s).size(), 11);
    QCOMPARE(m_bench->post(identifiers, cardBody(u"4242424242424242"_s)).status, 200);
    QCOMPARE(m_bench->send("DELETE", target).status, 204);
    QCOMPARE(m_bench->get(target).status, 410);
    QCOMPARE(m_bench->send("POST", target + "/delete").status, 410);
}

void TestSandboxCybersource::networkToken_thatTheIssuerRefuses()
{
    const SandboxAnswer identifier = m_bench->post(identifiers, cardBody(u"5200828282828210"_s, true));
    QCOMPARE(identifier.status, 201);
    QCOMPARE(textAt(identifier, u"state"_s), u"ACTIVE"_s);
    QCOMPARE(textAt(identifier, u"tokenizedCard.state"_s), u"UNPROVISIONED"_s);
    QCOMPARE(textAt(identifier, u"tokenizedCard.reason"_s), u"DECLINED"_s);
    QVERIFY(!at(jsonOf(identifier), u"tokenizedCard"_s).toObject().contains(u"number"_s));
}

void TestSandboxCybersource::oldDelete_isForVisaOnly()
{
    const SandboxAnswer refused = m_bench->send("DELETE", networkTokens + suspendedNetworkToken);
    QCOMPARE(refused.status, 400);
    QCOMPARE(errorType(refused), u"unsupportedPaymentMethodModification"_s);
    QCOMPARE(m_bench->send("POST", networkTokens + suspendedNetworkToken + "/delete").status, 204);
    QCOMPARE(m_bench->send("DELETE", networkTokens + activeNetworkToken).status, 204);
}

void TestSandboxCybersource::newDelete_checksItsReason()
{
    const QByteArray target = networkTokens + activeNetworkToken + "/delete";
    const SandboxAnswer refused = m_bench->send("POST", target, "{\"reason\":{\"code\":\"LOST\"}}");
    QCOMPARE(refused.status, 400);
    QCOMPARE(textAt(refused, u"errors.0.details.0.name"_s), u"reason.code"_s);
    const SandboxAnswer removed = m_bench->send("POST", target, "{\"reason\":{\"code\":\"FRAUD\"}}");
    QCOMPARE(removed.status, 204);
    QCOMPARE(removed.tokenId, u"A1B2C3D4E5F60718293A4B5C6D7E8F90"_s);
    // The identifier has none any more.
    QVERIFY(!jsonOf(m_bench->get(identifiers + active)).contains(u"tokenizedCard"_s));
}

void TestSandboxCybersource::issuer_movesTheState()
{
    const QByteArray target = networkTokens + activeNetworkToken;
    const QByteArray events = target + "/issuer-life-cycle-event-simulations";
    const auto stateAfter = [&](const QJsonObject &event) {
        const int status = m_bench->postWithProfile(events, event).status;
        return QString::number(status) + u' ' + textAt(m_bench->get(target), u"tokenizedCard.state"_s);
    };
    QCOMPARE(stateAfter(fixture(u"simulation.state.request.json"_s)), u"204 SUSPENDED"_s);
    QCOMPARE(textAt(m_bench->get(identifiers + active), u"state"_s), u"ACTIVE"_s);
    QCOMPARE(stateAfter({{u"state"_s, u"ACTIVE"_s}}), u"204 ACTIVE"_s);
    QCOMPARE(stateAfter({{u"state"_s, u"CLOSED"_s}}), u"400 ACTIVE"_s);
    QCOMPARE(stateAfter({}), u"400 ACTIVE"_s);
    QCOMPARE(stateAfter({{u"state"_s, u"DELETED"_s}}), u"204 DELETED"_s);
    QCOMPARE(stateAfter({{u"state"_s, u"ACTIVE"_s}}), u"409 DELETED"_s);
}

void TestSandboxCybersource::issuer_changesTheCard()
{
    const QByteArray target = networkTokens + activeNetworkToken;
    const QByteArray events = target + "/issuer-life-cycle-event-simulations";
    QCOMPARE(m_bench->postWithProfile(events, fixture(u"simulation.card.request.json"_s)).status, 204);
    const SandboxAnswer changed = m_bench->get(target);
    QCOMPARE(textAt(changed, u"tokenizedCard.card.suffix"_s), u"1234"_s);
    QCOMPARE(textAt(changed, u"tokenizedCard.card.expirationMonth"_s), u"05"_s);
    QCOMPARE(textAt(changed, u"tokenizedCard.card.expirationYear"_s), u"2032"_s);
    QCOMPARE(m_bench->postWithProfile(events, fixture(u"simulation.card-art.request.json"_s)).status, 204);
    const QJsonObject flag{
        {u"metadata"_s,
         QJsonObject{{u"cardArt"_s, QJsonObject{{u"combinedAsset"_s, QJsonObject{{u"update"_s, true}}}}}}}};
    QCOMPARE(m_bench->postWithProfile(events, flag).status, 400);
}

void TestSandboxCybersource::issuer_isPlayedForAProfileOnly()
{
    const QByteArray events = networkTokens + activeNetworkToken + "/issuer-life-cycle-event-simulations";
    const SandboxAnswer refused = m_bench->post(events, fixture(u"simulation.state.request.json"_s));
    QCOMPARE(refused.status, 400);
    QCOMPARE(errorType(refused), u"missingHeaders"_s);
    QCOMPARE(textAt(refused, u"errors.0.details.0.name"_s), u"profile-id"_s);
    QCOMPARE(textAt(refused, u"errors.0.details.0.location"_s), u"header"_s);
}

void TestSandboxCybersource::unknownProfile_isAFailedDependency()
{
    SandboxRequest request = m_bench->signedRequest("GET", identifiers + active);
    setHeader(request, "profile-id", m_bench->credentials().profileId.toLatin1());
    QCOMPARE(m_bench->api().answer(request).status, 200);
    setHeader(request, "profile-id", "00000000-0000-0000-0000-000000000000");
    const SandboxAnswer refused = m_bench->api().answer(request);
    QCOMPARE(refused.status, 424);
    QCOMPARE(errorType(refused), u"notFound"_s);
}

QJsonObject TestSandboxCybersource::opened(const QByteArray &compact)
{
    Oracle oracle = Oracle::jwcrypto();
    oracle.setPrivateKey(m_bench->responseKey());
    const QJsonArray answers =
        oracle.ask({QJsonObject{{u"open"_s, QString::fromLatin1(compact)}}}, u"RSA-OAEP-256"_s, u"A256GCM"_s);
    const QString plaintext = at(QJsonObject{{u"answers"_s, answers}}, u"answers.0.plaintext"_s).toString();
    return QJsonDocument::fromJson(QByteArray::fromBase64(plaintext.toLatin1())).object();
}

void TestSandboxCybersource::credentials_areOpenedByAnotherImplementation_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("secret");
    const QByteArray cryptogram = cybersourceFile(u"payment-credentials.request.json"_s);
    QTest::newRow("identifier") << active << cryptogram << u"cryptogram"_s;
    QTest::newRow("without a body") << active << QByteArray() << u"cryptogram"_s;
    QTest::newRow("network token") << activeNetworkToken << cryptogram << u"cryptogram"_s;
    QTest::newRow("number only") << active << QByteArray("{\"paymentCredentialType\":\"NETWORK_TOKEN\"}") << QString();
}

void TestSandboxCybersource::credentials_areOpenedByAnotherImplementation()
{
    QFETCH(QByteArray, id);
    QFETCH(QByteArray, body);
    QFETCH(QString, secret);
    if (const QString absence = Oracle::jwcrypto().absence(); !absence.isEmpty())
        QSKIP(qPrintable(absence));
    const QByteArray target = "/tms/v2/tokens" + id + "/payment-credentials";
    SandboxRequest request = m_bench->signedRequest("POST", target, body);
    setHeader(request, "Accept", "application/jose;charset=utf-8");
    const SandboxAnswer answer = m_bench->api().answer(request);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.contentType, QByteArray("application/jose;charset=utf-8"));
    QCOMPARE(answer.body.count('.'), 4);
    const Result<JweHeader> header = parseJwe(answer.body);
    QVERIFY(header);
    QCOMPARE(header->kid, m_bench->credentials().responseKey.id());

    const QJsonObject payload = opened(answer.body);
    QCOMPARE(at(payload, u"_links.self.href"_s).toString(), QString::fromLatin1(target));
    QVERIFY(
        QRegularExpression(u"^489537[0-9]{10}$"_s).match(at(payload, u"tokenizedCard.number"_s).toString()).hasMatch());
    QCOMPARE(at(payload, u"tokenizedCard.state"_s).toString(), u"ACTIVE"_s);
    QCOMPARE(at(payload, u"tokenizedCard.cryptogram"_s).isString(), !secret.isEmpty());
    // What it says in clear elsewhere are the ends of the same number.
    const QString masked = textAt(m_bench->get(identifiers + active), u"tokenizedCard.number"_s);
    QCOMPARE(masked.right(4), at(payload, u"tokenizedCard.number"_s).toString().right(4));
}

void TestSandboxCybersource::credentials_areRefused_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("type");
    const QByteArray none;
    QTest::newRow("suspended") << QByteArray("7010000000053213222") << none << 403 << u"declined"_s;
    QTest::newRow("deleted") << QByteArray("7010000000042051881") << none << 410 << u"notAvailable"_s;
    QTest::newRow("no network token") << QByteArray("7010000000031168431") << none << 404 << u"notFound"_s;
    QTest::newRow("instrument without one")
        << QByteArray("18293A4B5C6D7E8F90A1B2C3D4E5F607") << none << 404 << u"notFound"_s;
    QTest::newRow("unknown") << QByteArray("1") << none << 404 << u"notFound"_s;
    QTest::newRow("security code of Visa")
        << active.mid(1) << QByteArray("{\"paymentCredentialType\":\"SECURITY_CODE\"}") << 400
        << u"invalidCombination"_s;
    QTest::newRow("AFT without cryptogram")
        << active.mid(1) << QByteArray("{\"transactionType\":\"AFT\"}") << 400 << u"invalidCombination"_s;
    QTest::newRow("type") << active.mid(1) << QByteArray("{\"paymentCredentialType\":\"PAN\"}") << 400
                          << u"invalidFields"_s;
}

void TestSandboxCybersource::credentials_areRefused()
{
    QFETCH(QByteArray, id);
    QFETCH(QByteArray, body);
    const SandboxAnswer answer = m_bench->send("POST", "/tms/v2/tokens/" + id + "/payment-credentials", body);
    QTEST(answer.status, "status");
    QTEST(errorType(answer), "type");
}

void TestSandboxCybersource::newestCredentials_fallBackToTheCard()
{
    if (const QString absence = Oracle::jwcrypto().absence(); !absence.isEmpty())
        QSKIP(qPrintable(absence));
    const SandboxAnswer made = m_bench->post(identifiers, cardBody(u"6011111111111117"_s));
    const QByteArray id = textAt(made, u"id"_s).toLatin1();
    const SandboxAnswer answer = m_bench->send("POST", "/tms/v3/tokens/" + id + "/payment-credentials");
    QCOMPARE(answer.status, 200);
    QCOMPARE(at(opened(answer.body), u"card.number"_s).toString(), u"6011111111111117"_s);
    const SandboxAnswer withToken = m_bench->send("POST", "/tms/v3/tokens" + active + "/payment-credentials");
    QVERIFY(opened(withToken.body).contains(u"tokenizedCard"_s));
}

void TestSandboxCybersource::art_hasNumbersForItsSize_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QString>("type");
    QTest::newRow("combined") << QByteArray("7010000000016241111/vts/assets/card-art-combined") << u"cardArtCombined"_s;
    QTest::newRow("icon") << QByteArray("7010000000016241111/vts/assets/icon-logo") << u"iconLogo"_s;
    QTest::newRow("icon by the guide's name")
        << QByteArray("7010000000016241111/vts/assets/card-icon") << u"iconLogo"_s;
    QTest::newRow("practice") << QByteArray("F60718293A4B5C6D7E8F90A1B2C3D4E5/mdes/assets/card-art-combined")
                              << u"cardArtCombined"_s;
}

void TestSandboxCybersource::art_hasNumbersForItsSize()
{
    QFETCH(QByteArray, path);
    const SandboxAnswer answer = m_bench->get("/tms/v2/tokens/" + path);
    QCOMPARE(answer.status, 200);
    QTEST(textAt(answer, u"type"_s), "type");
    QCOMPARE(textAt(answer, u"provider"_s).toLatin1(), path.split('/').at(1));
    QCOMPARE(textAt(answer, u"id"_s).size(), 32);
    const QJsonObject content = at(jsonOf(answer), u"content.0"_s).toObject();
    for (const QString &size : {u"width"_s, u"height"_s}) // some practice assets say nothing of theirs
        QVERIFY(content.value(size).isDouble() || (path.startsWith("F6") && !content.contains(size)));
    QVERIFY(!QByteArray::fromBase64(content.value(u"data"_s).toString().toLatin1()).isEmpty());
    QVERIFY(!answer.body.contains("card-images.invalid"));

    // The piece that the token names as combined is this one.
    const SandboxAnswer token = m_bench->get(identifiers + '/' + path.split('/').first());
    if (path.endsWith("card-art-combined")) {
        QCOMPARE(textAt(token, u"tokenizedCard.metadata.cardArt.combinedAsset._links.self.href"_s).toLatin1(),
                 "/tms/v2/tokens/" + path);
        QCOMPARE(textAt(token, u"tokenizedCard.metadata.cardArt.combinedAsset.id"_s), textAt(answer, u"id"_s));
    }
}

void TestSandboxCybersource::art_ofAnotherProvider_isNotFound()
{
    for (const char *path : {"7010000000016241111/mdes/assets/card-art-combined",
                             "7010000000016241111/vts/assets/portrait", "7010000000031168431/amex/assets/icon-logo"})
        QCOMPARE(m_bench->get(QByteArray("/tms/v2/tokens/") + path).status, 404);
}

QByteArray TestSandboxCybersource::sealed(const QByteArray &plaintext, const QByteArray &more) const
{
    ForgedJwe message;
    message.header = "{\"alg\":\"RSA-OAEP-256\",\"enc\":\"A256GCM\",\"kid\":\"serial-request\"" + more + '}';
    message.plaintext = plaintext;
    return message.compact(m_bench->credentials().requestKey);
}

SandboxAnswer TestSandboxCybersource::sendEncrypted(const QByteArray &target, const QByteArray &compact,
                                                    const QJsonObject &claims)
{
    const QByteArray body = text({{u"encryptedRequest"_s, QString::fromLatin1(compact)}});
    return m_bench->api().answer(m_bench->tokenRequest("POST", target, body, claims));
}

void TestSandboxCybersource::encryptedRequest_isOpened()
{
    const QByteArray message = sealed(text(fixture(u"token-create.request.json"_s)), remarks);
    const SandboxAnswer answer = sendEncrypted(payments, message);
    QCOMPARE(answer.status, 201);
    QCOMPARE(textAt(answer, u"status"_s), u"AUTHORIZED"_s);
    // With an HTTP signature nothing can be encrypted.
    const QJsonObject body{{u"encryptedRequest"_s, QString::fromLatin1(message)}};
    const SandboxAnswer refused = m_bench->post(payments, body);
    QCOMPARE(refused.status, 400);
    QCOMPARE(textAt(refused, u"reason"_s), u"INVALID_DATA"_s);
}

void TestSandboxCybersource::encryptedAnswer_isOpenedByAnotherImplementation()
{
    if (const QString absence = Oracle::jwcrypto().absence(); !absence.isEmpty())
        QSKIP(qPrintable(absence));
    const QJsonObject asks{{u"v-c-response-mle-kid"_s, m_bench->credentials().responseKey.id()}};
    const SandboxAnswer answer = m_bench->api().answer(m_bench->tokenRequest("GET", identifiers + active, {}, asks));
    QCOMPARE(answer.status, 200);
    QCOMPARE(jsonOf(answer).keys(), QStringList{u"encryptedResponse"_s});
    QCOMPARE(opened(textAt(answer, u"encryptedResponse"_s).toLatin1()), jsonOf(m_bench->get(identifiers + active)));
    // What has no body has nothing to encrypt.
    const SandboxAnswer removed =
        m_bench->api().answer(m_bench->tokenRequest("DELETE", identifiers + active, {}, asks));
    QCOMPARE(removed.status, 204);
    QVERIFY(removed.body.isEmpty());
}

void TestSandboxCybersource::encryptedError_isEncryptedToo()
{
    if (const QString absence = Oracle::jwcrypto().absence(); !absence.isEmpty())
        QSKIP(qPrintable(absence));
    const QJsonObject asks{{u"v-c-response-mle-kid"_s, m_bench->credentials().responseKey.id()}};
    const SandboxAnswer answer =
        m_bench->api().answer(m_bench->tokenRequest("GET", identifiers + "/7010000000000000000", {}, asks));
    QCOMPARE(answer.status, 404);
    QCOMPARE(at(opened(textAt(answer, u"encryptedResponse"_s).toLatin1()), u"errors.0.type"_s).toString(),
             u"notFound"_s);
    const SandboxAnswer unknown = m_bench->api().answer(
        m_bench->tokenRequest("GET", identifiers + active, {}, {{u"v-c-response-mle-kid"_s, u"another"_s}}));
    QCOMPARE(unknown.status, 400);
}

void TestSandboxCybersource::garbageInsteadOfAnEncryptedRequest_isRefused_data()
{
    QTest::addColumn<QByteArray>("compact");
    const QByteArray body = text(cardBody(u"4242424242424242"_s));
    const QByteArray right = sealed(body, remarks);
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no JWE") << QByteArray("a.b.c.d.e");
    QTest::newRow("four parts") << right.left(right.lastIndexOf('.'));
    QTest::newRow("another key id") << QByteArray(right).replace(0, right.indexOf('.'),
                                                                 base64urlByQt("{\"alg\":\"RSA-OAEP-256\",\"enc\":"
                                                                               "\"A256GCM\",\"kid\":\"x\"}"));
    QTest::newRow("another tag") << right.left(right.lastIndexOf('.') + 1) + "AAAAAAAAAAAAAAAAAAAAAA";
    QTest::newRow("not JSON inside") << sealed("attack at dawn", remarks);
    QTest::newRow("a member twice inside") << sealed("{\"card\":{},\"card\":{}}", remarks);
    QTest::newRow("no time") << sealed(body, ",\"cty\":\"JWT\"");
    QTest::newRow("no content type") << sealed(body, ",\"iat\":1721261883");
}

void TestSandboxCybersource::garbageInsteadOfAnEncryptedRequest_isRefused()
{
    QFETCH(QByteArray, compact);
    QCOMPARE(sendEncrypted(identifiers, sealed(text(cardBody(u"4242424242424242"_s)), remarks)).status, 201);
    const SandboxAnswer refused = sendEncrypted(identifiers, compact);
    QCOMPARE(refused.status, 400);
    QCOMPARE(errorType(refused), u"invalidFields"_s);
}

void TestSandboxCybersource::tokenize_mustBeEncrypted_andHasAnOutcomeForEachKind()
{
    const QByteArray target = "/tms/v2/tokenize";
    const QByteArray body = "{\"processingInformation\":{\"actionList\":[\"TOKEN_CREATE\"],\"actionTokenTypes\":"
                            "[\"customer\",\"instrumentIdentifier\"]},\"tokenInformation\":{\"instrumentIdentifier\":"
                            "{\"card\":{\"number\":\"4242424242424242\"}}}}";
    QCOMPARE(m_bench->send("POST", target, body).status, 400);
    const SandboxAnswer made = sendEncrypted(target, sealed(body, remarks));
    QCOMPARE(made.status, 200);
    QCOMPARE(textAt(made, u"responses.0.resource"_s), u"customer"_s);
    QCOMPARE(at(jsonOf(made), u"responses.0.httpStatus"_s).toInt(), 201);
    QCOMPARE(textAt(made, u"responses.1.id"_s).right(4), u"4242"_s);
    const SandboxAnswer partly =
        sendEncrypted(target, sealed(QByteArray(body).replace("4242424242424242", "4242424242424243"), remarks));
    QCOMPARE(partly.status, 200);
    QCOMPARE(at(jsonOf(partly), u"responses.0.httpStatus"_s).toInt(), 201);
    QCOMPARE(at(jsonOf(partly), u"responses.1.httpStatus"_s).toInt(), 400);
    QCOMPARE(textAt(partly, u"responses.1.errors.0.type"_s), u"invalidFields"_s);
}

void TestSandboxCybersource::otherPathsAndMethods_areRefused_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("allowed");
    const QByteArray none;
    QTest::newRow("root") << QByteArray("GET") << QByteArray("/") << 404 << none;
    QTest::newRow("capture") << QByteArray("POST") << QByteArray("/pts/v2/payments/7/captures") << 404 << none;
    QTest::newRow("empty id") << QByteArray("GET") << identifiers + '/' << 404 << none;
    QTest::newRow("long id") << QByteArray("GET") << identifiers + '/' + QByteArray(129, '1') << 404 << none;
    QTest::newRow("method") << QByteArray("PUT") << identifiers + active << 405 << QByteArray("GET, DELETE");
    QTest::newRow("art by POST") << QByteArray("POST") << QByteArray("/tms/v2/tokens/1/vts/assets/icon-logo") << 405
                                 << QByteArray("GET");
}

void TestSandboxCybersource::otherPathsAndMethods_areRefused()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    const SandboxAnswer answer = m_bench->send(method, target, method == "GET" ? QByteArray() : QByteArray("{}"));
    QTEST(answer.status, "status");
    QTEST(headerIn(answer, "Allow"), "allowed");
}

void TestSandboxCybersource::everyAnswer_hasACorrelationId()
{
    QSet<QByteArray> ids;
    const QByteArray huge(256 * 1024 + 1, ' ');
    for (const SandboxAnswer &answer :
         {m_bench->get(identifiers + active), m_bench->get("/"), m_bench->send("POST", identifiers, "{"),
          m_bench->send("POST", identifiers, huge), m_bench->send("DELETE", networkTokens + activeNetworkToken)})
        ids << headerIn(answer, "v-c-correlation-id");
    QCOMPARE(ids.size(), 5);
    QVERIFY(!ids.contains(QByteArray()));
    QCOMPARE(m_bench->send("POST", identifiers, huge).status, 413);
}

void TestSandboxCybersource::restart_keepsEverything()
{
    const QByteArray made =
        textAt(m_bench->post(identifiers, cardBody(u"4242424242424242"_s, true)), u"_links.self.href"_s).toLatin1();
    const QByteArray before = m_bench->get(made).body;
    QCOMPARE(m_bench->send("DELETE", identifiers + active).status, 204);
    QVERIFY(m_bench->open());
    QCOMPARE(m_bench->get(made).body, before);
    QCOMPARE(m_bench->get(identifiers + active).status, 410);
    QCOMPARE(m_bench->post(identifiers, cardBody(u"4242424242424242"_s)).status, 200);
}

void TestSandboxCybersource::database_holdsNoCardNumber()
{
    QCOMPARE(m_bench->post(payments, paymentOf(u"4242424242424242"_s, {})).status, 201);
    QCOMPARE(m_bench->post(networkTokens, onFile(u"5555555555554444"_s)).status, 201);
    QVERIFY(m_bench->open()); // what was written is in the file
    QByteArray content;
    for (const QString &suffix : {QString(), u"-wal"_s}) {
        QFile file(m_bench->databaseFile() + suffix);
        if (file.open(QIODevice::ReadOnly))
            content += file.readAll();
    }
    QVERIFY(content.contains("424242"));
    for (const SandboxCybersourceTestCard &card : sandboxCybersourceTestCards())
        QVERIFY2(!content.contains(card.number.toLatin1()), qPrintable(card.number));
    for (const char *holder : {"John", "Doe", "Market", "4158880000"})
        QVERIFY2(!content.contains(holder), holder);
}

QTEST_GUILESS_MAIN(TestSandboxCybersource)
#include "tst_sandboxcybersource.moc"

// SPDX-License-Identifier: Apache-2.0
#include "app/assets/confineddecoder.h"
#include "app/sandbox/cybersource/sandboxcybersourcepractice.h"
#include "tests/providers/cybersource/cybersourcefixture.h"
#include "tests/providers/cybersource/sandboxsubject.h"
#include "tests/support/settling.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sandboxsubject;
using PartKind = AnswerPart::Kind;

namespace {
const QString activeToken = u"7010000000016241111"_s;
const QString referredToken = u"7010000000031168431"_s;
const QString hostileToken = u"F60718293A4B5C6D7E8F90A1B2C3D4E5"_s;
const QString cryptogram = u"CRYPTOGRAM"_s;

QString partsOf(const Result<MutationAnswer> &answer)
{
    QStringList words;
    for (const AnswerPart &part : answer ? answer->parts : QList<AnswerPart>())
        words << part.label + u' ' + part.word + u' ' + toWord(part.kind);
    return words.join(u", "_s);
}

QString valueOf(const QList<TokenField> &fields, const QString &key)
{
    for (const TokenField &field : fields) {
        if (field.key == key)
            return field.value;
    }
    return {};
}

QByteArray digitsOf(const Disclosure::Item &item)
{
    return item.value ? item.value->bytes().toByteArray() : QByteArray();
}
} // namespace

//! The provider against the sandbox: what a desk does all day, and what it must survive.
class TestCybersourceSandbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void practiceTokens_showBothStates_data();
    void practiceTokens_showBothStates();
    void relatedLink_leadsToTheNetworkToken();
    void hexadecimalId_isFoundWhicheverKindItIsOf();
    void deletedToken_isGoneAndUnknownOneWasNeverThere();
    void cardArt_comesByItsLink();
    void newCardArt_hasAnotherId();
    void hostileArt_isNeverAPicture();

    void payment_endsAsTheCardSays_data();
    void payment_endsAsTheCardSays();
    void payment_makesEveryKindOfToken();
    void reversal_followsTheAnswersLinkOnce();
    void refusedPayment_namesTheFieldOfTheForm();
    void cardInTheVault_keepsItsIdentifier();
    void enrolledCard_hasANetworkToken();
    void networkToken_isMadeRefusedOrNotEligible();

    void deletion_worksInBothForms();
    void deletionInTheOldForm_isForVisaOnly();
    void deletionOfAReferredToken_namesTheInstruments();

    void paymentCredentials_opensBothVersions_data();
    void paymentCredentials_opensBothVersions();
    void paymentCredentialsOfAnAmexToken_holdADynamicCode();
    void paymentCredentialsWithoutANetworkToken_areTheCardInVersionThreeOnly();
    void paymentCredentialsOfASuspendedToken_areDeclined();
    void simulation_showsInTheNextReading();
    void nothingInTheExchangeLog_isACardNumberOrASecret();

private:
    [[nodiscard]] TokenProvider &provider() const { return *m_provider; }
    SandboxSubject m_subject;
    SandboxSubject::Provider m_provider;
};

void TestCybersourceSandbox::initTestCase()
{
    QVERIFY(m_subject.start());
    const auto opened = m_subject.open(m_subject.builtIn());
    QVERIFY2(opened, failureText(opened).constData());
    m_provider = *opened;
}

void TestCybersourceSandbox::practiceTokens_showBothStates_data()
{
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("networkState");
    QTest::addColumn<Scheme>("scheme");
    QTest::newRow("7010000000016241111") << u"ACTIVE"_s << u"ACTIVE"_s << Scheme::Visa;
    QTest::newRow("7010000000053213222") << u"ACTIVE"_s << u"SUSPENDED"_s << Scheme::Mastercard;
    QTest::newRow("7010000000031168431") << u"ACTIVE"_s << QString() << Scheme::Amex;
    QTest::newRow("7010000000042051881") << QString() << QString() << Scheme::Visa;
    QTest::newRow("7010000000068420994") << u"CLOSED"_s << u"DELETED"_s << Scheme::Visa;
    QTest::newRow("7010000000027141117") << u"ACTIVE"_s << u"UNPROVISIONED"_s << Scheme::Discover;
    QTest::newRow("F60718293A4B5C6D7E8F90A1B2C3D4E5") << u"ACTIVE"_s << u"ACTIVE"_s << Scheme::Mastercard;
    QCOMPARE(sandboxCybersourcePracticeTokens().size(), 7);
}

void TestCybersourceSandbox::practiceTokens_showBothStates()
{
    QFETCH(QString, state);
    QFETCH(QString, networkState);
    QFETCH(Scheme, scheme);
    const QString id = QString::fromLatin1(QTest::currentDataTag());
    const auto read = lookUp(provider(), id);
    if (state.isEmpty()) {
        QVERIFY(!read);
        QCOMPARE(toString(read.error().kind), u"NotFound"_s);
        QCOMPARE(read.error().httpStatus, 410);
        QCOMPARE(read.error().code, u"notAvailable"_s);
        return;
    }
    QVERIFY2(read, failureText(read).constData());
    const Token &token = read->token;
    QCOMPARE(token.id.value, id);
    QCOMPARE(token.stateWord, state);
    QCOMPARE(token.scheme, scheme);
    QCOMPARE(token.cardExpiry.left(2), u"12"_s);
    QCOMPARE(token.cardLastDigits.size(), 4);
    QVERIFY(!token.par.isEmpty());
    QVERIFY(!valueOf(token.fields, u"v-c-correlation-id"_s).isEmpty());
    QCOMPARE(token.otherStates.isEmpty(), networkState.isEmpty());
    QCOMPARE(token.related.isEmpty(), networkState.isEmpty());
    if (!networkState.isEmpty())
        QCOMPARE(token.otherStates.first().word, networkState);
}

void TestCybersourceSandbox::relatedLink_leadsToTheNetworkToken()
{
    const auto identifier = lookUp(provider(), activeToken);
    QVERIFY2(identifier, failureText(identifier).constData());
    QCOMPARE(identifier->token.related.size(), 1);
    const TokenId networkId = identifier->token.related.first().id;
    QCOMPARE(networkId.value, u"tokenized-cards/A1B2C3D4E5F60718293A4B5C6D7E8F90"_s);
    const auto network = lookUp(provider(), networkId.value);
    QVERIFY2(network, failureText(network).constData());
    QCOMPARE(network->token.id, networkId);
    QCOMPARE(network->token.stateWord, u"ACTIVE"_s);
    QCOMPARE(network->token.par, identifier->token.par);
}

void TestCybersourceSandbox::hexadecimalId_isFoundWhicheverKindItIsOf()
{
    const auto identifier = lookUp(provider(), hostileToken);
    QVERIFY2(identifier, failureText(identifier).constData());
    QCOMPARE(identifier->token.id.value, hostileToken);
    const auto network = lookUp(provider(), u"A1B2C3D4E5F60718293A4B5C6D7E8F90"_s);
    QVERIFY2(network, failureText(network).constData());
    QCOMPARE(network->token.id.value, u"tokenized-cards/A1B2C3D4E5F60718293A4B5C6D7E8F90"_s);
}

void TestCybersourceSandbox::deletedToken_isGoneAndUnknownOneWasNeverThere()
{
    const auto gone = lookUp(provider(), u"tokenized-cards/C3D4E5F60718293A4B5C6D7E8F90A1B2"_s);
    QVERIFY(!gone);
    QCOMPARE(gone.error().httpStatus, 410);
    const auto unknown = lookUp(provider(), u"7010000000099990000"_s);
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().httpStatus, 404);
    const auto &errors = provider().capabilities().errors;
    QVERIFY(errors.contains(gone.error().code) && errors.contains(unknown.error().code));
    QVERIFY(errors.value(gone.error().code).meaning != errors.value(unknown.error().code).meaning);
}

void TestCybersourceSandbox::cardArt_comesByItsLink()
{
    const auto read = lookUp(provider(), activeToken);
    QVERIFY2(read, failureText(read).constData());
    const QString id = read->token.art.assetIds.value(AssetRole::CompleteCard);
    QVERIFY2(!id.isEmpty(), "no link to card art");
    const auto asset = settledWithin<Asset>(provider().asset(id, newId()));
    QVERIFY2(asset, failureText(asset).constData());
    QVERIFY(asset->mediaType.contains(u'/'));
    QVERIFY(!asset->bytes.isEmpty());
    QVERIFY(asset->width.toInt() > 0 && asset->height.toInt() > 0);
}

void TestCybersourceSandbox::newCardArt_hasAnotherId()
{
    // What is behind an asset's id is kept for ever.
    const auto made = create(provider(), "createTokenizedCard"_L1,
                             {{u"card.number"_s, u"4000000000000259"_s},
                              {u"card.expiration"_s, u"1231"_s},
                              {u"createPanInstrumentIdentifier"_s, u"yes"_s}});
    QVERIFY2(made, failureText(made).constData());
    const TokenId id = made->reading->token.id;
    QSet<QString> seen{made->reading->token.art.assetIds.value(AssetRole::CompleteCard)};
    for (int i = 0; i < 20 && seen.size() < 2; ++i) {
        const auto played = act(provider(), {.action = u"issuerLifeCycleEventSimulation"_s, .token = id},
                                {{u"metadata.cardArt.combinedAsset.update"_s, u"true"_s}});
        QVERIFY2(played, failureText(played).constData());
        seen.insert(lookUp(provider(), id.value)->token.art.assetIds.value(AssetRole::CompleteCard));
    }
    QCOMPARE(seen.size(), 2);
    for (const QString &asset : std::as_const(seen))
        QVERIFY(settledWithin<Asset>(provider().asset(asset, newId())));
}

void TestCybersourceSandbox::hostileArt_isNeverAPicture()
{
    const auto read = lookUp(provider(), hostileToken);
    QVERIFY2(read, failureText(read).constData());
    const QMap<AssetRole, QString> assets = read->token.art.assetIds;
    QVERIFY(assets.size() > 2);
    ConfinedDecoder decoder(QStringLiteral(DECODER_PROGRAM));
    QStringList found;
    for (const QString &id : assets) {
        const auto asset = settledWithin<Asset>(provider().asset(id, newId()));
        if (!asset) {
            found << toString(asset.error().kind);
            continue;
        }
        const auto decoded = settledWithin<DecodedAsset>(decoder.decode(asset->bytes, asset->mediaType, {300, 190}));
        QVERIFY2(decoded, failureText(decoded).constData());
        QVERIFY2(!decoded->isPicture(), qPrintable(id));
        found << toWord(decoded->problem);
    }
    QVERIFY2(found.contains(u"BadReply"_s), qPrintable(found.join(u' ')));                       // no base64
    QVERIFY2(found.contains(toWord(AssetProblem::Forbidden)), qPrintable(found.join(u' ')));     // a script
    QVERIFY2(found.contains(toWord(AssetProblem::TooManyPixels)), qPrintable(found.join(u' '))); // a bomb
}

void TestCybersourceSandbox::payment_endsAsTheCardSays_data()
{
    QTest::addColumn<QString>("parts");
    QTest::addColumn<bool>("hasToken");
    QTest::addColumn<bool>("isReversible");
    QTest::newRow("4242424242424242") << u"Payment AUTHORIZED succeeded, Token CREATED succeeded"_s << true << true;
    QTest::newRow("4000000000000002") << u"Payment DECLINED refused, Token SUCCESS succeeded"_s << true << false;
    QTest::newRow("4000000000000119") << u"Payment AUTHORIZED succeeded, Token SERVER_ERROR refused"_s << false << true;
    QTest::newRow("4000000000000127") << u"Payment AUTHORIZED succeeded, Token INVALID_REQUEST refused"_s << false
                                      << true;
    QTest::newRow("4000000000000077") << u"Payment AUTHORIZED_PENDING_REVIEW pending, Token SUCCESS succeeded"_s << true
                                      << true;
    QTest::newRow("4012888888881881") << u"Payment PENDING_REVIEW pending, Token SUCCESS succeeded"_s << true << false;
    QTest::newRow("4000000000000259") << u"Payment PENDING_AUTHENTICATION pending, Token SUCCESS succeeded"_s << true
                                      << false;
    QTest::newRow("5105105105105100") << u"Payment AUTHORIZED_RISK_DECLINED refused, Token SUCCESS succeeded"_s << true
                                      << true;
    QTest::newRow("4000000000000341") << u"Payment PARTIAL_AUTHORIZED succeeded, Token SUCCESS succeeded"_s << true
                                      << true;
}

void TestCybersourceSandbox::payment_endsAsTheCardSays()
{
    QFETCH(QString, parts);
    QFETCH(bool, hasToken);
    QFETCH(bool, isReversible);
    const auto paid = pay(provider(), QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY2(paid, failureText(paid).constData());
    QCOMPARE(partsOf(paid), parts);
    QCOMPARE(paid->reading.has_value(), hasToken);
    QCOMPARE(!paid->offered.isEmpty(), isReversible);
    QVERIFY(paid->parts.first().reference.startsWith(u"/pts/v2/payments/"_s));
    for (const AnswerPart &part : paid->parts)
        QVERIFY2(!part.meaning.contains(u".."_s), qPrintable(part.meaning));
    QVERIFY(!valueOf(paid->extra, u"networkTransactionId"_s).contains(u'*'));
    if (!hasToken)
        return;
    QVERIFY(paid->reading->token.scheme != Scheme::Unknown);
    const auto read = lookUp(provider(), paid->reading->token.id.value);
    QVERIFY2(read, failureText(read).constData());
    QCOMPARE(read->token.stateWord, u"ACTIVE"_s);
}

void TestCybersourceSandbox::payment_makesEveryKindOfToken()
{
    const auto paid =
        pay(provider(), u"5555555555554444"_s,
            {{u"processingInformation.actionTokenTypes"_s, u"customer,paymentInstrument,instrumentIdentifier"_s}});
    QVERIFY2(paid, failureText(paid).constData());
    QVERIFY(paid->reading);
    QCOMPARE(paid->others.size(), 2);
    // A customer pays with what is behind it.
    const auto opened = credentials(provider(), paid->others.first().id.value, {});
    QVERIFY2(opened, failureText(opened).constData());
    QVERIFY(!opened->remark.isEmpty());
}

void TestCybersourceSandbox::reversal_followsTheAnswersLinkOnce()
{
    const auto paid = pay(provider(), u"4000000000000341"_s);
    QVERIFY2(paid, failureText(paid).constData());
    QCOMPARE(paid->offered.size(), 1);
    const OfferedAction &offered = paid->offered.first();
    QVERIFY2(offered.label.contains(u"51.10"_s) || offered.label.contains(u"51.11"_s), qPrintable(offered.label));
    const ActionTarget target{.action = offered.action, .token = paid->reading->token.id, .link = offered.link};
    const auto reversed = act(provider(), target, offered.values);
    QVERIFY2(reversed, failureText(reversed).constData());
    QCOMPARE(partsOf(reversed), u"Reversal REVERSED succeeded"_s);
    QVERIFY(!valueOf(reversed->extra, u"reversedAmount"_s).isEmpty());
    const auto again = act(provider(), target, offered.values);
    QVERIFY(!again);
    QCOMPARE(toString(again.error().kind), u"Rejected"_s);
    QCOMPARE(again.error().code, u"AUTH_ALREADY_REVERSED"_s);
    QVERIFY(provider().capabilities().errors.contains(again.error().code));
}

void TestCybersourceSandbox::refusedPayment_namesTheFieldOfTheForm()
{
    const auto refused = pay(provider(), u"4000000000000101"_s);
    QVERIFY(!refused);
    QCOMPARE(toString(refused.error().kind), u"Rejected"_s);
    QCOMPARE(refused.error().code, u"INVALID_CARD"_s);
    const auto failed = pay(provider(), u"4000000000000507"_s);
    QVERIFY(!failed);
    QCOMPARE(toString(failed.error().kind), u"OutcomeUnknown"_s); // a payment may have been made
    QCOMPARE(failed.error().code, u"SYSTEM_ERROR"_s);
}

void TestCybersourceSandbox::cardInTheVault_keepsItsIdentifier()
{
    const QMap<QString, QString> card{{u"card.number"_s, u"4111111111111111"_s}};
    const auto known = create(provider(), "createInstrumentIdentifier"_L1, card);
    QVERIFY2(known, failureText(known).constData());
    QCOMPARE(known->httpStatus, 200);
    QCOMPARE(known->reading->token.id.value, activeToken);
    QVERIFY(!valueOf(known->extra, u"instrumentIdentifierNew"_s).isEmpty());
    const auto made = create(provider(), "createInstrumentIdentifier"_L1, {{u"card.number"_s, u"4000000000000010"_s}});
    QVERIFY2(made, failureText(made).constData());
    QCOMPARE(made->httpStatus, 201);
    QVERIFY(valueOf(made->extra, u"instrumentIdentifierNew"_s).isEmpty());
    QVERIFY(made->reading->token.otherStates.isEmpty());
}

void TestCybersourceSandbox::enrolledCard_hasANetworkToken()
{
    const auto made = create(provider(), "createInstrumentIdentifier"_L1,
                             {{u"card.number"_s, u"378282246310005"_s},
                              {u"card.expiration"_s, u"1231"_s},
                              {u"type"_s, u"enrollable card"_s}});
    QVERIFY2(made, failureText(made).constData());
    QCOMPARE(made->reading->token.scheme, Scheme::Amex);
    QCOMPARE(made->reading->token.otherStates.size(), 1);
    QCOMPARE(made->reading->token.otherStates.first().word, u"ACTIVE"_s);
}

void TestCybersourceSandbox::networkToken_isMadeRefusedOrNotEligible()
{
    const auto cardOf = [](const QString &number) {
        return QMap<QString, QString>{{u"card.number"_s, number}, {u"card.expiration"_s, u"1231"_s}};
    };
    const auto made = create(provider(), "createTokenizedCard"_L1, cardOf(u"4242424242424242"_s));
    QVERIFY2(made, failureText(made).constData());
    QCOMPARE(made->reading->token.stateWord, u"ACTIVE"_s);
    QVERIFY(made->parts.isEmpty());
    const auto notEligible = create(provider(), "createTokenizedCard"_L1, cardOf(u"4000000000000069"_s));
    QVERIFY2(notEligible, failureText(notEligible).constData());
    QCOMPARE(partsOf(notEligible), u"Network token CARD_NOT_ELIGIBLE refused"_s);
    QCOMPARE(notEligible->reading->token.stateWord, u"UNPROVISIONED"_s);
    const auto declined = create(provider(), "createTokenizedCard"_L1, cardOf(u"5200828282828210"_s));
    QVERIFY(!declined);
    QCOMPARE(toString(declined.error().kind), u"Rejected"_s);
    QCOMPARE(declined.error().code, u"declined"_s);
    QMap<QString, QString> consumer = cardOf(u"5555555555554444"_s);
    consumer.insert(u"consumerId"_s, QString(36, u'a'));
    const auto longId = create(provider(), "createTokenizedCard"_L1, consumer);
    QVERIFY2(longId, failureText(longId).constData());
    consumer.insert(u"card.number"_s, u"4242424242424242"_s);
    const auto tooLong = create(provider(), "createTokenizedCard"_L1, consumer);
    QVERIFY(!tooLong);
    QCOMPARE(tooLong.error().field, u"consumerId"_s);
}

void TestCybersourceSandbox::deletion_worksInBothForms()
{
    for (const QString &form : {u"post"_s, u"delete"_s}) {
        const auto opened = m_subject.open(m_subject.builtIn({{u"deleteForm"_s, form}}));
        QVERIFY2(opened, failureText(opened).constData());
        const auto made = create(**opened, "createTokenizedCard"_L1,
                                 {{u"card.number"_s, u"4242424242424242"_s}, {u"card.expiration"_s, u"1231"_s}});
        QVERIFY2(made, failureText(made).constData());
        const QString id = made->reading->token.id.value;
        const auto removed = remove(**opened, id, form == "post"_L1 ? u"FRAUD"_s : QString());
        QVERIFY2(removed, failureText(removed).constData());
        QCOMPARE(lookUp(**opened, id).error().httpStatus, 410);
        QCOMPARE(remove(**opened, id).error().httpStatus, 410);
    }
    const auto made = create(provider(), "createInstrumentIdentifier"_L1, {{u"card.number"_s, u"4000000000000028"_s}});
    QVERIFY2(made, failureText(made).constData());
    const auto removed = remove(provider(), made->reading->token.id.value);
    QVERIFY2(removed, failureText(removed).constData());
    QCOMPARE(lookUp(provider(), made->reading->token.id.value).error().httpStatus, 410);
}

void TestCybersourceSandbox::deletionInTheOldForm_isForVisaOnly()
{
    const auto opened = m_subject.open(m_subject.builtIn({{u"deleteForm"_s, u"delete"_s}}));
    QVERIFY2(opened, failureText(opened).constData());
    const auto refused = remove(**opened, u"tokenized-cards/B2C3D4E5F60718293A4B5C6D7E8F90A1"_s);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, u"unsupportedPaymentMethodModification"_s);
    QVERIFY((*opened)->capabilities().errors.contains(refused.error().code));
}

void TestCybersourceSandbox::deletionOfAReferredToken_namesTheInstruments()
{
    const auto refused = remove(provider(), referredToken);
    QVERIFY(!refused);
    QCOMPARE(refused.error().httpStatus, 409);
    QCOMPARE(refused.error().code, u"instrumentIdentifierDeletionError"_s);
    QVERIFY2(refused.error().providerDetail.contains(u"18293A4B5C6D7E8F90A1B2C3D4E5F607"_s),
             qPrintable(refused.error().providerDetail));
    QVERIFY(lookUp(provider(), referredToken));
}

void TestCybersourceSandbox::paymentCredentials_opensBothVersions_data()
{
    QTest::addColumn<QString>("token");
    for (const QString &version : {u"v2"_s, u"v3"_s}) {
        QTest::addRow("%s identifier", qPrintable(version)) << activeToken;
        QTest::addRow("%s network token", qPrintable(version)) << u"tokenized-cards/A1B2C3D4E5F60718293A4B5C6D7E8F90"_s;
    }
}

void TestCybersourceSandbox::paymentCredentials_opensBothVersions()
{
    QFETCH(QString, token);
    const QString version = QString::fromLatin1(QTest::currentDataTag()).left(2);
    const auto opened = m_subject.open(m_subject.builtIn({{u"credentialsVersion"_s, version}}));
    QVERIFY2(opened, failureText(opened).constData());
    const auto answer = credentials(**opened, token, {{u"paymentCredentialType"_s, cryptogram}});
    QVERIFY2(answer, failureText(answer).constData());
    QVERIFY(answer->remark.isEmpty());
    const Disclosure::Item number = item(*answer, u"Network token number"_s);
    QCOMPARE(digitsOf(number).size(), 16);
    QVERIFY(number.isSecret);
    QCOMPARE(QString(number.masked).remove(u' ').left(6).toLatin1(), digitsOf(number).first(6));
    QVERIFY(!number.masked.contains(QString::fromLatin1(digitsOf(number).sliced(6, 6))));
    const Disclosure::Item secret = item(*answer, u"Cryptogram"_s);
    QCOMPARE(QByteArray::fromBase64(digitsOf(secret)).size(), 20);
    QVERIFY(secret.isSecret && secret.masked.isEmpty());
    QCOMPARE(digitsOf(item(*answer, u"ECI"_s)), QByteArray("05"));
    QCOMPARE(digitsOf(item(*answer, u"Card’s expiry"_s)).first(3), QByteArray("12/"));
    QCOMPARE(digitsOf(item(*answer, u"Expiry"_s)).size(), 7);
    for (const Disclosure::Item &shown : answer->disclosure.items)
        QVERIFY2(!shown.label.contains(u'.'), qPrintable(shown.label)); // each has words of its own
    const auto numberAlone = credentials(**opened, token, {});
    QVERIFY2(numberAlone, failureText(numberAlone).constData());
    QVERIFY(digitsOf(item(*numberAlone, u"Cryptogram"_s)).isEmpty());
}

void TestCybersourceSandbox::paymentCredentialsOfAnAmexToken_holdADynamicCode()
{
    const auto made = create(provider(), "createTokenizedCard"_L1,
                             {{u"card.number"_s, u"378282246310005"_s}, {u"card.expiration"_s, u"1231"_s}});
    QVERIFY2(made, failureText(made).constData());
    const QString id = made->reading->token.id.value;
    const auto answer = credentials(provider(), id, {{u"paymentCredentialType"_s, u"SECURITY_CODE"_s}});
    QVERIFY2(answer, failureText(answer).constData());
    QCOMPARE(digitsOf(item(*answer, u"Dynamic security code"_s)).size(), 4);
    QVERIFY(item(*answer, u"Dynamic security code"_s).isSecret);
    const auto refused = credentials(provider(), id, {{u"paymentCredentialType"_s, cryptogram}});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, u"invalidCombination"_s);
    QCOMPARE(refused.error().field, u"paymentCredentialType"_s);
}

void TestCybersourceSandbox::paymentCredentialsWithoutANetworkToken_areTheCardInVersionThreeOnly()
{
    const auto answer = credentials(provider(), u"7010000000027141117"_s, {});
    QVERIFY2(answer, failureText(answer).constData());
    QVERIFY(!answer->remark.isEmpty());
    const Disclosure::Item number = item(*answer, u"Card number"_s);
    QCOMPARE(digitsOf(number), QByteArray("6011111111111117"));
    QVERIFY(number.isSecret && !number.masked.isEmpty());
    const auto older = m_subject.open(m_subject.builtIn({{u"credentialsVersion"_s, u"v2"_s}}));
    QVERIFY2(older, failureText(older).constData());
    const auto refused = credentials(**older, u"7010000000027141117"_s, {});
    QVERIFY(!refused);
    QCOMPARE(toString(refused.error().kind), u"NotFound"_s);
}

void TestCybersourceSandbox::paymentCredentialsOfASuspendedToken_areDeclined()
{
    const auto refused = credentials(provider(), u"7010000000053213222"_s, {});
    QVERIFY(!refused);
    QCOMPARE(toString(refused.error().kind), u"Rejected"_s);
    QVERIFY2(refused.error().providerDetail.contains(u"SUSPENDED"_s), qPrintable(refused.error().providerDetail));
}

void TestCybersourceSandbox::simulation_showsInTheNextReading()
{
    const TokenId id{u"tokenized-cards/A1B2C3D4E5F60718293A4B5C6D7E8F90"_s};
    const auto played = [&](const QMap<QString, QString> &event) {
        return act(provider(), {.action = u"issuerLifeCycleEventSimulation"_s, .token = id}, event);
    };
    const auto suspended = played({{u"state"_s, u"SUSPENDED"_s}});
    QVERIFY2(suspended, failureText(suspended).constData());
    QCOMPARE(lookUp(provider(), id.value)->token.stateWord, u"SUSPENDED"_s);
    const Token identifier = lookUp(provider(), activeToken)->token;
    QCOMPARE(identifier.stateWord, u"ACTIVE"_s);
    QCOMPARE(identifier.otherStates.first().state, TokenState::Suspended);
    const auto renewed =
        played({{u"state"_s, u"ACTIVE"_s}, {u"card.last4"_s, u"9876"_s}, {u"card.expiration"_s, u"0630"_s}});
    QVERIFY2(renewed, failureText(renewed).constData());
    const Token token = lookUp(provider(), id.value)->token;
    QCOMPARE(token.stateWord, u"ACTIVE"_s);
    QCOMPARE(token.cardLastDigits, u"9876"_s);
    QCOMPARE(token.cardExpiry, u"0630"_s);
}

void TestCybersourceSandbox::nothingInTheExchangeLog_isACardNumberOrASecret()
{
    const auto clear = m_subject.open(
        m_subject.bySecret(u"jwt-secret"_s, {{u"requestEncryption"_s, u"no"_s}, {u"responseEncryption"_s, u"no"_s}}));
    QVERIFY2(clear, failureText(clear).constData());
    QVERIFY(pay(**clear, u"4242424242424242"_s));
    QVERIFY(credentials(**clear, activeToken, {{u"paymentCredentialType"_s, cryptogram}}));
    const QStringList hidden{u"4242424242424242"_s, u"4111111111111111"_s,           u"John"_s,
                             u"Market St"_s,        m_subject.access().sharedSecret, m_subject.access().p12Password};
    QVERIFY(m_subject.exchanges().all().size() > 50);
    for (const Exchange &exchange : m_subject.exchanges().all()) {
        QString everything = exchange.url + exchange.requestBody + exchange.responseBody + exchange.failure;
        for (const auto &[name, value] : exchange.requestHeaders + exchange.responseHeaders)
            everything += name + u": "_s + value + u'\n';
        for (const QString &text : hidden)
            QVERIFY2(!everything.contains(text), qPrintable(everything));
        QVERIFY(!everything.contains(u"Bearer ey"_s));
    }
}

QTEST_GUILESS_MAIN(TestCybersourceSandbox)
#include "tst_cybersourcesandbox.moc"

// SPDX-License-Identifier: Apache-2.0
#include "app/providers/fiserv/fiservprovider.h"
#include "app/providers/fiserv/forms.h"
#include "app/providers/fiserv/signature.h"
#include "tests/providers/fiserv/fiservfixture.h"
#include "tests/providers/thales/faketransport.h"
#include "tests/support/fakeclock.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {
const QString requestId = QString::fromLatin1(fiservfixture::requestId);

QByteArray bodyText(const PreparedRequest &request)
{
    return request.secretBody ? request.secretBody->bytes().toByteArray() : QByteArray();
}
} // namespace

//! What is prepared and what then goes out.
class TestFiservPrepare : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void create_isTheVendorsExample();
    void createWithoutOwnValue_isTheVendorsOtherExample();
    void update_isTheVendorsExample();
    void everyMember_goesWhereTheApiWantsIt();
    void bothSettings_areAlwaysSent();
    void textThatIsNotAscii_isSentAsUtf8AndEscapedWhereNeeded();
    void storeId_isInTheBodyOrTheQuery();
    void tokenValue_isEncodedInThePath();
    void summary_holdsNoCardData();
    void updateSummary_namesTokensAndMaskedCards();
    void faultyValues_nameTheirField_data();
    void faultyValues_nameTheirField();
    void faultyRows_areNumbered_data();
    void faultyRows_areNumbered();
    void cardNumberAsToken_isRefusedEverywhere();
    void correlationIdThatIsNoUuid_isRefused();
    void sentBytes_areTheSignedBytes();
    void request_isStampedWhenItIsSent();
    void bearer_isNotSigned();
    void capabilities_sayWhatTheApiHas();

private:
    [[nodiscard]] FiservProvider provider(const fiserv::Signing &signing = fiservfixture::signing()) const
    {
        return FiservProvider(signing, m_transport, m_clock);
    }
    [[nodiscard]] Result<PreparedRequest> create(const QMap<QString, QString> &texts) const
    {
        return provider().prepareCreate(u"createPaymentToken"_s, fiservfixture::values(fiserv::createForm(), texts),
                                        requestId);
    }

    std::shared_ptr<FakeTransport> m_transport;
    std::shared_ptr<FakeClock> m_clock;
};

void TestFiservPrepare::init()
{
    m_transport = std::make_shared<FakeTransport>();
    m_clock = std::make_shared<FakeClock>();
}

void TestFiservPrepare::create_isTheVendorsExample()
{
    const auto request = create(fiservfixture::createTexts());
    QVERIFY(request);
    QCOMPARE(request->method, "POST");
    QCOMPARE(request->path, u"/payment-tokens"_s);
    QCOMPARE(fiservfixture::json(bodyText(*request)),
             fiservfixture::json(fiservfixture::data(u"create.request.json"_s)));
    QVERIFY(request->body.isEmpty());
}

void TestFiservPrepare::createWithoutOwnValue_isTheVendorsOtherExample()
{
    QMap<QString, QString> texts = fiservfixture::createTexts();
    texts.remove(u"value"_s);
    texts.insert(u"paymentCard.expiryDate"_s, u"1229"_s);
    const auto request = create(texts);
    QVERIFY(request);
    QCOMPARE(fiservfixture::json(bodyText(*request)),
             fiservfixture::json(fiservfixture::data(u"create-service-value.request.json"_s)));
}

void TestFiservPrepare::update_isTheVendorsExample()
{
    const auto request = provider().prepareUpdateSeveral(fiservfixture::updateRows(), requestId);
    QVERIFY(request);
    QCOMPARE(request->method, "PATCH");
    QCOMPARE(request->path, u"/payment-tokens"_s);
    QCOMPARE(request->operation, Operation::Update);
    QCOMPARE(request->rows.size(), 2);
    QCOMPARE(fiservfixture::json(bodyText(*request)),
             fiservfixture::json(fiservfixture::data(u"update.request.json"_s)));
}

void TestFiservPrepare::everyMember_goesWhereTheApiWantsIt()
{
    QMap<QString, QString> texts = fiservfixture::createTexts();
    texts.insert({{u"paymentCard.securityCode"_s, u"123"_s},
                  {u"paymentCard.cardFunction"_s, u"CREDIT"_s},
                  {u"paymentCard.cardholderName"_s, u"JOHN DOE"_s},
                  {u"accountVerification"_s, u"yes"_s},
                  {u"reusable"_s, u"no"_s},
                  {u"declineDuplicates"_s, u"yes"_s},
                  {u"merchantTransactionId"_s, u"lsk23532djljff3"_s},
                  {u"additionalDetails.invoiceNumber"_s, u"I-1"_s},
                  {u"additionalDetails.purchaseOrderNumber"_s, u"P-1"_s},
                  {u"additionalDetails.comments"_s, u"by phone"_s}});
    const auto request = create(texts);
    QVERIFY(request);
    const QJsonObject body = fiservfixture::json(bodyText(*request));
    const QJsonObject card = body.value(u"paymentCard"_s).toObject();
    QCOMPARE(card.value(u"securityCode"_s).toString(), u"123"_s);
    QCOMPARE(card.value(u"cardFunction"_s).toString(), u"CREDIT"_s);
    QCOMPARE(card.value(u"cardholderName"_s).toString(), u"JOHN DOE"_s);
    QCOMPARE(body.value(u"accountVerification"_s), QJsonValue(true));
    QCOMPARE(body.value(u"createToken"_s).toObject().value(u"reusable"_s), QJsonValue(false));
    QCOMPARE(body.value(u"createToken"_s).toObject().value(u"declineDuplicates"_s), QJsonValue(true));
    QCOMPARE(body.value(u"merchantTransactionId"_s).toString(), u"lsk23532djljff3"_s);
    QCOMPARE(body.value(u"additionalDetails"_s).toObject().keys(),
             QStringList(
                 {u"comments"_s, u"invoiceNumber"_s, u"operatorId"_s, u"purchaseOrderNumber"_s, u"salesSystemId"_s}));
}

void TestFiservPrepare::bothSettings_areAlwaysSent()
{
    std::vector<UpdateRow> rows;
    rows.push_back(fiservfixture::row(u"t-1"_s, u"4111111111111111"_s, {{u"reusable"_s, u"no"_s}}));
    const auto request = provider().prepareUpdateSeveral(rows, requestId);
    QVERIFY(request);
    QVERIFY(bodyText(*request).contains(R"("reusable":false,"declineDuplicates":false)"));
}

void TestFiservPrepare::textThatIsNotAscii_isSentAsUtf8AndEscapedWhereNeeded()
{
    const QString comment = u"Zoë \"said\" C:\\x, 東京 💳"_s;
    QMap<QString, QString> texts = fiservfixture::createTexts();
    texts.insert(u"additionalDetails.comments"_s, comment);
    const auto request = create(texts);
    QVERIFY(request);
    QVERIFY(bodyText(*request).contains(u"東京 💳"_s.toUtf8()));
    const QJsonObject details = fiservfixture::json(bodyText(*request)).value(u"additionalDetails"_s).toObject();
    QCOMPARE(details.value(u"comments"_s).toString(), comment);
}

void TestFiservPrepare::storeId_isInTheBodyOrTheQuery()
{
    fiserv::Signing signing = fiservfixture::signing();
    signing.storeId = u"12 0&995"_s;
    FiservProvider subject(signing, m_transport, m_clock);
    const auto created = subject.prepareCreate(
        u"createPaymentToken"_s, fiservfixture::values(fiserv::createForm(), fiservfixture::createTexts()), requestId);
    QCOMPARE(fiservfixture::json(bodyText(*created)).value(u"storeId"_s).toString(), signing.storeId);
    const auto updated = subject.prepareUpdateSeveral(fiservfixture::updateRows(), requestId);
    QCOMPARE(fiservfixture::json(bodyText(*updated)).value(u"storeId"_s).toString(), signing.storeId);
    QCOMPARE(subject.prepareDelete({u"t"_s}, requestId)->path, u"/payment-tokens/t?storeId=12%200%26995"_s);
    (void)subject.lookUp({u"t"_s}, requestId);
    QCOMPARE(m_transport->lastRequest().path, u"/payment-tokens/t?storeId=12%200%26995"_s);
}

void TestFiservPrepare::tokenValue_isEncodedInThePath()
{
    QCOMPARE(provider().prepareDelete({u"a/b?c#d%e"_s}, requestId)->path, u"/payment-tokens/a%2Fb%3Fc%23d%25e"_s);
    QVERIFY(!provider().prepareDelete({u".."_s}, requestId));
    QVERIFY(!provider().prepareDelete({u"a b"_s}, requestId));
    QVERIFY(!provider().prepareDelete({QString()}, requestId));
}

void TestFiservPrepare::summary_holdsNoCardData()
{
    QMap<QString, QString> texts = fiservfixture::createTexts();
    texts.insert(u"paymentCard.securityCode"_s, u"987"_s);
    texts.insert(u"paymentCard.cardholderName"_s, u"JOHN DOE"_s);
    const auto request = create(texts);
    QVERIFY(request);
    QCOMPARE(request->redacted,
             u"POST /payment-tokens: scheme Visa, reusable yes, declineDuplicates no, accountVerification no, value "
             "123abc456def; given: paymentCard.number, paymentCard.securityCode, paymentCard.cardholderName, "
             "additionalDetails.operatorId, additionalDetails.salesSystemId"_s);
}

void TestFiservPrepare::updateSummary_namesTokensAndMaskedCards()
{
    const auto request = provider().prepareUpdateSeveral(fiservfixture::updateRows(), requestId);
    QVERIFY(request);
    QVERIFY2(request->redacted.startsWith(u"PATCH /payment-tokens: 2 tokens: 1751905117310026 (5424 18"_s),
             qPrintable(request->redacted));
    QVERIFY(!fiservfixture::digitsOf(request->redacted).contains(u"4773410012347324"_s));
    QVERIFY(request->token.isEmpty());
}

void TestFiservPrepare::faultyValues_nameTheirField_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::newRow("no number") << u"paymentCard.number"_s << QString();
    QTest::newRow("twelve digits") << u"paymentCard.number"_s << u"501800000009"_s;
    QTest::newRow("month 13") << u"paymentCard.expiryDate"_s << u"1329"_s;
    QTest::newRow("no expiry") << u"paymentCard.expiryDate"_s << QString();
    QTest::newRow("code of two digits") << u"paymentCard.securityCode"_s << u"12"_s;
    QTest::newRow("no choice") << u"reusable"_s << u"maybe"_s;
    QTest::newRow("space in the value") << u"value"_s << u"my token"_s;
    QTest::newRow("card number as value") << u"value"_s << u"4111111111111111"_s;
    QTest::newRow("operator with a space") << u"additionalDetails.operatorId"_s << u" ana"_s;
    QTest::newRow("operator too long") << u"additionalDetails.operatorId"_s << QString(36, u'a');
}

void TestFiservPrepare::faultyValues_nameTheirField()
{
    QFETCH(const QString, key);
    QFETCH(const QString, value);
    QMap<QString, QString> texts = fiservfixture::createTexts();
    texts.insert(key, value);
    const auto request = create(texts);
    QVERIFY(!request);
    QCOMPARE(toString(request.error().kind), u"InvalidInput"_s);
    QCOMPARE(request.error().field, key);
    QVERIFY(!request.error().detail.contains(u"4111111111111111"_s));
}

void TestFiservPrepare::faultyRows_areNumbered_data()
{
    QTest::addColumn<QString>("token");
    QTest::addColumn<QString>("number");
    QTest::addColumn<QString>("field");
    QTest::newRow("no token") << QString() << u"4111111111111111"_s << u"tokenId"_s;
    QTest::newRow("token twice") << u"1751905117310026"_s << u"4111111111111111"_s << u"tokenId"_s;
    QTest::newRow("number") << u"t-3"_s << u"4111"_s << u"paymentCard.number"_s;
}

void TestFiservPrepare::faultyRows_areNumbered()
{
    QFETCH(const QString, token);
    QFETCH(const QString, number);
    std::vector<UpdateRow> rows = fiservfixture::updateRows();
    rows.push_back(fiservfixture::row(token, number));
    const auto request = provider().prepareUpdateSeveral(rows, requestId);
    QVERIFY(!request);
    QTEST(request.error().field, "field");
    QVERIFY2(request.error().detail.startsWith(u"row 3: "_s), qPrintable(request.error().detail));
    QVERIFY(!provider().prepareUpdateSeveral({}, requestId));
}

void TestFiservPrepare::cardNumberAsToken_isRefusedEverywhere()
{
    for (const QString &number : {u"4111111111111111"_s, u"4111-1111-1111-1111"_s, u"378282246310005"_s}) {
        QVERIFY(!provider().prepareDelete({number}, requestId));
        const auto read = provider().lookUp({number}, requestId);
        QVERIFY(read.isFinished() && !read.result());
    }
    QVERIFY(m_transport->requests().isEmpty());
    QVERIFY(provider().prepareDelete({u"1751905117310026"_s}, requestId));
}

void TestFiservPrepare::correlationIdThatIsNoUuid_isRefused()
{
    for (const QString &id : {QString(), u"abc"_s, requestId + u"\r\nX: y"_s, requestId.left(35)}) {
        QVERIFY(!provider().prepareDelete({u"t"_s}, id));
        QVERIFY(!provider().probe(id).result());
    }
    QVERIFY(m_transport->requests().isEmpty());
}

void TestFiservPrepare::sentBytes_areTheSignedBytes()
{
    QMap<QString, QString> texts = fiservfixture::createTexts();
    texts.insert(u"additionalDetails.comments"_s, u"Zoë, 東京"_s);
    const auto request = create(texts);
    QVERIFY(request);
    for (const auto encoding : {fiserv::SignatureEncoding::Raw, fiserv::SignatureEncoding::Hex}) {
        fiserv::Signing signing = fiservfixture::signing();
        signing.encoding = encoding;
        signing.region = u"germany"_s;
        (void)provider(signing).perform(*request);
        QCOMPARE(m_transport->lastRequest().content(), QByteArrayView(bodyText(*request)));
        QVERIFY(m_transport->lastRequest().body.isEmpty());
        QCOMPARE(m_transport->lastHeader("client-request-id"), requestId.toLatin1());
        QCOMPARE(m_transport->lastHeader("timestamp"), QByteArray::number(m_clock->nowUtc().toMSecsSinceEpoch()));
        QCOMPARE(m_transport->lastHeader("content-type"), "application/json");
        QCOMPARE(m_transport->lastHeader("region"), "germany");
        QCOMPARE(m_transport->lastHeader("message-signature"),
                 fiserv::messageSignature(*signing.apiKey, *signing.secret,
                                          {.requestId = requestId.toLatin1(),
                                           .timestamp = m_transport->lastHeader("timestamp"),
                                           .body = m_transport->lastRequest().content()},
                                          encoding));
    }
}

void TestFiservPrepare::request_isStampedWhenItIsSent()
{
    const auto request = provider().prepareDelete({u"t"_s}, requestId);
    m_clock->advance(std::chrono::minutes(20));
    (void)provider().perform(*request);
    QCOMPARE(m_transport->lastHeader("timestamp"), QByteArray::number(m_clock->nowUtc().toMSecsSinceEpoch()));
}

void TestFiservPrepare::bearer_isNotSigned()
{
    fiserv::Signing signing = fiservfixture::signing();
    signing.secret = nullptr;
    (void)provider(signing).lookUp({u"t"_s}, requestId);
    QVERIFY(m_transport->lastHeader("message-signature").isEmpty());
    QVERIFY(!m_transport->lastHeader("timestamp").isEmpty());
}

void TestFiservPrepare::capabilities_sayWhatTheApiHas()
{
    const FiservProvider subject = provider();
    const Capabilities &offered = subject.capabilities();
    QVERIFY(offered.offers(Operation::LookUp));
    QVERIFY(offered.offers(Operation::Delete));
    for (const Operation absent : {Operation::Suspend, Operation::Resume, Operation::Update})
        QVERIFY(!offered.absentBecause.value(absent).isEmpty());
    QVERIFY(!offered.givesCardArt);
    QVERIFY(offered.updateSeveral);
    QCOMPARE(offered.updateSeveral->mostRows, 1000);
    QCOMPARE(offered.creates.size(), 1);
    for (const QString &key : {u"value"_s, u"reusable"_s, u"declineDuplicates"_s, u"accountVerification"_s}) {
        const FormField *field = offered.creates.first().field(key);
        QVERIFY(field && !field->help.isEmpty());
        for (const Choice &choice : field->choices)
            QVERIFY(!choice.help.isEmpty());
    }
}

QTEST_APPLESS_MAIN(TestFiservPrepare)
#include "tst_fiservprepare.moc"

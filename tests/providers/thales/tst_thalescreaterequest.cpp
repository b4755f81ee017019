// SPDX-License-Identifier: Apache-2.0
#include "app/crypto/jwe.h"
#include "app/providers/thales/createrequest.h"
#include "tests/providers/thales/faketransport.h"
#include "tests/providers/thales/thalesfixture.h"
#include "tests/support/fakeclock.h"
#include "tests/support/testcards.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using Texts = QMap<QString, QString>;

namespace {
const QString correlation = QString::fromLatin1(fixture::correlationId);
const QString awkwardName = u"Zoë \"Z\" O\\Neil 😀 </b>"_s;

Texts with(Texts texts, const Texts &more)
{
    texts.insert(more);
    return texts;
}

QJsonObject bodyOf(const PreparedRequest &request)
{
    return QJsonDocument::fromJson(request.body).object();
}

QJsonObject without(QJsonObject object, const QString &key)
{
    object.remove(key);
    return object;
}

QString jweOf(const PreparedRequest &request)
{
    return bodyOf(request).value("encryptedData"_L1).toString();
}

// The ways in which bytes commonly survive in other bytes.
QList<QByteArray> disguises(const QByteArray &secret)
{
    QList<QByteArray> all{secret, secret.toHex(), secret.toBase64(QByteArray::OmitTrailingEquals).chopped(1)};
    for (const char *prefix : {"x", "xx"})
        all << (prefix + secret).toBase64(QByteArray::OmitTrailingEquals).mid(4).chopped(1);
    const QString text = QString::fromUtf8(secret);
    all << QByteArray(reinterpret_cast<const char *>(text.utf16()), text.size() * 2);
    return all;
}

void addCreateIds()
{
    QTest::addColumn<QString>("id");
    for (const QString &id : {u"createToken"_s, u"createAsyncToken"_s, u"createPciToken"_s, u"createPushToken"_s})
        QTest::newRow(qPrintable(id)) << id;
}
} // namespace

class TestThalesCreateRequest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void recordedRequest_isReproduced_data();
    void recordedRequest_isReproduced();
    void recordedPlaintext_isReproduced_data();
    void recordedPlaintext_isReproduced();
    void minimalValues_sendNothingElse_data() { addCreateIds(); }
    void minimalValues_sendNothingElse();
    void fullValues_sendEverything_data() { addCreateIds(); }
    void fullValues_sendEverything();
    void methodAndPath_areTheOperations_data();
    void methodAndPath_areTheOperations();
    void tokenSource_sendsTheTokenAlone();
    void ordinarySource_dropsATokenLeftBehind();
    void awkwardName_arrivesAsTyped();
    void accountScore_isANumber();
    void push_withoutCustomerData_hasNoEncryptedData();
    void push_withAnAccountAlone_hasEncryptedData();
    void push_trimsThePastedPayload();
    void jweHeader_isTheVendors();
    void sameValues_neverMakeTheSameMessage();
    void prepared_holdsNoSecret_data() { addCreateIds(); }
    void prepared_holdsNoSecret();
    void summary_namesWhatWasAskedOnly();
    void longKeyId_isAConfigurationError();
    void keyThatCannotEncrypt_isAConfigurationError();

private:
    [[nodiscard]] Result<PreparedRequest> prepare(const QString &id, const Texts &texts, bool visaVces = false);
    [[nodiscard]] PreparedRequest prepared(const QString &id, const Texts &texts, bool visaVces = false);

    std::shared_ptr<FakeTransport> m_transport;
    std::shared_ptr<FakeClock> m_clock;
};

void TestThalesCreateRequest::init()
{
    m_transport = std::make_shared<FakeTransport>();
    m_clock = std::make_shared<FakeClock>();
}

Result<PreparedRequest> TestThalesCreateRequest::prepare(const QString &id, const Texts &texts, bool visaVces)
{
    ThalesProvider provider({.merchantId = QString::fromLatin1(fixture::merchantId), .visaVces = visaVces}, m_transport,
                            fixture::providerKeys(), m_clock);
    return provider.prepareCreate(id, fixture::values(fixture::form(id), texts), correlation);
}

PreparedRequest TestThalesCreateRequest::prepared(const QString &id, const Texts &texts, bool visaVces)
{
    const Result<PreparedRequest> request = prepare(id, texts, visaVces);
    if (!request)
        qFatal("not prepared: %s", qPrintable(request.error().detail));
    return *request;
}

void TestThalesCreateRequest::recordedRequest_isReproduced_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("file");
    QTest::addColumn<Texts>("texts");
    const Texts risk{{u"risk.accountScore"_s, u"4"_s},
                     {u"device.ipAddress"_s, u"192.0.2.17"_s},
                     {u"device.location"_s, u"47.0880,2.3635"_s}};
    const auto row = [](const QString &id, const QString &file, const Texts &more) {
        QTest::newRow(qPrintable(id)) << id << file << with(fixture::minimalTexts(id), more);
    };
    row(u"createToken"_s, u"create-token.request.json"_s, with(risk, {{u"source"_s, u"CARD_ON_FILE"_s}}));
    row(u"createAsyncToken"_s, u"create-async-token.request.json"_s, with(risk, {{u"source"_s, u"MANUAL"_s}}));
    row(u"createPciToken"_s, u"create-pci-token.request.json"_s, {});
    row(u"createPushToken"_s, u"create-push-token.request.json"_s, {{u"email"_s, u"john@doe.com"_s}});
}

void TestThalesCreateRequest::recordedRequest_isReproduced()
{
    QFETCH(QString, id);
    QFETCH(QString, file);
    QFETCH(Texts, texts);
    const QJsonObject body = bodyOf(prepared(id, texts));
    QVERIFY(body.contains("encryptedData"_L1));
    QCOMPARE(without(body, u"encryptedData"_s), without(fixture::json(file), u"encryptedData"_s));
}

void TestThalesCreateRequest::recordedPlaintext_isReproduced_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("file");
    QTest::newRow("createToken") << u"createToken"_s << u"create-token.plaintext.json"_s;
    QTest::newRow("createAsyncToken") << u"createAsyncToken"_s << u"create-async-token.plaintext.json"_s;
    QTest::newRow("createPciToken") << u"createPciToken"_s << u"create-pci-token.plaintext.json"_s;
    QTest::newRow("createPushToken") << u"createPushToken"_s << u"create-push-token.merchant-info.plaintext.json"_s;
}

void TestThalesCreateRequest::recordedPlaintext_isReproduced()
{
    QFETCH(QString, id);
    QFETCH(QString, file);
    const QJsonObject example = fixture::json(file);
    Texts texts = fixture::minimalTexts(id);
    for (auto it = example.begin(); it != example.end(); ++it)
        texts.insert(it.key(), it.value().toString());
    QCOMPARE(fixture::decrypted(prepared(id, texts).body), example);
}

void TestThalesCreateRequest::minimalValues_sendNothingElse()
{
    QFETCH(QString, id);
    const Texts texts = fixture::minimalTexts(id);
    const PreparedRequest request = prepared(id, texts);
    QJsonObject expected{{u"merchantId"_s, u"merchant-demo-1"_s}};
    for (const QString &key : {u"source"_s, u"language"_s, u"country"_s, u"scheme"_s, u"pushProvisioningPayload"_s}) {
        if (texts.contains(key))
            expected.insert(key, texts.value(key));
    }
    if (texts.contains(u"device.ipAddress"_s))
        expected.insert(u"device"_s, QJsonObject{{u"ipAddress"_s, texts.value(u"device.ipAddress"_s)}});
    QCOMPARE(without(bodyOf(request), u"encryptedData"_s), expected);
    if (id == u"createPushToken"_s)
        return;
    QCOMPARE(fixture::decrypted(request.body),
             QJsonObject({{u"fpan"_s, u"4111111111111111"_s}, {u"exp"_s, u"1231"_s}}));
}

void TestThalesCreateRequest::fullValues_sendEverything()
{
    QFETCH(QString, id);
    const Texts texts = fixture::fullTexts(id);
    const PreparedRequest request = prepared(id, texts);
    QJsonObject sent = fixture::decrypted(request.body);
    const QJsonObject body = bodyOf(request);
    for (auto it = body.begin(); it != body.end(); ++it) {
        const QJsonObject nested = it.value().toObject();
        if (nested.isEmpty())
            sent.insert(it.key(), it.value());
        for (auto inner = nested.begin(); inner != nested.end(); ++inner)
            sent.insert(it.key() + u'.' + inner.key(), inner.value().toVariant().toString());
    }
    QJsonObject expected{{u"merchantId"_s, u"merchant-demo-1"_s}, {u"encryptedData"_s, body.value("encryptedData"_L1)}};
    for (auto it = texts.begin(); it != texts.end(); ++it)
        expected.insert(it.key(), it.value());
    QCOMPARE(sent, expected);
}

void TestThalesCreateRequest::methodAndPath_areTheOperations_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("path");
    QTest::newRow("createToken") << u"createToken"_s << u"/tokens"_s;
    QTest::newRow("createAsyncToken") << u"createAsyncToken"_s << u"/async-tokens"_s;
    QTest::newRow("createPciToken") << u"createPciToken"_s << u"/pci-tokens"_s;
    QTest::newRow("createPushToken") << u"createPushToken"_s << u"/push-tokens"_s;
}

void TestThalesCreateRequest::methodAndPath_areTheOperations()
{
    QFETCH(QString, id);
    QFETCH(QString, path);
    const PreparedRequest request = prepared(id, fixture::minimalTexts(id));
    QVERIFY(request.operation == Operation::Create);
    QCOMPARE(request.formId, id);
    QCOMPARE(request.method, "POST"_ba);
    QCOMPARE(request.path, path);
    QCOMPARE(request.correlationId, correlation);
    QVERIFY(request.token.isEmpty());
}

void TestThalesCreateRequest::tokenSource_sendsTheTokenAlone()
{
    const Texts texts = with(fixture::minimalTexts(u"createToken"_s),
                             {{u"source"_s, u"TOKEN"_s}, {u"token"_s, QString::fromLatin1(TestCards::visa13)}});
    const PreparedRequest request = prepared(u"createToken"_s, texts);
    QCOMPARE(bodyOf(request).value("source"_L1).toString(), u"TOKEN"_s);
    QCOMPARE(fixture::decrypted(request.body), QJsonObject({{u"token"_s, u"4222222222222"_s}}));
}

void TestThalesCreateRequest::ordinarySource_dropsATokenLeftBehind()
{
    const Texts texts =
        with(fixture::minimalTexts(u"createToken"_s), {{u"token"_s, QString::fromLatin1(TestCards::visa13)}});
    QVERIFY(!fixture::decrypted(prepared(u"createToken"_s, texts).body).contains("token"_L1));
}

void TestThalesCreateRequest::awkwardName_arrivesAsTyped()
{
    const Texts texts = with(fixture::minimalTexts(u"createToken"_s), {{u"name"_s, awkwardName}});
    QCOMPARE(fixture::decrypted(prepared(u"createToken"_s, texts).body).value("name"_L1).toString(), awkwardName);
}

void TestThalesCreateRequest::accountScore_isANumber()
{
    const Texts texts = with(fixture::minimalTexts(u"createToken"_s), {{u"risk.accountScore"_s, u"5"_s}});
    QVERIFY(prepared(u"createToken"_s, texts).body.contains("\"risk\":{\"accountScore\":5}"));
}

void TestThalesCreateRequest::push_withoutCustomerData_hasNoEncryptedData()
{
    QVERIFY(!bodyOf(prepared(u"createPushToken"_s, fixture::minimalTexts(u"createPushToken"_s)))
                 .contains("encryptedData"_L1));
}

void TestThalesCreateRequest::push_withAnAccountAlone_hasEncryptedData()
{
    const Texts texts = with(fixture::minimalTexts(u"createPushToken"_s), {{u"accountId"_s, u"johndoe"_s}});
    QCOMPARE(fixture::decrypted(prepared(u"createPushToken"_s, texts).body),
             QJsonObject({{u"accountId"_s, u"johndoe"_s}}));
}

void TestThalesCreateRequest::push_trimsThePastedPayload()
{
    const Texts texts =
        with(fixture::minimalTexts(u"createPushToken"_s), {{u"pushProvisioningPayload"_s, u" ab\ncd\n"_s}});
    QCOMPARE(bodyOf(prepared(u"createPushToken"_s, texts)).value("pushProvisioningPayload"_L1).toString(), u"ab\ncd"_s);
}

void TestThalesCreateRequest::jweHeader_isTheVendors()
{
    const QString jwe = jweOf(prepared(u"createPciToken"_s, fixture::minimalTexts(u"createPciToken"_s)));
    const QByteArray header = QByteArray::fromBase64(jwe.section(u'.', 0, 0).toLatin1(), QByteArray::Base64UrlEncoding);
    QCOMPARE(header, QByteArray("{\"alg\":\"RSA-OAEP-256\",\"enc\":\"A256GCM\",\"kid\":\"1234\"}"));
    QCOMPARE(jwe.count(u'.'), 4);
}

void TestThalesCreateRequest::sameValues_neverMakeTheSameMessage()
{
    const Texts texts = fixture::minimalTexts(u"createPciToken"_s);
    QVERIFY(jweOf(prepared(u"createPciToken"_s, texts)) != jweOf(prepared(u"createPciToken"_s, texts)));
}

void TestThalesCreateRequest::prepared_holdsNoSecret()
{
    QFETCH(QString, id);
    const Texts texts = fixture::fullTexts(id);
    const PreparedRequest request = prepared(id, texts);
    const QByteArray everything = request.body + '\n' + request.redacted.toUtf8() + '\n' + request.path.toUtf8() +
                                  '\n' + request.method + '\n' + request.formId.toUtf8() + '\n' +
                                  request.token.value.toUtf8();
    // Expiry and security code are so short that they may stand in a ciphertext by chance.
    for (const QString &key : {u"fpan"_s, u"name"_s, u"accountId"_s, u"email"_s}) {
        if (!texts.contains(key))
            continue;
        const QList<QByteArray> forms = disguises(texts.value(key).toUtf8());
        for (const QByteArray &bytes : forms)
            QVERIFY2(!everything.contains(bytes), qPrintable(key));
    }
    QVERIFY(!request.redacted.contains(jweOf(request)) || jweOf(request).isEmpty());
    for (const QString &key : {u"device.ipAddress"_s, u"device.location"_s, u"pushProvisioningPayload"_s}) {
        if (texts.contains(key))
            QVERIFY2(!request.redacted.contains(texts.value(key)), qPrintable(key));
    }
}

void TestThalesCreateRequest::summary_namesWhatWasAskedOnly()
{
    QCOMPARE(prepared(u"createToken"_s, fixture::fullTexts(u"createToken"_s)).redacted,
             u"POST /tokens: scheme Visa, source MANUAL, country FR, language en; given: fpan, exp, cvv, name, email, "
             "accountId, risk.accountScore, device.ipAddress, device.location"_s);
    QCOMPARE(prepared(u"createPciToken"_s, fixture::minimalTexts(u"createPciToken"_s)).redacted,
             u"POST /pci-tokens: scheme Visa; given: fpan, exp"_s);
    QCOMPARE(
        prepared(u"createPushToken"_s, fixture::minimalTexts(u"createPushToken"_s)).redacted,
        u"POST /push-tokens: scheme VISA, country FR, language en; given: pushProvisioningPayload, device.ipAddress"_s);
}

// A kid of control characters is the longest that encryption takes: six characters each in the header's JSON.
void TestThalesCreateRequest::longKeyId_isAConfigurationError()
{
    const Form form = fixture::form(u"createPciToken"_s);
    const FormValues values = fixture::values(form, fixture::minimalTexts(form.id));
    const Result<QByteArray> body =
        thales::createBody(form, values, u"m"_s, fixture::thalesPublicKey().withId(QString(1024, u'\x01')));
    QVERIFY(!body);
    QCOMPARE(toString(body.error().kind), u"Configuration"_s);
    QCOMPARE(body.error().field, u"encryptionKeyId"_s);
}

void TestThalesCreateRequest::keyThatCannotEncrypt_isAConfigurationError()
{
    const Form form = fixture::form(u"createPciToken"_s);
    const FormValues values = fixture::values(form, fixture::minimalTexts(form.id));
    const Result<QByteArray> body = thales::createBody(form, values, u"m"_s, Key());
    QVERIFY(!body);
    QCOMPARE(toString(body.error().kind), u"Configuration"_s);
}

QTEST_APPLESS_MAIN(TestThalesCreateRequest)
#include "tst_thalescreaterequest.moc"

// SPDX-License-Identifier: Apache-2.0
#include "app/crypto/jwe.h"
#include "tests/crypto/opensslcommand.h"
#include "tests/crypto/oracle.h"
#include "tests/providers/cybersource/cybersourcefixture.h"
#include "tests/support/settling.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace cybersourcefixture;

namespace {
constexpr auto payload =
    R"({"_links":{"self":{"href":"/tms/v2/tokens/7010000000016241111/payment-credentials"}},"tokenizedCard":)"
    R"({"state":"ACTIVE","number":"4895370012003478","expirationMonth":"11","expirationYear":"2030","type":"visa",)"
    R"("cryptogram":"AAEBAgMEBQYHCAkKCwwNDg==","eci":"5","requestorId":"40000000047","securityCode":"1234",)"
    R"("paymentAccountReference":"V0010013022298169667504231315","somethingNew":"x"}})";
constexpr auto cardOnly =
    R"({"card":{"number":"4111111111111111","expirationMonth":"12","expirationYear":"2031","type":"001"}})";

QString textOf(const Disclosure::Item &item)
{
    return QString::fromUtf8(item.value->bytes());
}
} // namespace

class TestCybersourceCredentials : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void request_isTheServicesOwn();
    void version_andProfile_areTheConnections();
    void what_mayBeShownAtOnce_isApartFromWhatIsMasked();
    void withoutANetworkToken_thatIsSaid();
    void jwcryptoSeals_weOpen();
    void weSeal_jwcryptoOpens();
    void keyThatIsNotHere_isNamed();
    void withoutAnyKey_theOneThatIsWantedIsNamed();
    void alteredMessage_isRefused_data();
    void alteredMessage_isRefused();
    void refusals_areErrors();
    void sentOnce_alsoWhenNoAnswerComes();
    void wrongValues_sendNothing_data();
    void wrongValues_sendNothing();

private:
    [[nodiscard]] cybersource::Connection withKey() const
    {
        cybersource::Connection with = connection();
        with.encryption.keys.add(m_key);
        return with;
    }
    [[nodiscard]] QByteArray sealed(QByteArrayView text, const QString &kid = u"mine"_s) const
    {
        return encryptJwe(SecretBytes::copyOf(text), m_key.withId(kid)).value();
    }
    [[nodiscard]] static Result<PaymentCredentials> asked(const Subject &subject,
                                                          const QMap<QString, QString> &texts = {},
                                                          const QString &token = u"7010000000016241111"_s)
    {
        const Form &form = *subject.provider->capabilities().paymentCredentials;
        return settledWithin(
            subject.provider->paymentCredentials({token}, values(form, texts), QString::fromLatin1(requestId)));
    }

    OpenSslCommand m_openssl;
    Key m_key;
};

void TestCybersourceCredentials::initTestCase()
{
    QVERIFY(m_openssl.run(u"genrsa -out key.pem 2048"_s));
    m_key = readKey(m_openssl.content(u"key.pem"_s), u"mine"_s).value();
}

void TestCybersourceCredentials::request_isTheServicesOwn()
{
    const Subject subject(withKey());
    subject.transport->answerWith(200, sealed(payload), "application/jose;charset=utf-8");
    const auto credentials = asked(subject, {{u"paymentCredentialType"_s, u"CRYPTOGRAM"_s}});
    QVERIFY2(credentials, failureText(credentials).constData());
    QCOMPARE(subject.sent().method, "POST");
    QCOMPARE(subject.sent().path, u"/tms/v3/tokens/7010000000016241111/payment-credentials"_s);
    QCOMPARE(json(subject.sentBody()), json(data(u"credentials.request.json"_s)));
    QCOMPARE(subject.transport->lastHeader("accept"), "application/jose;charset=utf-8");
    QCOMPARE(subject.transport->lastHeader("content-type"), "application/json;charset=utf-8");
    QVERIFY(subject.transport->lastHeader("profile-id").isEmpty());
}

void TestCybersourceCredentials::version_andProfile_areTheConnections()
{
    cybersource::Connection with = withKey();
    with.credentialsVersion = u"v2"_s;
    with.profileId = u"profile-1"_s;
    const Subject subject(with);
    subject.transport->answerWith(200, sealed(payload), "application/jose");
    QVERIFY(asked(subject, {}, QString::fromLatin1(networkToken)));
    QCOMPARE(subject.sent().path, u"/tms/v2/tokens/2E8B371F931C4B9BE0631D588D0AF123/payment-credentials"_s);
    QCOMPARE(subject.transport->lastHeader("profile-id"), "profile-1");
    QVERIFY(asked(subject, {{u"profile-id"_s, u"profile-2"_s}}));
    QCOMPARE(subject.transport->lastHeader("profile-id"), "profile-2");
}

void TestCybersourceCredentials::what_mayBeShownAtOnce_isApartFromWhatIsMasked()
{
    const Subject subject(withKey());
    subject.transport->answerWith(200, sealed(payload), "application/jose");
    const auto credentials = asked(subject);
    QVERIFY(credentials && credentials->remark.isEmpty());
    QCOMPARE(credentials->correlationId, QString::fromLatin1(requestId));
    QMap<QString, Disclosure::Item> items;
    for (const Disclosure::Item &item : credentials->disclosure.items)
        items.insert(textOf(item), item);
    QCOMPARE(items.size(), 10);
    for (const QString &open : {u"ACTIVE"_s, u"5"_s, u"40000000047"_s, u"V0010013022298169667504231315"_s, u"11/2030"_s})
        QVERIFY2(items.contains(open) && !items.value(open).isSecret, qPrintable(open));
    for (const QString &hidden : {u"4895370012003478"_s, u"AAEBAgMEBQYHCAkKCwwNDg=="_s, u"1234"_s, u"x"_s})
        QVERIFY2(items.contains(hidden) && items.value(hidden).isSecret, qPrintable(hidden));
    const QString mask = items.value(u"4895370012003478"_s).masked;
    QVERIFY(mask.startsWith(u"4895 37"_s) && mask.endsWith(u"3478"_s) && !mask.contains(u"0012"_s));
    QVERIFY(items.value(u"1234"_s).masked.isEmpty());
}

void TestCybersourceCredentials::withoutANetworkToken_thatIsSaid()
{
    const Subject subject(withKey());
    subject.transport->answerWith(200, sealed(cardOnly), "application/jose");
    const auto credentials = asked(subject);
    QVERIFY(credentials);
    QVERIFY(!credentials->remark.isEmpty());
    for (const Disclosure::Item &item : credentials->disclosure.items)
        QVERIFY(item.isSecret == (textOf(item) == "4111111111111111"_L1));
}

void TestCybersourceCredentials::jwcryptoSeals_weOpen()
{
    Oracle oracle = Oracle::jwcrypto();
    if (!oracle.absence().isEmpty())
        QSKIP(qPrintable(oracle.absence()));
    oracle.setPrivateKey(m_openssl.content(u"key.pem"_s));
    const QJsonArray answers = oracle.ask(
        {QJsonObject{{u"seal"_s, QString::fromLatin1(QByteArray(payload).toBase64())}, {u"kid"_s, u"mine"_s}}},
        u"RSA-OAEP-256"_s, u"A256GCM"_s);
    const Subject subject(withKey());
    subject.transport->answerWith(200, answers[0].toObject().value("compact"_L1).toString().toLatin1(),
                                  "application/jose");
    const auto credentials = asked(subject);
    QVERIFY2(credentials, failureText(credentials).constData());
    QCOMPARE(credentials->disclosure.items.size(), 10);
}

void TestCybersourceCredentials::weSeal_jwcryptoOpens()
{
    Oracle oracle = Oracle::jwcrypto();
    if (!oracle.absence().isEmpty())
        QSKIP(qPrintable(oracle.absence()));
    oracle.setPrivateKey(m_openssl.content(u"key.pem"_s));
    cybersource::Connection with = withKey();
    with.encryption.requests = m_key.withId(u"service"_s);
    const Subject subject(with);
    subject.transport->answerWith(200, sealed(payload), "application/jose");
    QVERIFY(asked(subject));
    const QString message = json(subject.sentBody()).value("encryptedRequest"_L1).toString();
    const QJsonArray answers = oracle.ask({QJsonObject{{u"open"_s, message}}}, u"RSA-OAEP-256"_s, u"A256GCM"_s);
    const QByteArray plain = QByteArray::fromBase64(answers[0].toObject().value("plaintext"_L1).toString().toLatin1());
    QCOMPARE(plain, R"({"paymentCredentialType":"NETWORK_TOKEN","transactionType":"ECOM"})");
}

void TestCybersourceCredentials::keyThatIsNotHere_isNamed()
{
    const Subject subject(withKey());
    subject.transport->answerWith(200, sealed(payload, u"99f9bec99f34502f0165b2bbaaf280143a9249cc"_s),
                                  "application/jose");
    const auto credentials = asked(subject);
    QCOMPARE(toString(credentials.error().kind), u"Undecryptable"_s);
    QCOMPARE(credentials.error().code, u"KEY_NOT_HERE"_s);
    QCOMPARE(credentials.error().field, u"decryptionKeyFile"_s);
    QVERIFY(credentials.error().providerDetail.contains(u"99f9bec99f34502f0165b2bbaaf280143a9249cc"_s));
    QVERIFY(subject.provider->capabilities().errors.contains(credentials.error().code));
}

void TestCybersourceCredentials::withoutAnyKey_theOneThatIsWantedIsNamed()
{
    const Subject subject;
    subject.transport->answerWith(200, sealed(payload), "application/jose");
    const auto credentials = asked(subject);
    QCOMPARE(credentials.error().code, u"KEY_NOT_HERE"_s);
    QVERIFY(credentials.error().providerDetail.contains(u"mine"_s));
}

void TestCybersourceCredentials::alteredMessage_isRefused_data()
{
    QTest::addColumn<int>("part");
    QTest::newRow("ciphertext") << 3;
    QTest::newRow("tag") << 4;
    QTest::newRow("encrypted key") << 1;
    QTest::newRow("cut") << -1;
}

void TestCybersourceCredentials::alteredMessage_isRefused()
{
    QFETCH(const int, part);
    QByteArrayList parts = sealed(payload).split('.');
    if (part < 0)
        parts.removeLast();
    else
        parts[part][5] = parts[part].at(5) == 'A' ? 'B' : 'A';
    const Subject subject(withKey());
    subject.transport->answerWith(200, parts.join('.'), "application/jose");
    const auto credentials = asked(subject);
    QCOMPARE(toString(credentials.error().kind), u"Undecryptable"_s);
    QCOMPARE(credentials.error().code, u"DOES_NOT_OPEN"_s);
    QVERIFY(subject.provider->capabilities().errors.contains(credentials.error().code));
    QVERIFY(!everythingShown(credentials.error()).contains(u"4895"_s));
}

void TestCybersourceCredentials::refusals_areErrors()
{
    const Subject subject(withKey());
    subject.transport->answerWith(403, R"({"errors":[{"type":"forbidden","message":"m"}]})");
    QCOMPARE(asked(subject).error().code, u"forbidden"_s);
    subject.transport->answerWith(
        400, R"({"errors":[{"type":"invalidFields","message":"m","details":[{"name":"transactionType"}]}]})");
    QCOMPARE(asked(subject).error().field, u"transactionType"_s);
    subject.transport->answerWith(500);
    QCOMPARE(toString(asked(subject).error().kind), u"ServerFault"_s);
    subject.transport->answerWith(200, sealed("[]"), "application/jose");
    QCOMPARE(toString(asked(subject).error().kind), u"BadReply"_s);
}

void TestCybersourceCredentials::sentOnce_alsoWhenNoAnswerComes()
{
    const Subject subject(withKey());
    subject.transport->failWith({.kind = Error::Kind::OutcomeUnknown});
    QVERIFY(!asked(subject));
    QCOMPARE(subject.transport->requests().size(), 1);
}

void TestCybersourceCredentials::wrongValues_sendNothing_data()
{
    using Texts = QMap<QString, QString>;
    QTest::addColumn<QString>("token");
    QTest::addColumn<Texts>("texts");
    QTest::newRow("address") << u"shipping-addresses/2E8B371F931C4B9BE0631D588D0AF123"_s << Texts{};
    QTest::newRow("no token") << u"4111111111111111"_s << Texts{};
    QTest::newRow("funding without a cryptogram")
        << u"7010000000016241111"_s << Texts{{u"transactionType"_s, u"AFT"_s}};
    QTest::newRow("unknown type") << u"7010000000016241111"_s << Texts{{u"paymentCredentialType"_s, u"PAN"_s}};
}

void TestCybersourceCredentials::wrongValues_sendNothing()
{
    using Texts = QMap<QString, QString>;
    QFETCH(const QString, token);
    QFETCH(const Texts, texts);
    const Subject subject(withKey());
    QCOMPARE(toString(asked(subject, texts, token).error().kind), u"InvalidInput"_s);
    QVERIFY(subject.transport->requests().isEmpty());
}

QTEST_GUILESS_MAIN(TestCybersourceCredentials)
#include "tst_cybersourcecredentials.moc"

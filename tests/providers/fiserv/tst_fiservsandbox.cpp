// SPDX-License-Identifier: Apache-2.0
#include "app/core/exchange.h"
#include "app/providers/fiserv/fiservproviderkind.h"
#include "app/providers/fiserv/forms.h"
#include "app/sandbox/sandbox.h"
#include "tests/providers/fiserv/fiservfixture.h"
#include "tests/support/fakeclock.h"
#include "tests/support/settling.h"

#include <QTemporaryDir>
#include <QTest>
#include <QUuid>

using namespace Qt::StringLiterals;
using Provider = std::shared_ptr<TokenProvider>;

namespace {
constexpr int patienceMs = 60'000;

QString newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
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

//! The provider against the sandbox, over TLS.
class TestFiservSandbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void probe_findsThatEverythingWorks();
    void probe_findsTheFormOfTheSignature();
    void probe_withAWrongSecret_blamesTheKey();
    void probe_withAWrongClock_namesTheClock();
    void accessToken_takesThePlaceOfTheSignature();
    void token_isCreatedReadUpdatedAndDeleted();
    void vendorsMessages_passUnchangedInMeaning();
    void repeatedRequest_isAnsweredAgainAndDoneOnce();
    void lostAnswer_isUnknownAndReachesTheServerOnce();
    void refusals_carryNoCardNumber();
    void nothingInTheExchangeLog_isACardNumberOrASecret();
    void thousandRows_goInOneRequest();

private:
    [[nodiscard]] ConnectionValues values(const QString &encoding = u"hex"_s) const;
    [[nodiscard]] Provider open(const ConnectionValues &values) const;
    [[nodiscard]] Result<MutationAnswer> perform(const Result<PreparedRequest> &request) const;
    [[nodiscard]] Result<MutationAnswer> create(const QMap<QString, QString> &texts) const;

    QTemporaryDir m_directory;
    std::shared_ptr<FakeClock> m_clock = std::make_shared<FakeClock>();
    std::shared_ptr<FakeClock> m_deskClock = std::make_shared<FakeClock>();
    std::shared_ptr<ExchangeLog> m_exchanges = std::make_shared<ExchangeLog>();
    std::unique_ptr<FiservProviderKind> m_kind;
    std::shared_ptr<Sandbox> m_sandbox;
    Provider m_provider;
};

void TestFiservSandbox::initTestCase()
{
    SandboxOptions options;
    options.dataDir = m_directory.filePath(u"data"_s);
    options.clock = m_clock;
    const auto started = settledWithin<std::shared_ptr<Sandbox>>(Sandbox::start(options), patienceMs);
    QVERIFY2(started, failureText(started).constData());
    m_sandbox = *started;
    m_kind = std::make_unique<FiservProviderKind>(m_deskClock, m_exchanges);
    m_provider = open(values());
}

ConnectionValues TestFiservSandbox::values(const QString &encoding) const
{
    const SandboxConnection &sandbox = m_sandbox->connection();
    ConnectionValues given;
    given.plain = {{u"baseUrl"_s, sandbox.fiservBaseUrl},
                   {u"caFile"_s, sandbox.caFile},
                   {u"authentication"_s, u"signature"_s},
                   {u"signatureEncoding"_s, encoding},
                   {u"storeId"_s, u"12022224444"_s}};
    given.secrets = {{u"apiKey"_s, fiservfixture::secret(sandbox.fiservApiKey.toUtf8())},
                     {u"apiSecret"_s, fiservfixture::secret(sandbox.fiservApiSecret.toUtf8())}};
    return given;
}

Provider TestFiservSandbox::open(const ConnectionValues &values) const
{
    return settledWithin<Provider>(m_kind->open(values), patienceMs).value_or(nullptr);
}

Result<MutationAnswer> TestFiservSandbox::perform(const Result<PreparedRequest> &request) const
{
    return request ? settledWithin<MutationAnswer>(m_provider->perform(*request), patienceMs)
                   : Failure(request.error());
}

Result<MutationAnswer> TestFiservSandbox::create(const QMap<QString, QString> &texts) const
{
    return perform(m_provider->prepareCreate(u"createPaymentToken"_s,
                                             fiservfixture::values(fiserv::createForm(), texts), newId()));
}

void TestFiservSandbox::probe_findsThatEverythingWorks()
{
    const auto found = settledWithin<QString>(m_provider->probe(newId()), patienceMs);
    QVERIFY2(found, failureText(found).constData());
    QVERIFY(found->contains(u"hexadecimal"_s));
}

void TestFiservSandbox::probe_findsTheFormOfTheSignature()
{
    const auto found = settledWithin<QString>(open(values(u"raw"_s))->probe(newId()), patienceMs);
    QVERIFY(!found);
    QCOMPARE(toString(found.error().kind), u"Configuration"_s);
    QCOMPARE(found.error().field, u"signatureEncoding"_s);
    QVERIFY2(found.error().detail.contains(u"Base64 of the hexadecimal text"_s), qPrintable(found.error().detail));
}

void TestFiservSandbox::probe_withAWrongSecret_blamesTheKey()
{
    ConnectionValues given = values();
    given.secrets.insert(u"apiSecret"_s, fiservfixture::secret("wrong"));
    const auto found = settledWithin<QString>(open(given)->probe(newId()), patienceMs);
    QVERIFY(!found);
    QCOMPARE(toString(found.error().kind), u"Unauthorized"_s);
    QCOMPARE(found.error().field, u"apiKey"_s);
}

void TestFiservSandbox::probe_withAWrongClock_namesTheClock()
{
    m_deskClock->advance(std::chrono::minutes(6));
    const auto found = settledWithin<QString>(m_provider->probe(newId()), patienceMs);
    m_deskClock->advance(std::chrono::minutes(-6));
    QVERIFY(!found);
    QCOMPARE(found.error().code, u"CLOCK"_s);
    QVERIFY(found.error().field.isEmpty());
}

void TestFiservSandbox::accessToken_takesThePlaceOfTheSignature()
{
    ConnectionValues given = values();
    given.plain.insert(u"authentication"_s, u"bearer"_s);
    given.secrets.insert(u"bearerToken"_s, fiservfixture::secret(m_sandbox->connection().fiservAccessToken.toUtf8()));
    const auto found = settledWithin<QString>(open(given)->probe(newId()), patienceMs);
    QVERIFY2(found, failureText(found).constData());
    given.secrets.insert(u"bearerToken"_s, fiservfixture::secret("stale"));
    const auto refused = settledWithin<QString>(open(given)->probe(newId()), patienceMs);
    QVERIFY(!refused);
    QCOMPARE(refused.error().field, u"bearerToken"_s);
}

void TestFiservSandbox::token_isCreatedReadUpdatedAndDeleted()
{
    QMap<QString, QString> texts = fiservfixture::createTexts();
    texts.insert({{u"paymentCard.number"_s, u"5555555555554444"_s},
                  {u"value"_s, u"own/value?1"_s},
                  {u"reusable"_s, u"no"_s},
                  {u"additionalDetails.comments"_s, u"Zoë, 東京"_s}});
    const auto created = create(texts);
    QVERIFY2(created, failureText(created).constData());
    const TokenId id = created->reading->token.id;
    QCOMPARE(id.value, u"own/value?1"_s);
    QCOMPARE(created->reading->token.scheme, Scheme::Mastercard);

    auto read = settledWithin<TokenReading>(m_provider->lookUp(id, newId()), patienceMs);
    QVERIFY2(read, failureText(read).constData());
    QCOMPARE(read->token.cardLastDigits, u"4444"_s);
    QCOMPARE(read->token.cardExpiry, u"1224"_s);
    QCOMPARE(fieldOf(read->token, u"paymentToken.reusable"_s), u"No"_s);
    // The sandbox sends the whole number.
    QVERIFY(!fiservfixture::digitsOf(fiservfixture::everythingShown(read->token)).contains(u"5555555555554444"_s));

    std::vector<UpdateRow> rows;
    rows.push_back(fiservfixture::row(id.value, u"4111111111111111"_s, {{u"declineDuplicates"_s, u"yes"_s}}));
    const auto updated = perform(m_provider->prepareUpdateSeveral(rows, newId()));
    QVERIFY2(updated, failureText(updated).constData());
    QCOMPARE(updated->rows.first().kind, RowOutcome::Kind::Succeeded);
    read = settledWithin<TokenReading>(m_provider->lookUp(id, newId()), patienceMs);
    QCOMPARE(read->token.cardLastDigits, u"1111"_s);
    QCOMPARE(fieldOf(read->token, u"paymentToken.declineDuplicates"_s), u"Yes"_s);
    QCOMPARE(fieldOf(read->token, u"paymentToken.reusable"_s), u"Yes"_s);

    QVERIFY(perform(m_provider->prepareDelete(id, newId())));
    read = settledWithin<TokenReading>(m_provider->lookUp(id, newId()), patienceMs);
    QCOMPARE(toString(read.error().kind), u"NotFound"_s);
    QCOMPARE(toString(perform(m_provider->prepareDelete(id, newId())).error().kind), u"NotFound"_s);
}

void TestFiservSandbox::vendorsMessages_passUnchangedInMeaning()
{
    const auto created = create(fiservfixture::createTexts());
    QVERIFY2(created, failureText(created).constData());
    QCOMPARE(created->reading->token.id.value, u"123abc456def"_s);
    QCOMPARE(created->reading->token.cardLastDigits, u"0026"_s);

    const auto updated = perform(m_provider->prepareUpdateSeveral(fiservfixture::updateRows(), newId()));
    QVERIFY2(updated, failureText(updated).constData());
    QCOMPARE(updated->rows.at(0).kind, RowOutcome::Kind::Succeeded);
    QCOMPARE(updated->rows.at(1).kind, RowOutcome::Kind::Refused);
    QCOMPARE(updated->rows.at(1).detail, u"HOSTED_DATA_ID477341******7324. Invalid credit card number: CreditCard "
                                         "[cardNumber=4773410...7324, expirationMonth=12, expirationYear=2026"_s);
    const auto read = settledWithin<TokenReading>(m_provider->lookUp({u"1751905117310026"_s}, newId()), patienceMs);
    QVERIFY(read);
    QCOMPARE(read->token.cardLastDigits, u"1732"_s);
    QCOMPARE(read->token.cardExpiry, u"0321"_s);
}

void TestFiservSandbox::repeatedRequest_isAnsweredAgainAndDoneOnce()
{
    QMap<QString, QString> texts = fiservfixture::createTexts();
    texts.remove(u"value"_s);
    const auto request =
        m_provider->prepareCreate(u"createPaymentToken"_s, fiservfixture::values(fiserv::createForm(), texts), newId());
    const auto first = perform(request);
    m_clock->advance(std::chrono::minutes(2));
    m_deskClock->advance(std::chrono::minutes(2));
    const auto second = perform(request);
    QVERIFY(first && second);
    QCOMPARE(second->reading->token.id, first->reading->token.id);

    PreparedRequest other = *m_provider->prepareDelete(first->reading->token.id, request->correlationId);
    QCOMPARE(toString(perform(other).error().kind), u"Rejected"_s);
    QVERIFY(settledWithin<TokenReading>(m_provider->lookUp(first->reading->token.id, newId()), patienceMs));
}

void TestFiservSandbox::lostAnswer_isUnknownAndReachesTheServerOnce()
{
    const qsizetype before = m_sandbox->ledger().size();
    m_sandbox->setFault(SandboxFault::CloseBefore);
    QMap<QString, QString> texts = fiservfixture::createTexts();
    texts.insert(u"value"_s, u"lost-answer"_s);
    QCOMPARE(toString(create(texts).error().kind), u"OutcomeUnknown"_s);
    QCOMPARE(m_sandbox->ledger().size(), before + 1);
    QVERIFY(!m_sandbox->ledger().last().correlationId.isEmpty());
}

void TestFiservSandbox::refusals_carryNoCardNumber()
{
    QMap<QString, QString> texts = fiservfixture::createTexts();
    texts.remove(u"value"_s);
    for (const QString &number : {u"4773410012347324"_s, u"4000000000000002"_s, u"4000000000000119"_s}) {
        texts.insert(u"paymentCard.number"_s, number);
        texts.insert(u"accountVerification"_s, u"yes"_s);
        const auto created = create(texts);
        QVERIFY(!created);
        QCOMPARE(toString(created.error().kind), u"Rejected"_s);
        const QString said = created.error().detail + created.error().providerDetail + created.error().code;
        QVERIFY2(!fiservfixture::digitsOf(said).contains(number), qPrintable(said));
    }
}

void TestFiservSandbox::nothingInTheExchangeLog_isACardNumberOrASecret()
{
    const QStringList numbers{u"4773410012347324"_s, u"4012000033330026"_s, u"5555555555554444"_s,
                              u"5424180279791732"_s, u"4000000000000002"_s, u"4111111111111111"_s};
    QVERIFY(m_exchanges->all().size() > 10);
    for (const Exchange &exchange : m_exchanges->all()) {
        QString everything = exchange.url + exchange.requestBody + exchange.responseBody + exchange.failure;
        for (const auto &[name, value] : exchange.requestHeaders + exchange.responseHeaders)
            everything += name + u": "_s + value + u'\n';
        for (const QString &number : numbers)
            QVERIFY2(!everything.contains(number), qPrintable(everything));
        QVERIFY(!everything.contains(m_sandbox->connection().fiservApiKey));
        QVERIFY(!everything.contains(m_sandbox->connection().fiservApiSecret));
        QVERIFY(!everything.contains(m_sandbox->connection().fiservAccessToken));
        QVERIFY(everything.contains(exchange.correlationId));
    }
}

void TestFiservSandbox::thousandRows_goInOneRequest()
{
    std::vector<UpdateRow> rows;
    for (int i = 0; i < 1000; ++i)
        rows.push_back(fiservfixture::row(i == 7 ? u"9877hkhk68688888ffgh"_s : u"unknown-%1"_s.arg(i),
                                          i == 7 ? u"4111111111111111"_s : u"5555555555554444"_s));
    const qsizetype before = m_sandbox->ledger().size();
    const auto updated = perform(m_provider->prepareUpdateSeveral(rows, newId()));
    QVERIFY2(updated, failureText(updated).constData());
    QCOMPARE(m_sandbox->ledger().size(), before + 1);
    for (qsizetype i = 0; i < updated->rows.size(); ++i)
        QCOMPARE(updated->rows.at(i).kind, i == 7 ? RowOutcome::Kind::Succeeded : RowOutcome::Kind::Refused);
    rows.push_back(fiservfixture::row(u"one-more"_s, u"4111111111111111"_s));
    QVERIFY(!m_provider->prepareUpdateSeveral(rows, newId()));
}

QTEST_GUILESS_MAIN(TestFiservSandbox)
#include "tst_fiservsandbox.moc"

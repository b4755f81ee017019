// SPDX-License-Identifier: Apache-2.0
#include "app/domain/tokenprovider.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestTokenProvider : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void capabilities_findAFormById();
    void capabilities_offerOnlyWhatTheyList();
    void capabilities_findAnActionById();
    void action_isForTheTokensThatItNames_data();
    void action_isForTheTokensThatItNames();
    void credentials_areOfferedForTheTokensThatTheyName();
    void whatAServiceDoesNotOffer_isRefusedByItself();
    void connectionsForm_namesTheFirstFieldThatIsWrong();
};

namespace {
//! A service that offers nothing.
class BareProvider final : public TokenProvider
{
public:
    [[nodiscard]] const Capabilities &capabilities() const override { return m_capabilities; }
    [[nodiscard]] Pending<TokenReading> lookUp(const TokenId &, const QString &) override
    {
        return failed<TokenReading>({});
    }
    [[nodiscard]] Pending<Asset> asset(const QString &, const QString &) override { return failed<Asset>({}); }
    [[nodiscard]] Result<PreparedRequest> prepareCreate(const QString &, const FormValues &, const QString &) override
    {
        return Failure(Error{});
    }
    [[nodiscard]] Result<PreparedRequest> prepareDelete(const TokenId &, const QString &, const QString &) override
    {
        return Failure(Error{});
    }
    [[nodiscard]] Pending<MutationAnswer> perform(const PreparedRequest &) override
    {
        return failed<MutationAnswer>({});
    }
    [[nodiscard]] Pending<QString> probe(const QString &) override { return failed<QString>({}); }

private:
    Capabilities m_capabilities;
};
} // namespace

void TestTokenProvider::capabilities_findAFormById()
{
    Capabilities capabilities;
    capabilities.creates = {{.id = u"createToken"_s}, {.id = u"createPciToken"_s}};
    QCOMPARE(capabilities.create(u"createPciToken"_s), &capabilities.creates.at(1));
    QVERIFY(!capabilities.create(u"createPushToken"_s));
}

void TestTokenProvider::capabilities_offerOnlyWhatTheyList()
{
    Capabilities capabilities;
    capabilities.operations = {Operation::LookUp, Operation::Delete};
    QVERIFY(capabilities.offers(Operation::Delete));
    QVERIFY(!capabilities.offers(Operation::Suspend));
}

void TestTokenProvider::capabilities_findAnActionById()
{
    Capabilities capabilities;
    capabilities.actions = {{.form = {.id = u"reverse"_s}}, {.form = {.id = u"simulate"_s}}};
    QCOMPARE(capabilities.action(u"simulate"_s), &capabilities.actions.at(1));
    QVERIFY(!capabilities.action(u"capture"_s));
}

void TestTokenProvider::action_isForTheTokensThatItNames_data()
{
    QTest::addColumn<int>("place");
    QTest::addColumn<QString>("tokens");
    QTest::addColumn<QString>("token");
    QTest::addColumn<bool>("expected");
    const auto onToken = static_cast<int>(TokenAction::Place::Token);
    QTest::newRow("any token") << onToken << QString() << u"701"_s << true;
    QTest::newRow("one of those") << onToken << u"net/.+"_s << u"net/701"_s << true;
    QTest::newRow("another") << onToken << u"net/.+"_s << u"701"_s << false;
    QTest::newRow("more than the expression") << onToken << u"net/1"_s << u"xnet/12"_s << false;
    QTest::newRow("none") << onToken << QString() << QString() << false;
    QTest::newRow("of an answer") << static_cast<int>(TokenAction::Place::Answer) << QString() << u"701"_s << false;
}

void TestTokenProvider::action_isForTheTokensThatItNames()
{
    QFETCH(const int, place);
    QFETCH(const QString, tokens);
    QFETCH(const QString, token);
    TokenAction action;
    action.place = static_cast<TokenAction::Place>(place);
    action.tokens = tokens;
    QTEST(action.isFor({token}), "expected");
}

void TestTokenProvider::credentials_areOfferedForTheTokensThatTheyName()
{
    Capabilities capabilities;
    QVERIFY(!capabilities.offersCredentialsOf({u"701"_s}));
    capabilities.paymentCredentials = Form{};
    QVERIFY(capabilities.offersCredentialsOf({u"701"_s}));
    QVERIFY(!capabilities.offersCredentialsOf({}));
    capabilities.credentialTokens = u"[0-9]+"_s;
    QVERIFY(capabilities.offersCredentialsOf({u"701"_s}));
    QVERIFY(!capabilities.offersCredentialsOf({u"net/701"_s}));
}

void TestTokenProvider::whatAServiceDoesNotOffer_isRefusedByItself()
{
    BareProvider provider;
    const auto action = provider.prepareAction({.action = u"reverse"_s, .token = {}}, {}, u"id"_s);
    QVERIFY(!action);
    QCOMPARE(toString(action.error().kind), u"InvalidInput"_s);
    const auto credentials = provider.paymentCredentials({u"t"_s}, {}, u"id"_s);
    QVERIFY(credentials.isFinished());
    QCOMPARE(toString(credentials.result().error().kind), u"InvalidInput"_s);
}

void TestTokenProvider::connectionsForm_namesTheFirstFieldThatIsWrong()
{
    const Form form{
        .id = u"connection"_s,
        .fields = {{.key = u"merchant"_s, .label = u"Merchant"_s, .isRequired = true},
                   {.key = u"key"_s, .label = u"Key"_s, .kind = FormField::Kind::Secret, .isRequired = true}}};
    ConnectionValues values;
    std::optional<Error> problem = problemWithConnection(form, values, QDate(2026, 1, 1));
    QVERIFY(problem);
    QVERIFY(problem->kind == Error::Kind::Configuration);
    QCOMPARE(problem->field, u"merchant"_s);

    values.plain[u"merchant"_s] = u"m-1"_s;
    problem = problemWithConnection(form, values, QDate(2026, 1, 1));
    QVERIFY(problem);
    QCOMPARE(problem->field, u"key"_s);

    values.secrets[u"key"_s] = std::make_shared<const SecretBytes>(SecretBytes::fromText(u"s3cret"));
    QVERIFY(!problemWithConnection(form, values, QDate(2026, 1, 1)));
}

QTEST_APPLESS_MAIN(TestTokenProvider)
#include "tst_tokenprovider.moc"

// SPDX-License-Identifier: Apache-2.0
#include "app/operations/desk.h"
#include "app/settings/memorysecretstore.h"
#include "tests/assets/assetfakes.h"
#include "tests/operations/heldrecords.h"
#include "tests/storage/await.h"
#include "tests/support/fakeclock.h"
#include "tests/support/settling.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
using Provider = std::shared_ptr<TokenProvider>;
using Secret = std::shared_ptr<const SecretBytes>;

Secret secret(const QString &text)
{
    return std::make_shared<const SecretBytes>(SecretBytes::fromText(text));
}

QString textOf(const Secret &bytes)
{
    return bytes ? QString::fromUtf8(bytes->bytes()) : u"(null)"_s;
}

FormField field(const QString &key, FormField::Kind kind, bool isRequired)
{
    FormField made;
    made.key = key;
    made.label = key;
    made.kind = kind;
    made.isRequired = isRequired;
    return made;
}

//! A form with a required API key, and a passphrase that is shown, and then required, only with a key file.
Form connectionForm()
{
    FormField passphrase = field(u"passphrase"_s, FormField::Kind::Secret, false);
    passphrase.requiredWhen = {{.all = {{.key = u"keyFile"_s}}}};
    passphrase.hiddenWhen = {{.all = {{.key = u"authentication"_s, .values = {u"none"_s}}}}};
    Form form;
    form.id = u"connection"_s;
    form.fields = {field(u"host"_s, FormField::Kind::Text, true),
                   field(u"authentication"_s, FormField::Kind::Text, false),
                   field(u"keyFile"_s, FormField::Kind::Text, false), field(u"apiKey"_s, FormField::Kind::Secret, true),
                   passphrase};
    return form;
}

//! What the kind was asked to open, shared with the test: the desk owns the kind.
struct Opening {
    QList<ConnectionValues> values;
    std::vector<Settler<Provider>> held;
};

class HeldKind final : public ProviderKind
{
public:
    explicit HeldKind(std::shared_ptr<Opening> opening) : m_opening(std::move(opening)) {}
    QString id() const override { return u"held"_s; }
    QString label() const override { return u"Held"_s; }
    const Form &connectionForm() const override { return m_form; }
    Pending<Provider> open(const ConnectionValues &values) const override
    {
        m_opening->values << values;
        return m_opening->held.emplace_back().pending();
    }

private:
    Form m_form = ::connectionForm();
    std::shared_ptr<Opening> m_opening;
};

//! A keychain that answers when the test says so.
class HeldSecretStore final : public SecretStore
{
public:
    Pending<Secret> read(const QString &, const QString &) override { return reads.emplace_back().pending(); }
    Pending<Done> write(const QString &, const QString &, Secret) override { return settled<Done>(Done{}); }
    Pending<Done> remove(const QString &, const QString &) override { return settled<Done>(Done{}); }
    bool isPersistent() const override { return true; }

    std::vector<Settler<Secret>> reads;
};
} // namespace

class TestDesk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void kinds_areFoundById();
    void open_passesValuesAndStoredSecrets();
    void open_signsWithTheOperator();
    void open_ofAnUnknownKind_isAConfigurationError();
    void open_withoutARequiredSecret_namesTheField();
    void open_withAnEmptySecret_namesTheField();
    void open_withASecretRequiredByARule_namesTheField();
    void open_withoutAnOptionalSecret_works();
    void open_leavesOutSecretsOfHiddenFields();
    void open_whenTheKeychainRefuses_saysSo();
    void open_whenTheKindRefuses_saysSo();
    void builtInConnection_hasItsOwnSecrets();
    void deskGoneWhileOpening_stillOpens();
    void pictures_withoutADecoder_areNull();
    void pictures_askTheProviderEachWithAFreshId();
    void pictures_ofTwoConnections_areKeptApart();
    void pictures_fetchAddressesAsTheProfileSays();
    void pictures_withoutADownload_fetchNoAddress();
    void pictures_nameTheServer();
    void pictures_outliveTheSession();
    void test_usesTheGivenSecretsAndTheStoredOnesOtherwise();
    void test_whenTheKeychainRefuses_saysSo();
    void test_withoutARequiredSecret_namesTheField();
    void test_ofAnUnknownKind_isAConfigurationError();
    void test_keepsTheProviderUntilItsProbeEnds();
    void test_storesNothing();

private:
    [[nodiscard]] ConnectionProfile profile() const;
    [[nodiscard]] Pending<std::shared_ptr<const Session>> open() { return m_desk->open(profile(), u"ana"_s); }
    void store(const QString &key, const QString &text) { (void)m_secrets->write(u"c-1"_s, key, secret(text)); }

    std::shared_ptr<Opening> m_opening;
    std::shared_ptr<MemorySecretStore> m_secrets;
    std::shared_ptr<MemorySecretStore> m_builtInSecrets;
    std::shared_ptr<HeldJournal> m_journal;
    std::shared_ptr<HeldProvider> m_provider;
    std::unique_ptr<Desk> m_desk;
    QMap<QString, QString> m_values;
    QStringList m_downloads;

    [[nodiscard]] Desk::Parts parts(std::shared_ptr<SecretStore> secrets);
    [[nodiscard]] std::shared_ptr<const Session> openedSession();
    void decodeWith(std::shared_ptr<AssetDecoder> decoder, std::shared_ptr<AssetStore> store = {});
};

Desk::Parts TestDesk::parts(std::shared_ptr<SecretStore> secrets)
{
    const auto sequence = std::make_shared<Sequence>();
    m_journal = std::make_shared<HeldJournal>(sequence);
    Desk::Parts made;
    made.kinds.push_back(std::make_unique<HeldKind>(m_opening));
    made.journal = m_journal;
    made.workspace = std::make_shared<NotingWorkspace>(sequence);
    made.secrets = std::move(secrets);
    made.builtInSecrets = m_builtInSecrets;
    made.exchanges = std::make_shared<ExchangeLog>();
    made.clock = std::make_shared<FakeClock>();
    return made;
}

void TestDesk::init()
{
    m_opening = std::make_shared<Opening>();
    m_secrets = std::make_shared<MemorySecretStore>();
    m_builtInSecrets = std::make_shared<MemorySecretStore>();
    m_provider = std::make_shared<HeldProvider>();
    m_downloads.clear();
    m_values = {{u"host"_s, u"shop.example.test"_s}};
    m_desk = std::make_unique<Desk>(parts(m_secrets));
}

ConnectionProfile TestDesk::profile() const
{
    return {.id = u"c-1"_s,
            .name = u"Shop"_s,
            .kind = u"held"_s,
            .environment = Environment::Production,
            .values = m_values,
            .isBuiltIn = false};
}

void TestDesk::kinds_areFoundById()
{
    QCOMPARE(m_desk->kinds().size(), 1);
    QCOMPARE(m_desk->kind(u"held"_s), m_desk->kinds().first());
    QCOMPARE(m_desk->kind(u"other"_s), nullptr);
}

void TestDesk::open_passesValuesAndStoredSecrets()
{
    store(u"apiKey"_s, u"key-1"_s);
    store(u"passphrase"_s, u"phrase-1"_s);
    const auto pending = open();
    QCOMPARE(m_opening->values.size(), 1);
    const ConnectionValues values = m_opening->values.first();
    QCOMPARE(values.plain, m_values);
    QCOMPARE(values.secrets.keys(), QStringList({u"apiKey"_s, u"passphrase"_s}));
    QCOMPARE(textOf(values.secrets.value(u"apiKey"_s)), u"key-1"_s);
    QCOMPARE(textOf(values.secrets.value(u"passphrase"_s)), u"phrase-1"_s);
    m_opening->held.back().settle(Provider(m_provider));
    const auto session = settledWithin(pending);
    QVERIFY2(session, detailOf(session).constData());
    QCOMPARE((*session)->profile, profile());
    QCOMPARE((*session)->operations->capabilities().apiName, u"Held"_s);
    QCOMPARE((*session)->operations->connection().id, u"c-1"_s);
    QCOMPARE((*session)->operations->connection().name, u"Shop"_s);
    QCOMPARE((*session)->operations->connection().environment, u"production"_s);
}

void TestDesk::open_signsWithTheOperator()
{
    store(u"apiKey"_s, u"key-1"_s);
    const auto pending = open();
    m_opening->held.back().settle(Provider(m_provider));
    const auto session = settledWithin(pending);
    QVERIFY(session);
    (void)(*session)->operations->erase({u"tok-1"_s}, {});
    QCOMPARE(m_journal->intents.value(0).operatorId, u"ana"_s);
}

void TestDesk::open_ofAnUnknownKind_isAConfigurationError()
{
    ConnectionProfile unknown = profile();
    unknown.kind = u"other"_s;
    const auto refused = settledWithin(m_desk->open(unknown, u"ana"_s));
    QCOMPARE(kindOf(refused), u"Configuration"_s);
    QCOMPARE(refused.error().field, u"kind"_s);
}

void TestDesk::open_withoutARequiredSecret_namesTheField()
{
    const auto refused = settledWithin(open());
    QCOMPARE(kindOf(refused), u"Configuration"_s);
    QCOMPARE(refused.error().field, u"apiKey"_s);
    QVERIFY(m_opening->values.isEmpty());
}

void TestDesk::open_withAnEmptySecret_namesTheField()
{
    store(u"apiKey"_s, {});
    const auto refused = settledWithin(open());
    QCOMPARE(kindOf(refused), u"Configuration"_s);
    QCOMPARE(refused.error().field, u"apiKey"_s);
}

void TestDesk::open_withASecretRequiredByARule_namesTheField()
{
    store(u"apiKey"_s, u"key-1"_s);
    m_values[u"keyFile"_s] = u"/key.pem"_s;
    const auto refused = settledWithin(open());
    QCOMPARE(kindOf(refused), u"Configuration"_s);
    QCOMPARE(refused.error().field, u"passphrase"_s);
}

void TestDesk::open_withoutAnOptionalSecret_works()
{
    store(u"apiKey"_s, u"key-1"_s);
    (void)open();
    QCOMPARE(m_opening->values.size(), 1);
    QCOMPARE(m_opening->values.first().secrets.keys(), QStringList{u"apiKey"_s});
}

void TestDesk::open_leavesOutSecretsOfHiddenFields()
{
    store(u"apiKey"_s, u"key-1"_s);
    store(u"passphrase"_s, u"phrase-1"_s);
    m_values[u"keyFile"_s] = u"/key.pem"_s;
    m_values[u"authentication"_s] = u"none"_s;
    (void)open();
    QCOMPARE(m_opening->values.size(), 1);
    QCOMPARE(m_opening->values.first().secrets.keys(), QStringList{u"apiKey"_s});
}

void TestDesk::open_whenTheKeychainRefuses_saysSo()
{
    const auto keychain = std::make_shared<HeldSecretStore>();
    m_desk = std::make_unique<Desk>(parts(keychain));
    const auto pending = open();
    keychain->reads.at(0).settle(Failure(Error{.kind = Error::Kind::Storage, .detail = u"locked"_s}));
    const auto refused = settledWithin(pending);
    QCOMPARE(kindOf(refused), u"Storage"_s);
    QCOMPARE(refused.error().detail, u"locked"_s);
    QVERIFY(m_opening->values.isEmpty());
}

void TestDesk::open_whenTheKindRefuses_saysSo()
{
    store(u"apiKey"_s, u"key-1"_s);
    const auto pending = open();
    m_opening->held.back().settle(
        Failure(Error{.kind = Error::Kind::Configuration, .detail = u"no such file"_s, .field = u"keyFile"_s}));
    const auto refused = settledWithin(pending);
    QCOMPARE(kindOf(refused), u"Configuration"_s);
    QCOMPARE(refused.error().field, u"keyFile"_s);
}

void TestDesk::builtInConnection_hasItsOwnSecrets()
{
    store(u"apiKey"_s, u"stored"_s);
    (void)m_builtInSecrets->write(u"c-1"_s, u"apiKey"_s, secret(u"of the run"_s));
    ConnectionProfile sandbox = profile();
    QCOMPARE(&m_desk->secretsOf(sandbox), m_secrets.get());
    sandbox.isBuiltIn = true;
    QCOMPARE(&m_desk->secretsOf(sandbox), m_builtInSecrets.get());
    (void)m_desk->open(sandbox, u"ana"_s);
    QCOMPARE(textOf(m_opening->values.first().secrets.value(u"apiKey"_s)), u"of the run"_s);
}

void TestDesk::deskGoneWhileOpening_stillOpens()
{
    const auto keychain = std::make_shared<HeldSecretStore>();
    m_desk = std::make_unique<Desk>(parts(keychain));
    const auto pending = open();
    m_desk.reset();
    keychain->reads.at(0).settle(secret(u"key-1"_s));
    keychain->reads.at(1).settle(Secret());
    QCOMPARE(m_opening->held.size(), 1U);
    m_opening->held.back().settle(Provider(m_provider));
    const auto session = settledWithin(pending);
    QVERIFY2(session, detailOf(session).constData());
    (void)(*session)->operations->erase({u"tok-1"_s}, {});
    QCOMPARE(m_journal->intents.size(), 1);
}

std::shared_ptr<const Session> TestDesk::openedSession()
{
    store(u"apiKey"_s, u"key-1"_s);
    const auto pending = open();
    m_opening->held.back().settle(Provider(m_provider));
    return settledWithin(pending).value_or(nullptr);
}

void TestDesk::decodeWith(std::shared_ptr<AssetDecoder> decoder, std::shared_ptr<AssetStore> assetStore)
{
    Desk::Parts made = parts(m_secrets);
    made.assetDecoder = std::move(decoder);
    made.assetStore = std::move(assetStore);
    made.assetDownload = [this](const ConnectionProfile &of,
                                const std::shared_ptr<const SecretBytes> &) -> AssetDownload {
        return [this, of](const QUrl &url) {
            m_downloads << of.id + u' ' + url.toString();
            return settled<Asset>(pngAsset({}, plainImage({8, 5}, Qt::green)));
        };
    };
    m_desk = std::make_unique<Desk>(std::move(made));
}

void TestDesk::pictures_withoutADecoder_areNull()
{
    const auto session = openedSession();
    QVERIFY(session);
    QVERIFY(!session->pictures);
}

void TestDesk::pictures_askTheProviderEachWithAFreshId()
{
    decodeWith(std::make_shared<PngDecoder>());
    const auto session = openedSession();
    QVERIFY(session->pictures);
    QVERIFY(!session->pictures->urlsAllowed());
    CardArt art;
    art.assetIds = {{AssetRole::CompleteCard, u"a-1"_s}};
    const auto first = session->pictures->card(art, {8, 5});
    art.assetIds = {{AssetRole::CompleteCard, u"a-2"_s}};
    const auto second = session->pictures->card(art, {8, 5});
    QCOMPARE(m_provider->assetsAsked.size(), 2);
    QCOMPARE(m_provider->assetsAsked.at(0).first, u"a-1"_s);
    QVERIFY(!m_provider->assetsAsked.at(0).second.isEmpty());
    QVERIFY(m_provider->assetsAsked.at(0).second != m_provider->assetsAsked.at(1).second);
    m_provider->assets.at(0).settle(pngAsset(u"a-1"_s, plainImage({8, 5}, Qt::red)));
    m_provider->assets.at(1).settle(Failure({.kind = Error::Kind::NotFound}));
    QCOMPARE(settledWithin(first)->image, plainImage({8, 5}, Qt::red));
    QVERIFY(settledWithin(second)->isNull());
}

void TestDesk::pictures_ofTwoConnections_areKeptApart()
{
    const QTemporaryDir folder;
    const auto assets = std::make_shared<AssetStore>(
        AssetStore::Settings{.folder = folder.path(), .clock = std::make_shared<FakeClock>()});
    QVERIFY(settledWithin(
        assets->keep(u"c-2"_s, {AssetKey::Kind::Id, u"a-1"_s}, pngAsset(u"a-1"_s, plainImage({8, 5}, Qt::blue)))));
    QVERIFY(settledWithin(
        assets->keep(u"c-1"_s, {AssetKey::Kind::Id, u"a-2"_s}, pngAsset(u"a-2"_s, plainImage({8, 5}, Qt::red)))));
    decodeWith(std::make_shared<PngDecoder>(), assets);
    const auto session = openedSession();
    QCOMPARE(settledWithin(session->pictures->decoded(u"a-2"_s, {8, 5}))->image, plainImage({8, 5}, Qt::red));
    QVERIFY(m_provider->assetsAsked.isEmpty());
    (void)session->pictures->bytes(u"a-1"_s);
    QTRY_COMPARE(m_provider->assetsAsked.size(), 1);
}

void TestDesk::pictures_fetchAddressesAsTheProfileSays()
{
    decodeWith(std::make_shared<PngDecoder>());
    const auto session = openedSession();
    CardArt art;
    art.imageUrl = u"https://art.example.test/card.png"_s;
    QCOMPARE(settledWithin(session->pictures->card(art, {8, 5}))->awaitsHost, u"art.example.test"_s);
    QVERIFY(m_downloads.isEmpty());
    session->pictures->setUrlsAllowed(true);
    QCOMPARE(settledWithin(session->pictures->card(art, {8, 5}))->image, plainImage({8, 5}, Qt::green));
    QCOMPARE(m_downloads, QStringList{u"c-1 https://art.example.test/card.png"_s});
    QVERIFY(m_provider->assetsAsked.isEmpty());
}

void TestDesk::pictures_withoutADownload_fetchNoAddress()
{
    Desk::Parts made = parts(m_secrets);
    made.assetDecoder = std::make_shared<PngDecoder>();
    m_desk = std::make_unique<Desk>(std::move(made));
    const auto session = openedSession();
    session->pictures->setUrlsAllowed(true);
    CardArt art;
    art.imageUrl = u"https://art.example.test/card.png"_s;
    QVERIFY(settledWithin(session->pictures->card(art, {8, 5}))->isNull());
}

void TestDesk::pictures_nameTheServer()
{
    decodeWith(std::make_shared<PngDecoder>());
    m_values[u"baseUrl"_s] = u"https://shop.example.test:8443/tsh-cof"_s;
    const auto session = openedSession();
    CardArt art;
    art.assetIds = {{AssetRole::Icon, u"a-1"_s}};
    const auto all = session->pictures->describe(art);
    m_provider->assets.at(0).settle(pngAsset(u"a-1"_s, plainImage({8, 5}, Qt::red)));
    QCOMPARE(settledWithin(all)->first().host, u"shop.example.test"_s);
}

void TestDesk::pictures_outliveTheSession()
{
    decodeWith(std::make_shared<PngDecoder>());
    auto session = openedSession();
    const auto pending = session->pictures->decoded(u"a-1"_s, {8, 5});
    session.reset();
    m_desk.reset();
    m_provider->assets.at(0).settle(pngAsset(u"a-1"_s, plainImage({8, 5}, Qt::red)));
    QVERIFY(settledWithin(pending)->isPicture());
}

void TestDesk::test_usesTheGivenSecretsAndTheStoredOnesOtherwise()
{
    store(u"apiKey"_s, u"stored"_s);
    store(u"passphrase"_s, u"stored"_s);
    const auto pending = m_desk->test(profile(), {{u"apiKey"_s, secret(u"typed"_s)}});
    QCOMPARE(m_opening->values.size(), 1);
    QCOMPARE(m_opening->values.first().secrets.keys(), QStringList({u"apiKey"_s, u"passphrase"_s}));
    QCOMPARE(textOf(m_opening->values.first().secrets.value(u"apiKey"_s)), u"typed"_s);
    QCOMPARE(textOf(m_opening->values.first().secrets.value(u"passphrase"_s)), u"stored"_s);
    m_opening->held.back().settle(Provider(m_provider));
    QCOMPARE(m_provider->probed.size(), 1);
    QCOMPARE(m_provider->probed.first().size(), 36);
    m_provider->findings.back().settle(u"it answers"_s);
    QCOMPARE(settledWithin(pending).value(), u"it answers"_s);
}

void TestDesk::test_whenTheKeychainRefuses_saysSo()
{
    const auto keychain = std::make_shared<HeldSecretStore>();
    m_desk = std::make_unique<Desk>(parts(keychain));
    const auto pending = m_desk->test(profile(), {{u"apiKey"_s, secret(u"typed"_s)}});
    QCOMPARE(keychain->reads.size(), 1U); // the one that was not typed
    keychain->reads.at(0).settle(Failure(Error{.kind = Error::Kind::Storage, .detail = u"locked"_s}));
    QCOMPARE(kindOf(settledWithin(pending)), u"Storage"_s);
    QVERIFY(m_opening->values.isEmpty());
}

void TestDesk::test_withoutARequiredSecret_namesTheField()
{
    store(u"apiKey"_s, u"stored"_s);
    for (const Secret &nothing : {Secret(), secret({})}) {
        const auto refused = settledWithin(m_desk->test(profile(), {{u"apiKey"_s, nothing}}));
        QCOMPARE(kindOf(refused), u"Configuration"_s);
        QCOMPARE(refused.error().field, u"apiKey"_s);
    }
}

void TestDesk::test_ofAnUnknownKind_isAConfigurationError()
{
    ConnectionProfile unknown = profile();
    unknown.kind = u"other"_s;
    QCOMPARE(kindOf(settledWithin(m_desk->test(unknown, {}))), u"Configuration"_s);
}

void TestDesk::test_keepsTheProviderUntilItsProbeEnds()
{
    const auto pending = m_desk->test(profile(), {{u"apiKey"_s, secret(u"typed"_s)}});
    m_opening->held.back().settle(Provider(m_provider));
    const std::weak_ptr<HeldProvider> provider = m_provider;
    Settler<QString> finding = std::move(m_provider->findings.back());
    m_provider->findings.clear();
    m_provider.reset();
    m_opening->held.clear();
    QVERIFY(!provider.expired());
    finding.settle(u"it answers"_s);
    QCOMPARE(settledWithin(pending).value(), u"it answers"_s);
    finding = Settler<QString>();
    QVERIFY(provider.expired());
}

void TestDesk::test_storesNothing()
{
    const auto pending = m_desk->test(profile(), {{u"apiKey"_s, secret(u"typed"_s)}});
    m_opening->held.back().settle(Provider(m_provider));
    m_provider->findings.back().settle(u"it answers"_s);
    QVERIFY(settledWithin(pending));
    QCOMPARE(settledWithin(m_secrets->read(u"c-1"_s, u"apiKey"_s)).value(), Secret());
    QVERIFY(m_journal->intents.isEmpty());
}

QTEST_GUILESS_MAIN(TestDesk)
#include "tst_desk.moc"

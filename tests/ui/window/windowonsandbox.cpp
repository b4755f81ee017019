// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/window/windowonsandbox.h"

#include "app/domain/lifecycleextension.h"
#include "app/providers/fiserv/fiservproviderkind.h"
#include "app/providers/thales/thalesproviderkind.h"
#include "app/workspace/sqliteworkspace.h"
#include "ui/theme/theme.h"

#include <QApplication>

using namespace Qt::StringLiterals;

void WindowOnSandbox::initTestCase()
{
    applyTheme(*qApp, Appearance::Light);
    const auto sandbox =
        awaited<std::shared_ptr<Sandbox>>(Sandbox::start({.dataDir = m_folder.filePath(u"sandbox"_s)}));
    QVERIFY(sandbox);
    m_sandbox = *sandbox;
    const auto database = awaited<std::shared_ptr<Database>>(Database::open(m_folder.filePath(u"desk/desk.sqlite"_s)));
    QVERIFY(database);
    m_database = *database;
}

void WindowOnSandbox::init()
{
    openWindow();
}

void WindowOnSandbox::openWindow()
{
    auto exchanges = std::make_shared<ExchangeLog>();
    const auto record = std::make_shared<SqliteJournal>(m_database, m_clock);
    m_journal = std::make_shared<WatchedJournal>(record);
    auto secrets = std::make_shared<MemorySecretStore>();
    Desk::Parts parts{.kinds = {},
                      .journal = m_journal,
                      .workspace = std::make_shared<SqliteWorkspace>(m_database),
                      .secrets = secrets,
                      .builtInSecrets = secrets,
                      .exchanges = exchanges,
                      .clock = m_clock};
    parts.kinds.push_back(std::make_unique<ThalesProviderKind>(m_clock, exchanges));
    parts.kinds.push_back(std::make_unique<FiservProviderKind>(m_clock, exchanges));
    m_desk = std::make_unique<Desk>(std::move(parts));
    m_store = std::make_unique<ConnectionStore>(m_folder.filePath(u"connections.json"_s));
    m_preferences = Preferences::load(m_folder.filePath(u"preferences.json"_s));
    m_preferences.setOperatorId(u"tester"_s);
    const SandboxConnection &sandbox = m_sandbox->connection();
    const auto keep = [&secrets](const QString &connection, const QString &key, const QString &secret) {
        return awaited<Done>(
            secrets->write(connection, key, std::make_shared<const SecretBytes>(SecretBytes::fromText(secret))));
    };
    QVERIFY(keep(u"sandbox"_s, u"apiKey"_s, sandbox.apiKey));
    QVERIFY(keep(u"sandbox-fiserv"_s, u"apiKey"_s, sandbox.fiservApiKey));
    QVERIFY(keep(u"sandbox-fiserv"_s, u"apiSecret"_s, sandbox.fiservApiSecret));
    m_window = std::make_unique<MainWindow>(*m_desk, *m_store, m_preferences, *m_clock);
    m_inbox = std::make_unique<NotificationInbox>(m_database, record, m_clock);
    m_centre = std::make_unique<NotificationCentre>(*m_inbox);
    m_window->useNotifications(*m_inbox, *m_centre);
    m_window->setConnections({profile(), fiservProfile()});
    m_window->show();
}

void WindowOnSandbox::closeWindow()
{
    m_window.reset();
    m_centre.reset();
    m_inbox.reset();
    QTRY_COMPARE_WITH_TIMEOUT(m_journal->openCount(), 0, 20'000);
    m_desk.reset();
}

void WindowOnSandbox::cleanup()
{
    closeWindow();
}

void WindowOnSandbox::cleanupTestCase()
{
    m_journal.reset();
    m_database.reset();
    m_sandbox.reset();
}

ConnectionProfile WindowOnSandbox::profile() const
{
    const SandboxConnection &sandbox = m_sandbox->connection();
    ConnectionProfile made{.id = u"sandbox"_s,
                           .name = u"Sandbox"_s,
                           .kind = u"thales-etp"_s,
                           .environment = Environment::Sandbox,
                           .values = {{u"baseUrl"_s, sandbox.baseUrl},
                                      {u"merchantId"_s, sandbox.merchantId},
                                      {u"caFile"_s, sandbox.caFile},
                                      {u"clientCertificateFile"_s, sandbox.clientCertificateFile},
                                      {u"clientKeyFile"_s, sandbox.clientKeyFile},
                                      {u"encryptionCertificateFile"_s, sandbox.encryptionCertificateFile},
                                      {u"encryptionKeyId"_s, sandbox.encryptionKeyId},
                                      {u"decryptionKeyFile"_s, sandbox.decryptionKeyFile},
                                      {u"decryptionKeyId"_s, sandbox.decryptionKeyId}},
                           .isBuiltIn = true};
    LifecycleExtension extension = lifecycle::usual();
    extension.isOn = true;
    lifecycle::writeTo(made.values, extension);
    return made;
}

ConnectionProfile WindowOnSandbox::fiservProfile() const
{
    const SandboxConnection &sandbox = m_sandbox->connection();
    return {.id = u"sandbox-fiserv"_s,
            .name = u"Fiserv"_s,
            .kind = u"fiserv"_s,
            .environment = Environment::Sandbox,
            .values = {{u"baseUrl"_s, sandbox.fiservBaseUrl},
                       {u"caFile"_s, sandbox.caFile},
                       {u"authentication"_s, u"signature"_s},
                       {u"signatureEncoding"_s, sandbox.fiservSignature}},
            .isBuiltIn = true};
}

void WindowOnSandbox::open(const ConnectionProfile &profile, bool works)
{
    m_window->openConnection(profile);
    QTRY_VERIFY(line().kind != OutcomeLine::Kind::Busy);
    QCOMPARE(line().kind == OutcomeLine::Kind::Note, works);
}

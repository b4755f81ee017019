// SPDX-License-Identifier: Apache-2.0
// The composition root: the one file that names concrete classes and puts them together.

#include "app/assets/assetstore.h"
#include "app/assets/confineddecoder.h"
#include "app/assets/decoderprogram.h"
#include "app/commandline/journalcommand.h"
#include "app/commandline/jwecommand.h"
#include "app/core/libraryversion.h"
#include "app/core/observe.h"
#include "app/core/processhardening.h"
#include "app/core/secretbytes.h"
#include "app/crypto/cjoseversion.h"
#include "app/domain/lifecycleextension.h"
#include "app/domain/proxyfields.h"
#include "app/domain/receiverfields.h"
#include "app/journal/sqlitecreateguard.h"
#include "app/journal/sqlitejournal.h"
#include "app/journal/watchedjournal.h"
#include "app/net/publicdownload.h"
#include "app/notifications/notificationinbox.h"
#include "app/operations/desk.h"
#include "app/providers/cybersource/cybersourceproviderkind.h"
#include "app/providers/fiserv/fiservproviderkind.h"
#include "app/providers/thales/thalesproviderkind.h"
#include "app/sandbox/sandbox.h"
#include "app/sandbox/thales/testcards.h"
#include "app/settings/connectionstore.h"
#include "app/settings/keychainsecretstore.h"
#include "app/settings/memorysecretstore.h"
#include "app/settings/preferences.h"
#include "app/storage/database.h"
#include "app/storage/sql.h"
#include "app/workspace/sqliteworkspace.h"
#include "ui/cardart/contactsheet.h"
#include "ui/errortext.h"
#include "ui/instance/singleinstance.h"
#include "ui/lock/desklock.h"
#include "ui/lock/sessionwatch.h"
#include "ui/notifications/notificationcentre.h"
#include "ui/notifications/receivers.h"
#include "ui/theme/programicon.h"
#include "ui/theme/systemappearance.h"
#include "ui/theme/theme.h"
#include "ui/tour/tour.h"
#include "ui/window/mainwindow.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDBusConnection>
#include <QFile>
#include <QFileInfo>
#include <QLoggingCategory>
#include <QMessageBox>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTimer>
#include <QUuid>

#include <chrono>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace {
//! How long the start takes, for those who measure it: QT_LOGGING_RULES="tokendesk.start.info=true".
Q_LOGGING_CATEGORY(startLog, "tokendesk.start", QtWarningMsg)

enum ExitCode { Success = 0, FailureExit = 1, UsageExit = 2 };

void nameProgram()
{
    QCoreApplication::setApplicationName(u"tokendesk"_s);
    QCoreApplication::setApplicationVersion(QString::fromLatin1(TOKENDESK_VERSION));
    QGuiApplication::setApplicationDisplayName(u"Tokendesk"_s);
    QGuiApplication::setDesktopFileName(QStringLiteral(TOKENDESK_APP_ID));
}

struct Request {
    QString connection;
    TokenId token;
    QString tourFolder;
    QString contactSheet;
    bool isTourWatched = false;
    std::chrono::milliseconds tourPause = {}; //!< of the tour that is watched

    //! Runs by itself on the sandbox and ends.
    [[nodiscard]] bool isUnattended() const { return !tourFolder.isEmpty() || !contactSheet.isEmpty() || isTourWatched; }
};

void describeOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(u"Operations console for payment tokens.\n\n"
                                     "Commands that need no display:\n"
                                     "  tokendesk jwe inspect|decrypt|encrypt   see: tokendesk jwe --help\n"
                                     "  tokendesk journal verify|export|purge   see: tokendesk journal --help"_s);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOption({u"connection"_s, u"Open the connection called NAME."_s, u"NAME"_s});
    parser.addOption({u"open"_s, u"Look up the token TOKENID once the connection is open."_s, u"TOKENID"_s});
    parser.addOption({u"tour"_s,
                      u"Drive the window through its main tasks against the sandbox; save a picture of each in DIR."_s,
                      u"DIR"_s});
    parser.addOption({u"watch-tour"_s, u"Show the tour at a pace that someone can follow, on a desk of its own that is "
                                       "thrown away at its end."_s});
    parser.addOption(
        {u"pause"_s, u"Let what came of a step of the watched tour stay this long: 0 to 60 seconds, 1.5 unless told."_s,
         u"SECONDS"_s, u"1.5"_s});
    parser.addOption({u"contact-sheet"_s,
                      u"Draw the sandbox's cards side by side, light and dark, at scale 1 and 2, into FILE.png."_s,
                      u"FILE.png"_s});
}

//! Nothing when it is no number of seconds that someone could want to wait.
std::optional<std::chrono::milliseconds> pauseIn(const QCommandLineParser &parser)
{
    constexpr double longest = 60;
    bool isNumber = false;
    const double seconds = parser.value(u"pause"_s).toDouble(&isNumber);
    if (!isNumber || !(seconds >= 0 && seconds <= longest)) // what is not a number is neither
        return std::nullopt;
    return std::chrono::round<std::chrono::milliseconds>(std::chrono::duration<double>(seconds));
}

//! Empty when the arguments make sense.
QString problemOf(const QCommandLineParser &parser)
{
    if (!parser.errorText().isEmpty())
        return parser.errorText();
    if (!parser.positionalArguments().isEmpty())
        return u"Unknown command: "_s + parser.positionalArguments().first();
    if (parser.isSet(u"pause"_s) && !parser.isSet(u"watch-tour"_s))
        return u"--pause goes with --watch-tour"_s;
    return pauseIn(parser) ? QString() : u"--pause takes 0 to 60 seconds"_s;
}

//! Help, version and wrong options are answered before a display is needed.
bool wantsNoDisplay(int argc, char **argv)
{
    for (int i = 1; i < argc; ++i) {
        const QByteArrayView word(argv[i]);
        if (word == "--help" || word == "-h" || word == "--version" || word == "-v" || word == "--help-all")
            return true;
    }
    return false;
}

int runJwe(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QFile in;
    QFile out;
    QFile err;
    if (!in.open(stdin, QIODevice::ReadOnly | QIODevice::Unbuffered) ||
        !out.open(stdout, QIODevice::WriteOnly | QIODevice::Unbuffered) || !err.open(stderr, QIODevice::WriteOnly))
        return FailureExit;
    return runJweCommand(QCoreApplication::arguments().mid(2), in, out, err);
}

Pending<std::shared_ptr<SqliteJournal>> openJournal(const std::shared_ptr<SecretStore> &secrets, const QString &file)
{
    using Opened = std::shared_ptr<SqliteJournal>;
    const QString path = file.isEmpty() ? Database::defaultFile() : file;
    if (!QFile::exists(path))
        return failed<Opened>({.kind = Error::Kind::NotFound, .detail = u"There is no journal at %1"_s.arg(path)});
    return chain<std::shared_ptr<Database>>(Database::open(path), [secrets,
                                                                   path](const std::shared_ptr<Database> &database) {
        const auto journal = std::make_shared<SqliteJournal>(database, std::make_shared<SystemClock>(), currentRun(),
                                                             std::make_shared<JournalKeys>(secrets, path));
        return chainAlways<Done>(journal->ready(),
                                 [journal](const Result<Done> &) { return settled<Opened>(journal); });
    });
}

//! The last hold on a database may be with its own thread, which must end while the application object is there.
void awaitDatabases()
{
    if (!Database::waitUntilAllEnded(std::chrono::seconds(5)))
        std::fputs("tokendesk: the database took too long to close\n", stderr);
}

//! From here on nothing is read from or written to the desk of whoever started the program.
std::unique_ptr<QTemporaryDir> deskForTheMoment()
{
    auto folder = std::make_unique<QTemporaryDir>();
    for (const char *name : {"XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"})
        qputenv(name, QFile::encodeName(folder->filePath(QString::fromLatin1(name))));
    return folder;
}

int runJournal(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QFile out;
    QFile err;
    if (!out.open(stdout, QIODevice::WriteOnly) || !err.open(stderr, QIODevice::WriteOnly))
        return FailureExit;
    const JournalCommandParts parts{
        .operatorId = Preferences::load(Preferences::defaultFile()).operatorId(),
        .openJournal = [secrets = makeSecretStore()](const QString &file) { return openJournal(secrets, file); }};
    observe<int>(&application, runJournalCommand(QCoreApplication::arguments().mid(2), parts, out, err),
                 [](const Result<int> &code) { QCoreApplication::exit(code.value_or(FailureExit)); });
    const int code = QCoreApplication::exec();
    awaitDatabases();
    return code;
}

ConnectionProfile sandboxProfile(const SandboxConnection &sandbox, const QString &id)
{
    ConnectionProfile profile{.id = id,
                              .name = QCoreApplication::translate("main", "Thales ETP · built-in"),
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
                                         {u"decryptionKeyId"_s, sandbox.decryptionKeyId},
                                         {receiver::isOn, u"yes"_s},
                                         {receiver::address, u"127.0.0.1"_s},
                                         {receiver::port, u"0"_s},
                                         {receiver::certificateFile, sandbox.receiverCertificateFile},
                                         {receiver::keyFile, sandbox.receiverKeyFile},
                                         {receiver::authorityFile, sandbox.caFile},
                                         {receiver::scheme, u"apikey"_s}},
                              .isBuiltIn = true};
    // Its contract adds suspend and resume, as its server does.
    LifecycleExtension extension = lifecycle::usual();
    extension.isOn = true;
    lifecycle::writeTo(profile.values, extension);
    return profile;
}

ConnectionProfile fiservSandboxProfile(const SandboxConnection &sandbox, const QString &id)
{
    return {.id = id + u"-fiserv"_s,
            .name = QCoreApplication::translate("main", "Fiserv · built-in"),
            .kind = u"fiserv"_s,
            .environment = Environment::Sandbox,
            .values = {{u"baseUrl"_s, sandbox.fiservBaseUrl},
                       {u"caFile"_s, sandbox.caFile},
                       {u"authentication"_s, u"signature"_s},
                       {u"signatureEncoding"_s, sandbox.fiservSignature}},
            .isBuiltIn = true};
}

ConnectionProfile cybersourceSandboxProfile(const SandboxConnection &sandbox, const QString &id)
{
    return {.id = id + u"-cybersource"_s,
            .name = QCoreApplication::translate("main", "Cybersource · built-in"),
            .kind = u"cybersource"_s,
            .environment = Environment::Sandbox,
            .values = sandboxCybersourceEntries(sandbox.cybersource, sandbox.caFile).values,
            .isBuiltIn = true};
}

//! Card images from the hosts that a connection's server names, with the authorities that the connection trusts.
AssetDownload cardImageDownload(const ConnectionProfile &profile, const std::shared_ptr<const SecretBytes> &proxyPassword,
                                const std::shared_ptr<ExchangeLog> &exchanges)
{
    const auto publicDownload = std::make_shared<PublicDownload>(
        PublicDownload::Settings{.authoritiesFile = profile.values.value(u"caFile"_s),
                                 .accept = "image/png, image/jpeg, image/svg+xml, application/pdf",
                                 .proxy = proxySettings(profile.values.value(proxy::use), profile.values.value(proxy::address),
                                                        profile.values.value(proxy::user), proxyPassword)
                                              .value_or(ProxySettings()),
                                 .exchanges = exchanges});
    return [publicDownload](const QUrl &url) {
        return transformed<HttpReply>(publicDownload->download(url), [url](const HttpReply &reply) -> Result<Asset> {
            return Asset{.id = url.toString(),
                         .mediaType = QString::fromLatin1(reply.header("content-type").left(200)),
                         .bytes = reply.body,
                         .width = {},
                         .height = {}};
        });
    };
}

//! Tokens that the sandbox has from its first start, in every state, scheme and form of card art.
QStringList sheetTokens()
{
    return {u"tk_9f3c2a71e4"_s, u"tk_77ab01c9d2"_s, u"tk_0c14f5e8aa"_s, u"tk_b2d97703f1"_s, u"tk_41aa90be33"_s,
            u"tk_a64f0d92e7"_s, u"tk_31c8ee047b"_s, u"tk_f70b2593ad"_s, u"tk_8be4c71d60"_s, u"tk_2f95d3086c"_s,
            u"tk_a27019e377"_s, u"tk_a27023c6ee"_s, u"tk_a2703daa65"_s, u"tk_a270478ddc"_s, u"tk_a2706b54ca"_s,
            u"tk_a270753841"_s, u"tk_a2708f1bb8"_s, u"tk_a27098ff2f"_s, u"tk_a27102e2a6"_s, u"tk_a2711cc61d"_s,
            u"tk_a271308d0b"_s, u"tk_a2714a7082"_s, u"tk_a2716e3770"_s, u"tk_a27181fe5e"_s};
}

//! For the about dialog. SQLite is Qt's plug-in's own, so it is asked through that.
Pending<QList<AboutComponent>> components(const std::shared_ptr<Database> &database)
{
    const auto asked = database->run([](QSqlDatabase &connection) -> Result<QString> {
        const Result<QVariant> version = firstValue(connection, u"SELECT sqlite_version()"_s);
        return version ? Result<QString>(version->toString()) : Failure(version.error());
    });
    return chainAlways<QString>(asked, [](const Result<QString> &sqlite) {
        const QList<AboutComponent> all{
            {u"Qt"_s, QString::fromLatin1(qVersion()), u"LGPL-3.0"_s},
            {u"OpenSSL"_s, openSslVersion(), u"Apache-2.0"_s},
            {u"cjose"_s, cjoseVersion(), u"MIT"_s},
            {u"SQLite"_s, sqlite.value_or(QString()), u"public domain"_s},
            {u"QtKeychain"_s, QString::fromLatin1(TOKENDESK_KEYCHAIN_VERSION), u"BSD-3-Clause"_s},
            {u"Breeze icons"_s, {}, u"LGPL-3.0"_s},
        };
        return settled<QList<AboutComponent>>(all);
    });
}

//! What the sandbox keeps in store for the tour: tokens that it has from its first start, and its test cards.
TourSubjects tourSubjects(const ConnectionProfile &sandbox, const ConnectionProfile &fiserv,
                          const ConnectionProfile &cybersource)
{
    const QList<SandboxTestCard> cards = sandboxTestCards();
    const auto declined = std::find_if(
        cards.cbegin(), cards.cend(), [](const SandboxTestCard &card) { return card.outcome == "ISSUER_DECLINED"_L1; });
    TourSubjects subjects{.activeToken = u"tk_9f3c2a71e4"_s,
                          .suspendedToken = u"tk_77ab01c9d2"_s,
                          .deletedToken = u"tk_0c14f5e8aa"_s,
                          .lostCardToken = u"tk_a64f0d92e7"_s,
                          .issuersToken = u"tk_6e72b0a95f"_s,
                          .unknownToken = u"tk_000000000000"_s,
                          .declinedCard = declined == cards.cend() ? QString() : declined->number,
                          .connection = sandbox,
                          .fiserv = fiserv,
                          .fiservToken = u"9877hkhk68688888ffgh"_s,
                          .cybersource = {.connection = cybersource,
                                          .activeToken = u"7010000000016241111"_s,
                                          .suspendedToken = u"7010000000053213222"_s,
                                          .referredToken = u"7010000000031168431"_s},
                          .wrongKey = sandbox,
                          .loseNextAnswer = {}};
    subjects.wrongKey.values[u"encryptionKeyId"_s] = u"retired-key"_s;
    return subjects;
}

//! Everything that lives as long as the program, and the order in which it starts.
class Console : public QObject
{
public:
    explicit Console(Request request)
        : m_request(std::move(request)), m_preferences(Preferences::load(Preferences::defaultFile())),
          m_connections(ConnectionStore::defaultFile()), m_clock(std::make_shared<SystemClock>()),
          m_instance({.dataFolder = QFileInfo(Database::defaultFile()).absolutePath(),
                      .runtimeFolder = SingleInstance::defaultRuntimeFolder()})
    {
        if (!m_request.tourFolder.isEmpty()) {
            m_passingSandbox = std::make_unique<QTemporaryDir>();
            // Another sandbox's tokens are other tokens, for everything that this desk has on record.
            m_sandboxId = u"tour-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces);
        }
        connect(&m_system, &SystemAppearance::changed, this, &Console::applyAppearance);
        m_system.follow(QDBusConnection::sessionBus());
        applyAppearance();
    }

    //! Opens the window, or brings the one to the front that is open already.
    void start()
    {
        if (!m_request.tourFolder.isEmpty() && m_preferences.hasDeskPassphrase())
            return refuseTour();
        if (m_request.isUnattended())
            return openDatabase();
        connect(&m_instance, &SingleInstance::becameFirst, this, &Console::openDatabase);
        connect(&m_instance, &SingleInstance::handedOver, this, [] { QCoreApplication::exit(Success); });
        connect(&m_instance, &SingleInstance::unanswered, this, &Console::complainOfSilence);
        connect(&m_instance, &SingleInstance::called, this, &Console::answerCall);
        m_instance.start({.connection = m_request.connection, .token = m_request.token.value});
    }

private:
    void openDatabase()
    {
        observe<std::shared_ptr<Database>>(this, Database::open(Database::defaultFile()), [this](const auto &database) {
            if (database)
                openDesk(*database);
            else
                giveUp(database.error());
        });
    }

    //! It would be a way round the lock: a window on this person's desk that nobody unlocked.
    void refuseTour()
    {
        std::fputs("tokendesk: this desk has a passphrase, and the tour would open it without. --watch-tour shows "
                   "it on a desk of its own.\n",
                   stderr);
        QMetaObject::invokeMethod(this, [] { QCoreApplication::exit(FailureExit); }, Qt::QueuedConnection);
    }

    void complainOfSilence()
    {
        stopWith(QCoreApplication::translate("main", "Tokendesk is running already, but does not answer"),
                 QCoreApplication::translate("main", "Close its window, or end that process if it has none, then try again."));
    }

    //! Another start wants this window to come to the front, and perhaps to show something.
    void answerCall(const WindowCall &call)
    {
        if (!m_window || !m_areConnectionsKnown) {
            m_request.connection = call.connection.isEmpty() ? m_request.connection : call.connection;
            m_request.token = call.token.isEmpty() ? m_request.token : TokenId{call.token};
        }
        if (!m_window)
            return;
        m_window->comeToFront();
        if (m_areConnectionsKnown && !(call.connection.isEmpty() && call.token.isEmpty()))
            m_window->open(call.connection, {call.token});
    }

    void openDesk(const std::shared_ptr<Database> &database)
    {
        m_exchanges = std::make_shared<ExchangeLog>();
        const std::shared_ptr<SecretStore> secrets =
            m_request.isTourWatched ? std::make_shared<MemorySecretStore>() : makeSecretStore();
        const auto keys = std::make_shared<const JournalKeys>(secrets, Database::defaultFile());
        m_record = std::make_shared<SqliteJournal>(database, m_clock, currentRun(), keys);
        m_journal = std::make_shared<WatchedJournal>(m_record);
        (void)m_record->recordOpening(operatorOrNobody(m_preferences.operatorId()));
        Desk::Parts parts{.kinds = {},
                          .journal = m_journal,
                          .workspace = std::make_shared<SqliteWorkspace>(database),
                          .secrets = secrets,
                          .builtInSecrets = std::make_shared<MemorySecretStore>(),
                          .exchanges = m_exchanges,
                          .clock = m_clock};
        parts.createGuard = std::make_shared<SqliteCreateGuard>(database, m_clock, keys->guardKey());
        parts.assetDecoder = std::make_shared<ConfinedDecoder>(decoderProgram());
        parts.assetStore =
            std::make_shared<AssetStore>(AssetStore::Settings{.folder = AssetStore::defaultFolder(), .clock = m_clock});
        parts.assetDownload = [exchanges = m_exchanges](const ConnectionProfile &profile,
                                                        const std::shared_ptr<const SecretBytes> &proxyPassword) {
            return cardImageDownload(profile, proxyPassword, exchanges);
        };
        parts.kinds.push_back(std::make_unique<ThalesProviderKind>(m_clock, m_exchanges));
        parts.kinds.push_back(std::make_unique<FiservProviderKind>(m_clock, m_exchanges));
        parts.kinds.push_back(std::make_unique<CybersourceProviderKind>(m_clock, m_exchanges));
        m_desk = std::make_unique<Desk>(std::move(parts));
        m_window = std::make_unique<MainWindow>(*m_desk, m_connections, m_preferences, *m_clock);
        receiveNotifications(database);
        m_window->setComponents([database] { return components(database); });
        connect(m_window.get(), &MainWindow::appearanceChanged, this, &Console::applyAppearance);
        connect(m_window.get(), &MainWindow::tourRequested, this, &Console::showTour);
        if (!m_request.isUnattended() && !m_preferences.isWelcomed())
            connect(m_window.get(), &MainWindow::sessionOpened, this, &Console::welcome, Qt::SingleShotConnection);
        // What ends unknown in a session that is closed is reported by nobody else.
        connect(m_journal.get(), &WatchedJournal::settled, m_window.get(), &MainWindow::refreshPending);
        DeskLock &lock = m_window->deskLock();
        connect(
            &lock, &DeskLock::armed, this,
            [this] { m_people.follow(QDBusConnection::sessionBus(), QDBusConnection::systemBus()); },
            Qt::SingleShotConnection);
        connect(&m_people, &SessionWatch::left, &lock, &DeskLock::lock);
        lock.begin();
        connect(qApp, &QGuiApplication::lastWindowClosed, this, &Console::endWhenSettled);
        if (m_request.contactSheet.isEmpty()) {
            m_window->show();
            m_window->repaint();
        }
        qCInfo(startLog, "window painted");
        connect(m_window.get(), &MainWindow::sessionOpened, this, [this] {
            m_window->repaint();
            qCInfo(startLog, "window usable");
        });
        startSandbox();
    }

    //! What an earlier run left is processed; what the connections ask for listens.
    void receiveNotifications(const std::shared_ptr<Database> &database)
    {
        m_inbox = std::make_unique<NotificationInbox>(database, m_record, m_clock);
        m_centre = std::make_unique<NotificationCentre>(*m_inbox);
        m_receivers = std::make_unique<Receivers>(*m_desk, *m_inbox);
        m_window->useNotifications(*m_inbox, *m_centre);
        connect(m_window.get(), &MainWindow::connectionsChanged, m_receivers.get(), &Receivers::follow);
        connect(m_window.get(), &MainWindow::secretsChanged, m_receivers.get(), &Receivers::restart);
        connect(m_receivers.get(), &Receivers::started, this, [this](const QString &connection, quint16 port) {
            if (m_sandbox && connection == m_sandboxId)
                m_sandbox->notify({.url = QUrl(u"https://127.0.0.1:%1/tsh-cof"_s.arg(port)), .authorization = {}});
        });
        connect(m_receivers.get(), &Receivers::failed, this, [this](const ConnectionProfile &profile, const Error &error) {
            const QString name = QCoreApplication::translate("main", "The receiver of “%1” does not run").arg(profile.name);
            m_window->report({.kind = OutcomeLine::Kind::Refused,
                              .text = u"%1: %2"_s.arg(name, describeInSettings(error, name).meaning)});
        });
        m_inbox->resume();
    }

    [[nodiscard]] SandboxOptions sandboxOptions() const
    {
        constexpr double hurried = 0.1; // nobody is there to see Visa take its time
        constexpr double watched = 0.5; // somebody is, for a moment
        const QString lasting = QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + "/sandbox"_L1;
        SandboxOptions options{.dataDir = m_passingSandbox ? m_passingSandbox->path() : lasting};
        options.delayScale = m_request.isTourWatched ? watched : m_request.isUnattended() ? hurried : 1;
        return options;
    }

    void startSandbox()
    {
        m_window->showNotice(QCoreApplication::translate("main", "Starting the sandbox…"), {});
        observe<std::shared_ptr<Sandbox>>(this, Sandbox::start(sandboxOptions()), [this](const auto &sandbox) {
            if (sandbox)
                m_sandbox = *sandbox;
            else if (m_request.isUnattended()) // what runs by itself does so on the sandbox and on nothing else
                return giveUp(sandbox.error());
            offerConnections(sandbox ? std::optional<Error>() : sandbox.error());
        });
    }

    void offerConnections(const std::optional<Error> &sandboxError)
    {
        QList<ConnectionProfile> profiles;
        if (m_sandbox) {
            const SandboxConnection &sandbox = m_sandbox->connection();
            profiles << sandboxProfile(sandbox, m_sandboxId);
            profiles << fiservSandboxProfile(sandbox, m_sandboxId);
            keepBuiltInSecret(profiles.first(), u"apiKey"_s, sandbox.apiKey);
            keepBuiltInSecret(profiles.first(), receiver::secret, sandbox.notificationKey);
            keepBuiltInSecret(profiles.last(), u"apiKey"_s, sandbox.fiservApiKey);
            keepBuiltInSecret(profiles.last(), u"apiSecret"_s, sandbox.fiservApiSecret);
            profiles << cybersourceSandboxProfile(sandbox, m_sandboxId);
            const auto entries = sandboxCybersourceEntries(sandbox.cybersource, sandbox.caFile);
            for (auto secret = entries.secrets.cbegin(); secret != entries.secrets.cend(); ++secret)
                keepBuiltInSecret(profiles.last(), secret.key(), secret.value());
        }
        const Result<QList<ConnectionProfile>> stored =
            m_request.isUnattended() ? QList<ConnectionProfile>() : m_connections.load();
        profiles << stored.value_or(QList<ConnectionProfile>());
        m_window->setConnections(profiles);
        m_areConnectionsKnown = true;
        if (!stored)
            explain(stored.error());
        else if (sandboxError)
            explain(*sandboxError);
        openFirst(profiles);
    }

    void keepBuiltInSecret(const ConnectionProfile &profile, const QString &field, const QString &secret)
    {
        m_desk->parts().builtInSecrets->write(profile.id, field,
                                              std::make_shared<const SecretBytes>(SecretBytes::fromText(secret)));
    }

    void openFirst(const QList<ConnectionProfile> &profiles)
    {
        const QString &wanted = m_request.connection;
        const auto byName = std::find_if(profiles.cbegin(), profiles.cend(),
                                         [&](const ConnectionProfile &p) { return p.name == wanted; });
        const auto last = std::find_if(profiles.cbegin(), profiles.cend(), [&](const ConnectionProfile &p) {
            return p.id == m_preferences.lastConnectionId();
        });
        if (!wanted.isEmpty() && byName == profiles.cend())
            return m_window->sayNoConnectionIsCalled(wanted);
        if (profiles.isEmpty())
            return;
        const ConnectionProfile chosen = m_request.isUnattended()    ? profiles.first()
                                         : byName != profiles.cend() ? *byName
                                         : last != profiles.cend()   ? *last
                                                                     : profiles.first();
        if (!m_request.tourFolder.isEmpty() || m_request.isTourWatched)
            connect(m_window.get(), &MainWindow::sessionOpened, this, &Console::startTour);
        if (!m_request.contactSheet.isEmpty())
            connect(m_window.get(), &MainWindow::sessionOpened, this, &Console::lookUpSheetCards);
        m_window->openConnection(chosen, m_request.token);
    }

    void startTour()
    {
        if (m_tour)
            return;
        const SandboxConnection &sandbox = m_sandbox->connection();
        TourSubjects subjects =
            tourSubjects(sandboxProfile(sandbox, m_sandboxId), fiservSandboxProfile(sandbox, m_sandboxId),
                         cybersourceSandboxProfile(sandbox, m_sandboxId));
        subjects.loseNextAnswer = [sandbox = m_sandbox] { sandbox->setFault(SandboxFault::CloseBefore); };
        m_tour = std::make_unique<Tour>(*m_window, std::move(subjects),
                                        Tour::Pace{.pictures = m_request.tourFolder, .pause = m_request.tourPause});
        connect(m_tour.get(), &Tour::finished, this, [this](bool passed) {
            m_exitCode = passed ? Success : FailureExit;
            m_preferences.setLastConnectionId(m_lastConnectionId); // the tour's own is gone with it
            m_window->close();
        });
        m_tour->start();
    }

    //! In a program of its own, with a desk of its own: the tour deletes tokens, which are still needed here.
    void showTour()
    {
        const bool isStarted =
            QProcess::startDetached(QCoreApplication::applicationFilePath(), {u"--watch-tour"_s});
        m_window->report({.kind = isStarted ? OutcomeLine::Kind::Note : OutcomeLine::Kind::Refused,
                          .text = isStarted ? QCoreApplication::translate("main", "The tour opens a window of its own")
                                            : QCoreApplication::translate("main", "The tour could not be started")});
    }

    void welcome()
    {
        m_preferences.setWelcomed(true);
        if (m_request.token.isEmpty() && m_window->session()->profile.environment == Environment::Sandbox)
            m_window->welcome();
    }

    //! Each of the sandbox's own tokens is looked up, one after the other; those that it does not know are left out.
    void lookUpSheetCards()
    {
        const std::shared_ptr<const Session> session = m_window->session();
        if (m_sheetTokens.isEmpty())
            return drawContactSheet(session);
        const TokenId token{m_sheetTokens.takeFirst()};
        observe<TokenReading>(this, session->operations->lookUp(token), [this](const Result<TokenReading> &reading) {
            if (reading) {
                const Token &seen = reading->token;
                const QString name = seen.productName.isEmpty() ? seen.issuerName : seen.productName;
                m_sheetCards.append({.title = name.isEmpty() ? seen.id.value : name, .token = seen});
            }
            lookUpSheetCards();
        });
    }

    void drawContactSheet(const std::shared_ptr<const Session> &session)
    {
        observe<QImage>(
            this, ContactSheet::make(this, session->pictures, m_sheetCards), [this](const Result<QImage> &sheet) {
                const bool saved = sheet && !m_sheetCards.isEmpty() && sheet->save(m_request.contactSheet, "PNG");
                std::fputs(qPrintable(saved ? u"%1 cards in %2\n"_s.arg(m_sheetCards.size()).arg(m_request.contactSheet)
                                            : u"tokendesk: %1 could not be written\n"_s.arg(m_request.contactSheet)),
                           saved ? stdout : stderr);
                QCoreApplication::exit(saved ? Success : FailureExit);
            });
    }

    //! Closing the window ends the program only once every operation that was sent has its outcome in the journal.
    void endWhenSettled()
    {
        m_instance.stop(); // who starts the program now gets a window of their own
        connect(m_journal.get(), &WatchedJournal::settled, this, &Console::signAndEnd);
        if (m_journal->openCount() == 0)
            signAndEnd();
    }

    //! The keychain gets to know the journal's last row. One that does not answer is not waited for.
    void signAndEnd()
    {
        const auto end = [this] { QCoreApplication::exit(m_exitCode); };
        const Pending<Done> closed = m_journal->record({.kind = JournalEvent::Kind::JournalClosed,
                                                        .operatorId = operatorOrNobody(m_preferences.operatorId()),
                                                        .connectionId = {},
                                                        .token = {},
                                                        .affectedItem = {},
                                                        .detail = {}});
        const auto signedLast =
            chainAlways<Done>(closed, [record = m_record](const Result<Done> &) { return record->signHead(); });
        observe<SignedHead>(this, signedLast, [end](const Result<SignedHead> &) { end(); });
        QTimer::singleShot(std::chrono::seconds(2), this, end);
    }

    void applyAppearance()
    {
        const Preferences::Appearance wanted = m_preferences.appearance();
        const bool isDark = wanted == Preferences::Appearance::Dark ||
                            (wanted == Preferences::Appearance::System && m_system.isDark());
        if (m_isDark == isDark)
            return;
        m_isDark = isDark;
        applyTheme(*qApp, isDark ? Appearance::Dark : Appearance::Light);
    }

    void explain(const Error &error)
    {
        const ErrorText text = describe(error, nullptr, std::nullopt);
        m_window->showNotice(text.headline, u"%1\n%2"_s.arg(text.meaning, text.nextStep));
        m_window->report({.kind = OutcomeLine::Kind::Refused, .text = text.headline});
    }

    void giveUp(const Error &error)
    {
        const ErrorText text = describe(error, nullptr, std::nullopt);
        std::fputs(qPrintable(u"tokendesk: %1 %2 %3\n"_s.arg(text.headline, text.meaning, error.detail)), stderr);
        if (m_request.isUnattended())
            return QCoreApplication::exit(FailureExit);
        showLastWords(text.headline, u"%1\n\n%2\n\n%3"_s.arg(text.meaning, text.nextStep, error.detail));
    }

    void stopWith(const QString &headline, const QString &text)
    {
        std::fputs(qPrintable(u"tokendesk: %1. %2\n"_s.arg(headline, text)), stderr);
        showLastWords(headline, text);
    }

    void showLastWords(const QString &headline, const QString &text)
    {
        auto *box = new QMessageBox(QMessageBox::Critical, u"Tokendesk"_s, headline, QMessageBox::Close);
        box->setTextFormat(Qt::PlainText);
        box->setInformativeText(text);
        box->setAttribute(Qt::WA_DeleteOnClose);
        connect(box, &QMessageBox::finished, this, [] { QCoreApplication::exit(FailureExit); });
        box->open();
    }

    Request m_request;
    Preferences m_preferences;
    const QString m_lastConnectionId = m_preferences.lastConnectionId();
    ConnectionStore m_connections;
    std::shared_ptr<const Clock> m_clock;
    SingleInstance m_instance;
    bool m_areConnectionsKnown = false;
    SystemAppearance m_system;
    SessionWatch m_people;
    std::optional<bool> m_isDark; //!< as applied
    std::shared_ptr<ExchangeLog> m_exchanges;
    std::shared_ptr<SqliteJournal> m_record;
    std::shared_ptr<WatchedJournal> m_journal;
    //! The tour's, made for it: what was done to an earlier one's tokens does not matter, and the sandbox of this desk
    //! keeps its own.
    std::unique_ptr<QTemporaryDir> m_passingSandbox;
    QString m_sandboxId = u"sandbox"_s; //!< of its first connection; those of the others start with it
    std::shared_ptr<Sandbox> m_sandbox;
    std::unique_ptr<Desk> m_desk;
    std::unique_ptr<NotificationInbox> m_inbox;
    std::unique_ptr<NotificationCentre> m_centre;
    std::unique_ptr<Receivers> m_receivers;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<Tour> m_tour;
    QStringList m_sheetTokens = sheetTokens();
    QList<SheetCard> m_sheetCards;
    int m_exitCode = Success;
};
} // namespace

int main(int argc, char **argv)
{
    hardenProcess();
    nameProgram();
    if (argc > 1 && QByteArrayView(argv[1]) == "jwe")
        return runJwe(argc, argv);
    if (argc > 1 && QByteArrayView(argv[1]) == "journal")
        return runJournal(argc, argv);

    QCommandLineParser parser;
    describeOptions(parser);
    if (wantsNoDisplay(argc, argv)) {
        const QCoreApplication application(argc, argv);
        parser.process(application); // ends the program
    }
    QApplication application(argc, argv);
    QGuiApplication::setWindowIcon(programIcon());
    QGuiApplication::setQuitOnLastWindowClosed(false);
    (void)parser.parse(QCoreApplication::arguments());
    if (const QString problem = problemOf(parser); !problem.isEmpty()) {
        std::fputs(qPrintable(u"tokendesk: %1. See: tokendesk --help\n"_s.arg(problem)), stderr);
        return UsageExit;
    }
    const std::unique_ptr<QTemporaryDir> passing = parser.isSet(u"watch-tour"_s) ? deskForTheMoment() : nullptr;
    int code = Success;
    {
        Console console({.connection = parser.value(u"connection"_s),
                         .token = {parser.value(u"open"_s)},
                         .tourFolder = parser.value(u"tour"_s),
                         .contactSheet = parser.value(u"contact-sheet"_s),
                         .isTourWatched = passing != nullptr,
                         .tourPause = pauseIn(parser).value_or(std::chrono::milliseconds(0))});
        console.start();
        code = QApplication::exec();
    }
    awaitDatabases();
    return code;
}

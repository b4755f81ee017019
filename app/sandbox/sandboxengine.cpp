// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/sandboxengine.h"

#include "app/sandbox/sandboxfiles.h"
#include "app/sandbox/sandboxschema.h"
#include "app/storage/opening.h"
#include "app/storage/sql.h"

#include <QFile>
#include <QJsonDocument>
#include <QSslCertificate>
#include <QSslKey>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {
constexpr QLatin1StringView lockFile{"lock"};
constexpr QLatin1StringView databaseFile{"sandbox.sqlite"};
constexpr QLatin1StringView connectionFile{"connection.json"};

//! Long enough for a sandbox that is just stopping.
constexpr int lockPatienceMs = 2'000;
constexpr int mostRepeats = 1'000;
constexpr int longestDelayMs = 600'000;

SandboxConnection connectionFromJson(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const auto text = [&object](QLatin1StringView name) { return object.value(name).toString(); };
    return {.baseUrl = text("baseUrl"_L1),
            .merchantId = text("merchantId"_L1),
            .apiKey = {},
            .caFile = text("caFile"_L1),
            .clientCertificateFile = text("clientCertificateFile"_L1),
            .clientKeyFile = text("clientKeyFile"_L1),
            .encryptionCertificateFile = text("encryptionCertificateFile"_L1),
            .encryptionKeyId = text("encryptionKeyId"_L1),
            .decryptionKeyFile = text("decryptionKeyFile"_L1),
            .decryptionKeyId = text("decryptionKeyId"_L1),
            .port = static_cast<quint16>(object.value("port"_L1).toInt()),
            .receiverCertificateFile = text("receiverCertificateFile"_L1),
            .receiverKeyFile = text("receiverKeyFile"_L1),
            .notificationKey = {},
            .cardImageBaseUrl = text("cardImageBaseUrl"_L1),
            .controlBaseUrl = text("controlBaseUrl"_L1),
            .fiservBaseUrl = text("fiservBaseUrl"_L1),
            .fiservSignature = text("fiservSignature"_L1),
            .cybersource = sandboxCybersourceConnectionFrom(object.value("cybersource"_L1).toObject())};
}

QString cardImageHost(quint16 port)
{
    return u"127.0.0.1:%1"_s.arg(port);
}

//! Without what opens the sandbox: that lies in no file.
SandboxConnection withoutKeys(SandboxConnection connection)
{
    connection.apiKey.clear();
    connection.notificationKey.clear();
    connection.fiservApiKey.clear();
    connection.fiservApiSecret.clear();
    connection.fiservAccessToken.clear();
    connection.cybersource.sharedSecret.clear();
    connection.cybersource.p12Password.clear();
    return connection;
}

void addKeys(SandboxConnection &connection, const SandboxFiservKeys &keys)
{
    connection.fiservApiKey = keys.apiKey;
    connection.fiservApiSecret = keys.apiSecret;
    connection.fiservAccessToken = keys.accessToken;
}

void addKeys(SandboxCybersourceConnection &connection, const SandboxCybersourceKeys &keys)
{
    connection.sharedSecret = keys.sharedSecret;
    connection.p12Password = keys.p12Password;
}

//! The id by which the client names the request, whichever API it speaks.
QString correlationIdOf(const SandboxRequest &request)
{
    const std::optional<QByteArray> id = request.header("x-correlation-id");
    return QString::fromLatin1(id ? *id : request.header("client-request-id").value_or(QByteArray()));
}

//! An id that only the answer has is as good.
QString correlationIdOf(const SandboxAnswer &answer)
{
    for (const auto &[name, value] : answer.headers) {
        if (name == "v-c-correlation-id")
            return QString::fromLatin1(value);
    }
    return {};
}

//! For the ledger: as the client meant it, not as it encoded it.
QString readablePath(const SandboxRequest &request)
{
    return u'/' + QString::fromUtf8(request.segments.join('/'));
}
} // namespace

SandboxEngine::SandboxEngine(const SandboxOptions &options, std::shared_ptr<SandboxFaults> faults)
    : m_options(options), m_faults(std::move(faults)), m_lock(path(lockFile)),
      m_control([this](const SandboxControl::Action &action) { return inTransaction(m_database, action); }),
      m_controlPort(options.controlPort)
{
}

SandboxEngine::~SandboxEngine()
{
    m_notifier.reset();
    m_server.reset();
    m_controlServer.reset();
    m_fiservServer.reset();
    m_cybersourceServer.reset();
    m_cardImageServer.reset();
    m_thales.reset();
    m_fiserv.reset();
    m_cybersource.reset();
    if (m_database.isValid())
        closeConnection(m_database);
}

Result<SandboxConnection> SandboxEngine::start()
{
    Result<Done> done = lock();
    if (done)
        done = prepareIdentity();
    if (done)
        done = openDatabase();
    if (!done)
        return Failure(done.error());
    const Result<quint16> port = listen();
    if (!port)
        return Failure(port.error());
    done = writeSandboxFile(path(connectionFile), toJson(withoutKeys(connection(*port))));
    return done ? Result<SandboxConnection>(connection(*port)) : Failure(done.error());
}

Result<SandboxConnection> SandboxEngine::describe()
{
    if (const Result<Done> locked = lock(); !locked) {
        SandboxConnection running = connectionFromJson(readSandboxFile(path(connectionFile)));
        running.apiKey = SandboxIdentity::storedApiKey(m_options.dataDir);
        running.notificationKey = SandboxIdentity::storedNotificationKey(m_options.dataDir);
        addKeys(running, SandboxIdentity::storedFiservKeys(m_options.dataDir));
        addKeys(running.cybersource, SandboxIdentity::storedCybersourceKeys(m_options.dataDir));
        return running.port == 0 ? Result<SandboxConnection>(Failure(locked.error())) : running;
    }
    const Result<Done> prepared = prepareIdentity();
    return prepared ? Result<SandboxConnection>(connection(m_options.port)) : Failure(prepared.error());
}

Result<Done> SandboxEngine::lock()
{
    if (const Result<Done> made = makeSandboxDirectory(m_options.dataDir); !made)
        return made;
    m_lock.setStaleLockTime(0);
    if (!m_lock.tryLock(lockPatienceMs)) {
        qint64 process = 0;
        QString host;
        QString program;
        m_lock.getLockInfo(&process, &host, &program);
        return Failure({.kind = Error::Kind::Storage,
                        .detail = u"%1 is used by another sandbox (%2, process %3)."_s.arg(m_options.dataDir, program,
                                                                                           QString::number(process))});
    }
    QFile::setPermissions(path(lockFile), QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    return Done{};
}

Result<Done> SandboxEngine::prepareIdentity()
{
    const Result<SandboxIdentity> identity = SandboxIdentity::prepare(m_options.dataDir, *m_options.clock);
    if (!identity)
        return Failure(identity.error());
    m_identity = *identity;
    return Done{};
}

Result<Done> SandboxEngine::openDatabase()
{
    if (const Result<Done> opened = openConnection(m_database, path(databaseFile), sandboxSchema()); !opened)
        return opened;
    // A crash of the machine may cost the last tokens of a sandbox; waiting for the disk would cost every request.
    if (const auto set = executed(m_database, u"PRAGMA synchronous=NORMAL"_s); !set)
        return Failure(set.error());
    return inTransaction(m_database, [this]() -> Result<Done> {
        Result<std::unique_ptr<SandboxThalesApi>> thales =
            SandboxThalesApi::create(m_database,
                                     {.apiKey = m_identity.apiKey(),
                                      .serverKey = m_identity.serverKey(),
                                      .merchantKey = m_identity.merchantKey(),
                                      .parKey = m_identity.parKey()},
                                     m_options.clock);
        if (!thales)
            return Failure(thales.error());
        m_thales = std::move(*thales);
        m_thales->addControls(m_control);
        addNotificationControls();
        m_thales->setDelayScale(m_options.delayScale);
        const SandboxFiservKeys &keys = m_identity.fiservKeys();
        const auto signature =
            m_options.fiservSignature == "raw"_L1 ? SandboxFiservSignature::Raw : SandboxFiservSignature::Hex;
        Result<std::unique_ptr<SandboxFiservApi>> fiserv = SandboxFiservApi::create(m_database,
                                                                                    {.apiKey = keys.apiKey,
                                                                                     .apiSecret = keys.apiSecret,
                                                                                     .accessToken = keys.accessToken,
                                                                                     .signature = signature},
                                                                                    m_options.clock);
        if (!fiserv)
            return Failure(fiserv.error());
        m_fiserv = std::move(*fiserv);
        return prepareCybersource();
    });
}

Result<Done> SandboxEngine::prepareCybersource()
{
    Result<std::unique_ptr<SandboxCybersourceApi>> api =
        SandboxCybersourceApi::create(m_database, m_identity.cybersourceCredentials(), m_options.clock);
    if (!api)
        return Failure(api.error());
    m_cybersource = std::move(*api);
    return Done{};
}

Result<quint16> SandboxEngine::listen()
{
    using Identity = SandboxIdentity;
    const auto content = [this](QLatin1StringView name) { return readSandboxFile(m_identity.file(name)); };
    QSslConfiguration tls;
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    tls.setCaCertificates({QSslCertificate(content(Identity::caFile))});
    tls.setLocalCertificate(QSslCertificate(content(Identity::serverCertificateFile)));
    tls.setPrivateKey(QSslKey(content(Identity::serverKeyFile), QSsl::Ec));
    prepareNotifier(tls);
    if (const Result<Done> imagesListen = listenForCardImages(tls); !imagesListen)
        return Failure(imagesListen.error());
    if (const Result<Done> controlListens = listenForControl(tls); !controlListens)
        return Failure(controlListens.error());
    if (const Result<Done> fiservListens = listenForFiserv(tls); !fiservListens)
        return Failure(fiservListens.error());
    if (const Result<Done> cybersourceListens = listenForCybersource(tls); !cybersourceListens)
        return Failure(cybersourceListens.error());
    m_server =
        std::make_unique<SandboxServer>([this](const SandboxRequest &request) { return handle(*m_thales, request); },
                                        m_options.latency, m_options.clock);
    return m_server->start(m_options.port, tls);
}

void SandboxEngine::prepareNotifier(const QSslConfiguration &tls)
{
    using Identity = SandboxIdentity;
    QSslConfiguration client = tls;
    client.setLocalCertificate(QSslCertificate(readSandboxFile(m_identity.file(Identity::notifierCertificateFile))));
    client.setPrivateKey(QSslKey(readSandboxFile(m_identity.file(Identity::notifierKeyFile)), QSsl::Ec));
    m_notifier = std::make_unique<SandboxNotifier>(m_database, m_options.clock, m_options.delayScale);
    m_notifier->setTls(client);
    notify(m_options.notifications);
}

void SandboxEngine::addNotificationControls()
{
    m_control.add({u"repeat-notifications"_s, u"The next notifications come twice. Arguments: count."_s,
                   [this](const QJsonObject &arguments) -> Result<QJsonObject> {
                       m_notifier->repeatNext(std::clamp(arguments.value("count"_L1).toInt(1), 0, mostRepeats));
                       return QJsonObject();
                   }});
    m_control.add({u"delay-notification"_s, u"Others overtake the next notification. Arguments: milliseconds."_s,
                   [this](const QJsonObject &arguments) -> Result<QJsonObject> {
                       const int by = std::clamp(arguments.value("milliseconds"_L1).toInt(5'000), 0, longestDelayMs);
                       m_notifier->delayNext(std::chrono::milliseconds(by));
                       return QJsonObject();
                   }});
}

void SandboxEngine::notify(SandboxNotificationTarget target)
{
    if (target.authorization.isEmpty())
        target.authorization = "APIKEY " + m_identity.notificationKey().toLatin1();
    m_notifier->setTarget(target);
}

Result<Done> SandboxEngine::listenForCardImages(QSslConfiguration tls)
{
    // It asks for a client certificate, which nobody should give to a stranger, and takes what it gets.
    tls.setPeerVerifyMode(QSslSocket::QueryPeer);
    m_cardImageServer =
        std::make_unique<SandboxServer>([this](const SandboxRequest &request) { return m_cardImages.answer(request); },
                                        m_options.latency, m_options.clock);
    const Result<quint16> port = m_cardImageServer->start(m_options.cardImagePort, tls);
    if (!port)
        return Failure(port.error());
    m_cardImages.setHost(cardImageHost(*port));
    m_thales->setCardImageHost(m_cardImages.host());
    return Done{};
}

//! Only whoever has the client's certificate can make things happen here, as at the API.
Result<Done> SandboxEngine::listenForControl(const QSslConfiguration &tls)
{
    m_controlServer = std::make_unique<SandboxServer>(
        [this](const SandboxRequest &request) { return SandboxReply{m_control.answer(request)}; },
        std::chrono::milliseconds(0), m_options.clock);
    const Result<quint16> port = m_controlServer->start(m_options.controlPort, tls);
    if (!port)
        return Failure(port.error());
    m_controlPort = *port;
    return Done{};
}

// The vendor's clients have no certificate, so this API is on a port of its own, and nothing else is on it.
Result<Done> SandboxEngine::listenForFiserv(QSslConfiguration tls)
{
    tls.setPeerVerifyMode(QSslSocket::VerifyNone);
    m_fiservServer =
        std::make_unique<SandboxServer>([this](const SandboxRequest &request) { return handle(*m_fiserv, request); },
                                        m_options.latency, m_options.clock);
    const Result<quint16> port = m_fiservServer->start(m_options.fiservPort, tls);
    if (!port)
        return Failure(port.error());
    m_fiservPort = *port;
    return Done{};
}

//! As for Fiserv.
Result<Done> SandboxEngine::listenForCybersource(QSslConfiguration tls)
{
    tls.setPeerVerifyMode(QSslSocket::VerifyNone);
    m_cybersourceServer = std::make_unique<SandboxServer>(
        [this](const SandboxRequest &request) { return handle(*m_cybersource, request); }, m_options.latency,
        m_options.clock);
    const Result<quint16> port = m_cybersourceServer->start(m_options.cybersourcePort, tls);
    if (!port)
        return Failure(port.error());
    m_cybersourcePort = *port;
    m_cybersource->setCardImageHost(m_cardImages.host());
    return Done{};
}

SandboxConnection SandboxEngine::connection(quint16 port) const
{
    using Identity = SandboxIdentity;
    const quint16 fiservPort = m_fiservPort ? m_fiservPort : m_options.fiservPort;
    SandboxConnection connection{.baseUrl = u"https://127.0.0.1:%1/tsh-cof"_s.arg(port),
                                 .merchantId = sandboxThalesMerchants().first().id,
                                 .apiKey = m_identity.apiKey(),
                                 .caFile = m_identity.file(Identity::caFile),
                                 .clientCertificateFile = m_identity.file(Identity::clientCertificateFile),
                                 .clientKeyFile = m_identity.file(Identity::clientKeyFile),
                                 .encryptionCertificateFile = m_identity.file(Identity::encryptionCertificateFile),
                                 .encryptionKeyId = m_identity.serverKey().id(),
                                 .decryptionKeyFile = m_identity.file(Identity::decryptionKeyFile),
                                 .decryptionKeyId = m_identity.merchantKey().id(),
                                 .port = port,
                                 .receiverCertificateFile = m_identity.file(Identity::receiverCertificateFile),
                                 .receiverKeyFile = m_identity.file(Identity::receiverKeyFile),
                                 .notificationKey = m_identity.notificationKey(),
                                 .cardImageBaseUrl = cardImageBaseUrl(),
                                 .controlBaseUrl = u"https://127.0.0.1:%1/control"_s.arg(m_controlPort),
                                 .fiservBaseUrl = u"https://127.0.0.1:%1/gateway/v2"_s.arg(fiservPort),
                                 .fiservSignature = m_options.fiservSignature};
    addKeys(connection, m_identity.fiservKeys());
    connection.cybersource = m_identity.cybersourceConnection();
    connection.cybersource.baseUrl =
        u"https://127.0.0.1:%1"_s.arg(m_cybersourcePort ? m_cybersourcePort : m_options.cybersourcePort);
    return connection;
}

QString SandboxEngine::cardImageBaseUrl() const
{
    const QString host = m_cardImages.host();
    return u"https://%1/card-images"_s.arg(host.isEmpty() ? cardImageHost(m_options.cardImagePort) : host);
}

QString SandboxEngine::path(QLatin1StringView name) const
{
    return m_options.dataDir + u'/' + name;
}

SandboxReply SandboxEngine::handle(SandboxApi &api, const SandboxRequest &request)
{
    const std::optional<SandboxFault> fault = m_faults->take(request.isMutation());
    if (request.isMutation())
        return handleMutation(api, request, fault);
    return spoiledReply(fault && preventsExecution(*fault) ? SandboxAnswer{} : execute(api, request), fault);
}

SandboxReply SandboxEngine::handleMutation(SandboxApi &api, const SandboxRequest &request,
                                           std::optional<SandboxFault> fault)
{
    const bool isPrevented = fault && preventsExecution(*fault);
    LedgerEntry entry{.receivedAt = m_options.clock->nowUtc(),
                      .method = QString::fromLatin1(request.method),
                      .path = readablePath(request),
                      .correlationId = correlationIdOf(request),
                      .tokenId = {}};
    SandboxReply reply = spoiledReply({.status = 500}, fault);
    // What a request did and that it came are on the disk together or not at all.
    const Result<Done> committed = inTransaction(m_database, [&]() -> Result<Done> {
        const SandboxAnswer answer = isPrevented ? SandboxAnswer{} : execute(api, request);
        if (answer.status == 500)
            return Failure({.kind = Error::Kind::Storage});
        reply = spoiledReply(answer, fault);
        entry.executedStatus = isPrevented ? 0 : answer.status;
        entry.answeredStatus = reply.answeredStatus();
        entry.tokenId = answer.tokenId;
        if (entry.correlationId.isEmpty())
            entry.correlationId = correlationIdOf(answer);
        return recordInSandboxLedger(m_database, entry);
    });
    if (committed)
        return reply;
    reply = spoiledReply({.status = 500}, fault);
    entry.executedStatus = 0;
    entry.answeredStatus = reply.answeredStatus();
    entry.tokenId.clear();
    // With a database that fails altogether there is nowhere left to say so.
    static_cast<void>(recordInSandboxLedger(m_database, entry));
    return reply;
}

SandboxAnswer SandboxEngine::execute(SandboxApi &api, const SandboxRequest &request)
{
    if (request.body.size() > api.longestBody())
        return {.status = 413};
    if (api.prefix().isEmpty())
        return api.answer(request);
    SandboxRequest below = request;
    if (request.segments.first() != api.prefix())
        return {.status = 404};
    below.segments.removeFirst();
    return api.answer(below);
}

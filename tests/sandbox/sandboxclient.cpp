// SPDX-License-Identifier: Apache-2.0
#include "tests/sandbox/sandboxclient.h"

#include "tests/support/settling.h"

#include <QFile>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace {
constexpr int patienceMs = 60'000;

//! The distribution's Python first: another one in the path does not see the distribution's modules. Empty: none will
//! do.
QString pythonWithJose()
{
    for (const QString &python : {u"/usr/bin/python3"_s, u"python3"_s}) {
        QProcess probe;
        probe.start(python, {u"-c"_s, u"import jwcrypto.jwe"_s});
        if (probe.waitForFinished(patienceMs) && probe.exitStatus() == QProcess::NormalExit && probe.exitCode() == 0)
            return python;
    }
    return {};
}
} // namespace

SandboxClient::SandboxClient() : m_python(pythonWithJose())
{
    m_client.setProcessChannelMode(QProcess::ForwardedErrorChannel);
}

SandboxClient::~SandboxClient()
{
    stop();
}

QString SandboxClient::missing() const
{
    return m_python.isEmpty() ? u"python3 with jwcrypto (Debian: python3-jwcrypto) is not installed"_s : QString();
}

bool SandboxClient::start(SandboxOptions options)
{
    if (options.dataDir.isEmpty())
        options.dataDir = m_directory.filePath(u"data"_s);
    options.clock = m_clock;
    const auto started = settledWithin<std::shared_ptr<Sandbox>>(Sandbox::start(options), patienceMs);
    if (!started) {
        m_failure = started.error().detail;
        return false;
    }
    m_sandbox = *started;
    return connectTo(m_sandbox->connection());
}

bool SandboxClient::connectTo(const SandboxConnection &connection)
{
    if (m_python.isEmpty())
        return true; // nothing but the client is missing
    QFile file(m_directory.filePath(u"connection.json"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(toJson(connection)) < 0)
        return false;
    file.close();
    const QString data = QStringLiteral(TEST_DATA_DIR "/sandbox/");
    m_client.start(m_python, {data + u"client.py"_s, file.fileName(), data + u"thales-openapi.json"_s});
    return m_client.waitForStarted(patienceMs);
}

void SandboxClient::stop()
{
    if (m_client.state() != QProcess::NotRunning) {
        m_client.closeWriteChannel();
        m_client.waitForFinished(patienceMs);
    }
    m_sandbox.reset();
}

QJsonObject SandboxClient::command(const QJsonObject &command)
{
    m_client.write(QJsonDocument(command).toJson(QJsonDocument::Compact) + '\n');
    while (!m_client.canReadLine()) {
        if (!m_client.waitForReadyRead(patienceMs))
            return {{u"error"_s, u"the client program gave no answer"_s}};
    }
    return QJsonDocument::fromJson(m_client.readLine()).object();
}

QJsonObject SandboxClient::request(const QString &method, const QString &path, const QJsonObject &more)
{
    return command(changed({{u"do"_s, u"request"_s}, {u"method"_s, method}, {u"path"_s, path}}, more));
}

QJsonObject SandboxClient::get(const QString &path, const QJsonObject &more)
{
    return request(u"GET"_s, path, more);
}

QJsonObject SandboxClient::post(const QString &path, const QJsonObject &body, const QJsonObject &plaintext,
                                const QJsonObject &more)
{
    return request(u"POST"_s, path, changed({{u"json"_s, body}, {u"plaintext"_s, plaintext}}, more));
}

QJsonObject SandboxClient::cardBody(const QString &source)
{
    return {{u"merchantId"_s, u"sandbox-merchant"_s},
            {u"source"_s, source},
            {u"language"_s, u"en"_s},
            {u"country"_s, u"FR"_s},
            {u"risk"_s, QJsonObject{{u"accountScore"_s, 4}}},
            {u"device"_s, QJsonObject{{u"ipAddress"_s, u"192.0.2.17"_s}, {u"location"_s, u"47.0880,2.3635"_s}}}};
}

QJsonObject SandboxClient::pushBody(const QString &scheme)
{
    QJsonObject body = cardBody();
    body.remove(u"source"_s);
    body.insert(u"scheme"_s, scheme);
    body.insert(u"pushProvisioningPayload"_s, u"opaque-payload-from-issuer"_s);
    return body;
}

QJsonObject SandboxClient::card(const QString &number)
{
    return {{u"fpan"_s, number},   {u"exp"_s, u"1231"_s},          {u"name"_s, u"JOHN DOE"_s},
            {u"cvv"_s, u"1234"_s}, {u"accountId"_s, u"johndoe"_s}, {u"email"_s, u"john@doe.example"_s}};
}

int statusOf(const QJsonObject &answer)
{
    return answer.value(u"status"_s).toInt();
}

QString textIn(const QJsonObject &answer, const QString &member)
{
    return answer.value(u"json"_s).toObject().value(member).toString();
}

QJsonObject changed(QJsonObject object, const QJsonObject &changes)
{
    for (auto change = changes.begin(); change != changes.end(); ++change) {
        if (change->isNull())
            object.remove(change.key());
        else
            object.insert(change.key(), *change);
    }
    return object;
}

// SPDX-License-Identifier: Apache-2.0
#include "tests/providers/thales/prismserver.h"

#include "tests/providers/thales/thalesfixture.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QTcpServer>

using namespace Qt::StringLiterals;

namespace {
// The last version that runs on the Node.js of Debian 12 and its neighbours; later ones want Node.js 24.
const QString package = u"@stoplight/prism-cli"_s;
const QString version = u"5.14.2"_s;
constexpr int installTimeout = 200'000;
constexpr int startTimeout = 60'000;

bool isInstalled(const QDir &folder)
{
    QFile manifest(folder.filePath(u"node_modules/"_s + package + u"/package.json"_s));
    return manifest.open(QIODevice::ReadOnly) &&
           QJsonDocument::fromJson(manifest.readAll())["version"_L1].toString() == version;
}

quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}
} // namespace

PrismServer::~PrismServer()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished();
}

std::expected<QString, QString> PrismServer::installed()
{
    const QDir folder(QStringLiteral(PRISM_DIR));
    const QString program = folder.filePath(u"node_modules/.bin/prism"_s);
    if (isInstalled(folder))
        return program;
    const QString npm = QStandardPaths::findExecutable(u"npm"_s);
    if (npm.isEmpty())
        return std::unexpected(u"npm is not installed"_s);
    folder.mkpath(u"."_s);
    QProcess install;
    install.setProcessChannelMode(QProcess::MergedChannels);
    // Scripts of packages have no business in a test.
    install.start(npm, {u"install"_s, u"--prefix"_s, folder.path(), u"--no-save"_s, u"--no-audit"_s, u"--no-fund"_s,
                        u"--ignore-scripts"_s, package + u'@' + version});
    if (!install.waitForFinished(installTimeout)) {
        install.kill();
        install.waitForFinished();
        return std::unexpected(u"npm did not install %1 in time"_s.arg(package));
    }
    if (install.exitCode() != 0 || !isInstalled(folder))
        return std::unexpected(
            u"npm could not install %1: %2"_s.arg(package, QString::fromUtf8(install.readAll().right(300))));
    return program;
}

std::expected<QUrl, QString> PrismServer::start()
{
    const std::expected<QString, QString> program = installed();
    if (!program)
        return std::unexpected(program.error());
    const quint16 port = freePort();
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.start(*program, {u"mock"_s, u"--host"_s, u"127.0.0.1"_s, u"--port"_s, QString::number(port),
                               fixture::path(u"thales-etp-server-openapi.json"_s)});
    const QDeadlineTimer deadline(startTimeout);
    QByteArray said;
    while (!said.contains("Prism is listening") && !deadline.hasExpired() &&
           m_process.state() != QProcess::NotRunning) {
        m_process.waitForReadyRead(static_cast<int>(deadline.remainingTime()));
        said += m_process.readAll();
    }
    if (!said.contains("Prism is listening"))
        return std::unexpected(u"Prism does not start: "_s + QString::fromUtf8(said.right(300)));
    // Nobody reads its log from here on, and a full pipe would stop it.
    m_process.closeReadChannel(QProcess::StandardOutput);
    return QUrl(u"http://127.0.0.1:%1"_s.arg(port));
}

// SPDX-License-Identifier: Apache-2.0
#include "tests/crypto/oracle.h"

#include "app/crypto/openssl.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QProcess>
#include <QStandardPaths>

#include <openssl/pem.h>

#include <pwd.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {
constexpr int patience = 90000; // milliseconds

QString dataFile(const QString &name)
{
    return QStringLiteral(TEST_DATA_DIR "/crypto/") + name;
}

bool succeeds(QProcess &process, const QString &program, const QStringList &arguments)
{
    process.start(program, arguments);
    if (process.waitForFinished(patience))
        return process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    process.kill();
    process.waitForFinished();
    return false;
}

//! A test has a home of its own, and the person's npm settings are in the real one.
QProcessEnvironment npmEnvironment(const QString &folder)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"NPM_CONFIG_CACHE"_s, folder + u"/cache"_s);
    if (const passwd *person = getpwuid(getuid()))
        environment.insert(u"NPM_CONFIG_USERCONFIG"_s, QFile::decodeName(person->pw_dir) + u"/.npmrc"_s);
    return environment;
}
} // namespace

Oracle Oracle::jwcrypto()
{
    Oracle oracle;
    for (const QString &python : {u"/usr/bin/python3"_s, u"python3"_s}) {
        QProcess probe;
        if (succeeds(probe, python, {u"-c"_s, u"import jwcrypto.jwe"_s})) {
            oracle.m_command = {python, dataFile(u"jwcrypto_oracle.py"_s)};
            return oracle;
        }
    }
    oracle.m_absence = u"python3-jwcrypto is not installed"_s;
    return oracle;
}

Oracle Oracle::jose(const QString &folder)
{
    Oracle oracle;
    const QString node = QStandardPaths::findExecutable(u"node"_s);
    const QString npm = QStandardPaths::findExecutable(u"npm"_s);
    if (node.isEmpty() || npm.isEmpty()) {
        oracle.m_absence = u"node or npm is not installed"_s;
        return oracle;
    }
    QDir().mkpath(folder);
    for (const QString &file : {u"package.json"_s, u"package-lock.json"_s, u"oracle.mjs"_s}) {
        QFile::remove(folder + u'/' + file);
        QFile::copy(dataFile(u"jose/"_s + file), folder + u'/' + file);
    }
    QProcess install;
    install.setWorkingDirectory(folder);
    install.setProcessEnvironment(npmEnvironment(folder));
    if (!succeeds(install, npm,
                  {u"ci"_s, u"--ignore-scripts"_s, u"--no-audit"_s, u"--no-fund"_s, u"--prefer-offline"_s}))
        oracle.m_absence = u"npm cannot install the package jose"_s;
    oracle.m_command = {node, folder + u"/oracle.mjs"_s};
    return oracle;
}

void Oracle::setPrivateKey(const QByteArray &pem)
{
    const Bio in(BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())));
    const NativeKey key(PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr, nullptr));
    const Bio out(BIO_new(BIO_s_mem()));
    PEM_write_bio_PUBKEY(out.get(), key.get());
    char *data = nullptr;
    const long size = BIO_get_mem_data(out.get(), &data);
    m_publicKey = QString::fromLatin1(data, static_cast<qsizetype>(size));
    m_privateKey = QString::fromLatin1(pem);
}

QJsonArray Oracle::ask(const QJsonArray &requests, const QString &alg, const QString &enc) const
{
    const QJsonObject task{{u"publicKey"_s, m_publicKey},
                           {u"privateKey"_s, m_privateKey},
                           {u"alg"_s, alg},
                           {u"enc"_s, enc},
                           {u"requests"_s, requests}};
    QProcess process;
    process.start(m_command.first(), m_command.mid(1));
    process.write(QJsonDocument(task).toJson(QJsonDocument::Compact));
    process.closeWriteChannel();
    if (!process.waitForFinished(patience) || process.exitCode() != 0)
        qWarning("%s: %s", qPrintable(m_command.join(u' ')), process.readAllStandardError().constData());
    return QJsonDocument::fromJson(process.readAllStandardOutput()).array();
}

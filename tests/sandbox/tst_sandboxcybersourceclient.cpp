// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/sandbox.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <pwd.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {
constexpr int patience = 90'000; // milliseconds

QString clientFile(const QString &name)
{
    return QStringLiteral(TEST_DATA_DIR "/cybersource-sandbox/client/") + name;
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

//! Installs the vendor's client into the build tree. Why it is not there, empty when it is.
QString installed(const QString &folder)
{
    const QString npm = QStandardPaths::findExecutable(u"npm"_s);
    if (npm.isEmpty() || QStandardPaths::findExecutable(u"node"_s).isEmpty())
        return u"node or npm is not installed"_s;
    QDir().mkpath(folder);
    for (const QString &file : {u"package.json"_s, u"package-lock.json"_s, u"client.mjs"_s}) {
        QFile::remove(folder + u'/' + file);
        QFile::copy(clientFile(file), folder + u'/' + file);
    }
    QProcess install;
    install.setWorkingDirectory(folder);
    install.setProcessEnvironment(npmEnvironment(folder));
    install.start(npm, {u"ci"_s, u"--ignore-scripts"_s, u"--no-audit"_s, u"--no-fund"_s, u"--prefer-offline"_s});
    if (install.waitForFinished(patience) && install.exitStatus() == QProcess::NormalExit && install.exitCode() == 0)
        return {};
    install.kill();
    install.waitForFinished();
    return u"npm cannot install the package cybersource-rest-client"_s;
}

QJsonObject step(const QString &api, const QString &call, const QJsonArray &arguments)
{
    return {{u"api"_s, api}, {u"call"_s, call}, {u"arguments"_s, arguments}};
}

QJsonValue memberAt(const QJsonValue &value, const QString &path)
{
    QJsonValue found = value;
    for (const QString &name : path.split(u'.'))
        found = found.isArray() ? found.toArray().at(name.toInt()) : found.toObject().value(name);
    return found;
}
} // namespace

//! The vendor's own client, unmodified but for the host that it speaks to, and the program tokendesk-sandbox.
class TestSandboxCybersourceClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void client_isServed_data();
    void client_isServed();
    void wrongKeys_areRefused_data();
    void wrongKeys_areRefused();
    void ledger_hasTheCorrelationIdOfTheAnswer();

private:
    [[nodiscard]] QJsonArray results(const QString &mode, bool encrypts, const QJsonObject &connection,
                                     const QJsonArray &steps);

    QTemporaryDir m_directory;
    QProcess m_sandbox;
    SandboxConnection m_connection;
};

void TestSandboxCybersourceClient::initTestCase()
{
    if (const QString absence = installed(QStringLiteral(CLIENT_DIR)); !absence.isEmpty())
        QSKIP(qPrintable(absence));
    m_sandbox.start(QStringLiteral(SANDBOX_PROGRAM), {u"--data"_s, m_directory.path()});
    QVERIFY(m_sandbox.waitForReadyRead(patience));
    const auto described = Sandbox::describe({.dataDir = m_directory.path()});
    QVERIFY(described);
    m_connection = *described;
}

void TestSandboxCybersourceClient::cleanupTestCase()
{
    if (m_sandbox.state() == QProcess::NotRunning)
        return;
    m_sandbox.terminate();
    QVERIFY(m_sandbox.waitForFinished(patience));
}

QJsonArray TestSandboxCybersourceClient::results(const QString &mode, bool encrypts, const QJsonObject &connection,
                                                 const QJsonArray &steps)
{
    const QJsonObject task{{u"connection"_s, connection},
                           {u"caFile"_s, m_connection.caFile},
                           {u"mode"_s, mode},
                           {u"encrypts"_s, encrypts},
                           {u"steps"_s, steps}};
    QProcess client;
    client.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    client.setWorkingDirectory(QStringLiteral(CLIENT_DIR));
    client.start(u"node"_s, {u"client.mjs"_s});
    client.write(QJsonDocument(task).toJson(QJsonDocument::Compact));
    client.closeWriteChannel();
    client.waitForFinished(patience);
    return QJsonDocument::fromJson(client.readAllStandardOutput()).array();
}

void TestSandboxCybersourceClient::client_isServed_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<bool>("encrypts");
    QTest::newRow("JWT with the shared secret") << u"jwt-secret"_s << false;
    QTest::newRow("JWT with the shared secret, encrypted both ways") << u"jwt-secret"_s << true;
    QTest::newRow("JWT with the P12 file") << u"jwt-p12"_s << false;
    QTest::newRow("JWT with the P12 file, encrypted both ways") << u"jwt-p12"_s << true;
    QTest::newRow("HTTP signature") << u"http-signature"_s << false;
}

void TestSandboxCybersourceClient::client_isServed()
{
    QFETCH(QString, mode);
    QFETCH(bool, encrypts);
    QFile payment(QStringLiteral(TEST_DATA_DIR "/cybersource-sandbox/token-create.request.json"));
    QVERIFY(payment.open(QIODevice::ReadOnly));
    const QJsonObject none;
    const QString identifiers = u"InstrumentIdentifierApi"_s;
    const QString networkTokens = u"NetworkTokensApi"_s;
    const QJsonObject card{
        {u"number"_s, u"5555555555554444"_s}, {u"expirationMonth"_s, u"12"_s}, {u"expirationYear"_s, u"2040"_s}};
    const QJsonObject amount{{u"amountDetails"_s, QJsonObject{{u"totalAmount"_s, u"102.21"_s}}}};
    const QJsonObject reason{{u"code"_s, u"FRAUD"_s}};
    const QJsonObject removal{{u"postTokenizedCardDeleteRequest"_s, QJsonObject{{u"reason"_s, reason}}}};
    const QString made = u"$5.tokenizedCard.id"_s;
    const QList<QPair<QJsonObject, int>> steps{
        {step(u"PaymentsApi"_s, u"createPayment"_s, {QJsonDocument::fromJson(payment.readAll()).object()}), 201},
        {step(u"ReversalApi"_s, u"authReversal"_s, {u"$1.id"_s, QJsonObject{{u"reversalInformation"_s, amount}}}), 201},
        {step(identifiers, u"getInstrumentIdentifier"_s,
              {u"7010000000016241111"_s, QJsonObject{{u"retrieveBinDetails"_s, true}}}),
         200},
        {step(identifiers, u"deleteInstrumentIdentifier"_s, {u"7010000000031168431"_s, none}), 409},
        {step(networkTokens, u"postTokenizedCard"_s,
              {QJsonObject{{u"source"_s, u"ONFILE"_s}, {u"card"_s, card}}, none}),
         201},
        {step(networkTokens, u"postIssuerLifeCycleSimulation"_s,
              {m_connection.cybersource.profileId, made, QJsonObject{{u"state"_s, u"SUSPENDED"_s}}}),
         204},
        {step(networkTokens, u"getTokenizedCard"_s, {made, none}), 200},
        {step(networkTokens, u"postTokenizedCardDelete"_s, {made, removal}), 204},
        {step(networkTokens, u"getTokenizedCard"_s, {made, none}), 410},
        {step(networkTokens, u"postTokenPaymentCredentials"_s,
              {u"7010000000016241111"_s, QJsonObject{{u"paymentCredentialType"_s, u"CRYPTOGRAM"_s}}, none}),
         200},
        {step(networkTokens, u"getCardArtAsset"_s, {u"7010000000016241111"_s, u"vts"_s, u"card-art-combined"_s}), 200},
    };
    QJsonArray wanted;
    for (const auto &[request, status] : steps)
        wanted.append(request);
    const QJsonArray done = results(mode, encrypts, toJsonObject(m_connection.cybersource), wanted);
    QCOMPARE(done.size(), steps.size());
    for (qsizetype i = 0; i < steps.size(); ++i) {
        const QByteArray shown = QByteArray::number(i + 1) + ' ' +
                                 QJsonDocument(done.at(i).toObject()).toJson(QJsonDocument::Compact).left(300);
        QVERIFY2(done.at(i)[u"status"_s].toInt() == steps.at(i).second, shown.constData());
        QVERIFY2(done.at(i)[u"correlationId"_s].toString().size() == 36, shown.constData());
    }
    // It understands what it is told, decrypted where it came encrypted.
    QCOMPARE(memberAt(done, u"0.data.status"_s).toString(), u"AUTHORIZED"_s);
    QCOMPARE(memberAt(done, u"0.data.tokenInformation.instrumentIdentifier.id"_s).toString(), u"7010000000016241111"_s);
    QCOMPARE(memberAt(done, u"2.data.tokenizedCard.state"_s).toString(), u"ACTIVE"_s);
    QCOMPARE(memberAt(done, u"6.data.tokenizedCard.state"_s).toString(), u"SUSPENDED"_s);
    QCOMPARE(memberAt(done, u"9.data"_s).toString().count(u'.'), 4);
    QVERIFY(memberAt(done, u"10.data.content.0.width"_s).toInt() > 0);
}

void TestSandboxCybersourceClient::wrongKeys_areRefused_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<QString>("member");
    QTest::addColumn<QString>("value");
    const QString secret = u"bWFkZS11cC1zZWNyZXQtb2YtMzItYnl0ZXMtMDAwMDA="_s;
    for (const QString &mode : {u"jwt-secret"_s, u"http-signature"_s}) {
        QTest::newRow(qPrintable(mode + u", secret"_s)) << mode << u"sharedSecret"_s << secret;
        QTest::newRow(qPrintable(mode + u", key id"_s)) << mode << u"keyId"_s << u"another"_s;
        QTest::newRow(qPrintable(mode + u", merchant"_s)) << mode << u"merchantId"_s << u"another"_s;
    }
}

void TestSandboxCybersourceClient::wrongKeys_areRefused()
{
    QFETCH(QString, mode);
    QFETCH(QString, member);
    QFETCH(QString, value);
    QJsonObject connection = toJsonObject(m_connection.cybersource);
    connection.insert(member, value);
    const QJsonArray done = results(
        mode, false, connection,
        {step(u"InstrumentIdentifierApi"_s, u"getInstrumentIdentifier"_s, {u"7010000000016241111"_s, QJsonObject()})});
    QCOMPARE(done.size(), 1);
    QCOMPARE(done.at(0)[u"status"_s].toInt(), 401);
}

void TestSandboxCybersourceClient::ledger_hasTheCorrelationIdOfTheAnswer()
{
    const QJsonObject card{{u"card"_s, QJsonObject{{u"number"_s, u"4242424242424242"_s}}}};
    const QJsonArray done =
        results(u"http-signature"_s, false, toJsonObject(m_connection.cybersource),
                {step(u"InstrumentIdentifierApi"_s, u"postInstrumentIdentifier"_s, {card, QJsonObject()})});
    QCOMPARE(done.at(0)[u"status"_s].toInt(), 201);
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"ledger"_s);
        database.setDatabaseName(m_directory.filePath(u"sandbox.sqlite"_s));
        QVERIFY(database.open());
        QSqlQuery query(database);
        QVERIFY(query.exec(u"SELECT correlation_id, token_id FROM ledger ORDER BY id DESC LIMIT 1"_s) && query.next());
        QCOMPARE(query.value(0).toString(), done.at(0)[u"correlationId"_s].toString());
        QCOMPARE(query.value(1).toString(), memberAt(done, u"0.data.id"_s).toString());
    }
    QSqlDatabase::removeDatabase(u"ledger"_s);
}

QTEST_GUILESS_MAIN(TestSandboxCybersourceClient)
#include "tst_sandboxcybersourceclient.moc"

// SPDX-License-Identifier: Apache-2.0
#include "app/crypto/key.h"
#include "app/sandbox/sandboxidentity.h"
#include "app/sandbox/thales/sandboxthalestokens.h"
#include "tests/sandbox/sandboxclient.h"
#include "tests/support/settling.h"

#include <QDirIterator>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QSslCertificate>
#include <QTcpServer>
#include <QTest>
#include <QThread>

using namespace Qt::StringLiterals;

//! Starting, stopping, what is kept on the disk and what must never get there.
class TestSandboxStart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void start_returnsAtOnce();
    void options_thatMakeNoSense_areRefused();
    void directory_isPrivateToItsOwner();
    void directoryOpenToOthers_isClosed();
    void unwritableDirectory_isAStorageError();
    void directoryInUse_isAStorageError_untilTheFirstOneStops();
    void portInUse_isUnreachable();
    void twoDirectories_runSideBySide_withDifferentSecretsAndTheSameTokens();
    void stoppedWhileAClientWaits_endsAllTheSame();
    void letGoWhileStarting_stopsByItself();
    void letGoInItsOwnThread_stopsByItself();
    void restart_keepsIdentityTokensAndLedger();
    void restart_doesNotBringDeletedSeedsBack();
    void nearExpiry_certificatesAndKeysAreRenewed();
    void spoiledFile_isReplaced_data();
    void spoiledFile_isReplaced();
    void foreignCertificate_isReplaced();
    void describe_makesTheFiles_andNamesTheRunningPort();
    void newerDatabase_isLeftAlone();
    void ledger_holdsEveryMutation_inOrder_andNoRead();
    void ledger_masksWhatLooksLikeACard();
    void failingDatabase_answers500AndChangesNothing();
    void afterASession_noCardNumberIsOnTheDisk();
    void cybersourceKeys_openWhatTheyAreFor_andTheSecretOnesLieInNoFile();

private:
    [[nodiscard]] static Result<std::shared_ptr<Sandbox>> started(const SandboxOptions &options);
};

namespace {
const QString seed = u"/tokens/tk_9f3c2a71e4"_s;

QByteArray content(const QString &file)
{
    QFile opened(file);
    return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
}

void overwrite(const QString &file, const QByteArray &bytes)
{
    QFile opened(file);
    QVERIFY(opened.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(opened.write(bytes), bytes.size());
}

template <typename T>
QByteArray whyNot(const Result<T> &outcome)
{
    return outcome ? QByteArray() : outcome.error().detail.toUtf8();
}

QFileDevice::Permissions others(const QString &path)
{
    return QFile::permissions(path) & (QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ExeGroup |
                                       QFileDevice::ReadOther | QFileDevice::WriteOther | QFileDevice::ExeOther);
}
} // namespace

Result<std::shared_ptr<Sandbox>> TestSandboxStart::started(const SandboxOptions &options)
{
    return settledWithin<std::shared_ptr<Sandbox>>(Sandbox::start(options), 60'000);
}

void TestSandboxStart::start_returnsAtOnce()
{
    const QTemporaryDir directory;
    const auto pending = Sandbox::start({.dataDir = directory.filePath(u"deep/data"_s)});
    // Two RSA keys are being made in the meantime.
    QVERIFY(!pending.isFinished());
    const auto sandbox = settledWithin<std::shared_ptr<Sandbox>>(pending, 60'000);
    QVERIFY2(sandbox.has_value(), whyNot(sandbox).constData());
    QVERIFY((*sandbox)->connection().port != 0);
}

void TestSandboxStart::options_thatMakeNoSense_areRefused()
{
    const QTemporaryDir directory;
    for (const SandboxOptions &options :
         {SandboxOptions{}, SandboxOptions{.dataDir = directory.path(), .faults = {u"x:1"_s}},
          SandboxOptions{.dataDir = directory.path(), .latency = std::chrono::milliseconds(-1)}}) {
        const auto outcome = started(options);
        QVERIFY(!outcome.has_value());
        QVERIFY(outcome.error().kind == Error::Kind::InvalidInput);
    }
    QVERIFY(QDir(directory.path()).isEmpty());
}

void TestSandboxStart::directory_isPrivateToItsOwner()
{
    const QTemporaryDir directory;
    const QString data = directory.filePath(u"data"_s);
    const auto sandbox = started({.dataDir = data});
    QVERIFY2(sandbox.has_value(), whyNot(sandbox).constData());
    QCOMPARE(others(data), QFileDevice::Permissions());
    QDirIterator files(data, QDir::Files | QDir::Hidden);
    int count = 0;
    for (; files.hasNext(); ++count) {
        const QString file = files.next();
        QVERIFY2(others(file) == QFileDevice::Permissions(), qPrintable(file));
    }
    QVERIFY(count >= 14);
}

void TestSandboxStart::directoryOpenToOthers_isClosed()
{
    const QTemporaryDir directory;
    QVERIFY(QFile::setPermissions(directory.path(), QFile::permissions(directory.path()) | QFileDevice::ReadOther |
                                                        QFileDevice::ExeOther | QFileDevice::ReadGroup));
    const auto sandbox = started({.dataDir = directory.path()});
    QVERIFY2(sandbox.has_value(), whyNot(sandbox).constData());
    QCOMPARE(others(directory.path()), QFileDevice::Permissions());
}

void TestSandboxStart::unwritableDirectory_isAStorageError()
{
    const QTemporaryDir directory;
    overwrite(directory.filePath(u"file"_s), "in the way");
    const auto outcome = started({.dataDir = directory.filePath(u"file/data"_s)});
    QVERIFY(!outcome.has_value());
    QVERIFY(outcome.error().kind == Error::Kind::Storage);
    QVERIFY(outcome.error().detail.contains(directory.path()));
}

void TestSandboxStart::directoryInUse_isAStorageError_untilTheFirstOneStops()
{
    const QTemporaryDir directory;
    auto first = started({.dataDir = directory.path()});
    QVERIFY2(first.has_value(), whyNot(first).constData());
    const auto second = started({.dataDir = directory.path()});
    QVERIFY(!second.has_value());
    QVERIFY(second.error().kind == Error::Kind::Storage);
    QVERIFY2(second.error().detail.contains(u"used by another sandbox"_s), qPrintable(second.error().detail));
    first->reset();
    QVERIFY(started({.dataDir = directory.path()}).has_value());
}

void TestSandboxStart::portInUse_isUnreachable()
{
    const QTemporaryDir directory;
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    const auto outcome = started({.dataDir = directory.path(), .port = other.serverPort()});
    QVERIFY(!outcome.has_value());
    QVERIFY(outcome.error().kind == Error::Kind::Unreachable);
    QVERIFY(outcome.error().detail.contains(QString::number(other.serverPort())));
    // The directory is free again.
    QVERIFY(started({.dataDir = directory.path()}).has_value());
}

void TestSandboxStart::twoDirectories_runSideBySide_withDifferentSecretsAndTheSameTokens()
{
    SandboxClient one;
    SandboxClient other;
    QVERIFY2(one.start(), qPrintable(one.failure()));
    QVERIFY2(other.start(), qPrintable(other.failure()));
    const SandboxConnection &first = one.sandbox().connection();
    const SandboxConnection &second = other.sandbox().connection();
    QVERIFY(first.apiKey != second.apiKey);
    QVERIFY(first.encryptionKeyId != second.encryptionKeyId);
    QVERIFY(first.decryptionKeyId != second.decryptionKeyId);
    QVERIFY(content(first.caFile) != content(second.caFile));
    if (!one.missing().isEmpty())
        QSKIP(qPrintable(one.missing()));
    for (const QString &id : {u"tk_9f3c2a71e4"_s, u"tk_77ab01c9d2"_s, u"tk_0c14f5e8aa"_s, u"tk_b2d97703f1"_s,
                              u"tk_41aa90be33"_s, u"tk_e8820fd514"_s}) {
        const QJsonObject answer = one.get(u"/tokens/"_s + id);
        QCOMPARE(statusOf(answer), 200);
        QCOMPARE(other.get(u"/tokens/"_s + id).value(u"text"_s), answer.value(u"text"_s));
    }
    QCOMPARE(textIn(one.get(u"/tokens/tk_77ab01c9d2"_s), u"tokenState"_s), u"SUSPENDED"_s);
    QCOMPARE(textIn(one.get(u"/tokens/tk_0c14f5e8aa"_s), u"tokenState"_s), u"DELETED"_s);
    QCOMPARE(textIn(one.get(u"/tokens/tk_b2d97703f1"_s), u"tokenState"_s), u"PENDING"_s);
}

void TestSandboxStart::stoppedWhileAClientWaits_endsAllTheSame()
{
    SandboxClient client;
    if (!client.missing().isEmpty())
        QSKIP(qPrintable(client.missing()));
    QVERIFY2(client.start({.latency = std::chrono::hours(1)}), qPrintable(client.failure()));
    QVERIFY(client.get(seed, {{u"timeout"_s, 0.2}}).contains(u"error"_s));
    client.stop();
}

void TestSandboxStart::letGoWhileStarting_stopsByItself()
{
    const QTemporaryDir directory;
    static_cast<void>(Sandbox::start({.dataDir = directory.path()}));
    QTRY_VERIFY_WITH_TIMEOUT(started({.dataDir = directory.path()}).has_value(), 60'000);
}

void TestSandboxStart::letGoInItsOwnThread_stopsByItself()
{
    const QTemporaryDir directory;
    auto pending = Sandbox::start({.dataDir = directory.path()});
    QThread *thread = nullptr;
    auto settledInThread = pending.then([&thread](const Result<std::shared_ptr<Sandbox>> &outcome) {
        thread = QThread::currentThread();
        return outcome.has_value();
    });
    pending = {};
    QTRY_VERIFY_WITH_TIMEOUT(settledInThread.isFinished(), 60'000);
    QVERIFY(settledInThread.result());
    QVERIFY(thread != QThread::currentThread());
    QVERIFY(started({.dataDir = directory.path()}).has_value());
}

void TestSandboxStart::restart_keepsIdentityTokensAndLedger()
{
    SandboxClient client;
    if (!client.missing().isEmpty())
        QSKIP(qPrintable(client.missing()));
    QVERIFY2(client.start(), qPrintable(client.failure()));
    const SandboxConnection before = client.sandbox().connection();
    const QJsonObject created =
        client.post(u"/tokens"_s, SandboxClient::cardBody(), SandboxClient::card(u"4111111111111111"_s));
    QCOMPARE(statusOf(created), 201);
    QCOMPARE(statusOf(client.post(u"/async-tokens"_s, SandboxClient::cardBody(),
                                  SandboxClient::card(u"4111111111111111"_s))),
             202);
    const QString path = u"/tokens/"_s + textIn(created, u"tokenId"_s);
    const QJsonObject read = client.get(path);
    const QList<LedgerEntry> ledger = client.sandbox().ledger();
    const QList<SandboxThalesAsyncRequest> asyncRequests = client.sandbox().thalesAsyncRequests();
    QCOMPARE(ledger.size(), 2);
    client.stop();

    QVERIFY2(client.start(), qPrintable(client.failure()));
    SandboxConnection after = client.sandbox().connection();
    after.port = before.port;
    after.baseUrl = before.baseUrl;
    after.cardImageBaseUrl = before.cardImageBaseUrl;
    after.controlBaseUrl = before.controlBaseUrl;
    after.fiservBaseUrl = before.fiservBaseUrl;
    after.cybersource.baseUrl = before.cybersource.baseUrl;
    QCOMPARE(toJson(after), toJson(before));
    QCOMPARE(client.get(path).value(u"text"_s), read.value(u"text"_s));
    QCOMPARE(client.sandbox().ledger(), ledger);
    QCOMPARE(client.sandbox().thalesAsyncRequests(), asyncRequests);
    // The same card still has the same account reference.
    const QJsonObject again =
        client.post(u"/tokens"_s, SandboxClient::cardBody(), SandboxClient::card(u"4111111111111111"_s));
    QCOMPARE(textIn(again, u"par"_s), textIn(created, u"par"_s));
}

void TestSandboxStart::restart_doesNotBringDeletedSeedsBack()
{
    SandboxClient client;
    if (!client.missing().isEmpty())
        QSKIP(qPrintable(client.missing()));
    QVERIFY2(client.start(), qPrintable(client.failure()));
    QCOMPARE(statusOf(client.request(u"DELETE"_s, seed)), 204);
    client.stop();
    QVERIFY2(client.start(), qPrintable(client.failure()));
    QCOMPARE(textIn(client.get(seed), u"tokenState"_s), u"DELETED"_s);
}

void TestSandboxStart::nearExpiry_certificatesAndKeysAreRenewed()
{
    SandboxClient client;
    if (!client.missing().isEmpty())
        QSKIP(qPrintable(client.missing()));
    QVERIFY2(client.start(), qPrintable(client.failure()));
    const SandboxConnection before = client.sandbox().connection();
    const QByteArray certificate = content(before.clientCertificateFile);
    const QByteArray authority = content(before.caFile);
    const QDateTime expiry = QSslCertificate(certificate).expiryDate().toUTC();
    client.stop();

    client.clock().setNowUtc(expiry.addDays(-8));
    QVERIFY2(client.start(), qPrintable(client.failure()));
    QCOMPARE(content(before.clientCertificateFile), certificate);
    client.stop();

    client.clock().setNowUtc(expiry.addDays(-6));
    QVERIFY2(client.start(), qPrintable(client.failure()));
    QVERIFY(content(before.clientCertificateFile) != certificate);
    QVERIFY(client.sandbox().connection().encryptionKeyId != before.encryptionKeyId);
    QVERIFY(client.sandbox().connection().decryptionKeyId != before.decryptionKeyId);
    QCOMPARE(content(before.caFile), authority);
    QCOMPARE(client.sandbox().connection().apiKey, before.apiKey);
    QCOMPARE(statusOf(client.get(seed)), 200);
}

void TestSandboxStart::spoiledFile_isReplaced_data()
{
    QTest::addColumn<QString>("replacement"); // a file whose content it gets; none: rubbish
    for (const char *file :
         {"ca.pem", "ca-key.pem", "server.pem", "server-key.pem", "client.pem", "client-key.pem", "encryption.pem",
          "encryption-key.pem", "merchant-decryption.pem", "merchant-decryption-key.pem", "identity.json"})
        QTest::newRow(file) << QString();
    QTest::newRow("server-key.pem ") << u"client-key.pem"_s;
    QTest::newRow("encryption-key.pem ") << u"merchant-decryption-key.pem"_s;
    QTest::newRow("client-key.pem ") << u"client.pem"_s;
}

void TestSandboxStart::spoiledFile_isReplaced()
{
    QFETCH(QString, replacement);
    SandboxClient client;
    if (!client.missing().isEmpty())
        QSKIP(qPrintable(client.missing()));
    QVERIFY2(client.start(), qPrintable(client.failure()));
    client.stop();
    const QString data = client.directory() + u"/data/"_s;
    overwrite(data + QString::fromLatin1(QTest::currentDataTag()).trimmed(),
              replacement.isEmpty() ? QByteArray("rubbish") : content(data + replacement));
    QVERIFY2(client.start(), qPrintable(client.failure()));
    QCOMPARE(statusOf(client.get(seed)), 200);
    QCOMPARE(statusOf(client.post(u"/tokens"_s, SandboxClient::cardBody(), SandboxClient::card(u"4111111111111111"_s))),
             201);
}

void TestSandboxStart::foreignCertificate_isReplaced()
{
    SandboxClient client;
    SandboxClient stranger;
    if (!client.missing().isEmpty())
        QSKIP(qPrintable(client.missing()));
    QVERIFY2(client.start(), qPrintable(client.failure()));
    QVERIFY2(stranger.start(), qPrintable(stranger.failure()));
    client.stop();
    for (const char *file : {"/data/client.pem", "/data/client-key.pem"})
        overwrite(client.directory() + QLatin1StringView(file),
                  content(stranger.directory() + QLatin1StringView(file)));
    QVERIFY2(client.start(), qPrintable(client.failure()));
    QCOMPARE(statusOf(client.get(seed)), 200);
}

void TestSandboxStart::describe_makesTheFiles_andNamesTheRunningPort()
{
    const QTemporaryDir directory;
    const auto before = Sandbox::describe({.dataDir = directory.path(), .port = 4711});
    QVERIFY2(before.has_value(), whyNot(before).constData());
    QCOMPARE(before->port, 4711);
    QCOMPARE(before->baseUrl, u"https://127.0.0.1:4711/tsh-cof"_s);
    for (const QString &file : {before->caFile, before->clientCertificateFile, before->clientKeyFile,
                                before->encryptionCertificateFile, before->decryptionKeyFile})
        QVERIFY2(QFile::exists(file), qPrintable(file));

    const auto sandbox = started({.dataDir = directory.path()});
    QVERIFY2(sandbox.has_value(), whyNot(sandbox).constData());
    const auto during = Sandbox::describe({.dataDir = directory.path()});
    QVERIFY2(during.has_value(), whyNot(during).constData());
    QCOMPARE(toJson(*during), toJson((*sandbox)->connection()));
    QCOMPARE(during->apiKey, before->apiKey);
}

void TestSandboxStart::newerDatabase_isLeftAlone()
{
    const QTemporaryDir directory;
    QVERIFY(started({.dataDir = directory.path()}).has_value());
    const QString file = directory.filePath(u"sandbox.sqlite"_s);
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"newer"_s);
        database.setDatabaseName(file);
        QVERIFY(database.open());
        database.exec(u"PRAGMA user_version=99"_s);
    }
    QSqlDatabase::removeDatabase(u"newer"_s);
    const auto outcome = started({.dataDir = directory.path()});
    QVERIFY(!outcome.has_value());
    QVERIFY(outcome.error().kind == Error::Kind::Storage);
}

void TestSandboxStart::ledger_holdsEveryMutation_inOrder_andNoRead()
{
    SandboxClient client;
    if (!client.missing().isEmpty())
        QSKIP(qPrintable(client.missing()));
    QVERIFY2(client.start(), qPrintable(client.failure()));
    const auto withId = [](const QString &id) {
        return QJsonObject{{u"headers"_s, QJsonObject{{u"x-correlation-id"_s, id}}}};
    };
    const QString uuid = u"41111111-1111-4111-8111-111111111111"_s;
    const QJsonObject created =
        client.post(u"/tokens"_s, SandboxClient::cardBody(), SandboxClient::card(u"4111111111111111"_s), withId(uuid));
    client.clock().advance(std::chrono::seconds(5));
    static_cast<void>(client.get(seed));
    static_cast<void>(client.request(u"DELETE"_s, seed, withId(u"second"_s)));
    static_cast<void>(client.request(u"POST"_s, u"/tokens"_s, {{u"body"_s, u"{}"_s}}));
    static_cast<void>(client.request(u"PATCH"_s, u"/nowhere"_s));

    const QList<LedgerEntry> ledger = client.sandbox().ledger();
    QCOMPARE(ledger.size(), 4);
    QCOMPARE(ledger.at(0), (LedgerEntry{.receivedAt = QDateTime(QDate(2026, 2, 11), QTime(9, 8, 24, 479), Qt::UTC),
                                        .method = u"POST"_s,
                                        .path = u"/tsh-cof/tokens"_s,
                                        .correlationId = uuid,
                                        .executedStatus = 201,
                                        .answeredStatus = 201,
                                        .tokenId = textIn(created, u"tokenId"_s)}));
    QCOMPARE(ledger.at(1).method, u"DELETE"_s);
    QCOMPARE(ledger.at(1).path, u"/tsh-cof"_s + seed);
    QCOMPARE(ledger.at(1).correlationId, u"second"_s);
    QCOMPARE(ledger.at(1).executedStatus, 204);
    QCOMPARE(ledger.at(1).tokenId, u"tk_9f3c2a71e4"_s);
    QCOMPARE(ledger.at(1).receivedAt, ledger.at(0).receivedAt.addSecs(5));
    QCOMPARE(ledger.at(2).executedStatus, 400);
    QCOMPARE(ledger.at(3).method, u"PATCH"_s);
    QCOMPARE(ledger.at(3).answeredStatus, 404);
}

void TestSandboxStart::ledger_masksWhatLooksLikeACard()
{
    SandboxClient client;
    if (!client.missing().isEmpty())
        QSKIP(qPrintable(client.missing()));
    QVERIFY2(client.start(), qPrintable(client.failure()));
    static_cast<void>(client.request(u"DELETE"_s, u"/tokens/%34111111111111111"_s,
                                     {{u"headers"_s, QJsonObject{{u"x-correlation-id"_s, u"4111111111111111"_s}}}}));
    const LedgerEntry entry = client.sandbox().ledger().constLast();
    QCOMPARE(entry.path, u"/tsh-cof/tokens/411111******1111"_s);
    QCOMPARE(entry.correlationId, u"411111******1111"_s);
}

void TestSandboxStart::failingDatabase_answers500AndChangesNothing()
{
    SandboxClient client;
    if (!client.missing().isEmpty())
        QSKIP(qPrintable(client.missing()));
    QVERIFY2(client.start(), qPrintable(client.failure()));
    {
        // The async request cannot be written after the token was: neither must stay.
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"spoiler"_s);
        database.setDatabaseName(client.directory() + u"/data/sandbox.sqlite"_s);
        QVERIFY(database.open());
        database.exec(u"CREATE TRIGGER no_requests BEFORE INSERT ON thales_async_request "
                      "BEGIN SELECT raise(ABORT, 'no'); END"_s);
    }
    const QJsonObject answer =
        client.post(u"/async-tokens"_s, SandboxClient::cardBody(), SandboxClient::card(u"4111111111111111"_s));
    QCOMPARE(statusOf(answer), 500);
    const LedgerEntry entry = client.sandbox().ledger().constLast();
    QCOMPARE(entry.executedStatus, 0);
    QCOMPARE(entry.answeredStatus, 500);
    {
        QSqlQuery count(u"SELECT count(*) FROM thales_token WHERE token_id LIKE 'tk________________%' "
                        "AND token_id NOT LIKE 'tk_practice-%'"_s,
                        QSqlDatabase::database(u"spoiler"_s));
        QVERIFY(count.next());
        QCOMPARE(count.value(0).toInt(), 0);
    }
    QSqlDatabase::removeDatabase(u"spoiler"_s);
}

void TestSandboxStart::afterASession_noCardNumberIsOnTheDisk()
{
    SandboxClient client;
    if (!client.missing().isEmpty())
        QSKIP(qPrintable(client.missing()));
    QVERIFY2(client.start(), qPrintable(client.failure()));
    const QStringList numbers{u"4111111111111111"_s, u"5555555555554444"_s, u"378282246310005"_s, u"4000000000000002"_s,
                              u"5123456789012345"_s};
    for (const QString &number : numbers) {
        for (const QString &path : {u"/tokens"_s, u"/async-tokens"_s, u"/pci-tokens"_s})
            QVERIFY(statusOf(client.post(path, SandboxClient::cardBody(), SandboxClient::card(number))) != 0);
    }
    const auto occurrences = [&](const QByteArray &wanted) {
        int found = 0;
        QDirIterator files(client.directory(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext())
            found += static_cast<int>(content(files.next()).count(wanted));
        return found;
    };
    // The control: what may be stored is found by the same search, in the write-ahead log too.
    QVERIFY(occurrences("\"cardLastDigits\":\"10005\"") > 0);
    for (const QString &number : numbers) {
        QCOMPARE(occurrences(number.toLatin1()), 0);
        QCOMPARE(occurrences(number.toLatin1().toBase64()), 0);
        QCOMPARE(occurrences(number.toLatin1().toHex()), 0);
    }
    for (const QByteArray &secret : {QByteArray("JOHN DOE"), QByteArray("john@doe.example"), QByteArray("johndoe")})
        QCOMPARE(occurrences(secret), 0);
}

void TestSandboxStart::cybersourceKeys_openWhatTheyAreFor_andTheSecretOnesLieInNoFile()
{
    const QTemporaryDir directory;
    const auto sandbox = started({.dataDir = directory.path()});
    QVERIFY(sandbox);
    const SandboxCybersourceConnection &connection = (*sandbox)->connection().cybersource;
    QCOMPARE(sandboxCybersourceConnectionFrom(toJsonObject(connection)).sharedSecret, connection.sharedSecret);
    const auto archive =
        readKeyFile(connection.p12File, connection.p12KeyId, SecretBytes::fromText(connection.p12Password));
    QVERIFY2(archive, archive ? "" : qPrintable(archive.error().detail));
    QVERIFY(archive->isPrivate());
    QVERIFY(readKeyFile(connection.responseKeyFile)->isPrivate());
    const QSslCertificate request(content(connection.requestCertificateFile));
    QCOMPARE(request.subjectInfo("serialNumber"), QStringList{connection.requestKeyId});
    QCOMPARE(request.subjectInfo(QSslCertificate::CommonName), QStringList{u"CyberSource_SJC_US"_s});
    QCOMPARE(QByteArray::fromBase64(connection.sharedSecret.toLatin1()).size(), 32);
    const SandboxCybersourceEntries entries = sandboxCybersourceEntries(connection, u"ca.pem"_s);
    for (const QString &value : entries.values)
        QVERIFY(!value.isEmpty());
    QCOMPARE(entries.secrets.value(u"p12Passphrase"_s), connection.p12Password);

    for (QDirIterator files(directory.path(), QDir::Files); files.hasNext();) {
        const QByteArray written = content(files.next());
        for (const QString &secret : {connection.sharedSecret, connection.p12Password})
            QVERIFY2(!written.contains(secret.toLatin1()), qPrintable(files.filePath()));
        QVERIFY2(!(files.fileInfo().permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup)),
                 qPrintable(files.filePath()));
    }
}

QTEST_GUILESS_MAIN(TestSandboxStart)
#include "tst_sandboxstart.moc"

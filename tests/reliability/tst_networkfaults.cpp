// SPDX-License-Identifier: Apache-2.0
#include "app/journal/sqlitejournal.h"
#include "app/operations/tokenoperations.h"
#include "app/providers/thales/thalesproviderkind.h"
#include "app/workspace/sqliteworkspace.h"
#include "tests/net/testtraffic.h"
#include "tests/net/tlsserver.h"
#include "tests/storage/await.h"
#include "tests/support/testcards.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
//! How the server ends its answer to a mutation.
enum class Ending { Answer, Cut, Reset };

struct Fault {
    const char *name;
    QByteArray answer;
    Ending ending;
    QString outcome; //!< what the journal has to say
};

QByteArray status(int code)
{
    return reply(code, "{}");
}

QList<Fault> faults()
{
    const QString unknown = u"unknown"_s;
    const QString refused = u"refused"_s;
    return {
        {"closed before the answer", {}, Ending::Cut, unknown},
        {"reset before the answer", {}, Ending::Reset, unknown},
        {"closed inside the status", "HTTP/1.1 20", Ending::Cut, unknown},
        {"closed inside the headers", "HTTP/1.1 201 Created\r\nContent-Le", Ending::Cut, unknown},
        {"closed inside the body", "HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{\"tokenId\":", Ending::Cut,
         unknown},
        {"reset inside the body", "HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{", Ending::Reset, unknown},
        {"no HTTP", "SSH-2.0-OpenSSH\r\n\r\n", Ending::Cut, unknown},
        {"bad chunk", "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\nzz\r\n", Ending::Cut,
         unknown},
        {"malformed body", reply(201, "{\"tokenId\": "), Ending::Answer, unknown},
        {"body of another kind", reply(201, "<html></html>"), Ending::Answer, unknown},
        {"408", status(408), Ending::Answer, unknown},
        {"409", status(409), Ending::Answer, refused},
        {"429", reply(429, "{}", "Retry-After: 0\r\n"), Ending::Answer, refused},
        {"500", status(500), Ending::Answer, unknown},
        {"502", status(502), Ending::Answer, unknown},
        {"503", reply(503, "{}", "Retry-After: 0\r\n"), Ending::Answer, refused},
        {"504", status(504), Ending::Answer, unknown},
    };
}

TlsServer::Script playing(const Fault &fault)
{
    return [fault](Peer &peer) {
        while (const auto request = peer.readRequest()) {
            if (request->startsWith("GET")) {
                peer.write(reply(404, "{}"));
                continue;
            }
            peer.write(fault.answer);
            if (fault.ending == Ending::Cut)
                return peer.cut();
            if (fault.ending == Ending::Reset)
                return peer.reset();
        }
    };
}

int mutationsAt(const TlsServer &server)
{
    int count = 0;
    for (const QByteArray &request : server.received())
        count += request.startsWith("GET") ? 0 : 1;
    return count;
}

std::shared_ptr<const SecretBytes> secret(QByteArrayView text)
{
    return std::make_shared<const SecretBytes>(SecretBytes::copyOf(text));
}

FormValues card()
{
    FormValues values;
    for (const auto &[key, value] : {std::pair{u"exp"_s, u"1231"_s}, std::pair{u"country"_s, u"FR"_s},
                                     std::pair{u"language"_s, u"en"_s}, std::pair{u"source"_s, u"MANUAL"_s}})
        values.set(key, value);
    values.setSecret(u"fpan"_s, SecretBytes::copyOf(QByteArrayView(TestCards::visa)));
    return values;
}
} // namespace

//! The whole way from an operation to the journal over a network that fails: each mutating operation, each fault.
class TestNetworkFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fault_isRecordedAsWhatItIsAndSentOnce_data();
    void fault_isRecordedAsWhatItIsAndSentOnce();
};

void TestNetworkFaults::fault_isRecordedAsWhatItIsAndSentOnce_data()
{
    QTest::addColumn<int>("index");
    QTest::addColumn<QString>("operation");
    const QList<Fault> all = faults();
    for (int i = 0; i < all.size(); ++i) {
        QTest::addRow("create, %s", all.at(i).name) << i << u"create"_s;
        // The body of an answer to the others says nothing, so it is not read.
        const QByteArray name = all.at(i).name;
        if (name.contains("body of another") || name.contains("malformed"))
            continue;
        for (const Operation operation : {Operation::Delete, Operation::Suspend, Operation::Resume})
            QTest::addRow("%s, %s", qPrintable(toWord(operation)), all.at(i).name) << i << toWord(operation);
    }
}

void TestNetworkFaults::fault_isRecordedAsWhatItIsAndSentOnce()
{
    QFETCH(const int, index);
    QFETCH(const QString, operation);
    const Fault fault = faults().at(index);
    const QTemporaryDir folder;
    const auto file = [&](const QString &name, const QByteArray &content) {
        QFile made(folder.filePath(name));
        return made.open(QIODevice::WriteOnly) && made.write(content) == content.size() ? made.fileName() : QString();
    };
    const TestCertificates &certificates = TestCertificates::shared();
    const TlsServer server({.identity = certificates.server}, playing(fault));
    const auto clock = std::make_shared<SystemClock>();
    const ThalesProviderKind kind(clock, std::make_shared<ExchangeLog>());
    ConnectionValues values;
    values.plain = {{u"baseUrl"_s, server.url().toString() + "/tsh-cof"_L1},
                    {u"merchantId"_s, u"merchant-demo-1"_s},
                    {u"caFile"_s, file(u"ca.pem"_s, certificates.authority.root().certificate)},
                    {u"clientCertificateFile"_s, file(u"client.pem"_s, certificates.client.certificate)},
                    {u"clientKeyFile"_s, file(u"client.key"_s, certificates.client.privateKey)},
                    {u"encryptionCertificateFile"_s, QStringLiteral(TEST_DATA_DIR "/thales/keys/encryption.pem")},
                    {u"encryptionKeyId"_s, u"1234"_s}};
    LifecycleExtension extension = lifecycle::usual();
    extension.isOn = true;
    lifecycle::writeTo(values.plain, extension);
    values.secrets = {{u"apiKey"_s, secret("a-key")}};
    const auto provider = settledWithin(kind.open(values));
    QVERIFY2(provider, detailOf(provider).constData());
    const auto database = await(Database::open(folder.filePath(u"desk.sqlite"_s)));
    QVERIFY(database);
    const auto journal = std::make_shared<SqliteJournal>(*database, clock);
    const TokenOperations operations({u"c-1"_s, u"Shop"_s, u"test"_s}, u"ana"_s, *provider, journal,
                                     std::make_shared<SqliteWorkspace>(*database), clock);

    const Operation asked = operationFromWord(operation);
    QString kindWord;
    if (asked == Operation::Create)
        kindWord = kindOf(settledWithin(operations.create(u"createToken"_s, card(), {})));
    else if (asked == Operation::Delete)
        kindWord = kindOf(settledWithin(operations.erase({u"tok-1"_s}, {})));
    else
        kindWord = kindOf(settledWithin(operations.changeState(asked, {u"tok-1"_s}, {u"other"_s, {}, {}})));

    QCOMPARE(kindWord == "OutcomeUnknown"_L1, fault.outcome == "unknown"_L1);
    QCOMPARE(mutationsAt(server), 1);
    const auto entries = await(journal->query({}, 0, 10));
    QVERIFY(entries);
    QCOMPARE(entries->size(), 1);
    QCOMPARE(toWord(entries->first().intent.operation), operation);
    QCOMPARE(toWord(entries->first().outcome.kind), fault.outcome);
    QCOMPARE(await(journal->openItems()).value().size(), fault.outcome == "unknown"_L1 ? 1 : 0);
}

QTEST_GUILESS_MAIN(TestNetworkFaults)
#include "tst_networkfaults.moc"

// SPDX-License-Identifier: Apache-2.0
#include "app/commandline/jwecommand.h"
#include "app/crypto/jwe.h"
#include "tests/crypto/forgedjwe.h"
#include "tests/crypto/opensslcommand.h"

#include <QBuffer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {
struct Outcome {
    int code = -1;
    QByteArray out;
    QByteArray err;
};

Outcome run(const QStringList &arguments, const QByteArray &input = {})
{
    QBuffer in;
    in.setData(input);
    QBuffer out;
    QBuffer err;
    in.open(QIODevice::ReadOnly);
    out.open(QIODevice::WriteOnly);
    err.open(QIODevice::WriteOnly);
    const int code = runJweCommand(arguments, in, out, err);
    return {code, out.data(), err.data()};
}

//! Fails the calling test unless the outcome is this one, to the byte.
#define COMPARE_OUTCOME(outcome, expectedCode, expectedOut, expectedErr)                                               \
    do {                                                                                                               \
        const Outcome actual = (outcome);                                                                              \
        QCOMPARE(actual.err, QByteArray(expectedErr));                                                                 \
        QCOMPARE(actual.out, QByteArray(expectedOut));                                                                 \
        QCOMPARE(actual.code, expectedCode);                                                                           \
    } while (false)

QJsonObject json(const QByteArray &text)
{
    return QJsonDocument::fromJson(text).object();
}

const QByteArray notOpened =
    "The message does not open with the key \"desk\": it was made for another key, or altered.";
} // namespace

class TestJweCommand : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void encrypted_isDecryptedAgain_data();
    void encrypted_isDecryptedAgain();
    void encrypt_printsOneLine();
    void encrypt_takesTheKidOfAJwk();
    void encrypt_needsAKid();
    void files_areReadInsteadOfStandardInput();
    void oneLineEndAfterTheMessage_isTolerated();
    void decrypt_choosesAmongKeys();
    void decrypt_refusesWhatAProviderWouldRefuse();
    void passphrase_comesFromAFile();
    void inspect_showsAGoodMessage();
    void inspect_saysWhatIsWrong_data();
    void inspect_saysWhatIsWrong();
    void inspect_triesEveryKey();
    void inspect_looksIntoOlderAlgorithms();
    void inspect_printsOneJsonObject();
    void inspect_ofHostileText_isHarmless();
    void sizes_areBounded();
    void wrongUsage_exitsWith2_data();
    void wrongUsage_exitsWith2();
    void help_isPrintedForEachCommand_data();
    void help_isPrintedForEachCommand();
    void outputThatCannotBeWritten_isAFailure();
    void inputFromAPipe_isReadToItsEnd();

private:
    QString path(const QString &name) const { return m_openssl.path(name); }

    OpenSslCommand m_openssl;
};

void TestJweCommand::initTestCase()
{
    QVERIFY(m_openssl.run(u"genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out private.pem"_s));
    QVERIFY(m_openssl.run(u"pkey -in private.pem -pubout -out public.pem"_s));
    QVERIFY(m_openssl.run(u"genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out other.pem"_s));
    m_openssl.write(u"public.jwk"_s, publicJwk(readKeyFile(path(u"public.pem"_s), u"desk"_s).value()).value());
}

void TestJweCommand::encrypted_isDecryptedAgain_data()
{
    QTest::addColumn<QByteArray>("plaintext");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("line end kept") << QByteArray("text\n");
    QTest::newRow("every byte") << QByteArray("\0\r\n\xff\xfe", 5);
    QTest::newRow("not ASCII") << u"Zoë 漢字 😀"_s.toUtf8();
    QTest::newRow("6 KB") << QByteArray(6 * 1024, 'p');
}

void TestJweCommand::encrypted_isDecryptedAgain()
{
    QFETCH(const QByteArray, plaintext);
    const Outcome sealed = run({u"encrypt"_s, u"--key"_s, path(u"public.pem"_s), u"--kid"_s, u"desk"_s}, plaintext);
    QCOMPARE(sealed.code, 0);
    COMPARE_OUTCOME(run({u"decrypt"_s, u"--key"_s, path(u"private.pem"_s)}, sealed.out), 0, plaintext, "");
}

void TestJweCommand::encrypt_printsOneLine()
{
    const Outcome sealed = run({u"encrypt"_s, u"--key"_s, path(u"public.pem"_s), u"--kid"_s, u"desk"_s}, "text");
    QVERIFY(sealed.out.endsWith('\n'));
    QCOMPARE(sealed.out.count('\n'), 1);
    QCOMPARE(sealed.err, QByteArray());
    QCOMPARE(parseJwe(QByteArrayView(sealed.out).chopped(1))->kid, u"desk"_s);
}

void TestJweCommand::encrypt_takesTheKidOfAJwk()
{
    const auto kidOf = [](const Outcome &sealed) { return parseJwe(QByteArrayView(sealed.out).chopped(1))->kid; };
    QCOMPARE(kidOf(run({u"encrypt"_s, u"--key"_s, path(u"public.jwk"_s)}, "text")), u"desk"_s);
    QCOMPARE(kidOf(run({u"encrypt"_s, u"--key"_s, path(u"public.jwk"_s), u"--kid"_s, u"other"_s}, "text")), u"other"_s);
}

void TestJweCommand::encrypt_needsAKid()
{
    const Outcome outcome = run({u"encrypt"_s, u"--key"_s, path(u"public.pem"_s)}, "text");
    QCOMPARE(outcome.code, 2);
    QVERIFY(outcome.err.contains("--kid is missing"));
    QVERIFY(outcome.out.isEmpty());
}

void TestJweCommand::files_areReadInsteadOfStandardInput()
{
    m_openssl.write(u"plain.txt"_s, "from a file");
    const Outcome sealed =
        run({u"encrypt"_s, u"--key"_s, path(u"public.jwk"_s), path(u"plain.txt"_s)}, "from standard input");
    m_openssl.write(u"message.jwe"_s, sealed.out);
    COMPARE_OUTCOME(run({u"decrypt"_s, u"--key"_s, path(u"private.pem"_s), path(u"message.jwe"_s)}), 0, "from a file",
                    "");
    COMPARE_OUTCOME(run({u"decrypt"_s, u"--key"_s, path(u"private.pem"_s), u"-"_s}, sealed.out), 0, "from a file", "");
    const Outcome missing = run({u"decrypt"_s, u"--key"_s, path(u"private.pem"_s), path(u"missing.jwe"_s)});
    COMPARE_OUTCOME(missing, 1, "",
                    "tokendesk jwe: " + path(u"missing.jwe"_s).toUtf8() +
                        " cannot be read: No such file or directory\n");
}

void TestJweCommand::oneLineEndAfterTheMessage_isTolerated()
{
    const QByteArray message =
        encryptJwe(SecretBytes::copyOf("text"_ba), readKeyFile(path(u"public.jwk"_s)).value()).value();
    const QStringList decrypt{u"decrypt"_s, u"--key"_s, path(u"private.pem"_s)};
    for (const QByteArray &end : {""_ba, "\n"_ba, "\r\n"_ba})
        COMPARE_OUTCOME(run(decrypt, message + end), 0, "text", "");
    for (const QByteArray &end : {"\n\n"_ba, "\r\n\r\n"_ba, "\r"_ba, " "_ba, " \n"_ba, "\t"_ba, "\n "_ba})
        COMPARE_OUTCOME(run(decrypt, message + end), 1, "",
                        "tokendesk jwe: The authentication tag is not strict base64url.\n");
    COMPARE_OUTCOME(run(decrypt, '\n' + message), 1, "", "tokendesk jwe: The header is not strict base64url.\n");
}

void TestJweCommand::decrypt_choosesAmongKeys()
{
    const QByteArray message =
        encryptJwe(SecretBytes::copyOf("text"_ba), readKeyFile(path(u"public.jwk"_s)).value()).value();
    const QString own = path(u"private.pem"_s);
    const QString other = path(u"other.pem"_s);
    const QByteArray refused = "tokendesk jwe: " + notOpened + '\n';
    COMPARE_OUTCOME(run({u"decrypt"_s, u"--key"_s, other, u"--key"_s, own}, message), 0, "text", "");
    COMPARE_OUTCOME(run({u"decrypt"_s, u"--key"_s, own, u"--key"_s, other}, message), 0, "text", "");
    COMPARE_OUTCOME(run({u"decrypt"_s, u"--key"_s, other}, message), 1, "", refused);
    COMPARE_OUTCOME(run({u"decrypt"_s, u"--key"_s, own, u"--kid"_s, u"desk"_s}, message), 0, "text", "");
    COMPARE_OUTCOME(run({u"decrypt"_s, u"--key"_s, own, u"--kid"_s, u"else"_s}, message), 1, "",
                    "tokendesk jwe: The message is for the key \"desk\", which is not here.\n");
    COMPARE_OUTCOME(run({u"decrypt"_s, u"--key"_s, path(u"public.jwk"_s)}, message), 1, "",
                    "tokendesk jwe: The key \"desk\" is a public key; its private part is needed.\n");
}

void TestJweCommand::decrypt_refusesWhatAProviderWouldRefuse()
{
    const Key key = readKeyFile(path(u"private.pem"_s), u"desk"_s).value();
    ForgedJwe forged;
    forged.header = R"({"alg":"RSA-OAEP","enc":"A256GCM","kid":"desk"})";
    forged.hash = forged.maskHash = "SHA1";
    COMPARE_OUTCOME(run({u"decrypt"_s, u"--key"_s, path(u"private.pem"_s)}, forged.compact(key)), 1, "",
                    "tokendesk jwe: The algorithm \"RSA-OAEP\" is not accepted here.\n");
    COMPARE_OUTCOME(run({u"decrypt"_s, u"--key"_s, path(u"private.pem"_s)}, ""), 1, "",
                    "tokendesk jwe: The message has 1 parts; a compact JWE has five.\n");
}

void TestJweCommand::passphrase_comesFromAFile()
{
    m_openssl.write(u"passphrase"_s, "open sesame");
    m_openssl.write(u"passphrase.line"_s, "open sesame\n");
    m_openssl.write(u"passphrase.wrong"_s, "close sesame\n");
    QVERIFY(m_openssl.run(u"pkcs8 -topk8 -in private.pem -passout file:passphrase -out sealed.pem"_s));
    QVERIFY(m_openssl.run(u"pkcs12 -export -nocerts -inkey private.pem -passout file:passphrase -out sealed.p12"_s));
    const QByteArray message =
        encryptJwe(SecretBytes::copyOf("text"_ba), readKeyFile(path(u"public.jwk"_s)).value()).value();
    for (const QString &file : {u"sealed.pem"_s, u"sealed.p12"_s}) {
        const auto decrypt = [&](const QString &passphrase) {
            return run({u"decrypt"_s, u"--key"_s, path(file), u"--passphrase-file"_s, path(passphrase)}, message);
        };
        COMPARE_OUTCOME(decrypt(u"passphrase"_s), 0, "text", "");
        COMPARE_OUTCOME(decrypt(u"passphrase.line"_s), 0, "text", "");
        const QByteArray what = file.endsWith(u".p12"_s) ? "PKCS#12 file" : "private key";
        COMPARE_OUTCOME(decrypt(u"passphrase.wrong"_s), 1, "",
                        "tokendesk jwe: " + path(file).toUtf8() + ": The passphrase does not open the " + what + ".\n");
    }
    QCOMPARE(
        run({u"decrypt"_s, u"--key"_s, path(u"sealed.pem"_s), u"--passphrase-file"_s, path(u"none"_s)}, message).code,
        1);
}

void TestJweCommand::inspect_showsAGoodMessage()
{
    const QByteArray message =
        encryptJwe(SecretBytes::copyOf("dawn"_ba), readKeyFile(path(u"public.jwk"_s)).value()).value();
    const QByteArray report = "Header:   {\"alg\":\"RSA-OAEP-256\",\"enc\":\"A256GCM\",\"kid\":\"desk\"}\n"
                              "Parts:    header 51, encryptedKey 256, iv 12, ciphertext 4, tag 16 (bytes)\n"
                              "Form:     well-formed\n";
    COMPARE_OUTCOME(run({u"inspect"_s}, message), 0, report, "");
    const Outcome opened = run({u"inspect"_s, u"--key"_s, path(u"private.pem"_s)}, message);
    QCOMPARE(opened.code, 0);
    QVERIFY(opened.out.startsWith(report + "Key:      " + path(u"private.pem"_s).toUtf8() +
                                  " - opens it: 4 bytes of plaintext\n"));
    QVERIFY(!opened.out.contains("dawn"));
}

void TestJweCommand::inspect_saysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("nothing") << QByteArray() << QByteArray("The message has 1 parts; a compact JWE has five.");
    QTest::newRow("four parts") << QByteArray("e30.AA.AA.AA")
                                << QByteArray("The message has 4 parts; a compact JWE has five.");
    QTest::newRow("no header") << QByteArray("AA.AA.AA.AA.AA") << QByteArray("The header is not a JSON object.");
    QTest::newRow("short tag") << [] {
        QList<QByteArray> parts = ForgedJwe().parts(deskKey());
        parts[4].chop(4);
        return ForgedJwe::joined(parts);
    }() << QByteArray("The authentication tag has 12 bytes; it must have 16.");
    ForgedJwe zipped;
    zipped.header.replace("{", "{\"zip\":\"DEF\",");
    QTest::newRow("zip") << zipped.compact(deskKey())
                         << QByteArray("The header has the member \"zip\"; compressed messages are not read.");
}

void TestJweCommand::inspect_saysWhatIsWrong()
{
    QFETCH(const QByteArray, message);
    QFETCH(const QByteArray, reason);
    const Outcome text = run({u"inspect"_s, u"--key"_s, path(u"private.pem"_s)}, message);
    QCOMPARE(text.code, 1);
    QCOMPARE(text.err, "tokendesk jwe: " + reason + '\n');
    QVERIFY(text.out.contains("Form:     " + reason + '\n'));
    QVERIFY(!text.out.contains("Key:"));

    const Outcome object = run({u"inspect"_s, u"--json"_s}, message);
    QCOMPARE(object.code, 1);
    QCOMPARE(object.err, text.err);
    QCOMPARE(json(object.out).value("problem"_L1).toString().toUtf8(), reason);
    QCOMPARE(json(object.out).value("wellFormed"_L1), QJsonValue(false));
}

void TestJweCommand::inspect_triesEveryKey()
{
    const QByteArray message =
        encryptJwe(SecretBytes::copyOf("text"_ba), readKeyFile(path(u"public.jwk"_s)).value()).value();
    const Outcome none = run({u"inspect"_s, u"--key"_s, path(u"other.pem"_s)}, message);
    QCOMPARE(none.code, 1);
    QCOMPARE(none.err, "tokendesk jwe: " + notOpened + '\n');

    const Outcome both =
        run({u"inspect"_s, u"--json"_s, u"--key"_s, path(u"other.pem"_s), u"--key"_s, path(u"private.pem"_s)}, message);
    QCOMPARE(both.code, 0);
    const QJsonArray keys = json(both.out).value("keys"_L1).toArray();
    QCOMPARE(keys.size(), 2);
    QCOMPARE(keys[0].toObject(), (QJsonObject{{u"file"_s, path(u"other.pem"_s)},
                                              {u"opens"_s, false},
                                              {u"askedFor"_s, true},
                                              {u"problem"_s, QString::fromLatin1(notOpened)}}));
    QCOMPARE(
        keys[1].toObject(),
        (QJsonObject{
            {u"file"_s, path(u"private.pem"_s)}, {u"opens"_s, true}, {u"askedFor"_s, true}, {u"plaintextSize"_s, 4}}));

    const Outcome renamed = run({u"inspect"_s, u"--key"_s, path(u"private.pem"_s), u"--kid"_s, u"old"_s}, message);
    QCOMPARE(renamed.code, 0);
    QVERIFY(renamed.out.contains("(kid old) - opens it"));
    QVERIFY(renamed.out.contains("(the message asks for another kid)"));
}

void TestJweCommand::inspect_looksIntoOlderAlgorithms()
{
    const Key key = readKeyFile(path(u"private.pem"_s), u"desk"_s).value();
    ForgedJwe forged;
    forged.header = R"({"alg":"RSA-OAEP","enc":"A128GCM","kid":"desk"})";
    forged.hash = forged.maskHash = "SHA1";
    forged.contentKey = QByteArray(16, 'k');
    const Outcome outcome = run({u"inspect"_s, u"--key"_s, path(u"private.pem"_s)}, forged.compact(key));
    QCOMPARE(outcome.code, 0);
    QVERIFY(outcome.out.contains("Policy:   The algorithm \"RSA-OAEP\" is not accepted here.\n"));
    QVERIFY(outcome.out.contains("opens it: 14 bytes"));
    const QJsonObject object = json(run({u"inspect"_s, u"--json"_s}, forged.compact(key)).out);
    QCOMPARE(object.value("wellFormed"_L1), QJsonValue(true));
    QCOMPARE(object.value("accepted"_L1), QJsonValue(false));
}

void TestJweCommand::inspect_printsOneJsonObject()
{
    const QByteArray message =
        encryptJwe(SecretBytes::copyOf("text"_ba), readKeyFile(path(u"public.jwk"_s)).value()).value();
    const Outcome outcome = run({u"inspect"_s, u"--json"_s}, message);
    QCOMPARE(outcome.code, 0);
    QCOMPARE(
        json(outcome.out),
        (QJsonObject{
            {u"wellFormed"_s, true},
            {u"accepted"_s, true},
            {u"header"_s, QJsonObject{{u"alg"_s, u"RSA-OAEP-256"_s}, {u"enc"_s, u"A256GCM"_s}, {u"kid"_s, u"desk"_s}}},
            {u"partSizes"_s,
             QJsonObject{
                 {u"header"_s, 51}, {u"encryptedKey"_s, 256}, {u"iv"_s, 12}, {u"ciphertext"_s, 4}, {u"tag"_s, 16}}},
            {u"keys"_s, QJsonArray{}}}));
}

void TestJweCommand::inspect_ofHostileText_isHarmless()
{
    ForgedJwe forged;
    forged.header = u"{\"alg\":\"RSA-OAEP-256\",\"enc\":\"A256GCM\",\"kid\":\"a\u202e\u009b31m\\u001b[2J\"}"_s.toUtf8();
    const QByteArray broken = base64urlByQt("\x1b]0;title\x07\xff") + ".AA.AA.AA.AA";
    for (const QByteArray &message : {forged.compact(deskKey()), broken}) {
        for (const QStringList &arguments : {QStringList{u"inspect"_s}, QStringList{u"inspect"_s, u"--json"_s}}) {
            const Outcome outcome = run(arguments, message);
            for (const QChar c : QString::fromUtf8(outcome.out + outcome.err))
                QVERIFY2(c.isPrint() || c == u'\n', qPrintable(QString::number(c.unicode(), 16)));
        }
    }
    QCOMPARE(
        json(run({u"inspect"_s, u"--json"_s}, forged.compact(deskKey())).out).value("header"_L1)["kid"_L1].toString(),
        u"a\u202e\u009b31m\x1b[2J"_s);
}

void TestJweCommand::sizes_areBounded()
{
    const QByteArray huge(longestJwe + 3, 'A');
    for (const QString &verb : {u"inspect"_s, u"decrypt"_s, u"encrypt"_s})
        COMPARE_OUTCOME(run({verb, u"--key"_s, path(u"private.pem"_s), u"--kid"_s, u"desk"_s}, huge), 1, "",
                        "tokendesk jwe: The input has more than 262146 bytes.\n");
    // What fits as an input may still be too much for a message.
    const Outcome full = run({u"encrypt"_s, u"--key"_s, path(u"public.jwk"_s)}, QByteArray(longestJwe, 'p'));
    QCOMPARE(full.code, 1);
    QVERIFY(full.err.contains("at most 262144 are sent"));
    QCOMPARE(run({u"encrypt"_s, u"--key"_s, path(u"public.jwk"_s)}, QByteArray(150000, 'p')).code, 0);
    m_openssl.write(u"huge"_s, QByteArray(4097, 'p'));
    COMPARE_OUTCOME(run({u"inspect"_s, u"--passphrase-file"_s, path(u"huge"_s)}), 1, "",
                    "tokendesk jwe: The input has more than 4096 bytes.\n");
}

void TestJweCommand::wrongUsage_exitsWith2_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("nothing") << QStringList{} << "a command is missing"_ba;
    QTest::newRow("unknown command") << QStringList{u"sign"_s} << "unknown command \"sign\""_ba;
    QTest::newRow("unknown option") << QStringList{u"inspect"_s, u"--passphrase=x"_s}
                                    << "Unknown option 'passphrase'."_ba;
    QTest::newRow("option without value") << QStringList{u"inspect"_s, u"--key"_s} << "Missing value after '--key'."_ba;
    QTest::newRow("decrypt without key") << QStringList{u"decrypt"_s} << "--key is missing"_ba;
    QTest::newRow("encrypt without key") << QStringList{u"encrypt"_s} << "--key is missing"_ba;
    QTest::newRow("two recipients") << QStringList{u"encrypt"_s, u"--key"_s, u"a"_s, u"--key"_s, u"b"_s}
                                    << "a message has one recipient: give --key once"_ba;
    QTest::newRow("kid for two") << QStringList{u"decrypt"_s, u"--key"_s, u"a"_s, u"--key"_s,
                                                u"b"_s,       u"--kid"_s, u"c"_s}
                                 << "--kid names one key: give --key once"_ba;
    QTest::newRow("json elsewhere") << QStringList{u"decrypt"_s, u"--key"_s, u"a"_s, u"--json"_s}
                                    << "--json goes with inspect only"_ba;
    QTest::newRow("two files") << QStringList{u"inspect"_s, u"a"_s, u"b"_s} << "more than one file is given"_ba;
    QTest::newRow("passphrase from standard input")
        << QStringList{u"inspect"_s, u"--passphrase-file"_s, u"-"_s}
        << "--passphrase-file needs a file: standard input is for the message"_ba;
}

void TestJweCommand::wrongUsage_exitsWith2()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QByteArray, reason);
    COMPARE_OUTCOME(run(arguments), 2, "", "tokendesk jwe: " + reason + "\nTry \"tokendesk jwe --help\".\n");
}

void TestJweCommand::help_isPrintedForEachCommand_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("firstLine");
    QTest::newRow("general") << QStringList{u"--help"_s} << "Usage: tokendesk jwe COMMAND [OPTIONS] [FILE]\n"_ba;
    QTest::newRow("inspect") << QStringList{u"inspect"_s, u"--help"_s}
                             << "Usage: tokendesk jwe inspect [OPTIONS] [FILE]\n"_ba;
    QTest::newRow("decrypt") << QStringList{u"decrypt"_s, u"--help"_s}
                             << "Usage: tokendesk jwe decrypt --key FILE [OPTIONS] [FILE]\n"_ba;
    QTest::newRow("encrypt") << QStringList{u"encrypt"_s, u"-h"_s}
                             << "Usage: tokendesk jwe encrypt --key FILE --kid ID [OPTIONS] [FILE]\n"_ba;
}

void TestJweCommand::help_isPrintedForEachCommand()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QByteArray, firstLine);
    const Outcome outcome = run(arguments);
    QCOMPARE(outcome.code, 0);
    QVERIFY(outcome.out.startsWith(firstLine));
    QVERIFY(outcome.err.isEmpty());
    for (const QByteArray &line : outcome.out.split('\n'))
        QVERIFY2(line.size() <= 105, line.constData());
}

void TestJweCommand::outputThatCannotBeWritten_isAFailure()
{
    QFile full(u"/dev/full"_s);
    if (!full.open(QIODevice::WriteOnly))
        QSKIP("there is no /dev/full");
    QBuffer in;
    in.setData("text");
    QBuffer err;
    in.open(QIODevice::ReadOnly);
    err.open(QIODevice::WriteOnly);
    QCOMPARE(runJweCommand({u"encrypt"_s, u"--key"_s, path(u"public.jwk"_s)}, in, full, err), 1);
    QCOMPARE(err.data(), "tokendesk jwe: The result cannot be written: No space left on device\n"_ba);
}

void TestJweCommand::inputFromAPipe_isReadToItsEnd()
{
    const QByteArray plaintext(20000, 'p'); // fits the pipe, so one process can write and then read
    int ends[2] = {};
    QCOMPARE(pipe(ends), 0);
    QCOMPARE(write(ends[1], plaintext.constData(), static_cast<std::size_t>(plaintext.size())), plaintext.size());
    close(ends[1]);
    QFile in;
    QVERIFY(in.open(ends[0], QIODevice::ReadOnly | QIODevice::Unbuffered, QFileDevice::AutoCloseHandle));
    QBuffer out;
    QBuffer err;
    out.open(QIODevice::WriteOnly);
    err.open(QIODevice::WriteOnly);
    QCOMPARE(runJweCommand({u"encrypt"_s, u"--key"_s, path(u"public.jwk"_s)}, in, out, err), 0);
    COMPARE_OUTCOME(run({u"decrypt"_s, u"--key"_s, path(u"private.pem"_s)}, out.data()), 0, plaintext, "");
}

QTEST_GUILESS_MAIN(TestJweCommand)
#include "tst_jwecommand.moc"

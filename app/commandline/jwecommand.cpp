// SPDX-License-Identifier: Apache-2.0
#include "app/commandline/jwecommand.h"

#include "app/commandline/boundedinput.h"
#include "app/commandline/jweinspection.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFileDevice>

using namespace Qt::StringLiterals;

namespace {
struct JweWords {
    Q_DECLARE_TR_FUNCTIONS(JweCommand)
};

enum ExitCode { Succeeded = 0, Refused = 1, Misused = 2 };

constexpr qsizetype longestPassphrase = 4096;
//! A message, and the line end after it.
constexpr qsizetype longestInput = longestJwe + 2;

//! What the words on the command line ask for.
struct Request {
    QString verb;
    QStringList keyFiles;
    QString keyId;
    QString passphraseFile;
    QString inputFile;
    bool wantsJson = false;
    bool wantsHelp = false;
};

struct Streams {
    QIODevice &in;
    QIODevice &out;
    QIODevice &err;
};

int complain(Streams &streams, const QString &reason, ExitCode code = Refused)
{
    streams.err.write("tokendesk jwe: " + reason.toUtf8() + '\n');
    return code;
}

//! Writes everything, and notices when it cannot: a full disk must not look like success.
int deliver(Streams &streams, QByteArrayView result)
{
    auto *file = qobject_cast<QFileDevice *>(&streams.out);
    const bool isWritten = streams.out.write(result.data(), result.size()) == result.size() && (!file || file->flush());
    return isWritten ? Succeeded
                     : complain(streams, u"The result cannot be written: %1"_s.arg(streams.out.errorString()));
}

QString generalHelp()
{
    return JweWords::tr("Usage: tokendesk jwe COMMAND [OPTIONS] [FILE]\n"
                     "\n"
                     "Commands:\n"
                     "  inspect  show what a message says and whether keys open it\n"
                     "  decrypt  open a message and print its plaintext\n"
                     "  encrypt  seal a plaintext with RSA-OAEP-256 and A256GCM\n"
                     "\n"
                     "FILE is \"-\" or left out for standard input. \"tokendesk jwe COMMAND --help\" tells more.\n"
                     "Exit status: 0 done, 1 refused or failed, 2 wrong usage.\n");
}

QString keyHelp()
{
    return JweWords::tr(
        "  --passphrase-file FILE  the passphrase of encrypted keys; a line end after it does not belong to it\n"
        "  --help                  show this text\n"
        "\n"
        "Keys are PEM (certificate, public or private key), PKCS#12 or JWK. FILE is \"-\" or left out\n"
        "for standard input.\n");
}

QString helpFor(const QString &verb)
{
    if (verb == "inspect"_L1)
        return JweWords::tr("Usage: tokendesk jwe inspect [OPTIONS] [FILE]\n"
                         "Shows the header of a compact JWE, the lengths of its parts, and what is wrong with it.\n"
                         "\n"
                         "  --key FILE              try this key; may be given several times\n"
                         "  --kid ID                the id of the key, instead of the one in its file\n"
                         "  --json                  print one JSON object\n") +
               keyHelp();
    if (verb == "decrypt"_L1)
        return JweWords::tr(
                   "Usage: tokendesk jwe decrypt --key FILE [OPTIONS] [FILE]\n"
                   "Opens a compact JWE and prints its plaintext and nothing else.\n"
                   "\n"
                   "  --key FILE              a private key; may be given several times, chosen by the message's kid\n"
                   "  --kid ID                the id of the key, instead of the one in its file\n") +
               keyHelp();
    if (verb == "encrypt"_L1)
        return JweWords::tr(
                   "Usage: tokendesk jwe encrypt --key FILE --kid ID [OPTIONS] [FILE]\n"
                   "Seals all of the input, line ends included, and prints a compact JWE.\n"
                   "\n"
                   "  --key FILE              the key of the recipient\n"
                   "  --kid ID                the id under which the recipient knows it; a JWK may bring its own\n") +
               keyHelp();
    return generalHelp();
}

//! What speaks against a request that the parser has accepted; empty when nothing does.
QString objectionTo(const Request &request)
{
    if (request.wantsJson && request.verb != "inspect"_L1)
        return JweWords::tr("--json goes with inspect only");
    if (request.verb != "inspect"_L1 && request.keyFiles.isEmpty())
        return JweWords::tr("--key is missing");
    if (request.verb == "encrypt"_L1 && request.keyFiles.size() > 1)
        return JweWords::tr("a message has one recipient: give --key once");
    if (request.passphraseFile == "-"_L1)
        return JweWords::tr("--passphrase-file needs a file: standard input is for the message");
    if (!request.keyId.isEmpty() && request.keyFiles.size() != 1)
        return JweWords::tr("--kid names one key: give --key once");
    return {};
}

std::expected<Request, QString> parse(const QStringList &arguments)
{
    Request request;
    request.verb = arguments.value(0);
    if (request.verb == "--help"_L1 || request.verb == "-h"_L1) {
        request.wantsHelp = true;
        return request;
    }
    if (!QStringList{u"inspect"_s, u"decrypt"_s, u"encrypt"_s}.contains(request.verb))
        return std::unexpected(request.verb.isEmpty() ? JweWords::tr("a command is missing")
                                                      : JweWords::tr("unknown command \"%1\"").arg(request.verb));
    const QCommandLineOption key(u"key"_s, {}, u"file"_s);
    const QCommandLineOption keyId(u"kid"_s, {}, u"id"_s);
    const QCommandLineOption passphrase(u"passphrase-file"_s, {}, u"file"_s);
    const QCommandLineOption json(u"json"_s);
    const QCommandLineOption help(QStringList{u"help"_s, u"h"_s});
    QCommandLineParser parser;
    parser.addOptions({key, keyId, passphrase, json, help});
    if (!parser.parse(arguments)) // the verb stands where a program's name does
        return std::unexpected(parser.errorText());
    if (parser.positionalArguments().size() > 1)
        return std::unexpected(JweWords::tr("more than one file is given"));
    request.keyFiles = parser.values(key);
    request.keyId = parser.value(keyId);
    request.passphraseFile = parser.value(passphrase);
    request.wantsJson = parser.isSet(json);
    request.wantsHelp = parser.isSet(help);
    request.inputFile = parser.positionalArguments().value(0);
    const QString objection = request.wantsHelp ? QString() : objectionTo(request);
    return objection.isEmpty() ? std::expected<Request, QString>(request) : std::unexpected(objection);
}

Result<SecretBytes> readPassphrase(const Request &request, Streams &streams)
{
    if (request.passphraseFile.isEmpty())
        return SecretBytes();
    Result<SecretBytes> passphrase = readAtMost(request.passphraseFile, streams.in, longestPassphrase);
    if (passphrase)
        dropLineEnd(*passphrase);
    return passphrase;
}

Result<QList<NamedKey>> readKeys(const Request &request, Streams &streams)
{
    const Result<SecretBytes> passphrase = readPassphrase(request, streams);
    if (!passphrase)
        return Failure(passphrase.error());
    QList<NamedKey> keys;
    for (const QString &file : request.keyFiles) {
        const Result<Key> key = readKeyFile(file, request.keyId, *passphrase);
        if (!key)
            return Failure({.kind = key.error().kind, .detail = file + u": "_s + key.error().detail});
        keys.append({file, *key});
    }
    return keys;
}

Result<SecretBytes> readMessage(const Request &request, Streams &streams)
{
    Result<SecretBytes> message = readAtMost(request.inputFile, streams.in, longestInput);
    if (message)
        dropLineEnd(*message);
    return message;
}

int inspect(const Request &request, Streams &streams)
{
    const Result<QList<NamedKey>> keys = readKeys(request, streams);
    if (!keys)
        return complain(streams, keys.error().detail);
    const Result<SecretBytes> message = readMessage(request, streams);
    if (!message)
        return complain(streams, message.error().detail);
    const JweInspection inspection = inspectJwe(message->bytes(), *keys);
    const QByteArray report = request.wantsJson ? inspection.toJson() : inspection.toText().toUtf8();
    const int delivered = deliver(streams, report);
    return delivered == Succeeded && !inspection.isGood() ? complain(streams, inspection.verdict()) : delivered;
}

//! The keys that may open the message: those with the kid that it asks for, and those whose file gives them no name.
QList<Key> candidates(const QList<NamedKey> &keys, const QString &keyId)
{
    QList<Key> chosen;
    for (const NamedKey &named : keys) {
        if (keyId.isEmpty() || named.key.id() == keyId || named.key.id().isEmpty())
            chosen.append(named.key.withId(keyId));
    }
    return chosen;
}

Result<std::shared_ptr<const SecretBytes>> openWithAny(QByteArrayView message, const QList<NamedKey> &keys)
{
    const Result<JweHeader> header = parseJwe(message);
    if (!header)
        return Failure(header.error());
    Result<std::shared_ptr<const SecretBytes>> outcome = decryptJwe(message, KeyRing());
    for (const Key &key : candidates(keys, header->kid)) {
        KeyRing ring;
        ring.add(key);
        outcome = decryptJwe(message, ring);
        if (outcome)
            break;
    }
    return outcome;
}

int decrypt(const Request &request, Streams &streams)
{
    const Result<QList<NamedKey>> keys = readKeys(request, streams);
    if (!keys)
        return complain(streams, keys.error().detail);
    const Result<SecretBytes> message = readMessage(request, streams);
    if (!message)
        return complain(streams, message.error().detail);
    const auto plaintext = openWithAny(message->bytes(), *keys);
    return plaintext ? deliver(streams, (*plaintext)->bytes()) : complain(streams, plaintext.error().detail);
}

int encrypt(const Request &request, Streams &streams)
{
    const Result<QList<NamedKey>> keys = readKeys(request, streams);
    if (!keys)
        return complain(streams, keys.error().detail);
    if (keys->first().key.id().isEmpty())
        return complain(
            streams, JweWords::tr("--kid is missing, and %1 gives its key no id").arg(request.keyFiles.first()), Misused);
    const Result<SecretBytes> plaintext = readAtMost(request.inputFile, streams.in, longestInput);
    if (!plaintext)
        return complain(streams, plaintext.error().detail);
    const Result<QByteArray> message = encryptJwe(*plaintext, keys->first().key);
    return message ? deliver(streams, *message + '\n') : complain(streams, message.error().detail);
}
} // namespace

int runJweCommand(const QStringList &arguments, QIODevice &in, QIODevice &out, QIODevice &err)
{
    Streams streams{in, out, err};
    const std::expected<Request, QString> request = parse(arguments);
    if (!request) {
        complain(streams, request.error(), Misused);
        err.write(JweWords::tr("Try \"tokendesk jwe --help\".\n").toUtf8());
        return Misused;
    }
    if (request->wantsHelp)
        return deliver(streams, helpFor(request->verb).toUtf8());
    if (request->verb == "inspect"_L1)
        return inspect(*request, streams);
    return request->verb == "decrypt"_L1 ? decrypt(*request, streams) : encrypt(*request, streams);
}

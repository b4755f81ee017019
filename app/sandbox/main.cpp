// SPDX-License-Identifier: Apache-2.0
#include "app/core/observe.h"
#include "app/core/processhardening.h"
#include "app/sandbox/sandbox.h"
#include "app/sandbox/thales/sandboxpracticeassets.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QSocketNotifier>
#include <QStandardPaths>

#include <csignal>
#include <cstdio>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {
constexpr int exitFailed = 1;
constexpr int exitUsage = 2;

int signalSockets[2];

extern "C" void onSignal(int)
{
    const char byte = 1;
    // A full socket already says what this byte would say.
    [[maybe_unused]] const ssize_t written = ::write(signalSockets[0], &byte, 1);
}

//! Calls `stop()` in the event loop on SIGINT and SIGTERM: a signal handler may do next to nothing itself.
template <typename Stop>
void onTermination(QCoreApplication &application, Stop stop)
{
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, signalSockets) != 0)
        return;
    auto *notifier = new QSocketNotifier(signalSockets[1], QSocketNotifier::Read, &application);
    QObject::connect(notifier, &QSocketNotifier::activated, &application, stop);
    struct sigaction action = {};
    action.sa_handler = onSignal;
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
}

void say(std::FILE *where, const QString &text)
{
    std::fputs((text + u'\n').toLocal8Bit().constData(), where);
    std::fflush(where);
}

struct CommandLine {
    SandboxOptions options;
    bool printsConfig = false;
    QString mistake; //!< empty when there is none
};

CommandLine readCommandLine(const QCoreApplication &application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"A local server that plays payment token APIs, for practice and tests.\n\n"
        "Each token tk_NAME of the practice issuer shows one asset that a console must survive:\n"_s +
        sandboxPracticeTable());
    parser.addHelpOption();
    parser.addVersionOption();
    const QString directory =
        QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/tokendesk-sandbox"_s;
    parser.addOptions({
        {u"port"_s, u"Listen on this port of 127.0.0.1; 0 is any free one."_s, u"PORT"_s, u"0"_s},
        {u"image-port"_s, u"Serve card images on this port of 127.0.0.1; 0 is any free one."_s, u"PORT"_s, u"0"_s},
        {u"control-port"_s,
         u"Let things happen on demand at this port of 127.0.0.1, as an issuer would (GET /control lists them); 0 is "
         "any free one."_s,
         u"PORT"_s, u"0"_s},
        {u"fiserv-port"_s, u"Play the Fiserv API on this port of 127.0.0.1; 0 is any free one."_s, u"PORT"_s, u"0"_s},
        {u"cybersource-port"_s, u"Play the Cybersource API on this port of 127.0.0.1; 0 is any free one."_s, u"PORT"_s,
         u"0"_s},
        {u"fiserv-signature"_s, u"Let the Fiserv API want this form of the signature: raw or hex."_s, u"FORM"_s,
         u"hex"_s},
        {u"data"_s, u"Keep keys and tokens in this directory."_s, u"DIR"_s, directory},
        {u"latency"_s, u"Wait this many milliseconds before every answer."_s, u"MS"_s, u"0"_s},
        {u"notify"_s,
         u"Post notifications below this https address, such as https://127.0.0.1:8443/tsh-cof; without it they wait."_s,
         u"URL"_s},
        {u"delay-scale"_s,
         u"Stretch the time that asynchronous creations take: 150 is about life, 0 is at once."_s, u"FACTOR"_s,
         u"1"_s},
        {u"fault"_s,
         u"Let requests go wrong: KIND is 429, 500, 503, stall, close-before, close-inside, malformed or "
         "content-type; RATE is a share from 0 to 1, or \"next N\". May be given several times."_s,
         u"KIND:RATE"_s},
        {u"print-config"_s, u"Print what a client needs, as JSON, and exit."_s},
    });
    parser.process(application);

    CommandLine line;
    bool isPort = false;
    bool isImagePort = false;
    bool isControlPort = false;
    bool isFiservPort = false;
    bool isCybersourcePort = false;
    bool isLatency = false;
    bool isScale = false;
    line.options.port = parser.value(u"port"_s).toUShort(&isPort);
    line.options.cardImagePort = parser.value(u"image-port"_s).toUShort(&isImagePort);
    line.options.controlPort = parser.value(u"control-port"_s).toUShort(&isControlPort);
    line.options.fiservPort = parser.value(u"fiserv-port"_s).toUShort(&isFiservPort);
    line.options.cybersourcePort = parser.value(u"cybersource-port"_s).toUShort(&isCybersourcePort);
    line.options.fiservSignature = parser.value(u"fiserv-signature"_s);
    line.options.latency = std::chrono::milliseconds(parser.value(u"latency"_s).toUInt(&isLatency));
    line.options.dataDir = parser.value(u"data"_s);
    line.options.delayScale = parser.value(u"delay-scale"_s).toDouble(&isScale);
    line.options.notifications.url = QUrl(parser.value(u"notify"_s), QUrl::StrictMode);
    line.options.faults = parser.values(u"fault"_s);
    line.printsConfig = parser.isSet(u"print-config"_s);
    if (!isPort)
        line.mistake = u"--port wants a number from 0 to 65535."_s;
    else if (!isImagePort)
        line.mistake = u"--image-port wants a number from 0 to 65535."_s;
    else if (!isControlPort)
        line.mistake = u"--control-port wants a number from 0 to 65535."_s;
    else if (!isFiservPort)
        line.mistake = u"--fiserv-port wants a number from 0 to 65535."_s;
    else if (!isCybersourcePort)
        line.mistake = u"--cybersource-port wants a number from 0 to 65535."_s;
    else if (!isLatency)
        line.mistake = u"--latency wants a number of milliseconds."_s;
    else if (!isScale)
        line.mistake = u"--delay-scale wants a number."_s;
    else if (parser.isSet(u"notify"_s) && line.options.notifications.url.scheme() != "https"_L1)
        line.mistake = u"--notify wants an https address."_s;
    else if (!parser.positionalArguments().isEmpty())
        line.mistake = u"Unexpected argument \"%1\"."_s.arg(parser.positionalArguments().first());
    return line;
}

int printConfig(const SandboxOptions &options)
{
    const Result<SandboxConnection> connection = Sandbox::describe(options);
    if (!connection) {
        say(stderr, connection.error().detail);
        return exitFailed;
    }
    say(stdout, QString::fromUtf8(toJson(*connection)).trimmed());
    return 0;
}

//! A sandbox that is asked to stop while it starts is waited for: its thread must not outlive the application.
int serve(QCoreApplication &application, const SandboxOptions &options)
{
    std::shared_ptr<Sandbox> running;
    bool hasSettled = false;
    bool mustStop = false;
    onTermination(application, [&] {
        mustStop = true;
        if (hasSettled)
            QCoreApplication::quit();
    });
    observe(&application, Sandbox::start(options), [&](const Result<std::shared_ptr<Sandbox>> &outcome) {
        hasSettled = true;
        if (!outcome) {
            say(stderr, outcome.error().detail);
            QCoreApplication::exit(outcome.error().kind == Error::Kind::InvalidInput ? exitUsage : exitFailed);
            return;
        }
        running = *outcome;
        say(stdout, u"tokendesk-sandbox %1 ready at %2"_s.arg(QCoreApplication::applicationVersion(),
                                                              running->connection().baseUrl));
        if (mustStop)
            QCoreApplication::quit();
    });
    return QCoreApplication::exec();
}
} // namespace

int main(int argc, char *argv[])
{
    hardenProcess();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"tokendesk-sandbox"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(TOKENDESK_VERSION));

    const CommandLine line = readCommandLine(application);
    if (!line.mistake.isEmpty()) {
        say(stderr, line.mistake);
        return exitUsage;
    }
    return line.printsConfig ? printConfig(line.options) : serve(application, line.options);
}

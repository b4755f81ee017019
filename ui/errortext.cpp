// SPDX-License-Identifier: Apache-2.0
#include "ui/errortext.h"

#include "ui/shown.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace {
using Kind = Error::Kind;

struct ErrorWords {
    Q_DECLARE_TR_FUNCTIONS(ErrorText)
};

QString words(const char *text)
{
    return ErrorWords::tr(text);
}

// What is known about a mutation after the error: only the first two allow "it was not done".
enum class Certainty { NothingSent, Refused, Doubtful, Unknown };

Certainty certaintyOf(Kind kind)
{
    switch (kind) {
    case Kind::InvalidInput:
    case Kind::Configuration:
    case Kind::Unreachable:
    case Kind::ProxyUnreachable:
    case Kind::ProxyUnauthorized:
    case Kind::ServerUntrusted:
    case Kind::Storage:
        return Certainty::NothingSent;
    case Kind::CertificateRefused:
    case Kind::Unauthorized:
    case Kind::Rejected:
    case Kind::NotFound:
    case Kind::Throttled:
    case Kind::Unavailable:
    case Kind::Redirected:
        return Certainty::Refused;
    case Kind::TimedOut:
    case Kind::ServerFault:
    case Kind::TooLarge:
    case Kind::BadReply:
    case Kind::Undecryptable:
        return Certainty::Doubtful;
    case Kind::OutcomeUnknown:
        break;
    }
    return Certainty::Unknown;
}

bool isMutation(std::optional<Operation> operation)
{
    return operation && *operation != Operation::LookUp;
}

bool targetsToken(std::optional<Operation> operation)
{
    return operation && *operation != Operation::Create && *operation != Operation::Reverse;
}

struct Headlines {
    const char *notDone;
    const char *doubtful;
    const char *unknown;
};

Headlines headlinesOf(std::optional<Operation> operation)
{
    if (!operation)
        return {QT_TRANSLATE_NOOP("ErrorText", "The request failed"),
                QT_TRANSLATE_NOOP("ErrorText", "The request failed"),
                QT_TRANSLATE_NOOP("ErrorText", "The outcome is unknown")};
    switch (*operation) {
    case Operation::Create:
        return {QT_TRANSLATE_NOOP("ErrorText", "No token was created"),
                QT_TRANSLATE_NOOP("ErrorText", "It is not certain whether a token was created"),
                QT_TRANSLATE_NOOP("ErrorText", "Outcome unknown: a token may have been created")};
    case Operation::Suspend:
        return {QT_TRANSLATE_NOOP("ErrorText", "The token was not suspended"),
                QT_TRANSLATE_NOOP("ErrorText", "It is not certain whether the token was suspended"),
                QT_TRANSLATE_NOOP("ErrorText", "Outcome unknown: the token may have been suspended")};
    case Operation::Resume:
        return {QT_TRANSLATE_NOOP("ErrorText", "The token was not resumed"),
                QT_TRANSLATE_NOOP("ErrorText", "It is not certain whether the token was resumed"),
                QT_TRANSLATE_NOOP("ErrorText", "Outcome unknown: the token may have been resumed")};
    case Operation::Update:
        return {QT_TRANSLATE_NOOP("ErrorText", "The token was not updated"),
                QT_TRANSLATE_NOOP("ErrorText", "It is not certain whether the token was updated"),
                QT_TRANSLATE_NOOP("ErrorText", "Outcome unknown: the token may have been updated")};
    case Operation::Delete:
        return {QT_TRANSLATE_NOOP("ErrorText", "The token was not deleted"),
                QT_TRANSLATE_NOOP("ErrorText", "It is not certain whether the token was deleted"),
                QT_TRANSLATE_NOOP("ErrorText", "Outcome unknown: the token may have been deleted")};
    case Operation::Reverse:
        return {QT_TRANSLATE_NOOP("ErrorText", "The amount was not reversed"),
                QT_TRANSLATE_NOOP("ErrorText", "It is not certain whether the amount was reversed"),
                QT_TRANSLATE_NOOP("ErrorText", "Outcome unknown: the amount may have been reversed")};
    case Operation::Simulate:
        return {QT_TRANSLATE_NOOP("ErrorText", "The issuer's event was not simulated"),
                QT_TRANSLATE_NOOP("ErrorText", "It is not certain whether the issuer's event was simulated"),
                QT_TRANSLATE_NOOP("ErrorText", "Outcome unknown: the issuer's event may have been simulated")};
    case Operation::LookUp:
        break;
    }
    return {QT_TRANSLATE_NOOP("ErrorText", "The token could not be read"),
            QT_TRANSLATE_NOOP("ErrorText", "The token could not be read"),
            QT_TRANSLATE_NOOP("ErrorText", "The look-up was broken off")};
}

QString headlineOf(Kind kind, std::optional<Operation> operation)
{
    if (kind == Kind::NotFound && targetsToken(operation))
        return ErrorWords::tr("The server knows no token with this id");
    const Headlines headlines = headlinesOf(operation);
    switch (certaintyOf(kind)) {
    case Certainty::Unknown:
        return words(headlines.unknown);
    case Certainty::Doubtful:
        return words(headlines.doubtful);
    case Certainty::NothingSent:
    case Certainty::Refused:
        break;
    }
    return words(headlines.notDone);
}

QString unknownMeaning(std::optional<Operation> operation)
{
    if (!operation)
        return ErrorWords::tr("The request was sent, and no answer came.");
    switch (*operation) {
    case Operation::Create:
        return ErrorWords::tr("The request was sent, and no answer came. The server may have created a token.");
    case Operation::Suspend:
        return ErrorWords::tr("The request was sent, and no answer came. The server may have suspended the token.");
    case Operation::Resume:
        return ErrorWords::tr("The request was sent, and no answer came. The server may have resumed the token.");
    case Operation::Update:
        return ErrorWords::tr("The request was sent, and no answer came. The server may have updated the token.");
    case Operation::Delete:
        return ErrorWords::tr("The request was sent, and no answer came. The server may have deleted the token.");
    case Operation::Reverse:
        return ErrorWords::tr("The request was sent, and no answer came. The server may have reversed the amount.");
    case Operation::Simulate:
        return ErrorWords::tr("The request was sent, and no answer came. The server may have simulated the event.");
    case Operation::LookUp:
        break;
    }
    return ErrorWords::tr(
        "The question was sent, and it ended without an answer. Reading changes nothing at the server.");
}

QString storageMeaning(std::optional<Operation> operation)
{
    return isMutation(operation) ? ErrorWords::tr("The journal could not be written, and without it nothing is sent.")
                                 : ErrorWords::tr("This desk's own records could not be read or written.");
}

bool lacksOperator(const Error &error)
{
    return error.field == "operatorId"_L1;
}

//! The label of a field of any of the forms; empty when none has it.
QString labelOf(const QString &field, const Capabilities *capabilities)
{
    if (!capabilities || field.isEmpty())
        return {};
    QList<Form> forms = capabilities->creates;
    for (const TokenAction &action : capabilities->actions)
        forms.append(action.form);
    if (capabilities->paymentCredentials)
        forms.append(*capabilities->paymentCredentials);
    for (const Form &form : forms) {
        if (const FormField *found = form.field(field))
            return found->label;
    }
    return {};
}

QString invalidMeaning(const Error &error, const Capabilities *capabilities, std::optional<Operation> operation)
{
    if (lacksOperator(error))
        return ErrorWords::tr(
            "Nobody is named as the operator, and nothing is done without a name in the journal. Nothing was "
            "sent.");
    const QString named = labelOf(error.field, capabilities);
    if (targetsToken(operation) && named.isEmpty())
        return ErrorWords::tr("This is not a token id that the connection accepts. Nothing was sent.");
    const QString label = named.isEmpty() ? error.field : named;
    return label.isEmpty()
               ? ErrorWords::tr("Something in what was entered cannot be right. Nothing was sent.")
               : ErrorWords::tr("The field \"%1\" cannot be right as it is. Nothing was sent.").arg(shown(label));
}

QString kindMeaning(const Error &error, const Capabilities *capabilities, std::optional<Operation> operation)
{
    switch (error.kind) {
    case Kind::InvalidInput:
        return invalidMeaning(error, capabilities, operation);
    case Kind::Configuration:
        return ErrorWords::tr("This connection cannot work with its present settings. Nothing was sent.");
    case Kind::Unreachable:
        return ErrorWords::tr("No connection to the server could be made. Nothing was sent.");
    case Kind::ProxyUnreachable:
        return ErrorWords::tr("The proxy of this connection could not be reached, or it made no connection to the "
                              "server. Nothing was sent.");
    case Kind::ProxyUnauthorized:
        return ErrorWords::tr("The proxy of this connection asks for a name and a password, or did not accept those "
                              "that are set. Nothing was sent to the server.");
    case Kind::TimedOut:
        return ErrorWords::tr("The server did not answer in time.");
    case Kind::ServerUntrusted:
        return ErrorWords::tr("The server could not prove who it is: its certificate was not accepted here. "
                              "Nothing was sent.");
    case Kind::CertificateRefused:
        return ErrorWords::tr("The server did not accept this connection's client certificate.");
    case Kind::Unauthorized:
        return ErrorWords::tr("The server refused this connection's API key.");
    case Kind::Rejected:
        return ErrorWords::tr("The server understood the request and refused it.");
    case Kind::NotFound:
        return targetsToken(operation)
                   ? ErrorWords::tr("The id may be mistyped, or belong to another connection or environment.")
                   : ErrorWords::tr("The server knows nothing under the address that was asked.");
    case Kind::Throttled:
        return ErrorWords::tr("The server is receiving too many requests and turned this one away.");
    case Kind::Unavailable:
        return ErrorWords::tr("The service is not available at the moment.");
    case Kind::ServerFault:
        return ErrorWords::tr("The server reported a fault of its own.");
    case Kind::Redirected:
        return ErrorWords::tr(
            "The server pointed to another address. Tokendesk never follows such a redirect, because the "
            "request would reach someone else.");
    case Kind::TooLarge:
        return ErrorWords::tr("The server's answer was larger than any answer should be, and was not read.");
    case Kind::BadReply:
        return ErrorWords::tr("The server answered, but its answer could not be understood.");
    case Kind::Undecryptable:
        return ErrorWords::tr("Encrypted data could not be opened with this connection's keys.");
    case Kind::Storage:
        return storageMeaning(operation);
    case Kind::OutcomeUnknown:
        break;
    }
    return unknownMeaning(operation);
}

QString settleStep(std::optional<Operation> operation)
{
    if (operation == Operation::Reverse)
        return ErrorWords::tr("Ask the vendor whether the amount was reversed before you try again, and quote the "
                              "correlation id.");
    return operation == Operation::Create
               ? ErrorWords::tr("Do not simply create it again. Without its id no API can look the token up: quote the "
                                "correlation id to the vendor and ask whether a token was created.")
               : ErrorWords::tr("Look the token up before you try again.");
}

QString readStep(Kind kind)
{
    switch (kind) {
    case Kind::ServerFault:
        return ErrorWords::tr(
            "Trying again at once seldom helps. If it stays so, quote the correlation id to the vendor.");
    case Kind::Undecryptable:
        return ErrorWords::tr("Check the decryption key in Settings; the Inspector shows which key the message names.");
    case Kind::TimedOut:
    case Kind::OutcomeUnknown:
        return ErrorWords::tr(
            "Try again. If it stays so, check the network, then quote the correlation id to the vendor.");
    default:
        return ErrorWords::tr("Quote the correlation id to the vendor: the answer is not what its documents describe.");
    }
}

QString invalidStep(const Error &error, const Capabilities *capabilities, std::optional<Operation> operation)
{
    if (lacksOperator(error))
        return ErrorWords::tr("Enter your operator id in Settings, then try again.");
    if (targetsToken(operation) && capabilities && !capabilities->tokenIdField.patternHint.isEmpty())
        return ErrorWords::tr("Check the id: %1").arg(shown(capabilities->tokenIdField.patternHint));
    return targetsToken(operation) ? ErrorWords::tr("Check the id and try again.")
                                   : ErrorWords::tr("Correct it and try again.");
}

QString waitStep(int seconds)
{
    constexpr int minute = 60;
    if (seconds == 1)
        return ErrorWords::tr("The server asks to wait a second. Then try again.");
    return seconds < 2 * minute
               ? ErrorWords::tr("The server asks to wait %n seconds. Then try again.", nullptr, seconds)
               : ErrorWords::tr("The server asks to wait %n minutes. Then try again.", nullptr,
                                (seconds + minute - 1) / minute);
}

QString kindStep(const Error &error, const Capabilities *capabilities, std::optional<Operation> operation)
{
    const Certainty certainty = certaintyOf(error.kind);
    if (certainty == Certainty::Doubtful || certainty == Certainty::Unknown)
        return isMutation(operation) ? settleStep(operation) : readStep(error.kind);

    switch (error.kind) {
    case Kind::InvalidInput:
        return invalidStep(error, capabilities, operation);
    case Kind::Configuration:
        return ErrorWords::tr("Open the connection in Settings and press \"Test connection\": it names what is wrong.");
    case Kind::Unreachable:
        return ErrorWords::tr("Check the network and the connection's address, then try again.");
    case Kind::ProxyUnreachable:
        return ErrorWords::tr("See “Way to the server” and “Proxy” in the connection’s settings. If they are right, ask "
                              "whoever looks after the proxy.");
    case Kind::ProxyUnauthorized:
        return ErrorWords::tr("Set “Proxy user” and “Proxy password” in the connection’s settings.");
    case Kind::ServerUntrusted:
        return ErrorWords::tr(
            "Do not go on. Ask whoever looks after the connection which certificate authority the server "
            "uses, and set it in Settings.");
    case Kind::CertificateRefused:
        return ErrorWords::tr("See in Settings whether the client certificate has expired or belongs to another "
                              "environment.");
    case Kind::Unauthorized:
        return ErrorWords::tr("See in Settings whether the key belongs to this environment or has been renewed.");
    case Kind::NotFound:
        return targetsToken(operation)
                   ? ErrorWords::tr("Compare the id with its source, and check the connection above.")
                   : ErrorWords::tr("Check the connection's address in Settings.");
    case Kind::Throttled:
        return error.retryAfterSeconds > 0 ? waitStep(error.retryAfterSeconds)
                                           : ErrorWords::tr("Wait a minute, then try again.");
    case Kind::Unavailable:
        return error.retryAfterSeconds > 0
                   ? waitStep(error.retryAfterSeconds)
                   : ErrorWords::tr("Try again later. If it lasts, ask the vendor about an outage.");
    case Kind::Redirected:
        return ErrorWords::tr("Check the connection's address in Settings. If it is right, tell the vendor.");
    case Kind::Storage:
        return ErrorWords::tr("Make sure that the disk is not full and can be written, then try again.");
    default:
        break;
    }
    return error.correlationId.isEmpty() ? ErrorWords::tr("Ask the vendor why.")
                                         : ErrorWords::tr("Quote the correlation id to the vendor and ask why.");
}

const ErrorExplanation *explanationOf(const Error &error, const Capabilities *capabilities)
{
    if (!capabilities || error.code.isEmpty())
        return nullptr;
    const auto found = capabilities->errors.constFind(error.code);
    return found == capabilities->errors.constEnd() ? nullptr : &*found;
}

QStringList serverWords(const Error &error, const ErrorExplanation *explanation)
{
    QStringList sentences;
    if (!error.code.isEmpty() && explanation)
        sentences << ErrorWords::tr("Code %1: %2").arg(shown(error.code), explanation->meaning);
    else if (!error.code.isEmpty())
        sentences << ErrorWords::tr("Its code is %1.").arg(shown(error.code));
    if (!error.providerDetail.isEmpty())
        sentences << ErrorWords::tr("In the server's words: \"%1\".").arg(shown(error.providerDetail));
    if (error.httpStatus != 0)
        sentences << ErrorWords::tr("HTTP status %1.").arg(error.httpStatus);
    return sentences;
}
} // namespace

ErrorText describe(const Error &error, const Capabilities *capabilities, std::optional<Operation> operation)
{
    const ErrorExplanation *explanation = explanationOf(error, capabilities);
    QStringList meaning{kindMeaning(error, capabilities, operation)};
    meaning << serverWords(error, explanation);

    QStringList next;
    const bool isUncertain = certaintyOf(error.kind) >= Certainty::Doubtful;
    if (!explanation || (isUncertain && isMutation(operation)))
        next << kindStep(error, capabilities, operation);
    if (explanation)
        next << explanation->nextStep;
    if (!error.schemeCorrelationId.isEmpty())
        next << ErrorWords::tr("The card scheme's own reference is %1.").arg(shown(error.schemeCorrelationId));

    return {.headline = headlineOf(error.kind, operation),
            .meaning = meaning.join(u' '),
            .nextStep = next.join(u' '),
            .correlationId = shown(error.correlationId)};
}

ErrorText describeInSettings(const Error &error, const QString &headline)
{
    ErrorText text = describe(error, nullptr, std::nullopt);
    text.headline = headline;
    if (error.kind == Kind::Configuration)
        text.nextStep = ErrorWords::tr("Correct what is named, then test the connection again.");
    if (!error.detail.isEmpty())
        text.meaning += u'\n' + ErrorWords::tr("Technical detail: %1").arg(shown(error.detail));
    return text;
}

QString describeAtSetting(const Error &error)
{
    const QString detail = shown(error.detail);
    if (detail.isEmpty() || (error.kind != Kind::Configuration && error.kind != Kind::InvalidInput))
        return describe(error, nullptr, std::nullopt).meaning;
    return detail.front().toUpper() + detail.mid(1) + (detail.endsWith(u'.') ? QString() : u"."_s);
}

QString describeInRecords(const Error &error)
{
    if (lacksOperator(error))
        return ErrorWords::tr("What is kept here is signed: enter your operator id in Settings first.");
    switch (error.kind) {
    case Kind::InvalidInput:
        return ErrorWords::tr("This desk does not keep such a text. Change it, then try again.");
    case Kind::NotFound:
        return ErrorWords::tr("This desk has never read the token. Refresh it, then try again.");
    default:
        break;
    }
    return ErrorWords::tr("This desk's records could not be read or written. Make sure that the disk is not full, then try "
                          "again.");
}

QString toPlainText(const ErrorText &text)
{
    QStringList lines{text.headline, text.meaning, text.nextStep};
    if (!text.correlationId.isEmpty())
        lines << ErrorWords::tr("Correlation id: %1").arg(text.correlationId);
    lines.removeAll(QString());
    return lines.join(u'\n');
}

// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/sandboxcontrol.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype longestArguments = 64 * 1024;

int controlStatus(Error::Kind kind)
{
    switch (kind) {
    case Error::Kind::InvalidInput:
        return 400;
    case Error::Kind::NotFound:
        return 404;
    case Error::Kind::Rejected:
        return 409;
    default:
        return 500;
    }
}

SandboxAnswer controlAnswer(const Result<QJsonObject> &outcome)
{
    return outcome ? SandboxAnswer::json(200, *outcome)
                   : SandboxAnswer::json(controlStatus(outcome.error().kind), {{u"error"_s, outcome.error().detail}});
}
} // namespace

Result<QJsonObject> SandboxControl::run(const QString &name, const QJsonObject &arguments) const
{
    const auto command =
        std::find_if(m_commands.cbegin(), m_commands.cend(), [&](const Command &known) { return known.name == name; });
    if (command == m_commands.cend())
        return Failure({.kind = Error::Kind::NotFound, .detail = u"There is no such command."_s});
    return m_transaction([&] { return command->run(arguments); });
}

SandboxAnswer SandboxControl::answer(const SandboxRequest &request) const
{
    const bool isList = request.segments.size() == 1;
    if (request.segments.isEmpty() || request.segments.first() != "control" || request.segments.size() > 2)
        return {.status = 404};
    if (request.method != (isList ? "GET" : "POST"))
        return {.status = 405, .headers = {{"Allow", isList ? "GET" : "POST"}}};
    if (isList) {
        QJsonObject known;
        for (const Command &command : m_commands)
            known.insert(command.name, command.help);
        return SandboxAnswer::json(200, known);
    }
    if (request.body.size() > longestArguments)
        return {.status = 413};
    const std::optional<QJsonObject> arguments = request.isJson() ? request.object() : std::nullopt;
    return arguments ? controlAnswer(run(QString::fromUtf8(request.segments.last()), *arguments))
                     : controlAnswer(Failure(
                           {.kind = Error::Kind::InvalidInput, .detail = u"The arguments are not a JSON object."_s}));
}

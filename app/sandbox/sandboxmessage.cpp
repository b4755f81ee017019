// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/sandboxmessage.h"

#include <QJsonDocument>

namespace {
constexpr int deepest = 32;

bool isNestedTooDeep(QByteArrayView json)
{
    int depth = 0;
    bool isInString = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (isInString && c == '\\')
            ++i;
        else if (c == '"')
            isInString = !isInString;
        else if (!isInString && (c == '{' || c == '[') && ++depth > deepest)
            return true;
        else if (!isInString && (c == '}' || c == ']'))
            --depth;
    }
    return false;
}
} // namespace

std::optional<QByteArray> SandboxRequest::header(QByteArrayView name) const
{
    std::optional<QByteArray> found;
    for (const auto &[candidate, value] : headers) {
        if (candidate.compare(name, Qt::CaseInsensitive) != 0)
            continue;
        if (found)
            return std::nullopt;
        found = value;
    }
    return found;
}

bool SandboxRequest::isMutation() const
{
    return method != "GET" && method != "HEAD" && method != "OPTIONS" && method != "TRACE";
}

bool SandboxRequest::isJson() const
{
    const QList<QByteArray> parts = header("content-type").value_or(QByteArray()).toLower().replace('"', "").split(';');
    return parts.first().trimmed() == "application/json" &&
           (parts.size() == 1 || (parts.size() == 2 && parts.last().trimmed() == "charset=utf-8"));
}

std::optional<QJsonObject> SandboxRequest::object() const
{
    if (isNestedTooDeep(body))
        return std::nullopt;
    const QJsonDocument document = QJsonDocument::fromJson(body);
    return document.isObject() ? std::optional(document.object()) : std::nullopt;
}

SandboxAnswer SandboxAnswer::json(int status, const QJsonObject &object)
{
    return {.status = status,
            .body = QJsonDocument(object).toJson(QJsonDocument::Compact),
            .contentType = "application/json"};
}

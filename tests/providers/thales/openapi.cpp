// SPDX-License-Identifier: Apache-2.0
#include "tests/providers/thales/openapi.h"

#include "tests/providers/thales/thalesfixture.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace openapi {
namespace {
const QJsonObject &document()
{
    static const QJsonObject read = fixture::json(u"thales-etp-server-openapi.json"_s);
    return read;
}

// Follows "#/components/schemas/x".
QJsonObject resolved(const QJsonObject &object)
{
    const QString reference = object.value("$ref"_L1).toString();
    if (reference.isEmpty())
        return object;
    QJsonObject target = document();
    const QStringList steps = reference.split(u'/').mid(1);
    for (const QString &step : steps)
        target = target.value(step).toObject();
    return resolved(target);
}

QMap<QString, QJsonObject> operationsById()
{
    QMap<QString, QJsonObject> found;
    const QJsonObject paths = document().value("paths"_L1).toObject();
    for (const auto &path : paths) {
        const QJsonObject methods = path.toObject();
        for (const auto &method : methods)
            found.insert(method["operationId"_L1].toString(), method.toObject());
    }
    return found;
}

QJsonObject jsonSchema(const QJsonObject &body)
{
    return resolved(body["content"_L1]["application/json"_L1]["schema"_L1].toObject());
}

QMap<QString, QJsonObject> membersOf(const QJsonObject &schema, const QString &prefix = {})
{
    QMap<QString, QJsonObject> found;
    const QJsonObject properties = schema.value("properties"_L1).toObject();
    for (auto it = properties.begin(); it != properties.end(); ++it) {
        const QJsonObject member = resolved(it.value().toObject());
        if (member.contains("properties"_L1))
            found.insert(membersOf(member, prefix + it.key() + u'.'));
        else
            found.insert(prefix + it.key(), member);
    }
    return found;
}

QStringList requiredOf(const QJsonObject &schema, const QString &prefix = {})
{
    QStringList found;
    const QJsonArray names = schema.value("required"_L1).toArray();
    for (const auto &name : names) {
        const QJsonObject member = resolved(schema["properties"_L1][name.toString()].toObject());
        if (member.contains("properties"_L1))
            found << requiredOf(member, prefix + name.toString() + u'.');
        else
            found << prefix + name.toString();
    }
    return found;
}

QJsonObject answer(const QString &operationId, const QString &status)
{
    return resolved(operationsById().value(operationId)["responses"_L1][status].toObject());
}
} // namespace

QMap<QString, QJsonObject> requestMembers(const QString &operationId)
{
    return membersOf(jsonSchema(operationsById().value(operationId).value("requestBody"_L1).toObject()));
}

QStringList requiredMembers(const QString &operationId)
{
    return requiredOf(jsonSchema(operationsById().value(operationId).value("requestBody"_L1).toObject()));
}

QMap<QString, QJsonObject> answerMembers(const QString &operationId, const QString &status)
{
    return membersOf(jsonSchema(answer(operationId, status)));
}

QStringList errorCodes(const QString &operationId)
{
    QStringList codes;
    const QJsonArray listed =
        answerMembers(operationId, u"400"_s).value(u"errorCode"_s).value("x-error-codes"_L1).toArray();
    for (const auto &code : listed)
        codes << code.toString();
    return codes;
}

QList<int> statuses(const QString &operationId)
{
    QList<int> found;
    const QStringList keys = operationsById().value(operationId).value("responses"_L1).toObject().keys();
    for (const QString &status : keys)
        found << status.toInt();
    return found;
}

QStringList operations()
{
    return operationsById().keys();
}

} // namespace openapi

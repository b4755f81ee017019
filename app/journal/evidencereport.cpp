// SPDX-License-Identifier: Apache-2.0
#include "app/journal/evidencereport.h"

#include "app/core/redact.h"
#include "app/journal/journalverification.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace {
const QString formatWord = u"tokendesk-evidence"_s;
constexpr int formatVersion = 1;

QString hex(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes.toHex());
}

QByteArray bytesFrom(const QJsonValue &hexText)
{
    return QByteArray::fromHex(hexText.toString().toLatin1());
}

QString stateName(TokenState state)
{
    switch (state) {
    case TokenState::Unknown:
        break;
    case TokenState::Pending:
        return u"pending"_s;
    case TokenState::Active:
        return u"active"_s;
    case TokenState::Suspended:
        return u"suspended"_s;
    case TokenState::Deleted:
        return u"deleted"_s;
    }
    return u"unknown"_s;
}

QJsonObject jsonOf(const TokenReading &reading)
{
    QJsonArray fields;
    for (const TokenField &field : reading.token.fields)
        fields.append(
            QJsonObject{{u"group"_s, field.group}, {u"label"_s, field.label}, {u"value"_s, redacted(field.value)}});
    return {{u"readAt"_s, reading.readAt.toString(Qt::ISODateWithMs)},
            {u"state"_s, stateName(reading.token.state)},
            {u"stateWord"_s, reading.token.stateWord},
            {u"scheme"_s, schemeName(reading.token.scheme)},
            {u"fields"_s, fields}};
}

QJsonObject jsonOf(const ChainedRecord &record)
{
    QJsonArray cells;
    for (const ChainedRecord::Cell &cell : record.cells) {
        QJsonObject object{{u"column"_s, cell.column}, {u"value"_s, cell.value}};
        if (cell.isNumber)
            object.insert(u"number"_s, true);
        cells.append(object);
    }
    return {{u"position"_s, record.position},
            {u"record"_s, record.record},
            {u"previousHash"_s, hex(record.previousHash)},
            {u"hash"_s, hex(record.hash)},
            {u"cells"_s, cells}};
}

QJsonObject jsonOf(const SignedHead &head)
{
    return {{u"id"_s, head.id},
            {u"position"_s, head.position},
            {u"hash"_s, hex(head.hash)},
            {u"keyId"_s, head.keyId},
            {u"isLasting"_s, head.isLasting},
            {u"signedAt"_s, head.signedAt},
            {u"signature"_s, hex(head.signature)}};
}

ChainedRecord chainedRecordFrom(const QJsonObject &object)
{
    ChainedRecord record;
    record.position = object.value(u"position"_s).toInteger();
    record.record = object.value(u"record"_s).toString();
    record.previousHash = bytesFrom(object.value(u"previousHash"_s));
    record.hash = bytesFrom(object.value(u"hash"_s));
    for (const QJsonValue &value : object.value(u"cells"_s).toArray()) {
        const QJsonObject cell = value.toObject();
        record.cells.append(
            {cell.value(u"column"_s).toString(), cell.value(u"value"_s).toString(), cell.value(u"number"_s).toBool()});
    }
    return record;
}

SignedHead headFrom(const QJsonObject &object)
{
    return {.id = object.value(u"id"_s).toInteger(),
            .position = object.value(u"position"_s).toInteger(),
            .hash = bytesFrom(object.value(u"hash"_s)),
            .keyId = object.value(u"keyId"_s).toString(),
            .isLasting = object.value(u"isLasting"_s).toBool(),
            .signedAt = object.value(u"signedAt"_s).toString(),
            .signature = bytesFrom(object.value(u"signature"_s))};
}

} // namespace

QString numberOf(const ChainedRecord &record)
{
    return u"number %1 (%2)"_s.arg(QString::number(record.position), record.record);
}

QByteArray evidenceJson(const EvidenceReport &report)
{
    QJsonArray records;
    for (const ChainedRecord &record : report.evidence.records)
        records.append(jsonOf(record));
    QJsonObject object{{u"format"_s, formatWord},
                       {u"version"_s, formatVersion},
                       {u"createdAt"_s, report.createdAt.toString(Qt::ISODateWithMs)},
                       {u"createdBy"_s, report.createdBy},
                       {u"connectionId"_s, report.connectionId},
                       {u"connectionName"_s, report.connectionName},
                       {u"token"_s, report.token.value},
                       {u"records"_s, records},
                       {u"head"_s, jsonOf(report.evidence.head)}};
    if (report.reading)
        object.insert(u"reading"_s, jsonOf(*report.reading));
    return QJsonDocument(object).toJson(QJsonDocument::Indented);
}

Result<EvidenceReport> evidenceReportFrom(const QByteArray &json)
{
    QJsonParseError problem;
    const QJsonObject object = QJsonDocument::fromJson(json, &problem).object();
    if (problem.error != QJsonParseError::NoError)
        return Failure(
            {.kind = Error::Kind::InvalidInput, .detail = u"the report is no JSON: "_s + problem.errorString()});
    if (object.value(u"format"_s).toString() != formatWord)
        return Failure({.kind = Error::Kind::InvalidInput, .detail = u"this is no evidence report"_s});
    if (object.value(u"version"_s).toInt() != formatVersion)
        return Failure({.kind = Error::Kind::InvalidInput, .detail = u"the report has a version that is not known"_s});
    EvidenceReport report;
    report.createdAt = QDateTime::fromString(object.value(u"createdAt"_s).toString(), Qt::ISODateWithMs);
    report.createdBy = object.value(u"createdBy"_s).toString();
    report.connectionId = object.value(u"connectionId"_s).toString();
    report.connectionName = object.value(u"connectionName"_s).toString();
    report.token.value = object.value(u"token"_s).toString();
    for (const QJsonValue &value : object.value(u"records"_s).toArray())
        report.evidence.records.append(chainedRecordFrom(value.toObject()));
    report.evidence.head = headFrom(object.value(u"head"_s).toObject());
    return report;
}

std::optional<QString> inconsistencyOf(const EvidenceReport &report)
{
    const ChainedRecord *before = nullptr;
    for (const ChainedRecord &record : report.evidence.records) {
        if (!isConsistent(record))
            return numberOf(record) + u" is not what its hash says"_s;
        if (before && before->position >= record.position)
            return numberOf(record) + u" is out of order"_s;
        if (before && before->position + 1 == record.position && before->hash != record.previousHash)
            return numberOf(record) + u" does not follow the row before it"_s;
        before = &record;
    }
    const SignedHead &head = report.evidence.head;
    if (before && head.position < before->position)
        return u"the signed head lies before the last row"_s;
    if (before && head.position == before->position && head.hash != before->hash)
        return u"the signed head is not that of the last row"_s;
    return std::nullopt;
}

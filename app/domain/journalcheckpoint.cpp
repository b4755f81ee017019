// SPDX-License-Identifier: Apache-2.0
#include "app/domain/journalcheckpoint.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype hashSize = 32;

QByteArray hashIn(const QJsonObject &object, const QString &key)
{
    return QByteArray::fromHex(object.value(key).toString().toLatin1());
}
} // namespace

QString checkpointText(const JournalCheckpoint &checkpoint)
{
    const QJsonObject object{{u"before"_s, checkpoint.before.toUTC().toString(Qt::ISODateWithMs)},
                             {u"position"_s, checkpoint.position},
                             {u"hash"_s, QString::fromLatin1(checkpoint.hash.toHex())},
                             {u"keyId"_s, checkpoint.keyId},
                             {u"isLasting"_s, checkpoint.isLasting},
                             {u"signature"_s, QString::fromLatin1(checkpoint.signature.toHex())}};
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

std::optional<JournalCheckpoint> checkpointFromText(const QString &text)
{
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    const JournalCheckpoint checkpoint{
        .position = object.value(u"position"_s).toInteger(),
        .hash = hashIn(object, u"hash"_s),
        .before = QDateTime::fromString(object.value(u"before"_s).toString(), Qt::ISODateWithMs),
        .keyId = object.value(u"keyId"_s).toString(),
        .isLasting = object.value(u"isLasting"_s).toBool(),
        .signature = hashIn(object, u"signature"_s)};
    const bool isWhole = checkpoint.position > 0 && checkpoint.hash.size() == hashSize && checkpoint.before.isValid() &&
                         checkpoint.signature.size() == hashSize;
    return isWhole ? std::optional(checkpoint) : std::nullopt;
}

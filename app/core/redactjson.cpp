// SPDX-License-Identifier: Apache-2.0
#include "app/core/redact.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {
constexpr int deepestNesting = 64;
constexpr qsizetype longestKeyId = 64;

int nestingOf(const QByteArray &json)
{
    int depth = 0;
    int deepest = 0;
    bool isInString = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json.at(i);
        if (isInString && c == '\\')
            ++i;
        else if (c == '"')
            isInString = !isInString;
        else if (!isInString && (c == '{' || c == '['))
            deepest = std::max(deepest, ++depth);
        else if (!isInString && (c == '}' || c == ']'))
            --depth;
    }
    return deepest;
}

bool isBase64Url(QStringView part)
{
    return std::all_of(part.begin(), part.end(),
                       [](QChar c) { return c.unicode() < 0x80 && (c.isLetterOrNumber() || c == u'-' || c == u'_'); });
}

//! "JWE, 742 characters, kid 1234" for a compact JWE, empty for any other text. Only the header is looked at.
QString jweNote(const QString &text)
{
    const QList<QStringView> parts = QStringView(text).split(u'.');
    if (parts.size() != 5 || !std::all_of(parts.begin(), parts.end(), isBase64Url))
        return {};
    const QByteArray headerJson = QByteArray::fromBase64(parts.first().toLatin1(), QByteArray::Base64UrlEncoding);
    const QJsonObject header = QJsonDocument::fromJson(headerJson).object();
    if (!header.contains("alg"_L1) || !header.contains("enc"_L1))
        return {};
    const QString kid = header.value("kid"_L1).toString();
    const QString length = u"JWE, %1 characters"_s.arg(text.size());
    return kid.isEmpty() ? length : length + u", kid "_s + redacted(kid.left(longestKeyId));
}

QString kindAndLength(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::String:
        return u"text, %1 characters"_s.arg(value.toString().size());
    case QJsonValue::Double:
        return u"number, %1 characters"_s.arg(value.toVariant().toString().size());
    default:
        return u"boolean"_s;
    }
}

QJsonValue visible(const QJsonValue &value)
{
    if (value.isBool())
        return value;
    const QString text = value.toVariant().toString();
    const QString safe = redacted(text);
    return value.isDouble() && safe == text ? value : QJsonValue(safe);
}

QJsonValue redactedValue(const QJsonValue &value, bool isVisible, const QStringList &visibleKeys)
{
    if (value.isObject()) {
        QJsonObject result;
        const QJsonObject object = value.toObject();
        for (auto member = object.begin(); member != object.end(); ++member)
            result.insert(redacted(member.key()),
                          redactedValue(member.value(), visibleKeys.contains(member.key()), visibleKeys));
        return result;
    }
    if (value.isArray()) {
        QJsonArray result;
        for (const QJsonValue &element : value.toArray())
            result.append(redactedValue(element, isVisible, visibleKeys));
        return result;
    }
    if (value.isNull())
        return value;
    if (const QString note = value.isString() ? jweNote(value.toString()) : QString(); !note.isEmpty())
        return note;
    return isVisible ? visible(value) : QJsonValue(kindAndLength(value));
}
} // namespace

QString redactedJson(const QByteArray &json, const QStringList &visibleKeys)
{
    if (json.isEmpty())
        return {};
    if (nestingOf(json) > deepestNesting)
        return u"JSON nested deeper than %1 levels, %2 bytes"_s.arg(deepestNesting).arg(json.size());
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (document.isNull())
        return u"Not JSON, %1 bytes"_s.arg(json.size());
    const QJsonValue root = document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
    const QJsonValue safe = redactedValue(root, false, visibleKeys);
    const QJsonDocument result = safe.isArray() ? QJsonDocument(safe.toArray()) : QJsonDocument(safe.toObject());
    return QString::fromUtf8(result.toJson(QJsonDocument::Indented)).trimmed();
}

// SPDX-License-Identifier: Apache-2.0
#include "app/providers/thales/members.h"

#include <QJsonArray>

#include <utility>

using namespace Qt::StringLiterals;

namespace thales {
namespace {
constexpr qsizetype longestList = 1000;
} // namespace

Members::Members(QJsonObject object, QString &problem, const QString &path)
    : m_object(std::move(object)), m_problem(problem), m_path(path)
{
}

void Members::report(QLatin1StringView key, const QString &what) const
{
    if (m_problem.isEmpty())
        m_problem = m_path + key + u' ' + what;
}

QJsonValue Members::value(QLatin1StringView key, QJsonValue::Type wanted, QLatin1StringView typeName) const
{
    QJsonValue found = m_object.value(key);
    if (found.type() == wanted || found.isUndefined() || found.isNull())
        return found;
    report(key, u"is not "_s + typeName);
    return QJsonValue();
}

QString Members::limited(QLatin1StringView key, const QString &text, qsizetype limit) const
{
    if (text.size() <= limit)
        return text;
    report(key, u"is longer than %1 characters"_s.arg(limit));
    return {};
}

QString Members::string(QLatin1StringView key, qsizetype limit) const
{
    return limited(key, value(key, QJsonValue::String, "a string"_L1).toString(), limit);
}

QString Members::requiredString(QLatin1StringView key, qsizetype limit) const
{
    const QString text = string(key, limit);
    if (text.isEmpty())
        report(key, u"is missing"_s);
    return text;
}

std::optional<bool> Members::boolean(QLatin1StringView key) const
{
    const QJsonValue found = value(key, QJsonValue::Bool, "a boolean"_L1);
    return found.isBool() ? std::optional(found.toBool()) : std::nullopt;
}

QStringList Members::strings(QLatin1StringView key) const
{
    QStringList texts;
    const QJsonArray array = value(key, QJsonValue::Array, "an array"_L1).toArray();
    if (array.size() > longestList) {
        report(key, u"has more than %1 items"_s.arg(longestList));
        return {};
    }
    for (const auto &item : array) {
        if (!item.isString())
            report(key, u"holds something that is not a string"_s);
        texts << limited(key, item.toString(), longestText);
    }
    return texts;
}

Members Members::object(QLatin1StringView key) const
{
    return Members(value(key, QJsonValue::Object, "an object"_L1).toObject(), m_problem, m_path + key + u'.');
}

} // namespace thales

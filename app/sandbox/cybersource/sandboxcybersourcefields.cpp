// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/cybersource/sandboxcybersourcefields.h"

#include "app/sandbox/thales/sandboxthalescard.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

QJsonValue SandboxCybersourceFields::at(const QString &path) const
{
    QJsonValue value = m_root;
    for (const QString &name : path.split(u'.'))
        value = value.toObject().value(name);
    return value;
}

QString SandboxCybersourceFields::text(const QString &path, const QString &pattern, Presence presence)
{
    const QJsonValue value = at(path);
    if (value.isUndefined()) {
        if (presence == Presence::Required)
            m_mistakes.append({path, true});
        return {};
    }
    const QRegularExpression whole(QRegularExpression::anchoredPattern(pattern),
                                   QRegularExpression::DotMatchesEverythingOption);
    if (value.isString() && whole.match(value.toString()).hasMatch())
        return value.toString();
    report(path);
    return {};
}

QStringList SandboxCybersourceFields::words(const QString &path, const QStringList &words)
{
    const QJsonValue value = at(path);
    QStringList found;
    for (const QJsonValue word : value.toArray())
        found << word.toString();
    const bool areKnown = std::ranges::all_of(found, [&words](const QString &word) { return words.contains(word); });
    if (value.isUndefined() || (value.isArray() && areKnown))
        return found;
    report(path);
    return {};
}

QString SandboxCybersourceFields::cardNumber(const QString &path, Presence presence)
{
    const QString number = text(path, u"[0-9]{13,19}"_s, presence);
    if (number.isEmpty() || sandboxPassesCheckDigit(number.toLatin1()))
        return number;
    report(path);
    return {};
}

// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/cybersource/sandboxcybersourceanswer.h"

#include <QJsonArray>
#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

SandboxAnswer sandboxCybersourceGatewayError(int status, const QString &message)
{
    return SandboxAnswer::json(status, {{u"response"_s, QJsonObject{{u"rmsg"_s, message}}}});
}

SandboxAnswer sandboxCybersourceVaultError(int status, const QString &type, const QString &message, const QString &name,
                                           const QString &location)
{
    QJsonObject error{{u"type"_s, type}, {u"message"_s, message}};
    if (!name.isEmpty()) {
        QJsonObject detail{{u"name"_s, name}};
        if (!location.isEmpty())
            detail.insert("location"_L1, location);
        error.insert("details"_L1, QJsonArray{detail});
    }
    return SandboxAnswer::json(status, {{u"errors"_s, QJsonArray{error}}});
}

SandboxAnswer sandboxCybersourceVaultMistakes(const QList<SandboxCybersourceMistake> &mistakes)
{
    const bool isMissing = std::ranges::any_of(mistakes, &SandboxCybersourceMistake::isMissing);
    QJsonArray details;
    for (const SandboxCybersourceMistake &mistake : mistakes) {
        if (mistake.isMissing == isMissing)
            details.append(QJsonObject{{u"name"_s, mistake.field}});
    }
    const QJsonObject error{{u"type"_s, isMissing ? u"missingFields"_s : u"invalidFields"_s},
                            {u"message"_s, isMissing ? u"Field is missing"_s : u"Invalid HTTP Body"_s},
                            {u"details"_s, details}};
    return SandboxAnswer::json(400, {{u"errors"_s, QJsonArray{error}}});
}

SandboxAnswer sandboxCybersourcePaymentError(const QDateTime &now, int status, const QString &reason,
                                             const QString &message, const QList<SandboxCybersourceMistake> &mistakes)
{
    QJsonObject body{{u"submitTimeUtc"_s, sandboxCybersourceTime(now)},
                     {u"status"_s, status == 502 ? u"SERVER_ERROR"_s : u"INVALID_REQUEST"_s},
                     {u"reason"_s, reason},
                     {u"message"_s, message}};
    QJsonArray details;
    for (const SandboxCybersourceMistake &mistake : mistakes)
        details.append(QJsonObject{{u"field"_s, mistake.field},
                                   {u"reason"_s, mistake.isMissing ? u"MISSING_FIELD"_s : u"INVALID_DATA"_s}});
    if (!details.isEmpty())
        body.insert("details"_L1, details);
    return SandboxAnswer::json(status, body);
}

SandboxAnswer sandboxCybersourcePaymentMistakes(const QDateTime &now, const QList<SandboxCybersourceMistake> &mistakes)
{
    const bool isMissing = std::ranges::any_of(mistakes, &SandboxCybersourceMistake::isMissing);
    return sandboxCybersourcePaymentError(now, 400, isMissing ? u"MISSING_FIELD"_s : u"INVALID_DATA"_s,
                                          isMissing
                                              ? u"Declined - The request is missing one or more fields"_s
                                              : u"Declined - One or more fields in the request contains invalid data"_s,
                                          mistakes);
}

QString sandboxCybersourceTime(const QDateTime &time)
{
    return time.toUTC().toString(u"yyyy-MM-dd'T'HH:mm:ss'Z'"_s);
}

QJsonObject sandboxCybersourceLink(const QString &href)
{
    return {{u"href"_s, href}};
}

QString newSandboxCybersourceId()
{
    return QUuid::createUuid().toString(QUuid::Id128).toUpper();
}

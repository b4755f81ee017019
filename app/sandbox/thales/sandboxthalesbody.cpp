// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/thales/sandboxthalesbody.h"

#include <QHostAddress>
#include <QRegularExpression>
#include <QStringList>

#include <cmath>

using namespace Qt::StringLiterals;
using enum SandboxThalesOperation;

namespace {
enum class Presence { Required, Optional };

bool matches(const QString &text, const QString &pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern)).match(text).hasMatch();
}

QString textProblem(const QJsonObject &object, const QString &name, Presence presence, int shortest, int longest)
{
    const QJsonValue value = object.value(name);
    if (value.isUndefined())
        return presence == Presence::Required ? name + u" is required"_s : QString();
    if (!value.isString())
        return name + u" must be a string"_s;
    const qsizetype length = value.toString().toUcs4().size();
    if (length < shortest || length > longest)
        return shortest == longest ? u"%1 must have exactly %2 characters"_s.arg(name).arg(shortest)
                                   : u"%1 must have %2 to %3 characters"_s.arg(name).arg(shortest).arg(longest);
    return {};
}

QString wordProblem(const QJsonObject &object, const QString &name, const QStringList &words)
{
    const QString problem = textProblem(object, name, Presence::Required, 1, 32);
    if (!problem.isEmpty())
        return problem;
    return words.contains(object.value(name).toString()) ? QString()
                                                         : name + u" must be one of "_s + words.join(", "_L1);
}

QString patternProblem(const QJsonObject &object, const QString &name, const QString &pattern, const QString &meaning)
{
    const QString problem = textProblem(object, name, Presence::Required, 2, 2);
    if (!problem.isEmpty())
        return problem;
    return matches(object.value(name).toString(), pattern) ? QString() : name + u" must be "_s + meaning;
}

bool isIpv4(const QString &text)
{
    static const QString octet = u"(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"_s;
    return matches(text, u"(%1\\.){3}%1"_s.arg(octet));
}

bool isIpv6(const QString &text)
{
    QHostAddress address;
    return text.contains(u':') && !text.contains(u'%') && address.setAddress(text) &&
           address.protocol() == QAbstractSocket::IPv6Protocol;
}

bool isLocation(const QString &text)
{
    return matches(text,
                   uR"(-?(90\.0000|[0-8]?[0-9]\.[0-9]{4}),-?(180\.0000|1[0-7][0-9]\.[0-9]{4}|[0-9]{1,2}\.[0-9]{4}))"_s);
}

QString deviceProblem(const QJsonObject &body, SandboxThalesOperation operation)
{
    const bool isPush = operation == CreatePushToken;
    const QJsonValue device = body.value("device"_L1);
    if (device.isUndefined())
        return isPush ? u"device is required"_s : QString();
    if (!device.isObject())
        return u"device must be an object"_s;

    const QJsonObject object = device.toObject();
    QString problem = textProblem(object, u"ipAddress"_s, isPush ? Presence::Required : Presence::Optional, 1, 64);
    if (problem.isEmpty())
        problem = textProblem(object, u"location"_s, Presence::Optional, 1, 32);
    if (!problem.isEmpty())
        return u"device."_s + problem;

    const QString address = object.value("ipAddress"_L1).toString();
    if (isPush && !isIpv4(address))
        return u"device.ipAddress must be an IPv4 address"_s;
    if (!address.isEmpty() && !isIpv4(address) && !isIpv6(address))
        return u"device.ipAddress must be an IPv4 or IPv6 address"_s;
    const QString location = object.value("location"_L1).toString();
    if (!location.isEmpty() && !isLocation(location))
        return u"device.location must be lat,long in decimal degrees with four decimals"_s;
    return {};
}

QString riskProblem(const QJsonObject &body)
{
    const QJsonValue risk = body.value("risk"_L1);
    if (risk.isUndefined())
        return {};
    if (!risk.isObject())
        return u"risk must be an object"_s;
    const QJsonValue score = risk.toObject().value("accountScore"_L1);
    if (score.isUndefined())
        return {};
    const double value = score.toDouble(-1);
    return score.isDouble() && value >= 1 && value <= 5 && std::trunc(value) == value
               ? QString()
               : u"risk.accountScore must be an integer from 1 to 5"_s;
}

QString localeProblem(const QJsonObject &body)
{
    const QString problem = patternProblem(body, u"language"_s, u"[a-z]{2}"_s, u"an ISO 639-1 code"_s);
    return problem.isEmpty() ? patternProblem(body, u"country"_s, u"[A-Z]{2}"_s, u"an ISO 3166-1 alpha-2 code"_s)
                             : problem;
}

QString encryptedDataProblem(const QJsonObject &body, Presence presence)
{
    return textProblem(body, u"encryptedData"_s, presence, 1, 8196);
}

QString networkTokenProblem(const QJsonObject &body, SandboxThalesOperation operation)
{
    QStringList sources{u"CARD_ON_FILE"_s, u"MANUAL"_s};
    if (operation == CreateToken)
        sources << u"TOKEN"_s;
    QString problem = encryptedDataProblem(body, Presence::Required);
    if (problem.isEmpty())
        problem = wordProblem(body, u"source"_s, sources);
    return problem;
}

QString pushTokenProblem(const QJsonObject &body)
{
    QString problem = textProblem(body, u"pushProvisioningPayload"_s, Presence::Required, 1, 8196);
    if (problem.isEmpty())
        problem = wordProblem(body, u"scheme"_s, {u"MASTERCARD"_s, u"VISA"_s});
    if (problem.isEmpty())
        problem = encryptedDataProblem(body, Presence::Optional);
    return problem;
}

QString reasonProblem(const QJsonObject &body)
{
    QString problem = textProblem(body, u"reason"_s, Presence::Required, 1, 64);
    if (problem.isEmpty() && !matches(body.value("reason"_L1).toString(), u"[A-Za-z0-9_.-]+"_s))
        problem = u"reason must be a code"_s;
    if (problem.isEmpty())
        problem = textProblem(body, u"comment"_s, Presence::Optional, 0, 500);
    const bool isMore = body.size() > (body.contains("comment"_L1) ? 2 : 1);
    return problem.isEmpty() && isMore ? u"only reason and comment are allowed"_s : problem;
}
} // namespace

QString sandboxThalesBodyProblem(const QJsonObject &body, SandboxThalesOperation operation)
{
    if (operation == SuspendToken || operation == ResumeToken)
        return reasonProblem(body);
    QString problem = textProblem(body, u"merchantId"_s, Presence::Required, 1, 128);
    if (!problem.isEmpty())
        return problem;
    if (operation == CreatePciToken)
        return encryptedDataProblem(body, Presence::Required);

    problem = operation == CreatePushToken ? pushTokenProblem(body) : networkTokenProblem(body, operation);
    if (problem.isEmpty())
        problem = localeProblem(body);
    if (problem.isEmpty())
        problem = riskProblem(body);
    if (problem.isEmpty())
        problem = deviceProblem(body, operation);
    return problem;
}

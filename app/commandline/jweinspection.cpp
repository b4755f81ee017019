// SPDX-License-Identifier: Apache-2.0
#include "app/commandline/jweinspection.h"

#include "app/crypto/strictjson.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {
struct InspectionWords {
    Q_DECLARE_TR_FUNCTIONS(JweInspection)
};

JwePolicy everythingSupported()
{
    return {{u"RSA-OAEP-256"_s, u"RSA-OAEP"_s}, {u"A256GCM"_s, u"A128GCM"_s}};
}

JweInspection::Attempt attempt(QByteArrayView compact, const NamedKey &named, const QString &keyId)
{
    KeyRing ring;
    ring.add(named.key.withId(keyId));
    const auto plaintext = decryptJwe(compact, ring, everythingSupported());
    JweInspection::Attempt result{.file = named.file, .keyId = named.key.id()};
    result.isAskedFor = keyId.isEmpty() || named.key.id().isEmpty() || named.key.id() == keyId;
    if (plaintext)
        result.plaintextSize = static_cast<qsizetype>((*plaintext)->size());
    else
        result.problem = plaintext.error().detail;
    return result;
}

const QStringList &partNames()
{
    static const QStringList names{u"header"_s, u"encryptedKey"_s, u"iv"_s, u"ciphertext"_s, u"tag"_s};
    return names;
}

QString partSizes(const QList<qsizetype> &sizes)
{
    QStringList parts;
    for (qsizetype i = 0; i < sizes.size(); ++i) {
        const QString name = sizes.size() == partNames().size() ? partNames().at(i) + u' ' : QString();
        parts.append(name + (sizes[i] < 0 ? InspectionWords::tr("not base64url") : QString::number(sizes[i])));
    }
    return parts.join(u", "_s);
}

//! Everything beyond ASCII as \uXXXX, which means the same.
QByteArray asciiJson(const QJsonObject &object)
{
    QByteArray ascii;
    for (const QChar c : QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Indented))) {
        if (c.unicode() < 0x7f)
            ascii.append(static_cast<char>(c.unicode()));
        else
            ascii.append("\\u" + QByteArray::number(c.unicode(), 16).rightJustified(4, '0'));
    }
    return ascii;
}

QJsonArray toJson(const QList<JweInspection::Attempt> &attempts)
{
    QJsonArray list;
    for (const JweInspection::Attempt &attempt : attempts) {
        QJsonObject one{{u"file"_s, attempt.file}, {u"opens"_s, attempt.plaintextSize.has_value()}};
        if (!attempt.keyId.isEmpty())
            one.insert(u"kid"_s, attempt.keyId);
        if (attempt.plaintextSize)
            one.insert(u"plaintextSize"_s, *attempt.plaintextSize);
        else
            one.insert(u"problem"_s, attempt.problem);
        one.insert(u"askedFor"_s, attempt.isAskedFor);
        list.append(one);
    }
    return list;
}

QString toText(const JweInspection::Attempt &attempt)
{
    const QString name =
        attempt.keyId.isEmpty() ? attempt.file : InspectionWords::tr("%1 (kid %2)").arg(attempt.file, printable(attempt.keyId));
    const QString outcome = attempt.plaintextSize
                                ? InspectionWords::tr("opens it: %1 bytes of plaintext").arg(*attempt.plaintextSize)
                                : attempt.problem;
    const QString note = attempt.isAskedFor ? QString() : InspectionWords::tr(" (the message asks for another kid)");
    return InspectionWords::tr("Key:      %1 - %2%3\n").arg(name, outcome, note);
}
} // namespace

JweInspection inspectJwe(QByteArrayView compact, const QList<NamedKey> &keys)
{
    JweInspection inspection;
    inspection.anatomy = dissectJwe(compact);
    const Result<JweHeader> header = parseJwe(compact, everythingSupported());
    if (!header) {
        inspection.problem = header.error().detail;
        return inspection;
    }
    if (const Result<JweHeader> strict = parseJwe(compact); !strict)
        inspection.policyObjection = strict.error().detail;
    for (const NamedKey &key : keys)
        inspection.attempts.append(attempt(compact, key, header->kid));
    return inspection;
}

bool JweInspection::isGood() const
{
    const auto opens = [](const Attempt &attempt) { return attempt.plaintextSize.has_value(); };
    return problem.isEmpty() && (attempts.isEmpty() || std::any_of(attempts.begin(), attempts.end(), opens));
}

QString JweInspection::verdict() const
{
    if (isGood())
        return {};
    return problem.isEmpty() ? attempts.first().problem : problem;
}

QString JweInspection::toText() const
{
    QString text = InspectionWords::tr("Header:   %1\n").arg(printable(QString::fromUtf8(anatomy.header)));
    text += InspectionWords::tr("Parts:    %1 (bytes)\n").arg(partSizes(anatomy.partSizes));
    if (problem.isEmpty())
        text += InspectionWords::tr("Form:     well-formed\n");
    else
        text += InspectionWords::tr("Form:     %1\n").arg(problem);
    if (!policyObjection.isEmpty())
        text += InspectionWords::tr("Policy:   %1\n").arg(policyObjection);
    for (const Attempt &attempt : attempts)
        text += ::toText(attempt);
    return text;
}

QByteArray JweInspection::toJson() const
{
    QJsonObject parts;
    for (qsizetype i = 0; i < qMin(anatomy.partSizes.size(), partNames().size()); ++i)
        parts.insert(partNames().at(i),
                     anatomy.partSizes.at(i) < 0 ? QJsonValue() : QJsonValue(anatomy.partSizes.at(i)));
    // A header that is not strict JSON would be shown as something that it is not.
    const bool isObject = strictJsonObject(anatomy.header).has_value();
    QJsonObject object{{u"wellFormed"_s, problem.isEmpty()},
                       {u"accepted"_s, problem.isEmpty() && policyObjection.isEmpty()},
                       {u"header"_s, isObject ? QJsonValue(QJsonDocument::fromJson(anatomy.header).object())
                                              : QJsonValue(QString::fromUtf8(anatomy.header))},
                       {u"partSizes"_s, parts},
                       {u"keys"_s, ::toJson(attempts)}};
    if (const QString why = problem.isEmpty() ? policyObjection : problem; !why.isEmpty())
        object.insert(u"problem"_s, why);
    return asciiJson(object);
}

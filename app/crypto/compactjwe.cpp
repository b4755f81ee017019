// SPDX-License-Identifier: Apache-2.0
#include "app/crypto/compactjwe.h"

#include "app/crypto/aesgcm.h"
#include "app/crypto/base64url.h"
#include "app/crypto/strictjson.h"

#include <QJsonDocument>

#include <array>

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype partCount = 5;
constexpr qsizetype largestHeader = 4096;
using Parts = std::array<QByteArrayView, partCount>;

Result<Parts> split(QByteArrayView compact)
{
    if (compact.size() > longestJwe)
        return refusedJwe(u"The message has %1 characters; at most %2 are read."_s.arg(compact.size()).arg(longestJwe));
    const auto count = std::count(compact.begin(), compact.end(), '.') + 1;
    if (count != partCount)
        return refusedJwe(u"The message has %1 parts; a compact JWE has five."_s.arg(count));
    Parts parts;
    for (QByteArrayView &part : parts) {
        const qsizetype dot = compact.indexOf('.');
        part = dot < 0 ? compact : compact.first(dot);
        compact = compact.sliced(qMin(part.size() + 1, compact.size()));
    }
    return parts;
}

//! Decodes a part in place; the sentence that refuses it otherwise, empty when there is none.
QString decodePart(QByteArrayView part, const QString &name, QByteArray *bytes)
{
    std::optional<QByteArray> decoded = base64url::decoded(part);
    if (!decoded)
        return u"The %1 is not strict base64url."_s.arg(name);
    *bytes = std::move(*decoded);
    return {};
}

QString textMember(const QJsonObject &members, const QString &name, QString *text)
{
    const QJsonValue value = members.value(name);
    if (!value.isString() || value.toString().isEmpty())
        return u"The header member \"%1\" is not a text."_s.arg(name);
    *text = value.toString();
    return {};
}

//! What the header may not say, whatever the policy is. `jku`, `x5u`, `jwk` and `x5c` need no check: nothing reads
//! them.
QString objectionTo(const QJsonObject &members)
{
    if (members.contains("crit"_L1))
        return u"The header has the member \"crit\"; no extension is understood."_s;
    if (members.contains("zip"_L1))
        return u"The header has the member \"zip\"; compressed messages are not read."_s;
    return {};
}

QString readHeader(const QByteArray &json, JweHeader *header)
{
    if (json.size() > largestHeader)
        return u"The header has %1 bytes; at most %2 are read."_s.arg(json.size()).arg(largestHeader);
    if (const auto scanned = strictJsonObject(json); !scanned)
        return u"The header %1."_s.arg(scanned.error());
    header->members = QJsonDocument::fromJson(json).object();
    QString objection = objectionTo(header->members);
    if (objection.isEmpty())
        objection = textMember(header->members, u"alg"_s, &header->alg);
    if (objection.isEmpty())
        objection = textMember(header->members, u"enc"_s, &header->enc);
    if (objection.isEmpty() && header->members.contains("kid"_L1))
        objection = textMember(header->members, u"kid"_s, &header->kid);
    return objection;
}

QString objectionTo(const JweHeader &header, const JwePolicy &policy)
{
    if (!policy.algs.contains(header.alg))
        return u"The algorithm %1 is not accepted here."_s.arg(quotedForDetail(header.alg));
    if (!policy.encs.contains(header.enc))
        return u"The content encryption %1 is not accepted here."_s.arg(quotedForDetail(header.enc));
    return {};
}

//! The lengths that RFC 7518 section 5.3 fixes. OpenSSL would take shorter tags and other nonces.
QString objectionToLengths(const JweHeader &header)
{
    if (header.encryptedKeySize == 0)
        return u"The encrypted key is empty."_s;
    if (header.ivSize != aesgcm::nonceSize)
        return u"The initialization vector has %1 bytes; it must have %2."_s.arg(header.ivSize).arg(aesgcm::nonceSize);
    if (header.tagSize != aesgcm::tagSize)
        return u"The authentication tag has %1 bytes; it must have %2."_s.arg(header.tagSize).arg(aesgcm::tagSize);
    return {};
}

QString decodeParts(const Parts &parts, CompactJwe *message)
{
    message->protectedHeader = parts[0];
    const std::tuple<const char16_t *, QByteArrayView, QByteArray *> rest[]{
        {u"encrypted key", parts[1], &message->encryptedKey},
        {u"initialization vector", parts[2], &message->iv},
        {u"ciphertext", parts[3], &message->ciphertext},
        {u"authentication tag", parts[4], &message->tag}};
    for (const auto &[name, part, bytes] : rest) {
        const QString objection = decodePart(part, QString::fromUtf16(name), bytes);
        if (!objection.isEmpty())
            return objection;
    }
    message->header.encryptedKeySize = message->encryptedKey.size();
    message->header.ivSize = message->iv.size();
    message->header.ciphertextSize = message->ciphertext.size();
    message->header.tagSize = message->tag.size();
    return {};
}
} // namespace

Failure refusedJwe(const QString &detail)
{
    return Failure({.kind = Error::Kind::Undecryptable, .detail = detail});
}

Result<CompactJwe> takeApart(QByteArrayView compact, const JwePolicy &policy)
{
    const Result<Parts> parts = split(compact);
    if (!parts)
        return Failure(parts.error());
    CompactJwe message;
    QByteArray json;
    QString objection = decodePart(parts->front(), u"header"_s, &json);
    if (objection.isEmpty())
        objection = readHeader(json, &message.header);
    if (objection.isEmpty())
        objection = objectionTo(message.header, policy);
    if (objection.isEmpty())
        objection = decodeParts(*parts, &message);
    if (objection.isEmpty())
        objection = objectionToLengths(message.header);
    if (!objection.isEmpty())
        return refusedJwe(objection);
    return message;
}

Result<JweHeader> parseJwe(QByteArrayView compact, const JwePolicy &policy)
{
    const Result<CompactJwe> message = takeApart(compact, policy);
    return message ? Result<JweHeader>(message->header) : Failure(message.error());
}

JweAnatomy dissectJwe(QByteArrayView compact)
{
    static constexpr qsizetype mostParts = 8;
    JweAnatomy anatomy;
    for (bool hasMore = compact.size() <= longestJwe; hasMore && anatomy.partSizes.size() < mostParts;) {
        const qsizetype dot = compact.indexOf('.');
        hasMore = dot >= 0;
        const std::optional<QByteArray> part = base64url::decoded(hasMore ? compact.first(dot) : compact);
        if (anatomy.partSizes.isEmpty() && part)
            anatomy.header = part->left(largestHeader);
        anatomy.partSizes.append(part ? part->size() : -1);
        compact = compact.sliced(dot + 1);
    }
    return anatomy;
}

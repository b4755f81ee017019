// SPDX-License-Identifier: Apache-2.0
#include "app/providers/fiserv/signature.h"

#include "app/core/keyedhash.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace fiserv {
namespace {
SecretBytes joined(const std::array<QByteArrayView, 4> &parts)
{
    std::size_t size = 0;
    for (const QByteArrayView part : parts)
        size += static_cast<std::size_t>(part.size());
    SecretBytes whole = SecretBytes::ofSize(size);
    unsigned char *to = whole.data();
    for (const QByteArrayView part : parts)
        to = std::copy(part.begin(), part.end(), to);
    return whole;
}
} // namespace

QByteArray messageSignature(const SecretBytes &apiKey, const SecretBytes &secret, const SignedMessage &message,
                            SignatureEncoding encoding)
{
    const SecretBytes text = joined({apiKey.bytes(), message.requestId, message.timestamp, message.body});
    const QByteArray mac = keyedHash(secret, text.bytes());
    return encoding == SignatureEncoding::Raw ? mac.toBase64() : mac.toHex().toBase64();
}

SignatureEncoding usualEncoding(const QString &host)
{
    const QString lower = host.toLower();
    const bool isFiservApps = lower == "fiservapps.com"_L1 || lower.endsWith(".fiservapps.com"_L1);
    return isFiservApps ? SignatureEncoding::Raw : SignatureEncoding::Hex;
}

SignatureEncoding otherEncoding(SignatureEncoding encoding)
{
    return encoding == SignatureEncoding::Raw ? SignatureEncoding::Hex : SignatureEncoding::Raw;
}

QString toWord(SignatureEncoding encoding)
{
    return encoding == SignatureEncoding::Raw ? u"raw"_s : u"hex"_s;
}

std::optional<SignatureEncoding> encodingFromWord(const QString &word)
{
    for (const SignatureEncoding encoding : {SignatureEncoding::Raw, SignatureEncoding::Hex}) {
        if (word == toWord(encoding))
            return encoding;
    }
    return std::nullopt;
}

} // namespace fiserv

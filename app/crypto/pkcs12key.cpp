// SPDX-License-Identifier: Apache-2.0
#include "app/crypto/keyreader.h"

#include <openssl/err.h>
#include <openssl/pkcs12.h>

#include <cstring>

using namespace Qt::StringLiterals;

namespace {
using Archive = OpenSslOwner<PKCS12, PKCS12_free>;

SecretBytes zeroTerminated(const SecretBytes &text)
{
    SecretBytes copy = SecretBytes::ofSize(text.size() + 1);
    if (!text.isEmpty())
        std::memcpy(copy.data(), text.view().data(), text.size());
    return copy;
}
} // namespace

Failure archiveStaysShut(const SecretBytes &passphrase)
{
    if (takeUnsupportedAlgorithm())
        return unreadableKey(
            u"The PKCS#12 file is encrypted with an algorithm that OpenSSL does not offer here, such as RC2."_s);
    return unreadableKey(passphrase.isEmpty() ? u"The PKCS#12 file is encrypted and no passphrase was given."_s
                                              : u"The passphrase does not open the PKCS#12 file."_s);
}

Result<Key> KeyReader::fromPkcs12(QByteArrayView content, const SecretBytes &passphrase)
{
    const auto *at = reinterpret_cast<const unsigned char *>(content.data());
    const Archive archive(d2i_PKCS12(nullptr, &at, static_cast<long>(content.size())));
    if (!archive) {
        ERR_clear_error();
        return unreadableKey(u"The file is not a key: it is neither PEM, nor PKCS#12, nor a JWK."_s);
    }
    const SecretBytes terminated = zeroTerminated(passphrase);
    EVP_PKEY *native = nullptr;
    X509 *certificate = nullptr;
    if (PKCS12_parse(archive.get(), terminated.bytes().data(), &native, &certificate, nullptr) != 1)
        return archiveStaysShut(passphrase);
    const NativeCertificate ownCertificate(certificate);
    if (!native)
        return unreadableKey(u"There is no private key in the PKCS#12 file."_s);
    const Result<Key> key = admitted(NativeKey(native), true);
    return key && ownCertificate ? withExpiry(*key, ownCertificate.get()) : key;
}

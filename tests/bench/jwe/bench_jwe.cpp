// SPDX-License-Identifier: Apache-2.0
// How much of the time of a JWE is ours. The same primitives are called bare, through EVP and with fresh contexts as
// any caller must, with the key parsed once; both are timed in turn in one run, and the medians give the ratio (bare /
// ours).
//
//   bench_jwe [ROUNDS]             ratios for encrypt and decrypt, 1 KB of plaintext
//   bench_jwe --uniformity [PAIRS] Welch's t between refusals whose content key unwraps and those whose does not (J3)
#include "app/crypto/jwe.h"
#include "app/crypto/openssl.h"

#include <QStringList>

#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <vector>

using namespace Qt::StringLiterals;

namespace {
constexpr std::size_t plaintextSize = 1024;
constexpr std::size_t modulusSize = 256;
const QByteArray header = "eyJhbGciOiJSU0EtT0FFUC0yNTYiLCJlbmMiOiJBMjU2R0NNIiwia2lkIjoiYmVuY2gifQ"_ba;

//! What goes over the wire, without the wire's encoding.
struct BareMessage {
    std::array<unsigned char, modulusSize> encryptedKey{};
    std::array<unsigned char, 12> iv{};
    std::array<unsigned char, plaintextSize> ciphertext{};
    std::array<unsigned char, 16> tag{};
};

void require(bool isDone)
{
    if (isDone)
        return;
    std::fputs("bench_jwe: OpenSSL fails\n", stderr);
    std::exit(1);
}

Key newKey()
{
    const NativeKey native(EVP_RSA_gen(modulusSize * 8));
    const Bio bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_PKCS8PrivateKey(bio.get(), native.get(), nullptr, nullptr, 0, nullptr, nullptr);
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return readKey(QByteArray(data, static_cast<qsizetype>(size)), u"bench"_s).value();
}

void useOaep(EVP_PKEY_CTX *context)
{
    require(EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) > 0 &&
            EVP_PKEY_CTX_set_rsa_oaep_md(context, EVP_sha256()) > 0 &&
            EVP_PKEY_CTX_set_rsa_mgf1_md(context, EVP_sha256()) > 0);
}

void encryptBare(EVP_PKEY *key, const std::array<unsigned char, plaintextSize> &plaintext, BareMessage &message)
{
    std::array<unsigned char, 32> contentKey{};
    require(RAND_priv_bytes(contentKey.data(), 32) == 1 && RAND_bytes(message.iv.data(), 12) == 1);
    const NativeKeyContext wrap(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
    std::size_t wrapped = modulusSize;
    require(EVP_PKEY_encrypt_init(wrap.get()) > 0);
    useOaep(wrap.get());
    require(EVP_PKEY_encrypt(wrap.get(), message.encryptedKey.data(), &wrapped, contentKey.data(), 32) > 0);

    const CipherContext cipher(EVP_CIPHER_CTX_new());
    int size = 0;
    require(EVP_EncryptInit_ex2(cipher.get(), EVP_aes_256_gcm(), contentKey.data(), message.iv.data(), nullptr) == 1 &&
            EVP_EncryptUpdate(cipher.get(), nullptr, &size, reinterpret_cast<const unsigned char *>(header.constData()),
                              static_cast<int>(header.size())) == 1 &&
            EVP_EncryptUpdate(cipher.get(), message.ciphertext.data(), &size, plaintext.data(), plaintextSize) == 1 &&
            EVP_EncryptFinal_ex(cipher.get(), message.tag.data(), &size) == 1 &&
            EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_GET_TAG, 16, message.tag.data()) == 1);
    OPENSSL_cleanse(contentKey.data(), contentKey.size());
}

void decryptBare(EVP_PKEY *key, BareMessage &message, std::array<unsigned char, plaintextSize> &plaintext)
{
    std::array<unsigned char, modulusSize> contentKey{};
    std::size_t unwrapped = modulusSize;
    const NativeKeyContext unwrap(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
    require(EVP_PKEY_decrypt_init(unwrap.get()) > 0);
    useOaep(unwrap.get());
    require(EVP_PKEY_decrypt(unwrap.get(), contentKey.data(), &unwrapped, message.encryptedKey.data(), modulusSize) >
            0);

    const CipherContext cipher(EVP_CIPHER_CTX_new());
    int size = 0;
    require(EVP_DecryptInit_ex2(cipher.get(), EVP_aes_256_gcm(), contentKey.data(), message.iv.data(), nullptr) == 1 &&
            EVP_DecryptUpdate(cipher.get(), nullptr, &size, reinterpret_cast<const unsigned char *>(header.constData()),
                              static_cast<int>(header.size())) == 1 &&
            EVP_DecryptUpdate(cipher.get(), plaintext.data(), &size, message.ciphertext.data(), plaintextSize) == 1 &&
            EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_SET_TAG, 16, message.tag.data()) == 1 &&
            EVP_DecryptFinal_ex(cipher.get(), plaintext.data(), &size) == 1);
    OPENSSL_cleanse(contentKey.data(), contentKey.size());
}

template <typename Work>
double microseconds(Work work)
{
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin).count();
}

double median(std::vector<double> times)
{
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::nth_element(times.begin(), middle, times.end());
    return *middle;
}

//! Runs the two in turn, who goes first changing, so that whatever else the machine does meets both alike.
template <typename Bare, typename Ours>
void compare(const char *name, int rounds, Bare bare, Ours ours)
{
    std::vector<double> bareTimes;
    std::vector<double> ourTimes;
    for (int round = 0; round < rounds; ++round) {
        if (round % 2 == 0)
            bareTimes.push_back(microseconds(bare));
        ourTimes.push_back(microseconds(ours));
        if (round % 2 != 0)
            bareTimes.push_back(microseconds(bare));
    }
    const double bareMedian = median(bareTimes);
    const double ourMedian = median(ourTimes);
    std::printf("%s: bare %.2f us, ours %.2f us, ratio %.3f (medians of %d)\n", name, bareMedian, ourMedian,
                bareMedian / ourMedian, rounds);
}

void compareAll(int rounds)
{
    const Key key = newKey();
    auto *native = static_cast<EVP_PKEY *>(key.native());
    KeyRing ring;
    ring.add(key);
    std::array<unsigned char, plaintextSize> plaintext{};
    RAND_bytes(plaintext.data(), plaintextSize);
    const SecretBytes secret = SecretBytes::copyOf(std::span<const unsigned char>(plaintext));
    BareMessage message;
    encryptBare(native, plaintext, message);
    const QByteArray compact = encryptJwe(secret, key).value();

    compare(
        "encrypt", rounds * 10, [&] { encryptBare(native, plaintext, message); },
        [&] { require(encryptJwe(secret, key).has_value()); });
    compare(
        "decrypt", rounds, [&] { decryptBare(native, message, plaintext); },
        [&] { require(decryptJwe(compact, ring).has_value()); });
}

struct Sample {
    double mean = 0;
    double variance = 0;
    double count = 0;

    explicit Sample(std::vector<double> times)
    {
        // The slowest twentieth is the scheduler's and not the code's.
        std::sort(times.begin(), times.end());
        times.resize(times.size() * 19 / 20);
        count = static_cast<double>(times.size());
        for (const double time : times)
            mean += time / count;
        for (const double time : times)
            variance += (time - mean) * (time - mean) / (count - 1);
    }
};

void compareRefusals(int pairs)
{
    const Key key = newKey();
    KeyRing ring;
    ring.add(key);
    // The same message, once with a tag that does not match and once with a content key that does not unwrap.
    QByteArray wrongTag = encryptJwe(SecretBytes::ofSize(plaintextSize), key).value();
    QByteArray wrongKey = wrongTag;
    wrongTag[wrongTag.size() - 4] = wrongTag.at(wrongTag.size() - 4) == 'A' ? 'B' : 'A';
    const qsizetype inKey = wrongKey.indexOf('.') + 100;
    wrongKey[inKey] = wrongKey.at(inKey) == 'A' ? 'B' : 'A';

    std::array<std::vector<double>, 2> times;
    for (int i = 0; i < pairs * 2; ++i) {
        unsigned char coin = 0;
        RAND_bytes(&coin, 1);
        const QByteArray &message = (coin & 1) != 0 ? wrongTag : wrongKey;
        times[coin & 1].push_back(microseconds([&] { require(!decryptJwe(message, ring)); }));
    }
    const Sample unwrapped(times[1]);
    const Sample notUnwrapped(times[0]);
    const double t = (unwrapped.mean - notUnwrapped.mean) /
                     std::sqrt(unwrapped.variance / unwrapped.count + notUnwrapped.variance / notUnwrapped.count);
    std::printf("refused: content key unwraps %.3f us, does not %.3f us, difference %.3f us, t %.2f (%d pairs)\n",
                unwrapped.mean, notUnwrapped.mean, unwrapped.mean - notUnwrapped.mean, t, pairs);
}
} // namespace

int main(int argc, char **argv)
{
    const QByteArrayList words(argv + 1, argv + argc);
    if (words.value(0) == "--uniformity")
        compareRefusals(std::max(words.value(1).toInt(), 1000));
    else
        compareAll(std::max(words.value(0).toInt(), 2000));
    return 0;
}

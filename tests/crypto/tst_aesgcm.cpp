// SPDX-License-Identifier: Apache-2.0
#include "app/crypto/aesgcm.h"

#include <QTest>

#include <array>

using namespace Qt::StringLiterals;

namespace {
struct Sealed {
    QByteArray ciphertext;
    std::array<unsigned char, aesgcm::tagSize> tag{};
    bool isDone = false;
};

constexpr std::array<unsigned char, aesgcm::nonceSize> zeroNonce{};

std::span<const unsigned char> bytesOf(const QByteArray &bytes)
{
    return {reinterpret_cast<const unsigned char *>(bytes.constData()), static_cast<std::size_t>(bytes.size())};
}

Sealed sealed(const SecretBytes &key, const SecretBytes &plaintext)
{
    Sealed result;
    result.ciphertext.resize(static_cast<qsizetype>(plaintext.size()));
    auto *to = reinterpret_cast<unsigned char *>(result.ciphertext.data());
    result.isDone = aesgcm::seal(key, zeroNonce, {}, plaintext, {to, plaintext.size()}, result.tag);
    return result;
}

QByteArray hexOf(const std::array<unsigned char, aesgcm::tagSize> &tag)
{
    return QByteArray(reinterpret_cast<const char *>(tag.data()), tag.size()).toHex();
}
} // namespace

class TestAesGcm : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void publishedVectors_areMet();
    void keyOfAnotherSize_isRefused();
    void wrongTag_leavesNoPlaintext();
};

//! The test cases 1, 2, 13 and 14 of "The Galois/Counter Mode of Operation" (McGrew, Viega).
void TestAesGcm::publishedVectors_areMet()
{
    const SecretBytes nothing;
    const SecretBytes zeros = SecretBytes::ofSize(16);
    QCOMPARE(hexOf(sealed(SecretBytes::ofSize(16), nothing).tag), "58e2fccefa7e3061367f1d57a4e7455a"_ba);
    QCOMPARE(hexOf(sealed(SecretBytes::ofSize(32), nothing).tag), "530f8afbc74536b9a963b4f1c4cb738b"_ba);
    const Sealed with128 = sealed(SecretBytes::ofSize(16), zeros);
    QCOMPARE(with128.ciphertext.toHex(), "0388dace60b6a392f328c2b971b2fe78"_ba);
    QCOMPARE(hexOf(with128.tag), "ab6e47d42cec13bdf53a67b21257bddf"_ba);
    const Sealed with256 = sealed(SecretBytes::ofSize(32), zeros);
    QCOMPARE(with256.ciphertext.toHex(), "cea7403d4d606b6e074ec5d3baf39d18"_ba);
    QCOMPARE(hexOf(with256.tag), "d0d1c8a799996bf0265b98b5d48ab919"_ba);
}

void TestAesGcm::keyOfAnotherSize_isRefused()
{
    for (std::size_t size = 0; size <= 64; ++size) {
        const SecretBytes key = SecretBytes::ofSize(size);
        const bool isKey = size == 16 || size == 32;
        const Sealed result = sealed(key, SecretBytes::ofSize(5));
        QCOMPARE(result.isDone, isKey);
        SecretBytes plaintext = SecretBytes::ofSize(5);
        QCOMPARE(aesgcm::open(key, zeroNonce, {}, bytesOf(result.ciphertext), result.tag, plaintext), isKey);
    }
}

void TestAesGcm::wrongTag_leavesNoPlaintext()
{
    const SecretBytes key = SecretBytes::ofSize(32);
    Sealed result = sealed(key, SecretBytes::copyOf("attack at dawn"_ba));
    SecretBytes plaintext = SecretBytes::ofSize(14);
    QVERIFY(aesgcm::open(key, zeroNonce, {}, bytesOf(result.ciphertext), result.tag, plaintext));
    QCOMPARE(plaintext.bytes(), QByteArrayView("attack at dawn"));
    result.tag[15] = static_cast<unsigned char>(result.tag[15] ^ 1);
    QVERIFY(!aesgcm::open(key, zeroNonce, {}, bytesOf(result.ciphertext), result.tag, plaintext));
    QVERIFY(plaintext.isEmpty());
}

QTEST_APPLESS_MAIN(TestAesGcm)
#include "tst_aesgcm.moc"

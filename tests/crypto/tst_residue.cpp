// SPDX-License-Identifier: Apache-2.0
// No copy of a secret stays in memory (F11, C9): the whole writable memory of this process is searched.
#include "app/crypto/jwe.h"
#include "tests/crypto/forgedjwe.h"
#include "tests/crypto/memorysweep.h"
#include "tests/crypto/opensslcommand.h"

#include <QFile>
#include <QTest>

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <cstring>
#include <optional>

using namespace Qt::StringLiterals;

namespace {
SecretBytes randomSecret(std::size_t size)
{
    SecretBytes secret = SecretBytes::ofSize(size);
    RAND_bytes(secret.data(), static_cast<int>(size));
    return secret;
}

//! The content of a file, without the buffers that QFile::readAll leaves behind.
SecretBytes secretContent(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return {};
    SecretBytes content = SecretBytes::ofSize(static_cast<std::size_t>(file.size()));
    file.read(reinterpret_cast<char *>(content.data()), static_cast<qint64>(content.size()));
    return content;
}
} // namespace

class TestResidue : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sweep_findsWhatIsThere();
    void whatOpenSslFrees_isOverwritten();
    void plaintext_isGoneWithItsOwner();
    void plaintextOfARefusedMessage_isGone();
    void contentKey_isGone();
    void textOfAPrivateJwk_isGone();
    void passphraseAndTextOfAPrivateKey_areGone();

private:
    OpenSslCommand m_openssl;
};

void TestResidue::sweep_findsWhatIsThere()
{
    std::optional<SecretBytes> secret = randomSecret(32);
    const MemorySweep sweep(secret->bytes());
    QCOMPARE(sweep.count(), 1);
    std::optional<QByteArray> copy = QByteArray(secret->bytes().data(), 32);
    QCOMPARE(sweep.count(), 2);
    wipe(*copy);
    QCOMPARE(sweep.count(), 1);
    secret.reset();
    QCOMPARE(sweep.count(), 0);
}

void TestResidue::whatOpenSslFrees_isOverwritten()
{
    constexpr std::size_t size = 8192;
    std::optional<SecretBytes> secret = randomSecret(32);
    const MemorySweep sweep(secret->bytes());
    void *memory = OPENSSL_malloc(size);
    std::memcpy(static_cast<char *>(memory) + size / 2, secret->data(), 32);
    secret.reset();
    QCOMPARE(sweep.count(), 1);
    memory = OPENSSL_realloc(memory, 64 * size); // moves it
    QCOMPARE(sweep.count(), 1);
    OPENSSL_free(memory);
    QCOMPARE(sweep.count(), 0);
}

void TestResidue::plaintext_isGoneWithItsOwner()
{
    std::optional<SecretBytes> secret = randomSecret(700);
    const MemorySweep sweep(secret->bytes().sliced(300, 32));
    const Result<QByteArray> compact = encryptJwe(*secret, deskKey());
    QCOMPARE(sweep.count(), 1);
    secret.reset();
    QCOMPARE(sweep.count(), 0);

    auto plaintext = decryptJwe(*compact, ringOf(deskKey()));
    QVERIFY(plaintext.has_value());
    QCOMPARE(sweep.count(), 1);
    plaintext->reset();
    QCOMPARE(sweep.count(), 0);
}

void TestResidue::plaintextOfARefusedMessage_isGone()
{
    std::optional<SecretBytes> secret = randomSecret(700);
    const MemorySweep sweep(secret->bytes().sliced(300, 32));
    QByteArray compact = encryptJwe(*secret, deskKey()).value();
    secret.reset();
    compact[compact.size() - 3] = compact[compact.size() - 3] == 'A' ? 'B' : 'A';
    QVERIFY(!decryptJwe(compact, ringOf(deskKey())));
    QCOMPARE(sweep.count(), 0);
}

void TestResidue::contentKey_isGone()
{
    SecretBytes contentKey = randomSecret(32);
    const MemorySweep sweep(contentKey.bytes());
    ForgedJwe forged;
    forged.contentKey = QByteArray(contentKey.bytes().data(), 32);
    contentKey.clear();
    const QByteArray compact = forged.compact(deskKey());
    wipe(forged.contentKey);
    QCOMPARE(sweep.count(), 0);
    QVERIFY(decryptJwe(compact, ringOf(deskKey())).has_value());
    QCOMPARE(sweep.count(), 0);
}

void TestResidue::textOfAPrivateJwk_isGone()
{
    std::optional<SecretBytes> published = secretContent(QStringLiteral(TEST_DATA_DIR "/crypto/rfc7516-a1.json"));
    const QByteArrayView text = published->bytes();
    const qsizetype begin = text.indexOf('{', 1);
    QFile file(m_openssl.path(u"key.jwk"_s));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    file.write(text.data() + begin, text.indexOf('}') + 1 - begin);
    file.close();
    std::vector<std::unique_ptr<MemorySweep>> sweeps;
    for (const QByteArrayView member : {"\"d\": \"", "\"p\": \"", "\"qi\": \""})
        sweeps.push_back(std::make_unique<MemorySweep>(text.sliced(text.indexOf(member) + member.size() + 20, 40)));
    published.reset();

    const Result<Key> key = readKeyFile(file.fileName());
    QVERIFY2(key.has_value(), key ? "" : qPrintable(key.error().detail));
    for (const auto &sweep : sweeps)
        QCOMPARE(sweep->count(), 0);
}

void TestResidue::passphraseAndTextOfAPrivateKey_areGone()
{
    SecretBytes passphrase = randomSecret(48);
    for (std::size_t i = 0; i < passphrase.size(); ++i)
        passphrase.data()[i] = 'a' + passphrase.data()[i] % 26;
    const MemorySweep passphraseSweep(passphrase.bytes().sliced(8, 32));
    QFile file(m_openssl.path(u"passphrase"_s));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    file.write(passphrase.bytes().data(), passphrase.bytes().size());
    file.close();
    passphrase.clear();
    QVERIFY(m_openssl.run(u"genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out plain.pem"_s));
    QVERIFY(m_openssl.run(u"pkcs8 -topk8 -in plain.pem -passout file:passphrase -out sealed.pem"_s));
    QVERIFY(m_openssl.run(u"rsa -in plain.pem -traditional -aes256 -passout file:passphrase -out traditional.pem"_s));
    QVERIFY(m_openssl.run(u"pkcs12 -export -nocerts -inkey plain.pem -passout file:passphrase -out sealed.p12"_s));

    QVERIFY(m_openssl.run(u"pkcs8 -topk8 -nocrypt -in plain.pem -outform DER -out plain.der"_s));
    // Somewhere inside the private exponent. The key in use holds its numbers the other way round.
    const MemorySweep decodedSweep(secretContent(m_openssl.path(u"plain.der"_s)).bytes().sliced(400, 32));
    const MemorySweep lineSweep(secretContent(m_openssl.path(u"plain.pem"_s)).bytes().sliced(400, 48));
    for (const QString &name : {u"plain.pem"_s, u"sealed.pem"_s, u"traditional.pem"_s, u"sealed.p12"_s}) {
        const Result<Key> key = readKeyFile(m_openssl.path(name), {}, secretContent(file.fileName()));
        QVERIFY2(key.has_value(), key ? "" : qPrintable(key.error().detail));
        QCOMPARE(decodedSweep.count(), 0);
        QCOMPARE(lineSweep.count(), 0);
        QCOMPARE(passphraseSweep.count(), 0);
    }
}

int main(int argc, char **argv)
{
    wipeWhatOpenSslFrees();
    QCoreApplication application(argc, argv);
    TestResidue test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_residue.moc"

// SPDX-License-Identifier: Apache-2.0
#include "app/crypto/jwe.h"
#include "app/crypto/key.h"
#include "tests/crypto/forgedjwe.h"
#include "tests/crypto/opensslcommand.h"

#include <QFile>
#include <QTest>

#include <openssl/ui.h>

using namespace Qt::StringLiterals;

namespace {
SecretBytes passphrase()
{
    return SecretBytes::fromText(u"open sesame"_s);
}

QString refusal(const Result<Key> &key)
{
    return key ? u"accepted"_s : toString(key.error().kind) + u": "_s + key.error().detail;
}

QString configuration(const QString &detail)
{
    return u"Configuration: "_s + detail;
}
//! Stands where OpenSSL's questions to the terminal come along, and refuses them.
class TerminalWatch
{
public:
    TerminalWatch() : m_method(UI_create_method("watch"))
    {
        s_wasAsked = false;
        UI_method_set_opener(m_method, [](UI *) {
            s_wasAsked = true;
            return 0;
        });
        UI_set_default_method(m_method);
    }
    ~TerminalWatch()
    {
        UI_set_default_method(UI_OpenSSL());
        UI_destroy_method(m_method);
    }
    Q_DISABLE_COPY_MOVE(TerminalWatch)
    bool wasAsked() const { return s_wasAsked; }

private:
    static inline bool s_wasAsked = false;
    UI_METHOD *m_method;
};
} // namespace

class TestKey : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void publicForms_areRead_data();
    void publicForms_areRead();
    void privateForms_areRead_data();
    void privateForms_areRead();
    void encryptedForms_needTheirPassphrase_data();
    void encryptedForms_needTheirPassphrase();
    void encryptedWithoutPassphrase_neverAsksOnTheTerminal_data();
    void encryptedWithoutPassphrase_neverAsksOnTheTerminal();
    void certificate_tellsWhenItExpires();
    void certificateAndKeyInOneFile_giveThePrivateKeyWithItsExpiry();
    void textAroundBlocks_isSkipped();
    void weakOrForeignKeys_areRefused_data();
    void weakOrForeignKeys_areRefused();
    void whatIsNoKey_isRefused_data();
    void whatIsNoKey_isRefused();
    void pkcs12InAnOldCipher_saysSo();
    void everyPrefix_isRefusedOrRead_butNeverCrashes();
    void file_isReadWithinItsLimit();
    void idAndCopies_shareOneKey();
    void nullKey_isNothing();

private:
    OpenSslCommand m_openssl;
};

void TestKey::initTestCase()
{
    const QStringList lines{
        u"genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out rsa.pem"_s,
        u"genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ec.pem"_s,
        u"req -x509 -new -key rsa.pem -subj /CN=desk -days 30 -out certificate.pem"_s,
        u"pkey -in rsa.pem -pubout -out public.pem"_s,
        u"pkey -in ec.pem -pubout -out ecpublic.pem"_s,
        u"rsa -in rsa.pem -RSAPublicKey_out -out pkcs1public.pem"_s,
        u"pkey -in rsa.pem -traditional -out pkcs1.pem"_s,
        u"pkey -in ec.pem -traditional -out sec1.pem"_s,
        u"ecparam -name prime256v1 -genkey -out withparameters.pem"_s,
        u"x509 -in certificate.pem -trustout -out trusted.pem"_s,
    };
    for (const QString &line : lines)
        QVERIFY(m_openssl.run(line));
    const QString pass = u"pass:open sesame"_s;
    const QList<QStringList> encrypted{
        {u"pkcs8"_s, u"-topk8"_s, u"-in"_s, u"rsa.pem"_s, u"-v2"_s, u"aes-256-cbc"_s, u"-passout"_s, pass, u"-out"_s,
         u"pkcs8enc.pem"_s},
        {u"pkcs8"_s, u"-topk8"_s, u"-in"_s, u"rsa.pem"_s, u"-scrypt"_s, u"-passout"_s, pass, u"-out"_s,
         u"scrypt.pem"_s},
        {u"pkcs8"_s, u"-topk8"_s, u"-in"_s, u"ec.pem"_s, u"-passout"_s, pass, u"-out"_s, u"ecpkcs8enc.pem"_s},
        {u"rsa"_s, u"-in"_s, u"rsa.pem"_s, u"-traditional"_s, u"-aes128"_s, u"-passout"_s, pass, u"-out"_s,
         u"pkcs1enc.pem"_s},
        {u"rsa"_s, u"-in"_s, u"rsa.pem"_s, u"-traditional"_s, u"-des3"_s, u"-passout"_s, pass, u"-out"_s,
         u"pkcs1des3.pem"_s},
        {u"ec"_s, u"-in"_s, u"ec.pem"_s, u"-aes256"_s, u"-passout"_s, pass, u"-out"_s, u"sec1enc.pem"_s},
        {u"pkcs12"_s, u"-export"_s, u"-inkey"_s, u"rsa.pem"_s, u"-in"_s, u"certificate.pem"_s, u"-passout"_s, pass,
         u"-out"_s, u"desk.p12"_s},
        {u"pkcs12"_s, u"-export"_s, u"-inkey"_s, u"rsa.pem"_s, u"-nocerts"_s, u"-passout"_s, pass, u"-out"_s,
         u"keyonly.p12"_s},
        {u"pkcs12"_s, u"-export"_s, u"-nokeys"_s, u"-in"_s, u"certificate.pem"_s, u"-passout"_s, pass, u"-out"_s,
         u"nokey.p12"_s},
        {u"pkcs12"_s, u"-export"_s, u"-inkey"_s, u"rsa.pem"_s, u"-in"_s, u"certificate.pem"_s, u"-passout"_s,
         u"pass:"_s, u"-out"_s, u"empty.p12"_s},
        {u"pkcs12"_s, u"-export"_s, u"-inkey"_s, u"rsa.pem"_s, u"-in"_s, u"certificate.pem"_s, u"-keypbe"_s, u"NONE"_s,
         u"-certpbe"_s, u"NONE"_s, u"-nomac"_s, u"-passout"_s, u"pass:"_s, u"-out"_s, u"bare.p12"_s},
    };
    for (const QStringList &words : encrypted)
        QVERIFY(m_openssl.run(words));
    m_openssl.write(u"bundle.pem"_s, m_openssl.content(u"certificate.pem"_s) + m_openssl.content(u"rsa.pem"_s));
}

void TestKey::publicForms_areRead_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<bool>("isRsa");
    for (const char *file : {"certificate.pem", "trusted.pem", "public.pem", "pkcs1public.pem"})
        QTest::newRow(file) << QString::fromLatin1(file) << true;
    QTest::newRow("ecpublic.pem") << u"ecpublic.pem"_s << false;
}

void TestKey::publicForms_areRead()
{
    QFETCH(const QString, file);
    QFETCH(const bool, isRsa);
    const Result<Key> key = readKeyFile(m_openssl.path(file), u"k"_s);
    QCOMPARE(refusal(key), u"accepted"_s);
    QVERIFY(!key->isPrivate());
    QCOMPARE(key->isRsa(), isRsa);
    QCOMPARE(key->bits(), isRsa ? 2048 : 256);
    QCOMPARE(key->id(), u"k"_s);
    if (!isRsa)
        return;
    const Result<QByteArray> compact = encryptJwe(SecretBytes::copyOf("text"_ba), *key);
    const Key own = readKeyFile(m_openssl.path(u"rsa.pem"_s), u"k"_s).value();
    QVERIFY(compact && decryptJwe(*compact, ringOf(own)).has_value());
}

void TestKey::privateForms_areRead_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<bool>("isRsa");
    for (const char *file : {"rsa.pem", "pkcs1.pem", "bundle.pem", "empty.p12", "bare.p12"})
        QTest::newRow(file) << QString::fromLatin1(file) << true;
    for (const char *file : {"ec.pem", "sec1.pem", "withparameters.pem"})
        QTest::newRow(file) << QString::fromLatin1(file) << false;
}

void TestKey::privateForms_areRead()
{
    QFETCH(const QString, file);
    QFETCH(const bool, isRsa);
    const Result<Key> key = readKeyFile(m_openssl.path(file));
    QCOMPARE(refusal(key), u"accepted"_s);
    QVERIFY(key->isPrivate());
    QCOMPARE(key->isRsa(), isRsa);
    QVERIFY(key->id().isEmpty());
    if (isRsa) {
        const Key recipient = readKeyFile(m_openssl.path(u"public.pem"_s), u"k"_s).value();
        QVERIFY(decryptJwe(encryptJwe(SecretBytes::copyOf("text"_ba), recipient).value(), ringOf(key->withId(u"k"_s)))
                    .has_value());
    }
}

void TestKey::encryptedForms_needTheirPassphrase_data()
{
    QTest::addColumn<QString>("file");
    for (const char *file : {"pkcs8enc.pem", "scrypt.pem", "ecpkcs8enc.pem", "pkcs1enc.pem", "pkcs1des3.pem",
                             "sec1enc.pem", "desk.p12", "keyonly.p12"})
        QTest::newRow(file) << QString::fromLatin1(file);
}

void TestKey::encryptedForms_needTheirPassphrase()
{
    QFETCH(const QString, file);
    const QByteArray content = m_openssl.content(file);
    const bool isArchive = file.endsWith(u".p12"_s);
    const QString what = isArchive ? u"PKCS#12 file"_s : u"private key"_s;

    QCOMPARE(refusal(readKey(content, {}, passphrase())), u"accepted"_s);
    QVERIFY(readKey(content, {}, passphrase())->isPrivate());
    QCOMPARE(refusal(readKey(content)), configuration(u"The %1 is encrypted and no passphrase was given."_s.arg(what)));
    // Many times: once in 256, a wrong passphrase leaves valid padding.
    const int attempts = file == "pkcs1enc.pem"_L1 ? 1000 : file == "pkcs8enc.pem"_L1 ? 300 : 1;
    for (int attempt = 0; attempt < attempts; ++attempt) {
        const SecretBytes wrong = SecretBytes::fromText(u"wrong %1"_s.arg(attempt));
        QCOMPARE(refusal(readKey(content, {}, wrong)),
                 configuration(u"The passphrase does not open the %1."_s.arg(what)));
    }
}

void TestKey::encryptedWithoutPassphrase_neverAsksOnTheTerminal_data()
{
    encryptedForms_needTheirPassphrase_data();
    QTest::newRow("disguised") << u"disguised.pem"_s;
}

void TestKey::encryptedWithoutPassphrase_neverAsksOnTheTerminal()
{
    QFETCH(const QString, file);
    // An encrypted key in a block that promises one that is not.
    m_openssl.write(u"disguised.pem"_s, m_openssl.content(u"pkcs8enc.pem"_s).replace("ENCRYPTED PRIVATE", "PRIVATE"));
    const QByteArray content = m_openssl.content(file);

    const TerminalWatch watch;
    const Result<Key> key = readKey(content);
    QVERIFY(!watch.wasAsked());
    QVERIFY(!key);
}

void TestKey::certificate_tellsWhenItExpires()
{
    const Key key = readKeyFile(m_openssl.path(u"certificate.pem"_s)).value();
    QCOMPARE(key.expiresAt().timeSpec(), Qt::UTC);
    const qint64 seconds = QFileInfo(m_openssl.path(u"certificate.pem"_s)).lastModified().secsTo(key.expiresAt());
    QVERIFY(qAbs(seconds - 30 * 24 * 3600) <= 60);
    QVERIFY(!readKeyFile(m_openssl.path(u"public.pem"_s))->expiresAt().isValid());
}

void TestKey::certificateAndKeyInOneFile_giveThePrivateKeyWithItsExpiry()
{
    const QDateTime expiry = readKeyFile(m_openssl.path(u"certificate.pem"_s))->expiresAt();
    QCOMPARE(readKeyFile(m_openssl.path(u"bundle.pem"_s))->expiresAt(), expiry);
    QCOMPARE(readKeyFile(m_openssl.path(u"desk.p12"_s), {}, passphrase())->expiresAt(), expiry);
    // The certificate of another key says nothing about this one.
    const QByteArray mixed = m_openssl.content(u"certificate.pem"_s) + m_openssl.content(u"ec.pem"_s);
    QVERIFY(readKey(mixed)->isPrivate());
    QVERIFY(!readKey(mixed)->expiresAt().isValid());
    QCOMPARE(refusal(readKey(mixed + m_openssl.content(u"rsa.pem"_s))),
             configuration(u"There is more than one private key in the file."_s));
}

void TestKey::textAroundBlocks_isSkipped()
{
    QByteArray content =
        "Bag Attributes\n  friendlyName: desk\n" + m_openssl.content(u"certificate.pem"_s) + "\nthe end\n";
    QCOMPARE(refusal(readKey(content)), u"accepted"_s);
    QCOMPARE(refusal(readKey(content.replace("\n", "\r\n"))), u"accepted"_s);
}

void TestKey::weakOrForeignKeys_areRefused_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("detail");
    QTest::newRow("RSA 1024") << u"RSA -pkeyopt rsa_keygen_bits:1024"_s
                              << u"The RSA key has 1024 bits; at least 2048 are needed."_s;
    QTest::newRow("RSA 2040") << u"RSA -pkeyopt rsa_keygen_bits:2040"_s
                              << u"The RSA key has 2040 bits; at least 2048 are needed."_s;
    QTest::newRow("RSA-PSS") << u"RSA-PSS -pkeyopt rsa_keygen_bits:2048"_s
                             << u"The key is neither RSA nor EC but RSA-PSS."_s;
    QTest::newRow("Ed25519") << u"ED25519"_s << u"The key is neither RSA nor EC but ED25519."_s;
    QTest::newRow("X25519") << u"X25519"_s << u"The key is neither RSA nor EC but X25519."_s;
    QTest::newRow("secp256k1") << u"EC -pkeyopt ec_paramgen_curve:secp256k1"_s
                               << u"The EC key is on the curve secp256k1, which is not used here."_s;
    QTest::newRow("RSA 3072") << u"RSA -pkeyopt rsa_keygen_bits:3072"_s << QString();
    QTest::newRow("P-521") << u"EC -pkeyopt ec_paramgen_curve:P-521"_s << QString();
}

void TestKey::weakOrForeignKeys_areRefused()
{
    QFETCH(const QString, arguments);
    QFETCH(const QString, detail);
    QVERIFY(m_openssl.run(u"genpkey -quiet -out other.pem -algorithm "_s + arguments));
    QVERIFY(m_openssl.run(u"pkey -in other.pem -pubout -out otherpublic.pem"_s));
    for (const QString &file : {u"other.pem"_s, u"otherpublic.pem"_s})
        QCOMPARE(refusal(readKey(m_openssl.content(file))), detail.isEmpty() ? u"accepted"_s : configuration(detail));
}

void TestKey::whatIsNoKey_isRefused_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("detail");
    QVERIFY(m_openssl.run(u"req -new -key rsa.pem -subj /CN=desk -out request.pem"_s));
    const QString noKey = u"The file is not a key: it is neither PEM, nor PKCS#12, nor a JWK."_s;
    QTest::newRow("nothing") << QByteArray() << u"The file is empty."_s;
    QTest::newRow("white space") << QByteArray(" \n") << u"The file is empty."_s;
    QTest::newRow("text") << QByteArray("my key") << noKey;
    QTest::newRow("zeros") << QByteArray(100, '\0') << noKey;
    QTest::newRow("DER") << QByteArray::fromBase64(m_openssl.content(u"public.pem"_s).split('\n').mid(1, 8).join())
                         << noKey;
    QTest::newRow("too large") << QByteArray(1024 * 1024 + 1, 'x') << u"The file has more than 1048576 bytes."_s;
    QTest::newRow("request") << m_openssl.content(u"request.pem"_s)
                             << u"There is no key and no certificate in the file, only \"CERTIFICATE REQUEST\"."_s;
    QTest::newRow("cut short") << m_openssl.content(u"rsa.pem"_s).left(400)
                               << u"The file begins a PEM block that is damaged."_s;
    for (const auto &[file, block] :
         {std::pair{u"rsa.pem"_s, u"PRIVATE KEY"_s}, std::pair{u"certificate.pem"_s, u"CERTIFICATE"_s},
          std::pair{u"public.pem"_s, u"PUBLIC KEY"_s}, std::pair{u"pkcs8enc.pem"_s, u"ENCRYPTED PRIVATE KEY"_s},
          std::pair{u"pkcs1.pem"_s, u"RSA PRIVATE KEY"_s}}) {
        QByteArray damaged = m_openssl.content(file);
        damaged.replace(damaged.indexOf('\n') + 1, 8, "AAAAAAAA");
        QTest::newRow(qPrintable(u"damaged "_s + file)) << damaged << u"The PEM block \"%1\" is damaged."_s.arg(block);
    }
    QTest::newRow("PKCS#12 without a key")
        << m_openssl.content(u"nokey.p12"_s) << u"There is no private key in the PKCS#12 file."_s;
    QTest::newRow("unknown cipher")
        << m_openssl.content(u"pkcs1enc.pem"_s).replace("AES-128-CBC", "ABC-128-XYZ")
        << u"The private key is encrypted with an algorithm that OpenSSL does not offer here."_s;
}

void TestKey::whatIsNoKey_isRefused()
{
    QFETCH(const QByteArray, content);
    QFETCH(const QString, detail);
    QCOMPARE(refusal(readKey(content, {}, passphrase())), configuration(detail));
}

void TestKey::pkcs12InAnOldCipher_saysSo()
{
    if (!m_openssl.run({u"pkcs12"_s, u"-export"_s, u"-legacy"_s, u"-inkey"_s, u"rsa.pem"_s, u"-in"_s,
                        u"certificate.pem"_s, u"-passout"_s, u"pass:open sesame"_s, u"-out"_s, u"old.p12"_s}))
        QSKIP("this openssl has no old ciphers to write with");
    const QByteArray old = m_openssl.content(u"old.p12"_s);
    QCOMPARE(refusal(readKey(old, {}, passphrase())),
             configuration(
                 u"The PKCS#12 file is encrypted with an algorithm that OpenSSL does not offer here, such as RC2."_s));
    QCOMPARE(refusal(readKey(old, {}, SecretBytes::fromText(u"wrong"_s))),
             configuration(u"The passphrase does not open the PKCS#12 file."_s));
}

void TestKey::everyPrefix_isRefusedOrRead_butNeverCrashes()
{
    for (const QString &file : {u"ec.pem"_s, u"sec1enc.pem"_s, u"ecpublic.pem"_s, u"desk.p12"_s}) {
        const QByteArray content = m_openssl.content(file);
        const qsizetype step = file == "desk.p12"_L1 ? 37 : 1;
        for (qsizetype size = 0; size < content.size() - 1; size += step)
            QVERIFY2(!readKey(QByteArray(content.constData(), size), {}, SecretBytes::fromText(u"x"_s)),
                     qPrintable(file));
    }
}

void TestKey::file_isReadWithinItsLimit()
{
    QCOMPARE(refusal(readKeyFile(m_openssl.path(u"missing.pem"_s))),
             configuration(u"The key file cannot be read: No such file or directory"_s));
    QVERIFY(refusal(readKeyFile(m_openssl.path({}))).startsWith(u"Configuration: The key file cannot be read"_s));
    QCOMPARE(refusal(readKeyFile(u"/dev/zero"_s)), configuration(u"The file has more than 1048576 bytes."_s));
}

void TestKey::idAndCopies_shareOneKey()
{
    const Key named = deskKey().withId(u"other"_s);
    QCOMPARE(named.native(), deskKey().native());
    QCOMPARE(deskKey().id(), u"desk"_s);
    QCOMPARE(named.id(), u"other"_s);
}

void TestKey::nullKey_isNothing()
{
    const Key key;
    QVERIFY(key.isNull() && !key.isPrivate() && !key.isRsa());
    QCOMPARE(key.bits(), 0);
    QVERIFY(!publicJwk(key));
    QCOMPARE(KeyRing().find({}), nullptr);
}

QTEST_APPLESS_MAIN(TestKey)
#include "tst_key.moc"

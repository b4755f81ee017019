// SPDX-License-Identifier: Apache-2.0
#include "app/crypto/certificateauthority.h"
#include "app/crypto/key.h"
#include "app/crypto/pkcs12archive.h"
#include "app/crypto/rsasignature.h"
#include "tests/crypto/opensslcommand.h"

#include <QSslCertificate>
#include <QTest>

using namespace Qt::StringLiterals;

//! Self-signed certificates, what their keys sign, and the PKCS#12 files that hold them, as the openssl command sees
//! them.
class TestRsaSignature : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void signatureOfOpenssl_isTheOwners();
    void anotherMessageKeyOrSignature_isNot();
    void keyThatIsNotRsa_hasNone();
    void certificate_vouchesForItself_andNamesItsKey();
    void serialThatNoSubjectCanHave_isRefused();
    void archive_isReadByOpenssl();
    void archive_isReadHere_withItsPassphraseOnly();
    void archiveOfNonsense_isRefused();

private:
    OpenSslCommand m_openssl;
    IssuedCertificate m_pair;
    IssuedCertificate m_other;
    Key m_key;
};

void TestRsaSignature::initTestCase()
{
    const auto pair = selfSignedCertificate(RsaUse::Signature, u"merchant_1"_s, u"12345abc"_s, 30);
    const auto other = selfSignedCertificate(RsaUse::Encryption, u"Vendor"_s, u"777"_s, 30);
    QVERIFY(pair && other);
    m_pair = *pair;
    m_other = *other;
    m_openssl.write(u"key.pem"_s, m_pair.privateKey);
    m_openssl.write(u"certificate.pem"_s, m_pair.certificate);
    m_openssl.write(u"text"_s, "attack at dawn");
    QVERIFY(m_openssl.run(u"dgst -sha256 -sign key.pem -out signature text"_s));
    m_key = readKey(m_pair.certificate, u"12345abc"_s).value_or(Key());
    QVERIFY(!m_key.isNull() && !m_key.isPrivate());
}

void TestRsaSignature::signatureOfOpenssl_isTheOwners()
{
    QVERIFY(isRs256SignatureOf(m_key, "attack at dawn", m_openssl.content(u"signature"_s)));
}

void TestRsaSignature::anotherMessageKeyOrSignature_isNot()
{
    const QByteArray signature = m_openssl.content(u"signature"_s);
    QVERIFY(!isRs256SignatureOf(m_key, "attack at dusk", signature));
    QVERIFY(!isRs256SignatureOf(m_key, "attack at dawn", signature.chopped(1)));
    QVERIFY(!isRs256SignatureOf(m_key, "attack at dawn", {}));
    QVERIFY(!isRs256SignatureOf(*readKey(m_other.certificate, u"777"_s), "attack at dawn", signature));
    QVERIFY(m_openssl.run(u"dgst -sha1 -sign key.pem -out weak text"_s));
    QVERIFY(!isRs256SignatureOf(m_key, "attack at dawn", m_openssl.content(u"weak"_s)));
}

void TestRsaSignature::keyThatIsNotRsa_hasNone()
{
    QVERIFY(!isRs256SignatureOf({}, "attack at dawn", m_openssl.content(u"signature"_s)));
    QVERIFY(m_openssl.run(u"genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ec.pem"_s));
    QVERIFY(m_openssl.run(u"dgst -sha256 -sign ec.pem -out ec.signature text"_s));
    const Result<Key> key = readKey(m_openssl.content(u"ec.pem"_s), u"ec"_s);
    QVERIFY(key);
    QVERIFY(!isRs256SignatureOf(*key, "attack at dawn", m_openssl.content(u"ec.signature"_s)));
}

void TestRsaSignature::certificate_vouchesForItself_andNamesItsKey()
{
    const QSslCertificate certificate(m_pair.certificate);
    QCOMPARE(certificate.subjectInfo(QSslCertificate::CommonName), QStringList{u"merchant_1"_s});
    QCOMPARE(certificate.subjectInfo("serialNumber"), QStringList{u"12345abc"_s});
    QVERIFY(m_openssl.run(u"verify -CAfile certificate.pem -partial_chain certificate.pem"_s));
    QVERIFY(m_openssl.run(u"x509 -in certificate.pem -noout -text -out text.txt"_s));
    const QByteArray text = m_openssl.content(u"text.txt"_s);
    QCOMPARE(text.count("sha256WithRSAEncryption"), 2);
    QVERIFY(text.contains("CA:FALSE"));
    QVERIFY(text.contains("Digital Signature"));
    QVERIFY(!text.contains("Key Encipherment"));
}

void TestRsaSignature::serialThatNoSubjectCanHave_isRefused()
{
    // X.520 wants a printable string.
    const auto made = selfSignedCertificate(RsaUse::Signature, u"merchant"_s, u"under_score"_s, 30);
    QVERIFY(!made);
    QVERIFY(made.error().kind == Error::Kind::InvalidInput);
}

void TestRsaSignature::archive_isReadByOpenssl()
{
    const auto archive = packedPkcs12(m_pair, u"serialnumber=12345abc,cn=merchant_1"_s, {m_other.certificate},
                                      SecretBytes::fromText(u"pass"));
    QVERIFY(archive);
    m_openssl.write(u"archive.p12"_s, *archive);
    QVERIFY(m_openssl.run(u"pkcs12 -in archive.p12 -passin pass:pass -nodes -out all.pem"_s));
    const QByteArray all = m_openssl.content(u"all.pem"_s);
    QVERIFY(all.contains("friendlyName: serialnumber=12345abc,cn=merchant_1"));
    QCOMPARE(all.count("BEGIN CERTIFICATE"), 2);
    QCOMPARE(all.count("BEGIN PRIVATE KEY"), 1);
    const QSslCertificate own = QSslCertificate::fromData(all).first();
    QCOMPARE(own, QSslCertificate(m_pair.certificate));
}

void TestRsaSignature::archive_isReadHere_withItsPassphraseOnly()
{
    const auto archive = packedPkcs12(m_pair, u"x"_s, {}, SecretBytes::fromText(u"pass"));
    QVERIFY(archive);
    const Result<Key> key = readKey(*archive, u"12345abc"_s, SecretBytes::fromText(u"pass"));
    QVERIFY(key);
    QVERIFY(key->isPrivate());
    QCOMPARE(*publicJwk(*key), *publicJwk(m_key));
    QVERIFY(!readKey(*archive, u"x"_s, SecretBytes::fromText(u"another")));
}

void TestRsaSignature::archiveOfNonsense_isRefused()
{
    const SecretBytes passphrase = SecretBytes::fromText(u"pass");
    QVERIFY(!packedPkcs12({.certificate = "x", .privateKey = m_pair.privateKey}, u"x"_s, {}, passphrase));
    QVERIFY(!packedPkcs12({.certificate = m_pair.certificate, .privateKey = "x"}, u"x"_s, {}, passphrase));
    QVERIFY(
        !packedPkcs12({.certificate = m_pair.certificate, .privateKey = m_other.privateKey}, u"x"_s, {}, passphrase));
    QVERIFY(!packedPkcs12(m_pair, u"x"_s, {"x"}, passphrase));
}

QTEST_GUILESS_MAIN(TestRsaSignature)
#include "tst_rsasignature.moc"

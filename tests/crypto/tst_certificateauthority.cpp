// SPDX-License-Identifier: Apache-2.0
#include "app/crypto/certificateauthority.h"
#include "app/crypto/jwe.h"
#include "tests/crypto/forgedjwe.h"
#include "tests/crypto/opensslcommand.h"

#include <QRegularExpression>
#include <QSslCertificate>
#include <QSslKey>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
QSslCertificate parsed(const IssuedCertificate &issued)
{
    return QSslCertificate(issued.certificate);
}
} // namespace

class TestCertificateAuthority : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void root_isAnAuthorityAndNothingElse();
    void chains_verifyForTheirPurposeOnly_data();
    void chains_verifyForTheirPurposeOnly();
    void extensions_areThoseOfTheKind_data();
    void extensions_areThoseOfTheKind();
    void serverCertificate_namesHostsAndAddresses();
    void validity_beginsADayBack();
    void serials_areLongAndDiffer();
    void encryptionCertificate_encrypts();
    void authority_isReadFromItsPem();
    void foreignPem_isRefused_data();
    void foreignPem_isRefused();
    void impossibleRequests_areRefused();

private:
    OpenSslCommand m_openssl;
    CertificateAuthority m_authority;
    IssuedCertificate m_server;
    IssuedCertificate m_client;
    IssuedCertificate m_encryption;
};

void TestCertificateAuthority::initTestCase()
{
    m_authority = CertificateAuthority::create(u"Sandbox Root Zoë"_s, 3650).value();
    m_server = m_authority
                   .issueServer(u"localhost"_s,
                                {u"localhost"_s, u"*.sandbox.test"_s, u"bücher.test"_s, u"127.0.0.1"_s, u"::1"_s}, 90)
                   .value();
    m_client = m_authority.issueClient(u"Desk 1"_s, 90).value();
    m_encryption = m_authority.issueEncryption(u"Cards"_s, 90).value();
    m_openssl.write(u"root.pem"_s, m_authority.root().certificate);
    m_openssl.write(u"server.pem"_s, m_server.certificate);
    m_openssl.write(u"client.pem"_s, m_client.certificate);
    m_openssl.write(u"encryption.pem"_s, m_encryption.certificate);
}

void TestCertificateAuthority::root_isAnAuthorityAndNothingElse()
{
    const QSslCertificate root = parsed(m_authority.root());
    QVERIFY(root.isSelfSigned());
    QCOMPARE(root.subjectInfo(QSslCertificate::CommonName), QStringList{u"Sandbox Root Zoë"_s});
    QCOMPARE(root.publicKey().algorithm(), QSsl::Ec);
    QVERIFY(!QSslKey(m_authority.root().privateKey, QSsl::Ec).isNull());
    QVERIFY(m_authority.root().privateKey.startsWith("-----BEGIN PRIVATE KEY-----"));
}

void TestCertificateAuthority::chains_verifyForTheirPurposeOnly_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("purpose");
    QTest::addColumn<bool>("isGood");
    const auto row = [](const QString &file, const QString &purpose, bool isGood) {
        QTest::newRow(qPrintable(file + u" as "_s + purpose)) << file << purpose << isGood;
    };
    row(u"server.pem"_s, u"sslserver"_s, true);
    row(u"server.pem"_s, u"sslclient"_s, false);
    row(u"client.pem"_s, u"sslclient"_s, true);
    row(u"client.pem"_s, u"sslserver"_s, false);
    row(u"encryption.pem"_s, u"smimeencrypt"_s, true);
    row(u"encryption.pem"_s, u"smimesign"_s, false);
}

void TestCertificateAuthority::chains_verifyForTheirPurposeOnly()
{
    QFETCH(const QString, file);
    QFETCH(const QString, purpose);
    QFETCH(const bool, isGood);
    if (!isGood)
        QTest::ignoreMessage(QtWarningMsg,
                             QRegularExpression(u"unsuitable certificate purpose|unsupported certificate purpose"_s));
    QCOMPARE(m_openssl.run(u"verify -x509_strict -CAfile root.pem -purpose %1 %2"_s.arg(purpose, file)), isGood);
}

void TestCertificateAuthority::extensions_areThoseOfTheKind_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("root") << u"root.pem"_s
                          << QStringList{u"X509v3 Basic Constraints: critical\n    CA:TRUE, pathlen:0"_s,
                                         u"X509v3 Key Usage: critical\n    Certificate Sign, CRL Sign"_s};
    QTest::newRow("server") << u"server.pem"_s
                            << QStringList{u"X509v3 Basic Constraints: critical\n    CA:FALSE"_s,
                                           u"X509v3 Key Usage: critical\n    Digital Signature"_s,
                                           u"X509v3 Extended Key Usage: \n    TLS Web Server Authentication"_s};
    QTest::newRow("client") << u"client.pem"_s
                            << QStringList{u"X509v3 Basic Constraints: critical\n    CA:FALSE"_s,
                                           u"X509v3 Key Usage: critical\n    Digital Signature"_s,
                                           u"X509v3 Extended Key Usage: \n    TLS Web Client Authentication"_s};
    QTest::newRow("encryption") << u"encryption.pem"_s
                                << QStringList{u"X509v3 Basic Constraints: critical\n    CA:FALSE"_s,
                                               u"X509v3 Key Usage: critical\n    Key Encipherment"_s};
}

void TestCertificateAuthority::extensions_areThoseOfTheKind()
{
    QFETCH(const QString, file);
    QFETCH(const QStringList, expected);
    QVERIFY(
        m_openssl.run(u"x509 -in %1 -noout -ext basicConstraints,keyUsage,extendedKeyUsage -out %1.txt"_s.arg(file)));
    QCOMPARE(QString::fromUtf8(m_openssl.content(file + u".txt"_s)).trimmed(), expected.join(u'\n'));
    QVERIFY(
        m_openssl.run(u"x509 -in %1 -noout -ext subjectKeyIdentifier,authorityKeyIdentifier -out %1.txt"_s.arg(file)));
    const QByteArray identifiers = m_openssl.content(file + u".txt"_s);
    QVERIFY(identifiers.contains("X509v3 Subject Key Identifier") &&
            identifiers.contains("X509v3 Authority Key Identifier"));
}

void TestCertificateAuthority::serverCertificate_namesHostsAndAddresses()
{
    QVERIFY(m_openssl.run(u"x509 -in server.pem -noout -ext subjectAltName -out names.txt"_s));
    const QByteArray names =
        "DNS:localhost, DNS:*.sandbox.test, DNS:xn--bcher-kva.test, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1";
    QCOMPARE(m_openssl.content(u"names.txt"_s).trimmed(), "X509v3 Subject Alternative Name: \n    " + names);
}

void TestCertificateAuthority::validity_beginsADayBack()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const IssuedCertificate &issued : {m_authority.root(), m_server, m_client, m_encryption}) {
        const QSslCertificate certificate = parsed(issued);
        QVERIFY(qAbs(certificate.effectiveDate().secsTo(now) - 24 * 3600) < 300);
        const int days = issued.certificate == m_authority.root().certificate ? 3650 : 90;
        QVERIFY(qAbs(now.secsTo(certificate.expiryDate()) - qint64(days) * 24 * 3600) < 300);
    }
}

void TestCertificateAuthority::serials_areLongAndDiffer()
{
    QSet<QByteArray> serials;
    int longest = 0;
    for (int i = 0; i < 20; ++i) {
        const QByteArray serial = parsed(m_authority.issueClient(u"c"_s, 1).value()).serialNumber().replace(":", "");
        serials.insert(serial);
        longest = qMax(longest, int(serial.size()) / 2);
        QVERIFY(serial.size() / 2 <= 20 && serial.size() / 2 >= 16);
    }
    QCOMPARE(serials.size(), 20);
    QCOMPARE(longest, 20);
}

void TestCertificateAuthority::encryptionCertificate_encrypts()
{
    const Result<Key> recipient = readKey(m_encryption.certificate, u"desk"_s);
    QVERIFY(recipient && recipient->bits() == 2048 && recipient->expiresAt().isValid());
    const Result<QByteArray> compact = encryptJwe(SecretBytes::copyOf("text"_ba), *recipient);
    QVERIFY(compact && decryptJwe(*compact, ringOf(readKey(m_encryption.privateKey, u"desk"_s).value())).has_value());
}

void TestCertificateAuthority::authority_isReadFromItsPem()
{
    const Result<CertificateAuthority> again = CertificateAuthority::fromPem(m_authority.root());
    QVERIFY(again.has_value());
    QCOMPARE(again->root().certificate, m_authority.root().certificate);
    m_openssl.write(u"later.pem"_s, again->issueClient(u"later"_s, 1)->certificate);
    QVERIFY(m_openssl.run(u"verify -x509_strict -CAfile root.pem later.pem"_s));
}

void TestCertificateAuthority::foreignPem_isRefused_data()
{
    QTest::addColumn<QByteArray>("certificate");
    QTest::addColumn<QByteArray>("privateKey");
    QTest::addColumn<QString>("detail");
    const QByteArray otherKey = CertificateAuthority::create(u"Other"_s, 1)->root().privateKey;
    QTest::newRow("key of another") << m_authority.root().certificate << otherKey
                                    << u"The private key does not belong to the authority's certificate."_s;
    QTest::newRow("not an authority") << m_server.certificate << m_server.privateKey
                                      << u"The certificate is not that of an authority."_s;
    QTest::newRow("not PEM") << QByteArray("x") << otherKey
                             << u"The certificate or the private key of the authority is not PEM."_s;
    QTest::newRow("no key") << m_authority.root().certificate << QByteArray()
                            << u"The certificate or the private key of the authority is not PEM."_s;
}

void TestCertificateAuthority::foreignPem_isRefused()
{
    QFETCH(const QByteArray, certificate);
    QFETCH(const QByteArray, privateKey);
    QFETCH(const QString, detail);
    const Result<CertificateAuthority> authority = CertificateAuthority::fromPem({certificate, privateKey});
    QVERIFY(!authority);
    QCOMPARE(authority.error().detail, detail);
    QVERIFY(authority.error().kind == Error::Kind::Configuration);
    QVERIFY(!CertificateAuthority().issueClient(u"c"_s, 1));
}

void TestCertificateAuthority::impossibleRequests_areRefused()
{
    const auto refused = [](const auto &outcome) {
        return !outcome && outcome.error().kind == Error::Kind::InvalidInput;
    };
    QVERIFY(refused(CertificateAuthority::create({}, 1)));
    QVERIFY(refused(CertificateAuthority::create(QString(65, u'x'), 1)));
    QVERIFY(refused(CertificateAuthority::create(u"c"_s, 0)));
    QVERIFY(refused(m_authority.issueClient(u"c"_s, -1)));
    QVERIFY(refused(m_authority.issueClient(u"c"_s, 1000000)));
    QVERIFY(refused(m_authority.issueServer(u"c"_s, {}, 1)));
    for (const QString &name : {u""_s, u"a,DNS:b"_s, u"a b"_s, u"a/b"_s, u"-a"_s, QString(64, u'x')})
        QVERIFY2(refused(m_authority.issueServer(u"c"_s, {name}, 1)), qPrintable(name));
}

QTEST_APPLESS_MAIN(TestCertificateAuthority)
#include "tst_certificateauthority.moc"

// SPDX-License-Identifier: Apache-2.0
#include "app/crypto/scrypt.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestScrypt : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void publishedVectors_data();
    void publishedVectors();
    void costThatIsNone_givesNothing_data();
    void costThatIsNone_givesNothing();
};

//! RFC 7914 section 12, but for the last, which takes 1 GiB.
void TestScrypt::publishedVectors_data()
{
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<QByteArray>("salt");
    QTest::addColumn<quint64>("n");
    QTest::addColumn<quint32>("r");
    QTest::addColumn<quint32>("p");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("empty") << QByteArray() << QByteArray() << quint64(16) << 1U << 1U
                           << QByteArray("77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
                                         "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906");
    QTest::newRow("NaCl") << QByteArray("password") << QByteArray("NaCl") << quint64(1024) << 8U << 16U
                          << QByteArray("fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
                                        "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640");
    QTest::newRow("SodiumChloride") << QByteArray("pleaseletmein") << QByteArray("SodiumChloride") << quint64(16384)
                                    << 8U << 1U
                                    << QByteArray("7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
                                                  "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887");
}

void TestScrypt::publishedVectors()
{
    QFETCH(const QByteArray, password);
    QFETCH(const QByteArray, salt);
    QFETCH(const quint64, n);
    QFETCH(const quint32, r);
    QFETCH(const quint32, p);
    QFETCH(const QByteArray, expected);
    const SecretBytes derived =
        scrypt::derive(SecretBytes::copyOf(QByteArrayView(password)), salt, {.n = n, .r = r, .p = p}, 64);
    QCOMPARE(derived.bytes().toByteArray().toHex(), expected);
}

void TestScrypt::costThatIsNone_givesNothing_data()
{
    QTest::addColumn<quint64>("n");
    QTest::addColumn<quint32>("r");
    QTest::addColumn<quint32>("p");
    QTest::newRow("too much memory") << (quint64(1) << 20) << 8U << 1U;
    QTest::newRow("no power of two") << quint64(1000) << 8U << 1U;
    QTest::newRow("no blocks") << quint64(1024) << 0U << 1U;
    QTest::newRow("no lanes") << quint64(1024) << 8U << 0U;
}

void TestScrypt::costThatIsNone_givesNothing()
{
    QFETCH(const quint64, n);
    QFETCH(const quint32, r);
    QFETCH(const quint32, p);
    QVERIFY(scrypt::derive(SecretBytes::fromText(u"secret"), "salt", {.n = n, .r = r, .p = p}, 32).isEmpty());
}

QTEST_GUILESS_MAIN(TestScrypt)
#include "tst_scrypt.moc"

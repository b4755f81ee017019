// SPDX-License-Identifier: Apache-2.0
#include "app/core/keyedhash.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestKeyedHash : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hash_isTheStandards_data();
    void hash_isTheStandards();
    void secretAfterTheMessage_countsLikeMoreOfIt();
    void comparison_seesLengthAndEveryByte();
    void keys_areFreshAndLong();
};

// RFC 4231, test cases 1, 2, 3, 6.
void TestKeyedHash::hash_isTheStandards_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("hex");
    QTest::newRow("1") << QByteArray(20, '\x0b') << "Hi There"_ba
                       << "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"_ba;
    QTest::newRow("2") << "Jefe"_ba << "what do ya want for nothing?"_ba
                       << "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"_ba;
    QTest::newRow("3") << QByteArray(20, '\xaa') << QByteArray(50, '\xdd')
                       << "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"_ba;
    QTest::newRow("6") << QByteArray(131, '\xaa') << "Test Using Larger Than Block-Size Key - Hash Key First"_ba
                       << "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"_ba;
}

void TestKeyedHash::hash_isTheStandards()
{
    QFETCH(const QByteArray, key);
    QFETCH(const QByteArray, message);
    QFETCH(const QByteArray, hex);
    QCOMPARE(keyedHash(SecretBytes::copyOf(key), message).toHex(), hex);
}

void TestKeyedHash::secretAfterTheMessage_countsLikeMoreOfIt()
{
    const SecretBytes key = SecretBytes::copyOf("Jefe"_ba);
    QCOMPARE(keyedHash(key, "what do ya want ", SecretBytes::copyOf("for nothing?"_ba)),
             keyedHash(key, "what do ya want for nothing?"));
}

void TestKeyedHash::comparison_seesLengthAndEveryByte()
{
    QVERIFY(isSameHash("abc", "abc"));
    QVERIFY(!isSameHash("abc", "abcd"));
    QVERIFY(!isSameHash("xbc", "abc"));
    QVERIFY(!isSameHash("abc", "abx"));
}

void TestKeyedHash::keys_areFreshAndLong()
{
    const SecretBytes a = randomKey();
    const SecretBytes b = randomKey();
    QCOMPARE(a.size(), std::size_t(32));
    QVERIFY(a.bytes() != b.bytes());
    QVERIFY(a.bytes() != QByteArrayView(QByteArray(32, '\0')));
}

QTEST_GUILESS_MAIN(TestKeyedHash)
#include "tst_keyedhash.moc"

// SPDX-License-Identifier: Apache-2.0
#include "app/core/secretbytes.h"

#include "tests/support/testcards.h"

#include <QTest>

#include <openssl/crypto.h>

#include <vector>

class TestSecureHeap : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void secret_liesOnTheSecureHeap();
    void cleared_isGivenBack();
    void secretTooLargeForTheHeap_stillWorks();
    void heapExhausted_stillWorks();
};

void TestSecureHeap::initTestCase()
{
    // One made before the heap was there must still be freed properly.
    SecretBytes early = SecretBytes::copyOf(QByteArrayView(TestCards::visa));
    QVERIFY(!CRYPTO_secure_allocated(early.data()));
    QVERIFY(initialiseSecureHeap());
    QVERIFY2(initialiseSecureHeap(), "asking again is harmless");
    early.clear();
}

void TestSecureHeap::secret_liesOnTheSecureHeap()
{
    SecretBytes secret = SecretBytes::copyOf(QByteArrayView(TestCards::visa));
    QVERIFY(CRYPTO_secure_allocated(secret.data()));
    SecretBytes moved = std::move(secret);
    QVERIFY(CRYPTO_secure_allocated(moved.data()));
    QVERIFY(moved.bytes() == QByteArrayView(TestCards::visa));
}

void TestSecureHeap::cleared_isGivenBack()
{
    const std::size_t before = CRYPTO_secure_used();
    {
        const SecretBytes secret = SecretBytes::ofSize(4'000);
        QVERIFY(CRYPTO_secure_used() > before);
    }
    QCOMPARE(CRYPTO_secure_used(), before);
}

void TestSecureHeap::secretTooLargeForTheHeap_stillWorks()
{
    SecretBytes secret = SecretBytes::ofSize(std::size_t(4) << 20);
    QCOMPARE(secret.size(), std::size_t(4) << 20);
    QVERIFY(!CRYPTO_secure_allocated(secret.data()));
    secret.data()[secret.size() - 1] = 1;
}

void TestSecureHeap::heapExhausted_stillWorks()
{
    std::vector<SecretBytes> secrets;
    for (int i = 0; i < 40; ++i) {
        secrets.push_back(SecretBytes::ofSize(60'000));
        QCOMPARE(secrets.back().size(), std::size_t(60'000));
    }
    QVERIFY(CRYPTO_secure_allocated(secrets.front().data()));
    QVERIFY(!CRYPTO_secure_allocated(secrets.back().data()));
}

QTEST_APPLESS_MAIN(TestSecureHeap)
#include "tst_secureheap.moc"

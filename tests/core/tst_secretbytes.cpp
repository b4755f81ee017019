// SPDX-License-Identifier: Apache-2.0
#include "app/core/secretbytes.h"

#include "tests/support/testcards.h"

#include <QTest>

#include <openssl/crypto.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <type_traits>
#include <vector>

using namespace Qt::StringLiterals;

static_assert(!std::is_copy_constructible_v<SecretBytes> && !std::is_copy_assignable_v<SecretBytes>);
static_assert(std::is_nothrow_move_constructible_v<SecretBytes> && std::is_nothrow_move_assignable_v<SecretBytes>);
static_assert(!std::is_convertible_v<SecretBytes, QByteArray> && !std::is_convertible_v<SecretBytes, QString>);
static_assert(!std::is_convertible_v<SecretBytes, QByteArrayView>, "the bytes are asked for by name");

template <typename T>
concept Loggable = requires(QDebug debug, const T &value)
{
    debug << value;
};
static_assert(Loggable<int> && !Loggable<SecretBytes>, "a secret cannot be logged");

namespace {
// OpenSSL's allocator, watched: what a block holds at the moment it is given back. Reading it then is legal, later it
// would not be.
struct Heap {
    std::mutex mutex;
    std::map<void *, std::size_t> sizes;
    std::vector<unsigned char> lastFreed;
};

Heap &heap()
{
    static Heap theHeap;
    return theHeap;
}

void *watchedMalloc(std::size_t size, const char *, int)
{
    void *block = std::malloc(size);
    const std::scoped_lock lock(heap().mutex);
    heap().sizes[block] = size;
    return block;
}

void watchedFree(void *block, const char *, int)
{
    if (!block)
        return;
    {
        const std::scoped_lock lock(heap().mutex);
        const auto *bytes = static_cast<const unsigned char *>(block);
        heap().lastFreed.assign(bytes, bytes + heap().sizes[block]);
        heap().sizes.erase(block);
    }
    std::free(block);
}

void *watchedRealloc(void *block, std::size_t size, const char *, int)
{
    const std::scoped_lock lock(heap().mutex);
    heap().sizes.erase(block);
    void *moved = std::realloc(block, size);
    heap().sizes[moved] = size;
    return moved;
}

// Before anything asks OpenSSL for memory, or it refuses.
const bool isWatched = CRYPTO_set_mem_functions(watchedMalloc, watchedRealloc, watchedFree) == 1;

SecretBytes cardNumber()
{
    return SecretBytes::copyOf(QByteArrayView(TestCards::visa));
}

bool lastFreedIsWiped(std::size_t size)
{
    const std::scoped_lock lock(heap().mutex);
    const std::vector<unsigned char> &freed = heap().lastFreed;
    return freed.size() == size &&
           std::all_of(freed.begin(), freed.end(), [](unsigned char byte) { return byte == 0; });
}

void forgetLastFreed()
{
    const std::scoped_lock lock(heap().mutex);
    heap().lastFreed.clear();
}

//! The whole allocation of a string, also what lies outside its characters.
template <typename Text>
bool isWholeBufferZero(Text &text)
{
    auto &buffer = text.data_ptr();
    const auto *begin = buffer.data() - buffer.freeSpaceAtBegin();
    const auto *end = buffer.data() + buffer.size + buffer.freeSpaceAtEnd();
    return begin < end && std::all_of(begin, end, [](auto unit) { return unit == decltype(unit)(0); });
}
} // namespace

class TestSecretBytes : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void heap_isWatched();
    void copyOf_holdsTheBytes();
    void copyOf_nothing_isEmpty();
    void fromText_isUtf8();
    void ofSize_isZeroAndWritable();
    void clear_wipes();
    void destruction_wipes();
    void moveAssignment_wipesWhatWasThere();
    void moving_leavesTheSourceEmpty();
    void movingToItself_keepsTheSecret();
    void truncate_wipesTheRest();
    void truncateToMore_doesNothing();
    void truncated_isWipedToItsFullCapacity();
    void fromText_wipesItsSurplus();
    void wipe_overwritesAnUnsharedString();
    void wipe_overwritesWhatWasCutOff();
    void wipe_leavesASharedBufferToItsOtherOwner();
    void wipe_bytes();
};

void TestSecretBytes::init()
{
    forgetLastFreed();
}

void TestSecretBytes::heap_isWatched()
{
    QVERIFY(isWatched);
    {
        void *block = OPENSSL_malloc(4);
        std::memcpy(block, "abcd", 4);
        OPENSSL_free(block);
    }
    QVERIFY(!lastFreedIsWiped(4));
}

void TestSecretBytes::copyOf_holdsTheBytes()
{
    const SecretBytes secret = cardNumber();
    QCOMPARE(secret.size(), std::size_t(16));
    QVERIFY(!secret.isEmpty());
    QVERIFY(secret.bytes() == QByteArrayView(TestCards::visa));
    const SecretBytes second = SecretBytes::copyOf(secret.view());
    QVERIFY(second.bytes() == secret.bytes());
    QVERIFY(second.view().data() != secret.view().data());
}

void TestSecretBytes::copyOf_nothing_isEmpty()
{
    QVERIFY(SecretBytes().isEmpty());
    QVERIFY(SecretBytes::copyOf(QByteArrayView()).isEmpty());
    QVERIFY(SecretBytes::fromText({}).isEmpty());
    QVERIFY(SecretBytes::ofSize(0).isEmpty());
    QCOMPARE(SecretBytes().bytes().size(), 0);
}

void TestSecretBytes::fromText_isUtf8()
{
    const QString text = u"Zoë Çelik \u4E2D \U0001F4B3"_s;
    QVERIFY(SecretBytes::fromText(text).bytes() == text.toUtf8());
}

void TestSecretBytes::ofSize_isZeroAndWritable()
{
    SecretBytes secret = SecretBytes::ofSize(32);
    QVERIFY(std::all_of(secret.view().begin(), secret.view().end(), [](unsigned char byte) { return byte == 0; }));
    secret.data()[31] = 7;
    QCOMPARE(secret.view()[31], static_cast<unsigned char>(7));
}

void TestSecretBytes::clear_wipes()
{
    SecretBytes secret = cardNumber();
    secret.clear();
    QVERIFY(lastFreedIsWiped(16));
    QVERIFY(secret.isEmpty());
    QVERIFY(!secret.data());
    secret.clear();
}

void TestSecretBytes::destruction_wipes()
{
    {
        const SecretBytes secret = cardNumber();
    }
    QVERIFY(lastFreedIsWiped(16));
}

void TestSecretBytes::moveAssignment_wipesWhatWasThere()
{
    SecretBytes secret = cardNumber();
    secret = SecretBytes::copyOf(QByteArrayView("other"));
    QVERIFY(lastFreedIsWiped(16));
    QVERIFY(secret.bytes() == QByteArrayView("other"));
}

void TestSecretBytes::moving_leavesTheSourceEmpty()
{
    SecretBytes source = cardNumber();
    const unsigned char *data = source.data();
    const SecretBytes target = std::move(source);
    QVERIFY(source.isEmpty()); // NOLINT(bugprone-use-after-move): this is the promise
    QVERIFY(!source.data());
    QCOMPARE(target.view().data(), data);
}

void TestSecretBytes::movingToItself_keepsTheSecret()
{
    SecretBytes secret = cardNumber();
    SecretBytes &same = secret;
    secret = std::move(same);
    QVERIFY(secret.bytes() == QByteArrayView(TestCards::visa));
}

void TestSecretBytes::truncate_wipesTheRest()
{
    SecretBytes secret = cardNumber();
    const unsigned char *data = secret.data();
    secret.truncate(6);
    QVERIFY(secret.bytes() == QByteArrayView("411111"));
    // Still the secret's own allocation of 16 bytes.
    QCOMPARE(secret.data(), data);
    QVERIFY(std::all_of(data + 6, data + 16, [](unsigned char byte) { return byte == 0; }));
}

void TestSecretBytes::truncateToMore_doesNothing()
{
    SecretBytes secret = cardNumber();
    secret.truncate(17);
    QVERIFY(secret.bytes() == QByteArrayView(TestCards::visa));
}

void TestSecretBytes::truncated_isWipedToItsFullCapacity()
{
    SecretBytes secret = cardNumber();
    secret.truncate(4);
    secret.clear();
    QVERIFY(lastFreedIsWiped(16));
}

void TestSecretBytes::fromText_wipesItsSurplus()
{
    SecretBytes secret = SecretBytes::fromText(u"name@example.com"_s);
    QCOMPARE(secret.size(), std::size_t(16));
    secret.clear();
    const std::scoped_lock lock(heap().mutex);
    QVERIFY(heap().lastFreed.size() >= 16);
    QVERIFY(
        std::all_of(heap().lastFreed.begin(), heap().lastFreed.end(), [](unsigned char byte) { return byte == 0; }));
}

void TestSecretBytes::wipe_overwritesAnUnsharedString()
{
    QString text = QString::fromLatin1(TestCards::visa);
    wipe(text);
    QVERIFY(text.isEmpty());
    QVERIFY(isWholeBufferZero(text));
}

void TestSecretBytes::wipe_overwritesWhatWasCutOff()
{
    QString text = u"card "_s + QString::fromLatin1(TestCards::visa);
    text.remove(0, 5);
    text.chop(10);
    QCOMPARE(text, u"411111"_s);
    wipe(text);
    QVERIFY(text.isEmpty());
    QVERIFY(isWholeBufferZero(text));
}

void TestSecretBytes::wipe_leavesASharedBufferToItsOtherOwner()
{
    QString text = QString::fromLatin1(TestCards::visa);
    const QString other = text;
    wipe(text);
    QVERIFY(text.isEmpty());
    QCOMPARE(other, QString::fromLatin1(TestCards::visa));

    QString literal = u"4111"_s;
    wipe(literal);
    QVERIFY(literal.isEmpty());
    QString null;
    wipe(null);
    QVERIFY(null.isNull());
}

void TestSecretBytes::wipe_bytes()
{
    QByteArray bytes(TestCards::visa, 16);
    bytes.detach();
    wipe(bytes);
    QVERIFY(bytes.isEmpty());
    QVERIFY(isWholeBufferZero(bytes));
}

QTEST_APPLESS_MAIN(TestSecretBytes)
#include "tst_secretbytes.moc"

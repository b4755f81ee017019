// SPDX-License-Identifier: Apache-2.0
#include "app/core/secretbytes.h"

#include <QStringEncoder>

#include <openssl/crypto.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <utility>

#ifdef Q_OS_WIN
#include <malloc.h>
#elif defined(Q_OS_DARWIN)
#include <malloc/malloc.h>
#else
#include <malloc.h>
#endif

namespace {
constexpr std::size_t secureHeapSize = 1 << 20;
constexpr std::size_t secureHeapGranule = 64;

std::size_t allocatedSize(void *memory)
{
#ifdef Q_OS_WIN
    return _msize(memory);
#elif defined(Q_OS_DARWIN)
    return malloc_size(memory);
#else
    return malloc_usable_size(memory);
#endif
}

void *allocate(std::size_t size, const char *, int)
{
    return std::malloc(size);
}

void wipeAndFree(void *memory, const char *, int)
{
    if (!memory)
        return;
    OPENSSL_cleanse(memory, allocatedSize(memory));
    std::free(memory);
}

//! Never in place: what the system's realloc leaves behind when it moves a block cannot be wiped any more.
void *reallocate(void *memory, std::size_t size, const char *file, int line)
{
    if (size == 0) {
        wipeAndFree(memory, file, line);
        return nullptr;
    }
    void *moved = std::malloc(size);
    if (moved && memory) {
        std::memcpy(moved, memory, std::min(size, allocatedSize(memory)));
        wipeAndFree(memory, file, line);
    }
    return moved;
}
} // namespace

bool wipeWhatOpenSslFrees()
{
    return CRYPTO_set_mem_functions(allocate, reallocate, wipeAndFree) == 1;
}

bool initialiseSecureHeap()
{
    return CRYPTO_secure_malloc_initialized() != 0 || CRYPTO_secure_malloc_init(secureHeapSize, secureHeapGranule) == 1;
}

SecretBytes SecretBytes::ofSize(std::size_t size)
{
    SecretBytes secret;
    if (size == 0)
        return secret;
    // The secure heap is small: a secret too large for it falls back to the ordinary heap inside OPENSSL_secure_malloc
    // only when the secure heap is not initialised, so that case is handled here.
    auto *data = static_cast<unsigned char *>(OPENSSL_secure_zalloc(size));
    if (!data)
        data = static_cast<unsigned char *>(OPENSSL_zalloc(size));
    Q_CHECK_PTR(data);
    secret.m_data = data;
    secret.m_size = size;
    secret.m_capacity = size;
    return secret;
}

SecretBytes SecretBytes::copyOf(std::span<const unsigned char> bytes)
{
    SecretBytes secret = ofSize(bytes.size());
    if (!bytes.empty())
        std::memcpy(secret.m_data, bytes.data(), bytes.size());
    return secret;
}

SecretBytes SecretBytes::copyOf(QByteArrayView bytes)
{
    return copyOf(
        std::span(reinterpret_cast<const unsigned char *>(bytes.data()), static_cast<std::size_t>(bytes.size())));
}

SecretBytes SecretBytes::fromText(QStringView text)
{
    QStringEncoder encoder(QStringEncoder::Utf8);
    SecretBytes secret = ofSize(static_cast<std::size_t>(encoder.requiredSpace(text.size())));
    if (secret.isEmpty())
        return secret;
    auto *begin = reinterpret_cast<char *>(secret.m_data);
    const char *end = encoder.appendToBuffer(begin, text);
    secret.truncate(static_cast<std::size_t>(end - begin));
    return secret;
}

SecretBytes::SecretBytes(SecretBytes &&other) noexcept
    : m_data(std::exchange(other.m_data, nullptr)), m_size(std::exchange(other.m_size, 0)),
      m_capacity(std::exchange(other.m_capacity, 0))
{
}

SecretBytes &SecretBytes::operator=(SecretBytes &&other) noexcept
{
    if (this != &other) {
        clear();
        m_data = std::exchange(other.m_data, nullptr);
        m_size = std::exchange(other.m_size, 0);
        m_capacity = std::exchange(other.m_capacity, 0);
    }
    return *this;
}

SecretBytes::~SecretBytes()
{
    clear();
}

void SecretBytes::truncate(std::size_t size) noexcept
{
    if (size >= m_size)
        return;
    OPENSSL_cleanse(m_data + size, m_size - size);
    m_size = size;
}

void SecretBytes::clear() noexcept
{
    if (m_data && CRYPTO_secure_allocated(m_data))
        OPENSSL_secure_clear_free(m_data, m_capacity);
    else
        OPENSSL_clear_free(m_data, m_capacity);
    m_data = nullptr;
    m_size = m_capacity = 0;
}

namespace {
//! Overwrites the whole allocation: what was cut off at either end of the text still lies there.
template <typename Text>
void wipeBuffer(Text &text)
{
    if (!text.isDetached()) {
        text = Text();
        return;
    }
    auto &buffer = text.data_ptr();
    const qsizetype before = buffer.freeSpaceAtBegin();
    const auto characters = static_cast<std::size_t>(before + buffer.size + buffer.freeSpaceAtEnd());
    OPENSSL_cleanse(buffer.data() - before, characters * sizeof(*buffer.data()));
    text.truncate(0);
}
} // namespace

void wipe(QString &text)
{
    wipeBuffer(text);
}

void wipe(QByteArray &bytes)
{
    wipeBuffer(bytes);
}

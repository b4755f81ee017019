// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>
#include <QDebug>
#include <QStringView>

#include <cstddef>
#include <span>

//! Bytes that are wiped when they go: a card number, a security code, an API key, a passphrase, a plaintext.
//! Held on OpenSSL's secure heap when `initialiseSecureHeap` succeeded, on the ordinary heap otherwise; cleansed in
//! both. Move-only, so that every copy is visible in the code (`copyOf`).
class SecretBytes
{
public:
    SecretBytes() noexcept = default;
    [[nodiscard]] static SecretBytes copyOf(std::span<const unsigned char> bytes);
    [[nodiscard]] static SecretBytes copyOf(QByteArrayView bytes);
    //! UTF-8 of `text`. The QString itself cannot be wiped: overwrite the source as soon as this returns.
    [[nodiscard]] static SecretBytes fromText(QStringView text);
    //! `size` zero bytes to be written through `data()`.
    [[nodiscard]] static SecretBytes ofSize(std::size_t size);

    SecretBytes(SecretBytes &&other) noexcept;
    SecretBytes &operator=(SecretBytes &&other) noexcept;
    SecretBytes(const SecretBytes &) = delete;
    SecretBytes &operator=(const SecretBytes &) = delete;
    ~SecretBytes();

    [[nodiscard]] std::span<const unsigned char> view() const noexcept { return {m_data, m_size}; }
    //! The same bytes for Qt's functions; valid as long as this object. Do not turn it into a QByteArray or QString
    //! that lives longer than the expression: neither can be wiped.
    [[nodiscard]] QByteArrayView bytes() const noexcept
    {
        return {reinterpret_cast<const char *>(m_data), static_cast<qsizetype>(m_size)};
    }
    [[nodiscard]] unsigned char *data() noexcept { return m_data; }
    [[nodiscard]] std::size_t size() const noexcept { return m_size; }
    [[nodiscard]] bool isEmpty() const noexcept { return m_size == 0; }
    //! Forgets all but the first `size` bytes; does nothing when it is that short already.
    void truncate(std::size_t size) noexcept;
    void clear() noexcept;

private:
    unsigned char *m_data = nullptr;
    std::size_t m_size = 0;
    std::size_t m_capacity = 0;
};

QDebug operator<<(QDebug, const SecretBytes &) = delete; // logging a secret does not compile

//! Opens OpenSSL's secure heap (locked in memory, left out of core dumps) for SecretBytes. Call once, first thing in
//! `main`. False when the system refuses; secrets then live on the ordinary heap and are still wiped.
bool initialiseSecureHeap();

//! From here on everything that OpenSSL frees is overwritten first: its key decoders (3.0) leave private keys in freed
//! memory otherwise. Before anything else that uses OpenSSL, the secure heap too; false when it came too late.
bool wipeWhatOpenSslFrees();

//! Overwrites the characters of a string that nothing else shares, then clears it. A string that shares its buffer is
//! only cleared, because the other owner still needs it.
void wipe(QString &text);
void wipe(QByteArray &bytes);

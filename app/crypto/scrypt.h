// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/secretbytes.h"

#include <QByteArrayView>

#include <cstdint>

//! scrypt (RFC 7914): a key from a passphrase, at a price that makes guessing dear.
namespace scrypt {

struct Cost {
    std::uint64_t n = 1U << 15; //!< a power of two
    std::uint32_t r = 8;
    std::uint32_t p = 1;
};
//! No more memory than this is taken, whatever a stored cost says.
inline constexpr std::uint64_t mostMemory = 64U << 20;

//! `length` bytes; none when the cost is no possible one, or takes too much memory. Takes some tenths of a second at
//! the usual cost: not for the GUI thread.
[[nodiscard]] SecretBytes derive(const SecretBytes &passphrase, QByteArrayView salt, const Cost &cost,
                                 std::size_t length);

} // namespace scrypt

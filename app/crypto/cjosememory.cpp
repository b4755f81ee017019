// SPDX-License-Identifier: Apache-2.0
#include "app/crypto/cjosememory.h"

#include <cjose/cjose.h>
#include <openssl/crypto.h>

#include <QtGlobal>

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include <malloc.h>

namespace {
void releaseWiped(void *memory)
{
    if (memory)
        OPENSSL_cleanse(memory, malloc_usable_size(memory));
    std::free(memory);
}

void *reallocateWiped(void *memory, std::size_t size)
{
    void *moved = std::malloc(size);
    if (moved && memory)
        std::memcpy(moved, memory, std::min(size, malloc_usable_size(memory)));
    if (moved)
        releaseWiped(memory);
    return moved;
}
} // namespace

// cjose hands the functions to OpenSSL too, which takes none once it has begun to allocate; it wipes by itself.
void makeCjoseWipe()
{
    static const bool done = [] {
        OPENSSL_init_crypto(OPENSSL_INIT_LOAD_CRYPTO_STRINGS, nullptr);
        cjose_set_alloc_funcs(std::malloc, reallocateWiped, releaseWiped);
        return true;
    }();
    Q_UNUSED(done)
}

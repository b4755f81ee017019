// SPDX-License-Identifier: Apache-2.0
#include "tests/crypto/memorysweep.h"

#include <QFile>

#include <openssl/crypto.h>

#include <algorithm>
#include <cstdio>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace {
constexpr unsigned char mask = 0xa5;
constexpr std::size_t windowSize = 1 << 20;
//! Larger mappings are reserved address space, such as the shadow memory of AddressSanitizer.
constexpr unsigned long largestMapping = 1UL << 30;
} // namespace

MemorySweep::MemorySweep(QByteArrayView pattern) : m_window(windowSize)
{
    m_masked.reserve(static_cast<std::size_t>(pattern.size()));
    for (const char byte : pattern)
        m_masked.push_back(static_cast<unsigned char>(byte) ^ mask);
}

MemorySweep::~MemorySweep() = default;

int MemorySweep::count() const
{
    const int memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    QFile maps(QStringLiteral("/proc/self/maps"));
    if (memory < 0 || !maps.open(QIODevice::ReadOnly))
        return -1;
    int found = 0;
    for (const QByteArray &line : maps.readAll().split('\n')) {
        unsigned long begin = 0;
        unsigned long end = 0;
        char access[5] = {};
        const bool isMapping = std::sscanf(line.constData(), "%lx-%lx %4s", &begin, &end, access) == 3;
        if (isMapping && access[0] == 'r' && access[1] == 'w' && end - begin < largestMapping)
            found += countIn(memory, begin, end);
    }
    close(memory);
    return found;
}

//! The next place before `until` where the pattern's first byte stands and the rest has room.
const unsigned char *MemorySweep::nextCandidate(const unsigned char *from, const unsigned char *until) const
{
    const auto room = until - from - static_cast<std::ptrdiff_t>(m_masked.size()) + 1;
    return room <= 0 ? nullptr
                     : static_cast<const unsigned char *>(
                           std::memchr(from, m_masked.front() ^ mask, static_cast<std::size_t>(room)));
}

bool MemorySweep::isMatch(const unsigned char *candidate) const
{
    return std::equal(m_masked.begin(), m_masked.end(), candidate,
                      [](unsigned char masked, unsigned char byte) { return byte == (masked ^ mask); });
}

int MemorySweep::countIn(int memory, unsigned long begin, unsigned long end) const
{
    const auto windowBegin = reinterpret_cast<unsigned long>(m_window.data());
    const unsigned long windowEnd = windowBegin + m_window.size();
    const std::size_t size = m_masked.size();
    int found = 0;
    for (unsigned long at = begin; at < end; at += windowSize - size) {
        const ssize_t got =
            pread(memory, m_window.data(), std::min<unsigned long>(windowSize, end - at), static_cast<off_t>(at));
        const unsigned char *from = m_window.data();
        const unsigned char *until = from + std::max<ssize_t>(got, 0);
        while ((from = nextCandidate(from, until)) != nullptr) {
            const unsigned long address = at + static_cast<unsigned long>(from - m_window.data());
            found += isMatch(from) && (address < windowBegin || address >= windowEnd);
            ++from;
        }
        OPENSSL_cleanse(m_window.data(), m_window.size());
    }
    return found;
}

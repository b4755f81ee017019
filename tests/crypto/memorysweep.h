// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>

#include <vector>

//! A pattern to be looked for in all writable memory of this process, itself kept masked so that it is not found.
class MemorySweep
{
public:
    explicit MemorySweep(QByteArrayView pattern);
    ~MemorySweep();
    Q_DISABLE_COPY_MOVE(MemorySweep)

    //! How often the pattern stands in the heap, the stacks and the writable data of this process. -1 when it cannot
    //! look.
    [[nodiscard]] int count() const;

private:
    [[nodiscard]] int countIn(int memory, unsigned long begin, unsigned long end) const;
    [[nodiscard]] const unsigned char *nextCandidate(const unsigned char *from, const unsigned char *until) const;
    [[nodiscard]] bool isMatch(const unsigned char *candidate) const;

    std::vector<unsigned char> m_masked;
    mutable std::vector<unsigned char> m_window;
};

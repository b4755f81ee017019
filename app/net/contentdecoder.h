// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <memory>

//! Collects the body of a reply, taking off its content coding, and stops at a limit instead of filling the memory.
class ContentDecoder
{
public:
    enum class Coding { Identity, Gzip };
    enum class Problem { None, TooLarge, Malformed };

    //! `limit` in bytes holds for what arrives and for what it decompresses to.
    ContentDecoder(Coding coding, qsizetype limit);
    ~ContentDecoder();
    ContentDecoder(ContentDecoder &&other) noexcept;

    Problem append(QByteArrayView bytes);
    //! The body ended. Malformed when compressed data stops in the middle (RFC 1952); no bytes at all are an empty
    //! body.
    [[nodiscard]] Problem finish() const;
    [[nodiscard]] QByteArray take() { return std::exchange(m_body, {}); }

private:
    struct Inflater;
    Problem inflate(QByteArrayView bytes);

    const qsizetype m_limit;
    qsizetype m_received = 0;
    QByteArray m_body;
    std::unique_ptr<Inflater> m_inflater;
};

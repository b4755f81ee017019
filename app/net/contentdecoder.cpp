// SPDX-License-Identifier: Apache-2.0
#include "app/net/contentdecoder.h"

#include <zlib.h>

#include <array>

namespace {
constexpr int gzipOnly = 16 + MAX_WBITS; // zlib's way to ask for a gzip header and trailer, checked
} // namespace

struct ContentDecoder::Inflater {
    Inflater() { inflateInit2(&stream, gzipOnly); }
    ~Inflater() { inflateEnd(&stream); }
    Inflater(const Inflater &) = delete;
    Inflater &operator=(const Inflater &) = delete;

    z_stream stream{};
    bool isAtEnd = false; // of a member; another may follow (RFC 1952 section 2.2)
};

ContentDecoder::ContentDecoder(Coding coding, qsizetype limit)
    : m_limit(limit), m_inflater(coding == Coding::Gzip ? std::make_unique<Inflater>() : nullptr)
{
}

ContentDecoder::~ContentDecoder() = default;
ContentDecoder::ContentDecoder(ContentDecoder &&other) noexcept = default;

ContentDecoder::Problem ContentDecoder::append(QByteArrayView bytes)
{
    // Also counted before decompression: empty gzip members could be sent for ever without ever producing a byte.
    m_received += bytes.size();
    if (m_received > m_limit)
        return Problem::TooLarge;
    if (m_inflater)
        return inflate(bytes);
    m_body.append(bytes);
    return Problem::None;
}

ContentDecoder::Problem ContentDecoder::finish() const
{
    const bool isCut = m_inflater && m_received > 0 && !m_inflater->isAtEnd;
    return isCut ? Problem::Malformed : Problem::None;
}

ContentDecoder::Problem ContentDecoder::inflate(QByteArrayView bytes)
{
    std::array<char, 32 * 1024> output;
    z_stream &stream = m_inflater->stream;
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data())); // zlib does not write to it
    stream.avail_in = static_cast<uInt>(bytes.size());
    bool outputWasFull = false;
    while (stream.avail_in > 0 || outputWasFull) {
        if (m_inflater->isAtEnd)
            inflateReset(&stream);
        stream.next_out = reinterpret_cast<Bytef *>(output.data());
        stream.avail_out = static_cast<uInt>(output.size());
        const int state = ::inflate(&stream, Z_NO_FLUSH);
        if (state != Z_OK && state != Z_STREAM_END && state != Z_BUF_ERROR)
            return Problem::Malformed;
        m_inflater->isAtEnd = state == Z_STREAM_END;
        outputWasFull = stream.avail_out == 0 && !m_inflater->isAtEnd;
        const auto produced = static_cast<qsizetype>(output.size() - stream.avail_out);
        if (m_body.size() + produced > m_limit)
            return Problem::TooLarge;
        m_body.append(output.data(), produced);
    }
    return Problem::None;
}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/net/contentdecoder.h"
#include "app/net/transport.h"

#include <optional>

//! Reads one HTTP/1.x reply (RFC 9112) out of the bytes of a connection. Strict: whatever leaves a doubt about where
//! the reply ends or whether all of it came (a bad chunk, two different lengths, a body cut short) is a problem and no
//! reply.
class ReplyParser
{
public:
    enum class Problem { None, Malformed, TooLarge };
    //! Bytes of status lines, header fields and trailers together, interim (1xx) replies included.
    static constexpr qsizetype headLimit = 64 * 1024;

    //! `bodyLimit` in bytes, before and after decompression. The reply to a HEAD request has no body.
    ReplyParser(bool isForHead, qsizetype bodyLimit);

    void feed(QByteArrayView bytes);
    //! The connection ended. A reply that has no length of its own is complete only when the end `isOrderly`: announced
    //! by TLS close_notify, since anyone on the way can fake a plain end of the stream (RFC 9112 section 9.8).
    void end(bool isOrderly);

    [[nodiscard]] bool isComplete() const { return m_state == State::Complete; }
    [[nodiscard]] Problem problem() const { return m_problem; }
    //! What is wrong, in English, without anything the server sent.
    [[nodiscard]] const QString &problemDetail() const { return m_problemDetail; }
    //! Whether any byte came, even of an interim reply.
    [[nodiscard]] bool hasBegun() const { return m_hasBegun; }
    //! The final status as soon as its line was read; 0 before.
    [[nodiscard]] int status() const { return m_reply.status; }
    //! Whether the connection may carry another request. Only when complete, and before `takeReply`.
    [[nodiscard]] bool keepsAlive() const;
    //! The reply, without its time. Only when complete, and only once.
    [[nodiscard]] HttpReply takeReply();

private:
    enum class State {
        StatusLine,
        HeaderLine,
        FixedBody,
        ChunkSize,
        ChunkData,
        ChunkEnd,
        Trailer,
        UntilClose,
        Complete
    };

    [[nodiscard]] bool takeLine(QByteArrayView &bytes);
    void readLine();
    void readStatusLine();
    void readHeaderLine();
    void readChunkSize();
    void headEnded();
    void chooseDecoder();
    void chooseFraming();
    void chooseFixedLength();
    void takeCounted(QByteArrayView &bytes);
    void appendToBody(QByteArrayView bytes);
    void bodyEnded();
    void fail(Problem problem, const QString &detail);
    [[nodiscard]] QByteArray joined(const QByteArray &name) const;

    const bool m_isForHead;
    const qsizetype m_bodyLimit;
    State m_state = State::StatusLine;
    Problem m_problem = Problem::None;
    QString m_problemDetail;
    QByteArray m_line;
    qsizetype m_headBudget = headLimit;
    qsizetype m_remaining = 0; // bytes of the fixed body or of the current chunk
    HttpReply m_reply;
    std::optional<ContentDecoder> m_decoder;
    bool m_isHttp11 = false;
    bool m_hasBegun = false;
    bool m_hasSurplus = false;
};

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>
#include <QPair>

#include <optional>

//! One HTTP request as it came.
struct ReceivedRequest {
    QByteArray method;
    QByteArray target;                            //!< as sent: path and query
    QList<QPair<QByteArray, QByteArray>> headers; //!< names in lower case, in order
    QByteArray body;

    //! Value of the header of that name; nothing when it is missing or given twice.
    [[nodiscard]] std::optional<QByteArray> header(QByteArrayView name) const;
    [[nodiscard]] bool has(QByteArrayView name) const;
};

//! Reads HTTP/1.1 requests (RFC 9112) out of the bytes of a connection, one after another. Strict: whatever leaves a
//! doubt about where a request ends is a problem, after which nothing more is read. Holds no more than the limits.
class RequestParser
{
public:
    enum class Problem { None, Malformed, HeadTooLarge, BodyTooLarge };
    enum class State { Head, FixedBody, ChunkSize, ChunkData, ChunkEnd, Trailer, Complete };

    RequestParser(qsizetype headLimit, qsizetype bodyLimit) : m_headLimit(headLimit), m_bodyLimit(bodyLimit)
    {
        reset();
    }

    //! Takes bytes until the head, or the request, is complete; returns how many. Call it again for the rest.
    [[nodiscard]] qsizetype feed(QByteArrayView bytes);
    //! Whether any byte of the present request came.
    [[nodiscard]] bool hasBegun() const { return m_hasBegun; }
    //! The head is complete: method, target and headers may be looked at.
    [[nodiscard]] bool hasHead() const { return m_hasHead; }
    [[nodiscard]] bool isComplete() const { return m_state == State::Complete; }
    [[nodiscard]] Problem problem() const { return m_problem; }
    [[nodiscard]] const ReceivedRequest &request() const { return m_request; }
    //! Ready for the next request.
    void reset();

private:
    [[nodiscard]] bool takeLine(QByteArrayView &bytes);
    void readLine();
    void readRequestLine();
    void readHeaderLine();
    void headEnded();
    void readChunkSize();
    void takeCounted(QByteArrayView &bytes);
    void fail(Problem problem) { m_problem = problem; }

    const qsizetype m_headLimit;
    const qsizetype m_bodyLimit;
    State m_state = State::Head;
    Problem m_problem = Problem::None;
    ReceivedRequest m_request;
    QByteArray m_line;
    qsizetype m_headBudget = 0;
    qsizetype m_remaining = 0;
    bool m_hasBegun = false;
    bool m_hasHead = false;
};

// SPDX-License-Identifier: Apache-2.0
#include "app/notifications/requestparser.h"

#include <algorithm>
#include <cctype>

namespace {
constexpr qsizetype mostHeaders = 64;

bool isDecimalDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isHttpToken(QByteArrayView text) // RFC 9110 section 5.6.2
{
    constexpr QByteArrayView marks("!#$%&'*+-.^_`|~");
    return !text.isEmpty() && std::all_of(text.cbegin(), text.cend(), [&](char c) {
        return isDecimalDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || marks.contains(c);
    });
}

bool isVisible(QByteArrayView text)
{
    return std::all_of(text.cbegin(), text.cend(), [](char c) { return c > 0x20 && c < 0x7f; });
}

bool isHeaderValue(QByteArrayView text)
{
    return std::all_of(text.cbegin(), text.cend(),
                       [](char c) { return c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f); });
}
} // namespace

std::optional<QByteArray> ReceivedRequest::header(QByteArrayView name) const
{
    std::optional<QByteArray> found;
    for (const auto &[key, value] : headers) {
        if (key != name)
            continue;
        if (found)
            return std::nullopt;
        found = value;
    }
    return found;
}

bool ReceivedRequest::has(QByteArrayView name) const
{
    return std::any_of(headers.cbegin(), headers.cend(), [name](const auto &header) { return header.first == name; });
}

void RequestParser::reset()
{
    m_state = State::Head;
    m_problem = Problem::None;
    m_request = {};
    m_line.clear();
    m_headBudget = m_headLimit;
    m_remaining = 0;
    m_hasBegun = false;
    m_hasHead = false;
}

qsizetype RequestParser::feed(QByteArrayView bytes)
{
    const qsizetype before = bytes.size();
    m_hasBegun = m_hasBegun || before > 0;
    const bool hadHead = m_hasHead;
    while (!bytes.isEmpty() && m_problem == Problem::None && m_state != State::Complete && m_hasHead == hadHead) {
        if (m_state == State::FixedBody || m_state == State::ChunkData)
            takeCounted(bytes);
        else if (takeLine(bytes))
            readLine();
    }
    return before - bytes.size();
}

bool RequestParser::takeLine(QByteArrayView &bytes)
{
    const qsizetype newline = bytes.indexOf('\n');
    const qsizetype count = newline < 0 ? bytes.size() : newline + 1;
    if ((m_headBudget -= count) < 0) {
        fail(m_hasHead ? Problem::BodyTooLarge : Problem::HeadTooLarge);
        return false;
    }
    m_line.append(bytes.first(count));
    bytes = bytes.sliced(count);
    if (newline < 0)
        return false;
    if (!m_line.endsWith("\r\n")) {
        fail(Problem::Malformed);
        return false;
    }
    m_line.chop(2);
    return true;
}

void RequestParser::readLine()
{
    const QByteArray line = std::exchange(m_line, {});
    if (m_state == State::Head) {
        m_line = line;
        if (m_request.method.isEmpty())
            readRequestLine();
        else if (line.isEmpty())
            headEnded();
        else
            readHeaderLine();
        m_line.clear();
    } else if (m_state == State::ChunkSize) {
        m_line = line;
        readChunkSize();
        m_line.clear();
    } else if (m_state == State::ChunkEnd) {
        line.isEmpty() ? void(m_state = State::ChunkSize) : fail(Problem::Malformed);
    } else if (line.isEmpty()) { // the end of the trailers, which are read and forgotten
        m_state = State::Complete;
    }
}

void RequestParser::readRequestLine()
{
    const QList<QByteArray> words = m_line.split(' ');
    const bool isRequest = words.size() == 3 && isHttpToken(words.at(0)) && words.at(1).startsWith('/') &&
                           isVisible(words.at(1)) && words.at(2) == "HTTP/1.1";
    if (!isRequest)
        return fail(Problem::Malformed);
    m_request.method = words.at(0);
    m_request.target = words.at(1);
}

void RequestParser::readHeaderLine()
{
    const qsizetype colon = m_line.indexOf(':');
    const QByteArray name = m_line.left(std::max<qsizetype>(colon, 0));
    const QByteArray value = m_line.mid(colon + 1).trimmed();
    if (!isHttpToken(name) || !isHeaderValue(value) || m_request.headers.size() >= mostHeaders)
        return fail(Problem::Malformed);
    m_request.headers.append({name.toLower(), value});
}

//! RFC 9112 section 6.3, without its leniencies.
void RequestParser::headEnded()
{
    const auto length = m_request.header("content-length");
    const auto coding = m_request.header("transfer-encoding");
    const bool isFramed = m_request.header("host") && m_request.has("content-length") == length.has_value() &&
                          m_request.has("transfer-encoding") == coding.has_value() && !(length && coding);
    if (!isFramed || (coding && coding->toLower() != "chunked"))
        return fail(Problem::Malformed);
    m_hasHead = true;
    m_headBudget = m_headLimit; // for sizes of chunks and trailers
    if (coding) {
        m_state = State::ChunkSize;
        return;
    }
    const QByteArray digits = length.value_or("0");
    const bool isNumber = !digits.isEmpty() && std::all_of(digits.cbegin(), digits.cend(), isDecimalDigit);
    if (!isNumber)
        return fail(Problem::Malformed);
    if (digits.size() > 9 || (m_remaining = digits.toLongLong()) > m_bodyLimit)
        return fail(Problem::BodyTooLarge);
    m_state = m_remaining == 0 ? State::Complete : State::FixedBody;
}

void RequestParser::readChunkSize()
{
    const QByteArray size = m_line.split(';').constFirst().trimmed(); // extensions mean nothing here
    const bool isHex = !size.isEmpty() && size.size() <= 8 && std::all_of(size.cbegin(), size.cend(), [](char c) {
        return isxdigit(static_cast<unsigned char>(c)) != 0;
    });
    if (!isHex)
        return fail(Problem::Malformed);
    m_remaining = size.toLongLong(nullptr, 16);
    if (m_remaining > m_bodyLimit - m_request.body.size())
        return fail(Problem::BodyTooLarge);
    m_state = m_remaining == 0 ? State::Trailer : State::ChunkData;
}

void RequestParser::takeCounted(QByteArrayView &bytes)
{
    const qsizetype count = std::min(m_remaining, bytes.size());
    m_request.body.append(bytes.first(count));
    bytes = bytes.sliced(count);
    m_remaining -= count;
    if (m_remaining == 0)
        m_state = m_state == State::ChunkData ? State::ChunkEnd : State::Complete;
}

// SPDX-License-Identifier: Apache-2.0
#include "app/net/replyparser.h"

#include <algorithm>
#include <cctype>

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype chunkLineLimit = 1024;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isToken(const QByteArray &text) // RFC 9110 section 5.6.2
{
    constexpr QByteArrayView marks("!#$%&'*+-.^_`|~");
    return !text.isEmpty() && std::all_of(text.cbegin(), text.cend(), [&](char c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || marks.contains(c);
    });
}

bool isFieldValue(const QByteArray &text)
{
    return std::all_of(text.cbegin(), text.cend(),
                       [](char c) { return c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f); });
}

std::optional<qsizetype> decimal(const QByteArray &text)
{
    bool isNumber = !text.isEmpty() && std::all_of(text.cbegin(), text.cend(), isDigit);
    const qlonglong value = isNumber ? text.toLongLong(&isNumber) : 0;
    return isNumber ? std::optional<qsizetype>(value) : std::nullopt;
}
} // namespace

ReplyParser::ReplyParser(bool isForHead, qsizetype bodyLimit) : m_isForHead(isForHead), m_bodyLimit(bodyLimit) {}

void ReplyParser::feed(QByteArrayView bytes)
{
    m_hasBegun = m_hasBegun || !bytes.isEmpty();
    while (!bytes.isEmpty() && m_problem == Problem::None) {
        switch (m_state) {
        case State::StatusLine:
        case State::HeaderLine:
        case State::ChunkSize:
        case State::ChunkEnd:
        case State::Trailer:
            if (takeLine(bytes))
                readLine();
            break;
        case State::FixedBody:
        case State::ChunkData:
            takeCounted(bytes);
            break;
        case State::UntilClose:
            appendToBody(bytes);
            return;
        case State::Complete:
            m_hasSurplus = true;
            return;
        }
    }
}

void ReplyParser::end(bool isOrderly)
{
    if (m_problem != Problem::None || m_state == State::Complete)
        return;
    if (m_state == State::UntilClose && isOrderly)
        bodyEnded();
    else
        fail(Problem::Malformed, u"the connection ended before the reply was complete"_s);
}

bool ReplyParser::takeLine(QByteArrayView &bytes)
{
    const bool isChunkLine = m_state == State::ChunkSize || m_state == State::ChunkEnd;
    const qsizetype newline = bytes.indexOf('\n');
    const qsizetype count = newline < 0 ? bytes.size() : newline + 1;
    if (isChunkLine ? m_line.size() + count > chunkLineLimit : (m_headBudget -= count) < 0) {
        fail(isChunkLine ? Problem::Malformed : Problem::TooLarge,
             isChunkLine ? u"a chunk size is too long"_s : u"the reply's header is larger than the limit"_s);
        return false;
    }
    m_line.append(bytes.first(count));
    bytes = bytes.sliced(count);
    if (newline < 0)
        return false;
    if (!m_line.endsWith("\r\n")) {
        fail(Problem::Malformed, u"a line of the reply does not end in CR LF"_s);
        return false;
    }
    m_line.chop(2);
    return true;
}

void ReplyParser::readLine()
{
    if (m_state == State::StatusLine)
        readStatusLine();
    else if (m_state == State::ChunkSize)
        readChunkSize();
    else if (m_state == State::ChunkEnd && m_line.isEmpty())
        m_state = State::ChunkSize;
    else if (m_state == State::ChunkEnd)
        fail(Problem::Malformed, u"a chunk is longer than its size"_s);
    else if (!m_line.isEmpty())
        readHeaderLine();
    else if (m_state == State::HeaderLine)
        headEnded();
    else
        bodyEnded();
    m_line.clear();
}

void ReplyParser::readStatusLine()
{
    // HTTP-version SP status-code SP [ reason ]; the second space is often forgotten when there is no reason.
    const bool isVersion =
        m_line.startsWith("HTTP/1.") && m_line.size() >= 12 && isDigit(m_line.at(7)) && m_line.at(8) == ' ';
    const bool isStatus = isVersion && (m_line.size() == 12 || m_line.at(12) == ' ');
    const auto status = isStatus ? decimal(m_line.mid(9, 3)) : std::nullopt;
    if (!status || *status < 100 || *status > 599 || !isFieldValue(m_line))
        return fail(Problem::Malformed, u"the status line is not HTTP/1.1"_s);
    m_isHttp11 = m_line.at(7) != '0';
    m_reply.status = static_cast<int>(*status);
    m_state = State::HeaderLine;
}

void ReplyParser::readHeaderLine()
{
    const qsizetype colon = m_line.indexOf(':');
    const QByteArray name = m_line.left(std::max<qsizetype>(colon, 0));
    const QByteArray value = m_line.mid(colon + 1).trimmed();
    if (!isToken(name) || !isFieldValue(value))
        return fail(Problem::Malformed, u"a header field of the reply is malformed"_s);
    if (m_state == State::HeaderLine) // trailers are read and forgotten: they must not pose as headers
        m_reply.headers.append({name.toLower(), value});
}

void ReplyParser::headEnded()
{
    if (m_reply.status == 101)
        return fail(Problem::Malformed, u"the server switches protocols, which was not asked for"_s);
    if (m_reply.status < 200) { // interim: the final reply follows
        m_reply = {};
        m_state = State::StatusLine;
        return;
    }
    chooseDecoder();
    if (m_problem == Problem::None)
        chooseFraming();
}

QByteArray ReplyParser::joined(const QByteArray &name) const
{
    QByteArrayList values;
    for (const auto &[key, value] : m_reply.headers) {
        if (key == name)
            values << value;
    }
    return values.join(',');
}

void ReplyParser::chooseDecoder()
{
    const QByteArray coding = joined("content-encoding").toLower();
    if (coding == "gzip" || coding == "x-gzip")
        m_decoder.emplace(ContentDecoder::Coding::Gzip, m_bodyLimit);
    else if (coding.isEmpty() || coding == "identity")
        m_decoder.emplace(ContentDecoder::Coding::Identity, m_bodyLimit);
    else
        fail(Problem::Malformed, u"the reply has a content coding that was not asked for"_s);
}

//! RFC 9112 section 6.3, without its leniencies: a doubtful length is a malformed reply.
void ReplyParser::chooseFraming()
{
    const QByteArray transfer = joined("transfer-encoding").toLower();
    const bool hasLength = !joined("content-length").isEmpty();
    if (m_isForHead || m_reply.status == 204 || m_reply.status == 304)
        return bodyEnded();
    if (!transfer.isEmpty() && (transfer != "chunked" || hasLength || !m_isHttp11))
        return fail(Problem::Malformed, u"the reply's transfer coding is malformed"_s);
    if (!transfer.isEmpty())
        m_state = State::ChunkSize;
    else if (hasLength)
        chooseFixedLength();
    else
        m_state = State::UntilClose;
}

void ReplyParser::chooseFixedLength()
{
    QByteArrayList lengths = joined("content-length").split(',');
    std::transform(lengths.begin(), lengths.end(), lengths.begin(),
                   [](const QByteArray &one) { return one.trimmed(); });
    const auto length = decimal(lengths.constFirst());
    if (!length || lengths.count(lengths.constFirst()) != lengths.size())
        return fail(Problem::Malformed, u"the reply's length is malformed"_s);
    if (*length > m_bodyLimit)
        return fail(Problem::TooLarge, u"the reply announces a body larger than the limit"_s);
    m_remaining = *length;
    m_state = State::FixedBody;
    if (m_remaining == 0)
        bodyEnded();
}

void ReplyParser::readChunkSize()
{
    const QByteArray size = m_line.split(';').constFirst().trimmed(); // extensions mean nothing here
    const bool isHex = !size.isEmpty() && size.size() <= 8 && std::all_of(size.cbegin(), size.cend(), [](char c) {
        return isxdigit(static_cast<unsigned char>(c)) != 0;
    });
    if (!isHex)
        return fail(Problem::Malformed, u"a chunk size is not a number"_s);
    m_remaining = size.toLongLong(nullptr, 16);
    m_state = m_remaining == 0 ? State::Trailer : State::ChunkData;
}

void ReplyParser::takeCounted(QByteArrayView &bytes)
{
    const qsizetype count = std::min(m_remaining, bytes.size());
    appendToBody(bytes.first(count));
    bytes = bytes.sliced(count);
    m_remaining -= count;
    if (m_remaining > 0 || m_problem != Problem::None)
        return;
    if (m_state == State::ChunkData)
        m_state = State::ChunkEnd;
    else
        bodyEnded();
}

void ReplyParser::appendToBody(QByteArrayView bytes)
{
    const ContentDecoder::Problem problem = m_decoder->append(bytes);
    if (problem == ContentDecoder::Problem::TooLarge)
        fail(Problem::TooLarge, u"the reply's body is larger than the limit"_s);
    else if (problem == ContentDecoder::Problem::Malformed)
        fail(Problem::Malformed, u"the reply's compressed body is damaged"_s);
}

void ReplyParser::bodyEnded()
{
    if (m_decoder->finish() != ContentDecoder::Problem::None)
        return fail(Problem::Malformed, u"the reply's compressed body is cut short"_s);
    m_reply.body = m_decoder->take();
    m_state = State::Complete;
}

bool ReplyParser::keepsAlive() const
{
    const QByteArrayList options = joined("connection").toLower().split(',');
    const bool wantsClose = std::any_of(options.cbegin(), options.cend(),
                                        [](const QByteArray &option) { return option.trimmed() == "close"; });
    const bool hasLength = m_isForHead || m_reply.status == 204 || m_reply.status == 304 ||
                           !joined("content-length").isEmpty() || !joined("transfer-encoding").isEmpty();
    return m_isHttp11 && hasLength && !wantsClose && !m_hasSurplus;
}

HttpReply ReplyParser::takeReply()
{
    return std::exchange(m_reply, {});
}

void ReplyParser::fail(Problem problem, const QString &detail)
{
    m_problem = problem;
    m_problemDetail = detail;
}

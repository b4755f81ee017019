// SPDX-License-Identifier: Apache-2.0
#include "app/notifications/requestparser.h"

#include <QRandomGenerator>
#include <QTest>

using Problem = RequestParser::Problem;

namespace {
constexpr qsizetype headLimit = 1024;
constexpr qsizetype bodyLimit = 64;
const QByteArray plain = "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi";

//! In pieces of this size; how many bytes were taken.
qsizetype feedInPieces(RequestParser &parser, QByteArrayView bytes, qsizetype size)
{
    qsizetype taken = 0;
    while (taken < bytes.size() && !parser.isComplete() && parser.problem() == Problem::None)
        taken += parser.feed(bytes.sliced(taken, std::min(size, bytes.size() - taken)));
    return taken;
}
} // namespace

class TestRequestParser : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wholeRequest_inPiecesOfAnySize();
    void chunkedBody_isPutTogether();
    void twoRequests_areTakenOneAfterTheOther();
    void head_isThereBeforeTheBody();
    void doubtfulRequest_isRefused_data();
    void doubtfulRequest_isRefused();
    void anyBytes_neverHoldMoreThanTheLimits();
};

void TestRequestParser::wholeRequest_inPiecesOfAnySize()
{
    for (qsizetype size = 1; size <= plain.size(); ++size) {
        RequestParser parser(headLimit, bodyLimit);
        QCOMPARE(feedInPieces(parser, plain, size), plain.size());
        QVERIFY(parser.isComplete());
        QCOMPARE(parser.request().method, QByteArray("POST"));
        QCOMPARE(parser.request().target, QByteArray("/a"));
        QCOMPARE(parser.request().header("host"), QByteArray("x"));
        QCOMPARE(parser.request().body, QByteArray("hi"));
    }
}

void TestRequestParser::chunkedBody_isPutTogether()
{
    RequestParser parser(headLimit, bodyLimit);
    const QByteArray bytes = "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                             "3;ext=1\r\nabc\r\n2\r\nde\r\n0\r\nTrailer: t\r\n\r\n";
    QCOMPARE(feedInPieces(parser, bytes, 5), bytes.size());
    QVERIFY(parser.isComplete());
    QCOMPARE(parser.request().body, QByteArray("abcde"));
    QVERIFY(!parser.request().has("trailer"));
}

void TestRequestParser::twoRequests_areTakenOneAfterTheOther()
{
    RequestParser parser(headLimit, bodyLimit);
    const QByteArray both = plain + plain;
    const qsizetype taken = feedInPieces(parser, both, both.size());
    QCOMPARE(taken, plain.size());
    parser.reset();
    QCOMPARE(feedInPieces(parser, QByteArrayView(both).sliced(taken), both.size()), plain.size());
    QVERIFY(parser.isComplete());
}

void TestRequestParser::head_isThereBeforeTheBody()
{
    RequestParser parser(headLimit, bodyLimit);
    const qsizetype taken = parser.feed(plain);
    QVERIFY(parser.hasHead());
    QVERIFY(!parser.isComplete());
    QCOMPARE(plain.mid(taken), QByteArray("hi"));
}

void TestRequestParser::doubtfulRequest_isRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("problem");
    const auto row = [](const char *name, const QByteArray &bytes, Problem problem = Problem::Malformed) {
        QTest::newRow(name) << bytes << static_cast<int>(problem);
    };
    const QByteArray start = "POST /a HTTP/1.1\r\nHost: x\r\n";
    row("no HTTP", "hello\r\n");
    row("HTTP/1.0", "POST /a HTTP/1.0\r\n");
    row("HTTP/2", "PRI * HTTP/2.0\r\n");
    row("absolute address", "POST http://x/a HTTP/1.1\r\n");
    row("two spaces", "POST  /a HTTP/1.1\r\n");
    row("a space in the path", "POST /a b HTTP/1.1\r\n");
    row("invalid UTF-8 in the path", "POST /\xff HTTP/1.1\r\n");
    row("bare LF", "POST /a HTTP/1.1\nHost: x\n\n");
    row("no host", "POST /a HTTP/1.1\r\n\r\n");
    row("two hosts", "POST /a HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n");
    row("folded header", start + "A: b\r\n c\r\n\r\n");
    row("a space before the colon", start + "A : b\r\n\r\n");
    row("a header without a name", start + ": b\r\n\r\n");
    row("NUL in a header", start + QByteArray("A: b\0c\r\n\r\n", 10));
    row("two lengths", start + "Content-Length: 2\r\nContent-Length: 2\r\n\r\nhi");
    row("negative length", start + "Content-Length: -2\r\n\r\n");
    row("length with a sign", start + "Content-Length: +2\r\n\r\n");
    row("length and coding", start + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n");
    row("two codings", start + "Transfer-Encoding: gzip, chunked\r\n\r\n");
    row("unknown coding", start + "Transfer-Encoding: identity\r\n\r\n");
    row("chunk size that is none", start + "Transfer-Encoding: chunked\r\n\r\nzz\r\n");
    row("chunk longer than its size", start + "Transfer-Encoding: chunked\r\n\r\n1\r\nab\r\n");
    row("long body", start + "Content-Length: 65\r\n\r\n", Problem::BodyTooLarge);
    row("absurd length", start + "Content-Length: 99999999999999999999\r\n\r\n", Problem::BodyTooLarge);
    row("long chunk", start + "Transfer-Encoding: chunked\r\n\r\n41\r\n", Problem::BodyTooLarge);
    row("chunks that add up", start + "Transfer-Encoding: chunked\r\n\r\n40\r\n" + QByteArray(64, 'a') + "\r\n1\r\n",
        Problem::BodyTooLarge);
    row("long head", start + "A: " + QByteArray(2000, 'a'), Problem::HeadTooLarge);
    row("endless trailers", start + "Transfer-Encoding: chunked\r\n\r\n0\r\nA: " + QByteArray(2000, 'a'),
        Problem::BodyTooLarge);
    row("many headers", start + QByteArray("A: b\r\n").repeated(70));
}

void TestRequestParser::doubtfulRequest_isRefused()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, problem);
    for (const qsizetype size : {qsizetype(1), qsizetype(7), bytes.size()}) {
        RequestParser parser(headLimit, bodyLimit);
        feedInPieces(parser, bytes, size);
        QVERIFY(!parser.isComplete());
        QCOMPARE(static_cast<int>(parser.problem()), problem);
    }
}

void TestRequestParser::anyBytes_neverHoldMoreThanTheLimits()
{
    QRandomGenerator random(4711);
    for (int round = 0; round < 2000; ++round) {
        QByteArray bytes = plain + QByteArray("\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n");
        for (int i = 0; i < 8; ++i)
            bytes[random.bounded(int(bytes.size()))] = static_cast<char>(random.bounded(256));
        RequestParser parser(headLimit, bodyLimit);
        feedInPieces(parser, bytes, 1 + random.bounded(20));
        QVERIFY(parser.request().body.size() <= bodyLimit);
    }
}

QTEST_APPLESS_MAIN(TestRequestParser)
#include "tst_requestparser.moc"

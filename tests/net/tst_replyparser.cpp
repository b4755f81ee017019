// SPDX-License-Identifier: Apache-2.0
#include "app/net/replyparser.h"
#include "tests/net/testtraffic.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;

//! RFC 9112, the way it is read here: whatever leaves a doubt is no reply.
class TestReplyParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wellFormed_givesTheReply_data();
    void wellFormed_givesTheReply();
    void malformed_isAProblem_data();
    void malformed_isAProblem();
    void anySplit_givesTheSameReply();
    void endWithoutLength_needsAnOrderlyEnd();
    void headers_areLowerCaseInOrderAndWithoutTrailers();
    void keepsAlive_onlyWhenTheNextReplyCanBeTold_data();
    void keepsAlive_onlyWhenTheNextReplyCanBeTold();
    void head_hasNoBody();
    void limits_areExact();
    void headerBudget_holdsOverInterimRepliesAndTrailers();
    void compressedBomb_stopsAtTheLimit();
    void damagedReplies_neverHangOrOverrun();
    void problems_nameNothingTheServerSent();
};

namespace {
constexpr qsizetype bodyLimit = 1000;

ReplyParser parsed(const QByteArray &bytes, bool isForHead = false)
{
    ReplyParser parser(isForHead, bodyLimit);
    parser.feed(bytes);
    return parser;
}

QByteArray chunked(const QByteArray &chunks)
{
    return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks;
}
} // namespace

void TestReplyParser::wellFormed_givesTheReply_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("length") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello") << 200 << "hello"_ba;
    QTest::newRow("empty body") << QByteArray("HTTP/1.1 202 Accepted\r\ncontent-length:0\r\n\r\n") << 202 << ""_ba;
    QTest::newRow("no reason") << QByteArray("HTTP/1.1 200 \r\nContent-Length: 2\r\n\r\n{}") << 200 << "{}"_ba;
    QTest::newRow("no reason, no space") << QByteArray("HTTP/1.1 200\r\nContent-Length: 2\r\n\r\n{}") << 200 << "{}"_ba;
    QTest::newRow("204") << QByteArray("HTTP/1.1 204 No Content\r\n\r\n") << 204 << ""_ba;
    QTest::newRow("204 with a length") << QByteArray("HTTP/1.1 204 No Content\r\nContent-Length: 7\r\n\r\n") << 204
                                       << ""_ba;
    QTest::newRow("304") << QByteArray("HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\n") << 304 << ""_ba;
    QTest::newRow("chunks") << chunked("5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n") << 200 << "hello world"_ba;
    QTest::newRow("chunk extensions") << chunked("5;a=b;c\r\nhello\r\n0;d\r\n\r\n") << 200 << "hello"_ba;
    QTest::newRow("chunk size in capitals") << chunked("0A\r\n0123456789\r\n00\r\n\r\n") << 200 << "0123456789"_ba;
    QTest::newRow("trailers") << chunked("1\r\nx\r\n0\r\nX-Sum: 1\r\nX-More: 2\r\n\r\n") << 200 << "x"_ba;
    QTest::newRow("interim replies")
        << QByteArray("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
                      "HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}")
        << 201 << "{}"_ba;
    QTest::newRow("same length twice") << QByteArray(
                                              "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\n{}")
                                       << 200 << "{}"_ba;
    QTest::newRow("HTTP/1.0") << QByteArray("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n{}") << 200 << "{}"_ba;
    const QByteArray packed = gzipped("hello hello hello");
    QTest::newRow("gzip") << reply(200, packed, "Content-Encoding: gzip\r\n") << 200 << "hello hello hello"_ba;
    QTest::newRow("gzip in two members") << reply(200, packed + packed, "Content-Encoding: x-gzip\r\n") << 200
                                         << "hello hello hellohello hello hello"_ba;
    QTest::newRow("gzip of nothing") << reply(200, {}, "Content-Encoding: gzip\r\n") << 200 << ""_ba;
    QTest::newRow("identity") << reply(200, "{}", "Content-Encoding: identity\r\n") << 200 << "{}"_ba;
}

void TestReplyParser::wellFormed_givesTheReply()
{
    QFETCH(const QByteArray, bytes);
    ReplyParser parser = parsed(bytes);
    QVERIFY2(parser.isComplete(), qPrintable(parser.problemDetail()));
    const HttpReply reply = parser.takeReply();
    QTEST(reply.status, "status");
    QTEST(reply.body, "body");
}

void TestReplyParser::malformed_isAProblem_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char *name, const QByteArray &bytes) { QTest::newRow(name) << bytes; };
    row("not HTTP", "SSH-2.0-OpenSSH_9.2\r\n");
    row("HTTP/2", "HTTP/2.0 200 OK\r\n");
    row("empty line first", "\r\nHTTP/1.1 200 OK\r\n");
    row("status of two digits", "HTTP/1.1 20 OK\r\n");
    row("status of four digits", "HTTP/1.1 2000 OK\r\n");
    row("status out of range", "HTTP/1.1 600 OK\r\n");
    row("status with a sign", "HTTP/1.1 +20 OK\r\n");
    row("bare line feed", "HTTP/1.1 200 OK\nContent-Length: 0\n\n");
    row("switching protocols", "HTTP/1.1 101 Switching Protocols\r\n\r\n");
    row("header without colon", "HTTP/1.1 200 OK\r\nContent-Length\r\n");
    row("header without name", "HTTP/1.1 200 OK\r\n: 5\r\n");
    row("space before the colon", "HTTP/1.1 200 OK\r\nContent-Length : 5\r\n");
    row("folded header", "HTTP/1.1 200 OK\r\nA: b\r\n c\r\n");
    row("null in a header", QByteArray("HTTP/1.1 200 OK\r\nA: b\0c\r\n", 25));
    row("return in a header", "HTTP/1.1 200 OK\r\nA: b\rc\r\n");
    row("two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\n");
    row("negative length", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n");
    row("length with a sign", "HTTP/1.1 200 OK\r\nContent-Length: +5\r\n\r\n");
    row("length in hex", "HTTP/1.1 200 OK\r\nContent-Length: 0x5\r\n\r\n");
    row("length beyond 64 bits", "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n");
    row("length and chunks", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n");
    row("unknown transfer coding", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n");
    row("chunked twice", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n");
    row("chunks in HTTP/1.0", "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    row("unknown content coding", "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 5\r\n\r\n");
    row("chunk size not a number", chunked("5\r\nhello\r\nzz\r\n"));
    row("chunk size empty", chunked("\r\n"));
    row("chunk size negative", chunked("-5\r\nhello\r\n"));
    row("chunk size with prefix", chunked("0x5\r\nhello\r\n"));
    row("chunk size beyond 32 bits", chunked("100000005\r\nhello\r\n"));
    row("chunk longer than its size", chunked("4\r\nhello\r\n0\r\n\r\n"));
    row("chunk shorter than its size", chunked("6\r\nhello\r\n0\r\n\r\n"));
    row("chunk line endless", chunked("5;" + QByteArray(2000, 'a')));
    row("trailer malformed", chunked("0\r\nno colon\r\n\r\n"));
    const QByteArray packed = gzipped(QByteArray(500, 'a'));
    row("gzip cut", reply(200, packed.chopped(1), "Content-Encoding: gzip\r\n"));
    row("gzip without trailer", reply(200, packed.chopped(8), "Content-Encoding: gzip\r\n"));
    row("gzip with rubbish after it", reply(200, packed + "rubbish, and a lot of it", "Content-Encoding: gzip\r\n"));
    QByteArray damaged = packed;
    damaged[damaged.size() - 6] = static_cast<char>(~damaged.at(damaged.size() - 6)); // in the checksum
    row("gzip damaged", reply(200, damaged, "Content-Encoding: gzip\r\n"));
}

void TestReplyParser::malformed_isAProblem()
{
    QFETCH(const QByteArray, bytes);
    ReplyParser parser = parsed(bytes);
    QVERIFY(!parser.isComplete());
    QCOMPARE(parser.problem(), ReplyParser::Problem::Malformed);
    QVERIFY(!parser.problemDetail().isEmpty());
}

void TestReplyParser::anySplit_givesTheSameReply()
{
    const QByteArray whole = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"
                             "Content-Encoding: gzip\r\n\r\n"_ba;
    const QByteArray packed = gzipped("hello hello hello");
    const QByteArray bytes = whole + "3\r\n" + packed.left(3) + "\r\n" + QByteArray::number(packed.size() - 3, 16) +
                             "\r\n" + packed.mid(3) + "\r\n0\r\nX: y\r\n\r\n";
    for (qsizetype first = 0; first <= bytes.size(); ++first) {
        for (const qsizetype step : {qsizetype(1), qsizetype(7), bytes.size()}) {
            ReplyParser parser(false, bodyLimit);
            parser.feed(QByteArrayView(bytes).first(first));
            for (qsizetype at = first; at < bytes.size(); at += step)
                parser.feed(QByteArrayView(bytes).sliced(at, std::min(step, bytes.size() - at)));
            QVERIFY2(parser.isComplete(), qPrintable(parser.problemDetail()));
            QVERIFY(parser.keepsAlive());
            QCOMPARE(parser.takeReply().body, "hello hello hello"_ba);
        }
    }
}

void TestReplyParser::endWithoutLength_needsAnOrderlyEnd()
{
    const QByteArray bytes = "HTTP/1.1 200 OK\r\n\r\nhello";
    ReplyParser announced = parsed(bytes);
    QVERIFY(!announced.isComplete());
    announced.end(true);
    QVERIFY(announced.isComplete());
    QVERIFY(!announced.keepsAlive());
    QCOMPARE(announced.takeReply().body, "hello"_ba);

    ReplyParser cut = parsed(bytes);
    cut.end(false);
    QCOMPARE(cut.problem(), ReplyParser::Problem::Malformed);

    ReplyParser inHead = parsed("HTTP/1.1 200 OK\r\nContent-");
    inHead.end(true);
    QCOMPARE(inHead.problem(), ReplyParser::Problem::Malformed);
    QCOMPARE(inHead.status(), 200);
}

void TestReplyParser::headers_areLowerCaseInOrderAndWithoutTrailers()
{
    ReplyParser parser = parsed("HTTP/1.1 200 OK\r\nX-B:  two \t\r\nSet-Cookie: a\r\nset-cookie: b\r\n"
                                "Transfer-Encoding: Chunked\r\n\r\n0\r\nX-Late: 1\r\n\r\n");
    const HttpReply reply = parser.takeReply();
    const QList<QPair<QByteArray, QByteArray>> expected{
        {"x-b", "two"}, {"set-cookie", "a"}, {"set-cookie", "b"}, {"transfer-encoding", "Chunked"}};
    QCOMPARE(reply.headers, expected);
    QCOMPARE(reply.header("set-cookie"), "a"_ba);
    QCOMPARE(reply.header("x-late"), QByteArray());
}

void TestReplyParser::keepsAlive_onlyWhenTheNextReplyCanBeTold_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("keepsAlive");
    QTest::newRow("length") << reply(200, "{}") << true;
    QTest::newRow("204") << QByteArray("HTTP/1.1 204 No Content\r\n\r\n") << true;
    QTest::newRow("chunked") << chunked("0\r\n\r\n") << true;
    QTest::newRow("close") << reply(200, "{}", "Connection: Close\r\n") << false;
    QTest::newRow("close among others") << reply(200, "{}", "Connection: keep-alive, close\r\n") << false;
    QTest::newRow("HTTP/1.0") << QByteArray("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n") << false;
    QTest::newRow("more than was asked for") << reply(200, "{}") + "HTTP/1.1 200" << false;
}

void TestReplyParser::keepsAlive_onlyWhenTheNextReplyCanBeTold()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const bool, keepsAlive);
    const ReplyParser parser = parsed(bytes);
    QVERIFY(parser.isComplete());
    QCOMPARE(parser.keepsAlive(), keepsAlive);
}

void TestReplyParser::head_hasNoBody()
{
    ReplyParser parser = parsed("HTTP/1.1 200 OK\r\nContent-Length: 999999\r\n\r\n", true);
    QVERIFY(parser.isComplete());
    QVERIFY(parser.keepsAlive());
    QCOMPARE(parser.takeReply().body, QByteArray());
}

void TestReplyParser::limits_areExact()
{
    QVERIFY(parsed(reply(200, QByteArray(bodyLimit, 'a'))).isComplete());
    ReplyParser announced = parsed("HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n");
    QCOMPARE(announced.problem(), ReplyParser::Problem::TooLarge);
    QCOMPARE(announced.status(), 200);
    QVERIFY(parsed(chunked("3e8\r\n" + QByteArray(bodyLimit, 'a') + "\r\n0\r\n\r\n")).isComplete());
    QCOMPARE(parsed(chunked("3e9\r\n" + QByteArray(1001, 'a'))).problem(), ReplyParser::Problem::TooLarge);
    QCOMPARE(parsed("HTTP/1.1 200 OK\r\n\r\n" + QByteArray(1001, 'a')).problem(), ReplyParser::Problem::TooLarge);

    const QByteArray start = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nA: ";
    const qsizetype filling = ReplyParser::headLimit - start.size() - 4;
    QVERIFY(parsed(start + QByteArray(filling, 'a') + "\r\n\r\n").isComplete());
    QCOMPARE(parsed(start + QByteArray(filling + 1, 'a') + "\r\n\r\n").problem(), ReplyParser::Problem::TooLarge);
}

void TestReplyParser::headerBudget_holdsOverInterimRepliesAndTrailers()
{
    ReplyParser interim(false, bodyLimit);
    for (int i = 0; i < 10'000 && interim.problem() == ReplyParser::Problem::None; ++i)
        interim.feed("HTTP/1.1 100 Continue\r\n\r\n"_ba);
    QCOMPARE(interim.problem(), ReplyParser::Problem::TooLarge);

    ReplyParser trailers = parsed(chunked("0\r\n"));
    for (int i = 0; i < 20'000 && trailers.problem() == ReplyParser::Problem::None; ++i)
        trailers.feed("A: b\r\n"_ba);
    QCOMPARE(trailers.problem(), ReplyParser::Problem::TooLarge);
}

void TestReplyParser::compressedBomb_stopsAtTheLimit()
{
    const QByteArray bomb = gzipped(QByteArray(900'000, 'a'));
    QVERIFY(bomb.size() < bodyLimit);
    QCOMPARE(parsed(reply(200, bomb, "Content-Encoding: gzip\r\n")).problem(), ReplyParser::Problem::TooLarge);

    // Members without content grow nothing but the count of what came.
    ReplyParser endless = parsed("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n");
    const QByteArray nothing = gzipped({});
    for (int i = 0; i < 10'000 && endless.problem() == ReplyParser::Problem::None; ++i)
        endless.feed(nothing);
    QCOMPARE(endless.problem(), ReplyParser::Problem::TooLarge);
}

void TestReplyParser::damagedReplies_neverHangOrOverrun()
{
    QRandomGenerator random(20260211); // the same damage every time
    const QByteArrayList wholes{
        reply(200, gzipped("hello hello hello"), "Content-Encoding: gzip\r\n"),
        chunked("5;a=b\r\nhello\r\n1\r\nx\r\n0\r\nX: y\r\n\r\n"),
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.0 200 OK\r\n\r\nhello"_ba,
    };
    const QByteArray spice("\r\n\0:;,0fF -+\t\xff", 14);
    for (int i = 0; i < 30'000; ++i) {
        QByteArray bytes = wholes.at(i % wholes.size());
        for (int damage = random.bounded(1, 4); damage > 0; --damage) {
            const qsizetype at = random.bounded(static_cast<int>(bytes.size()));
            const char with = spice.at(random.bounded(static_cast<int>(spice.size())));
            bytes.replace(at, random.bounded(2), QByteArray(1, with));
        }
        ReplyParser parser = parsed(bytes);
        parser.end(random.bounded(2) == 0);
        QVERIFY(parser.isComplete() != (parser.problem() != ReplyParser::Problem::None));
        if (parser.isComplete())
            QVERIFY(parser.takeReply().body.size() <= bodyLimit);
    }
}

void TestReplyParser::problems_nameNothingTheServerSent()
{
    for (const QByteArray &bytes :
         {"secretword\r\n"_ba, "HTTP/1.1 200 OK\r\nsecretword\r\n"_ba, chunked("secretword\r\n")})
        QVERIFY(!parsed(bytes).problemDetail().contains("secretword"_L1));
}

QTEST_APPLESS_MAIN(TestReplyParser)
#include "tst_replyparser.moc"

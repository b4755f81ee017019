// SPDX-License-Identifier: Apache-2.0
#include "app/core/exchange.h"

#include <QProcess>
#include <QTest>

#include <thread>
#include <vector>

using namespace Qt::StringLiterals;

namespace {
Exchange exchange(const QString &correlationId, int status = 200)
{
    Exchange made;
    made.correlationId = correlationId;
    made.status = status;
    return made;
}

//! The arguments that a shell hands to curl when it is given this command line.
QStringList argumentsInShell(const QString &commandLine)
{
    QProcess shell;
    shell.start(u"/bin/sh"_s, {u"-c"_s, u"curl() { printf '%s\\0' \"$@\"; }\n"_s + commandLine});
    shell.waitForFinished();
    QStringList arguments = QString::fromUtf8(shell.readAllStandardOutput()).split(QChar(u'\0'));
    arguments.removeLast();
    return arguments;
}
} // namespace

class TestExchange : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void log_keepsTheNewestUpToItsCapacity();
    void find_givesTheNewestOfAnId();
    void log_takesFromManyThreads();
    void curl_saysMethodAddressHeadersAndBody();
    void curl_withoutBody_sendsNone();
    void curl_passesEveryCharacterThroughTheShell();
};

void TestExchange::log_keepsTheNewestUpToItsCapacity()
{
    ExchangeLog log(3);
    for (int i = 1; i <= 5; ++i)
        log.record(exchange(QString::number(i)));
    QStringList ids;
    for (const Exchange &kept : log.all())
        ids << kept.correlationId;
    QCOMPARE(ids, (QStringList{u"3"_s, u"4"_s, u"5"_s}));
    QVERIFY(!log.find(u"2"_s));
}

void TestExchange::find_givesTheNewestOfAnId()
{
    ExchangeLog log;
    QVERIFY(!log.find(u"a"_s));
    log.record(exchange(u"a"_s, 503));
    log.record(exchange(u"b"_s, 404));
    log.record(exchange(u"a"_s, 200));
    QCOMPARE(log.find(u"a"_s)->status, 200);
    QCOMPARE(log.find(u"b"_s)->status, 404);
    QVERIFY(!log.find(u"c"_s));
}

void TestExchange::log_takesFromManyThreads()
{
    ExchangeLog log(100);
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&log] {
                for (int i = 0; i < 500; ++i) {
                    log.record(exchange(QString::number(i)));
                    Q_UNUSED(log.all())
                }
            });
        }
    }
    QCOMPARE(log.all().size(), 100);
}

void TestExchange::curl_saysMethodAddressHeadersAndBody()
{
    Exchange sent = exchange(u"a"_s);
    sent.method = u"POST"_s;
    sent.url = u"https://127.0.0.1:8443/tokens"_s;
    sent.requestHeaders = {{u"authorization"_s, u"APIKEY (hidden)"_s}, {u"content-type"_s, u"application/json"_s}};
    sent.requestBody = u"{\n    \"country\": \"FR\"\n}"_s;
    QCOMPARE(argumentsInShell(toCurl(sent)),
             (QStringList{u"--request"_s, u"POST"_s, u"https://127.0.0.1:8443/tokens"_s, u"--header"_s,
                          u"authorization: APIKEY (hidden)"_s, u"--header"_s, u"content-type: application/json"_s,
                          u"--data-raw"_s, sent.requestBody, u"--cert"_s, u"CLIENT-CERTIFICATE.pem"_s, u"--key"_s,
                          u"CLIENT-KEY.pem"_s, u"--cacert"_s, u"CA.pem"_s}));
}

void TestExchange::curl_withoutBody_sendsNone()
{
    Exchange sent = exchange(u"a"_s);
    sent.method = u"DELETE"_s;
    sent.url = u"https://127.0.0.1/tokens/tok_1"_s;
    QVERIFY(!toCurl(sent).contains("--data"_L1));
}

void TestExchange::curl_passesEveryCharacterThroughTheShell()
{
    const QString nasty = u"it's \"$(touch x)\" `id` $HOME \\ ; & | * ? ! # ~ \t\u00e9\u4e2d '' end'"_s;
    Exchange sent = exchange(u"a"_s);
    sent.method = u"POST"_s;
    sent.url = u"https://127.0.0.1/?q="_s + nasty;
    sent.requestHeaders = {{u"x-note"_s, nasty}};
    sent.requestBody = u"@"_s + nasty + u"\nsecond line"_s;
    const QStringList arguments = argumentsInShell(toCurl(sent));
    QCOMPARE(arguments.at(2), sent.url);
    QCOMPARE(arguments.at(4), u"x-note: "_s + nasty);
    QCOMPARE(arguments.at(6), sent.requestBody);
}

QTEST_GUILESS_MAIN(TestExchange)
#include "tst_exchange.moc"

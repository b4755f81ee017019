// SPDX-License-Identifier: Apache-2.0
#include "app/net/outgoingrequest.h"
#include "app/net/settingscheck.h"
#include "tests/net/testtraffic.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

//! What is refused before a name is looked up or a byte is sent, and how a request is written.
class TestSettingsCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void settingsThatCannotWork_areAConfigurationError_data();
    void settingsThatCannotWork_areAConfigurationError();
    void credential_goesToItsHostsOnly_data();
    void credential_goesToItsHostsOnly();
    void requestThatCannotBeWritten_isInvalidInput_data();
    void requestThatCannotBeWritten_isInvalidInput();
    void head_isWrittenAsHttp();
    void mutations_sayTheirLengthAndThatNothingFollows();
    void hostField_namesUnusualPortsAndAddresses_data();
    void hostField_namesUnusualPortsAndAddresses();
};

namespace {
TransportSettings usable()
{
    TransportSettings settings;
    settings.baseUrl = QUrl(u"https://api.example.com/tsh-cof/"_s);
    useCredential(settings, "c03f88fe");
    return settings;
}

QString headOf(const HttpRequest &request, const TransportSettings &settings)
{
    return QString::fromLatin1(requestHead(request, settings).bytes());
}
} // namespace

using Change = std::function<void(TransportSettings &)>;
using RequestChange = std::function<void(HttpRequest &)>;
Q_DECLARE_METATYPE(Change)
Q_DECLARE_METATYPE(RequestChange)

void TestSettingsCheck::settingsThatCannotWork_areAConfigurationError_data()
{
    QTest::addColumn<Change>("change");
    const auto row = [](const char *name, const Change &change) { QTest::newRow(name) << change; };
    const auto url = [](const QString &text) {
        return [text](TransportSettings &settings) { settings.baseUrl = QUrl(text); };
    };
    row("no address", url(QString()));
    row("http", url(u"http://api.example.com/"_s));
    row("no host", url(u"https:///tokens"_s));
    row("user name", url(u"https://me@api.example.com/"_s));
    row("password", url(u"https://me:pw@api.example.com/"_s));
    row("query", url(u"https://api.example.com/?a=b"_s));
    row("fragment", url(u"https://api.example.com/#a"_s));
    row("file", url(u"file:///etc/passwd"_s));
    row("certificate without key", [](TransportSettings &settings) {
        settings.clientChain = certificatesFrom(TestCertificates::shared().client.certificate);
    });
    row("key without certificate", [](TransportSettings &settings) {
        settings.clientKey = QSslKey(TestCertificates::shared().client.privateKey, QSsl::Ec);
    });
    row("no secret", [](TransportSettings &settings) { settings.credential.secret.reset(); });
    row("empty secret",
        [](TransportSettings &settings) { settings.credential.secret = std::make_shared<const SecretBytes>(); });
    row("no header", [](TransportSettings &settings) { settings.credential.header.clear(); });
    row("header with a space", [](TransportSettings &settings) { settings.credential.header = "author ization"; });
    row("line break in the prefix", [](TransportSettings &settings) { settings.credential.prefix = "APIKEY\r\nX: "; });
    row("line break in the secret", [](TransportSettings &settings) { useCredential(settings, "a\r\nx: y"); });
    row("secret beyond ASCII", [](TransportSettings &settings) { useCredential(settings, "caf\xc3\xa9"); });
    row("no time to connect", [](TransportSettings &settings) { settings.connectTimeout = 0ms; });
    row("negative time", [](TransportSettings &settings) { settings.totalTimeout = -1ms; });
    row("no attempts", [](TransportSettings &settings) { settings.readAttempts = 0; });
}

void TestSettingsCheck::settingsThatCannotWork_areAConfigurationError()
{
    QFETCH(const Change, change);
    TransportSettings settings = usable();
    QVERIFY(NetworkTransport::create(settings, nullptr));
    change(settings);
    const auto transport = NetworkTransport::create(settings, nullptr);
    QVERIFY(!transport);
    QCOMPARE(toString(transport.error().kind), u"Configuration"_s);
    QVERIFY(!transport.error().detail.isEmpty());
}

void TestSettingsCheck::credential_goesToItsHostsOnly_data()
{
    QTest::addColumn<QStringList>("hosts");
    QTest::addColumn<bool>("isAllowed");
    QTest::newRow("the host") << QStringList{u"api.example.com"_s} << true;
    QTest::newRow("one of several") << QStringList{u"other.example.com"_s, u"API.example.com"_s} << true;
    QTest::newRow("none") << QStringList{} << false;
    QTest::newRow("another") << QStringList{u"api.example.org"_s} << false;
    QTest::newRow("a parent domain") << QStringList{u"example.com"_s} << false;
    QTest::newRow("a pattern") << QStringList{u"*.example.com"_s} << false;
    QTest::newRow("a subdomain") << QStringList{u"x.api.example.com"_s} << false;
}

void TestSettingsCheck::credential_goesToItsHostsOnly()
{
    QFETCH(const QStringList, hosts);
    QFETCH(const bool, isAllowed);
    TransportSettings settings = usable();
    settings.credential.hosts = hosts;
    const Result<Done> checked = checkSettings(settings);
    QCOMPARE(checked.has_value(), isAllowed);
    QVERIFY(isAllowed || checked.error().kind == Error::Kind::Configuration);
}

void TestSettingsCheck::requestThatCannotBeWritten_isInvalidInput_data()
{
    QTest::addColumn<RequestChange>("change");
    const auto row = [](const char *name, const RequestChange &change) { QTest::newRow(name) << change; };
    const auto header = [](const QByteArray &name, const QByteArray &value) {
        return [=](HttpRequest &request) { request.headers.emplaceBack(name, value); };
    };
    row("unknown method", [](HttpRequest &request) { request.method = "TRACE"; });
    row("method in small letters", [](HttpRequest &request) { request.method = "get"; });
    row("method with a line break", [](HttpRequest &request) { request.method = "GET / HTTP/1.1\r\nX:"; });
    row("no path", [](HttpRequest &request) { request.path.clear(); });
    row("path without slash", [](HttpRequest &request) { request.path = u"tokens"_s; });
    row("another host as path", [](HttpRequest &request) { request.path = u"https://evil.example/"_s; });
    row("space in the path", [](HttpRequest &request) { request.path = u"/a b"_s; });
    row("line break in the path", [](HttpRequest &request) { request.path = u"/a\r\nX: y"_s; });
    row("fragment in the path", [](HttpRequest &request) { request.path = u"/a#b"_s; });
    row("path not encoded", [](HttpRequest &request) { request.path = u"/caf\u00e9"_s; });
    row("body of a read", [](HttpRequest &request) { request.body = "{}"; });
    row("header name with a colon", header("a:b", "c"));
    row("header name with a line break", header("a\r\nb", "c"));
    row("empty header name", header("", "c"));
    row("line break in a value", header("a", "b\r\nc: d"));
    row("host", header("Host", "evil.example"));
    row("length", header("content-length", "5"));
    row("transfer coding", header("Transfer-Encoding", "chunked"));
    row("connection", header("Connection", "upgrade"));
    row("credential", header("Authorization", "APIKEY other"));
}

void TestSettingsCheck::requestThatCannotBeWritten_isInvalidInput()
{
    QFETCH(const RequestChange, change);
    const TransportSettings settings = usable();
    HttpRequest request = requestOf("GET");
    QVERIFY(checkRequest(request, settings));
    change(request);

    const auto transport = NetworkTransport::create(settings, nullptr).value();
    const Pending<HttpReply> pending = transport->send(request);

    QVERIFY(pending.isFinished()); // nothing was even queued
    QCOMPARE(kindOf(pending.result()), u"InvalidInput"_s);
    QCOMPARE(pending.result().error().correlationId, u"corr-1"_s);
}

void TestSettingsCheck::head_isWrittenAsHttp()
{
    HttpRequest request = requestOf("GET");
    request.path = u"/tokens/tok%201?full=1"_s;
    QCOMPARE(headOf(request, usable()),
             u"GET /tsh-cof/tokens/tok%201?full=1 HTTP/1.1\r\nhost: api.example.com\r\nuser-agent: "
             u"Tokendesk/" TOKENDESK_VERSION "\r\naccept-encoding: gzip\r\naccept: application/json\r\n"
             "authorization: APIKEY c03f88fe\r\n\r\n"_s);
    TransportSettings bare = usable();
    bare.credential = {};
    QVERIFY(headOf(request, bare).endsWith("accept: application/json\r\n\r\n"_L1));
}

void TestSettingsCheck::mutations_sayTheirLengthAndThatNothingFollows()
{
    QVERIFY(headOf(requestOf("POST", "{}"), usable()).contains("\r\ncontent-length: 2\r\nconnection: close\r\n"_L1));
    QVERIFY(headOf(requestOf("POST"), usable()).contains("\r\ncontent-length: 0\r\nconnection: close\r\n"_L1));
    QVERIFY(headOf(requestOf("DELETE", "{}"), usable()).contains("\r\ncontent-length: 2\r\nconnection: close\r\n"_L1));
    QVERIFY(!headOf(requestOf("DELETE"), usable()).contains("content-length"_L1));
    QVERIFY(!headOf(requestOf("GET"), usable()).contains("connection"_L1));
}

void TestSettingsCheck::hostField_namesUnusualPortsAndAddresses_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("field");
    QTest::newRow("usual port") << u"https://api.example.com:443/x"_s << u"api.example.com"_s;
    QTest::newRow("other port") << u"https://api.example.com:8443"_s << u"api.example.com:8443"_s;
    QTest::newRow("IPv6") << u"https://[::1]:8443/"_s << u"[::1]:8443"_s;
    QTest::newRow("umlaut") << u"https://b\u00fccher.example/"_s << u"xn--bcher-kva.example"_s;
}

void TestSettingsCheck::hostField_namesUnusualPortsAndAddresses()
{
    QFETCH(const QString, url);
    QFETCH(const QString, field);
    TransportSettings settings = usable();
    settings.baseUrl = QUrl(url);
    QVERIFY2(headOf(requestOf("GET"), settings).contains(u"\r\nhost: "_s + field + u"\r\n"_s),
             qPrintable(headOf(requestOf("GET"), settings)));
}

QTEST_GUILESS_MAIN(TestSettingsCheck)
#include "tst_settingscheck.moc"

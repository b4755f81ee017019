// SPDX-License-Identifier: Apache-2.0
// How long a look-up takes through NetworkTransport, next to the least that anyone could do: a loop over one kept TLS
// connection with OpenSSL, and with QSslSocket. All talk to the same local server with mutual TLS, taking turns, so
// that a busy machine slows them all.
//
//     bench_transport [ROUNDS [LOOK-UPS PER ROUND]]
#include "app/core/worker.h"
#include "app/net/tlspolicy.h"
#include "tests/net/testtraffic.h"
#include "tests/net/tlsserver.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSslSocket>

#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <arpa/inet.h>
#include <cstdio>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {
const QByteArray lookUp = "GET /tokens/tok-1 HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: application/json\r\n"
                          "authorization: APIKEY c03f88fe-01ba-11e8-ba89-0ed5f89f718b\r\n\r\n";

//! As large as the description of a token.
QByteArray tokenJson()
{
    return "{\"tokenId\":\"tok-1\",\"tokenState\":\"ACTIVE\",\"filler\":\"" + QByteArray(1500, 'a') + "\"}";
}

//! Whether `bytes` hold a whole reply; good enough for a server that is known.
bool isComplete(const QByteArray &bytes)
{
    static const qsizetype size = reply(200, tokenJson()).size();
    return bytes.size() >= size;
}

class Contender
{
public:
    virtual ~Contender() = default;
    virtual bool lookUpOnce() = 0;
};

class OpenSslLoop final : public Contender
{
public:
    explicit OpenSslLoop(quint16 port)
    {
        SSL_CTX *context = SSL_CTX_new(TLS_client_method());
        useIdentity(context);
        m_descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const int on = 1;
        ::setsockopt(m_descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        if (::connect(m_descriptor, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
            qFatal("no connection");
        m_tls = SSL_new(context);
        SSL_CTX_free(context);
        SSL_set_fd(m_tls, m_descriptor);
        if (SSL_connect(m_tls) != 1)
            qFatal("no TLS");
    }
    ~OpenSslLoop() override
    {
        SSL_free(m_tls);
        ::close(m_descriptor);
    }
    OpenSslLoop(const OpenSslLoop &) = delete;
    OpenSslLoop &operator=(const OpenSslLoop &) = delete;

    bool lookUpOnce() override
    {
        SSL_write(m_tls, lookUp.constData(), static_cast<int>(lookUp.size()));
        QByteArray bytes;
        while (!isComplete(bytes)) {
            char block[16 * 1024];
            const int count = SSL_read(m_tls, block, sizeof block);
            if (count <= 0)
                return false;
            bytes.append(block, count);
        }
        return true;
    }

private:
    static void useIdentity(SSL_CTX *context)
    {
        const IssuedCertificate &client = TestCertificates::shared().client;
        BIO *certificatePem = BIO_new_mem_buf(client.certificate.constData(), -1);
        BIO *keyPem = BIO_new_mem_buf(client.privateKey.constData(), -1);
        X509 *certificate = PEM_read_bio_X509(certificatePem, nullptr, nullptr, nullptr);
        EVP_PKEY *key = PEM_read_bio_PrivateKey(keyPem, nullptr, nullptr, nullptr);
        SSL_CTX_use_certificate(context, certificate);
        SSL_CTX_use_PrivateKey(context, key);
        X509_free(certificate);
        EVP_PKEY_free(key);
        BIO_free(certificatePem);
        BIO_free(keyPem);
    }

    int m_descriptor = -1;
    SSL *m_tls = nullptr;
};

class QtSocketLoop final : public Contender
{
public:
    explicit QtSocketLoop(const TransportSettings &settings)
    {
        m_socket.setSslConfiguration(tlsConfiguration(settings));
        m_socket.connectToHostEncrypted(u"127.0.0.1"_s, static_cast<quint16>(settings.baseUrl.port()));
        if (!m_socket.waitForEncrypted())
            qFatal("no TLS");
        m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    }
    bool lookUpOnce() override
    {
        m_socket.write(lookUp);
        m_socket.flush();
        QByteArray bytes;
        while (!isComplete(bytes)) {
            if (!m_socket.waitForReadyRead(10'000))
                return false;
            bytes += m_socket.readAll();
        }
        return true;
    }

private:
    QSslSocket m_socket;
};

//! What Qt has for the purpose, for comparison.
class AccessManagerLookUp final : public Contender
{
public:
    explicit AccessManagerLookUp(const TransportSettings &settings)
        : m_request(settings.baseUrl.resolved(QUrl(u"/tokens/tok-1"_s)))
    {
        m_request.setSslConfiguration(tlsConfiguration(settings));
        m_request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    }
    bool lookUpOnce() override
    {
        const std::unique_ptr<QNetworkReply> reply(m_manager.get(m_request));
        QEventLoop loop;
        QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
        loop.exec();
        return isComplete(reply->readAll() + QByteArray(200, ' ')); // the head is gone
    }

private:
    QNetworkAccessManager m_manager;
    QNetworkRequest m_request;
};

//! To another thread and back, with nothing done there: what NetworkTransport pays for never blocking a window.
class ThreadRoundTrip final : public Contender
{
public:
    bool lookUpOnce() override
    {
        QFuture<Result<Done>> pending = m_worker.run([] { return Result<Done>(Done{}); });
        pending.waitForFinished();
        return true;
    }

private:
    Worker m_worker{u"round trip"_s};
};

class TransportLookUp final : public Contender
{
public:
    TransportLookUp(const TransportSettings &settings, const QByteArray &method, bool isRecorded)
        : m_method(method),
          m_transport(
              NetworkTransport::create(settings, isRecorded ? std::make_shared<ExchangeLog>() : nullptr).value())
    {
    }
    bool lookUpOnce() override
    {
        Pending<HttpReply> pending = m_transport->send(requestOf(m_method));
        pending.waitForFinished();
        return outcomeOf<HttpReply>(pending).has_value();
    }

private:
    const QByteArray m_method;
    std::shared_ptr<NetworkTransport> m_transport;
};

struct Entry {
    const char *name;
    std::unique_ptr<Contender> contender;
    std::vector<double> microseconds;

    void run(int count)
    {
        for (int i = 0; i < count; ++i) {
            QElapsedTimer timer;
            timer.start();
            if (!contender->lookUpOnce())
                qFatal("%s: a look-up failed", name);
            microseconds.push_back(static_cast<double>(timer.nsecsElapsed()) / 1000);
        }
    }
    [[nodiscard]] double percentile(double share)
    {
        std::sort(microseconds.begin(), microseconds.end());
        return microseconds.at(static_cast<std::size_t>(share * static_cast<double>(microseconds.size() - 1)));
    }
};

int numberFrom(const QStringList &arguments, qsizetype at, int otherwise)
{
    bool isNumber = false;
    const int number = arguments.value(at).toInt(&isNumber);
    return isNumber && number > 0 ? number : otherwise;
}
} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const int rounds = numberFrom(QCoreApplication::arguments(), 1, 20);
    const int perRound = numberFrom(QCoreApplication::arguments(), 2, 100);
    const TlsServer server(
        {.identity = TestCertificates::shared().server,
         .clientAuthority = TestCertificates::shared().authority.root().certificate},
        TlsServer::answering([answer = reply(200, tokenJson())](const QByteArray &) { return answer; }));
    TransportSettings settings = settingsFor(server.url());
    useClient(settings, TestCertificates::shared().client);
    useCredential(settings, "c03f88fe-01ba-11e8-ba89-0ed5f89f718b");

    std::vector<Entry> entries;
    entries.push_back({"OpenSSL loop", std::make_unique<OpenSslLoop>(server.port()), {}});
    entries.push_back({"QSslSocket loop", std::make_unique<QtSocketLoop>(settings), {}});
    entries.push_back({"thread round trip alone", std::make_unique<ThreadRoundTrip>(), {}});
    entries.push_back({"QNetworkAccessManager", std::make_unique<AccessManagerLookUp>(settings), {}});
    entries.push_back({"NetworkTransport", std::make_unique<TransportLookUp>(settings, "GET", false), {}});
    entries.push_back({"NetworkTransport, recorded", std::make_unique<TransportLookUp>(settings, "GET", true), {}});
    entries.push_back({"NetworkTransport, DELETE", std::make_unique<TransportLookUp>(settings, "DELETE", true), {}});
    for (Entry &entry : entries) { // connections and caches
        entry.run(20);
        entry.microseconds.clear();
    }
    for (int round = 0; round < rounds; ++round) {
        for (Entry &entry : entries)
            entry.run(perRound);
    }

    const double least = entries.at(0).percentile(0.5);
    const double qtLeast = entries.at(1).percentile(0.5);
    std::printf("%d round trips each, in %d rounds, %lld bytes of body, mutual TLS\n", rounds * perRound, rounds,
                static_cast<long long>(tokenJson().size()));
    std::printf("%-28s %10s %10s %12s %15s\n", "", "median us", "p95 us", "to OpenSSL", "to QSslSocket");
    for (Entry &entry : entries) {
        const double median = entry.percentile(0.5);
        std::printf("%-28s %10.1f %10.1f %12.2f %15.2f\n", entry.name, median, entry.percentile(0.95), median / least,
                    median / qtLeast);
    }
    return 0;
}

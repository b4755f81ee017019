// SPDX-License-Identifier: Apache-2.0
#include "tests/net/tlsserver.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <arpa/inet.h>
#include <csignal>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {
SSL *tlsOf(void *tls)
{
    return static_cast<SSL *>(tls);
}

X509 *certificateFrom(const QByteArray &pem)
{
    BIO *bio = BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size()));
    X509 *certificate = PEM_read_bio_X509(bio, nullptr, nullptr, nullptr);
    BIO_free(bio);
    return certificate;
}

EVP_PKEY *keyFrom(const QByteArray &pem)
{
    BIO *bio = BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size()));
    EVP_PKEY *key = PEM_read_bio_PrivateKey(bio, nullptr, nullptr, nullptr);
    BIO_free(bio);
    return key;
}

SSL_CTX *contextFor(const TlsServerSettings &settings)
{
    SSL_CTX *context = SSL_CTX_new(TLS_server_method());
    SSL_CTX_set_security_level(context, 0); // so that it can also offer what must be refused
    const QByteArray sessions = "tests";
    SSL_CTX_set_session_id_context(context, reinterpret_cast<const unsigned char *>(sessions.data()),
                                   static_cast<unsigned>(sessions.size()));
    SSL_CTX_set_min_proto_version(context, settings.lowestVersion);
    SSL_CTX_set_max_proto_version(context, settings.highestVersion);
    if (!settings.ciphers.isEmpty())
        SSL_CTX_set_cipher_list(context, settings.ciphers.constData());
    X509 *certificate = certificateFrom(settings.identity.certificate);
    EVP_PKEY *key = keyFrom(settings.identity.privateKey);
    SSL_CTX_use_certificate(context, certificate);
    SSL_CTX_use_PrivateKey(context, key);
    X509_free(certificate);
    EVP_PKEY_free(key);
    if (!settings.clientAuthority.isEmpty()) {
        X509 *authority = certificateFrom(settings.clientAuthority);
        X509_STORE_add_cert(SSL_CTX_get_cert_store(context), authority);
        X509_free(authority);
        SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    }
    return context;
}

int listenOnLoopback(quint16 &port)
{
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(listener, reinterpret_cast<sockaddr *>(&address), size) != 0 || ::listen(listener, 128) != 0)
        qFatal("cannot listen on 127.0.0.1");
    ::getsockname(listener, reinterpret_cast<sockaddr *>(&address), &size);
    port = ntohs(address.sin_port);
    return listener;
}

//! The size of the request that `buffer` begins with; nothing while it is not complete.
std::optional<qsizetype> requestSize(const QByteArray &buffer)
{
    const qsizetype headEnd = buffer.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return std::nullopt;
    const QByteArray head = buffer.left(headEnd).toLower() + "\r\n";
    const qsizetype field = head.indexOf("\r\ncontent-length:");
    const qsizetype valueAt = field + 17;
    const qsizetype length =
        field < 0 ? 0 : head.mid(valueAt, head.indexOf("\r\n", valueAt) - valueAt).trimmed().toLongLong();
    const qsizetype size = headEnd + 4 + length;
    return size <= buffer.size() ? std::optional(size) : std::nullopt;
}
} // namespace

bool Peer::fill()
{
    char bytes[16 * 1024];
    const int count = hasEnded() ? 0 : SSL_read(tlsOf(m_tls), bytes, sizeof bytes);
    if (count <= 0)
        return false;
    m_server->m_bytes += count;
    m_buffer.append(bytes, count);
    return true;
}

std::optional<QByteArray> Peer::readRequest()
{
    std::optional<qsizetype> size = requestSize(m_buffer);
    while (!size) {
        if (!fill())
            return std::nullopt;
        size = requestSize(m_buffer);
    }
    const QByteArray request = m_buffer.left(*size);
    m_buffer.remove(0, *size);
    m_server->count(request);
    return request;
}

void Peer::write(QByteArrayView bytes)
{
    if (!hasEnded() && !bytes.isEmpty() && SSL_write(tlsOf(m_tls), bytes.data(), static_cast<int>(bytes.size())) <= 0)
        close();
}

void Peer::finish()
{
    if (!hasEnded())
        SSL_shutdown(tlsOf(m_tls));
    close();
}

void Peer::cut()
{
    // Unread bytes would turn the FIN into an RST.
    if (!hasEnded())
        ::shutdown(m_descriptor, SHUT_WR);
    close();
}

void Peer::reset()
{
    const linger none{.l_onoff = 1, .l_linger = 0};
    if (!hasEnded())
        ::setsockopt(m_descriptor, SOL_SOCKET, SO_LINGER, &none, sizeof none);
    close();
}

void Peer::close()
{
    if (hasEnded())
        return;
    m_server->forget(m_descriptor);
    ::close(m_descriptor);
    m_descriptor = -1;
}

void Peer::refuseCertificateLate(int reason)
{
    static thread_local int verdict = X509_V_OK;
    verdict = reason;
    SSL *tls = tlsOf(m_tls);
    SSL_set_verify(tls, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, [](int, X509_STORE_CTX *store) {
        X509_STORE_CTX_set_error(store, verdict);
        return 0;
    });
    SSL_set_options(tls, SSL_OP_NO_SESSION_RESUMPTION_ON_RENEGOTIATION); // a resumed session asks for no certificate
    SSL_renegotiate(tls);
    SSL_do_handshake(tls);
    while (fill()) {
    }
}

void Peer::wait(std::chrono::milliseconds time)
{
    std::unique_lock lock(m_server->m_mutex);
    m_server->m_stopping.wait_for(lock, time, [this] { return m_server->m_isStopping; });
}

TlsServer::TlsServer(TlsServerSettings settings, Script script)
    : m_settings(std::move(settings)), m_script(std::move(script)), m_context(contextFor(m_settings))
{
    std::signal(SIGPIPE, SIG_IGN);
    m_listener = listenOnLoopback(m_port);
    m_acceptor = std::thread([this] { acceptAll(); });
}

TlsServer::~TlsServer()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
        for (const int descriptor : m_open)
            ::shutdown(descriptor, SHUT_RDWR);
    }
    m_stopping.notify_all();
    ::shutdown(m_listener, SHUT_RDWR);
    m_acceptor.join();
    ::close(m_listener);
    for (std::thread &thread : m_threads)
        thread.join();
    SSL_CTX_free(static_cast<SSL_CTX *>(m_context));
}

QUrl TlsServer::url(const QString &host) const
{
    QUrl url(u"https://"_s + host);
    url.setPort(m_port);
    return url;
}

void TlsServer::acceptAll()
{
    for (;;) {
        const int descriptor = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        const std::lock_guard lock(m_mutex);
        if (descriptor < 0 || m_isStopping) {
            if (descriptor >= 0)
                ::close(descriptor);
            return;
        }
        const int number = ++m_connections;
        m_open.insert(descriptor);
        m_threads.emplace_back([this, descriptor, number] { serve(descriptor, number); });
    }
}

void TlsServer::serve(int descriptor, int number)
{
    const int on = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    SSL *tls = SSL_new(static_cast<SSL_CTX *>(m_context));
    SSL_set_fd(tls, descriptor);
    Peer peer;
    peer.m_server = this;
    peer.m_tls = tls;
    peer.m_descriptor = descriptor;
    peer.m_number = number;
    const bool isSecure = SSL_accept(tls) == 1;
    {
        const std::lock_guard lock(m_mutex);
        m_offered.clear();
        const STACK_OF(SSL_CIPHER) *offered = SSL_get_client_ciphers(tls);
        for (int i = 0; offered && i < sk_SSL_CIPHER_num(offered); ++i)
            m_offered << SSL_CIPHER_get_name(sk_SSL_CIPHER_value(offered, i));
    }
    if (isSecure)
        m_script(peer);
    peer.close();
    SSL_free(tls);
    ERR_clear_error();
}

void TlsServer::count(const QByteArray &request)
{
    const std::lock_guard lock(m_mutex);
    m_received << request;
}

void TlsServer::forget(int descriptor)
{
    const std::lock_guard lock(m_mutex);
    m_open.erase(descriptor);
}

int TlsServer::requests() const
{
    const std::lock_guard lock(m_mutex);
    return static_cast<int>(m_received.size());
}

QByteArrayList TlsServer::received() const
{
    const std::lock_guard lock(m_mutex);
    return m_received;
}

QByteArrayList TlsServer::offeredCiphers() const
{
    const std::lock_guard lock(m_mutex);
    return m_offered;
}

TlsServer::Script TlsServer::answering(std::function<QByteArray(const QByteArray &)> answer)
{
    return [answer = std::move(answer)](Peer &peer) {
        TlsServer &server = *peer.m_server;
        while (const auto request = peer.readRequest()) {
            const int atOnce = ++server.m_atOnce;
            int most = server.m_mostAtOnce;
            while (atOnce > most && !server.m_mostAtOnce.compare_exchange_weak(most, atOnce)) {
            }
            const QByteArray reply = answer(*request);
            --server.m_atOnce;
            peer.write(reply);
        }
        peer.finish();
    };
}

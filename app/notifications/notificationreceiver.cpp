// SPDX-License-Identifier: Apache-2.0
#include "app/notifications/notificationreceiver.h"

#include "app/core/keyedhash.h"
#include "app/core/observe.h"
#include "app/net/tlspolicy.h"
#include "app/notifications/receiverconnection.h"

#include <QTcpServer>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

//! So many requests at once, and so many a second in the long run.
class RequestRate
{
public:
    RequestRate(double perSecond, double burst, std::chrono::milliseconds now)
        : m_perSecond(perSecond), m_burst(burst), m_left(burst), m_at(now)
    {
    }
    [[nodiscard]] bool take(std::chrono::milliseconds now)
    {
        m_left = std::min(m_burst, m_left + m_perSecond * static_cast<double>((now - m_at).count()) / 1000);
        m_at = now;
        if (m_left < 1)
            return false;
        m_left -= 1;
        return true;
    }

private:
    const double m_perSecond;
    const double m_burst;
    double m_left;
    std::chrono::milliseconds m_at;
};

namespace {
bool isJsonType(const std::optional<QByteArray> &contentType)
{
    const QList<QByteArray> parts = contentType.value_or(QByteArray()).toLower().split(';');
    const bool isUtf8 = std::all_of(parts.cbegin() + 1, parts.cend(), [](const QByteArray &part) {
        return !part.trimmed().startsWith("charset") || part.contains("utf-8");
    });
    return parts.constFirst().trimmed() == "application/json" && isUtf8;
}
} // namespace

struct NotificationReceiver::Context {
    ReceiverSettings settings;
    std::shared_ptr<const NotificationFormat> format;
    Accept accept;
    std::shared_ptr<const Clock> clock;
    std::shared_ptr<ReceiverCounts> counts;
    SecretBytes comparisonKey = randomKey();
};

//! Accepts connections and judges requests. In the receiver's thread.
class NotificationReceiver::Server final : public QTcpServer
{
public:
    Server(std::shared_ptr<Context> context, QObject *parent)
        : QTcpServer(parent), m_context(std::move(context)), m_tls(tlsOf(m_context->settings)),
          m_rate(limits().perSecond, limits().burst, m_context->clock->monotonic()),
          m_expected(fingerprint(m_context->settings.authorization->bytes()))
    {
        setMaxPendingConnections(limits().connections);
    }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        ++m_context->counts->connections;
        if (m_open >= limits().connections) {
            ++m_context->counts->cutOff;
            QTcpSocket refused;
            refused.setSocketDescriptor(descriptor);
            refused.abort();
            return;
        }
        const ReceiverConnection::Limits connectionLimits{.head = limits().head,
                                                          .body = limits().body,
                                                          .handshake = limits().handshake,
                                                          .request = limits().request,
                                                          .idle = limits().idle};
        m_context->counts->open = ++m_open;
        auto *connection = new ReceiverConnection(
            descriptor, m_tls, connectionLimits,
            {.judgeHead = [this](const ReceivedRequest &request) { return objectionTo(request); },
             .handle = [this](const ReceivedRequest &request, ReceiverConnection *by) { handle(request, by); }},
            this);
        connect(connection, &ReceiverConnection::ended, this, [this](bool wasCutOff) {
            m_context->counts->open = --m_open;
            m_context->counts->cutOff += wasCutOff ? 1 : 0;
        });
        connect(connection, &ReceiverConnection::answered, this, [this](int status) {
            ++m_context->counts->answered;
            m_context->counts->acknowledged += status == 204 ? 1 : 0;
        });
    }

private:
    [[nodiscard]] const ReceiverLimits &limits() const { return m_context->settings.limits; }

    static QSslConfiguration tlsOf(const ReceiverSettings &settings)
    {
        TransportSettings transport;
        transport.authorities = settings.clientAuthorities;
        transport.clientChain = settings.chain;
        transport.clientKey = settings.key;
        return tlsConfiguration(transport);
    }

    //! Of equal length whatever was sent, so that a comparison takes equally long.
    [[nodiscard]] QByteArray fingerprint(QByteArrayView authorization) const
    {
        return keyedHash(m_context->comparisonKey, authorization);
    }

    std::optional<ReceiverAnswer> objectionTo(const ReceivedRequest &request)
    {
        if (!m_rate.take(m_context->clock->monotonic()))
            return ReceiverAnswer{.status = 429, .header = "Retry-After: 1"};
        QByteArray given = request.header("authorization").value_or(QByteArray());
        const bool isAuthorized = isSameHash(fingerprint(given), m_expected);
        wipe(given);
        if (!isAuthorized)
            return ReceiverAnswer{
                .status = 401, .header = "WWW-Authenticate: Basic realm=\"notifications\"", .closes = true};
        if (!m_context->format->isPath(request.target))
            return ReceiverAnswer{.status = 404};
        if (request.method != "POST")
            return ReceiverAnswer{.status = 405, .header = "Allow: POST"};
        if (!isJsonType(request.header("content-type")) || !request.header("x-correlation-id"))
            return ReceiverAnswer{.status = 400};
        return std::nullopt;
    }

    void handle(const ReceivedRequest &request, ReceiverConnection *connection)
    {
        const auto notification = m_context->format->read(
            {.path = request.target,
             .correlationId = QString::fromLatin1(request.header("x-correlation-id").value_or(QByteArray())),
             .body = request.body});
        if (!notification)
            return connection->answer({.status = 400});
        if (notification->merchantId != m_context->settings.recipient)
            return connection->answer({.status = 404});
        observe<Done>(connection, m_context->accept(*notification), [connection](const Result<Done> &kept) {
            if (kept)
                return connection->answer({.status = 204});
            // Only what another try may mend is worth one.
            const bool isPassing =
                kept.error().kind == Error::Kind::Storage || kept.error().kind == Error::Kind::OutcomeUnknown;
            connection->answer({.status = isPassing ? 503 : 400, .header = isPassing ? "Retry-After: 5" : ""});
        });
    }

    const std::shared_ptr<Context> m_context;
    const QSslConfiguration m_tls;
    RequestRate m_rate;
    const QByteArray m_expected;
    int m_open = 0;
};

namespace {
std::optional<Error> objectionTo(const ReceiverSettings &settings)
{
    const auto problem = [](const QString &field, const QString &detail) {
        return Error{.kind = Error::Kind::Configuration, .detail = detail, .field = field};
    };
    if (settings.chain.isEmpty() || settings.key.isNull())
        return problem(u"certificateFile"_s, u"the receiver has no certificate with a private key"_s);
    if (settings.chain.constFirst().publicKey().algorithm() != settings.key.algorithm())
        return problem(u"keyFile"_s, u"the private key does not belong to the certificate"_s);
    if (settings.clientAuthorities.isEmpty())
        return problem(u"authorityFile"_s, u"nobody says whose certificates may connect"_s);
    if (!settings.authorization || settings.authorization->isEmpty())
        return problem(u"secret"_s, u"the receiver has no credential to compare with"_s);
    return std::nullopt;
}
} // namespace

NotificationReceiver::NotificationReceiver(ReceiverSettings settings, std::shared_ptr<const NotificationFormat> format,
                                           Accept accept, std::shared_ptr<const Clock> clock)
    : m_counts(std::make_shared<ReceiverCounts>()), m_context(std::make_shared<Context>()), m_worker(u"notifications"_s)
{
    m_context->settings = std::move(settings);
    m_context->format = std::move(format);
    m_context->accept = std::move(accept);
    m_context->clock = std::move(clock);
    m_context->counts = m_counts;
}

NotificationReceiver::~NotificationReceiver()
{
    m_worker.runAndWait([this] { delete std::exchange(m_server, nullptr); });
}

Pending<quint16> NotificationReceiver::start()
{
    if (const auto objection = objectionTo(m_context->settings))
        return failed<quint16>(*objection);
    return m_worker.run([this]() -> Result<quint16> {
        m_server = new Server(m_context, m_worker.context());
        const ReceiverSettings &settings = m_context->settings;
        if (m_server->listen(settings.address, settings.port))
            return m_server->serverPort();
        return Failure({.kind = Error::Kind::Unreachable,
                        .detail = u"the receiver cannot listen on port %1: %2"_s.arg(QString::number(settings.port),
                                                                                     m_server->errorString()),
                        .field = u"port"_s});
    });
}

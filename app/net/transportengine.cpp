// SPDX-License-Identifier: Apache-2.0
#include "app/net/transportengine.h"

#include "app/core/httpdate.h"
#include "app/net/exchangerecord.h"
#include "app/net/retrypolicy.h"
#include "app/net/settingscheck.h"
#include "app/net/tlspolicy.h"

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {
// Bulk reads gain from more than the six that browsers and QNetworkAccessManager open; servers mind many more than
// this.
constexpr qsizetype mostReadConnections = 16;
constexpr std::chrono::seconds idleLifetime{60};

bool isRedirect(int status)
{
    return status >= 300 && status < 400;
}

Error redirectError(const HttpReply &reply, const QString &correlationId)
{
    // Only the host: paths and queries of a redirect carry tokens often enough.
    const QString host = QUrl::fromEncoded(reply.header("location")).host();
    const QString to = host.isEmpty() ? QString() : u" to the host %1"_s.arg(host);
    return {.kind = Error::Kind::Redirected,
            .detail = u"the server redirects (%1)%2, which is not followed"_s.arg(reply.status).arg(to),
            .correlationId = correlationId,
            .httpStatus = reply.status};
}
} // namespace

struct NetworkTransport::Engine::Job {
    HttpRequest request;
    Settler<HttpReply> settler;
    QDateTime startedAt;
    QElapsedTimer elapsed;
    QDeadlineTimer deadline;
    int attempts = 0;
    bool needsFreshConnection = false;

    [[nodiscard]] bool isRead() const { return ::isRead(request); }
};

NetworkTransport::Engine::Engine(TransportSettings settings, std::shared_ptr<ExchangeLog> exchanges)
    : m_settings(std::move(settings)), m_exchanges(std::move(exchanges)), m_worker(u"network"_s)
{
    QMetaObject::invokeMethod(
        m_worker.context(),
        [this] {
            m_target = {.host = m_settings.baseUrl.host(QUrl::FullyEncoded),
                        .port = static_cast<quint16>(m_settings.baseUrl.port(443)),
                        .tls = tlsConfiguration(m_settings),
                        .proxy = m_settings.proxy,
                        .connectTimeout = m_settings.connectTimeout,
                        .idleTimeout = m_settings.idleTimeout};
        },
        Qt::QueuedConnection);
}

NetworkTransport::Engine::~Engine()
{
    m_worker.runAndWait([this] { stopAll(); });
}

bool NetworkTransport::Engine::isOwnThread() const
{
    return m_worker.context()->thread() == QThread::currentThread();
}

Pending<HttpReply> NetworkTransport::Engine::submit(const HttpRequest &request)
{
    if (const Result<Done> checked = checkRequest(request, m_settings); !checked)
        return ::failed<HttpReply>(checked.error());
    const auto job = std::make_shared<Job>();
    job->request = request;
    const Pending<HttpReply> pending = job->settler.pending();
    QMetaObject::invokeMethod(
        m_worker.context(),
        [this, job] {
            m_jobs.append(job);
            attempt(job);
        },
        Qt::QueuedConnection);
    return pending;
}

void NetworkTransport::Engine::attempt(const JobPtr &job)
{
    if (m_isStopping)
        return failed(job, {.cause = ExchangeFailure::Cause::Stopped, .detail = u"the connection was closed here"_s});
    HttpConnection *connection = connectionFor(*job);
    if (!connection) {
        m_waiting.enqueue(job);
        return;
    }
    if (!job->startedAt.isValid()) { // waiting for a free connection does not count
        job->startedAt = m_settings.clock->nowUtc();
        job->elapsed.start();
        job->deadline.setRemainingTime(m_settings.totalTimeout);
    }
    connection->start({.head = requestHead(job->request, m_settings),
                       .body = job->request.body,
                       .secretBody = job->request.secretBody,
                       .isHead = job->request.method == "HEAD",
                       .replyLimit = job->request.responseLimit,
                       .deadline = job->deadline},
                      [this, job, connection](const ExchangeOutcome &outcome) { concluded(job, connection, outcome); });
}

HttpConnection *NetworkTransport::Engine::connectionFor(const Job &job)
{
    if (!job.isRead()) {
        m_mutating.append(newConnection());
        return m_mutating.constLast();
    }
    while (!job.needsFreshConnection && !m_idle.isEmpty()) {
        HttpConnection *connection = m_idle.takeLast();
        m_reading.append(connection);
        if (connection->isReusable())
            return connection;
        drop(connection);
    }
    if (m_reading.size() >= mostReadConnections)
        return nullptr;
    m_reading.append(newConnection());
    return m_reading.constLast();
}

HttpConnection *NetworkTransport::Engine::newConnection()
{
    auto *connection = new HttpConnection(m_target, m_worker.context());
    QObject::connect(connection, &HttpConnection::lapsed, m_worker.context(), [this, connection] { drop(connection); });
    return connection;
}

void NetworkTransport::Engine::concluded(const JobPtr &job, HttpConnection *connection, const ExchangeOutcome &outcome)
{
    const bool wasReused = connection->wasReused();
    release(connection);
    // A server may close a kept connection at the moment a read goes out on it. That read was not answered and changes
    // nothing: it goes once more, on a connection of its own making.
    const bool wasStale = !outcome && outcome.error().cause == ExchangeFailure::Cause::Closed && wasReused;
    if (wasStale && job->isRead()) {
        job->needsFreshConnection = true;
        attempt(job);
    } else if (outcome) {
        answered(job, *outcome);
    } else {
        failed(job, outcome.error());
    }
    serveWaiting();
}

void NetworkTransport::Engine::release(HttpConnection *connection)
{
    const bool isForReads = m_reading.contains(connection);
    if (m_isStopping || !isForReads || !connection->isReusable())
        return drop(connection);
    m_reading.removeOne(connection);
    m_idle.append(connection);
    connection->rest(idleLifetime);
}

void NetworkTransport::Engine::drop(HttpConnection *connection)
{
    for (auto *list : {&m_reading, &m_idle, &m_mutating})
        list->removeOne(connection);
    connection->retire();
}

void NetworkTransport::Engine::serveWaiting()
{
    while (!m_waiting.isEmpty() && (m_reading.size() < mostReadConnections || m_isStopping))
        attempt(m_waiting.dequeue());
}

void NetworkTransport::Engine::answered(const JobPtr &job, const HttpReply &reply)
{
    ++job->attempts;
    const milliseconds remaining(job->deadline.remainingTime());
    const auto delay = job->isRead() ? retryDelay(reply, job->attempts, remaining, m_settings) : std::nullopt;
    if (delay && !m_isStopping)
        QTimer::singleShot(*delay, m_worker.context(), [this, job] { attempt(job); });
    else if (isRedirect(reply.status))
        settle(job, Failure(redirectError(reply, job->request.correlationId)), reply);
    else
        settle(job, withRetryAfter(reply), reply);
}

HttpReply NetworkTransport::Engine::withRetryAfter(HttpReply reply) const
{
    reply.retryAfter = retryAfter(reply, *m_settings.clock).value_or(milliseconds(0));
    return reply;
}

void NetworkTransport::Engine::failed(const JobPtr &job, const ExchangeFailure &failure)
{
    ++job->attempts;
    settle(job, Failure(errorFrom(failure, job->isRead(), job->request.correlationId)), std::nullopt);
}

void NetworkTransport::Engine::settle(const JobPtr &job, const Result<HttpReply> &outcome,
                                      const std::optional<HttpReply> &reply)
{
    if (!m_jobs.removeOne(job))
        return;
    const ExchangeFacts facts{.request = job->request,
                              .settings = m_settings,
                              .startedAt = job->startedAt.isValid() ? job->startedAt : m_settings.clock->nowUtc(),
                              .elapsedMs = job->elapsed.isValid() ? job->elapsed.elapsed() : 0,
                              .attempts = job->attempts};
    if (m_exchanges)
        m_exchanges->record(exchangeRecord(facts, reply, outcome ? QString() : outcome.error().detail));
    if (m_exchanges && reply && m_settings.tellsTime)
        m_exchanges->clockSkew().note(fromHttpDate(reply->header("date")), facts.startedAt, m_settings.clock->nowUtc());
    job->settler.settle(outcome);
}

void NetworkTransport::Engine::stopAll()
{
    m_isStopping = true;
    for (HttpConnection *connection : m_reading + m_mutating)
        connection->stop();
    // What is left waits: for a free connection or for its next attempt.
    const QList<JobPtr> left = m_jobs;
    for (const JobPtr &job : left)
        failed(job, {.cause = ExchangeFailure::Cause::Stopped, .detail = u"the connection was closed here"_s});
    m_waiting.clear();
    for (HttpConnection *connection : m_idle)
        connection->retire();
}

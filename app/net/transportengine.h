// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/worker.h"
#include "app/net/httpconnection.h"
#include "app/net/networktransport.h"

#include <QList>
#include <QQueue>

//! The part of a NetworkTransport that lives in its thread: connections, and the sends under way.
class NetworkTransport::Engine
{
public:
    Engine(TransportSettings settings, std::shared_ptr<ExchangeLog> exchanges);
    //! Ends what is under way and joins the thread; not to be called in that thread.
    ~Engine();
    Engine(const Engine &) = delete;
    Engine &operator=(const Engine &) = delete;

    [[nodiscard]] Pending<HttpReply> submit(const HttpRequest &request);
    [[nodiscard]] bool isOwnThread() const;

private:
    //! One send, from its first attempt to its settlement.
    struct Job;
    using JobPtr = std::shared_ptr<Job>;

    void attempt(const JobPtr &job);
    [[nodiscard]] HttpConnection *connectionFor(const Job &job);
    [[nodiscard]] HttpConnection *newConnection();
    void concluded(const JobPtr &job, HttpConnection *connection, const ExchangeOutcome &outcome);
    void release(HttpConnection *connection);
    void drop(HttpConnection *connection);
    void serveWaiting();
    [[nodiscard]] HttpReply withRetryAfter(HttpReply reply) const;
    void answered(const JobPtr &job, const HttpReply &reply);
    void failed(const JobPtr &job, const ExchangeFailure &failure);
    void settle(const JobPtr &job, const Result<HttpReply> &outcome, const std::optional<HttpReply> &reply);
    void stopAll();

    const TransportSettings m_settings;
    const std::shared_ptr<ExchangeLog> m_exchanges;
    ConnectionTarget m_target;
    QList<HttpConnection *> m_reading;  // connections with a read on them
    QList<HttpConnection *> m_idle;     // open, waiting for a read; the one used last is at the end
    QList<HttpConnection *> m_mutating; // each carries one request only
    QQueue<JobPtr> m_waiting;           // reads for which no connection is free
    QList<JobPtr> m_jobs;               // every send that has not settled, those above included
    bool m_isStopping = false;
    Worker m_worker; // last: its thread ends before anything above goes
};

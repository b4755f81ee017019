// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/core/pending.h"
#include "app/core/secretbytes.h"
#include "app/core/worker.h"
#include "app/domain/notification.h"

#include <QHostAddress>
#include <QSslCertificate>
#include <QSslKey>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>

//! What a receiver takes at most. Whoever exceeds a time or the number of connections is cut off.
struct ReceiverLimits {
    int connections = 64;
    qsizetype head = 16 * 1024; //!< bytes
    qsizetype body = 64 * 1024; //!< bytes
    std::chrono::milliseconds handshake{10'000};
    std::chrono::milliseconds request{10'000}; //!< from its first byte to its last
    std::chrono::milliseconds idle{30'000};    //!< between two requests
    double perSecond = 500;                    //!< requests, in the long run; beyond it the answer is 429
    double burst = 2000;                       //!< requests at once
};

struct ReceiverSettings {
    QHostAddress address = QHostAddress(QHostAddress::LocalHost);
    quint16 port = 0;                                 //!< 0: any free one
    QList<QSslCertificate> chain;                     //!< of this server, leaf first
    QSslKey key;                                      //!< its private key
    QList<QSslCertificate> clientAuthorities;         //!< only certificates under these may connect
    std::shared_ptr<const SecretBytes> authorization; //!< the whole header: "Basic …" or "APIKEY …"
    QString recipient;                                //!< whom notifications are for; others are answered 404
    ReceiverLimits limits = {};
};

//! What a receiver has seen, by numbers. From any thread.
struct ReceiverCounts {
    std::atomic<int> open{0}; //!< connections just now
    std::atomic<qint64> connections{0};
    std::atomic<qint64> cutOff{0};       //!< connections ended for their number, their slowness or their TLS
    std::atomic<qint64> answered{0};     //!< requests
    std::atomic<qint64> acknowledged{0}; //!< of them, with 204
};

//! The HTTPS endpoint to which a token service posts its notifications: mutual TLS, one path for each kind, one answer.
//! It acknowledges (204) once `accept` has settled, which is once the notification is durable. What is malformed is
//! answered 400, without or with wrong credentials 401, elsewhere or for others 404, with another method 405, too large
//! 413, too often 429, and 503 when the notification could not be kept: only the last two are worth another try.
//! Lives in a thread of its own. Never says anything about what it received.
class NotificationReceiver
{
public:
    //! From the receiver's thread.
    using Accept = std::function<Pending<Done>(const Notification &)>;

    NotificationReceiver(ReceiverSettings settings, std::shared_ptr<const NotificationFormat> format, Accept accept,
                         std::shared_ptr<const Clock> clock);
    //! Stops: connections are closed, also those that wait for their answer.
    ~NotificationReceiver();
    NotificationReceiver(const NotificationReceiver &) = delete;
    NotificationReceiver &operator=(const NotificationReceiver &) = delete;

    //! Settles with the port once it listens. Unreachable when address and port cannot be used, Configuration when
    //! certificate, key, authorities or credential are missing or do not fit.
    [[nodiscard]] Pending<quint16> start();
    [[nodiscard]] const ReceiverCounts &counts() const { return *m_counts; }

private:
    class Server;
    struct Context;
    std::shared_ptr<ReceiverCounts> m_counts;
    std::shared_ptr<Context> m_context;
    Server *m_server = nullptr; //!< in the worker's thread
    Worker m_worker;
};

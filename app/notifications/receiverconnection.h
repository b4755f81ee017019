// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/notifications/requestparser.h"

#include <QObject>
#include <QSslSocket>
#include <QTimer>

#include <chrono>
#include <functional>

//! What a request is answered with. Bodies are never sent.
struct ReceiverAnswer {
    int status = 400;
    QByteArray header = {}; //!< one more header line, without its end
    bool closes = false;
};

//! One connection to the receiver, from its first byte on: TLS, then requests one after another. While one is being
//! answered, no more is read. Deletes itself, from the event loop, when it has ended.
class ReceiverConnection final : public QObject
{
    Q_OBJECT
public:
    struct Limits {
        qsizetype head = 0;
        qsizetype body = 0;
        std::chrono::milliseconds handshake{0};
        std::chrono::milliseconds request{0};
        std::chrono::milliseconds idle{0};
    };
    struct Handlers {
        //! Objects to a request by its head alone; nothing when it may go on.
        std::function<std::optional<ReceiverAnswer>(const ReceivedRequest &)> judgeHead;
        //! Answers a whole request, by one call of `answer` of this connection, at once or later.
        std::function<void(const ReceivedRequest &, ReceiverConnection *)> handle;
    };

    ReceiverConnection(qintptr descriptor, const QSslConfiguration &tls, Limits limits, Handlers handlers,
                       QObject *parent);
    ~ReceiverConnection() override;

    void answer(const ReceiverAnswer &answer);

Q_SIGNALS:
    void ended(bool wasCutOff);
    void answered(int status);

private:
    void read();
    void followHead();
    void discard();
    void cutOff();
    void finish(bool wasCutOff);
    [[nodiscard]] static ReceiverAnswer answerTo(RequestParser::Problem problem);

    const Limits m_limits;
    const Handlers m_handlers;
    QSslSocket m_socket;
    QTimer m_deadline;
    RequestParser m_parser;
    QByteArray m_unread; //!< of what was read from the socket; less than one read
    bool m_isAnswering = false;
    bool m_isHeadJudged = false;
    bool m_hasEnded = false;
    bool m_isClosing = false;
    qsizetype m_discarded = 0;
};

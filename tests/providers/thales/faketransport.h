// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/net/transport.h"

//! A transport that keeps what it is given and answers what it is told: at once, or when it is released.
class FakeTransport final : public Transport
{
public:
    [[nodiscard]] Pending<HttpReply> send(const HttpRequest &request) override;

    //! JSON unless said otherwise; an empty body comes without a content type.
    void answerWith(int status, const QByteArray &body = {}, const QByteArray &contentType = "application/json");
    void answerWith(const HttpReply &reply) { m_answer = reply; }
    void failWith(const Error &error);
    void hold() { m_isHolding = true; }
    //! Answers what is held.
    void release();
    //! Drops what is held without an answer.
    void abandon() { m_held.clear(); }

    [[nodiscard]] const QList<HttpRequest> &requests() const { return m_requests; }
    [[nodiscard]] const HttpRequest &lastRequest() const { return m_requests.last(); }
    //! Empty when the last request did not have it. Names are compared as they were written: lower case.
    [[nodiscard]] QByteArray lastHeader(const QByteArray &name) const;

private:
    QList<HttpRequest> m_requests;
    Result<HttpReply> m_answer = HttpReply{};
    bool m_isHolding = false;
    QList<Settler<HttpReply>> m_held;
};

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/sandboxreply.h"

#include <QByteArray>
#include <QList>
#include <QPair>
#include <QString>

//! A request that reached the card image host, as it came: what a client must not send there is seen here.
struct SandboxCardImageRequest {
    QString path;
    QList<QPair<QByteArray, QByteArray>> headers;
    bool hasClientCertificate = false;
};

//! The host of the pictures that `cardImageUrl` names: a stranger to the API. It asks for a client certificate, as many
//! servers do, but needs neither that nor any key, and sets a cookie with every answer. GET /card-images/NAME:
//!  kestrel-world-elite.jpeg, harbour-classic.png, aurora-noite.svg   pictures
//!  moved.jpeg    302 to the same picture under another host name of this server
//!  notice.html   text/html
//!  slow.jpeg     a picture, after 20 seconds
//!  huge.png      12 MiB that begin with a picture
//!  tracker.png   what practice assets refer to: nobody should ask for it
class SandboxCardImages
{
public:
    //! In a cardImageUrl that is stored; the answers of the API hold the real host and port in its place.
    static constexpr char placeholder[] = "card-images.invalid";

    //! Where the host was reached, as "127.0.0.1:4711".
    void setHost(const QString &host) { m_host = host; }
    [[nodiscard]] const QString &host() const { return m_host; }

    [[nodiscard]] SandboxReply answer(const SandboxRequest &request);
    //! The latest 1,000 requests, oldest first.
    [[nodiscard]] const QList<SandboxCardImageRequest> &requests() const { return m_requests; }

private:
    [[nodiscard]] SandboxReply picture(const QByteArray &name) const;

    QString m_host;
    QList<SandboxCardImageRequest> m_requests;
};

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/exchange.h"
#include "app/net/proxysettings.h"
#include "app/net/transport.h"

#include <QHash>
#include <QMutex>
#include <QSslCertificate>
#include <QUrl>

#include <functional>
#include <memory>

//! Fetches what anyone may fetch, from whatever host a server named: https only, without credential, client
//! certificate, cookie or referrer, one GET, no redirect. It trusts the system's authorities and those of one
//! connection besides: an authority is no credential. Owned by shared_ptr; thread-safe, and nothing of it runs in the
//! caller's thread.
class PublicDownload : public std::enable_shared_from_this<PublicDownload>
{
public:
    struct Settings {
        QString authoritiesFile = {};                   //!< PEM; empty: the system's authorities only
        QByteArray accept = "*/*";                      //!< media types that are of use
        qsizetype limit = 4 * 1024 * 1024;              //!< bytes, after decompression
        std::chrono::milliseconds totalTimeout{15'000}; //!< of one download, connecting included
        ProxySettings proxy = {};
        std::shared_ptr<ExchangeLog> exchanges = {}; //!< may be null
    };
    explicit PublicDownload(Settings settings);
    ~PublicDownload();

    //! The reply when it is a 200 with a body; NotFound for 404 and 410; Rejected for any other status. InvalidInput,
    //! with nothing looked up or sent, for an address that is not https or that names a user.
    [[nodiscard]] Pending<HttpReply> download(const QUrl &url);

private:
    [[nodiscard]] Result<std::shared_ptr<Transport>> transportFor(const QUrl &url);

    const Settings m_settings;
    QMutex m_mutex;                                          // guards what follows
    QList<QSslCertificate> m_authorities;                    // read once
    QHash<QString, std::shared_ptr<Transport>> m_transports; // by host and port; each has a thread of its own
    QStringList m_order;                                     // the one used last is at the end
};

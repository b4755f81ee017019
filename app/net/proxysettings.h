// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"
#include "app/core/secretbytes.h"

#include <QNetworkProxy>

#include <memory>

//! Which way connections go to their server.
struct ProxySettings {
    enum class Use {
        None,
        System, //!< what the system says for the server's name; nothing on this computer goes through a proxy
        Own,    //!< `host` and `port`, an HTTP proxy
    };
    Use use = Use::None;
    QString host = {};
    quint16 port = 0;
    QString user = {}; //!< empty: the proxy asks for nobody, or is not answered
    std::shared_ptr<const SecretBytes> password = {};
};

//! From a connection's values: "none", "own" or anything else for the system's; "host:port"; a name and its password.
//! Configuration when the connection has a proxy of its own and the address is not one.
[[nodiscard]] Result<ProxySettings> proxySettings(const QString &use, const QString &address, const QString &user,
                                                  const std::shared_ptr<const SecretBytes> &password);

//! The proxy for one connection to this server, without a password: that is given when it is asked for. Asking the
//! system may take its time: not for the GUI thread.
[[nodiscard]] QNetworkProxy proxyFor(const ProxySettings &settings, const QString &host, quint16 port);

//! Whether the name is of this computer.
[[nodiscard]] bool isThisComputer(const QString &host);

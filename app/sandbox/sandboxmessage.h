// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QPair>
#include <QString>

#include <optional>

//! One HTTP request as the sandbox's APIs see it: complete, free of framing.
struct SandboxRequest {
    QByteArray method;                            //!< upper case; empty for a method nobody knows
    QList<QByteArray> segments;                   //!< of the path below the API's prefix, percent-decoded
    QList<QPair<QByteArray, QByteArray>> headers; //!< as sent, in order
    QByteArray body;
    bool hasClientCertificate = false; //!< whether or not it is one to trust
    QByteArray target = {};            //!< the whole path with its query, percent-encoded, as signatures cover it

    //! Value of the header of that name, whatever its case; nothing when it is missing or given twice.
    [[nodiscard]] std::optional<QByteArray> header(QByteArrayView name) const;
    //! A method that may change something: all but GET, HEAD, OPTIONS and TRACE.
    [[nodiscard]] bool isMutation() const;
    //! The content type is application/json, in UTF-8 if it says so.
    [[nodiscard]] bool isJson() const;
    //! The body as a JSON object; nothing when it is not one or is nested deeper than 32 levels.
    [[nodiscard]] std::optional<QJsonObject> object() const;
};

struct SandboxAnswer {
    int status = 200;
    QByteArray body = {};                              //!< empty: none is sent
    QByteArray contentType = {};                       //!< of a body
    QList<QPair<QByteArray, QByteArray>> headers = {}; //!< besides the server's own
    QString tokenId = {};                              //!< the token that was made or changed, for the ledger

    [[nodiscard]] static SandboxAnswer json(int status, const QJsonObject &object);
};

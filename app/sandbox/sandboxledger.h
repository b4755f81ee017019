// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"

#include <QDateTime>
#include <QList>
#include <QString>

class QSqlDatabase;

//! One request that may have changed something, as the server received it. Nothing here is card data.
struct LedgerEntry {
    QDateTime receivedAt; //!< UTC
    QString method;
    QString path;           //!< with anything that looks like a card number masked
    QString correlationId;  //!< empty when there was none
    int executedStatus = 0; //!< what came of it: 201 means that a token was made; 0 when it was not executed
    int answeredStatus = 0; //!< what the client was sent in full; 0 when it got no whole answer
    QString tokenId;        //!< the token that was made or changed; empty when none was

    friend bool operator==(const LedgerEntry &, const LedgerEntry &) = default;
};

//! Every such request since the data directory was made, in the order of arrival.
[[nodiscard]] Result<QList<LedgerEntry>> sandboxLedger(QSqlDatabase &connection);
[[nodiscard]] Result<Done> recordInSandboxLedger(QSqlDatabase &connection, const LedgerEntry &entry);

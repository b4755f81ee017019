// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <optional>

//! Where a journal begins whose first rows were purged: what is left of them. It stands in the event that records the
//! purge, as one line of JSON: {"before", "position", "hash", "keyId", "isLasting", "signature"}, hashes and signature
//! hexadecimal, the time in UTC.
struct JournalCheckpoint {
    qint64 position = 0; //!< of the last row purged: so many rows are gone, since the beginning
    QByteArray hash;     //!< of that row's link: the first row that is left follows it
    QDateTime before;    //!< what was asked for, UTC
    QString keyId;
    bool isLasting = false; //!< false: the key lived as long as the run that purged
    QByteArray signature;   //!< HMAC-SHA-256
    friend bool operator==(const JournalCheckpoint &, const JournalCheckpoint &) = default;
};

[[nodiscard]] QString checkpointText(const JournalCheckpoint &checkpoint);
//! Nothing for a text that is none.
[[nodiscard]] std::optional<JournalCheckpoint> checkpointFromText(const QString &text);

//! What a journal says about rows that are no longer in it.
struct PurgedRows {
    JournalCheckpoint checkpoint;
    QDateTime purgedAt; //!< UTC
    QString operatorId;
};

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"
#include "app/domain/journalrecord.h"

#include <optional>

//! Evidence about one token, for a ticket: how it was last seen, and everything that this desk's journal holds about
//! it, each row with its place in the hash chain, so that anyone who has the journal can check it.
//!
//! As JSON it is one object:
//!     "format": "tokendesk-evidence", "version": 1
//!     "createdAt": UTC in ISO 8601, "createdBy": operator id
//!     "connectionId", "connectionName", "token"
//!     "reading": the token's last reading: {"readAt", "state", "stateWord", "scheme", "fields": [{"group", "label",
//!         "value"}]}, redacted; left out when there is none
//!     "records": [{"position", "record", "previousHash", "hash", "cells": [{"column", "value"}]}] in the chain's
//!     order;
//!         a number is a JSON string of its decimal digits with "number": true beside it, so that no digit is lost
//!     "head": {"id", "position", "hash", "keyId", "isLasting", "signedAt", "signature"}
//! Hashes and signatures are hexadecimal. How a hash is made stands in app/storage/journalchain.h, how a signature is
//! made in journalkeys.h.
struct EvidenceReport {
    QDateTime createdAt; //!< UTC
    QString createdBy;
    QString connectionId;
    QString connectionName;
    TokenId token;
    std::optional<TokenReading> reading;
    JournalEvidence evidence;
};

[[nodiscard]] QByteArray evidenceJson(const EvidenceReport &report);
//! InvalidInput for what is no report of this format and version. Does not check hashes. The reading is not read back:
//! it is for people, and no hash covers it.
[[nodiscard]] Result<EvidenceReport> evidenceReportFrom(const QByteArray &json);

//! What is wrong with the report in itself; nothing when every row is what its hash says and the order is the chain's.
[[nodiscard]] std::optional<QString> inconsistencyOf(const EvidenceReport &report);
//! "number 17 (intent)": how a row is named to whoever checks a report.
[[nodiscard]] QString numberOf(const ChainedRecord &record);

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/token.h"

//! One thing that differs between two readings of a token.
struct FieldChange {
    QString key;   //!< TokenField::key, or "state", "cardExpiry", "cardLastDigits", "par", "art.…"
    QString label; //!< for people; empty where `key` says it
    QString from;  //!< redacted; empty when it was not there
    QString to;    //!< redacted; empty when it has gone
    friend bool operator==(const FieldChange &, const FieldChange &) = default;
};

//! A token was found to differ from its last reading: it changed between the two, nobody here knows when and by whom.
struct ObservedChange {
    QDateTime earlierAt; //!< UTC
    QDateTime laterAt;   //!< UTC
    QString earlierCorrelationId;
    QString laterCorrelationId;
    QString operatorId; //!< who made the later reading
    QList<FieldChange> fields;
    friend bool operator==(const ObservedChange &, const ObservedChange &) = default;
};

//! What differs: state, expiry, last digits, PAR and card art first, then the provider's fields by group and key, the
//! n-th of a key with the n-th. A field that only repeats one of the first is left out. Every value is redacted.
[[nodiscard]] QList<FieldChange> differences(const Token &earlier, const Token &later);

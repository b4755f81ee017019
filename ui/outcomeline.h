// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QMetaType>
#include <QString>

//! The last operation and how it ended, for the status bar: what happened, and which correlation id to quote.
struct OutcomeLine {
    enum class Kind { Busy, Succeeded, Refused, Unknown, Note };
    Kind kind = Kind::Note;
    QString text = {};
    QString correlationId = {};
};
Q_DECLARE_METATYPE(OutcomeLine)

// SPDX-License-Identifier: Apache-2.0
#include "app/domain/journalrecord.h"

#include <array>

using namespace Qt::StringLiterals;

namespace {
struct EventWord {
    JournalEvent::Kind kind;
    QLatin1StringView word;
};

constexpr std::array eventWords{
    EventWord{JournalEvent::Kind::CardDataShown, "card-data.shown"_L1},
    EventWord{JournalEvent::Kind::Revealed, "personal-data.revealed"_L1},
    EventWord{JournalEvent::Kind::Exported, "records.exported"_L1},
    EventWord{JournalEvent::Kind::ConnectionChanged, "connection.changed"_L1},
    EventWord{JournalEvent::Kind::KeyChanged, "key.changed"_L1},
    EventWord{JournalEvent::Kind::UnlockFailed, "unlock.failed"_L1},
    EventWord{JournalEvent::Kind::JournalOpened, "journal.opened"_L1},
    EventWord{JournalEvent::Kind::JournalClosed, "journal.closed"_L1},
    EventWord{JournalEvent::Kind::JournalVerified, "journal.verified"_L1},
    EventWord{JournalEvent::Kind::JournalPurged, "journal.purged"_L1},
    EventWord{JournalEvent::Kind::SchemaChanged, "schema.changed"_L1},
    EventWord{JournalEvent::Kind::ClockChanged, "clock.changed"_L1},
    EventWord{JournalEvent::Kind::NotificationReceived, "notification.received"_L1},
};
} // namespace

QString toWord(JournalSettlement::Kind kind)
{
    switch (kind) {
    case JournalSettlement::Kind::None:
        break;
    case JournalSettlement::Kind::Happened:
        return u"happened"_s;
    case JournalSettlement::Kind::DidNotHappen:
        return u"did-not-happen"_s;
    case JournalSettlement::Kind::StillUnknown:
        return u"still-unknown"_s;
    }
    return {};
}

JournalSettlement::Kind settlementFromWord(QStringView word)
{
    using enum JournalSettlement::Kind;
    for (const auto kind : {Happened, DidNotHappen, StillUnknown}) {
        if (word == toWord(kind))
            return kind;
    }
    return None;
}

QString toWord(JournalEvent::Kind kind)
{
    for (const EventWord &entry : eventWords) {
        if (entry.kind == kind)
            return entry.word;
    }
    return {};
}

QString operatorOrNobody(const QString &operatorId)
{
    return operatorId.trimmed().isEmpty() ? u"(nobody named)"_s : operatorId;
}

std::optional<JournalEvent::Kind> eventFromWord(QStringView word)
{
    for (const EventWord &entry : eventWords) {
        if (word == entry.word)
            return entry.kind;
    }
    return std::nullopt;
}

QString toWord(JournalVerdict::Flaw flaw)
{
    switch (flaw) {
    case JournalVerdict::Flaw::None:
        break;
    case JournalVerdict::Flaw::WrongHash:
        return u"wrong-hash"_s;
    case JournalVerdict::Flaw::MissingRow:
        return u"missing-row"_s;
    case JournalVerdict::Flaw::MissingNumber:
        return u"missing-number"_s;
    case JournalVerdict::Flaw::StrangeRow:
        return u"strange-row"_s;
    case JournalVerdict::Flaw::Truncated:
        return u"truncated"_s;
    case JournalVerdict::Flaw::WrongHead:
        return u"wrong-head"_s;
    case JournalVerdict::Flaw::WrongSignature:
        return u"wrong-signature"_s;
    case JournalVerdict::Flaw::MissingHead:
        return u"missing-head"_s;
    case JournalVerdict::Flaw::UnknownKey:
        return u"unknown-key"_s;
    }
    return u"none"_s;
}

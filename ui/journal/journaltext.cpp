// SPDX-License-Identifier: Apache-2.0
#include "ui/journal/journaltext.h"

#include "ui/operationtext.h"
#include "ui/shown.h"
#include "ui/tokens/readingage.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace {
struct JournalWords {
    Q_DECLARE_TR_FUNCTIONS(JournalText)
};

//! Collects the fields that have a value.
class FieldList
{
public:
    void begin(const QString &group) { m_group = group; }
    void add(const QString &key, const QString &label, const QString &value, bool isIdentifier = false)
    {
        if (!value.isEmpty())
            m_fields.append({m_group, key, label, value, isIdentifier});
    }
    [[nodiscard]] const QList<TokenField> &fields() const { return m_fields; }

private:
    QString m_group;
    QList<TokenField> m_fields;
};

QString withUtc(const QDateTime &utc)
{
    return utc.isValid() ? u"%1 (%2 UTC)"_s.arg(localTime(utc), utc.toUTC().toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s)) : QString();
}

QString oneALine(const QList<TokenId> &tokens)
{
    QStringList ids;
    for (const TokenId &token : tokens)
        ids << token.value;
    return ids.join(u'\n');
}

void addIntent(FieldList &list, const JournalEntry &entry)
{
    const JournalIntent &intent = entry.intent;
    list.begin(JournalWords::tr("Operation"));
    list.add(u"operation"_s, JournalWords::tr("Operation"), operationText(intent.operation));
    list.add(u"formId"_s, JournalWords::tr("Form"), intent.formId);
    list.add(u"openedAt"_s, JournalWords::tr("Begun"), withUtc(entry.openedAt));
    list.add(u"operatorId"_s, JournalWords::tr("Operator"), intent.operatorId);
    list.add(u"host"_s, JournalWords::tr("Host"), entry.host);
    list.add(u"connection"_s, JournalWords::tr("Connection"), u"%1 (%2)"_s.arg(intent.connectionName, intent.environment));
    list.add(u"token"_s, JournalWords::tr("Token"), intent.token.value, true);
    list.add(u"tokens"_s, JournalWords::tr("Tokens"), oneALine(intent.tokens), true);
    list.add(u"reason"_s, JournalWords::tr("Reason"), intent.reason);
    list.add(u"ticket"_s, JournalWords::tr("Ticket"), intent.ticket);
    list.add(u"comment"_s, JournalWords::tr("Comment"), intent.comment);
    list.add(u"correlationId"_s, JournalWords::tr("Correlation id"), intent.correlationId, true);
}

void addOutcome(FieldList &list, const JournalEntry &entry)
{
    const JournalOutcome &outcome = entry.outcome;
    list.begin(JournalWords::tr("Outcome"));
    list.add(u"outcome"_s, JournalWords::tr("Outcome"), outcomeText(entry));
    list.add(u"closedAt"_s, JournalWords::tr("Known since"), withUtc(entry.closedAt));
    list.add(u"outcomeToken"_s, JournalWords::tr("Token made"), outcome.token.value, true);
    list.add(u"httpStatus"_s, JournalWords::tr("HTTP status"), outcome.httpStatus ? QString::number(outcome.httpStatus) : QString());
    list.add(u"errorKind"_s, JournalWords::tr("Kind of error"), outcome.errorKind);
    list.add(u"errorCode"_s, JournalWords::tr("Server's code"), outcome.errorCode);
    list.add(u"schemeCorrelationId"_s, JournalWords::tr("Scheme's reference"), outcome.schemeCorrelationId, true);
    list.add(u"detail"_s, JournalWords::tr("Detail"), outcome.detail);
}

void addSettlement(FieldList &list, const JournalSettlement &settlement)
{
    if (settlement.kind == JournalSettlement::Kind::None)
        return;
    list.begin(JournalWords::tr("Settled"));
    list.add(u"settlement"_s, JournalWords::tr("As"), settlementText(settlement.kind));
    list.add(u"settledAt"_s, JournalWords::tr("On"), withUtc(settlement.settledAt));
    list.add(u"settledBy"_s, JournalWords::tr("By"), settlement.operatorId);
    list.add(u"settledToken"_s, JournalWords::tr("Token"), settlement.token.value, true);
    list.add(u"note"_s, JournalWords::tr("Note"), settlement.note);
}

//! The first column of a record is its row's key.
bool isRowOf(const ChainedRecord &record, const QString &kind, qint64 id)
{
    return record.record == kind && !record.cells.isEmpty() && record.cells.first().value == QString::number(id);
}

std::optional<JournalCheckpoint> checkpointOf(const JournalEvent &event)
{
    return event.kind == JournalEvent::Kind::JournalPurged ? checkpointFromText(event.detail) : std::nullopt;
}

//! Empty when nothing was purged.
QString purgeText(const JournalVerdict &verdict)
{
    if (!verdict.purged)
        return {};
    const PurgedRows &purged = *verdict.purged;
    return u' ' + JournalWords::tr("Older rows, 1 to %1, were purged on %2 by %3.")
                      .arg(QLocale().toString(purged.checkpoint.position), localTime(purged.purgedAt), shown(purged.operatorId));
}
} // namespace

QString eventText(JournalEvent::Kind kind)
{
    switch (kind) {
    case JournalEvent::Kind::CardDataShown:
        return JournalWords::tr("Card data shown");
    case JournalEvent::Kind::Revealed:
        return JournalWords::tr("Personal or payment data revealed");
    case JournalEvent::Kind::Exported:
        return JournalWords::tr("Records exported");
    case JournalEvent::Kind::ConnectionChanged:
        return JournalWords::tr("Connection changed");
    case JournalEvent::Kind::KeyChanged:
        return JournalWords::tr("Key changed");
    case JournalEvent::Kind::UnlockFailed:
        return JournalWords::tr("Unlock failed");
    case JournalEvent::Kind::JournalOpened:
        return JournalWords::tr("Journal opened");
    case JournalEvent::Kind::JournalClosed:
        return JournalWords::tr("Journal closed");
    case JournalEvent::Kind::JournalVerified:
        return JournalWords::tr("Journal verified");
    case JournalEvent::Kind::JournalPurged:
        return JournalWords::tr("Journal purged");
    case JournalEvent::Kind::NotificationReceived:
        return JournalWords::tr("Token service told of a change");
    case JournalEvent::Kind::ClockChanged:
        return JournalWords::tr("Clock changed");
    case JournalEvent::Kind::SchemaChanged:
        break;
    }
    return JournalWords::tr("Database changed");
}

QString resultText(const JournalEntry &entry)
{
    return entry.settlement.kind == JournalSettlement::Kind::None ? outcomeText(entry)
                                                                  : settlementText(entry.settlement.kind);
}

TokenState resultLook(const JournalEntry &entry)
{
    switch (entry.settlement.kind) {
    case JournalSettlement::Kind::Happened:
        return TokenState::Active;
    case JournalSettlement::Kind::DidNotHappen:
        return TokenState::Deleted;
    case JournalSettlement::Kind::StillUnknown:
        return TokenState::Unknown;
    case JournalSettlement::Kind::None:
        break;
    }
    if (succeededInPart(entry))
        return TokenState::Suspended;
    switch (entry.outcome.kind) {
    case JournalOutcome::Kind::Succeeded:
        return TokenState::Active;
    case JournalOutcome::Kind::Refused:
        return TokenState::Deleted;
    case JournalOutcome::Kind::Unknown:
        return TokenState::Unknown;
    case JournalOutcome::Kind::Accepted:
    case JournalOutcome::Kind::Open:
        break;
    }
    return TokenState::Pending;
}

QString resultText(const RecordedEvent &event)
{
    return event.event.succeeded ? JournalWords::tr("Succeeded") : JournalWords::tr("Failed");
}

TokenState resultLook(const RecordedEvent &event)
{
    return event.event.succeeded ? TokenState::Active : TokenState::Suspended;
}

QList<TokenField> fieldsOf(const JournalEntry &entry)
{
    FieldList list;
    addIntent(list, entry);
    addOutcome(list, entry);
    addSettlement(list, entry.settlement);
    list.begin(JournalWords::tr("Request, redacted"));
    list.add(u"request"_s, JournalWords::tr("Sent"), entry.intent.request, true);
    list.begin(JournalWords::tr("Record"));
    list.add(u"id"_s, JournalWords::tr("Entry"), QString::number(entry.id));
    return list.fields();
}

QList<TokenField> fieldsOf(const RecordedEvent &recorded)
{
    const JournalEvent &event = recorded.event;
    FieldList list;
    list.begin(JournalWords::tr("Event"));
    list.add(u"event"_s, JournalWords::tr("Event"), eventText(event.kind));
    list.add(u"happenedAt"_s, JournalWords::tr("When"), withUtc(recorded.happenedAt));
    list.add(u"operatorId"_s, JournalWords::tr("Operator"), event.operatorId);
    list.add(u"host"_s, JournalWords::tr("Host"), recorded.host);
    list.add(u"result"_s, JournalWords::tr("Result"), resultText(recorded));
    list.add(u"item"_s, JournalWords::tr("About"), event.affectedItem);
    list.add(u"connection"_s, JournalWords::tr("Connection"), event.connectionId);
    list.add(u"token"_s, JournalWords::tr("Token"), event.token.value, true);
    if (const auto checkpoint = checkpointOf(event)) {
        list.add(u"purgedRows"_s, JournalWords::tr("Rows that are gone"), JournalWords::tr("1 to %1").arg(checkpoint->position));
        list.add(u"purgedBefore"_s, JournalWords::tr("They were older than"), withUtc(checkpoint->before));
        list.add(u"purgedHash"_s, JournalWords::tr("Hash of the last"), QString::fromLatin1(checkpoint->hash.toHex()), true);
    } else {
        list.add(u"detail"_s, JournalWords::tr("Detail"), event.detail);
    }
    list.begin(JournalWords::tr("Record"));
    list.add(u"id"_s, JournalWords::tr("Event"), QString::number(recorded.id));
    return list.fields();
}

QList<TokenField> chainFieldsOf(const JournalEntry &entry, const JournalEvidence &evidence)
{
    FieldList list;
    list.begin(JournalWords::tr("Record"));
    for (const ChainedRecord &record : evidence.records) {
        const bool isIntent = isRowOf(record, u"intent"_s, entry.id);
        if (!isIntent && !isRowOf(record, u"outcome"_s, entry.id))
            continue;
        list.add(record.record + u"Position"_s, isIntent ? JournalWords::tr("Intent in the chain") : JournalWords::tr("Outcome in the chain"),
                 JournalWords::tr("position %1").arg(record.position));
        list.add(record.record + u"Hash"_s, isIntent ? JournalWords::tr("Intent's hash") : JournalWords::tr("Outcome's hash"),
                 QString::fromLatin1(record.hash.toHex()), true);
    }
    return list.fields();
}

ErrorText verdictText(const JournalVerdict &verdict)
{
    const QString rows = verdict.checked == 1 ? JournalWords::tr("1 row was checked.")
                                              : JournalWords::tr("%1 rows were checked.").arg(QLocale().toString(verdict.checked));
    if (verdict.isSound()) {
        ErrorText text{.headline = JournalWords::tr("The journal is sound"),
                       .meaning = JournalWords::tr("%1 Every row is as it was written, in its place, and none is missing between.").arg(rows) + purgeText(verdict)};
        text.nextStep = verdict.canShowTruncation ? JournalWords::tr("Rows missing at the end would have been noticed too.")
                                                  : shown(verdict.caveat);
        return text;
    }
    QString where = verdict.row.isEmpty() ? JournalWords::tr("The first flaw has no row of its own.")
                                          : JournalWords::tr("The first bad row is %1.").arg(shown(verdict.row));
    if (verdict.position > 0 && !verdict.row.isEmpty())
        where = JournalWords::tr("The first bad row is %1, at position %2 of the chain.").arg(shown(verdict.row)).arg(verdict.position);
    return {.headline = JournalWords::tr("The journal is not as it was written"),
            .meaning = u"%1 %2 %3"_s.arg(where, shown(verdict.explanation), rows),
            .nextStep = JournalWords::tr("Do not trust what comes after it. Keep a copy of the desk's database as it is, and tell those who "
                                         "answer for audits.")};
}

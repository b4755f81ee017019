// SPDX-License-Identifier: Apache-2.0
#include "ui/evidence/evidencewords.h"

#include "app/domain/operation.h"
#include "ui/operationtext.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace {
struct PartWords {
    Q_DECLARE_TR_FUNCTIONS(EvidencePart)
};
constexpr qsizetype longestFileName = 80;

QString cell(const ChainedRecord &record, QLatin1StringView column)
{
    for (const ChainedRecord::Cell &cell : record.cells) {
        if (cell.column == column)
            return cell.value;
    }
    return {};
}

QString timeIn(const ChainedRecord &record, QLatin1StringView column)
{
    const QString stored = cell(record, column);
    const QDateTime time = QDateTime::fromString(stored, Qt::ISODateWithMs);
    return time.isValid() ? utcText(time) : stored;
}

void addIntent(EvidencePart &part, const ChainedRecord &intent)
{
    part.title = u"%1 · %2"_s.arg(operationText(operationFromWord(cell(intent, "operation"_L1))),
                                  timeIn(intent, "opened_at"_L1));
    part.fields = {{{}, {}, PartWords::tr("Operator"), cell(intent, "user"_L1), false},
                   {{}, {}, PartWords::tr("Desk"), cell(intent, "origin"_L1), false},
                   {{}, {}, PartWords::tr("Reason"), cell(intent, "reason"_L1), false},
                   {{}, {}, PartWords::tr("Ticket"), cell(intent, "ticket"_L1), false},
                   {{}, {}, PartWords::tr("Comment"), cell(intent, "comment"_L1), false},
                   {{}, {}, PartWords::tr("Correlation id"), cell(intent, "correlation_id"_L1), true}};
}

void addOutcome(EvidencePart &part, const ChainedRecord &outcome)
{
    const QString status = cell(outcome, "http_status"_L1);
    QString text = cell(outcome, "outcome"_L1);
    if (!status.isEmpty() && status != "0"_L1)
        text += PartWords::tr(", HTTP status %1").arg(status);
    if (const QString code = cell(outcome, "error_code"_L1); !code.isEmpty())
        text += PartWords::tr(", code %1").arg(code);
    part.fields
        << TokenField{{}, {}, PartWords::tr("Outcome"), u"%1 · %2"_s.arg(text, timeIn(outcome, "closed_at"_L1)), false}
        << TokenField{{}, {}, PartWords::tr("Token made"), cell(outcome, "token"_L1), true}
        << TokenField{{}, {}, PartWords::tr("Scheme's reference"), cell(outcome, "scheme_correlation_id"_L1), true};
}

void addSettlement(EvidencePart &part, const ChainedRecord &settlement)
{
    const QString what = settlementText(settlementFromWord(cell(settlement, "settlement"_L1)));
    part.fields << TokenField{{},
                              {},
                              PartWords::tr("Settled"),
                              PartWords::tr("%1, says %2 · %3")
                                  .arg(what, cell(settlement, "user"_L1), timeIn(settlement, "settled_at"_L1)),
                              false}
                << TokenField{{}, {}, PartWords::tr("Note"), cell(settlement, "note"_L1), false};
}
} // namespace

QString utcText(const QDateTime &utc)
{
    return utc.isValid() ? utc.toUTC().toString(u"yyyy-MM-dd HH:mm:ss 'UTC'"_s) : QString();
}

QList<EvidencePart> operationsIn(const JournalEvidence &evidence)
{
    QList<EvidencePart> parts;
    QHash<QString, qsizetype> byIntent;
    for (const ChainedRecord &record : evidence.records) {
        if (record.record == "intent"_L1) {
            byIntent.insert(cell(record, "id"_L1), parts.size());
            addIntent(parts.emplace_back(), record);
            continue;
        }
        const auto found = byIntent.constFind(cell(record, "intent"_L1));
        if (found == byIntent.constEnd())
            continue;
        if (record.record == "outcome"_L1)
            addOutcome(parts[*found], record);
        else if (record.record == "settlement"_L1)
            addSettlement(parts[*found], record);
    }
    return parts;
}

QString recordText(const ChainedRecord &record)
{
    const QString key = record.cells.isEmpty() ? QString() : record.cells.first().value;
    if (record.record == "intent"_L1)
        return PartWords::tr("intent %1: %2").arg(key, cell(record, "operation"_L1));
    if (record.record == "outcome"_L1)
        return PartWords::tr("outcome of intent %1: %2").arg(key, cell(record, "outcome"_L1));
    if (record.record == "settlement"_L1)
        return PartWords::tr("settlement of intent %1: %2")
            .arg(cell(record, "intent"_L1), cell(record, "settlement"_L1));
    if (record.record == "subject"_L1)
        return PartWords::tr("one of several tokens of intent %1").arg(cell(record, "intent"_L1));
    if (record.record == "event"_L1)
        return PartWords::tr("event %1: %2").arg(key, cell(record, "event_type"_L1));
    return u"%1 %2"_s.arg(record.record, key);
}

QString evidenceFileName(const TokenId &token, const QDateTime &when)
{
    QString name = u"evidence-"_s;
    for (const QChar c : token.value.first(std::min(token.value.size(), longestFileName))) {
        const bool isPlain =
            (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'-' || c == u'_';
        name += isPlain ? c : QChar(u'_');
    }
    return name + when.toUTC().toString(u"'-'yyyyMMdd-HHmmss"_s);
}

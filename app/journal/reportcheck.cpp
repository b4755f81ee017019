// SPDX-License-Identifier: Apache-2.0
#include "app/journal/reportcheck.h"

#include "app/core/keyedhash.h"
#include "app/journal/journalpurge.h"
#include "app/journal/journalverification.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace {
using Fault = ReportFinding::Fault;

QString cellOf(const ChainedRecord &record, const QString &column)
{
    for (const ChainedRecord::Cell &cell : record.cells) {
        if (cell.column == column)
            return cell.value;
    }
    return {};
}

//! The operation that the row belongs to; empty for an event.
QString operationOf(const ChainedRecord &record)
{
    return cellOf(record, record.record == "intent"_L1 ? u"id"_s : u"intent"_s);
}

//! The first row about the token that the journal had at the report's head and that the report leaves out. An operation
//! that turned out to be about the token only later is not missing.
std::optional<ChainedRecord> leftOut(const QList<ChainedRecord> &known, const EvidenceReport &report)
{
    QSet<qint64> reported;
    for (const ChainedRecord &record : report.evidence.records)
        reported.insert(record.position);
    const qint64 end = report.evidence.head.position;
    QSet<QString> concerned;
    for (const ChainedRecord &record : known) {
        if (record.position <= end && cellOf(record, u"token"_s) == report.token.value)
            concerned.insert(operationOf(record));
    }
    for (const ChainedRecord &record : known) {
        if (record.position <= end && !reported.contains(record.position) && concerned.contains(operationOf(record)))
            return record;
    }
    return std::nullopt;
}
//! What the journal says about the head that the report carries.
struct HeadStanding {
    bool isListed = false;     //!< the journal has this very head
    bool isLedTo = false;      //!< the chain has the head's hash at the head's place
    bool isSignedHere = false; //!< the signature was made with this desk's key
};

Result<HeadStanding> standingOf(QSqlDatabase &connection, const SignedHead &head, const HeadKey &key)
{
    const auto heads = signedHeads(connection);
    if (!heads)
        return Failure(heads.error());
    const auto hash = hashAt(connection, head.position);
    if (!hash)
        return Failure(hash.error());
    return HeadStanding{.isListed = heads->contains(head),
                        .isLedTo = !hash->isEmpty() && *hash == head.hash,
                        .isSignedHere =
                            head.keyId == key.id && key.secret && isSameHash(headSignature(key, head), head.signature)};
}

//! The rows of the report beside those of the journal.
struct RowComparison {
    qsizetype same = 0;
    qsizetype purged = 0;                   //!< that the journal no longer has, and says so
    std::optional<ChainedRecord> different; //!< the first of the report that is not in the journal
    bool isJournalIntact = false;           //!< the journal's row there, and the one after it, fit their hashes
};

Result<bool> isIntactAt(QSqlDatabase &connection, qint64 position)
{
    const auto there = recordAt(connection, position);
    const auto next = there ? recordAt(connection, position + 1) : there;
    if (!next)
        return Failure(next.error());
    return *there && isConsistent(**there) && (!*next || isConsistent(**next));
}

Result<RowComparison> compareRows(QSqlDatabase &connection, const QList<ChainedRecord> &records)
{
    RowComparison found;
    const auto purged = purgeInForce(connection);
    if (!purged)
        return Failure(purged.error());
    const qint64 gone = *purged ? (*purged)->checkpoint.position : 0;
    for (const ChainedRecord &record : records) {
        if (record.position <= gone) {
            ++found.purged;
            continue;
        }
        const auto there = recordAt(connection, record.position);
        if (!there)
            return Failure(there.error());
        if (*there && **there == record)
            ++found.same;
        else if (!found.different)
            found.different = record;
    }
    if (!found.different)
        return found;
    const auto intact = isIntactAt(connection, found.different->position);
    if (!intact)
        return Failure(intact.error());
    found.isJournalIntact = *intact;
    return found;
}

ReportFinding judgeRow(const RowComparison &rows, const HeadStanding &head)
{
    const QString name = numberOf(*rows.different);
    const bool isOfThisJournal = head.isListed || head.isLedTo || rows.same > 0;
    if (!isOfThisJournal && !head.isSignedHere)
        return {Fault::OtherJournal, u"neither %1 nor the report's signed head is in this journal"_s.arg(name)};
    if (!rows.isJournalIntact)
        return {Fault::JournalChanged, name + u" is gone from this journal or no longer fits its hash"_s};
    if (!head.isLedTo && (head.isListed || head.isSignedHere))
        return {Fault::JournalChanged,
                name + u" is another row here, and the chain no longer leads to the head that was signed"_s};
    return {Fault::ReportChanged, name + u" is not the row that this journal has there"_s};
}

ReportFinding judgeHead(const HeadStanding &head, bool isAnyRowOfThisJournal)
{
    if (head.isSignedHere)
        return {Fault::JournalChanged, head.isLedTo ? u"the signed head is missing from this journal"_s
                                                    : u"the chain no longer leads to the head that was signed"_s};
    if (!isAnyRowOfThisJournal && !head.isLedTo)
        return {Fault::OtherJournal, u"the signed head is not in this journal"_s};
    return {Fault::ReportChanged, u"the signed head is not in this journal"_s};
}
} // namespace

QString toWord(ReportFinding::Fault fault)
{
    switch (fault) {
    case Fault::None:
        break;
    case Fault::ReportChanged:
        return u"report-changed"_s;
    case Fault::JournalChanged:
        return u"journal-changed"_s;
    case Fault::OtherJournal:
        return u"other-journal"_s;
    }
    return u"none"_s;
}

Result<ReportFinding> compareWithJournal(QSqlDatabase &connection, const EvidenceReport &report, const HeadKey &key)
{
    if (const auto inconsistency = inconsistencyOf(report))
        return ReportFinding{Fault::ReportChanged, *inconsistency};
    const auto rows = compareRows(connection, report.evidence.records);
    if (!rows)
        return Failure(rows.error());
    const auto head = standingOf(connection, report.evidence.head, key);
    if (!head)
        return Failure(head.error());
    if (rows->different)
        return judgeRow(*rows, *head);
    if (report.evidence.head.id != 0 && !head->isListed)
        return judgeHead(*head, rows->same > 0);
    const auto known = evidenceOf(connection, report.connectionId, report.token);
    if (!known)
        return Failure(known.error());
    if (const auto missing = leftOut(known->records, report))
        return ReportFinding{Fault::ReportChanged,
                             numberOf(*missing) + u" is about this token, and the report leaves it out"_s};
    return ReportFinding{.purged = rows->purged};
}

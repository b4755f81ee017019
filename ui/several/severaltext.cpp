// SPDX-License-Identifier: Apache-2.0
#include "ui/several/severaltext.h"

#include "ui/cardart/statelook.h"
#include "ui/shown.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace SeveralText {
namespace {
struct SeveralWords {
    Q_DECLARE_TR_FUNCTIONS(SeveralText)
};

qsizetype countOf(const QList<RowOutcome> &rows, RowOutcome::Kind kind)
{
    return std::count_if(rows.begin(), rows.end(), [kind](const RowOutcome &row) { return row.kind == kind; });
}

//! "2 of 3 tokens updated, 1 refused"
QString tally(const QList<RowOutcome> &rows)
{
    const QString done =
        rows.size() == 1 ? SeveralWords::tr("%1 of %2 token updated") : SeveralWords::tr("%1 of %2 tokens updated");
    QStringList parts{done.arg(countOf(rows, RowOutcome::Kind::Succeeded)).arg(rows.size())};
    if (const qsizetype refused = countOf(rows, RowOutcome::Kind::Refused); refused > 0)
        parts << SeveralWords::tr("%1 refused").arg(refused);
    if (const qsizetype unclear = countOf(rows, RowOutcome::Kind::Unclear); unclear > 0)
        parts << SeveralWords::tr("%1 unclear").arg(unclear);
    return parts.join(u", "_s);
}
} // namespace

QString confirmation(int count)
{
    return count == 1 ? SeveralWords::tr("Update 1 token") : SeveralWords::tr("Update %1 tokens").arg(count);
}

QString underWay(int count)
{
    return count == 1 ? SeveralWords::tr("Updating 1 token…") : SeveralWords::tr("Updating %1 tokens…").arg(count);
}

bool isUnknown(const Result<SeveralUpdated> &outcome)
{
    return outcome ? countOf(outcome->rows, RowOutcome::Kind::Unclear) > 0
                   : outcome.error().kind == Error::Kind::OutcomeUnknown;
}

OutcomeLine line(const Result<SeveralUpdated> &outcome, const Capabilities &capabilities)
{
    if (!outcome)
        return {isUnknown(outcome) ? OutcomeLine::Kind::Unknown : OutcomeLine::Kind::Refused,
                describe(outcome.error(), &capabilities, Operation::Update).headline, outcome.error().correlationId};
    const bool isRefused = countOf(outcome->rows, RowOutcome::Kind::Refused) > 0;
    return {isUnknown(outcome) ? OutcomeLine::Kind::Unknown
            : isRefused        ? OutcomeLine::Kind::Refused
                               : OutcomeLine::Kind::Succeeded,
            tally(outcome->rows), outcome->correlationId};
}

ErrorText outcome(const Result<SeveralUpdated> &outcome, const Capabilities &capabilities)
{
    if (!outcome)
        return describe(outcome.error(), &capabilities, Operation::Update);
    ErrorText text{.headline = tally(outcome->rows), .correlationId = outcome->correlationId};
    if (!outcome->isRecorded) {
        text.meaning =
            SeveralWords::tr("The server answered. Its answer could not be written to the journal, which still says "
                             "that there is none.");
        text.nextStep = SeveralWords::tr("Note the correlation id, and make sure that the disk is not full.");
    } else if (isUnknown(outcome)) {
        text.meaning =
            SeveralWords::tr("The answer does not say well enough which rows were refused: those are marked, and the "
                             "operation waits on the Pending page.");
        text.nextStep =
            SeveralWords::tr("Look at the card that each of these tokens has now. A row that still has the old one can "
                             "be allowed to be sent again.");
    } else if (countOf(outcome->rows, RowOutcome::Kind::Refused) > 0) {
        text.meaning = SeveralWords::tr(
            "Each refused row says why, in the server’s words without card numbers. Its token keeps the "
            "card that it had.");
        text.nextStep = SeveralWords::tr("Correct these rows and send them alone; the others are locked.");
    }
    return text;
}

QString state(const Result<TokenReading> &reading)
{
    if (!reading)
        return reading.error().kind == Error::Kind::NotFound ? SeveralWords::tr("The server knows no such token now.")
                                                             : SeveralWords::tr("It could not be read again.");
    QStringList parts{stateText(reading->token.state, reading->token.stateWord)};
    if (!reading->token.cardLastDigits.isEmpty())
        parts << u"%1 ·· %2"_s.arg(schemeName(reading->token.scheme), shown(reading->token.cardLastDigits));
    if (!reading->token.cardExpiry.isEmpty())
        parts << displayExpiry(reading->token.cardExpiry);
    return SeveralWords::tr("The server says: %1").arg(parts.join(u", "_s));
}

QString badLines(const QList<SeveralInput::BadLine> &lines)
{
    constexpr qsizetype mostShown = 6;
    QStringList texts;
    for (const SeveralInput::BadLine &line : lines.first(std::min(lines.size(), mostShown)))
        texts << SeveralWords::tr("Line %1: %2").arg(line.number).arg(line.why);
    if (lines.size() > mostShown)
        texts << SeveralWords::tr("and %1 more").arg(lines.size() - mostShown);
    return texts.join(u'\n');
}
} // namespace SeveralText

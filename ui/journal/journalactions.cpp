// SPDX-License-Identifier: Apache-2.0
#include "ui/journal/journalactions.h"

#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace {
JournalEvent eventOf(JournalEvent::Kind kind, const QString &operatorId, const QString &detail, bool succeeded)
{
    JournalEvent event;
    event.kind = kind;
    event.operatorId = operatorId;
    event.detail = detail;
    event.succeeded = succeeded;
    return event;
}

Error cannotBeKept(const QSaveFile &out)
{
    return {.kind = Error::Kind::Storage, .detail = u"the file cannot be written: %1"_s.arg(out.errorString())};
}

Result<qint64> keep(QSaveFile &out, const Result<qint64> &written, const Result<Done> &recorded)
{
    if (!written || !recorded) {
        out.cancelWriting();
        return written ? Failure(recorded.error()) : written;
    }
    return out.commit() ? written : Failure(cannotBeKept(out));
}
} // namespace

Pending<qint64> exportJournalToFile(const std::shared_ptr<Journal> &journal, const JournalFilter &filter, ExportFormat format,
                                    const QString &file, const QString &operatorId)
{
    const auto out = std::make_shared<QSaveFile>(file);
    if (!out->open(QIODevice::WriteOnly))
        return failed<qint64>(cannotBeKept(*out));
    out->setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    return chainAlways<qint64>(exportJournal(journal, filter, format, *out), [=](const Result<qint64> &written) {
        const QString what = u"%1, %2 records"_s.arg(format == ExportFormat::Csv ? u"CSV"_s : u"JSON"_s).arg(written.value_or(0));
        const JournalEvent event = eventOf(JournalEvent::Kind::Exported, operatorId, what, written.has_value());
        return chainAlways<Done>(journal->record(event), [out, written](const Result<Done> &recorded) {
            return settled<qint64>(keep(*out, written, recorded));
        });
    });
}

Pending<JournalVerdict> verifyJournal(const std::shared_ptr<Journal> &journal, const VerificationWatch &watch, const QString &operatorId)
{
    return chain<JournalVerdict>(journal->verify(watch), [journal, operatorId](const JournalVerdict &verdict) {
        const QString what = verdict.isSound() ? u"%1 rows"_s.arg(verdict.checked) : u"%1: %2"_s.arg(toWord(verdict.flaw), verdict.row);
        const JournalEvent event = eventOf(JournalEvent::Kind::JournalVerified, operatorId, what, verdict.isSound());
        return chainAlways<Done>(journal->record(event), [verdict](const Result<Done> &) { return settled<JournalVerdict>(verdict); });
    });
}

// SPDX-License-Identifier: Apache-2.0
#include "app/commandline/journalexport.h"

#include <QFileDevice>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace {
constexpr int rowsPerPage = 500;

using Cells = QList<std::pair<QString, QString>>;

QString timeText(const QDateTime &utc)
{
    return utc.isValid() ? utc.toString(Qt::ISODateWithMs) : QString();
}

//! One id, or those of an operation on several tokens: no id has a space in it.
QString tokensText(const JournalIntent &intent)
{
    QStringList ids;
    for (const TokenId &token : intent.tokens)
        ids << token.value;
    return ids.isEmpty() ? intent.token.value : ids.join(u' ');
}

Cells cellsFrom(const JournalEntry &entry)
{
    const JournalIntent &intent = entry.intent;
    const JournalOutcome &outcome = entry.outcome;
    const JournalSettlement &settlement = entry.settlement;
    return {{u"record"_s, u"operation"_s},
            {u"id"_s, QString::number(entry.id)},
            {u"time"_s, timeText(entry.openedAt)},
            {u"operator"_s, intent.operatorId},
            {u"host"_s, entry.host},
            {u"type"_s, u"token."_s + toWord(intent.operation)},
            {u"connectionId"_s, intent.connectionId},
            {u"connectionName"_s, intent.connectionName},
            {u"environment"_s, intent.environment},
            {u"token"_s, tokensText(intent)},
            {u"reason"_s, intent.reason},
            {u"comment"_s, intent.comment},
            {u"ticket"_s, intent.ticket},
            {u"correlationId"_s, intent.correlationId},
            {u"outcome"_s, toWord(outcome.kind)},
            {u"outcomeTime"_s, timeText(entry.closedAt)},
            {u"madeToken"_s, outcome.token.value},
            {u"httpStatus"_s, outcome.httpStatus == 0 ? QString() : QString::number(outcome.httpStatus)},
            {u"errorKind"_s, outcome.errorKind},
            {u"errorCode"_s, outcome.errorCode},
            {u"schemeCorrelationId"_s, outcome.schemeCorrelationId},
            {u"detail"_s, outcome.detail},
            {u"settlement"_s, toWord(settlement.kind)},
            {u"settledAt"_s, timeText(settlement.settledAt)},
            {u"settledBy"_s, settlement.operatorId},
            {u"settledToken"_s, settlement.token.value},
            {u"settlementNote"_s, settlement.note},
            {u"request"_s, intent.request}};
}

//! The same columns as an entry.
Cells cellsFrom(const RecordedEvent &recorded)
{
    Cells cells = cellsFrom(JournalEntry());
    const JournalEvent &event = recorded.event;
    const QMap<QString, QString> values{{u"record"_s, u"event"_s},
                                        {u"id"_s, QString::number(recorded.id)},
                                        {u"time"_s, timeText(recorded.happenedAt)},
                                        {u"operator"_s, event.operatorId},
                                        {u"host"_s, recorded.host},
                                        {u"type"_s, toWord(event.kind)},
                                        {u"connectionId"_s, event.connectionId},
                                        {u"token"_s, event.token.value},
                                        {u"outcome"_s, event.succeeded ? u"succeeded"_s : u"failed"_s},
                                        {u"detail"_s, event.detail}};
    for (auto &[name, value] : cells)
        value = values.value(name);
    return cells;
}

QByteArray csvRow(const Cells &cells, bool isHeader)
{
    QByteArrayList row;
    for (const auto &[name, value] : cells)
        row << csvCell(isHeader ? name : value);
    return row.join(',') + "\r\n";
}

QByteArray jsonObject(const Cells &cells)
{
    QJsonObject object;
    for (const auto &[name, value] : cells) {
        if (!value.isEmpty())
            object.insert(name, value);
    }
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

//! One export under way.
struct Export {
    std::shared_ptr<Journal> journal;
    JournalFilter filter;
    ExportFormat format = ExportFormat::Csv;
    QIODevice *out = nullptr;
    qint64 written = 0;

    [[nodiscard]] bool write(const QByteArray &bytes) const { return out->write(bytes) == bytes.size(); }
    [[nodiscard]] bool begin() const
    {
        return write(format == ExportFormat::Csv ? csvRow(cellsFrom(JournalEntry()), true) : "[");
    }
    [[nodiscard]] bool writeRecord(const Cells &cells)
    {
        const bool isFirst = written++ == 0;
        return write(format == ExportFormat::Csv ? csvRow(cells, false)
                                                 : (isFirst ? "\n"_ba : ",\n"_ba) + jsonObject(cells));
    }
    [[nodiscard]] bool end() const
    {
        auto *file = qobject_cast<QFileDevice *>(out);
        return (format == ExportFormat::Csv || write("\n]\n")) && (!file || file->flush());
    }
    [[nodiscard]] Failure failure() const
    {
        return Failure(Error{.kind = Error::Kind::Storage,
                             .detail = u"The records cannot be written: %1"_s.arg(out->errorString())});
    }
    [[nodiscard]] Pending<QList<JournalEntry>> pageOf(const JournalEntry *, qint64 before) const
    {
        return journal->query(filter, before, rowsPerPage);
    }
    [[nodiscard]] Pending<QList<RecordedEvent>> pageOf(const RecordedEvent *, qint64 before) const
    {
        return journal->events(filter, before, rowsPerPage);
    }
};

//! All records of one kind from `before` on.
template <typename Record>
Pending<Done> writeAll(const std::shared_ptr<Export> &course, qint64 before)
{
    return chain<QList<Record>>(
        course->pageOf(static_cast<const Record *>(nullptr), before), [course](const QList<Record> &page) {
            for (const Record &record : page) {
                if (!course->writeRecord(cellsFrom(record)))
                    return settled<Done>(course->failure());
            }
            return page.size() < rowsPerPage ? settled<Done>(Done{}) : writeAll<Record>(course, page.last().id);
        });
}
} // namespace

QByteArray csvCell(const QString &text)
{
    static const QString dangerous = u"=+-@\t\r\n"_s;
    QString cell = text;
    if (!cell.isEmpty() && dangerous.contains(cell.front()))
        cell.prepend(u'\'');
    return '"' + cell.replace(u'"', u"\"\""_s).toUtf8() + '"';
}

Pending<qint64> exportJournal(const std::shared_ptr<Journal> &journal, const JournalFilter &filter, ExportFormat format,
                              QIODevice &out)
{
    const auto course = std::make_shared<Export>(Export{journal, filter, format, &out});
    if (!course->begin())
        return settled<qint64>(course->failure());
    const Pending<Done> entries = writeAll<JournalEntry>(course, 0);
    const Pending<Done> all =
        chain<Done>(entries, [course](const Done &) { return writeAll<RecordedEvent>(course, 0); });
    return transformed<Done>(all, [course](const Done &) -> Result<qint64> {
        return course->end() ? Result<qint64>(course->written) : course->failure();
    });
}

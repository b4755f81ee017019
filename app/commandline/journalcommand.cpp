// SPDX-License-Identifier: Apache-2.0
#include "app/commandline/journalcommand.h"

#include "app/commandline/boundedinput.h"
#include "app/commandline/journalexport.h"
#include "app/journal/evidencereport.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace {
//! A year has to be at hand (PCI DSS 10.5.1), and the month that is being looked at.
constexpr int monthsKept = 13;

struct JournalWords {
    Q_DECLARE_TR_FUNCTIONS(JournalCommand)
};

enum JournalExit { AllWell = 0, Wrong = 1, BadUsage = 2 };

constexpr qsizetype longestReport = 64 * 1024 * 1024;

struct JournalRequest {
    QString verb;
    QString database;
    QString report;
    QString output;
    ExportFormat format = ExportFormat::Csv;
    JournalFilter filter;
    QDateTime before;
    bool isConfirmed = false;
    bool wantsJson = false;
    bool wantsHelp = false;
};

//! One command under way.
struct Course {
    JournalRequest request;
    JournalCommandParts parts;
    QIODevice &out;
    QIODevice &err;

    int complain(const QString &reason, JournalExit code = Wrong) const
    {
        err.write("tokendesk journal: " + reason.toUtf8() + '\n');
        return code;
    }
    //! A full disk must not look like success.
    int say(const QByteArray &text, int code) const
    {
        auto *file = qobject_cast<QFileDevice *>(&out);
        if (out.write(text) == text.size() && (!file || file->flush()))
            return code;
        return complain(u"The result cannot be written: %1"_s.arg(out.errorString()));
    }
};
using SharedCourse = std::shared_ptr<const Course>;
using OpenedJournal = std::shared_ptr<SqliteJournal>;

QString helpText()
{
    return JournalWords::tr(
        "Usage: tokendesk journal verify [--report FILE] [--json] [--database FILE]\n"
        "       tokendesk journal export --format csv|json [--output FILE] [FILTERS] [--database FILE]\n"
        "       tokendesk journal purge [--before TIME] --yes [--database FILE]\n"
        "\n"
        "verify checks every row of this desk's journal and names the first that is wrong; with --report it compares\n"
        "an evidence report with the journal and says which of the two was changed, or that they have nothing to do\n"
        "with each other. export writes the records, newest first. purge removes what is older for good, and leaves a\n"
        "signed checkpoint from which the rest can be verified; without --yes it says what it would remove, and\n"
        "without --before that is what is older than 13 months.\n"
        "\n"
        "  --report FILE      an evidence report (JSON); \"consistent\" is all that can be said without the journal\n"
        "  --json             print one JSON object\n"
        "  --format FORMAT    csv or json\n"
        "  --output FILE      instead of standard output\n"
        "  --database FILE    instead of this desk's own\n"
        "\n"
        "Filters:\n"
        "  --from TIME --until TIME   ISO 8601; a date alone means midnight UTC; --until is not included\n"
        "  --operator ID --operation create|suspend|resume|update|delete\n"
        "  --outcome open|succeeded|accepted|refused|unknown\n"
        "  --token ID --ticket REFERENCE --connection ID --text TEXT\n"
        "\n"
        "Exit status: 0 all is well, 1 something is wrong or failed, 2 wrong usage.\n");
}

std::optional<Operation> operationCalled(const QString &word)
{
    using enum Operation;
    for (const Operation operation : {Create, Suspend, Resume, Update, Delete}) {
        if (toWord(operation) == word)
            return operation;
    }
    return std::nullopt;
}

std::optional<JournalOutcome::Kind> outcomeCalled(const QString &word)
{
    using enum JournalOutcome::Kind;
    for (const JournalOutcome::Kind kind : {Open, Succeeded, Accepted, Refused, Unknown}) {
        if (toWord(kind) == word)
            return kind;
    }
    return std::nullopt;
}

QDateTime timeCalled(const QString &text)
{
    const QDate day = QDate::fromString(text, Qt::ISODate);
    if (text.size() == 10 && day.isValid())
        return QDateTime(day, QTime(0, 0), Qt::UTC);
    return QDateTime::fromString(text, Qt::ISODateWithMs).toUTC();
}

//! What speaks against the filters; empty when nothing does.
QString readFilters(const QCommandLineParser &parser, JournalFilter &filter)
{
    for (const auto &[option, time] : {std::pair{u"from"_s, &filter.from}, std::pair{u"until"_s, &filter.until}}) {
        if (!parser.isSet(option))
            continue;
        *time = timeCalled(parser.value(option));
        if (!time->isValid())
            return JournalWords::tr("--%1 wants a date or time such as 2026-02-11").arg(option);
    }
    if (parser.isSet(u"operation"_s) && !(filter.operation = operationCalled(parser.value(u"operation"_s))))
        return JournalWords::tr("--operation names no operation");
    if (parser.isSet(u"outcome"_s) && !(filter.outcome = outcomeCalled(parser.value(u"outcome"_s))))
        return JournalWords::tr("--outcome names no outcome");
    filter.operatorId = parser.value(u"operator"_s);
    filter.token = parser.value(u"token"_s);
    filter.ticket = parser.value(u"ticket"_s);
    filter.connectionId = parser.value(u"connection"_s);
    filter.text = parser.value(u"text"_s);
    return {};
}

std::expected<JournalRequest, QString> parsePurge(const QStringList &arguments)
{
    JournalRequest request;
    request.verb = arguments.value(0);
    QCommandLineParser parser;
    parser.addOptions({QCommandLineOption(QStringList{u"help"_s, u"h"_s}), QCommandLineOption(u"yes"_s),
                       QCommandLineOption(u"before"_s, {}, u"value"_s),
                       QCommandLineOption(u"database"_s, {}, u"value"_s)});
    if (!parser.parse(arguments))
        return std::unexpected(parser.errorText());
    request.wantsHelp = parser.isSet(u"help"_s);
    if (request.wantsHelp)
        return request;
    if (!parser.positionalArguments().isEmpty())
        return std::unexpected(
            JournalWords::tr("unexpected argument \"%1\"").arg(parser.positionalArguments().first()));
    request.before = parser.isSet(u"before"_s) ? timeCalled(parser.value(u"before"_s))
                                               : QDateTime::currentDateTimeUtc().addMonths(-monthsKept);
    if (!request.before.isValid())
        return std::unexpected(JournalWords::tr("--%1 wants a date or time such as 2026-02-11").arg(u"before"_s));
    request.isConfirmed = parser.isSet(u"yes"_s);
    request.database = parser.value(u"database"_s);
    return request;
}

std::expected<JournalRequest, QString> parseJournal(const QStringList &arguments)
{
    JournalRequest request;
    request.verb = arguments.value(0);
    request.wantsHelp = request.verb == "--help"_L1 || request.verb == "-h"_L1;
    if (request.wantsHelp)
        return request;
    const bool isExport = request.verb == "export"_L1;
    if (request.verb == "purge"_L1)
        return parsePurge(arguments);
    if (!isExport && request.verb != "verify"_L1)
        return std::unexpected(request.verb.isEmpty() ? JournalWords::tr("a command is missing")
                                                      : JournalWords::tr("unknown command \"%1\"").arg(request.verb));
    QCommandLineParser parser;
    parser.addOption(QCommandLineOption(QStringList{u"help"_s, u"h"_s}));
    QStringList valued{u"database"_s};
    if (isExport)
        valued << u"format"_s << u"output"_s << u"from"_s << u"until"_s << u"operator"_s << u"operation"_s
               << u"outcome"_s << u"token"_s << u"ticket"_s << u"connection"_s << u"text"_s;
    else
        valued << u"report"_s;
    for (const QString &name : valued)
        parser.addOption(QCommandLineOption(name, {}, u"value"_s));
    if (!isExport)
        parser.addOption(QCommandLineOption(u"json"_s));
    if (!parser.parse(arguments)) // the verb stands where a program's name does
        return std::unexpected(parser.errorText());
    request.wantsHelp = parser.isSet(u"help"_s);
    if (request.wantsHelp)
        return request;
    if (!parser.positionalArguments().isEmpty())
        return std::unexpected(
            JournalWords::tr("unexpected argument \"%1\"").arg(parser.positionalArguments().first()));
    request.database = parser.value(u"database"_s);
    if (!isExport) {
        request.report = parser.value(u"report"_s);
        request.wantsJson = parser.isSet(u"json"_s);
        if (parser.isSet(u"report"_s) && request.report.isEmpty())
            return std::unexpected(JournalWords::tr("--report wants a file"));
        return request;
    }
    const QString format = parser.value(u"format"_s);
    if (format != "csv"_L1 && format != "json"_L1)
        return std::unexpected(JournalWords::tr("--format is csv or json"));
    request.format = format == "csv"_L1 ? ExportFormat::Csv : ExportFormat::Json;
    request.output = parser.value(u"output"_s);
    const QString objection = readFilters(parser, request.filter);
    return objection.isEmpty() ? std::expected<JournalRequest, QString>(request) : std::unexpected(objection);
}

JournalEvent eventOf(const Course &course, JournalEvent::Kind kind, const QString &detail, bool succeeded)
{
    return {.kind = kind,
            .operatorId = course.parts.operatorId,
            .connectionId = {},
            .token = {},
            .affectedItem = {},
            .detail = detail,
            .succeeded = succeeded};
}

QString readableTime(const QDateTime &utc)
{
    return utc.toString(u"yyyy-MM-dd HH:mm:ss 'UTC'"_s);
}

QByteArray verdictText(const JournalVerdict &verdict, bool wantsJson)
{
    const PurgedRows purged = verdict.purged.value_or(PurgedRows());
    if (wantsJson)
        return QJsonDocument(QJsonObject{{u"sound"_s, verdict.isSound()},
                                         {u"flaw"_s, toWord(verdict.flaw)},
                                         {u"position"_s, verdict.position},
                                         {u"row"_s, verdict.row},
                                         {u"explanation"_s, verdict.explanation},
                                         {u"checked"_s, verdict.checked},
                                         {u"headPosition"_s, verdict.head.position},
                                         {u"headSignedAt"_s, verdict.head.signedAt},
                                         {u"canShowTruncation"_s, verdict.canShowTruncation},
                                         {u"caveat"_s, verdict.caveat},
                                         {u"purgedRows"_s, purged.checkpoint.position},
                                         {u"purgedBefore"_s, purged.checkpoint.before.toString(Qt::ISODateWithMs)},
                                         {u"purgedAt"_s, purged.purgedAt.toString(Qt::ISODateWithMs)},
                                         {u"purgedBy"_s, purged.operatorId}})
            .toJson();
    QString text;
    if (verdict.isSound())
        text = JournalWords::tr("The journal is sound: %1 rows checked.\n").arg(verdict.checked);
    else if (verdict.position > 0)
        text = JournalWords::tr("The journal is not sound. First bad row: %1 (number %2): %3.\n")
                   .arg(verdict.row, QString::number(verdict.position), verdict.explanation);
    else
        text = JournalWords::tr("The journal is not sound. First bad row: %1: %2.\n")
                   .arg(verdict.row, verdict.explanation);
    if (verdict.purged)
        text += JournalWords::tr("Rows 1 to %1, older than %2, were purged on %3 by %4.\n")
                    .arg(QString::number(purged.checkpoint.position), readableTime(purged.checkpoint.before),
                         readableTime(purged.purgedAt), purged.operatorId);
    if (!verdict.caveat.isEmpty())
        text += verdict.caveat + u'\n';
    return text.toUtf8();
}

//! The check is recorded, but what it found stands also when that fails.
Pending<int> verifyJournal(const SharedCourse &course, const OpenedJournal &journal)
{
    return chainAlways<JournalVerdict>(journal->verify({}), [course, journal](const Result<JournalVerdict> &verdict) {
        if (!verdict)
            return settled<int>(course->complain(verdict.error().detail));
        const JournalEvent event = eventOf(*course, JournalEvent::Kind::JournalVerified,
                                           verdict->row + verdict->explanation, verdict->isSound());
        return chainAlways<Done>(journal->record(event), [course, journal, verdict](const Result<Done> &recorded) {
            if (!recorded)
                course->complain(u"The check could not be recorded: "_s + recorded.error().detail);
            return settled<int>(
                course->say(verdictText(*verdict, course->request.wantsJson), verdict->isSound() ? AllWell : Wrong));
        });
    });
}

QString reportText(const ReportFinding &finding, bool isCompared)
{
    switch (finding.fault) {
    case ReportFinding::Fault::None:
        break;
    case ReportFinding::Fault::ReportChanged:
        return JournalWords::tr("The report was changed: %1.\n").arg(finding.explanation);
    case ReportFinding::Fault::JournalChanged:
        return JournalWords::tr("The journal was changed since the report was made: %1.\n").arg(finding.explanation);
    case ReportFinding::Fault::OtherJournal:
        return JournalWords::tr("The report is of another journal: %1.\n").arg(finding.explanation);
    }
    if (finding.purged > 0)
        return JournalWords::tr(
                   "The report is right as far as it can be compared: %1 of its rows were purged from this "
                   "journal since.\n")
            .arg(finding.purged);
    return isCompared
               ? JournalWords::tr("The report is right: every row of it is in this journal, unchanged.\n")
               : JournalWords::tr("The report is consistent in itself. There is no journal here to compare it with.\n");
}

int sayReport(const Course &course, const ReportFinding &finding, bool isCompared)
{
    const bool isSound = finding.fault == ReportFinding::Fault::None;
    const QByteArray text = course.request.wantsJson
                                ? QJsonDocument(QJsonObject{{u"sound"_s, isSound},
                                                            {u"fault"_s, toWord(finding.fault)},
                                                            {u"comparedWithJournal"_s, isCompared},
                                                            {u"purgedRows"_s, qint64(finding.purged)},
                                                            {u"explanation"_s, finding.explanation}})
                                      .toJson()
                                : reportText(finding, isCompared).toUtf8();
    return course.say(text, isSound ? AllWell : Wrong);
}

ReportFinding checkInItself(const EvidenceReport &report)
{
    const std::optional<QString> problem = inconsistencyOf(report);
    return problem ? ReportFinding{ReportFinding::Fault::ReportChanged, *problem} : ReportFinding();
}

Pending<int> verifyReport(const SharedCourse &course)
{
    QFile file(course->request.report);
    if (!file.open(QIODevice::ReadOnly))
        return settled<int>(course->complain(u"%1 cannot be read: %2"_s.arg(file.fileName(), file.errorString())));
    const Result<SecretBytes> content = readAtMost(file, longestReport);
    if (!content)
        return settled<int>(course->complain(content.error().detail));
    const Result<EvidenceReport> report = evidenceReportFrom(content->bytes().toByteArray());
    if (!report)
        return settled<int>(course->complain(report.error().detail));
    return chainAlways<OpenedJournal>(
        course->parts.openJournal(course->request.database), [course, report](const Result<OpenedJournal> &journal) {
            if (!journal && journal.error().kind == Error::Kind::NotFound)
                return settled<int>(sayReport(*course, checkInItself(*report), false));
            if (!journal)
                return settled<int>(course->complain(journal.error().detail));
            return chainAlways<ReportFinding>(
                (*journal)->compare(*report), [course, opened = *journal](const Result<ReportFinding> &finding) {
                    return settled<int>(finding ? sayReport(*course, *finding, true)
                                                : course->complain(finding.error().detail));
                });
        });
}

//! Where an export goes: a file that appears when it is whole, or standard output.
struct Destination {
    std::unique_ptr<QSaveFile> file;
    QIODevice *device = nullptr;
};

Result<std::shared_ptr<Destination>> destinationOf(const Course &course)
{
    const auto destination = std::make_shared<Destination>();
    destination->device = &course.out;
    if (course.request.output.isEmpty() || course.request.output == "-"_L1)
        return destination;
    destination->file = std::make_unique<QSaveFile>(course.request.output);
    destination->device = destination->file.get();
    if (!destination->file->open(QIODevice::WriteOnly) ||
        !destination->file->setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return Failure(
            {.kind = Error::Kind::Storage,
             .detail = u"%1 cannot be written: %2"_s.arg(course.request.output, destination->file->errorString())});
    return destination;
}

//! Recorded first: nothing leaves the journal unnoticed.
Pending<int> exportRecords(const SharedCourse &course, const OpenedJournal &journal)
{
    const auto destination = destinationOf(*course);
    if (!destination)
        return settled<int>(course->complain(destination.error().detail));
    const JournalEvent event = eventOf(*course, JournalEvent::Kind::Exported, u"journal"_s, true);
    const Pending<qint64> exported =
        chain<Done>(journal->record(event), [course, journal, to = *destination](const Done &) {
            return exportJournal(journal, course->request.filter, course->request.format, *to->device);
        });
    return chainAlways<qint64>(exported, [course, to = *destination](const Result<qint64> &count) {
        if (!count)
            return settled<int>(course->complain(count.error().detail));
        if (to->file && !to->file->commit())
            return settled<int>(
                course->complain(u"%1 cannot be written: %2"_s.arg(course->request.output, to->file->errorString())));
        return settled<int>(AllWell);
    });
}
QString planText(const PurgePlan &plan, bool isDone)
{
    if (plan.rows() == 0)
        return plan.heldBack.isEmpty()
                   ? JournalWords::tr("No row is that old.\n")
                   : JournalWords::tr("Nothing can be purged: %1 holds it back.\n").arg(plan.heldBack);
    QString text = isDone ? JournalWords::tr("Rows %1 to %2 were purged.\n")
                          : JournalWords::tr("Rows %1 to %2 would be purged, for good.\n");
    text = text.arg(plan.first).arg(plan.last);
    if (!plan.heldBack.isEmpty())
        text += JournalWords::tr("What comes after them stays: %1 holds it back.\n").arg(plan.heldBack);
    return isDone ? text
                  : text + JournalWords::tr(
                               "Add --yes to do it. Copies that upgrades made beside the database go with them.\n");
}

Pending<int> purgeJournal(const SharedCourse &course, const OpenedJournal &journal)
{
    const bool isConfirmed = course->request.isConfirmed;
    const Pending<PurgePlan> plan = isConfirmed ? journal->purge(course->request.before, course->parts.operatorId)
                                                : journal->planPurge(course->request.before);
    return chainAlways<PurgePlan>(plan, [course, journal, isConfirmed](const Result<PurgePlan> &made) {
        if (!made)
            return settled<int>(course->complain(made.error().detail));
        const bool isDone = isConfirmed && made->rows() > 0;
        return settled<int>(course->say(planText(*made, isDone).toUtf8(), isConfirmed ? AllWell : Wrong));
    });
}
} // namespace

Pending<int> runJournalCommand(const QStringList &arguments, const JournalCommandParts &parts, QIODevice &out,
                               QIODevice &err)
{
    const auto request = parseJournal(arguments);
    const auto course = std::make_shared<const Course>(Course{request.value_or(JournalRequest()), parts, out, err});
    if (!request) {
        course->complain(request.error(), BadUsage);
        err.write(JournalWords::tr("Try \"tokendesk journal --help\".\n").toUtf8());
        return settled<int>(BadUsage);
    }
    if (request->wantsHelp)
        return settled<int>(course->say(helpText().toUtf8(), AllWell));
    if (!request->report.isEmpty())
        return verifyReport(course);
    return chainAlways<OpenedJournal>(parts.openJournal(request->database),
                                      [course](const Result<OpenedJournal> &journal) {
                                          if (!journal)
                                              return settled<int>(course->complain(journal.error().detail));
                                          if (course->request.verb == "purge"_L1)
                                              return purgeJournal(course, *journal);
                                          return course->request.verb == "verify"_L1 ? verifyJournal(course, *journal)
                                                                                     : exportRecords(course, *journal);
                                      });
}

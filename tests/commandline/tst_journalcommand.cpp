// SPDX-License-Identifier: Apache-2.0
#include "app/commandline/journalcommand.h"
#include "app/commandline/journalexport.h"
#include "app/journal/evidencereport.h"
#include "app/storage/journalchain.h"
#include "tests/journal/samplejournal.h"
#include "tests/storage/await.h"

#include <QBuffer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
struct Ran {
    int code = -1;
    QByteArray out;
    QByteArray err;
};

//! A device that takes so many bytes and no more.
class FullDevice final : public QIODevice
{
protected:
    qint64 readData(char *, qint64) override { return -1; }
    qint64 writeData(const char *, qint64 size) override
    {
        m_taken += size;
        return m_taken > 100 ? -1 : size;
    }

private:
    qint64 m_taken = 0;
};

//! Cells of one CSV text, as RFC 4180 reads them.
QList<QStringList> rowsOf(const QByteArray &csv)
{
    QList<QStringList> rows;
    QStringList row;
    QString cell;
    bool isQuoted = false;
    const QString text = QString::fromUtf8(csv);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (isQuoted && c == u'"' && i + 1 < text.size() && text.at(i + 1) == u'"')
            cell += text.at(++i);
        else if (c == u'"')
            isQuoted = !isQuoted;
        else if (!isQuoted && (c == u',' || c == u'\n')) {
            row << cell;
            cell.clear();
            if (c == u'\n') {
                rows << row;
                row.clear();
            }
        } else if (isQuoted || c != u'\r')
            cell += c;
    }
    return rows;
}

//! Another text in the row, and the hash that belongs to it: what someone does who knows how the chain is made.
void rewrite(ChainedRecord &record)
{
    record.cells.last().value += u" and more"_s;
    QList<QByteArray> cells;
    for (const ChainedRecord::Cell &cell : record.cells)
        cells << cell.value.toUtf8();
    record.hash = nextLink({record.position - 1, record.previousHash}, *chainedTable(record.record), cells).hash;
}
} // namespace

class TestJournalCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void verify_saysThatAllIsWell();
    void verify_namesTheFirstBadRow();
    void verify_printsOneJsonObject();
    void verify_isRecorded();
    void export_writesEveryRecordOnce_data();
    void export_writesEveryRecordOnce();
    void export_isRecordedFirst();
    void export_filters_data();
    void export_filters();
    void export_toAFileThatOnlyTheOwnerReads();
    void export_noticesAFullDisk();
    void csvCells_areNoFormulas_data();
    void csvCells_areNoFormulas();
    void report_isCheckedAgainstTheJournal();
    void report_isCheckedInItselfWithoutAJournal();
    void report_changedAnywhere_isFound_data();
    void report_changedAnywhere_isFound();
    void report_thatLeavesARowOut_isFound();
    void report_madeBeforeASettlement_isStillRight();
    void report_rewrittenWithNewHashes_isFoundAsChanged();
    void journal_changedSinceTheReport_isFoundAsThat_data();
    void journal_changedSinceTheReport_isFoundAsThat();
    void journal_replacedByAnotherOfThisDesk_isFoundAsChanged();
    void report_ofAnotherDesk_isFoundAsThat();
    void report_thatIsNone_isRefused();
    void purge_saysFirstWhatItWouldDo();
    void purge_removesAndIsTold();
    void purge_ofUnsettledOperations_isRefused();
    void wrongUsage_exitsWith2_data();
    void wrongUsage_exitsWith2();
    void missingJournal_isSaid();

private:
    Ran run(const QStringList &arguments);
    void fillTwice(bool isSettled = true);
    EvidenceReport report() const;
    QString fault(const EvidenceReport &report);
    QString written(const QByteArray &content) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SampleJournal> m_sample;
};

void TestJournalCommand::init()
{
    m_sample.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_sample = std::make_unique<SampleJournal>(m_folder->filePath(u"desk.sqlite"_s));
}

Ran TestJournalCommand::run(const QStringList &arguments)
{
    QBuffer out;
    QBuffer err;
    out.open(QIODevice::WriteOnly);
    err.open(QIODevice::WriteOnly);
    const JournalCommandParts parts{
        .operatorId = u"ana"_s, .openJournal = [this](const QString &) {
            using Opened = std::shared_ptr<SqliteJournal>;
            return m_sample->journal ? settled<Opened>(m_sample->journal)
                                     : failed<Opened>({.kind = Error::Kind::NotFound, .detail = u"There is none"_s});
        }};
    const Result<int> code = await(runJournalCommand(arguments, parts, out, err));
    return {code.value_or(-1), out.data(), err.data()};
}

//! Rows of February by a console that has ended, and of May by this one.
void TestJournalCommand::fillTwice(bool isSettled)
{
    const QString file = m_folder->filePath(u"long.sqlite"_s);
    const auto keychain = std::make_shared<FakeKeychain>();
    m_sample = std::make_unique<SampleJournal>(file, keychain, endedRun());
    m_sample->fill(12);
    if (isSettled)
        m_sample->settleAll();
    m_sample = std::make_unique<SampleJournal>(file, keychain);
    m_sample->clock->advance(24h * 90);
    m_sample->fill(3);
}

EvidenceReport TestJournalCommand::report() const
{
    TokenReading reading;
    reading.token.id = {u"tok-3"_s};
    reading.token.state = TokenState::Active;
    reading.token.fields = {{u"Card"_s, u"n"_s, u"Number"_s, u"4111111111111111"_s, false}};
    return {.createdAt = m_sample->clock->nowUtc(),
            .createdBy = u"ana"_s,
            .connectionId = u"c-1"_s,
            .connectionName = u"Shop"_s,
            .token = {u"tok-3"_s},
            .reading = reading,
            .evidence = await(m_sample->journal->evidence(u"c-1"_s, {u"tok-3"_s})).value_or(JournalEvidence())};
}

QString TestJournalCommand::written(const QByteArray &content) const
{
    QFile file(m_folder->filePath(u"report.json"_s));
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() ? file.fileName() : QString();
}

void TestJournalCommand::verify_saysThatAllIsWell()
{
    m_sample->fill(5);
    const Ran ran = run({u"verify"_s});
    QCOMPARE(ran.err, QByteArray());
    QVERIFY2(ran.out.startsWith("The journal is sound: "), ran.out.constData());
    QCOMPARE(ran.code, 0);
}

void TestJournalCommand::verify_namesTheFirstBadRow()
{
    m_sample->fill(5);
    QVERIFY(m_sample->tamper({u"UPDATE journal_intent SET ticket = 'T-0' WHERE id = 3"_s}));
    const Ran ran = run({u"verify"_s});
    QCOMPARE(ran.code, 1);
    QVERIFY2(ran.out.contains("First bad row: intent 3"), ran.out.constData());
}

void TestJournalCommand::verify_printsOneJsonObject()
{
    m_sample->fill(5);
    QVERIFY(m_sample->tamper({u"DELETE FROM journal_outcome WHERE intent = 2"_s}));
    const Ran ran = run({u"verify"_s, u"--json"_s});
    QCOMPARE(ran.code, 1);
    const QJsonObject said = QJsonDocument::fromJson(ran.out).object();
    QCOMPARE(said.value(u"sound"_s), QJsonValue(false));
    QCOMPARE(said.value(u"flaw"_s).toString(), u"missing-row"_s);
    QCOMPARE(said.value(u"row"_s).toString(), u"outcome 2"_s);
}

void TestJournalCommand::verify_isRecorded()
{
    m_sample->fill(1);
    (void)run({u"verify"_s});
    const auto events = await(m_sample->journal->events({}, 0, 1));
    QVERIFY(events && events->size() == 1);
    QCOMPARE(toWord(events->first().event.kind), u"journal.verified"_s);
    QCOMPARE(events->first().event.operatorId, u"ana"_s);
    QVERIFY(events->first().event.succeeded);
}

void TestJournalCommand::export_writesEveryRecordOnce_data()
{
    QTest::addColumn<QString>("format");
    QTest::newRow("csv") << u"csv"_s;
    QTest::newRow("json") << u"json"_s;
}

void TestJournalCommand::export_writesEveryRecordOnce()
{
    QFETCH(const QString, format);
    m_sample->fill(520); // more than a page
    const Ran ran = run({u"export"_s, u"--format"_s, format});
    QCOMPARE(ran.err, QByteArray());
    QCOMPARE(ran.code, 0);
    QStringList ids;
    if (format == "csv"_L1) {
        const QList<QStringList> rows = rowsOf(ran.out);
        QCOMPARE(rows.first().first(2), QStringList({u"record"_s, u"id"_s}));
        for (const QStringList &row : rows.mid(1)) {
            QCOMPARE(row.size(), rows.first().size());
            ids << row.at(0) + row.at(1);
        }
    } else {
        const QJsonArray records = QJsonDocument::fromJson(ran.out).array();
        for (const QJsonValue &record : records)
            ids << record.toObject().value(u"record"_s).toString() + record.toObject().value(u"id"_s).toString();
    }
    QCOMPARE(ids.size(), 520 + 130 + 1); // and the export itself
    QCOMPARE(ids.removeDuplicates(), 0);
    QCOMPARE(ids.first(), u"operation520"_s);
}

void TestJournalCommand::export_isRecordedFirst()
{
    m_sample->fill(1);
    QVERIFY(run({u"export"_s, u"--format"_s, u"csv"_s}).out.contains("records.exported"));
}

void TestJournalCommand::export_filters_data()
{
    QTest::addColumn<QStringList>("filters");
    QTest::addColumn<int>("operations");
    QTest::newRow("operator") << QStringList{u"--operator"_s, u"bo"_s} << 5;
    QTest::newRow("operation") << QStringList{u"--operation"_s, u"delete"_s} << 5;
    QTest::newRow("outcome") << QStringList{u"--outcome"_s, u"unknown"_s} << 4;
    QTest::newRow("token") << QStringList{u"--token"_s, u"tok-3"_s} << 1;
    QTest::newRow("settled token") << QStringList{u"--token"_s, u"tok-6"_s} << 1;
    QTest::newRow("ticket") << QStringList{u"--ticket"_s, u"T-7"_s} << 1;
    QTest::newRow("connection") << QStringList{u"--connection"_s, u"c-2"_s} << 0;
    QTest::newRow("text") << QStringList{u"--text"_s, u"ber 4"_s} << 1;
    QTest::newRow("text with wildcards") << QStringList{u"--text"_s, u"%"_s} << 0;
    QTest::newRow("from") << QStringList{u"--from"_s, u"2026-02-11T09:09:20.479Z"_s} << 3;
    QTest::newRow("until") << QStringList{u"--until"_s, u"2026-02-11T09:09:20.479Z"_s} << 7;
    QTest::newRow("day") << QStringList{u"--until"_s, u"2026-02-11"_s} << 0;
}

void TestJournalCommand::export_filters()
{
    QFETCH(const QStringList, filters);
    QFETCH(const int, operations);
    m_sample->fill(10);
    const Ran ran = run(QStringList{u"export"_s, u"--format"_s, u"csv"_s} + filters);
    QCOMPARE(ran.code, 0);
    int found = 0;
    for (const QStringList &row : rowsOf(ran.out))
        found += row.first() == "operation"_L1 ? 1 : 0;
    QCOMPARE(found, operations);
}

void TestJournalCommand::export_toAFileThatOnlyTheOwnerReads()
{
    m_sample->fill(2);
    const QString name = m_folder->filePath(u"out.csv"_s);
    const Ran ran = run({u"export"_s, u"--format"_s, u"csv"_s, u"--output"_s, name});
    QCOMPARE(ran.code, 0);
    QCOMPARE(ran.out, QByteArray());
    QFile file(name);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(rowsOf(file.readAll()).size() > 3);
    QCOMPARE(file.permissions() & ~(QFileDevice::ReadUser | QFileDevice::WriteUser),
             QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    QCOMPARE(run({u"export"_s, u"--format"_s, u"csv"_s, u"--output"_s, m_folder->filePath(u"no/such/file"_s)}).code, 1);
}

void TestJournalCommand::export_noticesAFullDisk()
{
    m_sample->fill(5);
    FullDevice full;
    full.open(QIODevice::WriteOnly | QIODevice::Unbuffered);
    QCOMPARE(kindOf(await(exportJournal(m_sample->journal, {}, ExportFormat::Csv, full))), u"Storage"_s);
}

void TestJournalCommand::csvCells_areNoFormulas_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("cell");
    QTest::newRow("plain") << u"a"_s << QByteArray("\"a\"");
    QTest::newRow("empty") << QString() << QByteArray("\"\"");
    QTest::newRow("equals") << u"=1+1"_s << QByteArray("\"'=1+1\"");
    QTest::newRow("plus") << u"+1"_s << QByteArray("\"'+1\"");
    QTest::newRow("minus") << u"-1"_s << QByteArray("\"'-1\"");
    QTest::newRow("at") << u"@SUM(A1)"_s << QByteArray("\"'@SUM(A1)\"");
    QTest::newRow("tab") << u"\t=1"_s << QByteArray("\"'\t=1\"");
    QTest::newRow("return") << u"\r=1"_s << QByteArray("\"'\r=1\"");
    QTest::newRow("quote") << u"a\"b"_s << QByteArray("\"a\"\"b\"");
    QTest::newRow("comma") << u"a,=b"_s << QByteArray("\"a,=b\"");
}

void TestJournalCommand::csvCells_areNoFormulas()
{
    QFETCH(const QString, text);
    QFETCH(const QByteArray, cell);
    QCOMPARE(csvCell(text), cell);
}

void TestJournalCommand::report_isCheckedAgainstTheJournal()
{
    m_sample->fill(30);
    const EvidenceReport made = report();
    QVERIFY(made.evidence.records.size() > 5);
    const QByteArray json = evidenceJson(made);
    QVERIFY(!json.contains("4111111111111111"));
    m_sample->fill(5); // the journal goes on
    const Ran ran = run({u"verify"_s, u"--report"_s, written(json)});
    QCOMPARE(ran.err, QByteArray());
    QVERIFY2(ran.out.startsWith("The report is right"), ran.out.constData());
    QCOMPARE(ran.code, 0);
}

void TestJournalCommand::report_isCheckedInItselfWithoutAJournal()
{
    m_sample->fill(30);
    const QString file = written(evidenceJson(report()));
    m_sample->journal.reset();
    const Ran ran = run({u"verify"_s, u"--report"_s, file});
    QVERIFY2(ran.out.startsWith("The report is consistent in itself"), ran.out.constData());
    QCOMPARE(ran.code, 0);
    const Ran asJson = run({u"verify"_s, u"--json"_s, u"--report"_s, file});
    QCOMPARE(QJsonDocument::fromJson(asJson.out).object().value(u"comparedWithJournal"_s), QJsonValue(false));
}

void TestJournalCommand::report_changedAnywhere_isFound_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::newRow("text") << QByteArray("lost-card") << QByteArray("fraud");
    QTest::newRow("user") << QByteArray("\"bo\"") << QByteArray("\"ana\"");
    QTest::newRow("time") << QByteArray("2026-02-11T09:08:5") << QByteArray("2026-02-11T09:07:5");
    QTest::newRow("hash") << QByteArray("\"hash\": \"") << QByteArray("\"hash\": \"00");
    QTest::newRow("kind") << QByteArray("\"outcome\"") << QByteArray("\"intent\"");
}

void TestJournalCommand::report_changedAnywhere_isFound()
{
    QFETCH(const QByteArray, before);
    QFETCH(const QByteArray, after);
    m_sample->fill(30);
    QByteArray json = evidenceJson(report());
    QVERIFY(json.contains(before));
    json.replace(before, after);
    const QString file = written(json);
    QCOMPARE(run({u"verify"_s, u"--report"_s, file}).code, 1);
    m_sample->journal.reset();
    QCOMPARE(run({u"verify"_s, u"--report"_s, file}).code, 1);
}

void TestJournalCommand::report_thatLeavesARowOut_isFound()
{
    m_sample->fill(30);
    EvidenceReport made = report();
    made.evidence.records.removeAt(2);
    const Ran ran = run({u"verify"_s, u"--report"_s, written(evidenceJson(made))});
    QCOMPARE(ran.code, 1);
    QVERIFY2(ran.out.contains("leaves it out"), ran.out.constData());
}

void TestJournalCommand::report_madeBeforeASettlement_isStillRight()
{
    m_sample->fill(30);
    JournalIntent intent;
    intent.operatorId = u"ana"_s;
    intent.connectionId = u"c-1"_s;
    const auto entry = await(m_sample->journal->open(intent));
    JournalOutcome outcome;
    outcome.kind = JournalOutcome::Kind::Unknown;
    QVERIFY(entry && await(m_sample->journal->close(*entry, outcome)));
    const QString file = written(evidenceJson(report()));
    // Only now does it turn out that the operation made the report's token.
    QVERIFY(await(m_sample->journal->settle(*entry, {.kind = JournalSettlement::Kind::Happened,
                                                     .token = {u"tok-3"_s},
                                                     .operatorId = u"ana"_s,
                                                     .note = {},
                                                     .settledAt = {}})));
    const Ran ran = run({u"verify"_s, u"--report"_s, file});
    QVERIFY2(ran.code == 0, ran.out.constData());
}

QString TestJournalCommand::fault(const EvidenceReport &report)
{
    const Ran ran = run({u"verify"_s, u"--json"_s, u"--report"_s, written(evidenceJson(report))});
    const QJsonObject said = QJsonDocument::fromJson(ran.out).object();
    const QString word = said.value(u"fault"_s).toString();
    return (ran.code == 0) == (word == "none"_L1) ? word : u"exit status %1 for %2"_s.arg(ran.code).arg(word);
}

void TestJournalCommand::report_rewrittenWithNewHashes_isFoundAsChanged()
{
    m_sample->fill(30);
    EvidenceReport made = report();
    QCOMPARE(fault(made), u"none"_s);
    ChainedRecord &forged = made.evidence.records[1];
    rewrite(forged);
    QCOMPARE(inconsistencyOf(made), std::nullopt);
    QCOMPARE(fault(made), u"report-changed"_s);
    made.evidence.head.signature[0] = static_cast<char>(~made.evidence.head.signature.at(0));
    QCOMPARE(fault(made), u"report-changed"_s);
}

void TestJournalCommand::journal_changedSinceTheReport_isFoundAsThat_data()
{
    QTest::addColumn<QStringList>("statements");
    QTest::newRow("a row") << QStringList{u"UPDATE journal_intent SET ticket = 'T-0' WHERE id = 4"_s};
    QTest::newRow("a row gone") << QStringList{u"DELETE FROM journal_intent WHERE id = 4"_s};
    QTest::newRow("its link") << QStringList{
        u"UPDATE journal_chain SET hash = zeroblob(32) WHERE record = 'intent' AND key = '4'"_s};
    QTest::newRow("cut off") << QStringList{
        u"DELETE FROM journal_chain WHERE position > 5"_s, u"DELETE FROM journal_head WHERE position > 5"_s};
    QTest::newRow("heads gone") << QStringList{u"DELETE FROM journal_head"_s};
}

void TestJournalCommand::journal_changedSinceTheReport_isFoundAsThat()
{
    QFETCH(const QStringList, statements);
    m_sample->fill(30);
    const EvidenceReport made = report();
    QVERIFY(m_sample->tamper(statements));
    QCOMPARE(fault(made), u"journal-changed"_s);
    QVERIFY(run({u"verify"_s, u"--report"_s, written(evidenceJson(made))}).out.startsWith("The journal was changed"));
}

void TestJournalCommand::journal_replacedByAnotherOfThisDesk_isFoundAsChanged()
{
    const auto keychain = std::make_shared<FakeKeychain>();
    m_sample = std::make_unique<SampleJournal>(m_folder->filePath(u"first.sqlite"_s), keychain);
    m_sample->fill(30);
    const EvidenceReport made = report();
    m_sample = std::make_unique<SampleJournal>(m_folder->filePath(u"second.sqlite"_s), keychain);
    m_sample->fill(29);
    QCOMPARE(fault(made), u"journal-changed"_s);
}

void TestJournalCommand::report_ofAnotherDesk_isFoundAsThat()
{
    m_sample->fill(30);
    const EvidenceReport made = report();
    m_sample = std::make_unique<SampleJournal>(m_folder->filePath(u"other.sqlite"_s));
    m_sample->clock->advance(1h);
    m_sample->fill(30);
    QCOMPARE(fault(made), u"other-journal"_s);
    const Ran ran = run({u"verify"_s, u"--report"_s, written(evidenceJson(made))});
    QVERIFY2(ran.out.startsWith("The report is of another journal"), ran.out.constData());
}

void TestJournalCommand::report_thatIsNone_isRefused()
{
    for (const QByteArray &content : {QByteArray("{"), QByteArray("{}"), QByteArray("[1]"),
                                      QByteArray("{\"format\":\"tokendesk-evidence\",\"version\":2}")}) {
        const Ran ran = run({u"verify"_s, u"--report"_s, written(content)});
        QCOMPARE(ran.code, 1);
        QVERIFY(ran.out.isEmpty() && !ran.err.isEmpty());
    }
    QCOMPARE(run({u"verify"_s, u"--report"_s, m_folder->filePath(u"none"_s)}).code, 1);
}

void TestJournalCommand::purge_saysFirstWhatItWouldDo()
{
    fillTwice();
    const Ran ran = run({u"purge"_s, u"--before"_s, u"2026-03-01"_s});
    QCOMPARE(ran.code, 1);
    QVERIFY2(ran.out.startsWith("Rows 1 to ") && ran.out.contains("would be purged") && ran.out.contains("--yes"),
             ran.out.constData());
    QVERIFY(!run({u"verify"_s}).out.contains("purged"));
    QVERIFY(run({u"purge"_s, u"--before"_s, u"2025-01-01"_s}).out.contains("No row is that old"));
    const Ran usual = run({u"purge"_s}); // what is older than 13 months, whenever that is
    QVERIFY2(usual.code == 1 && usual.err.isEmpty() && !usual.out.isEmpty(), usual.err.constData());
}

void TestJournalCommand::purge_removesAndIsTold()
{
    fillTwice();
    const Ran ran = run({u"purge"_s, u"--before"_s, u"2026-03-01"_s, u"--yes"_s});
    QCOMPARE(ran.err, QByteArray());
    QCOMPARE(ran.code, 0);
    QVERIFY2(ran.out.startsWith("Rows 1 to ") && ran.out.contains("were purged"), ran.out.constData());
    const Ran check = run({u"verify"_s});
    QCOMPARE(check.code, 0);
    QVERIFY2(check.out.contains("older than 2026-03-01 00:00:00 UTC, were purged on 2026-") && check.out.contains("by ana"),
             check.out.constData());
    const QJsonObject said = QJsonDocument::fromJson(run({u"verify"_s, u"--json"_s}).out).object();
    QVERIFY(said.value(u"purgedRows"_s).toInteger() > 20);
    QCOMPARE(said.value(u"purgedBy"_s).toString(), u"ana"_s);
    QVERIFY(!run({u"export"_s, u"--format"_s, u"csv"_s}).out.contains("2026-02-11"));
}

void TestJournalCommand::purge_ofUnsettledOperations_isRefused()
{
    fillTwice(false);
    const Ran ran = run({u"purge"_s, u"--before"_s, u"2026-03-01"_s, u"--yes"_s});
    QCOMPARE(ran.code, 1);
    QVERIFY2(ran.err.contains("have no settled outcome"), ran.err.constData());
    QVERIFY(run({u"export"_s, u"--format"_s, u"csv"_s}).out.contains("2026-02-11"));
}

void TestJournalCommand::wrongUsage_exitsWith2_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("nothing") << QStringList{};
    QTest::newRow("unknown") << QStringList{u"burn"_s};
    QTest::newRow("purge without its time") << QStringList{u"purge"_s, u"--before"_s};
    QTest::newRow("purge at no time") << QStringList{u"purge"_s, u"--before"_s, u"soon"_s};
    QTest::newRow("purge with a filter") << QStringList{u"purge"_s, u"--before"_s, u"2026-02-11"_s, u"--token"_s, u"x"_s};
    QTest::newRow("no format") << QStringList{u"export"_s};
    QTest::newRow("wrong format") << QStringList{u"export"_s, u"--format"_s, u"xml"_s};
    QTest::newRow("wrong time") << QStringList{u"export"_s, u"--format"_s, u"csv"_s, u"--from"_s, u"soon"_s};
    QTest::newRow("wrong operation") << QStringList{u"export"_s, u"--format"_s, u"csv"_s, u"--operation"_s, u"x"_s};
    QTest::newRow("wrong outcome") << QStringList{u"export"_s, u"--format"_s, u"csv"_s, u"--outcome"_s, u"x"_s};
    QTest::newRow("filter of verify") << QStringList{u"verify"_s, u"--operator"_s, u"x"_s};
    QTest::newRow("argument") << QStringList{u"verify"_s, u"x"_s};
    QTest::newRow("empty report") << QStringList{u"verify"_s, u"--report"_s, u""_s};
}

void TestJournalCommand::wrongUsage_exitsWith2()
{
    QFETCH(const QStringList, arguments);
    const Ran ran = run(arguments);
    QCOMPARE(ran.code, 2);
    QCOMPARE(ran.out, QByteArray());
    QVERIFY(ran.err.contains("tokendesk journal --help"));
    QCOMPARE(run({u"--help"_s}).code, 0);
}

void TestJournalCommand::missingJournal_isSaid()
{
    m_sample->journal.reset();
    const Ran ran = run({u"verify"_s});
    QCOMPARE(ran.code, 1);
    QVERIFY(ran.err.contains("There is none"));
}

QTEST_GUILESS_MAIN(TestJournalCommand)
#include "tst_journalcommand.moc"

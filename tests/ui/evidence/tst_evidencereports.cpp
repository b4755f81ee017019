// SPDX-License-Identifier: Apache-2.0
#include "app/journal/evidencereport.h"
#include "tests/ui/journal/heldjournal.h"
#include "tests/ui/tokens/fakes.h"
#include "tests/ui/tokens/samples.h"
#include "ui/evidence/evidencepdf.h"
#include "ui/evidence/evidencereports.h"
#include "ui/evidence/evidencewords.h"

#include <QBuffer>
#include <QFile>
#include <QFileDialog>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace {
ChainedRecord record(const QString &kind, qint64 position, const QList<std::pair<QString, QString>> &cells)
{
    ChainedRecord made;
    made.record = kind;
    made.position = position;
    made.previousHash = QByteArray(32, static_cast<char>(position - 1));
    made.hash = QByteArray(32, static_cast<char>(position));
    for (const auto &[column, value] : cells)
        made.cells.append({column, value, false});
    return made;
}

JournalEvidence sampleEvidence(int operations = 1)
{
    JournalEvidence evidence;
    for (int i = 1; i <= operations; ++i) {
        const QString id = QString::number(i);
        evidence.records << record(u"intent"_s, 3 * i,
                                   {{u"id"_s, id},
                                    {u"user"_s, u"ann"_s},
                                    {u"opened_at"_s, u"2026-02-11T07:08:24.479Z"_s},
                                    {u"origin"_s, u"desk-3"_s},
                                    {u"operation"_s, u"delete"_s},
                                    {u"reason"_s, u"customer-request"_s},
                                    {u"ticket"_s, u"TICKET-4711"_s},
                                    {u"correlation_id"_s, u"2f1e0c4a-0000-4000-8000-000000000007"_s}})
                         << record(u"outcome"_s, 3 * i + 1,
                                   {{u"intent"_s, id},
                                    {u"outcome"_s, u"unknown"_s},
                                    {u"closed_at"_s, u"2026-02-11T07:08:54.479Z"_s}})
                         << record(u"settlement"_s, 3 * i + 2,
                                   {{u"id"_s, id},
                                    {u"intent"_s, id},
                                    {u"user"_s, u"bob"_s},
                                    {u"settled_at"_s, u"2026-02-11T09:00:00.000Z"_s},
                                    {u"settlement"_s, u"happened"_s},
                                    {u"note"_s, u"case 12"_s}});
    }
    evidence.head = {1,    3 * operations + 2,        evidence.records.last().hash, u"0123456789abcdef"_s,
                     true, u"2026-02-11T09:00:01Z"_s, QByteArray(32, 'x')};
    return evidence;
}

EvidenceReport sampleReport(int operations = 1)
{
    EvidenceReport report;
    report.createdAt = QDateTime(QDate(2026, 2, 11), QTime(9, 8, 24), Qt::UTC);
    report.createdBy = u"bob"_s;
    report.connectionName = u"Shop"_s;
    report.token = {u"tk_9f3c2a71e4"_s};
    report.reading = Samples::reading(u"tk_9f3c2a71e4"_s, TokenState::Deleted);
    report.evidence = sampleEvidence(operations);
    return report;
}
} // namespace

//! The report about one token that goes to a ticket.
class TestEvidenceReports : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void operations_areReadOutOfTheRows();
    void fileName_holdsNothingThatAFileSystemMinds();
    void pages_holdWhatATicketNeedsAndNoCard();
    void manyOperations_fillNumberedPages();
    void saving_writesBothFilesForTheOwnerOnlyAndIsRecorded();
    void saving_withoutAnOperator_writesNothing();
    void saving_thatCannotBeRecorded_writesNothing();
    void saving_toAMissingFolder_leavesNothing();
    void saving_replacesNoOtherJsonUnasked();
    void noOperation_isPartedByAPagesEnd();
    void asking_suggestsAFileNameOnce();
    void windowGoneWhileSaving_stillWritesBoth();

private:
    [[nodiscard]] QString textOf(const QByteArray &pdf) const;
    [[nodiscard]] QString folder(const QString &name) const { return m_folder->filePath(name); }
    [[nodiscard]] std::shared_ptr<const Session> session(const QString &operatorId = u"bob"_s) const;
    void save(const std::shared_ptr<const Session> &session, const QString &file);

    std::unique_ptr<QTemporaryDir> m_folder;
    FakeDesk m_desk;
    std::shared_ptr<HeldJournal> m_journal;
};

void TestEvidenceReports::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_journal = std::make_shared<HeldJournal>();
    m_journal->proof = sampleEvidence();
}

std::shared_ptr<const Session> TestEvidenceReports::session(const QString &operatorId) const
{
    ConnectionProfile profile;
    profile.id = u"shop"_s;
    profile.name = u"Shop"_s;
    const ConnectionInfo info{profile.id, profile.name, u"test"_s};
    Session made;
    made.profile = profile;
    made.operations =
        std::make_shared<TokenOperations>(info, operatorId, m_desk.provider, m_journal, m_desk.workspace, m_desk.clock);
    return std::make_shared<const Session>(made);
}

QString TestEvidenceReports::textOf(const QByteArray &pdf) const
{
    QFile file(folder(u"read.pdf"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(pdf) != pdf.size())
        return {};
    file.close();
    QProcess reader;
    reader.start(u"pdftotext"_s, {u"-layout"_s, file.fileName(), u"-"_s});
    return reader.waitForFinished() ? QString::fromUtf8(reader.readAllStandardOutput()) : QString();
}

void TestEvidenceReports::operations_areReadOutOfTheRows()
{
    const QList<EvidencePart> parts = operationsIn(sampleEvidence(2));
    QCOMPARE(parts.size(), 2);
    QCOMPARE(parts.first().title, u"Delete · 2026-02-11 07:08:24 UTC"_s);
    QStringList values;
    for (const TokenField &field : parts.first().fields)
        values << field.value;
    for (const QString &part : {u"ann"_s, u"desk-3"_s, u"TICKET-4711"_s, u"unknown · 2026-02-11 07:08:54 UTC"_s,
                                u"It happened, says bob · 2026-02-11 09:00:00 UTC"_s, u"case 12"_s})
        QVERIFY2(values.contains(part), qPrintable(values.join(u'|')));
    QCOMPARE(recordText(sampleEvidence().records.at(1)), u"outcome of intent 1: unknown"_s);
}

void TestEvidenceReports::fileName_holdsNothingThatAFileSystemMinds()
{
    const QDateTime when(QDate(2026, 2, 11), QTime(9, 8, 24), Qt::UTC);
    QCOMPARE(evidenceFileName({u"tk_9f"_s}, when), u"evidence-tk_9f-20260211-090824"_s);
    QCOMPARE(evidenceFileName({u"../a b\u202e/c:\n"_s}, when), u"evidence-___a_b__c__-20260211-090824"_s);
    QVERIFY(evidenceFileName({QString(500, u'x')}, when).size() < 120);
}

void TestEvidenceReports::pages_holdWhatATicketNeedsAndNoCard()
{
    if (QStandardPaths::findExecutable(u"pdftotext"_s).isEmpty())
        QSKIP("pdftotext is not installed");
    QBuffer out;
    out.open(QIODevice::WriteOnly);
    QVERIFY(writeEvidencePdf(sampleReport(), u"evidence-tk.json"_s, out));
    const QString text = textOf(out.data()).simplified();
    for (const QString &part : {u"tk_9f3c2a71e4"_s, u"Deleted"_s, u"ending in 1111"_s, u"ann"_s, u"TICKET-4711"_s,
                                u"2f1e0c4a-0000-4000-8000-000000000007"_s, u"It happened, says bob"_s,
                                u"tokendesk journal verify --report evidence-tk.json"_s, u"Page 1 of"_s,
                                u"Position 4"_s, QString::fromLatin1(QByteArray(32, 4).toHex()), u"0123456789abcdef"_s})
        QVERIFY2(text.contains(part), qPrintable(part + u" in: "_s + text));
    QVERIFY2(!text.contains(u"411111"_s) && !text.contains(u"12/31"_s), qPrintable(text));
}

void TestEvidenceReports::manyOperations_fillNumberedPages()
{
    if (QStandardPaths::findExecutable(u"pdftotext"_s).isEmpty())
        QSKIP("pdftotext is not installed");
    QBuffer out;
    out.open(QIODevice::WriteOnly);
    QVERIFY(writeEvidencePdf(sampleReport(40), u"evidence-tk.json"_s, out));
    const QString text = textOf(out.data());
    const auto count = text.count(u'\f');
    QVERIFY(count > 5);
    QVERIFY(text.contains(u"Page %1 of %1"_s.arg(count)));
    QCOMPARE(text.count(u"TICKET-4711"_s), 40);
}

void TestEvidenceReports::save(const std::shared_ptr<const Session> &session, const QString &file)
{
    QWidget window;
    EvidenceReports reports(*m_desk.clock, &window);
    QSignalSpy reported(&reports, &EvidenceReports::reported);
    reports.save(session, {u"tk_9f3c2a71e4"_s}, Samples::reading(u"tk_9f3c2a71e4"_s), file);
    QTRY_COMPARE(reported.size(), 2);
    const bool isThere = reported.last().first().value<OutcomeLine>().kind == OutcomeLine::Kind::Succeeded;
    QCOMPARE(QFile::exists(file), isThere);
}

void TestEvidenceReports::saving_writesBothFilesForTheOwnerOnlyAndIsRecorded()
{
    save(session(), folder(u"report.v1.pdf"_s));
    QFile json(folder(u"report.v1.json"_s));
    QVERIFY(json.open(QIODevice::ReadOnly));
    const Result<EvidenceReport> report = evidenceReportFrom(json.readAll());
    QVERIFY(report);
    QCOMPARE(report->token.value, u"tk_9f3c2a71e4"_s);
    QCOMPARE(report->createdBy, u"bob"_s);
    QCOMPARE(report->evidence.records.size(), 3);
    for (const QString &name : {u"report.v1.json"_s, u"report.v1.pdf"_s})
        QCOMPARE(QFile::permissions(folder(name)) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    QCOMPARE(m_journal->notedEvents.size(), 1);
    QCOMPARE(toWord(m_journal->notedEvents.first().kind), u"records.exported"_s);
    QCOMPARE(m_journal->notedEvents.first().token.value, u"tk_9f3c2a71e4"_s);
    QCOMPARE(m_journal->notedEvents.first().operatorId, u"bob"_s);
}

void TestEvidenceReports::saving_withoutAnOperator_writesNothing()
{
    save(session({}), folder(u"report.pdf"_s));
    QVERIFY(!QFile::exists(folder(u"report.pdf"_s)) && !QFile::exists(folder(u"report.json"_s)));
}

void TestEvidenceReports::saving_thatCannotBeRecorded_writesNothing()
{
    m_journal->recordError = Error{.kind = Error::Kind::Storage};
    save(session(), folder(u"report.pdf"_s));
    QVERIFY(!QFile::exists(folder(u"report.pdf"_s)) && !QFile::exists(folder(u"report.json"_s)));
}

void TestEvidenceReports::saving_toAMissingFolder_leavesNothing()
{
    save(session(), folder(u"missing/report.pdf"_s));
    QVERIFY(!QFile::exists(folder(u"missing"_s)));
}

void TestEvidenceReports::saving_replacesNoOtherJsonUnasked()
{
    QFile other(folder(u"report.json"_s));
    QVERIFY(other.open(QIODevice::WriteOnly) && other.write("mine") == 4);
    other.close();
    save(session(), folder(u"report.pdf"_s));
    QVERIFY(other.open(QIODevice::ReadOnly));
    QCOMPARE(other.readAll(), QByteArray("mine"));
    other.close();
    QFile pdf(folder(u"report.pdf"_s)); // now the dialog has asked
    QVERIFY(pdf.open(QIODevice::WriteOnly));
    pdf.close();
    save(session(), pdf.fileName());
    QVERIFY(other.open(QIODevice::ReadOnly) && evidenceReportFrom(other.readAll()));
}

void TestEvidenceReports::noOperation_isPartedByAPagesEnd()
{
    if (QStandardPaths::findExecutable(u"pdftotext"_s).isEmpty())
        QSKIP("pdftotext is not installed");
    QBuffer out;
    out.open(QIODevice::WriteOnly);
    QVERIFY(writeEvidencePdf(sampleReport(40), u"evidence-tk.json"_s, out));
    for (const QString &page : textOf(out.data()).split(u'\f'))
        QCOMPARE(page.count(u"Delete · 2026"_s), page.count(u"case 12"_s));
}

void TestEvidenceReports::asking_suggestsAFileNameOnce()
{
    QWidget window;
    EvidenceReports reports(*m_desk.clock, &window);
    reports.ask(nullptr, {u"tk_9f"_s}, {});
    reports.ask(session(), {}, {});
    QVERIFY(window.findChildren<QFileDialog *>().isEmpty());
    reports.ask(session(), {u"tk_9f"_s}, {});
    reports.ask(session(), {u"tk_9f"_s}, {});
    QCOMPARE(window.findChildren<QFileDialog *>().size(), 1);
    const QString suggested = QFileInfo(window.findChild<QFileDialog *>()->selectedFiles().value(0)).fileName();
    QVERIFY2(suggested.startsWith("evidence-tk_9f-"_L1) && suggested.endsWith(".pdf"_L1), qPrintable(suggested));
}

void TestEvidenceReports::windowGoneWhileSaving_stillWritesBoth()
{
    m_journal->isHeld = true;
    {
        QWidget window;
        EvidenceReports reports(*m_desk.clock, &window);
        reports.save(session(), {u"tk_9f3c2a71e4"_s}, {}, folder(u"report.pdf"_s));
        QTRY_COMPARE(m_journal->evidenceQuestions.waiting(), 1U);
    }
    m_journal->evidenceQuestions.answerOldest();
    QTRY_VERIFY(QFile::exists(folder(u"report.pdf"_s)));
    QVERIFY(QFile::exists(folder(u"report.json"_s)));
}

QTEST_MAIN(TestEvidenceReports)
#include "tst_evidencereports.moc"

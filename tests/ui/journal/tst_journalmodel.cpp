// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/journal/heldjournal.h"
#include "tests/ui/journal/journalsamples.h"
#include "ui/journal/journalmodel.h"
#include "ui/journal/journaltext.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 millionRows = 1'000'000;
} // namespace

//! The journal's rows as a table that is read a page at a time.
class TestJournalModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void pages_followOneAnotherWithoutGapOrDouble();
    void operationOnSeveral_saysHowManyAndThatSomeWereRefused();
    void whileAPageIsRead_noOtherIsAskedFor();
    void lateAnswerToAnEarlierFilter_isDropped();
    void readingAgain_keepsTheRowsUntilTheNewOnesAreThere();
    void failure_isSaidAndNotRepeatedByTheView();
    void cells_ofAnOperation();
    void cells_ofAnEvent();
    void settledUnknown_showsHowItWasSettled();
    void foreignText_isShownEscaped();
    void millionRows_openAtOnceAndScrollByPages();
    void verdict_namesTheFirstBadRowInWords();
    void fields_holdEverythingThatIsRecorded();
    void purge_isToldInPlainWords();

private:
    [[nodiscard]] QString cell(int row, int column) const { return m_model->index(row, column).data().toString(); }
    void read(JournalModel::Content content = JournalModel::Content::Operations)
    {
        m_model->read(content, {});
        QTRY_VERIFY(!m_model->isReading());
    }

    std::shared_ptr<HeldJournal> m_journal;
    std::unique_ptr<JournalModel> m_model;
};

void TestJournalModel::init()
{
    m_journal = std::make_shared<HeldJournal>();
    m_model = std::make_unique<JournalModel>(m_journal, nullptr);
}

void TestJournalModel::pages_followOneAnotherWithoutGapOrDouble()
{
    m_journal->entries = JournalSamples::entries(2 * JournalModel::pageSize + 7);
    read();
    QCOMPARE(m_model->rowCount(), JournalModel::pageSize);
    const QAbstractItemModelTester tester(m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    while (!m_model->isComplete()) { // the tester fetches too
        QTRY_VERIFY(!m_model->isReading());
        m_model->fetchMore({});
        QTRY_VERIFY(!m_model->isReading());
    }
    QCOMPARE(m_model->rowCount(), 2 * JournalModel::pageSize + 7);
    for (int row = 0; row < m_model->rowCount(); ++row)
        QCOMPARE(std::get<JournalEntry>(m_model->row(row)).id, m_model->rowCount() - row);
}

void TestJournalModel::operationOnSeveral_saysHowManyAndThatSomeWereRefused()
{
    JournalEntry entry = JournalSamples::entry(1, Operation::Update);
    entry.intent.token = {};
    entry.intent.tokens = {{u"tk_1"_s}, {u"tk_2"_s}};
    m_journal->entries = {entry};
    read();
    QCOMPARE(m_model->index(0, JournalModel::TokenColumn).data().toString(), u"2 tokens"_s);
    QCOMPARE(m_model->index(0, JournalModel::OutcomeColumn).data().toString(), u"Succeeded"_s);
    entry.outcome.detail = u"tk_2 refused"_s;
    m_journal->entries = {entry};
    read();
    QCOMPARE(m_model->index(0, JournalModel::OutcomeColumn).data().toString(), u"Succeeded in part"_s);
}

void TestJournalModel::whileAPageIsRead_noOtherIsAskedFor()
{
    m_journal->entries = JournalSamples::entries(3 * JournalModel::pageSize);
    read();
    m_journal->isHeld = true;
    m_model->fetchMore({});
    m_model->fetchMore({});
    QVERIFY(!m_model->canFetchMore({}));
    QCOMPARE(m_journal->entryQuestions.asked, 2);
    m_journal->entryQuestions.answerOldest();
    QTRY_COMPARE(m_model->rowCount(), 2 * JournalModel::pageSize);
    QVERIFY(m_model->canFetchMore({}));
}

void TestJournalModel::lateAnswerToAnEarlierFilter_isDropped()
{
    m_journal->isHeld = true;
    m_journal->entries = JournalSamples::entries(5);
    m_model->read(JournalModel::Content::Operations, {});
    m_journal->entries = JournalSamples::entries(2);
    JournalFilter filter;
    filter.text = u"other"_s;
    m_model->read(JournalModel::Content::Operations, filter);
    m_journal->entryQuestions.answerNewest();
    QTRY_COMPARE(m_model->rowCount(), 2);
    m_journal->entryQuestions.answerOldest();
    QTest::qWait(0);
    QCOMPARE(m_model->rowCount(), 2);
    QCOMPARE(m_journal->filters.last().text, u"other"_s);
}

void TestJournalModel::readingAgain_keepsTheRowsUntilTheNewOnesAreThere()
{
    m_journal->entries = JournalSamples::entries(5);
    read();
    m_journal->isHeld = true;
    m_model->readAgain();
    QCOMPARE(m_model->rowCount(), 5);
    m_journal->entries = {};
    m_journal->entryQuestions.answerOldest();
    QTRY_VERIFY(!m_model->isReading());
    QCOMPARE(m_model->rowCount(), 5);
}

void TestJournalModel::failure_isSaidAndNotRepeatedByTheView()
{
    m_journal->entries = JournalSamples::entries(2 * JournalModel::pageSize);
    read();
    m_journal->error = Error{.kind = Error::Kind::Storage};
    m_model->fetchMore({});
    QTRY_VERIFY(m_model->error().has_value());
    QVERIFY(!m_model->canFetchMore({}));
    QCOMPARE(m_model->rowCount(), JournalModel::pageSize);
}

void TestJournalModel::cells_ofAnOperation()
{
    m_journal->entries = {JournalSamples::entry(9), JournalSamples::entry(8, Operation::Create)};
    read();
    QCOMPARE(cell(0, JournalModel::OperatorColumn), u"m.ruiz"_s);
    QCOMPARE(cell(0, JournalModel::WhatColumn), u"Delete"_s);
    QCOMPARE(cell(0, JournalModel::TokenColumn), u"tk_9"_s);
    QCOMPARE(cell(0, JournalModel::OutcomeColumn), u"Succeeded"_s);
    QCOMPARE(cell(0, JournalModel::TicketColumn), u"T-9"_s);
    QCOMPARE(cell(0, JournalModel::ConnectionColumn), u"Shop (test)"_s);
    QCOMPARE(cell(0, JournalModel::CorrelationColumn), u"2f1e0c4a-0000-4000-8000-000000000009"_s);
    QCOMPARE(cell(1, JournalModel::TokenColumn), u"tk_made8"_s);
    QVERIFY(m_model->index(0, JournalModel::OutcomeColumn)
                .data(Qt::AccessibleTextRole)
                .toString()
                .contains(u"Outcome: Succeeded"_s));
}

void TestJournalModel::cells_ofAnEvent()
{
    m_journal->recorded = {JournalSamples::event(4), JournalSamples::event(3, JournalEvent::Kind::UnlockFailed)};
    m_journal->recorded[1].event.succeeded = false;
    read(JournalModel::Content::Events);
    QCOMPARE(m_model->rowCount(), 2);
    QCOMPARE(cell(0, JournalModel::WhatColumn), u"Records exported"_s);
    QCOMPARE(cell(0, JournalModel::TicketColumn), u"journal"_s);
    QCOMPARE(m_model->headerData(JournalModel::TicketColumn, Qt::Horizontal, Qt::DisplayRole).toString(), u"About"_s);
    QCOMPARE(cell(1, JournalModel::OutcomeColumn), u"Failed"_s);
}

void TestJournalModel::settledUnknown_showsHowItWasSettled()
{
    JournalEntry settledEntry = JournalSamples::entry(2, Operation::Delete, JournalOutcome::Kind::Unknown);
    settledEntry.settlement.kind = JournalSettlement::Kind::DidNotHappen;
    m_journal->entries = {settledEntry, JournalSamples::entry(1, Operation::Delete, JournalOutcome::Kind::Unknown)};
    read();
    QCOMPARE(cell(0, JournalModel::OutcomeColumn), u"It did not happen"_s);
    QCOMPARE(cell(1, JournalModel::OutcomeColumn), u"Outcome unknown"_s);
}

void TestJournalModel::foreignText_isShownEscaped()
{
    JournalEntry entry = JournalSamples::entry(1);
    entry.intent.reason = u"a\u202eb"_s;
    m_journal->entries = {entry};
    read();
    QCOMPARE(cell(0, JournalModel::ReasonColumn), u"a\\u202eb"_s);
}

void TestJournalModel::millionRows_openAtOnceAndScrollByPages()
{
    //! Makes its rows when it is asked for them.
    class LongJournal final : public Journal
    {
    public:
        Pending<QList<JournalEntry>> query(const JournalFilter &, qint64 before, int limit) override
        {
            ++asked;
            QList<JournalEntry> page;
            for (qint64 id = before == 0 ? millionRows : before - 1; id > 0 && page.size() < limit; --id)
                page.append(JournalSamples::entry(id));
            return settled<QList<JournalEntry>>(page);
        }
        Pending<qint64> open(const JournalIntent &) override { return failed<qint64>({}); }
        Pending<Done> close(qint64, const JournalOutcome &) override { return failed<Done>({}); }
        Pending<QList<JournalEntry>> entriesFor(const QString &, const TokenId &) override
        {
            return failed<QList<JournalEntry>>({});
        }
        Pending<QList<JournalEntry>> openItems() override { return failed<QList<JournalEntry>>({}); }
        Pending<Done> settle(qint64, const JournalSettlement &) override { return failed<Done>({}); }
        Pending<Done> record(const JournalEvent &) override { return failed<Done>({}); }
        Pending<QList<RecordedEvent>> events(const JournalFilter &, qint64, int) override
        {
            return failed<QList<RecordedEvent>>({});
        }
        Pending<JournalEvidence> evidence(const QString &, const TokenId &) override
        {
            return failed<JournalEvidence>({});
        }
        Pending<JournalVerdict> verify(const VerificationWatch &) override { return failed<JournalVerdict>({}); }
        int asked = 0;
    };
    const auto journal = std::make_shared<LongJournal>();
    JournalModel model(journal, nullptr);
    QTableView view;
    view.setModel(&model);
    view.resize(1000, 600);
    view.show();
    model.read(JournalModel::Content::Operations, {});
    QTRY_COMPARE(model.rowCount(), JournalModel::pageSize);
    QVERIFY(journal->asked <= 2);
    QElapsedTimer time;
    qint64 slowest = 0;
    for (int page = 1; page <= 100; ++page) {
        time.start();
        view.scrollToBottom();
        QTRY_VERIFY(model.rowCount() > page * JournalModel::pageSize);
        slowest = std::max(slowest, time.elapsed());
    }
    QVERIFY(model.rowCount() >= 100 * JournalModel::pageSize);
    QVERIFY2(slowest < 1000, qPrintable(u"%1 ms for a page"_s.arg(slowest)));
    qInfo("slowest page: %lld ms", slowest);
}

void TestJournalModel::verdict_namesTheFirstBadRowInWords()
{
    JournalVerdict sound;
    sound.checked = 1234;
    sound.canShowTruncation = true;
    QCOMPARE(verdictText(sound).headline, u"The journal is sound"_s);
    JournalVerdict bad;
    bad.flaw = JournalVerdict::Flaw::WrongHash;
    bad.row = u"intent 17"_s;
    bad.position = 34;
    bad.explanation = u"the row is not what was written."_s;
    const ErrorText text = verdictText(bad);
    QVERIFY2(text.meaning.contains(u"intent 17, at position 34"_s) && text.meaning.contains(bad.explanation),
             qPrintable(text.meaning));
    sound.canShowTruncation = false;
    sound.caveat = u"The key lasted as long as a run."_s;
    QCOMPARE(verdictText(sound).nextStep, sound.caveat);
}

void TestJournalModel::fields_holdEverythingThatIsRecorded()
{
    JournalEntry entry = JournalSamples::entry(7, Operation::Create, JournalOutcome::Kind::Unknown);
    entry.intent.formId = u"createToken"_s;
    entry.outcome.errorKind = u"OutcomeUnknown"_s;
    entry.outcome.detail = u"closed"_s;
    entry.outcome.schemeCorrelationId = u"scheme-1"_s;
    entry.settlement = {JournalSettlement::Kind::Happened, {u"tk_late"_s}, u"bob"_s, u"case 12"_s, entry.closedAt};
    QStringList values;
    for (const TokenField &field : fieldsOf(entry))
        values << field.value;
    const QString all = values.join(u'\n');
    for (const QString &part :
         {u"createToken"_s, u"desk-3"_s, u"lost the card"_s, u"T-7"_s, u"closed"_s, u"scheme-1"_s, u"tk_late"_s,
          u"bob"_s, u"case 12"_s, u"It happened"_s, u"DELETE /v1/tokens/tk_7"_s, u"2026-02-01 08:18:00.000 UTC"_s})
        QVERIFY2(all.contains(part), qPrintable(part + u" in "_s + all));

    JournalEvidence evidence;
    ChainedRecord record;
    record.record = u"intent"_s;
    record.position = 34;
    record.hash = "\xab\xcd"_ba;
    record.cells = {{u"id"_s, u"7"_s, true}};
    evidence.records = {record};
    const QList<TokenField> chain = chainFieldsOf(entry, evidence);
    QCOMPARE(chain.size(), 2);
    QCOMPARE(chain.at(0).value, u"position 34"_s);
    QCOMPARE(chain.at(1).value, u"abcd"_s);
    QVERIFY(chainFieldsOf(JournalSamples::entry(8), evidence).isEmpty());
}

void TestJournalModel::purge_isToldInPlainWords()
{
    const JournalCheckpoint checkpoint{.position = 1204,
                                       .hash = QByteArray(32, '\xab'),
                                       .before = QDateTime(QDate(2025, 1, 1), QTime(0, 0), Qt::UTC),
                                       .keyId = u"0123456789abcdef"_s,
                                       .isLasting = true,
                                       .signature = QByteArray(32, 's')};
    RecordedEvent recorded;
    recorded.event.kind = JournalEvent::Kind::JournalPurged;
    recorded.event.operatorId = u"lea"_s;
    recorded.event.detail = checkpointText(checkpoint);
    QStringList values;
    for (const TokenField &field : fieldsOf(recorded))
        values << field.value;
    const QString all = values.join(u'\n');
    for (const QString &part : {u"Journal purged"_s, u"lea"_s, u"1 to 1204"_s, u"2025-01-01 00:00:00.000 UTC"_s, u"abab"_s})
        QVERIFY2(all.contains(part), qPrintable(part + u" in "_s + all));
    QVERIFY(!all.contains(u'{'));

    JournalVerdict verdict;
    verdict.purged = PurgedRows{checkpoint, checkpoint.before, u"lea"_s};
    const QString meaning = verdictText(verdict).meaning;
    QVERIFY2(meaning.contains(u"1,204"_s) && meaning.contains(u"by lea"_s), qPrintable(meaning));
}

QTEST_MAIN(TestJournalModel)
#include "tst_journalmodel.moc"

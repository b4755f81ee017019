// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fakeclock.h"
#include "tests/ui/forms/widgetwalk.h"
#include "tests/ui/journal/heldjournal.h"
#include "tests/ui/journal/journalsamples.h"
#include "ui/journal/journalpage.h"
#include "ui/journal/verificationdialog.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QDateEdit>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTextEdit>

using namespace Qt::StringLiterals;

//! The journal's page, with a journal that answers when the test says so.
class TestJournalPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void emptyJournal_saysWhatBelongsHere();
    void shownPage_readsTheNewestRows();
    void filters_areAskedForOfTheJournal();
    void spans_areDaysOfThisDesk();
    void events_haveNoOutcomeToFilter();
    void filterThatLeavesNothing_canBeCleared();
    void unreadableJournal_saysSoAndTriesAgain();
    void chosenRow_showsAllFieldsAndItsPlaceInTheChain();
    void lateChain_doesNotSpeakOfAnotherRow();
    void export_writesTheFilteredRowsAndIsRecorded();
    void exportThatCannotBeRecorded_leavesNoFile();
    void exportToAFolderThatIsNotThere_isExplained();
    void verification_showsProgressAndTheVerdict();
    void verification_namesTheBadRow();
    void verification_closedWhilePending_isCancelled();
    void keyboardAlone_filtersAndReads();
    void everyControl_hasAName();

private:
    template <typename T>
    [[nodiscard]] T *part(const QString &name) const
    {
        return m_page->findChild<T *>(name);
    }
    void show()
    {
        m_page->show();
        QTRY_VERIFY(!part<QLabel>(u"journalCountLabel"_s)->text().contains(u"Reading"_s));
    }
    void choose(const QString &combo, const QString &text)
    {
        auto *box = part<QComboBox>(combo);
        const int index = box->findText(text);
        QVERIFY2(index >= 0, qPrintable(text));
        box->setCurrentIndex(index);
    }

    std::shared_ptr<HeldJournal> m_journal;
    FakeClock m_clock;
    std::unique_ptr<JournalPage> m_page;
};

void TestJournalPage::initTestCase()
{
    applyTheme(*qApp, Appearance::Light);
}

void TestJournalPage::init()
{
    m_journal = std::make_shared<HeldJournal>();
    m_journal->entries = JournalSamples::entries(5);
    m_page = std::make_unique<JournalPage>(m_journal, m_clock);
    m_page->setOperatorId(u"bob"_s);
    m_page->resize(1132, 660);
}

void TestJournalPage::emptyJournal_saysWhatBelongsHere()
{
    m_journal->entries.clear();
    show();
    QCOMPARE(part<QLabel>(u"emptyHeadline"_s)->text(), u"Nothing is recorded yet"_s);
    QVERIFY(!part<QPushButton>(u"exportJournalButton"_s)->isEnabled());
}

void TestJournalPage::shownPage_readsTheNewestRows()
{
    show();
    QCOMPARE(part<QLabel>(u"journalCountLabel"_s)->text(), u"5 rows"_s);
    m_page->hide();
    m_journal->entries.prepend(JournalSamples::entry(6));
    m_page->show();
    QTRY_COMPARE(part<QLabel>(u"journalCountLabel"_s)->text(), u"6 rows"_s);
}

void TestJournalPage::filters_areAskedForOfTheJournal()
{
    show();
    part<QLineEdit>(u"journalOperatorLineEdit"_s)->setText(u" ann "_s);
    part<QLineEdit>(u"journalTokenLineEdit"_s)->setText(u"tk_2"_s);
    part<QLineEdit>(u"journalTicketLineEdit"_s)->setText(u"T-2"_s);
    part<QLineEdit>(u"journalTextLineEdit"_s)->setText(u"lost"_s);
    QTRY_COMPARE(m_journal->filters.last().text, u"lost"_s);
    choose(u"journalOperationComboBox"_s, u"Delete"_s);
    choose(u"journalOutcomeComboBox"_s, u"Outcome unknown"_s);
    const JournalFilter filter = m_journal->filters.last();
    QCOMPARE(filter.operatorId, u"ann"_s);
    QCOMPARE(filter.token, u"tk_2"_s);
    QCOMPARE(filter.ticket, u"T-2"_s);
    QCOMPARE(filter.operation, std::optional(Operation::Delete));
    QVERIFY(filter.outcome == JournalOutcome::Kind::Unknown);
    QVERIFY(!filter.from.isValid() && !filter.until.isValid());
}

void TestJournalPage::spans_areDaysOfThisDesk()
{
    show();
    const QDate today = m_clock.nowUtc().toLocalTime().date();
    choose(u"journalSpanComboBox"_s, u"Today"_s);
    QCOMPARE(m_journal->filters.last().from, today.startOfDay().toUTC());
    choose(u"journalSpanComboBox"_s, u"Between…"_s);
    QVERIFY(part<QDateEdit>(u"journalFromDateEdit"_s)->isVisible());
    part<QDateEdit>(u"journalFromDateEdit"_s)->setDate(QDate(2026, 2, 1));
    part<QDateEdit>(u"journalUntilDateEdit"_s)->setDate(QDate(2026, 2, 3));
    QTRY_COMPARE(m_journal->filters.last().from, QDate(2026, 2, 1).startOfDay().toUTC());
    QCOMPARE(m_journal->filters.last().until, QDate(2026, 2, 4).startOfDay().toUTC());
}

void TestJournalPage::events_haveNoOutcomeToFilter()
{
    m_journal->recorded = {JournalSamples::event(2), JournalSamples::event(1)};
    show();
    choose(u"journalOutcomeComboBox"_s, u"Refused"_s);
    choose(u"journalContentComboBox"_s, u"Other events"_s);
    QTRY_COMPARE(part<QLabel>(u"journalCountLabel"_s)->text(), u"2 rows"_s);
    QVERIFY(!m_journal->filters.last().outcome);
    QVERIFY(!part<QComboBox>(u"journalOutcomeComboBox"_s)->isVisible());
    choose(u"journalEventComboBox"_s, u"Records exported"_s);
    QVERIFY(m_journal->filters.last().event == JournalEvent::Kind::Exported);
    QCOMPARE(part<QLabel>(u"journalRowTitle"_s)->text(), u"Records exported"_s);
}

void TestJournalPage::filterThatLeavesNothing_canBeCleared()
{
    show();
    m_journal->entries.clear();
    choose(u"journalOutcomeComboBox"_s, u"Refused"_s);
    QTRY_COMPARE(part<QLabel>(u"emptyHeadline"_s)->text(), u"No row matches the filter"_s);
    m_journal->entries = JournalSamples::entries(3);
    part<QPushButton>(u"emptyPlaceButton"_s)->click();
    QTRY_COMPARE(part<QLabel>(u"journalCountLabel"_s)->text(), u"3 rows"_s);
    QCOMPARE(part<QComboBox>(u"journalOutcomeComboBox"_s)->currentIndex(), 0);
}

void TestJournalPage::unreadableJournal_saysSoAndTriesAgain()
{
    m_journal->error = Error{.kind = Error::Kind::Storage};
    show();
    QTRY_COMPARE(part<QLabel>(u"emptyHeadline"_s)->text(), u"The journal could not be read"_s);
    m_journal->error.reset();
    part<QPushButton>(u"emptyPlaceButton"_s)->click();
    QTRY_COMPARE(part<QLabel>(u"journalCountLabel"_s)->text(), u"5 rows"_s);
}

void TestJournalPage::chosenRow_showsAllFieldsAndItsPlaceInTheChain()
{
    ChainedRecord record;
    record.record = u"intent"_s;
    record.position = 34;
    record.hash = QByteArray(32, '\xab');
    record.cells = {{u"id"_s, u"5"_s, true}};
    m_journal->proof.records = {record};
    show();
    auto *details = part<QTextEdit>(u"journalDetailsView"_s);
    QTRY_VERIFY(details->toPlainText().contains(u"position 34"_s));
    for (const QString &text : {u"lost the card"_s, u"T-5"_s, u"DELETE /v1/tokens/tk_5"_s, u"desk-3"_s, QString(64, u'a').replace(u"aa"_s, u"ab"_s)})
        QVERIFY2(details->toPlainText().contains(text), qPrintable(text));
    QCOMPARE(part<QLabel>(u"journalRowTitle"_s)->text(), u"Delete · Succeeded"_s);
}

void TestJournalPage::lateChain_doesNotSpeakOfAnotherRow()
{
    show();
    m_journal->isHeld = true;
    auto *table = part<QTableView>(u"journalTable"_s);
    table->selectRow(1);
    table->selectRow(2);
    QCOMPARE(m_journal->evidenceQuestions.waiting(), 2U);
    m_journal->evidenceQuestions.answerNewest();
    m_journal->evidenceQuestions.answerOldest();
    QTest::qWait(0);
    QVERIFY(part<QTextEdit>(u"journalDetailsView"_s)->toPlainText().contains(u"T-3"_s));
    QVERIFY(!part<QTextEdit>(u"journalDetailsView"_s)->toPlainText().contains(u"T-4"_s));
}

void TestJournalPage::export_writesTheFilteredRowsAndIsRecorded()
{
    const QTemporaryDir folder;
    show();
    QSignalSpy reported(m_page.get(), &JournalPage::reported);
    const QString file = folder.filePath(u"rows.csv"_s);
    m_page->exportTo(file);
    QTRY_VERIFY(QFile::exists(file));
    QFile written(file);
    QVERIFY(written.open(QIODevice::ReadOnly));
    QCOMPARE(written.readAll().count("\r\n"), 6);
    QCOMPARE(written.permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup), QFile::Permissions());
    QCOMPARE(m_journal->notedEvents.size(), 1);
    QCOMPARE(toWord(m_journal->notedEvents.first().kind), u"records.exported"_s);
    QCOMPARE(m_journal->notedEvents.first().operatorId, u"bob"_s);
    QTRY_COMPARE(reported.last().first().value<OutcomeLine>().kind, OutcomeLine::Kind::Succeeded);
    m_page->exportTo(folder.filePath(u"rows.json"_s));
    QTRY_VERIFY(QFile::exists(folder.filePath(u"rows.json"_s)));
}

void TestJournalPage::exportThatCannotBeRecorded_leavesNoFile()
{
    const QTemporaryDir folder;
    show();
    QSignalSpy reported(m_page.get(), &JournalPage::reported);
    m_journal->recordError = Error{.kind = Error::Kind::Storage};
    m_page->exportTo(folder.filePath(u"rows.csv"_s));
    QTRY_COMPARE(reported.last().first().value<OutcomeLine>().kind, OutcomeLine::Kind::Refused);
    QVERIFY(!QFile::exists(folder.filePath(u"rows.csv"_s)));
    QVERIFY(part<QPushButton>(u"exportJournalButton"_s)->isEnabled());
}

void TestJournalPage::exportToAFolderThatIsNotThere_isExplained()
{
    show();
    QSignalSpy reported(m_page.get(), &JournalPage::reported);
    const QTemporaryDir folder;
    m_page->exportTo(folder.filePath(u"missing/rows.csv"_s));
    QTRY_COMPARE(reported.last().first().value<OutcomeLine>().kind, OutcomeLine::Kind::Refused);
}

void TestJournalPage::verification_showsProgressAndTheVerdict()
{
    show();
    m_journal->isHeld = true;
    m_journal->verdict.checked = 4000;
    m_journal->verdict.canShowTruncation = true;
    part<QPushButton>(u"verifyJournalButton"_s)->click();
    QVERIFY(m_journal->watch.progress);
    m_journal->watch.progress(1000, 4000);
    QTRY_COMPARE(part<QLabel>(u"verificationState"_s)->text(), u"1,000 of 4,000 rows checked"_s);
    QCOMPARE(part<QProgressBar>(u"verificationBar"_s)->value(), 250);
    m_journal->verdictQuestions.answerOldest();
    auto *dialog = m_page->findChild<VerificationDialog *>();
    QTRY_VERIFY(WidgetWalk::allText(dialog).contains(u"The journal is sound"_s));
    QCOMPARE(part<QPushButton>(u"closeVerificationButton"_s)->text(), u"Close"_s);
    QCOMPARE(toWord(m_journal->notedEvents.last().kind), u"journal.verified"_s);
    QVERIFY(m_journal->notedEvents.last().succeeded);
}

void TestJournalPage::verification_namesTheBadRow()
{
    show();
    m_journal->verdict.flaw = JournalVerdict::Flaw::MissingRow;
    m_journal->verdict.row = u"outcome 3"_s;
    m_journal->verdict.position = 6;
    part<QPushButton>(u"verifyJournalButton"_s)->click();
    auto *dialog = m_page->findChild<VerificationDialog *>();
    QTRY_VERIFY(WidgetWalk::allText(dialog).contains(u"outcome 3, at position 6"_s));
    QVERIFY(!m_journal->notedEvents.last().succeeded);
}

void TestJournalPage::verification_closedWhilePending_isCancelled()
{
    show();
    m_journal->isHeld = true;
    part<QPushButton>(u"verifyJournalButton"_s)->click();
    QVERIFY(!*m_journal->watch.isCancelled);
    QTest::keyClick(m_page->findChild<VerificationDialog *>(), Qt::Key_Escape);
    QTRY_VERIFY(!m_page->findChild<VerificationDialog *>());
    QVERIFY(*m_journal->watch.isCancelled);
    m_journal->watch.progress(1, 2); // the check may go on for a moment
    m_journal->verdictQuestions.answerOldest();
    part<QPushButton>(u"verifyJournalButton"_s)->click();
    QVERIFY(m_page->findChild<VerificationDialog *>());
}

void TestJournalPage::keyboardAlone_filtersAndReads()
{
    show();
    m_page->activateWindow();
    auto *text = part<QLineEdit>(u"journalTextLineEdit"_s);
    text->setFocus();
    QTest::keyClicks(text, u"lost"_s);
    QTRY_COMPARE(m_journal->filters.last().text, u"lost"_s);
    QTest::keyClick(text, Qt::Key_Down);
    auto *table = part<QTableView>(u"journalTable"_s);
    QTRY_VERIFY(table->hasFocus());
    QTest::keyClick(table, Qt::Key_Down);
    QCOMPARE(table->currentIndex().row(), 1);
    QTest::keyClick(table, Qt::Key_Return);
    QTRY_VERIFY(part<QTextEdit>(u"journalDetailsView"_s)->hasFocus());
    const QStringList order = WidgetWalk::tabOrder(part<QComboBox>(u"journalContentComboBox"_s));
    QVERIFY2(order.indexOf(u"journalTextLineEdit"_s) < order.indexOf(u"journalOperatorLineEdit"_s), qPrintable(order.join(u' ')));
    QVERIFY2(order.indexOf(u"verifyJournalButton"_s) < order.indexOf(u"journalTable"_s), qPrintable(order.join(u' ')));
}

void TestJournalPage::everyControl_hasAName()
{
    show();
    choose(u"journalSpanComboBox"_s, u"Between…"_s);
    QStringList unnamed = WidgetWalk::unnamedControls(m_page.get());
    unnamed.removeIf([](const QString &name) { return name.contains(u"qt_"_s); }); // Qt's own parts
    QCOMPARE(unnamed, QStringList());
    part<QPushButton>(u"verifyJournalButton"_s)->click();
    QCOMPARE(WidgetWalk::unnamedControls(m_page->findChild<VerificationDialog *>()), QStringList());
}

QTEST_MAIN(TestJournalPage)
#include "tst_journalpage.moc"

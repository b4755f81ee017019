// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/window/windowonsandbox.h"
#include "ui/tour/windowdriver.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QCompleter>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QTableView>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestMainWindow : public WindowOnSandbox
{
    Q_OBJECT

private Q_SLOTS:
    void tokenId_isLookedUpByTypingAndEnter();
    void tagBesideAToken_isKeptAndFoundAgain();
    void rubbish_isRefusedInPlaceAndKept();
    void wrongApiKey_isExplainedWithACorrelationId();
    void unreachableServer_isExplained();
    void missingKeyFile_namesTheProblem();
    void closedWhileCreating_stillJournalsTheOutcome();
    void fault_closeBeforeAnswer_isUnknownAndNotRepeated();
    void lostAnswer_waitsInPendingUntilItIsSettled();
    void journalPage_listsAndVerifiesWhatWasDone();
    void pagesOfTheDesk_stayWhileAConnectionIsOpened();
    void production_isSaidAcrossTheTop();
    void removedConnection_isClosed();
    void call_opensAConnectionByNameOrSaysThatThereIsNone();
    void everyControl_hasANameForPeopleAndTests();

private:
    void startCreate();
};

void TestMainWindow::tokenId_isLookedUpByTypingAndEnter()
{
    open(profile());
    auto *box = m_window->findChild<QLineEdit *>(u"lookUpBox"_s);
    QTest::keyClicks(box, u"tk_9f3c2a71e4"_s);
    QTest::keyClick(box, Qt::Key_Return);
    QTRY_COMPARE(line().kind, OutcomeLine::Kind::Succeeded);
    QCOMPARE(line().correlationId.size(), 36);
}

void TestMainWindow::tagBesideAToken_isKeptAndFoundAgain()
{
    open(profile());
    auto *box = m_window->findChild<QLineEdit *>(u"lookUpBox"_s);
    QTest::keyClicks(box, u"tk_9f3c2a71e4"_s);
    QTest::keyClick(box, Qt::Key_Return);
    QTRY_COMPARE(line().kind, OutcomeLine::Kind::Succeeded);
    QTRY_VERIFY(WindowDriver::click(u"addTagButton"_s));
    auto *field = WindowDriver::find<QLineEdit>(u"annotationLineEdit"_s);
    QVERIFY(field);
    QTest::keyClicks(field, u"Lost phone"_s);
    QTest::keyClick(field, Qt::Key_Return);
    auto *tags = m_window->findChild<QComboBox *>(u"tagFilterComboBox"_s);
    QTRY_COMPARE(tags->itemText(1), u"Lost phone (1)"_s);

    box->setFocus();
    box->clear();
    QTest::keyClicks(box, u"phone"_s);
    QTRY_VERIFY(box->completer()->popup()->isVisible());
    const QString offered = box->completer()->popup()->model()->index(0, 0).data().toString();
    QVERIFY2(offered.startsWith("tk_9f3c2a71e4"_L1) && offered.endsWith("tag: Lost phone"_L1), qPrintable(offered));

    closeWindow(); // the next window has it from the disk
    openWindow();
    open(profile());
    QTRY_COMPARE(m_window->findChild<QComboBox *>(u"tagFilterComboBox"_s)->itemText(1), u"Lost phone (1)"_s);
}

void TestMainWindow::rubbish_isRefusedInPlaceAndKept()
{
    open(profile());
    auto *box = m_window->findChild<QLineEdit *>(u"lookUpBox"_s);
    QTest::keyClicks(box, u"not a token id!"_s);
    QTest::keyClick(box, Qt::Key_Return);
    QTRY_COMPARE(line().kind, OutcomeLine::Kind::Refused);
    QCOMPARE(box->text(), u"not a token id!"_s);
}

void TestMainWindow::wrongApiKey_isExplainedWithACorrelationId()
{
    QVERIFY(awaited<Done>(m_desk->parts().secrets->write(
        u"sandbox"_s, u"apiKey"_s, std::make_shared<const SecretBytes>(SecretBytes::fromText(u"wrong")))));
    open(profile());
    WindowDriver::type(u"lookUpBox"_s, u"tk_9f3c2a71e4"_s);
    QTest::keyClick(m_window->findChild<QLineEdit *>(u"lookUpBox"_s), Qt::Key_Return);
    QTRY_COMPARE(line().kind, OutcomeLine::Kind::Refused);
    QVERIFY(!line().text.isEmpty());
    QCOMPARE(line().correlationId.size(), 36);
}

void TestMainWindow::unreachableServer_isExplained()
{
    ConnectionProfile nowhere = profile();
    nowhere.values[u"baseUrl"_s] = u"https://127.0.0.1:1/tsh-cof"_s;
    open(nowhere);
    WindowDriver::type(u"lookUpBox"_s, u"tk_9f3c2a71e4"_s);
    QTest::keyClick(m_window->findChild<QLineEdit *>(u"lookUpBox"_s), Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(line().kind, OutcomeLine::Kind::Refused, 15'000);
}

void TestMainWindow::missingKeyFile_namesTheProblem()
{
    ConnectionProfile broken = profile();
    broken.values[u"clientKeyFile"_s] = u"/nonexistent/key.pem"_s;
    open(broken, false);
    QCOMPARE(line().kind, OutcomeLine::Kind::Refused);
    QVERIFY(m_window->findChild<QWidget *>(u"noticeText"_s)->isVisible());
}

void TestMainWindow::startCreate()
{
    QVERIFY(WindowDriver::trigger(u"createPciTokenAction"_s));
    QVERIFY(WindowDriver::type(u"fpanLineEdit"_s, u"5555555555554444"_s));
    QVERIFY(WindowDriver::type(u"expLineEdit"_s, u"0931"_s));
    QVERIFY(WindowDriver::click(u"submitButton"_s));
}

void TestMainWindow::closedWhileCreating_stillJournalsTheOutcome()
{
    open(profile());
    const qsizetype before = m_sandbox->ledger().size();
    startCreate();
    // Closed before that, when the desk has yet to say whether the card was here today, nothing is sent.
    QTRY_VERIFY(m_journal->openCount() == 1 || m_sandbox->ledger().size() > before);
    m_window.reset();
    QTRY_COMPARE_WITH_TIMEOUT(m_sandbox->ledger().size(), before + 1, 15'000);
    QTRY_COMPARE_WITH_TIMEOUT(m_journal->openCount(), 0, 15'000);
    const auto leftOpen = awaited<QList<JournalEntry>>(m_journal->openItems());
    QVERIFY(leftOpen && leftOpen->isEmpty());
}

void TestMainWindow::fault_closeBeforeAnswer_isUnknownAndNotRepeated()
{
    open(profile());
    const qsizetype before = m_sandbox->ledger().size();
    m_sandbox->setFault(SandboxFault::CloseBefore);
    startCreate();
    QTRY_COMPARE_WITH_TIMEOUT(line().kind, OutcomeLine::Kind::Unknown, 20'000);
    QCOMPARE(m_sandbox->ledger().size(), before + 1);
    QCOMPARE(line().correlationId, m_sandbox->ledger().constLast().correlationId);
    QVERIFY(!m_window->findChild<QAbstractButton *>(u"submitButton"_s)->isEnabled() ||
            !m_window->findChild<QAbstractButton *>(u"submitButton"_s)->isVisible());
}

void TestMainWindow::lostAnswer_waitsInPendingUntilItIsSettled()
{
    open(profile());
    auto *badge = m_window->findChild<QLabel *>(u"pendingPageBadge"_s);
    const auto waiting = [badge] { return badge->isHidden() ? 0 : badge->text().toInt(); };
    const auto before = awaited<QList<JournalEntry>>(m_journal->openItems());
    QVERIFY(before);
    QTRY_COMPARE(waiting(), before->size());

    WindowDriver::type(u"lookUpBox"_s, u"tk_77ab01c9d2"_s);
    QTest::keyClick(m_window->findChild<QLineEdit *>(u"lookUpBox"_s), Qt::Key_Return);
    QTRY_COMPARE(line().kind, OutcomeLine::Kind::Succeeded);
    QVERIFY(WindowDriver::trigger(u"deleteAction"_s));
    QVERIFY(WindowDriver::choose(u"reasonComboBox"_s, u"customer-request"_s));
    QVERIFY(WindowDriver::type(u"confirmationLineEdit"_s, u"5100"_s));
    const qsizetype sent = m_sandbox->ledger().size();
    m_sandbox->setFault(SandboxFault::CloseBefore);
    QVERIFY(WindowDriver::click(u"confirmDeleteButton"_s));
    QTRY_COMPARE_WITH_TIMEOUT(line().kind, OutcomeLine::Kind::Unknown, 20'000);
    QTRY_COMPARE(waiting(), before->size() + 1);
    QVERIFY(WindowDriver::click(u"cancelDeleteButton"_s));

    QVERIFY(WindowDriver::trigger(u"pendingPageAction"_s));
    QTRY_VERIFY(WindowDriver::find(u"pendingPage"_s));
    auto *list = m_window->findChild<QListView *>(u"openItemsList"_s);
    list->setCurrentIndex(list->model()->index(0, 0)); // the newest
    QCOMPARE(m_window->findChild<QLabel *>(u"openItemTitle"_s)->text(), u"Delete tk_77ab01c9d2"_s);
    QVERIFY(WindowDriver::click(u"readTokenButton"_s));
    QTRY_VERIFY(WindowDriver::find(u"settleAsFoundButton"_s));
    QVERIFY(WindowDriver::click(u"settleAsFoundButton"_s));
    QVERIFY(WindowDriver::click(u"confirmSettleButton"_s));
    QTRY_COMPARE(waiting(), before->size());
    QCOMPARE(m_sandbox->ledger().size(), sent + 1); // nothing was sent again
    const auto entries = awaited<QList<JournalEntry>>(m_journal->entriesFor(u"sandbox"_s, {u"tk_77ab01c9d2"_s}));
    QVERIFY(entries && !entries->isEmpty());
    QCOMPARE(toWord(entries->first().settlement.kind), u"happened"_s);
    QCOMPARE(entries->first().settlement.operatorId, u"tester"_s);
}

void TestMainWindow::journalPage_listsAndVerifiesWhatWasDone()
{
    open(profile());
    startCreate();
    QTRY_COMPARE_WITH_TIMEOUT(line().kind, OutcomeLine::Kind::Succeeded, 20'000);
    QTest::keyClick(m_window.get(), Qt::Key_3, Qt::ControlModifier);
    auto *table = m_window->findChild<QTableView *>(u"journalTable"_s);
    QTRY_VERIFY(table->isVisible() && table->model()->rowCount() > 0);
    QCOMPARE(table->model()->index(0, 1).data().toString(), u"tester"_s);
    QVERIFY(WindowDriver::click(u"verifyJournalButton"_s));
    QTRY_COMPARE_WITH_TIMEOUT(line().text, u"The journal is sound"_s, 20'000);
}

void TestMainWindow::pagesOfTheDesk_stayWhileAConnectionIsOpened()
{
    open(profile());
    for (const QString &page : {u"pendingPage"_s, u"journalPage"_s}) {
        QVERIFY(WindowDriver::trigger(page + "Action"_L1));
        QVERIFY(WindowDriver::find(page));
        open(profile());
        QVERIFY(WindowDriver::find(page));
        QVERIFY(m_window->findChild<QAbstractButton *>(page + "Button"_L1)->isChecked());
    }
}

void TestMainWindow::production_isSaidAcrossTheTop()
{
    auto *band = m_window->findChild<QWidget *>(u"productionBand"_s);
    open(profile());
    QVERIFY(!band->isVisible());
    ConnectionProfile production = profile();
    production.environment = Environment::Production;
    open(production);
    QVERIFY(band->isVisible());
    QVERIFY(m_window->windowTitle().contains(u"Production"_s));
}

void TestMainWindow::removedConnection_isClosed()
{
    open(profile());
    m_window->setConnections({});
    QVERIFY(!m_window->session());
    QVERIFY(!m_window->windowTitle().contains(profile().name));
    QVERIFY(m_window->findChild<QWidget *>(u"noticeText"_s)->isVisible());
    QVERIFY(!m_window->findChild<QAbstractButton *>(u"createButton"_s)->isEnabled());
}

void TestMainWindow::call_opensAConnectionByNameOrSaysThatThereIsNone()
{
    m_window->setConnections({profile()});
    open(profile());
    m_window->open(u"no such\u202e"_s, {u"tk_9f3c2a71e4"_s});
    QCOMPARE(line().kind, OutcomeLine::Kind::Refused);
    QVERIFY2(line().text.contains(u"no such\\u202e"_s, Qt::CaseInsensitive), qPrintable(line().text));
    QVERIFY(m_window->session());
    m_window->open({}, {u"tk_9f3c2a71e4"_s});
    QTRY_COMPARE_WITH_TIMEOUT(line().kind, OutcomeLine::Kind::Succeeded, 15'000);
    const std::shared_ptr<const Session> before = m_window->session();
    m_window->open(profile().name, {u"tk_77ab01c9d2"_s});
    QVERIFY(m_window->session() == before);
}

void TestMainWindow::everyControl_hasANameForPeopleAndTests()
{
    open(profile());
    for (const QWidget *control : m_window->findChildren<QWidget *>()) {
        const bool isControl = qobject_cast<const QAbstractButton *>(control) ||
                               qobject_cast<const QLineEdit *>(control) || qobject_cast<const QComboBox *>(control);
        // Qt's own parts of composite widgets carry names that begin with "qt_", or none and no focus.
        if (!isControl || control->isHidden() || control->focusPolicy() == Qt::NoFocus ||
            control->objectName().startsWith("qt_"_L1) || qobject_cast<const QComboBox *>(control->parentWidget()))
            continue;
        QVERIFY2(!control->objectName().isEmpty(), control->metaObject()->className());
        QVERIFY2(!control->accessibleName().isEmpty(), qPrintable(control->objectName()));
    }
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"

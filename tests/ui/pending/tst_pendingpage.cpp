// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/forms/widgetwalk.h"
#include "tests/ui/journal/heldjournal.h"
#include "tests/ui/pending/openitemsamples.h"
#include "tests/ui/tokens/fakes.h"
#include "tests/ui/tokens/samples.h"
#include "ui/pending/pendingpage.h"
#include "ui/pending/settledialog.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

//! The page of operations whose outcome is unknown, with a server and a journal that answer when the test says so.
class TestPendingPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void nothingOpen_saysWhatBelongsHere();
    void itemsAreListed_withAllThatIsKnown();
    void unreadableJournal_saysSoAndTriesAgain();
    void deletedAtTheServer_offersToSettleAsHappened();
    void stillActive_offersToSettleAsNotHappened();
    void unreachableServer_offersNothing();
    void lateReading_doesNotSpeakOfAnotherItem();
    void lateList_doesNotReplaceANewerOne();
    void settling_asksFirstThenRecordsWithOperatorAndNote();
    void stillUnknown_staysInTheList();
    void cancelledSettling_recordsNothing();
    void enterInTheDialog_recordsNothing();
    void closedWhilePending_stillRecordsAndRefreshes();
    void unwritableJournal_keepsTheItemAndSaysSo();
    void create_offersTheVendorTextAndNoReading();
    void createHappened_needsAValidToken();
    void createHappened_isLookedUpBeforeItIsRecorded();
    void createHappened_unknownToken_isRecordedOnlyWhenInsisted();
    void anotherConnectionsItem_offersToOpenIt();
    void nothingIsEverSent();
    void keyboardAlone_settles();
    void everyControl_hasAName();

private:
    void open(const QList<JournalEntry> &items);
    template <typename T>
    [[nodiscard]] T *part(const QString &name) const
    {
        return m_page->findChild<T *>(name);
    }
    [[nodiscard]] QString text(const QString &name) const { return part<QLabel>(name)->text(); }
    void click(const QString &name) { part<QPushButton>(name)->click(); }
    [[nodiscard]] bool isOffered(const QString &name) const { return part<QPushButton>(name)->isVisible(); }
    [[nodiscard]] TokenReading reading(TokenState state) const { return Samples::reading(u"tk_9f3c2a71e4"_s, state); }

    std::shared_ptr<HeldProvider> m_provider;
    std::shared_ptr<HeldJournal> m_journal;
    std::shared_ptr<FakeClock> m_clock;
    std::shared_ptr<const Session> m_session;
    std::unique_ptr<PendingPage> m_page;
};

void TestPendingPage::initTestCase()
{
    applyTheme(*qApp, Appearance::Light);
}

void TestPendingPage::init()
{
    FakeDesk desk;
    m_provider = desk.provider;
    FormField &rule = m_provider->offered.tokenIdField;
    rule.key = u"tokenId"_s;
    rule.maxLength = 20;
    rule.pattern = u"[a-z0-9_]+"_s;
    rule.patternHint = u"small letters, digits and _"_s;
    m_journal = std::make_shared<HeldJournal>();
    m_clock = std::make_shared<FakeClock>();
    ConnectionProfile profile;
    profile.id = u"shop"_s;
    profile.name = u"Shop"_s;
    const ConnectionInfo info{profile.id, profile.name, u"test"_s};
    m_session = std::make_shared<Session>(
        Session{profile, std::make_shared<TokenOperations>(info, u"bob"_s, m_provider, m_journal, desk.workspace, m_clock)});
    m_page = std::make_unique<PendingPage>(*m_clock);
    m_page->resize(1132, 640);
    m_page->show();
}

void TestPendingPage::cleanup()
{
    m_page.reset();
}

void TestPendingPage::open(const QList<JournalEntry> &items)
{
    m_journal->unsettled = items;
    m_page->setSession(m_session);
    if (!m_journal->isHeld)
        QTRY_COMPARE(m_page->itemCount(), items.size());
}

void TestPendingPage::nothingOpen_saysWhatBelongsHere()
{
    QCOMPARE(text(u"emptyHeadline"_s), u"No connection is open"_s);
    open({});
    QTRY_COMPARE(text(u"emptyHeadline"_s), u"Nothing is pending"_s);
    QVERIFY(text(u"emptyText"_s).contains(u"Nothing is ever sent again"_s));
    QVERIFY(part<QLabel>(u"emptyText"_s)->isVisible());
}

void TestPendingPage::itemsAreListed_withAllThatIsKnown()
{
    QSignalSpy counted(m_page.get(), &PendingPage::itemCountChanged);
    open({OpenItems::erasing(7), OpenItems::creating(5)});
    QCOMPARE(counted.last().first().toInt(), 2);
    QCOMPARE(text(u"openItemTitle"_s), u"Delete tk_9f3c2a71e4"_s);
    const QString all = WidgetWalk::allText(m_page.get());
    for (const QString &part : {u"2 hours ago"_s, u"ann"_s, u"Shop (Test)"_s, u"The customer asked for it"_s, u"T-7"_s, u"lost the card"_s,
                                u"2f1e0c4a-0000-4000-8000-000000000007"_s, u"cannot be brought back"_s, u"Read the token: its state"_s,
                                u"2 operations to settle"_s})
        QVERIFY2(all.contains(part), qPrintable(part));
    click(u"copyOpenItemIdButton"_s);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"2f1e0c4a-0000-4000-8000-000000000007"_s);
}

void TestPendingPage::unreadableJournal_saysSoAndTriesAgain()
{
    m_journal->error = Error{.kind = Error::Kind::Storage, .detail = u"disk"_s};
    m_page->setSession(m_session);
    QTRY_COMPARE(text(u"emptyHeadline"_s), u"The list of open operations could not be read"_s);
    m_journal->error.reset();
    m_journal->unsettled = {OpenItems::erasing(7)};
    click(u"emptyPlaceButton"_s);
    QTRY_COMPARE(m_page->itemCount(), 1);
}

void TestPendingPage::deletedAtTheServer_offersToSettleAsHappened()
{
    open({OpenItems::erasing(7)});
    click(u"readTokenButton"_s);
    QTRY_VERIFY(m_provider->isAsked({u"tk_9f3c2a71e4"_s}));
    QVERIFY(!part<QPushButton>(u"readTokenButton"_s)->isEnabled());
    m_provider->answer({u"tk_9f3c2a71e4"_s}, reading(TokenState::Deleted));
    QTRY_VERIFY(isOffered(u"settleAsFoundButton"_s));
    QVERIFY2(text(u"noticeHeadline"_s).contains(u"it happened"_s), qPrintable(text(u"noticeHeadline"_s)));
    QVERIFY(m_journal->settlements.isEmpty());
    click(u"settleAsFoundButton"_s);
    QCOMPARE(text(u"settleHeadline"_s), u"Record that it happened"_s);
    QVERIFY(m_journal->settlements.isEmpty());
}

void TestPendingPage::stillActive_offersToSettleAsNotHappened()
{
    open({OpenItems::erasing(7)});
    click(u"readTokenButton"_s);
    QTRY_VERIFY(m_provider->isAsked({u"tk_9f3c2a71e4"_s}));
    m_provider->answer({u"tk_9f3c2a71e4"_s}, reading(TokenState::Active));
    QTRY_VERIFY(isOffered(u"settleAsFoundButton"_s));
    QVERIFY2(text(u"noticeHeadline"_s).contains(u"did not happen (yet)"_s), qPrintable(text(u"noticeHeadline"_s)));
    click(u"settleAsFoundButton"_s);
    QCOMPARE(text(u"settleHeadline"_s), u"Record that it did not happen"_s);
}

void TestPendingPage::unreachableServer_offersNothing()
{
    open({OpenItems::erasing(7)});
    click(u"readTokenButton"_s);
    QTRY_VERIFY(m_provider->isAsked({u"tk_9f3c2a71e4"_s}));
    m_provider->answer({u"tk_9f3c2a71e4"_s}, Failure(Error{.kind = Error::Kind::Unreachable}));
    QTRY_VERIFY(part<QWidget>(u"findingNotice"_s)->isVisible());
    QVERIFY(!isOffered(u"settleAsFoundButton"_s));
    QVERIFY(isOffered(u"happenedButton"_s) && isOffered(u"didNotHappenButton"_s) && isOffered(u"stillUnknownButton"_s));
}

void TestPendingPage::lateReading_doesNotSpeakOfAnotherItem()
{
    open({OpenItems::erasing(7), OpenItems::erasing(5, u"tk_other"_s)});
    click(u"readTokenButton"_s);
    QTRY_VERIFY(m_provider->isAsked({u"tk_9f3c2a71e4"_s}));
    auto *list = part<QListView>(u"openItemsList"_s);
    list->setCurrentIndex(list->model()->index(1, 0));
    m_provider->answer({u"tk_9f3c2a71e4"_s}, reading(TokenState::Deleted));
    QTRY_VERIFY(part<QPushButton>(u"readTokenButton"_s)->isEnabled());
    QVERIFY(!part<QWidget>(u"findingNotice"_s)->isVisible());
    QCOMPARE(text(u"openItemTitle"_s), u"Delete tk_other"_s);
}

void TestPendingPage::lateList_doesNotReplaceANewerOne()
{
    m_journal->isHeld = true;
    open({OpenItems::erasing(7)});
    m_journal->unsettled = {};
    m_page->refresh();
    QCOMPARE(m_journal->itemQuestions.waiting(), 2U);
    m_journal->itemQuestions.answerNewest();
    QTRY_COMPARE(text(u"emptyHeadline"_s), u"Nothing is pending"_s);
    m_journal->itemQuestions.answerOldest();
    QTest::qWait(0);
    QCOMPARE(m_page->itemCount(), 0);
}

void TestPendingPage::settling_asksFirstThenRecordsWithOperatorAndNote()
{
    open({OpenItems::erasing(7), OpenItems::erasing(5, u"tk_other"_s)});
    QSignalSpy reported(m_page.get(), &PendingPage::reported);
    click(u"happenedButton"_s);
    QVERIFY2(text(u"settleSubject"_s).contains(u"Delete tk_9f3c2a71e4"_s), qPrintable(text(u"settleSubject"_s)));
    QVERIFY(text(u"settleConsequence"_s).contains(u"bob"_s));
    part<QPlainTextEdit>(u"settleNoteEdit"_s)->setPlainText(u"case 12"_s);
    click(u"confirmSettleButton"_s);
    QTRY_COMPARE(m_page->itemCount(), 1);
    QCOMPARE(m_journal->settlements.size(), 1);
    const auto &[entry, settlement] = m_journal->settlements.first();
    QCOMPARE(entry, 7);
    QCOMPARE(toWord(settlement.kind), u"happened"_s);
    QCOMPARE(settlement.operatorId, u"bob"_s);
    QCOMPARE(settlement.note, u"case 12"_s);
    QCOMPARE(settlement.token.value, u"tk_9f3c2a71e4"_s);
    QCOMPARE(text(u"openItemTitle"_s), u"Delete tk_other"_s);
    QTRY_COMPARE(reported.size(), 1);
    QCOMPARE(reported.first().first().value<OutcomeLine>().kind, OutcomeLine::Kind::Succeeded);
    QTRY_VERIFY(!m_page->findChild<SettleDialog *>());
}

void TestPendingPage::stillUnknown_staysInTheList()
{
    open({OpenItems::erasing(7)});
    click(u"stillUnknownButton"_s);
    click(u"confirmSettleButton"_s);
    QTRY_COMPARE(m_journal->itemQuestions.asked, 2);
    QTRY_VERIFY(WidgetWalk::allText(m_page.get()).contains(u"says bob"_s));
    QCOMPARE(m_page->itemCount(), 1);
}

void TestPendingPage::cancelledSettling_recordsNothing()
{
    open({OpenItems::erasing(7)});
    click(u"didNotHappenButton"_s);
    QTest::keyClick(part<QWidget>(u"settleDialog"_s), Qt::Key_Escape);
    QTRY_VERIFY(!m_page->findChild<SettleDialog *>());
    QVERIFY(m_journal->settlements.isEmpty());
}

void TestPendingPage::enterInTheDialog_recordsNothing()
{
    open({OpenItems::creating(5)});
    click(u"happenedButton"_s);
    QTest::keyClicks(part<QLineEdit>(u"settledTokenLineEdit"_s), u"tk_1"_s);
    QTest::keyClick(part<QLineEdit>(u"settledTokenLineEdit"_s), Qt::Key_Return);
    QTRY_VERIFY(!m_page->findChild<SettleDialog *>());
    QVERIFY(m_journal->settlements.isEmpty());
    QVERIFY(m_provider->asked.isEmpty());
}

void TestPendingPage::closedWhilePending_stillRecordsAndRefreshes()
{
    open({OpenItems::erasing(7)});
    click(u"happenedButton"_s);
    m_journal->isHeld = true;
    click(u"confirmSettleButton"_s);
    QVERIFY(!part<QPushButton>(u"confirmSettleButton"_s)->isEnabled());
    delete m_page->findChild<SettleDialog *>();
    m_journal->isHeld = false;
    m_journal->settleQuestions.answerOldest();
    QTRY_COMPARE(m_page->itemCount(), 0);
    QCOMPARE(m_journal->settlements.size(), 1);
}

void TestPendingPage::unwritableJournal_keepsTheItemAndSaysSo()
{
    open({OpenItems::erasing(7)});
    click(u"happenedButton"_s);
    m_journal->error = Error{.kind = Error::Kind::Storage, .detail = u"full"_s};
    click(u"confirmSettleButton"_s);
    auto *dialog = m_page->findChild<SettleDialog *>();
    QTRY_VERIFY(WidgetWalk::allText(dialog).contains(u"It could not be recorded"_s));
    QVERIFY(part<QPushButton>(u"confirmSettleButton"_s)->isEnabled());
    m_journal->error.reset();
    click(u"confirmSettleButton"_s);
    QTRY_COMPARE(m_page->itemCount(), 0);
}

void TestPendingPage::create_offersTheVendorTextAndNoReading()
{
    open({OpenItems::creating(5)});
    QVERIFY(!isOffered(u"readTokenButton"_s));
    click(u"copyVendorTextButton"_s);
    const QString copied = QGuiApplication::clipboard()->text();
    QVERIFY(copied.contains(u"2f1e0c4a-0000-4000-8000-000000000005"_s));
    QVERIFY(copied.contains(u"UTC"_s));
}

void TestPendingPage::createHappened_needsAValidToken()
{
    open({OpenItems::creating(5)});
    click(u"happenedButton"_s);
    auto *confirm = part<QPushButton>(u"confirmSettleButton"_s);
    QVERIFY(!confirm->isEnabled());
    QCOMPARE(confirm->toolTip(), u"Enter the token id."_s);
    part<QLineEdit>(u"settledTokenLineEdit"_s)->setText(u"Not an id!"_s);
    QVERIFY(!confirm->isEnabled());
    QVERIFY2(confirm->toolTip().contains(u"small letters"_s), qPrintable(confirm->toolTip()));
    part<QLineEdit>(u"settledTokenLineEdit"_s)->setText(u"tk_new"_s);
    QVERIFY(confirm->isEnabled());
}

void TestPendingPage::createHappened_isLookedUpBeforeItIsRecorded()
{
    open({OpenItems::creating(5)});
    click(u"happenedButton"_s);
    part<QLineEdit>(u"settledTokenLineEdit"_s)->setText(u"tk_new"_s);
    click(u"confirmSettleButton"_s);
    QTRY_VERIFY(m_provider->isAsked({u"tk_new"_s}));
    QVERIFY(m_journal->settlements.isEmpty());
    m_provider->answer({u"tk_new"_s}, Samples::reading(u"tk_new"_s));
    QTRY_COMPARE(m_journal->settlements.size(), 1);
    QCOMPARE(m_journal->settlements.first().second.token.value, u"tk_new"_s);
}

void TestPendingPage::createHappened_unknownToken_isRecordedOnlyWhenInsisted()
{
    open({OpenItems::creating(5)});
    click(u"happenedButton"_s);
    part<QLineEdit>(u"settledTokenLineEdit"_s)->setText(u"tk_new"_s);
    click(u"confirmSettleButton"_s);
    QTRY_VERIFY(m_provider->isAsked({u"tk_new"_s}));
    m_provider->answer({u"tk_new"_s}, Failure(Error{.kind = Error::Kind::NotFound}));
    auto *confirm = part<QPushButton>(u"confirmSettleButton"_s);
    QTRY_COMPARE(confirm->text(), u"Record it all the same"_s);
    QVERIFY(m_journal->settlements.isEmpty());
    part<QLineEdit>(u"settledTokenLineEdit"_s)->setText(u"tk_newer"_s);
    QCOMPARE(confirm->text(), u"Look up and record"_s);
    part<QLineEdit>(u"settledTokenLineEdit"_s)->setText(u"tk_new"_s);
    click(u"confirmSettleButton"_s);
    QTRY_COMPARE(m_journal->settlements.size(), 1);
}

void TestPendingPage::anotherConnectionsItem_offersToOpenIt()
{
    JournalEntry elsewhere = OpenItems::erasing(7);
    elsewhere.intent.connectionId = u"other"_s;
    elsewhere.intent.connectionName = u"Other shop"_s;
    open({elsewhere});
    QVERIFY(!isOffered(u"readTokenButton"_s));
    QSignalSpy requested(m_page.get(), &PendingPage::connectionRequested);
    QCOMPARE(part<QPushButton>(u"openItemConnectionButton"_s)->text(), u"Open Other shop to go on"_s);
    click(u"openItemConnectionButton"_s);
    QCOMPARE(requested.first().first().toString(), u"other"_s);
}

void TestPendingPage::nothingIsEverSent()
{
    open({OpenItems::erasing(7), OpenItems::creating(5)});
    for (const QString &choice : {u"happenedButton"_s, u"didNotHappenButton"_s, u"stillUnknownButton"_s}) {
        click(choice);
        click(u"confirmSettleButton"_s);
        QTRY_VERIFY(!m_page->findChild<SettleDialog *>() || m_page->findChild<QLineEdit *>(u"settledTokenLineEdit"_s));
        delete m_page->findChild<SettleDialog *>();
    }
    QVERIFY(m_provider->toldToErase.isEmpty());
    QVERIFY(!WidgetWalk::allText(m_page.get()).contains(u"Try again"_s, Qt::CaseInsensitive)
            || !part<QWidget>(u"emptyPlace"_s)->isVisible());
}

void TestPendingPage::keyboardAlone_settles()
{
    open({OpenItems::erasing(7), OpenItems::erasing(5, u"tk_other"_s)});
    m_page->activateWindow();
    auto *list = part<QListView>(u"openItemsList"_s);
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Down);
    QCOMPARE(text(u"openItemTitle"_s), u"Delete tk_other"_s);
    const QStringList order = WidgetWalk::tabOrder(list);
    for (const QString &name : {u"readTokenButton"_s, u"happenedButton"_s, u"didNotHappenButton"_s, u"stillUnknownButton"_s})
        QVERIFY2(order.contains(name), qPrintable(order.join(u' ')));
    QVERIFY(order.indexOf(u"readTokenButton"_s) < order.indexOf(u"happenedButton"_s));
    part<QPushButton>(u"happenedButton"_s)->setFocus();
    QTest::keyClick(part<QPushButton>(u"happenedButton"_s), Qt::Key_Space);
    auto *note = part<QPlainTextEdit>(u"settleNoteEdit"_s);
    QVERIFY(note);
    QTest::keyClicks(note, u"seen"_s);
    QTest::keyClick(part<QPushButton>(u"confirmSettleButton"_s), Qt::Key_Space);
    QTRY_COMPARE(m_page->itemCount(), 1);
    QCOMPARE(m_journal->settlements.first().second.note, u"seen"_s);
}

void TestPendingPage::everyControl_hasAName()
{
    open({OpenItems::creating(5)});
    click(u"happenedButton"_s);
    QCOMPARE(WidgetWalk::unnamedControls(m_page.get()), QStringList());
    QCOMPARE(WidgetWalk::unnamedControls(m_page->findChild<SettleDialog *>()), QStringList());
}

QTEST_MAIN(TestPendingPage)
#include "tst_pendingpage.moc"

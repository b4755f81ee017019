// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/tokens/fakes.h"
#include "tests/ui/tokens/samples.h"
#include "ui/theme/theme.h"
#include "ui/tokens/statechangedialog.h"
#include "ui/tokens/statechangelist.h"
#include "ui/tokens/tokenfilter.h"
#include "ui/tokens/tokenspage.h"
#include "ui/tokens/tokentableview.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
MutationAnswer confirmed()
{
    MutationAnswer answer;
    answer.httpStatus = 204;
    answer.correlationId = u"5a1c"_s;
    return answer;
}
} // namespace

//! Suspend and resume on the page of tokens.
class TestTokenLifecycle : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, Appearance::Light); }
    void init();
    void withoutAnExtension_actionsAreAbsentAndTheReasonIsSaid();
    void eachState_enablesWhatIsLegal_data();
    void eachState_enablesWhatIsLegal();
    void suspendedToken_isShownAsTheServerSaysNow();
    void stateThatIsNotTheOneAskedFor_isSaidInThePanel();
    void unreadableToken_isSaidInThePanel();
    void refusal_readsTheTokenAgain();
    void unknownOutcome_isSaidAndNotReadAgain();
    void whileUnderWay_nothingElseCanBeDoneWithTheToken();
    void several_areChangedTogether();
    void several_ofTheWrongState_sayWhy();
    void tooMany_sayWhy();
    void severalSelected_deleteSaysWhyNot();
    void severalSelected_stayWhileOneIsReadAgain();
    void dialogOfTheSessionBefore_isClosed();
    void shortcuts_openTheDialog();

private:
    [[nodiscard]] TokenTableView &table() const { return *m_page->findChild<TokenTableView *>(); }
    [[nodiscard]] TokenFilter &rows() const { return *m_page->findChild<TokenFilter *>(); }
    [[nodiscard]] QString labelText(const QString &name) const { return m_page->findChild<QLabel *>(name)->text(); }
    [[nodiscard]] bool isShown(const QString &label) const { return m_page->findChild<QLabel *>(label)->isVisible(); }
    [[nodiscard]] StateChangeDialog *dialog() const { return m_page->findChild<StateChangeDialog *>(); }
    void look(const QString &id) { table().setCurrentIndex(rows().index(rows().rowOf({id}), 1)); }
    void add(const QString &id)
    {
        table().selectionModel()->select(rows().index(rows().rowOf({id}), 1), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }
    void confirm()
    {
        QVERIFY(dialog());
        dialog()->findChild<QComboBox *>(u"reasonComboBox"_s)->setCurrentIndex(1);
        dialog()->findChild<QPushButton *>(u"confirmStateChangeButton"_s)->click();
    }
    void answer(const QString &id, TokenState state)
    {
        QTRY_VERIFY(m_desk.provider->isErasing());
        m_desk.provider->answerMutation(confirmed());
        QTRY_VERIFY(m_desk.provider->isAsked({id}));
        m_desk.provider->answer({id}, fresh(id, state));
    }
    [[nodiscard]] TokenReading fresh(const QString &id, TokenState state) const
    {
        TokenReading reading = Samples::reading(id, state);
        reading.readAt = m_desk.clock->nowUtc();
        return reading;
    }

    FakeDesk m_desk;
    ExchangeLog m_log;
    std::unique_ptr<TokensPage> m_page;
    QList<OutcomeLine> m_lines;
};

void TestTokenLifecycle::init()
{
    m_page.reset();
    m_lines.clear();
    m_desk = FakeDesk();
    m_desk.addLifecycle();
    m_desk.workspace->seen = QList<TokenReading>{
        Samples::reading(u"tk_1"_s), Samples::reading(u"tk_2"_s, TokenState::Suspended), Samples::reading(u"tk_3"_s, TokenState::Deleted),
        Samples::reading(u"tk_4"_s), Samples::reading(u"tk_5"_s, TokenState::Pending), Samples::reading(u"tk_6"_s, TokenState::Unknown)};
    m_page = std::make_unique<TokensPage>(m_log, *m_desk.clock);
    connect(m_page.get(), &TokensPage::reported, this, [this](const OutcomeLine &line) { m_lines.append(line); });
    m_page->resize(1132, 694);
    m_page->show();
    m_page->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    m_page->setSession(m_desk.session());
    QTRY_COMPARE(rows().rowCount(), 6);
}

void TestTokenLifecycle::withoutAnExtension_actionsAreAbsentAndTheReasonIsSaid()
{
    m_desk.provider->offered.operations = {Operation::LookUp, Operation::Delete};
    m_desk.provider->offered.absentBecause = {{Operation::Suspend, u"Only the card's issuer suspends."_s}};
    m_page->setSession(m_desk.session());
    QTRY_COMPARE(rows().rowCount(), 6);
    look(u"tk_1"_s);
    QVERIFY(!m_page->suspendAction()->isVisible());
    QVERIFY(!m_page->resumeAction()->isVisible());
    QVERIFY(!m_page->findChild<QPushButton *>(u"suspendButton"_s)->isVisible());
    QVERIFY(isShown(u"absentLabel"_s));
    QCOMPARE(labelText(u"absentLabel"_s), u"Only the card's issuer suspends."_s);
}

void TestTokenLifecycle::eachState_enablesWhatIsLegal_data()
{
    QTest::addColumn<QString>("token");
    QTest::addColumn<bool>("canSuspend");
    QTest::addColumn<bool>("canResume");
    QTest::newRow("active") << u"tk_1"_s << true << false;
    QTest::newRow("suspended") << u"tk_2"_s << false << true;
    QTest::newRow("deleted") << u"tk_3"_s << false << false;
    QTest::newRow("pending") << u"tk_5"_s << false << false;
    QTest::newRow("unknown") << u"tk_6"_s << true << true;
}

void TestTokenLifecycle::eachState_enablesWhatIsLegal()
{
    QFETCH(const QString, token);
    QFETCH(const bool, canSuspend);
    QFETCH(const bool, canResume);
    look(token);
    const TokenState state = rows().reading(rows().rowOf({token})).token.state;
    for (const auto &[action, button, operation, can] :
         {std::tuple(m_page->suspendAction(), u"suspendButton"_s, Operation::Suspend, canSuspend),
          std::tuple(m_page->resumeAction(), u"resumeButton"_s, Operation::Resume, canResume)}) {
        const auto *shownButton = m_page->findChild<QPushButton *>(button);
        QVERIFY(shownButton->isVisible());
        QCOMPARE(action->isEnabled(), can);
        QCOMPARE(shownButton->isEnabled(), can);
        if (can) {
            QVERIFY(action->toolTip().contains(u"Contract extension"_s));
            continue;
        }
        QCOMPARE(action->toolTip(), illegalBecause(operation, state));
        QCOMPARE(shownButton->toolTip(), illegalBecause(operation, state));
        QCOMPARE(shownButton->accessibleDescription(), illegalBecause(operation, state));
    }
}

void TestTokenLifecycle::suspendedToken_isShownAsTheServerSaysNow()
{
    look(u"tk_1"_s);
    m_page->suspendAction()->trigger();
    confirm();
    QCOMPARE(m_lines.last().text, u"Suspending…"_s);
    answer(u"tk_1"_s, TokenState::Suspended);
    QTRY_COMPARE(labelText(u"stateChip"_s), u"Suspended"_s);
    QTRY_COMPARE(m_lines.last().kind, OutcomeLine::Kind::Succeeded);
    QCOMPARE(m_lines.last().text, u"Token tk_1 suspended"_s);
    QCOMPARE(m_lines.last().correlationId, u"5a1c"_s);
    QTRY_VERIFY(!dialog());
    QVERIFY(!isShown(u"noticeHeadline"_s));
    QVERIFY(m_page->resumeAction()->isEnabled());
    QVERIFY(!m_page->suspendAction()->isEnabled());
}

void TestTokenLifecycle::stateThatIsNotTheOneAskedFor_isSaidInThePanel()
{
    look(u"tk_2"_s);
    m_page->resumeAction()->trigger();
    confirm();
    answer(u"tk_2"_s, TokenState::Suspended);
    QTRY_VERIFY(isShown(u"noticeHeadline"_s));
    QCOMPARE(labelText(u"noticeHeadline"_s), u"The server confirmed, but still says Suspended"_s);
    QVERIFY(labelText(u"noticeMeaning"_s).contains(u"issuer"_s));
    QCOMPARE(labelText(u"stateChip"_s), u"Suspended"_s);
    QTRY_COMPARE(m_lines.last().kind, OutcomeLine::Kind::Note);
    QCOMPARE(m_lines.last().text, u"The server confirmed, but still says Suspended (tk_2)"_s);
}

void TestTokenLifecycle::unreadableToken_isSaidInThePanel()
{
    look(u"tk_1"_s);
    m_page->suspendAction()->trigger();
    confirm();
    QTRY_VERIFY(m_desk.provider->isErasing());
    m_desk.provider->answerMutation(confirmed());
    QTRY_VERIFY(m_desk.provider->isAsked({u"tk_1"_s}));
    m_desk.provider->answer({u"tk_1"_s}, Failure(Error{.kind = Error::Kind::TimedOut}));
    QTRY_VERIFY(isShown(u"noticeHeadline"_s));
    QCOMPARE(labelText(u"noticeHeadline"_s), u"Confirmed, but the token could not be read again"_s);
    QCOMPARE(labelText(u"stateChip"_s), u"Active"_s);
}

void TestTokenLifecycle::refusal_readsTheTokenAgain()
{
    look(u"tk_1"_s);
    m_page->suspendAction()->trigger();
    confirm();
    QTRY_VERIFY(m_desk.provider->isErasing());
    m_desk.provider->answerMutation(Failure(Error{.kind = Error::Kind::Rejected, .httpStatus = 409}));
    QTRY_VERIFY(m_desk.provider->isAsked({u"tk_1"_s}));
    m_desk.provider->answer({u"tk_1"_s}, fresh(u"tk_1"_s, TokenState::Suspended));
    QTRY_COMPARE(labelText(u"stateChip"_s), u"Suspended"_s);
    QTRY_VERIFY(isShown(u"noticeHeadline"_s));
    QCOMPARE(m_lines.last().kind, OutcomeLine::Kind::Refused);
    QVERIFY(dialog()); // what was typed stays
}

void TestTokenLifecycle::unknownOutcome_isSaidAndNotReadAgain()
{
    look(u"tk_1"_s);
    QTRY_VERIFY(m_desk.provider->isAsked({u"tk_1"_s}));
    m_desk.provider->answer({u"tk_1"_s}, fresh(u"tk_1"_s, TokenState::Active));
    m_page->suspendAction()->trigger();
    confirm();
    QTRY_VERIFY(m_desk.provider->isErasing());
    m_desk.provider->answerMutation(Failure(Error{.kind = Error::Kind::OutcomeUnknown}));
    QTRY_COMPARE(m_lines.last().kind, OutcomeLine::Kind::Unknown);
    QTRY_VERIFY(isShown(u"noticeHeadline"_s));
    QVERIFY(!m_desk.provider->isAsked({u"tk_1"_s}));
}

void TestTokenLifecycle::whileUnderWay_nothingElseCanBeDoneWithTheToken()
{
    look(u"tk_1"_s);
    m_page->suspendAction()->trigger();
    confirm();
    for (const QAction *action : {m_page->suspendAction(), m_page->deleteAction()}) {
        QVERIFY(!action->isEnabled());
        QCOMPARE(action->toolTip(), u"This token is being suspended or resumed just now."_s);
    }
    answer(u"tk_1"_s, TokenState::Suspended);
    QTRY_VERIFY(m_page->deleteAction()->isEnabled());
}

void TestTokenLifecycle::several_areChangedTogether()
{
    look(u"tk_1"_s);
    add(u"tk_4"_s);
    add(u"tk_2"_s);
    QCOMPARE(m_page->suspendAction()->text(), u"&Suspend 3 tokens…"_s);
    m_page->suspendAction()->trigger();
    QVERIFY(dialog()->findChild<StateChangeList *>()->result({u"tk_2"_s}).startsWith(u"Left out."_s));
    confirm();
    QTRY_VERIFY(m_desk.provider->isErasing());
    const QString first = m_desk.provider->performed.last().token.value;
    answer(first, TokenState::Suspended);
    QTRY_COMPARE(m_lines.last().text, u"Suspending 2 of 2…"_s);
    QTRY_VERIFY(m_desk.provider->isErasing());
    answer(m_desk.provider->performed.last().token.value, TokenState::Suspended);
    QTRY_COMPARE(m_lines.last().text, u"2 of 2 suspended"_s);
    for (const QString &id : {u"tk_1"_s, u"tk_4"_s})
        QCOMPARE(rows().reading(rows().rowOf({id})).token.state, TokenState::Suspended);
    QCOMPARE(m_desk.journal->entries.size(), 2);
    QVERIFY(dialog());
}

void TestTokenLifecycle::several_ofTheWrongState_sayWhy()
{
    look(u"tk_2"_s);
    add(u"tk_3"_s);
    QVERIFY(!m_page->suspendAction()->isEnabled());
    QCOMPARE(m_page->suspendAction()->toolTip(), u"None of the selected tokens can be suspended."_s);
    QVERIFY(m_page->resumeAction()->isEnabled());
}

void TestTokenLifecycle::tooMany_sayWhy()
{
    m_desk.workspace->seen = Samples::many(101);
    m_page->setSession(m_desk.session());
    QTRY_COMPARE(rows().rowCount(), 101);
    table().selectAll();
    look(rows().reading(0).token.id.value);
    table().selectAll();
    QVERIFY(!m_page->suspendAction()->isEnabled());
    QCOMPARE(m_page->suspendAction()->toolTip(), u"Select at most 100 tokens at once."_s);
    m_page->suspendAction()->trigger();
    QVERIFY(!dialog());
}

void TestTokenLifecycle::severalSelected_deleteSaysWhyNot()
{
    look(u"tk_1"_s);
    QVERIFY(m_page->deleteAction()->isEnabled());
    add(u"tk_2"_s);
    QVERIFY(!m_page->deleteAction()->isEnabled());
    QCOMPARE(m_page->deleteAction()->toolTip(), u"Select one token: each deletion is confirmed by itself."_s);
}

void TestTokenLifecycle::severalSelected_stayWhileOneIsReadAgain()
{
    look(u"tk_1"_s);
    add(u"tk_4"_s);
    QTRY_VERIFY(m_desk.provider->isAsked({u"tk_1"_s}));
    m_desk.provider->answer({u"tk_1"_s}, fresh(u"tk_1"_s, TokenState::Active));
    QTRY_COMPARE(m_lines.last().kind, OutcomeLine::Kind::Succeeded);
    QCOMPARE(table().selectionModel()->selectedRows().size(), 2);
    m_page->lookUp({u"tk_2"_s});
    QCOMPARE(table().selectionModel()->selectedRows().size(), 1);
}

void TestTokenLifecycle::dialogOfTheSessionBefore_isClosed()
{
    look(u"tk_1"_s);
    m_page->suspendAction()->trigger();
    confirm();
    m_page->setSession(m_desk.session());
    QTRY_VERIFY(!dialog());
    QTRY_VERIFY(m_desk.provider->isErasing());
    m_desk.provider->answerMutation(confirmed());
    QTRY_VERIFY(m_desk.provider->isAsked({u"tk_1"_s}));
    m_desk.provider->answer({u"tk_1"_s}, fresh(u"tk_1"_s, TokenState::Suspended));
    QTRY_COMPARE(m_lines.last().text, u"Token tk_1 suspended"_s);
}

void TestTokenLifecycle::shortcuts_openTheDialog()
{
    look(u"tk_1"_s);
    table().setFocus();
    QTest::keyClick(&table(), Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(dialog());
    QCOMPARE(dialog()->windowTitle(), u"Suspend"_s);
    QTest::keyClick(dialog(), Qt::Key_Escape);
    QTRY_VERIFY(!dialog());
    m_page->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    look(u"tk_2"_s);
    table().setFocus();
    QTest::keyClick(&table(), Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(dialog());
    QCOMPARE(dialog()->windowTitle(), u"Resume"_s);
}

QTEST_MAIN(TestTokenLifecycle)
#include "tst_tokenlifecycle.moc"

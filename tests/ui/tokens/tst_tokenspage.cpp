// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/tokens/fakes.h"
#include "tests/ui/tokens/samples.h"
#include "ui/theme/theme.h"
#include "ui/tokens/tokenfilter.h"
#include "ui/tokens/tokenspage.h"
#include "ui/tokens/tokentableview.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTest>
#include <QTextEdit>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestTokensPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, Appearance::Light); }
    void init();
    void seenTokens_areListed();
    void seenTokensThatCannotBeRead_areExplained();
    void lookUp_showsTheTokenAndAddsIt();
    void lookUp_ofAnUnknownToken_addsNothing();
    void lookUp_ofASeenTokenThatIsGone_saysSoInItsRow();
    void lookUp_thatFails_keepsTheSnapshot();
    void lookUp_tellsHowLongItTook();
    void selection_showsTheSnapshotThenAsksOnce();
    void arrowKeys_askForTheLastTokenOnly();
    void staleAnswer_doesNotReplaceThePanel();
    void answerThatIsUnderWay_isNotAskedForTwice();
    void answerOfTheSessionBefore_isDropped();
    void sameAnswerAgain_movesNothing();
    void created_isShownWithoutAsking();
    void filter_countsAndCanBeCleared();
    void filteredToken_isSelectedAgain();
    void tagFilter_showsTheTokensThatBearIt();
    void tagFilter_learnsOfTagsThatAreAdded();
    void emptyTable_saysHowToBegin();
    void withoutSession_nothingCanBeDone();
    void deleteAction_isAbsentWhereItIsNotOffered();
    void deleteAction_saysWhyItIsDisabled();
    void actions_areDisabledWhileThePageIsHidden();
    void deletedToken_isShownAsTheServerSaysNow();
    void deletedTokenThatTheServerForgot_isShownAsDeleted();
    void deletion_outlivesItsDialog();
    void deletion_outlivesItsSession();
    void deletionOfAnotherToken_doesNotReplaceThePanel();
    void unknownOutcome_isSaidInThePanelAndTheStatusLine();
    void unrecordedDeletion_isSaid();
    void closedWhilePending_stillJournalsTheOutcome();
    void keyboard_doesEverything();
    void layout_isRestored();
    void rubbishAsLayout_changesNothing();

private:
    [[nodiscard]] TokenTableView &table() const { return *m_page->findChild<TokenTableView *>(); }
    [[nodiscard]] TokenFilter &rows() const { return *m_page->findChild<TokenFilter *>(); }
    [[nodiscard]] QString labelText(const QString &name) const { return label(name) ? label(name)->text() : QString(); }
    [[nodiscard]] QLabel *label(const QString &name) const { return m_page->findChild<QLabel *>(name); }
    [[nodiscard]] QString shownId() const;
    [[nodiscard]] QPushButton *dialogButton(const QString &name) const { return m_page->findChild<QPushButton *>(name); }
    [[nodiscard]] TokenReading freshReading(const QString &id, TokenState state = TokenState::Active) const;
    void selectRow(const QString &id);
    void confirmDelete();

    FakeDesk m_desk;
    ExchangeLog m_log;
    std::unique_ptr<TokensPage> m_page;
    QList<OutcomeLine> m_lines;
};

void TestTokensPage::init()
{
    m_page.reset();
    m_lines.clear();
    m_desk = FakeDesk();
    m_desk.workspace->seen = QList<TokenReading>{Samples::reading(u"tk_1"_s), Samples::reading(u"tk_2"_s, TokenState::Suspended),
                                                 Samples::reading(u"tk_3"_s, TokenState::Deleted)};
    m_page = std::make_unique<TokensPage>(m_log, *m_desk.clock);
    connect(m_page.get(), &TokensPage::reported, this, [this](const OutcomeLine &line) { m_lines.append(line); });
    m_page->resize(1132, 694);
    m_page->show();
    m_page->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    m_page->setSession(m_desk.session());
    QTRY_COMPARE(rows().rowCount(), 3);
}

QString TestTokensPage::shownId() const
{
    const QString spoken = m_page->findChild<QWidget *>(u"detailsView"_s)->isVisible()
                               ? m_page->findChild<QTextEdit *>(u"detailsView"_s)->toPlainText()
                               : QString();
    return spoken.section(u"Token id\n"_s, 1).section(u'\n', 0, 0);
}

TokenReading TestTokensPage::freshReading(const QString &id, TokenState state) const
{
    TokenReading reading = Samples::reading(id, state);
    reading.readAt = m_desk.clock->nowUtc();
    return reading;
}

void TestTokensPage::selectRow(const QString &id)
{
    table().setCurrentIndex(rows().index(rows().rowOf({id}), 1));
}

void TestTokensPage::confirmDelete()
{
    m_page->deleteAction()->trigger();
    m_page->findChild<QComboBox *>(u"reasonComboBox"_s)->setCurrentIndex(1);
    m_page->findChild<QLineEdit *>(u"confirmationLineEdit"_s)->setText(u"1111"_s);
    dialogButton(u"confirmDeleteButton"_s)->click();
}

void TestTokensPage::seenTokens_areListed()
{
    QCOMPARE(labelText(u"countLabel"_s), u"3 tokens"_s);
    QVERIFY(!m_page->findChild<QWidget *>(u"emptyPlace"_s)->isVisible());
    QVERIFY(m_desk.provider->asked.isEmpty());
}

void TestTokensPage::seenTokensThatCannotBeRead_areExplained()
{
    m_desk.workspace->seen = Failure(Error{.kind = Error::Kind::Storage});
    m_page->setSession(m_desk.session());
    QTRY_COMPARE(labelText(u"emptyHeadline"_s), u"The list of tokens could not be read"_s);
    m_desk.workspace->seen = QList<TokenReading>{Samples::reading(u"tk_1"_s)};
    m_page->findChild<QPushButton *>(u"emptyPlaceButton"_s)->click();
    QTRY_COMPARE(rows().rowCount(), 1);
}

void TestTokensPage::lookUp_showsTheTokenAndAddsIt()
{
    m_page->lookUp({u"tk_new"_s});
    QCOMPARE(labelText(u"panelHint"_s), u"Asking the server for tk_new…"_s);
    m_desk.provider->answer({u"tk_new"_s}, freshReading(u"tk_new"_s));
    QTRY_COMPARE(shownId(), u"tk_new"_s);
    QCOMPARE(rows().rowCount(), 4);
    QCOMPARE(rows().reading(table().currentIndex().row()).token.id.value, u"tk_new"_s);
    QCOMPARE(m_desk.provider->asked.size(), 1);
}

void TestTokensPage::lookUp_ofAnUnknownToken_addsNothing()
{
    m_page->lookUp({u"tk_nope"_s});
    m_desk.provider->answer({u"tk_nope"_s}, Failure(Error{.kind = Error::Kind::NotFound, .correlationId = u"5a1c"_s}));
    QTRY_VERIFY(label(u"noticeHeadline"_s)->isVisible());
    QCOMPARE(labelText(u"noticeHeadline"_s), u"The server knows no token with this id"_s);
    QCOMPARE(rows().rowCount(), 3);
    QVERIFY(!m_page->deleteAction()->isEnabled());
    QVERIFY(m_page->refreshAction()->isEnabled());
    QCOMPARE(m_lines.last().kind, OutcomeLine::Kind::Refused);
    QCOMPARE(m_lines.last().correlationId, u"5a1c"_s);
    m_page->findChild<QPushButton *>(u"tryAgainButton"_s)->click();
    QCOMPARE(m_desk.provider->asked.size(), 2);
}

void TestTokensPage::lookUp_ofASeenTokenThatIsGone_saysSoInItsRow()
{
    m_page->lookUp({u"tk_1"_s});
    m_desk.provider->answer({u"tk_1"_s}, Failure(Error{.kind = Error::Kind::NotFound}));
    QTRY_COMPARE(labelText(u"stateChip"_s), u"Unknown · NOT FOUND"_s);
    QVERIFY(label(u"noticeHeadline"_s)->isVisible());
    QCOMPARE(rows().reading(rows().rowOf({u"tk_1"_s})).token.state, TokenState::Unknown);
}

void TestTokensPage::lookUp_thatFails_keepsTheSnapshot()
{
    m_page->lookUp({u"tk_2"_s});
    m_desk.provider->answer({u"tk_2"_s}, Failure(Error{.kind = Error::Kind::Unavailable}));
    QTRY_VERIFY(label(u"noticeHeadline"_s)->isVisible());
    QCOMPARE(shownId(), u"tk_2"_s);
    QCOMPARE(labelText(u"stateChip"_s), u"Suspended"_s);
    QVERIFY(!labelText(u"readingAge"_s).endsWith(u"reading…"_s));
}

void TestTokensPage::lookUp_tellsHowLongItTook()
{
    m_page->lookUp({u"tk_1"_s});
    QCOMPARE(m_lines.last().kind, OutcomeLine::Kind::Busy);
    m_desk.clock->advance(212ms);
    m_desk.provider->answer({u"tk_1"_s}, freshReading(u"tk_1"_s));
    QTRY_COMPARE(m_lines.last().kind, OutcomeLine::Kind::Succeeded);
    QCOMPARE(m_lines.last().text, u"Token read in 212 ms"_s);
    QCOMPARE(m_lines.last().correlationId, freshReading(u"tk_1"_s).correlationId);
}

void TestTokensPage::selection_showsTheSnapshotThenAsksOnce()
{
    selectRow(u"tk_2"_s);
    QCOMPARE(shownId(), u"tk_2"_s);
    QVERIFY(m_desk.provider->asked.isEmpty());
    QTRY_COMPARE(m_desk.provider->asked, QList<TokenId>({TokenId{u"tk_2"_s}}));
    m_desk.provider->answer({u"tk_2"_s}, freshReading(u"tk_2"_s, TokenState::Active));
    QTRY_COMPARE(labelText(u"stateChip"_s), u"Active"_s);
    QCOMPARE(m_desk.provider->asked.size(), 1);
}

void TestTokensPage::arrowKeys_askForTheLastTokenOnly()
{
    table().setFocus();
    selectRow(u"tk_1"_s);
    QTest::keyClick(&table(), Qt::Key_Down);
    QTest::keyClick(&table(), Qt::Key_Down);
    const QString last = rows().reading(table().currentIndex().row()).token.id.value;
    QCOMPARE(shownId(), last);
    QTRY_COMPARE(m_desk.provider->asked, QList<TokenId>({TokenId{last}}));
}

void TestTokensPage::staleAnswer_doesNotReplaceThePanel()
{
    m_page->lookUp({u"tk_1"_s});
    m_page->lookUp({u"tk_2"_s});
    m_desk.provider->answer({u"tk_1"_s}, freshReading(u"tk_1"_s, TokenState::Pending));
    QTRY_COMPARE(rows().reading(rows().rowOf({u"tk_1"_s})).token.state, TokenState::Pending);
    QCOMPARE(shownId(), u"tk_2"_s);
    QCOMPARE(labelText(u"stateChip"_s), u"Suspended"_s);
    QVERIFY(labelText(u"readingAge"_s).endsWith(u"reading…"_s));
    QCOMPARE(rows().reading(table().currentIndex().row()).token.id.value, u"tk_2"_s);
    m_page->lookUp({u"tk_1"_s});
    m_page->lookUp({u"tk_2"_s});
    m_desk.provider->answer({u"tk_1"_s}, Failure(Error{.kind = Error::Kind::NotFound}));
    QTRY_COMPARE(rows().reading(rows().rowOf({u"tk_1"_s})).token.state, TokenState::Unknown);
    QVERIFY(!label(u"noticeHeadline"_s)->isVisible());
    QCOMPARE(shownId(), u"tk_2"_s);
}

void TestTokensPage::answerThatIsUnderWay_isNotAskedForTwice()
{
    m_page->lookUp({u"tk_1"_s});
    m_page->refreshAction()->trigger();
    m_page->lookUp({u"tk_1"_s});
    QCOMPARE(m_desk.provider->asked.size(), 1);
    m_desk.provider->answer({u"tk_1"_s}, freshReading(u"tk_1"_s));
    QTRY_COMPARE(m_lines.last().kind, OutcomeLine::Kind::Succeeded);
    m_page->refreshAction()->trigger();
    QCOMPARE(m_desk.provider->asked.size(), 2);
}

void TestTokensPage::answerOfTheSessionBefore_isDropped()
{
    m_page->lookUp({u"tk_new"_s});
    m_page->setSession(m_desk.session());
    m_desk.provider->answer({u"tk_new"_s}, freshReading(u"tk_new"_s));
    QTRY_COMPARE(rows().rowCount(), 3);
    QCoreApplication::sendPostedEvents();
    QCOMPARE(rows().rowOf({u"tk_new"_s}), -1);
    QCOMPARE(shownId(), QString());
}

void TestTokensPage::sameAnswerAgain_movesNothing()
{
    m_page->lookUp({u"tk_3"_s});
    const int row = rows().rowOf({u"tk_3"_s});
    m_desk.clock->advance(1h);
    m_desk.provider->answer({u"tk_3"_s}, freshReading(u"tk_3"_s, TokenState::Deleted));
    QTRY_VERIFY(labelText(u"readingAge"_s).endsWith("read just now"_L1));
    QCOMPARE(rows().rowOf({u"tk_3"_s}), row);
}

void TestTokensPage::created_isShownWithoutAsking()
{
    m_page->show(freshReading(u"tk_new"_s));
    QCOMPARE(shownId(), u"tk_new"_s);
    QCOMPARE(rows().reading(table().currentIndex().row()).token.id.value, u"tk_new"_s);
    QTest::qWait(300); // longer than the pause before a selected token is asked for
    QVERIFY(m_desk.provider->asked.isEmpty());
}

void TestTokensPage::filter_countsAndCanBeCleared()
{
    auto *text = m_page->findChild<QLineEdit *>(u"filterLineEdit"_s);
    m_page->findChild<QComboBox *>(u"stateFilterComboBox"_s)->setCurrentIndex(1);
    QCOMPARE(labelText(u"countLabel"_s), u"1 of 3"_s);
    text->setText(u"nothing like it"_s);
    QCOMPARE(labelText(u"countLabel"_s), u"0 of 3"_s);
    QCOMPARE(labelText(u"emptyHeadline"_s), u"No token matches the filter"_s);
    m_page->findChild<QPushButton *>(u"emptyPlaceButton"_s)->click();
    QCOMPARE(rows().rowCount(), 3);
    QCOMPARE(text->text(), QString());
    QCOMPARE(labelText(u"countLabel"_s), u"3 tokens"_s);
}

void TestTokensPage::filteredToken_isSelectedAgain()
{
    m_page->show(freshReading(u"tk_2"_s, TokenState::Suspended));
    auto *state = m_page->findChild<QComboBox *>(u"stateFilterComboBox"_s);
    state->setCurrentIndex(1);
    QVERIFY(!table().currentIndex().isValid());
    QCOMPARE(shownId(), u"tk_2"_s);
    state->setCurrentIndex(0);
    QCOMPARE(rows().reading(table().currentIndex().row()).token.id.value, u"tk_2"_s);
}

void TestTokensPage::tagFilter_showsTheTokensThatBearIt()
{
    m_desk.workspace->usedTags = {{u"lost phone"_s, 1}, {u"vip"_s, 2}};
    m_desk.workspace->tagged = {{u"tk_1"_s}, {u"tk_3"_s}};
    m_page->setSession(m_desk.session());
    auto *tags = m_page->findChild<QComboBox *>(u"tagFilterComboBox"_s);
    QTRY_COMPARE(tags->count(), 3);
    QCOMPARE(tags->itemText(2), u"vip (2)"_s);
    QTRY_COMPARE(rows().rowCount(), 3);
    tags->setCurrentIndex(2);
    QTRY_COMPARE(rows().rowCount(), 2);
    QCOMPARE(rows().rowOf({u"tk_2"_s}), -1);
    QCOMPARE(labelText(u"countLabel"_s), u"2 of 3"_s);
    tags->setCurrentIndex(0);
    QTRY_COMPARE(rows().rowCount(), 3);
}

void TestTokensPage::tagFilter_learnsOfTagsThatAreAdded()
{
    auto *tags = m_page->findChild<QComboBox *>(u"tagFilterComboBox"_s);
    QVERIFY(!tags->isEnabled());
    selectRow(u"tk_1"_s);
    m_page->findChild<QAbstractButton *>(u"addTagButton"_s)->click();
    m_desk.workspace->usedTags = {{u"vip"_s, 1}};
    QTest::keyClicks(m_page->findChild<QLineEdit *>(u"annotationLineEdit"_s), u"vip"_s);
    QTest::keyClick(m_page->findChild<QLineEdit *>(u"annotationLineEdit"_s), Qt::Key_Return);
    QTRY_COMPARE(tags->count(), 2);
    QVERIFY(tags->isEnabled());
}

void TestTokensPage::emptyTable_saysHowToBegin()
{
    m_desk.workspace->seen = QList<TokenReading>();
    bool isRequested = false;
    connect(m_page.get(), &TokensPage::createRequested, this, [&isRequested] { isRequested = true; });
    m_page->setSession(m_desk.session());
    QTRY_COMPARE(labelText(u"emptyHeadline"_s), u"No tokens yet"_s);
    QVERIFY(label(u"emptyText"_s)->isVisible());
    m_page->findChild<QPushButton *>(u"emptyPlaceButton"_s)->click();
    QVERIFY(isRequested);
}

void TestTokensPage::withoutSession_nothingCanBeDone()
{
    m_page->setSession(nullptr);
    m_page->lookUp({u"tk_1"_s});
    m_page->show(freshReading(u"tk_1"_s));
    QCOMPARE(rows().rowCount(), 0);
    QCOMPARE(labelText(u"emptyHeadline"_s), u"No connection is open"_s);
    for (const QAction *action : {m_page->refreshAction(), m_page->copyIdAction(), m_page->copyCurlAction(), m_page->deleteAction()}) {
        QVERIFY(!action->isEnabled());
        QVERIFY(!action->toolTip().isEmpty());
    }
    QVERIFY(m_desk.provider->asked.isEmpty());
}

void TestTokensPage::deleteAction_isAbsentWhereItIsNotOffered()
{
    m_page->show(freshReading(u"tk_1"_s));
    QVERIFY(m_page->findChild<QPushButton *>(u"deleteButton"_s)->isVisible());
    m_desk.provider->offered.operations = {Operation::LookUp};
    m_page->setSession(m_desk.session());
    m_page->show(freshReading(u"tk_1"_s));
    QVERIFY(!m_page->deleteAction()->isVisible());
    QVERIFY(!m_page->findChild<QPushButton *>(u"deleteButton"_s)->isVisible());
}

void TestTokensPage::deleteAction_saysWhyItIsDisabled()
{
    m_page->show(freshReading(u"tk_3"_s, TokenState::Deleted));
    const QString why = illegalBecause(Operation::Delete, TokenState::Deleted);
    const auto *button = m_page->findChild<QPushButton *>(u"deleteButton"_s);
    QVERIFY(!button->isEnabled());
    QCOMPARE(button->toolTip(), why);
    QCOMPARE(button->accessibleDescription(), why);
    QCOMPARE(m_page->deleteAction()->toolTip(), why);
    m_page->show(freshReading(u"tk_1"_s));
    QVERIFY(button->isEnabled());
}

void TestTokensPage::actions_areDisabledWhileThePageIsHidden()
{
    m_page->show(freshReading(u"tk_1"_s));
    m_page->hide();
    QVERIFY(!m_page->refreshAction()->isEnabled() && !m_page->deleteAction()->isEnabled());
    m_page->show();
    QVERIFY(m_page->refreshAction()->isEnabled() && m_page->deleteAction()->isEnabled());
}

void TestTokensPage::deletedToken_isShownAsTheServerSaysNow()
{
    m_page->show(freshReading(u"tk_1"_s));
    confirmDelete();
    QCOMPARE(m_lines.last().kind, OutcomeLine::Kind::Busy);
    QVERIFY(!m_page->deleteAction()->isEnabled());
    MutationAnswer answer;
    answer.correlationId = u"d1"_s;
    m_desk.provider->answerDelete(answer);
    m_desk.provider->answer({u"tk_1"_s}, freshReading(u"tk_1"_s, TokenState::Deleted));
    QTRY_COMPARE(labelText(u"stateChip"_s), u"Deleted"_s);
    QCOMPARE(m_lines.last().kind, OutcomeLine::Kind::Succeeded);
    QCOMPARE(m_lines.last().text, u"Token tk_1 deleted"_s);
    QCOMPARE(m_lines.last().correlationId, u"d1"_s);
    QTRY_COMPARE(labelText(u"entryOutcome"_s), u"Succeeded"_s);
}

void TestTokensPage::deletedTokenThatTheServerForgot_isShownAsDeleted()
{
    m_page->show(freshReading(u"tk_1"_s));
    confirmDelete();
    m_desk.provider->answerDelete(MutationAnswer{});
    m_desk.provider->answer({u"tk_1"_s}, Failure(Error{.kind = Error::Kind::NotFound}));
    QTRY_COMPARE(labelText(u"stateChip"_s), u"Deleted"_s);
    QVERIFY(!label(u"noticeHeadline"_s)->isVisible());
}

void TestTokensPage::deletion_outlivesItsDialog()
{
    m_page->show(freshReading(u"tk_1"_s));
    confirmDelete();
    m_page->findChild<QDialog *>(u"deleteDialog"_s)->close();
    QTRY_VERIFY(!m_page->findChild<QDialog *>(u"deleteDialog"_s));
    m_desk.provider->answerDelete(MutationAnswer{});
    m_desk.provider->answer({u"tk_1"_s}, freshReading(u"tk_1"_s, TokenState::Deleted));
    QTRY_COMPARE(labelText(u"stateChip"_s), u"Deleted"_s);
    QCOMPARE(m_lines.last().kind, OutcomeLine::Kind::Succeeded);
}

void TestTokensPage::deletion_outlivesItsSession()
{
    m_page->show(freshReading(u"tk_1"_s));
    confirmDelete();
    m_page->setSession(m_desk.session());
    m_page->show(freshReading(u"tk_1"_s)); // of the same name, and another token
    QTRY_VERIFY(!m_page->findChild<QDialog *>(u"deleteDialog"_s));
    m_desk.provider->answerDelete(Failure(Error{.kind = Error::Kind::OutcomeUnknown}));
    QTRY_COMPARE(m_lines.last().kind, OutcomeLine::Kind::Unknown);
    QVERIFY(m_lines.last().text.contains("tk_1"_L1));
    QVERIFY(!label(u"noticeHeadline"_s)->isVisible());
    QVERIFY(m_page->deleteAction()->isEnabled());
}

void TestTokensPage::deletionOfAnotherToken_doesNotReplaceThePanel()
{
    m_page->show(freshReading(u"tk_1"_s));
    confirmDelete();
    m_page->findChild<QDialog *>(u"deleteDialog"_s)->close();
    m_page->show(freshReading(u"tk_2"_s));
    m_desk.provider->answerDelete(MutationAnswer{});
    m_desk.provider->answer({u"tk_1"_s}, freshReading(u"tk_1"_s, TokenState::Deleted));
    QTRY_COMPARE(rows().reading(rows().rowOf({u"tk_1"_s})).token.state, TokenState::Deleted);
    QCOMPARE(shownId(), u"tk_2"_s);
    QVERIFY(m_page->deleteAction()->isEnabled());
}

void TestTokensPage::unknownOutcome_isSaidInThePanelAndTheStatusLine()
{
    m_page->show(freshReading(u"tk_1"_s));
    confirmDelete();
    m_desk.provider->answerDelete(Failure(Error{.kind = Error::Kind::OutcomeUnknown, .correlationId = u"u1"_s}));
    QTRY_COMPARE(m_lines.last().kind, OutcomeLine::Kind::Unknown);
    const auto *panel = m_page->findChild<QWidget *>(u"tokenPanel"_s);
    QTRY_VERIFY(panel->findChild<QLabel *>(u"noticeHeadline"_s)->text().startsWith("Outcome unknown"_L1));
    QTRY_VERIFY(dialogButton(u"lookUpAfterUnknownButton"_s)->isVisible());
    dialogButton(u"lookUpAfterUnknownButton"_s)->click();
    QCOMPARE(m_desk.provider->asked, QList<TokenId>({TokenId{u"tk_1"_s}}));
    m_desk.provider->answer({u"tk_1"_s}, freshReading(u"tk_1"_s));
    QTRY_VERIFY(!panel->findChild<QLabel *>(u"noticeHeadline"_s)->isVisible());
}

void TestTokensPage::unrecordedDeletion_isSaid()
{
    m_page->show(freshReading(u"tk_1"_s));
    m_desk.journal->closeError = Error{.kind = Error::Kind::Storage};
    confirmDelete();
    m_desk.provider->answerDelete(MutationAnswer{});
    m_desk.provider->answer({u"tk_1"_s}, freshReading(u"tk_1"_s, TokenState::Deleted));
    QTRY_COMPARE(labelText(u"noticeHeadline"_s), u"Deleted, but the journal does not know it"_s);
    QCOMPARE(labelText(u"stateChip"_s), u"Deleted"_s);
}

void TestTokensPage::closedWhilePending_stillJournalsTheOutcome()
{
    m_page->show(freshReading(u"tk_1"_s));
    m_page->lookUp({u"tk_2"_s});
    m_page->show(freshReading(u"tk_1"_s));
    confirmDelete();
    m_page.reset();
    m_desk.provider->answer({u"tk_2"_s}, freshReading(u"tk_2"_s));
    m_desk.provider->answerDelete(MutationAnswer{});
    QCOMPARE(m_desk.journal->entries.at(0).outcome.kind, JournalOutcome::Kind::Succeeded);
    QCoreApplication::sendPostedEvents();
}

void TestTokensPage::keyboard_doesEverything()
{
    m_page->show(freshReading(u"tk_1"_s));
    table().setFocus();
    QTest::keyClick(&table(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), u"tk_1"_s);
    QTest::keyClick(&table(), Qt::Key_F5);
    QCOMPARE(m_desk.provider->asked.size(), 1);
    QTest::keyClick(&table(), Qt::Key_Return);
    QVERIFY(m_page->findChild<QPushButton *>(u"refreshButton"_s)->hasFocus());
    auto *text = m_page->findChild<QLineEdit *>(u"filterLineEdit"_s);
    text->setFocus();
    text->setText(u"x"_s);
    QTest::keyClick(text, Qt::Key_Home);
    QTest::keyClick(text, Qt::Key_Delete); // deletes a letter, not a token
    QCOMPARE(text->text(), QString());
    QVERIFY(!m_page->findChild<QDialog *>(u"deleteDialog"_s));
    QTest::keyClick(text, Qt::Key_Down);
    QVERIFY(table().hasFocus());
    QTest::keyClick(&table(), Qt::Key_Delete);
    QVERIFY(m_page->findChild<QDialog *>(u"deleteDialog"_s));
    m_page->findChild<QDialog *>(u"deleteDialog"_s)->close();
    QTRY_VERIFY(!m_page->findChild<QDialog *>(u"deleteDialog"_s));
    m_page->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    auto *refresh = m_page->findChild<QPushButton *>(u"refreshButton"_s);
    refresh->setFocus();
    QTest::keyClick(refresh, Qt::Key_Delete);
    QVERIFY(m_page->findChild<QDialog *>(u"deleteDialog"_s));
}

void TestTokensPage::layout_isRestored()
{
    table().setColumnWidth(1, 222);
    m_page->findChild<QSplitter *>()->setSizes({600, 531});
    const QByteArray layout = m_page->saveLayout();
    const QList<int> sizes = m_page->findChild<QSplitter *>()->sizes();
    table().setColumnWidth(1, 100);
    m_page->findChild<QSplitter *>()->setSizes({700, 431});
    m_page->restoreLayout(layout);
    QCOMPARE(table().columnWidth(1), 222);
    QCOMPARE(m_page->findChild<QSplitter *>()->sizes(), sizes);
    QVERIFY(!layout.contains("tk_1"));
}

void TestTokensPage::rubbishAsLayout_changesNothing()
{
    const int width = table().columnWidth(1);
    for (const QByteArray &rubbish : {QByteArray(), QByteArray("rubbish"), QByteArray(200, '\xff')})
        m_page->restoreLayout(rubbish);
    QCOMPARE(table().columnWidth(1), width);
}

QTEST_MAIN(TestTokensPage)
#include "tst_tokenspage.moc"

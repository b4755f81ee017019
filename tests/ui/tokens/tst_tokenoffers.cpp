// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/forms/widgetwalk.h"
#include "tests/ui/tokens/fakes.h"
#include "tests/ui/tokens/samples.h"
#include "ui/actions/actiondialog.h"
#include "ui/actions/credentialsdialog.h"
#include "ui/forms/formview.h"
#include "ui/theme/theme.h"
#include "ui/tokens/relatedview.h"
#include "ui/tokens/tokenfilter.h"
#include "ui/tokens/tokenspage.h"
#include "ui/tokens/tokentableview.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QTest>

using namespace Qt::StringLiterals;

//! What a connection offers for a token besides, on the page of tokens: payment credentials, actions of its own, states
//! of other things, and links.
class TestTokenOffers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, Appearance::Light); }
    void init();
    void withoutOffers_nothingIsShown();
    void credentials_areOfferedForTheirKindOfToken();
    void credentials_areNotAskedForByThemselves();
    void shortcut_opensTheDialog();
    void action_opensItsFormAndReadsTheTokenAgain();
    void action_whileUnderWay_isNotOfferedAgain();
    void action_refused_isSaidInThePanel();
    void action_unreadableToken_isSaidInThePanel();
    void dialogOfTheSessionBefore_isClosed();
    void secondState_standsBesideTheFirstWithItsLabel();
    void relatedToken_isLookedUpOnlyOnDemand();
    void manyRelated_areInAMenu();
    void related_ofAnotherToken_isGone();
    void controls_areNamed();

private:
    void load(const QList<TokenReading> &readings);
    [[nodiscard]] TokenTableView &table() const { return *m_page->findChild<TokenTableView *>(); }
    [[nodiscard]] TokenFilter &rows() const { return *m_page->findChild<TokenFilter *>(); }
    void look(const QString &id) { table().setCurrentIndex(rows().index(rows().rowOf({id}), 1)); }
    [[nodiscard]] QAction *simulate() const { return m_page->moreAction()->menu()->actions().value(0); }
    [[nodiscard]] QPushButton *button(const char *name) const
    {
        return m_page->findChild<QPushButton *>(QString::fromLatin1(name));
    }
    [[nodiscard]] ActionDialog *dialog() const { return m_page->findChild<ActionDialog *>(); }
    void play();
    [[nodiscard]] static TokenReading withNetworkToken(const QString &id);

    FakeDesk m_desk;
    ExchangeLog m_log;
    std::unique_ptr<TokensPage> m_page;
    QList<OutcomeLine> m_lines;
};

void TestTokenOffers::init()
{
    m_page.reset();
    m_lines.clear();
    m_desk = FakeDesk();
    m_desk.addOffers();
    m_page = std::make_unique<TokensPage>(m_log, *m_desk.clock);
    connect(m_page.get(), &TokensPage::reported, this, [this](const OutcomeLine &line) { m_lines.append(line); });
    m_page->resize(1132, 694);
    m_page->show();
    m_page->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    load({Samples::reading(u"tk_1"_s), Samples::reading(u"other"_s)});
}

void TestTokenOffers::load(const QList<TokenReading> &readings)
{
    m_desk.workspace->seen = readings;
    m_page->setSession(m_desk.session());
    QTRY_COMPARE(rows().rowCount(), readings.size());
}

TokenReading TestTokenOffers::withNetworkToken(const QString &id)
{
    TokenReading reading = Samples::reading(id);
    reading.token.otherStates = {{u"Network token"_s, TokenState::Suspended, u"SUSPENDED"_s}};
    reading.token.related = {{u"Network token"_s, {u"9f8e7d6c5b4a39281706f5e4d3c2b1a0"_s}},
                             {u"Customer"_s, {u"tk_c"_s}}};
    return reading;
}

void TestTokenOffers::withoutOffers_nothingIsShown()
{
    m_desk.provider->offered.paymentCredentials.reset();
    m_desk.provider->offered.actions.clear();
    load({Samples::reading(u"tk_1"_s)});
    look(u"tk_1"_s);
    QVERIFY(!m_page->credentialsAction()->isVisible());
    QVERIFY(!m_page->moreAction()->isVisible());
    QVERIFY(!button("credentialsButton")->isVisible());
    QVERIFY(!button("moreButton")->isVisible());
    QVERIFY(!m_page->findChild<RelatedView *>()->isVisible());
}

void TestTokenOffers::credentials_areOfferedForTheirKindOfToken()
{
    QVERIFY(!m_page->credentialsAction()->isEnabled());
    look(u"tk_1"_s);
    QVERIFY(m_page->credentialsAction()->isEnabled());
    QVERIFY(simulate()->isEnabled());
    look(u"other"_s);
    QVERIFY(!m_page->credentialsAction()->isEnabled());
    QVERIFY(m_page->credentialsAction()->toolTip().contains(u"kind"_s));
    QVERIFY(!simulate()->isEnabled());
    QCOMPARE(m_page->moreAction()->menu()->actions().size(), 1); // the reversal belongs to answers
}

void TestTokenOffers::credentials_areNotAskedForByThemselves()
{
    look(u"tk_1"_s);
    QTest::qWait(400); // the token itself is read
    QVERIFY(!m_desk.provider->isAskedForCredentials());
    button("credentialsButton")->click();
    QVERIFY(m_page->findChild<CredentialsDialog *>());
    QVERIFY(!m_desk.provider->isAskedForCredentials());
    QVERIFY(m_desk.journal->noted.isEmpty());
}

void TestTokenOffers::shortcut_opensTheDialog()
{
    look(u"tk_1"_s);
    table().setFocus();
    QTest::keyClick(&table(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(m_page->findChild<CredentialsDialog *>());
}

void TestTokenOffers::play()
{
    look(u"tk_1"_s);
    simulate()->trigger();
    QVERIFY(dialog());
    dialog()->findChild<FormView *>()->setValues({{u"state"_s, u"SUSPENDED"_s}});
    dialog()->findChild<QPushButton *>(u"sendButton"_s)->click();
    QTRY_VERIFY(m_desk.provider->isErasing());
}

void TestTokenOffers::action_opensItsFormAndReadsTheTokenAgain()
{
    play();
    QVERIFY(m_desk.journal->entries.first().intent.operation == Operation::Simulate);
    m_desk.provider->answerMutation(MutationAnswer{});
    QTRY_VERIFY(m_desk.provider->isAsked({u"tk_1"_s}));
    TokenReading fresh = Samples::reading(u"tk_1"_s, TokenState::Suspended);
    fresh.readAt = m_desk.clock->nowUtc();
    m_desk.provider->answer({u"tk_1"_s}, fresh);
    QTRY_VERIFY(m_page->findChild<QLabel *>(u"stateChip"_s)->text().contains(u"Suspended"_s));
    QTRY_VERIFY(!dialog());
    // Not the last line for certain: the page looks the chosen token up by itself after a while.
    QTRY_VERIFY(std::any_of(m_lines.cbegin(), m_lines.cend(),
                            [](const OutcomeLine &line) { return line.kind == OutcomeLine::Kind::Succeeded; }));
}

void TestTokenOffers::action_whileUnderWay_isNotOfferedAgain()
{
    play();
    QVERIFY(!simulate()->isEnabled());
    m_desk.provider->answerMutation(Failure(Error{.kind = Error::Kind::Rejected}));
    QTRY_VERIFY(simulate()->isEnabled());
}

void TestTokenOffers::action_refused_isSaidInThePanel()
{
    play();
    m_desk.provider->answerMutation(Failure(Error{.kind = Error::Kind::Rejected}));
    QTRY_VERIFY(m_lines.last().kind == OutcomeLine::Kind::Refused);
    QCOMPARE(m_page->findChild<QLabel *>(u"noticeHeadline"_s)->text(), u"The issuer's event was not simulated"_s);
}

void TestTokenOffers::action_unreadableToken_isSaidInThePanel()
{
    play();
    m_desk.provider->answerMutation(MutationAnswer{});
    QTRY_VERIFY(m_desk.provider->isAsked({u"tk_1"_s}));
    m_desk.provider->answer({u"tk_1"_s}, Failure(Error{.kind = Error::Kind::TimedOut}));
    QTRY_VERIFY(m_page->findChild<QLabel *>(u"noticeHeadline"_s)->text().contains(u"could not be read again"_s));
}

void TestTokenOffers::dialogOfTheSessionBefore_isClosed()
{
    look(u"tk_1"_s);
    m_page->credentialsAction()->trigger();
    QPointer<CredentialsDialog> dialog = m_page->findChild<CredentialsDialog *>();
    QVERIFY(dialog);
    m_page->setSession(nullptr);
    QTRY_VERIFY(!dialog);
}

void TestTokenOffers::secondState_standsBesideTheFirstWithItsLabel()
{
    load({withNetworkToken(u"tk_1"_s)});
    look(u"tk_1"_s);
    QVERIFY(m_page->findChild<QLabel *>(u"stateChip"_s)->text().contains(u"Active"_s));
    auto *chip = m_page->findChild<QLabel *>(u"otherStateChip0"_s);
    QVERIFY(chip && chip->isVisible());
    QVERIFY(chip->text().contains(u"Suspended"_s));
    QVERIFY(chip->accessibleName().startsWith(u"Network token"_s));
    QCOMPARE(m_page->findChild<QLabel *>(u"otherStateLabel0"_s)->text(), u"Network token"_s);
}

void TestTokenOffers::relatedToken_isLookedUpOnlyOnDemand()
{
    load({withNetworkToken(u"tk_1"_s)});
    look(u"tk_1"_s);
    QTest::qWait(400);
    QCOMPARE(m_desk.provider->asked, QList<TokenId>{{u"tk_1"_s}});
    QVERIFY(button("relatedButton0")->toolTip().contains(u"9f8e7d6c5b4a39281706f5e4d3c2b1a0"_s));
    QTest::mouseClick(button("relatedButton0"), Qt::LeftButton);
    QCOMPARE(m_desk.provider->asked.last().value, u"9f8e7d6c5b4a39281706f5e4d3c2b1a0"_s);
}

void TestTokenOffers::manyRelated_areInAMenu()
{
    TokenReading reading = Samples::reading(u"tk_1"_s);
    for (int i = 0; i < 5; ++i)
        reading.token.related << RelatedToken{u"Payment instrument"_s, {u"pi_%1"_s.arg(i)}};
    load({reading});
    look(u"tk_1"_s);
    QVERIFY(button("relatedButton2") && !button("relatedButton3"));
    const QList<QAction *> rest = button("moreRelatedButton")->menu()->actions();
    QCOMPARE(rest.size(), 2);
    rest.last()->trigger();
    QCOMPARE(m_desk.provider->asked.last().value, u"pi_4"_s);
}

void TestTokenOffers::related_ofAnotherToken_isGone()
{
    load({withNetworkToken(u"tk_1"_s), Samples::reading(u"tk_2"_s)});
    look(u"tk_1"_s);
    QVERIFY(m_page->findChild<RelatedView *>()->isVisible());
    look(u"tk_2"_s);
    QVERIFY(!m_page->findChild<RelatedView *>()->isVisible());
    QVERIFY(!m_page->findChild<QLabel *>(u"otherStateChip0"_s));
}

void TestTokenOffers::controls_areNamed()
{
    load({withNetworkToken(u"tk_1"_s)});
    look(u"tk_1"_s);
    QCOMPARE(WidgetWalk::unnamedControls(m_page.get()), QStringList());
}

QTEST_MAIN(TestTokenOffers)
#include "tst_tokenoffers.moc"

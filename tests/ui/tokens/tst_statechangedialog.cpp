// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/tokens/fakes.h"
#include "tests/support/testcards.h"
#include "tests/ui/tokens/samples.h"
#include "ui/forms/hintline.h"
#include "ui/forms/notice.h"
#include "ui/theme/theme.h"
#include "ui/tokens/statechangedialog.h"
#include "ui/tokens/statechangelist.h"
#include "ui/tokens/statechangerun.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
MutationAnswer confirmed()
{
    MutationAnswer answer;
    answer.httpStatus = 204;
    return answer;
}
} // namespace

class TestStateChangeDialog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, Appearance::Light); }
    void init();
    void cleanup();
    void oneToken_isNamedWithWhatItMeans();
    void contractExtension_isSaid();
    void harmlessButton_isTheDefault();
    void missingReason_isNamed();
    void cardNumberInTheComment_stopsIt();
    void production_wantsATypedConfirmation_data();
    void production_wantsATypedConfirmation();
    void confirmed_sendsOnceWithTheReasonAndCloses();
    void refused_keepsWhatWasTyped();
    void outcomeUnknown_offersTheLookUpAndNoSecondTry();
    void several_areListedAndIllegalOnesLeftOut();
    void several_goOneByOneWithAResultEach();
    void several_stopped_leaveTheRestUntriedAndCanGoOn();
    void several_onProduction_areConfirmedAnewForTheRest();
    void closedWhilePending_stillJournalsTheOutcome();
    void closedInsideASeries_triesNoFurtherToken();
    void hostileToken_staysPlain();
    void everyControl_isNamed();

private:
    void openFor(Operation operation, const QList<Token> &tokens, Environment environment = Environment::Sandbox);
    void fillIn()
    {
        part<QComboBox>(u"reasonComboBox"_s)->setCurrentIndex(1);
        part<QLineEdit>(u"ticketLineEdit"_s)->setText(u" TICKET-4711 "_s);
        part<QPlainTextEdit>(u"commentEdit"_s)->setPlainText(u"Called at nine"_s);
    }
    void answer(const QString &token, TokenState state = TokenState::Suspended)
    {
        QTRY_VERIFY(m_desk.provider->isErasing());
        QCOMPARE(m_desk.provider->performed.last().token.value, token);
        m_desk.provider->answerMutation(confirmed());
        QTRY_VERIFY(m_desk.provider->isAsked({token}));
        m_desk.provider->answer({token}, Samples::reading(token, state));
    }
    template <typename T>
    [[nodiscard]] T *part(const QString &name) const
    {
        return m_dialog->findChild<T *>(name);
    }
    [[nodiscard]] QPushButton *confirmButton() const { return part<QPushButton>(u"confirmStateChangeButton"_s); }
    [[nodiscard]] QString result(const QString &token) const
    {
        return part<StateChangeList>(u"tokenList"_s)->result({token});
    }
    [[nodiscard]] QString text(const QString &label) const { return part<QLabel>(label)->text(); }

    FakeDesk m_desk;
    QPointer<StateChangeDialog> m_dialog;
    std::unique_ptr<QObject> m_owner; //!< of the runs
    int m_runs = 0;
};

void TestStateChangeDialog::init()
{
    m_desk = FakeDesk();
    m_desk.addLifecycle();
    m_owner = std::make_unique<QObject>();
    m_runs = 0;
    openFor(Operation::Suspend, {Samples::reading(u"tk_1"_s).token});
}

void TestStateChangeDialog::cleanup()
{
    delete m_dialog;
    m_owner.reset();
}

void TestStateChangeDialog::openFor(Operation operation, const QList<Token> &tokens, Environment environment)
{
    delete m_dialog;
    const auto session = m_desk.session(environment);
    m_dialog = new StateChangeDialog(session, operation, tokens, nullptr);
    connect(m_dialog, &StateChangeDialog::confirmed, m_owner.get(),
            [this, session, operation](const QList<TokenId> &ids, const OperationReason &why) {
                ++m_runs;
                auto *run = new StateChangeRun(session, operation, ids, m_owner.get());
                m_dialog->follow(run);
                run->start(why);
            });
    m_dialog->open();
}

void TestStateChangeDialog::oneToken_isNamedWithWhatItMeans()
{
    QCOMPARE(text(u"headlineLabel"_s), u"Suspend this token?"_s);
    QCOMPARE(text(u"tokenIdLabel"_s), u"tk_1"_s);
    QCOMPARE(text(u"cardLabel"_s), u"Visa ·· 1111 · Active"_s);
    QVERIFY(text(u"consequenceLabel"_s).contains(u"fail until it is resumed"_s));
    QVERIFY(!part<QWidget>(u"tokenList"_s)->isVisible());
    QVERIFY(!part<QWidget>(u"confirmationLineEdit"_s)->isVisible());
    openFor(Operation::Resume, {Samples::reading(u"tk_1"_s, TokenState::Suspended).token});
    QCOMPARE(text(u"headlineLabel"_s), u"Resume this token?"_s);
    QVERIFY(text(u"consequenceLabel"_s).contains(u"issuer"_s));
    QCOMPARE(confirmButton()->text(), u"Resume token"_s);
}

void TestStateChangeDialog::contractExtension_isSaid()
{
    QVERIFY(part<QWidget>(u"contractLabel"_s)->isVisible());
    QVERIFY(text(u"contractLabel"_s).startsWith(u"Contract extension: Made-up API"_s));
    m_desk.provider->offered.byContract.clear();
    openFor(Operation::Suspend, {Samples::reading(u"tk_1"_s).token});
    QVERIFY(!part<QWidget>(u"contractLabel"_s)->isVisible());
}

void TestStateChangeDialog::harmlessButton_isTheDefault()
{
    QVERIFY(part<QPushButton>(u"cancelStateChangeButton"_s)->isDefault());
    QVERIFY(!confirmButton()->isDefault() && !confirmButton()->autoDefault());
}

void TestStateChangeDialog::missingReason_isNamed()
{
    QVERIFY(!confirmButton()->isEnabled());
    QCOMPARE(text(u"stateLabel"_s), u"Choose a reason."_s);
    QCOMPARE(confirmButton()->accessibleDescription(), u"Choose a reason."_s);
    part<QComboBox>(u"reasonComboBox"_s)->setCurrentIndex(1);
    QVERIFY(confirmButton()->isEnabled());
    m_desk.provider->offered.reasons.clear();
    openFor(Operation::Suspend, {Samples::reading(u"tk_1"_s).token});
    QVERIFY(!part<QWidget>(u"reasonComboBox"_s)->isVisible());
    QVERIFY(confirmButton()->isEnabled());
}

void TestStateChangeDialog::cardNumberInTheComment_stopsIt()
{
    fillIn();
    QVERIFY(confirmButton()->isEnabled());
    part<QPlainTextEdit>(u"commentEdit"_s)->setPlainText(u"card "_s + QString::fromLatin1(TestCards::visa));
    QVERIFY(!confirmButton()->isEnabled());
    QVERIFY(part<HintLine>(u"commentHint"_s)->text().contains(u"card number"_s));
    part<QPlainTextEdit>(u"commentEdit"_s)->setPlainText(QString(501, u'x'));
    QVERIFY(!confirmButton()->isEnabled());
    part<QPlainTextEdit>(u"commentEdit"_s)->setPlainText(QString(500, u'x'));
    QVERIFY(confirmButton()->isEnabled());
    part<QLineEdit>(u"ticketLineEdit"_s)->setText(QString::fromLatin1(TestCards::visa));
    QVERIFY(!confirmButton()->isEnabled());
}

void TestStateChangeDialog::production_wantsATypedConfirmation_data()
{
    QTest::addColumn<QString>("digits");
    QTest::addColumn<int>("count");
    QTest::addColumn<QString>("typed");
    QTest::newRow("one") << u"1111"_s << 1 << u"1111"_s;
    QTest::newRow("one without digits") << u""_s << 1 << u"SUSPEND"_s;
    QTest::newRow("three") << u"1111"_s << 3 << u"3"_s;
}

void TestStateChangeDialog::production_wantsATypedConfirmation()
{
    QFETCH(const QString, digits);
    QFETCH(const int, count);
    QFETCH(const QString, typed);
    QList<Token> tokens;
    for (int i = 0; i < count; ++i)
        tokens.append(Samples::reading(u"tk_%1"_s.arg(i), TokenState::Active, Scheme::Visa, digits).token);
    openFor(Operation::Suspend, tokens, Environment::Production);
    fillIn();
    QVERIFY(part<QLabel>(u"productionLabel"_s)->isVisible());
    QVERIFY(!confirmButton()->isEnabled());
    part<QLineEdit>(u"confirmationLineEdit"_s)->setText(u"no"_s);
    QVERIFY(!confirmButton()->isEnabled());
    QCOMPARE(part<HintLine>(u"confirmationHint"_s)->text(), u"This is not %1."_s.arg(typed));
    part<QLineEdit>(u"confirmationLineEdit"_s)->setText(typed);
    QVERIFY(confirmButton()->isEnabled());
}

void TestStateChangeDialog::confirmed_sendsOnceWithTheReasonAndCloses()
{
    fillIn();
    QSignalSpy closed(m_dialog, &QDialog::accepted);
    confirmButton()->click();
    confirmButton()->click();
    QVERIFY(!part<QWidget>(u"reasonComboBox"_s)->isEnabled());
    answer(u"tk_1"_s);
    QTRY_COMPARE(closed.size(), 1);
    QCOMPARE(m_runs, 1);
    QCOMPARE(m_desk.provider->performed.size(), 1);
    const LifecycleOrder order = m_desk.provider->orders.value(0);
    QCOMPARE(order.reason, u"other"_s);
    QCOMPARE(order.comment, u"Called at nine"_s);
    QCOMPARE(order.ticket, u"TICKET-4711"_s);
    QCOMPARE(order.operatorId, u"m.ruiz"_s);
    QVERIFY(m_desk.journal->entries.value(0).outcome.kind == JournalOutcome::Kind::Succeeded);
}

void TestStateChangeDialog::refused_keepsWhatWasTyped()
{
    fillIn();
    confirmButton()->click();
    m_desk.provider->answerMutation(Failure(Error{.kind = Error::Kind::Rejected, .httpStatus = 409}));
    QTRY_VERIFY(part<Notice>(u"notice"_s)->isVisible());
    QCOMPARE(part<Notice>(u"notice"_s)->text().headline, u"The token was not suspended"_s);
    QCOMPARE(part<QPlainTextEdit>(u"commentEdit"_s)->toPlainText(), u"Called at nine"_s);
    QVERIFY(confirmButton()->isEnabled());
    confirmButton()->click();
    QTRY_COMPARE(m_desk.provider->performed.size(), 2);
}

void TestStateChangeDialog::outcomeUnknown_offersTheLookUpAndNoSecondTry()
{
    fillIn();
    QSignalSpy lookUp(m_dialog, &StateChangeDialog::lookUpRequested);
    confirmButton()->click();
    m_desk.provider->answerMutation(Failure(Error{.kind = Error::Kind::OutcomeUnknown}));
    QTRY_VERIFY(part<QPushButton>(u"lookUpAfterUnknownButton"_s)->isVisible());
    QVERIFY(!confirmButton()->isVisible());
    QVERIFY(!part<QWidget>(u"commentEdit"_s)->isEnabled());
    part<QPushButton>(u"lookUpAfterUnknownButton"_s)->click();
    QCOMPARE(lookUp.size(), 1);
}

void TestStateChangeDialog::several_areListedAndIllegalOnesLeftOut()
{
    openFor(Operation::Suspend, {Samples::reading(u"tk_1"_s).token, Samples::reading(u"tk_2"_s, TokenState::Suspended).token,
                                 Samples::reading(u"tk_3"_s).token});
    QCOMPARE(text(u"headlineLabel"_s), u"Suspend 2 tokens?"_s);
    QCOMPARE(part<StateChangeList>(u"tokenList"_s)->rowCount(), 3);
    QCOMPARE(result(u"tk_2"_s), u"Left out. This token is suspended already."_s);
    QCOMPARE(result(u"tk_1"_s), QString());
    QCOMPARE(confirmButton()->text(), u"Suspend 2 tokens"_s);
}

void TestStateChangeDialog::several_goOneByOneWithAResultEach()
{
    openFor(Operation::Suspend, {Samples::reading(u"tk_1"_s).token, Samples::reading(u"tk_2"_s).token,
                                 Samples::reading(u"tk_3"_s).token});
    fillIn();
    confirmButton()->click();
    auto *bar = part<QProgressBar>(u"progressBar"_s);
    QVERIFY(bar->isVisible());
    QVERIFY(text(u"stateLabel"_s).startsWith(u"Suspending 1 of 3…"_s));
    answer(u"tk_1"_s);
    QTRY_COMPARE(bar->value(), 1);
    QCOMPARE(result(u"tk_1"_s), u"Suspended"_s);
    answer(u"tk_2"_s, TokenState::Active);
    QTRY_COMPARE(result(u"tk_2"_s), u"The server confirmed, but says Active"_s);
    m_desk.provider->answerMutation(Failure(Error{.kind = Error::Kind::Rejected}));
    QTRY_COMPARE(bar->value(), 3);
    QVERIFY(result(u"tk_3"_s).startsWith(u"The token was not suspended. "_s));
    QTRY_COMPARE(text(u"headlineLabel"_s), u"1 of 3 suspended, 1 confirmed, but not in that state, 1 refused"_s);
    QVERIFY(m_dialog->isVisible());
    QVERIFY(!confirmButton()->isVisible());
    QCOMPARE(m_desk.journal->entries.size(), 3);
}

void TestStateChangeDialog::several_stopped_leaveTheRestUntriedAndCanGoOn()
{
    openFor(Operation::Suspend, {Samples::reading(u"tk_1"_s).token, Samples::reading(u"tk_2"_s).token,
                                 Samples::reading(u"tk_3"_s).token});
    fillIn();
    confirmButton()->click();
    auto *stop = part<QPushButton>(u"stopStateChangeButton"_s);
    QVERIFY(stop->isVisible());
    stop->click();
    QVERIFY(!stop->isEnabled());
    answer(u"tk_1"_s);
    QTRY_COMPARE(result(u"tk_2"_s), u"Not tried"_s);
    QCOMPARE(result(u"tk_3"_s), u"Not tried"_s);
    QVERIFY(!stop->isVisible());
    QCOMPARE(m_desk.provider->performed.size(), 1);
    QCOMPARE(confirmButton()->text(), u"Suspend 2 tokens"_s);
    confirmButton()->click();
    answer(u"tk_2"_s);
    answer(u"tk_3"_s);
    QTRY_COMPARE(text(u"headlineLabel"_s), u"2 of 2 suspended"_s);
}

void TestStateChangeDialog::several_onProduction_areConfirmedAnewForTheRest()
{
    openFor(Operation::Suspend, {Samples::reading(u"tk_1"_s).token, Samples::reading(u"tk_2"_s).token,
                                 Samples::reading(u"tk_3"_s).token}, Environment::Production);
    fillIn();
    part<QLineEdit>(u"confirmationLineEdit"_s)->setText(u"3"_s);
    confirmButton()->click();
    m_desk.provider->answerMutation(Failure(Error{.kind = Error::Kind::OutcomeUnknown}));
    QTRY_VERIFY(confirmButton()->isVisible());
    QVERIFY(result(u"tk_1"_s).startsWith(u"Outcome unknown"_s));
    QVERIFY(!confirmButton()->isEnabled());
    QCOMPARE(part<QPushButton>(u"cancelStateChangeButton"_s)->text(), u"Close"_s);
    part<QLineEdit>(u"confirmationLineEdit"_s)->setText(u"2"_s);
    QVERIFY(confirmButton()->isEnabled());
}

void TestStateChangeDialog::closedWhilePending_stillJournalsTheOutcome()
{
    fillIn();
    confirmButton()->click();
    delete m_dialog;
    m_desk.provider->answerMutation(confirmed());
    QTRY_VERIFY(m_desk.journal->entries.value(0).outcome.kind == JournalOutcome::Kind::Succeeded);
}

void TestStateChangeDialog::closedInsideASeries_triesNoFurtherToken()
{
    openFor(Operation::Suspend, {Samples::reading(u"tk_1"_s).token, Samples::reading(u"tk_2"_s).token});
    fillIn();
    confirmButton()->click();
    delete m_dialog;
    m_desk.provider->answerMutation(confirmed());
    QTRY_VERIFY(m_desk.provider->isAsked({u"tk_1"_s}));
    m_desk.provider->answer({u"tk_1"_s}, Samples::reading(u"tk_1"_s, TokenState::Suspended));
    QTest::qWait(20);
    QCOMPARE(m_desk.provider->performed.size(), 1);
}

void TestStateChangeDialog::hostileToken_staysPlain()
{
    Token token = Samples::reading(Samples::hostile()).token;
    token.stateWord = Samples::hostile();
    token.state = TokenState::Unknown;
    openFor(Operation::Suspend, {token});
    QCOMPARE(text(u"tokenIdLabel"_s), Samples::hostileAsShown());
    for (const QLabel *label : m_dialog->findChildren<QLabel *>())
        QVERIFY2(label->textFormat() == Qt::PlainText, qPrintable(label->objectName()));
    openFor(Operation::Suspend, {token, Samples::reading(u"tk_2"_s).token});
    QCOMPARE(part<StateChangeList>(u"tokenList"_s)->item(0, 0)->text(), Samples::hostileAsShown());
}

void TestStateChangeDialog::everyControl_isNamed()
{
    openFor(Operation::Suspend, {Samples::reading(u"tk_1"_s).token, Samples::reading(u"tk_2"_s).token}, Environment::Production);
    for (const QString &name : {u"tokenList"_s, u"reasonComboBox"_s, u"ticketLineEdit"_s, u"commentEdit"_s, u"confirmationLineEdit"_s,
                                u"confirmStateChangeButton"_s, u"stopStateChangeButton"_s, u"lookUpAfterUnknownButton"_s,
                                u"cancelStateChangeButton"_s, u"progressBar"_s})
        QVERIFY2(!part<QWidget>(name)->accessibleName().isEmpty(), qPrintable(name));
    QVERIFY(!m_dialog->accessibleName().isEmpty());
}

QTEST_MAIN(TestStateChangeDialog)
#include "tst_statechangedialog.moc"

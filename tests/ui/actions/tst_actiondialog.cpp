// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/forms/widgetwalk.h"
#include "tests/ui/tokens/fakes.h"
#include "ui/actions/actiondialog.h"
#include "ui/forms/formview.h"
#include "ui/forms/notice.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QScreen>
#include <QTest>

using namespace Qt::StringLiterals;

class TestActionDialog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, Appearance::Light); }
    void init();
    void cleanup() { delete m_dialog; }

    void form_isSentAsTypedAndTheRestIsForTheJournal();
    void incomplete_isNotSent();
    void success_closes();
    void refusal_keepsWhatWasTyped();
    void unknownOutcome_cannotBeSentAgain();
    void reasons_areChosenWhereTheServiceHasSome();
    void amount_isSaidInWords();
    void production_isNamed();
    void reversalInProduction_wantsTheAmountTyped();
    void reversalElsewhere_wantsNothingTyped();
    void reversalInProduction_withoutAnAmount_wantsTheWordTyped();
    void closedWhilePending_stillJournalsTheOutcome();
    void longForm_scrollsAndTheButtonsStay();
    void enter_sendsNothing();
    void controls_areNamed();

private:
    void open(Environment environment = Environment::Test);
    void openReversal(Environment environment, const QString &amount);
    void send();
    [[nodiscard]] QPushButton *button(const char *name) const
    {
        return m_dialog->findChild<QPushButton *>(QString::fromLatin1(name));
    }
    [[nodiscard]] FormView *form() const { return m_dialog->findChild<FormView *>(); }
    [[nodiscard]] QString label(const char *name) const
    {
        return m_dialog->findChild<QLabel *>(QString::fromLatin1(name))->text();
    }
    [[nodiscard]] Notice *notice() const { return m_dialog->findChild<Notice *>(u"notice"_s); }

    FakeDesk m_desk;
    QPointer<ActionDialog> m_dialog;
};

void TestActionDialog::init()
{
    m_desk = FakeDesk();
    m_desk.addOffers();
}

void TestActionDialog::open(Environment environment)
{
    const std::shared_ptr<const Session> session = m_desk.session(environment);
    m_dialog = new ActionDialog(
        session, m_desk.provider->offered.actions.first(), {.action = u"simulate"_s, .token = {u"tk_1"_s}},
        {u"tk_1"_s, u"Visa ·· 1111 · Active"_s}, {{u"state"_s, u"SUSPENDED"_s}}, *m_desk.clock, nullptr);
    m_dialog->open();
    QVERIFY(QTest::qWaitForWindowActive(m_dialog));
}

void TestActionDialog::openReversal(Environment environment, const QString &amount)
{
    FormField amountField;
    amountField.key = u"amount"_s;
    FormField currency;
    currency.key = u"currency"_s;
    currency.initialValue = u"USD"_s;
    TokenAction &reverse = m_desk.provider->offered.actions.last();
    reverse.form.fields = {amountField, currency};
    reverse.form.charge = Charge{u"amount"_s, u"currency"_s};
    m_dialog = new ActionDialog(m_desk.session(environment), reverse, {.action = u"reverse"_s, .token = {}}, {},
                                {{u"amount"_s, amount}}, *m_desk.clock, nullptr);
    m_dialog->open();
    QVERIFY(QTest::qWaitForWindowActive(m_dialog));
}

void TestActionDialog::send()
{
    form()->setValues({{u"desk.ticket"_s, u"T-7"_s}, {u"desk.comment"_s, u"rehearsal"_s}});
    QTest::mouseClick(button("sendButton"), Qt::LeftButton);
}

void TestActionDialog::form_isSentAsTypedAndTheRestIsForTheJournal()
{
    open();
    send();
    QTRY_VERIFY(m_desk.provider->isErasing());
    QCOMPARE(m_desk.provider->actionValues, (QMap<QString, QString>{{u"state"_s, u"SUSPENDED"_s}}));
    const JournalIntent intent = m_desk.journal->entries.first().intent;
    QVERIFY(intent.operation == Operation::Simulate);
    QCOMPARE(intent.ticket, u"T-7"_s);
    QCOMPARE(intent.comment, u"rehearsal"_s);
}

void TestActionDialog::incomplete_isNotSent()
{
    open();
    form()->setValues({{u"state"_s, QString()}});
    send();
    QVERIFY(!m_desk.provider->isErasing());
    QVERIFY(m_desk.journal->entries.isEmpty());
}

void TestActionDialog::success_closes()
{
    open();
    send();
    QTRY_VERIFY(m_desk.provider->isErasing());
    m_desk.provider->answerMutation(MutationAnswer{});
    QTRY_VERIFY(m_desk.provider->isAsked({u"tk_1"_s}));
    m_desk.provider->answer({u"tk_1"_s}, Failure(Error{.kind = Error::Kind::TimedOut}));
    QTRY_VERIFY(!m_dialog);
}

void TestActionDialog::refusal_keepsWhatWasTyped()
{
    open();
    send();
    QTRY_VERIFY(m_desk.provider->isErasing());
    m_desk.provider->answerMutation(Failure(Error{.kind = Error::Kind::Rejected, .correlationId = u"c1"_s}));
    QTRY_VERIFY(notice()->isVisible());
    QCOMPARE(form()->values().value(u"desk.ticket"_s), u"T-7"_s);
    QVERIFY(button("sendButton")->isEnabled());
}

void TestActionDialog::unknownOutcome_cannotBeSentAgain()
{
    open();
    send();
    QTRY_VERIFY(m_desk.provider->isErasing());
    m_desk.provider->answerMutation(Failure(Error{.kind = Error::Kind::OutcomeUnknown}));
    QTRY_VERIFY(notice()->isVisible());
    QVERIFY(notice()->kind() == Notice::Kind::Warning);
    QVERIFY(!button("sendButton")->isVisible());
}

void TestActionDialog::reasons_areChosenWhereTheServiceHasSome()
{
    m_desk.provider->offered.reasons.insert(Operation::Simulate, {{u"DRILL"_s, u"A drill"_s}});
    open();
    send();
    QVERIFY(!m_desk.provider->isErasing());
    form()->setValues({{u"desk.reason"_s, u"DRILL"_s}});
    send();
    QTRY_VERIFY(m_desk.provider->isErasing());
    QCOMPARE(m_desk.journal->entries.first().intent.reason, u"DRILL"_s);
}

void TestActionDialog::amount_isSaidInWords()
{
    FormField amount;
    amount.key = u"amount"_s;
    amount.initialValue = u"102.21"_s;
    FormField currency = amount;
    currency.key = u"currency"_s;
    currency.initialValue = u"USD"_s;
    Form &form = m_desk.provider->offered.actions.first().form;
    form.fields << amount << currency;
    form.charge = Charge{u"amount"_s, u"currency"_s};
    open();
    QCOMPARE(label("aboveLabel"), u"Amount: 102.21 US dollars (USD)."_s);
    this->form()->setValues({{u"amount"_s, u"1.00"_s}});
    QCOMPARE(label("aboveLabel"), u"Amount: 1.00 US dollar (USD)."_s);
}

void TestActionDialog::production_isNamed()
{
    open(Environment::Production);
    QVERIFY(label("destinationLabel").contains(u"PRODUCTION"_s));
}

void TestActionDialog::reversalInProduction_wantsTheAmountTyped()
{
    openReversal(Environment::Production, u"102.21"_s);
    auto *typed = m_dialog->findChild<QLineEdit *>(u"confirmationLineEdit"_s);
    QVERIFY(typed->isVisible());
    QCOMPARE(typed->accessibleName(), u"Type the amount, 102.21, to confirm"_s);
    send();
    QVERIFY(!m_desk.provider->isErasing());
    QCOMPARE(button("sendButton")->accessibleDescription(), u"Type 102.21 to confirm."_s);
    typed->setText(u"102.2"_s);
    QVERIFY(!button("sendButton")->isEnabled());
    typed->setText(u"102.21"_s);
    QVERIFY(button("sendButton")->isEnabled());
    form()->setValues({{u"amount"_s, u"50.00"_s}}); // another amount is another confirmation
    QVERIFY(!button("sendButton")->isEnabled());
    typed->setText(u"50.00"_s);
    send();
    QTRY_VERIFY(m_desk.provider->isErasing());
    QVERIFY(!typed->isEnabled());
    m_desk.provider->answerMutation(Failure(Error{.kind = Error::Kind::Rejected}));
    QTRY_VERIFY(notice()->isVisible());
    QVERIFY(typed->isEnabled());
}

void TestActionDialog::reversalElsewhere_wantsNothingTyped()
{
    openReversal(Environment::Test, u"102.21"_s);
    QVERIFY(!m_dialog->findChild<QLineEdit *>(u"confirmationLineEdit"_s)->isVisible());
    send();
    QTRY_VERIFY(m_desk.provider->isErasing());
}

void TestActionDialog::reversalInProduction_withoutAnAmount_wantsTheWordTyped()
{
    openReversal(Environment::Production, QString());
    QCOMPARE(m_dialog->findChild<QLineEdit *>(u"confirmationLineEdit"_s)->accessibleName(),
             u"Type REVERSE to confirm"_s);
}

void TestActionDialog::closedWhilePending_stillJournalsTheOutcome()
{
    open();
    send();
    QTRY_VERIFY(m_desk.provider->isErasing());
    m_dialog->reject();
    QTRY_VERIFY(!m_dialog);
    m_desk.provider->answerMutation(Failure(Error{.kind = Error::Kind::Rejected}));
    QTRY_VERIFY(m_desk.journal->entries.first().outcome.kind == JournalOutcome::Kind::Refused);
}

void TestActionDialog::longForm_scrollsAndTheButtonsStay()
{
    Form &form = m_desk.provider->offered.actions.first().form;
    for (int i = 0; i < 20; ++i) {
        FormField more;
        more.key = u"more%1"_s.arg(i);
        more.label = more.key;
        form.fields << more;
    }
    open();
    const QRect screen = m_dialog->screen()->availableGeometry();
    QVERIFY(m_dialog->height() <= screen.height());
    QVERIFY(m_dialog->rect().contains(button("closeButton")->geometry()));
}

void TestActionDialog::enter_sendsNothing()
{
    open();
    QVERIFY(button("closeButton")->isDefault());
    QTest::keyClick(form()->input(u"desk.ticket"_s), Qt::Key_Return);
    QVERIFY(!m_desk.provider->isErasing());
}

void TestActionDialog::controls_areNamed()
{
    open();
    QCOMPARE(WidgetWalk::unnamedControls(m_dialog), QStringList());
}

QTEST_MAIN(TestActionDialog)
#include "tst_actiondialog.moc"

// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/forms/widgetwalk.h"
#include "tests/ui/tokens/fakes.h"
#include "ui/actions/credentialsdialog.h"
#include "ui/forms/dialogbody.h"
#include "ui/forms/formview.h"
#include "ui/forms/hiddenvalue.h"
#include "ui/forms/notice.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QScreen>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestCredentialsDialog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, Appearance::Light); }
    void init();
    void cleanup() { delete m_dialog; }

    void withoutAReason_nothingIsAsked();
    void cardNumberAsReason_isNotKept();
    void request_isRecordedWithItsReasonBeforeItGoes();
    void unwritableJournal_asksNothing();
    void answer_showsWhatIsNoSecretAndMasksTheRest();
    void secrets_areInNoTextEvenWhileRevealed();
    void reveal_isRecordedFirst();
    void reveal_thatCannotBeRecorded_showsNothing();
    void reveal_hidesAfterItsTime();
    void reveal_countsDown();
    void reveal_ofAnother_hidesTheOneBefore();
    void escape_hidesFirstAndClosesThen();
    void escape_whileBeingRecorded_showsNothing();
    void anotherWindow_hides();
    void enter_neitherAsksNorReveals();
    void closed_forgetsAtOnce();
    void closedWhilePending_dropsTheAnswer();
    void unopenableAnswer_namesTheKeyAndKeepsTheForm();
    void problemWithAField_isSaidThere();
    void remark_isSaid();
    void longAnswer_scrollsAndTheButtonsStay();
    void longRefusal_scrollsAndTheButtonsStay();
    void controls_areNamed();

private:
    void open();
    void ask(const QString &reason = u"Gateway case"_s);
    void answerIt(const Result<PaymentCredentials> &answer = FakeDesk::credentials());
    [[nodiscard]] QPushButton *button(const char *name) const
    {
        return m_dialog->findChild<QPushButton *>(QString::fromLatin1(name));
    }
    [[nodiscard]] HiddenValue *secret(int number) const
    {
        return m_dialog->findChild<HiddenValue *>(u"secretValue%1"_s.arg(number));
    }
    [[nodiscard]] bool isOnScreen(const char *name) const
    {
        const QRect its(button(name)->mapToGlobal(QPoint()), button(name)->size());
        return m_dialog->screen()->availableGeometry().contains(its) && m_dialog->geometry().contains(its);
    }
    [[nodiscard]] DialogBody *body() const { return m_dialog->findChild<DialogBody *>(); }
    [[nodiscard]] FormView *form() const { return m_dialog->findChild<FormView *>(); }
    [[nodiscard]] QString countdown() const { return m_dialog->findChild<QLabel *>(u"countdownLabel"_s)->text(); }
    [[nodiscard]] Notice *notice() const { return m_dialog->findChild<Notice *>(u"notice"_s); }
    void pressShow(int number)
    {
        QTest::mouseClick(button(number == 0 ? "showSecretButton0" : "showSecretButton1"), Qt::LeftButton);
    }

    FakeDesk m_desk;
    QPointer<CredentialsDialog> m_dialog;
};

void TestCredentialsDialog::init()
{
    m_desk = FakeDesk();
    m_desk.addOffers();
    open();
}

void TestCredentialsDialog::open()
{
    m_dialog = new CredentialsDialog(m_desk.session(), {u"tk_1"_s}, u"Visa ·· 1111 · Active"_s, *m_desk.clock, nullptr);
    m_dialog->open();
    QVERIFY(QTest::qWaitForWindowActive(m_dialog));
}

void TestCredentialsDialog::ask(const QString &reason)
{
    form()->setValues({{u"desk.reason"_s, reason}, {u"desk.ticket"_s, u"T-7"_s}});
    QTest::mouseClick(button("sendButton"), Qt::LeftButton);
}

void TestCredentialsDialog::answerIt(const Result<PaymentCredentials> &answer)
{
    QTRY_VERIFY(m_desk.provider->isAskedForCredentials());
    m_desk.provider->answerCredentials(answer);
    if (answer)
        QTRY_VERIFY(secret(0));
    else
        QTRY_VERIFY(notice()->isVisible());
}

void TestCredentialsDialog::withoutAReason_nothingIsAsked()
{
    ask({});
    QTest::qWait(0);
    QVERIFY(m_desk.journal->noted.isEmpty());
    QVERIFY(!m_desk.provider->isAskedForCredentials());
    QVERIFY(form()->problemCount() > 0);
}

void TestCredentialsDialog::cardNumberAsReason_isNotKept()
{
    ask(u"for 4111 1111 1111 1111"_s);
    QTest::qWait(0);
    QVERIFY(m_desk.journal->noted.isEmpty());
    QVERIFY(form()->problemCount() > 0);
}

void TestCredentialsDialog::request_isRecordedWithItsReasonBeforeItGoes()
{
    m_desk.journal->holdsRecords = true;
    ask();
    QTRY_COMPARE(m_desk.journal->noted.size(), 1);
    QVERIFY(!m_desk.provider->isAskedForCredentials());
    m_desk.journal->answerRecord();
    QTRY_VERIFY(m_desk.provider->isAskedForCredentials());
    const JournalEvent event = m_desk.journal->noted.first();
    QVERIFY(event.kind == JournalEvent::Kind::Revealed);
    QCOMPARE(event.token.value, u"tk_1"_s);
    QCOMPARE(event.detail, u"reason: Gateway case; ticket: T-7"_s);
    QCOMPARE(m_desk.provider->credentialValues.keys(), QStringList{u"kind"_s}); // the desk's own fields stay here
}

void TestCredentialsDialog::unwritableJournal_asksNothing()
{
    m_desk.journal->recordError = Error{.kind = Error::Kind::Storage};
    ask();
    QTRY_VERIFY(notice()->isVisible());
    QVERIFY(!m_desk.provider->isAskedForCredentials());
    QVERIFY(notice()->text().meaning.contains(u"journal"_s));
}

void TestCredentialsDialog::answer_showsWhatIsNoSecretAndMasksTheRest()
{
    ask();
    answerIt();
    QCOMPARE(m_dialog->findChild<QLabel *>(u"plainValue2"_s)->text(), u"07"_s);
    QVERIFY(!secret(0)->isRevealed());
    QVERIFY(!secret(1)->isRevealed());
    QVERIFY(secret(0)->accessibleDescription().contains(u"482411••••••2281"_s));
    QVERIFY(!form()->isVisible());
    QVERIFY(!button("sendButton")->isVisible()); // once
}

void TestCredentialsDialog::secrets_areInNoTextEvenWhileRevealed()
{
    QGuiApplication::clipboard()->setText(u"untouched"_s);
    ask();
    answerIt();
    for (const int number : {0, 1}) {
        pressShow(number);
        QTRY_VERIFY(secret(number)->isRevealed());
        QVERIFY(!WidgetWalk::allText(m_dialog).contains(u"AgAAAA"_s));
        QVERIFY(!WidgetWalk::allDigits(m_dialog).contains(u"8765432"_s));
    }
    QVERIFY(m_dialog->findChildren<QLineEdit *>(u"secretValue0"_s).isEmpty());
    QCOMPARE(QGuiApplication::clipboard()->text(), u"untouched"_s);
}

void TestCredentialsDialog::reveal_isRecordedFirst()
{
    ask();
    answerIt();
    m_desk.journal->holdsRecords = true;
    pressShow(1);
    QTest::qWait(0);
    QVERIFY(!secret(1)->isRevealed());
    QCOMPARE(m_desk.journal->noted.size(), 2);
    QCOMPARE(m_desk.journal->noted.last().affectedItem, u"payment credentials: Cryptogram"_s);
    QCOMPARE(m_desk.journal->noted.last().detail, u"reason: Gateway case; ticket: T-7"_s);
    m_desk.journal->answerRecord();
    QTRY_VERIFY(secret(1)->isRevealed());
}

void TestCredentialsDialog::reveal_thatCannotBeRecorded_showsNothing()
{
    ask();
    answerIt();
    m_desk.journal->recordError = Error{.kind = Error::Kind::Storage};
    pressShow(1);
    QTRY_VERIFY(notice()->isVisible());
    QVERIFY(!secret(1)->isRevealed());
    QCOMPARE(button("showSecretButton1")->text(), u"Show"_s);
}

void TestCredentialsDialog::reveal_hidesAfterItsTime()
{
    ask();
    answerIt();
    pressShow(0);
    QTRY_VERIFY(secret(0)->isRevealed());
    m_desk.clock->advance(29s);
    QTest::qWait(450);
    QVERIFY(secret(0)->isRevealed());
    m_desk.clock->advance(1s);
    QTRY_VERIFY(!secret(0)->isRevealed());
    QCOMPARE(countdown(), QString());
    QCOMPARE(button("showSecretButton0")->text(), u"Show"_s);
}

void TestCredentialsDialog::reveal_countsDown()
{
    ask();
    answerIt();
    pressShow(0);
    QTRY_COMPARE(countdown(), u"Hidden again in 30 seconds"_s);
    m_desk.clock->advance(29s);
    QTRY_COMPARE(countdown(), u"Hidden again in 1 second"_s);
}

void TestCredentialsDialog::reveal_ofAnother_hidesTheOneBefore()
{
    ask();
    answerIt();
    pressShow(0);
    QTRY_VERIFY(secret(0)->isRevealed());
    pressShow(1);
    QTRY_VERIFY(secret(1)->isRevealed());
    QVERIFY(!secret(0)->isRevealed());
    pressShow(1);
    QVERIFY(!secret(1)->isRevealed());
}

void TestCredentialsDialog::escape_hidesFirstAndClosesThen()
{
    ask();
    answerIt();
    pressShow(0);
    QTRY_VERIFY(secret(0)->isRevealed());
    QTest::keyClick(m_dialog, Qt::Key_Escape);
    QVERIFY(m_dialog && m_dialog->isVisible());
    QVERIFY(!secret(0)->isRevealed());
    QTest::keyClick(m_dialog, Qt::Key_Escape);
    QTRY_VERIFY(!m_dialog);
}

void TestCredentialsDialog::escape_whileBeingRecorded_showsNothing()
{
    ask();
    answerIt();
    m_desk.journal->holdsRecords = true;
    pressShow(0);
    QTest::keyClick(m_dialog, Qt::Key_Escape);
    m_desk.journal->answerRecord();
    QTest::qWait(20);
    QVERIFY(m_dialog);
    QVERIFY(!secret(0)->isRevealed());
}

void TestCredentialsDialog::anotherWindow_hides()
{
    ask();
    answerIt();
    pressShow(0);
    QTRY_VERIFY(secret(0)->isRevealed());
    QWidget other;
    other.show();
    other.activateWindow();
    QTRY_VERIFY(!secret(0)->isRevealed());
}

void TestCredentialsDialog::enter_neitherAsksNorReveals()
{
    form()->setValues({{u"desk.reason"_s, u"Gateway case"_s}});
    QVERIFY(button("closeButton")->isDefault());
    QVERIFY(!button("sendButton")->isDefault() && !button("sendButton")->autoDefault());
    ask();
    answerIt();
    QTest::keyClick(m_dialog, Qt::Key_Return);
    QCOMPARE(m_desk.journal->noted.size(), 1);
}

void TestCredentialsDialog::closed_forgetsAtOnce()
{
    PaymentCredentials credentials = FakeDesk::credentials();
    const std::weak_ptr<const SecretBytes> value = credentials.disclosure.items.last().value;
    ask();
    answerIt(credentials);
    credentials = {};
    QTest::qWait(0); // the watcher goes
    QVERIFY(!value.expired());
    m_dialog->reject();
    QVERIFY(m_dialog && !secret(0)); // it goes later, what it showed now
    QTRY_VERIFY(value.expired());
    QTRY_VERIFY(!m_dialog);
}

void TestCredentialsDialog::closedWhilePending_dropsTheAnswer()
{
    PaymentCredentials credentials = FakeDesk::credentials();
    const std::weak_ptr<const SecretBytes> value = credentials.disclosure.items.last().value;
    ask();
    QTRY_VERIFY(m_desk.provider->isAskedForCredentials());
    m_dialog->reject();
    QTRY_VERIFY(!m_dialog);
    m_desk.provider->answerCredentials(credentials);
    credentials = {};
    QTRY_VERIFY(value.expired());
}

void TestCredentialsDialog::unopenableAnswer_namesTheKeyAndKeepsTheForm()
{
    QSignalSpy failures(m_dialog, &CredentialsDialog::failed);
    ask();
    answerIt(Failure(Error{.kind = Error::Kind::Undecryptable,
                           .detail = u"no loaded key has the id k-9"_s,
                           .correlationId = u"c0ffee"_s}));
    QVERIFY(notice()->text().meaning.contains(u"k-9"_s));
    QCOMPARE(notice()->text().correlationId, u"c0ffee"_s);
    QCOMPARE(failures.size(), 1);
    QVERIFY(form()->isVisible());
    QCOMPARE(form()->values().value(u"desk.reason"_s), u"Gateway case"_s);
    QVERIFY(button("sendButton")->isEnabled());
}

void TestCredentialsDialog::problemWithAField_isSaidThere()
{
    ask();
    QTRY_VERIFY(m_desk.provider->isAskedForCredentials());
    m_desk.provider->answerCredentials(Failure(Error{.kind = Error::Kind::InvalidInput, .field = u"kind"_s}));
    QTRY_COMPARE(form()->problemCount(), 1);
}

void TestCredentialsDialog::remark_isSaid()
{
    PaymentCredentials credentials = FakeDesk::credentials();
    credentials.remark = u"There is no network token: this is the card."_s;
    ask();
    answerIt(credentials);
    QCOMPARE(m_dialog->findChild<Notice *>(u"remarkNotice"_s)->text().headline, credentials.remark);
    QVERIFY(m_dialog->isActiveWindow()); // or nothing could be revealed
}

void TestCredentialsDialog::longAnswer_scrollsAndTheButtonsStay()
{
    PaymentCredentials answer = FakeDesk::credentials();
    for (int i = 0; i < 60; ++i)
        answer.disclosure.items.append(answer.disclosure.items.at(0));
    ask();
    answerIt(answer);
    QCoreApplication::sendPostedEvents();
    QVERIFY(isOnScreen("closeButton"));
    QVERIFY(body()->verticalScrollBar()->maximum() > 0);
    const auto *last = m_dialog->findChild<QLabel *>(u"correlationLabel"_s);
    QVERIFY(!body()->rect().contains(last->mapTo(body(), QPoint())));
    for (int i = 0; i < 20; ++i)
        QTest::keyClick(m_dialog, Qt::Key_PageDown);
    QVERIFY(body()->rect().contains(last->mapTo(body(), QPoint())));
}

void TestCredentialsDialog::longRefusal_scrollsAndTheButtonsStay()
{
    ask();
    answerIt(Failure(Error{.kind = Error::Kind::Rejected, .providerDetail = u"refused again "_s.repeated(150)}));
    QCoreApplication::sendPostedEvents();
    QVERIFY(isOnScreen("closeButton"));
    QVERIFY(isOnScreen("sendButton"));
    QVERIFY(body()->rect().contains(notice()->mapTo(body(), QPoint())));
    QCOMPARE(notice()->height(), notice()->heightForWidth(notice()->width())); // nothing of it is cut off
}

void TestCredentialsDialog::controls_areNamed()
{
    QCOMPARE(WidgetWalk::unnamedControls(m_dialog), QStringList());
    ask();
    answerIt();
    QCOMPARE(WidgetWalk::unnamedControls(m_dialog), QStringList());
}

QTEST_MAIN(TestCredentialsDialog)
#include "tst_credentialsdialog.moc"

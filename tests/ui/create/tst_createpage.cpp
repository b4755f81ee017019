// SPDX-License-Identifier: Apache-2.0
#include "tests/support/testcards.h"
#include "tests/ui/create/heldsession.h"
#include "tests/ui/forms/widgetwalk.h"
#include "ui/cardart/cardview.h"
#include "ui/create/createpage.h"
#include "ui/create/disclosuredialog.h"
#include "ui/forms/formview.h"
#include "ui/forms/notice.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMainWindow>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;

class TestCreatePage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void form_isSentAsTyped();
    void incompleteForm_isNotSentAndShowsWhere();
    void progress_countsInWords();
    void preview_followsWhatIsTyped();
    void destination_isNamed();

    void whileSending_nothingCanBeChangedOrSentAgain();
    void created_wipesAndAnnouncesTheToken();
    void ticketAndComment_goToTheJournalOnly();
    void extras_andDisclosure_openADialog();
    void reveal_isRecordedByNameAlone();
    void cardThatWasHereToday_isWarnedOfAndNotSent();
    void createAnyway_sends();
    void showThatToken_asksForIt();
    void earlierUnknownOutcome_pointsToPending();
    void anotherCardAfterTheWarning_isAskedForAnew();
    void enterAfterTheWarning_sendsNothing();
    void leftWhileTheGuardIsAsked_sendsNothing();
    void guardThatCannotAnswer_doesNotStopAnyone();
    void unwritableJournal_sendsNothingAndSaysSo();
    void unrecordedSuccess_isSaid();
    void successWithoutAToken_finishes();

    void refused_keepsEverythingTyped();
    void refused_canBeCorrectedAndSentAgain();
    void invalidField_isSaidInItsPlace();
    void invalidField_thatNobodySees_isSaidAtTheTop();
    void missingOperator_sendsTheAgentToSettings();

    void unknownOutcome_isNotSentAgainAtOnce_data();
    void unknownOutcome_isNotSentAgainAtOnce();
    void unknownOutcome_isSentAgainOnlyAfterChecking();
    void unknownOutcome_staysWhenTheAgentComesBack();
    void refusedOutcome_asksForNoChecking();

    void accepted_namesTheCorrelationId();
    void accepted_unrecorded_saysSo();
    void accepted_anotherBeginsAfresh();

    void closedWhilePending_theWorkGoesOn();
    void leftWhilePending_saysThatItGoesOn();
    void leftWhilePending_theOutcomeIsStillReported();
    void failedWhileAway_holdsNoCardData();

    void leaving_wipesCardDataAndKeepsTheRest();
    void comingBack_saysWhatIsStillThere();
    void comingBack_canBeginAfresh();
    void minimised_isNotLeft();
    void otherForm_hasFieldsOfItsOwn();
    void otherSession_startsWithNothing();
    void reset_dropsEverything();
    void unsentInput_isKnown();
    void unknownForm_isIgnored();

    void keyboardAlone_createsAToken();
    void enterTwice_sendsOnceAndStays();
    void escape_closesAnOpenListBeforeThePage();
    void tabOrder_followsTheEye();
    void everyControl_isNamed();
    void cardNumber_isInNoTextOfThePage();

private:
    void start(const char *formId = "createToken");
    void type(const char *key, const char *text);
    void fillIn(const char *number = TestCards::mastercard);
    void letTheGuardKnow(const char *number, const QString &token, const QString &outcome = u"succeeded"_s);
    void send();
    void answer(const Result<MutationAnswer> &outcome);
    void answerUnknown() { answer(Failure({.kind = Error::Kind::OutcomeUnknown, .detail = u"no answer"_s})); }
    void leavePage() { m_pages->setCurrentIndex(0); }
    [[nodiscard]] FormView *form() const;
    [[nodiscard]] QPushButton *button(const char *name) const;
    [[nodiscard]] Notice *notice(const char *name) const;
    [[nodiscard]] QString progress() const;
    [[nodiscard]] QByteArray secret(const char *key) const;
    template <typename T>
    [[nodiscard]] T *visible(const QString &name) const;

    std::unique_ptr<HeldSession> m_held;
    std::unique_ptr<QMainWindow> m_window;
    QStackedWidget *m_pages = nullptr;
    CreatePage *m_page = nullptr;
};

void TestCreatePage::initTestCase()
{
    qRegisterMetaType<TokenReading>();
    applyTheme(*qApp, Appearance::Light);
}

void TestCreatePage::init()
{
    m_held = std::make_unique<HeldSession>();
    m_window = std::make_unique<QMainWindow>();
    m_pages = new QStackedWidget;
    m_pages->addWidget(new QLabel(u"elsewhere"_s));
    m_page = new CreatePage(*m_held->clock);
    m_pages->addWidget(m_page);
    m_window->setCentralWidget(m_pages);
    m_window->resize(1132, 694);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    start();
}

void TestCreatePage::cleanup()
{
    m_window.reset();
    m_held.reset();
}

template <typename T>
T *TestCreatePage::visible(const QString &name) const
{
    for (T *widget : m_page->findChildren<T *>(name)) {
        if (widget->isVisible())
            return widget;
    }
    return nullptr;
}

void TestCreatePage::start(const char *formId)
{
    m_page->start(m_held->session, QString::fromLatin1(formId));
    m_pages->setCurrentWidget(m_page);
}

FormView *TestCreatePage::form() const
{
    return visible<FormView>(u"formView"_s);
}

QPushButton *TestCreatePage::button(const char *name) const
{
    return visible<QPushButton>(QString::fromLatin1(name));
}

Notice *TestCreatePage::notice(const char *name) const
{
    return visible<Notice>(QString::fromLatin1(name));
}

QString TestCreatePage::progress() const
{
    return visible<QLabel>(u"progressLabel"_s)->text();
}

void TestCreatePage::type(const char *key, const char *text)
{
    QWidget *input = form()->input(QString::fromLatin1(key));
    input->setFocus(Qt::OtherFocusReason);
    QTest::keyClicks(input, QString::fromLatin1(text));
}

void TestCreatePage::fillIn(const char *number)
{
    type("fpan", number);
    type("exp", "1231");
    type("cvv", "739");
    form()->setValues({{u"country"_s, u"US"_s}});
    form()->input(u"name"_s)->setFocus();
}

void TestCreatePage::send()
{
    QTest::mouseClick(button("submitButton"), Qt::LeftButton);
    QTest::qWait(0); // the guard has been asked
}

void TestCreatePage::letTheGuardKnow(const char *number, const QString &token, const QString &outcome)
{
    m_held->guard->known.insert(number, {.createdAt = m_held->clock->nowUtc().addSecs(-2 * 60 * 60),
                                         .operatorId = u"ann"_s,
                                         .outcome = outcome,
                                         .token = {token}});
}

void TestCreatePage::answer(const Result<MutationAnswer> &outcome)
{
    QVERIFY(!m_held->provider->sent.isEmpty());
    m_held->provider->sent.last().settle(outcome);
    QTest::qWait(0);
}

QByteArray TestCreatePage::secret(const char *key) const
{
    return form()->values().secret(QString::fromLatin1(key)).bytes().toByteArray();
}

void TestCreatePage::form_isSentAsTyped()
{
    fillIn();
    type("email", "john@example.com");
    send();
    const HeldProvider &provider = *m_held->provider;
    QCOMPARE(provider.sent.size(), 1);
    QCOMPARE(provider.formId, u"createToken"_s);
    QCOMPARE(provider.plain, (QMap<QString, QString>{{u"source"_s, u"MANUAL"_s},
                                                     {u"exp"_s, u"1231"_s},
                                                     {u"country"_s, u"US"_s},
                                                     {u"language"_s, u"en"_s}}));
    QCOMPARE(provider.secrets, (QMap<QString, QByteArray>{{u"fpan"_s, TestCards::mastercard},
                                                          {u"cvv"_s, "739"},
                                                          {u"email"_s, "john@example.com"}}));
    QCOMPARE(m_held->journal->entries.first().intent.operatorId, u"m.ruiz"_s);
}

void TestCreatePage::incompleteForm_isNotSentAndShowsWhere()
{
    type("fpan", TestCards::mastercard);
    send();
    QVERIFY(m_held->provider->sent.isEmpty());
    QCOMPARE(form()->problemCount(), 2);
    QVERIFY(form()->input(u"exp"_s)->hasFocus());
}

void TestCreatePage::progress_countsInWords()
{
    QCOMPARE(progress(), u"3 fields still to fill in"_s);
    fillIn();
    QCOMPARE(progress(), u"Ready to send"_s);
    type("email", "john@");
    QCOMPARE(progress(), u"1 field still to fill in"_s);
    form()->input(u"name"_s)->setFocus();
    QCOMPARE(progress(), u"1 field needs attention"_s);
    type("device.location", "x");
    QCOMPARE(progress(), u"2 fields need attention"_s);
}

void TestCreatePage::preview_followsWhatIsTyped()
{
    auto *card = m_page->findChild<CardView *>();
    fillIn(TestCards::amex);
    QCOMPARE(card->face().scheme, Scheme::Amex);
    QCOMPARE(card->face().digits, u"•••• •••••• •0005"_s);
    QCOMPARE(card->face().expiry, u"12/31"_s);
    start("createPushToken");
    QVERIFY(!visible<CardView>(u"cardView"_s)); // no card number, no card
}

void TestCreatePage::destination_isNamed()
{
    QCOMPARE(visible<QLabel>(u"destinationLabel"_s)->text(), u"Goes to Sample · built-in (Sandbox)."_s);
}

void TestCreatePage::whileSending_nothingCanBeChangedOrSentAgain()
{
    fillIn();
    send();
    QVERIFY(!button("submitButton")->isEnabled());
    QCOMPARE(button("submitButton")->text(), u"Sending…"_s);
    type("email", "x");
    type("fpan", "4");
    QTest::keyClick(form(), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(m_held->provider->sent.size(), 1);
    QCOMPARE(secret("fpan"), QByteArray(TestCards::mastercard));
    QCOMPARE(secret("email"), QByteArray());
    QCOMPARE(button("cancelButton")->text(), u"Leave"_s);
    QVERIFY(progress().contains(u"goes on"_s));
}

void TestCreatePage::created_wipesAndAnnouncesTheToken()
{
    QSignalSpy created(m_page, &CreatePage::created);
    QSignalSpy finished(m_page, &CreatePage::finished);
    QSignalSpy reported(m_page, &CreatePage::reported);
    fillIn();
    type("name", "J DOE");
    send();
    answer(withToken(u"c-1"_s));
    QCOMPARE(created.count(), 1);
    QCOMPARE(created.first().first().value<TokenReading>().token.id.value, u"tk_new"_s);
    QCOMPARE(finished.count(), 0);
    const auto line = reported.last().first().value<OutcomeLine>();
    QCOMPARE(line.kind, OutcomeLine::Kind::Succeeded);
    QCOMPARE(line.correlationId, u"c-1"_s);
    QVERIFY(!form()->hasInput());
    QVERIFY(!m_page->hasUnsentInput());
    QVERIFY(!m_window->findChild<DisclosureDialog *>());
}

void TestCreatePage::ticketAndComment_goToTheJournalOnly()
{
    fillIn();
    type("desk.ticket", "T-4711");
    type("desk.comment", "by phone");
    send();
    const JournalIntent intent = m_held->journal->entries.first().intent;
    QCOMPARE(intent.ticket, u"T-4711"_s);
    QCOMPARE(intent.comment, u"by phone"_s);
    QVERIFY(!m_held->provider->plain.contains(u"desk.ticket"_s));
    QVERIFY(!m_held->provider->plain.contains(u"desk.comment"_s));
}

void TestCreatePage::extras_andDisclosure_openADialog()
{
    start("createPushToken");
    QTest::keyClicks(form()->input(u"payload"_s), u"abc"_s);
    type("device.ipAddress", "203.0.113.7");
    send();
    MutationAnswer reply = withToken();
    reply.extra = {{.group = {}, .key = u"returnUri"_s, .label = u"Return address"_s, .value = u"https://bank.example/x"_s}};
    answer(reply);
    auto *dialog = m_window->findChild<DisclosureDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    QCOMPARE(dialog->findChild<QLabel *>(u"returnUriValue"_s)->text(), u"https://bank.example/x"_s);
}

void TestCreatePage::reveal_isRecordedByNameAlone()
{
    fillIn();
    send();
    auto disclosure = std::make_shared<Disclosure>();
    disclosure->items = {{u"City"_s, std::make_shared<const SecretBytes>(SecretBytes::fromText(u"Canaryville"_s))}};
    MutationAnswer reply = withToken();
    reply.disclosure = disclosure;
    answer(reply);
    auto *dialog = m_window->findChild<DisclosureDialog *>();
    QVERIFY(dialog);
    QVERIFY(m_held->journal->noted.isEmpty());
    QTest::mousePress(dialog->findChild<QPushButton *>(u"disclosureShowButton0"_s), Qt::LeftButton);
    QCOMPARE(m_held->journal->noted.size(), 1);
    const JournalEvent event = m_held->journal->noted.first();
    QVERIFY(event.kind == JournalEvent::Kind::Revealed);
    QCOMPARE(event.affectedItem, u"City"_s);
    QCOMPARE(event.token, reply.reading->token.id);
    QCOMPARE(event.operatorId, u"m.ruiz"_s);
    QCOMPARE(event.detail, QString());
}

void TestCreatePage::cardThatWasHereToday_isWarnedOfAndNotSent()
{
    letTheGuardKnow(TestCards::mastercard, u"tk_earlier"_s);
    fillIn();
    send();
    QVERIFY(m_held->provider->sent.isEmpty());
    QVERIFY(m_held->journal->entries.isEmpty());
    QCOMPARE(notice("repeatNotice")->text().headline,
             u"A token for this card was created at this desk 2 hours ago by ann: tk_earlier"_s);
    QVERIFY(button("createAnywayButton") && button("showEarlierButton"));
    QCOMPARE(secret("fpan"), QByteArray(TestCards::mastercard));
}

void TestCreatePage::createAnyway_sends()
{
    letTheGuardKnow(TestCards::mastercard, u"tk_earlier"_s);
    fillIn();
    send();
    QTest::mouseClick(button("createAnywayButton"), Qt::LeftButton);
    QCOMPARE(m_held->provider->sent.size(), 1);
    QVERIFY(!notice("repeatNotice"));
}

void TestCreatePage::showThatToken_asksForIt()
{
    QSignalSpy requested(m_page, &CreatePage::tokenRequested);
    letTheGuardKnow(TestCards::mastercard, u"tk_earlier"_s);
    fillIn();
    send();
    QTest::mouseClick(button("showEarlierButton"), Qt::LeftButton);
    QCOMPARE(requested.count(), 1);
    QCOMPARE(requested.first().first().value<TokenId>().value, u"tk_earlier"_s);
    QVERIFY(m_held->provider->sent.isEmpty());
}

void TestCreatePage::earlierUnknownOutcome_pointsToPending()
{
    letTheGuardKnow(TestCards::mastercard, {}, u"unknown"_s);
    fillIn();
    send();
    QVERIFY(notice("repeatNotice")->text().headline.contains(u"may have been created"_s));
    QVERIFY(notice("repeatNotice")->text().nextStep.contains(u"Pending"_s));
    QVERIFY(!button("showEarlierButton"));
}

void TestCreatePage::anotherCardAfterTheWarning_isAskedForAnew()
{
    letTheGuardKnow(TestCards::mastercard, u"tk_earlier"_s);
    letTheGuardKnow(TestCards::amex, u"tk_other"_s);
    fillIn();
    send();
    QVERIFY(notice("repeatNotice"));
    type("email", "j"); // any change may be one of the card
    QVERIFY(!notice("repeatNotice"));
    QVERIFY(m_held->provider->sent.isEmpty());
}

void TestCreatePage::enterAfterTheWarning_sendsNothing()
{
    letTheGuardKnow(TestCards::mastercard, u"tk_earlier"_s);
    fillIn();
    send();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier);
    QTest::qWait(0);
    QVERIFY(m_held->provider->sent.isEmpty());
    QVERIFY(notice("repeatNotice"));
}

void TestCreatePage::leftWhileTheGuardIsAsked_sendsNothing()
{
    m_held->guard->isHeld = true;
    fillIn();
    send();
    QCOMPARE(m_held->guard->asked.size(), 1);
    QVERIFY(!button("submitButton")->isEnabled());
    m_pages->setCurrentIndex(m_pages->indexOf(m_page) == 0 ? 1 : 0);
    m_held->guard->asked.first().settle(std::optional<RecentCreate>());
    QTest::qWait(0);
    QVERIFY(m_held->provider->sent.isEmpty());
    QVERIFY(m_held->journal->entries.isEmpty());
}

void TestCreatePage::guardThatCannotAnswer_doesNotStopAnyone()
{
    m_held->guard->error = Error{.kind = Error::Kind::Storage};
    fillIn();
    send();
    QCOMPARE(m_held->provider->sent.size(), 1);
}

void TestCreatePage::unwritableJournal_sendsNothingAndSaysSo()
{
    m_held->journal->canOpen = false;
    fillIn();
    send();
    QTRY_VERIFY(notice("outcomeNotice"));
    QVERIFY(m_held->provider->sent.isEmpty());
    QCOMPARE(notice("outcomeNotice")->text().headline, u"No token was created"_s);
    QVERIFY(notice("outcomeNotice")->text().meaning.contains(u"without it nothing is sent"_s));
    QVERIFY(notice("outcomeNotice")->text().nextStep.contains(u"disk"_s));
    QVERIFY(button("submitButton")->isEnabled()); // nothing was sent, so it may be sent
}

void TestCreatePage::unrecordedSuccess_isSaid()
{
    QSignalSpy reported(m_page, &CreatePage::reported);
    m_held->journal->canClose = false;
    fillIn();
    send();
    answer(withToken(u"c-1"_s));
    QVERIFY(reported.last().first().value<OutcomeLine>().text.contains(u"journal"_s));
    auto *dialog = m_window->findChild<DisclosureDialog *>();
    QVERIFY(dialog);
    QCOMPARE(dialog->findChild<Notice *>(u"unrecordedNotice"_s)->text().correlationId, u"c-1"_s);
}

void TestCreatePage::successWithoutAToken_finishes()
{
    QSignalSpy finished(m_page, &CreatePage::finished);
    fillIn();
    send();
    answer(MutationAnswer{});
    QCOMPARE(finished.count(), 1);
}

void TestCreatePage::refused_keepsEverythingTyped()
{
    QSignalSpy reported(m_page, &CreatePage::reported);
    fillIn();
    type("email", "john@example.com");
    send();
    answer(Failure({.kind = Error::Kind::Rejected, .detail = u"x"_s, .correlationId = u"c-2"_s, .code = u"ISSUER_DECLINED"_s}));
    QCOMPARE(reported.last().first().value<OutcomeLine>().kind, OutcomeLine::Kind::Refused);
    QVERIFY(notice("outcomeNotice"));
    QVERIFY(notice("outcomeNotice")->text().meaning.contains(u"The issuer refused."_s));
    QCOMPARE(notice("outcomeNotice")->text().correlationId, u"c-2"_s);
    QCOMPARE(secret("fpan"), QByteArray(TestCards::mastercard));
    QCOMPARE(secret("cvv"), QByteArray("739"));
    QCOMPARE(secret("email"), QByteArray("john@example.com"));
    QCOMPARE(form()->values().value(u"country"_s), u"US"_s);
    QVERIFY(!qobject_cast<QLineEdit *>(form()->input(u"fpan"_s))->text().contains(u"5555 5555"_s));
    QVERIFY(m_page->hasUnsentInput());
}

void TestCreatePage::refused_canBeCorrectedAndSentAgain()
{
    fillIn();
    send();
    answer(Failure({.kind = Error::Kind::Rejected, .detail = u"x"_s}));
    type("cvv", "");
    QTest::keyClick(form()->input(u"cvv"_s), Qt::Key_Backspace);
    QTest::keyClicks(form()->input(u"cvv"_s), u"1"_s);
    send();
    QCOMPARE(m_held->provider->sent.size(), 2);
    QCOMPARE(m_held->provider->secrets.value(u"cvv"_s), QByteArray("731"));
    QCOMPARE(m_held->provider->secrets.value(u"fpan"_s), QByteArray(TestCards::mastercard));
    QVERIFY(!notice("outcomeNotice"));
}

void TestCreatePage::invalidField_isSaidInItsPlace()
{
    m_held->provider->objection = Error{.kind = Error::Kind::InvalidInput, .detail = u"x"_s, .field = u"name"_s};
    fillIn();
    send();
    QTest::qWait(0);
    QVERIFY(!notice("outcomeNotice"));
    QCOMPARE(form()->problemCount(), 1);
    QVERIFY(form()->input(u"name"_s)->hasFocus());
    QVERIFY(form()->input(u"name"_s)->accessibleDescription().startsWith(u"Error: "_s));
}

void TestCreatePage::invalidField_thatNobodySees_isSaidAtTheTop()
{
    m_held->provider->objection = Error{.kind = Error::Kind::InvalidInput, .detail = u"x"_s, .field = u"token"_s};
    fillIn();
    send();
    QTest::qWait(0);
    QVERIFY(notice("outcomeNotice"));
    QCOMPARE(notice("outcomeNotice")->kind(), Notice::Kind::Error);
}

void TestCreatePage::missingOperator_sendsTheAgentToSettings()
{
    const HeldSession nobody{QString()};
    m_page->start(nobody.session, u"createToken"_s);
    fillIn();
    send();
    QTest::qWait(0);
    QVERIFY(notice("outcomeNotice")->text().headline.contains(u"operator id"_s));
    QVERIFY(notice("outcomeNotice")->text().nextStep.contains(u"Settings"_s));
}

void TestCreatePage::unknownOutcome_isNotSentAgainAtOnce_data()
{
    QTest::addColumn<int>("kind");
    for (const Error::Kind kind : {Error::Kind::OutcomeUnknown, Error::Kind::ServerFault, Error::Kind::BadReply,
                                   Error::Kind::TooLarge, Error::Kind::Undecryptable, Error::Kind::TimedOut})
        QTest::newRow(qPrintable(toString(kind))) << static_cast<int>(kind);
}

void TestCreatePage::unknownOutcome_isNotSentAgainAtOnce()
{
    QFETCH(const int, kind);
    QSignalSpy reported(m_page, &CreatePage::reported);
    fillIn();
    send();
    answer(Failure({.kind = static_cast<Error::Kind>(kind), .detail = u"x"_s, .correlationId = u"c-3"_s}));
    QCOMPARE(reported.last().first().value<OutcomeLine>().kind, OutcomeLine::Kind::Unknown);
    QCOMPARE(notice("outcomeNotice")->kind(), Notice::Kind::Warning);
    QVERIFY(!button("submitButton")->isEnabled());
    send();
    QTest::keyClick(form(), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(m_held->provider->sent.size(), 1);
    QVERIFY(m_page->hasUnsentInput());
}

void TestCreatePage::unknownOutcome_isSentAgainOnlyAfterChecking()
{
    fillIn();
    send();
    answerUnknown();
    QTest::mouseClick(button("allowAgainButton"), Qt::LeftButton);
    QVERIFY(!notice("outcomeNotice"));
    QCOMPARE(m_held->provider->sent.size(), 1);
    send();
    QVERIFY(notice("repeatNotice")->text().headline.contains(u"may have been created"_s)); // the guard has not forgotten
    QCOMPARE(m_held->provider->sent.size(), 1);
    QTest::mouseClick(button("createAnywayButton"), Qt::LeftButton);
    QCOMPARE(m_held->provider->sent.size(), 2);
}

void TestCreatePage::unknownOutcome_staysWhenTheAgentComesBack()
{
    fillIn();
    send();
    answerUnknown();
    leavePage();
    start();
    QVERIFY(notice("outcomeNotice"));
    QVERIFY(button("allowAgainButton"));
    QVERIFY(!button("submitButton")->isEnabled());
    QCOMPARE(secret("fpan"), QByteArray());
}

void TestCreatePage::refusedOutcome_asksForNoChecking()
{
    fillIn();
    send();
    answer(Failure({.kind = Error::Kind::Unreachable, .detail = u"x"_s}));
    QVERIFY(!button("allowAgainButton"));
    QVERIFY(button("submitButton")->isEnabled());
}

void TestCreatePage::accepted_namesTheCorrelationId()
{
    QSignalSpy accepted(m_page, &CreatePage::accepted);
    QSignalSpy created(m_page, &CreatePage::created);
    QSignalSpy finished(m_page, &CreatePage::finished);
    start("createAsyncToken");
    fillIn();
    send();
    answer(acceptedFor(u"c-4"_s));
    QCOMPARE(accepted.count(), 1);
    QCOMPARE(accepted.first().first().toString(), u"c-4"_s);
    QCOMPARE(created.count(), 0);
    QCOMPARE(visible<QLabel>(u"acceptedCorrelationId"_s)->text(), u"c-4"_s);
    QVERIFY(button("acceptedDoneButton")->hasFocus());
    QTest::mouseClick(button("copyAcceptedIdButton"), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"c-4"_s);
    QTest::mouseClick(button("acceptedDoneButton"), Qt::LeftButton);
    QCOMPARE(finished.count(), 1);
}

void TestCreatePage::accepted_unrecorded_saysSo()
{
    m_held->journal->canClose = false;
    start("createAsyncToken");
    fillIn();
    send();
    answer(acceptedFor(u"c-4"_s));
    QVERIFY(notice("notice")->text().headline.contains(u"journal"_s));
}

void TestCreatePage::accepted_anotherBeginsAfresh()
{
    start("createAsyncToken");
    fillIn();
    send();
    answer(acceptedFor(u"c-4"_s));
    QTest::mouseClick(button("createAnotherButton"), Qt::LeftButton);
    QVERIFY(form() && !form()->hasInput());
    QVERIFY(!notice("keptNotice"));
}

void TestCreatePage::closedWhilePending_theWorkGoesOn()
{
    fillIn();
    send();
    m_window.reset();
    m_held->provider->sent.last().settle(withToken(u"c-5"_s));
    QTRY_COMPARE(m_held->journal->entries.first().outcome.kind, JournalOutcome::Kind::Succeeded);
    QCOMPARE(m_held->workspace->remembered.size(), 1);
}

void TestCreatePage::leftWhilePending_saysThatItGoesOn()
{
    QSignalSpy finished(m_page, &CreatePage::finished);
    QSignalSpy reported(m_page, &CreatePage::reported);
    fillIn();
    send();
    QTest::mouseClick(button("cancelButton"), Qt::LeftButton);
    QCOMPARE(finished.count(), 1);
    QVERIFY(reported.last().first().value<OutcomeLine>().text.contains(u"goes on"_s));
}

void TestCreatePage::leftWhilePending_theOutcomeIsStillReported()
{
    QSignalSpy reported(m_page, &CreatePage::reported);
    QSignalSpy created(m_page, &CreatePage::created);
    fillIn();
    send();
    leavePage();
    answer(withToken(u"c-6"_s));
    QCOMPARE(reported.last().first().value<OutcomeLine>().correlationId, u"c-6"_s);
    QCOMPARE(created.count(), 1);
}

void TestCreatePage::failedWhileAway_holdsNoCardData()
{
    fillIn();
    send();
    leavePage();
    answer(Failure({.kind = Error::Kind::Rejected, .detail = u"x"_s}));
    start();
    QCOMPARE(secret("fpan"), QByteArray());
    QCOMPARE(secret("cvv"), QByteArray());
    QVERIFY(notice("outcomeNotice"));
}

void TestCreatePage::leaving_wipesCardDataAndKeepsTheRest()
{
    fillIn();
    type("email", "john@example.com");
    leavePage();
    start();
    QCOMPARE(secret("fpan"), QByteArray());
    QCOMPARE(secret("cvv"), QByteArray());
    QCOMPARE(secret("email"), QByteArray("john@example.com"));
    QCOMPARE(form()->values().value(u"exp"_s), u"1231"_s);
    QCOMPARE(form()->problemCount(), 0);
}

void TestCreatePage::comingBack_saysWhatIsStillThere()
{
    fillIn();
    QVERIFY(!notice("keptNotice"));
    leavePage();
    start();
    QVERIFY(notice("keptNotice"));
    QVERIFY(notice("keptNotice")->text().meaning.contains(u"wiped"_s));
}

void TestCreatePage::comingBack_canBeginAfresh()
{
    fillIn();
    leavePage();
    start();
    QTest::mouseClick(button("startAfreshButton"), Qt::LeftButton);
    QVERIFY(!form()->hasInput());
    QVERIFY(!notice("keptNotice"));
}

void TestCreatePage::minimised_isNotLeft()
{
    fillIn();
    m_window->showMinimized();
    QTest::qWait(20);
    QCOMPARE(secret("fpan"), QByteArray(TestCards::mastercard));
}

void TestCreatePage::otherForm_hasFieldsOfItsOwn()
{
    fillIn();
    start("createAsyncToken");
    QVERIFY(!form()->hasInput());
    start("createToken");
    QCOMPARE(form()->values().value(u"country"_s), u"US"_s);
    QCOMPARE(secret("fpan"), QByteArray());
}

void TestCreatePage::otherSession_startsWithNothing()
{
    fillIn();
    const HeldSession other;
    m_page->start(other.session, u"createToken"_s);
    QVERIFY(!form()->hasInput());
    fillIn();
    send();
    QVERIFY(m_held->provider->sent.isEmpty());
    QCOMPARE(other.provider->sent.size(), 1);
}

void TestCreatePage::reset_dropsEverything()
{
    fillIn();
    type("email", "john@example.com");
    FormView *old = form();
    m_page->reset();
    QVERIFY(!old->hasInput());
    QVERIFY(!m_page->hasUnsentInput());
    start();
    QVERIFY(!form()->hasInput());
}

void TestCreatePage::unsentInput_isKnown()
{
    QVERIFY(!m_page->hasUnsentInput());
    type("name", "J");
    QVERIFY(m_page->hasUnsentInput());
    fillIn();
    send();
    QVERIFY(!m_page->hasUnsentInput()); // sent
    answer(withToken());
    QVERIFY(!m_page->hasUnsentInput());
}

void TestCreatePage::unknownForm_isIgnored()
{
    start("nonsense");
    QVERIFY(form()->input(u"fpan"_s));
}

void TestCreatePage::keyboardAlone_createsAToken()
{
    const auto keys = [](const char *text) { QTest::keyClicks(QApplication::focusWidget(), QString::fromLatin1(text)); };
    const auto tab = [](int times = 1) {
        for (int i = 0; i < times; ++i) {
            QWidget *popup = QApplication::activePopupWidget();
            QTest::keyClick(popup ? popup : QApplication::focusWidget(), Qt::Key_Tab);
        }
    };
    QVERIFY(form()->input(u"fpan"_s)->hasFocus()); // the first field without a value
    keys(TestCards::mastercard);
    tab();
    keys("1231");
    tab();
    keys("739");
    tab(4); // name, e-mail, account
    QVERIFY(form()->input(u"country"_s)->hasFocus());
    keys("us");
    tab();
    QCOMPARE(form()->values().value(u"country"_s), u"US"_s);
    for (int i = 0; i < 12 && QApplication::focusWidget() != button("submitButton"); ++i)
        tab();
    QVERIFY(button("submitButton")->hasFocus());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_COMPARE(m_held->provider->sent.size(), 1);
    QCOMPARE(m_held->provider->secrets.value(u"fpan"_s), QByteArray(TestCards::mastercard));

    QSignalSpy finished(m_page, &CreatePage::finished);
    answer(MutationAnswer{});
    QTest::keyClick(form()->input(u"fpan"_s), Qt::Key_Escape);
    QCOMPARE(finished.count(), 2); // the answer without a token, and Escape
}

void TestCreatePage::enterTwice_sendsOnceAndStays()
{
    QSignalSpy finished(m_page, &CreatePage::finished);
    fillIn();
    button("submitButton")->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QCOMPARE(QApplication::focusWidget()->objectName(), u"formScrollArea"_s); // neither a button nor a field
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QTRY_COMPARE(m_held->provider->sent.size(), 1);
    QCOMPARE(finished.count(), 0);
    answer(Failure({.kind = Error::Kind::Rejected, .detail = u"x"_s}));
    QTest::keyClicks(QApplication::focusWidget(), u"4"_s);
    QCOMPARE(secret("fpan"), QByteArray(TestCards::mastercard));
}

void TestCreatePage::escape_closesAnOpenListBeforeThePage()
{
    QSignalSpy finished(m_page, &CreatePage::finished);
    auto *country = qobject_cast<QComboBox *>(form()->input(u"country"_s));
    country->setFocus();
    QTest::keyClicks(country->lineEdit(), u"un"_s);
    QWidget *matches = QApplication::activePopupWidget();
    QVERIFY(matches);
    QTest::keyClick(matches, Qt::Key_Escape);
    QVERIFY(!matches->isVisible());
    auto *source = qobject_cast<QComboBox *>(form()->input(u"source"_s));
    source->setFocus();
    source->showPopup();
    QTest::keyClick(source->view(), Qt::Key_Escape);
    QVERIFY(!source->view()->isVisible());
    QCOMPARE(finished.count(), 0);
    QTest::keyClick(source, Qt::Key_Escape);
    QCOMPARE(finished.count(), 1);
}

void TestCreatePage::tabOrder_followsTheEye()
{
    QStringList names = WidgetWalk::tabOrder(form()->input(u"source"_s));
    names.removeAll(QString());
    QCOMPARE(names.mid(names.size() - 4),
             (QStringList{u"desk.ticketLineEdit"_s, u"desk.commentLineEdit"_s, u"cancelButton"_s, u"submitButton"_s}));
    QList<QWidget *> visited;
    for (const QString &name : names.first(names.size() - 2))
        visited << form()->findChild<QWidget *>(name);
    QVERIFY(!visited.contains(nullptr));
    QCOMPARE(WidgetWalk::outOfOrder(visited), QString());
}

void TestCreatePage::everyControl_isNamed()
{
    QCOMPARE(WidgetWalk::unnamedControls(m_page), QStringList());
    fillIn();
    send();
    answerUnknown();
    QCOMPARE(WidgetWalk::unnamedControls(m_page), QStringList());
}

void TestCreatePage::cardNumber_isInNoTextOfThePage()
{
    QGuiApplication::clipboard()->setText(u"untouched"_s);
    const auto isClean = [&] { return !WidgetWalk::allDigits(m_window.get()).contains(u"5555555"_s); };
    type("fpan", TestCards::mastercard);
    QVERIFY(isClean());
    form()->clear();
    fillIn();
    QVERIFY(isClean());
    send();
    QVERIFY(isClean());
    answer(Failure({.kind = Error::Kind::Rejected, .detail = u"x"_s}));
    QVERIFY(isClean());
    QCOMPARE(QGuiApplication::clipboard()->text(), u"untouched"_s);
}

QTEST_MAIN(TestCreatePage)
#include "tst_createpage.moc"

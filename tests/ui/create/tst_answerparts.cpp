// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/forms/widgetwalk.h"
#include "tests/ui/tokens/fakes.h"
#include "tests/ui/tokens/samples.h"
#include "ui/actions/actiondialog.h"
#include "ui/create/chargedialog.h"
#include "ui/create/createpage.h"
#include "ui/create/disclosuredialog.h"
#include "ui/forms/formview.h"
#include "ui/forms/notice.h"
#include "ui/theme/theme.h"
#include "ui/tokens/statechip.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;

namespace {
using Kind = AnswerPart::Kind;

FormField textField(const QString &key, const QString &value)
{
    FormField field;
    field.key = key;
    field.label = key;
    field.isRequired = true;
    field.initialValue = value;
    return field;
}

AnswerPart part(const QString &label, const QString &word, Kind kind, const QString &meaning = {})
{
    AnswerPart made;
    made.label = label;
    made.word = word;
    made.kind = kind;
    made.meaning = meaning;
    return made;
}
} // namespace

//! A create that is also a payment: asked for once more before it is sent, and answered in parts.
class TestAnswerParts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();

    void charge_isAskedForInWordsBeforeItIsSent();
    void charge_cancelled_keepsTheForm();
    void charge_enterSendsNothing();
    void charge_onProduction_saysSo();
    void charge_leftPage_sendsNothing();
    void formWithoutCharge_isSentAtOnce();

    void declinedPayment_withToken_isShownTruthfully();
    void authorisedPayment_withoutToken_isShownTruthfully();
    void unknownPart_isSaid();
    void everythingDone_leadsToTheToken();
    void parts_stayPlain();
    void reference_isShownAndCopied();
    void preview_promisesArtOnlyWhereTheServiceGivesSome();
    void others_areLookedUpOnDemand();
    void facts_standOnThePage();

    void offer_isJournaledAndItsOutcomeShownInPlace();
    void offer_refused_canBeTriedAgain();
    void offer_unknown_isNotOfferedAgain();
    void offer_closedWhilePending_isStillShown();
    void offer_thatIsNotKnown_isLeftOut();
    void controls_areNamed();

private:
    void start(Environment environment = Environment::Test);
    void fillIn();
    void send();
    void confirm();
    void answer(const MutationAnswer &answer);
    [[nodiscard]] static MutationAnswer twoParts(Kind payment, Kind token, bool hasToken);
    [[nodiscard]] ChargeDialog *question() const { return m_page->findChild<ChargeDialog *>(); }
    [[nodiscard]] ActionDialog *offer() const { return m_page->findChild<ActionDialog *>(); }
    [[nodiscard]] QPushButton *button(const char *name) const
    {
        return m_page->findChild<QPushButton *>(QString::fromLatin1(name));
    }
    [[nodiscard]] QString label(const char *name) const
    {
        return m_page->findChild<QLabel *>(QString::fromLatin1(name))->text();
    }
    [[nodiscard]] Notice *outcome() const { return m_page->findChild<Notice *>(u"offerOutcome0"_s); }
    void takeOffer();
    [[nodiscard]] FormView *form() const { return m_page->findChild<FormView *>(u"formView"_s); }

    FakeDesk m_desk;
    std::unique_ptr<CreatePage> m_page;
    QList<OutcomeLine> m_lines;
};

void TestAnswerParts::initTestCase()
{
    qRegisterMetaType<TokenReading>();
    qRegisterMetaType<TokenId>();
    applyTheme(*qApp, Appearance::Light);
}

void TestAnswerParts::init()
{
    m_page.reset();
    m_lines.clear();
    m_desk = FakeDesk();
    m_desk.addOffers();
    FormField number = textField(u"number"_s, {});
    number.kind = FormField::Kind::CardNumber;
    Form pay;
    pay.id = u"pay"_s;
    pay.title = u"Token with a payment"_s;
    pay.submitText = u"Pay and create"_s;
    pay.fields = {number, textField(u"amount"_s, u"102.21"_s), textField(u"currency"_s, u"USD"_s)};
    pay.charge = Charge{u"amount"_s, u"currency"_s};
    Form plain = pay;
    plain.id = u"plain"_s;
    plain.charge.reset();
    m_desk.provider->offered.creates = {pay, plain};
    start();
}

void TestAnswerParts::start(Environment environment)
{
    m_page = std::make_unique<CreatePage>(*m_desk.clock);
    connect(m_page.get(), &CreatePage::reported, this, [this](const OutcomeLine &line) { m_lines << line; });
    m_page->resize(1132, 694);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    m_page->start(m_desk.session(environment), u"pay"_s);
    fillIn();
}

void TestAnswerParts::fillIn()
{
    QWidget *number = form()->input(u"number"_s);
    number->setFocus();
    QTest::keyClicks(number, u"4111111111111111"_s);
    form()->input(u"amount"_s)->setFocus();
}

void TestAnswerParts::send()
{
    QTest::mouseClick(button("submitButton"), Qt::LeftButton);
    QTest::qWait(0); // the guard has been asked
}

void TestAnswerParts::confirm()
{
    send();
    QTRY_VERIFY(question());
    QTest::mouseClick(question()->findChild<QPushButton *>(u"authoriseButton"_s), Qt::LeftButton);
    QTRY_VERIFY(m_desk.provider->isErasing());
}

MutationAnswer TestAnswerParts::twoParts(Kind payment, Kind token, bool hasToken)
{
    MutationAnswer made;
    made.parts = {part(u"Payment"_s, payment == Kind::Succeeded ? u"AUTHORIZED"_s : u"DECLINED"_s, payment,
                       u"The amount is held on the card."_s),
                  part(u"Token"_s, token == Kind::Succeeded ? u"SUCCESS"_s : u"SERVER_ERROR"_s, token)};
    made.correlationId = u"c0ffee"_s;
    if (hasToken)
        made.reading = Samples::reading(u"tk_new"_s);
    OfferedAction reverse;
    reverse.action = u"reverse"_s;
    reverse.label = u"Reverse the authorisation of 102.21 USD"_s;
    reverse.link = u"/pts/v2/payments/7/reversals"_s;
    made.offered = {reverse};
    return made;
}

void TestAnswerParts::answer(const MutationAnswer &answer)
{
    m_desk.provider->answerMutation(answer);
    QTRY_VERIFY(m_page->findChild<QLabel *>(u"acceptedTitle"_s)->isVisible());
}

void TestAnswerParts::charge_isAskedForInWordsBeforeItIsSent()
{
    send();
    QTRY_VERIFY(question());
    QVERIFY(!m_desk.provider->isErasing());
    QVERIFY(m_desk.journal->entries.isEmpty());
    QCOMPARE(question()->findChild<QLabel *>(u"chargeHeadline"_s)->text(), u"Authorise 102.21 US dollars (USD)?"_s);
    const QString card = question()->findChild<QLabel *>(u"chargeCardLabel"_s)->text();
    QVERIFY(card.contains(u"Visa"_s) && card.contains(u"1111"_s));
    QVERIFY(!WidgetWalk::allDigits(question()).contains(u"411111"_s));
    QTest::mouseClick(question()->findChild<QPushButton *>(u"authoriseButton"_s), Qt::LeftButton);
    QTRY_VERIFY(m_desk.provider->isErasing());
}

void TestAnswerParts::charge_cancelled_keepsTheForm()
{
    send();
    QTRY_VERIFY(question());
    QTest::keyClick(question(), Qt::Key_Escape);
    QTRY_VERIFY(!question());
    QVERIFY(!m_desk.provider->isErasing());
    QCOMPARE(form()->values().secret(u"number"_s).bytes().size(), 16);
    QVERIFY(button("submitButton")->isEnabled());
}

void TestAnswerParts::charge_enterSendsNothing()
{
    send();
    QTRY_VERIFY(question());
    QTest::keyClick(question(), Qt::Key_Return);
    QTRY_VERIFY(!question());
    QVERIFY(!m_desk.provider->isErasing());
}

void TestAnswerParts::charge_onProduction_saysSo()
{
    start(Environment::Production);
    send();
    QTRY_VERIFY(question());
    QVERIFY(question()->findChild<QLabel *>(u"chargeDestinationLabel"_s)->text().contains(u"PRODUCTION"_s));
}

void TestAnswerParts::charge_leftPage_sendsNothing()
{
    send();
    QTRY_VERIFY(question());
    m_page->hide();
    QTRY_VERIFY(!question());
    QVERIFY(!m_desk.provider->isErasing());
}

void TestAnswerParts::formWithoutCharge_isSentAtOnce()
{
    m_page = std::make_unique<CreatePage>(*m_desk.clock);
    m_page->show();
    m_page->start(m_desk.session(), u"plain"_s);
    fillIn();
    send();
    QTRY_VERIFY(m_desk.provider->isErasing());
    QVERIFY(!question());
}

void TestAnswerParts::declinedPayment_withToken_isShownTruthfully()
{
    QSignalSpy created(m_page.get(), &CreatePage::created);
    QSignalSpy arrived(m_page.get(), &CreatePage::arrived);
    confirm();
    answer(twoParts(Kind::Refused, Kind::Succeeded, true));
    QCOMPARE(label("acceptedTitle"), u"Not everything went through"_s);
    QCOMPARE(label("partLabel0"), u"Payment"_s);
    QCOMPARE(label("partWord0"), u"DECLINED"_s);
    QCOMPARE(label("partChip0"), u"Refused"_s);
    QCOMPARE(label("partMeaning0"), u"The amount is held on the card."_s);
    QCOMPARE(label("partChip1"), u"Succeeded"_s);
    QVERIFY(button("openTokenButton"));
    QVERIFY(created.isEmpty()); // the page stays
    QCOMPARE(arrived.size(), 1);
    QVERIFY(m_lines.last().kind == OutcomeLine::Kind::Note);
    QVERIFY(m_lines.last().text.contains(u"Payment: DECLINED"_s));
}

void TestAnswerParts::authorisedPayment_withoutToken_isShownTruthfully()
{
    QSignalSpy finished(m_page.get(), &CreatePage::finished);
    confirm();
    answer(twoParts(Kind::Succeeded, Kind::Refused, false));
    QCOMPARE(label("acceptedTitle"), u"Not everything went through"_s);
    QCOMPARE(label("partChip0"), u"Succeeded"_s);
    QCOMPARE(label("partChip1"), u"Refused"_s);
    QVERIFY(!button("openTokenButton"));
    QCOMPARE(m_page->focusWidget(), button("offerButton0")); // Enter does not leave the offer behind
    QVERIFY(finished.isEmpty());
    QVERIFY(m_page->findChild<QLabel *>(u"acceptedCorrelationId"_s)->text() == u"c0ffee"_s);
}

void TestAnswerParts::unknownPart_isSaid()
{
    confirm();
    answer(twoParts(Kind::Unknown, Kind::Succeeded, true));
    QCOMPARE(label("acceptedTitle"), u"Not all of the outcome is known"_s);
    QVERIFY(m_lines.last().kind == OutcomeLine::Kind::Unknown);
}

void TestAnswerParts::everythingDone_leadsToTheToken()
{
    QSignalSpy requested(m_page.get(), &CreatePage::tokenRequested);
    confirm();
    answer(twoParts(Kind::Succeeded, Kind::Succeeded, true));
    QCOMPARE(label("acceptedTitle"), u"Everything went through"_s);
    QVERIFY(m_lines.last().kind == OutcomeLine::Kind::Succeeded);
    button("openTokenButton")->click();
    QCOMPARE(requested.size(), 1);
    QCOMPARE(requested.first().first().value<TokenId>().value, u"tk_new"_s);
}

void TestAnswerParts::parts_stayPlain()
{
    MutationAnswer hostile = twoParts(Kind::Refused, Kind::Succeeded, true);
    hostile.parts[0].word = Samples::hostile();
    hostile.parts[0].meaning = Samples::hostile();
    confirm();
    answer(hostile);
    QCOMPARE(label("partWord0"), Samples::hostileAsShown());
    QCOMPARE(label("partMeaning0"), Samples::hostileAsShown());
    QVERIFY(m_page->findChild<QLabel *>(u"partWord0"_s)->textFormat() == Qt::PlainText);
}

void TestAnswerParts::reference_isShownAndCopied()
{
    MutationAnswer made = twoParts(Kind::Succeeded, Kind::Refused, false);
    made.parts[0].reference = u"/pts/v2/payments/\u202e7"_s;
    confirm();
    answer(made);
    const auto *reference = m_page->findChild<QLabel *>(u"partReference0"_s);
    QVERIFY(reference->isVisible());
    QCOMPARE(reference->text(), u"/pts/v2/payments/\\u202e7"_s);
    QCOMPARE(reference->font().family(), identifierFont().family());
    button("copyPartReferenceButton0")->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), made.parts[0].reference);
    QVERIFY(!m_page->findChild<QLabel *>(u"partReference1"_s)); // the service gave none
}

void TestAnswerParts::preview_promisesArtOnlyWhereTheServiceGivesSome()
{
    const auto caption = [this] { return m_page->findChild<QLabel *>(u"previewCaption"_s); };
    QVERIFY(!caption()->text().contains(u"art"_s));
    m_desk.provider->offered.givesCardArt = true;
    start();
    QVERIFY(caption()->isVisible());
    QVERIFY(caption()->text().contains(u"art appears once the token exists"_s));
}

void TestAnswerParts::others_areLookedUpOnDemand()
{
    QSignalSpy requested(m_page.get(), &CreatePage::tokenRequested);
    MutationAnswer made = twoParts(Kind::Succeeded, Kind::Succeeded, true);
    made.others = {{u"Customer"_s, {u"tk_customer"_s}}};
    confirm();
    answer(made);
    QVERIFY(m_desk.provider->asked.isEmpty());
    button("otherTokenButton0")->click();
    QCOMPARE(requested.first().first().value<TokenId>().value, u"tk_customer"_s);
}

void TestAnswerParts::facts_standOnThePage()
{
    MutationAnswer made = twoParts(Kind::Succeeded, Kind::Succeeded, true);
    made.extra = {{.group = {}, .key = u"paymentId"_s, .label = u"Payment id"_s, .value = u"6970"_s}};
    confirm();
    answer(made);
    QCOMPARE(label("paymentIdValue"), u"6970"_s);
    QVERIFY(!m_page->findChild<DisclosureDialog *>());
}

void TestAnswerParts::takeOffer()
{
    confirm();
    answer(twoParts(Kind::Succeeded, Kind::Refused, false));
    button("offerButton0")->click();
    QTRY_VERIFY(offer());
    offer()->findChild<QPushButton *>(u"sendButton"_s)->click();
    QTRY_VERIFY(m_desk.provider->isErasing());
}

void TestAnswerParts::offer_isJournaledAndItsOutcomeShownInPlace()
{
    takeOffer();
    QCOMPARE(m_desk.provider->targets.last().link, u"/pts/v2/payments/7/reversals"_s);
    QVERIFY(m_desk.journal->entries.first().intent.operation == Operation::Reverse);
    MutationAnswer reversed;
    reversed.parts = {part(u"Reversal"_s, u"REVERSED"_s, Kind::Succeeded)};
    m_desk.provider->answerMutation(reversed);
    QTRY_VERIFY(outcome()->isVisible());
    QVERIFY(outcome()->text().headline.contains(u"Reverse the authorisation"_s));
    QVERIFY(outcome()->text().meaning.contains(u"REVERSED"_s));
    QVERIFY(!button("offerButton0")->isVisible());
    QVERIFY(!m_page->findChild<QLabel *>(u"offersNote"_s)->isVisible()); // nothing is offered any more
}

void TestAnswerParts::offer_refused_canBeTriedAgain()
{
    takeOffer();
    m_desk.provider->answerMutation(Failure(Error{.kind = Error::Kind::Rejected}));
    QTRY_VERIFY(outcome()->isVisible());
    QVERIFY(outcome()->kind() == Notice::Kind::Error);
    QVERIFY(button("offerButton0")->isVisible() && button("offerButton0")->isEnabled());
    QVERIFY(m_page->findChild<QLabel *>(u"offersNote"_s)->isVisible());
    QVERIFY(offer() && offer()->isVisible()); // says it too, and keeps what was typed
}

void TestAnswerParts::offer_unknown_isNotOfferedAgain()
{
    takeOffer();
    m_desk.provider->answerMutation(Failure(Error{.kind = Error::Kind::OutcomeUnknown}));
    QTRY_VERIFY(outcome()->isVisible());
    QVERIFY(outcome()->kind() == Notice::Kind::Warning);
    QVERIFY(!button("offerButton0")->isVisible());
}

void TestAnswerParts::offer_closedWhilePending_isStillShown()
{
    takeOffer();
    const QPointer<ActionDialog> dialog = offer();
    dialog->reject();
    QTRY_VERIFY(!dialog);
    QVERIFY(!button("offerButton0")->isEnabled());
    m_desk.provider->answerMutation(MutationAnswer{});
    QTRY_VERIFY(outcome()->isVisible());
}

void TestAnswerParts::offer_thatIsNotKnown_isLeftOut()
{
    MutationAnswer made = twoParts(Kind::Succeeded, Kind::Succeeded, true);
    made.offered[0].action = u"capture"_s;
    confirm();
    answer(made);
    QVERIFY(!button("offerButton0"));
    QVERIFY(!m_page->findChild<QLabel *>(u"offersNote"_s)->isVisible());
}

void TestAnswerParts::controls_areNamed()
{
    MutationAnswer made = twoParts(Kind::Succeeded, Kind::Succeeded, true);
    made.others = {{u"Customer"_s, {u"tk_customer"_s}}};
    send();
    QTRY_VERIFY(question());
    QCOMPARE(WidgetWalk::unnamedControls(question()), QStringList());
    question()->accept();
    QTRY_VERIFY(m_desk.provider->isErasing());
    answer(made);
    QCOMPARE(WidgetWalk::unnamedControls(m_page.get()), QStringList());
}

QTEST_MAIN(TestAnswerParts)
#include "tst_answerparts.moc"

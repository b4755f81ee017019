// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fakeclock.h"
#include "tests/support/testcards.h"
#include "tests/ui/forms/sampleforms.h"
#include "tests/ui/forms/widgetwalk.h"
#include "ui/forms/formview.h"
#include "ui/forms/hintline.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

#include <memory>

using namespace Qt::StringLiterals;
using Tone = HintLine::Tone;

class TestFormView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void groups_standInTheFormsOrderUnderTheirHeadings();
    void shortFields_shareARow();
    void optionalFields_sayThatTheyAre();

    void untouchedForm_flagsNothing();
    void requiredField_isFlaggedOnceItWasLeft();
    void attempt_flagsEverythingMissing();
    void unfinishedTyping_isNotFlagged_data();
    void unfinishedTyping_isNotFlagged();
    void wrongInput_isFlaggedWhenLeft_data();
    void wrongInput_isFlaggedWhenLeft();
    void flaggedField_isJudgedAtEveryKey();
    void hopelessTyping_isFlaggedAtOnce();
    void checkDigit_isAWarningAndDoesNotStop();
    void problem_isSymbolSentenceAndDescription();

    void rule_makesAFieldRequiredAndSaysWhy();
    void rule_liftsARequirementAndSaysWhy();
    void rule_hidesAFieldAndDropsItsValue();
    void hiddenField_withTypedValue_saysWhyInItsPlace();
    void twoConditions_mustBothHold();

    void values_holdEveryShownFieldUnderItsKey();
    void setValues_fillsPlainFieldsOnly();
    void foreignProblem_standsUntilEdited();
    void foreignProblem_ofUnknownOrHiddenField_isRefused();
    void focusFirstProblem_scrollsToIt();
    void wipeSecrets_takesCardDataAndKeepsTheRest();
    void clear_putsEverythingBack();
    void hasInput_comparesWithTheInitialValues();
    void storedSecrets_countAsFilled();
    void readOnly_nothingCanBeTyped();
    void recognisedScheme_andPreview_followTheNumber();

    void cardNumber_isInNoTextAfterLeaving();
    void nothingMoves_whenAProblemComes();
    void tabOrder_followsTheEye();
    void everyControl_isNamed();
    void anotherForm_replacesTheFirst();

private:
    void use(const Form &form) { m_form->setForm(form, m_clock); }
    void type(const char *key, const QString &text);
    void type(const char *key, const char *text) { type(key, QString::fromLatin1(text)); }
    void leave();
    void choose(const char *key, const char *value);
    void fillIn();
    [[nodiscard]] HintLine *hint(const char *key) const;
    [[nodiscard]] QWidget *block(const char *key) const;
    [[nodiscard]] QLineEdit *line(const char *key) const;

    FakeClock m_clock;
    std::unique_ptr<QWidget> m_window;
    QScrollArea *m_area = nullptr;
    FormView *m_form = nullptr;
    QPushButton *m_other = nullptr;
};

void TestFormView::initTestCase()
{
    applyTheme(*qApp, Appearance::Light);
}

void TestFormView::init()
{
    m_window = std::make_unique<QWidget>();
    m_form = new FormView;
    m_other = new QPushButton(u"other"_s);
    m_area = new QScrollArea;
    m_area->setWidgetResizable(true);
    m_area->setFocusPolicy(Qt::NoFocus);
    m_area->setWidget(m_form);
    auto *layout = new QVBoxLayout(m_window.get());
    layout->addWidget(m_area);
    layout->addWidget(m_other);
    m_window->resize(700, 500);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    use(SampleForms::network());
}

void TestFormView::cleanup()
{
    m_window.reset();
}

void TestFormView::leave()
{
    if (QWidget *popup = QApplication::activePopupWidget())
        QTest::keyClick(popup, Qt::Key_Escape);
    m_other->setFocus(Qt::TabFocusReason);
}

void TestFormView::type(const char *key, const QString &text)
{
    leave();
    QWidget *input = m_form->input(QString::fromLatin1(key));
    input->setFocus(Qt::OtherFocusReason); // Tab would select what is there
    if (auto *combo = qobject_cast<QComboBox *>(input))
        input = combo->lineEdit();
    QTest::keyClicks(input, text);
}

void TestFormView::choose(const char *key, const char *value)
{
    auto *combo = qobject_cast<QComboBox *>(m_form->input(QString::fromLatin1(key)));
    combo->setCurrentIndex(combo->findData(QString::fromLatin1(value)));
}

void TestFormView::fillIn()
{
    type("fpan", TestCards::mastercard);
    type("exp", "1231");
    type("country", "us");
    leave();
}

HintLine *TestFormView::hint(const char *key) const
{
    return m_form->findChild<HintLine *>(QString::fromLatin1(key) + u"Hint"_s);
}

QWidget *TestFormView::block(const char *key) const
{
    return m_form->findChild<QWidget *>(QString::fromLatin1(key) + u"Block"_s);
}

QLineEdit *TestFormView::line(const char *key) const
{
    return qobject_cast<QLineEdit *>(m_form->input(QString::fromLatin1(key)));
}

void TestFormView::groups_standInTheFormsOrderUnderTheirHeadings()
{
    QList<QWidget *> headings;
    for (QLabel *label : m_form->findChildren<QLabel *>()) {
        if (label->property("role") == u"subheading"_s)
            headings << label;
    }
    QStringList texts;
    for (QWidget *heading : headings)
        texts << qobject_cast<QLabel *>(heading)->text();
    QCOMPARE(texts, (QStringList{u"Card"_s, u"Customer"_s, u"Risk and device"_s}));
    QCOMPARE(WidgetWalk::outOfOrder(headings), QString());
}

void TestFormView::shortFields_shareARow()
{
    const auto isOneRow = [&](const char *left, const char *right) {
        return block(left)->y() == block(right)->y() && block(left)->geometry().right() < block(right)->x();
    };
    QVERIFY(isOneRow("exp", "cvv"));
    QVERIFY(isOneRow("country", "language"));
    QVERIFY(isOneRow("risk.accountScore", "device.ipAddress"));
    QVERIFY(block("fpan")->width() > 2 * block("exp")->width());
}

void TestFormView::optionalFields_sayThatTheyAre()
{
    const auto suffix = [&](const char *key) { return block(key)->findChildren<QLabel *>().at(1)->text(); };
    QCOMPARE(suffix("cvv"), u"optional"_s);
    QCOMPARE(suffix("country"), QString());
    QCOMPARE(suffix("exp"), u"MM/YY"_s);
    type("fpan", TestCards::visa);
    QCOMPARE(suffix("exp"), u"MM/YY, optional"_s);
}

void TestFormView::untouchedForm_flagsNothing()
{
    QCOMPARE(m_form->problemCount(), 0);
    QCOMPARE(m_form->unfinishedCount(), 3); // number, expiry, country
    QVERIFY(!m_form->isComplete());
}

void TestFormView::requiredField_isFlaggedOnceItWasLeft()
{
    m_form->input(u"country"_s)->setFocus();
    QCOMPARE(m_form->problemCount(), 0);
    leave();
    QCOMPARE(m_form->problemCount(), 1);
    QCOMPARE(hint("country")->tone(), Tone::Error);
    QCOMPARE(m_form->input(u"country"_s)->property("problem").toString(), u"error"_s);
}

void TestFormView::attempt_flagsEverythingMissing()
{
    QVERIFY(!m_form->attempt());
    QCOMPARE(m_form->problemCount(), 3);
    QCOMPARE(m_form->unfinishedCount(), 0);
    fillIn();
    QVERIFY(m_form->attempt());
    QCOMPARE(m_form->problemCount(), 0);
}

void TestFormView::unfinishedTyping_isNotFlagged_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QString>("typed");
    QTest::newRow("card number") << QByteArray("fpan") << u"411111"_s;
    QTest::newRow("expiry") << QByteArray("exp") << u"12"_s;
    QTest::newRow("security code") << QByteArray("cvv") << u"1"_s;
    QTest::newRow("e-mail") << QByteArray("email") << u"john@"_s;
    QTest::newRow("address") << QByteArray("device.ipAddress") << u"203.0."_s;
    QTest::newRow("location") << QByteArray("device.location") << u"47.08"_s;
    QTest::newRow("country") << QByteArray("country") << u"unit"_s;
}

void TestFormView::unfinishedTyping_isNotFlagged()
{
    QFETCH(const QByteArray, key);
    QFETCH(const QString, typed);
    type(key.constData(), typed);
    QCOMPARE(m_form->problemCount(), 0);
    QVERIFY(!m_form->isComplete());
}

void TestFormView::wrongInput_isFlaggedWhenLeft_data()
{
    unfinishedTyping_isNotFlagged_data();
}

void TestFormView::wrongInput_isFlaggedWhenLeft()
{
    QFETCH(const QByteArray, key);
    QFETCH(const QString, typed);
    type(key.constData(), typed);
    leave();
    QCOMPARE(hint(key.constData())->tone(), Tone::Error);
    QCOMPARE(m_form->problemCount(), 1);
}

void TestFormView::flaggedField_isJudgedAtEveryKey()
{
    type("email", "john@");
    leave();
    QCOMPARE(hint("email")->tone(), Tone::Error);
    type("email", "example.co");
    QCOMPARE(hint("email")->tone(), Tone::Help);
    QTest::keyClick(line("email"), Qt::Key_Space);
    QTest::keyClicks(line("email"), u"x"_s);
    QCOMPARE(hint("email")->tone(), Tone::Error);
}

void TestFormView::hopelessTyping_isFlaggedAtOnce()
{
    type("device.ipAddress", "host");
    QCOMPARE(hint("device.ipAddress")->tone(), Tone::Error);
}

void TestFormView::checkDigit_isAWarningAndDoesNotStop()
{
    fillIn();
    type("fpan", TestCards::thalesExample);
    QCOMPARE(hint("fpan")->tone(), Tone::Warning);
    QCOMPARE(m_form->input(u"fpan"_s)->property("problem").toString(), u"warning"_s);
    leave();
    QVERIFY(m_form->attempt());
    QCOMPARE(m_form->problemCount(), 0);
}

void TestFormView::problem_isSymbolSentenceAndDescription()
{
    type("email", "john@");
    leave();
    QVERIFY(!hint("email")->text().isEmpty());
    QVERIFY(hint("email")->findChildren<QWidget *>().first()->isVisible()); // the symbol
    QVERIFY(line("email")->accessibleDescription().startsWith(u"Error: "_s));
    QVERIFY(line("email")->accessibleDescription().contains(hint("email")->text()));
    m_form->attempt();
    QVERIFY(m_form->input(u"country"_s)->accessibleDescription().startsWith(u"Required. Error: "_s));
}

void TestFormView::rule_makesAFieldRequiredAndSaysWhy()
{
    type("fpan", TestCards::amex);
    QCOMPARE(hint("email")->tone(), Tone::Help);
    QCOMPARE(hint("email")->text(), u"American Express needs the e-mail address."_s);
    m_form->input(u"email"_s)->setFocus();
    leave();
    QCOMPARE(hint("email")->tone(), Tone::Error);
    type("fpan", TestCards::visa);
    QCOMPARE(hint("email")->tone(), Tone::Help);
    QCOMPARE(hint("email")->text(), QString());
}

void TestFormView::rule_liftsARequirementAndSaysWhy()
{
    type("fpan", TestCards::visa);
    QCOMPARE(hint("exp")->text(), u"Visa finds the expiry by itself."_s);
    type("country", "us");
    leave();
    QVERIFY(m_form->isComplete());
}

void TestFormView::rule_hidesAFieldAndDropsItsValue()
{
    QVERIFY(!block("token")->isVisible());
    QVERIFY(block("fpan")->isVisible());
    choose("source", "TOKEN");
    QVERIFY(block("token")->isVisible());
    QVERIFY(!block("fpan")->isVisible());
    type("token", TestCards::visa);
    QVERIFY(m_form->values().has(u"token"_s));
    choose("source", "MANUAL");
    QVERIFY(!m_form->values().has(u"token"_s));
}

void TestFormView::hiddenField_withTypedValue_saysWhyInItsPlace()
{
    type("fpan", TestCards::visa);
    choose("source", "TOKEN");
    QVERIFY(block("fpan")->isVisible());
    QVERIFY(!m_form->input(u"fpan"_s)->isVisible());
    QCOMPARE(hint("fpan")->text(), u"The token number takes the place of the card number."_s);
    QVERIFY(!m_form->values().has(u"fpan"_s));
    choose("source", "MANUAL");
    QVERIFY(m_form->input(u"fpan"_s)->isVisible());
    QVERIFY(m_form->values().has(u"fpan"_s));
}

void TestFormView::twoConditions_mustBothHold()
{
    type("fpan", TestCards::amex);
    QCOMPARE(hint("device.ipAddress")->text(), u"Needed for American Express when typed by hand."_s);
    choose("source", "CARD_ON_FILE");
    QCOMPARE(hint("device.ipAddress")->text(), u"Of the customer’s device."_s);
}

void TestFormView::values_holdEveryShownFieldUnderItsKey()
{
    fillIn();
    type("cvv", "739");
    type("name", "J DOE");
    type("email", "john@example.com");
    type("device.ipAddress", "203.0.113.7");
    const FormValues values = m_form->values();
    QCOMPARE(values.plain(), (QMap<QString, QString>{{u"source"_s, u"MANUAL"_s},
                                                     {u"exp"_s, u"1231"_s},
                                                     {u"country"_s, u"US"_s},
                                                     {u"language"_s, u"en"_s},
                                                     {u"device.ipAddress"_s, u"203.0.113.7"_s}}));
    QCOMPARE(values.secret(u"fpan"_s).bytes().toByteArray(), QByteArray(TestCards::mastercard));
    QCOMPARE(values.secret(u"cvv"_s).bytes().toByteArray(), QByteArray("739"));
    QCOMPARE(values.secret(u"name"_s).bytes().toByteArray(), QByteArray("J DOE"));
    QCOMPARE(values.secret(u"email"_s).bytes().toByteArray(), QByteArray("john@example.com"));
}

void TestFormView::setValues_fillsPlainFieldsOnly()
{
    QSignalSpy changed(m_form, &FormView::changed);
    m_form->setValues({{u"country"_s, u"FR"_s}, {u"exp"_s, u"1231"_s}, {u"email"_s, u"a@b.example"_s}, {u"fpan"_s, u"4"_s}});
    QCOMPARE(changed.count(), 1);
    QCOMPARE(line("exp")->text(), u"12/31"_s);
    const FormValues values = m_form->values();
    QCOMPARE(values.value(u"country"_s), u"FR"_s);
    QVERIFY(!values.has(u"email"_s) && !values.has(u"fpan"_s));
}

void TestFormView::foreignProblem_standsUntilEdited()
{
    fillIn();
    QVERIFY(m_form->showProblem(u"exp"_s, u"The issuer knows another expiry."_s));
    QCOMPARE(hint("exp")->tone(), Tone::Error);
    QCOMPARE(hint("exp")->text(), u"The issuer knows another expiry."_s);
    QCOMPARE(m_form->problemCount(), 1);
    type("country", " ");
    QCOMPARE(hint("exp")->tone(), Tone::Error);
    type("exp", "");
    QTest::keyClick(line("exp"), Qt::Key_Backspace);
    QTest::keyClicks(line("exp"), u"2"_s);
    QCOMPARE(m_form->problemCount(), 0);
}

void TestFormView::foreignProblem_ofUnknownOrHiddenField_isRefused()
{
    QVERIFY(!m_form->showProblem(u"nonsense"_s, u"x"_s));
    QVERIFY(!m_form->showProblem(u"token"_s, u"x"_s));
    QCOMPARE(m_form->problemCount(), 0);
}

void TestFormView::focusFirstProblem_scrollsToIt()
{
    fillIn();
    type("device.location", "somewhere");
    leave();
    m_area->ensureVisible(0, 0);
    m_form->focusFirstProblem();
    QVERIFY(line("device.location")->hasFocus());
    QVERIFY(!line("device.location")->visibleRegion().isEmpty());
}

void TestFormView::wipeSecrets_takesCardDataAndKeepsTheRest()
{
    fillIn();
    type("cvv", "739");
    type("email", "john@example.com");
    m_form->wipeSecrets();
    const FormValues values = m_form->values();
    QVERIFY(!values.has(u"fpan"_s) && !values.has(u"cvv"_s));
    QVERIFY(values.has(u"email"_s) && values.has(u"exp"_s) && values.has(u"country"_s));
    QCOMPARE(m_form->problemCount(), 0);
}

void TestFormView::clear_putsEverythingBack()
{
    fillIn();
    type("email", "john@");
    choose("source", "CARD_ON_FILE");
    m_form->attempt();
    m_form->clear();
    QCOMPARE(m_form->values().plain(),
             (QMap<QString, QString>{{u"source"_s, u"MANUAL"_s}, {u"language"_s, u"en"_s}}));
    QVERIFY(!m_form->hasInput());
    QCOMPARE(m_form->problemCount(), 0);
    QCOMPARE(line("email")->text(), QString());
}

void TestFormView::hasInput_comparesWithTheInitialValues()
{
    QVERIFY(!m_form->hasInput());
    choose("source", "TOKEN");
    QVERIFY(m_form->hasInput());
    choose("source", "MANUAL");
    QVERIFY(!m_form->hasInput());
    type("name", "J");
    QVERIFY(m_form->hasInput());
}

void TestFormView::storedSecrets_countAsFilled()
{
    use(SampleForms::connection());
    type("baseUrl", "https://api.example.com");
    type("merchantId", "shop");
    QVERIFY(!m_form->isComplete());
    m_form->setStoredSecrets({u"apiKey"_s});
    QVERIFY(m_form->attempt());
    QVERIFY(!m_form->values().has(u"apiKey"_s));
    m_form->setStoredSecrets({});
    QVERIFY(!m_form->attempt());
}

void TestFormView::readOnly_nothingCanBeTyped()
{
    fillIn();
    type("email", "john@example.com");
    m_form->setReadOnly(true);
    type("email", "x");
    type("fpan", "4");
    QTest::keyClick(m_form->input(u"source"_s), Qt::Key_Down);
    m_form->setReadOnly(false);
    const FormValues values = m_form->values();
    QCOMPARE(values.secret(u"email"_s).bytes().toByteArray(), QByteArray("john@example.com"));
    QCOMPARE(values.secret(u"fpan"_s).bytes().toByteArray(), QByteArray(TestCards::mastercard));
    QCOMPARE(values.value(u"source"_s), u"MANUAL"_s);
}

void TestFormView::recognisedScheme_andPreview_followTheNumber()
{
    type("fpan", TestCards::amex);
    type("exp", "1231");
    QCOMPARE(m_form->recognisedScheme(), Scheme::Amex);
    QCOMPARE(m_form->cardPreview(), u"•••• •••••• •0005"_s);
    QCOMPARE(m_form->shownExpiry(), u"12/31"_s);
    choose("source", "TOKEN");
    QCOMPARE(m_form->recognisedScheme(), Scheme::Unknown);
    QCOMPARE(m_form->cardPreview(), QString());
}

void TestFormView::cardNumber_isInNoTextAfterLeaving()
{
    type("fpan", TestCards::mastercard);
    QVERIFY(!WidgetWalk::allDigits(m_window.get()).contains(QString::fromLatin1(TestCards::mastercard)));
    leave();
    QCOMPARE(line("fpan")->text(), u"5555 55•• •••• 4444"_s);
    QVERIFY(!WidgetWalk::allDigits(m_window.get()).contains(u"5555555"_s));
}

void TestFormView::nothingMoves_whenAProblemComes()
{
    const auto places = [&] {
        QList<QPoint> all;
        for (const char *key : {"source", "fpan", "exp", "cvv", "name", "email", "country", "device.ipAddress"})
            all << block(key)->mapTo(m_form, QPoint());
        return all;
    };
    type("source", "");
    QTest::qWait(0);
    const QList<QPoint> before = places();
    type("email", "john@");
    leave();
    QTest::qWait(0);
    QCOMPARE(hint("email")->tone(), Tone::Error);
    QCOMPARE(places(), before);
}

void TestFormView::tabOrder_followsTheEye()
{
    QList<QWidget *> visited;
    for (const QString &name : WidgetWalk::tabOrder(m_form->input(u"source"_s))) {
        if (QWidget *widget = name.isEmpty() ? nullptr : m_form->findChild<QWidget *>(name))
            visited << widget;
    }
    QCOMPARE(visited.size(), 12); // every field that is shown
    QCOMPARE(WidgetWalk::outOfOrder(visited), QString());
}

void TestFormView::everyControl_isNamed()
{
    QCOMPARE(WidgetWalk::unnamedControls(m_form), QStringList());
    use(SampleForms::connection());
    QCOMPARE(WidgetWalk::unnamedControls(m_form), QStringList());
}

void TestFormView::anotherForm_replacesTheFirst()
{
    type("fpan", TestCards::visa);
    use(SampleForms::push());
    QVERIFY(!m_form->input(u"fpan"_s));
    QVERIFY(m_form->input(u"payload"_s));
    QCOMPARE(m_form->unfinishedCount(), 2);
}

QTEST_MAIN(TestFormView)
#include "tst_formview.moc"

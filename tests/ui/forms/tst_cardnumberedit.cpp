// SPDX-License-Identifier: Apache-2.0
#include "tests/support/testcards.h"
#include "tests/ui/forms/widgetwalk.h"
#include "ui/forms/cardnumberedit.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

class TestCardNumberEdit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void typedDigits_areGroupedAsTheSchemeDoes_data();
    void typedDigits_areGroupedAsTheSchemeDoes();
    void pastedNumber_isTakenWhateverStandsBetween_data();
    void pastedNumber_isTakenWhateverStandsBetween();
    void pastedTooLong_isNotCutToAnotherNumber();
    void lettersAndSigns_areRefused();
    void digitsAreEdited_whereTheCursorStands();
    void backspaceAndDelete_passOverTheGaps();
    void selection_isReplaced();

    void whileTyping_noTextHoldsTheNumber();
    void whileTyping_theDigitsAreSeenOnlyWithTheFocus();
    void masked_showsFirstSixAndLastFour();
    void masked_noTextHoldsTheNumber();
    void masked_digitStartsANewNumber();
    void masked_backspaceClears();
    void masked_letterAndArrowsChangeNothing();
    void masked_pasteStartsANewNumber();
    void masked_changeButtonStartsANewNumber();
    void masked_readOnly_nothingChangesIt();
    void copyAndCut_leaveTheClipboardAlone();
    void undo_bringsNothingBack();
    void textSetByAssistiveTechnology_isTakenOutOfTheText();
    void inputMethod_isTakenLikeKeys();
    void wiped_holdsNothing();
    void preview_showsTheLastFourOfAWholeNumberOnly();

private:
    [[nodiscard]] QByteArray number() const { return m_edit->secret().bytes().toByteArray(); }
    void type(const char *text) { QTest::keyClicks(m_edit, QString::fromLatin1(text)); }

    QWidget *m_window = nullptr;
    CardNumberEdit *m_edit = nullptr;
};

void TestCardNumberEdit::initTestCase()
{
    applyTheme(*qApp, Appearance::Light);
}

void TestCardNumberEdit::init()
{
    m_window = new QWidget;
    auto *layout = new QVBoxLayout(m_window);
    m_edit = new CardNumberEdit;
    layout->addWidget(m_edit);
    layout->addWidget(new QLineEdit);
    m_window->resize(500, 100);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window));
    m_edit->setFocus();
    QGuiApplication::clipboard()->setText(u"untouched"_s);
}

void TestCardNumberEdit::cleanup()
{
    delete m_window;
}

void TestCardNumberEdit::typedDigits_areGroupedAsTheSchemeDoes_data()
{
    QTest::addColumn<QByteArray>("digits");
    QTest::addColumn<QString>("shown");
    QTest::newRow("visa") << QByteArray(TestCards::visa) << u"•••• •••• •••• ••••"_s;
    QTest::newRow("amex") << QByteArray(TestCards::amex) << u"•••• •••••• •••••"_s;
    QTest::newRow("diners") << QByteArray(TestCards::diners) << u"•••• •••••• ••••"_s;
    QTest::newRow("unionpay 19") << QByteArray(TestCards::unionPay19) << u"•••• •••• •••• •••• •••"_s;
    QTest::newRow("amex, begun") << QByteArray("37828") << u"•••• •"_s;
    QTest::newRow("a whole group") << QByteArray("4111") << u"••••"_s;
}

void TestCardNumberEdit::typedDigits_areGroupedAsTheSchemeDoes()
{
    QFETCH(const QByteArray, digits);
    QFETCH(const QString, shown);
    type(digits.constData());
    QCOMPARE(number(), digits);
    QCOMPARE(m_edit->text(), shown);
    QCOMPARE(m_edit->cursorPosition(), static_cast<int>(shown.size()));
}

void TestCardNumberEdit::pastedNumber_isTakenWhateverStandsBetween_data()
{
    QTest::addColumn<QString>("pasted");
    QTest::newRow("spaces") << u"4111 1111 1111 1111"_s;
    QTest::newRow("dashes") << u"4111-1111-1111-1111"_s;
    QTest::newRow("dots, line break") << u" 4111.1111.1111.1111\n"_s;
    QTest::newRow("no-break spaces") << u"4111\u00a01111\u20091111\u202f1111"_s;
    QTest::newRow("full-width digits") << u"４１１１１１１１１１１１１１１１"_s;
}

void TestCardNumberEdit::pastedNumber_isTakenWhateverStandsBetween()
{
    QFETCH(const QString, pasted);
    QGuiApplication::clipboard()->setText(pasted);
    QTest::keySequence(m_edit, QKeySequence::Paste);
    QCOMPARE(number(), QByteArray(TestCards::visa));
}

void TestCardNumberEdit::pastedTooLong_isNotCutToAnotherNumber()
{
    QGuiApplication::clipboard()->setText(QString::fromLatin1(TestCards::unionPay19) + u'7');
    QTest::keySequence(m_edit, QKeySequence::Paste);
    QCOMPARE(number(), QByteArray(TestCards::unionPay19) + '7');
}

void TestCardNumberEdit::lettersAndSigns_areRefused()
{
    type("4a1-1 1");
    QCOMPARE(number(), QByteArray("4111"));
    QCOMPARE(m_edit->text(), u"••••"_s);
}

void TestCardNumberEdit::digitsAreEdited_whereTheCursorStands()
{
    type("41171111");
    m_edit->setCursorPosition(3);
    QTest::keyClick(m_edit, Qt::Key_Delete);
    QCOMPARE(number(), QByteArray("4111111"));
    QCOMPARE(m_edit->cursorPosition(), 3);
    type("9");
    QCOMPARE(number(), QByteArray("41191111"));
    QCOMPARE(m_edit->cursorPosition(), 5); // behind the gap, where the next digit goes
    QTest::keyClick(m_edit, Qt::Key_Home);
    type("2");
    QCOMPARE(number(), QByteArray("241191111"));
}

void TestCardNumberEdit::backspaceAndDelete_passOverTheGaps()
{
    type("41112345");
    m_edit->setCursorPosition(5);
    QTest::keyClick(m_edit, Qt::Key_Backspace);
    QCOMPARE(number(), QByteArray("4112345"));
    m_edit->setCursorPosition(4);
    QTest::keyClick(m_edit, Qt::Key_Delete);
    QCOMPARE(number(), QByteArray("411245"));
}

void TestCardNumberEdit::selection_isReplaced()
{
    type("41112345");
    m_edit->setSelection(2, 5);
    type("9");
    QCOMPARE(number(), QByteArray("41945"));
    QTest::keySequence(m_edit, QKeySequence::SelectAll);
    QTest::keyClick(m_edit, Qt::Key_Delete);
    QCOMPARE(number(), QByteArray());
}

void TestCardNumberEdit::whileTyping_noTextHoldsTheNumber()
{
    type(TestCards::mastercard);
    QVERIFY(!WidgetWalk::allDigits(m_window).contains(u"5555"_s));
}

void TestCardNumberEdit::whileTyping_theDigitsAreSeenOnlyWithTheFocus()
{
    const auto picture = [this](const char *digits, bool hasFocus) {
        m_edit->wipeSecret();
        type(digits);
        if (hasFocus)
            m_edit->setFocus();
        else
            m_window->findChildren<QLineEdit *>().last()->setFocus();
        return m_edit->grab().toImage();
    };
    m_edit->setPlaceholderText({});
    QVERIFY(picture("4111222", true) != picture("4111333", true));
    QCOMPARE(picture("4111222", false), picture("4111333", false));
}

void TestCardNumberEdit::masked_showsFirstSixAndLastFour()
{
    type(TestCards::amex);
    m_edit->mask();
    QCOMPARE(m_edit->text(), u"3782 82•••• •0005"_s);
    QCOMPARE(number(), QByteArray(TestCards::amex));
    QVERIFY(m_edit->findChild<QToolButton *>(u"changeCardNumberButton"_s)->isVisible());
}

void TestCardNumberEdit::masked_noTextHoldsTheNumber()
{
    type(TestCards::mastercard);
    m_edit->mask();
    QVERIFY(!WidgetWalk::allDigits(m_window).contains(u"5555555"_s));
    m_edit->selectAll();
    QCOMPARE(m_edit->selectedText(), u"5555 55•• •••• 4444"_s);
}

void TestCardNumberEdit::masked_digitStartsANewNumber()
{
    type(TestCards::amex);
    m_edit->mask();
    type("4");
    QCOMPARE(number(), QByteArray("4"));
    QVERIFY(!m_edit->isMasked());
}

void TestCardNumberEdit::masked_backspaceClears()
{
    type(TestCards::amex);
    m_edit->mask();
    QTest::keyClick(m_edit, Qt::Key_Backspace);
    QCOMPARE(number(), QByteArray());
    QCOMPARE(m_edit->text(), QString());
}

void TestCardNumberEdit::masked_letterAndArrowsChangeNothing()
{
    type(TestCards::amex);
    m_edit->mask();
    type("x ");
    QTest::keyClick(m_edit, Qt::Key_Home);
    QTest::keyClick(m_edit, Qt::Key_Right);
    QCOMPARE(number(), QByteArray(TestCards::amex));
    QVERIFY(m_edit->isMasked());
}

void TestCardNumberEdit::masked_pasteStartsANewNumber()
{
    type(TestCards::amex);
    m_edit->mask();
    m_edit->setCursorPosition(3);
    QGuiApplication::clipboard()->setText(QString::fromLatin1(TestCards::visa));
    QTest::keySequence(m_edit, QKeySequence::Paste);
    QCOMPARE(number(), QByteArray(TestCards::visa));
}

void TestCardNumberEdit::masked_changeButtonStartsANewNumber()
{
    type(TestCards::amex);
    m_edit->mask();
    QTest::mouseClick(m_edit->findChild<QToolButton *>(u"changeCardNumberButton"_s), Qt::LeftButton);
    QCOMPARE(number(), QByteArray());
    QVERIFY(m_edit->hasFocus());
    type("4");
    QCOMPARE(number(), QByteArray("4"));
}

void TestCardNumberEdit::masked_readOnly_nothingChangesIt()
{
    type(TestCards::amex);
    m_edit->mask();
    m_edit->setReadOnlyNumber(true);
    type("4");
    QTest::keyClick(m_edit, Qt::Key_Backspace);
    QGuiApplication::clipboard()->setText(QString::fromLatin1(TestCards::visa));
    QTest::keySequence(m_edit, QKeySequence::Paste);
    QCOMPARE(number(), QByteArray(TestCards::amex));
    QVERIFY(!m_edit->findChild<QToolButton *>(u"changeCardNumberButton"_s)->isVisible());
}

void TestCardNumberEdit::copyAndCut_leaveTheClipboardAlone()
{
    type(TestCards::amex);
    for (const bool isMasked : {false, true}) {
        if (isMasked)
            m_edit->mask();
        QTest::keySequence(m_edit, QKeySequence::SelectAll);
        QTest::keySequence(m_edit, QKeySequence::Copy);
        QTest::keySequence(m_edit, QKeySequence::Cut);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"untouched"_s);
        QCOMPARE(number(), QByteArray(TestCards::amex));
    }
}

void TestCardNumberEdit::undo_bringsNothingBack()
{
    type("4111");
    QVERIFY(!m_edit->isUndoAvailable());
    m_edit->wipeSecret();
    QTest::keySequence(m_edit, QKeySequence::Undo);
    QCOMPARE(number(), QByteArray());
    QVERIFY(!m_edit->isUndoAvailable() && !m_edit->isRedoAvailable());
}

void TestCardNumberEdit::textSetByAssistiveTechnology_isTakenOutOfTheText()
{
    QAccessibleInterface *face = QAccessible::queryAccessibleInterface(m_edit);
    face->setText(QAccessible::Value, QString::fromLatin1(TestCards::visa));
    QCOMPARE(number(), QByteArray(TestCards::visa));
    QCOMPARE(m_edit->text(), u"•••• •••• •••• ••••"_s);
    m_edit->mask();
    face->setText(QAccessible::Value, QString::fromLatin1(TestCards::mastercard));
    QCOMPARE(number(), QByteArray(TestCards::mastercard));
    QVERIFY(!WidgetWalk::allDigits(m_window).contains(u"5555"_s));
}

void TestCardNumberEdit::inputMethod_isTakenLikeKeys()
{
    for (const char digit : QByteArray("4111")) {
        QInputMethodEvent event;
        event.setCommitString(QString(QChar::fromLatin1(digit)));
        QApplication::sendEvent(m_edit, &event);
    }
    QCOMPARE(number(), QByteArray("4111"));
    QCOMPARE(m_edit->text(), u"••••"_s);
}

void TestCardNumberEdit::wiped_holdsNothing()
{
    type(TestCards::amex);
    m_edit->mask();
    m_edit->wipeSecret();
    QCOMPARE(m_edit->length(), 0);
    QVERIFY(m_edit->secret().isEmpty());
    QCOMPARE(m_edit->text(), QString());
}

void TestCardNumberEdit::preview_showsTheLastFourOfAWholeNumberOnly()
{
    type("41111111111");
    QCOMPARE(m_edit->preview(), u"•••• •••• •••"_s);
    m_edit->wipeSecret();
    type(TestCards::amex);
    QCOMPARE(m_edit->preview(), u"•••• •••••• •0005"_s);
}

QTEST_MAIN(TestCardNumberEdit)
#include "tst_cardnumberedit.moc"

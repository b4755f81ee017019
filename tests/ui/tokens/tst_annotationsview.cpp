// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/tokens/fakes.h"
#include "ui/forms/hintline.h"
#include "ui/theme/theme.h"
#include "ui/tokens/annotationchip.h"
#include "ui/tokens/annotationsview.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using Kind = AnnotationEdit::Kind;

namespace {
const TokenId first{u"tk_1"_s};
const TokenId second{u"tk_2"_s};
} // namespace

class TestAnnotationsView : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, Appearance::Light); }
    void init();
    void whatIsWritten_isShownWithWhoWroteIt();
    void tag_isAddedWithTheKeyboardAndTheFieldStaysOpen();
    void tag_isRemovedWithTheKeyboard();
    void ticket_isAddedAndRemoved();
    void note_isWrittenAndEdited();
    void textThatMayNotBeKept_isRefusedBesideTheField_data();
    void textThatMayNotBeKept_isRefusedBesideTheField();
    void oneTagTooMany_isRefusedBesideTheField();
    void refusal_staysBesideTheFieldWithTheText();
    void failedRemoval_isSaid();
    void escape_closesTheFieldAndReturnsTheKeyboard();
    void noteThatWasBegun_waitsForItsToken();
    void answerAboutAnotherToken_isDropped();
    void closedWhilePending_isHarmless();
    void hostileText_isShownAsText();
    void chips_wrapInsideANarrowPanel();

private:
    [[nodiscard]] QStringList chipTexts(const QString &name) const;
    [[nodiscard]] QAbstractButton *button(const QString &name) const
    {
        return m_view->findChild<QAbstractButton *>(name);
    }
    [[nodiscard]] QLineEdit *line() const { return m_view->findChild<QLineEdit *>(u"annotationLineEdit"_s); }
    [[nodiscard]] QPlainTextEdit *note() const { return m_view->findChild<QPlainTextEdit *>(u"noteEdit"_s); }
    [[nodiscard]] HintLine *hint() const { return m_view->findChild<HintLine *>(u"annotationHint"_s); }
    [[nodiscard]] QList<AnnotationEdit> &edits() const { return m_desk.workspace->edits; }

    FakeDesk m_desk;
    std::unique_ptr<QWidget> m_window;
    AnnotationsView *m_view = nullptr;
};

void TestAnnotationsView::init()
{
    m_window.reset();
    m_desk = FakeDesk();
    const QDateTime when(QDate(2026, 2, 3), QTime(10, 0), Qt::UTC);
    m_desk.workspace->written[first] = {{{u"lost phone"_s, u"m.ruiz"_s, when}, {u"vip"_s, u"j.doe"_s, when}},
                                        {u"Called about the lost phone"_s, u"j.doe"_s, when},
                                        {{u"INC-7781"_s, u"m.ruiz"_s, when}}};
    m_window = std::make_unique<QWidget>();
    m_view = new AnnotationsView(m_window.get());
    auto *column = new QVBoxLayout(m_window.get());
    column->addWidget(m_view);
    column->addStretch(1);
    m_window->resize(400, 400);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_view->setSession(m_desk.session());
    m_view->showToken(first);
    QTRY_COMPARE(chipTexts(u"tagChip"_s).size(), 2);
}

QStringList TestAnnotationsView::chipTexts(const QString &name) const
{
    QStringList texts;
    for (const AnnotationChip *chip : m_view->findChildren<AnnotationChip *>(name)) {
        if (!chip->isHidden())
            texts << chip->text();
    }
    return texts;
}

void TestAnnotationsView::whatIsWritten_isShownWithWhoWroteIt()
{
    QCOMPARE(chipTexts(u"tagChip"_s), QStringList({u"lost phone"_s, u"vip"_s}));
    QCOMPARE(chipTexts(u"ticketChip"_s), QStringList({u"INC-7781"_s}));
    QCOMPARE(m_view->findChild<QLabel *>(u"noteLabel"_s)->text(), u"Called about the lost phone"_s);
    QVERIFY(m_view->findChild<QLabel *>(u"noteAuthorLabel"_s)->text().startsWith("j.doe, "_L1));
    const auto *chip = m_view->findChild<AnnotationChip *>(u"tagChip"_s);
    QCOMPARE(chip->accessibleName(), u"Tag lost phone"_s);
    QVERIFY(chip->accessibleDescription().contains("m.ruiz"_L1));
    QCOMPARE(button(u"removeTagButton"_s)->accessibleName(), u"Remove the tag lost phone"_s);
}

void TestAnnotationsView::tag_isAddedWithTheKeyboardAndTheFieldStaysOpen()
{
    QSignalSpy changed(m_view, &AnnotationsView::tagsChanged);
    button(u"addTagButton"_s)->setFocus();
    QTest::keyClick(button(u"addTagButton"_s), Qt::Key_Space);
    QTRY_VERIFY(line()->hasFocus());
    QTest::keyClicks(line(), u"late fee"_s);
    QTest::keyClick(line(), Qt::Key_Return);
    QTRY_VERIFY(chipTexts(u"tagChip"_s).contains(u"late fee"_s));
    QCOMPARE(edits().size(), 1);
    QCOMPARE(edits().first().kind, Kind::AddTag);
    QCOMPARE(changed.size(), 1);
    QVERIFY(line()->isVisible());
    QVERIFY(line()->hasFocus());
    QCOMPARE(line()->text(), QString());
}

void TestAnnotationsView::tag_isRemovedWithTheKeyboard()
{
    QSignalSpy changed(m_view, &AnnotationsView::tagsChanged);
    button(u"removeTagButton"_s)->setFocus();
    QTest::keyClick(button(u"removeTagButton"_s), Qt::Key_Delete);
    QTRY_COMPARE(chipTexts(u"tagChip"_s), QStringList({u"vip"_s}));
    QCOMPARE(changed.size(), 1);
    QVERIFY(button(u"addTagButton"_s)->hasFocus());
}

void TestAnnotationsView::ticket_isAddedAndRemoved()
{
    button(u"addTicketButton"_s)->click();
    QTest::keyClicks(line(), u"INC-9"_s);
    QTest::keyClick(line(), Qt::Key_Return);
    QTRY_COMPARE(chipTexts(u"ticketChip"_s), QStringList({u"INC-7781"_s, u"INC-9"_s}));
    QTest::keyClick(line(), Qt::Key_Escape);
    button(u"removeTicketButton"_s)->click();
    QTRY_COMPARE(chipTexts(u"ticketChip"_s), QStringList({u"INC-9"_s}));
    QVERIFY(button(u"addTicketButton"_s)->hasFocus());
}

void TestAnnotationsView::note_isWrittenAndEdited()
{
    QCOMPARE(button(u"editNoteButton"_s)->text(), u"Edit note"_s);
    button(u"editNoteButton"_s)->click();
    QTRY_VERIFY(note()->hasFocus());
    QCOMPARE(note()->toPlainText(), u"Called about the lost phone"_s);
    QTest::keyClicks(note(), u", twice"_s);
    QTest::keyClick(note(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(m_view->findChild<QLabel *>(u"noteLabel"_s)->text(), u"Called about the lost phone, twice"_s);
    QVERIFY(!note()->isVisible());
    QVERIFY(button(u"editNoteButton"_s)->hasFocus());

    button(u"editNoteButton"_s)->click();
    note()->setPlainText(QString());
    button(u"storeAnnotationButton"_s)->click();
    QTRY_COMPARE(button(u"editNoteButton"_s)->text(), u"+ Note"_s);
    QVERIFY(!m_view->findChild<QLabel *>(u"noteLabel"_s)->isVisible());
}

void TestAnnotationsView::textThatMayNotBeKept_isRefusedBesideTheField_data()
{
    QTest::addColumn<QString>("control");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("word");
    QTest::newRow("card number as a tag") << u"addTagButton"_s << u"4111111111111111"_s << u"card number"_s;
    QTest::newRow("card number in groups") << u"addTicketButton"_s << u"5555-5555 5555 4444"_s << u"card number"_s;
    QTest::newRow("card number in a note")
        << u"editNoteButton"_s << u"paid with 378282246310005 today"_s << u"card number"_s;
    QTest::newRow("e-mail address") << u"editNoteButton"_s << u"wrote from ann@example.com"_s << u"e-mail address"_s;
    QTest::newRow("too long") << u"addTagButton"_s << QString(41, u'x') << u"At most 40 characters"_s;
}

void TestAnnotationsView::textThatMayNotBeKept_isRefusedBesideTheField()
{
    QFETCH(const QString, control);
    QFETCH(const QString, text);
    QFETCH(const QString, word);
    button(control)->click();
    const bool isNote = control == "editNoteButton"_L1;
    QWidget *field = isNote ? static_cast<QWidget *>(note()) : line();
    isNote ? note()->setPlainText(text) : line()->setText(text);
    QCOMPARE(hint()->tone(), HintLine::Tone::Error);
    QVERIFY2(hint()->text().contains(word), qPrintable(hint()->text()));
    QCOMPARE(field->accessibleDescription(), hint()->spoken());
    QVERIFY(!button(u"storeAnnotationButton"_s)->isEnabled());
    QTest::keyClick(field, Qt::Key_Return, isNote ? Qt::ControlModifier : Qt::NoModifier);
    QVERIFY(edits().isEmpty());

    isNote ? note()->setPlainText(u"fine"_s) : line()->setText(u"fine"_s);
    QCOMPARE(hint()->tone(), HintLine::Tone::Help);
    QVERIFY(button(u"storeAnnotationButton"_s)->isEnabled());
}

void TestAnnotationsView::oneTagTooMany_isRefusedBesideTheField()
{
    for (int i = 0; i < AnnotationLimits::tags; ++i)
        m_desk.workspace->written[second].tags << Annotation{u"tag %1"_s.arg(i), u"m.ruiz"_s, m_desk.clock->nowUtc()};
    m_view->showToken(second);
    QTRY_COMPARE(chipTexts(u"tagChip"_s).size(), AnnotationLimits::tags);
    button(u"addTagButton"_s)->click();
    QTest::keyClicks(line(), u"one more"_s);
    QCOMPARE(hint()->tone(), HintLine::Tone::Error);
    QVERIFY(hint()->text().contains("at most 20 tags"_L1));
    QVERIFY(!button(u"storeAnnotationButton"_s)->isEnabled());
}

void TestAnnotationsView::refusal_staysBesideTheFieldWithTheText()
{
    m_desk.workspace->annotateError = Error{.kind = Error::Kind::Storage, .detail = u"disk full at /var"_s};
    button(u"addTagButton"_s)->click();
    QTest::keyClicks(line(), u"late fee"_s);
    QTest::keyClick(line(), Qt::Key_Return);
    QTRY_COMPARE(hint()->tone(), HintLine::Tone::Error);
    QVERIFY(hint()->text().contains("records"_L1));
    QVERIFY(!hint()->text().contains("/var"_L1));
    QCOMPARE(line()->text(), u"late fee"_s);
    QVERIFY(button(u"storeAnnotationButton"_s)->isEnabled());
}

void TestAnnotationsView::failedRemoval_isSaid()
{
    m_desk.workspace->annotateError = Error{.kind = Error::Kind::Storage};
    button(u"removeTagButton"_s)->click();
    const auto *problem = m_view->findChild<HintLine *>(u"annotationProblem"_s);
    QTRY_VERIFY(problem->isVisible());
    QVERIFY(problem->text().contains("records"_L1));
    QCOMPARE(chipTexts(u"tagChip"_s).size(), 2);
}

void TestAnnotationsView::escape_closesTheFieldAndReturnsTheKeyboard()
{
    button(u"addTagButton"_s)->click();
    QTest::keyClicks(line(), u"late"_s);
    QTest::keyClick(line(), Qt::Key_Escape);
    QVERIFY(!line()->isVisible());
    QVERIFY(button(u"addTagButton"_s)->hasFocus());
    QVERIFY(edits().isEmpty());
}

void TestAnnotationsView::noteThatWasBegun_waitsForItsToken()
{
    button(u"editNoteButton"_s)->click();
    note()->setPlainText(u"Half a sentence"_s);
    m_view->showToken(second);
    QTRY_COMPARE(chipTexts(u"tagChip"_s), QStringList());
    QVERIFY(!note()->isVisible());
    QCOMPARE(button(u"editNoteButton"_s)->text(), u"+ Note"_s);
    m_view->showToken(first);
    QTRY_COMPARE(chipTexts(u"tagChip"_s).size(), 2);
    QCOMPARE(button(u"editNoteButton"_s)->text(), u"Continue note"_s);
    button(u"editNoteButton"_s)->click();
    QCOMPARE(note()->toPlainText(), u"Half a sentence"_s);
}

void TestAnnotationsView::answerAboutAnotherToken_isDropped()
{
    m_desk.workspace->holdsEdits = true;
    button(u"removeTagButton"_s)->click();
    m_view->showToken(second);
    m_desk.workspace->answerEdit();
    QCoreApplication::sendPostedEvents();
    QCOMPARE(chipTexts(u"tagChip"_s), QStringList());
}

void TestAnnotationsView::closedWhilePending_isHarmless()
{
    m_desk.workspace->holdsEdits = true;
    button(u"removeTagButton"_s)->click();
    m_window.reset();
    m_desk.workspace->answerEdit();
    QCoreApplication::sendPostedEvents();
    QCOMPARE(m_desk.workspace->written.value(first).tags.size(), 1);
}

void TestAnnotationsView::hostileText_isShownAsText()
{
    const QString evil = u"<b>x</b>\u202Egnp"_s;
    m_desk.workspace->written[second] = {
        {{evil, evil, m_desk.clock->nowUtc()}}, {evil, evil, m_desk.clock->nowUtc()}, {}};
    m_view->showToken(second);
    QTRY_COMPARE(chipTexts(u"tagChip"_s).size(), 1);
    QCOMPARE(m_view->findChild<QLabel *>(u"noteLabel"_s)->text(), u"<b>x</b>\\u202egnp"_s);
    QCOMPARE(m_view->findChild<QLabel *>(u"noteLabel"_s)->textFormat(), Qt::PlainText);
    for (const AnnotationChip *chip : m_view->findChildren<AnnotationChip *>(u"tagChip"_s)) {
        if (!chip->isHidden())
            QCOMPARE(chip->accessibleName(), u"Tag <b>x</b>\\u202egnp"_s);
    }
}

void TestAnnotationsView::chips_wrapInsideANarrowPanel()
{
    for (int i = 0; i < 12; ++i)
        m_desk.workspace->written[second].tags
            << Annotation{QString(3 * i + 3, u'W'), u"m.ruiz"_s, m_desk.clock->nowUtc()};
    m_window->resize(340, 500);
    m_view->showToken(second);
    QTRY_COMPARE(chipTexts(u"tagChip"_s).size(), 12);
    QCOMPARE(m_window->width(), 340);
    QTRY_VERIFY(button(u"addTagButton"_s)->y() > 3 * button(u"addTagButton"_s)->height());
    for (const AnnotationChip *chip : m_view->findChildren<AnnotationChip *>(u"tagChip"_s)) {
        if (!chip->isHidden())
            QVERIFY(chip->geometry().right() <= chip->parentWidget()->width());
    }
}

QTEST_MAIN(TestAnnotationsView)
#include "tst_annotationsview.moc"

// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/tokens/fakes.h"
#include "tests/ui/tokens/samples.h"
#include "ui/forms/dialogbody.h"
#include "ui/forms/hintline.h"
#include "ui/forms/notice.h"
#include "ui/theme/theme.h"
#include "ui/tokens/deletedialog.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QScreen>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

class TestDeleteDialog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, Appearance::Light); }
    void init();
    void cleanup() { delete m_dialog; }
    void token_isNamed();
    void harmlessButton_isTheDefault();
    void missingThings_areNamedUntilAllIsThere();
    void mistypedConfirmation_isSaidAtItsPlace();
    void confirmation_isTheWordDeleteWithoutUsableDigits_data();
    void confirmation_isTheWordDeleteWithoutUsableDigits();
    void production_warnsStronger();
    void withoutReasonsToChoose_noneIsAsked();
    void tooLongComment_stopsTheDelete();
    void confirmed_sendsOnceWithTheReason();
    void underWay_nothingCanBeChanged();
    void succeeded_closes();
    void refused_keepsWhatWasTyped();
    void unwritableJournal_sendsNothing();
    void outcomeUnknown_offersTheLookUpAndNoSecondDelete();
    void closedWhilePending_stillJournalsTheOutcome();
    void hostileToken_staysPlain();
    void returnInTheConfirmation_doesNotDelete();
    void longRefusal_scrollsAndLeavesTheButtonsOnTheScreen();

private:
    void openFor(const Token &token, Environment environment = Environment::Sandbox);
    void fillIn();
    template <typename T>
    [[nodiscard]] T *part(const QString &name) const
    {
        return m_dialog->findChild<T *>(name);
    }
    [[nodiscard]] QPushButton *deleteButton() const { return part<QPushButton>(u"confirmDeleteButton"_s); }

    FakeDesk m_desk;
    QPointer<DeleteDialog> m_dialog;
};

void TestDeleteDialog::init()
{
    m_desk = FakeDesk();
    openFor(Samples::reading(u"tk_1"_s).token);
}

void TestDeleteDialog::openFor(const Token &token, Environment environment)
{
    delete m_dialog;
    m_dialog = new DeleteDialog(m_desk.session(environment), token, nullptr);
    m_dialog->open();
}

void TestDeleteDialog::fillIn()
{
    part<QComboBox>(u"reasonComboBox"_s)->setCurrentIndex(1);
    part<QLineEdit>(u"ticketLineEdit"_s)->setText(u" TICKET-4711 "_s);
    part<QPlainTextEdit>(u"commentEdit"_s)->setPlainText(u"Asked by letter"_s);
    part<QLineEdit>(u"confirmationLineEdit"_s)->setText(u"1111"_s);
}

void TestDeleteDialog::token_isNamed()
{
    QCOMPARE(part<QLabel>(u"tokenIdLabel"_s)->text(), u"tk_1"_s);
    QCOMPARE(part<QLabel>(u"cardLabel"_s)->text(), u"Visa ·· 1111 · Active"_s);
    QVERIFY(!part<QLabel>(u"productionLabel"_s)->isVisible());
}

void TestDeleteDialog::harmlessButton_isTheDefault()
{
    QVERIFY(part<QPushButton>(u"cancelDeleteButton"_s)->isDefault());
    QVERIFY(!deleteButton()->isDefault() && !deleteButton()->autoDefault());
}

void TestDeleteDialog::missingThings_areNamedUntilAllIsThere()
{
    const auto *missing = part<QLabel>(u"stateLabel"_s);
    QVERIFY(!deleteButton()->isEnabled());
    QCOMPARE(missing->text(), u"Choose a reason. Type 1111 to confirm."_s);
    QCOMPARE(deleteButton()->accessibleDescription(), missing->text());
    part<QComboBox>(u"reasonComboBox"_s)->setCurrentIndex(1);
    QCOMPARE(missing->text(), u"Type 1111 to confirm."_s);
    part<QLineEdit>(u"confirmationLineEdit"_s)->setText(u" 1111"_s);
    QCOMPARE(missing->text(), QString());
    QVERIFY(deleteButton()->isEnabled());
    part<QComboBox>(u"reasonComboBox"_s)->setCurrentIndex(0);
    QVERIFY(!deleteButton()->isEnabled());
}

void TestDeleteDialog::mistypedConfirmation_isSaidAtItsPlace()
{
    auto *hint = part<HintLine>(u"confirmationHint"_s);
    part<QLineEdit>(u"confirmationLineEdit"_s)->setText(u"11"_s);
    QCOMPARE(hint->text(), QString());
    part<QLineEdit>(u"confirmationLineEdit"_s)->setText(u"12"_s);
    QCOMPARE(hint->text(), u"This is not 1111."_s);
    QCOMPARE(hint->tone(), HintLine::Tone::Error);
}

void TestDeleteDialog::confirmation_isTheWordDeleteWithoutUsableDigits_data()
{
    QTest::addColumn<QString>("digits");
    QTest::newRow("none") << QString();
    QTest::newRow("not digits") << u"1\u200B11"_s;
    QTest::newRow("other digits") << u"١١١١"_s;
}

void TestDeleteDialog::confirmation_isTheWordDeleteWithoutUsableDigits()
{
    QFETCH(QString, digits);
    Token token = Samples::reading(u"tk_1"_s).token;
    token.cardLastDigits = digits;
    openFor(token);
    fillIn();
    QVERIFY(!deleteButton()->isEnabled());
    part<QLineEdit>(u"confirmationLineEdit"_s)->setText(u"DELETE"_s);
    QVERIFY(deleteButton()->isEnabled());
    QVERIFY(part<QLabel>(u"confirmationLabel"_s)->text().contains("DELETE"_L1));
}

void TestDeleteDialog::production_warnsStronger()
{
    openFor(Samples::reading(u"tk_1"_s).token, Environment::Production);
    const auto *warning = part<QLabel>(u"productionLabel"_s);
    QVERIFY(warning->isVisible());
    QVERIFY(warning->text().contains("PRODUCTION (Made-up connection)"_L1));
}

void TestDeleteDialog::withoutReasonsToChoose_noneIsAsked()
{
    m_desk.provider->offered.reasons.clear();
    openFor(Samples::reading(u"tk_1"_s).token);
    QVERIFY(!part<QComboBox>(u"reasonComboBox"_s)->isVisible());
    part<QLineEdit>(u"confirmationLineEdit"_s)->setText(u"1111"_s);
    QVERIFY(deleteButton()->isEnabled());
}

void TestDeleteDialog::tooLongComment_stopsTheDelete()
{
    fillIn();
    part<QPlainTextEdit>(u"commentEdit"_s)->setPlainText(QString(500, u'x'));
    QVERIFY(deleteButton()->isEnabled());
    part<QPlainTextEdit>(u"commentEdit"_s)->setPlainText(QString(503, u'x'));
    QVERIFY(!deleteButton()->isEnabled());
    QCOMPARE(part<HintLine>(u"commentHint"_s)->text(), u"Shorten the comment by 3 characters."_s);
    QCOMPARE(part<QLineEdit>(u"ticketLineEdit"_s)->maxLength(), 64);
}

void TestDeleteDialog::confirmed_sendsOnceWithTheReason()
{
    fillIn();
    const QSignalSpy started(m_dialog, &DeleteDialog::started);
    QTest::mouseClick(deleteButton(), Qt::LeftButton);
    QTest::mouseClick(deleteButton(), Qt::LeftButton);
    QCOMPARE(m_desk.provider->toldToErase, QList<TokenId>({TokenId{u"tk_1"_s}}));
    QCOMPARE(m_desk.provider->eraseReasons, QStringList{u"customer-request"_s});
    QCOMPARE(started.size(), 1);
    const JournalIntent &intent = m_desk.journal->entries.at(0).intent;
    QCOMPARE(intent.reason, u"customer-request"_s);
    QCOMPARE(intent.ticket, u"TICKET-4711"_s);
    QCOMPARE(intent.comment, u"Asked by letter"_s);
}

void TestDeleteDialog::underWay_nothingCanBeChanged()
{
    fillIn();
    deleteButton()->click();
    for (const QString &name : {u"reasonComboBox"_s, u"ticketLineEdit"_s, u"commentEdit"_s, u"confirmationLineEdit"_s,
                                u"confirmDeleteButton"_s})
        QVERIFY2(!part<QWidget>(name)->isEnabled(), qPrintable(name));
    QVERIFY(part<QLabel>(u"stateLabel"_s)->text().startsWith(u"Deleting…"_s));
    QCOMPARE(part<QPushButton>(u"cancelDeleteButton"_s)->text(), u"Close"_s);
    QVERIFY(part<QPushButton>(u"cancelDeleteButton"_s)->isEnabled());
}

void TestDeleteDialog::succeeded_closes()
{
    fillIn();
    const QSignalSpy accepted(m_dialog, &QDialog::accepted);
    deleteButton()->click();
    m_desk.provider->answerDelete(MutationAnswer{});
    m_desk.provider->answer({u"tk_1"_s}, Failure(Error{.kind = Error::Kind::NotFound}));
    QTRY_COMPARE(accepted.size(), 1);
    QTRY_VERIFY(!m_dialog);
}

void TestDeleteDialog::refused_keepsWhatWasTyped()
{
    fillIn();
    deleteButton()->click();
    m_desk.provider->answerDelete(Failure(Error{.kind = Error::Kind::Unauthorized, .correlationId = u"5a1c"_s}));
    QTRY_VERIFY(part<QLabel>(u"noticeHeadline"_s)->isVisible());
    QCOMPARE(part<QLabel>(u"noticeHeadline"_s)->text(), u"The token was not deleted"_s);
    QCOMPARE(part<QLabel>(u"noticeCorrelationId"_s)->text(), u"5a1c"_s);
    QCOMPARE(part<QComboBox>(u"reasonComboBox"_s)->currentIndex(), 1);
    QCOMPARE(part<QPlainTextEdit>(u"commentEdit"_s)->toPlainText(), u"Asked by letter"_s);
    QCOMPARE(part<QLineEdit>(u"confirmationLineEdit"_s)->text(), u"1111"_s);
    QVERIFY(deleteButton()->isEnabled());
    QVERIFY(!part<QPushButton>(u"lookUpAfterUnknownButton"_s)->isVisible());
}

void TestDeleteDialog::unwritableJournal_sendsNothing()
{
    m_desk.journal->openError = Error{.kind = Error::Kind::Storage};
    fillIn();
    deleteButton()->click();
    QTRY_VERIFY(part<QLabel>(u"noticeHeadline"_s)->isVisible());
    QVERIFY(part<QLabel>(u"noticeMeaning"_s)->text().contains("without it nothing is sent"_L1));
    QVERIFY(m_desk.provider->toldToErase.isEmpty());
}

void TestDeleteDialog::outcomeUnknown_offersTheLookUpAndNoSecondDelete()
{
    fillIn();
    const QSignalSpy asked(m_dialog, &DeleteDialog::lookUpRequested);
    deleteButton()->click();
    m_desk.provider->answerDelete(Failure(Error{.kind = Error::Kind::OutcomeUnknown}));
    QTRY_VERIFY(part<QPushButton>(u"lookUpAfterUnknownButton"_s)->isVisible());
    QVERIFY(!deleteButton()->isVisible());
    QVERIFY(part<QLabel>(u"noticeMeaning"_s)->text().contains("may have deleted"_L1));
    part<QPushButton>(u"lookUpAfterUnknownButton"_s)->click();
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.at(0).at(0).value<TokenId>(), TokenId{u"tk_1"_s});
    QTRY_VERIFY(!m_dialog);
}

void TestDeleteDialog::closedWhilePending_stillJournalsTheOutcome()
{
    fillIn();
    deleteButton()->click();
    delete m_dialog;
    m_desk.provider->answerDelete(MutationAnswer{});
    QCOMPARE(m_desk.journal->entries.at(0).outcome.kind, JournalOutcome::Kind::Succeeded);
}

void TestDeleteDialog::hostileToken_staysPlain()
{
    Token token = Samples::reading(Samples::hostile()).token;
    token.state = TokenState::Unknown;
    token.stateWord = Samples::hostile();
    token.cardLastDigits = Samples::hostile();
    openFor(token);
    QCOMPARE(part<QLabel>(u"tokenIdLabel"_s)->text(), Samples::hostileAsShown());
    QCOMPARE(part<QLabel>(u"cardLabel"_s)->text().count(Samples::hostileAsShown()), 2);
    for (const QLabel *label : m_dialog->findChildren<QLabel *>()) {
        if (!label->text().isEmpty() && label->text().contains(u'<'))
            QCOMPARE(label->textFormat(), Qt::PlainText);
    }
}

void TestDeleteDialog::returnInTheConfirmation_doesNotDelete()
{
    fillIn();
    QTest::keyClick(part<QLineEdit>(u"confirmationLineEdit"_s), Qt::Key_Return);
    QVERIFY(m_desk.provider->toldToErase.isEmpty());
}

void TestDeleteDialog::longRefusal_scrollsAndLeavesTheButtonsOnTheScreen()
{
    const QRect screen = m_dialog->screen()->availableGeometry();
    m_dialog->move(screen.topLeft() + QPoint(20, 120));
    fillIn();
    deleteButton()->click();
    QTRY_VERIFY(m_desk.provider->isErasing());
    m_desk.provider->answerDelete(
        Failure(Error{.kind = Error::Kind::Rejected, .providerDetail = u"refers to it "_s.repeated(120)}));
    const auto *notice = part<Notice>(u"notice"_s);
    QTRY_VERIFY(notice->isVisible());
    QVERIFY2(screen.contains(m_dialog->geometry()), QTest::toString(m_dialog->geometry()));
    QCoreApplication::sendPostedEvents();
    const auto *close = part<QPushButton>(u"cancelDeleteButton"_s);
    QVERIFY(m_dialog->rect().contains(QRect(close->mapTo(m_dialog, QPoint()), close->size())));
    QCOMPARE(notice->height(), notice->heightForWidth(notice->width())); // nothing of it is cut off
    const auto *body = m_dialog->findChild<DialogBody *>();
    QVERIFY(body->rect().contains(notice->mapTo(body, QPoint())));
    QTest::keyClick(m_dialog, Qt::Key_PageDown);
    QVERIFY(body->verticalScrollBar()->value() > 0);
}

QTEST_MAIN(TestDeleteDialog)
#include "tst_deletedialog.moc"

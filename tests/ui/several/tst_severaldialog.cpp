// SPDX-License-Identifier: Apache-2.0
#include "tests/support/testcards.h"
#include "tests/ui/tokens/fakes.h"
#include "tests/ui/tokens/samples.h"
#include "ui/forms/cardnumberedit.h"
#include "ui/forms/notice.h"
#include "ui/several/severaldialog.h"
#include "ui/several/severalrows.h"
#include "ui/several/severalupdates.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using Standing = SeveralRows::Standing;

class TestSeveralDialog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, Appearance::Light); }
    void init();
    void cleanup();
    void notOffered_opensNothing();
    void selectedTokens_areItsRows();
    void settingsThatTheTokenHas_areItsRows();
    void chosenRow_isTheOneInTheForm();
    void whatWasTyped_isThereAgainMasked();
    void cardNumber_isInNoLineEditsText();
    void incompleteRow_isShownAndNothingIsSent();
    void sameTokenTwice_isSaidAtTheField();
    void cardNumberInTheRecord_stopsIt();
    void sent_isOneRequestWithEveryRow();
    void whileUnderWay_nothingCanBeChanged();
    void updatedTokens_areReadAgainAndReported();
    void refusedRow_saysWhyAndIsSentAloneAgain();
    void afterARefusal_theRowKeepsItsRoom();
    void unclearRow_saysWhyAndIsSentOnlyAfterALook();
    void unknownOutcome_isSaidOfEveryRow();
    void nothingSent_keepsWhatWasTyped();
    void outcomeNotRecorded_isSaid();
    void pastedIds_areRows();
    void badLines_areListedWithoutDigits();
    void file_addsItsRows();
    void closing_asksOnlyWhenSomethingWasTyped();
    void closing_keepsEverythingUnlessToldOtherwise();
    void closedWhilePending_stillJournalsAndReportsTheOutcome();
    void otherSession_closesItWithoutAQuestion();
    void production_wantsTheNumberTyped();
    void hostileWords_stayPlain();
    void everyControl_isNamedAndReachedByTab();

private:
    void openWith(const QList<TokenId> &tokens, Environment environment = Environment::Sandbox);
    template <typename T>
    [[nodiscard]] T *part(const QString &name) const
    {
        return m_dialog->findChild<T *>(name);
    }
    [[nodiscard]] QPushButton *button(const QString &name) const { return part<QPushButton>(name); }
    [[nodiscard]] SeveralRows *rows() const { return m_dialog->findChild<SeveralRows *>(); }
    [[nodiscard]] QTableView *table() const { return part<QTableView>(u"severalTable"_s); }
    void choose(int row) const { table()->setCurrentIndex(rows()->index(row, 0)); }
    void typeCard(int row, const char *number = TestCards::visa) const
    {
        choose(row);
        auto *edit = part<CardNumberEdit>(u"numberLineEdit"_s);
        edit->setFocus();
        QTest::keyClicks(edit, QString::fromLatin1(number));
        QTest::keyClicks(part<QLineEdit>(u"expiryLineEdit"_s), u"1229"_s);
    }
    //! Two tokens, each with a card, sent.
    void sendTwo()
    {
        openWith({{u"tk-1"_s}, {u"tk-2"_s}});
        typeCard(0);
        typeCard(1, TestCards::mastercard);
        button(u"updateSeveralButton"_s)->click();
        QTRY_VERIFY(m_desk.provider->isErasing());
    }
    void answer(const QList<RowOutcome> &outcomes) const
    {
        MutationAnswer said;
        said.rows = outcomes;
        said.correlationId = u"corr-1"_s;
        said.httpStatus = 200;
        m_desk.provider->answerMutation(said);
    }
    [[nodiscard]] static RowOutcome outcome(const QString &token, RowOutcome::Kind kind, const QString &detail = {})
    {
        return {.token = {token}, .card = {}, .kind = kind, .detail = detail};
    }
    [[nodiscard]] QString headline() const
    {
        const auto *notice = part<Notice>(u"severalOutcomeNotice"_s);
        return notice->isHidden() ? QString() : notice->text().headline;
    }
    [[nodiscard]] QString result(int row) const
    {
        return rows()->index(row, SeveralRows::ResultColumn).data().toString();
    }

    FakeDesk m_desk;
    std::unique_ptr<QWidget> m_window;
    SeveralUpdates *m_updates = nullptr;
    QPointer<SeveralDialog> m_dialog;
    std::unique_ptr<QSignalSpy> m_reported;
};

void TestSeveralDialog::init()
{
    m_desk = FakeDesk();
    m_desk.addUpdateSeveral();
    m_window = std::make_unique<QWidget>();
    m_window->resize(1200, 800);
    m_window->show();
    m_updates = new SeveralUpdates(*m_desk.clock, m_window.get());
    m_reported = std::make_unique<QSignalSpy>(m_updates, &SeveralUpdates::reported);
}

void TestSeveralDialog::cleanup()
{
    m_reported.reset();
    m_window.reset();
}

void TestSeveralDialog::openWith(const QList<TokenId> &tokens, Environment environment)
{
    m_updates->setSession(m_desk.session(environment));
    QList<Token> chosen;
    for (const TokenId &id : tokens)
        chosen.append(Samples::reading(id.value).token);
    m_updates->ask(chosen);
    m_dialog = m_window->findChild<SeveralDialog *>();
    QVERIFY(m_dialog);
    QVERIFY(QTest::qWaitForWindowExposed(m_dialog));
    QApplication::setActiveWindow(m_dialog);
}

void TestSeveralDialog::notOffered_opensNothing()
{
    m_desk.provider->offered.updateSeveral.reset();
    m_updates->setSession(m_desk.session());
    m_updates->ask({Samples::reading(u"tk-1"_s).token});
    QVERIFY(!m_window->findChild<SeveralDialog *>());
}

void TestSeveralDialog::selectedTokens_areItsRows()
{
    openWith({{u"tk-1"_s}, {u"tk-2"_s}});
    QCOMPARE(rows()->rowCount(), 2);
    QCOMPARE(part<QLineEdit>(u"tokenIdLineEdit"_s)->text(), u"tk-1"_s);
    QCOMPARE(button(u"updateSeveralButton"_s)->text(), u"Update 2 tokens"_s);
}

void TestSeveralDialog::settingsThatTheTokenHas_areItsRows()
{
    m_updates->setSession(m_desk.session());
    Token token = Samples::reading(u"tk-1"_s).token;
    token.fields.append({u"Token"_s, u"told.reusable"_s, u"Reusable"_s, u"No"_s, false});
    m_updates->ask({token, Samples::reading(u"tk-2"_s).token});
    m_dialog = m_window->findChild<SeveralDialog *>();
    QCOMPARE(rows()->values(0).value(u"reusable"_s), u"no"_s);
    QCOMPARE(part<QComboBox>(u"reusableComboBox"_s)->currentData().toString(), u"no"_s);
    QCOMPARE(rows()->values(1).value(u"reusable"_s), u"yes"_s);
    QVERIFY(!rows()->hasUnsentInput()); // nobody has typed anything yet
}

void TestSeveralDialog::chosenRow_isTheOneInTheForm()
{
    openWith({{u"tk-1"_s}, {u"tk-2"_s}});
    auto *reusable = part<QComboBox>(u"reusableComboBox"_s);
    reusable->setCurrentIndex(reusable->findData(u"no"_s));
    choose(1);
    QCOMPARE(reusable->currentData().toString(), u"yes"_s);
    QCOMPARE(part<QLineEdit>(u"tokenIdLineEdit"_s)->text(), u"tk-2"_s);
    choose(0);
    QCOMPARE(reusable->currentData().toString(), u"no"_s);
    QCOMPARE(rows()->values(0).value(u"reusable"_s), u"no"_s);
    QCOMPARE(rows()->values(1).value(u"reusable"_s), u"yes"_s);
}

void TestSeveralDialog::whatWasTyped_isThereAgainMasked()
{
    openWith({{u"tk-1"_s}, {u"tk-2"_s}});
    typeCard(0);
    choose(1);
    auto *number = part<CardNumberEdit>(u"numberLineEdit"_s);
    QCOMPARE(number->length(), 0);
    choose(0);
    QVERIFY(number->isMasked());
    QCOMPARE(number->secret().bytes(), QByteArrayView(TestCards::visa));
    QCOMPARE(part<QLineEdit>(u"expiryLineEdit"_s)->text(), u"12/29"_s);
    QCOMPARE(rows()->values(0).secret(u"number"_s).bytes(), QByteArrayView(TestCards::visa));
}

void TestSeveralDialog::cardNumber_isInNoLineEditsText()
{
    openWith({{u"tk-1"_s}, {u"tk-2"_s}});
    typeCard(0);
    choose(1);
    choose(0);
    for (const QLineEdit *edit : m_dialog->findChildren<QLineEdit *>())
        QVERIFY(!edit->text().remove(u' ').contains(QLatin1StringView(TestCards::visa)));
    for (const QLabel *label : m_dialog->findChildren<QLabel *>())
        QVERIFY(!label->text().remove(u' ').contains(QLatin1StringView(TestCards::visa)));
}

void TestSeveralDialog::incompleteRow_isShownAndNothingIsSent()
{
    openWith({{u"tk-1"_s}, {u"tk-2"_s}});
    typeCard(0);
    button(u"updateSeveralButton"_s)->click();
    QCOMPARE(table()->currentIndex().row(), 1);
    QVERIFY(part<QLabel>(u"severalProgress"_s)->text().contains(u"Row 2"_s));
    QVERIFY(!m_desk.provider->isErasing());
    QVERIFY(m_desk.journal->entries.isEmpty());
    typeCard(1);
    button(u"updateSeveralButton"_s)->click();
    QTRY_VERIFY(m_desk.provider->isErasing());
}

void TestSeveralDialog::sameTokenTwice_isSaidAtTheField()
{
    openWith({{u"tk-1"_s}, {u"tk-2"_s}});
    typeCard(0);
    typeCard(1);
    auto *token = part<QLineEdit>(u"tokenIdLineEdit"_s);
    token->setText(u"tk-1"_s);
    QVERIFY(result(1).contains(u"another row"_s));
    QVERIFY(result(0).contains(u"another row"_s));
    button(u"updateSeveralButton"_s)->click();
    QVERIFY(!m_desk.provider->isErasing());
}

void TestSeveralDialog::cardNumberInTheRecord_stopsIt()
{
    openWith({{u"tk-1"_s}});
    typeCard(0);
    part<QLineEdit>(u"severalCommentLineEdit"_s)->setText(u"the card 4111 1111 1111 1111"_s);
    button(u"updateSeveralButton"_s)->click();
    QVERIFY(!m_desk.provider->isErasing());
    QVERIFY(m_desk.journal->entries.isEmpty());
}

void TestSeveralDialog::sent_isOneRequestWithEveryRow()
{
    openWith({{u"tk-1"_s}, {u"tk-2"_s}});
    typeCard(0);
    typeCard(1, TestCards::mastercard);
    part<QLineEdit>(u"severalTicketLineEdit"_s)->setText(u"T-9"_s);
    button(u"updateSeveralButton"_s)->click();
    QTRY_VERIFY(m_desk.provider->isErasing());
    QCOMPARE(m_desk.provider->updates, QList<QStringList>({{u"tk-1 "_s + QLatin1StringView(TestCards::visa),
                                                            u"tk-2 "_s + QLatin1StringView(TestCards::mastercard)}}));
    QCOMPARE(m_desk.journal->entries.size(), 1);
    const JournalIntent &intent = m_desk.journal->entries.first().intent;
    QCOMPARE(intent.ticket, u"T-9"_s);
    QCOMPARE(intent.tokens.size(), 2);
    QVERIFY(m_reported->last().first().value<OutcomeLine>().kind == OutcomeLine::Kind::Busy);
}

void TestSeveralDialog::whileUnderWay_nothingCanBeChanged()
{
    sendTwo();
    for (const QString &name :
         {u"updateSeveralButton"_s, u"addRowButton"_s, u"pasteRowsButton"_s, u"readRowsButton"_s, u"removeRowButton"_s})
        QVERIFY2(!button(name)->isEnabled(), qPrintable(name));
    QVERIFY(part<QLineEdit>(u"tokenIdLineEdit"_s)->isReadOnly());
    QVERIFY(!part<QLabel>(u"severalProgress"_s)->text().isEmpty());
}

void TestSeveralDialog::updatedTokens_areReadAgainAndReported()
{
    QSignalSpy read(m_updates, &SeveralUpdates::read);
    sendTwo();
    answer({outcome(u"tk-1"_s, RowOutcome::Kind::Succeeded), outcome(u"tk-2"_s, RowOutcome::Kind::Succeeded)});
    QTRY_VERIFY(m_desk.provider->isAsked({u"tk-2"_s}));
    QVERIFY(m_desk.provider->isAsked({u"tk-1"_s}));
    m_desk.provider->answer({u"tk-2"_s},
                            Samples::reading(u"tk-2"_s, TokenState::Active, Scheme::Mastercard, u"4444"_s, u"1229"_s));
    QTRY_VERIFY2(result(1).contains(u"4444"_s), qPrintable(result(1)));
    m_desk.provider->answer({u"tk-1"_s}, Failure(Error{.kind = Error::Kind::Unreachable}));
    QTRY_VERIFY2(result(0).contains(u"could not be read"_s), qPrintable(result(0)));
    QCOMPARE(read.count(), 1);
    QCOMPARE(headline(), u"2 of 2 tokens updated"_s);
    const auto line = m_reported->last().first().value<OutcomeLine>();
    QVERIFY(line.kind == OutcomeLine::Kind::Succeeded);
    QCOMPARE(line.correlationId, u"corr-1"_s);
    QVERIFY(!button(u"updateSeveralButton"_s)->isEnabled());
}

void TestSeveralDialog::refusedRow_saysWhyAndIsSentAloneAgain()
{
    sendTwo();
    answer({outcome(u"tk-1"_s, RowOutcome::Kind::Succeeded),
            outcome(u"tk-2"_s, RowOutcome::Kind::Refused, u"the card is no good"_s)});
    QTRY_COMPARE(headline(), u"1 of 2 tokens updated, 1 refused"_s);
    QCOMPARE(table()->currentIndex().row(), 1);
    QVERIFY(result(1).contains(u"the card is no good"_s));
    const auto *notice = part<Notice>(u"severalOutcomeNotice"_s);
    QVERIFY(!notice->isHidden());
    QCOMPARE(notice->text().meaning, u"Row 2: The server refused this row.\nthe card is no good"_s);
    QCOMPARE(notice->text().nextStep, u"Correct it and send it again."_s);
    QCOMPARE(notice->text().correlationId, u"corr-1"_s);
    QVERIFY(!part<QLineEdit>(u"tokenIdLineEdit"_s)->isReadOnly());
    QVERIFY(!m_desk.provider->isAsked({u"tk-2"_s}));
    QCOMPARE(button(u"updateSeveralButton"_s)->text(), u"Update 1 token"_s);
    auto *number = part<CardNumberEdit>(u"numberLineEdit"_s);
    number->setFocus();
    QTest::keyClicks(number, QString::fromLatin1(TestCards::mastercard2));
    button(u"updateSeveralButton"_s)->click();
    QTRY_VERIFY(m_desk.provider->isErasing());
    QCOMPARE(m_desk.provider->updates.last(), QStringList({u"tk-2 "_s + QLatin1StringView(TestCards::mastercard2)}));
    choose(0);
    QVERIFY(part<QLineEdit>(u"tokenIdLineEdit"_s)->isReadOnly());
    answer({outcome(u"tk-2"_s, RowOutcome::Kind::Succeeded)});
    QTRY_COMPARE(headline(), u"1 of 1 token updated"_s);
    QCOMPARE(m_desk.journal->entries.size(), 2);
}

void TestSeveralDialog::afterARefusal_theRowKeepsItsRoom()
{
    sendTwo();
    const auto *area = part<QScrollArea>(u"severalScrollArea"_s);
    const int before = area->height();
    answer({outcome(u"tk-1"_s, RowOutcome::Kind::Succeeded),
            outcome(u"tk-2"_s, RowOutcome::Kind::Refused, u"the card is no good "_s.repeated(20))});
    QTRY_COMPARE(headline(), u"1 of 2 tokens updated, 1 refused"_s);
    QCoreApplication::sendPostedEvents();
    QCOMPARE(area->height(), before); // what came of it scrolls with the row
    QCOMPARE(m_dialog->findChildren<Notice *>().size(), 2); // this one, and what came of reading rows
    choose(0);
    QCOMPARE(headline(), u"1 of 2 tokens updated, 1 refused"_s);
    QVERIFY(part<Notice>(u"severalOutcomeNotice"_s)->text().meaning.startsWith(u"Row 1: This token was updated."_s));
}

void TestSeveralDialog::unclearRow_saysWhyAndIsSentOnlyAfterALook()
{
    sendTwo();
    answer({outcome(u"tk-1"_s, RowOutcome::Kind::Unclear, u"one of two was refused"_s),
            outcome(u"tk-2"_s, RowOutcome::Kind::Succeeded)});
    QTRY_COMPARE(headline(), u"1 of 2 tokens updated, 1 unclear"_s);
    QVERIFY(m_reported->last().first().value<OutcomeLine>().kind == OutcomeLine::Kind::Unknown);
    QVERIFY(m_desk.journal->entries.first().outcome.kind == JournalOutcome::Kind::Unknown);
    QCOMPARE(table()->currentIndex().row(), 0);
    QVERIFY(part<Notice>(u"severalOutcomeNotice"_s)->text().meaning.contains(u"one of two was refused"_s));
    QVERIFY(!button(u"updateSeveralButton"_s)->isEnabled());
    QVERIFY(m_desk.provider->isAsked({u"tk-1"_s})); // what it has now helps to decide
    QVERIFY(button(u"releaseRowButton"_s)->isVisible());
    button(u"releaseRowButton"_s)->click();
    QVERIFY(button(u"updateSeveralButton"_s)->isEnabled());
    QVERIFY(!button(u"releaseRowButton"_s)->isVisible());
    QVERIFY(!part<QLineEdit>(u"tokenIdLineEdit"_s)->isReadOnly());
}

void TestSeveralDialog::unknownOutcome_isSaidOfEveryRow()
{
    sendTwo();
    m_desk.provider->answerMutation(Failure(Error{.kind = Error::Kind::OutcomeUnknown}));
    QTRY_COMPARE(rows()->count(Standing::Unknown), 2);
    QVERIFY(!headline().isEmpty());
    QVERIFY(m_reported->last().first().value<OutcomeLine>().kind == OutcomeLine::Kind::Unknown);
    QVERIFY(!button(u"updateSeveralButton"_s)->isEnabled());
    QVERIFY(m_desk.journal->entries.first().outcome.kind == JournalOutcome::Kind::Unknown);
}

void TestSeveralDialog::nothingSent_keepsWhatWasTyped()
{
    m_desk.journal->openError = Error{.kind = Error::Kind::Storage};
    openWith({{u"tk-1"_s}});
    typeCard(0);
    button(u"updateSeveralButton"_s)->click();
    QTRY_VERIFY(!headline().isEmpty());
    QVERIFY(m_desk.provider->performed.isEmpty());
    QVERIFY(rows()->values(0).has(u"number"_s));
    QVERIFY(button(u"updateSeveralButton"_s)->isEnabled());
}

void TestSeveralDialog::outcomeNotRecorded_isSaid()
{
    m_desk.journal->closeError = Error{.kind = Error::Kind::Storage};
    sendTwo();
    answer({outcome(u"tk-1"_s, RowOutcome::Kind::Succeeded), outcome(u"tk-2"_s, RowOutcome::Kind::Succeeded)});
    QTRY_VERIFY(part<Notice>(u"severalOutcomeNotice"_s)->text().meaning.contains(u"journal"_s));
}

void TestSeveralDialog::pastedIds_areRows()
{
    openWith({});
    QVERIFY(part<QLabel>(u"severalEmpty"_s)->isVisible());
    QGuiApplication::clipboard()->setText(u"tk-1\ntk-2\t4111111111111111\t12/29\n"_s);
    table()->setFocus();
    QTest::keySequence(table(), QKeySequence::Paste);
    QCOMPARE(rows()->rowCount(), 2);
    QVERIFY(!part<QLabel>(u"severalEmpty"_s)->isVisible());
    QCOMPARE(rows()->values(1).secret(u"number"_s).bytes(), QByteArrayView(TestCards::visa));
    QCOMPARE(part<Notice>(u"severalInputNotice"_s)->text().headline, u"2 rows were added"_s);
}

void TestSeveralDialog::badLines_areListedWithoutDigits()
{
    openWith({});
    QGuiApplication::clipboard()->setText(u"tk-1\n4111111111111111\ntk 3\n"_s);
    button(u"pasteRowsButton"_s)->click();
    QCOMPARE(rows()->rowCount(), 1);
    const ErrorText text = part<Notice>(u"severalInputNotice"_s)->text();
    QVERIFY2(text.meaning.contains(u"Line 2"_s) && text.meaning.contains(u"Line 3"_s), qPrintable(text.meaning));
    QVERIFY(!toPlainText(text).contains(u"4111"_s));
}

void TestSeveralDialog::file_addsItsRows()
{
    openWith({{u"tk-0"_s}});
    QTemporaryDir folder;
    QFile file(folder.filePath(u"rows.csv"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("token,number,expiry\ntk-1,4111111111111111,12/29\n");
    file.close();
    m_dialog->readFile(file.fileName());
    QTRY_COMPARE(rows()->rowCount(), 2);
    QCOMPARE(rows()->problem(1), QString());
    m_dialog->readFile(folder.filePath(u"none.csv"_s));
    QTRY_COMPARE(part<Notice>(u"severalInputNotice"_s)->text().headline, u"The file was not read"_s);
    QCOMPARE(rows()->rowCount(), 2);
}

void TestSeveralDialog::closing_asksOnlyWhenSomethingWasTyped()
{
    openWith({{u"tk-1"_s}});
    QTest::keyClick(m_dialog, Qt::Key_Escape);
    QTRY_VERIFY(!m_dialog);
    openWith({{u"tk-1"_s}});
    typeCard(0);
    QTest::keyClick(m_dialog, Qt::Key_Escape);
    auto *question = m_dialog->findChild<QMessageBox *>(u"discardRowsQuestion"_s);
    QVERIFY(question);
    question->findChild<QPushButton *>(u"discardRowsButton"_s)->click();
    QTRY_VERIFY(!m_dialog);
}

void TestSeveralDialog::closing_keepsEverythingUnlessToldOtherwise()
{
    openWith({{u"tk-1"_s}});
    typeCard(0);
    m_dialog->reject();
    auto *question = m_dialog->findChild<QMessageBox *>(u"discardRowsQuestion"_s);
    QVERIFY(question->defaultButton() == question->findChild<QPushButton *>(u"keepRowsButton"_s));
    QTest::keyClick(question, Qt::Key_Escape);
    QTRY_VERIFY(!m_dialog->findChild<QMessageBox *>(u"discardRowsQuestion"_s));
    QVERIFY(m_dialog && m_dialog->isVisible());
    QVERIFY(rows()->values(0).has(u"number"_s));
}

void TestSeveralDialog::closedWhilePending_stillJournalsAndReportsTheOutcome()
{
    QSignalSpy read(m_updates, &SeveralUpdates::read);
    sendTwo();
    m_dialog->reject();
    QTRY_VERIFY(!m_dialog);
    answer({outcome(u"tk-1"_s, RowOutcome::Kind::Succeeded), outcome(u"tk-2"_s, RowOutcome::Kind::Refused)});
    QTRY_VERIFY(m_desk.provider->isAsked({u"tk-1"_s}));
    m_desk.provider->answer({u"tk-1"_s}, Samples::reading(u"tk-1"_s));
    QTRY_COMPARE(read.count(), 1);
    QVERIFY(m_desk.journal->entries.first().outcome.kind == JournalOutcome::Kind::Succeeded);
    QVERIFY(m_reported->last().first().value<OutcomeLine>().kind == OutcomeLine::Kind::Refused);
}

void TestSeveralDialog::otherSession_closesItWithoutAQuestion()
{
    openWith({{u"tk-1"_s}});
    typeCard(0);
    m_updates->setSession(nullptr);
    QTRY_VERIFY(!m_dialog);
}

void TestSeveralDialog::production_wantsTheNumberTyped()
{
    openWith({{u"tk-1"_s}, {u"tk-2"_s}}, Environment::Production);
    typeCard(0);
    typeCard(1);
    auto *typed = part<QLineEdit>(u"severalConfirmationLineEdit"_s);
    QVERIFY(typed->isVisible());
    QVERIFY(!button(u"updateSeveralButton"_s)->isEnabled());
    typed->setText(u"3"_s);
    QVERIFY(!button(u"updateSeveralButton"_s)->isEnabled());
    typed->setText(u"2"_s);
    QVERIFY(button(u"updateSeveralButton"_s)->isEnabled());
}

void TestSeveralDialog::hostileWords_stayPlain()
{
    sendTwo();
    const QString hostile = u"<b>no</b>\u202e<img src=file:///etc/passwd>"_s;
    answer({outcome(u"tk-1"_s, RowOutcome::Kind::Refused, hostile),
            outcome(u"tk-2"_s, RowOutcome::Kind::Refused, hostile)});
    QTRY_COMPARE(headline(), u"0 of 2 tokens updated, 2 refused"_s);
    for (const QLabel *label : m_dialog->findChildren<QLabel *>()) {
        QVERIFY2(label->textFormat() == Qt::PlainText, qPrintable(label->objectName()));
        QVERIFY(!label->text().contains(u'\u202e'));
    }
    QVERIFY(!result(0).contains(u'\u202e'));
}

void TestSeveralDialog::everyControl_isNamedAndReachedByTab()
{
    openWith({{u"tk-1"_s}, {u"tk-2"_s}});
    QStringList reached;
    table()->setFocus();
    for (int i = 0; i < 60; ++i) {
        QWidget *focus = QApplication::focusWidget();
        QVERIFY(focus);
        QVERIFY2(!focus->objectName().isEmpty() && !focus->accessibleName().isEmpty(),
                 qPrintable(QString::fromLatin1(focus->metaObject()->className()) + u' ' + focus->objectName()));
        if (reached.contains(focus->objectName()))
            break;
        reached << focus->objectName();
        QTest::keyClick(focus, Qt::Key_Tab);
    }
    const QStringList wanted{u"severalTable"_s,       u"tokenIdLineEdit"_s,       u"numberLineEdit"_s,
                             u"expiryLineEdit"_s,     u"codeLineEdit"_s,          u"reusableComboBox"_s,
                             u"nextRowButton"_s,      u"severalTicketLineEdit"_s, u"severalCommentLineEdit"_s,
                             u"closeSeveralButton"_s, u"updateSeveralButton"_s,   u"addRowButton"_s,
                             u"pasteRowsButton"_s,    u"readRowsButton"_s,        u"removeRowButton"_s};
    QCOMPARE(reached, wanted);
}

QTEST_MAIN(TestSeveralDialog)
#include "tst_severaldialog.moc"

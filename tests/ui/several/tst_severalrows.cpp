// SPDX-License-Identifier: Apache-2.0
#include "tests/support/testcards.h"
#include "tests/ui/tokens/fakes.h"
#include "ui/several/severalrows.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using Standing = SeveralRows::Standing;

class TestSeveralRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void row_saysWhatIsMissing();
    void completeRow_isReady();
    void sameTokenTwice_isSaidAtBoth();
    void repeatedToken_isRightAgainWhenTheOtherGoes();
    void cardNumberAsToken_isSaid();
    void tokenThatIsNone_isSaid();
    void rowsBeyondTheMost_areNotAdded();
    void cells_neverHoldTheWholeNumber();
    void sentRows_areCopiesAndUnderWay();
    void partialSuccess_locksWhatIsDoneAndKeepsTheRest();
    void unclearRow_isLockedUntilSomeoneHasLooked();
    void unknownOutcome_isThatOfEveryRowThatWasSent();
    void nothingSent_leavesEverythingEditable();
    void rowThatTheAnswerDoesNotName_isUnclear();
    void secondTry_sendsTheRefusedRowAlone();
    void updatedRow_holdsNoSecret();
    void lockedRow_takesNoValues();
    void rowUnderWay_cannotBeRemoved();
    void selectedTokens_areNoInputOfAnybody();
    void readingAfterwards_isSaidAtTheRow();
    void wiped_holdsNoSecret();
    void thousandRows_areEditedWithoutAWait();

private:
    [[nodiscard]] static FormValues card(const char *number = TestCards::visa)
    {
        FormValues values;
        values.setSecret(u"number"_s, SecretBytes::copyOf(QByteArrayView(number)));
        values.set(u"expiry"_s, u"1229"_s);
        values.set(u"reusable"_s, u"yes"_s);
        return values;
    }
    void add(const QString &token, FormValues values, bool wasTyped = true)
    {
        std::vector<SeveralInput::Row> rows;
        rows.push_back({{token}, std::move(values)});
        m_rows->add(std::move(rows), wasTyped);
    }
    [[nodiscard]] QString cell(int row, int column) const { return m_rows->index(row, column).data().toString(); }
    [[nodiscard]] static SeveralUpdated answer(const QList<RowOutcome> &rows)
    {
        SeveralUpdated updated;
        updated.rows = rows;
        return updated;
    }
    [[nodiscard]] static RowOutcome outcome(const QString &token, RowOutcome::Kind kind, const QString &detail = {})
    {
        return {.token = {token}, .card = {}, .kind = kind, .detail = detail};
    }

    FakeClock m_clock;
    std::unique_ptr<SeveralRows> m_rows;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestSeveralRows::init()
{
    FakeDesk desk;
    desk.addUpdateSeveral();
    m_tester.reset();
    m_rows = std::make_unique<SeveralRows>(*desk.provider->offered.updateSeveral, desk.provider->offered.tokenIdField,
                                           m_clock);
    m_tester = std::make_unique<QAbstractItemModelTester>(m_rows.get(),
                                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void TestSeveralRows::row_saysWhatIsMissing()
{
    QVERIFY(m_rows->addEmpty());
    QVERIFY(m_rows->problem(0).contains(u"token"_s));
    m_rows->set(0, {u"tk-1"_s}, m_rows->initialValues());
    QVERIFY2(m_rows->problem(0).startsWith(u"Card number"_s), qPrintable(m_rows->problem(0)));
    QCOMPARE(m_rows->problemField(0), u"number"_s);
    QCOMPARE(m_rows->firstProblem(), 0);
    QCOMPARE(cell(0, SeveralRows::ResultColumn), m_rows->problem(0));
}

void TestSeveralRows::completeRow_isReady()
{
    add(u"tk-1"_s, card());
    QCOMPARE(m_rows->firstProblem(), -1);
    QCOMPARE(cell(0, SeveralRows::TokenColumn), u"tk-1"_s);
    QVERIFY(cell(0, SeveralRows::CardColumn).endsWith(u"12/29"_s));
    QCOMPARE(cell(0, SeveralRows::SettingsColumn), u"Reusable: Yes"_s);
}

void TestSeveralRows::sameTokenTwice_isSaidAtBoth()
{
    add(u"tk-1"_s, card());
    add(u"tk-2"_s, card());
    QCOMPARE(m_rows->firstProblem(), -1);
    m_rows->set(1, {u"tk-1"_s}, card());
    for (const int row : {0, 1})
        QVERIFY(m_rows->problem(row).contains(u"another row"_s));
}

void TestSeveralRows::repeatedToken_isRightAgainWhenTheOtherGoes()
{
    add(u"tk-1"_s, card());
    add(u"tk-1"_s, card());
    QVERIFY(!m_rows->problem(0).isEmpty());
    m_rows->remove(1);
    QVERIFY(m_rows->problem(0).isEmpty());
}

void TestSeveralRows::cardNumberAsToken_isSaid()
{
    add(QString::fromLatin1(TestCards::visa), card());
    QVERIFY(m_rows->problem(0).contains(u"card number"_s, Qt::CaseInsensitive));
    QVERIFY(!m_rows->problem(0).contains(u"4111"_s));
}

void TestSeveralRows::tokenThatIsNone_isSaid()
{
    add(u"with a space"_s, card());
    QVERIFY(m_rows->problem(0).startsWith(u"Token value"_s));
}

void TestSeveralRows::rowsBeyondTheMost_areNotAdded()
{
    std::vector<SeveralInput::Row> rows;
    for (int i = 0; i < 1003; ++i)
        rows.push_back({{u"tk-%1"_s.arg(i)}, m_rows->initialValues()});
    QCOMPARE(m_rows->add(std::move(rows), true), 1000);
    QVERIFY(!m_rows->addEmpty());
    QCOMPARE(m_rows->rowCount(), 1000);
}

void TestSeveralRows::cells_neverHoldTheWholeNumber()
{
    add(u"tk-1"_s, card());
    for (int column = 0; column < SeveralRows::ColumnCount; ++column) {
        for (const int role : {int(Qt::DisplayRole), int(Qt::EditRole), int(Qt::ToolTipRole),
                               int(Qt::AccessibleTextRole), int(Qt::AccessibleDescriptionRole)})
            QVERIFY(!m_rows->index(0, column).data(role).toString().remove(u' ').contains(
                QLatin1StringView(TestCards::visa)));
    }
    QVERIFY(cell(0, SeveralRows::CardColumn).contains(u"1111"_s));
}

void TestSeveralRows::sentRows_areCopiesAndUnderWay()
{
    add(u"tk-1"_s, card());
    const std::vector<UpdateRow> sent = m_rows->takeForSending();
    QCOMPARE(sent.size(), std::size_t(1));
    QCOMPARE(sent.front().token.value, u"tk-1"_s);
    QCOMPARE(sent.front().values.secret(u"number"_s).bytes(), QByteArrayView(TestCards::visa));
    QCOMPARE(sent.front().values.value(u"expiry"_s), u"1229"_s);
    QVERIFY(m_rows->values(0).has(u"number"_s));
    QVERIFY(m_rows->standing(0) == Standing::UnderWay);
    QVERIFY(!m_rows->isEditable(0));
    QVERIFY(m_rows->takeForSending().empty());
}

void TestSeveralRows::partialSuccess_locksWhatIsDoneAndKeepsTheRest()
{
    add(u"tk-1"_s, card());
    add(u"tk-2"_s, card(TestCards::mastercard));
    (void)m_rows->takeForSending();
    m_rows->end(answer({outcome(u"tk-1"_s, RowOutcome::Kind::Succeeded),
                        outcome(u"tk-2"_s, RowOutcome::Kind::Refused, u"no good"_s)}));
    QVERIFY(m_rows->standing(0) == Standing::Succeeded);
    QVERIFY(!m_rows->isEditable(0));
    QVERIFY(m_rows->standing(1) == Standing::Refused);
    QVERIFY(m_rows->isEditable(1));
    QVERIFY(m_rows->values(1).has(u"number"_s));
    QVERIFY(cell(1, SeveralRows::ResultColumn).contains(u"no good"_s));
    QCOMPARE(m_rows->sendableCount(), 1);
}

void TestSeveralRows::unclearRow_isLockedUntilSomeoneHasLooked()
{
    add(u"tk-1"_s, card());
    (void)m_rows->takeForSending();
    m_rows->end(answer({outcome(u"tk-1"_s, RowOutcome::Kind::Unclear, u"one of two"_s)}));
    QVERIFY(!m_rows->isEditable(0));
    QCOMPARE(m_rows->sendableCount(), 0);
    QVERIFY(cell(0, SeveralRows::ResultColumn).contains(u"one of two"_s));
    m_rows->release(0);
    QVERIFY(m_rows->isEditable(0));
    QCOMPARE(m_rows->sendableCount(), 1);
}

void TestSeveralRows::unknownOutcome_isThatOfEveryRowThatWasSent()
{
    add(u"tk-1"_s, card());
    add(u"tk-2"_s, card());
    (void)m_rows->takeForSending();
    m_rows->end(Failure(Error{.kind = Error::Kind::OutcomeUnknown}));
    QCOMPARE(m_rows->count(Standing::Unknown), 2);
    QCOMPARE(m_rows->sendableCount(), 0);
    QVERIFY(cell(0, SeveralRows::ResultColumn).contains(u"unknown"_s));
}

void TestSeveralRows::nothingSent_leavesEverythingEditable()
{
    add(u"tk-1"_s, card());
    (void)m_rows->takeForSending();
    m_rows->end(Failure(Error{.kind = Error::Kind::Storage}));
    QVERIFY(m_rows->standing(0) == Standing::Editing);
    QVERIFY(m_rows->values(0).has(u"number"_s));
}

void TestSeveralRows::rowThatTheAnswerDoesNotName_isUnclear()
{
    add(u"tk-1"_s, card());
    (void)m_rows->takeForSending();
    m_rows->end(answer({}));
    QVERIFY(m_rows->standing(0) == Standing::Unclear);
}

void TestSeveralRows::secondTry_sendsTheRefusedRowAlone()
{
    add(u"tk-1"_s, card());
    add(u"tk-2"_s, card(TestCards::mastercard));
    (void)m_rows->takeForSending();
    m_rows->end(
        answer({outcome(u"tk-1"_s, RowOutcome::Kind::Succeeded), outcome(u"tk-2"_s, RowOutcome::Kind::Refused)}));
    const std::vector<UpdateRow> again = m_rows->takeForSending();
    QCOMPARE(again.size(), std::size_t(1));
    QCOMPARE(again.front().token.value, u"tk-2"_s);
    m_rows->end(answer({outcome(u"tk-2"_s, RowOutcome::Kind::Succeeded)}));
    QCOMPARE(m_rows->count(Standing::Succeeded), 2);
}

void TestSeveralRows::updatedRow_holdsNoSecret()
{
    add(u"tk-1"_s, card());
    (void)m_rows->takeForSending();
    m_rows->end(answer({outcome(u"tk-1"_s, RowOutcome::Kind::Succeeded)}));
    QVERIFY(!m_rows->values(0).has(u"number"_s));
    QVERIFY(cell(0, SeveralRows::CardColumn).contains(u"1111"_s)); // what it was stays to be seen
}

void TestSeveralRows::lockedRow_takesNoValues()
{
    add(u"tk-1"_s, card());
    (void)m_rows->takeForSending();
    m_rows->set(0, {u"tk-9"_s}, card());
    QCOMPARE(m_rows->token(0).value, u"tk-1"_s);
}

void TestSeveralRows::rowUnderWay_cannotBeRemoved()
{
    add(u"tk-1"_s, card());
    (void)m_rows->takeForSending();
    m_rows->remove(0);
    QCOMPARE(m_rows->rowCount(), 1);
}

void TestSeveralRows::selectedTokens_areNoInputOfAnybody()
{
    add(u"tk-1"_s, m_rows->initialValues(), false);
    QVERIFY(!m_rows->hasUnsentInput());
    m_rows->set(0, {u"tk-1"_s}, card());
    QVERIFY(m_rows->hasUnsentInput());
    m_rows->remove(0);
    add(u"tk-2"_s, m_rows->initialValues());
    QVERIFY(m_rows->hasUnsentInput());
    (void)m_rows->takeForSending();
    QVERIFY(!m_rows->hasUnsentInput());
}

void TestSeveralRows::readingAfterwards_isSaidAtTheRow()
{
    add(u"tk-1"_s, card());
    (void)m_rows->takeForSending();
    m_rows->end(answer({outcome(u"tk-1"_s, RowOutcome::Kind::Succeeded)}));
    m_rows->setReading({u"tk-1"_s}, u"The server says so"_s);
    QVERIFY(cell(0, SeveralRows::ResultColumn).contains(u"The server says so"_s));
}

void TestSeveralRows::wiped_holdsNoSecret()
{
    add(u"tk-1"_s, card());
    m_rows->wipe();
    QVERIFY(!m_rows->values(0).has(u"number"_s));
}

void TestSeveralRows::thousandRows_areEditedWithoutAWait()
{
    std::vector<SeveralInput::Row> rows;
    for (int i = 0; i < 1000; ++i)
        rows.push_back({{u"tk-%1"_s.arg(i)}, card()});
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(m_rows->add(std::move(rows), true), 1000);
    for (int i = 0; i < 20; ++i)
        m_rows->set(i, m_rows->token(i), card(TestCards::mastercard));
    QVERIFY2(timer.elapsed() < 3000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_MAIN(TestSeveralRows)
#include "tst_severalrows.moc"

// SPDX-License-Identifier: Apache-2.0
#include "app/operations/openitem.h"
#include "tests/support/fakeclock.h"
#include "tests/ui/pending/openitemsamples.h"
#include "ui/pending/openitemsmodel.h"
#include "ui/pending/openitemtext.h"

#include <QAbstractItemModelTester>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
TokenReading inState(TokenState state)
{
    TokenReading reading;
    reading.token.state = state;
    return reading;
}

Result<TokenReading> failedWith(Error::Kind kind)
{
    return Failure(Error{.kind = kind});
}
} // namespace

//! The list of open operations, and what is said about each.
class TestOpenItemsModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rows_sayWhatWhenAndByWhom();
    void stillUnknown_saysSinceWhenAndByWhom();
    void agesPass_onlyAgesAndRemarksChange();
    void finding_data();
    void finding();
    void create_cannotBeRead();
    void vendorText_quotesTheRequestAndNoCard();
    void foreignText_isShownEscaped();
    void everyOperation_hasAMeaningAndSteps();
    void actionOfTheService_isNamedAsItsForm();
    void awaitedCreation_saysHowLongItUsuallyTakes();
    void awaitedTooLong_saysSo();
};

void TestOpenItemsModel::rows_sayWhatWhenAndByWhom()
{
    FakeClock clock;
    OpenItemsModel model(clock, nullptr);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setItems({OpenItems::erasing(7), OpenItems::creating(5)}, nullptr);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0).data().toString(), u"Delete tk_9f3c2a71e4"_s);
    QCOMPARE(model.index(0).data(OpenItemsModel::AgeRole).toString(), u"2 h"_s);
    QCOMPARE(model.index(0).data(OpenItemsModel::OriginRole).toString(), u"by ann · Shop · T-7"_s);
    QCOMPARE(model.index(1).data().toString(), u"Create a token"_s);
    const QString spoken = model.index(0).data(Qt::AccessibleTextRole).toString();
    QVERIFY2(spoken.contains(u"2 hours ago"_s) && spoken.contains(u"Delete tk_9f3c2a71e4"_s), qPrintable(spoken));
    QCOMPARE(model.rowOf(5), 1);
    QCOMPARE(model.rowOf(6), -1);
    model.setItems({}, nullptr);
    QCOMPARE(model.rowCount(), 0);
}

void TestOpenItemsModel::stillUnknown_saysSinceWhenAndByWhom()
{
    FakeClock clock;
    OpenItemsModel model(clock, nullptr);
    JournalEntry entry = OpenItems::creating(5);
    entry.settlement = {JournalSettlement::Kind::StillUnknown, {}, u"bob"_s, u"case 12"_s, clock.nowUtc()};
    model.setItems({entry}, nullptr);
    const QString remark = model.index(0).data(OpenItemsModel::RemarkRole).toString();
    QVERIFY2(remark.contains(u"bob"_s) && remark.contains(u"11 Feb 2026"_s), qPrintable(remark));
    QVERIFY(model.index(0).data(Qt::AccessibleTextRole).toString().contains(remark));
}

void TestOpenItemsModel::agesPass_onlyAgesAndRemarksChange()
{
    FakeClock clock;
    OpenItemsModel model(clock, nullptr);
    model.setItems({OpenItems::erasing(7)}, nullptr);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    clock.advance(std::chrono::hours(1));
    model.refreshAges();
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.first().at(2).value<QList<int>>(), (QList<int>{OpenItemsModel::AgeRole, OpenItemsModel::RemarkRole}));
    QCOMPARE(model.index(0).data(OpenItemsModel::AgeRole).toString(), u"3 h"_s);
}

void TestOpenItemsModel::finding_data()
{
    QTest::addColumn<int>("operation");
    QTest::addColumn<int>("state"); // -1: not found, -2: no answer
    QTest::addColumn<int>("finding");
    const auto row = [](const char *name, Operation operation, int state, Finding finding) {
        QTest::newRow(name) << static_cast<int>(operation) << state << static_cast<int>(finding);
    };
    const auto in = [](TokenState state) { return static_cast<int>(state); };
    row("deleted", Operation::Delete, in(TokenState::Deleted), Finding::Happened);
    row("still active", Operation::Delete, in(TokenState::Active), Finding::NotSoFar);
    row("still suspended", Operation::Delete, in(TokenState::Suspended), Finding::NotSoFar);
    row("forgotten after a delete", Operation::Delete, -1, Finding::Happened);
    row("no answer", Operation::Delete, -2, Finding::Unclear);
    row("a word nobody knows", Operation::Delete, in(TokenState::Unknown), Finding::Unclear);
    row("suspended", Operation::Suspend, in(TokenState::Suspended), Finding::Happened);
    row("not suspended", Operation::Suspend, in(TokenState::Active), Finding::NotSoFar);
    row("deleted meanwhile", Operation::Suspend, in(TokenState::Deleted), Finding::Unclear);
    row("forgotten after a suspend", Operation::Suspend, -1, Finding::Unclear);
    row("resumed", Operation::Resume, in(TokenState::Active), Finding::Happened);
    row("not resumed", Operation::Resume, in(TokenState::Suspended), Finding::NotSoFar);
    row("updated, perhaps", Operation::Update, in(TokenState::Active), Finding::Unclear);
}

void TestOpenItemsModel::finding()
{
    QFETCH(int, operation);
    QFETCH(int, state);
    QFETCH(int, finding);
    const Result<TokenReading> reading = state == -1 ? failedWith(Error::Kind::NotFound)
        : state == -2                                ? failedWith(Error::Kind::TimedOut)
                                                     : Result<TokenReading>(inState(static_cast<TokenState>(state)));
    QCOMPARE(static_cast<int>(findingOf(static_cast<Operation>(operation), reading)), finding);
}

void TestOpenItemsModel::create_cannotBeRead()
{
    QVERIFY(!canBeRead(OpenItems::creating(1)));
    QVERIFY(canBeRead(OpenItems::erasing(1)));
}

void TestOpenItemsModel::vendorText_quotesTheRequestAndNoCard()
{
    const QString text = vendorText(OpenItems::creating(5));
    QVERIFY(text.contains(u"2f1e0c4a-0000-4000-8000-000000000005"_s));
    QVERIFY(text.contains(u"2026-02-11 07:08:24.479"_s));
    QVERIFY(text.contains(u"create (createToken)"_s));
    QVERIFY(text.contains(u"Shop (test)"_s));
    QVERIFY2(!text.contains(u"redacted request"_s) && !text.contains(u"lost"_s), qPrintable(text));
}

void TestOpenItemsModel::foreignText_isShownEscaped()
{
    FakeClock clock;
    OpenItemsModel model(clock, nullptr);
    JournalEntry entry = OpenItems::erasing(7);
    entry.intent.token = {u"tk_\u202e1"_s};
    entry.intent.ticket = u"T\n8"_s;
    model.setItems({entry}, nullptr);
    QVERIFY(!model.index(0).data().toString().contains(QChar(0x202e)));
    QVERIFY(!model.index(0).data(OpenItemsModel::OriginRole).toString().contains(u'\n'));
}

void TestOpenItemsModel::everyOperation_hasAMeaningAndSteps()
{
    QSet<QString> meanings;
    for (const Operation operation : {Operation::Create, Operation::Suspend, Operation::Resume, Operation::Update, Operation::Delete,
                                      Operation::Reverse, Operation::Simulate}) {
        JournalEntry entry = OpenItems::erasing(7);
        entry.intent.operation = operation;
        meanings << ifItHappened(entry);
        QVERIFY(stepsToSettle(entry).size() >= 3);
    }
    QCOMPARE(meanings.size(), 7);
    JournalEntry cut = OpenItems::erasing(7);
    cut.outcome.kind = JournalOutcome::Kind::Open;
    QVERIFY(whyUnknown(cut) != whyUnknown(OpenItems::erasing(7)));
}

void TestOpenItemsModel::actionOfTheService_isNamedAsItsForm()
{
    Capabilities capabilities;
    TokenAction reverse;
    reverse.form.id = u"reverse"_s;
    reverse.form.title = u"Reverse the authorisation"_s;
    reverse.operation = Operation::Reverse;
    capabilities.actions = {reverse};
    JournalEntry entry = OpenItems::erasing(7);
    entry.intent.operation = Operation::Reverse;
    entry.intent.formId = u"reverse"_s;
    entry.intent.token = {u"tk_1"_s};
    QCOMPARE(titleOf(entry, &capabilities), u"Reverse the authorisation tk_1"_s);
    entry.intent.token = {};
    QCOMPARE(titleOf(entry, &capabilities), u"Reverse the authorisation"_s);
    QCOMPARE(titleOf(entry, nullptr), u"Reverse"_s);
}

void TestOpenItemsModel::awaitedCreation_saysHowLongItUsuallyTakes()
{
    Capabilities capabilities;
    capabilities.usualWaits = {{Scheme::Visa, {.text = u"hours"_s, .longest = std::chrono::hours(6)}},
                               {Scheme::Unknown, {.text = u"seconds"_s, .longest = std::chrono::minutes(5)}}};
    const JournalEntry visa = OpenItems::awaiting(1);
    QCOMPARE(usualWait(visa, &capabilities), u"hours"_s);
    QCOMPARE(usualWait(OpenItems::awaiting(2, Scheme::Amex), &capabilities), u"seconds"_s);
    QCOMPARE(usualWait(OpenItems::creating(3), &capabilities), QString());
    QCOMPARE(usualWait(visa, nullptr), QString());
    QCOMPARE(awaitedCard(visa), u"Visa ·· 1111"_s);
    QVERIFY(stepsToSettle(visa, &capabilities).first().contains(u"hours"_s));
    QVERIFY(whyUnknown(visa) != whyUnknown(OpenItems::creating(1)));
    QVERIFY(vendorText(visa).contains(u"no notification"_s));
}

void TestOpenItemsModel::awaitedTooLong_saysSo()
{
    Capabilities capabilities;
    capabilities.usualWaits = {{Scheme::Visa, {.text = u"hours"_s, .longest = std::chrono::hours(6)}}};
    FakeClock clock;
    OpenItemsModel model(clock, nullptr);
    model.setItems({OpenItems::awaiting(1)}, &capabilities);
    const QString inTime = model.index(0).data(OpenItemsModel::RemarkRole).toString();
    QVERIFY2(inTime.contains(u"Visa ·· 1111"_s) && inTime.contains(u"usually hours"_s), qPrintable(inTime));
    clock.advance(std::chrono::hours(7));
    const QString late = model.index(0).data(OpenItemsModel::RemarkRole).toString();
    QVERIFY2(late.contains(u"Longer than usual"_s), qPrintable(late));
}

QTEST_MAIN(TestOpenItemsModel)
#include "tst_openitemsmodel.moc"

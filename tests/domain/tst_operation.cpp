// SPDX-License-Identifier: Apache-2.0
#include "app/domain/operation.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
constexpr Operation operations[] = {Operation::LookUp, Operation::Create, Operation::Suspend,
                                    Operation::Resume, Operation::Update, Operation::Delete,
                                    Operation::Reverse, Operation::Simulate};
constexpr TokenState states[] = {TokenState::Unknown, TokenState::Pending, TokenState::Active, TokenState::Suspended,
                                 TokenState::Deleted};
constexpr const char *stateNames[] = {"unknown", "pending", "active", "suspended", "deleted"};
} // namespace

class TestOperation : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void words_areReadBack();
    void unknownWord_isALookUp();
    void eachCell_isAsItIs_data();
    void eachCell_isAsItIs();
    void illegal_saysWhyInASentence();
    void legalOperation_leadsElsewhere();
};

void TestOperation::words_areReadBack()
{
    QSet<QString> words;
    for (const Operation operation : operations) {
        QVERIFY(operationFromWord(toWord(operation)) == operation);
        QCOMPARE(toWord(operation), toWord(operation).toLower());
        words.insert(toWord(operation));
    }
    QCOMPARE(words.size(), 8);
    QCOMPARE(toWord(Operation::Delete), u"delete"_s);
}

void TestOperation::unknownWord_isALookUp()
{
    QVERIFY(operationFromWord(u"purge") == Operation::LookUp);
    QVERIFY(operationFromWord({}) == Operation::LookUp);
    QVERIFY(operationFromWord(u"DELETE") == Operation::LookUp);
}

void TestOperation::eachCell_isAsItIs_data()
{
    QTest::addColumn<int>("operation");
    QTest::addColumn<int>("state");
    QTest::addColumn<bool>("expected");
    //                        unknown pending active suspended deleted
    const char *legal[] = {"  yes     yes     yes    yes       yes  ",  // look up
                           "  yes     no      no     no        no   ",  // create
                           "  yes     no      yes    no        no   ",  // suspend
                           "  yes     no      no     yes       no   ",  // resume
                           "  yes     no      yes    yes       no   ",  // update
                           "  yes     yes     yes    yes       no   ",  // delete
                           "  yes     yes     yes    yes       yes  ",  // reverse
                           "  yes     no      yes    yes       no   "}; // simulate
    for (int operation = 0; operation < 8; ++operation) {
        const QStringList cells = QString::fromLatin1(legal[operation]).split(u' ', Qt::SkipEmptyParts);
        QCOMPARE(cells.size(), 5);
        for (int state = 0; state < 5; ++state) {
            QTest::addRow("%s, %s", qPrintable(toWord(operations[operation])), stateNames[state])
                << operation << state << (cells.at(state) == u"yes"_s);
        }
    }
}

void TestOperation::eachCell_isAsItIs()
{
    QFETCH(const int, operation);
    QFETCH(const int, state);
    QFETCH(const bool, expected);
    QCOMPARE(isLegal(operations[operation], states[state]), expected);
    QCOMPARE(illegalBecause(operations[operation], states[state]).isEmpty(), expected);
}

void TestOperation::illegal_saysWhyInASentence()
{
    for (const Operation operation : operations) {
        for (const TokenState state : states) {
            const QString because = illegalBecause(operation, state);
            if (!because.isEmpty())
                QVERIFY2(because.front().isUpper() && because.endsWith(u'.'), qPrintable(because));
        }
    }
    QCOMPARE(illegalBecause(Operation::Suspend, TokenState::Suspended), u"This token is suspended already."_s);
}

void TestOperation::legalOperation_leadsElsewhere()
{
    QVERIFY(stateAfter(Operation::Suspend) == TokenState::Suspended);
    QVERIFY(stateAfter(Operation::Resume) == TokenState::Active);
    QVERIFY(stateAfter(Operation::Delete) == TokenState::Deleted);
    for (const Operation operation : {Operation::LookUp, Operation::Create, Operation::Update, Operation::Reverse, Operation::Simulate})
        QVERIFY(stateAfter(operation) == TokenState::Unknown);
    for (const Operation operation : {Operation::Suspend, Operation::Resume, Operation::Delete})
        QVERIFY(!isLegal(operation, stateAfter(operation)));
}

QTEST_APPLESS_MAIN(TestOperation)
#include "tst_operation.moc"

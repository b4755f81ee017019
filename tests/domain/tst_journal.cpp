// SPDX-License-Identifier: Apache-2.0
#include "app/domain/journal.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestJournal : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eachOutcome_hasItsWord();
    void unknownOutcome_isNeverCalledARefusal();
    void everyOtherError_isARefusal();
    void outcome_keepsWhatIsNeededToAskTheProvider();
    void outcome_isRedacted();
};

void TestJournal::eachOutcome_hasItsWord()
{
    using Kind = JournalOutcome::Kind;
    QCOMPARE(toWord(Kind::Open), u"open"_s);
    QCOMPARE(toWord(Kind::Succeeded), u"succeeded"_s);
    QCOMPARE(toWord(Kind::Accepted), u"accepted"_s);
    QCOMPARE(toWord(Kind::Refused), u"refused"_s);
    QCOMPARE(toWord(Kind::Unknown), u"unknown"_s);
}

void TestJournal::unknownOutcome_isNeverCalledARefusal()
{
    const JournalOutcome outcome = outcomeFrom({.kind = Error::Kind::OutcomeUnknown, .detail = u"closed early"_s});
    QVERIFY(outcome.kind == JournalOutcome::Kind::Unknown);
    QCOMPARE(outcome.errorKind, u"OutcomeUnknown"_s);
}

void TestJournal::everyOtherError_isARefusal()
{
    for (int kind = 0; kind < static_cast<int>(Error::Kind::OutcomeUnknown); ++kind) {
        const JournalOutcome outcome = outcomeFrom({.kind = static_cast<Error::Kind>(kind)});
        QVERIFY(outcome.kind == JournalOutcome::Kind::Refused);
        QCOMPARE(outcome.errorKind, toString(static_cast<Error::Kind>(kind)));
    }
}

void TestJournal::outcome_keepsWhatIsNeededToAskTheProvider()
{
    const JournalOutcome outcome = outcomeFrom({.kind = Error::Kind::Rejected,
                                                .detail = u"the server refused the request"_s,
                                                .correlationId = u"c-1"_s,
                                                .code = u"CRYPTO_ERROR"_s,
                                                .providerDetail = u"bad key id"_s,
                                                .schemeCorrelationId = u"s-1"_s,
                                                .httpStatus = 400});
    QCOMPARE(outcome.httpStatus, 400);
    QCOMPARE(outcome.errorCode, u"CRYPTO_ERROR"_s);
    QCOMPARE(outcome.schemeCorrelationId, u"s-1"_s);
    QCOMPARE(outcome.detail, u"the server refused the request: bad key id"_s);
    QVERIFY(outcome.token.isEmpty());
    QCOMPARE(outcomeFrom({.providerDetail = u"only this"_s}).detail, u"only this"_s);
}

void TestJournal::outcome_isRedacted()
{
    const JournalOutcome outcome = outcomeFrom({.kind = Error::Kind::Rejected,
                                                .detail = u"PAN 4111111111111111 refused"_s,
                                                .code = u"E4111111111111111"_s,
                                                .providerDetail = u"4111 1111 1111 1111"_s,
                                                .schemeCorrelationId = u"4111111111111111"_s});
    QCOMPARE(outcome.detail, u"PAN 411111******1111 refused: 4111 11** **** 1111"_s);
    QCOMPARE(outcome.errorCode, u"E411111******1111"_s);
    QCOMPARE(outcome.schemeCorrelationId, u"411111******1111"_s);
}

QTEST_APPLESS_MAIN(TestJournal)
#include "tst_journal.moc"

// SPDX-License-Identifier: Apache-2.0
#include "app/core/pending.h"

#include "tests/support/settling.h"

#include <QTest>
#include <QThread>

#include <atomic>
#include <barrier>
#include <thread>

using namespace Qt::StringLiterals;

namespace {
const Error refused{.kind = Error::Kind::Rejected, .detail = u"no"_s, .code = u"CRYPTO_ERROR"_s};

template <typename T>
Pending<T> abandoned()
{
    return Settler<T>().pending();
}
} // namespace

class TestPending : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void settled_isFinishedAtOnce();
    void settler_settlesOnceAndIgnoresTheRest();
    void settler_settledFromManyThreads_settlesOnce();
    void settler_lastCopyGone_meansAbandoned();
    void whenSettled_hearsSuccessFailureAndAbandonment();
    void whenSettled_runsInTheThreadThatSettles();
    void whenSettled_survivesTheFutureItWatched();
    void whenSettled_cancelledFromOutside_meansAbandoned();
    void chain_passesTheValueOn();
    void chain_firstFailed_neverCallsTheNext();
    void chain_firstAbandoned_isOutcomeUnknown();
    void chain_secondFailedOrAbandoned_saysSo();
    void chain_settlesFromAnotherThread();
    void chain_manyLinks_reachTheEnd();
    void chainAlways_callsTheNextWhateverCame();
    void transformed_convertsAValueAndKeepsAnError();
    void transformed_conversionFails_isThatFailure();
    void transformed_firstAbandoned_isOutcomeUnknown();
};

void TestPending::settled_isFinishedAtOnce()
{
    const Pending<int> success = settled(Result<int>(7));
    QVERIFY(success.isFinished());
    QCOMPARE(*outcomeOf<int>(success), 7);

    const Pending<int> failure = failed<int>(refused);
    QVERIFY(failure.isFinished());
    QCOMPARE(outcomeOf<int>(failure).error(), refused);
}

void TestPending::settler_settlesOnceAndIgnoresTheRest()
{
    const Settler<int> settler;
    QVERIFY(!settler.pending().isFinished());
    settler.settle(1);
    settler.settle(2);
    settler.settle(Failure(refused));
    QVERIFY(settler.pending().isFinished());
    QCOMPARE(settler.pending().resultCount(), 1);
    QCOMPARE(*outcomeOf<int>(settler.pending()), 1);
}

void TestPending::settler_settledFromManyThreads_settlesOnce()
{
    constexpr int settlers = 4;
    for (int round = 0; round < 500; ++round) {
        const Settler<int> settler;
        std::atomic<int> heard = 0;
        whenSettled<int>(settler.pending(), [&heard](const Result<int> &) { ++heard; });
        std::barrier together(settlers);
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < settlers; ++i) {
                threads.emplace_back([settler, i, &together] {
                    together.arrive_and_wait();
                    settler.settle(i);
                });
            }
        }
        QCOMPARE(settler.pending().resultCount(), 1);
        QCOMPARE(heard.load(), 1);
    }
}

void TestPending::settler_lastCopyGone_meansAbandoned()
{
    Pending<int> pending;
    {
        const Settler<int> settler;
        pending = settler.pending();
        const Settler<int> copy = settler;
        Q_UNUSED(copy)
        QVERIFY(!pending.isFinished());
    }
    QVERIFY(pending.isFinished());
    QCOMPARE(outcomeOf<int>(pending).error(), abandonedError());
    QVERIFY(abandonedError().kind == Error::Kind::OutcomeUnknown);
}

void TestPending::whenSettled_hearsSuccessFailureAndAbandonment()
{
    QList<Result<int>> heard;
    const auto listen = [&heard](const Result<int> &outcome) { heard.append(outcome); };

    whenSettled<int>(settled(Result<int>(1)), listen);
    whenSettled<int>(failed<int>(refused), listen);
    whenSettled<int>(abandoned<int>(), listen);
    {
        const Settler<int> later;
        whenSettled<int>(later.pending(), listen);
        QCOMPARE(heard.size(), 3);
        later.settle(2);
        QCOMPARE(heard.size(), 4);
        const Settler<int> neverSettled;
        whenSettled<int>(neverSettled.pending(), listen);
    }
    QCOMPARE(heard.size(), 5);
    QCOMPARE(*heard.at(0), 1);
    QCOMPARE(heard.at(1).error(), refused);
    QCOMPARE(heard.at(2).error(), abandonedError());
    QCOMPARE(*heard.at(3), 2);
    QCOMPARE(heard.at(4).error(), abandonedError());
}

void TestPending::whenSettled_runsInTheThreadThatSettles()
{
    const Settler<int> settler;
    std::thread::id heardIn;
    whenSettled<int>(settler.pending(), [&heardIn](const Result<int> &) { heardIn = std::this_thread::get_id(); });
    std::jthread thread([settler] { settler.settle(1); });
    const std::thread::id settledIn = thread.get_id();
    thread.join();
    QCOMPARE(heardIn, settledIn);
}

void TestPending::whenSettled_survivesTheFutureItWatched()
{
    const auto owned = std::make_shared<int>(0);
    {
        const Settler<int> settler;
        {
            const Pending<int> watched = settler.pending();
            whenSettled<int>(watched, [owned](const Result<int> &outcome) { *owned = *outcome; });
        }
        settler.settle(5);
    }
    QCOMPARE(*owned, 5);
    QCOMPARE(owned.use_count(), 1L);
}

void TestPending::whenSettled_cancelledFromOutside_meansAbandoned()
{
    QList<Result<int>> heard;
    {
        const Settler<int> settler;
        whenSettled<int>(settler.pending(), [&heard](const Result<int> &outcome) { heard.append(outcome); });
        settler.pending().cancel();
        settler.settle(1);
    }
    QCOMPARE(heard.size(), 1);
    QCOMPARE(heard.first().error(), abandonedError());
}

void TestPending::chain_passesTheValueOn()
{
    const Settler<int> first;
    const Settler<QString> second;
    int seen = 0;
    const Pending<QString> both = chain<int>(first.pending(), [&seen, second](const int &value) {
        seen = value;
        return second.pending();
    });
    first.settle(3);
    QCOMPARE(seen, 3);
    QVERIFY(!both.isFinished());
    second.settle(u"three"_s);
    QCOMPARE(*settledWithin<QString>(both), u"three"_s);
}

void TestPending::chain_firstFailed_neverCallsTheNext()
{
    bool isCalled = false;
    const Pending<QString> both = chain<int>(failed<int>(refused), [&isCalled](const int &) {
        isCalled = true;
        return settled(Result<QString>(u"never"_s));
    });
    QCOMPARE(outcomeOf<QString>(both).error(), refused);
    QVERIFY(!isCalled);
}

void TestPending::chain_firstAbandoned_isOutcomeUnknown()
{
    bool isCalled = false;
    const Pending<QString> both = chain<int>(abandoned<int>(), [&isCalled](const int &) {
        isCalled = true;
        return settled(Result<QString>(u"never"_s));
    });
    QVERIFY(both.isFinished());
    QCOMPARE(outcomeOf<QString>(both).error(), abandonedError());
    QVERIFY(!isCalled);
}

void TestPending::chain_secondFailedOrAbandoned_saysSo()
{
    const Pending<int> one = settled(Result<int>(1));
    const auto second = [&one](const Pending<QString> &next) {
        return outcomeOf<QString>(chain<int>(one, [next](const int &) { return next; }));
    };
    QCOMPARE(second(failed<QString>(refused)).error(), refused);
    QCOMPARE(second(abandoned<QString>()).error(), abandonedError());
}

void TestPending::chain_settlesFromAnotherThread()
{
    const Settler<int> first;
    const Pending<int> both = chain<int>(first.pending(), [](const int &value) {
        const Settler<int> second;
        std::thread([second, value] { second.settle(value + 1); }).detach();
        return second.pending();
    });
    std::jthread thread([first] { first.settle(41); });
    QCOMPARE(*settledWithin<int>(both), 42);
}

void TestPending::chain_manyLinks_reachTheEnd()
{
    constexpr int links = 500;
    const Settler<int> start;
    Pending<int> end = start.pending();
    for (int i = 0; i < links; ++i)
        end = chain<int>(end, [](const int &value) { return settled(Result<int>(value + 1)); });
    start.settle(0);
    QCOMPARE(*settledWithin<int>(end), links);
}

void TestPending::chainAlways_callsTheNextWhateverCame()
{
    const auto describe = [](const Pending<int> &first) {
        return *outcomeOf<QString>(chainAlways<int>(first, [](const Result<int> &outcome) {
            return settled(Result<QString>(outcome ? QString::number(*outcome) : toString(outcome.error().kind)));
        }));
    };
    QCOMPARE(describe(settled(Result<int>(1))), u"1"_s);
    QCOMPARE(describe(failed<int>(refused)), u"Rejected"_s);
    QCOMPARE(describe(abandoned<int>()), u"OutcomeUnknown"_s);
}

void TestPending::transformed_convertsAValueAndKeepsAnError()
{
    const auto convert = [](const int &value) { return Result<QString>(QString::number(value)); };
    QCOMPARE(*outcomeOf<QString>(transformed<int>(settled(Result<int>(9)), convert)), u"9"_s);
    QCOMPARE(outcomeOf<QString>(transformed<int>(failed<int>(refused), convert)).error(), refused);
}

void TestPending::transformed_conversionFails_isThatFailure()
{
    const auto convert = [](const int &) { return Result<QString>(Failure(refused)); };
    QCOMPARE(outcomeOf<QString>(transformed<int>(settled(Result<int>(9)), convert)).error(), refused);
}

void TestPending::transformed_firstAbandoned_isOutcomeUnknown()
{
    const auto convert = [](const int &value) { return Result<QString>(QString::number(value)); };
    QCOMPARE(outcomeOf<QString>(transformed<int>(abandoned<int>(), convert)).error(), abandonedError());
}

QTEST_GUILESS_MAIN(TestPending)
#include "tst_pending.moc"

// SPDX-License-Identifier: Apache-2.0
#include "app/core/worker.h"

#include "tests/support/settling.h"

#include <QSemaphore>
#include <QTest>

#include <atomic>

using namespace Qt::StringLiterals;

class TestWorker : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void run_happensInTheWorkersThread();
    void run_keepsTheOrder();
    void run_passesAFailureOn();
    void runAndWait_isDoneOnReturn();
    void destroyed_runsWhatWasQueued();
    void destroyed_settlesWhatWasQueued();
    void workThatAsksForMore_doesNotBlock();
    void context_ownsObjectsOfTheThread();
};

void TestWorker::run_happensInTheWorkersThread()
{
    Worker worker(u"storage"_s);
    const Result<QString> name =
        settledWithin<QString>(worker.run([] { return Result<QString>(QThread::currentThread()->objectName()); }));
    QCOMPARE(*name, u"storage"_s);
    const Result<bool> isElsewhere = settledWithin<bool>(
        worker.run([here = QThread::currentThread()] { return Result<bool>(QThread::currentThread() != here); }));
    QVERIFY(*isElsewhere);
}

void TestWorker::run_keepsTheOrder()
{
    Worker worker(u"order"_s);
    QList<int> seen;
    for (int i = 0; i < 1'000; ++i) {
        worker.run([&seen, i] {
            seen.append(i);
            return Result<Done>(Done{});
        });
    }
    worker.runAndWait([] {});
    QCOMPARE(seen.size(), 1'000);
    QVERIFY(std::is_sorted(seen.begin(), seen.end()));
}

void TestWorker::run_passesAFailureOn()
{
    Worker worker(u"failure"_s);
    const Error error{.kind = Error::Kind::Storage, .detail = u"disk full"_s};
    const Pending<int> pending = worker.run([error]() -> Result<int> { return Failure(error); });
    QCOMPARE(settledWithin<int>(pending).error(), error);
}

void TestWorker::runAndWait_isDoneOnReturn()
{
    Worker worker(u"wait"_s);
    bool isDone = false;
    worker.runAndWait([&isDone] { isDone = true; });
    QVERIFY(isDone);
}

void TestWorker::destroyed_runsWhatWasQueued()
{
    QSemaphore gate;
    std::atomic<int> done = 0;
    {
        Worker worker(u"queue"_s);
        worker.run([&gate] {
            gate.acquire();
            return Result<Done>(Done{});
        });
        for (int i = 0; i < 100; ++i) {
            worker.run([&done] {
                ++done;
                return Result<Done>(Done{});
            });
        }
        QCOMPARE(done.load(), 0);
        gate.release();
    }
    QCOMPARE(done.load(), 100);
}

void TestWorker::destroyed_settlesWhatWasQueued()
{
    QSemaphore gate;
    Pending<int> pending;
    {
        Worker worker(u"settle"_s);
        worker.run([&gate] {
            gate.acquire();
            return Result<Done>(Done{});
        });
        pending = worker.run([] { return Result<int>(3); });
        QVERIFY(!pending.isFinished());
        gate.release();
    }
    QVERIFY(pending.isFinished());
    QCOMPARE(*outcomeOf<int>(pending), 3);
}

void TestWorker::workThatAsksForMore_doesNotBlock()
{
    Worker worker(u"nested"_s);
    const Settler<int> nested;
    worker.run([&worker, nested] {
        whenSettled<int>(worker.run([] { return Result<int>(5); }),
                         [nested](const Result<int> &outcome) { nested.settle(outcome); });
        return Result<Done>(Done{});
    });
    QCOMPARE(*settledWithin<int>(nested.pending()), 5);
}

void TestWorker::context_ownsObjectsOfTheThread()
{
    std::atomic<bool> isDestroyedThere = false;
    {
        Worker worker(u"objects"_s);
        QThread *thread = worker.context()->thread();
        QVERIFY(thread != QThread::currentThread());
        worker.runAndWait([&worker, &isDestroyedThere, thread] {
            auto *object = new QObject(worker.context());
            connect(object, &QObject::destroyed, object,
                    [&isDestroyedThere, thread] { isDestroyedThere = QThread::currentThread() == thread; });
        });
    }
    QVERIFY(isDestroyedThere);
}

QTEST_GUILESS_MAIN(TestWorker)
#include "tst_worker.moc"

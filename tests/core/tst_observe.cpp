// SPDX-License-Identifier: Apache-2.0
#include "app/core/observe.h"

#include "tests/support/settling.h"

#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <thread>

using namespace Qt::StringLiterals;

class TestObserve : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void success_isToldFromTheEventLoop();
    void failureAndAbandonment_areToldAsSuch();
    void settledElsewhere_isToldInTheContextsThread();
    void contextDeletedWhilePending_isNeverTold();
    void contextDeletedAfterSettling_isNeverTold();
    void callbackDeletesTheContext_nothingBreaks();
    void told_leavesNothingBehind();
};

void TestObserve::success_isToldFromTheEventLoop()
{
    QObject context;
    int told = 0;
    observe<int>(&context, settled(Result<int>(7)), [&told](const Result<int> &outcome) { told = *outcome; });
    QCOMPARE(told, 0);
    QTRY_COMPARE(told, 7);
}

void TestObserve::failureAndAbandonment_areToldAsSuch()
{
    QObject context;
    QStringList told;
    const auto listen = [&told](const Result<int> &outcome) { told.append(toString(outcome.error().kind)); };
    observe<int>(&context, failed<int>({.kind = Error::Kind::NotFound}), listen);
    QTRY_COMPARE(told.size(), 1);
    {
        const Settler<int> neverSettled;
        observe<int>(&context, neverSettled.pending(), listen);
    }
    QTRY_COMPARE(told.size(), 2);
    QCOMPARE(told, (QStringList{u"NotFound"_s, u"OutcomeUnknown"_s}));
}

void TestObserve::settledElsewhere_isToldInTheContextsThread()
{
    QObject context;
    QThread *toldIn = nullptr;
    const Settler<int> settler;
    observe<int>(&context, settler.pending(), [&toldIn](const Result<int> &) { toldIn = QThread::currentThread(); });
    std::thread([settler] { settler.settle(1); }).join();
    QVERIFY(!toldIn);
    QTRY_COMPARE(toldIn, QThread::currentThread());
}

void TestObserve::contextDeletedWhilePending_isNeverTold()
{
    auto context = std::make_unique<QObject>();
    const auto told = std::make_shared<int>(0);
    const Settler<int> settler;
    observe<int>(context.get(), settler.pending(), [told](const Result<int> &) { ++*told; });
    QCOMPARE(context->children().size(), 1); // what watches goes with the context
    context.reset();
    QCOMPARE(told.use_count(), 1L);

    QObject stillThere;
    bool isWorkDone = false;
    observe<int>(&stillThere, settler.pending(), [&isWorkDone](const Result<int> &) { isWorkDone = true; });
    settler.settle(1);
    QTRY_VERIFY(isWorkDone);
    QCOMPARE(*told, 0);
}

void TestObserve::contextDeletedAfterSettling_isNeverTold()
{
    auto context = std::make_unique<QObject>();
    const auto told = std::make_shared<int>(0);
    const Settler<int> settler;
    observe<int>(context.get(), settler.pending(), [told](const Result<int> &) { ++*told; });
    settler.settle(1); // the notice is in the event queue now
    context.reset();
    QCoreApplication::processEvents();
    QCOMPARE(*told, 0);
}

void TestObserve::callbackDeletesTheContext_nothingBreaks()
{
    auto *context = new QObject;
    bool isTold = false;
    observe<int>(context, settled(Result<int>(1)), [context, &isTold](const Result<int> &) {
        isTold = true;
        context->deleteLater();
    });
    QSignalSpy destroyed(context, &QObject::destroyed);
    QTRY_COMPARE(destroyed.size(), 1);
    QVERIFY(isTold);
}

void TestObserve::told_leavesNothingBehind()
{
    QObject context;
    const auto told = std::make_shared<int>(0);
    for (int i = 0; i < 10; ++i)
        observe<int>(&context, settled(Result<int>(i)), [told](const Result<int> &) { ++*told; });
    QTRY_COMPARE(*told, 10);
    QTRY_COMPARE(context.children().size(), 0);
    QCOMPARE(told.use_count(), 1L);
}

QTEST_GUILESS_MAIN(TestObserve)
#include "tst_observe.moc"

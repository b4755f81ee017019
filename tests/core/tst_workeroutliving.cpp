// SPDX-License-Identifier: Apache-2.0
#include "app/core/worker.h"

#include <QCoreApplication>
#include <QSemaphore>
#include <QTest>

#include <optional>

using namespace Qt::StringLiterals;

//! Workers that are still there when the application object goes, as those are whose last owner ran in another thread.
class TestWorkerOutliving : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void applicationGone_threadEndsAllTheSame();
    void applicationGone_queuedWorkIsAbandoned();
    void applicationGone_objectsOfTheThreadGoWithIt();

private:
    int m_argumentCount = 1;
    std::array<char, 2> m_name{'t', 0};
    std::array<char *, 2> m_arguments{m_name.data(), nullptr};
    std::optional<QCoreApplication> m_application;
};

void TestWorkerOutliving::init()
{
    m_application.emplace(m_argumentCount, m_arguments.data());
}

void TestWorkerOutliving::cleanup()
{
    m_application.reset();
}

void TestWorkerOutliving::applicationGone_threadEndsAllTheSame()
{
    auto worker = std::make_unique<Worker>(u"late"_s);
    worker->runAndWait([] {});
    m_application.reset();
    worker.reset();
    QVERIFY(!worker);
}

void TestWorkerOutliving::applicationGone_queuedWorkIsAbandoned()
{
    auto worker = std::make_unique<Worker>(u"late"_s);
    QSemaphore isBusy;
    QSemaphore gate;
    worker->run([&] {
        isBusy.release();
        gate.acquire();
        return Result<Done>(Done{});
    });
    isBusy.acquire();
    m_application.reset();
    const Pending<Done> pending = worker->run([] { return Result<Done>(Done{}); });
    gate.release();
    worker.reset();
    QVERIFY(pending.isFinished());
    QVERIFY(!outcomeOf<Done>(pending));
}

void TestWorkerOutliving::applicationGone_objectsOfTheThreadGoWithIt()
{
    auto worker = std::make_unique<Worker>(u"late"_s);
    std::atomic<bool> isGone = false;
    worker->runAndWait([&] {
        auto *object = new QObject(worker->context());
        QObject::connect(object, &QObject::destroyed, object, [&isGone] { isGone = true; });
    });
    m_application.reset();
    worker.reset();
    QVERIFY(isGone);
}

QTEST_APPLESS_MAIN(TestWorkerOutliving)
#include "tst_workeroutliving.moc"

// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/sandboxthread.h"

#include "app/core/worker.h"

using namespace Qt::StringLiterals;

SandboxThread::SandboxThread(const SandboxOptions &options, std::shared_ptr<SandboxFaults> faults)
    : m_options(options), m_faults(std::move(faults))
{
    setObjectName(u"sandbox"_s);
}

SandboxThread::~SandboxThread()
{
    quit();
    wait();
}

Result<SandboxConnection> SandboxThread::startAndWait()
{
    start();
    m_ready.acquire();
    return m_outcome;
}

void SandboxThread::run()
{
    serve();
    releaseCryptoOfThread();
}

void SandboxThread::serve()
{
    QObject context;
    SandboxEngine engine(m_options, m_faults);
    m_context = &context;
    m_engine = &engine;
    m_outcome = engine.start();
    const bool isRunning = m_outcome.has_value();
    m_ready.release();
    if (isRunning)
        exec();
}

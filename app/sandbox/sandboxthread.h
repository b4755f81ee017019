// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/sandboxengine.h"

#include <QObject>
#include <QSemaphore>
#include <QThread>

//! The thread in which a sandbox lives. It ends by QThread::quit and not by an event, because no event is delivered any
//! more once the application object is being destroyed.
class SandboxThread final : public QThread
{
public:
    SandboxThread(const SandboxOptions &options, std::shared_ptr<SandboxFaults> faults);
    //! Ends the sandbox and waits for that. Not from its own thread.
    ~SandboxThread() override;

    //! Starts the thread and waits until the sandbox in it answers requests, or has failed.
    [[nodiscard]] Result<SandboxConnection> startAndWait();
    //! Runs `fn(SandboxEngine &)` in the thread of a sandbox that was started, some time soon.
    template <typename Fn>
    void run(Fn fn)
    {
        QMetaObject::invokeMethod(
            m_context, [this, fn = std::move(fn)] { fn(*m_engine); }, Qt::QueuedConnection);
    }
    //! Runs `fn(SandboxEngine &)` in the thread of a sandbox that was started, and waits for it.
    template <typename Fn>
    void runAndWait(Fn fn)
    {
        QMetaObject::invokeMethod(
            m_context, [this, &fn] { fn(*m_engine); }, Qt::BlockingQueuedConnection);
    }

protected:
    void run() override;

private:
    void serve();

    const SandboxOptions m_options;
    const std::shared_ptr<SandboxFaults> m_faults;
    QSemaphore m_ready;
    Result<SandboxConnection> m_outcome = Failure(Error{});
    SandboxEngine *m_engine = nullptr; //!< on the stack of serve()
    QObject *m_context = nullptr;      //!< the same
};

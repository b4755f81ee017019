// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/pending.h"

#include <QObject>
#include <QThread>

#include <utility>

//! Frees what OpenSSL keeps for the calling thread: the last thing that a thread does which used it. Left to OpenSSL,
//! it is freed by the system's thread after QThread::wait has returned, in a race with the end of the program.
void releaseCryptoOfThread();

//! One thread with an event loop that runs what it is given, in order. It is where a database connection or a network
//! access manager lives, so that the GUI thread never waits for either. Destroying it runs what was queued, then joins;
//! once the application object is gone, what was queued is abandoned instead.
class Worker
{
public:
    explicit Worker(const QString &name);
    ~Worker();
    Worker(const Worker &) = delete;
    Worker &operator=(const Worker &) = delete;

    //! Lives in the worker's thread: the parent-like context for objects and connections that belong there.
    [[nodiscard]] QObject *context() const { return m_context; }

    //! Runs `fn()` in the worker's thread. `fn` returns a Result<T>.
    template <typename Fn>
    auto run(Fn fn) -> QFuture<std::invoke_result_t<Fn>>
    {
        using T = typename std::invoke_result_t<Fn>::value_type;
        const Settler<T> settler;
        QMetaObject::invokeMethod(
            m_context, [settler, fn = std::move(fn)]() mutable { settler.settle(fn()); }, Qt::QueuedConnection);
        return settler.pending();
    }

    //! Runs `fn()` in the worker's thread and waits for it. Only for start and end; never from the worker's own thread.
    template <typename Fn>
    void runAndWait(Fn fn)
    {
        QMetaObject::invokeMethod(m_context, std::move(fn), Qt::BlockingQueuedConnection);
    }

private:
    class Thread final : public QThread
    {
    public:
        explicit Thread(QObject *context) : m_context(context) {}

    protected:
        void run() override;

    private:
        QObject *const m_context;
    };

    QObject *const m_context; //!< deleted in its thread
    Thread m_thread;
};

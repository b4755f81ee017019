// SPDX-License-Identifier: Apache-2.0
#include "app/core/worker.h"

#include <QCoreApplication>

#include <openssl/crypto.h>

void releaseCryptoOfThread()
{
    OPENSSL_thread_stop();
}

void Worker::Thread::run()
{
    exec();
    QCoreApplication::sendPostedEvents(); // what was queued before the thread was told to end
    delete m_context;
    releaseCryptoOfThread();
}

Worker::Worker(const QString &name) : m_context(new QObject), m_thread(m_context)
{
    m_thread.setObjectName(name);
    m_context->moveToThread(&m_thread);
    m_thread.start();
}

Worker::~Worker()
{
    // Not by a queued call: without an application object none is delivered, and the thread would never end.
    m_thread.quit();
    m_thread.wait();
}

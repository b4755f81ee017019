// SPDX-License-Identifier: Apache-2.0
#include "app/core/worker.h"

#include <openssl/crypto.h>

void releaseCryptoOfThread()
{
    OPENSSL_thread_stop();
}

Worker::Worker(const QString &name) : m_context(new QObject)
{
    m_thread.setObjectName(name);
    m_context->moveToThread(&m_thread);
    m_thread.start();
}

Worker::~Worker()
{
    // Queued calls run in order, so this one comes after everything that was asked for.
    QMetaObject::invokeMethod(
        m_context,
        [this] {
            delete std::exchange(m_context, nullptr);
            m_thread.quit();
        },
        Qt::QueuedConnection);
    m_thread.wait();
}

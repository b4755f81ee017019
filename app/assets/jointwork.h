// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/pending.h"

#include <QHash>
#include <QList>
#include <QMutex>

#include <memory>

//! Work that many may ask for and that is done once at a time per key: whoever asks while it is under way gets the same
//! result. Thread-safe.
template <typename Key, typename T>
class JointWork
{
public:
    //! `start()`, which returns a Pending<T>, when nobody is at it already. What `start` remembers before it settles,
    //! it must look for first: the one who was at it may just have finished.
    template <typename Fn>
    [[nodiscard]] Pending<T> join(const Key &key, Fn start)
    {
        const Settler<T> settler; // of this one who asks: a future of Qt 6.4 takes one continuation only
        {
            const QMutexLocker lock(&m_state->mutex);
            QList<Settler<T>> &waiting = m_state->waiting[key];
            waiting.append(settler);
            if (waiting.size() > 1)
                return settler.pending();
        }
        whenSettled<T>(start(), [state = m_state, key](const Result<T> &outcome) {
            QList<Settler<T>> waiting;
            {
                const QMutexLocker lock(&state->mutex);
                waiting = state->waiting.take(key);
            }
            for (const Settler<T> &one : waiting)
                one.settle(outcome);
        });
        return settler.pending();
    }

private:
    struct State {
        QMutex mutex;
        QHash<Key, QList<Settler<T>>> waiting;
    };
    std::shared_ptr<State> m_state = std::make_shared<State>();
};

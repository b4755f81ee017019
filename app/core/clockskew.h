// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QMutex>
#include <QObject>

//! By how much this computer's clock differs from the server's that answered last (security.md L5). Safe to use from
//! any thread; `changed` comes in the thread that noted it.
class ClockSkew : public QObject
{
    Q_OBJECT
public:
    //! What is not worth a word: answers take their time, and the servers' dates have whole seconds.
    static constexpr qint64 toleratedSeconds = 30;

    //! `received` is when the answer was complete, `sent` when it was asked for: the server's date lies in between.
    void note(const QDateTime &serverDate, const QDateTime &sent, const QDateTime &received);
    //! Seconds that this computer's clock is ahead; negative: behind; 0: nothing worth a word.
    [[nodiscard]] qint64 aheadBy() const;

Q_SIGNALS:
    void changed(qint64 aheadBy);

private:
    mutable QMutex m_mutex;
    qint64 m_aheadBy = 0;
};

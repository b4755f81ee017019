// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <memory>

class QLockFile;

//! A lock that one process holds at a time and that the system lets go when the process ends, however it ends: the
//! file stays, so none is ever stale.
class ProcessLock
{
public:
    enum class Outcome { Taken, HeldByAnother, Impossible };

    explicit ProcessLock(QString file);
    ~ProcessLock();
    ProcessLock(const ProcessLock &) = delete;
    ProcessLock &operator=(const ProcessLock &) = delete;

    //! Does not wait. Impossible when the file cannot be opened or locked at all.
    [[nodiscard]] Outcome take();
    void release();

private:
    QString m_file;
#ifdef Q_OS_UNIX
    int m_descriptor = -1;
#else
    std::unique_ptr<QLockFile> m_lock;
#endif
};

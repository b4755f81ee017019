// SPDX-License-Identifier: Apache-2.0
#include "ui/instance/processlock.h"

#include <QFile>
#include <QLockFile>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#endif

ProcessLock::ProcessLock(QString file) : m_file(std::move(file)) {}

ProcessLock::~ProcessLock()
{
    release();
}

#ifdef Q_OS_UNIX
// Not QLockFile: it finds out by the process's number whether its owner is alive, and numbers are used again.
ProcessLock::Outcome ProcessLock::take()
{
    if (m_descriptor >= 0)
        return Outcome::Taken;
    const int descriptor =
        ::open(QFile::encodeName(m_file).constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
    if (descriptor < 0)
        return Outcome::Impossible;
    if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) {
        m_descriptor = descriptor;
        return Outcome::Taken;
    }
    const bool isHeld = errno == EWOULDBLOCK;
    ::close(descriptor);
    return isHeld ? Outcome::HeldByAnother : Outcome::Impossible;
}

void ProcessLock::release()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    m_descriptor = -1;
}
#else
ProcessLock::Outcome ProcessLock::take()
{
    if (!m_lock)
        m_lock = std::make_unique<QLockFile>(m_file);
    m_lock->setStaleLockTime(0);
    if (m_lock->isLocked() || m_lock->tryLock(0))
        return Outcome::Taken;
    return m_lock->error() == QLockFile::LockFailedError ? Outcome::HeldByAnother : Outcome::Impossible;
}

void ProcessLock::release()
{
    m_lock.reset();
}
#endif

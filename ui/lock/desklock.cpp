// SPDX-License-Identifier: Apache-2.0
#include "ui/lock/desklock.h"

#include "app/core/observe.h"
#include "ui/lock/lockscreen.h"
#include "ui/lock/windowcover.h"

#include <QCoreApplication>
#include <QEvent>
#include <QMainWindow>

#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

DeskLock::DeskLock(const Desk &desk, Preferences &preferences, const Clock &clock, QMainWindow &window)
    : QObject(&window), m_desk(desk), m_preferences(preferences), m_policy(clock), m_passphrase(desk.parts().secrets),
      m_window(window)
{
    m_idle.setSingleShot(true);
    connect(&m_idle, &QTimer::timeout, this, &DeskLock::watch);
}

DeskLock::~DeskLock() = default;

void DeskLock::begin()
{
    if (!m_preferences.hasDeskPassphrase())
        return;
    arm(true);
    lock();
}

void DeskLock::arm(bool hasPassphrase)
{
    if (m_hasPassphrase == hasPassphrase)
        return;
    m_hasPassphrase = hasPassphrase;
    if (!hasPassphrase) {
        QCoreApplication::instance()->removeEventFilter(this);
        return m_idle.stop();
    }
    QCoreApplication::instance()->installEventFilter(this);
    m_policy.setIdleLimit(LockPolicy::Minutes(m_preferences.idleMinutes()));
    m_policy.noteActivity();
    watch();
    Q_EMIT armed();
}

void DeskLock::watch()
{
    if (m_isLocked || !m_hasPassphrase)
        return m_idle.stop();
    if (m_policy.isIdle())
        return lock();
    m_idle.start(m_policy.untilIdle());
}

bool DeskLock::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::ShortcutOverride: // all that there is of a key that is a shortcut
    case QEvent::KeyPress:
    case QEvent::InputMethod:
    case QEvent::MouseMove:
    case QEvent::MouseButtonPress:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
    case QEvent::TouchUpdate:
    case QEvent::TabletPress:
    case QEvent::TabletMove:
        break;
    default:
        return QObject::eventFilter(watched, event);
    }
    if (m_isLocked)
        return false;
    // The timer stood still while the computer slept: whoever wakes it finds it locked.
    const bool isTooLate = m_policy.isIdle();
    if (isTooLate)
        lock();
    else
        m_policy.noteActivity();
    return isTooLate;
}

void DeskLock::request()
{
    if (m_hasPassphrase)
        lock();
    else
        Q_EMIT passphraseNeeded();
}

void DeskLock::lock()
{
    if (!m_hasPassphrase || std::exchange(m_isLocked, true))
        return;
    m_idle.stop();
    if (!m_cover) {
        m_screen = new LockScreen(m_policy);
        m_cover = new WindowCover(m_window, m_screen);
        connect(m_screen, &LockScreen::unlockRequested, this, &DeskLock::tryUnlock);
        connect(m_screen, &LockScreen::continueRequested, this, &DeskLock::openWithout);
    }
    m_cover->cover();
    m_screen->startAfresh();
}

bool DeskLock::keep(std::function<void()> wish)
{
    if (m_isLocked)
        m_wish = std::move(wish);
    return m_isLocked;
}

void DeskLock::check(const Typed &typed, std::function<void(const Result<DeskPassphrase::Verdict> &)> then)
{
    using Verdict = DeskPassphrase::Verdict;
    const auto left = std::chrono::ceil<std::chrono::seconds>(m_policy.wait()).count();
    if (m_isChecking || left > 0)
        return then(Failure({.kind = Error::Kind::Throttled,
                             .detail = u"another passphrase was tried just now"_s,
                             .retryAfterSeconds = static_cast<int>(left)}));
    m_isChecking = true;
    observe<Verdict>(this, m_passphrase.check(typed, m_preferences.hasDeskPassphrase()),
                     [this, then = std::move(then)](const Result<Verdict> &verdict) {
                         m_isChecking = false;
                         if (verdict && *verdict == Verdict::Right)
                             m_policy.noteSuccess();
                         if (verdict && *verdict == Verdict::Wrong) {
                             m_policy.noteFailure();
                             record(JournalEvent::Kind::UnlockFailed,
                                    u"wrong passphrase, number %1 in a row"_s.arg(m_policy.failures()), false);
                         }
                         then(verdict);
                     });
}

void DeskLock::tryUnlock(const Typed &typed)
{
    m_screen->sayChecking();
    check(typed, [this](const Result<DeskPassphrase::Verdict> &verdict) {
        using enum DeskPassphrase::Verdict;
        if (!verdict)
            return m_screen->sayUnreachable(verdict.error().detail);
        if (*verdict == Right)
            return unlock();
        if (*verdict == Wrong)
            return m_screen->sayWrong();
        m_screen->offerToContinue();
    });
}

//! Who can remove the keychain's entry has the whole account: to keep them out would keep out the wrong one only.
void DeskLock::openWithout()
{
    record(JournalEvent::Kind::UnlockFailed, u"the keychain has no passphrase any more: opened without one"_s, false);
    arm(false);
    if (const Result<Done> kept = keepFlag(false); !kept)
        qWarning("The preferences could not be saved: %s", qPrintable(kept.error().detail));
    unlock();
    Q_EMIT passphraseChanged();
}

void DeskLock::unlock()
{
    if (!std::exchange(m_isLocked, false))
        return;
    m_policy.noteActivity();
    watch();
    m_screen->startAfresh();
    m_cover->uncover();
    Q_EMIT unlocked();
    if (const auto wish = std::exchange(m_wish, {}))
        wish();
}

Pending<Done> DeskLock::replace(const Typed &present, const Typed &fresh)
{
    const Settler<Done> settler;
    const bool isRemoved = !fresh || fresh->isEmpty();
    if (!m_hasPassphrase) {
        store(fresh, u"set"_s, settler);
        return settler.pending();
    }
    check(present, [this, fresh, isRemoved, settler](const Result<DeskPassphrase::Verdict> &verdict) {
        if (!verdict)
            return settler.settle(Failure(verdict.error()));
        if (*verdict == DeskPassphrase::Verdict::Wrong)
            return settler.settle(
                Failure({.kind = Error::Kind::Unauthorized, .detail = u"the present passphrase is another"_s}));
        store(fresh, isRemoved ? u"removed"_s : u"changed"_s, settler);
    });
    return settler.pending();
}

void DeskLock::store(const Typed &fresh, const QString &what, const Settler<Done> &settler)
{
    const bool isRemoved = !fresh || fresh->isEmpty();
    observe<Done>(this, isRemoved ? m_passphrase.remove() : m_passphrase.set(fresh),
                  [this, isRemoved, what, settler](const Result<Done> &stored) {
                      if (stored || stored.error().kind != Error::Kind::InvalidInput)
                          record(JournalEvent::Kind::KeyChanged, what, stored.has_value());
                      if (!stored)
                          return settler.settle(stored);
                      arm(!isRemoved);
                      settler.settle(keepFlag(!isRemoved && isLasting()));
                      Q_EMIT passphraseChanged();
                  });
}

Result<Done> DeskLock::keepFlag(bool hasPassphrase)
{
    m_preferences.setHasDeskPassphrase(hasPassphrase);
    return m_preferences.save();
}

Result<Done> DeskLock::setIdleMinutes(int minutes)
{
    m_preferences.setIdleMinutes(minutes);
    m_policy.setIdleLimit(LockPolicy::Minutes(m_preferences.idleMinutes()));
    watch();
    return m_preferences.save();
}

void DeskLock::record(JournalEvent::Kind kind, const QString &detail, bool succeeded)
{
    (void)m_desk.parts().journal->record({.kind = kind,
                                          .operatorId = operatorOrNobody(m_preferences.operatorId()),
                                          .connectionId = {},
                                          .token = {},
                                          .affectedItem = u"desk passphrase"_s,
                                          .detail = detail,
                                          .succeeded = succeeded});
}

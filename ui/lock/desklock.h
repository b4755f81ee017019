// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/lock/deskpassphrase.h"
#include "app/lock/lockpolicy.h"
#include "app/operations/desk.h"
#include "app/settings/preferences.h"

#include <QObject>
#include <QTimer>

#include <functional>

class LockScreen;
class QMainWindow;
class WindowCover;

//! Locks the window of a desk that has a passphrase: when it is told to, and when nobody has touched it for a while.
//! Only the window: requests, receivers and bulk work go on. A desk without a passphrase is never locked, and costs
//! nothing.
class DeskLock : public QObject
{
    Q_OBJECT
public:
    using Typed = DeskPassphrase::Typed;

    //! `window` has its content and owns the lock; everything else outlives both.
    DeskLock(const Desk &desk, Preferences &preferences, const Clock &clock, QMainWindow &window);
    ~DeskLock() override;

    //! A desk whose passphrase is in the keychain begins locked: else quitting would be the way round the lock.
    void begin();
    //! Nothing without a passphrase.
    void lock();
    //! Somebody wants it locked; without a passphrase they are shown where to set one.
    void request();
    [[nodiscard]] bool isLocked() const { return m_isLocked; }
    [[nodiscard]] bool hasPassphrase() const { return m_hasPassphrase; }
    //! True when the desk is locked: then `wish`, and only the last of several, comes true once it is unlocked.
    bool keep(std::function<void()> wish);

    //! Sets, changes or, with an empty `fresh`, removes the passphrase. The present one is asked for when there is one:
    //! Unauthorized when it is wrong, Throttled before the next may be tried, InvalidInput when `fresh` is too short,
    //! Storage when keychain or preferences fail.
    [[nodiscard]] Pending<Done> replace(const Typed &present, const Typed &fresh);
    //! False when a passphrase would be forgotten with this run.
    [[nodiscard]] bool isLasting() const { return m_passphrase.isLasting(); }
    [[nodiscard]] int idleMinutes() const { return m_preferences.idleMinutes(); }
    [[nodiscard]] Result<Done> setIdleMinutes(int minutes);

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    //! There is a passphrase from now on: whoever knows when people leave may say so.
    void armed();
    void passphraseChanged();
    void passphraseNeeded(); //!< a lock was asked for, and there is none
    void unlocked();

private:
    void arm(bool hasPassphrase);
    void watch();
    void check(const Typed &typed, std::function<void(const Result<DeskPassphrase::Verdict> &)> then);
    void tryUnlock(const Typed &typed);
    void unlock();
    void openWithout();
    void store(const Typed &fresh, const QString &what, const Settler<Done> &settler);
    [[nodiscard]] Result<Done> keepFlag(bool hasPassphrase);
    void record(JournalEvent::Kind kind, const QString &detail, bool succeeded);

    const Desk &m_desk;
    Preferences &m_preferences;
    LockPolicy m_policy;
    DeskPassphrase m_passphrase;
    QMainWindow &m_window;
    LockScreen *m_screen = nullptr; //!< made, with the cover, when it is first needed
    WindowCover *m_cover = nullptr;
    QTimer m_idle;
    std::function<void()> m_wish;
    bool m_hasPassphrase = false;
    bool m_isLocked = false;
    bool m_isChecking = false;
};

// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/forms/widgetwalk.h"
#include "tests/ui/settings/helddesk.h"
#include "ui/forms/veiledlineedit.h"
#include "ui/lock/desklock.h"
#include "ui/lock/lockscreen.h"
#include "ui/lock/locksettings.h"
#include "ui/lock/passphrasedialog.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QLabel>
#include <QMainWindow>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

//! The settings' section, the dialog behind it, and the lock that they set up.
class TestLockSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, Appearance::Light); }
    void init();
    void cleanup();

    void withoutAPassphrase_onlySettingOneIsOffered();
    void lockAskedForWithout_showsTheWay();
    void set_isKeptJournaledAndRemembered();
    void set_withoutAKeychainLastsForTheRunOnly();
    void set_refusesShortAndDifferent();
    void set_thatTheKeychainRefusesIsSaid();
    void change_asksForThePresentOne();
    void remove_asksForThePresentOneAndEndsTheLock();
    void guessing_isSlowedDown();
    void closedWhileStoring_isFinishedAllTheSame();
    void minutes_areKeptAndHold();
    void flagWithoutAnEntry_opensAfterSayingSo();
    void keychainThatIsGone_keepsItLocked();
    void everyControl_hasAName();

private:
    void setUp(bool begin = false);
    void choose(const QString &button)
    {
        QTest::mouseClick(m_window->findChild<QPushButton *>(button), Qt::LeftButton);
    }
    [[nodiscard]] PassphraseDialog *dialog() const { return m_window->findChild<PassphraseDialog *>(); }
    void type(const QString &key, const QString &text) const
    {
        auto *edit = m_window->findChild<VeiledLineEdit *>(key + u"LineEdit"_s);
        QVERIFY(edit);
        edit->selectAll();
        QTest::keyClick(edit, Qt::Key_Delete);
        QTest::keyClicks(edit, text);
    }
    void submit() const
    {
        QTest::mouseClick(dialog()->findChild<QPushButton *>(u"submitPassphraseButton"_s), Qt::LeftButton);
    }
    void setPassphrase(const QString &text);
    [[nodiscard]] QString said() const { return WidgetWalk::allText(dialog()); }
    void tryUnlock(const QString &text) const;
    [[nodiscard]] QString record() const { return m_desk->secrets->text(u"desk"_s, u"passphrase"_s); }
    [[nodiscard]] Preferences stored() const { return Preferences::load(m_folder->filePath(u"preferences.json"_s)); }
    [[nodiscard]] const QList<JournalEvent> &noted() const
    {
        return static_cast<HeldJournal &>(*m_desk->desk.parts().journal).noted;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<HeldDesk> m_desk;
    Preferences m_preferences;
    std::unique_ptr<QMainWindow> m_window;
    DeskLock *m_lock = nullptr;
    LockSettings *m_settings = nullptr;
};

void TestLockSettings::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_desk = std::make_unique<HeldDesk>();
    m_preferences = stored();
    setUp();
}

void TestLockSettings::setUp(bool begin)
{
    m_window = std::make_unique<QMainWindow>();
    m_lock = new DeskLock(m_desk->desk, m_preferences, *m_desk->clock, *m_window);
    m_settings = new LockSettings(*m_lock, *m_desk->clock);
    m_window->setCentralWidget(m_settings);
    if (begin)
        m_lock->begin();
    m_window->show();
    QApplication::setActiveWindow(m_window.get());
}

void TestLockSettings::cleanup()
{
    m_window.reset();
    m_desk.reset();
}

void TestLockSettings::setPassphrase(const QString &text)
{
    choose(u"setPassphraseButton"_s);
    type(u"newPassphrase"_s, text);
    type(u"repeatedPassphrase"_s, text);
    submit();
    QTRY_VERIFY(m_lock->hasPassphrase());
    QTRY_VERIFY(!dialog());
}

void TestLockSettings::tryUnlock(const QString &text) const
{
    auto *field = m_window->findChild<VeiledLineEdit *>(u"lockPassphraseLineEdit"_s);
    QVERIFY(field && field->isVisible());
    field->wipeSecret();
    QTest::keyClicks(field, text);
    QTest::keyClick(field, Qt::Key_Return);
}

void TestLockSettings::withoutAPassphrase_onlySettingOneIsOffered()
{
    QVERIFY(m_window->findChild<QPushButton *>(u"setPassphraseButton"_s)->isVisible());
    QVERIFY(!m_window->findChild<QPushButton *>(u"removePassphraseButton"_s)->isVisible());
    QVERIFY(!m_window->findChild<QSpinBox *>(u"idleMinutesSpinBox"_s)->isVisible());
    QVERIFY(
        m_window->findChild<QLabel *>(u"lockSettingsText"_s)->text().startsWith("Set a desk passphrase to lock"_L1));
    m_desk->clock->advance(24h);
    QTest::keyClick(m_window.get(), Qt::Key_A);
    m_lock->lock();
    QVERIFY(!m_lock->isLocked());
    QVERIFY(noted().isEmpty());
}

void TestLockSettings::lockAskedForWithout_showsTheWay()
{
    const QSignalSpy needed(m_lock, &DeskLock::passphraseNeeded);
    m_lock->request();
    QCOMPARE(needed.count(), 1);
    m_settings->showTheWay();
    QVERIFY(m_window->findChild<QPushButton *>(u"setPassphraseButton"_s)->hasFocus());
    QVERIFY(WidgetWalk::allText(m_settings).contains(u"The desk was not locked"_s));
}

void TestLockSettings::set_isKeptJournaledAndRemembered()
{
    const QSignalSpy armed(m_lock, &DeskLock::armed);
    setPassphrase(u"correct horse"_s);
    QVERIFY(record().startsWith("scrypt$15$8$1$"_L1));
    QVERIFY(stored().hasDeskPassphrase());
    QCOMPARE(armed.count(), 1);
    QCOMPARE(noted().size(), 1);
    QVERIFY(noted().first().kind == JournalEvent::Kind::KeyChanged && noted().first().succeeded);
    QCOMPARE(noted().first().affectedItem, u"desk passphrase"_s);
    QCOMPARE(noted().first().detail, u"set"_s);
    m_lock->request();
    QVERIFY(m_lock->isLocked());

    setUp(true); // the next start
    QVERIFY(m_lock->isLocked());
    tryUnlock(u"correct horse"_s);
    QTRY_VERIFY(!m_lock->isLocked());
}

void TestLockSettings::set_withoutAKeychainLastsForTheRunOnly()
{
    m_desk->secrets->lasts = false;
    choose(u"setPassphraseButton"_s);
    QVERIFY(said().contains(u"forgotten when the program ends"_s));
    dialog()->reject();
    QTRY_VERIFY(!dialog());
    setPassphrase(u"correct horse"_s);
    QVERIFY(!stored().hasDeskPassphrase());
    m_lock->request();
    tryUnlock(u"correct horse"_s);
    QTRY_VERIFY(!m_lock->isLocked());
    setUp(true);
    QVERIFY(!m_lock->isLocked());
}

void TestLockSettings::set_refusesShortAndDifferent()
{
    choose(u"setPassphraseButton"_s);
    type(u"newPassphrase"_s, u"1234567"_s);
    type(u"repeatedPassphrase"_s, u"1234567"_s);
    submit();
    QVERIFY(said().contains(u"Error: At least 8 characters."_s));
    type(u"newPassphrase"_s, u"correct horse"_s);
    type(u"repeatedPassphrase"_s, u"correct house"_s);
    submit();
    QVERIFY(said().contains(u"Error: This is not the same as above."_s));
    QCOMPARE(record(), QString());
    QVERIFY(noted().isEmpty());
}

void TestLockSettings::set_thatTheKeychainRefusesIsSaid()
{
    m_desk->secrets->writeError = Error{.kind = Error::Kind::Storage, .detail = u"the keychain refused: locked"_s};
    choose(u"setPassphraseButton"_s);
    type(u"newPassphrase"_s, u"correct horse"_s);
    type(u"repeatedPassphrase"_s, u"correct horse"_s);
    submit();
    QTRY_VERIFY(said().contains(u"The passphrase was not stored"_s));
    QVERIFY(!m_lock->hasPassphrase() && !stored().hasDeskPassphrase());
    QVERIFY(!noted().first().succeeded);
    m_desk->secrets->writeError.reset();
    submit(); // what was typed is still there
    QTRY_VERIFY(m_lock->hasPassphrase());
}

void TestLockSettings::change_asksForThePresentOne()
{
    setPassphrase(u"correct horse"_s);
    const QString before = record();
    choose(u"setPassphraseButton"_s);
    type(u"presentPassphrase"_s, u"wrong horse"_s);
    type(u"newPassphrase"_s, u"battery staple"_s);
    type(u"repeatedPassphrase"_s, u"battery staple"_s);
    submit();
    QTRY_VERIFY(said().contains(u"Error: Wrong passphrase."_s));
    QCOMPARE(record(), before);
    QVERIFY(noted().last().kind == JournalEvent::Kind::UnlockFailed && !noted().last().succeeded);
    m_desk->clock->advance(1s);
    type(u"presentPassphrase"_s, u"correct horse"_s);
    submit();
    QTRY_VERIFY(!dialog());
    QVERIFY(record() != before);
    QCOMPARE(noted().last().detail, u"changed"_s);
    m_lock->request();
    tryUnlock(u"battery staple"_s);
    QTRY_VERIFY(!m_lock->isLocked());
}

void TestLockSettings::remove_asksForThePresentOneAndEndsTheLock()
{
    setPassphrase(u"correct horse"_s);
    choose(u"removePassphraseButton"_s);
    submit();
    QVERIFY(m_lock->hasPassphrase()); // not without it
    type(u"presentPassphrase"_s, u"correct horse"_s);
    submit();
    QTRY_VERIFY(!m_lock->hasPassphrase());
    QCOMPARE(record(), QString());
    QVERIFY(!stored().hasDeskPassphrase());
    QVERIFY(noted().last().kind == JournalEvent::Kind::KeyChanged);
    QCOMPARE(noted().last().detail, u"removed"_s);
    m_desk->clock->advance(24h);
    QTest::keyClick(m_window.get(), Qt::Key_A);
    QVERIFY(!m_lock->isLocked());
}

void TestLockSettings::guessing_isSlowedDown()
{
    setPassphrase(u"correct horse"_s);
    choose(u"removePassphraseButton"_s);
    type(u"presentPassphrase"_s, u"wrong horse"_s);
    submit();
    QTRY_VERIFY(said().contains(u"Error: Wrong passphrase."_s));
    type(u"presentPassphrase"_s, u"correct horse"_s);
    submit();
    QTRY_VERIFY(said().contains(u"Error: Try again in a second."_s));
    QVERIFY(m_lock->hasPassphrase());
    QCOMPARE(noted().size(), 2); // set, and one failure
}

void TestLockSettings::closedWhileStoring_isFinishedAllTheSame()
{
    m_desk->secrets->isHeld = true;
    choose(u"setPassphraseButton"_s);
    type(u"newPassphrase"_s, u"correct horse"_s);
    type(u"repeatedPassphrase"_s, u"correct horse"_s);
    submit();
    QTRY_VERIFY(m_desk->secrets->isWaiting());
    dialog()->reject();
    QTRY_VERIFY(!dialog());
    m_desk->secrets->answer();
    QTRY_VERIFY(m_lock->hasPassphrase());
    QVERIFY(stored().hasDeskPassphrase());
    QCOMPARE(noted().size(), 1);
}

void TestLockSettings::minutes_areKeptAndHold()
{
    setPassphrase(u"correct horse"_s);
    auto *minutes = m_window->findChild<QSpinBox *>(u"idleMinutesSpinBox"_s);
    QVERIFY(minutes->isVisible());
    QCOMPARE(minutes->value(), 10);
    QCOMPARE(minutes->maximum(), 15);
    minutes->setValue(3);
    QCOMPARE(stored().idleMinutes(), 3);
    m_desk->clock->advance(2min + 59s);
    QTest::keyClick(m_window.get(), Qt::Key_A);
    QVERIFY(!m_lock->isLocked());
    m_desk->clock->advance(3min);
    QTest::mouseMove(m_window.get(), QPoint(3, 3));
    QTRY_VERIFY(m_lock->isLocked());
}

void TestLockSettings::flagWithoutAnEntry_opensAfterSayingSo()
{
    m_preferences.setHasDeskPassphrase(true);
    setUp(true);
    tryUnlock(u"whatever it was"_s);
    auto *screen = m_window->findChild<LockScreen *>();
    QTRY_VERIFY(WidgetWalk::allText(screen).contains(u"The passphrase is gone"_s));
    QVERIFY(m_lock->isLocked());
    QTest::mouseClick(m_window->findChild<QPushButton *>(u"continueUnlockedButton"_s), Qt::LeftButton);
    QVERIFY(!m_lock->isLocked() && !m_lock->hasPassphrase());
    QVERIFY(!stored().hasDeskPassphrase());
    QVERIFY(noted().last().kind == JournalEvent::Kind::UnlockFailed && !noted().last().succeeded);
}

void TestLockSettings::keychainThatIsGone_keepsItLocked()
{
    m_preferences.setHasDeskPassphrase(true);
    m_desk->secrets->lasts = false; // none was found at the start of this run
    setUp(true);
    tryUnlock(u"correct horse"_s);
    auto *screen = m_window->findChild<LockScreen *>();
    QTRY_VERIFY(WidgetWalk::allText(screen).contains(u"The passphrase cannot be checked"_s));
    QVERIFY(m_lock->isLocked());
    QVERIFY(noted().isEmpty()); // nobody guessed
    m_desk->secrets->lasts = true;
    m_desk->secrets->readError = Error{.kind = Error::Kind::Storage, .detail = u"the keychain refused"_s};
    tryUnlock(u"correct horse"_s);
    QTRY_VERIFY(WidgetWalk::allText(screen).contains(u"the keychain refused"_s));
    QVERIFY(m_lock->isLocked());
}

void TestLockSettings::everyControl_hasAName()
{
    setPassphrase(u"correct horse"_s);
    QCOMPARE(WidgetWalk::unnamedControls(m_window.get()), QStringList());
    choose(u"setPassphraseButton"_s);
    QCOMPARE(WidgetWalk::unnamedControls(dialog()), QStringList());
}

QTEST_MAIN(TestLockSettings)
#include "tst_locksettings.moc"

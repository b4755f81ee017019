// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fakeclock.h"
#include "tests/ui/forms/widgetwalk.h"
#include "ui/forms/hintline.h"
#include "ui/forms/notice.h"
#include "ui/forms/veiledlineedit.h"
#include "ui/lock/lockscreen.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestLockScreen : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, Appearance::Light); }
    void init();

    void nothingTyped_isNotTried();
    void enter_handsOverWhatWasTyped();
    void button_doesTheSame();
    void checking_takesNothingMore();
    void wrong_saysHowLongToWaitAndForgetsWhatWasTyped();
    void unreachable_saysWhatToDoAndKeepsWhatWasTyped();
    void gone_offersToGoOn();
    void startingAfresh_leavesNothingBehind();
    void everything_hasANameAndThePassphraseIsNowhere();

private:
    void type(const QString &text) { QTest::keyClicks(field(), text); }
    [[nodiscard]] VeiledLineEdit *field() const
    {
        return m_screen->findChild<VeiledLineEdit *>(u"lockPassphraseLineEdit"_s);
    }
    [[nodiscard]] QPushButton *unlock() const { return m_screen->findChild<QPushButton *>(u"unlockButton"_s); }
    [[nodiscard]] QString hint() const { return m_screen->findChild<HintLine *>(u"lockHint"_s)->spoken(); }
    [[nodiscard]] static QString handedOver(const QSignalSpy &spy)
    {
        const auto typed = spy.last().first().value<std::shared_ptr<const SecretBytes>>();
        return QString::fromUtf8(typed->bytes());
    }

    std::unique_ptr<FakeClock> m_clock;
    std::unique_ptr<LockPolicy> m_policy;
    std::unique_ptr<LockScreen> m_screen;
};

void TestLockScreen::init()
{
    m_screen.reset();
    m_clock = std::make_unique<FakeClock>();
    m_policy = std::make_unique<LockPolicy>(*m_clock);
    m_screen = std::make_unique<LockScreen>(*m_policy);
    m_screen->resize(1000, 700);
    m_screen->show();
    QApplication::setActiveWindow(m_screen.get());
}

void TestLockScreen::nothingTyped_isNotTried()
{
    const QSignalSpy tried(m_screen.get(), &LockScreen::unlockRequested);
    QVERIFY(field()->hasFocus());
    QVERIFY(!unlock()->isEnabled());
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(tried.count(), 0);
}

void TestLockScreen::enter_handsOverWhatWasTyped()
{
    const QSignalSpy tried(m_screen.get(), &LockScreen::unlockRequested);
    type(u"correct horse"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(tried.count(), 1);
    QCOMPARE(handedOver(tried), u"correct horse"_s);
}

void TestLockScreen::button_doesTheSame()
{
    const QSignalSpy tried(m_screen.get(), &LockScreen::unlockRequested);
    type(u"correct horse"_s);
    QTest::mouseClick(unlock(), Qt::LeftButton);
    QCOMPARE(handedOver(tried), u"correct horse"_s);
}

void TestLockScreen::checking_takesNothingMore()
{
    const QSignalSpy tried(m_screen.get(), &LockScreen::unlockRequested);
    type(u"correct horse"_s);
    m_screen->sayChecking();
    QCOMPARE(hint(), u"Checking…"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(tried.count(), 0);
}

void TestLockScreen::wrong_saysHowLongToWaitAndForgetsWhatWasTyped()
{
    const QSignalSpy tried(m_screen.get(), &LockScreen::unlockRequested);
    type(u"wrong horse"_s);
    m_policy->noteFailure();
    m_policy->noteFailure();
    m_screen->sayWrong();
    QCOMPARE(field()->length(), 0);
    QCOMPARE(hint(), u"Error: Wrong passphrase. Try again in 2 seconds."_s);
    QCOMPARE(field()->accessibleDescription(), hint()); // a screen reader is in the field
    type(u"correct horse"_s);                           // may be typed meanwhile, and is not sent
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(tried.count(), 0);
    m_clock->advance(1s);
    QTRY_COMPARE(hint(), u"Error: Wrong passphrase. Try again in 1 second."_s);
    QVERIFY(!unlock()->isEnabled());
    m_clock->advance(1s);
    QTRY_COMPARE(hint(), u"Error: Wrong passphrase. Try again."_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(handedOver(tried), u"correct horse"_s);
}

void TestLockScreen::unreachable_saysWhatToDoAndKeepsWhatWasTyped()
{
    type(u"correct horse"_s);
    m_screen->sayChecking();
    m_screen->sayUnreachable(u"no bus\u202E"_s);
    const auto *notice = m_screen->findChild<Notice *>();
    QVERIFY(notice->isVisible());
    QVERIFY(notice->text().meaning.contains(u"no bus"_s) && !notice->text().meaning.contains(u'\u202E'));
    QVERIFY(!notice->text().nextStep.isEmpty());
    QTRY_VERIFY(notice->height() >= notice->heightForWidth(notice->width())); // all of it is to be read
    QCOMPARE(field()->length(), 13);
    QVERIFY(unlock()->isEnabled());
    QVERIFY(!m_screen->findChild<QPushButton *>(u"continueUnlockedButton"_s)->isVisible());
}

void TestLockScreen::gone_offersToGoOn()
{
    const QSignalSpy went(m_screen.get(), &LockScreen::continueRequested);
    type(u"correct horse"_s);
    m_screen->offerToContinue();
    auto *goOn = m_screen->findChild<QPushButton *>(u"continueUnlockedButton"_s);
    QVERIFY(goOn->isVisible());
    QTest::mouseClick(goOn, Qt::LeftButton);
    QCOMPARE(went.count(), 1);
}

void TestLockScreen::startingAfresh_leavesNothingBehind()
{
    type(u"wrong horse"_s);
    m_policy->noteFailure();
    m_screen->sayWrong();
    type(u"half a passphr"_s);
    m_screen->offerToContinue();
    m_clock->advance(1min);
    m_screen->startAfresh();
    QCOMPARE(field()->length(), 0);
    QCOMPARE(hint(), QString());
    QVERIFY(!m_screen->findChild<Notice *>()->isVisible());
    QVERIFY(!m_screen->findChild<QPushButton *>(u"continueUnlockedButton"_s)->isVisible());
}

void TestLockScreen::everything_hasANameAndThePassphraseIsNowhere()
{
    type(u"correct horse"_s);
    m_screen->offerToContinue();
    type(u"correct horse"_s);
    QCOMPARE(WidgetWalk::unnamedControls(m_screen.get()), QStringList());
    QVERIFY(!WidgetWalk::allText(m_screen.get()).contains(u"horse"_s));
}

QTEST_MAIN(TestLockScreen)
#include "tst_lockscreen.moc"

// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fakeclock.h"
#include "tests/support/testcards.h"
#include "tests/ui/window/windowonsandbox.h"
#include "ui/forms/hintline.h"
#include "ui/forms/veiledlineedit.h"
#include "ui/lock/desklock.h"
#include "ui/lock/lockscreen.h"
#include "ui/several/severaldialog.h"
#include "ui/several/severalrows.h"
#include "ui/tour/windowdriver.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
const QString passphrase = u"correct horse"_s;

DeskLock::Typed asTyped(const QString &text)
{
    return std::make_shared<const SecretBytes>(SecretBytes::fromText(text));
}
} // namespace

//! security.md A1 and A5 in the real window.
class TestLockedWindow : public WindowOnSandbox
{
    Q_OBJECT

public:
    TestLockedWindow() { m_clock = m_time; }

private Q_SLOTS:
    void key_locksAndNothingOfTheDeskIsLeftToSee();
    void withoutAPassphrase_theKeyLeadsToTheSettings();
    void shortcutsOfTheDesk_doNothing();
    void wrongPassphrases_areJournaledAndSlowDown();
    void typedForm_staysButForTheCard();
    void dialogs_areAwayAndComeBack();
    void rowsOfSeveral_loseTheirCards();
    void dialogThatOpensMeanwhile_waits();
    void menuThatIsOpen_isClosed();
    void suggestions_areClosed();
    void idleDesk_locks();
    void timer_locksWithoutAnyInput();
    void sleepingComputer_isFoundLocked();
    void drops_areRefused();
    void secondStart_isRememberedUntilItIsUnlocked();
    void connectionThatOpensMeanwhile_takesNeitherTitleNorFocus();

private:
    void arm();
    void lock();
    void typePassphrase(const QString &text);
    void unlock();
    void lookUpFirst();
    [[nodiscard]] DeskLock &desk() const { return m_window->deskLock(); }
    [[nodiscard]] LockScreen *screen() const { return m_window->findChild<LockScreen *>(); }
    [[nodiscard]] QString hint() const { return screen()->findChild<HintLine *>(u"lockHint"_s)->spoken(); }
    [[nodiscard]] static QStringList visibleTexts();

    std::shared_ptr<FakeClock> m_time = std::make_shared<FakeClock>(QDateTime::currentDateTimeUtc());
};

//! Every text that is on the screen, or that a screen reader would read from it, of all windows of the program.
QStringList TestLockedWindow::visibleTexts()
{
    QStringList texts;
    const auto add = [&texts](QWidget *widget) {
        if (!widget->isVisible())
            return;
        texts << widget->windowTitle() << widget->accessibleName() << widget->accessibleDescription()
              << widget->toolTip() << widget->property("text").toString() << widget->property("plainText").toString();
        if (QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget)) {
            for (const auto kind : {QAccessible::Name, QAccessible::Description, QAccessible::Value})
                texts << face->text(kind);
        }
    };
    for (QWidget *window : QApplication::topLevelWidgets()) {
        add(window);
        for (QWidget *widget : window->findChildren<QWidget *>())
            add(widget);
    }
    texts.removeAll(QString());
    return texts;
}

void TestLockedWindow::arm()
{
    QVERIFY(awaited<Done>(desk().replace(nullptr, asTyped(passphrase))));
    QApplication::setActiveWindow(m_window.get());
}

void TestLockedWindow::lock()
{
    QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(desk().isLocked());
}

void TestLockedWindow::typePassphrase(const QString &text)
{
    auto *field = WindowDriver::find<VeiledLineEdit>(u"lockPassphraseLineEdit"_s);
    QVERIFY(field);
    QTest::keyClicks(field, text);
    QTest::keyClick(field, Qt::Key_Return);
}

void TestLockedWindow::unlock()
{
    typePassphrase(passphrase);
    QTRY_VERIFY(!desk().isLocked());
}

void TestLockedWindow::lookUpFirst()
{
    WindowDriver::type(u"lookUpBox"_s, u"tk_9f3c2a71e4"_s);
    QTest::keyClick(m_window->findChild<QLineEdit *>(u"lookUpBox"_s), Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(line().kind, OutcomeLine::Kind::Succeeded, 15'000);
}

void TestLockedWindow::key_locksAndNothingOfTheDeskIsLeftToSee()
{
    open(profile());
    lookUpFirst();
    arm();
    QVERIFY(visibleTexts().join(u'\n').contains(u"tk_9f3c2a71e4"_s)); // so that what follows means something
    lock();
    for (QWidget *window : QApplication::topLevelWidgets()) {
        QVERIFY2(!window->isVisible() || window == m_window.get(), qPrintable(window->objectName()));
    }
    for (QWidget *widget : m_window->findChildren<QWidget *>()) {
        if (widget->isVisible() && !screen()->isAncestorOf(widget) && widget != screen())
            QVERIFY2(widget->isAncestorOf(screen()), qPrintable(widget->objectName()));
    }
    const QString all = visibleTexts().join(u'\n');
    QVERIFY2(!all.contains(u"tk_"_s) && !all.contains(u"1111"_s) && !all.contains(u"Sandbox"_s), qPrintable(all));
    QCOMPARE(m_window->windowTitle(), u"Tokendesk — locked"_s);
    unlock();
    QVERIFY(m_window->windowTitle().startsWith(profile().name));
    QVERIFY(visibleTexts().join(u'\n').contains(u"tk_9f3c2a71e4"_s));
    QVERIFY(m_window->menuBar()->isVisible() && m_window->menuBar()->isEnabled());
}

void TestLockedWindow::withoutAPassphrase_theKeyLeadsToTheSettings()
{
    open(profile());
    QApplication::setActiveWindow(m_window.get());
    QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(!desk().isLocked());
    QVERIFY(WindowDriver::find(u"settingsPage"_s));
    QVERIFY(m_window->findChild<QPushButton *>(u"setPassphraseButton"_s)->hasFocus());
    QVERIFY(WindowDriver::trigger(u"tokensPageAction"_s));
    QVERIFY(WindowDriver::click(u"lockButton"_s));
    QVERIFY(WindowDriver::find(u"settingsPage"_s));
}

void TestLockedWindow::shortcutsOfTheDesk_doNothing()
{
    open(profile());
    lookUpFirst();
    arm();
    lock();
    const QList<QAction *> actions = m_window->findChildren<QAction *>();
    int triggered = 0;
    int pressed = 0;
    for (QAction *action : actions)
        connect(action, &QAction::triggered, this, [&triggered] { ++triggered; });
    for (QAction *action : actions) {
        for (const QKeySequence &key : action->shortcuts()) {
            QTest::keyClick(QApplication::focusWidget(), key[0].key(), key[0].keyboardModifiers());
            ++pressed;
        }
    }
    QVERIFY(pressed > 12);
    QCOMPARE(triggered, 0);
    for (const QAction *menu : m_window->menuBar()->actions())
        QVERIFY2(!menu->isEnabled(), qPrintable(menu->text())); // as a desktop's own menu bar shows them
    QVERIFY(m_window->isVisible() && desk().isLocked());
    QVERIFY(!QApplication::activeModalWidget());
    for (QAction *action : actions)
        action->disconnect(this);
    WindowDriver::find<VeiledLineEdit>(u"lockPassphraseLineEdit"_s)->wipeSecret();
    unlock();
    QTest::keyClick(m_window.get(), Qt::Key_3, Qt::ControlModifier);
    QVERIFY(WindowDriver::find(u"journalPage"_s)); // they work again
}

void TestLockedWindow::wrongPassphrases_areJournaledAndSlowDown()
{
    const auto failures = [this] {
        JournalFilter failed;
        failed.event = JournalEvent::Kind::UnlockFailed;
        return awaited<QList<RecordedEvent>>(m_journal->events(failed, 0, 10)).value_or(QList<RecordedEvent>());
    };
    const qsizetype before = failures().size();
    arm();
    lock();
    typePassphrase(u"wrong horse"_s);
    QTRY_VERIFY(hint() == "Error: Wrong passphrase. Try again in 1 second."_L1);
    m_time->advance(1s);
    QTRY_VERIFY(WindowDriver::find(u"lockPassphraseLineEdit"_s));
    QTRY_VERIFY(hint() == "Error: Wrong passphrase. Try again."_L1);
    typePassphrase(u"another horse"_s);
    QTRY_VERIFY(hint() == "Error: Wrong passphrase. Try again in 2 seconds."_L1);
    QTRY_COMPARE(failures().size(), before + 2);
    const RecordedEvent newest = failures().first();
    QCOMPARE(newest.event.operatorId, u"tester"_s);
    QCOMPARE(newest.event.affectedItem, u"desk passphrase"_s);
    QCOMPARE(newest.event.detail, u"wrong passphrase, number 2 in a row"_s);
    QVERIFY(!newest.event.succeeded);
    typePassphrase(passphrase); // too early
    QVERIFY(desk().isLocked());
    m_time->advance(2s);
    QTRY_VERIFY(WindowDriver::find(u"unlockButton"_s));
    QTest::keyClick(WindowDriver::find(u"lockPassphraseLineEdit"_s), Qt::Key_Return);
    QTRY_VERIFY(!desk().isLocked());
    QCOMPARE(failures().size(), before + 2);
}

void TestLockedWindow::typedForm_staysButForTheCard()
{
    open(profile());
    arm();
    QVERIFY(WindowDriver::trigger(u"createTokenAction"_s));
    QTRY_VERIFY(WindowDriver::type(u"fpanLineEdit"_s, QString(QLatin1StringView(TestCards::visa))));
    QVERIFY(WindowDriver::type(u"expLineEdit"_s, u"12/31"_s));
    QVERIFY(WindowDriver::type(u"cvvLineEdit"_s, u"123"_s));
    lock();
    const auto *number = m_window->findChild<VeiledLineEdit *>(u"fpanLineEdit"_s);
    const auto *code = m_window->findChild<VeiledLineEdit *>(u"cvvLineEdit"_s);
    QCOMPARE(number->length(), 0);
    QCOMPARE(code->length(), 0);
    unlock();
    QCOMPARE(WindowDriver::find<QLineEdit>(u"expLineEdit"_s)->text().remove(u' '), u"12/31"_s);
    QCOMPARE(WindowDriver::find<VeiledLineEdit>(u"fpanLineEdit"_s)->length(), 0);
    QVERIFY(line().text.contains(u"card numbers"_s));
}

void TestLockedWindow::dialogs_areAwayAndComeBack()
{
    open(profile());
    arm();
    QTest::keyClick(m_window.get(), Qt::Key_F1);
    QTRY_VERIFY(WindowDriver::find(u"helpContentsList"_s));
    QVERIFY(WindowDriver::trigger(u"settingsAction"_s));
    QVERIFY(WindowDriver::click(u"duplicateConnectionButton"_s));
    QTRY_VERIFY(WindowDriver::type(u"connection.nameLineEdit"_s, u"Shop Europe"_s));
    QWidget *editor = WindowDriver::find(u"connection.nameLineEdit"_s)->window();
    QVERIFY(editor->isModal());
    desk().lock(); // a key would not get past a dialog, but idleness does
    QVERIFY(!editor->isVisible());
    QVERIFY(!WindowDriver::find(u"helpContentsList"_s));
    QVERIFY(!QApplication::activeModalWidget());
    unlock();
    QVERIFY(editor->isVisible() && editor->isModal());
    QVERIFY(WindowDriver::find(u"helpContentsList"_s));
    QCOMPARE(WindowDriver::find<QLineEdit>(u"connection.nameLineEdit"_s)->text(), u"Shop Europe"_s);
    QVERIFY(WindowDriver::click(u"cancelConnectionButton"_s));
    QTRY_VERIFY(!WindowDriver::find(u"connection.nameLineEdit"_s));
}

void TestLockedWindow::rowsOfSeveral_loseTheirCards()
{
    open(fiservProfile());
    arm();
    QVERIFY(WindowDriver::trigger(u"updateSeveralAction"_s));
    QTRY_VERIFY(WindowDriver::click(u"addRowButton"_s));
    QTRY_VERIFY(WindowDriver::type(u"tokenIdLineEdit"_s, u"9877hkhk68688888ffgh"_s));
    const QString number = QString(QLatin1StringView(TestCards::mastercard));
    QVERIFY(WindowDriver::type(u"paymentCard.numberLineEdit"_s, number));
    QVERIFY(WindowDriver::click(u"addRowButton"_s)); // so that the first is only in the table
    auto *table = WindowDriver::find<QAbstractItemView>(u"severalTable"_s);
    QVERIFY(table);
    const int row = table->model()->rowCount() - 2;
    const auto lengthInRow = [table, row] {
        table->setCurrentIndex(table->model()->index(row, 0));
        const auto length = WindowDriver::find<VeiledLineEdit>(u"paymentCard.numberLineEdit"_s)->length();
        table->setCurrentIndex(table->model()->index(row + 1, 0));
        return length;
    };
    QCOMPARE(lengthInRow(), number.size());
    desk().lock();
    unlock();
    QVERIFY(table->isVisible());
    QCOMPARE(lengthInRow(), 0);
    QCOMPARE(table->model()->index(row, SeveralRows::TokenColumn).data().toString(), u"9877hkhk68688888ffgh"_s);
    m_window->findChild<SeveralDialog *>()->hide();
}

void TestLockedWindow::dialogThatOpensMeanwhile_waits()
{
    open(profile());
    arm();
    lock();
    auto *late = new QDialog(m_window.get());
    late->setAttribute(Qt::WA_DeleteOnClose);
    late->open();
    QTRY_VERIFY(!late->isVisible());
    auto *ended = new QDialog(m_window.get());
    ended->open();
    QTRY_VERIFY(!ended->isVisible());
    ended->accept(); // what it was about came to its end
    unlock();
    QVERIFY(late->isVisible() && late->isModal());
    QVERIFY(!ended->isVisible());
    late->close();
}

void TestLockedWindow::menuThatIsOpen_isClosed()
{
    open(profile());
    arm();
    auto *menu = m_window->findChild<QMenu *>(u"createMenu"_s);
    menu->popup(m_window->mapToGlobal(QPoint(50, 50)));
    QVERIFY(menu->isVisible());
    desk().lock();
    QVERIFY(!menu->isVisible());
    unlock();
    QVERIFY(!menu->isVisible());
}

void TestLockedWindow::suggestions_areClosed()
{
    open(profile());
    lookUpFirst();
    arm();
    auto *box = m_window->findChild<QLineEdit *>(u"lookUpBox"_s);
    box->setFocus();
    box->clear();
    QTest::keyClicks(box, u"tk_9f"_s);
    QTRY_VERIFY(QApplication::activePopupWidget());
    desk().lock();
    QVERIFY(!QApplication::activePopupWidget());
    QVERIFY(!visibleTexts().join(u'\n').contains(u"tk_"_s));
}

void TestLockedWindow::idleDesk_locks()
{
    arm();
    m_time->advance(9min);
    QTest::mouseMove(m_window.get(), QPoint(40, 40));
    m_time->advance(9min);
    QTest::keyClick(m_window.get(), Qt::Key_Shift);
    QVERIFY(!desk().isLocked());
    m_time->advance(10min);
    QTest::keyClick(m_window.get(), Qt::Key_Shift);
    QVERIFY(desk().isLocked());
}

void TestLockedWindow::timer_locksWithoutAnyInput()
{
    arm();
    m_time->advance(10min - 30ms);
    QVERIFY(desk().setIdleMinutes(10)); // asks the clock anew
    m_time->advance(30ms);
    QTRY_VERIFY(desk().isLocked());
}

void TestLockedWindow::sleepingComputer_isFoundLocked()
{
    open(profile());
    arm();
    m_time->setNowUtc(m_time->nowUtc().addSecs(8 * 3600));
    QTest::keyClick(m_window.get(), Qt::Key_F1); // a shortcut, and so no key press
    QVERIFY(desk().isLocked());
    unlock();
    QVERIFY(!WindowDriver::find(u"helpContentsList"_s)); // the key that woke it did nothing else
}

void TestLockedWindow::drops_areRefused()
{
    open(profile());
    arm();
    lock();
    QMimeData data;
    data.setText(u"tk_9f3c2a71e4"_s);
    QDragEnterEvent enter({400, 300}, Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(m_window.get(), &enter);
    QVERIFY(!enter.isAccepted());
    QDropEvent drop({400, 300}, Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(m_window.get(), &drop);
    QVERIFY(!drop.isAccepted());
    const QString before = line().text;
    QTest::qWait(50);
    QCOMPARE(line().text, before);
}

void TestLockedWindow::secondStart_isRememberedUntilItIsUnlocked()
{
    open(profile());
    arm();
    lock();
    m_window->comeToFront();
    m_window->open({}, {u"tk_0c14f5e8aa"_s});
    m_window->open({}, {u"tk_9f3c2a71e4"_s});
    QVERIFY(desk().isLocked());
    QTest::qWait(300); // the sandbox answers sooner
    QCOMPARE(line().kind, OutcomeLine::Kind::Note);
    unlock();
    QTRY_COMPARE_WITH_TIMEOUT(line().kind, OutcomeLine::Kind::Succeeded, 15'000);
    QTRY_VERIFY(visibleTexts().join(u'\n').contains(u"tk_9f3c2a71e4"_s));
}

void TestLockedWindow::connectionThatOpensMeanwhile_takesNeitherTitleNorFocus()
{
    arm();
    lock();
    m_window->openConnection(profile(), {u"tk_9f3c2a71e4"_s});
    QTRY_VERIFY(m_window->session());
    QCOMPARE(m_window->windowTitle(), u"Tokendesk — locked"_s);
    QCOMPARE(QApplication::focusWidget(), screen()->focusProxy()->focusProxy());
    QTest::keyClicks(QApplication::focusWidget(), passphrase);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_VERIFY(!desk().isLocked());
    QVERIFY(m_window->windowTitle().startsWith(profile().name));
    QTRY_COMPARE_WITH_TIMEOUT(line().kind, OutcomeLine::Kind::Succeeded, 15'000); // the token was looked up then
}

QTEST_MAIN(TestLockedWindow)
#include "tst_lockedwindow.moc"

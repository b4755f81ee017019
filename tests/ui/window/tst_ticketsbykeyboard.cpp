// SPDX-License-Identifier: Apache-2.0
#include "tests/support/testcards.h"
#include "tests/ui/window/windowonsandbox.h"
#include "ui/tour/windowdriver.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMenuBar>

using namespace Qt::StringLiterals;

//! Whole tickets of an agent without a mouse: every key goes to what has the focus, and every control is reached by
//! Tab.
class TestTicketsByKeyboard : public WindowOnSandbox
{
    Q_OBJECT

private Q_SLOTS:
    void lostPhone_isSuspendedAndResumed();
    void issuersSuspension_isNotLifted_andTheWindowSaysSo();
    void laterToken_waitsOverARestart_andEndsByAPastedNotification();
    void pushToken_isCreatedFromAnIssuersPayload();
    void twoCardsUpdated_oneFailsAndIsRetriedAlone();

private:
    static void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    static void write(const QString &text);
    [[nodiscard]] static QString focusName();
    [[nodiscard]] static bool tabTo(const QString &name);
    [[nodiscard]] bool chooseCreate(int entry);
    //! Where no window manager does it, a new dialog is brought to the front here.
    [[nodiscard]] static bool isDialogOpen();
    [[nodiscard]] bool isDialogClosed();
    void start() { startOn(profile()); }
    void startOn(const ConnectionProfile &connection);
    //! In the form of the row that is chosen.
    void typeRowsCard(const char *number);
    void lookUp(const QString &id);
    void changeState(Qt::Key shortcut, const QString &ticket);
    [[nodiscard]] QString stateAtServer(const QString &id) const;
};

void TestTicketsByKeyboard::press(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    QWidget *target = QApplication::activePopupWidget();
    if (!target)
        target = QApplication::focusWidget() ? QApplication::focusWidget() : QApplication::activeWindow();
    QVERIFY2(target, "no window is active");
    QTest::keyClick(target, key, modifiers);
}

void TestTicketsByKeyboard::write(const QString &text)
{
    QVERIFY2(QApplication::focusWidget(), "nothing has the focus");
    QTest::keyClicks(QApplication::focusWidget(), text);
}

QString TestTicketsByKeyboard::focusName()
{
    return QApplication::focusWidget() ? QApplication::focusWidget()->objectName() : QString();
}

bool TestTicketsByKeyboard::tabTo(const QString &name)
{
    constexpr int most = 80;
    for (int i = 0; i < most && focusName() != name; ++i)
        press(Qt::Key_Tab);
    return focusName() == name;
}

//! The menu File, Create, and there the entry of this number.
bool TestTicketsByKeyboard::chooseCreate(int entry)
{
    press(Qt::Key_F, Qt::AltModifier);
    if (!QTest::qWaitFor([] { return QApplication::activePopupWidget() != nullptr; }))
        return false;
    QWidget *file = QApplication::activePopupWidget();
    press(Qt::Key_C);
    if (!QTest::qWaitFor(
            [file] { return QApplication::activePopupWidget() && QApplication::activePopupWidget() != file; }))
        return false;
    for (int i = 0; i < entry; ++i)
        press(Qt::Key_Down);
    press(Qt::Key_Return);
    return QTest::qWaitFor([] { return QApplication::activePopupWidget() == nullptr; });
}

bool TestTicketsByKeyboard::isDialogOpen()
{
    if (!QTest::qWaitFor([] { return QApplication::activeModalWidget() != nullptr; }))
        return false;
    QApplication::setActiveWindow(QApplication::activeModalWidget());
    return QTest::qWaitFor([] {
        const QWidget *focus = QApplication::focusWidget();
        return focus && focus->window() == QApplication::activeModalWidget();
    });
}

bool TestTicketsByKeyboard::isDialogClosed()
{
    if (!QTest::qWaitFor([] { return QApplication::activeModalWidget() == nullptr; }, 20'000))
        return false;
    QApplication::setActiveWindow(m_window.get());
    return QTest::qWaitFor([this] { return m_window->isActiveWindow(); });
}

void TestTicketsByKeyboard::startOn(const ConnectionProfile &connection)
{
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    QApplication::setActiveWindow(m_window.get());
    open(connection);
}

void TestTicketsByKeyboard::typeRowsCard(const char *number)
{
    QVERIFY(tabTo(u"paymentCard.numberLineEdit"_s));
    write(QString::fromLatin1(number));
    QVERIFY(tabTo(u"paymentCard.expiryDateLineEdit"_s));
    write(u"1231"_s);
}

void TestTicketsByKeyboard::lookUp(const QString &id)
{
    press(Qt::Key_L, Qt::ControlModifier);
    QCOMPARE(focusName(), u"lookUpBox"_s);
    write(id);
    press(Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(line().kind, OutcomeLine::Kind::Succeeded, 20'000);
}

void TestTicketsByKeyboard::changeState(Qt::Key shortcut, const QString &ticket)
{
    // What the token may undergo is known once the panel shows the state that was read last.
    const QString action = shortcut == Qt::Key_S ? u"suspendAction"_s : u"resumeAction"_s;
    const QAction *found = m_window->findChild<QAction *>(action);
    QVERIFY2(QTest::qWaitFor([found] { return found->isEnabled(); }, 20'000), qPrintable(found->toolTip()));
    press(shortcut, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(isDialogOpen());
    QVERIFY(tabTo(u"reasonComboBox"_s));
    press(Qt::Key_Down);
    QVERIFY(tabTo(u"ticketLineEdit"_s));
    write(ticket);
    QVERIFY(tabTo(u"confirmStateChangeButton"_s));
    press(Qt::Key_Space);
    QVERIFY(isDialogClosed());
}

QString TestTicketsByKeyboard::stateAtServer(const QString &id) const
{
    const auto session = m_window->session();
    const auto read = awaited<TokenReading>(session->operations->lookUp({id}));
    return read ? read->token.stateWord : QString();
}

void TestTicketsByKeyboard::lostPhone_isSuspendedAndResumed()
{
    start();
    const QString id = u"tk_9f3c2a71e4"_s;
    lookUp(id);
    changeState(Qt::Key_S, u"T-2001"_s);
    QTRY_COMPARE_WITH_TIMEOUT(line().kind, OutcomeLine::Kind::Succeeded, 20'000);
    QCOMPARE(stateAtServer(id), u"SUSPENDED"_s);
    changeState(Qt::Key_R, u"T-2001"_s);
    QTRY_COMPARE_WITH_TIMEOUT(line().kind, OutcomeLine::Kind::Succeeded, 20'000);
    QCOMPARE(stateAtServer(id), u"ACTIVE"_s);
    const auto entries = awaited<QList<JournalEntry>>(m_journal->entriesFor(u"sandbox"_s, {id}));
    QVERIFY(entries);
    QCOMPARE(entries->size(), 2);
    for (const JournalEntry &entry : *entries) {
        QCOMPARE(entry.intent.ticket, u"T-2001"_s);
        QVERIFY(!entry.intent.reason.isEmpty());
    }
}

void TestTicketsByKeyboard::issuersSuspension_isNotLifted_andTheWindowSaysSo()
{
    start();
    lookUp(u"tk_d8013fe62a"_s); // its issuer and its merchant suspend it
    changeState(Qt::Key_R, u"T-2002"_s);
    QTRY_VERIFY_WITH_TIMEOUT(line().text.contains(u"still says Suspended"_s), 20'000);
    QCOMPARE(stateAtServer(u"tk_d8013fe62a"_s), u"SUSPENDED"_s);
}

void TestTicketsByKeyboard::laterToken_waitsOverARestart_andEndsByAPastedNotification()
{
    start();
    QVERIFY(chooseCreate(1));
    QTRY_VERIFY(WindowDriver::find(u"createAsyncTokenPane"_s));
    QVERIFY(tabTo(u"fpanLineEdit"_s));
    write(QString::fromLatin1(TestCards::visa));
    QVERIFY(tabTo(u"expLineEdit"_s));
    write(u"0931"_s);
    QVERIFY(tabTo(u"countryComboBox"_s));
    write(u"United States"_s);
    press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(line().kind, OutcomeLine::Kind::Succeeded, 20'000);
    const QString correlationId = line().correlationId;

    closeWindow();
    openWindow();
    start();
    press(Qt::Key_2, Qt::ControlModifier);
    auto *title = m_window->findChild<QLabel *>(u"openItemTitle"_s);
    QTRY_VERIFY(title->isVisible());
    QVERIFY(tabTo(u"openItemsList"_s));
    QVERIFY(tabTo(u"takeNotificationOverButton"_s));
    press(Qt::Key_Space);
    QVERIFY(isDialogOpen());
    QTRY_VERIFY_WITH_TIMEOUT(!m_sandbox->thalesNotifications().isEmpty(), 20'000);
    const SandboxThalesNotification owed = m_sandbox->thalesNotifications().constLast();
    QCOMPARE(owed.correlationId, correlationId);
    QVERIFY(tabTo(u"notificationTextEdit"_s));
    write(QString::fromUtf8(owed.body));
    QVERIFY(tabTo(u"notificationCorrelationIdEdit"_s));
    if (qobject_cast<QLineEdit *>(QApplication::focusWidget())->text().isEmpty())
        write(correlationId);
    QVERIFY(tabTo(u"takeNotificationButton"_s));
    press(Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(line().text.contains(u"was created"_s), 20'000);
    const auto left = awaited<QList<JournalEntry>>(m_journal->openItems());
    QVERIFY(left && left->isEmpty());
}

void TestTicketsByKeyboard::pushToken_isCreatedFromAnIssuersPayload()
{
    start();
    QVERIFY(chooseCreate(3));
    QTRY_VERIFY(WindowDriver::find(u"createPushTokenPane"_s));
    QVERIFY(tabTo(u"pushProvisioningPayloadPlainTextEdit"_s));
    write(u"c2FuZGJveC1wdXNoLXBheWxvYWQ"_s);
    QVERIFY(tabTo(u"schemeComboBox"_s));
    write(u"Visa"_s);
    QVERIFY(tabTo(u"device.ipAddressLineEdit"_s));
    write(u"203.0.113.7"_s);
    QVERIFY(tabTo(u"countryComboBox"_s));
    write(u"United States"_s);
    press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(line().kind, OutcomeLine::Kind::Succeeded, 20'000);
    QVERIFY(isDialogOpen()); // what the issuer sent with it
    press(Qt::Key_Escape);
    QVERIFY(isDialogClosed());
    JournalFilter newest;
    const auto entries = awaited<QList<JournalEntry>>(m_journal->query(newest, 0, 1));
    QVERIFY(entries && entries->size() == 1);
    QCOMPARE(entries->first().intent.formId, u"createPushToken"_s);
    QCOMPARE(stateAtServer(entries->first().outcome.token.value), u"ACTIVE"_s);
}

void TestTicketsByKeyboard::twoCardsUpdated_oneFailsAndIsRetriedAlone()
{
    startOn(fiservProfile());
    lookUp(u"9877hkhk68688888ffgh"_s);
    press(Qt::Key_U, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(isDialogOpen());
    typeRowsCard(TestCards::mastercard);
    QVERIFY(tabTo(u"addRowButton"_s));
    press(Qt::Key_Space);
    QTRY_COMPARE(focusName(), u"tokenIdLineEdit"_s);
    write(u"234ljl124l12"_s);
    typeRowsCard(TestCards::thalesExample);
    QVERIFY(tabTo(u"severalTicketLineEdit"_s));
    write(u"T-2009"_s);
    press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(line().kind, OutcomeLine::Kind::Refused, 20'000);
    QCOMPARE(line().text, u"1 of 2 tokens updated, 1 refused"_s);

    // The refused row is chosen, and the only one that goes again.
    QTRY_COMPARE(focusName(), u"severalTable"_s);
    typeRowsCard(TestCards::visa);
    QVERIFY(tabTo(u"updateSeveralButton"_s));
    press(Qt::Key_Space);
    QTRY_COMPARE_WITH_TIMEOUT(line().text, u"1 of 1 token updated"_s, 20'000);
    press(Qt::Key_Escape);
    QVERIFY(isDialogClosed());

    for (const QString &token : {u"9877hkhk68688888ffgh"_s, u"234ljl124l12"_s}) {
        const auto entries = awaited<QList<JournalEntry>>(m_journal->entriesFor(u"sandbox-fiserv"_s, {token}));
        QVERIFY(entries);
        QCOMPARE(entries->size(), token.startsWith(u'9') ? 1 : 2);
        QCOMPARE(entries->constLast().intent.ticket, u"T-2009"_s);
        QVERIFY(!entries->constLast().outcome.detail.contains(QLatin1StringView(TestCards::thalesExample)));
    }
    const auto remembered = [this] {
        const auto seen = awaited<QList<TokenReading>>(m_window->session()->operations->seenTokens());
        QStringList cards;
        for (const TokenReading &reading : seen.value_or(QList<TokenReading>()))
            cards << reading.token.id.value + u' ' + reading.token.cardLastDigits;
        cards.sort();
        return cards;
    };
    QTRY_COMPARE_WITH_TIMEOUT(remembered(), QStringList({u"234ljl124l12 1111"_s, u"9877hkhk68688888ffgh 4444"_s}), 20'000);
}

QTEST_MAIN(TestTicketsByKeyboard)
#include "tst_ticketsbykeyboard.moc"

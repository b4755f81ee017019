// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/window/windowonsandbox.h"
#include "ui/help/helpdialog.h"
#include "ui/tour/windowdriver.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDropEvent>
#include <QFile>
#include <QHeaderView>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSplitter>
#include <QTableView>
#include <QThreadPool>

using namespace Qt::StringLiterals;

//! What people expect of a window that is installed: it is where it was, takes what is dropped, and helps.
class TestWindowHabits : public WindowOnSandbox
{
    Q_OBJECT

private Q_SLOTS:
    void restart_bringsBackHowTheWindowWas();
    void restart_neverBringsBackWhatWasTyped();
    void restart_withATokenToShow_goesToIt();
    void droppedTokenId_isLookedUp();
    void droppedCardNumber_isRefusedAndGoesNowhere();
    void pastedCardNumber_isRefusedAndGoesNowhere();
    void droppedNotification_opensItsDialog();
    void droppedRubbish_saysWhatCanBeDropped();
    void droppedWithoutAConnection_saysWhatIsMissing();
    void wrongClock_isSaidInTheStatusLine();
    void help_opensFromTheMenuAndFromPlacesOfDoubt();
    void welcome_saysWhereOneIsAndLeadsOn();
    void about_namesWhatItIsBuiltOn();

private:
    void drop(const std::function<void(QMimeData &)> &fill);
    void restart();
    [[nodiscard]] QByteArray storedPreferences() const;
};

void TestWindowHabits::drop(const std::function<void(QMimeData &)> &fill)
{
    QMimeData data;
    fill(data);
    QDragEnterEvent enter({400, 300}, Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(m_window.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event({400, 300}, Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(m_window.get(), &event);
    QVERIFY(event.isAccepted());
    QCOMPARE(event.dropAction(), Qt::CopyAction);
}

void TestWindowHabits::restart()
{
    m_window->close();
    closeWindow();
    openWindow();
}

QByteArray TestWindowHabits::storedPreferences() const
{
    QFile file(m_folder.filePath(u"preferences.json"_s));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestWindowHabits::restart_bringsBackHowTheWindowWas()
{
    open(profile());
    m_window->resize(1111, 777);
    auto *table = m_window->findChild<QTableView *>(u"tokenTable"_s);
    QVERIFY(table);
    table->horizontalHeader()->resizeSection(1, 177);
    table->horizontalHeader()->setSortIndicator(1, Qt::DescendingOrder);
    auto *splitter = m_window->findChild<QSplitter *>(u"tokensSplitter"_s);
    splitter->setSizes({560, 380});
    const QList<int> sizes = splitter->sizes();
    auto *states = m_window->findChild<QComboBox *>(u"stateFilterComboBox"_s);
    states->setCurrentIndex(states->findData(static_cast<int>(TokenState::Suspended)));
    auto *outcome = m_window->findChild<QComboBox *>(u"journalOutcomeComboBox"_s);
    outcome->setCurrentIndex(3);
    QVERIFY(WindowDriver::trigger(u"journalPageAction"_s));
    restart();

    QCOMPARE(m_window->size(), QSize(1111, 777));
    open(profile());
    QVERIFY(WindowDriver::find(u"journalPage"_s));
    QCOMPARE(m_window->findChild<QComboBox *>(u"journalOutcomeComboBox"_s)->currentIndex(), 3);
    QVERIFY(WindowDriver::trigger(u"tokensPageAction"_s));
    table = m_window->findChild<QTableView *>(u"tokenTable"_s);
    QCOMPARE(table->horizontalHeader()->sectionSize(1), 177);
    QCOMPARE(table->horizontalHeader()->sortIndicatorSection(), 1);
    QCOMPARE(table->horizontalHeader()->sortIndicatorOrder(), Qt::DescendingOrder);
    QCOMPARE(m_window->findChild<QSplitter *>(u"tokensSplitter"_s)->sizes(), sizes);
    auto *state = m_window->findChild<QComboBox *>(u"stateFilterComboBox"_s);
    QCOMPARE(state->currentData().toInt(), static_cast<int>(TokenState::Suspended));
    state->setCurrentIndex(0);
    restart(); // as the other tests expect it
    open(profile());
    QVERIFY(WindowDriver::find(u"tokensPage"_s));
}

void TestWindowHabits::restart_neverBringsBackWhatWasTyped()
{
    open(profile());
    QVERIFY(WindowDriver::type(u"filterLineEdit"_s, u"4111111111111111"_s));
    QVERIFY(WindowDriver::type(u"lookUpBox"_s, u"tk_private"_s));
    restart();
    open(profile());
    QVERIFY(m_window->findChild<QLineEdit *>(u"filterLineEdit"_s)->text().isEmpty());
    const QByteArray stored = storedPreferences();
    QVERIFY(!stored.isEmpty());
    QByteArray everything = stored;
    const QJsonObject layouts = QJsonDocument::fromJson(stored)["layouts"_L1].toObject();
    for (const QJsonValue &layout : layouts)
        everything += QByteArray::fromBase64(layout.toString().toLatin1()).replace('\0', "");
    QVERIFY(!everything.contains("4111") && !everything.contains("tk_private"));
}

void TestWindowHabits::restart_withATokenToShow_goesToIt()
{
    open(profile());
    QVERIFY(WindowDriver::trigger(u"pendingPageAction"_s));
    restart();
    m_window->openConnection(profile(), {u"tk_9f3c2a71e4"_s});
    QTRY_COMPARE_WITH_TIMEOUT(line().kind, OutcomeLine::Kind::Succeeded, 15'000);
    QVERIFY(WindowDriver::find(u"tokensPage"_s));
}

void TestWindowHabits::droppedTokenId_isLookedUp()
{
    open(profile());
    QVERIFY(WindowDriver::trigger(u"journalPageAction"_s));
    drop([](QMimeData &data) { data.setText(u" tk_9f3c2a71e4\n"_s); });
    QTRY_COMPARE_WITH_TIMEOUT(line().kind, OutcomeLine::Kind::Succeeded, 15'000);
    QCOMPARE(line().correlationId.size(), 36);
    QVERIFY(WindowDriver::find(u"tokensPage"_s));
    QCOMPARE(m_window->findChild<QLineEdit *>(u"lookUpBox"_s)->text(), u"tk_9f3c2a71e4"_s);
}

void TestWindowHabits::droppedCardNumber_isRefusedAndGoesNowhere()
{
    open(profile());
    drop([](QMimeData &data) { data.setText(u"4111 1111 1111 1111"_s); });
    QCOMPARE(line().kind, OutcomeLine::Kind::Refused);
    QVERIFY2(line().text.contains("card number"_L1) && !line().text.contains("4111"_L1), qPrintable(line().text));
    QVERIFY(m_window->findChild<QLineEdit *>(u"lookUpBox"_s)->text().isEmpty());
}

void TestWindowHabits::pastedCardNumber_isRefusedAndGoesNowhere()
{
    open(profile());
    auto *box = m_window->findChild<QLineEdit *>(u"lookUpBox"_s);
    QSignalSpy asked(box, SIGNAL(lookUpRequested(TokenId)));
    for (const QString &number : {u"4111111111111111"_s, u"3782 822463 10005"_s}) {
        QVERIFY(WindowDriver::type(u"lookUpBox"_s, number));
        QTest::keyClick(box, Qt::Key_Return);
        QCOMPARE(line().kind, OutcomeLine::Kind::Refused);
        QVERIFY(box->text().isEmpty());
    }
    QCOMPARE(asked.count(), 0);
}

void TestWindowHabits::droppedNotification_opensItsDialog()
{
    open(profile());
    const QString path = m_folder.filePath(u"notification.json"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"merchantId\": \"m\"}");
    file.close();
    drop([&path](QMimeData &data) { data.setUrls({QUrl::fromLocalFile(path)}); });
    auto *text = WindowDriver::find<QPlainTextEdit>(u"notificationTextEdit"_s);
    QVERIFY(text);
    QTRY_COMPARE(text->toPlainText(), u"{\"merchantId\": \"m\"}"_s);
    QVERIFY(WindowDriver::click(u"closeNotificationButton"_s));

    drop([](QMimeData &data) { data.setText(u"{\"merchantId\": \"n\"}"_s); });
    QTRY_VERIFY((text = WindowDriver::find<QPlainTextEdit>(u"notificationTextEdit"_s)));
    QCOMPARE(text->toPlainText(), u"{\"merchantId\": \"n\"}"_s);
    QVERIFY(WindowDriver::click(u"closeNotificationButton"_s));
}

void TestWindowHabits::droppedRubbish_saysWhatCanBeDropped()
{
    open(profile());
    for (const QString &text : {u"some words"_s, u"eyJhbGciOiJSU0EtT0FFUC0yNTYifQ.abc.def.ghi.jkl"_s}) {
        m_window->report({});
        drop([&text](QMimeData &data) { data.setText(text); });
        QCOMPARE(line().kind, OutcomeLine::Kind::Refused);
        QVERIFY(!line().text.contains(text));
    }
    drop([](QMimeData &data) { data.setText(u"some words"_s); });
    QVERIFY(line().text.contains("can be dropped here"_L1));
}

void TestWindowHabits::droppedWithoutAConnection_saysWhatIsMissing()
{
    drop([](QMimeData &data) { data.setText(u"tk_9f3c2a71e4"_s); });
    QCOMPARE(line().kind, OutcomeLine::Kind::Refused);
    QVERIFY(line().text.contains("connection"_L1));
}

void TestWindowHabits::wrongClock_isSaidInTheStatusLine()
{
    const auto *said = m_window->findChild<QLabel *>(u"statusClock"_s);
    QVERIFY(!said->isVisible());
    ClockSkew &skew = m_desk->parts().exchanges->clockSkew();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QThreadPool::globalInstance()->start([&skew, now] { skew.note(now.addSecs(95), now, now); }); // as a transport does
    QTRY_VERIFY(said->isVisible());
    QVERIFY(said->text().contains(u"This computer’s clock is 95 seconds behind the server’s"_s));
    skew.note(now.addSecs(-95), now, now);
    QTRY_VERIFY(said->text().contains(u"ahead of"_s));
    skew.note(now, now, now);
    QTRY_VERIFY(!said->isVisible());
}

void TestWindowHabits::help_opensFromTheMenuAndFromPlacesOfDoubt()
{
    open(profile());
    QTest::keyClick(m_window.get(), Qt::Key_F1);
    QTRY_VERIFY(WindowDriver::find(u"helpDialog"_s));
    QCOMPARE(WindowDriver::find<QLabel>(u"helpTitle"_s)->text(), u"First steps"_s);
    QVERIFY(!QApplication::activeModalWidget()); // it is read beside the window
    auto *contents = m_window->findChild<QListWidget *>(u"helpContentsList"_s);
    for (int row = 0; row < contents->count(); ++row) {
        contents->setCurrentRow(row);
        QTRY_COMPARE(WindowDriver::find<QLabel>(u"helpTitle"_s)->text(), contents->item(row)->text());
        QVERIFY(!contents->item(row)->text().isEmpty());
    }
    QVERIFY(WindowDriver::trigger(u"settingsAction"_s));
    QVERIFY(WindowDriver::click(u"connectionsHelpLink"_s));
    QTRY_COMPARE(WindowDriver::find<QLabel>(u"helpTitle"_s)->text(), u"Connections"_s);
    QCOMPARE(m_window->findChildren<HelpDialog *>().size(), 1);
    QTest::keyClick(m_window->findChild<HelpDialog *>(), Qt::Key_Escape);
    QTRY_VERIFY(!WindowDriver::find(u"helpDialog"_s));
}

void TestWindowHabits::welcome_saysWhereOneIsAndLeadsOn()
{
    open(profile());
    m_window->welcome();
    QVERIFY(WindowDriver::find(u"welcomePage"_s));
    QVERIFY(WindowDriver::find<QLabel>(u"welcomeTitle"_s)->text().contains("sandbox"_L1));
    const QSignalSpy tour(m_window.get(), &MainWindow::tourRequested);
    QVERIFY(WindowDriver::click(u"welcomeTourButton"_s));
    QCOMPARE(tour.count(), 1);
    QVERIFY(WindowDriver::click(u"welcomeLookUpButton"_s));
    QTRY_COMPARE_WITH_TIMEOUT(line().kind, OutcomeLine::Kind::Succeeded, 15'000);
    QVERIFY(WindowDriver::find(u"tokensPage"_s));
    QVERIFY(WindowDriver::trigger(u"welcomeAction"_s));
    QTest::keyClick(WindowDriver::find(u"welcomeBeginButton"_s), Qt::Key_Return);
    QVERIFY(WindowDriver::find(u"tokensPage"_s));
}

void TestWindowHabits::about_namesWhatItIsBuiltOn()
{
    m_window->setComponents(
        [] { return settled<QList<AboutComponent>>(QList<AboutComponent>{{u"cjose"_s, u"0.6.2.1"_s, u"MIT"_s}}); });
    QVERIFY(WindowDriver::trigger(u"aboutAction"_s));
    QWidget *about = nullptr;
    QTRY_VERIFY((about = WindowDriver::find(u"aboutDialog"_s)));
    const auto texts = [about] {
        QStringList all;
        for (const QLabel *label : about->findChildren<QLabel *>())
            all << label->text();
        return all.join(u' ');
    };
    QTRY_VERIFY2(texts().contains("cjose 0.6.2.1 MIT"_L1), qPrintable(texts()));
    QVERIFY(texts().contains("Apache License 2.0"_L1));
    QVERIFY(WindowDriver::click(u"aboutCloseButton"_s));
}

QTEST_MAIN(TestWindowHabits)
#include "tst_windowhabits.moc"

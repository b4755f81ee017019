// SPDX-License-Identifier: Apache-2.0
#include "ui/lock/sessionwatch.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusError>
#include <QDBusMessage>
#include <QDBusServer>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

//! A bus on which the test plays everybody: one connection from the program to each, without services.
class TestSessionWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void leaving_isSaid_data();
    void leaving_isSaid();
    void somethingElse_isNot_data();
    void somethingElse_isNot();
    void withoutABus_nothingHappens();

private:
    void say(const QString &path, const QString &interface, const QString &name, bool value);

    std::unique_ptr<QDBusServer> m_server;
    std::optional<QDBusConnection> m_peer;
};

void TestSessionWatch::init()
{
    m_server = std::make_unique<QDBusServer>();
    QVERIFY2(m_server->isConnected(), qPrintable(m_server->lastError().message()));
    connect(m_server.get(), &QDBusServer::newConnection, this,
            [this](const QDBusConnection &connection) { m_peer = connection; });
    QVERIFY(QDBusConnection::connectToPeer(m_server->address(), u"bus"_s).isConnected());
    QTRY_VERIFY(m_peer);
}

void TestSessionWatch::cleanup()
{
    QDBusConnection::disconnectFromPeer(u"bus"_s);
    m_peer.reset();
    m_server.reset();
}

void TestSessionWatch::say(const QString &path, const QString &interface, const QString &name, bool value)
{
    QDBusMessage signal = QDBusMessage::createSignal(path, interface, name);
    signal << value;
    QVERIFY(m_peer->send(signal));
}

void TestSessionWatch::leaving_isSaid_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("interface");
    QTest::addColumn<QString>("name");
    const QString changed = u"ActiveChanged"_s;
    QTest::newRow("freedesktop") << u"/org/freedesktop/ScreenSaver"_s << u"org.freedesktop.ScreenSaver"_s << changed;
    QTest::newRow("KDE's old path") << u"/ScreenSaver"_s << u"org.freedesktop.ScreenSaver"_s << changed;
    QTest::newRow("GNOME") << u"/org/gnome/ScreenSaver"_s << u"org.gnome.ScreenSaver"_s << changed;
    QTest::newRow("sleep") << u"/org/freedesktop/login1"_s << u"org.freedesktop.login1.Manager"_s
                           << u"PrepareForSleep"_s;
}

void TestSessionWatch::leaving_isSaid()
{
    QFETCH(const QString, path);
    QFETCH(const QString, interface);
    QFETCH(const QString, name);
    SessionWatch watch;
    const QSignalSpy left(&watch, &SessionWatch::left);
    watch.follow(QDBusConnection(u"bus"_s), QDBusConnection(u"bus"_s));
    say(path, interface, name, false); // back again
    say(path, interface, name, true);
    QTRY_COMPARE(left.count(), 1);
}

void TestSessionWatch::somethingElse_isNot_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("interface");
    QTest::addColumn<QString>("name");
    QTest::newRow("another signal") << u"/org/gnome/ScreenSaver"_s << u"org.gnome.ScreenSaver"_s << u"WakeUpScreen"_s;
    QTest::newRow("shutdown") << u"/org/freedesktop/login1"_s << u"org.freedesktop.login1.Manager"_s
                              << u"PrepareForShutdown"_s;
    QTest::newRow("another interface") << u"/org/gnome/ScreenSaver"_s << u"org.example.Saver"_s << u"ActiveChanged"_s;
}

void TestSessionWatch::somethingElse_isNot()
{
    QFETCH(const QString, path);
    QFETCH(const QString, interface);
    QFETCH(const QString, name);
    SessionWatch watch;
    const QSignalSpy left(&watch, &SessionWatch::left);
    watch.follow(QDBusConnection(u"bus"_s), QDBusConnection(u"bus"_s));
    say(path, interface, name, true);
    say(u"/ScreenSaver"_s, u"org.freedesktop.ScreenSaver"_s, u"ActiveChanged"_s, true); // comes after it
    QTRY_VERIFY(left.count() > 0);
    QCOMPARE(left.count(), 1);
}

void TestSessionWatch::withoutABus_nothingHappens()
{
    SessionWatch watch;
    const QSignalSpy left(&watch, &SessionWatch::left);
    watch.follow(QDBusConnection(u"no such bus"_s), QDBusConnection(u"no such bus"_s));
    QCoreApplication::processEvents();
    QCOMPARE(left.count(), 0);
}

QTEST_GUILESS_MAIN(TestSessionWatch)
#include "tst_sessionwatch.moc"

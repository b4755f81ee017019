// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/systemappearance.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusError>
#include <QDBusMessage>
#include <QDBusServer>
#include <QDBusVariant>
#include <QPalette>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

//! The settings portal of a desktop, as far as it says light or dark.
class FakePortal : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")
public:
    uint scheme = 0;
    bool isAbsent = false;

public Q_SLOTS:
    QDBusVariant Read(const QString &group, const QString &key)
    {
        if (isAbsent || group != "org.freedesktop.appearance"_L1 || key != "color-scheme"_L1) {
            sendErrorReply(u"org.freedesktop.portal.Error.NotFound"_s, u"Requested setting not found"_s);
            return {};
        }
        return QDBusVariant(QVariant::fromValue(QDBusVariant(scheme))); // wrapped twice, as the portal does
    }

Q_SIGNALS:
    void SettingChanged(const QString &group, const QString &key, const QDBusVariant &value);
};

class TestSystemAppearance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void portal_tellsAtTheStart_data();
    void portal_tellsAtTheStart();
    void change_isFollowed();
    void otherSettings_areIgnored();
    void withoutAPortal_thePaletteTells();

private:
    [[nodiscard]] QDBusConnection bus() { return QDBusConnection(u"desk"_s); }

    std::unique_ptr<QDBusServer> m_server;
    std::unique_ptr<FakePortal> m_portal;
};

void TestSystemAppearance::init()
{
    m_portal = std::make_unique<FakePortal>();
    m_server = std::make_unique<QDBusServer>();
    QVERIFY2(m_server->isConnected(), qPrintable(m_server->lastError().message()));
    connect(m_server.get(), &QDBusServer::newConnection, this, [this](const QDBusConnection &connection) {
        QDBusConnection peer = connection;
        peer.registerObject(u"/org/freedesktop/portal/desktop"_s, m_portal.get(),
                            QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals);
    });
    QVERIFY(QDBusConnection::connectToPeer(m_server->address(), u"desk"_s).isConnected());
}

void TestSystemAppearance::cleanup()
{
    QDBusConnection::disconnectFromPeer(u"desk"_s);
    m_server.reset();
    m_portal.reset();
}

void TestSystemAppearance::portal_tellsAtTheStart_data()
{
    QTest::addColumn<uint>("scheme");
    QTest::addColumn<bool>("isDark");
    QTest::newRow("no preference") << 0u << false;
    QTest::newRow("dark") << 1u << true;
    QTest::newRow("light") << 2u << false;
}

void TestSystemAppearance::portal_tellsAtTheStart()
{
    QFETCH(const uint, scheme);
    QFETCH(const bool, isDark);
    m_portal->scheme = scheme;
    SystemAppearance appearance;
    const QSignalSpy changed(&appearance, &SystemAppearance::changed);
    QVERIFY(!appearance.isDark());
    appearance.follow(bus());
    if (isDark)
        QTRY_COMPARE(changed.count(), 1);
    else
        QTest::qWait(50); // nothing is to come
    QCOMPARE(appearance.isDark(), isDark);
}

void TestSystemAppearance::change_isFollowed()
{
    m_portal->scheme = 1;
    SystemAppearance appearance;
    const QSignalSpy changed(&appearance, &SystemAppearance::changed);
    appearance.follow(bus());
    QTRY_VERIFY(appearance.isDark());
    Q_EMIT m_portal->SettingChanged(u"org.freedesktop.appearance"_s, u"color-scheme"_s, QDBusVariant(2u));
    QTRY_VERIFY(!appearance.isDark());
    Q_EMIT m_portal->SettingChanged(u"org.freedesktop.appearance"_s, u"color-scheme"_s, QDBusVariant(1u));
    QTRY_VERIFY(appearance.isDark());
    QCOMPARE(changed.count(), 3);
}

void TestSystemAppearance::otherSettings_areIgnored()
{
    m_portal->scheme = 1;
    SystemAppearance appearance;
    appearance.follow(bus());
    QTRY_VERIFY(appearance.isDark());
    Q_EMIT m_portal->SettingChanged(u"org.gnome.desktop.interface"_s, u"color-scheme"_s, QDBusVariant(0u));
    Q_EMIT m_portal->SettingChanged(u"org.freedesktop.appearance"_s, u"contrast"_s, QDBusVariant(0u));
    QTest::qWait(50);
    QVERIFY(appearance.isDark());
}

void TestSystemAppearance::withoutAPortal_thePaletteTells()
{
    m_portal->isAbsent = true;
    const QPalette before = QGuiApplication::palette();
    QPalette dark = before;
    dark.setColor(QPalette::Window, QColor(0x20, 0x20, 0x20));
    QGuiApplication::setPalette(dark);
    SystemAppearance appearance;
    QGuiApplication::setPalette(before);
    appearance.follow(bus());
    QTest::qWait(50);
    QVERIFY(appearance.isDark());
}

QTEST_MAIN(TestSystemAppearance)
#include "tst_systemappearance.moc"

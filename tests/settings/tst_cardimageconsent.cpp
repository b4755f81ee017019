// SPDX-License-Identifier: Apache-2.0
#include "app/settings/preferences.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestCardImageConsent : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cardImages_areAllowedNowhereAtFirst();
    void cardImages_areRememberedPerConnection();
    void cardImages_thatAreNoIds_allowNothing();

private:
    [[nodiscard]] QString file() const { return m_dir.filePath(u"preferences.json"_s); }
    QTemporaryDir m_dir;
};

void TestCardImageConsent::cardImages_areAllowedNowhereAtFirst()
{
    QVERIFY(Preferences::load(m_dir.filePath(u"missing.json"_s)).cardImageConnections().isEmpty());
}

void TestCardImageConsent::cardImages_areRememberedPerConnection()
{
    Preferences preferences = Preferences::load(file());
    preferences.setCardImageConnections({u"c-2"_s, u"c-1"_s});
    QVERIFY(preferences.save());
    QCOMPARE(Preferences::load(file()).cardImageConnections(), QSet<QString>({u"c-1"_s, u"c-2"_s}));
    preferences.setCardImageConnections({});
    QVERIFY(preferences.save());
    QVERIFY(Preferences::load(file()).cardImageConnections().isEmpty());
}

void TestCardImageConsent::cardImages_thatAreNoIds_allowNothing()
{
    QFile damaged(file());
    QVERIFY(damaged.open(QIODevice::WriteOnly));
    damaged.write("{\"cardImageConnections\":[true,7,{},\"\",\"c-1\"]}");
    damaged.close();
    QCOMPARE(Preferences::load(file()).cardImageConnections(), QSet<QString>{u"c-1"_s});
}

QTEST_GUILESS_MAIN(TestCardImageConsent)
#include "tst_cardimageconsent.moc"

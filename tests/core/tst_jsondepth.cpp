// SPDX-License-Identifier: Apache-2.0
#include "app/core/jsondepth.h"

#include <QTest>

class TestJsonDepth : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void levels_areCounted_data();
    void levels_areCounted();
};

void TestJsonDepth::levels_areCounted_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("levels");
    QTest::newRow("empty") << QByteArray() << 0;
    QTest::newRow("number") << QByteArray("1") << 0;
    QTest::newRow("object") << QByteArray("{}") << 1;
    QTest::newRow("both kinds") << QByteArray(R"({"a":[{"b":1}]})") << 3;
    QTest::newRow("side by side") << QByteArray("[[],[],[]]") << 2;
    QTest::newRow("brackets in a text") << QByteArray(R"({"a":"[[[{{{"})") << 1;
    QTest::newRow("quote in a text") << QByteArray(R"({"a":"\"[[["})") << 1;
    QTest::newRow("backslash ends a text") << QByteArray(R"({"a":"\\","b":[[]]})") << 3;
    QTest::newRow("hostile") << QByteArray(100'000, '[') << 100'000;
}

void TestJsonDepth::levels_areCounted()
{
    QFETCH(QByteArray, json);
    QFETCH(int, levels);
    QVERIFY(!isJsonDeeperThan(levels, json));
    QVERIFY(levels == 0 || isJsonDeeperThan(levels - 1, json));
}

QTEST_APPLESS_MAIN(TestJsonDepth)
#include "tst_jsondepth.moc"

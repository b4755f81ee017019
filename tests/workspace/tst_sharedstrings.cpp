// SPDX-License-Identifier: Apache-2.0
#include "app/workspace/sharedstrings.h"
#include "tests/workspace/manyreadings.h"

#include <QTest>

class TestSharedStrings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readings_stayWhatTheyWere();
    void equalTexts_areHeldOnce();
    void changingOne_leavesTheOthers();
};

void TestSharedStrings::readings_stayWhatTheyWere()
{
    SharedStrings strings;
    for (int i = 0; i < 50; ++i) {
        TokenReading reading = typicalReading(i);
        strings.shareIn(reading.token);
        QVERIFY(reading == typicalReading(i));
    }
}

void TestSharedStrings::equalTexts_areHeldOnce()
{
    SharedStrings strings;
    TokenReading first = typicalReading(2);
    TokenReading second = typicalReading(4);
    strings.shareIn(first.token);
    strings.shareIn(second.token);
    QCOMPARE(second.token.fields.last().value.constData(), first.token.fields.last().value.constData());
    QCOMPARE(second.token.fields.last().key.constData(), first.token.fields.last().key.constData());
    QCOMPARE(second.token.fields.last().label.constData(), first.token.fields.last().label.constData());
    // Within one reading, too: its fields repeat what the token says.
    QCOMPARE(first.token.fields.first().value.constData(), first.token.id.value.constData());
}

void TestSharedStrings::changingOne_leavesTheOthers()
{
    SharedStrings strings;
    TokenReading first = typicalReading(2);
    TokenReading second = typicalReading(4);
    strings.shareIn(first.token);
    strings.shareIn(second.token);
    first.token.issuerName.append(u'!');
    QCOMPARE(second.token.issuerName, typicalReading(4).token.issuerName);
}

QTEST_GUILESS_MAIN(TestSharedStrings)
#include "tst_sharedstrings.moc"

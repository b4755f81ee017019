// SPDX-License-Identifier: Apache-2.0
#include "app/workspace/changerows.h"
#include "tests/workspace/workspaceonfile.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {
const QDateTime noon = WorkspaceOnFile::noon;

TokenReading suspended(const QDateTime &readAt)
{
    TokenReading reading = readingNamed(u"tok-1"_s, readAt);
    reading.token.state = TokenState::Suspended;
    reading.token.stateWord = u"SUSPENDED"_s;
    reading.token.fields[1].value = u"SUSPENDED"_s;
    reading.correlationId = u"corr-2"_s;
    return reading;
}

QStringList keysOf(const QList<FieldChange> &fields)
{
    QStringList keys;
    for (const FieldChange &field : fields)
        keys << field.key;
    return keys;
}

//! A published test number.
const QString cardNumber = u"4111111111111111"_s;
} // namespace

class TestObservedChanges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_desk = std::make_unique<WorkspaceOnFile>(); }
    void cleanup() { m_desk.reset(); }
    void firstReading_isNoChange();
    void readingThatDiffers_isAChangeBetweenTheTwo();
    void readingThatIsTheSame_movesItsTimeAlone();
    void changeAfterSameReadings_beginsAtTheLastOfThem();
    void olderReading_isNoChange();
    void tokenThatIsGone_isAChangeOnce();
    void fields_areMatchedByGroupAndKeyAndOrder();
    void fieldThatComesOrGoes_isAChange();
    void otherStateThatDiffers_isAChange();
    void cardArtThatDiffers_isAChange();
    void cardNumberInAValue_isNotKept();
    void changes_areBoundedAndDropTheOldest();
    void changes_ofOtherTokensAndConnections_stayApart();
    void forgottenToken_leavesNoChangeOnTheDisk();
    void twoConsoles_writeAtTheSameTime();

private:
    std::unique_ptr<WorkspaceOnFile> m_desk;
};

void TestObservedChanges::firstReading_isNoChange()
{
    QVERIFY(m_desk->remember(readingNamed(u"tok-1"_s)));
    QVERIFY(m_desk->changes(u"tok-1"_s).isEmpty());
}

void TestObservedChanges::readingThatDiffers_isAChangeBetweenTheTwo()
{
    const TokenReading first = readingNamed(u"tok-1"_s);
    QVERIFY(m_desk->remember(first, u"j.doe"_s));
    QVERIFY(m_desk->remember(suspended(noon.addSecs(60)), u"m.ruiz"_s));
    const QList<ObservedChange> changes = m_desk->changes(u"tok-1"_s);
    QCOMPARE(changes.size(), 1);
    const ObservedChange expected{.earlierAt = noon,
                                  .laterAt = noon.addSecs(60),
                                  .earlierCorrelationId = first.correlationId,
                                  .laterCorrelationId = u"corr-2"_s,
                                  .operatorId = u"m.ruiz"_s,
                                  .fields = {{u"state"_s, u"State"_s, u"ACTIVE"_s, u"SUSPENDED"_s}}};
    QVERIFY(changes.first() == expected); // the field "status" says nothing more
}

void TestObservedChanges::readingThatIsTheSame_movesItsTimeAlone()
{
    QVERIFY(m_desk->remember(readingNamed(u"tok-1"_s)));
    TokenReading again = readingNamed(u"tok-1"_s, noon.addSecs(60));
    again.correlationId = u"corr-2"_s;
    QVERIFY(m_desk->remember(again));
    QVERIFY(m_desk->changes(u"tok-1"_s).isEmpty());
    const auto tokens = await(m_desk->workspace.tokens(m_desk->connectionId));
    QVERIFY(tokens && tokens->size() == 1);
    QVERIFY(tokens->first() == again);
}

void TestObservedChanges::changeAfterSameReadings_beginsAtTheLastOfThem()
{
    QVERIFY(m_desk->remember(readingNamed(u"tok-1"_s)));
    TokenReading again = readingNamed(u"tok-1"_s, noon.addSecs(30));
    again.correlationId = u"corr-1b"_s;
    QVERIFY(m_desk->remember(again));
    QVERIFY(m_desk->remember(suspended(noon.addSecs(60))));
    QCOMPARE(m_desk->changes(u"tok-1"_s).value(0).earlierAt, noon.addSecs(30));
    QCOMPARE(m_desk->changes(u"tok-1"_s).value(0).earlierCorrelationId, u"corr-1b"_s);
}

void TestObservedChanges::olderReading_isNoChange()
{
    QVERIFY(m_desk->remember(readingNamed(u"tok-1"_s, noon.addSecs(60))));
    QVERIFY(m_desk->remember(suspended(noon)));
    QVERIFY(m_desk->changes(u"tok-1"_s).isEmpty());
}

void TestObservedChanges::tokenThatIsGone_isAChangeOnce()
{
    QVERIFY(m_desk->remember(readingNamed(u"tok-1"_s)));
    for (int i = 1; i <= 2; ++i)
        QVERIFY(await(m_desk->workspace.rememberGone(m_desk->connectionId, {u"tok-1"_s}, TokenState::Unknown,
                                                     u"NOT FOUND"_s, noon.addSecs(i), u"corr-9"_s, u"j.doe"_s)));
    const QList<ObservedChange> changes = m_desk->changes(u"tok-1"_s);
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes.first().operatorId, u"j.doe"_s);
    QCOMPARE(changes.first().fields.value(0).to, u"NOT FOUND"_s);
}

void TestObservedChanges::fields_areMatchedByGroupAndKeyAndOrder()
{
    const auto field = [](const char *group, const char *key, const char *value) {
        return TokenField{QString::fromLatin1(group), QString::fromLatin1(key), {}, QString::fromLatin1(value), false};
    };
    Token before;
    before.fields = {field("A", "k", "1"), field("A", "k", "2"), field("B", "k", "3")};
    Token after;
    after.fields = {field("B", "k", "3"), field("A", "k", "1"), field("A", "k", "4")};
    const QList<FieldChange> found = differences(before, after);
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first().from, u"2"_s);
    QCOMPARE(found.first().to, u"4"_s);
}

void TestObservedChanges::fieldThatComesOrGoes_isAChange()
{
    Token with;
    with.fields = {{u"G"_s, u"key"_s, u"Label"_s, u"value"_s, false}};
    QVERIFY(differences({}, with) == QList<FieldChange>({{u"key"_s, u"Label"_s, {}, u"value"_s}}));
    QVERIFY(differences(with, {}) == QList<FieldChange>({{u"key"_s, u"Label"_s, u"value"_s, {}}}));
}

void TestObservedChanges::otherStateThatDiffers_isAChange()
{
    const QString label = u"Network token"_s;
    Token before;
    before.otherStates = {{label, TokenState::Active, u"ACTIVE"_s}};
    Token after;
    after.otherStates = {{label, TokenState::Suspended, u"SUSPENDED"_s}};
    QVERIFY(differences(before, after) ==
            QList<FieldChange>({{u"otherState"_s, label, u"ACTIVE"_s, u"SUSPENDED"_s}}));
    QVERIFY(differences(before, {}) == QList<FieldChange>({{u"otherState"_s, label, u"ACTIVE"_s, {}}}));
    QVERIFY(differences(before, before).isEmpty());
}

void TestObservedChanges::cardArtThatDiffers_isAChange()
{
    const Token before = typicalReading(1).token;
    Token after = before;
    after.art.backgroundColor = u"000000"_s;
    after.art.assetIds[AssetRole::IssuerLogo] = u"asset-new"_s;
    after.cardExpiry = u"0130"_s;
    after.cardLastDigits = u"9999"_s;
    after.par = u"V0"_s;
    QCOMPARE(keysOf(differences(before, after)), QStringList({u"cardExpiry"_s, u"cardLastDigits"_s, u"par"_s,
                                                              u"art.backgroundColor"_s, u"art.issuerLogo"_s}));
}

void TestObservedChanges::cardNumberInAValue_isNotKept()
{
    QVERIFY(m_desk->remember(readingNamed(u"tok-1"_s)));
    TokenReading careless = readingNamed(u"tok-1"_s, noon.addSecs(1));
    careless.token.fields[5].value = cardNumber;
    QVERIFY(m_desk->remember(careless));
    QCOMPARE(m_desk->changes(u"tok-1"_s).value(0).fields.value(0).to, u"411111******1111"_s);
}

void TestObservedChanges::changes_areBoundedAndDropTheOldest()
{
    for (int i = 0; i <= mostChanges + 5; ++i) {
        TokenReading reading = readingNamed(u"tok-1"_s, noon.addSecs(i));
        reading.token.par = u"PAR%1"_s.arg(i);
        QVERIFY(m_desk->remember(reading));
    }
    const QList<ObservedChange> changes = m_desk->changes(u"tok-1"_s);
    QCOMPARE(changes.size(), mostChanges);
    QCOMPARE(changes.first().fields.value(0).to, u"PAR205"_s);
    QCOMPARE(changes.last().fields.value(0).to, u"PAR6"_s);
}

void TestObservedChanges::changes_ofOtherTokensAndConnections_stayApart()
{
    QVERIFY(m_desk->remember(readingNamed(u"tok-1"_s)));
    QVERIFY(m_desk->remember(suspended(noon.addSecs(1))));
    QVERIFY(m_desk->changes(u"tok-2"_s).isEmpty());
    QVERIFY(await(m_desk->workspace.changes(u"c-2"_s, {u"tok-1"_s}))->isEmpty());
}

void TestObservedChanges::forgottenToken_leavesNoChangeOnTheDisk()
{
    TokenReading reading = readingNamed(u"tok-1"_s);
    QVERIFY(m_desk->remember(reading));
    reading.token.issuerName.clear();
    reading.token.fields[5].value = u"canary-77d1"_s;
    reading.readAt = noon.addSecs(1);
    QVERIFY(m_desk->remember(reading));
    QVERIFY(m_desk->bytesOnDisk().contains("canary-77d1"));
    QVERIFY(await(m_desk->workspace.forget(m_desk->connectionId, {u"tok-1"_s})));
    QVERIFY(m_desk->changes(u"tok-1"_s).isEmpty());
    const QByteArray left = m_desk->bytesOnDisk();
    QVERIFY(!left.isEmpty());
    QVERIFY(!left.contains("canary-77d1"));
}

void TestObservedChanges::twoConsoles_writeAtTheSameTime()
{
    constexpr int count = 60;
    SqliteWorkspace other(m_desk->another());
    QList<Pending<Done>> kept;
    QList<Pending<Annotations>> written;
    QVERIFY(m_desk->remember(readingNamed(u"tok-1"_s)));
    for (int i = 1; i <= count; ++i) {
        TokenReading reading =
            readingNamed(u"tok-1"_s, noon); // one moment: each replaces the last, whoever comes first
        reading.token.par = u"PAR-A%1"_s.arg(i);
        kept << m_desk->workspace.remember(m_desk->connectionId, reading, u"m.ruiz"_s);
        reading.token.par = u"PAR-B%1"_s.arg(i);
        kept << other.remember(m_desk->connectionId, reading, u"j.doe"_s);
    }
    for (int i = 0; i < 10; ++i) {
        const AnnotationEdit mine{AnnotationEdit::Kind::AddTag, u"a%1"_s.arg(i)};
        const AnnotationEdit theirs{AnnotationEdit::Kind::AddTag, u"b%1"_s.arg(i)};
        written << m_desk->workspace.annotate(m_desk->connectionId, {u"tok-1"_s}, mine, u"m.ruiz"_s, noon);
        written << other.annotate(m_desk->connectionId, {u"tok-1"_s}, theirs, u"j.doe"_s, noon);
    }
    for (const auto &pending : kept)
        QVERIFY2(await(pending), detailOf(await(pending)).constData());
    for (const auto &pending : written)
        QVERIFY2(await(pending), detailOf(await(pending)).constData());
    // Every change begins where the one before it ended: none was made of a reading that another console had replaced.
    const QList<ObservedChange> changes = m_desk->changes(u"tok-1"_s);
    QCOMPARE(changes.size(), 2 * count);
    for (qsizetype i = 1; i < changes.size(); ++i)
        QCOMPARE(changes.at(i).fields.first().to, changes.at(i - 1).fields.first().from);
    QCOMPARE(await(m_desk->workspace.annotations(m_desk->connectionId, {u"tok-1"_s}))->tags.size(), 20);
}

QTEST_GUILESS_MAIN(TestObservedChanges)
#include "tst_observedchanges.moc"

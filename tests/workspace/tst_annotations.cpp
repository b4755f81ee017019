// SPDX-License-Identifier: Apache-2.0
#include "tests/workspace/workspaceonfile.h"

#include <QTest>

using namespace Qt::StringLiterals;
using Kind = AnnotationEdit::Kind;

namespace {
QStringList textsOf(const QList<Annotation> &annotations)
{
    QStringList texts;
    for (const Annotation &annotation : annotations)
        texts << annotation.text;
    return texts;
}

QString fieldOf(const Result<Annotations> &annotations)
{
    return annotations ? u"accepted"_s : annotations.error().field;
}
} // namespace

class TestAnnotations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_desk.reset(); }
    void tag_saysWhoAddedItWhen();
    void tags_areOneWhateverTheirCase();
    void tag_isOneLine();
    void removedTag_isGone();
    void note_isReplacedAndRemoved();
    void replacedNote_isNotFoundByItsWords();
    void tickets_comeInTheOrderOfTime();
    void textThatMayNotBeKept_isRefusedAndNotStored_data();
    void textThatMayNotBeKept_isRefusedAndNotStored();
    void textThatIsTooLong_isRefused();
    void emptyTagOrTicket_isRefused();
    void oneTagTooMany_isRefused();
    void tokenNeverSeen_cannotBeAnnotated();
    void tags_areCountedPerConnection();
    void forgottenToken_leavesNoNoteOnTheDisk();
    void annotations_outliveANewReading();

private:
    std::unique_ptr<WorkspaceOnFile> m_desk;
};

void TestAnnotations::init()
{
    m_desk = std::make_unique<WorkspaceOnFile>();
    QVERIFY(m_desk->remember(readingNamed(u"tok-1"_s)));
    QVERIFY(m_desk->remember(readingNamed(u"tok-2"_s)));
}

void TestAnnotations::tag_saysWhoAddedItWhen()
{
    const auto written = m_desk->annotate(u"tok-1"_s, Kind::AddTag, u"VIP"_s, u"j.doe"_s);
    QVERIFY2(written, detailOf(written).constData());
    QVERIFY(written->tags == QList<Annotation>({{u"VIP"_s, u"j.doe"_s, WorkspaceOnFile::noon}}));
    QVERIFY(await(m_desk->workspace.annotations(m_desk->connectionId, {u"tok-1"_s})) == written);
    QVERIFY(await(m_desk->workspace.annotations(m_desk->connectionId, {u"tok-2"_s})) == Annotations());
}

void TestAnnotations::tags_areOneWhateverTheirCase()
{
    QVERIFY(m_desk->annotate(u"tok-1"_s, Kind::AddTag, u"Äpfel"_s));
    QVERIFY(m_desk->annotate(u"tok-1"_s, Kind::AddTag, u"beta"_s));
    const auto written = m_desk->annotate(u"tok-1"_s, Kind::AddTag, u"äPFEL"_s);
    QVERIFY(written);
    QCOMPARE(textsOf(written->tags), QStringList({u"beta"_s, u"Äpfel"_s}));
}

void TestAnnotations::tag_isOneLine()
{
    const auto written = m_desk->annotate(u"tok-1"_s, Kind::AddTag, u"  late \n fee "_s);
    QVERIFY(written);
    QCOMPARE(textsOf(written->tags), QStringList{u"late fee"_s});
}

void TestAnnotations::removedTag_isGone()
{
    QVERIFY(m_desk->annotate(u"tok-1"_s, Kind::AddTag, u"vip"_s));
    QVERIFY(m_desk->annotate(u"tok-1"_s, Kind::RemoveTag, u"never there"_s));
    const auto left = m_desk->annotate(u"tok-1"_s, Kind::RemoveTag, u"VIP"_s);
    QVERIFY(left);
    QVERIFY(left->tags.isEmpty());
}

void TestAnnotations::note_isReplacedAndRemoved()
{
    QVERIFY(m_desk->annotate(u"tok-1"_s, Kind::SetNote, u"first"_s));
    const auto second = m_desk->annotate(u"tok-1"_s, Kind::SetNote, u"second\nline"_s, u"j.doe"_s);
    QVERIFY(second);
    QCOMPARE(second->note.text, u"second\nline"_s);
    QCOMPARE(second->note.operatorId, u"j.doe"_s);
    const auto none = m_desk->annotate(u"tok-1"_s, Kind::SetNote, u"  "_s);
    QVERIFY2(none, detailOf(none).constData());
    QVERIFY(none->note == Annotation());
}

void TestAnnotations::replacedNote_isNotFoundByItsWords()
{
    const auto finds = [this](const QString &text) {
        return await(m_desk->workspace.search(m_desk->connectionId, text, 5)).value_or(QList<FoundToken>()).size();
    };
    QVERIFY(m_desk->annotate(u"tok-1"_s, Kind::SetNote, u"zebra crossing"_s));
    QVERIFY(m_desk->annotate(u"tok-1"_s, Kind::AddTag, u"quagga"_s));
    QCOMPARE(finds(u"crossing"_s), 1);
    QVERIFY(m_desk->annotate(u"tok-1"_s, Kind::SetNote, u"giraffe"_s));
    QVERIFY(m_desk->annotate(u"tok-1"_s, Kind::RemoveTag, u"QUAGGA"_s));
    for (const QString &text : {u"crossing"_s, u"zebra"_s, u"quag"_s})
        QCOMPARE(finds(text), 0);
    QCOMPARE(finds(u"giraffe"_s), 1);
    const auto words = await(m_desk->database->run([](QSqlDatabase &connection) {
        return firstValue(connection, u"SELECT group_concat(word) FROM token_annotation_word"_s);
    }));
    QCOMPARE(words->toString(), u"giraffe"_s);
}

void TestAnnotations::tickets_comeInTheOrderOfTime()
{
    QVERIFY(m_desk->annotate(u"tok-1"_s, Kind::AddTicket, u"INC-2"_s));
    const auto written = m_desk->annotate(u"tok-1"_s, Kind::AddTicket, u"INC-1"_s);
    QVERIFY(written);
    QCOMPARE(textsOf(written->tickets), QStringList({u"INC-2"_s, u"INC-1"_s}));
    QCOMPARE(textsOf(m_desk->annotate(u"tok-1"_s, Kind::RemoveTicket, u"INC-2"_s)->tickets), QStringList{u"INC-1"_s});
}

void TestAnnotations::textThatMayNotBeKept_isRefusedAndNotStored_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("field");
    QTest::newRow("tag") << int(Kind::AddTag) << u"4111111111111111"_s << u"tag"_s;
    QTest::newRow("note") << int(Kind::SetNote) << u"customer says 4111 1111 1111 1111 was lost"_s << u"note"_s;
    QTest::newRow("ticket") << int(Kind::AddTicket) << u"INC 4111-1111-1111-1111"_s << u"ticket"_s;
    QTest::newRow("fullwidth digits") << int(Kind::AddTag) << u"４１１１１１１１１１１１１１１１"_s << u"tag"_s;
    QTest::newRow("one group a line") << int(Kind::SetNote) << u"4111\n1111\n1111\n1111"_s << u"note"_s;
    QTest::newRow("e-mail address") << int(Kind::SetNote) << u"ask ann.lee@example.co.uk"_s << u"note"_s;
    QTest::newRow("fullwidth e-mail address") << int(Kind::AddTag) << u"ann＠example.com"_s << u"tag"_s;
}

void TestAnnotations::textThatMayNotBeKept_isRefusedAndNotStored()
{
    QFETCH(const int, kind);
    QFETCH(const QString, text);
    QFETCH(const QString, field);
    const auto refused = m_desk->annotate(u"tok-1"_s, static_cast<Kind>(kind), text);
    QCOMPARE(kindOf(refused), u"InvalidInput"_s);
    QCOMPARE(fieldOf(refused), field);
    QVERIFY(!refused.error().detail.contains(u"4111"_s));
    QVERIFY(await(m_desk->workspace.annotations(m_desk->connectionId, {u"tok-1"_s})) == Annotations());
    QVERIFY(!m_desk->bytesOnDisk().contains(text.toUtf8()));
}

void TestAnnotations::textThatIsTooLong_isRefused()
{
    QCOMPARE(fieldOf(m_desk->annotate(u"tok-1"_s, Kind::AddTag, QString(41, u'x'))), u"tag"_s);
    QCOMPARE(fieldOf(m_desk->annotate(u"tok-1"_s, Kind::AddTicket, QString(65, u'x'))), u"ticket"_s);
    QCOMPARE(fieldOf(m_desk->annotate(u"tok-1"_s, Kind::SetNote, QString(2001, u'x'))), u"note"_s);
    QVERIFY(m_desk->annotate(u"tok-1"_s, Kind::AddTag, QString(40, u'x')));
    QVERIFY(m_desk->annotate(u"tok-1"_s, Kind::AddTicket, QString(64, u'x')));
    QVERIFY(m_desk->annotate(u"tok-1"_s, Kind::SetNote, QString(2000, u'x')));
}

void TestAnnotations::emptyTagOrTicket_isRefused()
{
    QCOMPARE(fieldOf(m_desk->annotate(u"tok-1"_s, Kind::AddTag, u" "_s)), u"tag"_s);
    QCOMPARE(fieldOf(m_desk->annotate(u"tok-1"_s, Kind::AddTicket, {})), u"ticket"_s);
}

void TestAnnotations::oneTagTooMany_isRefused()
{
    for (int i = 0; i < 20; ++i)
        QVERIFY(m_desk->annotate(u"tok-1"_s, Kind::AddTag, u"tag %1"_s.arg(i)));
    QCOMPARE(fieldOf(m_desk->annotate(u"tok-1"_s, Kind::AddTag, u"one more"_s)), u"tag"_s);
    QVERIFY(m_desk->annotate(u"tok-1"_s, Kind::AddTag, u"Tag 3"_s)); // it is there already
    QVERIFY(m_desk->annotate(u"tok-2"_s, Kind::AddTag, u"one more"_s));
}

void TestAnnotations::tokenNeverSeen_cannotBeAnnotated()
{
    QCOMPARE(kindOf(m_desk->annotate(u"tok-9"_s, Kind::AddTag, u"vip"_s)), u"NotFound"_s);
}

void TestAnnotations::tags_areCountedPerConnection()
{
    QVERIFY(m_desk->annotate(u"tok-1"_s, Kind::AddTag, u"vip"_s));
    QVERIFY(m_desk->annotate(u"tok-2"_s, Kind::AddTag, u"VIP"_s));
    QVERIFY(m_desk->annotate(u"tok-2"_s, Kind::AddTag, u"late"_s));
    QVERIFY(m_desk->annotate(u"tok-2"_s, Kind::AddTicket, u"INC-1"_s));
    const auto tags = await(m_desk->workspace.tags(m_desk->connectionId));
    QVERIFY(tags);
    QCOMPARE(tags->size(), 2);
    QCOMPARE(tags->at(0).tag, u"late"_s);
    QCOMPARE(tags->at(0).tokens, 1);
    QCOMPARE(tags->at(1).tokens, 2);
    QCOMPARE(await(m_desk->workspace.taggedWith(m_desk->connectionId, u"Vip"_s))->size(), 2);
    QVERIFY(await(m_desk->workspace.tags(u"c-2"_s))->isEmpty());
    QVERIFY(await(m_desk->workspace.taggedWith(u"c-2"_s, u"vip"_s))->isEmpty());
}

void TestAnnotations::forgottenToken_leavesNoNoteOnTheDisk()
{
    QVERIFY(m_desk->annotate(u"tok-1"_s, Kind::SetNote, u"canary-5521"_s));
    QVERIFY(m_desk->annotate(u"tok-1"_s, Kind::AddTag, u"canary-5522"_s));
    QVERIFY(m_desk->bytesOnDisk().contains("canary-5521"));
    QVERIFY(await(m_desk->workspace.forget(m_desk->connectionId, {u"tok-1"_s})));
    const QByteArray left = m_desk->bytesOnDisk();
    QVERIFY(!left.isEmpty());
    for (const char *part : {"canary", "5521", "5522"}) // also not as words
        QVERIFY2(!left.contains(part), part);
}

void TestAnnotations::annotations_outliveANewReading()
{
    QVERIFY(m_desk->annotate(u"tok-1"_s, Kind::AddTag, u"vip"_s));
    TokenReading later = readingNamed(u"tok-1"_s, WorkspaceOnFile::noon.addSecs(1));
    later.token.par = u"V0"_s;
    QVERIFY(m_desk->remember(later));
    QCOMPARE(await(m_desk->workspace.annotations(m_desk->connectionId, {u"tok-1"_s}))->tags.size(), 1);
}

QTEST_GUILESS_MAIN(TestAnnotations)
#include "tst_annotations.moc"

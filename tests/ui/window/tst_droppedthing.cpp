// SPDX-License-Identifier: Apache-2.0
#include "ui/window/droppedthing.h"

#include <QMimeData>
#include <QTest>
#include <QUrl>

using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(DroppedThing)

class TestDroppedThing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void text_isUnderstood_data();
    void text_isUnderstood();
    void files_areUnderstood_data();
    void files_areUnderstood();
};

using Kind = DroppedThing::Kind;

void TestDroppedThing::text_isUnderstood_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<DroppedThing>("expected");
    const auto row = [](const char *name, const QString &text, const DroppedThing &expected) {
        QTest::newRow(name) << text << expected;
    };
    row("token id", u"tk_9f3c2a71e4"_s, {Kind::TokenId, u"tk_9f3c2a71e4"_s});
    row("with space around", u"  tk_9f3c2a71e4\n"_s, {Kind::TokenId, u"tk_9f3c2a71e4"_s});
    row("last digits", u"1111"_s, {Kind::TokenId, u"1111"_s});
    row("nothing", u" \n"_s, {});
    row("a sentence", u"the token tk_9f3c2a71e4"_s, {});
    row("two ids", u"tk_1\ntk_2"_s, {});
    row("too long", QString(257, u'a'), {});
    row("control character", u"tk_\u0007"_s, {});
    row("card number", u"4111111111111111"_s, {Kind::CardNumber});
    row("grouped", u"4111 1111 1111 1111"_s, {Kind::CardNumber});
    row("dashes", u"3782-822463-10005"_s, {Kind::CardNumber});
    row("within a sentence", u"card 5555555555554444, exp 09/31"_s, {Kind::CardNumber});
    row("within JSON", u"{\"fpan\": \"4111111111111111\"}"_s, {Kind::CardNumber});
    row("message", u"{\"tokenId\": \"tk_1\"}"_s, {Kind::Message, u"{\"tokenId\": \"tk_1\"}"_s});
    row("JWE", u"eyJhbGciOiJSU0EtT0FFUC0yNTYifQ.abc.def.ghi.jkl"_s, {Kind::Jwe});
}

void TestDroppedThing::text_isUnderstood()
{
    QFETCH(const QString, text);
    QMimeData data;
    data.setText(text);
    const DroppedThing thing = droppedThing(data);
    QFETCH(const DroppedThing, expected);
    QCOMPARE(static_cast<int>(thing.kind), static_cast<int>(expected.kind));
    QCOMPARE(thing.value, expected.value);
}

void TestDroppedThing::files_areUnderstood_data()
{
    QTest::addColumn<QList<QUrl>>("urls");
    QTest::addColumn<DroppedThing>("expected");
    const auto local = [](const QString &path) { return QUrl::fromLocalFile(path); };
    QTest::newRow("json") << QList<QUrl>{local(u"/home/me/n.JSON"_s)} << DroppedThing{Kind::File, u"/home/me/n.JSON"_s};
    QTest::newRow("jwe") << QList<QUrl>{local(u"/home/me/card.jwe"_s)} << DroppedThing{Kind::Jwe};
    QTest::newRow("picture") << QList<QUrl>{local(u"/home/me/card.png"_s)} << DroppedThing{};
    QTest::newRow("two") << QList<QUrl>{local(u"/a.json"_s), local(u"/b.json"_s)} << DroppedThing{};
    QTest::newRow("elsewhere") << QList<QUrl>{QUrl(u"https://server.example/n.json"_s)} << DroppedThing{};
}

void TestDroppedThing::files_areUnderstood()
{
    QFETCH(const QList<QUrl>, urls);
    QMimeData data;
    data.setUrls(urls);
    data.setText(u"tk_9f3c2a71e4"_s); // as file managers and browsers add
    const DroppedThing thing = droppedThing(data);
    QFETCH(const DroppedThing, expected);
    QCOMPARE(static_cast<int>(thing.kind), static_cast<int>(expected.kind));
    QCOMPARE(thing.value, expected.value);
}

QTEST_GUILESS_MAIN(TestDroppedThing)
#include "tst_droppedthing.moc"

// SPDX-License-Identifier: Apache-2.0
#include "app/assets/decoder/svgcheck.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {
QByteArray inSvg(const QByteArray &content)
{
    return "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'>" + content + "</svg>";
}
} // namespace

//! What an SVG must not hold.
class TestSvgCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void harmless_isDrawn_data();
    void harmless_isDrawn();
    void forbidden_isNamed_data();
    void forbidden_isNamed();
    void brokenXml_isMalformed();
};

void TestSvgCheck::harmless_isDrawn_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("shapes") << "<g><path d='M0 0' style='fill:none'/></g>"_ba;
    QTest::newRow("own gradient") << "<rect fill='url( \"#a\" )' style='stroke:url(#a)'/>"_ba;
    QTest::newRow("use of a shape") << "<defs><path id='a'/></defs><use xlink:href='#a'/><use href='#a'/>"_ba;
    QTest::newRow("own style") << "<style>.a { fill: url(#a) }</style>"_ba;
    QTest::newRow("text that looks like a style") << "<text>url(http://a) @import</text>"_ba;
    QTest::newRow("use beside a target") << "<g id='b'><use href='#a'/></g><path id='a'/>"_ba;
}

void TestSvgCheck::harmless_isDrawn()
{
    QFETCH(QByteArray, content);
    const SvgVerdict verdict = checkSvg(inSvg(content));
    QVERIFY2(verdict.kind == SvgVerdict::Kind::Harmless, qPrintable(verdict.why));
}

void TestSvgCheck::forbidden_isNamed_data()
{
    QTest::addColumn<QByteArray>("document");
    QTest::addColumn<QString>("why");
    const auto add = [](const char *name, const QByteArray &content, const QString &why) {
        QTest::newRow(name) << inSvg(content) << why;
    };
    const QString outside = u"a reference to something outside"_s;
    const QString styleOutside = u"a style that refers to something outside"_s;
    QTest::newRow("document type") << "<!DOCTYPE svg>" + inSvg({}) << u"a document type"_s;
    QTest::newRow("entities") << "<!DOCTYPE svg [<!ENTITY a 'b'>]>" + inSvg("&a;") << u"a document type"_s;
    QTest::newRow("style sheet") << "<?xml-stylesheet href='a'?>" + inSvg({}) << u"a processing instruction"_s;
    add("script", "<script/>", u"the element script"_s);
    add("prefixed script", "<s:script xmlns:s='http://www.w3.org/2000/svg'/>", u"the element script"_s);
    add("foreign object", "<foreignObject/>", u"the element foreignobject"_s);
    add("animation", "<rect><animate/></rect>", u"the element animate"_s);
    add("event", "<rect onload='a'/>", u"the attribute onload"_s);
    add("file", "<image xlink:href='/etc/passwd'/>", outside);
    add("address", "<image href=' http://a/b'/>", outside);
    add("data", "<image href='data:image/png;base64,AA'/>", outside);
    add("other prefix", "<image x:href='a' xmlns:x='http://www.w3.org/1999/xlink'/>", outside);
    add("base", "<g xml:base='http://a'/>", outside);
    add("attribute style", "<rect fill='URL(http://a)'/>", styleOutside);
    add("style", "<rect style=\"fill:url( 'a' )\"/>", styleOutside);
    add("style sheet inside", "<style>a{b:url(c)}</style>", styleOutside);
    add("style sheet in pieces", "<style>a{b:u<!-- -->rl(c)}</style>", styleOutside);
    add("style sheet as data", "<style><![CDATA[a{b:url(c)}]]></style>", styleOutside);
    add("import", "<style>@IMPORT 'a';</style>", u"a style that imports another"_s);
    add("escape", "<style>a{b:u\\72l(c)}</style>", u"a style with escapes"_s);
    add("use in a use", "<g id='a'><use href='#b'/></g><path id='b'/><use href='#a'/>",
        u"use of something that has a use in it"_s);
    add("use of itself", "<use id='a' href='#a'/>", u"use of something that has a use in it"_s);
    add("many uses", QByteArray("<use href='#a'/>").repeated(101), u"more than 100 times use"_s);
    add("many elements", QByteArray("<g/>").repeated(20'001), u"more than 20000 elements"_s);
    add("deep", QByteArray("<g>").repeated(65), u"elements nested more than 64 deep"_s);
}

void TestSvgCheck::forbidden_isNamed()
{
    QFETCH(QByteArray, document);
    QFETCH(QString, why);
    const SvgVerdict verdict = checkSvg(document);
    QCOMPARE(verdict.why, why);
    QVERIFY(verdict.kind == SvgVerdict::Kind::Forbidden);
}

void TestSvgCheck::brokenXml_isMalformed()
{
    QVERIFY(checkSvg("<svg><g></svg>").kind == SvgVerdict::Kind::Malformed);
    QVERIFY(checkSvg("<svg>").kind == SvgVerdict::Kind::Malformed);
}

QTEST_APPLESS_MAIN(TestSvgCheck)
#include "tst_svgcheck.moc"

// SPDX-License-Identifier: Apache-2.0
#include "ui/help/helptext.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestHelpText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void page_isReadLineByLine();
    void markup_isText();
    void everyPage_isThereAndComplete();
    void everyFile_isInTheContents();
    void unknownPage_hasNoTitle();
};

void TestHelpText::page_isReadLineByLine()
{
    const HelpPage page = helpPageFrom(
        u"x"_s, u"A title\n\nOne sentence\nover two lines.\n\n## Part\n- first\n  and more\n- second\nNext.\n"_s);
    QCOMPARE(page.title, u"A title"_s);
    const QList<HelpPart> expected{{HelpPart::Kind::Paragraph, u"One sentence over two lines."_s},
                                   {HelpPart::Kind::Heading, u"Part"_s},
                                   {HelpPart::Kind::Point, u"first and more"_s},
                                   {HelpPart::Kind::Point, u"second Next."_s}};
    QCOMPARE(page.parts.size(), expected.size());
    for (qsizetype i = 0; i < expected.size(); ++i)
        QVERIFY2(page.parts.at(i) == expected.at(i), qPrintable(page.parts.at(i).text));
}

void TestHelpText::markup_isText()
{
    const HelpPage page = helpPageFrom(u"x"_s, u"T\n\n<b>bold</b> and [a link](file:///etc/passwd)"_s);
    QCOMPARE(page.parts.size(), 1);
    QCOMPARE(page.parts.first().text, u"<b>bold</b> and [a link](file:///etc/passwd)"_s);
}

void TestHelpText::everyPage_isThereAndComplete()
{
    applyTheme(*qApp, Appearance::Light); // the resources
    QVERIFY(helpPageIds().size() >= 8);
    for (const QString &id : helpPageIds()) {
        const HelpPage page = helpPage(id);
        QVERIFY2(!page.title.isEmpty() && page.parts.size() > 2, qPrintable(id));
        for (const HelpPart &part : page.parts)
            QVERIFY2(!part.text.isEmpty() && !part.text.startsWith(u'#'), qPrintable(id));
    }
}

void TestHelpText::everyFile_isInTheContents()
{
    applyTheme(*qApp, Appearance::Light);
    const QStringList files = QDir(u":/help"_s).entryList();
    QCOMPARE(files.size(), helpPageIds().size());
    for (const QString &file : files)
        QVERIFY2(helpPageIds().contains(QString(file).remove(u".txt"_s)), qPrintable(file));
}

void TestHelpText::unknownPage_hasNoTitle()
{
    QVERIFY(helpPage(u"../icon/16"_s).title.isEmpty());
}

QTEST_MAIN(TestHelpText)
#include "tst_helptext.moc"

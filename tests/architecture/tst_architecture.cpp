// SPDX-License-Identifier: Apache-2.0
#include "tests/architecture/rules.h"
#include "tests/architecture/sourcetext.h"
#include "tests/architecture/violations.h"

#include <QDir>
#include <QFile>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
const QString projectRoot = QStringLiteral(PROJECT_ROOT);

//! A source tree of one or a few files, to be judged.
class Tree
{
public:
    Tree &with(const QString &file, const QByteArray &content)
    {
        QDir(m_folder.path()).mkpath(file.section(u'/', 0, -2));
        QFile written(root() + u'/' + file);
        if (!written.open(QIODevice::WriteOnly) || written.write(content) != content.size())
            qFatal("the tree could not be written");
        return *this;
    }
    [[nodiscard]] QString root() const { return m_folder.path(); }

private:
    QTemporaryDir m_folder;
};

QStringList includesJudged(const QString &file, const QByteArray &content)
{
    return includeViolations(Tree().with(file, content).root());
}

QStringList textJudged(const QString &file, const QByteArray &content)
{
    return textViolations(Tree().with(file, content).root());
}

QSet<QString> reachableFrom(const QString &folder)
{
    QSet<QString> reached;
    QStringList toVisit{folder};
    while (!toVisit.isEmpty()) {
        const QString next = toVisit.takeLast();
        for (const FolderRule &rule : folderRules()) {
            if (rule.folder != next)
                continue;
            for (const QString &included : rule.mayInclude) {
                if (!reached.contains(included))
                    toVisit << included;
                reached << included;
            }
        }
    }
    return reached;
}
} // namespace

class TestArchitecture : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sources_includeOnlyWhatTheTableAllows();
    void sources_containNothingBanned();
    void sources_areFound();
    void everyFolderOfApp_isInTheTable();
    void table_hasNoCircles();
    void table_keepsSandboxAndProvidersApart();

    void checker_namesFileLineAndEdge();
    void checker_knowsForbiddenEdges_data();
    void checker_knowsForbiddenEdges();
    void checker_knowsAllowedEdges_data();
    void checker_knowsAllowedEdges();
    void checker_letsTheCompositionRootIncludeAll();
    void checker_ignoresIncludesInComments();
    void checker_findsBannedText_data();
    void checker_findsBannedText();
    void checker_leavesInnocentTextAlone_data();
    void checker_leavesInnocentTextAlone();
    void checker_readsForms();
    void comments_andLiteralsAreBlanked_data();
    void comments_andLiteralsAreBlanked();
};

void TestArchitecture::sources_includeOnlyWhatTheTableAllows()
{
    const QStringList violations = includeViolations(projectRoot);
    QVERIFY2(violations.isEmpty(), qPrintable(u'\n' + violations.join(u'\n')));
}

void TestArchitecture::sources_containNothingBanned()
{
    const QStringList violations = textViolations(projectRoot);
    QVERIFY2(violations.isEmpty(), qPrintable(u'\n' + violations.join(u'\n')));
}

// A root that is wrong would find nothing wrong.
void TestArchitecture::sources_areFound()
{
    const QStringList sources = sourcesUnder(projectRoot);
    QVERIFY(sources.size() > 40);
    QVERIFY(sources.contains(u"app/core/result.h"_s));
    QVERIFY(sources.contains(u"app/domain/formcheck.cpp"_s));
}

void TestArchitecture::everyFolderOfApp_isInTheTable()
{
    QStringList ruled;
    for (const FolderRule &rule : folderRules())
        ruled << rule.folder;
    for (const QString &folder : QDir(projectRoot + u"/app"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        QVERIFY2(ruled.contains(u"app/"_s + folder), qPrintable(folder));
}

void TestArchitecture::table_hasNoCircles()
{
    for (const FolderRule &rule : folderRules())
        QVERIFY2(!reachableFrom(rule.folder).contains(rule.folder), qPrintable(rule.folder));
}

void TestArchitecture::table_keepsSandboxAndProvidersApart()
{
    QVERIFY(!reachableFrom(u"app/sandbox"_s).contains(u"app/providers"_s));
    QVERIFY(!reachableFrom(u"app/providers"_s).contains(u"app/sandbox"_s));
    const QSet<QString> seenFromUi = reachableFrom(u"ui"_s);
    QVERIFY(!seenFromUi.contains(u"app/providers"_s) && !seenFromUi.contains(u"app/sandbox"_s));
}

void TestArchitecture::checker_namesFileLineAndEdge()
{
    const QStringList found =
        includesJudged(u"app/domain/form.h"_s, "#pragma once\n\n#include \"app/net/transport.h\"\n");
    QCOMPARE(found,
             (QStringList{u"app/domain/form.h:3: app/domain must not include app/net (\"app/net/transport.h\")"_s}));
}

void TestArchitecture::checker_knowsForbiddenEdges_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("include");
    const auto add = [](const char *file, const char *include) {
        QTest::addRow("%s: %s", file, include) << QString::fromLatin1(file) << QByteArray(include);
    };
    add("app/core/a.cpp", "\"app/domain/token.h\"");
    add("app/core/a.cpp", "<QNetworkRequest>");
    add("app/core/a.cpp", "<QtNetwork/QNetworkRequest>");
    add("app/core/a.cpp", "<QWidget>");
    add("app/core/a.cpp", "<qcolor.h>");
    add("app/core/a.cpp", "<openssl/evp.h>");
    add("app/domain/a.cpp", "\"app/crypto/jwe.h\"");
    add("app/domain/a.cpp", "\"app/domain/../net/transport.h\"");
    add("app/domain/a.cpp", "\"token.h\"");
    add("app/domain/a.cpp", "\"../core/result.h\"");
    add("app/domain/a.cpp", "\"ui/shown.h\"");
    add("app/domain/a.cpp", "\"tests/support/fakeclock.h\"");
    add("app/domain/a.cpp", "<QPushButton>");
    add("app/domain/a.cpp", "<QNetworkAccessManager>");
    add("app/net/a.cpp", "\"app/domain/token.h\"");
    add("app/net/a.cpp", "<openssl/crypto.h>");
    add("app/net/a.cpp", "<cjose/cjose.h>");
    add("app/providers/thales/a.cpp", "\"app/journal/sqlitejournal.h\"");
    add("app/providers/thales/a.cpp", "\"app/sandbox/sandbox.h\"");
    add("app/providers/thales/a.cpp", "\"app/providers/fiserv/b.h\"");
    add("app/providers/thales/a.cpp", "<cjose/cjose.h>");
    add("app/sandbox/a.cpp", "\"app/providers/thales/thalesprovider.h\"");
    add("app/sandbox/thales/a.cpp", "\"app/providers/thales/thalesprovider.h\"");
    add("app/sandbox/a.cpp", "\"app/domain/token.h\"");
    add("app/journal/a.cpp", "\"app/workspace/b.h\"");
    add("app/operations/a.cpp", "\"app/providers/thales/thalesprovider.h\"");
    add("app/operations/a.cpp", "\"app/net/transport.h\"");
    add("app/commandline/a.cpp", "\"app/net/transport.h\"");
    add("app/helpers/a.cpp", "\"app/core/result.h\"");
    add("ui/tokens/a.cpp", "\"app/providers/thales/thalesprovider.h\"");
    add("ui/tokens/a.cpp", "\"app/sandbox/sandbox.h\"");
    add("ui/tokens/a.cpp", "\"app/net/transport.h\"");
    add("ui/tokens/a.cpp", "\"app/crypto/jwe.h\"");
    add("ui/tokens/a.cpp", "<openssl/evp.h>");
    add("ui/mainwindow.cpp", "\"app/providers/thales/thalesprovider.h\"");
    add("ui/tokens/main.cpp", "\"app/providers/thales/thalesprovider.h\"");
}

void TestArchitecture::checker_knowsForbiddenEdges()
{
    QFETCH(const QString, file);
    QFETCH(const QByteArray, include);
    const QStringList found = includesJudged(file, "\n#include " + include + "\n");
    QCOMPARE(found.size(), 1);
    QVERIFY2(found.first().startsWith(file + u":2: "_s), qPrintable(found.first()));
}

void TestArchitecture::checker_knowsAllowedEdges_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("include");
    const auto add = [](const char *file, const char *include) {
        QTest::addRow("%s: %s", file, include) << QString::fromLatin1(file) << QByteArray(include);
    };
    add("app/core/a.cpp", "\"app/core/result.h\"");
    add("app/core/a.cpp", "<QString>");
    add("app/core/a.cpp", "<QtCore/QString>");
    add("app/core/a.cpp", "<QtGlobal>");
    add("app/core/a.cpp", "<openssl/crypto.h>");
    add("app/core/a.cpp", "<vector>");
    add("app/core/a.cpp", "\"a.moc\"");
    add("app/domain/a.cpp", "<QHostAddress>");
    add("app/crypto/a.cpp", "<openssl/evp.h>");
    add("app/crypto/a.cpp", "<cjose/cjose.h>");
    add("app/net/a.cpp", "<QNetworkAccessManager>");
    add("app/journal/a.cpp", "\"app/storage/database.h\"");
    add("app/operations/a.cpp", "\"app/settings/connectionprofile.h\"");
    add("app/providers/thales/a.cpp", "\"app/providers/thales/b.h\"");
    add("app/providers/thales/a.cpp", "\"app/net/transport.h\"");
    add("app/sandbox/thales/a.cpp", "\"app/sandbox/sandbox.h\"");
    add("app/commandline/a.cpp", "\"app/journal/sqlitejournal.h\"");
    add("ui/tokens/a.cpp", "\"app/operations/desk.h\"");
    add("ui/tokens/a.cpp", "\"ui/theme/theme.h\"");
    add("ui/tokens/a.cpp", "\"ui_suspenddialog.h\"");
    add("ui/tokens/a.cpp", "<QWidget>");
}

void TestArchitecture::checker_knowsAllowedEdges()
{
    QFETCH(const QString, file);
    QFETCH(const QByteArray, include);
    QCOMPARE(includesJudged(file, "#include " + include + "\n"), QStringList());
}

void TestArchitecture::checker_letsTheCompositionRootIncludeAll()
{
    QCOMPARE(includesJudged(u"ui/main.cpp"_s, "#include \"app/providers/thales/thalesprovider.h\"\n"
                                              "#include \"app/sandbox/sandbox.h\"\n#include <openssl/evp.h>\n"),
             QStringList());
}

void TestArchitecture::checker_ignoresIncludesInComments()
{
    QCOMPARE(includesJudged(u"app/core/a.cpp"_s, "// #include \"app/net/a.h\"\n/*\n#include \"app/net/b.h\"\n*/\n"),
             QStringList());
    QCOMPARE(includesJudged(u"app/core/a.cpp"_s, "/* */ #  include \"app/net/a.h\" // really\n").size(), 1);
}

void TestArchitecture::checker_findsBannedText_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("code");
    const auto add = [](const char *file, const char *code) {
        QTest::addRow("%s: %s", file, code) << QString::fromLatin1(file) << QByteArray(code);
    };
    add("app/net/a.cpp", "reply->ignoreSslErrors();");
    add("ui/a.cpp", "browser->setHtml(text);");
    add("ui/a.cpp", "label->setTextFormat(Qt::RichText);");
    add("ui/a.cpp", "label->setTextFormat(Qt::TextFormat::RichText);");
    add("ui/a.cpp", "label->setTextFormat(Qt::AutoText);");
    add("app/core/a.cpp", "system(command);");
    add("app/core/a.cpp", "std::system (command);");
    add("app/core/a.cpp", "return ::system(command);");
    add("app/core/a.cpp", "process.start(u\"/bin/sh\"_s, {});");
    add("app/core/a.cpp", "QProcess::startCommand(line);");
    add("ui/a.cpp", "QDesktopServices::openUrl(url);");
    add("app/core/a.cpp", "QTemporaryFile file;");
    add("app/core/a.h", "future.waitForFinished();");
    add("ui/a.cpp", "watcher.future().takeResult();");
    add("ui/a.cpp", "pending.then(this, [] {});");
    add("ui/a.cpp", "auto *button = qobject_cast<QPushButton *>(sender());");
    add("ui/a.cpp", "QEventLoop loop;");
    add("ui/a.cpp", "QCoreApplication::processEvents();");
    add("ui/a.cpp", "dialog.exec();");
    add("ui/tokens/main.cpp", "menu->exec (point);");
    add("ui/a.cpp", "const int many = 1'000'000; dialog.exec(); // don't");
}

void TestArchitecture::checker_findsBannedText()
{
    QFETCH(const QString, file);
    QFETCH(const QByteArray, code);
    const QStringList found = textJudged(file, "// first\n\n" + code + "\n");
    QCOMPARE(found.size(), 1);
    QVERIFY2(found.first().startsWith(file + u":3: "_s), qPrintable(found.first()));
    QVERIFY2(found.first().contains(u" is banned: "_s), qPrintable(found.first()));
}

void TestArchitecture::checker_leavesInnocentTextAlone_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("code");
    const auto add = [](const char *file, const char *code) {
        QTest::addRow("%s: %s", file, code) << QString::fromLatin1(file) << QByteArray(code);
    };
    add("ui/main.cpp", "return QApplication::exec();");
    add("app/storage/a.cpp", "query.exec();");
    add("app/core/a.cpp", "// never system(command) nor setHtml");
    add("app/core/a.cpp", "/* QTemporaryFile */");
    add("app/core/a.cpp", "const QString text = u\"call sender() or dialog.exec()\"_s;");
    add("ui/a.cpp", "const auto text = R\"x(\"dialog.exec()\")x\";");
    add("app/core/a.cpp", "QRandomGenerator::system()->generate64();");
    add("app/core/a.cpp", "theme.system(); theme->system(); fileSystem(); systemClock();");
    add("ui/a.cpp", "label->setTextFormat(Qt::PlainText);");
    add("ui/a.cpp", "const char quote = '\"'; // dialog.exec(\"");
    add("ui/a.cpp", "executed(); sender(1);");
    add("app/core/pending.h", "mutableFuture.then([fn](const QFuture<int> &) {});");
}

void TestArchitecture::checker_leavesInnocentTextAlone()
{
    QFETCH(const QString, file);
    QFETCH(const QByteArray, code);
    QCOMPARE(textJudged(file, code + "\n"), QStringList());
}

void TestArchitecture::checker_readsForms()
{
    const QStringList found = textJudged(u"ui/tokens/a.ui"_s, "<ui>\n<enum>Qt::RichText</enum>\n</ui>\n");
    QCOMPARE(found.size(), 1);
    QVERIFY(found.first().startsWith(u"ui/tokens/a.ui:2: Qt::RichText"_s));
}

void TestArchitecture::comments_andLiteralsAreBlanked_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("expected");
    QTest::newRow("line comment") << u"a // b\nc"_s << u"a     \nc"_s;
    QTest::newRow("block comment") << u"a /* b\n* c */ d"_s << u"a     \n       d"_s;
    QTest::newRow("string with a comment in it") << u"f(\"// x\"); g"_s << u"f(      ); g"_s;
    QTest::newRow("escaped quote") << u"f(\"a\\\"b\"); g"_s << u"f(      ); g"_s;
    QTest::newRow("character") << u"f('\"'); g(\"x\")"_s << u"f(   ); g(   )"_s;
    QTest::newRow("separators in numbers") << u"f(1'000, 0xff'ffU, 'x')"_s << u"f(1'000, 0xff'ffU,    )"_s;
    QTest::newRow("raw string") << u"f(R\"y(a)\" \"b\n)y\") g"_s << u"f(          \n   ) g"_s;
    QTest::newRow("raw string with a prefix") << u"f(uR\"(\"//)\") g"_s << u"f(u        ) g"_s;
    QTest::newRow("a name that ends in R") << u"FOR\"x\" g"_s << u"FOR    g"_s;
    QTest::newRow("unfinished") << u"f(\"x"_s << u"f(  "_s;
    QTest::newRow("unfinished comment") << u"f /* x"_s << u"f     "_s;
}

void TestArchitecture::comments_andLiteralsAreBlanked()
{
    QFETCH(const QString, source);
    QFETCH(const QString, expected);
    QCOMPARE(withoutComments(source, Literals::Blanked), expected);
}

QTEST_APPLESS_MAIN(TestArchitecture)
#include "tst_architecture.moc"

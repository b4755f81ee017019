// SPDX-License-Identifier: Apache-2.0
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
QString textOf(const QString &file)
{
    QFile source(QStringLiteral(PACKAGING_DIR) + u'/' + file);
    return source.open(QIODevice::ReadOnly) ? QString::fromUtf8(source.readAll()) : QString();
}

QStringList sorted(const QSet<QString> &words)
{
    QStringList list(words.begin(), words.end());
    list.sort();
    return list;
}

QStringList optionsIn(const QString &text)
{
    static const QRegularExpression option(u"(?<![\\w-])--[a-z][a-z-]*"_s);
    QSet<QString> found;
    for (const QRegularExpressionMatch &match : option.globalMatch(text))
        found << match.captured();
    return sorted(found);
}

//! "tokendesk jwe inspect|decrypt" in a help names the commands "jwe inspect" and "jwe decrypt".
QStringList commandsIn(const QString &help)
{
    static const QRegularExpression line(u"^ +tokendesk ([a-z]+) ([a-z]+(?:\\|[a-z]+)*)"_s,
                                         QRegularExpression::MultilineOption);
    QSet<QString> found;
    for (const QRegularExpressionMatch &match : line.globalMatch(help)) {
        for (const QString &verb : match.captured(2).split(u'|'))
            found << match.captured(1) + u' ' + verb;
    }
    return sorted(found);
}

QString helpOf(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments + QStringList{u"--help"_s});
    process.waitForFinished();
    return process.exitCode() == 0 ? QString::fromUtf8(process.readAllStandardOutput()) : QString();
}
} // namespace

//! Manuals and completion say what the programs say of themselves with --help.
class TestManuals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void options_areThoseOfHelp_data();
    void options_areThoseOfHelp();
    void commands_areThoseOfHelp();

private:
    QString m_help;    //!< of the console
    QString m_allHelp; //!< and of its commands
    QString m_sandboxHelp;
};

void TestManuals::initTestCase()
{
    const QString console = QStringLiteral(CONSOLE_PROGRAM);
    m_help = m_allHelp = helpOf(console, {});
    for (const QString &command : commandsIn(m_help))
        m_allHelp += helpOf(console, command.split(u' '));
    m_sandboxHelp = helpOf(QStringLiteral(SANDBOX_PROGRAM), {});
}

void TestManuals::options_areThoseOfHelp_data()
{
    QTest::addColumn<QString>("help");
    QTest::addColumn<QString>("file");
    QTest::newRow("tokendesk(1)") << m_allHelp << u"man/tokendesk.1"_s;
    QTest::newRow("tokendesk-sandbox(1)") << m_sandboxHelp << u"man/tokendesk-sandbox.1"_s;
    QTest::newRow("completion of tokendesk") << m_allHelp << u"completion/tokendesk"_s;
    QTest::newRow("completion of tokendesk-sandbox") << m_sandboxHelp << u"completion/tokendesk-sandbox"_s;
}

void TestManuals::options_areThoseOfHelp()
{
    QFETCH(const QString, help);
    QFETCH(const QString, file);
    const QStringList options = optionsIn(help);
    QVERIFY2(options.size() > 5, qPrintable(help));
    // In a manual every hyphen that is typed is written with a backslash.
    QCOMPARE(optionsIn(textOf(file).replace("\\-"_L1, "-"_L1)), options);
}

void TestManuals::commands_areThoseOfHelp()
{
    const QStringList commands = commandsIn(m_help);
    QVERIFY2(commands.size() >= 5, qPrintable(m_help));
    const QString manual = textOf(u"man/tokendesk.1"_s);
    const QString completion = textOf(u"completion/tokendesk"_s);
    for (const QString &command : commands) {
        const QString verb = command.section(u' ', 1);
        const QRegularExpression paragraph(u"^\\.B %1$"_s.arg(verb), QRegularExpression::MultilineOption);
        QVERIFY2(manual.contains(paragraph), qPrintable(command));
        QVERIFY2(completion.contains(QRegularExpression(u"options='[a-z ]*\\b%1\\b"_s.arg(verb))), qPrintable(command));
    }
}

QTEST_GUILESS_MAIN(TestManuals)
#include "tst_manuals.moc"

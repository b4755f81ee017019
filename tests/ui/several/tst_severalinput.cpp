// SPDX-License-Identifier: Apache-2.0
#include "tests/support/settling.h"
#include "tests/support/testcards.h"
#include "tests/ui/tokens/fakes.h"
#include "ui/several/severalinput.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestSeveralInput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void ids_areOneALine();
    void columns_followTheForm_data();
    void columns_followTheForm();
    void headings_nameTheColumns();
    void unknownHeading_isSaidAndLeftOut();
    void securityCodes_areNotRead();
    void badLine_isNumberedAndSaysNothingOfItsDigits_data();
    void badLine_isNumberedAndSaysNothingOfItsDigits();
    void otherLines_areReadAllTheSame();
    void numberThatFailsItsCheckDigit_isKeptForTheRow();
    void tooManyRows_areLeftOutByNumber();
    void whatIsLeftOut_hasTheFormsInitialValues();
    void file_isReadLikeText();
    void fileThatIsNone_isRefused_data();
    void fileThatIsNone_isRefused();
    void cardNumber_isTold_data();
    void cardNumber_isTold();

private:
    [[nodiscard]] SeveralInput read(const QByteArray &text) const { return readSeveral(text, m_columns); }
    [[nodiscard]] static QByteArray numberOf(const SeveralInput::Row &row)
    {
        return row.values.secret(u"number"_s).bytes().toByteArray();
    }

    SeveralColumns m_columns;
};

void TestSeveralInput::init()
{
    FakeDesk desk;
    desk.addUpdateSeveral();
    const Capabilities &offered = desk.provider->offered;
    m_columns = {offered.updateSeveral->row, offered.tokenIdField, 5};
}

void TestSeveralInput::ids_areOneALine()
{
    const SeveralInput input = read("\xef\xbb\xbftk-1\r\n\n  tk-2  \ntk-3");
    QVERIFY(input.badLines.isEmpty());
    QStringList ids;
    for (const SeveralInput::Row &row : input.rows)
        ids << row.token.value;
    QCOMPARE(ids, QStringList({u"tk-1"_s, u"tk-2"_s, u"tk-3"_s}));
}

void TestSeveralInput::columns_followTheForm_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("tabs") << QByteArray("tk-1\t4111 1111 1111 1111\t12/29\tNo");
    QTest::newRow("commas") << QByteArray("tk-1,4111-1111-1111-1111,1229,no");
    QTest::newRow("semicolons and quotes") << QByteArray("\"tk-1\"; \"4111111111111111\" ;\"12/2029\";\"No\"");
}

void TestSeveralInput::columns_followTheForm()
{
    QFETCH(const QByteArray, line);
    const SeveralInput input = read(line);
    QVERIFY(input.badLines.isEmpty());
    QCOMPARE(input.rows.size(), std::size_t(1));
    const SeveralInput::Row &row = input.rows.front();
    QCOMPARE(row.token.value, u"tk-1"_s);
    QCOMPARE(numberOf(row), QByteArray(TestCards::visa));
    QCOMPARE(row.values.value(u"expiry"_s), u"1229"_s);
    QCOMPARE(row.values.value(u"reusable"_s), u"no"_s);
}

void TestSeveralInput::headings_nameTheColumns()
{
    const SeveralInput input = read("Expiry,TOKEN,number\n12/29,tk-1,4111111111111111\n");
    QVERIFY(input.badLines.isEmpty());
    QCOMPARE(input.rows.size(), std::size_t(1));
    QCOMPARE(input.rows.front().token.value, u"tk-1"_s);
    QCOMPARE(input.rows.front().values.value(u"expiry"_s), u"1229"_s);
    QCOMPARE(numberOf(input.rows.front()), QByteArray(TestCards::visa));
}

void TestSeveralInput::unknownHeading_isSaidAndLeftOut()
{
    const SeveralInput input = read("token,colour\ntk-1,red\n");
    QCOMPARE(input.rows.size(), std::size_t(1));
    QCOMPARE(input.badLines.size(), 1);
    QCOMPARE(input.badLines.first().number, 1);
    QVERIFY2(input.badLines.first().why.contains(u"2"_s), qPrintable(input.badLines.first().why));
}

void TestSeveralInput::securityCodes_areNotRead()
{
    const SeveralInput input = read("token,code\ntk-1,123\n");
    QCOMPARE(input.rows.size(), std::size_t(1));
    QVERIFY(!input.rows.front().values.has(u"code"_s));
    QCOMPARE(input.badLines.size(), 1);
}

void TestSeveralInput::badLine_isNumberedAndSaysNothingOfItsDigits_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("card in place of the token") << QByteArray("4111111111111111\t12/29");
    QTest::newRow("a card alone") << QByteArray("4111111111111111");
    QTest::newRow("card with spaces in place of the token") << QByteArray("4111 1111 1111 1111\t12/29");
    QTest::newRow("no token") << QByteArray("\t4111111111111111\t12/29");
    QTest::newRow("token with a space") << QByteArray("tk 1\t4111111111111111");
    QTest::newRow("token too long") << QByteArray(120, 'x');
    QTest::newRow("letters in the number") << QByteArray("tk-1\t4111x11111111111\t12/29");
    QTest::newRow("number too short") << QByteArray("tk-1\t41111111\t12/29");
    QTest::newRow("number too long") << QByteArray("tk-1\t41111111111111111111\t12/29");
    QTest::newRow("expiry that is none") << QByteArray("tk-1\t4111111111111111\t4111111111111111");
    QTest::newRow("choice that is none") << QByteArray("tk-1\t4111111111111111\t12/29\t4111111111111111");
    QTest::newRow("too many columns") << QByteArray("tk-1\t4111111111111111\t12/29\tyes\t4111111111111111");
    QTest::newRow("open quotation mark") << QByteArray("\"tk-1\t4111111111111111");
    QTest::newRow("no UTF-8") << QByteArray("tk-1\t4111111111111111\t\xff");
    QTest::newRow("a null") << QByteArray("tk-1\t4111111111111111\0x", 22);
    QTest::newRow("endless line") << QByteArray(5000, '4');
}

void TestSeveralInput::badLine_isNumberedAndSaysNothingOfItsDigits()
{
    QFETCH(const QByteArray, line);
    const SeveralInput input = read("tk-0\tx\n" + QByteArray("tk-0\n") + line + "\ntk-9");
    QCOMPARE(input.badLines.size(), 2);
    QCOMPARE(input.badLines.at(0).number, 1);
    QCOMPARE(input.badLines.at(1).number, 3);
    const QString why = input.badLines.at(1).why;
    QVERIFY(!why.isEmpty());
    QVERIFY2(!why.contains(u"11"_s) && !why.contains(u"444"_s), qPrintable(why));
    QCOMPARE(input.rows.size(), std::size_t(2));
}

void TestSeveralInput::otherLines_areReadAllTheSame()
{
    const SeveralInput input = read("tk-1\t4111111111111111\nbad line\ntk-2\t5555555555554444\n");
    QCOMPARE(input.rows.size(), std::size_t(2));
    QCOMPARE(input.rows.back().token.value, u"tk-2"_s);
    QCOMPARE(input.badLines.size(), 1);
    QCOMPARE(input.badLines.first().number, 2);
}

void TestSeveralInput::numberThatFailsItsCheckDigit_isKeptForTheRow()
{
    const SeveralInput input = read(QByteArray("tk-1\t") + TestCards::thalesExample);
    QVERIFY(input.badLines.isEmpty());
    QCOMPARE(numberOf(input.rows.front()), QByteArray(TestCards::thalesExample));
}

void TestSeveralInput::tooManyRows_areLeftOutByNumber()
{
    const SeveralInput input = read("a\nb\nc\nd\ne\nf\ng\n");
    QCOMPARE(input.rows.size(), std::size_t(5));
    QCOMPARE(input.badLines.size(), 2);
    QCOMPARE(input.badLines.first().number, 6);
}

void TestSeveralInput::whatIsLeftOut_hasTheFormsInitialValues()
{
    const SeveralInput input = read("tk-1\n");
    QCOMPARE(input.rows.front().values.value(u"reusable"_s), u"yes"_s);
}

void TestSeveralInput::file_isReadLikeText()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"rows.csv"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("token,number\ntk-1,4111111111111111\ntk-2,x\n");
    file.close();
    const auto input = settledWithin(readSeveralFile(path, m_columns));
    QVERIFY2(input, failureText(input).constData());
    QCOMPARE((*input)->rows.size(), std::size_t(1));
    QCOMPARE(numberOf((*input)->rows.front()), QByteArray(TestCards::visa));
    QCOMPARE((*input)->badLines.size(), 1);
    QCOMPARE((*input)->badLines.first().number, 3);
}

void TestSeveralInput::fileThatIsNone_isRefused_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("not there") << u"none.csv"_s;
    QTest::newRow("a folder") << u"."_s;
    QTest::newRow("too large") << u"large.csv"_s;
}

void TestSeveralInput::fileThatIsNone_isRefused()
{
    QFETCH(const QString, path);
    QTemporaryDir folder;
    QFile large(folder.filePath(u"large.csv"_s));
    QVERIFY(large.open(QIODevice::WriteOnly));
    large.write(QByteArray(largestSeveralFile + 1, '\n'));
    large.close();
    const auto input = settledWithin(readSeveralFile(folder.filePath(path), m_columns));
    QVERIFY(!input);
    QCOMPARE(input.error().field, u"file"_s);
    QVERIFY(!input.error().detail.isEmpty());
}

void TestSeveralInput::cardNumber_isTold_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isCard");
    QTest::newRow("a card") << QString::fromLatin1(TestCards::visa) << true;
    QTest::newRow("in groups") << u"4111 1111 1111 1111"_s << true;
    QTest::newRow("fails the check digit") << u"1751905117310026"_s << false;
    QTest::newRow("letters too") << u"tk-4111111111111111"_s << false;
    QTest::newRow("too short") << u"4242"_s << false;
    QTest::newRow("nothing") << QString() << false;
}

void TestSeveralInput::cardNumber_isTold()
{
    QFETCH(const QString, text);
    QTEST(isCardNumber(text), "isCard");
}

QTEST_GUILESS_MAIN(TestSeveralInput)
#include "tst_severalinput.moc"

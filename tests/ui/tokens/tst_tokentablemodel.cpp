// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fakeclock.h"
#include "tests/ui/tokens/samples.h"
#include "ui/tokens/tokenfilter.h"
#include "ui/tokens/tokentablemodel.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QItemSelectionModel>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr int large = 100'000;

QStringList shownIds(const TokenFilter &filter)
{
    QStringList ids;
    for (int row = 0; row < filter.rowCount(); ++row)
        ids << filter.reading(row).token.id.value;
    return ids;
}
} // namespace

class TestTokenTableModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cells_sayWhatTheTokenIs();
    void cells_escapeWhatCannotBeSeen();
    void age_growsWithTheClock_data();
    void age_growsWithTheClock();
    void seenToolTip_saysTheTimeItself();
    void headings_areNamedAlsoWithoutRows();
    void upsert_replacesTheRowAndNoOther();
    void upsert_addsWhatIsNew();
    void upsert_ignoresAnOlderReading();
    void filters_combine();
    void text_findsEveryWordOfAToken_data();
    void text_findsEveryWordOfAToken();
    void order_followsTheColumn_data();
    void order_followsTheColumn();
    void shownRow_staysAlthoughItNoLongerMatches();
    void hiddenRow_appearsOnceItMatches();
    void newRow_goesToItsPlace();
    void currentRow_survivesFilterAndOrder();
    void manyRows_areTakenFilteredAndSortedAtOnce();

private:
    FakeClock m_clock;
    std::unique_ptr<TokenTableModel> m_tokens;
    std::unique_ptr<TokenFilter> m_filter;
    std::unique_ptr<QAbstractItemModelTester> m_testers[2];
};

void TestTokenTableModel::init()
{
    for (auto &tester : m_testers)
        tester.reset();
    m_filter.reset();
    m_tokens = std::make_unique<TokenTableModel>(m_clock);
    m_filter = std::make_unique<TokenFilter>(*m_tokens);
    constexpr auto fatal = QAbstractItemModelTester::FailureReportingMode::QtTest;
    m_testers[0] = std::make_unique<QAbstractItemModelTester>(m_tokens.get(), fatal);
    m_testers[1] = std::make_unique<QAbstractItemModelTester>(m_filter.get(), fatal);
    m_tokens->setReadings({Samples::reading(u"tk_b"_s, TokenState::Active, Scheme::Visa, u"1111"_s, u"1231"_s),
                           Samples::reading(u"tk_a"_s, TokenState::Suspended, Scheme::Mastercard, u"5100"_s, u"0329"_s),
                           Samples::reading(u"tk_c"_s, TokenState::Deleted, Scheme::Amex, u"00005"_s, QString())});
}

void TestTokenTableModel::cells_sayWhatTheTokenIs()
{
    const auto text = [this](int row, int column) { return m_tokens->index(row, column).data().toString(); };
    QCOMPARE(text(0, TokenTableModel::ArtColumn), QString());
    QCOMPARE(text(0, TokenTableModel::TokenColumn), u"tk_b"_s);
    QCOMPARE(text(0, TokenTableModel::StateColumn), u"Active"_s);
    QCOMPARE(text(0, TokenTableModel::CardColumn), u"Visa ·· 1111"_s);
    QCOMPARE(text(0, TokenTableModel::ExpiryColumn), u"12/31"_s);
    QCOMPARE(text(2, TokenTableModel::CardColumn), u"American Express ·· 00005"_s);
    QCOMPARE(text(2, TokenTableModel::ExpiryColumn), u"—"_s);
    QCOMPARE(m_tokens->index(1, TokenTableModel::ArtColumn).data(Qt::AccessibleTextRole).toString(), u"Mastercard ·· 5100"_s);
}

void TestTokenTableModel::cells_escapeWhatCannotBeSeen()
{
    TokenReading reading = Samples::reading(u"tk_b"_s);
    reading.token.id.value = Samples::hostile();
    reading.token.stateWord = Samples::hostile();
    reading.token.scheme = Scheme::Unknown;
    reading.token.schemeWord = Samples::hostile();
    reading.token.cardLastDigits = Samples::hostile();
    reading.token.cardExpiry = Samples::hostile();
    m_tokens->setReadings({reading});
    for (int column = TokenTableModel::TokenColumn; column < TokenTableModel::SeenColumn; ++column) {
        for (const int role : {Qt::DisplayRole, Qt::ToolTipRole, Qt::AccessibleTextRole}) {
            const QString text = m_tokens->index(0, column).data(role).toString();
            QVERIFY2(text.contains("\\u202e"_L1) && text.contains("\\u200b"_L1), qPrintable(text));
            QVERIFY2(!text.contains(QChar(0x202E)) && !text.contains(QChar(0x200B)), qPrintable(text));
        }
    }
}

void TestTokenTableModel::age_growsWithTheClock_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("now") << qint64(0) << u"now"_s;
    QTest::newRow("from a clock ahead") << qint64(-90) << u"now"_s;
    QTest::newRow("minutes") << qint64(4 * 60 + 5) << u"4 min"_s;
    QTest::newRow("hours") << qint64(3 * 3600) << u"3 h"_s;
    QTest::newRow("days") << qint64(2 * 86400) << u"2 d"_s;
}

void TestTokenTableModel::age_growsWithTheClock()
{
    QFETCH(qint64, seconds);
    QFETCH(QString, text);
    TokenReading reading = Samples::reading(u"tk_b"_s);
    reading.readAt = m_clock.nowUtc().addSecs(-seconds);
    m_tokens->setReadings({reading});
    QCOMPARE(m_tokens->index(0, TokenTableModel::SeenColumn).data().toString(), text);
}

void TestTokenTableModel::seenToolTip_saysTheTimeItself()
{
    const QDateTime local = m_tokens->reading(0).readAt.toLocalTime();
    const QString tip = m_tokens->index(0, TokenTableModel::SeenColumn).data(Qt::ToolTipRole).toString();
    QVERIFY2(tip.contains(QLocale().toString(local.date(), u"d MMM yyyy")), qPrintable(tip));
    QVERIFY2(tip.contains(QLocale().toString(local.time(), QLocale::ShortFormat)), qPrintable(tip));
}

void TestTokenTableModel::headings_areNamedAlsoWithoutRows()
{
    m_filter->setText(u"no such token"_s);
    QCOMPARE(m_filter->rowCount(), 0);
    for (int column = 0; column < TokenTableModel::ColumnCount; ++column)
        QVERIFY(!m_filter->headerData(column, Qt::Horizontal, Qt::AccessibleTextRole).toString().isEmpty());
    QCOMPARE(m_filter->headerData(TokenTableModel::CardColumn, Qt::Horizontal, Qt::DisplayRole).toString(), u"Card"_s);
}

void TestTokenTableModel::upsert_replacesTheRowAndNoOther()
{
    const QSignalSpy changed(m_filter.get(), &QAbstractItemModel::dataChanged);
    const QSignalSpy reset(m_filter.get(), &QAbstractItemModel::modelReset);
    m_tokens->upsert(Samples::reading(u"tk_a"_s, TokenState::Active));
    QCOMPARE(m_tokens->rowCount(), 3);
    QCOMPARE(m_filter->reading(1).token.state, TokenState::Active);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.at(0).at(0).toModelIndex().row(), 1);
    QCOMPARE(changed.at(0).at(1).toModelIndex().row(), 1);
    QCOMPARE(reset.size(), 0);
}

void TestTokenTableModel::upsert_addsWhatIsNew()
{
    m_tokens->upsert(Samples::reading(u"tk_d"_s));
    QCOMPARE(m_tokens->rowCount(), 4);
    QCOMPARE(m_tokens->reading(m_tokens->rowOf({u"tk_d"_s})).token.id.value, u"tk_d"_s);
    QCOMPARE(m_tokens->rowOf({u"tk_x"_s}), -1);
    QCOMPARE(shownIds(*m_filter), QStringList({u"tk_d"_s, u"tk_b"_s, u"tk_a"_s, u"tk_c"_s}));
}

void TestTokenTableModel::upsert_ignoresAnOlderReading()
{
    TokenReading older = Samples::reading(u"tk_a"_s, TokenState::Active);
    older.readAt = older.readAt.addSecs(-1);
    m_tokens->upsert(older);
    QCOMPARE(m_tokens->reading(1).token.state, TokenState::Suspended);
}

void TestTokenTableModel::filters_combine()
{
    m_filter->setState(TokenState::Active);
    QCOMPARE(shownIds(*m_filter), QStringList({u"tk_b"_s}));
    m_filter->setState(std::nullopt);
    m_filter->setScheme(Scheme::Amex);
    QCOMPARE(shownIds(*m_filter), QStringList({u"tk_c"_s}));
    m_filter->setText(u"1111"_s);
    QCOMPARE(shownIds(*m_filter), QStringList());
    m_filter->setScheme(std::nullopt);
    QCOMPARE(shownIds(*m_filter), QStringList({u"tk_b"_s}));
    m_filter->setText(QString());
    QVERIFY(!m_filter->isFiltering());
    QCOMPARE(m_filter->rowCount(), 3);
}

void TestTokenTableModel::text_findsEveryWordOfAToken_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("id") << u"K_A"_s;
    QTest::newRow("last digits") << u"5100"_s;
    QTest::newRow("payment account reference") << u"m001"_s;
    QTest::newRow("issuer") << u"lighthouse"_s;
    QTest::newRow("product") << u" gold "_s;
    QTest::newRow("scheme") << u"mastercard"_s;
    QTest::newRow("state") << u"suspended"_s;
}

void TestTokenTableModel::text_findsEveryWordOfAToken()
{
    QFETCH(QString, text);
    TokenReading reading = m_tokens->reading(1);
    reading.token.par = u"M001"_s;
    reading.token.issuerName = u"Lighthouse"_s;
    reading.token.productName = u"Gold Rewards"_s;
    m_tokens->upsert(reading);
    m_filter->setText(text);
    QCOMPARE(shownIds(*m_filter), QStringList({u"tk_a"_s}));
}

void TestTokenTableModel::order_followsTheColumn_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<QStringList>("ids");
    QTest::newRow("token") << int(TokenTableModel::TokenColumn) << QStringList({u"tk_a"_s, u"tk_b"_s, u"tk_c"_s});
    QTest::newRow("state") << int(TokenTableModel::StateColumn) << QStringList({u"tk_b"_s, u"tk_a"_s, u"tk_c"_s});
    QTest::newRow("card") << int(TokenTableModel::CardColumn) << QStringList({u"tk_c"_s, u"tk_a"_s, u"tk_b"_s});
    QTest::newRow("expiry") << int(TokenTableModel::ExpiryColumn) << QStringList({u"tk_c"_s, u"tk_a"_s, u"tk_b"_s});
    QTest::newRow("seen") << int(TokenTableModel::SeenColumn) << QStringList({u"tk_c"_s, u"tk_b"_s, u"tk_a"_s});
}

void TestTokenTableModel::order_followsTheColumn()
{
    QFETCH(int, column);
    QFETCH(QStringList, ids);
    QList<TokenReading> readings{m_tokens->reading(0), m_tokens->reading(1), m_tokens->reading(2)};
    readings[1].readAt = readings[1].readAt.addSecs(60);
    readings[2].readAt = readings[2].readAt.addSecs(-60);
    m_tokens->setReadings(readings);
    m_filter->sort(column, Qt::AscendingOrder);
    QCOMPARE(shownIds(*m_filter), ids);
    m_filter->sort(column, Qt::DescendingOrder);
    QCOMPARE(shownIds(*m_filter), QStringList(ids.crbegin(), ids.crend()));
}

void TestTokenTableModel::shownRow_staysAlthoughItNoLongerMatches()
{
    m_filter->setState(TokenState::Active);
    m_tokens->upsert(Samples::reading(u"tk_b"_s, TokenState::Deleted));
    QCOMPARE(shownIds(*m_filter), QStringList({u"tk_b"_s}));
    QCOMPARE(m_filter->reading(0).token.state, TokenState::Deleted);
    m_filter->setState(TokenState::Active);
    QCOMPARE(m_filter->rowCount(), 0);
}

void TestTokenTableModel::hiddenRow_appearsOnceItMatches()
{
    m_filter->setState(TokenState::Active);
    m_tokens->upsert(Samples::reading(u"tk_c"_s, TokenState::Active));
    QCOMPARE(m_filter->rowCount(), 2);
    QVERIFY(m_filter->rowOf({u"tk_c"_s}) >= 0);
    QCOMPARE(m_filter->rowOf({u"tk_a"_s}), -1);
}

void TestTokenTableModel::newRow_goesToItsPlace()
{
    m_filter->sort(TokenTableModel::TokenColumn, Qt::AscendingOrder);
    m_tokens->upsert(Samples::reading(u"tk_bb"_s));
    QCOMPARE(shownIds(*m_filter), QStringList({u"tk_a"_s, u"tk_b"_s, u"tk_bb"_s, u"tk_c"_s}));
    m_filter->setState(TokenState::Suspended);
    m_tokens->upsert(Samples::reading(u"tk_0"_s, TokenState::Active));
    QCOMPARE(shownIds(*m_filter), QStringList({u"tk_a"_s}));
    m_filter->setState(std::nullopt);
    QCOMPARE(shownIds(*m_filter).first(), u"tk_0"_s);
}

void TestTokenTableModel::currentRow_survivesFilterAndOrder()
{
    QItemSelectionModel selection(m_filter.get());
    selection.setCurrentIndex(m_filter->index(1, 0), QItemSelectionModel::SelectCurrent | QItemSelectionModel::Rows);
    m_filter->sort(TokenTableModel::TokenColumn, Qt::DescendingOrder);
    QCOMPARE(m_filter->reading(selection.currentIndex().row()).token.id.value, u"tk_a"_s);
    m_filter->setScheme(Scheme::Mastercard);
    QCOMPARE(selection.currentIndex().row(), 0);
    QCOMPARE(selection.selectedRows().size(), 1);
    m_filter->setScheme(Scheme::Visa);
    QVERIFY(!selection.currentIndex().isValid());
}

void TestTokenTableModel::manyRows_areTakenFilteredAndSortedAtOnce()
{
    for (auto &tester : m_testers)
        tester.reset(); // it reads every row, which is what is measured not to happen
    const QList<TokenReading> readings = Samples::many(large);
    const auto milliseconds = [](auto &&work) {
        QElapsedTimer timer;
        timer.start();
        work();
        return timer.elapsed();
    };
    m_filter->sort(TokenTableModel::SeenColumn, Qt::DescendingOrder);
    const qint64 taken = milliseconds([&] { m_tokens->setReadings(readings); });
    const qint64 byState = milliseconds([&] { m_filter->setState(TokenState::Active); });
    QCOMPARE(m_filter->rowCount(), large / 5);
    const qint64 byNothing = milliseconds([&] { m_filter->setState(std::nullopt); });
    const qint64 byText = milliseconds([&] { m_filter->setText(u"4242"_s); });
    QVERIFY(m_filter->rowCount() > 0);
    m_filter->setText(QString());
    const qint64 one = milliseconds([&] { m_tokens->upsert(readings.at(large / 2)); });
    const qint64 another = milliseconds([&] { m_tokens->upsert(Samples::reading(u"tk_new"_s)); });
    const qint64 sorted = milliseconds([&] { m_filter->sort(TokenTableModel::TokenColumn, Qt::AscendingOrder); });
    qInfo("100,000 rows, ms: take %lld, filter by state %lld, by nothing %lld, by text %lld; replace one %lld, add one %lld; "
          "sort %lld", taken, byState, byNothing, byText, one, another, sorted);
    // Against sorting in the same run, and generous, because busy machines run this too; a quadratic filter takes minutes.
    const qint64 most = 20 * (sorted + 50);
    QVERIFY(byState < most && byNothing < most && byText < most && one < most && another < most && taken < most);
}

QTEST_MAIN(TestTokenTableModel)
#include "tst_tokentablemodel.moc"

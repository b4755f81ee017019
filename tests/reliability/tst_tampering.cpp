// SPDX-License-Identifier: Apache-2.0
#include "app/journal/journalverification.h"
#include "app/storage/sql.h"
#include "tests/journal/samplejournal.h"
#include "tests/storage/await.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
struct Place {
    QString table;
    QString key; //!< column
};
const QList<Place> places{{u"journal_run"_s, u"rowid"_s},      {u"journal_intent"_s, u"id"_s},
                          {u"journal_outcome"_s, u"intent"_s}, {u"journal_settlement"_s, u"id"_s},
                          {u"journal_event"_s, u"id"_s},       {u"journal_chain"_s, u"position"_s},
                          {u"journal_head"_s, u"id"_s}};

//! One way of changing the journal. Says what it did, or nothing when chance chose a change that changes nothing.
class Tamperer
{
public:
    Tamperer(QSqlDatabase &connection, QRandomGenerator &random) : m_connection(connection), m_random(random) {}

    QString tamper()
    {
        switch (m_random.bounded(5)) {
        case 0:
            return dropRow();
        case 1:
            return swapRows();
        case 2:
            return insertRow();
        case 3:
            return truncate();
        default:
            return flipByte();
        }
    }

private:
    [[nodiscard]] const Place &anyPlace() { return places.at(m_random.bounded(static_cast<int>(places.size()))); }
    [[nodiscard]] bool tell(const QString &sql, const QVariantList &values = {})
    {
        const auto told = executed(m_connection, sql, values);
        return told && told->numRowsAffected() > 0;
    }
    [[nodiscard]] QVariant anyKey(const Place &place)
    {
        const auto key =
            firstValue(m_connection, u"SELECT %1 FROM %2 ORDER BY random() LIMIT 1"_s.arg(place.key, place.table));
        return key.value_or(QVariant());
    }
    [[nodiscard]] QStringList columnsOf(const Place &place)
    {
        auto rows = executed(m_connection, u"SELECT name FROM pragma_table_info(?)"_s, {place.table});
        QStringList names;
        while (rows && rows->next())
            names << rows->value(0).toString();
        return names;
    }

    QString flipByte()
    {
        const Place &place = anyPlace();
        const QStringList columns = columnsOf(place);
        const QString column = columns.at(m_random.bounded(static_cast<int>(columns.size())));
        const QVariant key = anyKey(place);
        auto found = executed(
            m_connection,
            u"SELECT typeof(%1), CAST(%1 AS BLOB) FROM %2 WHERE %3 = ?"_s.arg(column, place.table, place.key), {key});
        if (!found || !found->next())
            return {};
        const QString type = found->value(0).toString();
        QByteArray bytes = found->value(1).toByteArray();
        found->finish();
        if (bytes.isEmpty())
            return {};
        const qsizetype at = m_random.bounded(static_cast<int>(bytes.size()));
        bytes[at] = static_cast<char>(bytes.at(at) ^ static_cast<char>(1 << m_random.bounded(8)));
        if (type == "integer"_L1) { // in its stored form it is a number, whichever bit changes
            bool isNumber = false;
            const qint64 number = bytes.toLongLong(&isNumber);
            if (!isNumber)
                return {};
            bytes = QByteArray::number(number);
        }
        const QString cast = type == "text"_L1      ? u"CAST(? AS TEXT)"_s
                             : type == "integer"_L1 ? u"CAST(CAST(? AS TEXT) AS INTEGER)"_s
                                                    : u"?"_s;
        const auto before = firstValue(
            m_connection, u"SELECT CAST(%1 AS BLOB) FROM %2 WHERE %3 = ?"_s.arg(column, place.table, place.key), {key});
        if (!tell(u"UPDATE %1 SET %2 = %3 WHERE %4 = ?"_s.arg(place.table, column, cast, place.key), {bytes, key}))
            return {};
        if (before && before->toByteArray() == bytes)
            return {};
        return u"flip a byte of %1.%2 in row %3"_s.arg(place.table, column, key.toString());
    }

    QString dropRow()
    {
        const Place &place = anyPlace();
        const QVariant key = anyKey(place);
        return tell(u"DELETE FROM %1 WHERE %2 = ?"_s.arg(place.table, place.key), {key})
                   ? u"drop row %1 of %2"_s.arg(key.toString(), place.table)
                   : QString();
    }

    QString swapRows()
    {
        const Place &place = anyPlace();
        const QVariant one = anyKey(place);
        const QVariant other = anyKey(place);
        if (one == other)
            return {};
        const QString sql = u"UPDATE %1 SET %2 = ? WHERE %2 = ?"_s.arg(place.table, place.key);
        if (place.table == "journal_run"_L1) // its row number is not part of the record
            return {};
        return tell(sql, {-1, one}) && tell(sql, {one, other}) && tell(sql, {other, -1})
                   ? u"swap rows %1 and %2 of %3"_s.arg(one.toString(), other.toString(), place.table)
                   : QString();
    }

    QString insertRow()
    {
        const Place &place = anyPlace();
        QStringList columns = columnsOf(place);
        const QString key = place.table == "journal_run"_L1 ? u"id"_s : place.key;
        columns.removeAll(key);
        const QVariant from = anyKey(place);
        const int fresh = 100'000 + m_random.bounded(100'000) * (m_random.bounded(2) == 0 ? 1 : -1);
        QStringList values = columns;
        if (place.table == "journal_chain"_L1)
            values.replaceInStrings(u"key"_s, u"key || 'x'"_s);
        return tell(u"INSERT INTO %1 (%2, %3) SELECT %4, %5 FROM %1 WHERE %6 = ?"_s.arg(
                        place.table, key, columns.join(u", "_s),
                        key == "id"_L1 && place.table == "journal_run"_L1 ? u"'run%1'"_s.arg(fresh)
                                                                          : QString::number(fresh),
                        values.join(u", "_s), place.key),
                    {from})
                   ? u"insert a row like %1 into %2"_s.arg(from.toString(), place.table)
                   : QString();
    }

    //! Cuts the end off, as thoroughly as chance wants: links alone, rows too, heads too.
    QString truncate()
    {
        const auto end = firstValue(m_connection, u"SELECT max(position) FROM journal_chain"_s);
        const int cut = m_random.bounded(std::max(1, end.value_or(QVariant(1)).toInt()));
        const int thoroughness = m_random.bounded(3);
        if (thoroughness > 0) {
            for (const ChainedTable &table : chainedTables())
                (void)tell(
                    u"DELETE FROM %1 WHERE CAST(%2 AS TEXT) IN (SELECT key FROM journal_chain WHERE record = '%3' AND position > ?)"_s
                        .arg(table.table, table.columns.first().name, table.record),
                    {cut});
        }
        if (thoroughness > 1)
            (void)tell(u"DELETE FROM journal_head WHERE position > ?"_s, {cut});
        return tell(u"DELETE FROM journal_chain WHERE position > ?"_s, {cut})
                   ? u"cut after %1, thoroughness %2"_s.arg(cut).arg(thoroughness)
                   : QString();
    }

    QSqlDatabase &m_connection;
    QRandomGenerator &m_random;
};

JournalVerdict check(QSqlDatabase &connection, const HeadKey &key, const std::optional<HeadAnchor> &anchor)
{
    JournalVerification verification(key, anchor);
    Result<bool> isMore = verification.begin(connection).has_value();
    while (isMore.value_or(false))
        isMore = verification.checkMore(connection, 50);
    JournalVerdict verdict = verification.verdict();
    if (!isMore) { // a journal that cannot be read does not pass either
        verdict.flaw = JournalVerdict::Flaw::WrongHash;
        verdict.row = isMore.error().detail;
    }
    return verdict;
}
} // namespace

//! Random changes in the database, by someone who can take away what protects it but has no key. TOKENDESK_TAMPERINGS
//! says how many, TOKENDESK_SEED where chance begins.
class TestTampering : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTampering_isFound();
};

void TestTampering::everyTampering_isFound()
{
    const int count =
        qEnvironmentVariableIsSet("TOKENDESK_TAMPERINGS") ? qEnvironmentVariableIntValue("TOKENDESK_TAMPERINGS") : 400;
    const quint32 seed = qEnvironmentVariableIsSet("TOKENDESK_SEED")
                             ? static_cast<quint32>(qEnvironmentVariableIntValue("TOKENDESK_SEED"))
                             : QRandomGenerator::system()->generate();
    QTemporaryDir folder;
    SampleJournal sample(folder.filePath(u"desk.sqlite"_s));
    sample.fill(30);
    QVERIFY(sample.verify().isSound());
    QVERIFY(sample.tamper({}));
    const HeadKey key = sample.key();
    const auto anchor = sample.anchor();
    QVERIFY(anchor);
    const auto outcome = await(sample.database->run([&](QSqlDatabase &connection) -> Result<QStringList> {
        QRandomGenerator random(seed);
        QStringList missed;
        QMap<QString, int> kinds;
        for (int done = 0; done < count;) {
            if (const auto begun = executed(connection, u"BEGIN IMMEDIATE"_s); !begun)
                return Failure(begun.error());
            const QString what = Tamperer(connection, random).tamper();
            if (!what.isEmpty()) {
                ++done;
                ++kinds[what.section(u' ', 0, 0)];
                if (check(connection, key, anchor).isSound())
                    missed << what;
            }
            rollBack(connection);
            if (what.isEmpty())
                continue;
        }
        qInfo() << "tamperings" << count << "seed" << seed << kinds;
        if (!check(connection, key, anchor).isSound())
            missed << u"the journal is not what it was before"_s;
        return missed;
    }));
    QVERIFY2(outcome, detailOf(outcome).constData());
    QVERIFY2(outcome->isEmpty(), qPrintable(outcome->join(u'\n')));
}

QTEST_GUILESS_MAIN(TestTampering)
#include "tst_tampering.moc"

// SPDX-License-Identifier: Apache-2.0
#include "app/journal/sqlitecreateguard.h"
#include "tests/storage/await.h"
#include "tests/support/fakeclock.h"
#include "tests/support/testcards.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
SecretBytes visa()
{
    return SecretBytes::copyOf(QByteArrayView(TestCards::visa));
}

SqliteCreateGuard::Key keyOf(const QByteArray &bytes)
{
    return std::make_shared<const SecretBytes>(SecretBytes::copyOf(bytes));
}
} // namespace

class TestSqliteCreateGuard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void rememberedCard_isRecognisedWithWhoWhenAndWhich();
    void newestOfSeveral_isTold();
    void afterADay_isForgottenOnTheDiskToo();
    void fingerprint_dependsOnCardConnectionAndKey();
    void withoutAKey_nothingIsRememberedOrRecognised();
    void number_isNeverOnTheDisk();

private:
    [[nodiscard]] std::optional<RecentCreate> recent(const QByteArray &fingerprint) const
    {
        return await(m_guard->recent(fingerprint)).value_or(std::nullopt);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<FakeClock> m_clock;
    std::shared_ptr<Database> m_database;
    std::unique_ptr<SqliteCreateGuard> m_guard;
};

void TestSqliteCreateGuard::init()
{
    m_guard.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_clock = std::make_shared<FakeClock>();
    m_database = await(Database::open(m_folder->filePath(u"desk.sqlite"_s))).value_or(nullptr);
    QVERIFY(m_database);
    m_guard = std::make_unique<SqliteCreateGuard>(m_database, m_clock,
                                                  settled<SqliteCreateGuard::Key>(keyOf(QByteArray(32, 'k'))));
}

void TestSqliteCreateGuard::rememberedCard_isRecognisedWithWhoWhenAndWhich()
{
    const QByteArray card = m_guard->fingerprint(u"c-1"_s, visa());
    QCOMPARE(card.size(), 32);
    QVERIFY(!recent(card));
    QVERIFY(await(m_guard->remember(card, {{}, u"ana"_s, u"succeeded"_s, {u"tok-1"_s}})));
    m_clock->advance(2h);
    const auto found = recent(card);
    QVERIFY(found);
    QCOMPARE(found->createdAt, m_clock->nowUtc().addSecs(-7200));
    QCOMPARE(found->operatorId, u"ana"_s);
    QCOMPARE(found->outcome, u"succeeded"_s);
    QCOMPARE(found->token.value, u"tok-1"_s);
}

void TestSqliteCreateGuard::newestOfSeveral_isTold()
{
    const QByteArray card = m_guard->fingerprint(u"c-1"_s, visa());
    QVERIFY(await(m_guard->remember(card, {{}, u"ana"_s, u"succeeded"_s, {u"tok-1"_s}})));
    m_clock->advance(1s);
    QVERIFY(await(m_guard->remember(card, {{}, u"bo"_s, u"unknown"_s, {}})));
    QCOMPARE(recent(card)->operatorId, u"bo"_s);
}

void TestSqliteCreateGuard::afterADay_isForgottenOnTheDiskToo()
{
    const QByteArray card = m_guard->fingerprint(u"c-1"_s, visa());
    QVERIFY(await(m_guard->remember(card, {{}, u"ana"_s, u"succeeded"_s, {u"tok-1"_s}})));
    m_clock->advance(24h - 1ms);
    QVERIFY(recent(card));
    m_clock->advance(1ms);
    QVERIFY(!recent(card));
    QVERIFY(await(m_guard->remember(m_guard->fingerprint(u"c-2"_s, visa()), {{}, u"ana"_s, u"succeeded"_s, {}})));
    m_guard.reset();
    m_database.reset();
    QFile file(m_folder->filePath(u"desk.sqlite"_s));
    QTRY_VERIFY(!QFile::exists(file.fileName() + "-wal"_L1));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains(card));
}

void TestSqliteCreateGuard::fingerprint_dependsOnCardConnectionAndKey()
{
    const QByteArray card = m_guard->fingerprint(u"c-1"_s, visa());
    QCOMPARE(m_guard->fingerprint(u"c-1"_s, visa()), card);
    QVERIFY(m_guard->fingerprint(u"c-2"_s, visa()) != card);
    QVERIFY(m_guard->fingerprint(u"c-1"_s, SecretBytes::copyOf(QByteArrayView(TestCards::mastercard))) != card);
    const SqliteCreateGuard other(m_database, m_clock, settled<SqliteCreateGuard::Key>(keyOf(QByteArray(32, 'x'))));
    QVERIFY(other.fingerprint(u"c-1"_s, visa()) != card);
}

void TestSqliteCreateGuard::withoutAKey_nothingIsRememberedOrRecognised()
{
    const Settler<SqliteCreateGuard::Key> key;
    SqliteCreateGuard guard(m_database, m_clock, key.pending());
    QCOMPARE(guard.fingerprint(u"c-1"_s, visa()), QByteArray());
    QVERIFY(await(guard.remember({}, {{}, u"ana"_s, u"succeeded"_s, {}})));
    QVERIFY(!await(guard.recent({})).value());
    key.settle(keyOf(QByteArray(32, 'k')));
    QCOMPARE(guard.fingerprint(u"c-1"_s, visa()), m_guard->fingerprint(u"c-1"_s, visa()));
    QCOMPARE(guard.fingerprint(u"c-1"_s, SecretBytes()), QByteArray());
}

void TestSqliteCreateGuard::number_isNeverOnTheDisk()
{
    QVERIFY(await(m_guard->remember(m_guard->fingerprint(u"c-1"_s, visa()), {{}, u"ana"_s, u"succeeded"_s, {}})));
    for (const QString &name : {u"desk.sqlite"_s, u"desk.sqlite-wal"_s}) {
        QFile file(m_folder->filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY(!bytes.contains(TestCards::visa) && !bytes.contains(QByteArray(TestCards::visa).first(8)));
    }
}

QTEST_GUILESS_MAIN(TestSqliteCreateGuard)
#include "tst_sqlitecreateguard.moc"

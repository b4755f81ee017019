// SPDX-License-Identifier: Apache-2.0
#include "app/lock/deskpassphrase.h"
#include "app/lock/passphraserecord.h"
#include "app/settings/memorysecretstore.h"
#include "tests/support/settling.h"

#include <QTest>
#include <QThread>

using namespace Qt::StringLiterals;

//! Memory that says it lasts, as a keychain does, or that does not answer.
class FakeKeychain final : public SecretStore
{
public:
    using Stored = std::shared_ptr<const SecretBytes>;
    Pending<Stored> read(const QString &connectionId, const QString &key) override
    {
        return isGone ? failed<Stored>({.kind = Error::Kind::Storage, .detail = u"no bus"_s})
                      : kept.read(connectionId, key);
    }
    Pending<Done> write(const QString &connectionId, const QString &key, Stored secret) override
    {
        return kept.write(connectionId, key, std::move(secret));
    }
    Pending<Done> remove(const QString &connectionId, const QString &key) override
    {
        return kept.remove(connectionId, key);
    }
    bool isPersistent() const override { return lasts; }
    QByteArray record()
    {
        const Stored stored = outcomeOf<Stored>(kept.read(u"desk"_s, u"passphrase"_s)).value();
        return stored ? stored->bytes().toByteArray() : QByteArray();
    }
    void put(const QByteArray &record)
    {
        (void)kept.write(u"desk"_s, u"passphrase"_s,
                         std::make_shared<const SecretBytes>(SecretBytes::copyOf(QByteArrayView(record))));
    }

    MemorySecretStore kept;
    bool isGone = false;
    bool lasts = true;
};

using Verdict = DeskPassphrase::Verdict;

class TestDeskPassphrase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void right_isToldFromWrong();
    void record_saysHowAndNeverWhat();
    void samePassphrase_hasAnotherRecordEachTime();
    void otherKeyboard_givesTheSamePassphrase();
    void oldRecord_isStillRead();
    void tooShort_isNotKept_data();
    void tooShort_isNotKept();
    void removed_isMissing();
    void keychainThatIsGone_isAnError();
    void runWithoutAKeychain_cannotTell();
    void damagedRecord_isAnError_data();
    void damagedRecord_isAnError();
    void hash_isMadeInAnotherThread();

private:
    static DeskPassphrase::Typed typed(const QString &text)
    {
        return std::make_shared<const SecretBytes>(SecretBytes::fromText(text));
    }
    Result<Verdict> check(const QString &text, bool isExpected = true)
    {
        return settledWithin<Verdict>(m_passphrase->check(typed(text), isExpected));
    }
    void set(const QString &text) { QVERIFY(settledWithin<Done>(m_passphrase->set(typed(text)))); }

    std::shared_ptr<FakeKeychain> m_keychain;
    std::unique_ptr<DeskPassphrase> m_passphrase;
};

void TestDeskPassphrase::init()
{
    m_keychain = std::make_shared<FakeKeychain>();
    m_passphrase = std::make_unique<DeskPassphrase>(m_keychain);
}

void TestDeskPassphrase::right_isToldFromWrong()
{
    set(u"correct horse"_s);
    QCOMPARE(check(u"correct horse"_s), Result<Verdict>(Verdict::Right));
    QCOMPARE(check(u"Correct horse"_s), Result<Verdict>(Verdict::Wrong));
    QCOMPARE(check({}), Result<Verdict>(Verdict::Wrong));
}

void TestDeskPassphrase::record_saysHowAndNeverWhat()
{
    set(u"correct horse"_s);
    const QList<QByteArray> parts = m_keychain->record().split('$');
    QCOMPARE(parts.size(), 6);
    QCOMPARE(parts.first(4), QList<QByteArray>({"scrypt", "15", "8", "1"}));
    QCOMPARE(parts.at(4).size(), 22); // 16 bytes
    QCOMPARE(parts.at(5).size(), 43); // 32 bytes
    QVERIFY(!m_keychain->record().contains("correct"));
}

void TestDeskPassphrase::samePassphrase_hasAnotherRecordEachTime()
{
    set(u"correct horse"_s);
    const QByteArray first = m_keychain->record();
    set(u"correct horse"_s);
    QVERIFY(m_keychain->record() != first);
}

void TestDeskPassphrase::otherKeyboard_givesTheSamePassphrase()
{
    set(u"Stra\u00DFe \u00FCber \uFB01nden"_s); // composed, and with a ligature
    QCOMPARE(check(u"Stra\u00DFe u\u0308ber finden"_s), Result<Verdict>(Verdict::Right));
}

//! The second vector of RFC 7914 section 12, as far as 32 bytes of it, at its own cost.
void TestDeskPassphrase::oldRecord_isStillRead()
{
    m_keychain->put("scrypt$10$8$16$TmFDbA$_bq-HJ00cgB4VucZDQHp_nxq18vII3gw53N2Y0s3MWI");
    QCOMPARE(check(u"password"_s), Result<Verdict>(Verdict::Right));
    QCOMPARE(check(u"Password"_s), Result<Verdict>(Verdict::Wrong));
}

void TestDeskPassphrase::tooShort_isNotKept_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isKept");
    QTest::newRow("none") << QString() << false;
    QTest::newRow("seven") << u"1234567"_s << false;
    QTest::newRow("eight") << u"12345678"_s << true;
    QTest::newRow("seven, of more bytes") << u"ÄÖÜäöüß"_s << false;
    QTest::newRow("seven, of more units") << u"a\u0301e\u0301i\u0301o\u0301u\u0301A\u0301E\u0301"_s << false;
}

void TestDeskPassphrase::tooShort_isNotKept()
{
    QFETCH(const QString, text);
    QFETCH(const bool, isKept);
    const Result<Done> kept = settledWithin<Done>(m_passphrase->set(typed(text)));
    QCOMPARE(kept.has_value(), isKept);
    if (!isKept)
        QVERIFY(kept.error().kind == Error::Kind::InvalidInput);
    QCOMPARE(m_keychain->record().isEmpty(), !isKept);
}

void TestDeskPassphrase::removed_isMissing()
{
    set(u"correct horse"_s);
    QVERIFY(settledWithin<Done>(m_passphrase->remove()));
    QCOMPARE(check(u"correct horse"_s), Result<Verdict>(Verdict::Missing));
}

void TestDeskPassphrase::keychainThatIsGone_isAnError()
{
    set(u"correct horse"_s);
    m_keychain->isGone = true;
    const Result<Verdict> verdict = check(u"correct horse"_s);
    QVERIFY(!verdict && verdict.error().kind == Error::Kind::Storage);
}

void TestDeskPassphrase::runWithoutAKeychain_cannotTell()
{
    m_keychain->lasts = false;
    const Result<Verdict> verdict = check(u"correct horse"_s);
    QVERIFY(!verdict && verdict.error().kind == Error::Kind::Storage);
    QCOMPARE(check(u"correct horse"_s, false), Result<Verdict>(Verdict::Missing));
}

void TestDeskPassphrase::damagedRecord_isAnError_data()
{
    QTest::addColumn<QByteArray>("record");
    const QByteArray hash = "_bq-HJ00cgB4VucZDQHp_nxq18vII3gw53N2Y0s3MWI";
    QTest::newRow("nothing like it") << QByteArray("hunter2");
    QTest::newRow("another scheme") << "argon2$10$8$16$TmFDbA$" + hash;
    QTest::newRow("no salt") << "scrypt$10$8$16$*$" + hash;
    QTest::newRow("short hash") << QByteArray("scrypt$10$8$16$TmFDbA$AAAA");
    QTest::newRow("no cost") << "scrypt$0$8$16$TmFDbA$" + hash;
    QTest::newRow("costs a gigabyte") << "scrypt$20$8$1$TmFDbA$" + hash;
    QTest::newRow("exponent that overflows") << "scrypt$64$8$1$TmFDbA$" + hash;
    QTest::newRow("no blocks") << "scrypt$10$x$16$TmFDbA$" + hash;
}

void TestDeskPassphrase::damagedRecord_isAnError()
{
    QFETCH(const QByteArray, record);
    m_keychain->put(record);
    const Result<Verdict> verdict = check(u"password"_s);
    QVERIFY(!verdict && verdict.error().kind == Error::Kind::Storage);
}

void TestDeskPassphrase::hash_isMadeInAnotherThread()
{
    set(u"correct horse"_s);
    const Pending<Verdict> pending = m_passphrase->check(typed(u"correct horse"_s), true);
    QVERIFY(!pending.isFinished()); // it takes tenths of a second, and this thread went on
    QVERIFY(settledWithin<Verdict>(pending));
}

QTEST_GUILESS_MAIN(TestDeskPassphrase)
#include "tst_deskpassphrase.moc"

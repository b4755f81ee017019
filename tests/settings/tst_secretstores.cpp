// SPDX-License-Identifier: Apache-2.0
#include "app/settings/chosensecretstore.h"
#include "app/settings/memorysecretstore.h"
#include "tests/storage/await.h"
#include "tests/support/settling.h"

#include <QTest>
#include <QThread>

using namespace Qt::StringLiterals;

namespace {
using Stored = std::shared_ptr<const SecretBytes>;
using Store = ChosenSecretStore::Store;

Stored made(const QString &text)
{
    return std::make_shared<const SecretBytes>(SecretBytes::fromText(text));
}

//! "none" for no secret at all.
QString textOf(const Result<Stored> &stored)
{
    return stored && *stored ? QString::fromUtf8((*stored)->bytes()) : stored ? u"none"_s : kindOf(stored);
}
} // namespace

//! The store for this run, and the one that is still being chosen.
class TestSecretStores : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void memory_keepsByConnectionAndKey();
    void memory_namesThatRunTogether_areTwo();
    void memory_replaces();
    void memory_emptyOrNoSecret_removes();
    void memory_removesWhatIsNotThere();
    void memory_lastsForTheRun();
    void memory_takesManyThreads();
    void memory_holdsNoSecretLongerThanNeeded();

    void choice_isWaitedFor();
    void choice_keepsTheOrderOfWhatWaited();
    void choice_onceMade_goesStraightOn();
    void choice_thatFails_failsEverything();
    void choice_thatIsAbandoned_failsEverything();
    void choice_saysWhetherItLasts();
    void chooser_mayGoWhileSomeoneWaits();
};

void TestSecretStores::memory_keepsByConnectionAndKey()
{
    MemorySecretStore store;
    QVERIFY(await(store.write(u"a"_s, u"apiKey"_s, made(u"one"_s))));
    QVERIFY(await(store.write(u"b"_s, u"apiKey"_s, made(u"two"_s))));
    QVERIFY(await(store.write(u"a"_s, u"passphrase"_s, made(u"three"_s))));
    QCOMPARE(textOf(await(store.read(u"a"_s, u"apiKey"_s))), u"one"_s);
    QCOMPARE(textOf(await(store.read(u"b"_s, u"apiKey"_s))), u"two"_s);
    QCOMPARE(textOf(await(store.read(u"a"_s, u"passphrase"_s))), u"three"_s);
    QVERIFY(await(store.remove(u"a"_s, u"apiKey"_s)));
    QCOMPARE(textOf(await(store.read(u"a"_s, u"apiKey"_s))), u"none"_s);
    QCOMPARE(textOf(await(store.read(u"b"_s, u"apiKey"_s))), u"two"_s);
}

void TestSecretStores::memory_namesThatRunTogether_areTwo()
{
    MemorySecretStore store;
    QVERIFY(await(store.write(u"a/b"_s, u"c"_s, made(u"one"_s))));
    QCOMPARE(textOf(await(store.read(u"a"_s, u"b/c"_s))), u"none"_s);
}

void TestSecretStores::memory_replaces()
{
    MemorySecretStore store;
    QVERIFY(await(store.write(u"a"_s, u"apiKey"_s, made(u"one"_s))));
    QVERIFY(await(store.write(u"a"_s, u"apiKey"_s, made(u"two"_s))));
    QCOMPARE(textOf(await(store.read(u"a"_s, u"apiKey"_s))), u"two"_s);
}

void TestSecretStores::memory_emptyOrNoSecret_removes()
{
    MemorySecretStore store;
    for (const Stored &nothing : {Stored(), made({})}) {
        QVERIFY(await(store.write(u"a"_s, u"apiKey"_s, made(u"one"_s))));
        QVERIFY(await(store.write(u"a"_s, u"apiKey"_s, nothing)));
        QCOMPARE(textOf(await(store.read(u"a"_s, u"apiKey"_s))), u"none"_s);
    }
}

void TestSecretStores::memory_removesWhatIsNotThere()
{
    QVERIFY(await(MemorySecretStore().remove(u"a"_s, u"apiKey"_s)));
}

void TestSecretStores::memory_lastsForTheRun()
{
    QVERIFY(!MemorySecretStore().isPersistent());
}

void TestSecretStores::memory_takesManyThreads()
{
    MemorySecretStore store;
    std::vector<std::unique_ptr<QThread>> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back(QThread::create([&store, i] {
            for (int n = 0; n < 500; ++n) {
                const QString key = QString::number(n);
                (void)store.write(QString::number(i), key, made(key));
                (void)store.read(QString::number((i + 1) % 4), key);
            }
        }));
        threads.back()->start();
    }
    for (const auto &thread : threads)
        QVERIFY(thread->wait());
    for (int i = 0; i < 4; ++i)
        QCOMPARE(textOf(await(store.read(QString::number(i), u"499"_s))), u"499"_s);
}

void TestSecretStores::memory_holdsNoSecretLongerThanNeeded()
{
    MemorySecretStore store;
    Stored secret = made(u"one"_s);
    const std::weak_ptr<const SecretBytes> watched = secret;
    QVERIFY(await(store.write(u"a"_s, u"apiKey"_s, std::move(secret))));
    QVERIFY(!watched.expired());
    QVERIFY(await(store.remove(u"a"_s, u"apiKey"_s)));
    QVERIFY(watched.expired());
}

void TestSecretStores::choice_isWaitedFor()
{
    const Settler<Store> choice;
    ChosenSecretStore chosen(choice.pending());
    const auto written = chosen.write(u"a"_s, u"apiKey"_s, made(u"one"_s));
    const auto read = chosen.read(u"a"_s, u"apiKey"_s);
    QVERIFY(!written.isFinished() && !read.isFinished());
    const auto memory = std::make_shared<MemorySecretStore>();
    choice.settle(Store(memory));
    QVERIFY(settledWithin(written));
    QCOMPARE(textOf(settledWithin(read)), u"one"_s);
    QCOMPARE(textOf(await(memory->read(u"a"_s, u"apiKey"_s))), u"one"_s);
}

void TestSecretStores::choice_keepsTheOrderOfWhatWaited()
{
    const Settler<Store> choice;
    ChosenSecretStore chosen(choice.pending());
    (void)chosen.write(u"a"_s, u"apiKey"_s, made(u"one"_s));
    (void)chosen.write(u"a"_s, u"apiKey"_s, made(u"two"_s));
    const auto between = chosen.read(u"a"_s, u"apiKey"_s);
    (void)chosen.remove(u"a"_s, u"apiKey"_s);
    const auto after = chosen.read(u"a"_s, u"apiKey"_s);
    choice.settle(Store(std::make_shared<MemorySecretStore>()));
    QCOMPARE(textOf(settledWithin(between)), u"two"_s);
    QCOMPARE(textOf(settledWithin(after)), u"none"_s);
}

void TestSecretStores::choice_onceMade_goesStraightOn()
{
    ChosenSecretStore chosen(settled<Store>(Store(std::make_shared<MemorySecretStore>())));
    QVERIFY(chosen.write(u"a"_s, u"apiKey"_s, made(u"one"_s)).isFinished());
    QCOMPARE(textOf(await(chosen.read(u"a"_s, u"apiKey"_s))), u"one"_s);
}

void TestSecretStores::choice_thatFails_failsEverything()
{
    const Settler<Store> choice;
    ChosenSecretStore chosen(choice.pending());
    const auto waiting = chosen.read(u"a"_s, u"apiKey"_s);
    choice.settle(Failure({.kind = Error::Kind::Storage, .detail = u"no keychain"_s}));
    QCOMPARE(kindOf(settledWithin(waiting)), u"Storage"_s);
    QCOMPARE(kindOf(settledWithin(chosen.write(u"a"_s, u"apiKey"_s, made(u"one"_s)))), u"Storage"_s);
    const auto removed = settledWithin(chosen.remove(u"a"_s, u"apiKey"_s));
    QCOMPARE(kindOf(removed), u"Storage"_s);
    QCOMPARE(removed.error().detail, u"no keychain"_s);
    QVERIFY(!chosen.isPersistent());
}

void TestSecretStores::choice_thatIsAbandoned_failsEverything()
{
    auto choice = std::make_unique<Settler<Store>>();
    ChosenSecretStore chosen(choice->pending());
    const auto waiting = chosen.read(u"a"_s, u"apiKey"_s);
    choice.reset();
    QCOMPARE(kindOf(settledWithin(waiting)), u"OutcomeUnknown"_s);
    QCOMPARE(kindOf(settledWithin(chosen.read(u"a"_s, u"apiKey"_s))), u"OutcomeUnknown"_s);
}

namespace {
class LastingStore final : public SecretStore
{
public:
    Pending<Stored> read(const QString &, const QString &) override { return settled<Stored>(Stored()); }
    Pending<Done> write(const QString &, const QString &, Stored) override { return settled<Done>(Done{}); }
    Pending<Done> remove(const QString &, const QString &) override { return settled<Done>(Done{}); }
    bool isPersistent() const override { return true; }
};
} // namespace

void TestSecretStores::choice_saysWhetherItLasts()
{
    const Settler<Store> choice;
    const ChosenSecretStore chosen(choice.pending());
    QVERIFY(!chosen.isPersistent());
    choice.settle(Store(std::make_shared<LastingStore>()));
    QVERIFY(chosen.isPersistent());
    QVERIFY(!ChosenSecretStore(settled<Store>(Store(std::make_shared<MemorySecretStore>()))).isPersistent());
}

void TestSecretStores::chooser_mayGoWhileSomeoneWaits()
{
    const Settler<Store> choice;
    auto chosen = std::make_unique<ChosenSecretStore>(choice.pending());
    const auto written = chosen->write(u"a"_s, u"apiKey"_s, made(u"one"_s));
    chosen.reset();
    const auto memory = std::make_shared<MemorySecretStore>();
    choice.settle(Store(memory));
    QVERIFY(settledWithin(written));
    QCOMPARE(textOf(await(memory->read(u"a"_s, u"apiKey"_s))), u"one"_s);
}

QTEST_GUILESS_MAIN(TestSecretStores)
#include "tst_secretstores.moc"

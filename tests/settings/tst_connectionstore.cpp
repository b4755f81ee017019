// SPDX-License-Identifier: Apache-2.0
#include "app/settings/connectionstore.h"
#include "tests/storage/await.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace {
ConnectionProfile profile(const QString &id, const QString &name = u"Shop"_s)
{
    return {.id = id,
            .name = name,
            .kind = u"thales-etp"_s,
            .environment = Environment::Test,
            .values = {{u"baseUrl"_s, u"https://shop.example/tsh-cof"_s}, {u"merchantId"_s, u"m-1"_s}},
            .isBuiltIn = false};
}

QStringList idsIn(const Result<QList<ConnectionProfile>> &loaded)
{
    QStringList ids;
    for (const ConnectionProfile &each : loaded.value_or(QList<ConnectionProfile>()))
        ids << each.id;
    return ids;
}
} // namespace

class TestConnectionStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void missingFile_hasNoConnections();
    void emptyFile_hasNoConnectionsAndTakesSome();
    void connection_comesBackAsItWas();
    void put_replacesInPlace();
    void put_leavesTheRestAsItWas();
    void remove_takesOneAway();
    void remove_ofNothing_writesNothing();
    void refusedFile_isLeftUntouched_data();
    void refusedFile_isLeftUntouched();
    void unreadableEntries_areKept_data();
    void unreadableEntries_areKept();
    void unknownMembers_areKept();
    void duplicateIds_theFirstCountsAndTheSecondIsKept();
    void environment_isProductionWhenNotKnown();
    void anotherWordForTheEnvironment_isKeptUntilItChanges();
    void nameWithControlCharacters_comesBackAsItWas();
    void whatCouldNotBeLoaded_isNotStored_data();
    void whatCouldNotBeLoaded_isNotStored();
    void permissions_areTheOwnersAlone();
    void wideOpenFile_isNarrowedWhenWritten();
    void folderThatCannotBeWritten_isAStorageError();
    void readOnlyFolder_isAStorageErrorAndLeavesTheFile();

private:
    [[nodiscard]] QString file() const { return m_folder->filePath(u"config/connections.json"_s); }
    [[nodiscard]] ConnectionStore store() const { return ConnectionStore(file()); }
    void write(const QByteArray &content) const;
    void write(const QJsonObject &content) const { write(QJsonDocument(content).toJson()); }
    void writeEntries(const QJsonArray &entries) const
    {
        write(QJsonObject{{u"version"_s, 1}, {u"connections"_s, entries}});
    }
    [[nodiscard]] QByteArray bytes() const;
    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(bytes()).object(); }
    [[nodiscard]] QJsonArray entries() const { return json()[u"connections"_s].toArray(); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestConnectionStore::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestConnectionStore::write(const QByteArray &content) const
{
    QVERIFY(QDir().mkpath(QFileInfo(file()).path()));
    QFile target(file());
    QVERIFY(target.open(QIODevice::WriteOnly));
    target.write(content);
}

QByteArray TestConnectionStore::bytes() const
{
    QFile source(file());
    return source.open(QIODevice::ReadOnly) ? source.readAll() : QByteArray();
}

void TestConnectionStore::missingFile_hasNoConnections()
{
    const auto loaded = store().load();
    QVERIFY2(loaded, detailOf(loaded).constData());
    QVERIFY(loaded->isEmpty());
    QVERIFY(!QFile::exists(file()));
}

void TestConnectionStore::emptyFile_hasNoConnectionsAndTakesSome()
{
    write(QByteArray());
    QVERIFY(store().load());
    QVERIFY(store().put(profile(u"a"_s)));
    QCOMPARE(idsIn(store().load()), QStringList{u"a"_s});
}

void TestConnectionStore::connection_comesBackAsItWas()
{
    ConnectionProfile production = profile(u"b"_s, u"Läden, Süd"_s);
    production.environment = Environment::Production;
    QVERIFY(store().put(profile(u"a"_s)));
    QVERIFY(store().put(production));
    const auto loaded = store().load();
    QVERIFY(loaded);
    QCOMPARE(*loaded, QList<ConnectionProfile>({profile(u"a"_s), production}));
}

void TestConnectionStore::put_replacesInPlace()
{
    for (const QString &id : {u"a"_s, u"b"_s, u"c"_s})
        QVERIFY(store().put(profile(id)));
    ConnectionProfile changed = profile(u"b"_s, u"Renamed"_s);
    changed.values = {{u"baseUrl"_s, u"https://other.example"_s}};
    QVERIFY(store().put(changed));
    const auto loaded = store().load();
    QCOMPARE(idsIn(loaded), QStringList({u"a"_s, u"b"_s, u"c"_s}));
    QCOMPARE(loaded->at(1), changed);
}

void TestConnectionStore::put_leavesTheRestAsItWas()
{
    // Another program, or another window, has added one in the meantime.
    QVERIFY(store().put(profile(u"a"_s)));
    QVERIFY(ConnectionStore(file()).put(profile(u"elsewhere"_s)));
    QVERIFY(store().put(profile(u"a"_s, u"Renamed"_s)));
    QCOMPARE(idsIn(store().load()), QStringList({u"a"_s, u"elsewhere"_s}));
}

void TestConnectionStore::remove_takesOneAway()
{
    for (const QString &id : {u"a"_s, u"b"_s, u"c"_s})
        QVERIFY(store().put(profile(id)));
    QVERIFY(store().remove(u"b"_s));
    QCOMPARE(idsIn(store().load()), QStringList({u"a"_s, u"c"_s}));
}

void TestConnectionStore::remove_ofNothing_writesNothing()
{
    QVERIFY(store().remove(u"a"_s));
    QVERIFY(!QFile::exists(file()));
}

void TestConnectionStore::refusedFile_isLeftUntouched_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("why");
    QTest::newRow("truncated") << QByteArray("{\"version\":1,\"connections\":[{\"id\":\"a\"") << u"damaged at byte"_s;
    QTest::newRow("no object") << QByteArray("[1]") << u"damaged"_s;
    QTest::newRow("blanks") << QByteArray("  \n") << u"damaged"_s;
    QTest::newRow("newer") << QByteArray("{\"version\":2,\"connections\":[]}") << u"newer version"_s;
    QTest::newRow("a little newer") << QByteArray("{\"version\":1.5,\"connections\":[]}") << u"newer version"_s;
    QTest::newRow("version is a text") << QByteArray("{\"version\":\"1\"}") << u"version is not a number"_s;
    QTest::newRow("connections are an object") << QByteArray("{\"connections\":{\"a\":{}}}") << u"not a list"_s;
    QTest::newRow("connections are a text") << QByteArray("{\"connections\":\"a\"}") << u"not a list"_s;
    QTest::newRow("connections are null") << QByteArray("{\"connections\":null}") << u"not a list"_s;
    QTest::newRow("too long") << QByteArray(4 * 1024 * 1024 + 1, ' ') << u"too long"_s;
}

void TestConnectionStore::refusedFile_isLeftUntouched()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, why);
    write(content);
    const auto loaded = store().load();
    QCOMPARE(kindOf(loaded), u"Storage"_s);
    QVERIFY2(loaded.error().detail.contains(why), detailOf(loaded).constData());
    QVERIFY2(loaded.error().detail.contains(file()), detailOf(loaded).constData());
    QCOMPARE(kindOf(store().put(profile(u"a"_s))), u"Storage"_s);
    QCOMPARE(kindOf(store().remove(u"a"_s)), u"Storage"_s);
    QVERIFY(bytes() == content);
}

void TestConnectionStore::unreadableEntries_areKept_data()
{
    QTest::addColumn<QJsonValue>("entry");
    const QJsonObject whole{{u"id"_s, u"x"_s}, {u"name"_s, u"Shop"_s}, {u"kind"_s, u"thales-etp"_s}};
    const auto with = [&](const QString &key, const QJsonValue &value) {
        QJsonObject changed = whole;
        changed[key] = value;
        return QJsonValue(changed);
    };
    QTest::newRow("a text") << QJsonValue(u"x"_s);
    QTest::newRow("a number") << QJsonValue(7);
    QTest::newRow("null") << QJsonValue(QJsonValue::Null);
    QTest::newRow("a list") << QJsonValue(QJsonArray{1, 2});
    QTest::newRow("no id") << QJsonValue(QJsonObject{{u"kind"_s, u"thales-etp"_s}, {u"name"_s, u"Shop"_s}});
    QTest::newRow("no kind") << QJsonValue(QJsonObject{{u"id"_s, u"x"_s}, {u"name"_s, u"Shop"_s}});
    QTest::newRow("empty id") << with(u"id"_s, QString());
    QTest::newRow("empty kind") << with(u"kind"_s, QString());
    QTest::newRow("id is a number") << with(u"id"_s, 7);
    QTest::newRow("name is a number") << with(u"name"_s, 7);
    QTest::newRow("environment is a list") << with(u"environment"_s, QJsonArray{u"test"_s});
    QTest::newRow("values are a text") << with(u"values"_s, u"https://shop.example"_s);
}

void TestConnectionStore::unreadableEntries_areKept()
{
    QFETCH(QJsonValue, entry);
    const QJsonObject known{{u"id"_s, u"a"_s}, {u"name"_s, u"A"_s}, {u"kind"_s, u"thales-etp"_s}};
    writeEntries({entry, known});
    QCOMPARE(idsIn(store().load()), QStringList{u"a"_s});
    QVERIFY(store().put(profile(u"b"_s)));
    QVERIFY(store().put(profile(u"a"_s, u"Renamed"_s)));
    QVERIFY(store().remove(u"b"_s));
    QVERIFY(store().remove(u"a"_s));
    QCOMPARE(entries(), QJsonArray{entry});
}

void TestConnectionStore::unknownMembers_areKept()
{
    const QJsonObject values{{u"merchantId"_s, u"old"_s}, {u"port"_s, 443}, {u"gone"_s, u"x"_s}};
    const QJsonObject entry{{u"id"_s, u"a"_s},
                            {u"kind"_s, u"thales-etp"_s},
                            {u"colour"_s, u"blue"_s},
                            {u"big"_s, Q_INT64_C(9007199254740993)},
                            {u"values"_s, values}};
    write(QJsonObject{{u"version"_s, 1}, {u"connections"_s, QJsonArray{entry}}, {u"theme"_s, QJsonArray{1, 2}}});
    QVERIFY(store().put(profile(u"a"_s)));
    QCOMPARE(json()[u"theme"_s], QJsonValue(QJsonArray{1, 2}));
    const QJsonObject now = entries().first().toObject();
    QCOMPARE(now[u"colour"_s].toString(), u"blue"_s);
    QCOMPARE(now[u"big"_s].toInteger(), Q_INT64_C(9007199254740993));
    QCOMPARE(now[u"values"_s].toObject(),
             (QJsonObject{
                 {u"merchantId"_s, u"m-1"_s}, {u"baseUrl"_s, u"https://shop.example/tsh-cof"_s}, {u"port"_s, 443}}));
}

void TestConnectionStore::duplicateIds_theFirstCountsAndTheSecondIsKept()
{
    const auto entry = [](const QString &name) {
        return QJsonObject{{u"id"_s, u"a"_s}, {u"name"_s, name}, {u"kind"_s, u"thales-etp"_s}};
    };
    writeEntries({entry(u"first"_s), entry(u"second"_s)});
    const auto loaded = store().load();
    QCOMPARE(idsIn(loaded), QStringList{u"a"_s});
    QCOMPARE(loaded->first().name, u"first"_s);
    QVERIFY(store().put(profile(u"a"_s, u"changed"_s)));
    QCOMPARE(entries().size(), 2);
    QCOMPARE(entries()[0][u"name"_s].toString(), u"changed"_s);
    QCOMPARE(entries()[1].toObject(), entry(u"second"_s));
}

void TestConnectionStore::environment_isProductionWhenNotKnown()
{
    const auto entry = [](const QString &id, const QJsonValue &environment) {
        return QJsonObject{{u"id"_s, id}, {u"kind"_s, u"thales-etp"_s}, {u"environment"_s, environment}};
    };
    QJsonObject without = entry(u"c"_s, {});
    without.remove(u"environment"_s);
    writeEntries({entry(u"a"_s, u"test"_s), entry(u"b"_s, u"staging"_s), without});
    const auto loaded = store().load();
    QCOMPARE(idsIn(loaded), QStringList({u"a"_s, u"b"_s, u"c"_s}));
    QVERIFY(loaded->at(0).environment == Environment::Test);
    QVERIFY(loaded->at(1).environment == Environment::Production);
    QVERIFY(loaded->at(2).environment == Environment::Production);
}

void TestConnectionStore::anotherWordForTheEnvironment_isKeptUntilItChanges()
{
    writeEntries({QJsonObject{{u"id"_s, u"a"_s}, {u"kind"_s, u"thales-etp"_s}, {u"environment"_s, u"staging"_s}}});
    ConnectionProfile changed = store().load()->first();
    changed.name = u"Renamed"_s;
    QVERIFY(store().put(changed));
    QCOMPARE(entries()[0][u"environment"_s].toString(), u"staging"_s);
    changed.environment = Environment::Test;
    QVERIFY(store().put(changed));
    QCOMPARE(entries()[0][u"environment"_s].toString(), u"test"_s);
}

void TestConnectionStore::nameWithControlCharacters_comesBackAsItWas()
{
    const QString name = u"a\x01\n\t\u202Eb \"quoted\" \\"_s;
    QVERIFY(store().put(profile(u"a"_s, name)));
    QCOMPARE(store().load()->first().name, name);
}

void TestConnectionStore::whatCouldNotBeLoaded_isNotStored_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<bool>("isBuiltIn");
    QTest::newRow("built in") << u"sandbox"_s << u"thales-etp"_s << true;
    QTest::newRow("no id") << QString() << u"thales-etp"_s << false;
    QTest::newRow("no kind") << u"a"_s << QString() << false;
}

void TestConnectionStore::whatCouldNotBeLoaded_isNotStored()
{
    QFETCH(QString, id);
    QFETCH(QString, kind);
    QFETCH(bool, isBuiltIn);
    ConnectionProfile odd = profile(id);
    odd.kind = kind;
    odd.isBuiltIn = isBuiltIn;
    QCOMPARE(kindOf(store().put(odd)), u"InvalidInput"_s);
    QVERIFY(!QFile::exists(file()));
}

void TestConnectionStore::permissions_areTheOwnersAlone()
{
    QVERIFY(store().put(profile(u"a"_s)));
    const auto others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    const QFileInfo made(file());
    QCOMPARE(made.permissions() & (others | QFile::ExeOwner), QFile::Permissions());
    QCOMPARE(QFileInfo(made.path()).permissions() & others, QFile::Permissions());
    QVERIFY(QFileInfo(made.path()).permissions() & QFile::ExeOwner);
}

void TestConnectionStore::wideOpenFile_isNarrowedWhenWritten()
{
    QVERIFY(store().put(profile(u"a"_s)));
    QVERIFY(QFile::setPermissions(file(), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther));
    QVERIFY(store().put(profile(u"b"_s)));
    QCOMPARE(QFileInfo(file()).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
}

void TestConnectionStore::folderThatCannotBeWritten_isAStorageError()
{
    QFile inTheWay(QFileInfo(file()).path());
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    const auto refused = store().put(profile(u"a"_s));
    QCOMPARE(kindOf(refused), u"Storage"_s);
    QVERIFY(refused.error().detail.contains(file()));
}

void TestConnectionStore::readOnlyFolder_isAStorageErrorAndLeavesTheFile()
{
#ifdef Q_OS_UNIX
    if (geteuid() == 0)
        QSKIP("nothing is read-only to root");
#endif
    QVERIFY(store().put(profile(u"a"_s)));
    const QByteArray before = bytes();
    const QString folder = QFileInfo(file()).path();
    QVERIFY(QFile::setPermissions(folder, QFile::ReadOwner | QFile::ExeOwner));
    QCOMPARE(kindOf(store().put(profile(u"b"_s))), u"Storage"_s);
    QVERIFY(QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    QVERIFY(bytes() == before);
    QCOMPARE(QDir(folder).entryList(QDir::Files), QStringList{u"connections.json"_s});
}

QTEST_GUILESS_MAIN(TestConnectionStore)
#include "tst_connectionstore.moc"

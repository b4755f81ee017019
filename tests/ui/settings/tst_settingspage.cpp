// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/forms/widgetwalk.h"
#include "tests/ui/settings/helddesk.h"
#include "ui/forms/hintline.h"
#include "ui/forms/notice.h"
#include "ui/settings/connectionlist.h"
#include "ui/settings/settingspage.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUuid>

using namespace Qt::StringLiterals;

class TestSettingsPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void add_storesTheProfileAndItsSecrets();
    void add_beforeTheListIsThere_losesNothing();
    void edit_changesOneAndKeepsItsSecrets();
    void edit_withAnotherSecret_saysSo();
    void changes_areRecordedByNameAlone();
    void duplicate_isAnotherConnectionWithoutSecrets();
    void duplicateOfTheSandbox_isForTests();
    void remove_asksThenForgetsTheSecrets();
    void remove_cancelled_keepsAll_data();
    void remove_cancelled_keepsAll();
    void remove_thatFails_isSaid();
    void remove_thatLeavesSecrets_isSaid();
    void builtIn_cannotBeEditedOrRemoved();
    void unknownKind_canOnlyBeRemoved();
    void test_saysWhatWorks();
    void test_usesTheStoredSecrets();
    void test_failureIsExplainedWithItsDetail();
    void unwritableProfile_storesNoSecretAndKeepsTheEditor();
    void refusedSecret_isSaidAndCanBeTriedAgain();
    void closedWhileStoring_isStoredAllTheSame();
    void closedWhileStoring_failureIsSaidOnThePage();
    void removedWhileStoring_leavesNoSecretBehind();
    void pageGoneWhileTesting_isHarmless();
    void secretsNote_saysHowLongTheyLast();
    void hostileName_staysPlain();
    void operatorId_isNeeded();
    void preferencesThatCannotBeSaved_areSaid();
    void controls_areNamed();
    void tabOrder_followsTheEye();

private:
    void load();
    void select(const QString &id);
    void openEditor(const QString &button);
    void openAdd();
    void fillIn(const QString &key = u"canary-key"_s);
    void makeUnwritable();
    template <typename T>
    [[nodiscard]] T *part(const QString &name, QWidget *in = nullptr) const
    {
        T *found = (in ? in : m_page.get())->findChild<T *>(name);
        if (!found)
            qFatal("no such part: %s", qPrintable(name));
        return found;
    }
    [[nodiscard]] QPushButton *button(const QString &name) const { return part<QPushButton>(name + u"Button"_s); }
    [[nodiscard]] ConnectionEditor *editor() const { return m_page->findChild<ConnectionEditor *>(); }
    [[nodiscard]] QMessageBox *question() const { return m_page->findChild<QMessageBox *>(); }
    [[nodiscard]] Notice *notice() const
    {
        return part<QWidget>(u"settingsScrollArea"_s)->findChild<Notice *>(u"notice"_s);
    }
    void save() const { QTest::mouseClick(part<QPushButton>(u"saveConnectionButton"_s), Qt::LeftButton); }
    [[nodiscard]] QList<ConnectionProfile> stored() const
    {
        return m_store->load().value_or(QList<ConnectionProfile>());
    }
    [[nodiscard]] static ConnectionProfile sandbox()
    {
        ConnectionProfile profile = heldProfile(u"sandbox"_s, u"Sandbox"_s);
        profile.environment = Environment::Sandbox;
        profile.isBuiltIn = true;
        return profile;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<HeldDesk> m_desk;
    std::unique_ptr<ConnectionStore> m_store;
    Preferences m_preferences;
    std::unique_ptr<SettingsPage> m_page;
};

void TestSettingsPage::initTestCase()
{
    applyTheme(*qApp, Appearance::Light);
}

void TestSettingsPage::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_desk = std::make_unique<HeldDesk>();
    m_store = std::make_unique<ConnectionStore>(m_folder->filePath(u"config/connections.json"_s));
    m_preferences = Preferences::load(m_folder->filePath(u"config/preferences.json"_s));
    m_preferences.setOperatorId(u"m.ruiz"_s);
    m_page = std::make_unique<SettingsPage>(m_desk->desk, *m_store, m_preferences, *m_desk->clock);
    // As the window does.
    connect(m_page.get(), &SettingsPage::connectionsChanged, m_page.get(), &SettingsPage::setConnections);
    m_page->resize(900, 720);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
}

void TestSettingsPage::cleanup()
{
    if (m_page)
        m_page->hide(); // as a window closes before it goes
    m_page.reset();
    m_desk.reset();
}

//! The sandbox, and what is stored.
void TestSettingsPage::load()
{
    m_page->setConnections(QList<ConnectionProfile>{sandbox()} + stored());
}

void TestSettingsPage::select(const QString &id)
{
    auto *list = part<ConnectionList>(u"connectionList"_s);
    for (int row = 0; row < list->count(); ++row) {
        list->setCurrentRow(row);
        if (list->current()->id == id)
            return;
    }
    qFatal("no such connection");
}

void TestSettingsPage::openEditor(const QString &name)
{
    QTest::mouseClick(button(name), Qt::LeftButton);
    QTRY_VERIFY(editor() && editor()->isVisible());
}

void TestSettingsPage::openAdd()
{
    const auto *menu = part<QMenu>(u"connectionKindMenu"_s);
    QCOMPARE(menu->actions().size(), 1);
    QCOMPARE(menu->actions().first()->text(), u"Held service"_s);
    menu->actions().first()->trigger();
    QTRY_VERIFY(editor() && editor()->isVisible());
}

void TestSettingsPage::fillIn(const QString &key)
{
    part<QLineEdit>(u"connection.nameLineEdit"_s)->setText(u"Shop"_s);
    part<QLineEdit>(u"baseUrlLineEdit"_s)->setText(u"https://shop.example"_s);
    QTest::keyClicks(part<QLineEdit>(u"apiKeyLineEdit"_s), key);
}

//! From now on the store's folder is in the way of itself.
void TestSettingsPage::makeUnwritable()
{
    const QString folder = m_folder->filePath(u"config"_s);
    QVERIFY(QDir(folder).removeRecursively());
    QFile inTheWay(folder);
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
}

void TestSettingsPage::add_storesTheProfileAndItsSecrets()
{
    load();
    openAdd();
    fillIn();
    save();
    QTRY_VERIFY(!editor());
    QCOMPARE(stored().size(), 1);
    const ConnectionProfile added = stored().first();
    QCOMPARE(added.name, u"Shop"_s);
    QCOMPARE(added.kind, u"held"_s);
    QVERIFY(added.environment == Environment::Test);
    QVERIFY(!QUuid(added.id).isNull());
    QCOMPARE(added.values, (QMap<QString, QString>{{u"baseUrl"_s, u"https://shop.example"_s}}));
    QCOMPARE(m_desk->secrets->text(added.id, u"apiKey"_s), u"canary-key"_s);
    QCOMPARE(part<ConnectionList>(u"connectionList"_s)->count(), 2);
    QFile file(m_folder->filePath(u"config/connections.json"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("canary"));
    QVERIFY(!WidgetWalk::allText(m_page.get()).contains(u"canary"_s));
}

void TestSettingsPage::changes_areRecordedByNameAlone()
{
    auto &journal = static_cast<HeldJournal &>(*m_desk->desk.parts().journal);
    const auto said = [&journal] {
        QStringList lines;
        for (const JournalEvent &event : journal.noted)
            lines << u"%1 by %2 of %3: %4"_s.arg(toWord(event.kind), event.operatorId, event.affectedItem, event.detail);
        journal.noted.clear();
        return lines;
    };
    load();
    openAdd();
    fillIn();
    save();
    QTRY_VERIFY(!editor());
    QCOMPARE(said(), QStringList({u"connection.changed by m.ruiz of Shop: added"_s, u"key.changed by m.ruiz of Shop: stored: apiKey"_s}));
    select(stored().first().id);
    openEditor(u"editConnection"_s);
    QTRY_COMPARE(part<QLineEdit>(u"apiKeyLineEdit"_s)->placeholderText(), u"Stored; type to replace it"_s);
    part<QLineEdit>(u"baseUrlLineEdit"_s)->setText(u"https://canary.example"_s);
    save();
    QTRY_VERIFY(!editor());
    QCOMPARE(said(), QStringList{u"connection.changed by m.ruiz of Shop: changed: baseUrl"_s});
    QTest::mouseClick(button(u"removeConnection"_s), Qt::LeftButton);
    QTRY_VERIFY(question() && question()->isVisible());
    QTest::mouseClick(part<QPushButton>(u"confirmRemoveButton"_s), Qt::LeftButton);
    QTRY_COMPARE(journal.noted.size(), 3);
    QCOMPARE(said(), QStringList({u"connection.changed by m.ruiz of Shop: removed"_s, u"key.changed by m.ruiz of Shop: removed: apiKey"_s,
                                  u"key.changed by m.ruiz of Shop: removed: passphrase"_s}));
}

void TestSettingsPage::add_beforeTheListIsThere_losesNothing()
{
    QVERIFY(m_store->put(heldProfile(u"earlier"_s)));
    openAdd(); // the list comes when the sandbox has started
    fillIn();
    save();
    QTRY_COMPARE(stored().size(), 2);
    QCOMPARE(stored().first().id, u"earlier"_s);
}

void TestSettingsPage::edit_changesOneAndKeepsItsSecrets()
{
    QVERIFY(m_store->put(heldProfile(u"a"_s)));
    QVERIFY(m_store->put(heldProfile(u"b"_s)));
    m_desk->secrets->put(u"b"_s, u"apiKey"_s, u"stored"_s);
    load();
    select(u"b"_s);
    const QSignalSpy secretsChanged(m_page.get(), &SettingsPage::secretsChanged);
    openEditor(u"editConnection"_s);
    QCOMPARE(editor()->windowTitle(), u"Edit a connection"_s);
    QTRY_COMPARE(part<QLineEdit>(u"apiKeyLineEdit"_s)->placeholderText(), u"Stored; type to replace it"_s);
    part<QLineEdit>(u"connection.nameLineEdit"_s)->setText(u"Renamed"_s);
    save();
    QTRY_VERIFY(!editor());
    QCOMPARE(stored(), QList<ConnectionProfile>({heldProfile(u"a"_s), heldProfile(u"b"_s, u"Renamed"_s)}));
    QCOMPARE(m_desk->secrets->text(u"b"_s, u"apiKey"_s), u"stored"_s);
    QCOMPARE(part<ConnectionList>(u"connectionList"_s)->current()->name, u"Renamed"_s);
    QCOMPARE(secretsChanged.size(), 0);
}

void TestSettingsPage::edit_withAnotherSecret_saysSo()
{
    QVERIFY(m_store->put(heldProfile(u"a"_s)));
    m_desk->secrets->put(u"a"_s, u"apiKey"_s, u"old"_s);
    load();
    select(u"a"_s);
    QSignalSpy secretsChanged(m_page.get(), &SettingsPage::secretsChanged);
    openEditor(u"editConnection"_s);
    fillIn(u"new"_s);
    save();
    QTRY_VERIFY(!editor());
    QCOMPARE(m_desk->secrets->text(u"a"_s, u"apiKey"_s), u"new"_s);
    QCOMPARE(secretsChanged.size(), 1);
    QCOMPARE(secretsChanged.at(0).at(0).value<ConnectionProfile>().id, u"a"_s);
}

void TestSettingsPage::duplicate_isAnotherConnectionWithoutSecrets()
{
    QVERIFY(m_store->put(heldProfile(u"a"_s)));
    m_desk->secrets->put(u"a"_s, u"apiKey"_s, u"stored"_s);
    load();
    select(u"a"_s);
    openEditor(u"duplicateConnection"_s);
    QCOMPARE(part<QLineEdit>(u"connection.nameLineEdit"_s)->text(), u"Shop (copy)"_s);
    QCOMPARE(part<QLineEdit>(u"baseUrlLineEdit"_s)->text(), u"https://shop.example"_s);
    save();
    QVERIFY(editor()); // the secret has to be typed
    QCOMPARE(stored().size(), 1);
    QTest::keyClicks(part<QLineEdit>(u"apiKeyLineEdit"_s), u"other"_s);
    save();
    QTRY_COMPARE(stored().size(), 2);
    QCOMPARE(stored().first(), heldProfile(u"a"_s));
    QVERIFY(stored().last().id != u"a"_s);
    QCOMPARE(m_desk->secrets->text(u"a"_s, u"apiKey"_s), u"stored"_s);
    QCOMPARE(m_desk->secrets->text(stored().last().id, u"apiKey"_s), u"other"_s);
}

void TestSettingsPage::duplicateOfTheSandbox_isForTests()
{
    load();
    select(u"sandbox"_s);
    openEditor(u"duplicateConnection"_s);
    QTest::keyClicks(part<QLineEdit>(u"apiKeyLineEdit"_s), u"other"_s);
    save();
    QTRY_COMPARE(stored().size(), 1);
    QVERIFY(stored().first().environment == Environment::Test);
    QVERIFY(!stored().first().isBuiltIn);
    QCOMPARE(m_desk->builtInSecrets->text(stored().first().id, u"apiKey"_s), QString());
}

void TestSettingsPage::remove_asksThenForgetsTheSecrets()
{
    QVERIFY(m_store->put(heldProfile(u"a"_s)));
    QVERIFY(m_store->put(heldProfile(u"b"_s)));
    m_desk->secrets->put(u"a"_s, u"apiKey"_s, u"stored"_s);
    m_desk->secrets->put(u"b"_s, u"apiKey"_s, u"stored"_s);
    load();
    select(u"a"_s);
    QTest::mouseClick(button(u"removeConnection"_s), Qt::LeftButton);
    QTRY_VERIFY(question() && question()->isVisible());
    QCOMPARE(stored().size(), 2);
    QVERIFY(question()->text().contains(u"“Shop”"_s));
    QVERIFY(question()->informativeText().contains(u"API key and passphrases are removed"_s));
    QCOMPARE(question()->defaultButton(), question()->button(QMessageBox::Cancel));
    QCOMPARE(WidgetWalk::unnamedControls(question()), QStringList());
    QTest::mouseClick(part<QPushButton>(u"confirmRemoveButton"_s), Qt::LeftButton);
    QTRY_COMPARE(stored().size(), 1);
    QCOMPARE(stored().first().id, u"b"_s);
    QCOMPARE(m_desk->secrets->text(u"a"_s, u"apiKey"_s), QString());
    QCOMPARE(m_desk->secrets->text(u"b"_s, u"apiKey"_s), u"stored"_s);
    QCOMPARE(part<ConnectionList>(u"connectionList"_s)->count(), 2);
}

void TestSettingsPage::remove_cancelled_keepsAll_data()
{
    QTest::addColumn<int>("key");
    QTest::newRow("Escape") << static_cast<int>(Qt::Key_Escape);
    QTest::newRow("Return, which is the harmless button's") << static_cast<int>(Qt::Key_Return);
}

void TestSettingsPage::remove_cancelled_keepsAll()
{
    QFETCH(int, key);
    QVERIFY(m_store->put(heldProfile(u"a"_s)));
    m_desk->secrets->put(u"a"_s, u"apiKey"_s, u"stored"_s);
    load();
    select(u"a"_s);
    QTest::mouseClick(button(u"removeConnection"_s), Qt::LeftButton);
    QTRY_VERIFY(question() && question()->isActiveWindow());
    QTest::keyClick(question(), static_cast<Qt::Key>(key));
    QTRY_VERIFY(!question());
    QCOMPARE(stored().size(), 1);
    QCOMPARE(m_desk->secrets->text(u"a"_s, u"apiKey"_s), u"stored"_s);
}

void TestSettingsPage::remove_thatFails_isSaid()
{
    QVERIFY(m_store->put(heldProfile(u"a"_s)));
    m_desk->secrets->put(u"a"_s, u"apiKey"_s, u"stored"_s);
    load();
    QFile file(m_folder->filePath(u"config/connections.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write("{");
    file.close();
    select(u"a"_s);
    QTest::mouseClick(button(u"removeConnection"_s), Qt::LeftButton);
    QTRY_VERIFY(question());
    QTest::mouseClick(part<QPushButton>(u"confirmRemoveButton"_s), Qt::LeftButton);
    QTRY_VERIFY(notice()->isVisible());
    QCOMPARE(notice()->text().headline, u"“Shop” was not removed"_s);
    QVERIFY(notice()->text().meaning.contains(u"damaged at byte"_s));
    QCOMPARE(part<ConnectionList>(u"connectionList"_s)->count(), 2);
    QCOMPARE(m_desk->secrets->text(u"a"_s, u"apiKey"_s), u"stored"_s);
}

void TestSettingsPage::remove_thatLeavesSecrets_isSaid()
{
    QVERIFY(m_store->put(heldProfile(u"a"_s)));
    m_desk->secrets->removeError = Error{.kind = Error::Kind::Storage, .detail = u"the keychain refused: locked"_s};
    load();
    select(u"a"_s);
    QTest::mouseClick(button(u"removeConnection"_s), Qt::LeftButton);
    QTRY_VERIFY(question());
    QTest::mouseClick(part<QPushButton>(u"confirmRemoveButton"_s), Qt::LeftButton);
    QTRY_VERIFY(notice()->isVisible());
    QCOMPARE(notice()->text().headline, u"“Shop” is removed, but not all of its secrets"_s);
    QVERIFY(notice()->text().meaning.contains(u"the keychain refused: locked"_s));
    QVERIFY(stored().isEmpty());
}

void TestSettingsPage::builtIn_cannotBeEditedOrRemoved()
{
    load();
    select(u"sandbox"_s);
    for (const QString &name : {u"editConnection"_s, u"removeConnection"_s}) {
        QVERIFY(!button(name)->isEnabled());
        QVERIFY(button(name)->toolTip().contains(u"Duplicate it"_s));
        QCOMPARE(button(name)->accessibleDescription(), button(name)->toolTip());
    }
    for (const QString &name : {u"openConnection"_s, u"duplicateConnection"_s, u"testStoredConnection"_s})
        QVERIFY(button(name)->isEnabled());
}

void TestSettingsPage::unknownKind_canOnlyBeRemoved()
{
    ConnectionProfile unknown = heldProfile(u"a"_s);
    unknown.kind = u"of-another-version"_s;
    QVERIFY(m_store->put(unknown));
    load();
    select(u"a"_s);
    for (const QString &name :
         {u"openConnection"_s, u"editConnection"_s, u"duplicateConnection"_s, u"testStoredConnection"_s})
        QVERIFY(!button(name)->isEnabled());
    QTest::mouseClick(button(u"removeConnection"_s), Qt::LeftButton);
    QTRY_VERIFY(question());
    QVERIFY(question()->informativeText().startsWith(u"What the keychain holds for it stays there"_s));
}

void TestSettingsPage::test_saysWhatWorks()
{
    load();
    select(u"sandbox"_s);
    m_desk->builtInSecrets->put(u"sandbox"_s, u"apiKey"_s, u"of the run"_s);
    QTest::mouseClick(button(u"testStoredConnection"_s), Qt::LeftButton);
    QCOMPARE(notice()->text().headline, u"Asking Sandbox…"_s);
    m_desk->open();
    m_desk->provider->findings.back().settle(u"It answers."_s);
    QTRY_COMPARE(notice()->text().headline, u"Sandbox works"_s);
    QCOMPARE(notice()->text().meaning, u"It answers."_s);
}

void TestSettingsPage::test_usesTheStoredSecrets()
{
    QVERIFY(m_store->put(heldProfile(u"a"_s)));
    m_desk->secrets->put(u"a"_s, u"apiKey"_s, u"stored"_s);
    load();
    select(u"a"_s);
    QTest::mouseClick(button(u"testStoredConnection"_s), Qt::LeftButton);
    QCOMPARE(m_desk->opening->values.size(), 1);
    QCOMPARE(m_desk->opening->values.first().secrets.value(u"apiKey"_s)->bytes(), QByteArrayView("stored"));
}

void TestSettingsPage::test_failureIsExplainedWithItsDetail()
{
    QVERIFY(m_store->put(heldProfile(u"a"_s)));
    load();
    select(u"a"_s);
    QTest::mouseClick(button(u"testStoredConnection"_s), Qt::LeftButton);
    QTRY_COMPARE(notice()->text().headline, u"Shop does not work"_s);
    QVERIFY(notice()->text().meaning.contains(u"no value is stored for “API key”"_s));
}

void TestSettingsPage::unwritableProfile_storesNoSecretAndKeepsTheEditor()
{
    load();
    openAdd();
    fillIn();
    makeUnwritable();
    save();
    auto *told = editor()->findChild<Notice *>(u"notice"_s);
    QTRY_VERIFY(told->isVisible());
    QVERIFY(told->text().meaning.contains(u"Technical detail"_s));
    QVERIFY(told->text().meaning.contains(u"connections.json"_s));
    QCOMPARE(part<QLineEdit>(u"baseUrlLineEdit"_s)->text(), u"https://shop.example"_s);
    QCOMPARE(m_desk->secrets->writes, 0);
}

void TestSettingsPage::refusedSecret_isSaidAndCanBeTriedAgain()
{
    load();
    openAdd();
    fillIn();
    m_desk->secrets->writeError = Error{.kind = Error::Kind::Storage, .detail = u"the keychain refused: locked"_s};
    save();
    auto *told = editor()->findChild<Notice *>(u"notice"_s);
    QTRY_VERIFY(told->isVisible());
    QVERIFY(told->text().meaning.contains(u"the keychain refused: locked"_s));
    QCOMPARE(notice()->text().headline, u"“Shop” is saved, but not all of its secrets"_s);
    QCOMPARE(stored().size(), 1);
    m_desk->secrets->writeError.reset();
    save();
    QTRY_VERIFY(!editor());
    QCOMPARE(stored().size(), 1);
    QCOMPARE(m_desk->secrets->text(stored().first().id, u"apiKey"_s), u"canary-key"_s);
    QVERIFY(!notice()->isVisible());
}

void TestSettingsPage::closedWhileStoring_isStoredAllTheSame()
{
    load();
    openAdd();
    fillIn();
    QTest::keyClicks(part<QLineEdit>(u"passphraseLineEdit"_s), u"canary-phrase"_s);
    m_desk->secrets->isHeld = true;
    const QSignalSpy changed(m_page.get(), &SettingsPage::connectionsChanged);
    save();
    QTest::keyClick(editor(), Qt::Key_Escape);
    QTRY_VERIFY(!editor());
    QCOMPARE(changed.size(), 0); // nothing opens it with half of its secrets
    m_desk->secrets->answer();
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(stored().size(), 1);
    QCOMPARE(m_desk->secrets->text(stored().first().id, u"apiKey"_s), u"canary-key"_s);
    QCOMPARE(m_desk->secrets->text(stored().first().id, u"passphrase"_s), u"canary-phrase"_s);
    QCOMPARE(part<ConnectionList>(u"connectionList"_s)->count(), 2);
    QVERIFY(!WidgetWalk::allText(m_page.get()).contains(u"canary"_s));
}

void TestSettingsPage::closedWhileStoring_failureIsSaidOnThePage()
{
    load();
    openAdd();
    fillIn();
    m_desk->secrets->isHeld = true;
    save();
    QTest::keyClick(editor(), Qt::Key_Escape);
    QTRY_VERIFY(!editor());
    m_desk->secrets->answer(Failure(Error{.kind = Error::Kind::Storage, .detail = u"the keychain refused: no"_s}));
    QTRY_VERIFY(notice()->isVisible());
    QCOMPARE(notice()->text().headline, u"“Shop” is saved, but not all of its secrets"_s);
    QVERIFY(notice()->text().meaning.contains(u"the keychain refused: no"_s));
    QCOMPARE(part<ConnectionList>(u"connectionList"_s)->count(), 2);
}

void TestSettingsPage::removedWhileStoring_leavesNoSecretBehind()
{
    QVERIFY(m_store->put(heldProfile(u"a"_s)));
    m_desk->secrets->put(u"a"_s, u"apiKey"_s, u"old"_s);
    load();
    select(u"a"_s);
    openEditor(u"editConnection"_s);
    fillIn(u"new"_s);
    m_desk->secrets->isHeld = true;
    save();
    QTest::keyClick(editor(), Qt::Key_Escape);
    QTRY_VERIFY(!editor());
    QTest::mouseClick(button(u"removeConnection"_s), Qt::LeftButton);
    QTRY_VERIFY(question());
    QTest::mouseClick(part<QPushButton>(u"confirmRemoveButton"_s), Qt::LeftButton);
    QTRY_VERIFY(stored().isEmpty());
    m_desk->secrets->answer();
    QTRY_COMPARE(m_desk->secrets->text(u"a"_s, u"apiKey"_s), QString());
}

void TestSettingsPage::pageGoneWhileTesting_isHarmless()
{
    load();
    select(u"sandbox"_s);
    m_desk->builtInSecrets->put(u"sandbox"_s, u"apiKey"_s, u"of the run"_s);
    QTest::mouseClick(button(u"testStoredConnection"_s), Qt::LeftButton);
    m_page.reset();
    m_desk->open();
    m_desk->provider->findings.back().settle(u"It answers."_s);
    QTest::qWait(0);
}

void TestSettingsPage::secretsNote_saysHowLongTheyLast()
{
    const auto *note = part<QLabel>(u"secretsNote"_s);
    QVERIFY(note->text().contains(u"are kept in the system’s keychain"_s));
    m_desk->secrets->lasts = false;
    m_page->hide();
    m_page->show();
    QVERIFY(note->text().contains(u"last until the program ends"_s));
}

void TestSettingsPage::hostileName_staysPlain()
{
    QVERIFY(m_store->put(heldProfile(u"a"_s, u"<b>x</b>\u202E\n"_s)));
    load();
    select(u"a"_s);
    QVERIFY(part<ConnectionList>(u"connectionList"_s)->currentItem()->text().startsWith(u"<b>x</b>\\u202e"_s));
    QTest::mouseClick(button(u"removeConnection"_s), Qt::LeftButton);
    QTRY_VERIFY(question());
    QVERIFY(question()->text().contains(u"<b>x</b>\\u202e"_s));
    QVERIFY(question()->textFormat() == Qt::PlainText);
}

void TestSettingsPage::operatorId_isNeeded()
{
    auto *line = part<QLineEdit>(u"operatorIdLineEdit"_s);
    QCOMPARE(line->text(), u"m.ruiz"_s);
    const QSignalSpy changed(m_page.get(), &SettingsPage::preferencesChanged);
    line->setText(u"  "_s);
    const auto hints = m_page->findChildren<HintLine *>();
    QCOMPARE(hints.size(), 1);
    QVERIFY(hints.first()->tone() == HintLine::Tone::Error);
    line->setText(u"ana"_s);
    QVERIFY(hints.first()->tone() == HintLine::Tone::Help);
    line->setFocus();
    QTest::keyClick(line, Qt::Key_Return);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(Preferences::load(m_folder->filePath(u"config/preferences.json"_s)).operatorId(), u"ana"_s);
}

void TestSettingsPage::preferencesThatCannotBeSaved_areSaid()
{
    QFile inTheWay(m_folder->filePath(u"config"_s));
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    QTest::mouseClick(part<QWidget>(u"compactRowsCheckBox"_s), Qt::LeftButton, {}, {10, 10});
    QTRY_VERIFY(notice()->isVisible());
    QCOMPARE(notice()->text().headline, u"The preferences could not be saved"_s);
    QVERIFY(notice()->text().meaning.contains(u"preferences.json"_s));
    QVERIFY(m_preferences.compactRows()); // for this run
}

void TestSettingsPage::controls_areNamed()
{
    QVERIFY(m_store->put(heldProfile(u"a"_s)));
    load();
    select(u"a"_s);
    QCOMPARE(WidgetWalk::unnamedControls(m_page.get()), QStringList());
}

void TestSettingsPage::tabOrder_followsTheEye()
{
    QVERIFY(m_store->put(heldProfile(u"a"_s)));
    load();
    select(u"a"_s);
    QCOMPARE(WidgetWalk::tabOrder(part<QWidget>(u"connectionList"_s)),
             QStringList({u"connectionList"_s, u"openConnectionButton"_s, u"addConnectionButton"_s,
                          u"editConnectionButton"_s, u"duplicateConnectionButton"_s, u"testStoredConnectionButton"_s,
                          u"removeConnectionButton"_s, u"cardImagesCheckBox"_s, u"operatorIdLineEdit"_s,
                          u"appearanceComboBox"_s, u"compactRowsCheckBox"_s, u"connectionsHelpLink"_s}));
}

QTEST_MAIN(TestSettingsPage)
#include "tst_settingspage.moc"

// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/forms/widgetwalk.h"
#include "tests/ui/settings/helddesk.h"
#include "ui/forms/hintline.h"
#include "ui/forms/notice.h"
#include "ui/settings/connectioneditor.h"
#include "ui/settings/lifecycleeditor.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
ConnectionProfile newProfile()
{
    ConnectionProfile profile = heldProfile(u"c-1"_s, {});
    profile.values.clear();
    return profile;
}
} // namespace

class TestConnectionEditor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void missing_isNamedAndNothingIsKept();
    void wrongValue_isNamedWhileTyping_data();
    void wrongValue_isNamedWhileTyping();
    void httpAddress_isNotSaved();
    void missingFile_isNamedAndNothingIsKept();
    void saved_givesProfileAndTypedSecretsOnly();
    void whatAnotherVersionStored_isKept();
    void whileSaving_nothingCanBeChanged();
    void savingFails_saysMeaningAndDetailAndKeepsWhatWasTyped();
    void storedSecret_isNeverInTheDialog();
    void typedSecret_isInNoText();
    void keychainThatCannotBeRead_isSaid();
    void test_saysWhatWorks();
    void test_usesWhatIsTypedAndWhatIsStored();
    void test_failureIsNamedAtItsSetting_data();
    void test_failureIsNamedAtItsSetting();
    void test_failureWithoutASetting_isInTheNotice();
    void hostileDetail_staysPlain();
    void closedWhileTesting_isHarmless();
    void closedWhileSaving_isHarmless();
    void contractExtension_isKeptWithTheConnection();
    void contractExtensionThatCannotWork_isNotSaved();
    void production_isWarnedOf();
    void escape_closes();
    void returnKey_startsNothing();
    void controls_areNamed();
    void tabOrder_followsTheEye();

private:
    void open(const ConnectionProfile &profile);
    void fillIn();
    template <typename T>
    [[nodiscard]] T *part(const QString &name) const
    {
        T *found = m_editor->findChild<T *>(name);
        if (!found)
            qFatal("no such part: %s", qPrintable(name));
        return found;
    }
    [[nodiscard]] QLineEdit *line(const QString &key) const { return part<QLineEdit>(key + u"LineEdit"_s); }
    [[nodiscard]] QString hint(const QString &key) const
    {
        const auto *place = part<HintLine>(key + u"Hint"_s);
        return place->tone() == HintLine::Tone::Error ? place->text() : QString();
    }
    [[nodiscard]] const Notice *notice() const { return part<Notice>(u"notice"_s); }
    void click(const QString &button) const { QTest::mouseClick(part<QPushButton>(button), Qt::LeftButton); }
    void save() const { click(u"saveConnectionButton"_s); }
    void test() const { click(u"testConnectionButton"_s); }

    std::unique_ptr<HeldDesk> m_desk;
    QPointer<ConnectionEditor> m_editor;
    QList<ConnectionProfile> m_kept;
    QList<ConnectionEditor::Secrets> m_keptSecrets;
    std::vector<Settler<Done>> m_keeping;
};

void TestConnectionEditor::initTestCase()
{
    applyTheme(*qApp, Appearance::Light);
}

void TestConnectionEditor::init()
{
    m_desk = std::make_unique<HeldDesk>();
    m_kept.clear();
    m_keptSecrets.clear();
    m_keeping.clear();
}

void TestConnectionEditor::cleanup()
{
    delete m_editor;
    m_desk.reset();
}

void TestConnectionEditor::open(const ConnectionProfile &profile)
{
    delete m_editor;
    const auto keep = [this](const ConnectionProfile &edited, const ConnectionEditor::Secrets &secrets) {
        m_kept << edited;
        m_keptSecrets << secrets;
        return m_keeping.emplace_back().pending();
    };
    m_editor = new ConnectionEditor(m_desk->desk, profile, *m_desk->clock, keep, nullptr);
    m_editor->open();
    QVERIFY(QTest::qWaitForWindowActive(m_editor));
}

void TestConnectionEditor::fillIn()
{
    line(u"connection.name"_s)->setText(u"Shop"_s);
    line(u"baseUrl"_s)->setText(u"https://shop.example"_s);
    QTest::keyClicks(line(u"apiKey"_s), u"canary-key"_s);
}

void TestConnectionEditor::missing_isNamedAndNothingIsKept()
{
    open(newProfile());
    QCOMPARE(m_editor->windowTitle(), u"Add a connection"_s);
    QCOMPARE(hint(u"connection.name"_s), QString()); // not before the person had the chance
    save();
    for (const QString &key : {u"connection.name"_s, u"baseUrl"_s, u"apiKey"_s})
        QVERIFY2(!hint(key).isEmpty(), qPrintable(key));
    QCOMPARE(hint(u"passphrase"_s), QString());
    QVERIFY(line(u"connection.name"_s)->hasFocus());
    QVERIFY(m_kept.isEmpty());
}

void TestConnectionEditor::wrongValue_isNamedWhileTyping_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("why");
    QTest::newRow("http") << u"baseUrl"_s << u"http://"_s << u"https"_s;
    QTest::newRow("no address") << u"baseUrl"_s << u"shop"_s << u"https"_s;
    QTest::newRow("too long") << u"merchantId"_s << u"123456789"_s << u"8"_s;
    QTest::newRow("invisible character") << u"connection.name"_s << u"Shop\u202Epohs"_s << u"Invisible"_s;
    QTest::newRow("name too long") << u"connection.name"_s << QString(61, u'x') << u"60"_s;
}

void TestConnectionEditor::wrongValue_isNamedWhileTyping()
{
    QFETCH(QString, key);
    QFETCH(QString, typed);
    QFETCH(QString, why);
    open(newProfile());
    line(key)->setFocus();
    line(key)->insert(typed);
    QVERIFY2(hint(key).contains(why), qPrintable(hint(key)));
}

void TestConnectionEditor::httpAddress_isNotSaved()
{
    open(newProfile());
    fillIn();
    line(u"baseUrl"_s)->setText(u"http://shop.example"_s);
    save();
    QVERIFY(m_kept.isEmpty());
    QVERIFY(line(u"baseUrl"_s)->hasFocus());
    test();
    QVERIFY(m_desk->opening->values.isEmpty());
}

void TestConnectionEditor::missingFile_isNamedAndNothingIsKept()
{
    open(newProfile());
    fillIn();
    line(u"keyFile"_s)->setText(u"/nonexistent/client.key"_s);
    QCOMPARE(hint(u"keyFile"_s), QString()); // a path is typed from left to right
    save();
    QCOMPARE(hint(u"keyFile"_s), u"There is no file here: choose it again."_s);
    QVERIFY(line(u"keyFile"_s)->hasFocus());
    QVERIFY(m_kept.isEmpty());
}

void TestConnectionEditor::saved_givesProfileAndTypedSecretsOnly()
{
    open(newProfile());
    fillIn();
    line(u"connection.name"_s)->setText(u"  Shop "_s);
    const QSignalSpy accepted(m_editor, &QDialog::accepted);
    save();
    QCOMPARE(m_kept.size(), 1);
    ConnectionProfile expected = heldProfile();
    expected.values = {{u"baseUrl"_s, u"https://shop.example"_s}};
    QCOMPARE(m_kept.first(), expected);
    QCOMPARE(m_keptSecrets.first().keys(), QStringList{u"apiKey"_s});
    QCOMPARE(m_keptSecrets.first().first()->bytes(), QByteArrayView("canary-key"));
    m_keeping.front().settle(Done{});
    QTRY_COMPARE(accepted.size(), 1);
    QTRY_VERIFY(!m_editor);
}

void TestConnectionEditor::whatAnotherVersionStored_isKept()
{
    m_desk->secrets->put(u"c-1"_s, u"apiKey"_s, u"stored"_s);
    open(heldProfile());
    QTRY_COMPARE(line(u"apiKey"_s)->placeholderText(), u"Stored; type to replace it"_s);
    line(u"baseUrl"_s)->setText(u"https://other.example"_s);
    save();
    QCOMPARE(m_kept.size(), 1);
    QCOMPARE(m_kept.first().values.value(u"ofAnotherVersion"_s), u"kept"_s);
    QCOMPARE(m_kept.first().values.value(u"baseUrl"_s), u"https://other.example"_s);
    QVERIFY(m_keptSecrets.first().isEmpty());
}

void TestConnectionEditor::whileSaving_nothingCanBeChanged()
{
    open(newProfile());
    fillIn();
    save();
    save();
    QCOMPARE(m_kept.size(), 1);
    QVERIFY(line(u"baseUrl"_s)->isReadOnly());
    QVERIFY(line(u"apiKey"_s)->isReadOnly());
    QVERIFY(!part<QPushButton>(u"testConnectionButton"_s)->isEnabled());
    QVERIFY(part<QPushButton>(u"cancelConnectionButton"_s)->isEnabled());
    QVERIFY(!part<QLabel>(u"connectionProgress"_s)->text().isEmpty());
}

void TestConnectionEditor::savingFails_saysMeaningAndDetailAndKeepsWhatWasTyped()
{
    open(newProfile());
    fillIn();
    save();
    m_keeping.front().settle(
        Failure(Error{.kind = Error::Kind::Storage, .detail = u"/home/x cannot be written: No space"_s}));
    QTRY_VERIFY(notice()->isVisible());
    QCOMPARE(notice()->text().headline, u"The connection could not be saved"_s);
    QVERIFY(notice()->text().meaning.startsWith(u"This desk's own records"_s));
    QVERIFY(notice()->text().meaning.contains(u"/home/x cannot be written: No space"_s));
    QVERIFY(part<QLabel>(u"noticeMeaning"_s)->isVisible());
    QVERIFY(m_editor->isVisible());
    QCOMPARE(line(u"connection.name"_s)->text(), u"Shop"_s);
    QVERIFY(!line(u"baseUrl"_s)->isReadOnly());
    save(); // again, with everything that was typed, the secret too
    QCOMPARE(m_kept.size(), 2);
    QCOMPARE(m_kept.at(1), m_kept.at(0));
    QCOMPARE(m_keptSecrets.at(1).first()->bytes(), QByteArrayView("canary-key"));
}

void TestConnectionEditor::storedSecret_isNeverInTheDialog()
{
    m_desk->secrets->put(u"c-1"_s, u"apiKey"_s, u"canary-stored"_s);
    open(heldProfile());
    QTRY_COMPARE(line(u"apiKey"_s)->placeholderText(), u"Stored; type to replace it"_s);
    QCOMPARE(line(u"apiKey"_s)->text(), QString());
    QVERIFY(!WidgetWalk::allText(m_editor).contains(u"canary"_s));
    QVERIFY(!part<QWidget>(u"apiKeyShowButton"_s)->isEnabled());
}

void TestConnectionEditor::typedSecret_isInNoText()
{
    open(newProfile());
    fillIn();
    QVERIFY(!WidgetWalk::allText(m_editor).contains(u"canary"_s));
    save();
    QVERIFY(!WidgetWalk::allText(m_editor).contains(u"canary"_s));
    m_keptSecrets.clear();
    m_keeping.front().settle(Done{});
    QTRY_VERIFY(!m_editor || !m_editor->isVisible());
    if (m_editor)
        QCOMPARE(line(u"apiKey"_s)->text(), QString());
}

void TestConnectionEditor::keychainThatCannotBeRead_isSaid()
{
    m_desk->secrets->readError = Error{.kind = Error::Kind::Storage, .detail = u"the keychain refused: locked"_s};
    open(heldProfile());
    QTRY_VERIFY(notice()->isVisible());
    QVERIFY(notice()->text().meaning.contains(u"the keychain refused: locked"_s));
}

void TestConnectionEditor::test_saysWhatWorks()
{
    open(newProfile());
    fillIn();
    test();
    QVERIFY(!part<QPushButton>(u"saveConnectionButton"_s)->isEnabled());
    m_desk->open();
    m_desk->provider->findings.back().settle(u"It answers."_s);
    QTRY_VERIFY(notice()->isVisible());
    QVERIFY(notice()->kind() == Notice::Kind::Note);
    QCOMPARE(notice()->text().meaning, u"It answers."_s);
    QVERIFY(part<QPushButton>(u"saveConnectionButton"_s)->isEnabled());
    QVERIFY(m_kept.isEmpty());
    QCOMPARE(m_desk->secrets->text(u"c-1"_s, u"apiKey"_s), QString());
}

void TestConnectionEditor::test_usesWhatIsTypedAndWhatIsStored()
{
    m_desk->secrets->put(u"c-1"_s, u"apiKey"_s, u"stored"_s);
    m_desk->secrets->put(u"c-1"_s, u"passphrase"_s, u"stored"_s);
    open(heldProfile());
    QTRY_COMPARE(line(u"passphrase"_s)->placeholderText(), u"Stored; type to replace it"_s);
    QTest::keyClicks(line(u"apiKey"_s), u"typed"_s);
    test();
    QCOMPARE(m_desk->opening->values.size(), 1);
    const auto secrets = m_desk->opening->values.first().secrets;
    QCOMPARE(secrets.value(u"apiKey"_s)->bytes(), QByteArrayView("typed"));
    QCOMPARE(secrets.value(u"passphrase"_s)->bytes(), QByteArrayView("stored"));
}

void TestConnectionEditor::test_failureIsNamedAtItsSetting_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("there");
    const auto row = [](const char *name, Error::Kind kind, const QString &field, const QString &there) {
        QTest::newRow(name) << static_cast<int>(kind) << field << there;
    };
    row("wrong file", Error::Kind::Configuration, u"keyFile"_s, u"Why it is so."_s);
    row("wrong passphrase", Error::Kind::Configuration, u"passphrase"_s, u"Why it is so."_s);
    row("unreachable", Error::Kind::Unreachable, u"baseUrl"_s,
        u"No connection to the server could be made. Nothing was sent."_s);
    row("key refused", Error::Kind::Unauthorized, u"apiKey"_s, u"The server refused this connection's API key."_s);
    row("certificate refused", Error::Kind::CertificateRefused, u"keyFile"_s,
        u"The server did not accept this connection's client certificate."_s);
}

void TestConnectionEditor::test_failureIsNamedAtItsSetting()
{
    QFETCH(int, kind);
    QFETCH(QString, field);
    QFETCH(QString, there);
    open(newProfile());
    fillIn();
    test();
    m_desk->opening->held.back().settle(
        Failure(Error{.kind = static_cast<Error::Kind>(kind), .detail = u"why it is so"_s, .field = field}));
    QTRY_VERIFY(notice()->isVisible());
    QCOMPARE(hint(field), there);
    QVERIFY(line(field)->hasFocus());
    QCOMPARE(notice()->text().headline, u"The connection does not work"_s);
    QVERIFY(notice()->text().meaning.endsWith(u"Technical detail: why it is so"_s));
    line(field)->setFocus();
    QTest::keyClicks(line(field), u"x"_s);
    QVERIFY(hint(field) != there);
}

void TestConnectionEditor::test_failureWithoutASetting_isInTheNotice()
{
    open(newProfile());
    fillIn();
    test();
    m_desk->open();
    m_desk->provider->findings.back().settle(
        Failure(Error{.kind = Error::Kind::Unavailable, .correlationId = u"5a1c"_s}));
    QTRY_VERIFY(notice()->isVisible());
    QVERIFY(notice()->kind() == Notice::Kind::Error);
    QCOMPARE(notice()->text().correlationId, u"5a1c"_s);
    QVERIFY(!notice()->text().meaning.contains(u"Technical detail"_s));
}

void TestConnectionEditor::hostileDetail_staysPlain()
{
    open(newProfile());
    fillIn();
    test();
    m_desk->opening->held.back().settle(
        Failure(Error{.kind = Error::Kind::Configuration, .detail = u"<b>x</b>\u202E"_s, .field = u"keyFile"_s}));
    QTRY_VERIFY(notice()->isVisible());
    QVERIFY(notice()->text().meaning.contains(u"<b>x</b>\\u202e"_s));
    QCOMPARE(hint(u"keyFile"_s), u"<b>x</b>\\u202e."_s);
    for (const QLabel *label : m_editor->findChildren<QLabel *>())
        QVERIFY(!label->text().contains(u'<') || label->textFormat() == Qt::PlainText);
}

void TestConnectionEditor::closedWhileTesting_isHarmless()
{
    open(newProfile());
    fillIn();
    test();
    click(u"cancelConnectionButton"_s);
    QTRY_VERIFY(!m_editor);
    m_desk->open();
    m_desk->provider->findings.back().settle(u"It answers."_s);
    QTest::qWait(0);
}

void TestConnectionEditor::closedWhileSaving_isHarmless()
{
    open(newProfile());
    fillIn();
    save();
    QTest::keyClick(m_editor, Qt::Key_Escape);
    QTRY_VERIFY(!m_editor);
    m_keeping.front().settle(Failure(Error{.kind = Error::Kind::Storage}));
    QTest::qWait(0);
}

void TestConnectionEditor::contractExtension_isKeptWithTheConnection()
{
    open(newProfile());
    QVERIFY(!m_editor->findChild<LifecycleEditor *>()); // this service takes none
    m_desk->opening->takesLifecycle = true;
    open(newProfile());
    fillIn();
    QVERIFY(part<QPlainTextEdit>(u"lifecycle.suspend.preview"_s)->toPlainText().contains(u"https://shop.example/tokens/"_s));
    save();
    QCOMPARE(m_kept.size(), 1);
    QVERIFY(!m_kept.last().values.contains(u"lifecycle.on"_s)); // off leaves no trace
    m_keeping.back().settle(Failure(Error{}));
    QTRY_VERIFY(part<QPushButton>(u"saveConnectionButton"_s)->isEnabled());
    part<QCheckBox>(u"lifecycle.onCheckBox"_s)->setChecked(true);
    part<QLineEdit>(u"lifecycle.resume.path"_s)->setText(u"/tokens/{tokenId}/back"_s);
    save();
    QCOMPARE(m_kept.size(), 2);
    const LifecycleExtension kept = lifecycle::fromValues(m_kept.last().values);
    QVERIFY(kept.isOn);
    QCOMPARE(kept.resume.path, u"/tokens/{tokenId}/back"_s);
    QVERIFY(!part<QCheckBox>(u"lifecycle.onCheckBox"_s)->isEnabled()); // while it is being saved
}

void TestConnectionEditor::contractExtensionThatCannotWork_isNotSaved()
{
    m_desk->opening->takesLifecycle = true;
    open(newProfile());
    fillIn();
    part<QCheckBox>(u"lifecycle.onCheckBox"_s)->setChecked(true);
    auto *path = part<QLineEdit>(u"lifecycle.suspend.path"_s);
    path->setText(u"//elsewhere.example/{tokenId}"_s);
    save();
    test();
    QVERIFY(m_kept.isEmpty());
    QVERIFY(m_desk->opening->values.isEmpty());
    QCOMPARE(m_editor->focusWidget(), path);
}

void TestConnectionEditor::production_isWarnedOf()
{
    open(heldProfile());
    const auto *warning = part<QLabel>(u"productionWarning"_s);
    QVERIFY(!warning->isVisible());
    auto *environment = part<QComboBox>(u"connection.environmentComboBox"_s);
    environment->setCurrentIndex(environment->findData(u"production"_s));
    QVERIFY(warning->isVisible());
    environment->setCurrentIndex(environment->findData(u"test"_s));
    QVERIFY(!warning->isVisible());
}

void TestConnectionEditor::escape_closes()
{
    open(heldProfile());
    QTest::keyClick(line(u"connection.name"_s), Qt::Key_Escape);
    QTRY_VERIFY(!m_editor);
    QVERIFY(m_kept.isEmpty());
}

void TestConnectionEditor::returnKey_startsNothing()
{
    open(newProfile());
    fillIn();
    QTest::keyClick(line(u"baseUrl"_s), Qt::Key_Return);
    QVERIFY(m_kept.isEmpty());
    QVERIFY(m_desk->opening->values.isEmpty());
    QVERIFY(m_editor->isVisible());
}

void TestConnectionEditor::controls_areNamed()
{
    open(heldProfile());
    m_desk->secrets->readError = Error{};
    save();
    QCOMPARE(WidgetWalk::unnamedControls(m_editor), QStringList());
    QVERIFY(!m_editor->accessibleName().isEmpty() || !m_editor->windowTitle().isEmpty());
}

void TestConnectionEditor::tabOrder_followsTheEye()
{
    open(heldProfile());
    QStringList order = WidgetWalk::tabOrder(line(u"connection.name"_s));
    order.removeAll(u"connectionScrollArea"_s); // scrolls by keys
    QCOMPARE(order, QStringList({u"connection.nameLineEdit"_s, u"connection.environmentComboBox"_s,
                                 u"baseUrlLineEdit"_s, u"merchantIdLineEdit"_s, u"apiKeyLineEdit"_s,
                                 u"keyFileLineEdit"_s, u"keyFileBrowseButton"_s, u"passphraseLineEdit"_s,
                                 u"testConnectionButton"_s, u"cancelConnectionButton"_s, u"saveConnectionButton"_s,
                                 u"connectionsHelpLink"_s, u"proxyHelpLink"_s}));
}

QTEST_MAIN(TestConnectionEditor)
#include "tst_connectioneditor.moc"

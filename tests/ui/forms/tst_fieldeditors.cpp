// SPDX-License-Identifier: Apache-2.0
#include "tests/support/testcards.h"
#include "tests/ui/forms/widgetwalk.h"
#include "ui/forms/fieldeditor.h"
#include "ui/forms/veiledlineedit.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QCompleter>
#include <QDropEvent>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWheelEvent>

#include <memory>

using namespace Qt::StringLiterals;
using Kind = FormField::Kind;

class TestFieldEditors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();

    void expiry_isBroughtIntoShape_data();
    void expiry_isBroughtIntoShape();
    void expiry_pasted_data();
    void expiry_pasted();
    void expiry_backspaceTakesTheSlashAlong();
    void expiry_isEditedInTheMiddle();

    void securityCode_isNeverInAText();
    void securityCode_takesDigitsOnly();
    void securityCode_isAsLongAsTheSchemeHasIt();
    void securityCode_typedBeforeTheNumber_isKept();

    void country_isFoundByCodeAndByName_data();
    void country_isFoundByCodeAndByName();
    void country_unclear_staysAsTyped();
    void country_popupOffersMatches_codeFirst();
    void language_givesItsCode();
    void combos_ignoreTheWheel();

    void choice_optionalBeginsWithNothing();
    void choice_requiredBeginsUnchosen();
    void choice_helpOfTheChosenValueIsTheHint();

    void multiline_countsCharactersAndTrims();
    void multiline_tabLeavesIt();

    void file_droppedOrPastedAsUrl_isAPath();
    void file_isChosenInADialogThatDoesNotBlock();

    void secret_isShownOnlyWhileTheButtonIsHeld();
    void secret_storedOne_isNamedAndReplacedByTyping();
    void secret_isNotCopied();

    void plainKinds_trimTheirValue();
    void personalKinds_areSecretsInTheValues();
    void inputs_areNamed_data();
    void inputs_areNamed();

private:
    FieldEditor &make(FormField field);
    [[nodiscard]] QString plain() const;
    [[nodiscard]] QByteArray secret() const;
    [[nodiscard]] QLineEdit *line() const { return qobject_cast<QLineEdit *>(m_editor->input()); }
    [[nodiscard]] QComboBox *combo() const { return qobject_cast<QComboBox *>(m_editor->input()); }
    void leave();

    std::unique_ptr<QWidget> m_window;
    FieldEditor *m_editor = nullptr;
    QPushButton *m_other = nullptr;
};

void TestFieldEditors::initTestCase()
{
    applyTheme(*qApp, Appearance::Light);
}

void TestFieldEditors::cleanup()
{
    m_window.reset();
}

FieldEditor &TestFieldEditors::make(FormField field)
{
    if (field.key.isEmpty())
        field.key = u"field"_s;
    if (field.label.isEmpty())
        field.label = u"Label"_s;
    m_window = std::make_unique<QWidget>();
    m_editor = makeFieldEditor(field, m_window.get());
    m_other = new QPushButton(u"other"_s);
    auto *layout = new QVBoxLayout(m_window.get());
    layout->addWidget(m_editor);
    layout->addWidget(m_other);
    m_window->resize(400, 200);
    m_window->show();
    if (!QTest::qWaitForWindowActive(m_window.get()))
        qFatal("no active window");
    m_editor->input()->setFocus();
    return *m_editor;
}

void TestFieldEditors::leave()
{
    if (QWidget *popup = QApplication::activePopupWidget())
        QTest::keyClick(popup, Qt::Key_Escape);
    m_other->setFocus(Qt::TabFocusReason);
}

QString TestFieldEditors::plain() const
{
    FormValues values;
    m_editor->putInto(values);
    return values.value(m_editor->field().key);
}

QByteArray TestFieldEditors::secret() const
{
    FormValues values;
    m_editor->putInto(values);
    return values.secret(m_editor->field().key).bytes().toByteArray();
}

void TestFieldEditors::expiry_isBroughtIntoShape_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("shown");
    QTest::addColumn<QString>("value");
    QTest::newRow("digits") << u"1231"_s << u"12/31"_s << u"1231"_s;
    QTest::newRow("slash typed") << u"12/31"_s << u"12/31"_s << u"1231"_s;
    QTest::newRow("short month with slash") << u"1/31"_s << u"01/31"_s << u"0131"_s;
    QTest::newRow("month that cannot be longer") << u"531"_s << u"05/31"_s << u"0531"_s;
    QTest::newRow("year in full") << u"12/2031"_s << u"12/31"_s << u"1231"_s;
    QTest::newRow("year 2020") << u"1220"_s << u"12/20"_s << u"1220"_s;
    QTest::newRow("no month") << u"1331"_s << u"13/31"_s << u"1331"_s;
    QTest::newRow("letters") << u"ab12"_s << u"12/"_s << u"12"_s;
    QTest::newRow("too much") << u"123145"_s << u"12/31"_s << u"1231"_s;
}

void TestFieldEditors::expiry_isBroughtIntoShape()
{
    QFETCH(const QString, typed);
    make({.key = {}, .label = {}, .kind = Kind::CardExpiry});
    QTest::keyClicks(line(), typed);
    QTEST(line()->text(), "shown");
    QTEST(plain(), "value");
}

void TestFieldEditors::expiry_pasted_data()
{
    QTest::addColumn<QString>("pasted");
    for (const QString &pasted : {u"12/31"_s, u"12-31"_s, u" 12 / 2031 "_s, u"2031-12"_s, u"122031"_s, u"12.31\n"_s})
        QTest::newRow(qPrintable(pasted)) << pasted;
}

void TestFieldEditors::expiry_pasted()
{
    QFETCH(const QString, pasted);
    make({.key = {}, .label = {}, .kind = Kind::CardExpiry});
    QGuiApplication::clipboard()->setText(pasted);
    QTest::keySequence(line(), QKeySequence::Paste);
    QCOMPARE(line()->text(), u"12/31"_s);
    QCOMPARE(plain(), u"1231"_s);
}

void TestFieldEditors::expiry_backspaceTakesTheSlashAlong()
{
    make({.key = {}, .label = {}, .kind = Kind::CardExpiry});
    QTest::keyClicks(line(), u"123"_s);
    QTest::keyClick(line(), Qt::Key_Backspace);
    QCOMPARE(line()->text(), u"12"_s);
    QTest::keyClick(line(), Qt::Key_Backspace);
    QCOMPARE(line()->text(), u"1"_s);
    QTest::keyClicks(line(), u"131"_s);
    QCOMPARE(line()->text(), u"11/31"_s);
}

void TestFieldEditors::expiry_isEditedInTheMiddle()
{
    make({.key = {}, .label = {}, .kind = Kind::CardExpiry});
    QTest::keyClicks(line(), u"1231"_s);
    line()->setCursorPosition(4);
    QTest::keyClick(line(), Qt::Key_Backspace);
    QTest::keyClicks(line(), u"4"_s);
    QCOMPARE(line()->text(), u"12/41"_s);
    QCOMPARE(line()->cursorPosition(), 4);
    line()->setCursorPosition(2);
    QTest::keyClick(line(), Qt::Key_Backspace);
    QTest::keyClicks(line(), u"1"_s);
    QCOMPARE(line()->text(), u"11/41"_s);
}

void TestFieldEditors::securityCode_isNeverInAText()
{
    make({.key = {}, .label = {}, .kind = Kind::SecurityCode});
    QTest::keyClicks(line(), u"739"_s);
    QCOMPARE(secret(), QByteArray("739"));
    QVERIFY(!WidgetWalk::allDigits(m_window.get()).contains(u"739"_s));
    QCOMPARE(line()->text(), u"•••"_s);
}

void TestFieldEditors::securityCode_takesDigitsOnly()
{
    make({.key = {}, .label = {}, .kind = Kind::SecurityCode});
    QTest::keyClicks(line(), u"7x3 9"_s);
    QCOMPARE(secret(), QByteArray("739"));
}

void TestFieldEditors::securityCode_isAsLongAsTheSchemeHasIt()
{
    FieldEditor &editor = make({.key = {}, .label = {}, .kind = Kind::SecurityCode});
    editor.setScheme(Scheme::Visa);
    QTest::keyClicks(line(), u"7391"_s);
    QCOMPARE(secret(), QByteArray("739"));
    QVERIFY(!editor.isUnfinished());
    editor.setScheme(Scheme::Amex);
    QVERIFY(editor.isUnfinished());
    QTest::keyClicks(line(), u"12"_s);
    QCOMPARE(secret(), QByteArray("7391"));
}

void TestFieldEditors::securityCode_typedBeforeTheNumber_isKept()
{
    FieldEditor &editor = make({.key = {}, .label = {}, .kind = Kind::SecurityCode});
    QTest::keyClicks(line(), u"7391"_s);
    editor.setScheme(Scheme::Visa);
    QCOMPARE(secret(), QByteArray("7391"));
}

void TestFieldEditors::country_isFoundByCodeAndByName_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("code");
    QTest::newRow("code") << u"us"_s << u"US"_s;
    QTest::newRow("code in capitals") << u"DE"_s << u"DE"_s;
    QTest::newRow("name") << u"germany"_s << u"DE"_s;
    QTest::newRow("name that begins another") << u"niger"_s << u"NE"_s;
    QTest::newRow("only one such") << u"switz"_s << u"CH"_s;
    QTest::newRow("second word") << u"kingdom"_s << u"GB"_s;
    QTest::newRow("as it is shown") << u"France (FR)"_s << u"FR"_s;
    QTest::newRow("blanks around") << u" fr "_s << u"FR"_s;
}

void TestFieldEditors::country_isFoundByCodeAndByName()
{
    QFETCH(const QString, typed);
    make({.key = {}, .label = {}, .kind = Kind::Country});
    QTest::keyClicks(combo()->lineEdit(), typed);
    QTEST(plain(), "code");
    leave();
    QTEST(plain(), "code");
    QVERIFY2(combo()->currentText().endsWith(u" (%1)"_s.arg(plain())), qPrintable(combo()->currentText()));
}

void TestFieldEditors::country_unclear_staysAsTyped()
{
    make({.key = {}, .label = {}, .kind = Kind::Country});
    QTest::keyClicks(combo()->lineEdit(), u"united"_s);
    leave();
    QCOMPARE(plain(), u"united"_s);
    QCOMPARE(combo()->currentText(), u"united"_s);
}

void TestFieldEditors::country_popupOffersMatches_codeFirst()
{
    make({.key = {}, .label = {}, .kind = Kind::Country});
    QTest::keyClicks(combo()->lineEdit(), u"us"_s);
    const QAbstractItemModel *offered = combo()->lineEdit()->completer()->completionModel();
    QCOMPARE(offered->index(0, 0).data().toString(), u"United States (US)"_s);
    QStringList all;
    for (int row = 0; row < offered->rowCount(); ++row)
        all << offered->index(row, 0).data().toString();
    QVERIFY(all.contains(u"Australia (AU)"_s));
    QVERIFY(!all.contains(u"France (FR)"_s));
}

void TestFieldEditors::language_givesItsCode()
{
    make({.key = {}, .label = {}, .kind = Kind::Language});
    QTest::keyClicks(combo()->lineEdit(), u"french"_s);
    QCOMPARE(plain(), u"fr"_s);
    m_editor->setValue(u"en"_s);
    QCOMPARE(combo()->currentText(), u"English (en)"_s);
    QCOMPARE(plain(), u"en"_s);
}

void TestFieldEditors::combos_ignoreTheWheel()
{
    make({.key = {}, .label = {}, .kind = Kind::Language});
    m_editor->setValue(u"en"_s);
    QWheelEvent wheel({5, 5}, combo()->mapToGlobal(QPointF(5, 5)), {0, -120}, {0, -120}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(combo(), &wheel);
    QCOMPARE(plain(), u"en"_s);
}

void TestFieldEditors::choice_optionalBeginsWithNothing()
{
    make({.key = {}, .label = {}, .kind = Kind::Choice, .choices = {{u"1"_s, u"One"_s}, {u"2"_s, u"Two"_s}}});
    QVERIFY(m_editor->isBlank());
    QCOMPARE(combo()->currentText(), u"Not set"_s);
    QTest::keyClick(combo(), Qt::Key_Down);
    QCOMPARE(plain(), u"1"_s);
    m_editor->wipe();
    QVERIFY(m_editor->isBlank());
}

void TestFieldEditors::choice_requiredBeginsUnchosen()
{
    make({.key = {}, .label = {}, .kind = Kind::Choice, .isRequired = true, .choices = {{u"1"_s, u"One"_s}}});
    QVERIFY(m_editor->isBlank());
    QCOMPARE(combo()->currentIndex(), -1);
    QCOMPARE(combo()->count(), 1);
}

void TestFieldEditors::choice_helpOfTheChosenValueIsTheHint()
{
    make({.key = {},
          .label = {},
          .kind = Kind::Choice,
          .help = u"General."_s,
          .choices = {{u"1"_s, u"One"_s, u"About one."_s}, {u"2"_s, u"Two"_s}}});
    QCOMPARE(m_editor->hint(), u"General."_s);
    m_editor->setValue(u"1"_s);
    QCOMPARE(m_editor->hint(), u"About one."_s);
    QCOMPARE(combo()->itemData(1, Qt::ToolTipRole).toString(), u"About one."_s);
    m_editor->setValue(u"2"_s);
    QCOMPARE(m_editor->hint(), u"General."_s);
}

void TestFieldEditors::multiline_countsCharactersAndTrims()
{
    make({.key = {}, .label = {}, .kind = Kind::Multiline, .maxLength = 8196});
    auto *edit = qobject_cast<QPlainTextEdit *>(m_editor->input());
    QGuiApplication::clipboard()->setText(u"\n"_s + QString(1204, u'x') + u" \n"_s);
    QTest::keySequence(edit, QKeySequence::Paste);
    QCOMPARE(plain(), QString(1204, u'x'));
    QCOMPARE(m_editor->note(),
             u"%1 of %2 characters"_s.arg(QLocale().toString(1204), QLocale().toString(8196)));
    m_editor->setValue(u"a\U0001F4B3"_s);
    QVERIFY(m_editor->note().startsWith(u"2 of"_s));
}

void TestFieldEditors::multiline_tabLeavesIt()
{
    make({.key = {}, .label = {}, .kind = Kind::Multiline});
    QSignalSpy left(m_editor, &FieldEditor::left);
    QTest::keyClick(m_editor->input(), Qt::Key_Tab);
    QVERIFY(m_other->hasFocus());
    QCOMPARE(left.count(), 1);
    QCOMPARE(plain(), QString());
}

void TestFieldEditors::file_droppedOrPastedAsUrl_isAPath()
{
    make({.key = {}, .label = {}, .kind = Kind::File});
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile(u"/tmp/a key.pem"_s)});
    QDragEnterEvent enter({5, 5}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(line(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop({5, 5}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(line(), &drop);
    QCOMPARE(line()->text(), u"/tmp/a key.pem"_s);
    line()->setText(u" file:///tmp/other.pem "_s);
    QCOMPARE(plain(), u"/tmp/other.pem"_s);
}

void TestFieldEditors::file_isChosenInADialogThatDoesNotBlock()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"key.pem"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    make({.key = u"certificate"_s, .label = {}, .kind = Kind::File});
    auto *browse = m_editor->findChild<QPushButton *>(u"certificateBrowseButton"_s);
    QTest::mouseClick(browse, Qt::LeftButton);
    auto *dialog = m_editor->findChild<QFileDialog *>(u"fileDialog"_s);
    QVERIFY(dialog);
    Q_EMIT dialog->fileSelected(file.fileName());
    QCOMPARE(plain(), file.fileName());
    dialog->reject();
    m_editor->setReadOnly(true);
    QVERIFY(!browse->isEnabled());
}

void TestFieldEditors::secret_isShownOnlyWhileTheButtonIsHeld()
{
    make({.key = u"apiKey"_s, .label = {}, .kind = Kind::Secret});
    auto *show = m_editor->findChild<QToolButton *>(u"apiKeyShowButton"_s);
    QVERIFY(!show->isEnabled());
    const auto picture = [&](const QString &typed) {
        m_editor->wipe();
        QTest::keyClicks(line(), typed);
        return line()->grab().toImage();
    };
    const QImage other = picture(u"abcdef"_s);
    const QImage hidden = picture(u"uvwxyz"_s);
    QCOMPARE(other, hidden);
    QTest::mousePress(show, Qt::LeftButton);
    QVERIFY(line()->grab().toImage() != hidden);
    QVERIFY(!WidgetWalk::allText(m_window.get()).contains(u"uvwxyz"_s));
    QTest::mouseRelease(show, Qt::LeftButton);
    QCOMPARE(line()->grab().toImage(), hidden);
    QCOMPARE(secret(), QByteArray("uvwxyz"));
}

void TestFieldEditors::secret_storedOne_isNamedAndReplacedByTyping()
{
    make({.key = {}, .label = {}, .kind = Kind::Secret, .help = u"From the vendor."_s});
    QCOMPARE(m_editor->hint(), u"From the vendor."_s);
    m_editor->setStored(true);
    QVERIFY(line()->placeholderText().startsWith(u"Stored"_s));
    QVERIFY(m_editor->hint() != u"From the vendor."_s);
    QVERIFY(m_editor->isBlank());
    QGuiApplication::clipboard()->setText(u"pässphrase"_s);
    QTest::keySequence(line(), QKeySequence::Paste);
    QCOMPARE(secret(), u"pässphrase"_s.toUtf8());
}

void TestFieldEditors::secret_isNotCopied()
{
    make({.key = {}, .label = {}, .kind = Kind::Secret});
    QGuiApplication::clipboard()->setText(u"untouched"_s);
    QTest::keyClicks(line(), u"abcdef"_s);
    QTest::keySequence(line(), QKeySequence::SelectAll);
    QTest::keySequence(line(), QKeySequence::Copy);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"untouched"_s);
}

void TestFieldEditors::plainKinds_trimTheirValue()
{
    make({.key = {}, .label = {}, .kind = Kind::IpAddress});
    QGuiApplication::clipboard()->setText(u" 203.0.113.7\n"_s);
    QTest::keySequence(line(), QKeySequence::Paste);
    QCOMPARE(plain(), u"203.0.113.7"_s);
}

void TestFieldEditors::personalKinds_areSecretsInTheValues()
{
    for (const Kind kind : {Kind::PersonName, Kind::Email, Kind::AccountId}) {
        make({.key = {}, .label = {}, .kind = kind});
        QTest::keyClicks(line(), u" J DOE "_s);
        QCOMPARE(plain(), QString());
        QCOMPARE(secret(), QByteArray("J DOE"));
    }
}

void TestFieldEditors::inputs_areNamed_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("name");
    const auto add = [](Kind kind, const QString &name) { QTest::newRow(qPrintable(name + QString::number(int(kind)))) << int(kind) << name; };
    for (const Kind kind : {Kind::Text, Kind::CardNumber, Kind::SecurityCode, Kind::CardExpiry, Kind::PersonName, Kind::Email,
                            Kind::AccountId, Kind::IpAddress, Kind::Ipv4Address, Kind::Location, Kind::Url, Kind::File, Kind::Secret})
        add(kind, u"a.keyLineEdit"_s);
    for (const Kind kind : {Kind::Country, Kind::Language, Kind::Choice})
        add(kind, u"a.keyComboBox"_s);
    add(Kind::Multiline, u"a.keyPlainTextEdit"_s);
}

void TestFieldEditors::inputs_areNamed()
{
    QFETCH(const int, kind);
    make({.key = u"a.key"_s, .label = u"What it is"_s, .kind = static_cast<Kind>(kind)});
    QTEST(m_editor->input()->objectName(), "name");
    QCOMPARE(m_editor->input()->accessibleName(), u"What it is"_s);
    QCOMPARE(WidgetWalk::unnamedControls(m_editor), QStringList());
}

QTEST_MAIN(TestFieldEditors)
#include "tst_fieldeditors.moc"

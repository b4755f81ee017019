// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/forms/widgetwalk.h"
#include "ui/create/disclosuredialog.h"
#include "ui/forms/hiddenvalue.h"
#include "ui/forms/notice.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestDisclosureDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void dialog_isNeededOnlyForMoreThanAToken();
    void facts_areShownAsTextAndCopied();
    void values_areHiddenUntilHeld();
    void values_hideThemselvesInTheEnd();
    void values_areInNoTextAndNotCopied();
    void hiddenValue_saysNothingAboutItsLength();
    void closed_dropsTheData();
    void problem_isSaid();
    void controls_areNamed();

private:
    [[nodiscard]] std::unique_ptr<DisclosureDialog> open(std::chrono::milliseconds longest = 30s);

    Creation m_creation;
};

void TestDisclosureDialog::initTestCase()
{
    applyTheme(*qApp, Appearance::Light);
}

void TestDisclosureDialog::init()
{
    const auto secret = [](const char *text) { return std::make_shared<const SecretBytes>(SecretBytes::copyOf(QByteArrayView(text))); };
    auto disclosure = std::make_shared<Disclosure>();
    disclosure->title = u"The customer’s address"_s;
    disclosure->items = {{u"Name"_s, secret("Jane Canary")}, {u"City"_s, secret("Canaryville on the River")}};
    m_creation = {};
    m_creation.answer.disclosure = disclosure;
    m_creation.answer.extra = {{.group = {}, .key = u"returnUri"_s, .label = u"Return address"_s,
                                .value = u"https://bank.example/<b>x</b>"_s}};
}

std::unique_ptr<DisclosureDialog> TestDisclosureDialog::open(std::chrono::milliseconds longest)
{
    auto dialog = std::make_unique<DisclosureDialog>(m_creation, nullptr, longest);
    dialog->open();
    if (!QTest::qWaitForWindowActive(dialog.get()))
        qFatal("no active window");
    return dialog;
}

void TestDisclosureDialog::dialog_isNeededOnlyForMoreThanAToken()
{
    QVERIFY(DisclosureDialog::isNeededFor(m_creation));
    Creation plain;
    QVERIFY(!DisclosureDialog::isNeededFor(plain));
    plain.isRecorded = false;
    QVERIFY(DisclosureDialog::isNeededFor(plain));
    plain = {};
    plain.answer.disclosureProblem = u"x"_s;
    QVERIFY(DisclosureDialog::isNeededFor(plain));
    plain = {};
    plain.answer.extra = m_creation.answer.extra;
    QVERIFY(DisclosureDialog::isNeededFor(plain));
}

void TestDisclosureDialog::facts_areShownAsTextAndCopied()
{
    const auto dialog = open();
    auto *value = dialog->findChild<QLabel *>(u"returnUriValue"_s);
    QCOMPARE(value->text(), u"https://bank.example/<b>x</b>"_s);
    QCOMPARE(value->textFormat(), Qt::PlainText);
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"returnUriCopyButton"_s), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"https://bank.example/<b>x</b>"_s);
}

void TestDisclosureDialog::values_areHiddenUntilHeld()
{
    const auto dialog = open();
    auto *value = dialog->findChild<HiddenValue *>(u"disclosureValue0"_s);
    auto *hold = dialog->findChild<QPushButton *>(u"disclosureShowButton0"_s);
    const QImage hidden = value->grab().toImage();
    QTest::mousePress(hold, Qt::LeftButton);
    QVERIFY(value->isRevealed());
    QVERIFY(value->grab().toImage() != hidden);
    QTest::mouseRelease(hold, Qt::LeftButton);
    QCOMPARE(value->grab().toImage(), hidden);
    hold->setFocus();
    QTest::keyPress(hold, Qt::Key_Space);
    QVERIFY(value->isRevealed());
    QTest::keyRelease(hold, Qt::Key_Space);
    QVERIFY(!value->isRevealed());
}

void TestDisclosureDialog::values_hideThemselvesInTheEnd()
{
    const auto dialog = open(50ms);
    auto *value = dialog->findChild<HiddenValue *>(u"disclosureValue0"_s);
    QTest::mousePress(dialog->findChild<QPushButton *>(u"disclosureShowButton0"_s), Qt::LeftButton);
    QVERIFY(value->isRevealed());
    QTRY_VERIFY(!value->isRevealed());
}

void TestDisclosureDialog::values_areInNoTextAndNotCopied()
{
    QGuiApplication::clipboard()->setText(u"untouched"_s);
    const auto dialog = open();
    QTest::mousePress(dialog->findChild<QPushButton *>(u"disclosureShowButton0"_s), Qt::LeftButton);
    QVERIFY(!WidgetWalk::allText(dialog.get()).contains(u"Canary"_s));
    QCOMPARE(QGuiApplication::clipboard()->text(), u"untouched"_s);
}

void TestDisclosureDialog::hiddenValue_saysNothingAboutItsLength()
{
    const auto dialog = open();
    const auto picture = [&](const QString &name) { return dialog->findChild<HiddenValue *>(name)->grab().toImage(); };
    QCOMPARE(picture(u"disclosureValue0"_s), picture(u"disclosureValue1"_s));
}

void TestDisclosureDialog::closed_dropsTheData()
{
    const std::weak_ptr<const Disclosure> disclosure = m_creation.answer.disclosure;
    const std::weak_ptr<const SecretBytes> value = m_creation.answer.disclosure->items.first().value;
    auto dialog = open();
    m_creation = {};
    QVERIFY(!value.expired());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QTest::mouseClick(dialog.release()->findChild<QPushButton *>(u"closeButton"_s), Qt::LeftButton);
    QTRY_VERIFY(value.expired());
    QVERIFY(disclosure.expired());
}

void TestDisclosureDialog::problem_isSaid()
{
    m_creation.answer.disclosure.reset();
    m_creation.answer.disclosureProblem = u"No loaded key has the id k-9."_s;
    const auto dialog = open();
    QCOMPARE(dialog->findChild<Notice *>(u"disclosureProblemNotice"_s)->text().meaning, u"No loaded key has the id k-9."_s);
}

void TestDisclosureDialog::controls_areNamed()
{
    m_creation.isRecorded = false;
    const auto dialog = open();
    QCOMPARE(WidgetWalk::unnamedControls(dialog.get()), QStringList());
}

QTEST_MAIN(TestDisclosureDialog)
#include "tst_disclosuredialog.moc"

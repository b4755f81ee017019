// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/theme.h"
#include "ui/window/aboutdialog.h"
#include "ui/window/dialogsizes.h"

#include <QApplication>
#include <QLabel>
#include <QMessageBox>
#include <QScreen>
#include <QTemporaryDir>
#include <QTest>
#include <QVBoxLayout>
#include <QWindow>

using namespace Qt::StringLiterals;

namespace {
constexpr QSize large(640, 480);

//! As a person does it at the frame: the window system says so.
void resizeByHand(const QDialog &dialog, QSize size)
{
    dialog.windowHandle()->resize(size);
    QTRY_COMPARE(dialog.size(), size);
}
} // namespace

class TestDialogSizes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void size_isRememberedPerDialog();
    void size_isThereAgainAfterARestart();
    void untouchedDialog_keepsItsOwnSize();
    void sizeGivenByTheProgram_isNotRemembered();
    void remembered_leavesRoomForWhatIsSaidThisTime();
    void remembered_fitsTheScreen();
    void dialogWithoutAName_isLeftAlone();
    void messageBox_isLeftAlone();

private:
    QTemporaryDir m_folder;
    Preferences m_preferences;
    std::unique_ptr<DialogSizes> m_sizes;
};

void TestDialogSizes::initTestCase()
{
    applyTheme(*qApp, Appearance::Light);
}

void TestDialogSizes::init()
{
    m_preferences =
        Preferences::load(m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction()) + u".json"_s));
    m_sizes = std::make_unique<DialogSizes>(m_preferences, nullptr);
}

void TestDialogSizes::size_isRememberedPerDialog()
{
    {
        AboutDialog about;
        about.open();
        resizeByHand(about, large);
        about.close();
    }
    AboutDialog again;
    again.open();
    QCOMPARE(again.size(), large);
    QDialog other;
    other.setObjectName(u"otherDialog"_s);
    other.resize(200, 100);
    other.open();
    QCOMPARE(other.size(), QSize(200, 100));
}

void TestDialogSizes::size_isThereAgainAfterARestart()
{
    {
        AboutDialog about;
        about.open();
        resizeByHand(about, large);
    }
    QVERIFY(m_preferences.save());
    m_sizes.reset();
    m_preferences =
        Preferences::load(m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction()) + u".json"_s));
    m_sizes = std::make_unique<DialogSizes>(m_preferences, nullptr);
    AboutDialog again;
    again.open();
    QCOMPARE(again.size(), large);
}

void TestDialogSizes::untouchedDialog_keepsItsOwnSize()
{
    AboutDialog about;
    about.open();
    const QSize own = about.size();
    about.close();
    QVERIFY(!m_preferences.dialogSize(u"aboutDialog"_s).isValid());
    AboutDialog again;
    again.open();
    QCOMPARE(again.size(), own);
}

void TestDialogSizes::sizeGivenByTheProgram_isNotRemembered()
{
    AboutDialog about;
    about.open();
    about.resize(700, 500); // as when it has more to say
    QCoreApplication::processEvents();
    QVERIFY(!m_preferences.dialogSize(u"aboutDialog"_s).isValid());
}

void TestDialogSizes::remembered_leavesRoomForWhatIsSaidThisTime()
{
    m_preferences.setDialogSize(u"talkativeDialog"_s, {300, 60});
    QDialog dialog;
    dialog.setObjectName(u"talkativeDialog"_s);
    auto *text = new QLabel(u"word "_s.repeated(200), &dialog);
    text->setWordWrap(true);
    (new QVBoxLayout(&dialog))->addWidget(text);
    dialog.open();
    QCOMPARE(dialog.width(), 300);
    QVERIFY(text->height() >= text->heightForWidth(text->width()));
}

void TestDialogSizes::remembered_fitsTheScreen()
{
    m_preferences.setDialogSize(u"aboutDialog"_s, {90'000, 90'000});
    AboutDialog about;
    about.open();
    QVERIFY(about.width() <= about.screen()->availableSize().width());
    QVERIFY(about.height() <= about.screen()->availableSize().height());
}

void TestDialogSizes::dialogWithoutAName_isLeftAlone()
{
    QDialog dialog;
    dialog.open();
    resizeByHand(dialog, large);
    QVERIFY(!m_preferences.dialogSize(QString()).isValid());
}

void TestDialogSizes::messageBox_isLeftAlone()
{
    m_preferences.setDialogSize(u"question"_s, large);
    QMessageBox box(QMessageBox::Question, u"Title"_s, u"Text"_s);
    box.setObjectName(u"question"_s);
    box.open();
    QVERIFY(box.size() != large);
}

QTEST_MAIN(TestDialogSizes)
#include "tst_dialogsizes.moc"

// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/cardart/fakepictures.h"
#include "ui/cardart/assetpreview.h"
#include "ui/cardart/cardartview.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestCardArtView : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, Appearance::Light); }
    void init();
    void assets_areListedWithAllThatIsKnown();
    void nothingIsAsked_beforeItIsOnScreen();
    void selectedPicture_isPreviewed();
    void text_isInert();
    void problem_isSaidInWords();
    void emptyStates_areSaidInWords();
    void lateAnswer_forAnotherToken_isIgnored();
    void closedWhilePending_isHarmless();
    void colours_areShownWithTheirValues();
    void asset_isSaved();
    void saveFailure_isSaidInPlace();
    void hostileStrings_areEscaped();
    void everyControl_hasAName();

private:
    [[nodiscard]] QString label(const QString &name) const { return m_view->findChild<QLabel *>(name)->text(); }
    [[nodiscard]] QListWidget &list() const { return *m_view->findChild<QListWidget *>(u"assetList"_s); }
    void showAll();
    void saveTo(const QString &file);

    std::shared_ptr<FakePictures> m_pictures;
    std::unique_ptr<CardArtView> m_view;
};

void TestCardArtView::init()
{
    m_pictures = std::make_shared<FakePictures>();
    m_pictures->answersAtOnce = true;
    AssetDescription background;
    background.role = AssetRole::Background;
    background.id = u"alder-background"_s;
    background.declaredMediaType = u"image/jpeg"_s;
    background.format = AssetFormat::Png;
    background.bytes = 32 * 1024;
    background.naturalSize = {1024, 646};
    background.isFromCache = true;
    AssetDescription icon;
    icon.role = AssetRole::Icon;
    icon.id = u"alder-icon"_s;
    icon.declaredMediaType = u"text/plain"_s;
    icon.format = AssetFormat::PlainText;
    icon.bytes = 12;
    icon.host = u"tokens.example"_s;
    AssetDescription logo;
    logo.role = AssetRole::IssuerLogo;
    logo.id = u"alder-logo"_s;
    logo.problem = AssetProblem::Forbidden;
    m_pictures->described = {background, logo, icon};
    DecodedAsset picture;
    picture.format = AssetFormat::Png;
    picture.image = FakeArt::painted(u"alder"_s, {300, 189}).image;
    DecodedAsset text;
    text.format = AssetFormat::PlainText;
    text.text = u"<b>Terms</b>\nof use\u202E"_s;
    DecodedAsset refused;
    refused.problem = AssetProblem::Forbidden;
    m_pictures->assets = {{background.id, picture}, {icon.id, text}, {logo.id, refused}};
    m_pictures->files = {{background.id, QByteArray("picture")}};
    m_view = std::make_unique<CardArtView>();
    m_view->setPictures(m_pictures);
    m_view->resize(400, 600);
}

void TestCardArtView::showAll()
{
    m_view->setArt(FakeArt::named(u"alder"_s));
    m_view->show();
    QTRY_COMPARE(list().count(), 3);
}

void TestCardArtView::assets_areListedWithAllThatIsKnown()
{
    showAll();
    const QString first = list().item(0)->text();
    for (const QString &part : {u"Background"_s, u"alder-background"_s, u"PNG, declared as image/jpeg"_s,
                                u"1,024 × 646 pixels"_s, u"32 KiB"_s, u"from this desk’s cache"_s})
        QVERIFY2(first.contains(part) || first.contains(QString(part).remove(u',')), qPrintable(first));
    QVERIFY(list().item(1)->text().contains(u"Not shown: it refers to files outside itself"_s));
    QVERIFY(list().item(2)->text().contains(u"from tokens.example"_s));
}

void TestCardArtView::nothingIsAsked_beforeItIsOnScreen()
{
    m_pictures->answersAtOnce = false;
    m_view->setArt(FakeArt::named(u"alder"_s));
    QVERIFY(m_pictures->descriptions.isEmpty());
    m_view->show();
    QTRY_COMPARE(m_pictures->descriptions.size(), 1);
    m_view->setArt(FakeArt::named(u"alder"_s));
    QCOMPARE(m_pictures->descriptions.size(), 1);
}

void TestCardArtView::selectedPicture_isPreviewed()
{
    showAll();
    auto *preview = m_view->findChild<AssetPreview *>();
    QTRY_VERIFY(!preview->image().isNull());
    QCOMPARE(preview->accessibleDescription(), u"Background of the card"_s);
}

void TestCardArtView::text_isInert()
{
    showAll();
    list().setCurrentRow(2);
    auto *text = m_view->findChild<QPlainTextEdit *>(u"assetText"_s);
    QTRY_VERIFY(text->isVisible());
    QCOMPARE(text->toPlainText(), u"<b>Terms</b>\nof use\\u202e"_s);
    QVERIFY(text->isReadOnly());
}

void TestCardArtView::problem_isSaidInWords()
{
    showAll();
    list().setCurrentRow(1);
    QTRY_VERIFY(m_view->findChild<AssetPreview *>()->message().startsWith("Not shown: it refers"_L1));
    QVERIFY(!m_view->findChild<QPushButton *>(u"saveAssetButton"_s)->isEnabled());
}

void TestCardArtView::emptyStates_areSaidInWords()
{
    m_view->show();
    QVERIFY(label(u"cardArtMessage"_s).startsWith("No card art belongs"_L1));
    m_pictures->described = {};
    m_view->setArt(FakeArt::named(u"alder"_s));
    QTRY_VERIFY(label(u"cardArtMessage"_s).startsWith("The server named no asset"_L1));
    m_view->setPictures(nullptr);
    m_view->setArt(FakeArt::named(u"alder"_s));
    QVERIFY(label(u"cardArtMessage"_s).startsWith("This desk cannot show card art"_L1));
    QVERIFY(!list().isVisible());
}

void TestCardArtView::lateAnswer_forAnotherToken_isIgnored()
{
    m_pictures->answersAtOnce = false;
    m_view->setArt(FakeArt::named(u"alder"_s));
    m_view->show();
    m_view->setArt(FakeArt::named(u"night"_s));
    QTRY_COMPARE(m_pictures->descriptions.size(), 2);
    m_pictures->descriptions.first().settle(m_pictures->described);
    QCoreApplication::processEvents();
    QCOMPARE(list().count(), 0);
    m_pictures->descriptions.last().settle(m_pictures->described.first(1));
    QTRY_COMPARE(list().count(), 1);
}

void TestCardArtView::closedWhilePending_isHarmless()
{
    m_pictures->answersAtOnce = false;
    m_view->setArt(FakeArt::named(u"alder"_s));
    m_view->show();
    QTRY_COMPARE(m_pictures->descriptions.size(), 1);
    m_view.reset();
    m_pictures->descriptions.first().settle(m_pictures->described);
    QCoreApplication::processEvents();
}

void TestCardArtView::colours_areShownWithTheirValues()
{
    showAll();
    QCOMPARE(label(u"backgroundColorLabel"_s), u"Background #123B2B"_s);
    QVERIFY(m_view->findChild<QLabel *>(u"backgroundColorSwatch"_s)->isVisible());
    CardArt art = FakeArt::named(u"alder"_s);
    art.backgroundColor = u"red;}"_s;
    art.foregroundColor.clear();
    m_view->setArt(art);
    QTRY_COMPARE(list().count(), 3);
    QCOMPARE(label(u"backgroundColorLabel"_s), u"Background: “red;}” is no colour"_s);
    QCOMPARE(label(u"foregroundColorLabel"_s), u"Foreground: not said"_s);
    QVERIFY(!m_view->findChild<QLabel *>(u"backgroundColorSwatch"_s)->isVisible());
}

void TestCardArtView::saveTo(const QString &file)
{
    QTest::keyClick(m_view->findChild<QPushButton *>(u"saveAssetButton"_s), Qt::Key_Space);
    auto *dialog = m_view->findChild<QFileDialog *>(u"saveAssetDialog"_s);
    QVERIFY(dialog);
    QVERIFY(dialog->selectedFiles().first().endsWith("/alder-background.png"_L1));
    Q_EMIT dialog->fileSelected(file);
    dialog->close();
}

void TestCardArtView::asset_isSaved()
{
    const QTemporaryDir folder;
    showAll();
    saveTo(folder.filePath(u"out.png"_s));
    QTRY_VERIFY(label(u"assetSavedLabel"_s).startsWith("Saved as"_L1));
    QFile file(folder.filePath(u"out.png"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), "picture");
}

void TestCardArtView::saveFailure_isSaidInPlace()
{
    showAll();
    saveTo(u"/no such folder/out.png"_s);
    QTRY_VERIFY(label(u"assetSavedLabel"_s).startsWith("It could not be written"_L1));
    QCOMPARE(m_view->findChild<QLabel *>(u"assetSavedLabel"_s)->property("role").toString(), u"error"_s);
    m_pictures->files.clear();
    const QTemporaryDir folder;
    saveTo(folder.filePath(u"out.png"_s));
    QTRY_VERIFY(label(u"assetSavedLabel"_s).startsWith("It could not be fetched"_L1));
    QVERIFY(!QFile::exists(folder.filePath(u"out.png"_s)));
}

void TestCardArtView::hostileStrings_areEscaped()
{
    AssetDescription &asset = m_pictures->described.first();
    const QString evil = u"<b>x</b>\u202E\u200B"_s;
    for (QString *text : {&asset.id, &asset.declaredMediaType, &asset.declaredSize, &asset.detail, &asset.host})
        *text = evil;
    asset.isFromCache = false;
    showAll();
    const QString text = list().item(0)->text();
    QVERIFY(!text.contains(QChar(0x202E)) && !text.contains(QChar(0x200B)));
    QVERIFY(text.count(u"\\u202e"_s) >= 4);
}

void TestCardArtView::everyControl_hasAName()
{
    showAll();
    for (const QWidget *control : std::initializer_list<const QWidget *>{
             &list(), m_view->findChild<QPushButton *>(u"saveAssetButton"_s),
             m_view->findChild<QPlainTextEdit *>(u"assetText"_s), m_view->findChild<AssetPreview *>()}) {
        QVERIFY(!control->accessibleName().isEmpty());
        QVERIFY(!control->objectName().isEmpty());
    }
}

QTEST_MAIN(TestCardArtView)
#include "tst_cardartview.moc"

// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/cardart/fakepictures.h"
#include "tests/ui/tokens/fakes.h"
#include "tests/ui/tokens/samples.h"
#include "ui/cardart/cardartview.h"
#include "ui/cardart/cardview.h"
#include "ui/cardart/thumbnails.h"
#include "ui/theme/theme.h"
#include "ui/tokens/carddialog.h"
#include "ui/tokens/statechip.h"
#include "ui/tokens/tokenpanel.h"
#include "ui/tokens/tokenspage.h"
#include "ui/tokens/tokentablemodel.h"
#include "ui/tokens/tokentableview.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QListWidget>
#include <QPaintEvent>
#include <QPointer>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>

using namespace Qt::StringLiterals;

class TestTokenArt : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, Appearance::Light); }
    void init();
    void panel_showsTheTokensArt();
    void closedWhilePending_isHarmless();
    void anotherSession_dropsTheArt();
    void largerView_opensAndClosesByKeys();
    void largerView_fitsTheScreen_data();
    void largerView_fitsTheScreen();
    void largerView_showsTheState();
    void hosts_areAllowedFromThePanel();
    void cardArtTab_standsBetweenActivityAndRaw();
    void table_paintsOnlyWhatArrived();
    void table_asksForWhatIsPaintedAlone();
    void pictures_forTheEye();

private:
    [[nodiscard]] CardView &card() const { return *m_page->findChild<CardView *>(u"cardView"_s); }
    [[nodiscard]] TokenTableView &table() const { return *m_page->findChild<TokenTableView *>(); }
    void open(int count);

    FakeDesk m_desk;
    ExchangeLog m_log;
    std::shared_ptr<FakePictures> m_pictures;
    std::unique_ptr<TokensPage> m_page;
};

void TestTokenArt::init()
{
    m_page.reset();
    m_desk = FakeDesk();
    m_pictures = std::make_shared<FakePictures>();
    m_desk.pictures = m_pictures;
}

void TestTokenArt::open(int count)
{
    QList<TokenReading> readings = Samples::many(count);
    const QStringList products = FakeArt::products();
    for (int row = 0; row < count; ++row)
        readings[row].token.art = FakeArt::named(u"%1-%2"_s.arg(products.at(row % products.size())).arg(row));
    m_desk.workspace->seen = readings;
    m_page = std::make_unique<TokensPage>(m_log, *m_desk.clock);
    m_page->resize(1132, 700);
    m_page->setSession(m_desk.session());
    m_page->show();
    QTRY_COMPARE(table().model()->rowCount(), count);
}

void TestTokenArt::panel_showsTheTokensArt()
{
    m_pictures->answersAtOnce = true;
    open(3);
    table().selectRow(0);
    QTRY_VERIFY(!card().picture().isNull());
    table().selectRow(1);
    QVERIFY(!card().picture().isNull());
    QVERIFY(card().accessibleDescription().contains(u"With the issuer’s art."_s));
}

void TestTokenArt::closedWhilePending_isHarmless()
{
    open(3);
    table().selectRow(0);
    QTRY_VERIFY(!m_pictures->cards.isEmpty() && !m_pictures->thumbnails.isEmpty());
    m_page.reset();
    for (const QList<FakePictures::Question> &questions : {m_pictures->cards, m_pictures->thumbnails}) {
        for (const FakePictures::Question &question : questions)
            question.settler.settle(m_pictures->pictureOf(question.art, question.size));
    }
    QCoreApplication::processEvents();
}

void TestTokenArt::anotherSession_dropsTheArt()
{
    m_pictures->answersAtOnce = true;
    open(1);
    table().selectRow(0);
    QTRY_VERIFY(!card().picture().isNull());
    m_page->setSession(nullptr);
    QVERIFY(card().picture().isNull());
}

void TestTokenArt::largerView_opensAndClosesByKeys()
{
    m_pictures->answersAtOnce = true;
    open(1);
    table().selectRow(0);
    QTRY_VERIFY(card().isVisible());
    m_page->activateWindow();
    card().setFocus(Qt::TabFocusReason);
    QTest::keyClick(&card(), Qt::Key_Return);
    QPointer<CardDialog> dialog = m_page->findChild<CardDialog *>();
    QVERIFY(dialog);
    QTRY_VERIFY(dialog->isVisible());
    QVERIFY(!dialog->windowTitle().contains(u"0000"_s)); // digits do not belong into a title
    QTRY_VERIFY(!dialog->findChild<CardView *>()->picture().isNull());
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!dialog);
    QCOMPARE(m_page->focusWidget(), &card());
    QTest::mouseClick(&card(), Qt::LeftButton, {}, card().rect().center());
    QTRY_VERIFY(m_page->findChild<CardDialog *>());
}

void TestTokenArt::largerView_fitsTheScreen_data()
{
    QTest::addColumn<QSize>("screen");
    QTest::newRow("laptop") << QSize(1280, 800);
    QTest::newRow("low") << QSize(1920, 540);
    QTest::newRow("narrow") << QSize(700, 1400);
    QTest::newRow("large") << QSize(3840, 2160);
}

void TestTokenArt::largerView_fitsTheScreen()
{
    QFETCH(QSize, screen);
    const QSize size = CardDialog::cardSizeIn(screen);
    QVERIFY(size.width() <= screen.width() * 0.85);
    QVERIFY(size.height() <= screen.height() * 0.85);
    QVERIFY(std::abs(size.width() / double(size.height()) - 85.60 / 53.98) < 0.01);
}

void TestTokenArt::largerView_showsTheState()
{
    const Token token = Samples::reading(u"tk_1"_s, TokenState::Suspended).token;
    auto *dialog = new CardDialog(nullptr, token, nullptr);
    QCOMPARE(dialog->findChild<StateChip *>()->text(), u"Suspended"_s);
    QCOMPARE(dialog->findChild<CardView *>()->face().state, TokenState::Suspended);
    for (const QPushButton *button : dialog->findChildren<QPushButton *>())
        QVERIFY(!button->accessibleName().isEmpty() && !button->objectName().isEmpty());
    delete dialog;
}

void TestTokenArt::hosts_areAllowedFromThePanel()
{
    open(1);
    table().selectRow(0);
    QTRY_COMPARE(m_pictures->cards.size(), 1);
    CardPicture picture;
    picture.awaitsHost = u"art.example"_s;
    m_pictures->cards.first().settler.settle(picture);
    auto *button = m_page->findChild<QPushButton *>(u"allowHostsButton"_s);
    QTRY_VERIFY(button->isVisible());
    QSignalSpy allowed(m_page.get(), &TokensPage::cardImagesAllowed);
    button->setFocus();
    QTest::keyClick(button, Qt::Key_Space);
    QCOMPARE(allowed.count(), 1);
    QVERIFY(m_pictures->urlsAllowed());
    QTRY_COMPARE(m_pictures->cards.size(), 2);
    m_pictures->cards.last().settler.settle(
        m_pictures->pictureOf(m_pictures->cards.last().art, m_pictures->cards.last().size));
    QTRY_VERIFY(!button->isVisible());
}

void TestTokenArt::cardArtTab_standsBetweenActivityAndRaw()
{
    m_pictures->answersAtOnce = true;
    AssetDescription background;
    background.id = u"alder-background"_s;
    m_pictures->described = {background};
    open(1);
    table().selectRow(0);
    auto *tabs = m_page->findChild<QTabWidget *>(u"tokenTabs"_s);
    QCOMPARE(tabs->tabText(1), u"Activity"_s);
    QCOMPARE(tabs->tabText(2), u"Card art"_s);
    QCOMPARE(tabs->tabText(3), u"Raw"_s);
    tabs->setCurrentIndex(2);
    QTRY_COMPARE(m_page->findChild<QListWidget *>(u"assetList"_s)->count(), 1);
}

//! Counts which cells of the viewport are painted again.
class PaintedRegion : public QObject
{
public:
    QRegion region;
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint)
            region += static_cast<QPaintEvent *>(event)->region();
        return false;
    }
};

void TestTokenArt::table_paintsOnlyWhatArrived()
{
    open(10);
    QTRY_COMPARE(m_pictures->thumbnails.size(), Thumbnails::mostAtOnce);
    QTest::qWait(0);
    PaintedRegion painted;
    table().viewport()->installEventFilter(&painted);
    const FakePictures::Question question = m_pictures->thumbnails.first();
    question.settler.settle(m_pictures->pictureOf(question.art, question.size));
    QTRY_VERIFY(!painted.region.isEmpty());
    const QRect cell = painted.region.boundingRect();
    QVERIFY(cell.width() <= table().columnWidth(TokenTableModel::ArtColumn));
    QVERIFY(cell.height() <= table().rowHeight(0));
}

void TestTokenArt::table_asksForWhatIsPaintedAlone()
{
    open(5000);
    QTRY_COMPARE(m_pictures->thumbnails.size(), Thumbnails::mostAtOnce);
    table().verticalScrollBar()->setValue(2000);
    QCoreApplication::processEvents();
    table().verticalScrollBar()->setValue(4000);
    QTRY_VERIFY(table().thumbnails().waitingCount() > 0);
    const int onScreen = table().viewport()->height() / table().rowHeight(0) + 2;
    QVERIFY(table().thumbnails().waitingCount() <= onScreen);
    QSet<QString> visible;
    for (int row = 4000; row < 4000 + onScreen; ++row)
        visible.insert(
            Thumbnails::keyOf(table().model()->index(row, 0).data(TokenTableModel::ArtRole).value<CardArt>()));
    for (int i = 0; i < 8; ++i) {
        const FakePictures::Question question = m_pictures->thumbnails.at(i);
        question.settler.settle(m_pictures->pictureOf(question.art, question.size));
        QTRY_VERIFY(m_pictures->thumbnails.size() > i + Thumbnails::mostAtOnce);
        QVERIFY(visible.contains(Thumbnails::keyOf(m_pictures->thumbnails.last().art)));
    }
}

//! Saves what it looks like when TOKENDESK_PICTURES names a folder.
void TestTokenArt::pictures_forTheEye()
{
    const QString folder = qEnvironmentVariable("TOKENDESK_PICTURES");
    if (folder.isEmpty())
        QSKIP("no folder for pictures");
    m_pictures->answersAtOnce = true;
    AssetDescription background{.role = AssetRole::Background,
                                .id = u"alder-background"_s,
                                .declaredMediaType = u"image/png"_s,
                                .format = AssetFormat::Png,
                                .detail = {},
                                .bytes = 48211,
                                .naturalSize = {1024, 646},
                                .declaredSize = {},
                                .isFromCache = true,
                                .host = {}};
    AssetDescription logo = background;
    logo.role = AssetRole::IssuerLogo;
    logo.id = u"alder-logo"_s;
    logo.problem = AssetProblem::Forbidden;
    logo.format = AssetFormat::Svg;
    m_pictures->described = {background, logo};
    DecodedAsset decoded;
    decoded.image = FakeArt::painted(u"alder"_s, {300, 189}).image;
    m_pictures->assets.insert(background.id, decoded);
    for (const bool dark : {false, true}) {
        applyTheme(*qApp, dark ? Appearance::Dark : Appearance::Light);
        open(12);
        table().selectRow(2);
        m_page->findChild<QTabWidget *>(u"tokenTabs"_s)->setCurrentIndex(dark ? 2 : 0);
        QTest::qWait(400);
        m_page->grab().save(
            u"%1/page-%2-%3.png"_s.arg(folder, dark ? u"dark"_s : u"light"_s).arg(m_page->devicePixelRatioF()));
        QTest::keyClick(&card(), Qt::Key_Return);
        QTest::qWait(200);
        m_page->findChild<CardDialog *>()->grab().save(u"%1/large-%2.png"_s.arg(folder, dark ? u"dark"_s : u"light"_s));
    }
    applyTheme(*qApp, Appearance::Light);
}

QTEST_MAIN(TestTokenArt)
#include "tst_tokenart.moc"

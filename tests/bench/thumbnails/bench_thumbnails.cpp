// SPDX-License-Identifier: Apache-2.0
// Scrolls through a table of 100,000 tokens of 1,000 card products while their thumbnails are painted in other threads,
// and prints how many came, and the worst and the middle frame beside those of the same table without art. Run
// offscreen.

#include "tests/support/fakeclock.h"
#include "tests/ui/cardart/fakepictures.h"
#include "tests/ui/tokens/samples.h"
#include "ui/cardart/thumbnails.h"
#include "ui/theme/theme.h"
#include "ui/tokens/tokenfilter.h"
#include "ui/tokens/tokentablemodel.h"
#include "ui/tokens/tokentableview.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QThreadPool>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace Qt::StringLiterals;

namespace {
constexpr int rows = 100'000;
constexpr int products = 1'000;
constexpr int frames = 400;
constexpr double limitMs = 50;

//! Paints each thumbnail in another thread, at the size of a whole card and down, as a decoder would.
class ThreadedPictures final : public CardPictures
{
public:
    [[nodiscard]] Pending<CardPicture> card(const CardArt &, const QSize &) override
    {
        return settled<CardPicture>(CardPicture());
    }
    [[nodiscard]] Pending<CardPicture> thumbnail(const CardArt &art, const QSize &size) override
    {
        const Settler<CardPicture> settler;
        QThreadPool::globalInstance()->start([settler, size, product = art.assetIds.first().section(u'-', 0, 0)] {
            CardPicture picture = FakeArt::painted(product, {320, 202});
            picture.image = picture.image.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
            settler.settle(picture);
        });
        return settler.pending();
    }
    [[nodiscard]] Pending<QList<AssetDescription>> describe(const CardArt &) override
    {
        return settled<QList<AssetDescription>>({});
    }
    [[nodiscard]] Pending<DecodedAsset> decoded(const QString &, const QSize &) override
    {
        return settled<DecodedAsset>(DecodedAsset());
    }
    [[nodiscard]] Pending<QByteArray> bytes(const QString &) override { return settled<QByteArray>(QByteArray()); }
    void setUrlsAllowed(bool) override {}
    [[nodiscard]] bool urlsAllowed() const override { return false; }
};

struct Frames {
    double worst = 0;
    double middle = 0;
    int arrived = 0;
};

Frames scrolled(TokenTableView &table, const QList<TokenReading> &readings, int wanted)
{
    Frames result;
    QObject::connect(&table.thumbnails(), &Thumbnails::arrived, &table, [&result] { ++result.arrived; });
    std::vector<double> times;
    const int step = std::max<int>(1, static_cast<int>(readings.size()) / frames);
    QElapsedTimer watch;
    for (int frame = 0; frame < frames || (result.arrived < wanted && frame < 40 * frames); ++frame) {
        watch.start();
        table.verticalScrollBar()->setValue(frame < frames ? frame * step
                                                           : frame * 9 % static_cast<int>(readings.size()));
        QApplication::processEvents();
        table.viewport()->repaint();
        times.push_back(static_cast<double>(watch.nsecsElapsed()) / 1e6);
    }
    result.worst = *std::ranges::max_element(times);
    std::ranges::nth_element(times, times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2));
    result.middle = times.at(times.size() / 2);
    return result;
}
} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    applyTheme(application, Appearance::Light);
    QList<TokenReading> readings = Samples::many(rows);
    const QStringList names = FakeArt::products();
    for (int row = 0; row < rows; ++row)
        readings[row].token.art = FakeArt::named(u"%1-%2"_s.arg(names.at(row % names.size())).arg(row % products));

    const FakeClock clock;
    TokenTableModel tokens(clock);
    TokenFilter filter(tokens);
    tokens.setReadings(readings);
    TokenTableView table(filter, nullptr);
    table.resize(800, 900);
    table.show();
    const Frames bare = scrolled(table, readings, 0);
    table.thumbnails().setPictures(std::make_shared<ThreadedPictures>());
    const Frames filled = scrolled(table, readings, products);

    std::printf("%d rows, %d products: %d thumbnails came\n", rows, products, filled.arrived);
    std::printf("without art: middle frame %.2f ms, worst %.2f ms\n", bare.middle, bare.worst);
    std::printf("with art:    middle frame %.2f ms, worst %.2f ms (ratios %.2f and %.2f)\n", filled.middle,
                filled.worst, filled.middle / bare.middle, filled.worst / bare.worst);
    const bool passed = filled.arrived >= products && filled.worst <= limitMs;
    std::printf("%s: no frame above %.0f ms while %d thumbnails are filled\n", passed ? "ok" : "FAILED", limitMs,
                products);
    QThreadPool::globalInstance()->waitForDone();
    return passed ? 0 : 1;
}

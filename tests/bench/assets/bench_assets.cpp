// SPDX-License-Identifier: Apache-2.0
// How long a card takes to show out of the memory of decoded pictures, next to decoding it again from memory and to
// reading it from the disk first. Taking turns, so that a busy machine slows all alike. The decoder reads PNG in this
// process: one in a process of its own only widens the gap.
//
//     bench_assets [ROUNDS]
#include "app/assets/connectionpictures.h"
#include "tests/assets/assetfakes.h"
#include "tests/support/settling.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace {
constexpr QSize cardSize{800, 504};

//! Like a photograph: hard to compress, as long to decode as real card art.
QImage busyPicture()
{
    QImage image(1536, 969, QImage::Format_RGB32);
    quint32 state = 1;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            state = state * 1664525 + 1013904223;
            const int noise = static_cast<int>(state >> 28);
            image.setPixel(x, y, qRgb(40 + noise + x / 12, 60 + noise + y / 8, 90 + noise));
        }
    }
    return image;
}

struct Contender {
    const char *name;
    AssetCache::Settings settings;
    bool isFreshEachTime; // a new cache, as after a start
    std::shared_ptr<AssetCache> cache = {};
    std::vector<double> milliseconds = {};
};

double showOnce(Contender &contender, const CardArt &art)
{
    if (!contender.cache || contender.isFreshEachTime)
        contender.cache = std::make_shared<AssetCache>(contender.settings);
    ConnectionPictures pictures(contender.cache, {});
    QElapsedTimer timer;
    timer.start();
    auto pending = pictures.card(art, cardSize);
    pending.waitForFinished();
    const double elapsed = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    if (outcomeOf<CardPicture>(pending)->isNull())
        qFatal("no picture");
    return elapsed;
}

double median(std::vector<double> values)
{
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
    return values.at(values.size() / 2);
}
} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const int rounds = argc > 1 ? QByteArray(argv[1]).toInt() : 50;
    const QTemporaryDir folder;
    const Asset asset = pngAsset(u"card"_s, busyPicture());
    AssetCache::Settings settings{.connectionId = u"c-1"_s,
                                  .source = [asset](const QString &) { return settled<Asset>(asset); },
                                  .decoder = std::make_shared<PngDecoder>(),
                                  .clock = std::make_shared<SystemClock>()};
    AssetCache::Settings withoutPictures = settings;
    withoutPictures.decodedLimit = 0;
    AssetCache::Settings withDisk = settings;
    withDisk.store =
        std::make_shared<AssetStore>(AssetStore::Settings{.folder = folder.path(), .clock = settings.clock});
    std::vector<Contender> contenders{{"decoded picture in memory", settings, false},
                                      {"asset in memory, decoded again", withoutPictures, false},
                                      {"asset on the disk, as after a start", withDisk, true}};
    CardArt art;
    art.assetIds = {{AssetRole::CompleteCard, asset.id}};
    for (Contender &contender : contenders)
        (void)showOnce(contender, art);
    for (int round = 0; round < rounds; ++round) {
        for (Contender &contender : contenders)
            contender.milliseconds.push_back(showOnce(contender, art));
    }
    const double first = median(contenders.front().milliseconds);
    std::printf("PNG of %lld bytes, shown at %d x %d, %d rounds\n", static_cast<long long>(asset.bytes.size()),
                cardSize.width(), cardSize.height(), rounds);
    for (const Contender &contender : contenders) {
        const double typical = median(contender.milliseconds);
        std::printf("%-38s %8.2f ms  x %.1f\n", contender.name, typical, typical / first);
    }
    return 0;
}

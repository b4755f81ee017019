// SPDX-License-Identifier: Apache-2.0
#include "app/assets/confineddecoder.h"
#include "tests/assets/hostilefiles.h"
#include "tests/support/settling.h"

#include <QElapsedTimer>
#include <QFile>
#include <QMap>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

using namespace Qt::StringLiterals;

namespace {
constexpr int fileCount = IS_SANITIZED == 0 ? 1'000 : 200;
constexpr quint32 seed = 20'261'125;
constexpr qint64 residentLimitKb = 300 * 1024;
constexpr qint64 stallLimitMs = 50;
constexpr qint64 settleLimitMs = 2'000;

//! Kilobytes that this process had at most.
qint64 residentPeakKb()
{
    QFile file(u"/proc/self/status"_s);
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("VmHWM:"))
            return line.sliced(6).trimmed().split(' ').first().toLongLong();
    }
    return -1;
}

//! The longest time between two ticks of a timer in this thread, beyond its interval.
class Heartbeat
{
public:
    Heartbeat()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer,
                         [this] { m_worst = std::max(m_worst, m_sinceTick.restart() - m_timer.interval()); });
        m_sinceTick.start();
        m_timer.start(5);
    }
    [[nodiscard]] qint64 worstMs() const { return m_worst; }

private:
    QTimer m_timer;
    QElapsedTimer m_sinceTick;
    qint64 m_worst = 0;
};

//! How late an idle thread of this process woke at the most: what the machine's load does to every thread.
class Bystander
{
public:
    Bystander() : m_thread([this](const std::stop_token &stop) { watch(stop); }) {}
    [[nodiscard]] qint64 worstMs() const { return m_worst; }

private:
    void watch(const std::stop_token &stop)
    {
        constexpr auto nap = std::chrono::milliseconds(5);
        while (!stop.stop_requested()) {
            QElapsedTimer slept;
            slept.start();
            std::this_thread::sleep_for(nap);
            m_worst = std::max<qint64>(m_worst, slept.elapsed() - nap.count());
        }
    }

    std::atomic<qint64> m_worst{0};
    std::jthread m_thread;
};
} // namespace

//! A thousand hostile files, one after the other, through the real decoder (security.md U2).
class TestHostileAssets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void corpus_isTheSameEveryTime();
    void thousandFiles_endAsPicturesOrTypedFailures();
};

void TestHostileAssets::corpus_isTheSameEveryTime()
{
    const auto first = hostileFiles(200, seed);
    const auto second = hostileFiles(200, seed);
    for (int i = 0; i < first.size(); ++i)
        QCOMPARE(first.at(i).bytes, second.at(i).bytes);
    QVERIFY(hostileFiles(200, seed + 1).last().bytes != first.last().bytes);
}

void TestHostileAssets::thousandFiles_endAsPicturesOrTypedFailures()
{
    const QList<HostileFile> files = hostileFiles(fileCount, seed);
    ConfinedDecoder decoder(QStringLiteral(DECODER_PROGRAM));
    QVERIFY(settledWithin<DecodedAsset>(decoder.decode("warm"_ba, {}, {9, 9}), 60'000).has_value());

    const Heartbeat heartbeat;
    const Bystander bystander;
    QMap<QString, int> outcomes;
    QElapsedTimer run;
    run.start();
    qint64 slowest = 0;
    for (const HostileFile &file : files) {
        QElapsedTimer clock;
        clock.start();
        const auto pending = decoder.decode(file.bytes, file.mediaType, {512, 323});
        const auto outcome = settledWithin<DecodedAsset>(pending, 30'000);
        QVERIFY2(outcome.has_value(), qPrintable(file.name));
        if (IS_SANITIZED == 0)
            QVERIFY2(clock.elapsed() < settleLimitMs, qPrintable(file.name));
        slowest = std::max(slowest, clock.elapsed());
        if (outcome->problem == AssetProblem::TooSlow)
            qInfo("too slow: %s (%s)", qPrintable(file.name), qPrintable(outcome->detail));
        const bool isText = outcome->format == AssetFormat::PlainText || outcome->format == AssetFormat::Html;
        QVERIFY2(outcome->problem != AssetProblem::None || outcome->isPicture() || isText, qPrintable(file.name));
        QVERIFY2(outcome->problem != AssetProblem::NoDecoder, qPrintable(file.name));
        ++outcomes[outcome->problem == AssetProblem::None ? u"shown"_s : toWord(outcome->problem)];
        if (outcome->problem == AssetProblem::Crashed)
            qInfo("crashed: %s (%s)", qPrintable(file.name), qPrintable(outcome->detail));
    }
    QString summary;
    for (auto it = outcomes.cbegin(); it != outcomes.cend(); ++it)
        summary += u"%1 %2, "_s.arg(it.value()).arg(it.key());
    qInfo("%s%lld ms in all, slowest %lld ms, worst stall %lld ms (idle thread %lld ms), peak %lld MB", qPrintable(summary),
          static_cast<long long>(run.elapsed()), static_cast<long long>(slowest),
          static_cast<long long>(heartbeat.worstMs()),
          static_cast<long long>(bystander.worstMs()), static_cast<long long>(residentPeakKb() / 1024));
    QVERIFY(outcomes.value(u"shown"_s) > 50);
    if (IS_SANITIZED == 0) {
        QVERIFY(heartbeat.worstMs() < stallLimitMs + bystander.worstMs());
        QVERIFY(residentPeakKb() > 0 && residentPeakKb() < residentLimitKb);
    }
}

QTEST_GUILESS_MAIN(TestHostileAssets)
#include "tst_hostileassets.moc"

// SPDX-License-Identifier: Apache-2.0
// Starts the console, each time with a home of its own that has been started in once before, and prints the time from
// exec to the painted and to the usable window (a connection is open), and the resident memory then: medians.

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace Qt::StringLiterals;

namespace {
struct Sample {
    qint64 paintedMs = -1;
    qint64 usableMs = -1;
    qint64 residentKiB = -1;
};

QProcessEnvironment environmentIn(const QString &home)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"HOME"_s, home);
    for (const auto &[name, folder] : {std::pair("XDG_DATA_HOME"_L1, "/data"_L1), std::pair("XDG_CONFIG_HOME"_L1, "/config"_L1),
                                       std::pair("XDG_CACHE_HOME"_L1, "/cache"_L1)})
        environment.insert(QString(name), home + folder);
    environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path=/nonexistent"_s);
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    environment.insert(u"QT_LOGGING_RULES"_s, u"tokendesk.start.info=true"_s);
    return environment;
}

qint64 residentKiB(qint64 pid)
{
    QFile status(u"/proc/%1/status"_s.arg(pid));
    if (!status.open(QIODevice::ReadOnly))
        return -1;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').first().toLongLong();
    }
    return -1;
}

Sample startOnce(const QString &program, const QString &home)
{
    Sample sample;
    QProcess console;
    console.setProcessEnvironment(environmentIn(home));
    console.setProcessChannelMode(QProcess::MergedChannels);
    QElapsedTimer timer;
    timer.start();
    console.start(program, {});
    QByteArray output;
    while (sample.usableMs < 0 && timer.elapsed() < 30'000 && console.waitForReadyRead(30'000)) {
        output += console.readAll();
        if (sample.paintedMs < 0 && output.contains("window painted"))
            sample.paintedMs = timer.elapsed();
        if (output.contains("window usable"))
            sample.usableMs = timer.elapsed();
    }
    sample.residentKiB = residentKiB(console.processId());
    console.kill();
    console.waitForFinished();
    return sample;
}

template <typename Member>
qint64 median(std::vector<Sample> samples, Member member)
{
    std::ranges::sort(samples, {}, member);
    return samples.at(samples.size() / 2).*member;
}
} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QTemporaryDir home;
    const QString program = QStringLiteral(CONSOLE_PROGRAM);
    const Sample first = startOnce(program, home.path());
    std::printf("first start ever (keys are made): painted %lld ms, usable %lld ms\n", first.paintedMs, first.usableMs);
    std::vector<Sample> samples;
    for (int i = 0; i < 7; ++i)
        samples.push_back(startOnce(program, home.path()));
    std::printf("later starts, median of 7: painted %lld ms, usable %lld ms, resident %lld KiB\n",
                median(samples, &Sample::paintedMs), median(samples, &Sample::usableMs), median(samples, &Sample::residentKiB));
    return first.usableMs < 0 ? 1 : 0;
}

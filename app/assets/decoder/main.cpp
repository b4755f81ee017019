// SPDX-License-Identifier: Apache-2.0
// Decodes assets for the console, one after the other: frames come on standard input and go to standard output. Nothing
// from outside is read before the process is confined.
#include "app/assets/assetframe.h"
#include "app/assets/decoder/confinement.h"
#include "app/assets/decoder/decoding.h"
#include "app/assets/decoder/preload.h"

#include <QGuiApplication>
#include <QThreadPool>

#include <cstdio>

namespace {
enum ExitCode { Done = 0, NoSamples = 1, NotConfined = 2, BadFrame = 3 };

//! Exactly `size` bytes; fewer at the end of the input.
QByteArray readBytes(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    return bytes.first(qsizetype(std::fread(bytes.data(), 1, size_t(size), stdin)));
}

bool write(const QByteArray &bytes)
{
    return std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stdout) == size_t(bytes.size()) &&
           std::fflush(stdout) == 0;
}

//! Answers until the input ends.
ExitCode serve()
{
    for (;;) {
        const QByteArray head = readBytes(AssetFrame::requestHeaderSize);
        if (head.isEmpty())
            return Done;
        const auto header = AssetFrame::requestHeader(head);
        const auto request = header ? AssetFrame::request(*header, readBytes(header->payloadBytes())) : std::nullopt;
        if (!request)
            return BadFrame;
        const QByteArray answer =
            decodedApart(request->id, [&] { return decodedHere(request->bytes, request->mediaType, request->size); });
        if (!write(answer))
            return Done;
    }
}

ExitCode run()
{
    if (!preload())
        return NoSamples;
    if (!confine())
        return NotConfined;
    return write(AssetFrame::greeting()) ? serve() : Done;
}
} // namespace

int main(int argc, char *argv[])
{
    // What a library has to say about an asset may hold pieces of it.
    qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &) {});
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(argc, argv);
    // Qt (6.4) scales and converts large pictures in threads of its pool, and waits for them; none can be made once this
    // process is confined. What a thread of the pool does itself is not split, so all of the work is done in one.
    QThreadPool::globalInstance()->start([] {
        // What the application holds open is closed, or out of reach, when this returns.
        std::_Exit(run());
    });
    QThreadPool::globalInstance()->waitForDone();
    return NotConfined;
}

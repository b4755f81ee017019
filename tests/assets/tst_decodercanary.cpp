// SPDX-License-Identifier: Apache-2.0
#include "app/assets/confineddecoder.h"
#include "tests/assets/sampleassets.h"
#include "tests/support/settling.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;

namespace {
constexpr int patienceMs = 60'000;
}

//! What an asset refers to is never opened, and no socket is made: seen from outside, by strace.
class TestDecoderCanary : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void unconfinedDrawing_opensTheCanary();
    void confinedDecoder_opensNothing();

private:
    [[nodiscard]] QByteArray traceOf() const;
    [[nodiscard]] QByteArray svg() const
    {
        return "<svg xmlns='http://www.w3.org/2000/svg' "
               "xmlns:xlink='http://www.w3.org/1999/xlink' width='9' height='9'>"
               "<image width='9' height='9' xlink:href='" +
               m_canary.toUtf8() + "'/></svg>";
    }
    //! Draws an image whose bytes another file holds, and goes to that file when it is opened.
    [[nodiscard]] QByteArray pdf() const
    {
        const QByteArray file = "<</Type/Filespec/F(" + m_canary.toUtf8() + ")>>";
        const QByteArray drawing = "q 99 0 0 99 0 0 cm /I Do Q";
        return "%PDF-1.7\n"
               "1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/GoToR/D[0/Fit]/F" +
               file +
               ">>>>endobj\n"
               "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
               "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R"
               "/Resources<</XObject<</I 5 0 R>>>>>>endobj\n"
               "4 0 obj<</Length " +
               QByteArray::number(drawing.size()) + ">>stream\n" + drawing +
               "\nendstream endobj\n"
               "5 0 obj<</Type/XObject/Subtype/Image/Width 9/Height 9/ColorSpace/DeviceRGB/BitsPerComponent 8/Length "
               "0/F" +
               file +
               ">>stream\n\nendstream endobj\n"
               "trailer<</Root 1 0 R/Size 6>>\n%%EOF\n";
    }
    [[nodiscard]] static QByteArray afterConfinement(const QByteArray &trace);

    QTemporaryDir m_folder;
    QString m_canary = m_folder.filePath(u"canary.png"_s);
    QString m_trace = m_folder.filePath(u"trace"_s);
    QString m_strace = QStandardPaths::findExecutable(u"strace"_s);
};

void TestDecoderCanary::initTestCase()
{
    if (m_strace.isEmpty())
        QSKIP("strace is missing");
    if (IS_SANITIZED != 0)
        QSKIP("the sanitizers read files of their own");
    QFile canary(m_canary);
    QVERIFY(canary.open(QIODevice::WriteOnly) && canary.write(SampleAsset::png()) > 0);
}

QByteArray TestDecoderCanary::traceOf() const
{
    QFile file(m_trace);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

//! From the filter on; empty when there was none.
QByteArray TestDecoderCanary::afterConfinement(const QByteArray &trace)
{
    const qsizetype at = trace.indexOf("seccomp(SECCOMP_SET_MODE_FILTER");
    return at < 0 ? QByteArray() : trace.sliced(at);
}

void TestDecoderCanary::unconfinedDrawing_opensTheCanary()
{
    QProcess process;
    process.start(m_strace,
                  {u"-f"_s, u"-o"_s, m_trace, u"-e"_s, u"trace=%file,%network"_s, QStringLiteral(UNCONFINED_DRAW)});
    process.write(svg());
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished(patienceMs));
    QCOMPARE(process.exitCode(), 0);
    QVERIFY(traceOf().contains(m_canary.toUtf8()));
}

void TestDecoderCanary::confinedDecoder_opensNothing()
{
    const QString wrapper = m_folder.filePath(u"traced"_s);
    QFile script(wrapper);
    QVERIFY(script.open(QIODevice::WriteOnly));
    script.write("#!/bin/sh\nexec " + m_strace.toUtf8() + " -f -o " + m_trace.toUtf8() +
                 " -e trace=%file,%network,seccomp " DECODER_PROGRAM "\n");
    script.close();
    QVERIFY(script.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    {
        ConfinedDecoder decoder(wrapper);
        const QByteArray name = m_canary.toUtf8();
        for (const QByteArray &bytes :
             {svg(), SampleAsset::svg(), SampleAsset::png(), SampleAsset::jpeg(), SampleAsset::pdf(),
              "<html><img src='" + name + "'><link rel=stylesheet href='" + name + "'>a"})
            QVERIFY(settledWithin<DecodedAsset>(decoder.decode(bytes, {}, {64, 64}), patienceMs).has_value());
        const auto drawn = settledWithin<DecodedAsset>(decoder.decode(pdf(), {}, {64, 64}), patienceMs);
        QVERIFY2(drawn->problem == AssetProblem::None,
                 qPrintable(drawn->detail)); // refers to it, and is still a picture
    }
    const QByteArray trace = traceOf();
    QVERIFY2(trace.contains("open"), "strace sees what is opened before");
    const QByteArray confined = afterConfinement(trace);
    QVERIFY(!confined.isEmpty());
    QVERIFY(!confined.contains(m_canary.toUtf8()));
    for (const QByteArray &line : confined.split('\n')) {
        const bool isCall = line.contains('(') && !line.contains("seccomp(");
        QVERIFY2(!isCall || line.contains("EPERM") || line.contains("+++") || line.contains("---"), line.constData());
    }
}

QTEST_GUILESS_MAIN(TestDecoderCanary)
#include "tst_decodercanary.moc"

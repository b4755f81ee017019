// SPDX-License-Identifier: Apache-2.0
#include "app/assets/confineddecoder.h"
#include "app/assets/decoderprogram.h"
#include "tests/assets/sampleassets.h"
#include "tests/support/settling.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <csignal>
#include <memory>

using namespace Qt::StringLiterals;

namespace {
constexpr int patienceMs = 30'000;
constexpr QSize wanted{32, 32};

QString pathOfDecoder()
{
    return QStringLiteral(DECODER_PROGRAM);
}

//! Of the processes that this one started.
QList<pid_t> childProcesses()
{
    QList<pid_t> found;
    for (const QString &entry : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
        QFile file(u"/proc/%1/stat"_s.arg(entry));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray stat = file.readAll();
        // After the name, which may hold anything: state, then the parent.
        const QList<QByteArray> fields = stat.sliced(stat.lastIndexOf(')') + 2).split(' ');
        if (fields.at(0) != "Z" && fields.at(1).toLongLong() == getpid())
            found.append(pid_t(entry.toLongLong()));
    }
    return found;
}

//! A program that is not a decoder: a shell script of one line.
QString impostor(const QTemporaryDir &folder, const QByteArray &line)
{
    QFile script(folder.filePath(u"impostor"_s));
    if (!script.open(QIODevice::WriteOnly) || script.write("#!/bin/sh\n" + line + "\n") < 0)
        qFatal("the script cannot be written");
    script.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return script.fileName();
}
} // namespace

//! The decoder as the console sees it, with the real program.
class TestConfinedDecoder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void formats_areDecoded_data();
    void formats_areDecoded();
    void problems_areTyped_data();
    void problems_areTyped();
    void largePicture_isScaledInTime_data();
    void largePicture_isScaledInTime();
    void pixels_areTheFilesOwn();
    void declaredOtherwise_saysSo();
    void longText_isCut();
    void nothingStartsBeforeTheFirstAsset();
    void killedDecoder_comesBack();
    void killedTooOften_refusesForAWhile();
    void hungDecoder_settlesTooSlowAndComesBack();
    void lyingDecoder_doesNoHarm_data();
    void lyingDecoder_doesNoHarm();
    void destroyedWhilePending_settlesAll();
    void process_isConfined();
    void program_isFoundBesideOrInLibexec();

private:
    [[nodiscard]] static Result<DecodedAsset> decoded(AssetDecoder &decoder, const QByteArray &bytes,
                                                      const QString &mediaType = {});
    ConfinedDecoder m_decoder{pathOfDecoder()};
};

Result<DecodedAsset> TestConfinedDecoder::decoded(AssetDecoder &decoder, const QByteArray &bytes,
                                                  const QString &mediaType)
{
    return settledWithin<DecodedAsset>(decoder.decode(bytes, mediaType, wanted), patienceMs);
}

void TestConfinedDecoder::formats_areDecoded_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("mediaType");
    QTest::addColumn<AssetFormat>("format");
    QTest::addColumn<QSize>("imageSize");
    QTest::addColumn<QSize>("naturalSize");
    QTest::addColumn<QString>("text");
    const QSize natural{64, 40};
    const QSize fitted{32, 20};
    QTest::newRow("png") << SampleAsset::png() << u"image/png"_s << AssetFormat::Png << fitted << natural << QString();
    QTest::newRow("jpeg") << SampleAsset::jpeg() << u"image/jpg"_s << AssetFormat::Jpeg << fitted << natural
                          << QString();
    QTest::newRow("svg") << SampleAsset::svg() << u"image/svg"_s << AssetFormat::Svg << fitted << natural << QString();
    QTest::newRow("pdf") << SampleAsset::pdf() << u"image/pdf"_s << AssetFormat::Pdf << QSize(32, 19) << QSize(200, 120)
                         << QString();
    QTest::newRow("html") << SampleAsset::html() << u"text/html"_s << AssetFormat::Html << QSize() << QSize()
                          << u"Terms apply."_s;
    QTest::newRow("text") << SampleAsset::text() << u"text/plain"_s << AssetFormat::PlainText << QSize() << QSize()
                          << QString::fromLatin1(SampleAsset::text());
}

void TestConfinedDecoder::formats_areDecoded()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, mediaType);
    QFETCH(AssetFormat, format);
    QFETCH(QSize, imageSize);
    QFETCH(QSize, naturalSize);
    QFETCH(QString, text);
    const auto asset = decoded(m_decoder, bytes, mediaType);
    QVERIFY2(asset.has_value(), failureText(asset).constData());
    QCOMPARE(toWord(asset->problem), QString());
    QCOMPARE(asset->format, format);
    QCOMPARE(asset->detail, QString());
    QCOMPARE(asset->image.size(), imageSize.isNull() || imageSize.isEmpty() ? QSize(0, 0) : imageSize);
    QCOMPARE(asset->naturalSize, naturalSize.isEmpty() ? QSize(0, 0) : naturalSize);
    QCOMPARE(asset->text, text);
}

void TestConfinedDecoder::problems_areTyped_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("word");
    QTest::newRow("empty") << QByteArray() << u"empty"_s;
    QTest::newRow("too large") << QByteArray(AssetLimit::encodedBytes + 1, 'a') << u"too-large"_s;
    QTest::newRow("too many pixels") << SampleAsset::pngOfClaimedSize({20'000, 20'000}) << u"too-many-pixels"_s;
    QTest::newRow("unrecognised") << QByteArray("GIF89a\0\1\0\1", 10) << u"unrecognised"_s;
    QTest::newRow("malformed png") << SampleAsset::png().first(60) << u"malformed"_s;
    QTest::newRow("malformed pdf") << "%PDF-1.7 nothing"_ba << u"malformed"_s;
    QTest::newRow("forbidden") << "<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>"_ba << u"forbidden"_s;
    QTest::newRow("too slow") << SampleAsset::slowPdf(80'000) << u"too-slow"_s;
    if (IS_SANITIZED == 0)
        QTest::newRow("too much memory") << SampleAsset::pdfBomb(600) << u"too-much-memory"_s;
}

void TestConfinedDecoder::problems_areTyped()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, word);
    const auto asset = decoded(m_decoder, bytes);
    QVERIFY2(asset.has_value(), failureText(asset).constData());
    QCOMPARE(toWord(asset->problem), word);
    QVERIFY(!asset->isPicture());
    // The next one is as good as ever.
    const auto next = decoded(m_decoder, SampleAsset::png());
    QVERIFY(next.has_value() && next->isPicture());
}

void TestConfinedDecoder::largePicture_isScaledInTime_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("png") << SampleAsset::png({2048, 1290});
    QTest::newRow("jpeg") << SampleAsset::jpeg({2048, 1290});
}

// Qt splits such work among threads, which the confined process cannot make.
void TestConfinedDecoder::largePicture_isScaledInTime()
{
    QFETCH(QByteArray, bytes);
    const QSize size(800, 504);
    const auto asset = settledWithin<DecodedAsset>(m_decoder.decode(bytes, {}, size), patienceMs);
    QVERIFY2(asset.has_value(), failureText(asset).constData());
    QCOMPARE(toWord(asset->problem), QString());
    QCOMPARE(asset->image.size(), size);
}

void TestConfinedDecoder::pixels_areTheFilesOwn()
{
    const auto asset = decoded(m_decoder, SampleAsset::pdf());
    QVERIFY2(asset.has_value(), failureText(asset).constData());
    QCOMPARE(asset->image.format(), QImage::Format_ARGB32_Premultiplied);
    QCOMPARE(asset->image.pixel(1, 1), qRgb(255, 0, 0));
}

void TestConfinedDecoder::declaredOtherwise_saysSo()
{
    const auto asset = decoded(m_decoder, SampleAsset::png(), u"image/svg+xml"_s);
    QVERIFY(asset.has_value() && asset->isPicture());
    QCOMPARE(asset->format, AssetFormat::Png);
    QCOMPARE(asset->detail, u"declared as image/svg+xml, is PNG"_s);
}

void TestConfinedDecoder::longText_isCut()
{
    const auto asset = decoded(m_decoder, QByteArray(1'000'000, 'a'));
    QVERIFY2(asset.has_value(), failureText(asset).constData());
    QCOMPARE(asset->text.size(), 65'536);
    QCOMPARE(asset->detail, u"cut after 65536 of 1000000 characters"_s);
}

void TestConfinedDecoder::nothingStartsBeforeTheFirstAsset()
{
    const auto before = childProcesses().size();
    ConfinedDecoder decoder(pathOfDecoder());
    QCOMPARE(childProcesses().size(), before);
    QVERIFY(decoded(decoder, SampleAsset::png()).has_value());
    QCOMPARE(childProcesses().size(), before + 1);
}

void TestConfinedDecoder::killedDecoder_comesBack()
{
    QVERIFY(decoded(m_decoder, SampleAsset::png()).has_value());
    QVERIFY(childProcesses().size() == 1);
    ::kill(childProcesses().first(), SIGKILL);
    const auto asset = decoded(m_decoder, SampleAsset::png());
    QVERIFY2(asset.has_value(), failureText(asset).constData());
    QVERIFY(asset->isPicture());
}

void TestConfinedDecoder::killedTooOften_refusesForAWhile()
{
    // Greets as the decoder does, then ends with the first byte that it gets.
    const QTemporaryDir folder;
    ConfinedDecoder decoder(impostor(folder, "printf 'IHDT\\001\\000\\000\\000'; head -c 1 >/dev/null"));
    QStringList words;
    for (int i = 0; i < 20; ++i) {
        const auto asset = decoded(decoder, SampleAsset::png());
        QVERIFY2(asset.has_value(), failureText(asset).constData());
        words << toWord(asset->problem);
    }
    QCOMPARE(words.first(), u"crashed"_s);
    QCOMPARE(words.last(), u"no-decoder"_s);
}

void TestConfinedDecoder::hungDecoder_settlesTooSlowAndComesBack()
{
    QVERIFY(decoded(m_decoder, SampleAsset::png()).has_value());
    ::kill(childProcesses().first(), SIGSTOP);
    QElapsedTimer clock;
    clock.start();
    const auto asset = decoded(m_decoder, SampleAsset::png());
    QVERIFY2(asset.has_value(), failureText(asset).constData());
    QCOMPARE(toWord(asset->problem), u"too-slow"_s);
    QVERIFY2(clock.elapsed() < 2'500, qPrintable(QString::number(clock.elapsed())));
    QVERIFY(decoded(m_decoder, SampleAsset::png())->isPicture());
}

void TestConfinedDecoder::lyingDecoder_doesNoHarm_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QString>("word");
    const QByteArray greeting = "printf 'IHDT\\001\\000\\000\\000'; head -c 1 >/dev/null; ";
    QTest::newRow("ends at once") << "exit 0"_ba << u"no-decoder"_s;
    QTest::newRow("greets otherwise") << "echo 'good morning'; sleep 20"_ba << u"no-decoder"_s;
    QTest::newRow("floods") << greeting + "yes" << u"crashed"_s;
    QTest::newRow("lies about sizes") << greeting + "printf 'NADT\\001\\000\\000\\000'; yes '\377\377\377\377'"
                                      << u"crashed"_s;
}

void TestConfinedDecoder::lyingDecoder_doesNoHarm()
{
    QFETCH(QByteArray, script);
    QFETCH(QString, word);
    const QTemporaryDir folder;
    ConfinedDecoder decoder(impostor(folder, "PATH=/usr/bin:/bin; " + script));
    const auto asset = decoded(decoder, SampleAsset::png());
    QVERIFY2(asset.has_value(), failureText(asset).constData());
    QCOMPARE(toWord(asset->problem), word);
}

void TestConfinedDecoder::destroyedWhilePending_settlesAll()
{
    auto decoder = std::make_unique<ConfinedDecoder>(pathOfDecoder());
    QList<Pending<DecodedAsset>> pending;
    for (int i = 0; i < 5; ++i)
        pending << decoder->decode(SampleAsset::slowPdf(80'000), {}, wanted);
    decoder.reset();
    for (const auto &one : pending) {
        QVERIFY(one.isFinished());
        QVERIFY(!outcomeOf<DecodedAsset>(one).has_value());
    }
    QTRY_VERIFY(childProcesses().size() <= 1);
}

void TestConfinedDecoder::process_isConfined()
{
    QVERIFY(decoded(m_decoder, SampleAsset::png()).has_value());
    const QString folder = u"/proc/%1/"_s.arg(childProcesses().first());
    const auto contentOf = [&](const QString &name) {
        QFile file(folder + name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    const QByteArray status = contentOf(u"status"_s);
    const QStringList threads = QDir(folder + u"task"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    QCOMPARE(threads.size(), 2); // one waits for the other, which decodes
    for (const QString &thread : threads) {
        const QByteArray confined = contentOf(u"task/%1/status"_s.arg(thread));
        QVERIFY2(confined.contains("NoNewPrivs:\t1\n"), confined.constData());
        QVERIFY2(confined.contains("Seccomp:\t2\n"), confined.constData());
    }
    const QString limits = QString::fromLatin1(contentOf(u"limits"_s));
    QVERIFY(limits.contains(QRegularExpression(u"Max core file size +0 +0"_s)));
    QVERIFY(limits.contains(QRegularExpression(u"Max file size +0 +0"_s)));
    QCOMPARE(QDir(folder + u"fd"_s).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot),
             (QStringList{u"0"_s, u"1"_s, u"2"_s}));
    for (const QByteArray &resident : status.split('\n'))
        if (resident.startsWith("VmRSS"))
            qInfo("%s", resident.constData());
}

void TestConfinedDecoder::program_isFoundBesideOrInLibexec()
{
    // Beside this test there is none.
    QCOMPARE(decoderProgram(), QString());
    ConfinedDecoder decoder{QString()};
    QCOMPARE(toWord(decoded(decoder, SampleAsset::png())->problem), u"no-decoder"_s);
    ConfinedDecoder other{u"/nonexistent/decoder"_s};
    QCOMPARE(toWord(decoded(other, SampleAsset::png())->problem), u"no-decoder"_s);
}

QTEST_GUILESS_MAIN(TestConfinedDecoder)
#include "tst_confineddecoder.moc"

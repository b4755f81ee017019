// SPDX-License-Identifier: Apache-2.0
#include "ui/cardart/artwords.h"

#include "ui/shown.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace {
struct ArtSpeech {
    Q_DECLARE_TR_FUNCTIONS(CardArt)
};

// Refused by what it is; the others could not be drawn here, which says nothing against the picture.
bool isRefused(AssetProblem problem)
{
    return problem == AssetProblem::TooLarge || problem == AssetProblem::TooManyPixels ||
           problem == AssetProblem::Forbidden;
}

QString formatOf(const AssetDescription &asset)
{
    const QString found = ArtWords::format(asset.format);
    return asset.declaredMediaType.isEmpty()
               ? found
               : ArtSpeech::tr("%1, declared as %2").arg(found, shown(asset.declaredMediaType));
}

QString sizeOf(const AssetDescription &asset)
{
    const QLocale locale;
    if (!asset.naturalSize.isEmpty()) {
        const QString size =
            ArtSpeech::tr("%1 × %2 pixels")
                .arg(locale.toString(asset.naturalSize.width()), locale.toString(asset.naturalSize.height()));
        const QString natural = u"%1 x %2"_s.arg(asset.naturalSize.width()).arg(asset.naturalSize.height());
        return asset.declaredSize.isEmpty() || asset.declaredSize == natural
                   ? size
                   : ArtSpeech::tr("%1, declared as %2").arg(size, shown(asset.declaredSize));
    }
    return asset.declaredSize.isEmpty() ? QString() : ArtSpeech::tr("declared as %1").arg(shown(asset.declaredSize));
}

QString originOf(const AssetDescription &asset)
{
    if (asset.isFromCache)
        return ArtSpeech::tr("from this desk’s cache");
    return asset.host.isEmpty() ? QString() : ArtSpeech::tr("from %1").arg(shown(asset.host));
}
} // namespace

QString ArtWords::role(AssetRole role)
{
    switch (role) {
    case AssetRole::CompleteCard:
        return ArtSpeech::tr("Complete card");
    case AssetRole::Background:
        return ArtSpeech::tr("Background");
    case AssetRole::IssuerLogo:
        return ArtSpeech::tr("Issuer’s logo");
    case AssetRole::BrandLogo:
        return ArtSpeech::tr("Scheme’s logo");
    case AssetRole::CobrandLogo:
        return ArtSpeech::tr("Partner’s logo");
    case AssetRole::Icon:
        return ArtSpeech::tr("Icon");
    }
    return {};
}

QString ArtWords::format(AssetFormat format)
{
    switch (format) {
    case AssetFormat::Png:
        return u"PNG"_s;
    case AssetFormat::Jpeg:
        return u"JPEG"_s;
    case AssetFormat::Svg:
        return u"SVG"_s;
    case AssetFormat::Pdf:
        return u"PDF"_s;
    case AssetFormat::Html:
        return u"HTML"_s;
    case AssetFormat::PlainText:
        return ArtSpeech::tr("Plain text");
    case AssetFormat::Unknown:
        break;
    }
    return ArtSpeech::tr("Unknown format");
}

QString ArtWords::problem(AssetProblem problem)
{
    const QLocale locale;
    switch (problem) {
    case AssetProblem::None:
        break;
    case AssetProblem::Empty:
        return ArtSpeech::tr("it is empty");
    case AssetProblem::TooLarge:
        return ArtSpeech::tr("it is larger than %1").arg(locale.formattedDataSize(AssetLimit::encodedBytes, 0));
    case AssetProblem::TooManyPixels:
        return ArtSpeech::tr("it has too many pixels");
    case AssetProblem::Unrecognised:
        return ArtSpeech::tr("it is neither a picture of a known kind nor text");
    case AssetProblem::NotAPicture:
        return ArtSpeech::tr("it is a text, not a picture");
    case AssetProblem::Malformed:
        return ArtSpeech::tr("it is damaged");
    case AssetProblem::Forbidden:
        return ArtSpeech::tr("it refers to files outside itself or holds active content");
    case AssetProblem::TooSlow:
        return ArtSpeech::tr("it took too long to draw");
    case AssetProblem::TooMuchMemory:
        return ArtSpeech::tr("drawing it takes too much memory");
    case AssetProblem::Crashed:
        return ArtSpeech::tr("drawing it failed");
    case AssetProblem::NoDecoder:
        return ArtSpeech::tr("the program that draws pictures cannot be started");
    }
    return {};
}

QString ArtWords::whyMissing(const CardPicture &picture)
{
    if (picture.problem == AssetProblem::None)
        return {};
    const QString name = picture.problemAsset.isEmpty()
                             ? ArtSpeech::tr("A picture")
                             : ArtSpeech::tr("The picture %1").arg(shown(picture.problemAsset));
    const QString what = isRefused(picture.problem)
                             ? ArtSpeech::tr("%1 was refused: %2.").arg(name, problem(picture.problem))
                             : ArtSpeech::tr("%1 cannot be shown: %2.").arg(name, problem(picture.problem));
    const QString instead = picture.isNull() ? ArtSpeech::tr("The neutral card is shown instead.")
                                             : ArtSpeech::tr("The card is shown without it.");
    return what + u' ' + instead;
}

QString ArtWords::summary(const AssetDescription &asset)
{
    QStringList parts{formatOf(asset)};
    parts << sizeOf(asset) << (asset.bytes > 0 ? QLocale().formattedDataSize(asset.bytes, 0) : QString())
          << originOf(asset);
    parts.removeAll(QString());
    return parts.join(u" · "_s);
}

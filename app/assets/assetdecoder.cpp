// SPDX-License-Identifier: Apache-2.0
#include "app/assets/assetdecoder.h"

using namespace Qt::StringLiterals;

QString toWord(AssetProblem problem)
{
    switch (problem) {
    case AssetProblem::None:
        return {};
    case AssetProblem::Empty:
        return u"empty"_s;
    case AssetProblem::TooLarge:
        return u"too-large"_s;
    case AssetProblem::TooManyPixels:
        return u"too-many-pixels"_s;
    case AssetProblem::Unrecognised:
        return u"unrecognised"_s;
    case AssetProblem::NotAPicture:
        return u"not-a-picture"_s;
    case AssetProblem::Malformed:
        return u"malformed"_s;
    case AssetProblem::Forbidden:
        return u"forbidden"_s;
    case AssetProblem::TooSlow:
        return u"too-slow"_s;
    case AssetProblem::TooMuchMemory:
        return u"too-much-memory"_s;
    case AssetProblem::Crashed:
        return u"crashed"_s;
    case AssetProblem::NoDecoder:
        return u"no-decoder"_s;
    }
    return {};
}

QString formatName(AssetFormat format)
{
    switch (format) {
    case AssetFormat::Unknown:
        return {};
    case AssetFormat::Png:
        return u"PNG"_s;
    case AssetFormat::Jpeg:
        return u"JPEG"_s;
    case AssetFormat::Svg:
        return u"SVG"_s;
    case AssetFormat::Pdf:
        return u"PDF"_s;
    case AssetFormat::PlainText:
        return u"Text"_s;
    case AssetFormat::Html:
        return u"HTML"_s;
    }
    return {};
}

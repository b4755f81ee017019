// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/pending.h"

#include <QByteArray>
#include <QImage>
#include <QSize>
#include <QString>

//! What an asset's bytes are, whatever was declared.
enum class AssetFormat { Unknown, Png, Jpeg, Svg, Pdf, PlainText, Html };

//! Why an asset cannot be shown. None: it can.
enum class AssetProblem {
    None,
    Empty,         //!< no bytes at all
    TooLarge,      //!< more than AssetLimit::encodedBytes
    TooManyPixels, //!< more than AssetLimit::side or AssetLimit::decodedBytes
    Unrecognised,  //!< neither a picture of a kind that is shown nor text
    NotAPicture,   //!< a text where a picture is wanted
    Malformed,     //!< looks like its format, and cannot be read as it
    Forbidden,     //!< SVG that refers to something outside itself, holds scripts or foreign objects, has a document
                   //!< type or nests `use` (security.md F9)
    TooSlow,       //!< took longer than AssetLimit::time
    TooMuchMemory, //!< wanted more than the decoder is given
    Crashed,       //!< the decoder died of it
    NoDecoder,     //!< the decoder's program cannot be started
};

namespace AssetLimit {
inline constexpr qsizetype encodedBytes = 4 * 1024 * 1024;
inline constexpr int side = 4096;                            //!< pixels
inline constexpr qsizetype decodedBytes = 16 * 1024 * 1024;  //!< four bytes a pixel
inline constexpr int milliseconds = 1000;                    //!< of CPU for one asset
} // namespace AssetLimit

//! What became of an asset's bytes: a picture, a text or the problem.
struct DecodedAsset {
    AssetProblem problem = AssetProblem::None;
    AssetFormat format = AssetFormat::Unknown;
    QImage image = {};    //!< ARGB32_Premultiplied, fits the size asked for, keeps its proportions; null for text
    QSize naturalSize = {}; //!< pixels as the file says (PDF: points of the first page); may be empty
    QString text = {};    //!< of PlainText and Html: without markup, to be shown as plain text only
    QString detail = {};  //!< English: which check failed, or how the bytes differ from what was declared; may be empty

    [[nodiscard]] bool isPicture() const { return !image.isNull(); }
};

//! The stable word of a problem ("too-large"), for records and tests; "" for None.
[[nodiscard]] QString toWord(AssetProblem problem);
//! "PNG", "JPEG", "SVG", "PDF", "Text", "HTML"; "" for Unknown.
[[nodiscard]] QString formatName(AssetFormat format);

//! Turns bytes from a third party into pixels or plain text. Thread-safe.
class AssetDecoder
{
public:
    virtual ~AssetDecoder() = default;
    //! `size` in device pixels: the picture is scaled down or, for a vector format, drawn to fit it. The declared media
    //! type is only a hint. Always settles with a value; an Error means that the decoder itself went away.
    [[nodiscard]] virtual Pending<DecodedAsset> decode(const QByteArray &bytes, const QString &declaredMediaType,
                                                       const QSize &size) = 0;
};

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QSize>

//! A small valid asset of each kind.
namespace SampleAsset {
[[nodiscard]] QByteArray png(const QSize &size = {64, 40});
[[nodiscard]] QByteArray jpeg(const QSize &size = {64, 40});
[[nodiscard]] QByteArray svg();
//! One page of 200 x 120 points: a red ground and one line of text. `content` is added to what is drawn.
[[nodiscard]] QByteArray pdf(const QByteArray &content = {});
[[nodiscard]] QByteArray html();
[[nodiscard]] QByteArray text();

//! A PNG that claims `size` and carries no more than its header and an empty image.
[[nodiscard]] QByteArray pngOfClaimedSize(const QSize &size);
//! A PDF whose page's content inflates to `megabytes` of spaces.
[[nodiscard]] QByteArray pdfBomb(int megabytes);
//! A PDF that draws one large translucent shape `times` times.
[[nodiscard]] QByteArray slowPdf(int times);
} // namespace SampleAsset

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/assets/assetdecoder.h"

//! An asset that cannot be shown, and why.
[[nodiscard]] DecodedAsset problem(AssetProblem problem, const QString &detail = {});

//! `format` is Qt's name of the only one that is tried. The size is judged before a pixel is read.
[[nodiscard]] DecodedAsset decodedRaster(const QByteArray &bytes, const QByteArray &format, const QSize &size);
//! Checked by checkSvg first.
[[nodiscard]] DecodedAsset decodedSvg(const QByteArray &bytes, const QSize &size);
//! The first page, on white, without forms and annotations.
[[nodiscard]] DecodedAsset decodedPdf(const QByteArray &bytes, const QSize &size);

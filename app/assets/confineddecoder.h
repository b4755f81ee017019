// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/assets/assetdecoder.h"
#include "app/core/worker.h"

#include <QString>

class DecoderQueue;

//! Decodes in a process of its own that has no files, no network and little time and memory (tokendesk-decoder), so
//! that the worst that an asset can do is to fail. The process starts with the first asset, and again after it was
//! ended, up to a number of times a minute; beyond that assets settle with NoDecoder until the minute is over.
class ConfinedDecoder : public AssetDecoder
{
public:
    //! `program`: see decoderProgram(). One that cannot be started settles every asset with NoDecoder.
    explicit ConfinedDecoder(const QString &program);
    //! What has not settled by now settles with an Error.
    ~ConfinedDecoder() override;

    [[nodiscard]] Pending<DecodedAsset> decode(const QByteArray &bytes, const QString &declaredMediaType,
                                               const QSize &size) override;

private:
    Worker m_worker;
    DecoderQueue *m_queue = nullptr; //!< lives and dies in the worker's thread
};

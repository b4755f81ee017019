// SPDX-License-Identifier: Apache-2.0
#include "app/assets/confineddecoder.h"

#include "app/assets/decoderprocess.h"

using namespace Qt::StringLiterals;

ConfinedDecoder::ConfinedDecoder(const QString &program) : m_worker(u"asset-decoder"_s)
{
    m_worker.runAndWait([this, program] { m_queue = new DecoderQueue(program, m_worker.context()); });
}

ConfinedDecoder::~ConfinedDecoder()
{
    // Not what was queued first: its answers are not waited for.
    m_worker.runAndWait([this] { delete m_queue; });
}

Pending<DecodedAsset> ConfinedDecoder::decode(const QByteArray &bytes, const QString &declaredMediaType,
                                              const QSize &size)
{
    const auto refused = [](AssetProblem problem) { return settled<DecodedAsset>(DecodedAsset{.problem = problem}); };
    if (bytes.isEmpty())
        return refused(AssetProblem::Empty);
    if (bytes.size() > AssetLimit::encodedBytes)
        return refused(AssetProblem::TooLarge);

    const QSize wanted = size.boundedTo({AssetLimit::side, AssetLimit::side}).expandedTo({0, 0});
    const DecodingJob job{.request = {.id = 0, .size = wanted, .mediaType = declaredMediaType, .bytes = bytes}};
    QMetaObject::invokeMethod(m_queue, [queue = m_queue, job] { queue->add(job); }, Qt::QueuedConnection);
    return job.settler.pending();
}

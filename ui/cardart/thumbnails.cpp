// SPDX-License-Identifier: Apache-2.0
#include "ui/cardart/thumbnails.h"

#include "app/core/observe.h"

#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
QString sizedKey(const QString &key, const QSize &pixels)
{
    return u"%1/%2x%3"_s.arg(key).arg(pixels.width()).arg(pixels.height());
}

qsizetype bytesOf(const QSize &pixels)
{
    return qMax(1, pixels.width() * pixels.height() * 4);
}
} // namespace

Thumbnails::Thumbnails(QObject *parent) : QObject(parent), m_made(mostBytes / 2), m_taken(mostBytes / 2)
{
    m_next.setSingleShot(true);
    m_next.setInterval(0ms); // after the whole view has been painted, so that the newest is known
    connect(&m_next, &QTimer::timeout, this, &Thumbnails::askNext);
}

void Thumbnails::setPictures(std::shared_ptr<CardPictures> pictures)
{
    m_pictures = std::move(pictures);
    reload();
}

void Thumbnails::reload()
{
    ++m_generation;
    m_made.clear();
    m_taken.clear();
    m_waiting.clear();
    m_asking.clear();
    m_next.stop();
}

QString Thumbnails::keyOf(const CardArt &art)
{
    QStringList parts;
    for (auto asset = art.assetIds.cbegin(); asset != art.assetIds.cend(); ++asset)
        parts << u"%1 %2"_s.arg(static_cast<int>(asset.key())).arg(asset.value());
    if (!art.imageUrl.isEmpty())
        parts << art.imageUrl;
    return parts.isEmpty() ? QString() : (parts << art.backgroundColor << art.foregroundColor).join(u'\n');
}

QPixmap Thumbnails::find(const CardArt &art, const CardFace &face, const QSize &pixels)
{
    const QString key = m_pictures ? keyOf(art) : QString();
    if (key.isEmpty())
        return {};
    const QString sized = sizedKey(key, pixels);
    const QString look =
        u"%1/%2/%3"_s.arg(sized).arg(static_cast<int>(face.scheme)).arg(face.state == TokenState::Deleted);
    if (const QPixmap *made = m_made.object(look))
        return *made;
    const CardPicture *picture = m_taken.object(sized);
    if (!picture) {
        enqueue({key, pixels, art});
        return {};
    }
    if (picture->isNull())
        return {};
    const QPixmap made = shownArt(*picture, pixels, face, artColor(art.backgroundColor));
    m_made.insert(look, new QPixmap(made), bytesOf(pixels));
    return made;
}

void Thumbnails::enqueue(const Question &question)
{
    const QString sized = sizedKey(question.key, question.pixels);
    if (m_asking.contains(sized))
        return;
    m_waiting.removeIf(
        [&](const Question &other) { return other.key == question.key && other.pixels == question.pixels; });
    m_waiting.append(question);
    m_next.start();
}

void Thumbnails::keepWaiting(const QSet<QString> &keys)
{
    m_waiting.removeIf([&keys](const Question &question) { return !keys.contains(question.key); });
}

void Thumbnails::askNext()
{
    while (m_pictures && !m_waiting.isEmpty() && m_asking.size() < mostAtOnce) {
        const Question question = m_waiting.takeLast();
        m_asking.insert(sizedKey(question.key, question.pixels));
        observe<CardPicture>(this, m_pictures->thumbnail(question.art, question.pixels),
                             [this, question, generation = m_generation](const Result<CardPicture> &answer) {
                                 if (generation == m_generation)
                                     answered(question, answer);
                             });
    }
}

// A failure is kept like the lack of a picture: what cannot be fetched is not asked for at every repaint.
void Thumbnails::answered(const Question &question, const Result<CardPicture> &answer)
{
    const QString sized = sizedKey(question.key, question.pixels);
    m_asking.remove(sized);
    const CardPicture picture = answer.value_or(CardPicture());
    m_taken.insert(sized, new CardPicture(picture), picture.isNull() ? 256 : bytesOf(picture.image.size()));
    if (!picture.isNull())
        Q_EMIT arrived(question.key);
    askNext();
}

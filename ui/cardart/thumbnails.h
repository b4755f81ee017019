// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/assets/cardpictures.h"
#include "ui/cardart/cardface.h"

#include <QCache>
#include <QObject>
#include <QPixmap>
#include <QSet>
#include <QTimer>

#include <memory>

//! The small cards of tables: fetched for what is painted, a few at once, newest first, and kept by the art that many
//! tokens share. Never waits.
class Thumbnails : public QObject
{
    Q_OBJECT
public:
    static constexpr int mostAtOnce = 4;
    static constexpr int mostBytes = 16 * 1024 * 1024;

    explicit Thumbnails(QObject *parent = nullptr);

    //! Forgets everything; null: there are none.
    void setPictures(std::shared_ptr<CardPictures> pictures);
    //! Forgets what was learned, as when hosts have been allowed.
    void reload();

    //! What the art's thumbnail depends on; empty for no art. Tokens of one card product share it.
    [[nodiscard]] static QString keyOf(const CardArt &art);
    //! The thumbnail when it is at hand; otherwise null, and it is asked for: `arrived` tells when it is there.
    //! `pixels` in device pixels.
    [[nodiscard]] QPixmap find(const CardArt &art, const CardFace &face, const QSize &pixels);
    //! Drops what waits to be asked for and is not one of these: their rows have been scrolled away.
    void keepWaiting(const QSet<QString> &keys);
    [[nodiscard]] qsizetype waitingCount() const { return m_waiting.size(); }

Q_SIGNALS:
    void arrived(const QString &key);

private:
    struct Question {
        QString key;
        QSize pixels;
        CardArt art;
    };
    void enqueue(const Question &question);
    void askNext();
    void answered(const Question &question, const Result<CardPicture> &answer);

    std::shared_ptr<CardPictures> m_pictures;
    QCache<QString, QPixmap> m_made;      //!< by key, size, scheme and being deleted: as it is drawn
    QCache<QString, CardPicture> m_taken; //!< by key and size: as it came, null when there is none
    QList<Question> m_waiting;            //!< the newest last
    QSet<QString> m_asking;
    quint64 m_generation = 0; //!< answers to an earlier one are ignored
    QTimer m_next;
};

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/cardart/cardface.h"

#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>

//! A card, drawn to the proportions of a real one at the screen's own resolution, with a soft shadow inside its
//! margins. Shows the issuer's art once it is there, and the neutral card until then and without it.
class CardView : public QWidget
{
    Q_OBJECT
public:
    //! Space around the card that its shadow takes: layouts that align other things with the card's edge subtract it.
    static constexpr int shadowMargin = 8;

    explicit CardView(QWidget *parent = nullptr);

    //! Where art comes from; null: the neutral card.
    void setPictures(std::shared_ptr<CardPictures> pictures);
    void setToken(const Token &token);
    //! A card that does not exist yet: `maskedDigits` as typed so far and masked, `expiry` as shown on screen.
    void setPreview(Scheme scheme, const QString &maskedDigits, const QString &expiry);
    //! A click, Return or Space asks for the larger view; the card takes the keyboard's focus.
    void setPressable(bool isPressable);
    [[nodiscard]] bool isPressable() const { return m_isPressable; }
    //! Asks for the art again, as when hosts have been allowed. What is shown stays until the answer.
    void reloadArt();

    [[nodiscard]] const CardFace &face() const { return m_face; }
    //! What came for the art that is shown; null while it is awaited.
    [[nodiscard]] const CardPicture &picture() const { return m_picture; }
    //! Why no answer came; nothing when one did.
    [[nodiscard]] const std::optional<Error> &artError() const { return m_artError; }
    //! Where the card itself stands, without its shadow.
    [[nodiscard]] QRectF cardRect() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

Q_SIGNALS:
    //! Another picture, or none, is shown than before.
    void pictureChanged();
    void pressed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void setFace(const CardFace &face, const QString &spoken);
    void describe();
    void dropPicture();
    void askForArt();
    void answered(const Result<CardPicture> &answer);
    [[nodiscard]] QSize wantedPixels() const;

    CardFace m_face;
    QString m_spoken;
    bool m_isPressable = false;
    bool m_isPreview = true;
    std::shared_ptr<CardPictures> m_pictures;
    CardArt m_art;
    CardPicture m_picture;
    std::optional<Error> m_artError;
    QPixmap m_shown;       //!< m_picture as it is drawn; of the size that was asked for last
    QSize m_asked;         //!< empty: nothing has been asked for this art
    quint64 m_request = 0; //!< number of the latest question: answers to earlier ones are ignored
    QTimer m_pause;        //!< while the size still changes, as when a splitter is dragged
};

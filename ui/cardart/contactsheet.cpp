// SPDX-License-Identifier: Apache-2.0
#include "ui/cardart/contactsheet.h"

#include "app/core/observe.h"
#include "ui/cardart/artwords.h"
#include "ui/cardart/cardface.h"
#include "ui/cardart/statelook.h"
#include "ui/shown.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace {
constexpr int sheetCardWidth = 280;
constexpr int sheetGap = 28;
constexpr int sheetMargin = 40;
constexpr int captionHeight = 88;
constexpr int headingHeight = 76;
constexpr int sheetColumns = 3;

struct SheetWords {
    Q_DECLARE_TR_FUNCTIONS(ContactSheet)
};

//! Cards of one sheet whose pictures are still awaited.
struct Gathering {
    QList<SheetCard> cards;
    int awaited = 0;
    Settler<QImage> settler = {};
};

QFont sheetFont(int pixels, QFont::Weight weight)
{
    QFont font = QApplication::font();
    font.setPixelSize(pixels);
    font.setWeight(weight);
    return font;
}

int rowsOf(qsizetype cards)
{
    return static_cast<int>((cards + sheetColumns - 1) / sheetColumns);
}

QSize panelSize(qsizetype cards)
{
    const int width = 2 * sheetMargin + sheetColumns * sheetCardWidth + (sheetColumns - 1) * sheetGap;
    const int row = ContactSheet::cardSize().height() + captionHeight;
    return {width, headingHeight + rowsOf(cards) * row + sheetMargin};
}

QString captionOf(const SheetCard &card, const CardPicture &picture)
{
    if (const QString why = ArtWords::whyMissing(picture); !why.isEmpty())
        return why;
    if (!picture.awaitsHost.isEmpty())
        return SheetWords::tr("Waits for leave to ask %1").arg(shown(picture.awaitsHost));
    const QString state = stateText(card.token.state, card.token.stateWord);
    return picture.isNull() ? SheetWords::tr("%1 · neutral card").arg(state)
                            : SheetWords::tr("%1 · the issuer’s art").arg(state);
}

void paintSheetCard(QPainter &painter, const QPointF &corner, const SheetCard &card, const CardPicture &picture,
                    int scale)
{
    const QSize size = ContactSheet::cardSize();
    const CardFace face = faceOf(card.token);
    paintCard(painter, QRectF(corner, QSizeF(size)), face, picture, shownArt(picture, size * scale, face));
    const QRectF title(corner.x(), corner.y() + size.height() + 8, size.width(), 18);
    painter.setFont(sheetFont(13, QFont::DemiBold));
    painter.setPen(colors().text);
    painter.drawText(title, static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter),
                     painter.fontMetrics().elidedText(shown(card.title), Qt::ElideRight, size.width()));
    painter.setFont(sheetFont(11, QFont::Normal));
    painter.setPen(colors().muted);
    painter.drawText(title.translated(0, 18).adjusted(0, 0, 0, 32),
                     static_cast<int>(Qt::AlignLeft | Qt::AlignTop) | Qt::TextWordWrap, captionOf(card, picture));
}

//! All cards in one palette and at one scale.
QImage paintPanel(const QList<SheetCard> &cards, bool dark, int scale)
{
    const PaintingIn palette(dark);
    const QSize size = panelSize(cards.size());
    QImage panel(size * scale, QImage::Format_ARGB32_Premultiplied);
    panel.setDevicePixelRatio(scale);
    panel.fill(colors().window);
    QPainter painter(&panel);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(sheetFont(18, QFont::DemiBold));
    painter.setPen(colors().text);
    painter.drawText(
        QRectF(sheetMargin, 0, size.width(), headingHeight), static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter),
        dark ? SheetWords::tr("Dark · scale %1").arg(scale) : SheetWords::tr("Light · scale %1").arg(scale));
    for (int i = 0; i < cards.size(); ++i) {
        const QPointF corner(sheetMargin + (i % sheetColumns) * (sheetCardWidth + sheetGap),
                             headingHeight + (i / sheetColumns) * (ContactSheet::cardSize().height() + captionHeight));
        paintSheetCard(painter, corner, cards.at(i), scale == 1 ? cards.at(i).once : cards.at(i).twice, scale);
    }
    return panel;
}

void gatherOne(QObject *context, const std::shared_ptr<Gathering> &gathering, const Pending<CardPicture> &pending,
               int row, CardPicture SheetCard::*place)
{
    ++gathering->awaited;
    observe<CardPicture>(context, pending, [gathering, row, place](const Result<CardPicture> &picture) {
        gathering->cards[row].*place = picture.value_or(CardPicture());
        if (--gathering->awaited == 0)
            gathering->settler.settle(ContactSheet::paint(gathering->cards));
    });
}
} // namespace

QSize ContactSheet::cardSize()
{
    return {sheetCardWidth, qRound(sheetCardWidth * CardShape::height / CardShape::width)};
}

QImage ContactSheet::paint(const QList<SheetCard> &cards)
{
    const QSize panel = panelSize(cards.size());
    // Scale 1 above scale 2, light beside dark: what differs stands side by side.
    QImage sheet(panel.width() * 4, panel.height() * 3, QImage::Format_ARGB32_Premultiplied);
    sheet.fill(QColor(0x80, 0x86, 0x8E));
    QPainter painter(&sheet);
    for (const bool dark : {false, true}) {
        const int left = dark ? 2 * panel.width() : 0;
        QImage once = paintPanel(cards, dark, 1);
        painter.fillRect(left, 0, 2 * panel.width(), panel.height(), once.pixelColor(0, 0));
        once.setDevicePixelRatio(1);
        painter.drawImage(QPoint(left + panel.width() / 2, 0), once);
        QImage twice = paintPanel(cards, dark, 2);
        twice.setDevicePixelRatio(1);
        painter.drawImage(QPoint(left, panel.height()), twice);
    }
    return sheet;
}

Pending<QImage> ContactSheet::make(QObject *context, const std::shared_ptr<CardPictures> &pictures,
                                   const QList<SheetCard> &cards)
{
    if (!pictures || cards.isEmpty())
        return settled<QImage>(paint(cards));
    const auto gathering = std::make_shared<Gathering>(Gathering{.cards = cards});
    const Pending<QImage> pending = gathering->settler.pending();
    for (int row = 0; row < cards.size(); ++row) {
        const CardArt &art = cards.at(row).token.art;
        gatherOne(context, gathering, pictures->card(art, cardSize()), row, &SheetCard::once);
        gatherOne(context, gathering, pictures->card(art, cardSize() * 2), row, &SheetCard::twice);
    }
    return pending;
}

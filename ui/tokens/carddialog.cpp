// SPDX-License-Identifier: Apache-2.0
#include "ui/tokens/carddialog.h"

#include "ui/cardart/cardview.h"
#include "ui/cardart/statelook.h"
#include "ui/theme/theme.h"
#include "ui/tokens/statechip.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {
constexpr qreal shareOfScreen = 0.85;
constexpr int widestLargeCard = 1100; // art is made for cards: beyond this it only grows blurred
constexpr int aroundCard = 16;
constexpr int belowCard = 64;
} // namespace

CardDialog::CardDialog(const std::shared_ptr<CardPictures> &pictures, const Token &token, QWidget *parent)
    : QDialog(parent, Qt::Dialog | Qt::FramelessWindowHint), m_card(new CardView(this))
{
    setObjectName(u"cardDialog"_s);
    setWindowTitle(tr("Card")); // window titles are seen by every program: no digits there
    setAccessibleName(windowTitle());
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    m_card->setObjectName(u"largeCardView"_s);
    m_card->setPictures(pictures);
    m_card->setToken(token);
    m_card->setPressable(true);
    const QSize card = cardSizeIn(parent && parent->screen() ? parent->screen()->availableSize() : QSize(1280, 800));
    m_card->setFixedSize(card + QSize(2, 2) * CardView::shadowMargin);
    connect(m_card, &CardView::pressed, this, &QDialog::accept);

    auto *chip = new StateChip(this);
    chip->setObjectName(u"largeStateChip"_s);
    chip->setState(token.state, token.stateWord);
    auto *closeButton = new QPushButton(tr("Close"), this);
    closeButton->setObjectName(u"closeCardButton"_s);
    closeButton->setAccessibleName(closeButton->text());
    closeButton->setDefault(true);
    connect(closeButton, &QPushButton::clicked, this, &QDialog::accept);

    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(CardView::shadowMargin, 0, CardView::shadowMargin, 0);
    foot->addWidget(chip);
    foot->addStretch(1);
    foot->addWidget(closeButton);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(aroundCard, aroundCard, aroundCard, aroundCard);
    column->setSpacing(Metrics::spacing);
    column->addWidget(m_card);
    column->addLayout(foot);
    m_card->setFocus();
}

QSize CardDialog::cardSizeIn(const QSize &screen)
{
    const QSizeF room(screen.width() * shareOfScreen - 2 * aroundCard,
                      screen.height() * shareOfScreen - belowCard - aroundCard);
    const qreal width =
        qMin(qMin(room.width(), room.height() * CardShape::width / CardShape::height), qreal(widestLargeCard));
    return {qRound(width), qRound(width * CardShape::height / CardShape::width)};
}

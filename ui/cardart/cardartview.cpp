// SPDX-License-Identifier: Apache-2.0
#include "ui/cardart/cardartview.h"

#include "app/core/observe.h"
#include "ui/cardart/artwords.h"
#include "ui/cardart/assetpreview.h"
#include "ui/cardart/assetsaving.h"
#include "ui/cardart/cardface.h"
#include "ui/shown.h"
#include "ui/theme/theme.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {
constexpr int swatchSide = 16;

QLabel *artLabel(const QString &name, const char *role, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    setRole(label, role);
    return label;
}

QPixmap swatch(const QColor &color, qreal ratio)
{
    QPixmap pixmap(QSize(swatchSide, swatchSide) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colors().muted);
    painter.setBrush(color);
    painter.drawRoundedRect(QRectF(0.5, 0.5, swatchSide - 1, swatchSide - 1), 3, 3);
    return pixmap;
}

QString colorWords(const QString &what, const QString &received)
{
    if (received.isEmpty())
        return CardArtView::tr("%1: not said").arg(what);
    return artColor(received).isValid() ? u"%1 #%2"_s.arg(what, received.toUpper())
                                        : CardArtView::tr("%1: “%2” is no colour").arg(what, shown(received));
}
} // namespace

CardArtView::CardArtView(QWidget *parent)
    : QWidget(parent), m_message(artLabel(u"cardArtMessage"_s, "muted", this)), m_list(new QListWidget(this)),
      m_previews(new QStackedWidget(this)), m_preview(new AssetPreview(m_previews)),
      m_text(new QPlainTextEdit(m_previews))
{
    setObjectName(u"cardArtView"_s);
    m_list->setObjectName(u"assetList"_s);
    m_list->setAccessibleName(tr("Assets of the card product"));
    m_list->setWordWrap(true);
    m_list->setTextElideMode(Qt::ElideNone);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setSpacing(2);
    m_list->setMinimumHeight(72);
    m_text->setObjectName(u"assetText"_s);
    m_text->setAccessibleName(tr("The asset’s text"));
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_previews->setObjectName(u"assetPreviews"_s);
    m_previews->addWidget(m_preview);
    m_previews->addWidget(m_text);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, Metrics::gap, 0, Metrics::gap);
    column->setSpacing(Metrics::spacing);
    column->addWidget(m_message);
    column->addWidget(m_list, 3);
    column->addWidget(m_previews, 2);
    column->addWidget(buildSaving());
    column->addWidget(buildColors());
    column->addStretch(0);
    connect(m_list, &QListWidget::currentRowChanged, this, &CardArtView::select);
    clear();
}

QWidget *CardArtView::buildSaving()
{
    m_saving = new QWidget(this);
    m_saveButton = new QPushButton(tr("Save as…"), m_saving);
    m_saveButton->setObjectName(u"saveAssetButton"_s);
    m_saveButton->setAccessibleName(tr("Save the asset as…"));
    m_saved = artLabel(u"assetSavedLabel"_s, "muted", m_saving);
    auto *row = new QHBoxLayout(m_saving);
    row->setContentsMargins({});
    row->setSpacing(Metrics::gap);
    row->addWidget(m_saveButton);
    row->addWidget(m_saved, 1);
    connect(m_saveButton, &QPushButton::clicked, this, &CardArtView::askWhereToSave);
    return m_saving;
}

QWidget *CardArtView::buildColors()
{
    m_colors = new QWidget(this);
    auto *row = new QHBoxLayout(m_colors);
    row->setContentsMargins({});
    row->setSpacing(Metrics::unit);
    const auto add = [this, row](const QString &name) {
        auto *square = new QLabel(m_colors);
        square->setObjectName(name + "Swatch"_L1);
        square->setTextFormat(Qt::PlainText);
        square->setFixedSize(swatchSide, swatchSide);
        QLabel *words = artLabel(name + "Label"_L1, "muted", m_colors);
        words->setBuddy(square);
        row->addWidget(square);
        row->addWidget(words, 1);
        return words;
    };
    m_ground = add(u"backgroundColor"_s);
    m_ink = add(u"foregroundColor"_s);
    return m_colors;
}

void CardArtView::setPictures(std::shared_ptr<CardPictures> pictures)
{
    m_pictures = std::move(pictures);
    m_art = {};
    reload();
}

void CardArtView::setArt(const CardArt &art)
{
    if (art == m_art)
        return;
    m_art = art;
    reload();
}

void CardArtView::reload()
{
    clear();
    showColors();
    if (isVisible())
        ask();
}

void CardArtView::clear()
{
    ++m_question;
    ++m_selection;
    m_isAsked = false;
    m_assets.clear();
    m_list->clear();
    for (QWidget *part : {static_cast<QWidget *>(m_list), static_cast<QWidget *>(m_previews), m_saving, m_colors})
        part->hide();
    m_message->show();
    m_message->setText(tr("No card art belongs to this token: the server named none. The neutral card is shown."));
}

void CardArtView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!m_isAsked)
        ask();
}

void CardArtView::ask()
{
    m_isAsked = true;
    if (m_art.assetIds.isEmpty() && m_art.imageUrl.isEmpty())
        return;
    if (!m_pictures) {
        m_message->setText(tr("This desk cannot show card art: it has nothing that draws pictures safely."));
        return;
    }
    m_message->setText(tr("Reading the card’s art…"));
    observe<QList<AssetDescription>>(
        this, m_pictures->describe(m_art),
        [this, question = ++m_question](const Result<QList<AssetDescription>> &assets) {
            if (question != m_question)
                return;
            if (assets)
                return take(*assets);
            m_message->setText(tr("The list of assets could not be read. Refresh the token to try again."));
        });
}

void CardArtView::take(const QList<AssetDescription> &assets)
{
    m_assets = assets;
    for (const AssetDescription &asset : assets) {
        QString text = u"%1 · %2\n%3"_s.arg(ArtWords::role(asset.role), shown(asset.id), ArtWords::summary(asset));
        if (const QString problem = ArtWords::problem(asset.problem); !problem.isEmpty())
            text += u'\n' + tr("Not shown: %1.").arg(problem);
        if (!asset.detail.isEmpty())
            text += u'\n' + shown(asset.detail);
        auto *item = new QListWidgetItem(text, m_list);
        item->setData(Qt::AccessibleTextRole, text);
    }
    if (assets.isEmpty())
        return m_message->setText(tr("The server named no asset for this card."));
    m_message->hide();
    for (QWidget *part : {static_cast<QWidget *>(m_list), static_cast<QWidget *>(m_previews), m_saving, m_colors})
        part->show();
    m_list->setCurrentRow(0);
}

const AssetDescription *CardArtView::current() const
{
    const int row = m_list->currentRow();
    return row >= 0 && row < m_assets.size() ? &m_assets.at(row) : nullptr;
}

void CardArtView::select(int row)
{
    ++m_selection;
    say({}, "muted");
    if (row < 0 || row >= m_assets.size())
        return;
    const AssetDescription asset = m_assets.at(row);
    m_saveButton->setEnabled(asset.bytes > 0);
    m_saveButton->setToolTip(asset.bytes > 0 ? QString() : tr("There is nothing to save"));
    m_previews->setCurrentWidget(m_preview);
    m_preview->setMessage(tr("Reading…"));
    const QSize room = (QSizeF(m_preview->size().expandedTo({320, 200})) * devicePixelRatioF()).toSize();
    observe<DecodedAsset>(this, m_pictures->decoded(asset.id, room),
                          [this, asset, selection = m_selection](const Result<DecodedAsset> &decoded) {
                              if (selection == m_selection)
                                  showAsset(asset, decoded);
                          });
}

void CardArtView::showAsset(const AssetDescription &asset, const Result<DecodedAsset> &decoded)
{
    if (!decoded)
        return m_preview->setMessage(tr("The asset could not be read."));
    if (decoded->isPicture())
        return m_preview->setImage(decoded->image, tr("%1 of the card").arg(ArtWords::role(asset.role)));
    if (decoded->problem == AssetProblem::None && !decoded->text.isEmpty()) {
        m_text->setPlainText(shown(decoded->text, Lines::Kept));
        return m_previews->setCurrentWidget(m_text);
    }
    const QString problem = ArtWords::problem(decoded->problem);
    m_preview->setMessage(problem.isEmpty() ? tr("There is nothing to see in this asset.")
                                            : tr("Not shown: %1.").arg(problem));
}

void CardArtView::askWhereToSave()
{
    const AssetDescription *asset = current();
    if (!asset)
        return;
    auto *dialog = new QFileDialog(this, tr("Save the asset"));
    dialog->setObjectName(u"saveAssetDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDirectory(QStandardPaths::writableLocation(QStandardPaths::DownloadLocation));
    dialog->selectFile(fileNameFor(asset->id, asset->format));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, saved = *asset](const QString &file) { save(saved, file); });
    dialog->open();
}

void CardArtView::save(const AssetDescription &asset, const QString &file)
{
    say(tr("Saving…"), "muted");
    const Pending<Done> saved =
        chain(m_pictures->bytes(asset.id), [file](const QByteArray &bytes) { return saveAsset(file, bytes); });
    observe<Done>(this, saved, [this, file, selection = m_selection](const Result<Done> &outcome) {
        if (selection != m_selection)
            return;
        if (outcome)
            say(tr("Saved as %1.").arg(shown(file)), "muted");
        else if (outcome.error().kind == Error::Kind::Storage)
            say(tr("It could not be written to %1. Choose another folder.").arg(shown(file)), "error");
        else
            say(tr("It could not be fetched from the server. Nothing was saved."), "error");
    });
}

void CardArtView::say(const QString &text, const char *role)
{
    m_saved->setText(text);
    setRole(m_saved, role);
}

void CardArtView::showColors()
{
    const auto show = [this](QLabel *words, const QString &what, const QString &received) {
        words->setText(colorWords(what, received));
        auto *square = qobject_cast<QLabel *>(words->buddy());
        const QColor color = artColor(received);
        square->setVisible(color.isValid());
        square->setPixmap(color.isValid() ? swatch(color, devicePixelRatioF()) : QPixmap());
    };
    show(m_ground, tr("Background"), m_art.backgroundColor);
    show(m_ink, tr("Foreground"), m_art.foregroundColor);
}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/assets/cardpictures.h"
#include "app/domain/token.h"

#include <QWidget>

#include <memory>

class AssetPreview;
class QLabel;
class QListWidget;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;

//! All that belongs to the look of a card: its assets, one of them seen by itself, its colours. Asks only while it is
//! on the screen.
class CardArtView : public QWidget
{
    Q_OBJECT
public:
    explicit CardArtView(QWidget *parent = nullptr);

    void setPictures(std::shared_ptr<CardPictures> pictures);
    //! The same art again keeps what is shown.
    void setArt(const CardArt &art);
    //! Asks again, as when hosts have been allowed.
    void reload();

protected:
    void showEvent(QShowEvent *event) override;

private:
    [[nodiscard]] QWidget *buildColors();
    [[nodiscard]] QWidget *buildSaving();
    void clear();
    void ask();
    void take(const QList<AssetDescription> &assets);
    void select(int row);
    void showAsset(const AssetDescription &asset, const Result<DecodedAsset> &decoded);
    void askWhereToSave();
    void save(const AssetDescription &asset, const QString &file);
    void say(const QString &text, const char *role);
    void showColors();
    [[nodiscard]] const AssetDescription *current() const;

    std::shared_ptr<CardPictures> m_pictures;
    CardArt m_art;
    QList<AssetDescription> m_assets;
    bool m_isAsked = false;
    quint64 m_question = 0; //!< answers to earlier ones are ignored
    quint64 m_selection = 0;

    QLabel *m_message;
    QListWidget *m_list;
    QStackedWidget *m_previews;
    AssetPreview *m_preview;
    QPlainTextEdit *m_text;
    QWidget *m_saving;
    QPushButton *m_saveButton;
    QLabel *m_saved;
    QWidget *m_colors;
    QLabel *m_ground;
    QLabel *m_ink;
};

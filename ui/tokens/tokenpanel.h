// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/core/exchange.h"
#include "app/operations/desk.h"

#include <QWidget>

class ActionButton;
class ActivityView;
class AnnotationsView;
class ArtNote;
class CardArtView;
class CardView;
class DetailsView;
class ExchangeView;
class Notice;
class QLabel;
class QMenu;
class QPushButton;
class QScrollArea;
class QTabWidget;
class RelatedView;
class StateChip;
struct ErrorText;

//! One token: its card, its state and since when, what may be done with it, and all that is known of it. Shows what it is
//! told; asks nobody but this desk's records.
class TokenPanel : public QWidget
{
    Q_OBJECT
public:
    //! What the panel's buttons do. They outlive the panel.
    struct Actions {
        QAction *refresh;
        QAction *erase;
        QAction *copyCurl;
        QAction *report = nullptr; //!< null: no button for it
        QAction *suspend = nullptr; //!< null: no button for it
        QAction *resume = nullptr;  //!< likewise
        QAction *credentials = nullptr; //!< likewise
        QMenu *more = nullptr;          //!< what else the connection offers; null: no button for it
    };
    TokenPanel(const ExchangeLog &exchanges, const Clock &clock, const Actions &actions, QWidget *parent);

    void setSession(std::shared_ptr<const Session> session);
    //! Shows a reading; what was said about a token before is dismissed.
    void showReading(const TokenReading &reading);
    //! Nothing is selected, and how to begin.
    void showNothing();
    //! A token of which nothing is known yet, while the server is asked.
    void showUnread(const TokenId &token);
    //! Something about the token that is shown, or why there is none.
    void showNotice(const ErrorText &text, bool isError);
    //! Whether the server is being asked about the token just now.
    void setAsking(bool isAsking);
    //! The Raw tab shows this exchange, when it is still at hand.
    void showExchange(const QString &correlationId);
    //! Reads again what happened to the token.
    void reloadActivity();

    //! Asks for the card's art again, as when hosts have been allowed or refused.
    void reloadArt();

    [[nodiscard]] const std::optional<TokenReading> &reading() const { return m_reading; }

Q_SIGNALS:
    //! The agent has allowed this connection's card images to be fetched from the hosts that the server names.
    void cardImagesAllowed();
    //! The agent has added or removed a tag.
    void tagsChanged();
    //! The agent follows a link to another token.
    void lookUpRequested(const TokenId &token);

protected:
    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void build(const Actions &actions);
    [[nodiscard]] QWidget *buildHead(const Actions &actions);
    void dismissNotice();
    void shareHeight();
    void showLarger();
    void updateAge();
    void updateAbsent();

    const ExchangeLog &m_exchanges;
    const Clock &m_clock;
    std::shared_ptr<const Session> m_session;
    std::optional<TokenReading> m_reading;
    TokenId m_unread; //!< a token of which nothing is known
    QString m_quoted; //!< correlation id of the notice
    bool m_isAsking = false;

    QScrollArea *m_noticePlace;
    Notice *m_notice;
    QPushButton *m_tryAgainButton;
    QPushButton *m_copyQuotedButton;
    QLabel *m_hint;
    QWidget *m_body;
    CardView *m_card;
    ArtNote *m_artNote;
    StateChip *m_chip;
    QLabel *m_age;
    QLabel *m_absent;
    RelatedView *m_related;
    AnnotationsView *m_annotations;
    QTabWidget *m_tabs;
    DetailsView *m_details;
    ActivityView *m_activity;
    CardArtView *m_art;
    ExchangeView *m_exchange;
};

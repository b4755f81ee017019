// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/core/exchange.h"
#include "app/operations/desk.h"
#include "ui/outcomeline.h"

#include <QSet>
#include <QTimer>
#include <QWidget>

class FilterBar;
class QAction;
class QSplitter;
class SeveralUpdates;
class StateChanges;
class TokenActions;
class TokenDeletions;
class TokenFilter;
class TokenOffers;
class TokenPanel;
class TokenTableModel;
class TokenTableView;

//! The tokens that this desk has seen, and the one that is looked at.
class TokensPage : public QWidget
{
    Q_OBJECT
public:
    //! Both outlive the page.
    TokensPage(const ExchangeLog &exchanges, const Clock &clock, QWidget *parent = nullptr);

    //! Null: no connection is open. What is under way for the session before goes on; how its deletions end is still
    //! reported.
    void setSession(std::shared_ptr<const Session> session);
    //! Asks the server and shows what it says, a token or why not.
    void lookUp(const TokenId &token);
    using QWidget::show;
    //! Shows a reading that the server has just given, as after a create.
    void show(const TokenReading &reading);
    //! Takes over readings that came by themselves; what is looked at stays.
    void follow(const QList<TokenReading> &readings);

    //! Enabled while the page is on screen and they can do something; the tool tip says why when not.
    [[nodiscard]] QAction *refreshAction() const;
    [[nodiscard]] QAction *suspendAction() const; //!< invisible when the connection does not offer it; so is resume
    [[nodiscard]] QAction *resumeAction() const;
    [[nodiscard]] QAction *updateSeveralAction() const; //!< invisible when the connection does not offer it
    [[nodiscard]] QAction *deleteAction() const; //!< invisible when the connection cannot delete
    [[nodiscard]] QAction *copyIdAction() const;
    [[nodiscard]] QAction *copyCurlAction() const;
    [[nodiscard]] QAction *reportAction() const;
    [[nodiscard]] QAction *credentialsAction() const; //!< invisible where the connection gives none
    [[nodiscard]] QAction *moreAction() const;        //!< a menu of what else the connection offers; likewise

    //! Splitter, columns, order, and the choices of the filter; holds no data.
    [[nodiscard]] QByteArray saveLayout() const;
    void restoreLayout(const QByteArray &layout);
    void setCompact(bool isCompact);

    //! Card art is asked for again, as when hosts have been allowed or refused.
    void reloadArt();

Q_SIGNALS:
    void reported(const OutcomeLine &line);
    //! The agent has allowed the connection's card images to be fetched from the hosts that the server names.
    void cardImagesAllowed();
    void createRequested();
    //! An evidence report of this token is wanted; `reading` is the last one, when there is any.
    void reportRequested(const TokenId &token, const std::optional<TokenReading> &reading);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void build();
    void connectParts();
    void updateActions();
    void updateEmptyPlace();
    void beginInEmptyPlace();

    void loadSeen();
    void take(const QList<TokenReading> &seen);
    void followSelection();
    void select(const TokenId &token);

    void ask(const TokenId &token);
    void answered(const TokenId &token, const Result<TokenReading> &answer, qint64 elapsedMs);
    void refused(const TokenId &token, const Error &error);
    void keep(const TokenReading &reading);
    void keepGone(const TokenId &token, TokenState state, const QString &stateWord, const QString &correlationId);

    //! The tokens that are selected: at least the one that is looked at, when something is known of it. None when there
    //! are more than can be changed at once.
    [[nodiscard]] QList<Token> selectedTokens() const;
    [[nodiscard]] int selectedCount() const;
    void askToChange(Operation operation);
    void askToUpdate();
    void stateChanged(const TokenId &token, const StateChange &change);
    void stateNotChanged(const TokenId &token, Operation operation, const Error &error);
    void explain(const TokenId &token, Operation operation, const Error &error);
    void acted(const TokenId &token, Operation operation, const ActionDone &done);
    void deleted(const TokenId &token, const Deletion &deletion);
    void notDeleted(const TokenId &token, const Error &error);
    void report(OutcomeLine::Kind kind, const QString &text, const QString &correlationId = {});

    const Clock &m_clock;
    std::shared_ptr<const Session> m_session;
    std::optional<Error> m_loadError; //!< why the seen tokens could not be listed
    TokenId m_current;                //!< the token that the panel shows or waits for
    QSet<TokenId> m_asking;           //!< under way, so that nothing is asked twice at once
    bool m_isFollowing = true; //!< false while the selection follows the panel instead of leading it
    bool m_isLoading = false;
    QTimer m_pause; //!< before a selected token is asked for, so that arrow keys do not ask for each

    TokenTableModel *m_tokens;
    TokenFilter *m_filter;
    TokenActions *m_actions;
    TokenDeletions *m_deletions;
    StateChanges *m_changes;
    SeveralUpdates *m_updates;
    TokenOffers *m_offers;
    FilterBar *m_filterBar;
    TokenTableView *m_table;
    TokenPanel *m_panel;
    QSplitter *m_splitter;
};

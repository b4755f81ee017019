// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/core/exchange.h"
#include "app/operations/desk.h"
#include "ui/outcomeline.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

class QAction;
class QComboBox;
class QLabel;
class QLineEdit;
class QSplitter;
class QStackedWidget;
class QTableView;
class TokenFilter;
class TokenPanel;
class TokenTableModel;

//! The tokens that this desk has seen, and the one that is looked at.
class TokensPage : public QWidget
{
    Q_OBJECT
public:
    //! Both outlive the page.
    TokensPage(const ExchangeLog &exchanges, const Clock &clock, QWidget *parent = nullptr);

    //! Null: no connection is open. What is under way for the session before goes on, unwatched.
    void setSession(std::shared_ptr<const Session> session);
    //! Asks the server and shows what it says, a token or why not.
    void lookUp(const TokenId &token);
    using QWidget::show;
    //! Shows a reading that the server has just given, as after a create.
    void show(const TokenReading &reading);

    [[nodiscard]] QAction *refreshAction() const { return m_refreshAction; }
    [[nodiscard]] QAction *deleteAction() const { return m_deleteAction; }
    [[nodiscard]] QAction *copyIdAction() const { return m_copyIdAction; }
    [[nodiscard]] QAction *copyCurlAction() const { return m_copyCurlAction; }

    //! Splitter and columns; holds no data.
    [[nodiscard]] QByteArray saveLayout() const;
    void restoreLayout(const QByteArray &layout);
    void setCompact(bool isCompact);

Q_SIGNALS:
    void reported(const OutcomeLine &line);
    void createRequested();

private:
    void build();
    [[nodiscard]] QWidget *buildFilterBar();
    [[nodiscard]] QWidget *buildEmptyPlace();
    void buildTable();
    void buildActions();
    void loadSeen();
    void selectionChanged();
    void select(const TokenId &token);
    void ask(const TokenId &token);
    void answered(const TokenId &token, const Result<TokenReading> &answer, qint64 elapsedMs);
    void refused(const TokenId &token, const Error &error);
    void askDelete();
    void deleted(const TokenId &token, const Deletion &deletion);
    void markGone(const TokenId &token, TokenState state, const QString &stateWord);
    void updateCount();

    const ExchangeLog &m_exchanges;
    const Clock &m_clock;
    std::shared_ptr<const Session> m_session;
    TokenId m_wanted;          //!< the token that the panel shows or waits for
    bool m_isSelecting = false; //!< the selection follows an answer: it does not ask for another
    QTimer m_pause;            //!< before a selected token is asked for, so that arrow keys do not ask for each

    TokenTableModel *m_model;
    TokenFilter *m_filter;
    QComboBox *m_stateFilter = nullptr;
    QComboBox *m_schemeFilter = nullptr;
    QLineEdit *m_textFilter = nullptr;
    QLabel *m_count = nullptr;
    QStackedWidget *m_tablePlace = nullptr;
    QLabel *m_emptyText = nullptr;
    QTableView *m_table = nullptr;
    QSplitter *m_splitter = nullptr;
    TokenPanel *m_panel = nullptr;
    QAction *m_refreshAction = nullptr;
    QAction *m_deleteAction = nullptr;
    QAction *m_copyIdAction = nullptr;
    QAction *m_copyCurlAction = nullptr;
};

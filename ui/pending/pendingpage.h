// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/operations/desk.h"
#include "ui/outcomeline.h"

#include <QPointer>
#include <QWidget>

#include <memory>
#include <optional>

class EmptyPlace;
class OpenItemPanel;
class OpenItemsModel;
class QLabel;
class QListView;
class QSplitter;
class SettleDialog;

//! What waits for someone: operations of every connection whose outcome is unknown, creations whose token arrives later,
//! and how to settle each. Nothing here is
//! sent again.
class PendingPage : public QWidget
{
    Q_OBJECT
public:
    //! `clock` outlives the page.
    PendingPage(const Clock &clock, QWidget *parent = nullptr);

    //! Null: no connection is open.
    void setSession(std::shared_ptr<const Session> session);
    //! Reads the list again; what is chosen stays chosen.
    void refresh();
    [[nodiscard]] int itemCount() const;
    //! The splitter; holds no data.
    [[nodiscard]] QByteArray saveLayout() const;
    void restoreLayout(const QByteArray &layout);

Q_SIGNALS:
    void itemCountChanged(int count);
    void reported(const OutcomeLine &line);
    void connectionRequested(const QString &connectionId);
    void notificationRequested(const QString &correlationId);

private:
    void build();
    [[nodiscard]] QWidget *buildList();
    void take(const QList<JournalEntry> &items);
    void followSelection();
    void updatePlaces();
    void settle(JournalSettlement::Kind kind);
    void watch(const JournalEntry &entry, JournalSettlement::Kind kind, const Pending<Done> &settling);

    const Clock &m_clock;
    std::shared_ptr<const Session> m_session;
    std::optional<Error> m_loadError;
    bool m_isLoaded = false;
    quint64 m_loading = 0; //!< number of the latest question: earlier answers are ignored

    OpenItemsModel *m_items;
    QListView *m_list = nullptr;
    QLabel *m_count = nullptr;
    OpenItemPanel *m_panel;
    QSplitter *m_splitter;
    QWidget *m_emptyGround;
    EmptyPlace *m_empty;
    QPointer<SettleDialog> m_dialog;
};

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/operations/desk.h"
#include "ui/outcomeline.h"

#include <QPointer>
#include <QWidget>

#include <memory>

class ActionDialog;
class Notice;
class QLabel;
class QPushButton;

//! What an answer offers to be done about it now, perhaps never again: a button for each, and in its place what came of
//! it.
class OffersView : public QWidget
{
    Q_OBJECT
public:
    //! `answer` came from this session. `clock` outlives the view.
    OffersView(std::shared_ptr<const Session> session, const MutationAnswer &answer, const Clock &clock,
               QWidget *parent = nullptr);

Q_SIGNALS:
    void reported(const OutcomeLine &line);
    void tokenChanged(const TokenReading &reading);

private:
    struct Row {
        OfferedAction offer;
        QPushButton *button;
        Notice *outcome;
    };
    void addRow(const OfferedAction &offer);
    void ask(int row);
    void watch(int row, const Pending<ActionDone> &pending);
    void settle(int row, const Result<ActionDone> &outcome);
    void updateNote();

    std::shared_ptr<const Session> m_session;
    TokenId m_token;
    const Clock &m_clock;
    QLabel *m_note; //!< that an offer may not last; shown while there is one
    QList<Row> m_rows;
    QPointer<ActionDialog> m_dialog;
};

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/operations/desk.h"
#include "app/operations/stateseries.h"

#include <QObject>
#include <QPointer>
#include <QSet>

#include <memory>

class QWidget;
class StateChangeDialog;
class StateChangeRun;
struct OutcomeLine;

//! The suspends and resumes that were started on the page: asks for them in a dialog and watches them to their end,
//! because the dialog may be closed, and another connection opened, long before the server answers.
class StateChanges : public QObject
{
    Q_OBJECT
public:
    //! Dialogs stand before `window`.
    explicit StateChanges(QWidget *window);

    //! Closes the dialog, which names tokens of the session before; the token that is under way is carried through and
    //! reported.
    void setSession(std::shared_ptr<const Session> session);
    //! Asks for all of them at once; nothing for no token.
    void ask(Operation operation, const QList<Token> &tokens);
    [[nodiscard]] bool isUnderWay(const TokenId &token) const { return m_underWay.contains(token); }

Q_SIGNALS:
    //! Something has begun or ended.
    void underWayChanged();
    //! How it ended for one token in the present session.
    void changed(const TokenId &token, const StateChange &change);
    void refused(const TokenId &token, Operation operation, const Error &error);
    //! Of every series, also of a session before.
    void reported(const OutcomeLine &line);
    void lookUpRequested(const TokenId &token);

private:
    void start(Operation operation, const QList<TokenId> &tokens, const OperationReason &why);
    void take(const StateChangeRun *run, const SeriesItem &item);

    QWidget *m_window;
    std::shared_ptr<const Session> m_session;
    QSet<TokenId> m_underWay; //!< in the present session
    QPointer<StateChangeDialog> m_dialog;
};

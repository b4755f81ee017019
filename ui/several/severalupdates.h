// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/operations/desk.h"
#include "ui/outcomeline.h"

#include <QObject>
#include <QPointer>

#include <memory>

class QWidget;
class SeveralDialog;

//! The updates of several tokens that were started on the page: asks for them in a dialog and watches them to their
//! end, because the dialog may be closed, and another connection opened, long before the server answers.
class SeveralUpdates : public QObject
{
    Q_OBJECT
public:
    //! Dialogs stand before `window`. `clock` outlives this.
    SeveralUpdates(const Clock &clock, QWidget *window);

    //! Closes the dialog, which names tokens of the session before; what is under way is carried through and reported.
    void setSession(std::shared_ptr<const Session> session);
    //! Opens the dialog, with these tokens in it. Nothing where the connection does not offer it.
    void ask(const QList<Token> &tokens);

Q_SIGNALS:
    //! Of every update, also of a session before.
    void reported(const OutcomeLine &line);
    //! What the server said afterwards about a token of the present session.
    void read(const TokenReading &reading);
    void unreadable(const TokenId &token, const Error &error);

private:
    void start();

    const Clock &m_clock;
    QWidget *m_window;
    std::shared_ptr<const Session> m_session;
    QPointer<SeveralDialog> m_dialog;
};

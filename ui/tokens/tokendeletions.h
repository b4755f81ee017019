// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/operations/desk.h"
#include "ui/errortext.h"

#include <QPointer>
#include <QSet>

#include <memory>
#include <optional>

class DeleteDialog;
class QWidget;
struct OutcomeLine;

//! The deletions that were started on the page: asks for each in a dialog and watches it to its end, because the dialog may
//! be closed, and another connection opened, long before the server answers.
class TokenDeletions : public QObject
{
    Q_OBJECT
public:
    //! Dialogs stand before `window`.
    explicit TokenDeletions(QWidget *window);

    //! Closes the dialog, which names a token of the session before; what is under way goes on and is reported.
    void setSession(std::shared_ptr<const Session> session);
    void ask(const Token &token);
    [[nodiscard]] bool isUnderWay(const TokenId &token) const { return m_underWay.contains(token); }

Q_SIGNALS:
    void started(const TokenId &token);
    //! How a deletion in the present session ended.
    void succeeded(const TokenId &token, const Deletion &deletion);
    void failed(const TokenId &token, const Error &error);
    //! Of every deletion, also of a session before.
    void reported(const OutcomeLine &line);
    void lookUpRequested(const TokenId &token);

private:
    void watch(const TokenId &token, const Pending<Deletion> &deletion);

    QWidget *m_window;
    std::shared_ptr<const Session> m_session;
    QSet<TokenId> m_underWay; //!< in the present session
    QPointer<DeleteDialog> m_dialog;
};

//! What is to be said about a deletion that the server confirmed, when not all went well after that.
[[nodiscard]] std::optional<ErrorText> remarkOn(const Deletion &deletion, const Capabilities &capabilities);

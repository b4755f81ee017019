// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/operations/desk.h"
#include "ui/errortext.h"
#include "ui/outcomeline.h"

#include <QDialog>
#include <QHash>
#include <QPointer>
#include <QSet>

#include <memory>
#include <optional>

class QAction;
class QMenu;

//! What a connection offers for a token beside the operations that all have: payment credentials and actions of its
//! own. Asks for each in a dialog and watches it to its end, because the dialog may be closed, and another connection
//! opened, long before the server answers.
class TokenOffers : public QObject
{
    Q_OBJECT
public:
    //! Dialogs stand before `window`. `clock` outlives it.
    TokenOffers(const Clock &clock, QWidget *window);
    ~TokenOffers() override;

    //! Invisible where the connection gives none.
    [[nodiscard]] QAction *credentials() const { return m_credentials; }
    //! One entry for each action; its own entry is invisible where there is none.
    [[nodiscard]] QMenu *menu() const { return m_menu.get(); }
    void attachTo(QWidget &page, QWidget &table);

    //! Closes the dialog, which names a token of the session before; what is under way goes on and is reported.
    void setSession(std::shared_ptr<const Session> session);
    //! The token that is looked at, as far as it is known, and whether it is on screen.
    void update(const std::optional<TokenReading> &reading, bool isOnScreen);

Q_SIGNALS:
    //! How an action in the present session ended.
    void done(const TokenId &token, Operation operation, const ActionDone &done);
    void failed(const TokenId &token, Operation operation, const Error &error);
    //! Of everything that is asked for, also of a session before.
    void reported(const OutcomeLine &line);

private:
    void askForCredentials();
    void ask(const TokenAction &action);
    void watch(const TokenId &token, const TokenAction &action, const Pending<ActionDone> &pending);
    [[nodiscard]] QString whyNot(const TokenAction &action) const;
    [[nodiscard]] QString whyNoCredentials() const;
    void refresh();

    const Clock &m_clock;
    QWidget *m_window;
    std::shared_ptr<const Session> m_session;
    QAction *m_credentials;
    std::unique_ptr<QMenu> m_menu;
    QHash<QString, QAction *> m_actions; //!< by the id of what they do
    std::optional<Token> m_token;
    bool m_isOnScreen = false;
    QSet<TokenId> m_underWay; //!< in the present session
    QPointer<QDialog> m_dialog;
};

//! What is to be said about an action that the server carried out, when not all went well after that.
[[nodiscard]] ErrorText remarkOn(const ActionDone &done, Operation operation);

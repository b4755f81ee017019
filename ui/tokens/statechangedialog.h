// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/operations/desk.h"
#include "app/operations/stateseries.h"

#include <QDialog>
#include <QPointer>

#include <memory>

namespace Ui {
class StateChangeDialog;
}
class StateChangeRun;

//! Asks why tokens are to be suspended or resumed, once for all of them, follows what is done, and says what came of
//! it. Tokens whose state does not allow it are listed and left out. Closed while a request is under way it only stops
//! watching: the request goes on, but no further token is tried.
class StateChangeDialog : public QDialog
{
    Q_OBJECT
public:
    //! At least one token.
    StateChangeDialog(std::shared_ptr<const Session> session, Operation operation, const QList<Token> &tokens,
                      QWidget *parent);
    ~StateChangeDialog() override;

    //! Shows what the run does. The run outlives the dialog or says so by its signals no more.
    void follow(StateChangeRun *run);

Q_SIGNALS:
    //! The agent has confirmed: these are to be changed.
    void confirmed(const QList<TokenId> &tokens, const OperationReason &why);
    //! The outcome is unknown, and the agent wants to see what the server says.
    void lookUpRequested(const TokenId &token);

private:
    void nameTheTokens();
    void offerReasons();
    void connectParts();
    //! On production: what has to be typed, for the tokens that are left.
    void askForConfirmation();
    [[nodiscard]] bool isForOne() const { return m_tokens.size() == 1; }
    [[nodiscard]] QString problemWithReason() const;
    [[nodiscard]] QString problemWithComment() const;
    void judge();
    void confirm();
    void setUnderWay(bool isUnderWay);
    void advance(qsizetype index, const SeriesItem &item);
    void end(const QList<SeriesItem> &items);
    void showFailure(const Error &error);

    std::unique_ptr<Ui::StateChangeDialog> m_ui;
    std::shared_ptr<const Session> m_session;
    Operation m_operation;
    QList<Token> m_tokens;
    QList<TokenId> m_untried; //!< those whose state allows it and that have no outcome yet
    QPointer<StateChangeRun> m_run;
    bool m_isUnderWay = false;
    bool m_hasBegun = false;
    bool m_isOver = false; //!< nothing is left to be confirmed
};

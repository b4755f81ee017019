// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/operations/desk.h"
#include "ui/outcomeline.h"

#include <QHash>
#include <QWidget>

#include <memory>

class CreatePane;
class QStackedLayout;

//! Creating tokens: one pane per form of the open connection. What was typed into a form is still there when the agent
//! comes back to it within the session, except card numbers and security codes, which go as soon as the page is left.
class CreatePage : public QWidget
{
    Q_OBJECT

public:
    explicit CreatePage(const Clock &clock, QWidget *parent = nullptr);

    //! Shows the form, which is one of the session's `capabilities().creates`; does nothing for an unknown one. Another
    //! session drops the panes of the one before; a request under way goes on, unwatched.
    void start(std::shared_ptr<const Session> session, const QString &formId);
    //! Drops everything typed and the session, as for locking the desk.
    void reset();
    [[nodiscard]] bool hasUnsentInput() const;

Q_SIGNALS:
    void created(const TokenReading &reading);
    void accepted(const QString &correlationId); //!< an asynchronous create; its page stays until `finished`
    void finished();                             //!< cancelled, or nothing left to see here
    void reported(const OutcomeLine &line);
    void arrived(const TokenReading &reading); //!< a token to be remembered; the page stays
    void tokenRequested(const TokenId &token); //!< to be shown: it was created for the same card

private:
    [[nodiscard]] CreatePane *paneFor(const QString &formId);

    const Clock &m_clock;
    std::shared_ptr<const Session> m_session;
    QStackedLayout *m_stack;
    QHash<QString, CreatePane *> m_panes;
};

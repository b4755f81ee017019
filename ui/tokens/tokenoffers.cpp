// SPDX-License-Identifier: Apache-2.0
#include "ui/tokens/tokenoffers.h"

#include "app/core/observe.h"
#include "ui/actions/actiondialog.h"
#include "ui/actions/credentialsdialog.h"
#include "ui/cardart/statelook.h"
#include "ui/operationtext.h"
#include "ui/shown.h"
#include "ui/tokens/tokentablemodel.h"

#include <QAction>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace {
QString offeredText(const Form &form)
{
    return form.menuText.isEmpty() ? form.title : form.menuText;
}

QString describedToken(const Token &token)
{
    return u"%1 · %2"_s.arg(cardText(token), stateText(token.state, token.stateWord));
}

OutcomeLine lineOfAction(const TokenId &token, const TokenAction &action, const Result<ActionDone> &outcome,
                         const Capabilities &capabilities)
{
    const QString id = shown(token.value);
    if (outcome) {
        const QString line = TokenOffers::tr("Done: %1 (%2)").arg(action.form.title, id);
        return {OutcomeLine::Kind::Succeeded,
                outcome->isRecorded
                    ? line
                    : TokenOffers::tr("%1. The journal could not be written: its entry still says “open”").arg(line),
                outcome->answer.correlationId};
    }
    const Error &error = outcome.error();
    return {error.kind == Error::Kind::OutcomeUnknown ? OutcomeLine::Kind::Unknown : OutcomeLine::Kind::Refused,
            TokenOffers::tr("%1 (%2)").arg(describe(error, &capabilities, action.operation).headline, id),
            error.correlationId};
}
} // namespace

TokenOffers::TokenOffers(const Clock &clock, QWidget *window)
    : QObject(window), m_clock(clock), m_window(window), m_credentials(new QAction(tr("&Payment credentials…"), this)),
      m_menu(std::make_unique<QMenu>(tr("&More")))
{
    m_credentials->setObjectName(u"credentialsAction"_s);
    m_credentials->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P));
    m_menu->setObjectName(u"moreMenu"_s);
    m_menu->setToolTipsVisible(true);
    m_menu->menuAction()->setToolTip(tr("What this connection offers besides"));
    connect(m_credentials, &QAction::triggered, this, &TokenOffers::askForCredentials);
    refresh();
}

TokenOffers::~TokenOffers() = default;

void TokenOffers::attachTo(QWidget &page, QWidget &table)
{
    table.addActions({m_credentials, m_menu->menuAction()});
    page.addAction(m_credentials);
}

void TokenOffers::setSession(std::shared_ptr<const Session> session)
{
    if (m_dialog)
        m_dialog->close();
    m_underWay.clear();
    m_token.reset();
    m_session = std::move(session);
    m_menu->clear();
    m_actions.clear();
    const QList<TokenAction> offered = m_session ? m_session->operations->capabilities().actions : QList<TokenAction>();
    for (const TokenAction &action : offered) {
        if (action.place != TokenAction::Place::Token)
            continue;
        QAction *entry = m_menu->addAction(offeredText(action.form));
        entry->setObjectName(action.form.id + u"Action"_s);
        connect(entry, &QAction::triggered, this, [this, action] { ask(action); });
        m_actions.insert(action.form.id, entry);
    }
    refresh();
}

void TokenOffers::update(const std::optional<TokenReading> &reading, bool isOnScreen)
{
    m_token = reading ? std::optional(reading->token) : std::nullopt;
    m_isOnScreen = isOnScreen;
    refresh();
}

void TokenOffers::refresh()
{
    const Capabilities *offered = m_session ? &m_session->operations->capabilities() : nullptr;
    const QString why = whyNoCredentials();
    m_credentials->setVisible(offered && offered->paymentCredentials);
    m_credentials->setEnabled(why.isEmpty());
    m_credentials->setToolTip(why.isEmpty() ? tr("Ask for live payment data of this token, for a reason") : why);
    m_menu->menuAction()->setVisible(!m_actions.isEmpty());
    m_menu->menuAction()->setEnabled(m_isOnScreen && m_token);
    for (auto entry = m_actions.cbegin(); entry != m_actions.cend(); ++entry) {
        const TokenAction &action = *offered->action(entry.key());
        const QString because = whyNot(action);
        entry.value()->setEnabled(because.isEmpty());
        entry.value()->setToolTip(because.isEmpty() ? action.form.summary : because);
    }
}

QString TokenOffers::whyNoCredentials() const
{
    if (!m_session || !m_isOnScreen || !m_token)
        return tr("Select a token first.");
    return m_session->operations->capabilities().offersCredentialsOf(m_token->id)
               ? QString()
               : tr("This service gives none for a token of this kind.");
}

QString TokenOffers::whyNot(const TokenAction &action) const
{
    if (!m_isOnScreen || !m_token)
        return tr("Select a token first.");
    if (m_underWay.contains(m_token->id))
        return tr("Something is being done with this token just now.");
    return action.isFor(m_token->id) ? QString() : tr("This is not for a token of this kind.");
}

void TokenOffers::askForCredentials()
{
    if (m_dialog || !whyNoCredentials().isEmpty())
        return;
    auto *dialog = new CredentialsDialog(m_session, m_token->id, describedToken(*m_token), m_clock, m_window);
    const QString id = shown(m_token->id.value);
    connect(dialog, &CredentialsDialog::asked, this, [this, id] {
        Q_EMIT reported({OutcomeLine::Kind::Busy, tr("Asking for the payment credentials of %1…").arg(id), {}});
    });
    connect(dialog, &CredentialsDialog::answered, this, [this, id](const QString &correlationId) {
        Q_EMIT reported(
            {OutcomeLine::Kind::Succeeded, tr("Payment credentials of %1 received").arg(id), correlationId});
    });
    connect(dialog, &CredentialsDialog::failed, this,
            [this, id](const QString &headline, const QString &correlationId) {
                Q_EMIT reported({OutcomeLine::Kind::Refused, u"%1 (%2)"_s.arg(headline, id), correlationId});
            });
    m_dialog = dialog;
    dialog->open();
}

void TokenOffers::ask(const TokenAction &action)
{
    if (m_dialog || !whyNot(action).isEmpty())
        return;
    const TokenId token = m_token->id;
    auto *dialog = new ActionDialog(m_session, action, {.action = action.form.id, .token = token},
                                    {token.value, describedToken(*m_token)}, {}, m_clock, m_window);
    connect(dialog, &ActionDialog::started, this,
            [this, token, action](const Pending<ActionDone> &pending) { watch(token, action, pending); });
    m_dialog = dialog;
    dialog->open();
}

void TokenOffers::watch(const TokenId &token, const TokenAction &action, const Pending<ActionDone> &pending)
{
    m_underWay.insert(token);
    refresh();
    Q_EMIT reported({OutcomeLine::Kind::Busy, tr("Under way: %1…").arg(action.form.title), {}});
    observe<ActionDone>(this, pending, [this, token, action, asked = m_session](const Result<ActionDone> &outcome) {
        Q_EMIT reported(lineOfAction(token, action, outcome, asked->operations->capabilities()));
        if (asked != m_session)
            return;
        m_underWay.remove(token);
        refresh();
        if (outcome)
            Q_EMIT done(token, action.operation, *outcome);
        else
            Q_EMIT failed(token, action.operation, outcome.error());
    });
}

ErrorText remarkOn(const ActionDone &done, Operation operation)
{
    const QString what = operationText(operation);
    if (!done.isRecorded)
        return {.headline = TokenOffers::tr("Done, but the journal does not know it: %1").arg(what),
                .meaning =
                    TokenOffers::tr("The server confirmed it. Its outcome could not be written to the journal, which "
                                    "still says that there is none."),
                .nextStep = TokenOffers::tr("Note the correlation id, and make sure that the disk is not full."),
                .correlationId = done.answer.correlationId};
    return {.headline = TokenOffers::tr("Done, but the token could not be read again: %1").arg(what),
            .meaning = TokenOffers::tr("The server confirmed it. What is shown is what was known before."),
            .nextStep = TokenOffers::tr("Press Refresh to ask the server."),
            .correlationId = done.answer.correlationId};
}

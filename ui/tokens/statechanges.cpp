// SPDX-License-Identifier: Apache-2.0
#include "ui/tokens/statechanges.h"

#include "ui/outcomeline.h"
#include "ui/tokens/statechangedialog.h"
#include "ui/tokens/statechangerun.h"
#include "ui/tokens/statechangetext.h"

#include <QWidget>

StateChanges::StateChanges(QWidget *window) : QObject(window), m_window(window) {}

void StateChanges::setSession(std::shared_ptr<const Session> session)
{
    if (m_dialog)
        m_dialog->close();
    m_underWay.clear();
    m_session = std::move(session);
}

void StateChanges::ask(Operation operation, const QList<Token> &tokens)
{
    if (!m_session || m_dialog || tokens.isEmpty())
        return;
    m_dialog = new StateChangeDialog(m_session, operation, tokens, m_window);
    connect(m_dialog, &StateChangeDialog::confirmed, this,
            [this, operation](const QList<TokenId> &confirmed, const OperationReason &why) {
                start(operation, confirmed, why);
            });
    connect(m_dialog, &StateChangeDialog::lookUpRequested, this, &StateChanges::lookUpRequested);
    m_dialog->open();
}

void StateChanges::start(Operation operation, const QList<TokenId> &tokens, const OperationReason &why)
{
    for (const TokenId &token : tokens)
        m_underWay.insert(token);
    auto *run = new StateChangeRun(m_session, operation, tokens, this);
    connect(run, &StateChangeRun::advanced, this, [this, run](qsizetype index, const SeriesItem &item) {
        const qsizetype next = index + 1;
        if (next < run->tokens().size() && !run->isStopping())
            Q_EMIT reported(
                {OutcomeLine::Kind::Busy, StateChangeText::progress(run->operation(), next, run->tokens().size()), {}});
        take(run, item);
    });
    connect(run, &StateChangeRun::finished, this, [this, run](const QList<SeriesItem> &items) {
        Q_EMIT reported(StateChangeText::line(items, run->operation(), run->session()->operations->capabilities()));
        if (run->session() == m_session) {
            for (const TokenId &token : run->tokens())
                m_underWay.remove(token);
            Q_EMIT underWayChanged();
        }
        run->deleteLater();
    });
    m_dialog->follow(run);
    Q_EMIT underWayChanged();
    Q_EMIT reported({OutcomeLine::Kind::Busy, StateChangeText::progress(operation, 0, tokens.size()), {}});
    run->start(why);
}

void StateChanges::take(const StateChangeRun *run, const SeriesItem &item)
{
    if (run->session() != m_session)
        return;
    m_underWay.remove(item.token);
    if (*item.outcome)
        Q_EMIT changed(item.token, **item.outcome);
    else
        Q_EMIT refused(item.token, run->operation(), item.outcome->error());
}

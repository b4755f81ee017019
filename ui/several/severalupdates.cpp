// SPDX-License-Identifier: Apache-2.0
#include "ui/several/severalupdates.h"

#include "ui/several/severaldialog.h"
#include "ui/several/severalrun.h"
#include "ui/several/severaltext.h"

#include <QWidget>

SeveralUpdates::SeveralUpdates(const Clock &clock, QWidget *window) : QObject(window), m_clock(clock), m_window(window)
{
}

void SeveralUpdates::setSession(std::shared_ptr<const Session> session)
{
    if (m_dialog)
        m_dialog->closeForGood();
    m_session = std::move(session);
}

void SeveralUpdates::ask(const QList<Token> &tokens)
{
    if (!m_session || m_dialog || !m_session->operations->capabilities().updateSeveral)
        return;
    m_dialog = new SeveralDialog(m_session, tokens, m_clock, m_window);
    connect(m_dialog, &SeveralDialog::confirmed, this, &SeveralUpdates::start);
    m_dialog->open();
}

void SeveralUpdates::start()
{
    auto *run = new SeveralRun(m_session, this);
    const OperationReason why = m_dialog->why();
    std::vector<UpdateRow> rows = m_dialog->takeRows();
    Q_EMIT reported({OutcomeLine::Kind::Busy, SeveralText::underWay(static_cast<int>(rows.size())), {}});
    connect(run, &SeveralRun::answered, this, [this, run](const SeveralOutcome &outcome) {
        Q_EMIT reported(SeveralText::line(outcome.result, run->session()->operations->capabilities()));
    });
    connect(run, &SeveralRun::reread, this, [this, run](const TokenReread &said) {
        if (run->session() != m_session)
            return;
        if (said.reading)
            Q_EMIT read(*said.reading);
        else
            Q_EMIT unreadable(said.token, said.reading.error());
    });
    connect(run, &SeveralRun::finished, run, &QObject::deleteLater);
    m_dialog->follow(run);
    run->start(std::move(rows), why);
}

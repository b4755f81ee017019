// SPDX-License-Identifier: Apache-2.0
#include "ui/tokens/tokendeletions.h"

#include "app/core/observe.h"
#include "ui/outcomeline.h"
#include "ui/shown.h"
#include "ui/tokens/deletedialog.h"

namespace {
OutcomeLine lineOf(const TokenId &token, const Result<Deletion> &outcome, const Capabilities &capabilities)
{
    const QString id = shown(token.value);
    if (outcome)
        return {OutcomeLine::Kind::Succeeded, TokenDeletions::tr("Token %1 deleted").arg(id), outcome->correlationId};
    const Error &error = outcome.error();
    const bool isUnknown = error.kind == Error::Kind::OutcomeUnknown;
    return {isUnknown ? OutcomeLine::Kind::Unknown : OutcomeLine::Kind::Refused,
            TokenDeletions::tr("%1 (%2)").arg(describe(error, &capabilities, Operation::Delete).headline, id),
            error.correlationId};
}
} // namespace

TokenDeletions::TokenDeletions(QWidget *window) : QObject(window), m_window(window) {}

void TokenDeletions::setSession(std::shared_ptr<const Session> session)
{
    if (m_dialog)
        m_dialog->close();
    m_underWay.clear();
    m_session = std::move(session);
}

void TokenDeletions::ask(const Token &token)
{
    if (!m_session || m_dialog)
        return;
    m_dialog = new DeleteDialog(m_session, token, m_window);
    connect(m_dialog, &DeleteDialog::started, this,
            [this, id = token.id](const Pending<Deletion> &deletion) { watch(id, deletion); });
    connect(m_dialog, &DeleteDialog::lookUpRequested, this, &TokenDeletions::lookUpRequested);
    m_dialog->open();
}

void TokenDeletions::watch(const TokenId &token, const Pending<Deletion> &deletion)
{
    m_underWay.insert(token);
    Q_EMIT started(token);
    Q_EMIT reported({OutcomeLine::Kind::Busy, tr("Deleting token %1…").arg(shown(token.value)), {}});
    observe<Deletion>(this, deletion, [this, token, asked = m_session](const Result<Deletion> &outcome) {
        Q_EMIT reported(lineOf(token, outcome, asked->operations->capabilities()));
        if (asked != m_session)
            return;
        m_underWay.remove(token);
        if (outcome)
            Q_EMIT succeeded(token, *outcome);
        else
            Q_EMIT failed(token, outcome.error());
    });
}

std::optional<ErrorText> remarkOn(const Deletion &deletion, const Capabilities &capabilities)
{
    if (!deletion.isRecorded)
        return ErrorText{
            .headline = TokenDeletions::tr("Deleted, but the journal does not know it"),
            .meaning = TokenDeletions::tr("The server confirmed the deletion. Its outcome could not be written to the journal, "
                                          "which still says that there is none."),
            .nextStep = TokenDeletions::tr("Note the correlation id, and make sure that the disk is not full."),
            .correlationId = deletion.correlationId};
    if (deletion.couldReread)
        return std::nullopt;
    ErrorText text = describe(deletion.rereadError, &capabilities, Operation::LookUp);
    text.headline = TokenDeletions::tr("Deleted, but the token could not be read again");
    text.meaning = TokenDeletions::tr("The server confirmed the deletion. What is shown is what was known before. %1")
                       .arg(text.meaning);
    return text;
}

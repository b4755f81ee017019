// SPDX-License-Identifier: Apache-2.0
#include "ui/create/offersview.h"

#include "app/core/observe.h"
#include "ui/actions/actiondialog.h"
#include "ui/create/answerpartsview.h"
#include "ui/errortext.h"
#include "ui/forms/notice.h"
#include "ui/shown.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {
//! "Payment: REVERSED": the server's own words.
QString saidByServer(const MutationAnswer &answer)
{
    QStringList said;
    for (const AnswerPart &part : answer.parts) {
        said << u"%1: %2"_s.arg(shown(part.label), shown(part.word));
        if (!part.meaning.isEmpty())
            said << shown(part.meaning);
    }
    for (const TokenField &field : answer.extra)
        said << u"%1: %2"_s.arg(shown(field.label), shown(field.value));
    return said.join(u'\n');
}

bool isAllDone(const MutationAnswer &answer)
{
    return std::all_of(answer.parts.begin(), answer.parts.end(),
                       [](const AnswerPart &part) { return part.kind == AnswerPart::Kind::Succeeded; });
}
} // namespace

OffersView::OffersView(std::shared_ptr<const Session> session, const MutationAnswer &answer, const Clock &clock,
                       QWidget *parent)
    : QWidget(parent), m_session(std::move(session)), m_token(answer.reading ? answer.reading->token.id : TokenId()),
      m_clock(clock), m_note(new QLabel(tr("Offered now, and perhaps not again once you leave this page:"), this))
{
    setObjectName(u"offersView"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(Metrics::spacing);
    m_note->setObjectName(u"offersNote"_s);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    setRole(m_note, "muted");
    column->addWidget(m_note);
    for (const OfferedAction &offer : answer.offered) {
        if (m_session->operations->capabilities().action(offer.action))
            addRow(offer);
    }
    updateNote();
}

void OffersView::updateNote()
{
    m_note->setVisible(
        std::any_of(m_rows.cbegin(), m_rows.cend(), [](const Row &row) { return !row.button->isHidden(); }));
}

void OffersView::addRow(const OfferedAction &offer)
{
    const int row = static_cast<int>(m_rows.size());
    auto *button = new QPushButton(shown(offer.label).replace(u'&', u"&&"_s) + u'…');
    button->setObjectName(u"offerButton%1"_s.arg(row));
    button->setAccessibleName(shown(offer.label));
    button->setAutoDefault(true);
    connect(button, &QPushButton::clicked, this, [this, row] { ask(row); });
    auto *outcome = new Notice;
    outcome->setObjectName(u"offerOutcome%1"_s.arg(row));
    auto *column = static_cast<QVBoxLayout *>(layout());
    column->addWidget(button, 0, Qt::AlignLeft);
    column->addWidget(outcome);
    m_rows << Row{offer, button, outcome};
}

void OffersView::ask(int row)
{
    if (m_dialog)
        return;
    const OfferedAction &offer = m_rows.at(row).offer;
    const TokenAction &action = *m_session->operations->capabilities().action(offer.action);
    m_dialog = new ActionDialog(m_session, action, {.action = offer.action, .token = m_token, .link = offer.link},
                                {m_token.value, shown(offer.label)}, offer.values, m_clock, this);
    connect(m_dialog, &ActionDialog::started, this,
            [this, row](const Pending<ActionDone> &pending) { watch(row, pending); });
    m_dialog->open();
}

void OffersView::watch(int row, const Pending<ActionDone> &pending)
{
    m_rows.at(row).button->setEnabled(false);
    m_rows.at(row).outcome->dismiss();
    Q_EMIT reported({OutcomeLine::Kind::Busy, tr("Under way: %1…").arg(shown(m_rows.at(row).offer.label)), {}});
    observe<ActionDone>(this, pending, [this, row](const Result<ActionDone> &outcome) { settle(row, outcome); });
}

void OffersView::settle(int row, const Result<ActionDone> &outcome)
{
    const Row &its = m_rows.at(row);
    const QString label = shown(its.offer.label);
    const Capabilities &capabilities = m_session->operations->capabilities();
    if (!outcome) {
        const Error &error = outcome.error();
        const ErrorText text = describe(error, &capabilities, capabilities.action(its.offer.action)->operation);
        const bool isUnknown = error.kind == Error::Kind::OutcomeUnknown;
        its.outcome->show(isUnknown ? Notice::Kind::Warning : Notice::Kind::Error, text);
        its.button->setVisible(!isUnknown); // not again before somebody knows
        updateNote();
        its.button->setEnabled(true);
        Q_EMIT reported(
            {isUnknown ? OutcomeLine::Kind::Unknown : OutcomeLine::Kind::Refused, text.headline, error.correlationId});
        return;
    }
    const MutationAnswer &answer = outcome->answer;
    const bool isDone = isAllDone(answer);
    ErrorText text;
    text.headline = isDone ? tr("Done: %1").arg(label) : tr("%1: %2").arg(label, summaryOf(answer.parts));
    text.meaning = saidByServer(answer);
    text.nextStep =
        outcome->isRecorded ? QString() : tr("The journal could not be written: its entry still says “open”.");
    text.correlationId = answer.correlationId;
    its.outcome->show(isDone && outcome->isRecorded ? Notice::Kind::Note : Notice::Kind::Warning, text);
    its.button->hide();
    updateNote();
    Q_EMIT reported(
        {isDone ? OutcomeLine::Kind::Succeeded : OutcomeLine::Kind::Note, text.headline, answer.correlationId});
    if (outcome->reading)
        Q_EMIT tokenChanged(*outcome->reading);
}

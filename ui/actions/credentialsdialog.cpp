// SPDX-License-Identifier: Apache-2.0
#include "ui/actions/credentialsdialog.h"

#include "app/core/observe.h"
#include "app/core/redact.h"
#include "ui/actions/recordfields.h"
#include "ui/actions/secretsgrid.h"
#include "ui/forms/formview.h"
#include "ui/forms/notice.h"
#include "ui/shown.h"
#include "ui/theme/labels.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QLabel>
#include <QVBoxLayout>

#include <utility>

using namespace Qt::StringLiterals;

namespace {
Form credentialsForm(const Session &session)
{
    return RecordFields::added(*session.operations->capabilities().paymentCredentials, RecordFields::Reason::Typed);
}

//! What to say when there are none. A message that cannot be opened names the key that it wants, which is what somebody
//! has to find.
ErrorText failureText(const Error &error, const Capabilities &capabilities)
{
    ErrorText text = describe(error, &capabilities, std::nullopt);
    if (error.kind != Error::Kind::Undecryptable) {
        text.headline = CredentialsDialog::tr("No payment credentials came");
        if (error.kind == Error::Kind::Storage)
            text.meaning =
                CredentialsDialog::tr("The journal could not be written, and without it nothing is asked for.");
        return text;
    }
    text.headline = CredentialsDialog::tr("The answer came, but cannot be opened here");
    if (!error.detail.isEmpty())
        text.meaning =
            CredentialsDialog::tr("This connection's keys do not open it: %1.").arg(shown(redacted(error.detail)));
    text.nextStep = CredentialsDialog::tr("Check the decryption key in Settings. Asking again is one more request.");
    return text;
}
} // namespace

CredentialsDialog::CredentialsDialog(std::shared_ptr<const Session> session, const TokenId &token, const QString &card,
                                     const Clock &clock, QWidget *parent, std::chrono::milliseconds longestReveal)
    : RequestDialog(session, credentialsForm(*session), {token.value, card}, clock, parent), m_token(token),
      m_clock(clock), m_longestReveal(longestReveal)
{
    setObjectName(u"credentialsDialog"_s);
}

void CredentialsDialog::send(FormValues values, const OperationReason &why)
{
    m_why = why;
    setUnderWay(true, tr("Asked once; waiting for the answer. If you close this, the answer is thrown away."));
    Q_EMIT asked();
    observe<PaymentCredentials>(this, session().operations->paymentCredentials(m_token, std::move(values), why),
                                [this](const Result<PaymentCredentials> &outcome) { settle(outcome); });
}

void CredentialsDialog::settle(const Result<PaymentCredentials> &outcome)
{
    setUnderWay(false);
    if (outcome) {
        Q_EMIT answered(outcome->correlationId);
        return show(*outcome);
    }
    const Error &error = outcome.error();
    const ErrorText text = failureText(error, session().operations->capabilities());
    Q_EMIT failed(text.headline, error.correlationId);
    if (error.kind == Error::Kind::InvalidInput && showAtField(error.field, text.meaning))
        return;
    showFailure(text, false);
}

void CredentialsDialog::show(const PaymentCredentials &credentials)
{
    m_answer = new QWidget(this);
    auto *layout = new QVBoxLayout(m_answer);
    layout->setContentsMargins({});
    layout->setSpacing(Metrics::spacing);
    auto *title = namedLabel(u"answerTitle"_s, shown(credentials.disclosure.title));
    title->setContentsMargins(0, Metrics::gap, 0, 0);
    title->setFont(headingFont(1));
    layout->addWidget(title);
    if (!credentials.remark.isEmpty()) {
        auto *remark = new Notice(m_answer); // never a window of its own, which would take the focus
        remark->setObjectName(u"remarkNotice"_s);
        remark->show(Notice::Kind::Note, shown(credentials.remark));
        layout->addWidget(remark);
    }
    m_secrets = new SecretsGrid(credentials.disclosure, m_clock, m_longestReveal);
    connect(m_secrets, &SecretsGrid::revealRequested, this, &CredentialsDialog::record);
    layout->addWidget(m_secrets);
    layout->addWidget(
        namedLabel(u"careLabel"_s,
                   tr("Live payment data. Each look is journaled with your reason, and what is shown hides "
                      "itself: after %1 seconds, on Escape, and when another window comes to the front. "
                      "None of it can be copied; closing this forgets it.")
                       .arg(std::chrono::duration_cast<std::chrono::seconds>(m_longestReveal).count()),
                   "muted"));
    if (!credentials.correlationId.isEmpty())
        layout->addWidget(
            namedLabel(u"correlationLabel"_s, tr("Correlation id: %1").arg(shown(credentials.correlationId)), "muted"));
    showInstead(m_answer);
}

// Only what is on record is shown.
void CredentialsDialog::record(int item, const QString &label)
{
    notice().dismiss();
    observe<Done>(this, session().operations->recordReveal(m_token, u"payment credentials: "_s + label, m_why),
                  [this, item, asked = ++m_recording](const Result<Done> &recorded) {
                      if (!m_secrets || asked != m_recording)
                          return;
                      if (recorded)
                          return m_secrets->reveal(item);
                      m_secrets->conceal();
                      notice().show(Notice::Kind::Error, tr("It was not shown"),
                                    tr("The journal could not be written, and nothing is shown without it."));
                      fitHeight();
                  });
}

void CredentialsDialog::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape || !m_secrets || !m_secrets->isRevealing())
        return RequestDialog::keyPressEvent(event);
    m_secrets->conceal();
    event->accept();
}

void CredentialsDialog::done(int result)
{
    delete std::exchange(m_answer, nullptr); // now, not when the dialog's turn comes: it holds the secrets
    RequestDialog::done(result);
}

// SPDX-License-Identifier: Apache-2.0
#include "ui/actions/actiondialog.h"

#include "app/core/observe.h"
#include "app/domain/money.h"
#include "ui/actions/recordfields.h"
#include "ui/forms/formview.h"
#include "ui/forms/typedconfirmation.h"
#include "ui/shown.h"

using namespace Qt::StringLiterals;

namespace {
Form withReasons(const TokenAction &action, const Capabilities &capabilities)
{
    const QList<Choice> reasons = capabilities.reasons.value(action.operation);
    return RecordFields::added(
        action.form, reasons.isEmpty() ? RecordFields::Reason::NotAsked : RecordFields::Reason::Chosen, reasons);
}
} // namespace

ActionDialog::ActionDialog(std::shared_ptr<const Session> session, const TokenAction &action, ActionTarget target,
                           const Subject &subject, const QMap<QString, QString> &begin, const Clock &clock,
                           QWidget *parent)
    : RequestDialog(session, withReasons(action, session->operations->capabilities()), subject, clock, parent),
      m_operation(action.operation), m_target(std::move(target))
{
    setObjectName(u"actionDialog"_s);
    form().setValues(begin);
    if (form().form().charge) {
        connect(&form(), &FormView::changed, this, &ActionDialog::sayAmount);
        sayAmount();
    }
    // What cannot be taken back is confirmed like a delete.
    const bool isFinal = m_operation == Operation::Reverse || m_operation == Operation::Delete;
    if (isFinal && session->profile.environment == Environment::Production) {
        connect(&form(), &FormView::changed, this, &ActionDialog::askForConfirmation);
        askForConfirmation();
    }
    fitHeight();
}

//! Empty where the form has none, or none that can be sent.
QString ActionDialog::amountInOrder() const
{
    const std::optional<Charge> &charge = form().form().charge;
    if (!charge)
        return {};
    const FormValues values = form().values();
    const QString amount = values.value(charge->amountKey);
    const QString currency = values.value(charge->currencyKey);
    const bool isInOrder = !amount.isEmpty() && !currency.isEmpty() && amountProblem(amount, currency).isEmpty();
    return isInOrder ? amount : QString();
}

void ActionDialog::sayAmount()
{
    const QString amount = amountInOrder();
    const QString currency = form().values().value(form().form().charge->currencyKey);
    sayAbove(amount.isEmpty() ? QString() : tr("Amount: %1.").arg(shown(moneyInWords(amount, currency))));
    fitHeight();
}

void ActionDialog::askForConfirmation()
{
    const QString amount = amountInOrder();
    const QString wanted = amount.isEmpty() ? toWord(m_operation).toUpper() : amount;
    const QString sentence = amount.isEmpty() ? tr("Type %1 to confirm") : tr("Type the amount, %1, to confirm");
    confirmation().ask(wanted, sentence.arg(wanted));
}

void ActionDialog::send(FormValues values, const OperationReason &why)
{
    setUnderWay(true,
                tr("Sent once; waiting for the answer. If you close this, the request goes on and the journal keeps "
                   "its outcome."));
    const Pending<ActionDone> pending = session().operations->act(m_target, std::move(values), why);
    Q_EMIT started(pending);
    observe<ActionDone>(this, pending, [this](const Result<ActionDone> &outcome) { settle(outcome); });
}

void ActionDialog::settle(const Result<ActionDone> &outcome)
{
    if (outcome)
        return accept();
    const Error &error = outcome.error();
    const ErrorText text = describe(error, &session().operations->capabilities(), m_operation);
    if (error.kind == Error::Kind::InvalidInput) {
        setUnderWay(false);
        if (showAtField(error.field, text.meaning))
            return;
    }
    showFailure(text, mayHaveBeenDone(error.kind));
}

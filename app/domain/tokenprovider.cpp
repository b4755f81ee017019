// SPDX-License-Identifier: Apache-2.0
#include "app/domain/tokenprovider.h"

#include "app/domain/formcheck.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

const Form *Capabilities::create(const QString &id) const
{
    const auto found = std::find_if(creates.begin(), creates.end(), [&](const Form &form) { return form.id == id; });
    return found == creates.end() ? nullptr : &*found;
}

const TokenAction *Capabilities::action(const QString &id) const
{
    const auto found =
        std::find_if(actions.begin(), actions.end(), [&](const TokenAction &action) { return action.form.id == id; });
    return found == actions.end() ? nullptr : &*found;
}

bool Capabilities::offersCredentialsOf(const TokenId &token) const
{
    if (!paymentCredentials || token.isEmpty())
        return false;
    return credentialTokens.isEmpty() ||
           QRegularExpression(QRegularExpression::anchoredPattern(credentialTokens)).match(token.value).hasMatch();
}

Result<PreparedRequest> TokenProvider::prepareLifecycle(const LifecycleOrder &)
{
    return Failure(
        {.kind = Error::Kind::InvalidInput, .detail = QStringLiteral("the connection has no extension for this")});
}

Result<PreparedRequest> TokenProvider::prepareUpdateSeveral(const std::vector<UpdateRow> &, const QString &)
{
    return Failure(
        {.kind = Error::Kind::InvalidInput, .detail = capabilities().apiName + u" offers no update of several"_s});
}

Result<PreparedRequest> TokenProvider::prepareAction(const ActionTarget &target, const FormValues &, const QString &)
{
    return Failure({.kind = Error::Kind::InvalidInput,
                    .detail = u"%1 offers no action “%2”"_s.arg(capabilities().apiName, target.action)});
}

Pending<PaymentCredentials> TokenProvider::paymentCredentials(const TokenId &, const FormValues &,
                                                              const QString &correlationId)
{
    return failed<PaymentCredentials>({.kind = Error::Kind::InvalidInput,
                                       .detail = capabilities().apiName + u" gives no payment credentials"_s,
                                       .correlationId = correlationId});
}

std::optional<Error> problemWithConnection(const Form &form, const ConnectionValues &values, QDate today)
{
    FormValues typed;
    for (auto it = values.plain.begin(); it != values.plain.end(); ++it)
        typed.set(it.key(), it.value());
    for (auto it = values.secrets.begin(); it != values.secrets.end(); ++it) {
        if (it.value())
            typed.setSecret(it.key(), SecretBytes::copyOf(it.value()->view()));
    }
    for (const FieldProblem &problem : check(form, typed, today)) {
        if (problem.severity == FieldProblem::Severity::Error)
            return Error{.kind = Error::Kind::Configuration, .detail = problem.message, .field = problem.key};
    }
    return std::nullopt;
}

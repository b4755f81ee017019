// SPDX-License-Identifier: Apache-2.0
#include "tests/operations/heldprovider.h"

using namespace Qt::StringLiterals;

HeldProvider::HeldProvider(std::shared_ptr<Sequence> sequence) : m_sequence(std::move(sequence))
{
    offered.apiName = u"Held"_s;
    offered.creates = {
        Form{.id = u"createToken"_s, .title = {}, .menuText = {}, .summary = {}, .submitText = {}, .fields = {}}};
    offered.operations = {Operation::LookUp, Operation::Delete};
}

Pending<TokenReading> HeldProvider::lookUp(const TokenId &token, const QString &correlationId)
{
    lookedUp << correlationId;
    const Pending<TokenReading> pending = readings.emplace_back().pending();
    m_sequence->note(u"look up "_s + token.value);
    return pending;
}

Pending<Asset> HeldProvider::asset(const QString &assetId, const QString &correlationId)
{
    const Pending<Asset> pending = assets.emplace_back().pending();
    assetsAsked.append({assetId, correlationId});
    return pending;
}

Result<PreparedRequest> HeldProvider::prepareCreate(const QString &formId, const FormValues &values,
                                                    const QString &correlationId)
{
    m_sequence->note(u"prepare"_s);
    if (objection)
        return Failure(*objection);
    typedNumber = QString::fromUtf8(values.secret(u"fpan"_s).bytes());
    return PreparedRequest{.operation = Operation::Create,
                           .formId = formId,
                           .token = {},
                           .correlationId = correlationId,
                           .method = "POST",
                           .path = u"/tokens"_s,
                           .body = "{}",
                           .redacted = u"POST /tokens"_s};
}

Result<PreparedRequest> HeldProvider::prepareDelete(const TokenId &token, const QString &correlationId,
                                                    const QString &reason)
{
    m_sequence->note(u"prepare"_s);
    deleteReasons << reason;
    if (objection)
        return Failure(*objection);
    return PreparedRequest{.operation = Operation::Delete,
                           .formId = {},
                           .token = token,
                           .correlationId = correlationId,
                           .method = "DELETE",
                           .path = u"/tokens/"_s + token.value,
                           .body = {},
                           .redacted = u"DELETE /tokens/"_s + token.value};
}

Result<PreparedRequest> HeldProvider::prepareLifecycle(const LifecycleOrder &order)
{
    m_sequence->note(u"prepare"_s);
    if (objection)
        return Failure(*objection);
    return PreparedRequest{.operation = order.operation,
                           .formId = {},
                           .token = order.token,
                           .correlationId = order.correlationId,
                           .method = "POST",
                           .path = u"/tokens/%1/%2"_s.arg(order.token.value, toWord(order.operation)),
                           .body = order.reason.toUtf8(),
                           .redacted = u"%1 by %2"_s.arg(toWord(order.operation), order.operatorId)};
}

Result<PreparedRequest> HeldProvider::prepareUpdateSeveral(const std::vector<UpdateRow> &rows,
                                                           const QString &correlationId)
{
    m_sequence->note(u"prepare"_s);
    if (objection)
        return Failure(*objection);
    QList<PreparedRow> prepared;
    for (const UpdateRow &row : rows)
        prepared.append({.token = row.token, .card = {}, .cardNumber = {}});
    return PreparedRequest{.operation = Operation::Update,
                           .formId = u"updateTokens"_s,
                           .token = {},
                           .correlationId = correlationId,
                           .method = "PATCH",
                           .path = u"/tokens"_s,
                           .body = "{}",
                           .redacted = u"PATCH /tokens: %1 tokens"_s.arg(rows.size()),
                           .rows = prepared};
}

Result<PreparedRequest> HeldProvider::prepareAction(const ActionTarget &target, const FormValues &values,
                                                    const QString &correlationId)
{
    m_sequence->note(u"prepare"_s);
    if (objection)
        return Failure(*objection);
    return PreparedRequest{.operation = offered.action(target.action)->operation,
                           .formId = target.action,
                           .token = target.token,
                           .correlationId = correlationId,
                           .method = "POST",
                           .path = target.link,
                           .body = values.value(u"state"_s).toUtf8(),
                           .redacted = u"POST "_s + target.link};
}

Pending<PaymentCredentials> HeldProvider::paymentCredentials(const TokenId &token, const FormValues &,
                                                             const QString &)
{
    const Pending<PaymentCredentials> pending = credentials.emplace_back().pending();
    m_sequence->note(u"ask for the credentials of "_s + token.value);
    return pending;
}

Pending<MutationAnswer> HeldProvider::perform(const PreparedRequest &request)
{
    performed.push_back(request);
    const Pending<MutationAnswer> pending = answers.emplace_back().pending();
    m_sequence->note(u"send"_s);
    return pending;
}

Pending<QString> HeldProvider::probe(const QString &correlationId)
{
    probed << correlationId;
    return findings.emplace_back().pending();
}

TokenReading readingOf(const QString &token, TokenState state, const QString &stateWord)
{
    TokenReading reading;
    reading.token.id = {token};
    reading.token.state = state;
    reading.token.stateWord = stateWord;
    reading.readAt = QDateTime(QDate(2026, 2, 11), QTime(9, 0), Qt::UTC);
    reading.correlationId = u"reading"_s;
    return reading;
}

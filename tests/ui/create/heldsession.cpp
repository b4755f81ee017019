// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/create/heldsession.h"

#include "tests/ui/forms/sampleforms.h"

using namespace Qt::StringLiterals;

namespace {
Error notAsked()
{
    return {.kind = Error::Kind::BadReply, .detail = u"not part of this test"_s};
}
} // namespace

HeldProvider::HeldProvider()
{
    m_capabilities.apiName = u"Sample"_s;
    m_capabilities.creates = {SampleForms::network(), SampleForms::later(), SampleForms::push()};
    m_capabilities.asynchronousCreates = {u"createAsyncToken"_s};
    m_capabilities.errors = {{u"ISSUER_DECLINED"_s, {u"The issuer refused."_s, u"Ask the customer to call the bank."_s}}};
}

Pending<TokenReading> HeldProvider::lookUp(const TokenId &, const QString &)
{
    return failed<TokenReading>(notAsked());
}

Pending<Asset> HeldProvider::asset(const QString &, const QString &)
{
    return failed<Asset>(notAsked());
}

Result<PreparedRequest> HeldProvider::prepareCreate(const QString &id, const FormValues &values, const QString &correlationId)
{
    if (objection)
        return Failure(*objection);
    formId = id;
    plain = values.plain();
    secrets.clear();
    for (const FormField &field : m_capabilities.create(id)->fields) {
        if (field.isSecret() && values.has(field.key))
            secrets.insert(field.key, values.secret(field.key).bytes().toByteArray());
    }
    PreparedRequest request;
    request.formId = id;
    request.correlationId = correlationId;
    return request;
}

Result<PreparedRequest> HeldProvider::prepareDelete(const TokenId &, const QString &, const QString &)
{
    return Failure(notAsked());
}

Pending<MutationAnswer> HeldProvider::perform(const PreparedRequest &)
{
    sent << Settler<MutationAnswer>();
    return sent.last().pending();
}

Pending<QString> HeldProvider::probe(const QString &)
{
    return failed<QString>(notAsked());
}

Pending<qint64> FakeJournal::open(const JournalIntent &intent)
{
    if (!canOpen)
        return failed<qint64>({.kind = Error::Kind::Storage, .detail = u"disk full"_s});
    JournalEntry entry;
    entry.id = entries.size() + 1;
    entry.intent = intent;
    entries << entry;
    return settled<qint64>(entry.id);
}

Pending<Done> FakeJournal::close(qint64 entry, const JournalOutcome &outcome)
{
    if (!canClose)
        return failed<Done>({.kind = Error::Kind::Storage, .detail = u"disk full"_s});
    entries[entry - 1].outcome = outcome;
    return settled<Done>(Done{});
}

Pending<QList<JournalEntry>> FakeJournal::entriesFor(const QString &, const TokenId &)
{
    return settled<QList<JournalEntry>>(entries);
}

Pending<Done> FakeWorkspace::remember(const QString &, const TokenReading &reading, const QString &)
{
    remembered << reading;
    return settled<Done>(Done{});
}

Pending<Done> FakeWorkspace::rememberGone(const QString &, const TokenId &, TokenState, const QString &, const QDateTime &,
                                          const QString &, const QString &)
{
    return settled<Done>(Done{});
}

Pending<QList<TokenReading>> FakeWorkspace::tokens(const QString &)
{
    return settled<QList<TokenReading>>(remembered);
}

Pending<QList<FoundToken>> FakeWorkspace::search(const QString &, const QString &, int)
{
    QList<FoundToken> found;
    for (const TokenReading &reading : std::as_const(remembered))
        found.append({reading, FoundToken::By::TokenId, reading.token.id.value});
    return settled<QList<FoundToken>>(found);
}

Pending<QList<ObservedChange>> FakeWorkspace::changes(const QString &, const TokenId &)
{
    return settled<QList<ObservedChange>>(QList<ObservedChange>());
}

Pending<Annotations> FakeWorkspace::annotations(const QString &, const TokenId &)
{
    return settled<Annotations>(Annotations());
}

Pending<Annotations> FakeWorkspace::annotate(const QString &, const TokenId &, const AnnotationEdit &, const QString &,
                                             const QDateTime &)
{
    return settled<Annotations>(Annotations());
}

Pending<QList<TagUse>> FakeWorkspace::tags(const QString &)
{
    return settled<QList<TagUse>>(QList<TagUse>());
}

Pending<QList<TokenId>> FakeWorkspace::taggedWith(const QString &, const QString &)
{
    return settled<QList<TokenId>>(QList<TokenId>());
}

Pending<Done> FakeWorkspace::forget(const QString &, const TokenId &)
{
    return settled<Done>(Done{});
}

QByteArray FakeGuard::fingerprint(const QString &, const SecretBytes &cardNumber) const
{
    return cardNumber.bytes().toByteArray();
}

Pending<std::optional<RecentCreate>> FakeGuard::recent(const QByteArray &fingerprint)
{
    if (error)
        return failed<std::optional<RecentCreate>>(*error);
    std::optional<RecentCreate> found;
    if (known.contains(fingerprint))
        found = known.value(fingerprint);
    if (!isHeld)
        return settled<std::optional<RecentCreate>>(found);
    asked << Settler<std::optional<RecentCreate>>();
    return asked.last().pending();
}

Pending<Done> FakeGuard::remember(const QByteArray &fingerprint, const RecentCreate &create)
{
    known.insert(fingerprint, create);
    return settled<Done>(Done{});
}

HeldSession::HeldSession(const QString &operatorId)
{
    ConnectionProfile profile;
    profile.id = u"sandbox"_s;
    profile.name = u"Sample · built-in"_s;
    profile.environment = Environment::Sandbox;
    const ConnectionInfo info{profile.id, profile.name, u"sandbox"_s};
    auto operations = std::make_shared<const TokenOperations>(info, operatorId, provider, journal, workspace, clock, guard);
    session = std::make_shared<const Session>(Session{profile, operations});
}

MutationAnswer withToken(const QString &correlationId)
{
    TokenReading reading;
    reading.token.id = {u"tk_new"_s};
    reading.token.state = TokenState::Active;
    reading.token.stateWord = u"ACTIVE"_s;
    reading.token.cardLastDigits = u"4444"_s;
    MutationAnswer answer;
    answer.reading = reading;
    answer.correlationId = correlationId;
    answer.httpStatus = 201;
    return answer;
}

MutationAnswer acceptedFor(const QString &correlationId)
{
    MutationAnswer answer;
    answer.isAccepted = true;
    answer.correlationId = correlationId;
    answer.httpStatus = 202;
    return answer;
}

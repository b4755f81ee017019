// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/createguard.h"
#include "app/domain/journal.h"
#include "app/domain/workspace.h"
#include "tests/operations/heldprovider.h"

using namespace Qt::StringLiterals;

//! A journal in memory. It answers at once, or when the test says so while `isHeld`.
class HeldJournal : public Journal
{
public:
    explicit HeldJournal(std::shared_ptr<Sequence> sequence) : m_sequence(std::move(sequence)) {}

    Pending<qint64> open(const JournalIntent &intent) override
    {
        m_sequence->note(u"open entry"_s);
        intents << intent;
        const Settler<qint64> &settler = opening.emplace_back();
        if (!isHeld)
            settler.settle(openError ? Result<qint64>(Failure(*openError)) : Result<qint64>(intents.size()));
        return settler.pending();
    }
    Pending<Done> close(qint64 entry, const JournalOutcome &outcome) override
    {
        m_sequence->note(u"close entry %1"_s.arg(entry));
        outcomes << outcome;
        return closeError ? failed<Done>(*closeError) : settled<Done>(Done{});
    }
    Pending<QList<JournalEntry>> entriesFor(const QString &connectionId, const TokenId &token) override
    {
        m_sequence->note(u"entries of %1 in %2"_s.arg(token.value, connectionId));
        return settled<QList<JournalEntry>>(QList<JournalEntry>(3));
    }
    Pending<QList<JournalEntry>> openItems() override { return settled<QList<JournalEntry>>(QList<JournalEntry>()); }
    Pending<Done> settle(qint64, const JournalSettlement &) override { return settled<Done>(Done{}); }
    Pending<Done> record(const JournalEvent &event) override
    {
        noted << event;
        return recordError ? failed<Done>(*recordError) : settled<Done>(Done{});
    }
    Pending<QList<JournalEntry>> query(const JournalFilter &, qint64, int) override
    {
        return settled<QList<JournalEntry>>(QList<JournalEntry>());
    }
    Pending<QList<RecordedEvent>> events(const JournalFilter &, qint64, int) override
    {
        return settled<QList<RecordedEvent>>(QList<RecordedEvent>());
    }
    Pending<JournalEvidence> evidence(const QString &, const TokenId &) override
    {
        return settled<JournalEvidence>(JournalEvidence());
    }
    Pending<JournalVerdict> verify(const VerificationWatch &) override
    {
        return settled<JournalVerdict>(JournalVerdict());
    }

    bool isHeld = false;
    std::optional<Error> openError;
    std::optional<Error> closeError;
    std::optional<Error> recordError;
    QList<JournalEvent> noted;
    QList<JournalIntent> intents;
    QList<JournalOutcome> outcomes;
    std::vector<Settler<qint64>> opening;

private:
    std::shared_ptr<Sequence> m_sequence;
};

//! A workspace that notes what it was told.
class NotingWorkspace : public Workspace
{
public:
    explicit NotingWorkspace(std::shared_ptr<Sequence> sequence) : m_sequence(std::move(sequence)) {}

    Pending<Done> remember(const QString &connectionId, const TokenReading &reading,
                           const QString &operatorId) override
    {
        rememberedBy = operatorId;
        m_sequence->note(
            u"remember %1 as %2 in %3"_s.arg(reading.token.id.value, reading.token.stateWord, connectionId));
        return answer();
    }
    Pending<Done> rememberGone(const QString &connectionId, const TokenId &token, TokenState state,
                               const QString &stateWord, const QDateTime &when, const QString &correlationId,
                               const QString &operatorId) override
    {
        rememberedBy = operatorId;
        m_sequence->note(u"remember %1 as gone, %2 in %3"_s.arg(token.value, stateWord, connectionId));
        goneState = state;
        goneAt = when;
        goneCorrelationId = correlationId;
        return answer();
    }
    Pending<QList<TokenReading>> tokens(const QString &connectionId) override
    {
        m_sequence->note(u"tokens of "_s + connectionId);
        return settled<QList<TokenReading>>(QList<TokenReading>(2));
    }
    Pending<QList<FoundToken>> search(const QString &connectionId, const QString &text, int limit) override
    {
        m_sequence->note(u"search %1 in %2, at most %3"_s.arg(text, connectionId).arg(limit));
        return settled<QList<FoundToken>>(QList<FoundToken>(1));
    }
    Pending<QList<ObservedChange>> changes(const QString &connectionId, const TokenId &token) override
    {
        m_sequence->note(u"changes of %1 in %2"_s.arg(token.value, connectionId));
        return settled<QList<ObservedChange>>(QList<ObservedChange>(4));
    }
    Pending<Annotations> annotations(const QString &connectionId, const TokenId &token) override
    {
        m_sequence->note(u"annotations of %1 in %2"_s.arg(token.value, connectionId));
        return settled<Annotations>(Annotations());
    }
    Pending<Annotations> annotate(const QString &connectionId, const TokenId &token, const AnnotationEdit &edit,
                                  const QString &operatorId, const QDateTime &when) override
    {
        m_sequence->note(u"annotate %1 in %2 with %3 by %4 at %5"_s.arg(token.value, connectionId, edit.text, operatorId,
                                                                      when.toString(Qt::ISODate)));
        return settled<Annotations>(Annotations());
    }
    Pending<QList<TagUse>> tags(const QString &connectionId) override
    {
        m_sequence->note(u"tags in "_s + connectionId);
        return settled<QList<TagUse>>(QList<TagUse>(2));
    }
    Pending<QList<TokenId>> taggedWith(const QString &connectionId, const QString &tag) override
    {
        m_sequence->note(u"tagged with %1 in %2"_s.arg(tag, connectionId));
        return settled<QList<TokenId>>(QList<TokenId>(2));
    }
    Pending<Done> forget(const QString &, const TokenId &) override { return answer(); }

    std::optional<Error> error;
    TokenState goneState = TokenState::Active;
    QDateTime goneAt;
    QString goneCorrelationId;
    QString rememberedBy;

private:
    [[nodiscard]] Pending<Done> answer() const { return error ? failed<Done>(*error) : settled<Done>(Done{}); }

    std::shared_ptr<Sequence> m_sequence;
};

//! A guard that notes what it was told, and knows the card as it is: for tests only.
class NotingGuard final : public CreateGuard
{
public:
    QByteArray fingerprint(const QString &connectionId, const SecretBytes &cardNumber) const override
    {
        return connectionId.toUtf8() + ' ' + cardNumber.bytes().toByteArray();
    }
    Pending<std::optional<RecentCreate>> recent(const QByteArray &fingerprint) override
    {
        asked << fingerprint;
        return settled<std::optional<RecentCreate>>(known);
    }
    Pending<Done> remember(const QByteArray &fingerprint, const RecentCreate &create) override
    {
        remembered << fingerprint;
        creates << create;
        return failed<Done>({.kind = Error::Kind::Storage}); // what it cannot do must not spoil an outcome
    }

    QByteArrayList asked;
    QByteArrayList remembered;
    QList<RecentCreate> creates;
    std::optional<RecentCreate> known;
};

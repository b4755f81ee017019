// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/createguard.h"
#include "app/operations/desk.h"
#include "tests/support/fakeclock.h"

#include <memory>

//! A token service that answers when the test decides.
class HeldProvider final : public TokenProvider
{
public:
    HeldProvider();

    [[nodiscard]] const Capabilities &capabilities() const override { return m_capabilities; }
    [[nodiscard]] Pending<TokenReading> lookUp(const TokenId &token, const QString &correlationId) override;
    [[nodiscard]] Pending<Asset> asset(const QString &assetId, const QString &correlationId) override;
    [[nodiscard]] Result<PreparedRequest> prepareCreate(const QString &formId, const FormValues &values,
                                                        const QString &correlationId) override;
    [[nodiscard]] Result<PreparedRequest> prepareDelete(const TokenId &token, const QString &correlationId,
                                                        const QString &reason = {}) override;
    [[nodiscard]] Pending<MutationAnswer> perform(const PreparedRequest &request) override;
    [[nodiscard]] Pending<QString> probe(const QString &correlationId) override;

    //! What was sent and waits for its answer.
    QList<Settler<MutationAnswer>> sent;
    //! What the last prepareCreate was given.
    QString formId;
    QMap<QString, QString> plain;
    QMap<QString, QByteArray> secrets; //!< of test cards only
    //! When set, prepareCreate fails with it.
    std::optional<Error> objection;

private:
    Capabilities m_capabilities;
};

//! A journal that can be made to lose outcomes.
class FakeJournal final : public Journal
{
public:
    [[nodiscard]] Pending<qint64> open(const JournalIntent &intent) override;
    [[nodiscard]] Pending<Done> close(qint64 entry, const JournalOutcome &outcome) override;
    [[nodiscard]] Pending<QList<JournalEntry>> entriesFor(const QString &connectionId, const TokenId &token) override;
    Pending<QList<JournalEntry>> openItems() override { return settled<QList<JournalEntry>>(QList<JournalEntry>()); }
    Pending<Done> settle(qint64, const JournalSettlement &) override { return settled<Done>(Done{}); }
    Pending<Done> record(const JournalEvent &event) override
    {
        noted << event;
        return settled<Done>(Done{});
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

    QList<JournalEntry> entries;
    QList<JournalEvent> noted;
    bool canOpen = true;
    bool canClose = true;
};

class FakeWorkspace final : public Workspace
{
public:
    [[nodiscard]] Pending<Done> remember(const QString &connectionId, const TokenReading &reading,
                                         const QString &operatorId) override;
    [[nodiscard]] Pending<Done> rememberGone(const QString &connectionId, const TokenId &token, TokenState state,
                                             const QString &stateWord, const QDateTime &when,
                                             const QString &correlationId, const QString &operatorId) override;
    [[nodiscard]] Pending<QList<TokenReading>> tokens(const QString &connectionId) override;
    [[nodiscard]] Pending<QList<FoundToken>> search(const QString &connectionId, const QString &text, int limit) override;
    [[nodiscard]] Pending<QList<ObservedChange>> changes(const QString &connectionId, const TokenId &token) override;
    [[nodiscard]] Pending<Annotations> annotations(const QString &connectionId, const TokenId &token) override;
    [[nodiscard]] Pending<Annotations> annotate(const QString &connectionId, const TokenId &token,
                                                const AnnotationEdit &edit, const QString &operatorId,
                                                const QDateTime &when) override;
    [[nodiscard]] Pending<QList<TagUse>> tags(const QString &connectionId) override;
    [[nodiscard]] Pending<QList<TokenId>> taggedWith(const QString &connectionId, const QString &tag) override;
    [[nodiscard]] Pending<Done> forget(const QString &connectionId, const TokenId &token) override;

    QList<TokenReading> remembered;
};

//! A guard that knows what the test tells it, and answers at once unless it is held.
class FakeGuard final : public CreateGuard
{
public:
    [[nodiscard]] QByteArray fingerprint(const QString &connectionId, const SecretBytes &cardNumber) const override;
    [[nodiscard]] Pending<std::optional<RecentCreate>> recent(const QByteArray &fingerprint) override;
    [[nodiscard]] Pending<Done> remember(const QByteArray &fingerprint, const RecentCreate &create) override;

    QMap<QByteArray, RecentCreate> known; //!< by card number: test cards only
    std::optional<Error> error;
    bool isHeld = false;
    QList<Settler<std::optional<RecentCreate>>> asked;
};

//! An open session over all of these.
struct HeldSession {
    explicit HeldSession(const QString &operatorId = QStringLiteral("m.ruiz"));

    std::shared_ptr<FakeClock> clock = std::make_shared<FakeClock>();
    std::shared_ptr<HeldProvider> provider = std::make_shared<HeldProvider>();
    std::shared_ptr<FakeJournal> journal = std::make_shared<FakeJournal>();
    std::shared_ptr<FakeWorkspace> workspace = std::make_shared<FakeWorkspace>();
    std::shared_ptr<FakeGuard> guard = std::make_shared<FakeGuard>();
    std::shared_ptr<const Session> session;
};

//! The answer to a create that made a token at once.
[[nodiscard]] MutationAnswer withToken(const QString &correlationId = {});
//! The answer to a create whose token comes later.
[[nodiscard]] MutationAnswer acceptedFor(const QString &correlationId);

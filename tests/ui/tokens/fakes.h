// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/journal.h"
#include "app/domain/tokenprovider.h"
#include "app/domain/workspace.h"
#include "app/operations/desk.h"
#include "tests/support/fakeclock.h"

#include <QHash>
#include <QList>
#include <QMultiMap>

#include <memory>

//! Answers when the test says so, and not before.
class HeldProvider final : public TokenProvider
{
public:
    Capabilities offered;
    QList<TokenId> asked;       //!< every look-up, in order
    QList<TokenId> toldToErase; //!< every delete that was sent
    QList<LifecycleOrder> orders;     //!< every suspend and resume that was prepared
    QList<PreparedRequest> performed; //!< everything that was sent
    QList<QStringList> updates;       //!< "token number" of each row of each update of several: test cards only
    QStringList eraseReasons;         //!< that deletes were prepared with
    QList<ActionTarget> targets;      //!< every action that was prepared
    QMap<QString, QString> actionValues; //!< of the last one
    QMap<QString, QString> credentialValues; //!< of the last question for payment credentials
    std::optional<Error> actionObjection;

    [[nodiscard]] const Capabilities &capabilities() const override { return offered; }
    [[nodiscard]] Pending<TokenReading> lookUp(const TokenId &token, const QString &) override
    {
        asked.append(token);
        return m_lookUps.insert(token, Settler<TokenReading>())->pending();
    }
    [[nodiscard]] Pending<Asset> asset(const QString &, const QString &) override { return failed<Asset>({}); }
    [[nodiscard]] Result<PreparedRequest> prepareCreate(const QString &formId, const FormValues &,
                                                        const QString &correlationId) override
    {
        PreparedRequest request;
        request.formId = formId;
        request.correlationId = correlationId;
        return request;
    }
    [[nodiscard]] Result<PreparedRequest> prepareDelete(const TokenId &token, const QString &correlationId,
                                                        const QString &reason = {}) override
    {
        eraseReasons.append(reason);
        PreparedRequest request;
        request.operation = Operation::Delete;
        request.token = token;
        request.correlationId = correlationId;
        return request;
    }
    [[nodiscard]] Result<PreparedRequest> prepareLifecycle(const LifecycleOrder &order) override
    {
        orders.append(order);
        PreparedRequest request;
        request.operation = order.operation;
        request.token = order.token;
        request.correlationId = order.correlationId;
        return request;
    }
    [[nodiscard]] Result<PreparedRequest> prepareUpdateSeveral(const std::vector<UpdateRow> &rows,
                                                               const QString &correlationId) override
    {
        PreparedRequest request;
        request.operation = Operation::Update;
        request.correlationId = correlationId;
        updates.append(QStringList());
        for (const UpdateRow &row : rows) {
            updates.last() << row.token.value + QLatin1Char(' ') + QString::fromLatin1(row.values.secret(QStringLiteral("number")).bytes());
            PreparedRow prepared;
            prepared.token = row.token;
            request.rows.append(prepared);
        }
        return request;
    }
    [[nodiscard]] Result<PreparedRequest> prepareAction(const ActionTarget &target, const FormValues &values,
                                                        const QString &correlationId) override
    {
        if (actionObjection)
            return Failure(*actionObjection);
        targets.append(target);
        actionValues = values.plain();
        PreparedRequest request;
        request.operation = offered.action(target.action)->operation;
        request.formId = target.action;
        request.token = target.token;
        request.correlationId = correlationId;
        return request;
    }
    [[nodiscard]] Pending<PaymentCredentials> paymentCredentials(const TokenId &token, const FormValues &values,
                                                                 const QString &) override
    {
        asked.append(token);
        credentialValues = values.plain();
        m_credentials.append(Settler<PaymentCredentials>());
        return m_credentials.last().pending();
    }
    [[nodiscard]] Pending<MutationAnswer> perform(const PreparedRequest &request) override
    {
        performed.append(request);
        if (request.operation == Operation::Delete)
            toldToErase.append(request.token);
        m_deletes.append(Settler<MutationAnswer>());
        return m_deletes.last().pending();
    }
    [[nodiscard]] Pending<QString> probe(const QString &) override { return failed<QString>({}); }

    //! Settles the newest look-up of the token that is still held.
    void answer(const TokenId &token, const Result<TokenReading> &reading)
    {
        const Settler<TokenReading> settler = m_lookUps.take(token);
        settler.settle(reading);
    }
    [[nodiscard]] bool isAsked(const TokenId &token) const { return m_lookUps.contains(token); }
    void answerDelete(const Result<MutationAnswer> &answer) { m_deletes.takeFirst().settle(answer); }
    //! Of any mutation: the first that waits.
    void answerMutation(const Result<MutationAnswer> &answer) { answerDelete(answer); }
    //! Of the first question for payment credentials that waits.
    void answerCredentials(const Result<PaymentCredentials> &answer) { m_credentials.takeFirst().settle(answer); }
    [[nodiscard]] bool isAskedForCredentials() const { return !m_credentials.isEmpty(); }
    [[nodiscard]] bool isErasing() const { return !m_deletes.isEmpty(); }

private:
    QMultiMap<TokenId, Settler<TokenReading>> m_lookUps;
    QList<Settler<MutationAnswer>> m_deletes;
    QList<Settler<PaymentCredentials>> m_credentials;
};

class FakeJournal final : public Journal
{
public:
    QList<JournalEntry> entries; //!< newest first
    std::optional<Error> openError;
    std::optional<Error> closeError;
    QList<JournalEvent> noted;
    std::optional<Error> recordError;
    bool holdsRecords = false; //!< events wait for `answerRecord`
    bool holdsEntries = false; //!< questions for entries wait for `answerEntries`

    [[nodiscard]] Pending<qint64> open(const JournalIntent &intent) override
    {
        if (openError)
            return failed<qint64>(*openError);
        JournalEntry entry;
        entry.id = entries.size() + 1;
        entry.intent = intent;
        entry.openedAt = QDateTime(QDate(2026, 2, 11), QTime(9, 9), Qt::UTC);
        entries.prepend(entry);
        return settled<qint64>(entry.id);
    }
    [[nodiscard]] Pending<Done> close(qint64 id, const JournalOutcome &outcome) override
    {
        if (closeError)
            return failed<Done>(*closeError);
        for (JournalEntry &entry : entries) {
            if (entry.id == id)
                entry.outcome = outcome;
        }
        return settled<Done>(Done{});
    }
    [[nodiscard]] Pending<QList<JournalEntry>> entriesFor(const QString &, const TokenId &token) override
    {
        QList<JournalEntry> found;
        for (const JournalEntry &entry : std::as_const(entries)) {
            if (entry.intent.token == token || entry.outcome.token == token || entry.intent.tokens.contains(token))
                found.append(entry);
        }
        if (!holdsEntries)
            return settled<QList<JournalEntry>>(found);
        m_held.append({Settler<QList<JournalEntry>>(), found});
        return m_held.last().first.pending();
    }
    [[nodiscard]] Pending<QList<JournalEntry>> openItems() override { return settled<QList<JournalEntry>>({}); }
    [[nodiscard]] Pending<Done> settle(qint64, const JournalSettlement &) override { return settled<Done>(Done{}); }
    [[nodiscard]] Pending<Done> record(const JournalEvent &event) override
    {
        if (recordError)
            return failed<Done>(*recordError);
        noted.append(event);
        if (!holdsRecords)
            return settled<Done>(Done{});
        m_heldRecords.append(Settler<Done>());
        return m_heldRecords.last().pending();
    }
    void answerRecord() { m_heldRecords.takeFirst().settle(Done{}); }
    [[nodiscard]] Pending<QList<JournalEntry>> query(const JournalFilter &, qint64, int) override
    {
        return settled<QList<JournalEntry>>({});
    }
    [[nodiscard]] Pending<QList<RecordedEvent>> events(const JournalFilter &, qint64, int) override
    {
        return settled<QList<RecordedEvent>>({});
    }
    [[nodiscard]] Pending<JournalEvidence> evidence(const QString &, const TokenId &) override
    {
        return settled<JournalEvidence>(JournalEvidence());
    }
    [[nodiscard]] Pending<JournalVerdict> verify(const VerificationWatch &) override
    {
        return settled<JournalVerdict>(JournalVerdict());
    }

    //! Answers the questions that wait, the last one first.
    void answerEntries()
    {
        while (!m_held.isEmpty()) {
            const auto [settler, found] = m_held.takeLast();
            settler.settle(found);
        }
    }

private:
    QList<std::pair<Settler<QList<JournalEntry>>, QList<JournalEntry>>> m_held;
    QList<Settler<Done>> m_heldRecords;
};

class FakeWorkspace final : public Workspace
{
public:
    Result<QList<TokenReading>> seen = QList<TokenReading>();

    QList<ObservedChange> seenChanges;
    QHash<TokenId, Annotations> written;
    std::optional<Error> annotateError;
    bool holdsEdits = false; //!< edits wait for `answerEdit`
    QList<AnnotationEdit> edits;
    QList<TagUse> usedTags;
    QList<TokenId> tagged;

    [[nodiscard]] Pending<Done> remember(const QString &, const TokenReading &, const QString &) override { return settled<Done>(Done{}); }
    [[nodiscard]] Pending<Done> rememberGone(const QString &, const TokenId &, TokenState, const QString &, const QDateTime &,
                                             const QString &, const QString &) override
    {
        return settled<Done>(Done{});
    }
    [[nodiscard]] Pending<QList<TokenReading>> tokens(const QString &) override { return settled<QList<TokenReading>>(seen); }
    [[nodiscard]] Pending<QList<FoundToken>> search(const QString &, const QString &, int) override
    {
        return settled<QList<FoundToken>>({});
    }
    [[nodiscard]] Pending<QList<ObservedChange>> changes(const QString &, const TokenId &) override
    {
        return settled<QList<ObservedChange>>(seenChanges);
    }
    [[nodiscard]] Pending<Annotations> annotations(const QString &, const TokenId &token) override
    {
        return settled<Annotations>(written.value(token));
    }
    [[nodiscard]] Pending<Annotations> annotate(const QString &, const TokenId &token, const AnnotationEdit &edit, const QString &operatorId,
                                                const QDateTime &when) override
    {
        edits << edit;
        if (annotateError)
            return failed<Annotations>(*annotateError);
        Annotations &beside = written[token];
        const auto isSame = [&edit](const Annotation &known) { return known.text == edit.text; };
        if (edit.kind == AnnotationEdit::Kind::AddTag)
            beside.tags << Annotation{edit.text, operatorId, when};
        if (edit.kind == AnnotationEdit::Kind::RemoveTag)
            beside.tags.removeIf(isSame);
        if (edit.kind == AnnotationEdit::Kind::AddTicket)
            beside.tickets << Annotation{edit.text, operatorId, when};
        if (edit.kind == AnnotationEdit::Kind::RemoveTicket)
            beside.tickets.removeIf(isSame);
        if (edit.kind == AnnotationEdit::Kind::SetNote)
            beside.note = {edit.text, operatorId, when};
        if (!holdsEdits)
            return settled<Annotations>(beside);
        m_heldEdits.append({Settler<Annotations>(), beside});
        return m_heldEdits.last().first.pending();
    }
    void answerEdit()
    {
        const auto [settler, annotations] = m_heldEdits.takeFirst();
        settler.settle(annotations);
    }
    [[nodiscard]] Pending<QList<TagUse>> tags(const QString &) override { return settled<QList<TagUse>>(usedTags); }
    [[nodiscard]] Pending<QList<TokenId>> taggedWith(const QString &, const QString &) override { return settled<QList<TokenId>>(tagged); }
    [[nodiscard]] Pending<Done> forget(const QString &, const TokenId &) override { return settled<Done>(Done{}); }

private:
    QList<std::pair<Settler<Annotations>, Annotations>> m_heldEdits;
};

//! A desk with one connection, nothing of it real.
struct FakeDesk {
    std::shared_ptr<HeldProvider> provider = std::make_shared<HeldProvider>();
    std::shared_ptr<FakeJournal> journal = std::make_shared<FakeJournal>();
    std::shared_ptr<FakeWorkspace> workspace = std::make_shared<FakeWorkspace>();
    std::shared_ptr<FakeClock> clock = std::make_shared<FakeClock>();
    std::shared_ptr<CardPictures> pictures; //!< null: neutral cards

    FakeDesk()
    {
        Capabilities &offered = provider->offered;
        offered.apiName = QStringLiteral("Made-up API");
        offered.operations = {Operation::LookUp, Operation::Delete};
        offered.absentBecause = {{Operation::Suspend, QStringLiteral("Only the card's issuer suspends and resumes.")}};
        const auto choice = [](const char *value, const char *label) {
            Choice made;
            made.value = QString::fromLatin1(value);
            made.label = QString::fromLatin1(label);
            return made;
        };
        offered.reasons = {{Operation::Delete,
                            {choice("customer-request", "The customer asked for it"), choice("fraud", "Fraud")}}};
        Form form;
        form.id = QStringLiteral("createToken");
        offered.creates = {form};
    }
    //! The connection's contract adds suspend and resume.
    void addLifecycle()
    {
        Capabilities &offered = provider->offered;
        offered.operations += {Operation::Suspend, Operation::Resume};
        offered.byContract = {Operation::Suspend, Operation::Resume};
        offered.absentBecause.clear();
        for (const Operation operation : {Operation::Suspend, Operation::Resume}) {
            Choice choice;
            choice.value = QStringLiteral("other");
            choice.label = QStringLiteral("Something else");
            offered.reasons.insert(operation, {choice});
        }
    }
    //! The service changes the cards behind several tokens at once.
    void addUpdateSeveral(int mostRows = 1000)
    {
        FormField number;
        number.key = QStringLiteral("number");
        number.label = QStringLiteral("Card number");
        number.kind = FormField::Kind::CardNumber;
        number.isRequired = true;
        FormField expiry;
        expiry.key = QStringLiteral("expiry");
        expiry.label = QStringLiteral("Expiry");
        expiry.kind = FormField::Kind::CardExpiry;
        expiry.isRequired = true;
        FormField code;
        code.key = QStringLiteral("code");
        code.label = QStringLiteral("Security code");
        code.kind = FormField::Kind::SecurityCode;
        FormField reusable;
        reusable.key = QStringLiteral("reusable");
        reusable.label = QStringLiteral("Reusable");
        reusable.kind = FormField::Kind::Choice;
        reusable.isRequired = true;
        reusable.initialValue = QStringLiteral("yes");
        reusable.choices = {{QStringLiteral("yes"), QStringLiteral("Yes"), {}}, {QStringLiteral("no"), QStringLiteral("No"), {}}};
        Form row;
        row.id = QStringLiteral("updateTokens");
        row.title = QStringLiteral("Update tokens");
        row.fields = {number, expiry, code, reusable};
        provider->offered.updateSeveral = SeveralUpdate{row, mostRows, {{QStringLiteral("reusable"), QStringLiteral("told.reusable")}}};
        FormField &id = provider->offered.tokenIdField;
        id.key = QStringLiteral("tokenId");
        id.label = QStringLiteral("Token value");
        id.isRequired = true;
        id.maxLength = 100;
        id.pattern = QStringLiteral("[!-~]+");
    }
    //! The service gives payment credentials and plays the issuer.
    void addOffers()
    {
        using namespace Qt::StringLiterals;
        Form credentials;
        credentials.id = u"credentials"_s;
        credentials.title = u"Payment credentials"_s;
        credentials.summary = u"What a payment with this token needs once. Each request may count as the beginning of one."_s;
        credentials.submitText = u"Ask for them"_s;
        FormField kind;
        kind.key = u"kind"_s;
        kind.label = u"What is needed"_s;
        kind.group = u"Request"_s;
        kind.kind = FormField::Kind::Choice;
        kind.isRequired = true;
        kind.initialValue = u"CRYPTOGRAM"_s;
        kind.choices = {{u"CRYPTOGRAM"_s, u"Network token and cryptogram"_s}, {u"NUMBER"_s, u"Network token alone"_s}};
        credentials.fields = {kind};
        provider->offered.paymentCredentials = credentials;
        provider->offered.credentialTokens = u"tk_.*"_s;

        TokenAction simulate;
        simulate.operation = Operation::Simulate;
        simulate.tokens = u"tk_.*"_s;
        simulate.form.id = u"simulate"_s;
        simulate.form.title = u"Play the issuer"_s;
        simulate.form.menuText = u"Play the issuer (test environment)…"_s;
        simulate.form.summary = u"Lets the token change as if its issuer had done it. Test environment only."_s;
        simulate.form.submitText = u"Play the event"_s;
        FormField state;
        state.key = u"state"_s;
        state.label = u"New state"_s;
        state.group = u"Event"_s;
        state.kind = FormField::Kind::Choice;
        state.isRequired = true;
        state.choices = {{u"ACTIVE"_s, u"Active"_s}, {u"SUSPENDED"_s, u"Suspended"_s}};
        simulate.form.fields = {state};
        TokenAction reverse;
        reverse.operation = Operation::Reverse;
        reverse.place = TokenAction::Place::Answer;
        reverse.form.id = u"reverse"_s;
        reverse.form.title = u"Reverse the authorisation"_s;
        reverse.form.submitText = u"Reverse"_s;
        provider->offered.actions = {simulate, reverse};
    }
    //! The answer to a question for payment credentials; no real card.
    [[nodiscard]] static PaymentCredentials credentials()
    {
        using namespace Qt::StringLiterals;
        const auto item = [](const QString &label, const char *value, bool isSecret, const QString &masked = {}) {
            Disclosure::Item made;
            made.label = label;
            made.value = std::make_shared<const SecretBytes>(SecretBytes::copyOf(QByteArrayView(value)));
            made.isSecret = isSecret;
            made.masked = masked;
            made.isIdentifier = true;
            return made;
        };
        PaymentCredentials made;
        made.disclosure.title = u"Network token and cryptogram"_s;
        made.disclosure.items = {item(u"State"_s, "ACTIVE", false),
                                 item(u"Expiry"_s, "11/27", false),
                                 item(u"ECI"_s, "07", false),
                                 item(u"Token requestor"_s, "40010012345", false),
                                 item(u"Network token number"_s, "4824118765432281", true, u"482411••••••2281"_s),
                                 item(u"Cryptogram"_s, "AgAAAAAABk4DWZ4C28yUQAAAAAA=", true)};
        made.correlationId = u"c0ffee"_s;
        return made;
    }
    [[nodiscard]] std::shared_ptr<const Session> session(Environment environment = Environment::Sandbox) const
    {
        ConnectionProfile profile;
        profile.id = QStringLiteral("made-up");
        profile.name = QStringLiteral("Made-up connection");
        profile.environment = environment;
        const ConnectionInfo info{profile.id, profile.name, toWord(environment)};
        return std::make_shared<Session>(
            Session{profile, std::make_shared<TokenOperations>(info, QStringLiteral("m.ruiz"), provider, journal, workspace, clock), pictures});
    }
};

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/pending.h"
#include "app/core/secretbytes.h"
#include "app/domain/disclosure.h"
#include "app/domain/form.h"
#include "app/domain/lifecycleextension.h"
#include "app/domain/notification.h"
#include "app/domain/operation.h"
#include "app/domain/token.h"
#include "app/domain/tokenaction.h"

#include <QByteArray>
#include <QDate>
#include <QMap>
#include <QPair>

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

//! What a provider's error code means and what the agent does about it: whole sentences.
struct ErrorExplanation {
    QString meaning;
    QString nextStep;
};

//! How long an asynchronous creation takes when all is well.
struct UsualWait {
    QString text;                    //!< for people: "10 minutes to several hours"
    std::chrono::seconds longest{0}; //!< after so long it is worth asking
};

//! Changing several tokens with one request: each row is a token and the values of the form `row`.
struct SeveralUpdate {
    Form row;         //!< what is asked for a token besides its id
    int mostRows = 1; //!< in one request
    //! Settings of `row` that a reading tells: by the row's field, the key of the TokenField whose value is the label
    //! of the choice that holds now. What is not changed must be sent as it is.
    QMap<QString, QString> toldBy = {};
};

//! What an API offers, in one vocabulary. Windows build their menus, forms and disabled-with-reason states from it.
struct Capabilities {
    QString apiName;                                 //!< "Thales ETP"
    QList<Form> creates;                             //!< one form per way to create a token
    QStringList asynchronousCreates = {};            //!< ids of those whose token arrives later
    QList<Operation> operations;                     //!< those offered besides creating
    QMap<Operation, QString> absentBecause = {};     //!< for the others: who can do it instead
    QMap<Operation, QList<Choice>> reasons = {};     //!< reason codes that the desk records with the operation
    QList<Operation> byContract = {};                //!< those of `operations` that only a contract extension adds
    QMap<QString, ErrorExplanation> errors = {};     //!< by the provider's error code
    QMap<Scheme, UsualWait> usualWaits = {};         //!< of asynchronous creations; Scheme::Unknown: any other
    FormField tokenIdField = {};                     //!< limits and pattern of a token id, for the look-up box
    std::optional<SeveralUpdate> updateSeveral = {}; //!< none: not offered
    //! Asking for what a payment with a token needs; its `summary` says what that is. None: not offered.
    std::optional<Form> paymentCredentials = {};
    QString credentialTokens = {};   //!< regular expression of the ids that it is for; empty: all
    QList<TokenAction> actions = {}; //!< what this API offers besides
    bool givesCardArt = false;       //!< readings of its tokens may name the issuer's art

    [[nodiscard]] const Form *create(const QString &id) const;
    [[nodiscard]] const TokenAction *action(const QString &id) const;
    [[nodiscard]] bool offersCredentialsOf(const TokenId &token) const;
    [[nodiscard]] bool offers(Operation operation) const { return operations.contains(operation); }
    [[nodiscard]] bool isByContract(Operation operation) const { return byContract.contains(operation); }
};

//! One token of an update of several, and what was typed for it.
struct UpdateRow {
    TokenId token;
    FormValues values;
};

//! What tells, once the answer is there, which row it speaks of.
struct PreparedRow {
    TokenId token;
    QString card;                                  //!< masked, fit to be shown
    std::shared_ptr<const SecretBytes> cardNumber; //!< wiped with the last copy of the request
};

//! A request that is ready to go: validated, card data encrypted. It may travel and be copied: where an API takes card
//! data in the clear, inside TLS, the copies share one secret, which is wiped with the last of them.
struct PreparedRequest {
    Operation operation = Operation::Create;
    QString formId; //!< of a create or an action
    TokenId token;  //!< of anything else
    QString correlationId;
    QByteArray method; //!< HTTP
    QString path;      //!< below the connection's base address, percent-encoded
    QByteArray body;
    QString redacted; //!< the same for the journal: what was asked, without card data or ciphertext
    std::shared_ptr<const SecretBytes> secretBody = {}; //!< in place of `body`
    QList<PreparedRow> rows = {};                       //!< of an update of several, in its order
    QList<QPair<QByteArray, QByteArray>> headers = {};  //!< besides those of every request; nothing secret
};

//! What the server made of one row of an update of several.
struct RowOutcome {
    enum class Kind {
        Succeeded,
        Refused,
        Unclear //!< something was refused, and the answer does not say well enough which row
    };
    TokenId token;
    QString card; //!< masked
    Kind kind = Kind::Succeeded;
    QString detail = {}; //!< the server's words for this row, redacted, or why it is unclear
    friend bool operator==(const RowOutcome &, const RowOutcome &) = default;
};

//! What came of a mutation that the server accepted.
struct MutationAnswer {
    std::optional<TokenReading> reading; //!< the token as the answer described it, when it did
    bool isAccepted = false;             //!< accepted for later (202): the token does not exist yet
    QString correlationId;
    int httpStatus = 0;
    QList<TokenField> extra; //!< other things the answer said, such as where to send the customer next
    std::shared_ptr<const Disclosure> disclosure;
    QString disclosureProblem;   //!< why encrypted data could not be opened; empty when it could or was absent
    QList<RowOutcome> rows = {}; //!< of an update of several: one for each row of the request, in its order
    //! Where one request did several things, how each of them ended; empty otherwise. A create may have made no token
    //! then (no `reading`) and yet have done something else.
    QList<AnswerPart> parts = {};
    QList<RelatedToken> others = {};   //!< further tokens that the same answer made or named
    QList<OfferedAction> offered = {}; //!< what can be done about it now
};

struct Asset {
    QString id;
    QString mediaType; //!< as declared; only a hint
    QByteArray bytes;
    QString width; //!< as declared, pixels, may be anything
    QString height;
};

//! One connection to one token service. Thread-safe: every function may be called from any thread, and a Pending
//! settles in a thread of the provider's choosing. It knows no journal: whoever calls `perform` has journaled first.
class TokenProvider
{
public:
    virtual ~TokenProvider() = default;

    [[nodiscard]] virtual const Capabilities &capabilities() const = 0;

    //! Asks the server. NotFound when it knows no such token.
    [[nodiscard]] virtual Pending<TokenReading> lookUp(const TokenId &token, const QString &correlationId) = 0;
    [[nodiscard]] virtual Pending<Asset> asset(const QString &assetId, const QString &correlationId) = 0;

    //! Checks and encrypts, synchronously and within a millisecond or two; sends nothing. InvalidInput names the field.
    [[nodiscard]] virtual Result<PreparedRequest> prepareCreate(const QString &formId, const FormValues &values,
                                                                const QString &correlationId) = 0;
    //! `reason` is one of the capabilities' for a delete, for an API that is told it; others ignore it. Empty: none.
    [[nodiscard]] virtual Result<PreparedRequest> prepareDelete(const TokenId &token, const QString &correlationId,
                                                                const QString &reason = {}) = 0;

    //! The same for a suspend or a resume. InvalidInput where the connection has no extension for it, which is how
    //! a service that takes none leaves it.
    [[nodiscard]] virtual Result<PreparedRequest> prepareLifecycle(const LifecycleOrder &order);

    //! As prepareCreate, for the `updateSeveral` of the capabilities. InvalidInput where there is none, for no rows or
    //! too many, for a token that comes twice; `field` is that of the first row at fault, which `detail` numbers
    //! from 1.
    [[nodiscard]] virtual Result<PreparedRequest> prepareUpdateSeveral(const std::vector<UpdateRow> &rows,
                                                                       const QString &correlationId);

    //! As prepareCreate, for one of the capabilities' actions. InvalidInput also for a target that it is not for and
    //! for a link that no answer of this service offers.
    [[nodiscard]] virtual Result<PreparedRequest> prepareAction(const ActionTarget &target, const FormValues &values,
                                                                const QString &correlationId);

    //! Asks for live payment data of a token, in the form of the capabilities' `paymentCredentials`. Sent once, never
    //! repeated, never kept, and only when a person asked: each may count as the beginning of a payment. It changes no
    //! token. InvalidInput, with `field`, for values that the form refuses and where it is not offered; Undecryptable
    //! when the answer cannot be opened here.
    [[nodiscard]] virtual Pending<PaymentCredentials> paymentCredentials(const TokenId &token, const FormValues &values,
                                                                         const QString &correlationId);

    //! Sends it, at most once. OutcomeUnknown when it was sent and no answer came.
    [[nodiscard]] virtual Pending<MutationAnswer> perform(const PreparedRequest &request) = 0;

    //! Whether the connection works: reaches the server, is trusted both ways, is authorised. Changes nothing there.
    //! The string says in a sentence what was found to work; an error's `field`, when it has one, which of the
    //! connection's settings to look at.
    [[nodiscard]] virtual Pending<QString> probe(const QString &correlationId) = 0;
};

//! What a connection needs to be opened: the values of its ProviderKind's connectionForm.
struct ConnectionValues {
    QMap<QString, QString> plain;
    QMap<QString, std::shared_ptr<const SecretBytes>> secrets;
};

//! The first thing that a connection's form objects to: Configuration, with its field. `today` decides what has
//! expired.
[[nodiscard]] std::optional<Error> problemWithConnection(const Form &form, const ConnectionValues &values, QDate today);

//! One kind of token service: how a connection to it is described, and how it is opened.
class ProviderKind
{
public:
    virtual ~ProviderKind() = default;
    [[nodiscard]] virtual QString id() const = 0;    //!< stable: "thales-etp"
    [[nodiscard]] virtual QString label() const = 0; //!< "Thales ETP"
    [[nodiscard]] virtual const Form &connectionForm() const = 0;
    //! Whether a connection's values may hold a lifecycle extension (lifecycle::fromValues).
    [[nodiscard]] virtual bool takesLifecycleExtension() const { return false; }
    //! Reads keys and certificates, off the calling thread. Configuration, with `field`, when they cannot work.
    [[nodiscard]] virtual Pending<std::shared_ptr<TokenProvider>> open(const ConnectionValues &values) const = 0;
    //! How its notifications are read; null when it sends none.
    [[nodiscard]] virtual std::shared_ptr<const NotificationFormat> notificationFormat() const { return nullptr; }
    //! Which of the connection form's values says whom a notification is for; empty when it sends none.
    [[nodiscard]] virtual QString recipientField() const { return {}; }
};

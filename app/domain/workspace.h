// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/pending.h"
#include "app/domain/annotations.h"
#include "app/domain/observedchange.h"
#include "app/domain/token.h"

#include <QList>

//! A token that a search found, and why.
struct FoundToken {
    enum class By { TokenId, LastDigits, Par, Tag, Ticket, Note, CorrelationId };
    TokenReading reading;
    By by = By::TokenId;
    QString text = {}; //!< what holds the text that was searched for: the id, the tag, the note ...
    friend bool operator==(const FoundToken &, const FoundToken &) = default;
};

//! The tokens that this desk has seen: each one's last reading, how it was seen to change, and what agents wrote beside
//! it, per connection. Thread-safe; kept over restarts.
class Workspace
{
public:
    virtual ~Workspace() = default;
    //! Keeps the reading, which `operatorId` made, as the token's last one, and what differs from the one before as an
    //! observed change. A reading older than the last one is ignored.
    [[nodiscard]] virtual Pending<Done> remember(const QString &connectionId, const TokenReading &reading,
                                                 const QString &operatorId) = 0;
    //! The server said that it does not know the token (any more): keeps what was known, with this state and word
    //! (Deleted and "DELETED" after a delete that it confirmed; Unknown and "NOT FOUND" otherwise). Does nothing for a
    //! token that was never seen.
    [[nodiscard]] virtual Pending<Done> rememberGone(const QString &connectionId, const TokenId &token,
                                                     TokenState state, const QString &stateWord, const QDateTime &when,
                                                     const QString &correlationId, const QString &operatorId) = 0;
    //! Most recently read first.
    [[nodiscard]] virtual Pending<QList<TokenReading>> tokens(const QString &connectionId) = 0;
    //! By a text in the token id, last digits, PAR, a tag, a ticket or the note, or by the start of the correlation id
    //! of a reading; most recently read first. Among very many tokens the start of such a thing or of a word finds more
    //! than its middle.
    [[nodiscard]] virtual Pending<QList<FoundToken>> search(const QString &connectionId, const QString &text,
                                                            int limit) = 0;
    //! Newest first; the oldest of many are dropped.
    [[nodiscard]] virtual Pending<QList<ObservedChange>> changes(const QString &connectionId, const TokenId &token) = 0;
    [[nodiscard]] virtual Pending<Annotations> annotations(const QString &connectionId, const TokenId &token) = 0;
    //! Settles with what then stands beside the token. InvalidInput, and nothing is changed, with `field` "tag", "note"
    //! or "ticket" for a text that is at fault (annotations.h) or one too many; NotFound for a token that was never seen.
    [[nodiscard]] virtual Pending<Annotations> annotate(const QString &connectionId, const TokenId &token,
                                                        const AnnotationEdit &edit, const QString &operatorId,
                                                        const QDateTime &when) = 0;
    //! Every tag in use, in alphabetical order.
    [[nodiscard]] virtual Pending<QList<TagUse>> tags(const QString &connectionId) = 0;
    //! The tokens that bear the tag, in no order.
    [[nodiscard]] virtual Pending<QList<TokenId>> taggedWith(const QString &connectionId, const QString &tag) = 0;
    //! Forgets all of it.
    [[nodiscard]] virtual Pending<Done> forget(const QString &connectionId, const TokenId &token) = 0;
};

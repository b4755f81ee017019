// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"
#include "app/domain/form.h"
#include "app/domain/operation.h"
#include "app/domain/token.h"

#include <QByteArray>
#include <QMap>

#include <optional>

//! A contract extension: requests that a merchant's contract adds to a token service, which documents none of its own.
//! A connection describes them in its settings; whoever sends them adds address, credential and correlation id.

//! What someone asks for: to suspend or to resume one token, and why.
struct LifecycleOrder {
    Operation operation = Operation::Suspend; //!< Suspend or Resume
    TokenId token;
    QString reason; //!< one of the extension's reason codes; empty when it has none
    QString comment;
    QString ticket;
    QString operatorId;
    QString correlationId;
};

//! How one of the two travels.
//!
//! The path is a template below the connection's base address and holds {tokenId} once. The body is a JSON object whose
//! texts may hold {tokenId}, {reason}, {comment}, {ticket}, {operatorId} and {correlationId}; an empty one sends no
//! body. A member whose text is nothing but {comment} or {ticket} is left out when there is none.
struct LifecycleCall {
    QString method = QStringLiteral("POST"); //!< POST, PUT or PATCH
    QString path;
    QString body;
    QString expectedStatus = QStringLiteral("204"); //!< 200 to 299, the only answer that means success
    QString reasons; //!< one "code = label" a line, in the order in which they are offered; may be empty

    friend bool operator==(const LifecycleCall &, const LifecycleCall &) = default;
};

struct LifecycleExtension {
    bool isOn = false;
    LifecycleCall suspend;
    LifecycleCall resume;

    //! Only for Suspend and Resume.
    [[nodiscard]] const LifecycleCall &call(Operation operation) const
    {
        return operation == Operation::Resume ? resume : suspend;
    }
    friend bool operator==(const LifecycleExtension &, const LifecycleExtension &) = default;
};

//! A request as an extension describes it: nothing in it is secret.
struct LifecycleRequest {
    QByteArray method;
    QString path; //!< percent-encoded
    QByteArray body;
    QString redacted; //!< for the journal and for people: the comment is replaced by a mark
};

namespace lifecycle {
//! Longest comment that a body carries, in characters.
inline constexpr qsizetype longestComment = 500;

//! What an extension looks like before someone changes it: POST /tokens/{tokenId}/suspend and /resume with the reason
//! and the comment, answered by 204. Off.
[[nodiscard]] LifecycleExtension usual();

//! Everything that keeps the extension from being used, at the keys under which it is stored; nothing while it is off.
[[nodiscard]] QList<FieldProblem> problems(const LifecycleExtension &extension);

//! The reason codes of a call, without lines that are no "code = label".
[[nodiscard]] QList<Choice> reasons(const LifecycleCall &call);

//! The request for an order. InvalidInput, with `field`, for an extension that is off, for a call that has problems, for a reason
//! that it does not have, and for a comment that is too long or may hold a card number.
[[nodiscard]] Result<LifecycleRequest> request(const LifecycleExtension &extension, const LifecycleOrder &order);

//! Reads it from a connection's values; `usual()` where they hold nothing of it.
[[nodiscard]] LifecycleExtension fromValues(const QMap<QString, QString> &values);
//! Puts it among a connection's values, which keep what else they hold.
void writeTo(QMap<QString, QString> &values, const LifecycleExtension &extension);
//! The key of one part of a call: key(Operation::Suspend, "path"). The parts are method, path, body, status, reasons.
[[nodiscard]] QString key(Operation operation, QLatin1StringView part);
} // namespace lifecycle

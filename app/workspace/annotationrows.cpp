// SPDX-License-Identifier: Apache-2.0
#include "app/workspace/annotationrows.h"

#include "app/storage/sql.h"
#include "app/workspace/annotationwords.h"
#include "app/workspace/readingrows.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {
using Kind = AnnotationEdit::Kind;

//! How the rows of one kind are kept.
struct AnnotationRule {
    QString kind; //!< also the field that an error names
    qsizetype most;
    bool isRemoval;
};

AnnotationRule ruleOf(Kind kind)
{
    switch (kind) {
    case Kind::AddTag:
    case Kind::RemoveTag:
        return {tagKind, AnnotationLimits::tags, kind == Kind::RemoveTag};
    case Kind::AddTicket:
    case Kind::RemoveTicket:
        return {ticketKind, AnnotationLimits::tickets, kind == Kind::RemoveTicket};
    case Kind::SetNote:
        break;
    }
    return {noteKind, 1, false};
}

QString detailOf(AnnotationFault fault)
{
    switch (fault) {
    case AnnotationFault::Empty:
        return u"the text is empty"_s;
    case AnnotationFault::TooLong:
        return u"the text is too long"_s;
    case AnnotationFault::MayHoldCardNumber:
        return u"the text may hold a card number"_s;
    case AnnotationFault::MayHoldEmailAddress:
        break;
    }
    return u"the text may hold an e-mail address"_s;
}

Failure refusal(const AnnotationRule &rule, const QString &detail)
{
    return Failure({.kind = Error::Kind::InvalidInput, .detail = detail, .field = rule.kind});
}

Result<Done> removeRow(QSqlDatabase &connection, const QString &connectionId, const TokenId &token, const QString &kind,
                       const QString &folded)
{
    const auto gone =
        executed(connection,
                 u"DELETE FROM token_annotation WHERE connection_id = ? AND token_id = ? AND kind = ? AND folded = ?"_s,
                 {stored(connectionId), stored(token.value), kind, stored(folded)});
    return gone ? dropWords(connection, connectionId, token, kind, folded) : Failure(gone.error());
}

Result<Done> addRow(QSqlDatabase &connection, const QString &connectionId, const TokenId &token, const QString &kind,
                    const QString &folded, const Annotation &written)
{
    const auto added =
        executed(connection,
                 u"INSERT OR IGNORE INTO token_annotation (connection_id, token_id, kind, folded, text, operator, "
                 "written_at) VALUES (?, ?, ?, ?, ?, ?, ?)"_s,
                 {stored(connectionId), stored(token.value), kind, stored(folded), written.text,
                  stored(written.operatorId), written.at.toMSecsSinceEpoch()});
    return added ? keepWords(connection, connectionId, token, kind, folded, written.text) : Failure(added.error());
}

//! Fails when there is no room for another row of this kind beside those with other texts.
Result<Done> roomFor(QSqlDatabase &connection, const QString &connectionId, const TokenId &token,
                     const AnnotationRule &rule, const QString &folded)
{
    const Result<QVariant> others = firstValue(
        connection,
        u"SELECT count(*) FROM token_annotation WHERE connection_id = ? AND token_id = ? AND kind = ? AND folded <> ?"_s,
        {stored(connectionId), stored(token.value), rule.kind, stored(folded)});
    if (!others)
        return Failure(others.error());
    if (others->toLongLong() >= rule.most)
        return refusal(rule, u"a token can have at most %1 of these"_s.arg(rule.most));
    return Done{};
}
} // namespace

Result<AnnotationEdit> acceptedEdit(const AnnotationEdit &edit)
{
    if (const std::optional<AnnotationFault> fault = faultOf(edit))
        return refusal(ruleOf(edit.kind), detailOf(*fault));
    return tidied(edit);
}

Result<Annotations> annotationsOf(QSqlDatabase &connection, const QString &connectionId, const TokenId &token)
{
    auto rows = executed(connection,
                         u"SELECT kind, text, operator, written_at FROM token_annotation "
                         "WHERE connection_id = ? AND token_id = ? ORDER BY written_at, rowid"_s,
                         {stored(connectionId), stored(token.value)});
    if (!rows)
        return Failure(rows.error());
    Annotations found;
    while (rows->next()) {
        const QString kind = rows->value(0).toString();
        const Annotation annotation{rows->value(1).toString(), rows->value(2).toString(),
                                    QDateTime::fromMSecsSinceEpoch(rows->value(3).toLongLong(), Qt::UTC)};
        if (kind == tagKind)
            found.tags.append(annotation);
        else if (kind == ticketKind)
            found.tickets.append(annotation);
        else
            found.note = annotation;
    }
    if (rows->lastError().isValid())
        return Failure(storageError(u"a token's notes could not be read to their end"_s, rows->lastError()));
    std::sort(found.tags.begin(), found.tags.end(), [](const Annotation &a, const Annotation &b) {
        return foldedAnnotation(a.text) < foldedAnnotation(b.text);
    });
    return found;
}

Result<Done> editAnnotations(QSqlDatabase &connection, const QString &connectionId, const TokenId &token,
                             const AnnotationEdit &edit, const Annotation &signature)
{
    const AnnotationRule rule = ruleOf(edit.kind);
    const bool isNote = edit.kind == Kind::SetNote;
    const QString folded = isNote ? QString() : foldedAnnotation(edit.text);
    if (isNote || rule.isRemoval) {
        const auto removed = removeRow(connection, connectionId, token, rule.kind, folded);
        if (!removed || rule.isRemoval || edit.text.isEmpty())
            return removed;
    }
    if (const auto room = roomFor(connection, connectionId, token, rule, folded); !room)
        return room;
    return addRow(connection, connectionId, token, rule.kind, folded, {edit.text, signature.operatorId, signature.at});
}

Result<QList<TagUse>> tagsIn(QSqlDatabase &connection, const QString &connectionId)
{
    auto rows = executed(connection,
                         u"SELECT min(text), count(*) FROM token_annotation WHERE connection_id = ? AND kind = 'tag' "
                         "GROUP BY folded ORDER BY folded"_s,
                         {stored(connectionId)});
    if (!rows)
        return Failure(rows.error());
    QList<TagUse> tags;
    while (rows->next())
        tags.append({rows->value(0).toString(), rows->value(1).toLongLong()});
    return tags;
}

Result<QList<TokenId>> tokensTagged(QSqlDatabase &connection, const QString &connectionId, const QString &tag)
{
    auto rows = executed(connection,
                         u"SELECT token_id FROM token_annotation "
                         "WHERE connection_id = ? AND kind = 'tag' AND folded = ?"_s,
                         {stored(connectionId), stored(foldedAnnotation(tag))});
    if (!rows)
        return Failure(rows.error());
    QList<TokenId> tokens;
    while (rows->next())
        tokens.append({rows->value(0).toString()});
    return tokens;
}

// SPDX-License-Identifier: Apache-2.0
#include "app/notifications/notificationprocessing.h"

#include "app/core/redact.h"
#include "app/storage/sql.h"
#include "app/workspace/readingrows.h"

using namespace Qt::StringLiterals;

namespace {
using Effect = NotificationResult::Effect;

//! In `awaited_creation.is_over`.
constexpr int overByNotification = 2;

struct Awaited {
    qint64 entry = 0; //!< 0: there is none
    AwaitedCreation creation;
    int isOver = 0;
};

Scheme schemeCalled(const QString &name)
{
    using enum Scheme;
    for (const Scheme scheme : {Visa, Mastercard, Amex, Discover, Elo, Jcb, Diners, UnionPay, Maestro}) {
        if (schemeName(scheme) == name)
            return scheme;
    }
    return Unknown;
}

Result<Awaited> findAwaited(QSqlDatabase &connection, const InboxItem &item)
{
    auto row = executed(connection,
                        u"SELECT intent, scheme, last_digits, is_over FROM awaited_creation "
                        "WHERE correlation_id = ? AND connection_id = ? ORDER BY intent DESC LIMIT 1"_s,
                        {stored(item.notification.correlationId), stored(item.connectionId)});
    if (!row)
        return Failure(row.error());
    if (!row->next())
        return Awaited();
    return Awaited{row->value(0).toLongLong(),
                   {schemeCalled(row->value(1).toString()), row->value(2).toString()},
                   row->value(3).toInt()};
}

Result<std::optional<TokenReading>> lastReading(QSqlDatabase &connection, const QString &connectionId,
                                                const TokenId &token)
{
    const auto readings = readingsWhere(connection, u"WHERE connection_id = ? AND token_id = ?"_s,
                                        {stored(connectionId), stored(token.value)});
    if (!readings)
        return Failure(readings.error());
    return readings->isEmpty() ? std::nullopt : std::optional(readings->first());
}

QString settlementNote(const Notification &notification)
{
    if (notification.kind == Notification::Kind::CreationSucceeded)
        return u"Notified: the token was created"_s;
    QStringList words{u"Notified: the creation failed"_s, notification.errorCode, notification.errorDetails};
    words.removeAll(QString());
    return redacted(words.join(u": "_s));
}

Result<Done> settleEntry(JournalWriter &record, QSqlDatabase &connection, const InboxItem &item, qint64 entry)
{
    const bool succeeded = item.notification.kind == Notification::Kind::CreationSucceeded;
    const auto settled = record.addSettlement(
        connection, entry,
        {.kind = succeeded ? JournalSettlement::Kind::Happened : JournalSettlement::Kind::DidNotHappen,
         .token = item.notification.token.id,
         .operatorId = item.origin,
         .note = settlementNote(item.notification),
         .settledAt = {}});
    if (!settled)
        return settled;
    const auto over = executed(connection, u"UPDATE awaited_creation SET is_over = ? WHERE intent = ?"_s,
                               {overByNotification, entry});
    return over ? Result<Done>(Done{}) : Failure(over.error());
}

//! A token that a look-up has shown already is known better than the notification tells it.
Result<Done> keepNewToken(QSqlDatabase &connection, const InboxItem &item, NotificationResult &result)
{
    if (item.notification.kind != Notification::Kind::CreationSucceeded)
        return Done{};
    const auto known = lastReading(connection, item.connectionId, item.notification.token.id);
    if (!known)
        return Failure(known.error());
    if (*known)
        return Done{};
    Token token = item.notification.token;
    if (token.scheme == Scheme::Unknown)
        token.scheme = result.creation.scheme;
    result.reading =
        TokenReading{.token = token, .readAt = item.receivedAt, .correlationId = item.notification.correlationId};
    return keepReading(connection, item.connectionId, *result.reading, item.origin);
}

Result<Done> endCreation(JournalWriter &record, QSqlDatabase &connection, const InboxItem &item,
                         NotificationResult &result)
{
    const Result<Awaited> awaited = findAwaited(connection, item);
    if (!awaited)
        return Failure(awaited.error());
    result.creation = awaited->creation;
    result.effect = awaited->entry == 0                     ? Effect::NobodyWaited
                    : awaited->isOver == overByNotification ? Effect::AlreadyEnded
                                                            : Effect::CreationEnded;
    if (result.effect == Effect::CreationEnded) {
        result.entry = awaited->entry;
        if (const auto settled = settleEntry(record, connection, item, awaited->entry); !settled)
            return settled;
    }
    return keepNewToken(connection, item, result);
}

QString whatChanged(const Token &before, const Token &after)
{
    if (before.stateWord == after.stateWord)
        return u"Notified: details of the token changed"_s;
    if (before.stateWord.isEmpty())
        return redacted(u"Notified: the token is %1"_s.arg(after.stateWord));
    return redacted(u"Notified: %1 became %2"_s.arg(before.stateWord, after.stateWord));
}

Result<Done> updateToken(JournalWriter &record, QSqlDatabase &connection, const InboxItem &item,
                         NotificationResult &result)
{
    const Token &said = item.notification.token;
    const auto last = lastReading(connection, item.connectionId, said.id);
    if (!last)
        return Failure(last.error());
    const TokenReading known = last->value_or(TokenReading());
    // Without a time of its own it is only as new as its arrival.
    const bool isNewer = said.updatedAt.isValid()
                             ? !known.token.updatedAt.isValid() || said.updatedAt > known.token.updatedAt
                             : !known.readAt.isValid() || item.receivedAt > known.readAt;
    if (!isNewer) {
        result.effect = Effect::Stale;
        return Done{};
    }
    result.effect = Effect::TokenChanged;
    result.reading =
        TokenReading{.token = merged(known.token, said),
                     .readAt = known.readAt.isValid() ? qMax(known.readAt, item.receivedAt) : item.receivedAt,
                     .correlationId = item.notification.correlationId};
    if (const auto kept = keepReading(connection, item.connectionId, *result.reading, item.origin); !kept)
        return kept;
    return record.addEvent(connection, {.kind = JournalEvent::Kind::NotificationReceived,
                                        .operatorId = item.origin,
                                        .connectionId = item.connectionId,
                                        .token = said.id,
                                        .affectedItem = {},
                                        .detail = whatChanged(known.token, result.reading->token)});
}

Result<Done> markProcessed(QSqlDatabase &connection, qint64 id, const QDateTime &now, const QString &effect)
{
    const auto marked =
        executed(connection, u"UPDATE notification SET processed_at = ?, effect = ?, content = x'' WHERE id = ?"_s,
                 {now.toMSecsSinceEpoch(), effect, id});
    return marked ? Result<Done>(Done{}) : Failure(marked.error());
}
} // namespace

QString toWord(NotificationResult::Effect effect)
{
    switch (effect) {
    case Effect::CreationEnded:
        return u"creation-ended"_s;
    case Effect::AlreadyEnded:
        return u"already-ended"_s;
    case Effect::NobodyWaited:
        return u"nobody-waited"_s;
    case Effect::TokenChanged:
        return u"token-changed"_s;
    case Effect::Duplicate:
        return u"duplicate"_s;
    case Effect::Stale:
        break;
    }
    return u"stale"_s;
}

Result<QList<InboxItem>> waitingNotifications(QSqlDatabase &connection, const QDateTime &now, int limit)
{
    auto rows = executed(connection,
                         u"SELECT id, connection_id, origin, received_at, content FROM notification "
                         "WHERE processed_at IS NULL ORDER BY id LIMIT ?"_s,
                         {limit});
    if (!rows)
        return Failure(rows.error());
    QList<InboxItem> items;
    QList<qint64> unreadable;
    while (rows->next()) {
        const auto notification = notificationFromJson(rows->value(4).toByteArray());
        if (!notification) {
            unreadable << rows->value(0).toLongLong();
            continue;
        }
        items.append({.id = rows->value(0).toLongLong(),
                      .connectionId = rows->value(1).toString(),
                      .origin = rows->value(2).toString(),
                      .receivedAt = QDateTime::fromMSecsSinceEpoch(rows->value(3).toLongLong(), Qt::UTC),
                      .notification = *notification});
    }
    if (rows->lastError().isValid())
        return Failure(storageError(u"the inbox could not be read to its end"_s, rows->lastError()));
    rows->finish();
    for (const qint64 id : unreadable) {
        if (const auto marked = markProcessed(connection, id, now, u"unreadable"_s); !marked)
            return Failure(marked.error());
    }
    return items;
}

Result<NotificationResult> processNotification(JournalWriter &record, QSqlDatabase &connection, const InboxItem &item,
                                               const QDateTime &now)
{
    NotificationResult result{.id = item.id,
                              .connectionId = item.connectionId,
                              .notification = item.notification,
                              .effect = Effect::Stale,
                              .reading = {}};
    const Result<Done> done = item.notification.kind == Notification::Kind::TokenUpdated
                                  ? updateToken(record, connection, item, result)
                                  : endCreation(record, connection, item, result);
    if (!done)
        return Failure(done.error());
    if (const auto marked = markProcessed(connection, item.id, now, toWord(result.effect)); !marked)
        return Failure(marked.error());
    return result;
}

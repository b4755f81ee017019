// SPDX-License-Identifier: Apache-2.0
#include "tests/notifications/desknotifications.h"

#include "app/storage/sql.h"
#include "tests/storage/await.h"

using namespace Qt::StringLiterals;

DeskNotifications::DeskNotifications(const QString &file)
    : database(await(Database::open(file)).value()), journal(std::make_shared<SqliteJournal>(database, clock)),
      workspace(std::make_shared<SqliteWorkspace>(database)),
      inbox(std::make_unique<NotificationInbox>(database, journal, clock))
{
}

DeskNotifications::~DeskNotifications()
{
    inbox.reset();
    journal.reset();
    workspace.reset();
    database.reset();
    (void)Database::waitUntilAllEnded(std::chrono::seconds(10));
}

JournalIntent DeskNotifications::creation(const QString &correlationId, Scheme scheme)
{
    return {.operatorId = u"ana"_s,
            .operation = Operation::Create,
            .formId = u"createAsyncToken"_s,
            .connectionId = connectionId,
            .connectionName = u"Sandbox"_s,
            .environment = u"sandbox"_s,
            .token = {},
            .reason = {},
            .comment = {},
            .ticket = {},
            .correlationId = correlationId,
            .request = u"POST /async-tokens"_s,
            .awaited = AwaitedCreation{.scheme = scheme, .cardLastDigits = u"1111"_s}};
}

qint64 DeskNotifications::acceptedCreation(const QString &correlationId, Scheme scheme) const
{
    const auto opened = await(journal->open(creation(correlationId, scheme)));
    JournalOutcome accepted;
    accepted.kind = JournalOutcome::Kind::Accepted;
    accepted.httpStatus = 202;
    return opened && await(journal->close(*opened, accepted)) ? *opened : 0;
}

Notification DeskNotifications::created(const QString &correlationId, const QString &token)
{
    Notification notification{.kind = Notification::Kind::CreationSucceeded,
                              .correlationId = correlationId,
                              .merchantId = u"merchant-1"_s,
                              .token = {}};
    notification.token.id = {token};
    notification.token.cardLastDigits = u"1111"_s;
    return notification;
}

Notification DeskNotifications::declined(const QString &correlationId)
{
    return {.kind = Notification::Kind::CreationFailed,
            .correlationId = correlationId,
            .merchantId = u"merchant-1"_s,
            .token = {},
            .errorCode = u"ISSUER_DECLINED"_s,
            .errorDetails = u"Says the issuer"_s,
            .schemeCorrelationId = {}};
}

Notification DeskNotifications::updated(const QString &token, const QString &state, const QDateTime &at)
{
    Notification notification{.kind = Notification::Kind::TokenUpdated,
                              .correlationId = u"update"_s,
                              .merchantId = u"merchant-1"_s,
                              .token = {}};
    notification.token.id = {token};
    notification.token.stateWord = state;
    notification.token.state = state == "ACTIVE"_L1 ? TokenState::Active : TokenState::Suspended;
    notification.token.updatedAt = at;
    return notification;
}

NotificationResult DeskNotifications::take(const Notification &notification, const QString &origin) const
{
    return await(inbox->take(connectionId, notification, origin)).value_or(NotificationResult{});
}

QList<JournalEntry> DeskNotifications::openItems() const
{
    return await(journal->openItems()).value_or(QList<JournalEntry>());
}

JournalEntry DeskNotifications::entry(qint64 id) const
{
    const auto found = await(journal->query({}, id + 1, 1));
    return found && !found->isEmpty() ? found->first() : JournalEntry();
}

std::optional<TokenReading> DeskNotifications::reading(const QString &token) const
{
    const auto known = await(workspace->tokens(connectionId)).value_or(QList<TokenReading>());
    for (const TokenReading &reading : known) {
        if (reading.token.id.value == token)
            return reading;
    }
    return std::nullopt;
}

QString DeskNotifications::ask(const QString &sql) const
{
    return await(database->run([sql](QSqlDatabase &connection) -> Result<QString> {
               const Result<QVariant> value = firstValue(connection, sql);
               return value ? Result<QString>(value->toString()) : Failure(value.error());
           }))
        .value_or(u"error"_s);
}

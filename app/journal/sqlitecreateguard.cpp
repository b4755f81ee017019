// SPDX-License-Identifier: Apache-2.0
#include "app/journal/sqlitecreateguard.h"

#include "app/core/keyedhash.h"
#include "app/storage/sql.h"

#include <QtEndian>

using namespace Qt::StringLiterals;

SqliteCreateGuard::SqliteCreateGuard(std::shared_ptr<Database> database, std::shared_ptr<const Clock> clock,
                                     Pending<Key> key)
    : m_database(std::move(database)), m_clock(std::move(clock)), m_key(std::move(key))
{
}

QByteArray SqliteCreateGuard::fingerprint(const QString &connectionId, const SecretBytes &cardNumber) const
{
    if (cardNumber.isEmpty() || !m_key.isFinished())
        return {};
    const Result<Key> key = outcomeOf<Key>(m_key);
    if (!key || !*key)
        return {};
    const QByteArray connection = connectionId.toUtf8();
    const qint64 length = qToBigEndian(qint64(connection.size()));
    const QByteArray before =
        "tokendesk create guard 1" + QByteArray(reinterpret_cast<const char *>(&length), sizeof length) + connection;
    return keyedHash(**key, before, cardNumber);
}

Pending<std::optional<RecentCreate>> SqliteCreateGuard::recent(const QByteArray &fingerprint)
{
    using Found = std::optional<RecentCreate>;
    if (fingerprint.isEmpty())
        return settled<Found>(Found());
    return m_database->run([fingerprint, clock = m_clock](QSqlDatabase &connection) -> Result<Found> {
        const qint64 since = clock->nowUtc().addMSecs(-std::chrono::milliseconds(memory).count()).toMSecsSinceEpoch();
        auto row = executed(connection,
                            u"SELECT created_at, user, outcome, token FROM recent_create WHERE fingerprint = ? AND "
                            "created_at > ? ORDER BY created_at DESC, id DESC LIMIT 1"_s,
                            {fingerprint, since});
        if (!row)
            return Failure(row.error());
        if (!row->next())
            return Found();
        return RecentCreate{.createdAt = QDateTime::fromMSecsSinceEpoch(row->value(0).toLongLong(), Qt::UTC),
                            .operatorId = row->value(1).toString(),
                            .outcome = row->value(2).toString(),
                            .token = {row->value(3).toString()}};
    });
}

Pending<Done> SqliteCreateGuard::remember(const QByteArray &fingerprint, const RecentCreate &create)
{
    if (fingerprint.isEmpty())
        return settled<Done>(Done{});
    return m_database->run([fingerprint, create, clock = m_clock](QSqlDatabase &connection) {
        return inTransaction(connection, [&]() -> Result<Done> {
            const QDateTime now = clock->nowUtc();
            const qint64 since = now.addMSecs(-std::chrono::milliseconds(memory).count()).toMSecsSinceEpoch();
            if (const auto old = executed(connection, u"DELETE FROM recent_create WHERE created_at <= ?"_s, {since});
                !old)
                return Failure(old.error());
            const auto text = [](const QString &value) { return value.isNull() ? u""_s : value; };
            const auto added = executed(connection,
                                        u"INSERT INTO recent_create (fingerprint, created_at, user, outcome, token) "
                                        "VALUES (?, ?, ?, ?, ?)"_s,
                                        {fingerprint, now.toMSecsSinceEpoch(), text(create.operatorId),
                                         text(create.outcome), text(create.token.value)});
            return added ? Result<Done>(Done{}) : Failure(added.error());
        });
    });
}

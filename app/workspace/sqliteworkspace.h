// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/workspace.h"
#include "app/storage/database.h"

#include <memory>

//! The workspace in the desk's database: one row per token and connection, its last reading as JSON. Readings may
//! arrive out of order: an older one never replaces a newer one.
class SqliteWorkspace final : public Workspace
{
public:
    explicit SqliteWorkspace(std::shared_ptr<Database> database);

    [[nodiscard]] Pending<Done> remember(const QString &connectionId, const TokenReading &reading) override;
    [[nodiscard]] Pending<Done> rememberGone(const QString &connectionId, const TokenId &token, TokenState state,
                                             const QString &stateWord, const QDateTime &when,
                                             const QString &correlationId) override;
    [[nodiscard]] Pending<QList<TokenReading>> tokens(const QString &connectionId) override;
    //! Case does not matter; '%' and '_' mean themselves. An empty text finds nothing.
    [[nodiscard]] Pending<QList<TokenReading>> search(const QString &connectionId, const QString &text,
                                                      int limit) override;
    [[nodiscard]] Pending<Done> forget(const QString &connectionId, const TokenId &token) override;

private:
    std::shared_ptr<Database> m_database;
};

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/workspace.h"
#include "app/storage/database.h"

#include <memory>

//! The workspace in the desk's database: one row per token and connection, its last reading as JSON, and rows for what
//! changed and for what was written beside it. Readings may arrive out of order: an older one never replaces a newer
//! one.
class SqliteWorkspace final : public Workspace
{
public:
    explicit SqliteWorkspace(std::shared_ptr<Database> database);

    [[nodiscard]] Pending<Done> remember(const QString &connectionId, const TokenReading &reading,
                                         const QString &operatorId) override;
    [[nodiscard]] Pending<Done> rememberGone(const QString &connectionId, const TokenId &token, TokenState state,
                                             const QString &stateWord, const QDateTime &when,
                                             const QString &correlationId, const QString &operatorId) override;
    [[nodiscard]] Pending<QList<TokenReading>> tokens(const QString &connectionId) override;
    //! How far it reaches among very many tokens: tokensearch.h. '%' and '_' mean themselves. An empty text finds
    //! nothing.
    [[nodiscard]] Pending<QList<FoundToken>> search(const QString &connectionId, const QString &text,
                                                    int limit) override;
    [[nodiscard]] Pending<QList<ObservedChange>> changes(const QString &connectionId, const TokenId &token) override;
    [[nodiscard]] Pending<Annotations> annotations(const QString &connectionId, const TokenId &token) override;
    [[nodiscard]] Pending<Annotations> annotate(const QString &connectionId, const TokenId &token,
                                                const AnnotationEdit &edit, const QString &operatorId,
                                                const QDateTime &when) override;
    [[nodiscard]] Pending<QList<TagUse>> tags(const QString &connectionId) override;
    [[nodiscard]] Pending<QList<TokenId>> taggedWith(const QString &connectionId, const QString &tag) override;
    [[nodiscard]] Pending<Done> forget(const QString &connectionId, const TokenId &token) override;

private:
    std::shared_ptr<Database> m_database;
};

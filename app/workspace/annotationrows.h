// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"
#include "app/domain/annotations.h"

#include <QList>
#include <QSqlDatabase>

//! Which kinds of row there are.
inline constexpr QLatin1StringView tagKind{"tag"};
inline constexpr QLatin1StringView noteKind{"note"};
inline constexpr QLatin1StringView ticketKind{"ticket"};

//! The edit as it will be stored. InvalidInput for one that may not be stored.
[[nodiscard]] Result<AnnotationEdit> acceptedEdit(const AnnotationEdit &edit);

[[nodiscard]] Result<Annotations> annotationsOf(QSqlDatabase &connection, const QString &connectionId,
                                                const TokenId &token);
//! Carries out an accepted edit. Within the caller's write transaction.
[[nodiscard]] Result<Done> editAnnotations(QSqlDatabase &connection, const QString &connectionId, const TokenId &token,
                                           const AnnotationEdit &edit, const Annotation &signature);
[[nodiscard]] Result<QList<TagUse>> tagsIn(QSqlDatabase &connection, const QString &connectionId);
[[nodiscard]] Result<QList<TokenId>> tokensTagged(QSqlDatabase &connection, const QString &connectionId,
                                                  const QString &tag);

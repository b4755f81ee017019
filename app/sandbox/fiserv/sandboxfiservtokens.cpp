// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/fiserv/sandboxfiservtokens.h"

#include "app/storage/sql.h"

using namespace Qt::StringLiterals;

namespace {
QVariantList rowOf(const SandboxFiservToken &token)
{
    // Qt binds a null string as NULL, which the table refuses.
    const auto notNullText = [](const QString &text) { return text.isNull() ? u""_s : text; };
    return {token.value,
            token.isReusable ? 1 : 0,
            token.declinesDuplicates ? 1 : 0,
            token.isVerified ? 1 : 0,
            notNullText(token.brand),
            notNullText(token.maskedNumber),
            notNullText(token.month),
            notNullText(token.year)};
}

const QString replacement =
    u"INSERT OR REPLACE INTO fiserv_token (value, reusable, decline_duplicates, verified, brand, "
    "masked_number, month, year, deleted) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)"_s;

Result<Done> doneBy(const Result<QSqlQuery> &query)
{
    return query ? Result<Done>(Done{}) : Failure(query.error());
}
} // namespace

Result<std::optional<SandboxFiservToken>> SandboxFiservTokens::find(const QString &value)
{
    Result<QSqlQuery> query =
        executed(m_connection,
                 u"SELECT value, reusable, decline_duplicates, verified, brand, masked_number, month, "
                 "year FROM fiserv_token WHERE value = ? AND deleted = 0"_s,
                 {value});
    if (!query)
        return Failure(query.error());
    if (!query->next())
        return std::nullopt;
    return SandboxFiservToken{.value = query->value(0).toString(),
                              .isReusable = query->value(1).toInt() != 0,
                              .declinesDuplicates = query->value(2).toInt() != 0,
                              .isVerified = query->value(3).toInt() != 0,
                              .brand = query->value(4).toString(),
                              .maskedNumber = query->value(5).toString(),
                              .month = query->value(6).toString(),
                              .year = query->value(7).toString()};
}

Result<Done> SandboxFiservTokens::insert(const SandboxFiservToken &token)
{
    return replace(token);
}

Result<Done> SandboxFiservTokens::insertIfMissing(const SandboxFiservToken &token)
{
    const QString insertion = u"INSERT OR IGNORE"_s + replacement.mid(u"INSERT OR REPLACE"_s.size());
    return doneBy(executed(m_connection, insertion, rowOf(token)));
}

Result<Done> SandboxFiservTokens::replace(const SandboxFiservToken &token)
{
    return doneBy(executed(m_connection, replacement, rowOf(token)));
}

Result<Done> SandboxFiservTokens::remove(const QString &value)
{
    return doneBy(executed(m_connection, u"UPDATE fiserv_token SET deleted = 1 WHERE value = ?"_s, {value}));
}

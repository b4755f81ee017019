// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"

#include <QSqlDatabase>
#include <QString>

#include <optional>

//! A token as the sandbox keeps it: no card number, not even of a test card.
struct SandboxFiservToken {
    QString value;
    bool isReusable = true;
    bool declinesDuplicates = false;
    bool isVerified = false;
    QString brand;
    QString maskedNumber; //!< first six and last four digits
    QString month;        //!< two digits, as the year; both empty when none was given
    QString year;

    [[nodiscard]] QString lastDigits() const { return maskedNumber.right(4); }
};

//! The tokens of the Fiserv API, in the sandbox's database.
class SandboxFiservTokens
{
public:
    explicit SandboxFiservTokens(const QSqlDatabase &connection) : m_connection(connection) {}

    [[nodiscard]] Result<std::optional<SandboxFiservToken>> find(const QString &value);
    [[nodiscard]] Result<Done> insert(const SandboxFiservToken &token);
    //! Does nothing when there is, or was, a token with this value.
    [[nodiscard]] Result<Done> insertIfMissing(const SandboxFiservToken &token);
    [[nodiscard]] Result<Done> replace(const SandboxFiservToken &token);
    //! The value is free again afterwards, but not for `insertIfMissing`.
    [[nodiscard]] Result<Done> remove(const QString &value);

private:
    QSqlDatabase m_connection;
};

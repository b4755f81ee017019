// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/token.h"

#include <QList>

//! Made-up tokens for tests of windows.
namespace Samples {
inline TokenReading reading(const QString &id, TokenState state = TokenState::Active, Scheme scheme = Scheme::Visa,
                            const QString &lastDigits = QStringLiteral("1111"), const QString &expiry = QStringLiteral("1231"))
{
    static const char *const words[] = {"FROZEN", "PENDING", "ACTIVE", "SUSPENDED", "DELETED"};
    Token token;
    token.id = {id};
    token.state = state;
    token.stateWord = QString::fromLatin1(words[static_cast<int>(state)]);
    token.scheme = scheme;
    token.schemeWord = schemeName(scheme).toUpper();
    token.cardLastDigits = lastDigits;
    token.cardExpiry = expiry;
    token.issuerName = QStringLiteral("Harbour Bank");
    token.productName = QStringLiteral("Harbour Classic");
    token.par = QStringLiteral("V0010013022298169667504231315");
    token.createdAt = QDateTime(QDate(2025, 10, 13), QTime(19, 51, 49), Qt::UTC);
    token.updatedAt = QDateTime(QDate(2025, 11, 2), QTime(14, 20), Qt::UTC);
    const auto field = [](const char *group, const char *key, const char *label, const QString &value, bool isIdentifier) {
        return TokenField{QString::fromLatin1(group), QString::fromLatin1(key), QString::fromLatin1(label), value, isIdentifier};
    };
    token.fields = {
        field("Token", "tokenId", "Token id", id, true),
        field("Token", "tokenState", "State", token.stateWord, false),
        field("Token", "tokenLastDigits", "Last digits", QStringLiteral("8842"), false),
        field("Token", "par", "Payment account reference", token.par, true),
        field("Card", "cardBin", "BIN", QStringLiteral("411111"), false),
        field("Card", "cardLastDigits", "Last digits", lastDigits, false),
        field("Card", "cardExpiryDate", "Expiry", displayExpiry(expiry), false),
        field("Product", "cardProduct.issuerName", "Issuer", token.issuerName, false),
        field("Product", "cardProduct.cardDescription", "Description", token.productName, false),
        field("Devices", "deviceBindings.1", "Bound device 1", QStringLiteral("4c36f2f9-8c1b-4b0c-9a55-1f3f7a6f2d10"), true),
        field("Dates", "creationTimestamp", "Created", QStringLiteral("2025-10-13 19:51:49 UTC"), false),
    };
    return {token, QDateTime(QDate(2026, 2, 11), QTime(9, 8), Qt::UTC), QStringLiteral("5a1c2f0e-7d3b-4c55-9a66-0123456789ab")};
}

//! `count` tokens of mixed schemes and states, most recently read first.
inline QList<TokenReading> many(int count)
{
    QList<TokenReading> readings;
    readings.reserve(count);
    for (int i = 0; i < count; ++i) {
        TokenReading made = reading(QStringLiteral("tk_%1").arg(i * 7919LL % 1000003, 10, 16, QLatin1Char('0')),
                                    static_cast<TokenState>(i % 5), static_cast<Scheme>(i % 10),
                                    QStringLiteral("%1").arg(i % 10000, 4, 10, QLatin1Char('0')));
        made.token.par = QStringLiteral("V%1").arg(i, 28, 10, QLatin1Char('0'));
        made.readAt = made.readAt.addSecs(-i);
        readings.append(made);
    }
    return readings;
}

//! Strings that must stay what they are: plain, and visible to the last character.
inline QString hostile()
{
    return QStringLiteral("<b>x</b><img src=\"file:///etc/hostname\">&amp;\u202Egnp\u200B\u0007");
}
inline QString hostileAsShown()
{
    return QStringLiteral("<b>x</b><img src=\"file:///etc/hostname\">&amp;\\u202egnp\\u200b\\u0007");
}
} // namespace Samples

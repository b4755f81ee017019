// SPDX-License-Identifier: Apache-2.0
#include "app/providers/cybersource/tokenkind.h"

#include "app/domain/cardnumber.h"
#include "app/providers/cybersource/text.h"

#include <QRegularExpression>

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace cybersource {
namespace {
constexpr auto prefixes = std::to_array<std::pair<TokenKind, QLatin1StringView>>({
    {TokenKind::TokenizedCard, "tokenized-cards/"_L1},
    {TokenKind::Customer, "customers/"_L1},
    {TokenKind::PaymentInstrument, "payment-instruments/"_L1},
    {TokenKind::ShippingAddress, "shipping-addresses/"_L1},
});

bool isHexId(const QString &id)
{
    static const QRegularExpression hex(QRegularExpression::anchoredPattern(u"[0-9A-Fa-f]{32}"_s));
    return hex.match(id).hasMatch();
}

bool isNumericId(const QString &id)
{
    static const QRegularExpression digits(QRegularExpression::anchoredPattern(u"[0-9]{19}"_s));
    if (!digits.match(id).hasMatch())
        return false;
    const QByteArray latin = id.toLatin1();
    return schemeOf(latin) == Scheme::Unknown || !passesLuhn(latin);
}
} // namespace

bool isApiId(const QString &id)
{
    return isHexId(id) || isNumericId(id);
}

std::optional<NamedToken> namedToken(const TokenId &token)
{
    for (const auto &[kind, prefix] : prefixes) {
        if (!token.value.startsWith(prefix))
            continue;
        const QString id = token.value.sliced(prefix.size());
        return isHexId(id) ? std::optional(NamedToken{.kind = kind, .id = id}) : std::nullopt;
    }
    if (!isApiId(token.value))
        return std::nullopt;
    return NamedToken{.kind = TokenKind::InstrumentIdentifier, .id = token.value, .isCertain = !isHexId(token.value)};
}

TokenId tokenId(TokenKind kind, const QString &id)
{
    for (const auto &[known, prefix] : prefixes) {
        if (known == kind)
            return {prefix + id};
    }
    return {id};
}

QString kindName(TokenKind kind)
{
    switch (kind) {
    case TokenKind::TokenizedCard:
        return Text::tr("Network token");
    case TokenKind::Customer:
        return Text::tr("Customer");
    case TokenKind::PaymentInstrument:
        return Text::tr("Payment instrument");
    case TokenKind::ShippingAddress:
        return Text::tr("Shipping address");
    case TokenKind::InstrumentIdentifier:
        break;
    }
    return Text::tr("Instrument identifier");
}

QString lookedUpTokens()
{
    return u"[0-9]{19}|(tokenized-cards/)?[0-9A-Fa-f]{32}"_s;
}

QString tokenizedCards()
{
    return u"tokenized-cards/[0-9A-Fa-f]{32}"_s;
}

QString payingTokens()
{
    return u"[0-9]{19}|((tokenized-cards|customers|payment-instruments)/)?[0-9A-Fa-f]{32}"_s;
}

} // namespace cybersource

// SPDX-License-Identifier: Apache-2.0
#include "tests/workspace/manyreadings.h"

using namespace Qt::StringLiterals;

namespace {
QList<TokenField> typicalFields(const Token &token)
{
    QList<TokenField> fields{
        {u"Token"_s, u"tokenId"_s, u"Token id"_s, token.id.value, true},
        {u"Token"_s, u"status"_s, u"State"_s, token.stateWord, false},
        {u"Token"_s, u"paymentAccountReference"_s, u"Payment account reference"_s, token.par, true},
        {u"Card"_s, u"cardLastDigits"_s, u"Last digits"_s, token.cardLastDigits, false},
        {u"Card"_s, u"cardExpirationDate"_s, u"Expiry"_s, token.cardExpiry, false},
        {u"Issuer"_s, u"issuerName"_s, u"Issuer"_s, token.issuerName, false},
    };
    for (int i = 0; i < 16; ++i)
        fields.append(
            {u"Card art"_s, u"asset%1"_s.arg(i), u"Asset %1"_s.arg(i), u"asset-of-some-length-%1"_s.arg(i), true});
    return fields;
}
} // namespace

TokenReading typicalReading(int number)
{
    const QString digits = u"%1"_s.arg(number, 8, 10, QChar(u'0'));
    Token token;
    token.id = {u"tok_3f9a17c2b5e84d0e9b%1"_s.arg(digits)};
    token.state = number % 10 == 0 ? TokenState::Suspended : TokenState::Active;
    token.stateWord = number % 10 == 0 ? u"SUSPENDED"_s : u"ACTIVE"_s;
    token.scheme = number % 2 == 0 ? Scheme::Visa : Scheme::Mastercard;
    token.schemeWord = number % 2 == 0 ? u"VISA"_s : u"MASTERCARD"_s;
    token.cardLastDigits = digits.last(4);
    token.cardExpiry = u"1231"_s;
    token.issuerName = u"Example Bank"_s;
    token.productName = u"Example Gold"_s;
    token.par = u"V001001302013501%1"_s.arg(digits);
    token.createdAt = QDateTime(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC).addSecs(number);
    token.updatedAt = token.createdAt.addDays(1);
    token.art.foregroundColor = u"FFFFFF"_s;
    token.art.backgroundColor = u"1A2B3C"_s;
    token.art.assetIds = {{AssetRole::CompleteCard, u"asset-complete"_s}, {AssetRole::IssuerLogo, u"asset-logo"_s}};
    token.fields = typicalFields(token);
    return {token, token.updatedAt.addDays(1), u"c03f88fe-01ba-41e8-8a89-0ed5%1"_s.arg(digits)};
}

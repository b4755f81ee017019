// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/thales/sandboxthalesissuer.h"

#include "app/sandbox/sandboxrandom.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace {
constexpr int tokenYears = 3; // what Mastercard's tokens live
constexpr int pushedYears = 4;

QString mmyy(const QDate &date)
{
    return date.toString(u"MMyy"_s);
}

//! Amex shows five.
int lastDigitCount(const QString &scheme)
{
    return scheme == "AMEX"_L1 ? 5 : 4;
}

int digestNumber(const QByteArray &text)
{
    const QByteArray digest = QCryptographicHash::hash(text, QCryptographicHash::Sha256);
    return digest.left(3).toHex().toInt(nullptr, 16);
}

void addVisaIdentifier(QJsonObject &details, const QString &scheme)
{
    if (scheme == "VISA"_L1)
        details.insert("vProvisionedTokenId"_L1, QUuid::createUuid().toString(QUuid::Id128));
}

//! {"address": {"city": x}} becomes {"address.city": x}.
QJsonObject flattened(const QJsonObject &nested, const QString &prefix = {})
{
    QJsonObject flat;
    for (auto member = nested.begin(); member != nested.end(); ++member) {
        const QString name = prefix + member.key();
        if (!member->isObject()) {
            flat.insert(name, *member);
            continue;
        }
        const QJsonObject inner = flattened(member->toObject(), name + u'.');
        for (auto leaf = inner.begin(); leaf != inner.end(); ++leaf)
            flat.insert(leaf.key(), *leaf);
    }
    return flat;
}
} // namespace

QString SandboxThalesIssuer::par(const QString &scheme, QByteArrayView account) const
{
    // Keyed, because a plain digest of a card number is found by trying all of them.
    QMessageAuthenticationCode code(QCryptographicHash::Sha256, m_parKey);
    code.addData(account.data(), account.size());
    const QString digest = QString::fromLatin1(code.result().toHex().toUpper());
    return (scheme.left(1) + u"001"_s + digest).left(29);
}

QJsonObject SandboxThalesIssuer::networkToken(const SandboxThalesCard &card, const QDate &today) const
{
    const QByteArrayView number = card.number.bytes();
    const bool isVisa = card.scheme == "VISA"_L1;
    QJsonObject details{{u"cardLastDigits"_s, QString::fromLatin1(number.last(lastDigitCount(card.scheme)))},
                        {u"tokenLastDigits"_s, sandboxRandomDigits(lastDigitCount(card.scheme))},
                        {u"par"_s, par(card.scheme, number)},
                        {u"cardProduct"_s, m_catalogue.product(card.scheme, number.back() - '0')}};
    if (isVisa || card.scheme == "MASTERCARD"_L1)
        details.insert("cardBin"_L1, QString::fromLatin1(number.first(isVisa ? 6 : 8)));
    if (!card.expiry.isEmpty())
        details.insert("cardExpiryDate"_L1, card.expiry);
    details.insert("tokenExpiryDate"_L1,
                   isVisa && !card.expiry.isEmpty() ? card.expiry : mmyy(today.addYears(tokenYears)));
    addVisaIdentifier(details, card.scheme);
    return details;
}

QJsonObject SandboxThalesIssuer::pciToken(const SandboxThalesCard &card) const
{
    QJsonObject details{
        {u"cardLastDigits"_s, QString::fromLatin1(card.number.bytes().last(lastDigitCount(card.scheme)))},
        {u"cardExpiryDate"_s, card.expiry}};
    if (card.scheme != "UNKNOWN"_L1)
        details.insert("cardProduct"_L1, QJsonObject{{u"scheme"_s, card.scheme}});
    return details;
}

QJsonObject SandboxThalesIssuer::pushedToken(const QString &scheme, const QByteArray &payload, const QDate &today) const
{
    const int account = digestNumber(payload);
    QJsonObject product = m_catalogue.product(scheme, account);
    product.remove("supportMastercardTAF"_L1);
    product.remove("supportMastercardLiabilityShift"_L1);
    return {{u"cardLastDigits"_s, QString::number(account % 10'000).rightJustified(4, u'0')},
            {u"cardExpiryDate"_s, mmyy(today.addYears(pushedYears))},
            {u"tokenLastDigits"_s, sandboxRandomDigits(4)},
            {u"tokenExpiryDate"_s, mmyy(today.addYears(scheme == "VISA"_L1 ? pushedYears : tokenYears))},
            {u"par"_s, par(scheme, payload)},
            {u"cardProduct"_s, product}};
}

QJsonObject SandboxThalesIssuer::cardHolder(const QString &scheme, const QByteArray &payload) const
{
    const QJsonObject person = m_catalogue.person(digestNumber(payload));
    return scheme == "VISA"_L1 ? person : flattened(person);
}

// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/thales/sandboxthalesissuercontrols.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <functional>

using namespace Qt::StringLiterals;

namespace {
constexpr int renewedYears = 3;

struct Issuer {
    SandboxThalesTokens &tokens;
    SandboxThalesNotifications &notifications;
    const SandboxThalesCatalogue &catalogue;
    std::shared_ptr<const Clock> clock;
};

//! What a command does to the token that it names.
using Change = std::function<Result<Done>(const Issuer &, const SandboxThalesToken &, const QJsonObject &arguments)>;

Failure issuerRefusal(Error::Kind kind, const QString &detail)
{
    return Failure({.kind = kind, .detail = detail});
}

QString expiryText(const QDate &date)
{
    return date.toString(u"MMyy"_s);
}

Result<Done> setExpiry(const Issuer &issuer, const SandboxThalesToken &token, const QString &expiry)
{
    QJsonObject details = token.details;
    for (const QString &member : {u"cardExpiryDate"_s, u"tokenExpiryDate"_s}) {
        if (details.contains(member))
            details.insert(member, expiry);
    }
    return issuer.tokens.setDetails(token.id, details, issuer.clock->nowUtc());
}

Result<Done> suspend(const Issuer &issuer, const SandboxThalesToken &token, const QJsonObject &)
{
    if (token.state != "ACTIVE"_L1 && token.state != "SUSPENDED"_L1)
        return issuerRefusal(Error::Kind::Rejected, u"Only an active or a suspended token can be suspended."_s);
    return issuer.tokens.suspend(token.id, sandboxParty::issuer, issuer.clock->nowUtc());
}

Result<Done> resume(const Issuer &issuer, const SandboxThalesToken &token, const QJsonObject &)
{
    if (!token.suspendedBy.contains(sandboxParty::issuer))
        return issuerRefusal(Error::Kind::Rejected, u"The issuer does not suspend this token."_s);
    return issuer.tokens.resume(token.id, sandboxParty::issuer, issuer.clock->nowUtc());
}

Result<Done> expire(const Issuer &issuer, const SandboxThalesToken &token, const QJsonObject &)
{
    const QDate lastMonth = issuer.clock->nowUtc().date().addMonths(-1);
    if (const Result<Done> expired = setExpiry(issuer, token, expiryText(lastMonth)); !expired)
        return expired;
    return issuer.tokens.markDeleted(token.id, issuer.clock->nowUtc());
}

Result<Done> renew(const Issuer &issuer, const SandboxThalesToken &token, const QJsonObject &arguments)
{
    static const QRegularExpression form(QRegularExpression::anchoredPattern(u"(0[1-9]|1[0-2])[0-9]{2}"_s));
    const QString renewed = expiryText(issuer.clock->nowUtc().date().addYears(renewedYears));
    const QString expiry = arguments.value("expiry"_L1).toString(renewed);
    if (!form.match(expiry).hasMatch())
        return issuerRefusal(Error::Kind::InvalidInput, u"expiry must be MMYY."_s);
    return setExpiry(issuer, token, expiry);
}

Result<Done> redraw(const Issuer &issuer, const SandboxThalesToken &token, const QJsonObject &)
{
    QJsonObject details = token.details;
    const QJsonObject present = details.value("cardProduct"_L1).toObject();
    const QString scheme = present.value("scheme"_L1).toString();
    const int count = issuer.catalogue.productCount(scheme);
    int choice = 0;
    for (int i = 0; i < count; ++i) {
        if (issuer.catalogue.product(scheme, i) == present)
            choice = i + 1;
    }
    const QJsonObject next = issuer.catalogue.product(scheme, choice);
    if (count == 0 || next == present)
        return issuerRefusal(Error::Kind::Rejected, u"There is no other product of this scheme."_s);
    details.insert("cardProduct"_L1, next);
    return issuer.tokens.setDetails(token.id, details, issuer.clock->nowUtc());
}

Result<Done> destroy(const Issuer &issuer, const SandboxThalesToken &token, const QJsonObject &)
{
    return issuer.tokens.markDeleted(token.id, issuer.clock->nowUtc());
}

Result<std::optional<SandboxThalesToken>> tokenNamed(const Issuer &issuer, const QJsonObject &arguments)
{
    return issuer.tokens.find(arguments.value("tokenId"_L1).toString(), issuer.clock->nowUtc());
}

//! The token as it is now, which the merchant is told too.
Result<QJsonObject> announce(const Issuer &issuer, const QJsonObject &arguments)
{
    const Result<std::optional<SandboxThalesToken>> token = tokenNamed(issuer, arguments);
    if (!token || !*token)
        return issuerRefusal(Error::Kind::Storage, u"The token cannot be read."_s);
    if (const Result<Done> owed = issuer.notifications.oweUpdate(**token, issuer.clock->nowUtc()); !owed)
        return Failure(owed.error());
    return QJsonObject{{u"tokenId"_s, (*token)->id},
                       {u"tokenState"_s, (*token)->state},
                       {u"suspendedBy"_s, QJsonArray::fromStringList((*token)->suspendedBy)}};
}

Result<QJsonObject> carryOut(const Issuer &issuer, const Change &change, bool isForPci, const QJsonObject &arguments)
{
    const Result<std::optional<SandboxThalesToken>> token = tokenNamed(issuer, arguments);
    if (!token)
        return Failure(token.error());
    if (!*token)
        return issuerRefusal(Error::Kind::NotFound, u"There is no such token."_s);
    if ((*token)->state == "DELETED"_L1)
        return issuerRefusal(Error::Kind::Rejected, u"The token is deleted."_s);
    if ((*token)->isPci && !isForPci)
        return issuerRefusal(Error::Kind::Rejected, u"A PCI token has no issuer behind it."_s);
    const Result<Done> changed = change(issuer, **token, arguments);
    return changed ? announce(issuer, arguments) : Failure(changed.error());
}
} // namespace

void addSandboxThalesIssuerControls(SandboxControl &control, SandboxThalesTokens &tokens,
                                    SandboxThalesNotifications &notifications, const SandboxThalesCatalogue &catalogue, std::shared_ptr<const Clock> clock)
{
    const Issuer issuer{tokens, notifications, catalogue, std::move(clock)};
    const auto add = [&](const QString &name, const QString &help, const Change &change, bool isForPci = false) {
        control.add({name, help + u" Arguments: tokenId."_s, [issuer, change, isForPci](const QJsonObject &arguments) {
                         return carryOut(issuer, change, isForPci, arguments);
                     }});
    };
    add(u"issuer-suspend"_s, u"The issuer suspends a token."_s, suspend);
    add(u"issuer-resume"_s, u"The issuer lifts its own suspension."_s, resume);
    add(u"expire"_s, u"The card expired last month and was not renewed: the token is deleted."_s, expire);
    add(u"new-expiry"_s, u"The card is renewed, to expiry (MMYY) or for three years."_s, renew, true);
    add(u"new-card-art"_s, u"The card becomes the next product of its scheme."_s, redraw);
    add(u"issuer-delete"_s, u"The card is destroyed: the token is deleted."_s, destroy, true);
}

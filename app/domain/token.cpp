// SPDX-License-Identifier: Apache-2.0
#include "app/domain/token.h"

#include <algorithm>

using namespace Qt::StringLiterals;

QString schemeName(Scheme scheme)
{
    switch (scheme) {
    case Scheme::Visa:
        return u"Visa"_s;
    case Scheme::Mastercard:
        return u"Mastercard"_s;
    case Scheme::Amex:
        return u"American Express"_s;
    case Scheme::Discover:
        return u"Discover"_s;
    case Scheme::Elo:
        return u"Elo"_s;
    case Scheme::Jcb:
        return u"JCB"_s;
    case Scheme::Diners:
        return u"Diners Club"_s;
    case Scheme::UnionPay:
        return u"UnionPay"_s;
    case Scheme::Maestro:
        return u"Maestro"_s;
    case Scheme::Unknown:
        break;
    }
    return u"Card"_s;
}

Scheme schemeFromWord(QStringView word)
{
    static const QHash<QString, Scheme> schemes{
        {u"VISA"_s, Scheme::Visa},
        {u"MASTERCARD"_s, Scheme::Mastercard},
        {u"MC"_s, Scheme::Mastercard},
        {u"AMEX"_s, Scheme::Amex},
        {u"AMERICANEXPRESS"_s, Scheme::Amex},
        {u"DISCOVER"_s, Scheme::Discover},
        {u"ELO"_s, Scheme::Elo},
        {u"JCB"_s, Scheme::Jcb},
        {u"DINERS"_s, Scheme::Diners},
        {u"DINERSCLUB"_s, Scheme::Diners},
        {u"UNIONPAY"_s, Scheme::UnionPay},
        {u"CUP"_s, Scheme::UnionPay},
        {u"CHINAUNIONPAY"_s, Scheme::UnionPay},
        {u"MAESTRO"_s, Scheme::Maestro},
    };
    QString bare = word.toString().toUpper();
    bare.removeIf([](QChar c) { return c.isSpace() || c == u'_' || c == u'-'; });
    return schemes.value(bare, Scheme::Unknown);
}

QString displayExpiry(const QString &mmyy)
{
    const auto isDigit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    if (mmyy.size() != 4 || !std::all_of(mmyy.begin(), mmyy.end(), isDigit))
        return mmyy;
    const int month = QStringView(mmyy).first(2).toInt();
    return month >= 1 && month <= 12 ? mmyy.first(2) + u'/' + mmyy.last(2) : mmyy;
}

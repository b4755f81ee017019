// SPDX-License-Identifier: Apache-2.0
#include "app/domain/tokenaction.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

bool TokenAction::isFor(const TokenId &token) const
{
    if (place != Place::Token || token.isEmpty())
        return false;
    return tokens.isEmpty() ||
           QRegularExpression(QRegularExpression::anchoredPattern(tokens)).match(token.value).hasMatch();
}

QString toWord(AnswerPart::Kind kind)
{
    switch (kind) {
    case AnswerPart::Kind::Succeeded:
        return u"succeeded"_s;
    case AnswerPart::Kind::Refused:
        return u"refused"_s;
    case AnswerPart::Kind::Pending:
        return u"pending"_s;
    case AnswerPart::Kind::Unknown:
        break;
    }
    return u"unknown"_s;
}

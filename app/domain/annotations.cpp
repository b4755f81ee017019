// SPDX-License-Identifier: Apache-2.0
#include "app/domain/annotations.h"

#include "app/core/redact.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace {
bool isRemoval(AnnotationEdit::Kind kind)
{
    return kind == AnnotationEdit::Kind::RemoveTag || kind == AnnotationEdit::Kind::RemoveTicket;
}

bool holdsCardNumber(const QString &text)
{
    return redacted(text) != text;
}

bool holdsEmailAddress(const QString &text)
{
    static const QRegularExpression address(uR"([^\s@<>()]+@[^\s@<>()]+\.[^\s@<>().,;]+)"_s);
    return address.match(text).hasMatch();
}
} // namespace

qsizetype longestText(AnnotationEdit::Kind kind)
{
    switch (kind) {
    case AnnotationEdit::Kind::AddTag:
    case AnnotationEdit::Kind::RemoveTag:
        return AnnotationLimits::tagLength;
    case AnnotationEdit::Kind::AddTicket:
    case AnnotationEdit::Kind::RemoveTicket:
        return AnnotationLimits::ticketLength;
    case AnnotationEdit::Kind::SetNote:
        break;
    }
    return AnnotationLimits::noteLength;
}

AnnotationEdit tidied(const AnnotationEdit &edit)
{
    return {edit.kind, edit.kind == AnnotationEdit::Kind::SetNote ? edit.text.trimmed() : edit.text.simplified()};
}

std::optional<AnnotationFault> faultOf(const AnnotationEdit &edit)
{
    const QString text = tidied(edit).text;
    if (text.isEmpty() && edit.kind != AnnotationEdit::Kind::SetNote)
        return AnnotationFault::Empty;
    if (isRemoval(edit.kind))
        return std::nullopt;
    if (text.size() > longestText(edit.kind))
        return AnnotationFault::TooLong;
    const QString folded = foldedAnnotation(text); // digits and signs of other widths become ordinary ones
    if (holdsCardNumber(text) || holdsCardNumber(folded))
        return AnnotationFault::MayHoldCardNumber;
    if (holdsEmailAddress(text) || holdsEmailAddress(folded))
        return AnnotationFault::MayHoldEmailAddress;
    return std::nullopt;
}

QString foldedAnnotation(const QString &text)
{
    return text.simplified().normalized(QString::NormalizationForm_KC).toCaseFolded();
}

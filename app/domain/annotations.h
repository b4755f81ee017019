// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/token.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

//! Something that an agent wrote beside a token, and who wrote it when. Never card data.
struct Annotation {
    QString text;
    QString operatorId;
    QDateTime at; //!< UTC
    friend bool operator==(const Annotation &, const Annotation &) = default;
};

//! All that was written beside one token.
struct Annotations {
    QList<Annotation> tags;    //!< in alphabetical order
    Annotation note;           //!< its text is empty when there is none
    QList<Annotation> tickets; //!< oldest first
    friend bool operator==(const Annotations &, const Annotations &) = default;
};

//! One edit of what stands beside a token. Adding what is there and removing what is not change nothing.
struct AnnotationEdit {
    enum class Kind { AddTag, RemoveTag, SetNote, AddTicket, RemoveTicket };
    Kind kind = Kind::AddTag;
    QString text; //!< SetNote: empty removes the note
};

//! What an edit may write. Tags and tickets are one line; case does not make two of them differ.
struct AnnotationLimits {
    static constexpr qsizetype tagLength = 40;
    static constexpr qsizetype tags = 20;
    static constexpr qsizetype noteLength = 2000;
    static constexpr qsizetype ticketLength = 64;
    static constexpr qsizetype tickets = 20;
};

//! Why an edit may not be made. That one is too many is for the place to say where the others are.
enum class AnnotationFault { Empty, TooLong, MayHoldCardNumber, MayHoldEmailAddress };

//! How long the text of such an edit may be.
[[nodiscard]] qsizetype longestText(AnnotationEdit::Kind kind);
//! The edit with its text as it is stored: in one line, or a note without the blanks around it.
[[nodiscard]] AnnotationEdit tidied(const AnnotationEdit &edit);
//! Looks at the edit as it is stored. A removal is at fault only when it names nothing.
[[nodiscard]] std::optional<AnnotationFault> faultOf(const AnnotationEdit &edit);
//! The text as those that differ in case, spacing or width of letters alone have it in common.
[[nodiscard]] QString foldedAnnotation(const QString &text);

//! A tag, and how many tokens of the connection bear it.
struct TagUse {
    QString tag;
    qsizetype tokens = 0;
    friend bool operator==(const TagUse &, const TagUse &) = default;
};

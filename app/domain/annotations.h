// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/token.h"

#include <QDateTime>
#include <QList>
#include <QString>

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

//! A tag, and how many tokens of the connection bear it.
struct TagUse {
    QString tag;
    qsizetype tokens = 0;
    friend bool operator==(const TagUse &, const TagUse &) = default;
};

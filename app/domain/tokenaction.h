// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/form.h"
#include "app/domain/operation.h"
#include "app/domain/token.h"

#include <QMap>
#include <QString>

#include <optional>

//! Something that an API offers beside the operations that every API has: a form of its own, and what it is to the
//! journal.
struct TokenAction {
    enum class Place {
        Token, //!< on a token that somebody has looked up
        Answer //!< only where the answer to a create offers it (OfferedAction)
    };
    Form form; //!< its id is the action's
    Operation operation = Operation::Update;
    Place place = Place::Token;
    QString tokens = {}; //!< on a token: regular expression of the ids that it is for, the whole id; empty: all

    [[nodiscard]] bool isFor(const TokenId &token) const;
};

//! An action that an answer offers: it may be taken up now, and perhaps never again.
struct OfferedAction {
    QString action;                     //!< id of the TokenAction
    QString label;                      //!< for people: "Reverse the authorisation of 102.21 USD"
    QString link;                       //!< where it goes, for the provider alone; may be shown
    QMap<QString, QString> values = {}; //!< what its form begins with, in place of the fields' initial values
    friend bool operator==(const OfferedAction &, const OfferedAction &) = default;
};

//! What an action is done to.
struct ActionTarget {
    QString action;    //!< id of the TokenAction
    TokenId token;     //!< Place::Token; with Place::Answer the token that the answer was about, may be empty
    QString link = {}; //!< Place::Answer: as it was offered
};

//! How one of several things ended that a mutation did at once, such as a payment and the token made with it.
struct AnswerPart {
    enum class Kind { Succeeded, Refused, Pending, Unknown };
    QString label; //!< "Payment"
    QString word;  //!< the server's own, such as "AUTHORIZED"
    Kind kind = Kind::Unknown;
    QString meaning = {};   //!< a sentence or two: what it means, what to do
    QString reference = {}; //!< by which the service knows it, such as a payment's path; empty when there is none
    friend bool operator==(const AnswerPart &, const AnswerPart &) = default;
};

//! Stable words: "succeeded", "refused", "pending", "unknown".
[[nodiscard]] QString toWord(AnswerPart::Kind kind);

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/tokenprovider.h"

#include <QWidget>

//! How each of the things ended that one request did: a payment apart from the token made with it. What it is, our word
//! for how it ended as a chip, the server's own word, and what that means.
class AnswerPartsView : public QWidget
{
    Q_OBJECT
public:
    explicit AnswerPartsView(const QList<AnswerPart> &parts, QWidget *parent = nullptr);
};

//! All of it in one line: "Not everything went through". Empty for no parts.
[[nodiscard]] QString summaryOf(const QList<AnswerPart> &parts);

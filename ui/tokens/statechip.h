// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/journal.h"
#include "app/domain/token.h"
#include "app/domain/tokenaction.h"

#include <QLabel>

//! A state or an outcome as a chip: symbol and word. A label, so that assistive technology reads the word.
class StateChip : public QLabel
{
    Q_OBJECT
public:
    explicit StateChip(QWidget *parent = nullptr);
    void setState(TokenState state, const QString &stateWord);
    //! How an operation ended, in the looks of the state that means the same.
    void setOutcome(JournalOutcome::Kind outcome);
    //! Of an operation on several tokens, of which some were refused.
    void setPartialOutcome(const QString &words);
    //! The same for one of several things that one request did.
    void setPart(AnswerPart::Kind kind);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void setLook(TokenState look, const QString &words, const QString &spoken);

    TokenState m_look = TokenState::Unknown;
};

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/token.h"

#include <QWidget>

class QPushButton;

//! What belongs to a token and has a life of its own: its state as a second chip, labelled, and the tokens that the
//! answer named, which are looked up only when somebody follows the link. Takes no room when there is none.
class RelatedView : public QWidget
{
    Q_OBJECT
public:
    explicit RelatedView(QWidget *parent = nullptr);

    void setToken(const Token &token);

Q_SIGNALS:
    void followed(const TokenId &token);

private:
    [[nodiscard]] QWidget *stateRow(const OtherState &state, const RelatedToken *its);
    [[nodiscard]] QWidget *linkRow(const QList<RelatedToken> &links);
    [[nodiscard]] QPushButton *linkTo(const RelatedToken &related, const QString &text);

    QWidget *m_rows = nullptr;
    int m_links = 0; //!< buttons that are there
    QList<OtherState> m_states;
    QList<RelatedToken> m_related;
};

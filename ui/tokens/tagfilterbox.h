// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/operations/desk.h"

#include <QComboBox>

class TokenFilter;

//! Narrows the table to the tokens that bear a tag. Offers the tags in use, with how many tokens bear each; disabled
//! while there are none.
class TagFilterBox : public QComboBox
{
    Q_OBJECT
public:
    TagFilterBox(TokenFilter &tokens, QWidget *parent);

    void setSession(std::shared_ptr<const Session> session);
    //! Tags may have been added or removed. What the table shows stays until the next choice.
    void reload();

private:
    void offer(const QList<TagUse> &uses);
    void apply();

    TokenFilter &m_tokens;
    std::shared_ptr<const Session> m_session;
};

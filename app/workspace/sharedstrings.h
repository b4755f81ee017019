// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/token.h"

#include <QSet>

//! Lets the readings of a long list share the texts that they have in common: labels, groups, issuers, products. Of
//! 100,000 readings as a token service returns them that leaves well under half of the memory.
class SharedStrings
{
public:
    void shareIn(Token &token);

private:
    void share(QString &text);

    QSet<QString> m_known;
};

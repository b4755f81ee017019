// SPDX-License-Identifier: Apache-2.0
#include "app/workspace/sharedstrings.h"

void SharedStrings::shareIn(Token &token)
{
    for (QString *text : {&token.id.value, &token.stateWord, &token.schemeWord, &token.cardLastDigits,
                          &token.cardExpiry, &token.issuerName, &token.productName, &token.par})
        share(*text);
    for (TokenField &field : token.fields) {
        for (QString *text : {&field.group, &field.key, &field.label, &field.value})
            share(*text);
    }
    token.fields.squeeze(); // it grew one by one
}

void SharedStrings::share(QString &text)
{
    if (text.isEmpty())
        return;
    const auto known = m_known.constFind(text);
    if (known == m_known.constEnd())
        m_known.insert(text);
    else
        text = *known;
}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>

//! Amounts of money as people confirm them. Nothing here rounds, groups or converts: what is shown is what is sent.

//! A currency of ISO 4217.
struct Currency {
    QString code;        //!< "USD"
    QString one;         //!< "US dollar"
    QString many;        //!< "US dollars"
    int minorDigits = 2; //!< digits after the point
};

//! Those in common use, by code.
[[nodiscard]] const QList<Currency> &commonCurrencies();
//! Null for one that is not among them.
[[nodiscard]] const Currency *commonCurrency(const QString &code);

//! "1.00 US dollar (USD)", "102.21 US dollars (USD)": the digits exactly as they are. The code alone stands for a
//! currency that is not a common one.
[[nodiscard]] QString moneyInWords(const QString &amount, const QString &code);

//! What is wrong with the amount, a sentence; empty when nothing is. It has digits, and after a point either none or as
//! many as the currency has (up to three in one that is not common).
[[nodiscard]] QString amountProblem(const QString &amount, const QString &code);

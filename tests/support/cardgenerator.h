// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QRandomGenerator>
#include <QString>

//! Made-up numbers from a seeded generator, the same on each run.
class CardGenerator
{
public:
    explicit CardGenerator(quint32 seed) : m_random(seed) {}

    [[nodiscard]] int below(int bound) { return static_cast<int>(m_random.bounded(static_cast<quint32>(bound))); }
    [[nodiscard]] quint32 word() { return m_random.generate(); }
    [[nodiscard]] QString digits(qsizetype count);
    [[nodiscard]] QString hex(qsizetype count);
    //! ASCII digits that begin with `prefix` and pass the Luhn check.
    [[nodiscard]] QString cardNumber(const QString &prefix, qsizetype length);
    //! A number of any scheme that passes the Luhn check, at one of the scheme's usual lengths.
    [[nodiscard]] QString anyCardNumber();
    //! A random (version 4) UUID, 36 characters.
    [[nodiscard]] QString uuid();

private:
    QRandomGenerator m_random;
};

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>

//! What is wrong with the members of a body. It repeats no value.
struct SandboxCybersourceMistake {
    QString field; //!< "paymentInformation.card.number"
    bool isMissing = false;
};

//! Reads members of a body by their path and collects everything that is wrong with them.
class SandboxCybersourceFields
{
public:
    enum class Presence { Required, Optional };

    explicit SandboxCybersourceFields(const QJsonObject &root) : m_root(root) {}

    //! The string at `path`; empty when it is missing or does not match `pattern` as a whole.
    QString text(const QString &path, const QString &pattern, Presence presence = Presence::Optional);
    //! The strings of the array at `path`, each one of `words`.
    QStringList words(const QString &path, const QStringList &words);
    //! A card number of 13 to 19 digits with the right check digit.
    QString cardNumber(const QString &path, Presence presence);
    void report(const QString &path) { m_mistakes.append({path, false}); }

    [[nodiscard]] bool has(const QString &path) const { return !at(path).isUndefined(); }
    [[nodiscard]] QJsonValue at(const QString &path) const;
    [[nodiscard]] const QList<SandboxCybersourceMistake> &mistakes() const { return m_mistakes; }

private:
    QJsonObject m_root;
    QList<SandboxCybersourceMistake> m_mistakes;
};

//! Patterns of members.
namespace sandboxCybersourcePattern {
inline const QString month = QStringLiteral("0[1-9]|1[012]");
inline const QString year = QStringLiteral("20[0-9]{2}");
inline const QString securityCode = QStringLiteral("[0-9]{3,4}");
} // namespace sandboxCybersourcePattern

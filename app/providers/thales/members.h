// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QLatin1StringView>
#include <QStringList>

#include <optional>

namespace thales {

//! Reads the members of a JSON object and remembers the first that is not what the API says. A member that is missing
//! or null is empty, never a problem: nearly everything is optional, and what is not, the caller asks for.
class Members
{
public:
    //! `problem` outlives this object and every object within it.
    Members(QJsonObject object, QString &problem, const QString &path = {});

    //! Characters of a string that is not ciphertext or a picture. The API allows up to 512; its limits are not
    //! enforced, because a token with a long name is still a token, but this much is absurd.
    static constexpr qsizetype longestText = 4096;

    //! Empty when missing. A problem when it is not a string, or longer than `limit` characters.
    [[nodiscard]] QString string(QLatin1StringView key, qsizetype limit = longestText) const;
    //! As `string`, but a problem when missing or empty.
    [[nodiscard]] QString requiredString(QLatin1StringView key, qsizetype limit = longestText) const;
    [[nodiscard]] std::optional<bool> boolean(QLatin1StringView key) const;
    [[nodiscard]] QStringList strings(QLatin1StringView key) const;
    [[nodiscard]] Members object(QLatin1StringView key) const;

private:
    [[nodiscard]] QJsonValue value(QLatin1StringView key, QJsonValue::Type wanted, QLatin1StringView typeName) const;
    [[nodiscard]] QString limited(QLatin1StringView key, const QString &text, qsizetype limit) const;
    void report(QLatin1StringView key, const QString &what) const;

    QJsonObject m_object;
    QString &m_problem;
    QString m_path;
};

} // namespace thales

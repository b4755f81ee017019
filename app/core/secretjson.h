// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/secretbytes.h"

#include <QLatin1StringView>
#include <QStringView>

//! Writes compact JSON with secrets in it: QJsonDocument makes copies that nobody can wipe, this makes none. Members
//! come out in the order in which they are written.
class SecretJson
{
public:
    SecretJson();

    //! An object, or an array, as a member of the object that is open, or as an element of the array when `key` is
    //! empty.
    void openObject(QLatin1StringView key = {});
    void openArray(QLatin1StringView key);
    void close();
    //! `utf8` is valid UTF-8.
    void text(QLatin1StringView key, QByteArrayView utf8);
    //! Not for secrets: a copy of it stays in memory.
    void plain(QLatin1StringView key, QStringView value);
    void boolean(QLatin1StringView key, bool value);
    //! Closes what is open. The writer is empty afterwards.
    [[nodiscard]] SecretBytes take();

private:
    void put(char c);
    void put(QByteArrayView text);
    void putKey(QLatin1StringView key);
    void putEscaped(char c);
    void open(QLatin1StringView key, char bracket);

    SecretBytes m_buffer;
    std::size_t m_size = 0;
    QByteArray m_closing; //!< brackets that are still to come, innermost last
    bool m_needsComma = false;
};

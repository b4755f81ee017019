// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/crypto/jwe.h"

#include <QList>
#include <QString>

#include <optional>

//! A key as someone gave it: with the name of the file that it came from.
struct NamedKey {
    QString file;
    Key key;
};

//! Everything that can be said about a message, with or without keys.
struct JweInspection {
    struct Attempt {
        QString file;
        QString keyId;                               //!< empty when the file gives none
        std::optional<qsizetype> plaintextSize = {}; //!< bytes, when the key opens the message
        QString problem = {};                        //!< why it does not
        bool isAskedFor = true; //!< false when the message asks for a key with another id than this one has
    };

    JweAnatomy anatomy;
    QString problem;         //!< what is wrong with the message whatever the key; empty when nothing is
    QString policyObjection; //!< why the console's providers would refuse a message that is well-formed; empty when
                             //!< they would not
    QList<Attempt> attempts; //!< one for each key, none for a message that has a problem

    //! Well-formed, and opened by one of the keys when there were any.
    [[nodiscard]] bool isGood() const;
    //! One sentence for a message that is not good.
    [[nodiscard]] QString verdict() const;
    //! For people, several lines.
    [[nodiscard]] QString toText() const;
    //! For programs, one object, in ASCII so that no terminal is steered by it.
    [[nodiscard]] QByteArray toJson() const;
};

//! Looks at a message with more patience than a provider: RSA-OAEP and A128GCM are looked into as well, and every key
//! is tried, also when the message asks for another one.
[[nodiscard]] JweInspection inspectJwe(QByteArrayView compact, const QList<NamedKey> &keys);

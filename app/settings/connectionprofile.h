// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/result.h"

#include <QList>
#include <QMap>
#include <QString>

enum class Environment { Sandbox, Test, Production };

[[nodiscard]] QString toWord(Environment environment);            //!< "sandbox", "test", "production"
[[nodiscard]] Environment environmentFromWord(QStringView word);  //!< Production for an unknown word: the careful one

//! One connection as it is stored: no secret in it. Secrets lie in the SecretStore under `id` and the field's key.
struct ConnectionProfile {
    QString id;                      //!< UUID without braces; "sandbox" for the built-in one
    QString name;
    QString kind;                    //!< ProviderKind::id()
    Environment environment = Environment::Test;
    QMap<QString, QString> values;   //!< of the fields that are not secret
    bool isBuiltIn = false;          //!< the sandbox: not stored, not editable

    friend bool operator==(const ConnectionProfile &, const ConnectionProfile &) = default;
};

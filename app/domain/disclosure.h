// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/secretbytes.h"

#include <QList>
#include <QString>

#include <memory>

//! Personal or payment data that the server sent encrypted and someone may have to see: never stored, never copied by
//! itself.
struct Disclosure {
    struct Item {
        QString label;
        std::shared_ptr<const SecretBytes> value; //!< UTF-8
        bool isSecret = true;                     //!< hidden until someone reveals it; false: may be shown at once
        QString masked = {};       //!< what stands there until then, such as "482411••••••2281"; empty: nothing of it
        bool isIdentifier = false; //!< shown in the monospaced font
    };
    QString title;
    QList<Item> items = {};
};

//! What someone needs to pay with a token once: live payment data.
struct PaymentCredentials {
    Disclosure disclosure;
    QString remark = {}; //!< what is unusual about them, a sentence: there is no network token. Empty when nothing is
    QString correlationId = {};
};

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/secretbytes.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <vector>

//! A flat JSON object (RFC 8259) whose strings are secrets. Qt's JSON classes keep copies that cannot be wiped.
class SandboxPlaintext
{
public:
    //! Empty when `json` is not exactly one object in valid UTF-8, has a member twice or is nested deeper than 16.
    //! Members that are not strings are checked and then kept by name only.
    [[nodiscard]] static std::optional<SandboxPlaintext> parse(QByteArrayView json);

    //! The string of that name; null when there is none or when it is not a string.
    [[nodiscard]] const SecretBytes *find(QByteArrayView name) const;
    [[nodiscard]] bool contains(QByteArrayView name) const { return member(name) != nullptr; }

private:
    friend class SandboxPlaintextParser;
    struct Member {
        QByteArray name;
        std::optional<SecretBytes> text;
    };
    [[nodiscard]] const Member *member(QByteArrayView name) const;

    std::vector<Member> m_members;
};

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>
#include <QList>
#include <QString>

#include <expected>

//! JSON that means one thing only. Qt's parser keeps one of two members with the same name and tells nobody (RFC 7515
//! section 4 and RFC 7517 section 4 want them refused), so whatever decides about keys and messages is scanned here
//! first.

//! One member of the outermost object; `value` is its text as it stands, a view into what was scanned.
struct JsonMember {
    QString name;
    QByteArrayView value;
};

//! Deepest nesting that is followed.
inline constexpr int deepestJson = 16;

//! The members of a JSON object (RFC 8259: well-formed UTF-8, no byte order mark, nothing after the object) without two
//! members of the same name in any of its objects, however their names are escaped. Otherwise what is wrong with it, a
//! phrase that begins with a verb: "has the member \"alg\" twice".
[[nodiscard]] std::expected<QList<JsonMember>, QString> strictJsonObject(QByteArrayView text);

//! Text from elsewhere with nothing in it that could steer a terminal or turn a line around: control, format and
//! unassigned characters become \u{...}.
[[nodiscard]] QString printable(QStringView text);
//! Text from elsewhere in quotation marks, for a `detail`: shortened and `printable`.
[[nodiscard]] QString quotedForDetail(QStringView text);

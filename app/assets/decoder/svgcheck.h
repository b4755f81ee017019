// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

//! What an SVG is judged to be before it is drawn.
struct SvgVerdict {
    enum class Kind { Harmless, Forbidden, Malformed };
    Kind kind = Kind::Harmless;
    QString why = {}; //!< English; empty when harmless
};

//! Reads the whole document and draws nothing. Forbidden are: a document type, processing instructions, scripts, event
//! attributes, foreign objects, animation, any reference but to an element of its own ("#id"; not even embedded data),
//! style sheets that import or hide what they say behind escapes, `use` of something that has a `use` in it, and more
//! elements or deeper nesting than any card art needs (security.md F9).
[[nodiscard]] SvgVerdict checkSvg(const QByteArray &bytes);

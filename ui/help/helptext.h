// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>

//! A part of a help page, in the order of reading.
struct HelpPart {
    enum class Kind { Heading, Paragraph, Point };
    Kind kind = Kind::Paragraph;
    QString text;

    friend bool operator==(const HelpPart &, const HelpPart &) = default;
};

struct HelpPage {
    QString id; //!< of its file: "outcome-unknown"
    QString title;
    QList<HelpPart> parts;
};

//! Reads a page: its first line is its title; a line with "## " is a heading, one with "- " a point, and lines up to an
//! empty one are a paragraph. There is nothing else, and no markup within a text.
[[nodiscard]] HelpPage helpPageFrom(const QString &id, const QString &text);

//! The ids of the pages that the program carries, in the order of the contents.
[[nodiscard]] QStringList helpPageIds();
//! With no title when there is no such page.
[[nodiscard]] HelpPage helpPage(const QString &id);

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QRegularExpression>
#include <QStringList>

//! The architecture of the program as tables. A new edge is a change here, and reviewed as a change of design.

//! A folder whose files may include their own folder and those listed. `app/providers` and `ui` stand for each folder
//! below them too, but a provider is a folder of its own.
struct FolderRule {
    QString folder;
    QStringList mayInclude;
};

//! A header from outside the project that only some folders may include.
struct HeaderRule {
    QRegularExpression header; //!< what stands between the angle brackets
    QStringList folders;       //!< those that may include it
    QString because;
};

//! Something that must not stand in a source.
struct BannedText {
    enum class Where { Code, CodeAndStrings }; //!< comments never count
    QString name;
    QRegularExpression text;
    QString because;
    QStringList folders{QStringLiteral("app"), QStringLiteral("ui")}; //!< where it is banned
    QStringList files = {};                                           //!< where it is allowed all the same
    Where where = Where::Code;
};

//! The one file that names concrete classes.
inline constexpr char compositionRoot[] = "ui/main.cpp";

[[nodiscard]] const QList<FolderRule> &folderRules();
[[nodiscard]] const QList<HeaderRule> &headerRules();
[[nodiscard]] const QList<BannedText> &bannedTexts();

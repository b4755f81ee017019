// SPDX-License-Identifier: Apache-2.0
#include "tests/architecture/violations.h"

#include "tests/architecture/rules.h"
#include "tests/architecture/sourcetext.h"

#include <QDirIterator>
#include <QFile>
#include <QLibraryInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {
struct Include {
    int line = 0;
    QString header;
    bool isQuoted = false;
};

QString contentOf(const QString &file)
{
    QFile opened(file);
    return opened.open(QIODevice::ReadOnly) ? QString::fromUtf8(opened.readAll()) : QString();
}

QString at(const QString &file, qsizetype line, const QString &what)
{
    return u"%1:%2: %3"_s.arg(file).arg(line).arg(what);
}

QList<Include> includesOf(const QString &source)
{
    static const QRegularExpression directive(uR"(^\s*#\s*include\s*([<"])([^>"]+)[>"])"_s);
    QList<Include> includes;
    const QStringList lines = withoutComments(source, Literals::Kept).split(u'\n');
    for (int i = 0; i < lines.size(); ++i) {
        if (const auto match = directive.match(lines.at(i)); match.hasMatch())
            includes.append({i + 1, match.captured(2), match.captured(1) == u"\""_s});
    }
    return includes;
}

//! "app/core" of app/core/result.h, "app/providers/thales" of what lies there, "ui" of everything in ui.
QString folderOf(const QString &path)
{
    const QStringList parts = path.split(u'/');
    if (parts.first() == u"ui"_s)
        return u"ui"_s;
    const qsizetype depth = parts.value(1) == u"providers"_s ? 3 : 2;
    return parts.first(std::min(depth, parts.size() - 1)).join(u'/');
}

const FolderRule *ruleFor(const QString &folder)
{
    const QString ruled = folder.startsWith(u"app/providers/"_s) ? u"app/providers"_s : folder;
    const auto found = std::find_if(folderRules().begin(), folderRules().end(),
                                    [&](const FolderRule &rule) { return rule.folder == ruled; });
    return found == folderRules().end() ? nullptr : &*found;
}

bool isGenerated(const QString &header)
{
    return (header.startsWith(u"ui_"_s) && header.endsWith(u".h"_s)) || header.endsWith(u".moc"_s) ||
           header.startsWith(u"moc_"_s);
}

//! Why the file must not include the project's `header`; empty when it may.
QString edgeViolation(const QString &file, const QString &header)
{
    if (isGenerated(header))
        return {};
    if ((!header.startsWith(u"app/"_s) && !header.startsWith(u"ui/"_s)) || header.contains(u".."_s))
        return u"includes \"%1\", which is not a path from the project's root into app or ui"_s.arg(header);
    const QString from = folderOf(file);
    const QString to = folderOf(header);
    const FolderRule *rule = ruleFor(from);
    if (!rule)
        return u"lies in %1, which is not in the table"_s.arg(from);
    return from == to || rule->mayInclude.contains(to) ? QString()
                                                       : u"%1 must not include %2 (\"%3\")"_s.arg(from, to, header);
}

bool isInQtModule(const QString &header, const QString &module)
{
    const QString headers = QLibraryInfo::path(QLibraryInfo::HeadersPath);
    const QString bare = header.section(u'/', -1);
    const bool namesOther = header.contains(u'/') && header.section(u'/', 0, 0) != module;
    return !namesOther && QFile::exists(headers + u'/' + module + u'/' + bare);
}

bool isQtHeader(const QString &header)
{
    static const QRegularExpression qtName(u"^(Qt?[A-Z][A-Za-z0-9]*(/.+)?|q[a-z0-9]+\\.h)$"_s);
    return qtName.match(header).hasMatch();
}

//! Why the file must not include this header from outside the project; empty when it may.
QString headerViolation(const QString &file, const QString &header)
{
    const QString folder = folderOf(file);
    for (const HeaderRule &rule : headerRules()) {
        if (rule.header.match(header).hasMatch() && !rule.folders.contains(folder))
            return u"%1 must not include <%2>: %3"_s.arg(folder, header, rule.because);
    }
    if (folder == u"app/core"_s && isQtHeader(header) && !isInQtModule(header, u"QtCore"_s))
        return u"app/core must not include <%1>: it knows Qt Core only"_s.arg(header);
    if (folder != u"ui"_s && isQtHeader(header) && isInQtModule(header, u"QtWidgets"_s))
        return u"%1 must not include <%2>: widgets belong to ui"_s.arg(folder, header);
    return {};
}

QStringList includeViolationsIn(const QString &root, const QString &file)
{
    QStringList found;
    for (const Include &include : includesOf(contentOf(root + u'/' + file))) {
        const QString violation =
            include.isQuoted ? edgeViolation(file, include.header) : headerViolation(file, include.header);
        if (!violation.isEmpty())
            found << at(file, include.line, violation);
    }
    return found;
}

bool isBannedIn(const BannedText &banned, const QString &file)
{
    const bool isInFolder = std::any_of(banned.folders.begin(), banned.folders.end(),
                                        [&](const QString &folder) { return file.startsWith(folder + u'/'); });
    return isInFolder && !banned.files.contains(file);
}

QStringList textViolationsIn(const QString &root, const QString &file)
{
    const QString source = contentOf(root + u'/' + file);
    const bool isForm = file.endsWith(u".ui"_s);
    const QString strings = isForm ? source : withoutComments(source, Literals::Kept);
    const QString code = isForm ? source : withoutComments(source, Literals::Blanked);
    QStringList found;
    for (const BannedText &banned : bannedTexts()) {
        if (!isBannedIn(banned, file))
            continue;
        const QString &text = banned.where == BannedText::Where::Code ? code : strings;
        auto matches = banned.text.globalMatch(text);
        while (matches.hasNext()) {
            const qsizetype line = text.first(matches.next().capturedStart()).count(u'\n') + 1;
            found << at(file, line, u"%1 is banned: %2"_s.arg(banned.name, banned.because));
        }
    }
    return found;
}
} // namespace

QStringList sourcesUnder(const QString &root)
{
    QStringList sources;
    for (const QString &top : {u"app"_s, u"ui"_s}) {
        QDirIterator files(root + u'/' + top, {u"*.h"_s, u"*.cpp"_s, u"*.ui"_s}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext())
            sources << files.next().mid(root.size() + 1);
    }
    sources.sort();
    return sources;
}

QStringList includeViolations(const QString &root)
{
    QStringList found;
    for (const QString &file : sourcesUnder(root)) {
        if (file != QLatin1StringView(compositionRoot) && !file.endsWith(u".ui"_s))
            found += includeViolationsIn(root, file);
    }
    return found;
}

QStringList textViolations(const QString &root)
{
    QStringList found;
    for (const QString &file : sourcesUnder(root))
        found += textViolationsIn(root, file);
    return found;
}

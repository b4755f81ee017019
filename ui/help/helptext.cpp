// SPDX-License-Identifier: Apache-2.0
#include "ui/help/helptext.h"

#include <QFile>
#include <QStringList>

using namespace Qt::StringLiterals;

HelpPage helpPageFrom(const QString &id, const QString &text)
{
    HelpPage page{id, {}, {}};
    bool continues = false; // the line before belongs to the same part
    for (const QString &line : text.split(u'\n')) {
        const QString words = line.trimmed();
        if (page.title.isEmpty()) {
            page.title = words;
            continue;
        }
        const bool isHeading = words.startsWith("## "_L1);
        const bool isPoint = words.startsWith("- "_L1);
        if (isHeading)
            page.parts.append({HelpPart::Kind::Heading, words.mid(3)});
        else if (isPoint)
            page.parts.append({HelpPart::Kind::Point, words.mid(2)});
        else if (continues && !words.isEmpty())
            page.parts.last().text += u' ' + words;
        else if (!words.isEmpty())
            page.parts.append({HelpPart::Kind::Paragraph, words});
        continues = !words.isEmpty() && !isHeading;
    }
    return page;
}

QStringList helpPageIds()
{
    return {u"first-steps"_s, u"tokens"_s,      u"create"_s, u"outcome-unknown"_s, u"journal"_s,
            u"sandbox"_s,     u"connections"_s, u"proxy"_s,  u"privacy"_s};
}

HelpPage helpPage(const QString &id)
{
    QFile file(u":/help/%1.txt"_s.arg(id));
    if (!helpPageIds().contains(id) || !file.open(QIODevice::ReadOnly))
        return {};
    return helpPageFrom(id, QString::fromUtf8(file.readAll()));
}

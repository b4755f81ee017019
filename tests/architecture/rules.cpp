// SPDX-License-Identifier: Apache-2.0
#include "tests/architecture/rules.h"

using namespace Qt::StringLiterals;

const QList<FolderRule> &folderRules()
{
    static const QList<FolderRule> rules{
        {u"app/core"_s, {}},
        {u"app/domain"_s, {u"app/core"_s}},
        {u"app/crypto"_s, {u"app/core"_s}},
        {u"app/net"_s, {u"app/core"_s}},
        {u"app/storage"_s, {u"app/core"_s}},
        {u"app/settings"_s, {u"app/core"_s}},
        {u"app/lock"_s, {u"app/core"_s, u"app/crypto"_s, u"app/settings"_s}},
        {u"app/providers"_s, {u"app/core"_s, u"app/domain"_s, u"app/crypto"_s, u"app/net"_s}},
        {u"app/journal"_s, {u"app/core"_s, u"app/domain"_s, u"app/settings"_s, u"app/storage"_s}},
        {u"app/workspace"_s, {u"app/core"_s, u"app/domain"_s, u"app/storage"_s}},
        {u"app/assets"_s, {u"app/core"_s, u"app/domain"_s}},
        {u"app/operations"_s, {u"app/core"_s, u"app/domain"_s, u"app/settings"_s, u"app/assets"_s}},
        {u"app/notifications"_s,
         {u"app/core"_s, u"app/domain"_s, u"app/net"_s, u"app/storage"_s, u"app/journal"_s, u"app/workspace"_s}},
        {u"app/sandbox"_s, {u"app/core"_s, u"app/crypto"_s, u"app/storage"_s}},
        {u"app/commandline"_s, {u"app/core"_s, u"app/crypto"_s, u"app/domain"_s, u"app/journal"_s}},
        {u"ui"_s,
         {u"app/core"_s, u"app/domain"_s, u"app/storage"_s, u"app/settings"_s, u"app/lock"_s, u"app/journal"_s,
          u"app/workspace"_s, u"app/assets"_s, u"app/operations"_s, u"app/notifications"_s, u"app/commandline"_s}},
    };
    return rules;
}

const QList<HeaderRule> &headerRules()
{
    static const QList<HeaderRule> rules{
        {QRegularExpression(u"^cjose/"_s), {u"app/crypto"_s}, u"only app/crypto sees cjose"_s},
        {QRegularExpression(u"^openssl/crypto\\.h$"_s),
         {u"app/core"_s, u"app/crypto"_s},
         u"memory is wiped in app/core"_s},
        {QRegularExpression(u"^openssl/(?!crypto\\.h$)"_s),
         {u"app/crypto"_s},
         u"only app/crypto sees OpenSSL's ciphers"_s},
        {QRegularExpression(u"QNetworkAccessManager$"_s), {u"app/net"_s}, u"app/net owns the only ones"_s},
    };
    return rules;
}

const QList<BannedText> &bannedTexts()
{
    const auto pattern = [](const QString &text) { return QRegularExpression(text); };
    static const QList<BannedText> banned{
        {u"ignoreSslErrors"_s, pattern(u"\\bignoreSslErrors\\b"_s), u"a server that cannot be verified gets nothing"_s},
        {u"setHtml"_s, pattern(u"\\b(setHtml|insertHtml|appendHtml|setMarkdown)\\b"_s),
         u"strings from outside must not be read as markup"_s},
        {u"Qt::RichText"_s, pattern(u"\\bQt::(TextFormat::)?(RichText|AutoText|MarkdownText)\\b"_s),
         u"strings from outside must not be read as markup"_s},
        // Not QRandomGenerator::system(), nor a member of that name.
        {u"system()"_s, pattern(u"(?<![\\w.:>])(std::|::)?system\\s*\\("_s), u"no shell"_s},
        {u"a shell"_s,
         pattern(u"/bin/(ba|da|z)?sh\\b|\\bstartCommand\\b"_s),
         u"no shell"_s,
         {u"app"_s, u"ui"_s},
         {},
         BannedText::Where::CodeAndStrings},
        {u"QDesktopServices::openUrl"_s, pattern(u"\\bQDesktopServices::openUrl\\b"_s),
         u"an address from outside must not start a program"_s},
        {u"QTemporaryFile"_s, pattern(u"\\bQTemporaryFile\\b"_s), u"nothing is written to a temporary file"_s},
        {u"waitForFinished"_s, pattern(u"\\bwaitForFinished\\b"_s), u"nothing waits in place"_s},
        {u"takeResult"_s, pattern(u"\\btakeResult\\b"_s), u"crashes on Qt 6.4 before the promise is gone"_s},
        {u"then(context)"_s, pattern(u"\\.then\\s*\\(\\s*(this|context|m_\\w+)\\s*,"_s),
         u"asserts on Qt 6.4 once the context is gone: use observe"_s},
        {u"sender()"_s, pattern(u"\\bsender\\s*\\(\\s*\\)"_s), u"a slot is told what it needs"_s},
        {u"a nested event loop"_s,
         pattern(u"\\b(QEventLoop|processEvents)\\b"_s),
         u"nothing waits in place"_s,
         {u"ui"_s}},
        {u"exec()"_s,
         pattern(u"\\bexec\\s*\\("_s),
         u"dialogs are opened, not executed"_s,
         {u"ui"_s},
         {QLatin1StringView(compositionRoot)}},
    };
    return banned;
}

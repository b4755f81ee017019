// SPDX-License-Identifier: Apache-2.0
#include "app/workspace/annotationwords.h"

#include "app/domain/annotations.h"
#include "app/storage/sql.h"
#include "app/workspace/readingrows.h"

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype longestWord = 32;
}

QStringList annotationWords(const QString &folded)
{
    QStringList words;
    QString word;
    const auto end = [&] {
        if (!word.isEmpty())
            words << word.left(longestWord);
        word.clear();
    };
    for (const QChar character : folded) {
        if (character.isLetterOrNumber() || character.isMark() || character.isSurrogate())
            word += character;
        else
            end();
    }
    end();
    words.removeDuplicates();
    return words;
}

Result<Done> keepWords(QSqlDatabase &connection, const QString &connectionId, const TokenId &token, const QString &kind,
                       const QString &folded, const QString &text)
{
    for (const QString &word : annotationWords(foldedAnnotation(text))) {
        const auto kept = executed(connection,
                                   u"INSERT OR IGNORE INTO token_annotation_word (connection_id, kind, word, token_id, "
                                   "folded) VALUES (?, ?, ?, ?, ?)"_s,
                                   {stored(connectionId), kind, word, stored(token.value), stored(folded)});
        if (!kept)
            return Failure(kept.error());
    }
    return Done{};
}

Result<Done> dropWords(QSqlDatabase &connection, const QString &connectionId, const TokenId &token, const QString &kind,
                       const QString &folded)
{
    const auto dropped =
        executed(connection,
                 u"DELETE FROM token_annotation_word WHERE connection_id = ? AND token_id = ? AND kind "
                 "= ? AND folded = ?"_s,
                 {stored(connectionId), stored(token.value), kind, stored(folded)});
    return dropped ? Result<Done>(Done{}) : Failure(dropped.error());
}

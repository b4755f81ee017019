// SPDX-License-Identifier: Apache-2.0
#include "app/providers/fiserv/rowmatching.h"

#include "app/core/redact.h"
#include "app/providers/fiserv/text.h"

#include <QRegularExpression>

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;

namespace fiserv {
namespace {
constexpr qsizetype longestDetail = 1024;
constexpr qsizetype shownFirst = 6;
constexpr qsizetype shownLast = 4;

//! Digits by which a text names a card: all of them, or the first and the last.
struct CardClue {
    QByteArray first;
    QByteArray last; //!< empty: `first` is the whole number

    [[nodiscard]] bool fits(QByteArrayView number) const
    {
        if (last.isEmpty())
            return number == first;
        return number.size() > first.size() + last.size() && number.startsWith(first) && number.endsWith(last);
    }
    friend auto operator<=>(const CardClue &, const CardClue &) = default;
};

QList<CardClue> cluesIn(const QString &text)
{
    static const QRegularExpression masked(u"([0-9]{4,10})[.*xX#\u2022\u2026]+([0-9]{2,5})"_s);
    static const QRegularExpression whole(u"[0-9]{13,19}"_s);
    QList<CardClue> clues;
    for (auto found = whole.globalMatch(text); found.hasNext();)
        clues.append({found.next().captured().toLatin1(), {}});
    for (auto found = masked.globalMatch(text); found.hasNext();) {
        const QRegularExpressionMatch match = found.next();
        clues.append({match.captured(1).toLatin1(), match.captured(2).toLatin1()});
    }
    return clues;
}

QList<qsizetype> rowsThatFit(const QList<PreparedRow> &rows, const CardClue &clue)
{
    QList<qsizetype> fitting;
    for (qsizetype i = 0; i < rows.size(); ++i) {
        if (rows.at(i).cardNumber && clue.fits(rows.at(i).cardNumber->bytes()))
            fitting.append(i);
    }
    return fitting;
}

//! The first clue that fits any row decides: a whole number before its masked form.
QList<qsizetype> rowsNamedBy(const QString &text, const QList<PreparedRow> &rows)
{
    for (const CardClue &clue : cluesIn(text)) {
        if (const QList<qsizetype> fitting = rowsThatFit(rows, clue); !fitting.isEmpty())
            return fitting;
    }
    return {};
}

//! The redactor cannot know every number with a digit too many; what was sent is known here.
QString shownTexts(const QStringList &texts, const QList<PreparedRow> &rows)
{
    QString words = texts.join(u"; "_s);
    for (const PreparedRow &row : rows) {
        if (!row.cardNumber || row.cardNumber->size() <= shownFirst + shownLast)
            continue;
        const QLatin1StringView number(row.cardNumber->bytes());
        const QString stars(number.size() - shownFirst - shownLast, u'*');
        words.replace(number, number.first(shownFirst) + stars + number.last(shownLast));
    }
    return redacted(words).left(longestDetail);
}

void markUnclear(RowOutcome &row, const QString &why)
{
    if (row.kind != RowOutcome::Kind::Succeeded)
        return;
    row.kind = RowOutcome::Kind::Unclear;
    row.detail = why;
}

QString ambiguous(qsizetype texts, qsizetype rows, const QString &words)
{
    return Text::tr("The service refused %1 of the %2 rows with this card and does not say which: %3")
        .arg(texts)
        .arg(rows)
        .arg(words);
}
} // namespace

QList<RowOutcome> rowOutcomes(const QList<PreparedRow> &rows, const QStringList &refusals)
{
    std::map<QList<qsizetype>, QStringList> textsOfRows;
    for (const QString &text : refusals)
        textsOfRows[rowsNamedBy(text, rows)] << text;

    QList<RowOutcome> outcomes;
    for (const PreparedRow &row : rows)
        outcomes.append({.token = row.token, .card = row.card});
    for (const auto &[named, texts] : textsOfRows) {
        if (texts.size() < named.size())
            continue;
        for (const qsizetype i : named) {
            outcomes[i].kind = RowOutcome::Kind::Refused;
            outcomes[i].detail = shownTexts(named.size() == 1 ? texts : texts.first(1), {rows.at(i)});
        }
    }
    for (const auto &[named, texts] : textsOfRows) {
        if (named.isEmpty()) {
            const QString shown = shownTexts(texts, rows);
            for (RowOutcome &outcome : outcomes)
                markUnclear(outcome,
                            Text::tr("The service refused something and does not say which row: %1").arg(shown));
        } else if (texts.size() < named.size()) {
            for (const qsizetype i : named)
                markUnclear(outcomes[i], ambiguous(texts.size(), named.size(), shownTexts(texts, {rows.at(i)})));
        }
    }
    return outcomes;
}

} // namespace fiserv

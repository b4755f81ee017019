// SPDX-License-Identifier: Apache-2.0
#include "tests/architecture/sourcetext.h"

using namespace Qt::StringLiterals;

namespace {
bool isWordCharacter(QChar c)
{
    return c.isLetterOrNumber() || c == u'_';
}

class Blanker
{
public:
    Blanker(const QString &source, Literals literals) : m_text(source), m_literals(literals) {}

    QString run()
    {
        while (m_at < m_text.size())
            step();
        return m_text;
    }

private:
    void step()
    {
        const QStringView rest = QStringView(m_text).sliced(m_at);
        if (rest.startsWith(u"//"))
            blankUntil(endOf(u"\n"_s, m_at));
        else if (rest.startsWith(u"/*"))
            blankUntil(endOf(u"*/"_s, m_at + 2) + 2);
        else if (rest.startsWith(u"R\"") && !isInWord())
            passLiteral(endOfRawString());
        else if (rest.front() == u'"' || rest.front() == u'\'')
            passLiteral(endOfQuoted());
        else if (rest.front().isDigit() && !isInWord())
            passNumber();
        else
            ++m_at;
    }

    //! In u8R"(...)" the R stands in a word, but it is a prefix all the same.
    bool isInWord() const
    {
        qsizetype start = m_at;
        while (start > 0 && isWordCharacter(m_text.at(start - 1)))
            --start;
        const QStringView before = QStringView(m_text).sliced(start, m_at - start);
        return !before.isEmpty() && before != u"u" && before != u"U" && before != u"L" && before != u"u8";
    }

    qsizetype endOf(const QString &mark, qsizetype from) const
    {
        const qsizetype found = m_text.indexOf(mark, from);
        return found < 0 ? m_text.size() : found;
    }

    qsizetype endOfRawString() const
    {
        const qsizetype open = endOf(u"("_s, m_at);
        const QString mark = u')' + m_text.mid(m_at + 2, open - m_at - 2) + u'"';
        return endOf(mark, open) + mark.size();
    }

    qsizetype endOfQuoted() const
    {
        const QChar quote = m_text.at(m_at);
        qsizetype at = m_at + 1;
        while (at < m_text.size() && m_text.at(at) != quote && m_text.at(at) != u'\n')
            at += m_text.at(at) == u'\\' ? 2 : 1;
        return at + 1;
    }

    //! A number, whose apostrophes are no quotes.
    void passNumber()
    {
        const auto isPart = [this](qsizetype at) {
            const QChar c = m_text.at(at);
            const bool isSeparator = c == u'\'' && at + 1 < m_text.size() && isWordCharacter(m_text.at(at + 1));
            return isWordCharacter(c) || c == u'.' || isSeparator;
        };
        while (m_at < m_text.size() && isPart(m_at))
            ++m_at;
    }

    void passLiteral(qsizetype end)
    {
        if (m_literals == Literals::Kept)
            m_at = std::min(end, m_text.size());
        else
            blankUntil(end);
    }

    void blankUntil(qsizetype end)
    {
        for (; m_at < end && m_at < m_text.size(); ++m_at) {
            if (m_text.at(m_at) != u'\n')
                m_text[m_at] = u' ';
        }
    }

    QString m_text;
    Literals m_literals;
    qsizetype m_at = 0;
};
} // namespace

QString withoutComments(const QString &source, Literals literals)
{
    return Blanker(source, literals).run();
}

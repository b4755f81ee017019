// SPDX-License-Identifier: Apache-2.0
#include "ui/several/severalinput.h"

#include "app/domain/cardnumber.h"
#include "app/domain/formcheck.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QThreadPool>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;
using Kind = FormField::Kind;

namespace {
struct SeveralInputWords {
    Q_DECLARE_TR_FUNCTIONS(SeveralInput)
};

constexpr qsizetype shortestCard = 12;
constexpr qsizetype longestCard = 19;
constexpr qsizetype longestLine = 4096;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

//! The cells of a line, as parts of it: nothing is copied, so nothing is left behind.
std::optional<QList<QByteArrayView>> cellsIn(QByteArrayView line, char separator)
{
    QList<QByteArrayView> cells;
    qsizetype at = 0;
    for (;;) {
        while (at < line.size() && line.at(at) == ' ')
            ++at;
        if (at < line.size() && line.at(at) == '"') {
            const qsizetype end = line.indexOf('"', at + 1);
            if (end < 0)
                return std::nullopt;
            cells.append(line.sliced(at + 1, end - at - 1).trimmed());
            at = end + 1;
            while (at < line.size() && line.at(at) == ' ')
                ++at;
            if (at < line.size() && line.at(at) != separator)
                return std::nullopt;
        } else {
            const qsizetype end = line.indexOf(separator, at);
            cells.append(line.sliced(at, (end < 0 ? line.size() : end) - at).trimmed());
            at = end < 0 ? line.size() : end;
        }
        if (at >= line.size())
            return cells;
        ++at; // the separator
    }
}

char separatorIn(QByteArrayView line)
{
    for (const char candidate : {'\t', ';', ','}) {
        if (line.contains(candidate))
            return candidate;
    }
    return '\t';
}

bool isNamed(const FormField &field, QStringView heading)
{
    return heading.compare(field.key, Qt::CaseInsensitive) == 0 ||
           heading.compare(field.label, Qt::CaseInsensitive) == 0;
}

//! Why a cell cannot be a value of its field; empty when it can. Says nothing of the cell.
class CellReader
{
public:
    CellReader(const FormField &field, QByteArrayView cell) : m_field(field), m_cell(cell) {}

    [[nodiscard]] QString readInto(FormValues &values) const
    {
        if (m_cell.isEmpty())
            return {};
        switch (m_field.kind) {
        case Kind::CardNumber:
            return readCard(values);
        case Kind::CardExpiry:
            return readExpiry(values);
        case Kind::Choice:
            return readChoice(values);
        default:
            break;
        }
        if (m_field.isSecret())
            values.setSecret(m_field.key, SecretBytes::copyOf(m_cell));
        else
            values.set(m_field.key, QString::fromUtf8(m_cell));
        return {};
    }

private:
    [[nodiscard]] QString readCard(FormValues &values) const
    {
        SecretBytes digits = SecretBytes::ofSize(static_cast<std::size_t>(m_cell.size()));
        std::size_t count = 0;
        for (const char c : m_cell) {
            if (isDigit(c))
                digits.data()[count++] = static_cast<unsigned char>(c);
            else if (c != ' ' && c != '-')
                return SeveralInputWords::tr("“%1” has a character that is no digit.").arg(m_field.label);
        }
        if (count < shortestCard || count > longestCard)
            return SeveralInputWords::tr("“%1” has too few or too many digits.").arg(m_field.label);
        digits.truncate(count);
        values.setSecret(m_field.key, std::move(digits));
        return {};
    }

    //! MM/YY, MM/YYYY or MMYY.
    [[nodiscard]] QString readExpiry(FormValues &values) const
    {
        const qsizetype slash = m_cell.indexOf('/');
        const qsizetype split = std::min<qsizetype>(slash < 0 ? 2 : slash, m_cell.size());
        const QByteArrayView month = m_cell.first(split).trimmed();
        const QByteArrayView year = m_cell.sliced(slash < 0 ? split : split + 1).trimmed();
        const bool isPlain =
            std::all_of(month.begin(), month.end(), isDigit) && std::all_of(year.begin(), year.end(), isDigit);
        const bool isSized = (month.size() == 2 || (month.size() == 1 && slash > 0)) &&
                             (year.size() == 2 || (year.size() == 4 && slash > 0 && year.startsWith("20")));
        if (!isPlain || !isSized)
            return SeveralInputWords::tr("“%1” is not written as MM/YY.").arg(m_field.label);
        values.set(m_field.key, QString::fromLatin1(month).rightJustified(2, u'0') + QString::fromLatin1(year.last(2)));
        return {};
    }

    [[nodiscard]] QString readChoice(FormValues &values) const
    {
        QStringList known;
        for (const Choice &choice : m_field.choices) {
            const QString said = QString::fromUtf8(m_cell);
            if (said.compare(choice.value, Qt::CaseInsensitive) == 0 ||
                said.compare(choice.label, Qt::CaseInsensitive) == 0) {
                values.set(m_field.key, choice.value);
                return {};
            }
            known << choice.label;
        }
        return SeveralInputWords::tr("“%1” is one of: %2.").arg(m_field.label, known.join(u", "_s));
    }

    const FormField &m_field;
    QByteArrayView m_cell;
};

//! Reads line after line.
class SeveralReader
{
public:
    explicit SeveralReader(const SeveralColumns &columns) : m_columns(columns), m_fields(columns.fields()) {}

    void read(QByteArrayView line)
    {
        ++m_number;
        if (line.endsWith('\r'))
            line.chop(1);
        if (line.trimmed().isEmpty())
            return;
        if (line.size() > longestLine || line.contains('\0') || !line.isValidUtf8())
            return refuse(SeveralInputWords::tr("This is no line of UTF-8 text of at most %1 bytes.").arg(longestLine));
        if (m_isFirst)
            m_separator = separatorIn(line);
        const auto cells = cellsIn(line, m_separator);
        if (!cells)
            return refuse(SeveralInputWords::tr("A quotation mark is not closed, or stands within a value."));
        if (std::exchange(m_isFirst, false) && readHeadings(*cells))
            return;
        readRow(*cells);
    }
    [[nodiscard]] SeveralInput take() { return std::move(m_input); }

private:
    void refuse(const QString &why) { m_input.badLines.append({m_number, why}); }

    bool readHeadings(const QList<QByteArrayView> &cells)
    {
        const auto isToken = [this](QByteArrayView cell) {
            const QString heading = QString::fromUtf8(cell);
            return isNamed(m_columns.tokenId, heading) || heading.compare("token"_L1, Qt::CaseInsensitive) == 0;
        };
        const auto token = std::find_if(cells.begin(), cells.end(), isToken);
        if (token == cells.end())
            return false;
        m_tokenColumn = token - cells.begin();
        m_places.clear();
        QStringList unknown;
        for (qsizetype i = 0; i < cells.size(); ++i) {
            const QString heading = QString::fromUtf8(cells.at(i));
            const auto field = std::find_if(m_fields.begin(), m_fields.end(),
                                            [&heading](const FormField &one) { return isNamed(one, heading); });
            m_places.append(field == m_fields.end() ? -1 : field - m_fields.begin());
            if (field == m_fields.end() && i != m_tokenColumn && !heading.isEmpty())
                unknown << QString::number(i + 1);
        }
        if (!unknown.isEmpty())
            refuse(SeveralInputWords::tr("Left out, because their headings name nothing that is read here: columns %1.")
                       .arg(unknown.join(u", "_s)));
        return true;
    }

    void readRow(const QList<QByteArrayView> &cells)
    {
        if (static_cast<int>(m_input.rows.size()) == m_columns.mostRows)
            return refuse(SeveralInputWords::tr("More than %1 rows: this one was left out.").arg(m_columns.mostRows));
        if (m_places.isEmpty()) { // no headings: the token, then the fields in their order
            m_places.append(-1);
            for (qsizetype i = 0; i < m_fields.size(); ++i)
                m_places.append(i);
        }
        if (cells.size() > m_places.size())
            return refuse(SeveralInputWords::tr("There are more columns than are known."));
        SeveralInput::Row row;
        if (const QString why = readToken(cells.value(m_tokenColumn), row.token); !why.isEmpty())
            return refuse(why);
        for (const FormField &field : m_columns.row.fields) {
            if (!field.isSecret())
                row.values.set(field.key, field.initialValue);
        }
        for (qsizetype i = 0; i < cells.size(); ++i) {
            if (m_places.at(i) < 0)
                continue;
            const QString why = CellReader(m_fields.at(m_places.at(i)), cells.at(i)).readInto(row.values);
            if (!why.isEmpty())
                return refuse(why);
        }
        m_input.rows.push_back(std::move(row));
    }

    [[nodiscard]] QString readToken(QByteArrayView cell, TokenId &token) const
    {
        QString id = QString::fromUtf8(cell);
        if (isCardNumber(id)) {
            wipe(id);
            return SeveralInputWords::tr("A card number stands where the token’s id belongs.");
        }
        FormValues values;
        values.set(m_columns.tokenId.key, id);
        const auto problems = checkField(m_columns.tokenId, {.id = {}, .fields = {m_columns.tokenId}}, values, {});
        const bool isRefused = std::any_of(problems.begin(), problems.end(), [](const FieldProblem &problem) {
            return problem.severity == FieldProblem::Severity::Error;
        });
        if (id.isEmpty())
            return SeveralInputWords::tr("There is no token.");
        if (isRefused)
            return SeveralInputWords::tr("This is no token’s id.");
        token.value = id;
        return {};
    }

    const SeveralColumns &m_columns;
    QList<FormField> m_fields;
    SeveralInput m_input;
    int m_number = 0;
    bool m_isFirst = true;
    char m_separator = '\t';
    qsizetype m_tokenColumn = 0;
    QList<qsizetype> m_places; //!< for each column the field's place in m_fields; -1: not read
};

Error notAFile(const QString &detail)
{
    return {.kind = Error::Kind::InvalidInput, .detail = detail, .field = u"file"_s};
}

//! A buffer of its own: what QFile itself holds cannot be wiped.
Result<QByteArray> contentOf(const QString &path)
{
    const QFileInfo info(path);
    QFile file(path);
    if (!info.isFile())
        return Failure(notAFile(SeveralInputWords::tr("There is no such file.")));
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return Failure(notAFile(SeveralInputWords::tr("The file could not be read.")));
    QByteArray content(largestSeveralFile + 1, Qt::Uninitialized);
    const qint64 size = file.read(content.data(), content.size());
    if (size < 0 || size > largestSeveralFile) {
        wipe(content);
        return Failure(notAFile(size < 0 ? SeveralInputWords::tr("The file could not be read.")
                                         : SeveralInputWords::tr("The file is larger than 1 MB.")));
    }
    std::fill(content.begin() + size, content.end(), '\0');
    content.truncate(size);
    return content;
}
} // namespace

QList<FormField> SeveralColumns::fields() const
{
    QList<FormField> fields;
    std::copy_if(row.fields.begin(), row.fields.end(), std::back_inserter(fields),
                 [](const FormField &field) { return field.kind != Kind::SecurityCode; });
    return fields;
}

bool isCardNumber(QStringView text)
{
    QByteArray digits;
    digits.reserve(text.size());
    bool isPlain = true;
    for (const QChar c : text) {
        if (c >= u'0' && c <= u'9')
            digits.append(c.toLatin1());
        else
            isPlain = isPlain && (c == u' ' || c == u'-' || c == u'.');
    }
    const bool isCard = isPlain && digits.size() >= shortestCard && digits.size() <= longestCard &&
                        passesLuhn(digits) && schemeOf(digits) != Scheme::Unknown;
    wipe(digits);
    return isCard;
}

SeveralInput readSeveral(QByteArrayView text, const SeveralColumns &columns)
{
    if (text.startsWith("\xef\xbb\xbf"))
        text = text.sliced(3);
    SeveralReader reader(columns);
    for (qsizetype at = 0; at < text.size();) {
        qsizetype end = text.indexOf('\n', at);
        if (end < 0)
            end = text.size();
        reader.read(text.sliced(at, end - at));
        at = end + 1;
    }
    return reader.take();
}

Pending<std::shared_ptr<SeveralInput>> readSeveralFile(const QString &path, const SeveralColumns &columns)
{
    const Settler<std::shared_ptr<SeveralInput>> settler;
    QThreadPool::globalInstance()->start([settler, path, columns] {
        Result<QByteArray> content = contentOf(path);
        if (!content)
            return settler.settle(Failure(content.error()));
        auto input = std::make_shared<SeveralInput>(readSeveral(*content, columns));
        wipe(*content);
        settler.settle(input);
    });
    return settler.pending();
}

// SPDX-License-Identifier: Apache-2.0
#include "ui/several/severalrows.h"

#include "app/domain/cardnumber.h"
#include "app/domain/formcheck.h"
#include "ui/shown.h"
#include "ui/theme/theme.h"

#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;
using Kind = FormField::Kind;

namespace {
bool isCardField(const FormField &field)
{
    return field.kind == Kind::CardNumber || field.kind == Kind::CardExpiry || field.kind == Kind::SecurityCode;
}

QString choiceLabel(const FormField &field, const QString &value)
{
    const auto choice = std::find_if(field.choices.begin(), field.choices.end(),
                                     [&value](const Choice &one) { return one.value == value; });
    return choice == field.choices.end() ? value : choice->label;
}

SeveralRows::Standing standingOf(RowOutcome::Kind kind)
{
    switch (kind) {
    case RowOutcome::Kind::Succeeded:
        return SeveralRows::Standing::Succeeded;
    case RowOutcome::Kind::Refused:
        return SeveralRows::Standing::Refused;
    case RowOutcome::Kind::Unclear:
        break;
    }
    return SeveralRows::Standing::Unclear;
}
} // namespace

SeveralRows::SeveralRows(const SeveralUpdate &update, const FormField &tokenId, const Clock &clock, QObject *parent)
    : QAbstractTableModel(parent), m_update(update), m_tokenId(tokenId), m_clock(clock)
{
}

int SeveralRows::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int SeveralRows::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SeveralRows::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole)
        return {};
    if (orientation == Qt::Vertical)
        return section + 1;
    switch (section) {
    case TokenColumn:
        return tr("Token");
    case CardColumn:
        return tr("New card");
    case SettingsColumn:
        return tr("Settings");
    default:
        return tr("Result");
    }
}

QVariant SeveralRows::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = at(index.row());
    const int column = index.column();
    if (role == StandingRole)
        return static_cast<int>(row.standing);
    if (role == IsProblemRole)
        return !row.problem.isEmpty();
    if (role == Qt::FontRole && column == TokenColumn)
        return identifierFont();
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != Qt::AccessibleTextRole)
        return {};
    switch (column) {
    case TokenColumn:
        return row.token.isEmpty() ? tr("(no token yet)") : shown(row.token.value);
    case CardColumn:
        return row.card;
    case SettingsColumn:
        return settingsOf(row);
    default:
        return resultOf(row);
    }
}

QString SeveralRows::cardOf(const Row &row) const
{
    QStringList parts;
    for (const FormField &field : m_update.row.fields) {
        if (field.kind == Kind::CardNumber && row.values.has(field.key))
            parts << maskedCardNumber(row.values.secret(field.key).bytes());
        else if (field.kind == Kind::CardExpiry && row.values.has(field.key))
            parts << displayExpiry(row.values.value(field.key));
    }
    return parts.join(u" · "_s);
}

QString SeveralRows::settingsOf(const Row &row) const
{
    QStringList parts;
    for (const FormField &field : m_update.row.fields) {
        if (!isCardField(field) && !field.isSecret() && row.values.has(field.key))
            parts << tr("%1: %2").arg(field.label, shown(choiceLabel(field, row.values.value(field.key))));
    }
    return parts.join(u" · "_s);
}

QString SeveralRows::resultOf(const Row &row) const
{
    const auto with = [&row](const QString &word) {
        return row.detail.isEmpty() ? word : word + u": "_s + shown(row.detail);
    };
    switch (row.standing) {
    case Standing::Editing:
        return row.problem.isEmpty() ? tr("Ready") : row.problem;
    case Standing::UnderWay:
        return tr("Being sent…");
    case Standing::Succeeded:
        return row.state.isEmpty() ? tr("Updated") : tr("Updated. %1").arg(row.state);
    case Standing::Refused:
        return row.problem.isEmpty() ? with(tr("Refused")) : row.problem + u' ' + with(tr("Refused"));
    case Standing::Unclear:
        return with(tr("Unclear")) + (row.state.isEmpty() ? QString() : u' ' + row.state);
    case Standing::Unknown:
        break;
    }
    return tr("Outcome unknown: sent, and no answer came");
}

FormValues SeveralRows::initialValues() const
{
    FormValues values;
    for (const FormField &field : m_update.row.fields) {
        if (!field.isSecret())
            values.set(field.key, field.initialValue);
    }
    return values;
}

FormValues SeveralRows::presentValues(const Token &token) const
{
    FormValues values = initialValues();
    for (const TokenField &told : token.fields) {
        const FormField *field = m_update.row.field(m_update.toldBy.key(told.key));
        if (!field)
            continue;
        for (const Choice &choice : field->choices) {
            if (choice.label == told.value)
                values.set(field->key, choice.value);
        }
    }
    return values;
}

FormValues SeveralRows::copyOf(const FormValues &values) const
{
    FormValues copy;
    for (const FormField &field : m_update.row.fields) {
        if (field.isSecret() && values.has(field.key))
            copy.setSecret(field.key, SecretBytes::copyOf(values.secret(field.key).view()));
        else if (!field.isSecret())
            copy.set(field.key, values.value(field.key));
    }
    return copy;
}

int SeveralRows::add(std::vector<SeveralInput::Row> rows, bool wasTyped)
{
    const int first = rowCount();
    const int added = std::min(static_cast<int>(rows.size()), m_update.mostRows - first);
    if (added <= 0)
        return 0;
    beginInsertRows({}, first, first + added - 1);
    for (int i = 0; i < added; ++i) {
        SeveralInput::Row &given = rows.at(static_cast<std::size_t>(i));
        Row &row = m_rows.emplace_back();
        row.token = given.token;
        row.values = std::move(given.values);
        row.wasTyped = wasTyped;
        row.given = row.values.plain();
        row.card = cardOf(row);
    }
    endInsertRows();
    refresh();
    return added;
}

bool SeveralRows::addEmpty()
{
    std::vector<SeveralInput::Row> rows;
    rows.push_back({{}, initialValues()});
    return add(std::move(rows), true) == 1;
}

void SeveralRows::remove(int row)
{
    if (standing(row) == Standing::UnderWay)
        return;
    beginRemoveRows({}, row, row);
    m_rows.erase(m_rows.begin() + row);
    endRemoveRows();
    refresh();
}

bool SeveralRows::isEditable(int row) const
{
    return standing(row) == Standing::Editing || standing(row) == Standing::Refused;
}

void SeveralRows::set(int row, const TokenId &token, FormValues values)
{
    if (!isEditable(row))
        return;
    Row &edited = at(row);
    const bool isOther = edited.token != token; // and then others may be, or have been, for the same one
    edited.token = token;
    edited.values = std::move(values);
    edited.card = cardOf(edited);
    if (isOther)
        return refresh();
    const auto isSame = [&token](const Row &one) { return one.token == token; };
    judge(edited, std::count_if(m_rows.begin(), m_rows.end(), isSame) > 1);
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    Q_EMIT changed();
}

void SeveralRows::release(int row)
{
    if (standing(row) != Standing::Unclear && standing(row) != Standing::Unknown)
        return;
    at(row).standing = Standing::Editing;
    at(row).detail.clear();
    at(row).state.clear();
    refresh();
}

QString SeveralRows::problem(int row) const
{
    return at(row).problem;
}

int SeveralRows::firstProblem() const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [](const Row &row) { return !row.problem.isEmpty(); });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int SeveralRows::count(Standing standing) const
{
    return static_cast<int>(
        std::count_if(m_rows.begin(), m_rows.end(), [standing](const Row &row) { return row.standing == standing; }));
}

int SeveralRows::sendableCount() const
{
    return count(Standing::Editing) + count(Standing::Refused);
}

bool SeveralRows::hasUnsentInput() const
{
    return std::any_of(m_rows.begin(), m_rows.end(), [&](const Row &row) {
        if (row.standing != Standing::Editing && row.standing != Standing::Refused)
            return false;
        const bool hasSecret =
            std::any_of(m_update.row.fields.begin(), m_update.row.fields.end(),
                        [&row](const FormField &field) { return field.isSecret() && row.values.has(field.key); });
        return hasSecret || row.values.plain() != row.given || (row.wasTyped && !row.token.isEmpty());
    });
}

std::vector<UpdateRow> SeveralRows::takeForSending()
{
    std::vector<UpdateRow> sent;
    for (Row &row : m_rows) {
        if (row.standing != Standing::Editing && row.standing != Standing::Refused)
            continue;
        sent.push_back({row.token, copyOf(row.values)});
        row.standing = Standing::UnderWay;
        row.detail.clear();
        row.state.clear();
    }
    refresh();
    return sent;
}

void SeveralRows::end(const Result<SeveralUpdated> &outcome)
{
    QHash<QString, RowOutcome> byToken;
    if (outcome) {
        for (const RowOutcome &row : outcome->rows)
            byToken.insert(row.token.value, row);
    }
    for (Row &row : m_rows) {
        if (row.standing != Standing::UnderWay)
            continue;
        if (outcome) {
            const auto said = byToken.constFind(row.token.value);
            row.standing = said == byToken.cend() ? Standing::Unclear : standingOf(said->kind);
            row.detail = said == byToken.cend() ? tr("The answer does not name it.") : said->detail;
        } else {
            row.standing = outcome.error().kind == Error::Kind::OutcomeUnknown ? Standing::Unknown : Standing::Editing;
        }
        if (row.standing == Standing::Succeeded)
            wipe(row);
    }
    refresh();
}

void SeveralRows::setReading(const TokenId &token, const QString &state)
{
    for (Row &row : m_rows) {
        if (row.token == token && (row.standing == Standing::Succeeded || row.standing == Standing::Unclear))
            row.state = state;
    }
    refresh();
}

void SeveralRows::wipe(Row &row) const
{
    for (const FormField &field : m_update.row.fields) {
        if (field.isSecret())
            row.values.remove(field.key);
    }
}

void SeveralRows::wipe()
{
    for (Row &row : m_rows)
        wipe(row);
    refresh();
}

void SeveralRows::judge()
{
    QHash<QString, int> uses;
    for (const Row &row : m_rows)
        ++uses[row.token.value];
    for (Row &row : m_rows)
        judge(row, uses.value(row.token.value) > 1);
}

// A row that was carried out counts too: one more for the same token would be sent in a second request, by mistake.
void SeveralRows::judge(Row &row, bool isRepeated) const
{
    row.problem.clear();
    row.problemField.clear();
    if (row.standing != Standing::Editing && row.standing != Standing::Refused)
        return;
    if (row.token.isEmpty()) {
        row.problem = tr("Enter the token, or remove the row.");
    } else if (isCardNumber(row.token.value)) {
        row.problem = tr("A card number stands where the token belongs.");
    } else if (isRepeated) {
        row.problem = tr("This token is in another row too.");
    } else {
        FormValues id;
        id.set(m_tokenId.key, row.token.value);
        for (const FieldProblem &problem : check({.id = {}, .fields = {m_tokenId}}, id, {})) {
            if (problem.severity == FieldProblem::Severity::Error)
                row.problem = tr("%1: %2").arg(m_tokenId.label, problem.message);
        }
    }
    if (!row.problem.isEmpty())
        return;
    for (const FieldProblem &problem : check(m_update.row, row.values, m_clock.nowUtc().toLocalTime().date())) {
        if (problem.severity != FieldProblem::Severity::Error)
            continue;
        const FormField *field = m_update.row.field(problem.key);
        row.problem = field ? tr("%1: %2").arg(field->label, problem.message) : problem.message;
        row.problemField = problem.key;
        return;
    }
}

void SeveralRows::refresh()
{
    judge();
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    Q_EMIT changed();
}

// SPDX-License-Identifier: Apache-2.0
#include "ui/journal/journalmodel.h"

#include "app/core/observe.h"
#include "ui/journal/journaltext.h"
#include "ui/operationtext.h"
#include "ui/shown.h"
#include "ui/theme/theme.h"
#include "ui/tokens/readingage.h"
#include "ui/tokens/tokentablemodel.h"

using namespace Qt::StringLiterals;

namespace {
QString cellOf(const JournalEntry &entry, int column)
{
    const JournalIntent &intent = entry.intent;
    switch (column) {
    case JournalModel::TimeColumn:
        return localTime(entry.openedAt);
    case JournalModel::OperatorColumn:
        return intent.operatorId;
    case JournalModel::WhatColumn:
        return operationText(intent.operation);
    case JournalModel::TokenColumn:
        return !intent.tokens.isEmpty()         ? JournalModel::tr("%1 tokens").arg(intent.tokens.size())
               : !intent.token.isEmpty()        ? intent.token.value
               : !entry.outcome.token.isEmpty() ? entry.outcome.token.value
                                                : entry.settlement.token.value;
    case JournalModel::OutcomeColumn:
        return resultText(entry);
    case JournalModel::TicketColumn:
        return intent.ticket;
    case JournalModel::ReasonColumn:
        return intent.reason;
    case JournalModel::ConnectionColumn:
        return u"%1 (%2)"_s.arg(intent.connectionName, intent.environment);
    case JournalModel::CorrelationColumn:
        return intent.correlationId;
    default:
        return {};
    }
}

QString cellOf(const RecordedEvent &event, int column)
{
    switch (column) {
    case JournalModel::TimeColumn:
        return localTime(event.happenedAt);
    case JournalModel::OperatorColumn:
        return event.event.operatorId;
    case JournalModel::WhatColumn:
        return eventText(event.event.kind);
    case JournalModel::TokenColumn:
        return event.event.token.value;
    case JournalModel::OutcomeColumn:
        return resultText(event);
    case JournalModel::TicketColumn:
        return event.event.affectedItem;
    case JournalModel::ReasonColumn:
        return event.event.detail;
    case JournalModel::ConnectionColumn:
        return event.event.connectionId;
    default:
        return {};
    }
}

bool isIdentifierColumn(int column)
{
    return column == JournalModel::TokenColumn || column == JournalModel::CorrelationColumn;
}
} // namespace

JournalModel::JournalModel(std::shared_ptr<Journal> journal, QObject *parent)
    : QAbstractTableModel(parent), m_journal(std::move(journal))
{
}

void JournalModel::read(Content content, const JournalFilter &filter)
{
    ++m_reading;
    if (content != m_content) {
        beginResetModel();
        m_rows.clear();
        m_content = content;
        endResetModel();
    }
    m_filter = filter;
    m_isComplete = false;
    ask(0);
}

void JournalModel::ask(qint64 before)
{
    m_isReading = true;
    m_error.reset();
    if (m_content == Content::Operations)
        watch(m_journal->query(m_filter, before, pageSize), before == 0);
    else
        watch(m_journal->events(m_filter, before, pageSize), before == 0);
    Q_EMIT progressed();
}

template <typename T>
void JournalModel::watch(const Pending<QList<T>> &page, bool isFirst)
{
    observe<QList<T>>(this, page, [this, asked = m_reading, isFirst](const Result<QList<T>> &rows) {
        if (asked != m_reading)
            return;
        if (rows) {
            m_isComplete = rows->size() < pageSize;
            take(*rows, isFirst); // still reading: whoever is told of new rows may ask for more before they are there
        } else {
            m_isComplete = true; // a view would ask again and again
            m_error = rows.error();
        }
        m_isReading = false;
        Q_EMIT progressed();
    });
}

template <typename T>
void JournalModel::take(const QList<T> &page, bool isFirst)
{
    if (isFirst) {
        beginResetModel();
        m_rows = QList<Row>(page.cbegin(), page.cend());
        endResetModel();
    } else if (!page.isEmpty()) {
        const int first = rowCount();
        beginInsertRows({}, first, first + static_cast<int>(page.size()) - 1);
        for (const T &row : page)
            m_rows.append(row);
        endInsertRows();
    }
}

qint64 JournalModel::oldest() const
{
    return std::visit([](const auto &row) { return row.id; }, m_rows.last());
}

bool JournalModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && !m_isReading && !m_isComplete && !m_rows.isEmpty();
}

void JournalModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        ask(oldest());
}

int JournalModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int JournalModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant JournalModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows.at(index.row());
    const auto cell = [&] {
        return std::visit([&](const auto &it) { return shown(cellOf(it, index.column())); }, row);
    };
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return cell();
    case Qt::AccessibleTextRole:
        return u"%1: %2"_s.arg(headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString(), cell());
    case Qt::FontRole:
        return isIdentifierColumn(index.column()) ? QVariant(identifierFont()) : QVariant();
    case TokenTableModel::StateRole: // what ChipDelegate asks for
        return static_cast<int>(std::visit([](const auto &it) { return resultLook(it); }, row));
    default:
        return {};
    }
}

QVariant JournalModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const bool isEvents = m_content == Content::Events;
    switch (section) {
    case TimeColumn:
        return tr("Time");
    case OperatorColumn:
        return tr("Operator");
    case WhatColumn:
        return isEvents ? tr("Event") : tr("Operation");
    case TokenColumn:
        return tr("Token");
    case OutcomeColumn:
        return isEvents ? tr("Result") : tr("Outcome");
    case TicketColumn:
        return isEvents ? tr("About") : tr("Ticket");
    case ReasonColumn:
        return isEvents ? tr("Detail") : tr("Reason");
    case ConnectionColumn:
        return tr("Connection");
    case CorrelationColumn:
        return isEvents ? QString() : tr("Correlation id");
    default:
        return {};
    }
}

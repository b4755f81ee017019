// SPDX-License-Identifier: Apache-2.0
#include "ui/tokens/tokentablemodel.h"

#include "ui/cardart/cardface.h"
#include "ui/cardart/statelook.h"
#include "ui/shown.h"
#include "ui/theme/theme.h"
#include "ui/tokens/readingage.h"

using namespace Qt::StringLiterals;

QString cardText(const Token &token)
{
    const QString scheme = schemeText(token.scheme, token.schemeWord);
    return token.cardLastDigits.isEmpty() ? shown(scheme) : shown(u"%1 ·· %2"_s.arg(scheme, token.cardLastDigits));
}

TokenTableModel::TokenTableModel(const Clock &clock, QObject *parent) : QAbstractTableModel(parent), m_clock(clock) {}

void TokenTableModel::setReadings(QList<TokenReading> readings)
{
    beginResetModel();
    m_readings = std::move(readings);
    indexRows();
    endResetModel();
}

void TokenTableModel::indexRows()
{
    m_rows.clear();
    m_rows.reserve(m_readings.size());
    for (int row = 0; row < m_readings.size(); ++row)
        m_rows.insert(m_readings.at(row).token.id, row);
}

void TokenTableModel::upsert(const TokenReading &reading)
{
    if (const int row = rowOf(reading.token.id); row >= 0) {
        if (reading.readAt < m_readings.at(row).readAt)
            return;
        m_readings[row] = reading;
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
        return;
    }
    // At the end of the list: the view sorts, and no other row has to be renumbered.
    const int row = static_cast<int>(m_readings.size());
    beginInsertRows({}, row, row);
    m_readings.append(reading);
    m_rows.insert(reading.token.id, row);
    endInsertRows();
}

void TokenTableModel::refreshAges()
{
    if (!m_readings.isEmpty())
        Q_EMIT dataChanged(index(0, SeenColumn), index(rowCount() - 1, SeenColumn), {Qt::DisplayRole});
}

int TokenTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_readings.size());
}

int TokenTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TokenTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const TokenReading &reading = m_readings.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(reading, index.column());
    case Qt::ToolTipRole:
        return toolTip(reading, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == ArtColumn ? tr("Card") : text(reading, index.column());
    case Qt::FontRole:
        return index.column() == TokenColumn ? identifierFont() : QVariant();
    case StateRole:
        return static_cast<int>(reading.token.state);
    case SchemeRole:
        return static_cast<int>(reading.token.scheme);
    case SortRole:
        return sortKey(reading, index.column());
    default:
        return {};
    }
}

QString TokenTableModel::text(const TokenReading &reading, int column) const
{
    switch (column) {
    case TokenColumn:
        return shown(reading.token.id.value);
    case StateColumn:
        return stateText(reading.token.state, reading.token.stateWord);
    case CardColumn:
        return cardText(reading.token);
    case ExpiryColumn:
        return reading.token.cardExpiry.isEmpty() ? u"—"_s : shown(displayExpiry(reading.token.cardExpiry));
    case SeenColumn:
        return shortAge(reading.readAt, m_clock.nowUtc());
    default:
        return {};
    }
}

QVariant TokenTableModel::sortKey(const TokenReading &reading, int column) const
{
    const QString &expiry = reading.token.cardExpiry;
    switch (column) {
    case StateColumn:
        return static_cast<int>(reading.token.state);
    case ExpiryColumn:
        return expiry.size() == 4 ? expiry.sliced(2) + expiry.first(2) : expiry; // MMYY sorts by year
    case SeenColumn:
        return reading.readAt;
    default:
        return text(reading, column);
    }
}

QString TokenTableModel::toolTip(const TokenReading &reading, int column) const
{
    return column == SeenColumn ? tr("Read %1").arg(localTime(reading.readAt)) : text(reading, column);
}

QVariant TokenTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const QString titles[] = {QString(), tr("Token"), tr("State"), tr("Card"), tr("Expires"), tr("Seen")};
    return titles[section];
}

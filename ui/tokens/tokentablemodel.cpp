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
    m_rows.clear();
    endResetModel();
}

int TokenTableModel::rowOf(const TokenId &token) const
{
    if (m_rows.isEmpty()) {
        m_rows.reserve(m_readings.size());
        for (int row = 0; row < m_readings.size(); ++row)
            m_rows.insert(m_readings.at(row).token.id, row);
    }
    return m_rows.value(token, -1);
}

bool TokenTableModel::holdsText(int row, const QString &text) const
{
    const Token &token = m_readings.at(row).token;
    const auto isIn = [&text](const QString &word) { return word.contains(text, Qt::CaseInsensitive); };
    return isIn(token.id.value) || isIn(token.cardLastDigits) || isIn(token.par) || isIn(token.issuerName)
           || isIn(token.productName) || isIn(schemeText(token.scheme, token.schemeWord)) || isIn(token.stateWord);
}

bool TokenTableModel::isLess(int row, int otherRow, int column) const
{
    const TokenReading &a = m_readings.at(row);
    const TokenReading &b = m_readings.at(otherRow);
    switch (column) {
    case TokenColumn:
        return a.token.id < b.token.id;
    case StateColumn:
        return a.token.state != b.token.state ? a.token.state < b.token.state : a.token.stateWord < b.token.stateWord;
    case ExpiryColumn: // MMYY sorts by year
        return std::pair(QStringView(a.token.cardExpiry).mid(2), QStringView(a.token.cardExpiry).left(2))
               < std::pair(QStringView(b.token.cardExpiry).mid(2), QStringView(b.token.cardExpiry).left(2));
    case SeenColumn:
        return a.readAt < b.readAt;
    default: {
        const int byScheme = schemeText(a.token.scheme, a.token.schemeWord).compare(schemeText(b.token.scheme, b.token.schemeWord));
        return byScheme != 0 ? byScheme < 0 : a.token.cardLastDigits < b.token.cardLastDigits;
    }
    }
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
    // At the end of the list: the filter puts it in its place, and no other row has to be renumbered.
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
        return index.column() == ArtColumn ? cardText(reading.token) : text(reading, index.column());
    case Qt::FontRole:
        return index.column() == TokenColumn ? identifierFont() : QVariant();
    case StateRole:
        return static_cast<int>(reading.token.state);
    case SchemeRole:
        return static_cast<int>(reading.token.scheme);
    case ArtRole:
        return QVariant::fromValue(reading.token.art);
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

QString TokenTableModel::toolTip(const TokenReading &reading, int column) const
{
    return column == SeenColumn ? tr("Read %1").arg(localTime(reading.readAt)) : text(reading, column);
}

QVariant TokenTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role == Qt::AccessibleTextRole && section == ArtColumn)
        return tr("Card art");
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    const QString titles[] = {QString(), tr("Token"), tr("State"), tr("Card"), tr("Expires"), tr("Seen")};
    return titles[section];
}

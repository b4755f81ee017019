// SPDX-License-Identifier: Apache-2.0
#include "ui/pending/openitemsmodel.h"

#include "ui/pending/openitemtext.h"
#include "ui/shown.h"
#include "ui/tokens/readingage.h"

using namespace Qt::StringLiterals;

namespace {
QString originText(const JournalIntent &intent)
{
    QStringList parts{OpenItemsModel::tr("by %1").arg(shown(intent.operatorId)), shown(intent.connectionName)};
    if (!intent.ticket.isEmpty())
        parts << shown(intent.ticket);
    return parts.join(u" · "_s);
}
} // namespace

OpenItemsModel::OpenItemsModel(const Clock &clock, QObject *parent) : QAbstractListModel(parent), m_clock(clock) {}

void OpenItemsModel::setItems(const QList<JournalEntry> &items, const Capabilities *capabilities)
{
    beginResetModel();
    m_items = items;
    m_titles.clear();
    m_capabilities = capabilities;
    for (const JournalEntry &entry : items)
        m_titles << titleOf(entry, capabilities);
    endResetModel();
}

int OpenItemsModel::rowOf(qint64 entry) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (m_items.at(row).id == entry)
            return row;
    }
    return -1;
}

void OpenItemsModel::refreshAges()
{
    if (!m_items.isEmpty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {AgeRole, RemarkRole});
}

int OpenItemsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

QString OpenItemsModel::remark(const JournalEntry &entry) const
{
    const QString said = stillUnknownText(entry);
    if (!isAwaited(entry))
        return said;
    QStringList parts{awaitedCard(entry), said.isEmpty() ? waitingText(entry, m_capabilities, m_clock.nowUtc()) : said};
    parts.removeAll(QString());
    return parts.join(u" · "_s);
}

QVariant OpenItemsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const JournalEntry &entry = m_items.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return m_titles.at(index.row());
    case AgeRole:
        return shortAge(entry.openedAt, m_clock.nowUtc());
    case OriginRole:
        return originText(entry.intent);
    case RemarkRole:
        return remark(entry);
    case Qt::AccessibleTextRole: {
        QStringList spoken{m_titles.at(index.row()), spokenAge(entry.openedAt, m_clock.nowUtc()), originText(entry.intent)};
        if (const QString said = remark(entry); !said.isEmpty())
            spoken << said;
        return spoken.join(u", "_s);
    }
    case Qt::ToolTipRole:
        return localTime(entry.openedAt);
    default:
        return {};
    }
}

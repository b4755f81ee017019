// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/domain/journal.h"
#include "app/domain/tokenprovider.h"

#include <QAbstractListModel>

//! The operations whose outcome is unknown, one row each, newest first.
class OpenItemsModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        AgeRole = Qt::UserRole, //!< "2 h"
        OriginRole,             //!< who, where, for which ticket
        RemarkRole              //!< what someone has already said about it; may be empty
    };

    OpenItemsModel(const Clock &clock, QObject *parent);

    //! `capabilities` name forms; null when there is no connection. They outlive the next call.
    void setItems(const QList<JournalEntry> &items, const Capabilities *capabilities);
    [[nodiscard]] const JournalEntry &item(int row) const { return m_items.at(row); }
    [[nodiscard]] int rowOf(qint64 entry) const; //!< -1 when there is none
    void refreshAges();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    const Clock &m_clock;
    QList<JournalEntry> m_items;
    QStringList m_titles;
    const Capabilities *m_capabilities = nullptr;
    [[nodiscard]] QString remark(const JournalEntry &entry) const;
};

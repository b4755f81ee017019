// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/journal.h"

#include <QAbstractTableModel>

#include <memory>
#include <optional>
#include <variant>

//! The journal's operations, or its other events, newest first: read a page at a time, as far as someone scrolls.
class JournalModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum class Content { Operations, Events };
    enum Column {
        TimeColumn,
        OperatorColumn,
        WhatColumn,
        TokenColumn,
        OutcomeColumn,
        TicketColumn, //!< of an event: what it was about
        ReasonColumn, //!< of an event: detail
        ConnectionColumn,
        CorrelationColumn,
        ColumnCount
    };
    // Held as they came: texts are made for the cells that are painted.
    using Row = std::variant<JournalEntry, RecordedEvent>;

    static constexpr int pageSize = 200;

    JournalModel(std::shared_ptr<Journal> journal, QObject *parent);

    //! Reads from the newest row on; what is shown stays until the first page is there.
    void read(Content content, const JournalFilter &filter);
    void readAgain() { read(m_content, m_filter); }

    [[nodiscard]] Content content() const { return m_content; }
    [[nodiscard]] const JournalFilter &filter() const { return m_filter; }
    [[nodiscard]] const Row &row(int row) const { return m_rows.at(row); }
    [[nodiscard]] bool isReading() const { return m_isReading; }
    [[nodiscard]] bool isComplete() const { return m_isComplete; } //!< no older row is left to read
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

Q_SIGNALS:
    //! A page was asked for, or its answer has come.
    void progressed();

private:
    void ask(qint64 before);
    template <typename T>
    void watch(const Pending<QList<T>> &page, bool isFirst);
    template <typename T>
    void take(const QList<T> &page, bool isFirst);
    [[nodiscard]] qint64 oldest() const;

    std::shared_ptr<Journal> m_journal;
    Content m_content = Content::Operations;
    JournalFilter m_filter;
    QList<Row> m_rows;
    quint64 m_reading = 0; //!< number of the latest `read`: pages of earlier ones are dropped
    bool m_isReading = false;
    bool m_isComplete = true;
    std::optional<Error> m_error;
};

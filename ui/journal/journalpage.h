// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/domain/journal.h"
#include "ui/outcomeline.h"

#include <QPointer>
#include <QWidget>

#include <memory>

class DetailsView;
class EmptyPlace;
class JournalFilterBar;
class JournalModel;
class QFileDialog;
class QLabel;
class QPushButton;
class QSplitter;
class QTableView;
class VerificationDialog;

//! Everything that this desk did, on every connection: who, when, why, on what, with which outcome. Filters, exports and
//! checks the journal; needs no connection.
class JournalPage : public QWidget
{
    Q_OBJECT
public:
    //! `clock` outlives the page.
    JournalPage(std::shared_ptr<Journal> journal, const Clock &clock, QWidget *parent = nullptr);

    //! Who exports and verifies.
    void setOperatorId(const QString &operatorId) { m_operatorId = operatorId; }
    void setCompact(bool isCompact);
    //! Splitter and columns; holds no data.
    [[nodiscard]] QByteArray saveLayout() const;
    void restoreLayout(const QByteArray &layout);

    //! Writes what is shown, and all of it that was not scrolled to, to the file: JSON when its name ends so.
    void exportTo(const QString &file);
    void verify();

Q_SIGNALS:
    void reported(const OutcomeLine &line);

protected:
    void showEvent(QShowEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    void buildTable();
    void read();
    void followProgress();
    void updateEmptyPlace();
    void followSelection();
    void findChain(const JournalEntry &entry);
    void askForFile();

    std::shared_ptr<Journal> m_journal;
    const Clock &m_clock;
    QString m_operatorId;
    JournalModel *m_model;
    JournalFilterBar *m_filterBar;
    QTableView *m_table;
    EmptyPlace *m_emptyPlace = nullptr;
    QLabel *m_count;
    QLabel *m_title;
    DetailsView *m_details;
    QSplitter *m_splitter;
    QPushButton *m_export;
    QPushButton *m_verify;
    QPointer<VerificationDialog> m_dialog;
    QPointer<QFileDialog> m_fileDialog;
    qint64 m_chosen = 0;   //!< id of the row whose details are shown
    quint64 m_asking = 0;  //!< number of the latest question about the chain
    bool m_isExporting = false;
};

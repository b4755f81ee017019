// SPDX-License-Identifier: Apache-2.0
#include "ui/journal/journalpage.h"

#include "app/core/observe.h"
#include "ui/errortext.h"
#include "ui/journal/journalactions.h"
#include "ui/journal/journalfilterbar.h"
#include "ui/journal/journalmodel.h"
#include "ui/journal/journaltext.h"
#include "ui/journal/verificationdialog.h"
#include "ui/operationtext.h"
#include "ui/theme/theme.h"
#include "ui/tokens/detailsview.h"
#include "ui/tokens/emptyplace.h"
#include "ui/tokens/tokendelegates.h"

#include <QDataStream>
#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {
constexpr int journalTableWidth = 760;
constexpr int detailsWidth = 372;
constexpr int narrowestDetails = 280;
constexpr int detailsSide = 16;
constexpr quint32 journalLayoutVersion = 1;
// In widths of a digit, so that they grow with the font; the last column takes the rest.
constexpr std::pair<int, int> journalColumns[] = {
    {JournalModel::TimeColumn, 22},   {JournalModel::OperatorColumn, 11}, {JournalModel::WhatColumn, 14},
    {JournalModel::TokenColumn, 20},  {JournalModel::OutcomeColumn, 21},  {JournalModel::TicketColumn, 13},
    {JournalModel::ReasonColumn, 19}, {JournalModel::ConnectionColumn, 26}};
} // namespace

JournalPage::JournalPage(std::shared_ptr<Journal> journal, const Clock &clock, QWidget *parent)
    : QWidget(parent), m_journal(std::move(journal)), m_clock(clock), m_model(new JournalModel(m_journal, this)),
      m_filterBar(new JournalFilterBar(clock, this)), m_table(new QTableView(this)), m_count(new QLabel(this)),
      m_title(new QLabel(this)), m_details(new DetailsView(this)), m_splitter(new QSplitter(this)),
      m_export(new QPushButton(tr("Export…"), this)), m_verify(new QPushButton(tr("Verify"), this))
{
    setObjectName(u"journalPage"_s);
    setAccessibleName(tr("Journal"));
    setAttribute(Qt::WA_StyledBackground);
    setRole(this, "page");
    buildTable();
    build();
    connect(m_filterBar, &JournalFilterBar::changed, this, &JournalPage::read);
    connect(m_filterBar, &JournalFilterBar::left, this, [this] { m_table->setFocus(Qt::TabFocusReason); });
    connect(m_model, &JournalModel::progressed, this, &JournalPage::followProgress);
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] { m_table->selectRow(0); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &JournalPage::followSelection);
    connect(m_emptyPlace, &EmptyPlace::pressed, this, [this] {
        if (m_model->error())
            read();
        else
            m_filterBar->clear();
    });
    connect(m_export, &QPushButton::clicked, this, &JournalPage::askForFile);
    connect(m_verify, &QPushButton::clicked, this, &JournalPage::verify);
}

void JournalPage::buildTable()
{
    m_table->setObjectName(u"journalTable"_s);
    m_table->setAccessibleName(tr("The journal's rows"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new RowDelegate(m_table));
    m_table->setItemDelegateForColumn(JournalModel::OutcomeColumn, new ChipDelegate(m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setCornerButtonEnabled(false);
    m_table->installEventFilter(this);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    QHeaderView *header = m_table->horizontalHeader();
    header->setObjectName(u"journalTableHeader"_s);
    header->setAccessibleName(tr("Columns"));
    header->setHighlightSections(false);
    header->setStretchLastSection(true);
    header->setMinimumSectionSize(48);
    const int digit = fontMetrics().horizontalAdvance(u'0');
    for (const auto &[column, digits] : journalColumns)
        m_table->setColumnWidth(column, digits * digit);
    m_emptyPlace = new EmptyPlace(m_table->viewport());
    m_emptyPlace->say({}, {});
    setCompact(false);
}

void JournalPage::build()
{
    m_export->setObjectName(u"exportJournalButton"_s);
    m_export->setAccessibleName(tr("Export the rows that are shown"));
    m_export->setToolTip(tr("Save the filtered rows as CSV or JSON. The journal records that."));
    m_verify->setObjectName(u"verifyJournalButton"_s);
    m_verify->setAccessibleName(tr("Verify the journal"));
    m_verify->setToolTip(tr("Check that no row was changed, removed or added since it was written"));
    m_count->setObjectName(u"journalCountLabel"_s);
    m_count->setTextFormat(Qt::PlainText);
    m_count->setContentsMargins(Metrics::gap, 0, Metrics::gap, 0);
    setRole(m_count, "muted");
    m_filterBar->addButtons({m_count, m_verify, m_export});

    auto *aside = new QWidget(m_splitter);
    aside->setAttribute(Qt::WA_StyledBackground);
    aside->setMinimumWidth(narrowestDetails);
    setRole(aside, "aside");
    m_title->setObjectName(u"journalRowTitle"_s);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
    m_title->setFont(headingFont(2));
    m_details->setObjectName(u"journalDetailsView"_s);
    m_details->setAccessibleName(tr("Details of the chosen row"));
    auto *side = new QVBoxLayout(aside);
    side->setContentsMargins(detailsSide, detailsSide, detailsSide, 0);
    side->addWidget(m_title);
    side->addWidget(m_details, 1);

    m_splitter->setObjectName(u"journalSplitter"_s);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(aside);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setSizes({journalTableWidth, detailsWidth});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_filterBar);
    column->addWidget(m_splitter, 1);
    setFocusProxy(m_table);
    setTabOrder(m_export, m_table);
    setTabOrder(m_table, m_details);
}

void JournalPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!event->spontaneous())
        read();
}

void JournalPage::setCompact(bool isCompact)
{
    const int least = fontMetrics().height() + Metrics::spacing;
    m_table->verticalHeader()->setMinimumSectionSize(1);
    m_table->verticalHeader()->setDefaultSectionSize(std::max(least, isCompact ? Metrics::compactRowHeight : Metrics::rowHeight));
}

void JournalPage::read()
{
    m_model->read(m_filterBar->content(), m_filterBar->filter());
}

void JournalPage::followProgress()
{
    const QString rows = QLocale().toString(m_model->rowCount());
    m_count->setText(m_model->isReading()     ? tr("Reading…")
                     : m_model->isComplete() ? m_model->rowCount() == 1 ? tr("1 row") : tr("%1 rows").arg(rows)
                                             : tr("%1 rows, more below").arg(rows));
    m_export->setEnabled(m_model->rowCount() > 0 && !m_isExporting);
    updateEmptyPlace();
}

void JournalPage::updateEmptyPlace()
{
    if (m_model->error()) {
        const ErrorText text = describe(*m_model->error(), nullptr, std::nullopt);
        m_emptyPlace->say(tr("The journal could not be read"), text.meaning + u' ' + text.nextStep, tr("Try again"));
    } else if (m_model->rowCount() > 0 || m_model->isReading()) {
        m_emptyPlace->say({}, {});
    } else if (m_filterBar->isFiltering()) {
        m_emptyPlace->say(tr("No row matches the filter"), {}, tr("Clear the filter"));
    } else {
        m_emptyPlace->say(tr("Nothing is recorded yet"),
                          tr("Every request that changes a token is written here before it is sent, with who asked for it and why, and "
                             "its outcome once that is known."));
    }
}

void JournalPage::followSelection()
{
    ++m_asking;
    const QModelIndex index = m_table->currentIndex();
    if (!index.isValid()) {
        m_chosen = 0;
        m_title->clear();
        return m_details->setFields({});
    }
    const JournalModel::Row &row = m_model->row(index.row());
    m_details->setFields(std::visit([](const auto &it) { return fieldsOf(it); }, row));
    if (const auto *entry = std::get_if<JournalEntry>(&row)) {
        m_title->setText(u"%1 · %2"_s.arg(operationText(entry->intent.operation), resultText(*entry)));
        findChain(*entry);
    } else {
        m_title->setText(eventText(std::get<RecordedEvent>(row).event.kind));
    }
}

void JournalPage::findChain(const JournalEntry &entry)
{
    const JournalIntent &intent = entry.intent;
    const TokenId token = !intent.tokens.isEmpty() ? intent.tokens.first()
                          : intent.token.isEmpty() ? entry.outcome.token
                                                   : intent.token;
    if (token.isEmpty())
        return;
    observe<JournalEvidence>(this, m_journal->evidence(entry.intent.connectionId, token),
                             [this, entry, asked = m_asking](const Result<JournalEvidence> &evidence) {
                                 if (evidence && asked == m_asking)
                                     m_details->setFields(fieldsOf(entry) + chainFieldsOf(entry, *evidence));
                             });
}

void JournalPage::askForFile()
{
    if (m_fileDialog || m_isExporting)
        return;
    m_fileDialog = new QFileDialog(this, tr("Export the rows that are shown"));
    m_fileDialog->setObjectName(u"exportJournalDialog"_s);
    m_fileDialog->setAttribute(Qt::WA_DeleteOnClose);
    m_fileDialog->setAcceptMode(QFileDialog::AcceptSave);
    m_fileDialog->setNameFilters({tr("Comma-separated values (*.csv)"), tr("JSON (*.json)")});
    m_fileDialog->setDefaultSuffix(u"csv"_s);
    m_fileDialog->selectFile(u"journal-%1"_s.arg(m_clock.nowUtc().toLocalTime().date().toString(Qt::ISODate)));
    connect(m_fileDialog, &QFileDialog::filterSelected, this, [this](const QString &chosen) {
        m_fileDialog->setDefaultSuffix(chosen.contains("*.json"_L1) ? u"json"_s : u"csv"_s);
    });
    connect(m_fileDialog, &QFileDialog::fileSelected, this, &JournalPage::exportTo);
    m_fileDialog->open();
}

void JournalPage::exportTo(const QString &file)
{
    const ExportFormat format = file.endsWith(".json"_L1, Qt::CaseInsensitive) ? ExportFormat::Json : ExportFormat::Csv;
    m_isExporting = true;
    m_export->setEnabled(false);
    Q_EMIT reported({OutcomeLine::Kind::Busy, tr("Exporting the journal…"), {}});
    observe<qint64>(this, exportJournalToFile(m_journal, m_filterBar->filter(), format, file, m_operatorId),
                    [this, file](const Result<qint64> &written) {
                        m_isExporting = false;
                        m_export->setEnabled(m_model->rowCount() > 0);
                        if (!written)
                            return Q_EMIT reported({OutcomeLine::Kind::Refused, tr("The journal could not be exported. Is the disk full, or the folder read-only?"), {}});
                        const QString count = *written == 1 ? tr("1 record") : tr("%1 records").arg(QLocale().toString(*written));
                        Q_EMIT reported({OutcomeLine::Kind::Succeeded, tr("%1 written to %2").arg(count, QDir::toNativeSeparators(file)), {}});
                    });
}

void JournalPage::verify()
{
    if (m_dialog)
        return;
    m_dialog = new VerificationDialog(m_journal, m_operatorId, this);
    connect(m_dialog, &VerificationDialog::verified, this, [this](const JournalVerdict &verdict) {
        Q_EMIT reported({verdict.isSound() ? OutcomeLine::Kind::Succeeded : OutcomeLine::Kind::Refused, verdictText(verdict).headline, {}});
    });
    m_dialog->open();
}

// Who comes here by Tab sees where they are; Return goes on to the details.
bool JournalPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if ((key == Qt::Key_Return || key == Qt::Key_Enter) && m_table->currentIndex().isValid()) {
            m_details->setFocus(Qt::OtherFocusReason);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

QByteArray JournalPage::saveLayout() const
{
    QByteArray layout;
    QDataStream stream(&layout, QIODevice::WriteOnly);
    stream.setVersion(QDataStream::Qt_6_4);
    stream << journalLayoutVersion << m_splitter->saveState() << m_table->horizontalHeader()->saveState() << m_filterBar->choices();
    return layout;
}

void JournalPage::restoreLayout(const QByteArray &layout)
{
    QDataStream stream(layout);
    stream.setVersion(QDataStream::Qt_6_4);
    quint32 version = 0;
    QByteArray splitter;
    QByteArray header;
    stream >> version >> splitter >> header;
    if (stream.status() != QDataStream::Ok || version != journalLayoutVersion)
        return;
    m_splitter->restoreState(splitter);
    m_table->horizontalHeader()->restoreState(header);
    QList<int> choices;
    stream >> choices; // nothing in layouts of before
    m_filterBar->choose(choices);
}

// SPDX-License-Identifier: Apache-2.0
#include "ui/several/severaldialog.h"

#include "app/core/observe.h"
#include "app/core/redact.h"
#include "ui/forms/environmentlook.h"
#include "ui/forms/formview.h"
#include "ui/forms/notice.h"
#include "ui/several/severalrows.h"
#include "ui/several/severalrun.h"
#include "ui/several/severaltext.h"
#include "ui/shown.h"
#include "ui/theme/labels.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QScrollArea>
#include <QShortcut>
#include <QSplitter>
#include <QStyledItemDelegate>
#include <QTableView>

using namespace Qt::StringLiterals;
using Standing = SeveralRows::Standing;

namespace {
constexpr int dialogMargin = 20;
constexpr int usualWidth = 960;
constexpr int usualHeight = 720;
constexpr int shortestTable = 110;
constexpr int widestForm = 680;
constexpr int recordWidth = 240;
constexpr int tallestTable = 170; // at first

// Fields of the desk itself.
QString severalTicketKey()
{
    return u"severalTicket"_s;
}

QString severalCommentKey()
{
    return u"severalComment"_s;
}

QPushButton *severalButton(const QString &objectName, const QString &text, const QString &tip,
                           const QKeySequence &shortcut = {})
{
    auto *button = new QPushButton(text);
    button->setObjectName(objectName);
    button->setAccessibleName(QString(text).remove(u'&'));
    const QString key = shortcut.toString(QKeySequence::NativeText);
    button->setToolTip(key.isEmpty() ? tip : u"%1 (%2)"_s.arg(tip, key));
    button->setAutoDefault(false);
    return button;
}

//! The token's id, in a group of its own, and what is asked for it.
Form rowForm(const SeveralColumns &columns)
{
    Form form = columns.row;
    FormField token = columns.tokenId;
    token.group = SeveralDialog::tr("Token to update");
    form.fields.prepend(token);
    return form;
}

Form recordForm()
{
    const QString group = SeveralDialog::tr("For the record");
    return {.id = u"severalRecord"_s,
            .fields = {{.key = severalTicketKey(),
                        .label = SeveralDialog::tr("Ticket"),
                        .group = group,
                        .maxLength = 64,
                        .help = SeveralDialog::tr("Your reference, such as the ticket number.")},
                       {.key = severalCommentKey(),
                        .label = SeveralDialog::tr("Comment"),
                        .group = group,
                        .maxLength = 500,
                        .help = SeveralDialog::tr("Both stand in the journal. No card data here.")}}};
}

QString columnsText(const SeveralColumns &columns)
{
    QStringList names{columns.tokenId.label};
    for (const FormField &field : columns.fields())
        names << field.label;
    return SeveralDialog::tr(
               "Columns, when pasted or from a file: %1. Only the first is needed; a first line of headings "
               "may name them in another order.")
        .arg(names.join(u", "_s));
}

//! What came of a row, or what is wrong with it, by symbol, word and colour.
class ResultDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->state &= ~QStyle::State_HasFocus; // the row is marked, not the cell
        if (index.column() != SeveralRows::ResultColumn)
            return;
        const auto standing = static_cast<Standing>(index.data(SeveralRows::StandingRole).toInt());
        const bool isProblem = index.data(SeveralRows::IsProblemRole).toBool() || standing == Standing::Refused;
        const bool isDoubtful = standing == Standing::Unclear || standing == Standing::Unknown;
        const QColor color = isProblem                         ? colors().danger
                             : isDoubtful                      ? colors().warning
                             : standing == Standing::Succeeded ? colors().activeChipText
                                                               : colors().muted;
        option->palette.setColor(QPalette::Text, color);
        option->palette.setColor(QPalette::HighlightedText, color);
        const QString symbol = standing == Standing::Succeeded ? u"✓ "_s
                               : isProblem || isDoubtful       ? u"⚠ "_s
                                                               : QString();
        option->text.prepend(symbol);
    }
};
} // namespace

SeveralDialog::SeveralDialog(std::shared_ptr<const Session> session, const QList<Token> &tokens, const Clock &clock,
                             QWidget *parent)
    : QDialog(parent), m_session(std::move(session)),
      m_columns{m_session->operations->capabilities().updateSeveral->row,
                m_session->operations->capabilities().tokenIdField,
                m_session->operations->capabilities().updateSeveral->mostRows},
      m_rows(new SeveralRows(*m_session->operations->capabilities().updateSeveral, m_columns.tokenId, clock, this)),
      m_form(new FormView), m_record(new FormView)
{
    setObjectName(u"severalDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(m_columns.row.title);
    setAccessibleName(windowTitle());
    resize(usualWidth, usualHeight);
    m_form->setForm(rowForm(m_columns), clock);
    m_record->setForm(recordForm(), clock);
    m_record->setObjectName(u"severalRecordForm"_s);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(dialogMargin, dialogMargin, dialogMargin, dialogMargin);
    column->setSpacing(Metrics::gap);
    column->addWidget(makeHeading());
    column->addWidget(makeTools());
    auto *parts = new QSplitter(Qt::Vertical);
    parts->setObjectName(u"severalSplitter"_s);
    parts->setChildrenCollapsible(false);
    parts->addWidget(makeTable());
    parts->addWidget(makeRowSide());
    parts->setStretchFactor(1, 1);
    parts->setSizes({tallestTable, usualHeight});
    column->addWidget(parts, 1);
    column->addWidget(makeFoot());
    makeShortcuts();

    connect(m_rows, &SeveralRows::changed, this, &SeveralDialog::judge);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &SeveralDialog::loadRow);
    connect(m_form, &FormView::changed, this, &SeveralDialog::storeRow);
    std::vector<SeveralInput::Row> rows;
    for (const Token &token : tokens)
        rows.push_back({token.id, m_rows->presentValues(token)});
    if (const int added = m_rows->add(std::move(rows), false); added < tokens.size())
        m_input->show(Notice::Kind::Warning, tr("Not every token that was selected is listed"),
                      tr("At most %1 can be sent at once.").arg(added));
    choose(0);
    loadRow();
    judge();
    if (m_rows->rowCount() > 0)
        m_table->setFocus();
    else
        m_add->setFocus();
}

SeveralDialog::~SeveralDialog()
{
    m_rows->disconnect(this); // the parts that it would talk to are going
    m_form->disconnect(this);
}

QWidget *SeveralDialog::makeHeading()
{
    auto *title = namedLabel(u"severalTitle"_s, m_columns.row.title);
    title->setFont(headingFont(4));
    auto *part = new QWidget;
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins({});
    column->setSpacing(Metrics::unit);
    column->addWidget(title);
    const QString destination =
        tr("Goes to %1 (%2).").arg(shown(m_session->profile.name), environmentName(m_session->profile.environment));
    column->addWidget(namedLabel(u"severalSummary"_s, m_columns.row.summary + u' ' + destination, "muted"));
    return part;
}

QWidget *SeveralDialog::makeTools()
{
    m_add = severalButton(u"addRowButton"_s, tr("&Add a row"), tr("Add a token by typing its id"),
                          QKeySequence(Qt::Key_Insert));
    m_paste = severalButton(u"pasteRowsButton"_s, tr("&Paste rows"),
                            tr("Add what was copied: a token a line, or columns of a spreadsheet"),
                            QKeySequence(QKeySequence::Paste));
    m_file = severalButton(u"readRowsButton"_s, tr("From a &file…"), tr("Add the rows of a CSV file"));
    for (QPushButton *button : {m_paste, m_file}) {
        button->setToolTip(button->toolTip() + u"\n"_s + columnsText(m_columns));
        button->setAccessibleDescription(button->toolTip());
    }
    m_remove = severalButton(u"removeRowButton"_s, tr("&Remove the row"),
                             tr("Take the chosen row out; the token itself stays"), QKeySequence(Qt::Key_Delete));
    m_count = namedLabel(u"severalCount"_s, {}, "muted");
    m_count->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_input = new Notice;
    m_input->setObjectName(u"severalInputNotice"_s);
    connect(m_add, &QPushButton::clicked, this, &SeveralDialog::addRow);
    connect(m_paste, &QPushButton::clicked, this, &SeveralDialog::paste);
    connect(m_file, &QPushButton::clicked, this, &SeveralDialog::askForFile);
    connect(m_remove, &QPushButton::clicked, this, &SeveralDialog::removeRow);

    auto *part = new QWidget;
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins({});
    column->setSpacing(Metrics::unit);
    auto *row = new QHBoxLayout;
    row->setSpacing(Metrics::spacing);
    for (QPushButton *button : {m_add, m_paste, m_file, m_remove})
        row->addWidget(button);
    row->addWidget(m_count, 1);
    column->addLayout(row);
    column->addWidget(m_input);
    return part;
}

QWidget *SeveralDialog::makeTable()
{
    m_table = new QTableView;
    m_table->setObjectName(u"severalTable"_s);
    m_table->setAccessibleName(tr("Tokens to be updated"));
    m_table->setModel(m_rows);
    m_table->setItemDelegate(new ResultDelegate(m_table));
    m_table->setCornerButtonEnabled(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setWordWrap(false);
    m_table->setMinimumHeight(shortestTable);
    m_table->verticalHeader()->setDefaultSectionSize(Metrics::compactRowHeight);
    m_table->verticalHeader()->setSectionsClickable(false);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->resizeSection(SeveralRows::TokenColumn, 190);
    m_table->horizontalHeader()->resizeSection(SeveralRows::CardColumn, 200);
    m_table->horizontalHeader()->resizeSection(SeveralRows::SettingsColumn, 190);
    m_table->installEventFilter(this);
    return m_table;
}

QWidget *SeveralDialog::makeRowSide()
{
    m_outcome = new Notice;
    m_outcome->setObjectName(u"severalOutcomeNotice"_s);
    m_release = m_outcome->addButton(u"releaseRowButton"_s, tr("I have looked: allow sending this row again"));
    m_release->setAutoDefault(false);
    connect(m_release, &QPushButton::clicked, this, [this] {
        m_rows->release(chosen());
        loadRow();
        m_form->focusFirstField();
    });
    m_next = severalButton(u"nextRowButton"_s, tr("&Next row"), tr("Go on with the next row"),
                           QKeySequence(Qt::CTRL | Qt::Key_PageDown));
    connect(m_next, &QPushButton::clicked, this, [this] {
        choose(chosen() + 1);
        m_form->focusFirstField();
    });
    m_empty = namedLabel(u"severalEmpty"_s,
                         tr("No token is listed yet. Add a row, paste token ids, or read a file. Tokens that are "
                            "selected on the Tokens page are listed by themselves.") +
                             u"\n\n"_s + columnsText(m_columns),
                         "muted");
    m_rowSide = new QWidget;
    m_rowSide->setMaximumWidth(widestForm);
    auto *row = new QVBoxLayout(m_rowSide);
    row->setContentsMargins(0, 0, Metrics::gap, 0);
    row->setSpacing(Metrics::gap);
    row->addWidget(m_form);
    row->addWidget(m_next, 0, Qt::AlignLeft);

    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, Metrics::gap, 0, 0);
    column->setSpacing(Metrics::gap);
    auto *outcomePlace = new QVBoxLayout;
    outcomePlace->setContentsMargins(0, 0, Metrics::gap, 0);
    outcomePlace->addWidget(m_outcome);
    column->addLayout(outcomePlace);
    column->addWidget(m_empty);
    column->addWidget(m_rowSide);
    column->addStretch(1);
    m_area = new QScrollArea;
    m_area->setObjectName(u"severalScrollArea"_s);
    m_area->setFocusPolicy(Qt::NoFocus);
    m_area->setWidgetResizable(true);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setWidget(content);
    content->setAutoFillBackground(false);
    m_area->viewport()->setAutoFillBackground(false);

    m_record->setFixedWidth(recordWidth);
    auto *part = new QWidget;
    auto *columns = new QHBoxLayout(part);
    columns->setContentsMargins({});
    columns->setSpacing(dialogMargin);
    columns->addWidget(m_area, 1);
    auto *record = new QVBoxLayout;
    record->setContentsMargins(0, Metrics::gap, 0, 0);
    record->addWidget(m_record);
    record->addStretch(1);
    columns->addLayout(record);
    return part;
}

QWidget *SeveralDialog::makeFoot()
{
    m_confirmationLabel = namedLabel(u"severalConfirmationLabel"_s, {}, "error");
    m_confirmation = new QLineEdit;
    m_confirmation->setObjectName(u"severalConfirmationLineEdit"_s);
    m_confirmation->setMaximumWidth(120);
    connect(m_confirmation, &QLineEdit::textChanged, this, &SeveralDialog::judge);
    const bool isProduction = m_session->profile.environment == Environment::Production;
    m_confirmationLabel->setVisible(isProduction);
    m_confirmation->setVisible(isProduction);
    m_progress = namedLabel(u"severalProgress"_s, {}, "muted");
    m_progress->setMinimumHeight(2 * fontMetrics().lineSpacing()); // so that nothing moves when it says more
    m_close =
        severalButton(u"closeSeveralButton"_s, tr("Close"), tr("Closes this window"), QKeySequence(Qt::Key_Escape));
    m_update = severalButton(u"updateSeveralButton"_s, {}, tr("Sends all rows that are not locked, in one request"),
                             QKeySequence(Qt::CTRL | Qt::Key_Return));
    setRole(m_update, "primary");
    connect(m_close, &QPushButton::clicked, this, &SeveralDialog::reject);
    connect(m_update, &QPushButton::clicked, this, &SeveralDialog::submit);

    auto *part = new QWidget;
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins({});
    column->setSpacing(Metrics::spacing);
    auto *confirmation = new QHBoxLayout;
    confirmation->addWidget(m_confirmationLabel, 1);
    confirmation->addWidget(m_confirmation);
    column->addLayout(confirmation);
    auto *row = new QHBoxLayout;
    row->setSpacing(Metrics::spacing);
    row->addWidget(m_progress, 1);
    row->addWidget(m_close);
    row->addWidget(m_update);
    column->addLayout(row);
    return part;
}

void SeveralDialog::makeShortcuts()
{
    const auto add = [this](const QKeySequence &keys, auto action) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, action);
    };
    add(QKeySequence(Qt::CTRL | Qt::Key_Return), [this] { m_update->click(); });
    add(QKeySequence(Qt::CTRL | Qt::Key_Enter), [this] { m_update->click(); });
    add(QKeySequence(Qt::CTRL | Qt::Key_PageDown), [this] { m_next->click(); });
    add(QKeySequence(Qt::CTRL | Qt::Key_PageUp), [this] {
        choose(chosen() - 1);
        m_form->focusFirstField();
    });
}

// Enter is for the row, not for the dialog's buttons: nothing is sent by it.
void SeveralDialog::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter)
        QDialog::keyPressEvent(event);
}

bool SeveralDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_table || event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (key->matches(QKeySequence::Paste)) {
        m_paste->click();
    } else if (key->modifiers() & Qt::ControlModifier) {
        return false;
    } else if (key->key() == Qt::Key_Insert) {
        m_add->click();
    } else if (key->key() == Qt::Key_Delete) {
        m_remove->click();
    } else if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
        m_form->focusFirstField();
    } else {
        return false;
    }
    return true;
}

int SeveralDialog::chosen() const
{
    return m_table->currentIndex().row();
}

void SeveralDialog::choose(int row)
{
    if (row >= 0 && row < m_rows->rowCount())
        m_table->setCurrentIndex(m_rows->index(row, SeveralRows::TokenColumn));
}

void SeveralDialog::addRow()
{
    if (!m_rows->addEmpty())
        return;
    choose(m_rows->rowCount() - 1);
    m_form->focusFirstField();
}

void SeveralDialog::removeRow()
{
    const int row = chosen();
    if (row < 0)
        return;
    {
        const QScopedValueRollback loading(m_isLoading, true);
        m_rows->remove(row);
    }
    choose(std::min(row, m_rows->rowCount() - 1));
    loadRow();
    if (m_rows->rowCount() > 0)
        m_table->setFocus();
    else
        m_add->setFocus();
}

void SeveralDialog::paste()
{
    QString text = QGuiApplication::clipboard()->text();
    QByteArray bytes = text.toUtf8();
    wipe(text);
    if (bytes.trimmed().isEmpty())
        return m_input->show(Notice::Kind::Note, tr("Nothing was copied"),
                             tr("Copy token ids or rows of a spreadsheet first."));
    if (bytes.size() <= largestSeveralFile)
        take(readSeveral(bytes, m_columns));
    else
        m_input->show(Notice::Kind::Error, tr("What was copied is larger than 1 MB"), tr("Nothing was added."));
    wipe(bytes);
}

void SeveralDialog::askForFile()
{
    if (m_fileDialog)
        return;
    m_fileDialog = new QFileDialog(this, tr("Read rows from a file"));
    m_fileDialog->setObjectName(u"readRowsDialog"_s);
    m_fileDialog->setAttribute(Qt::WA_DeleteOnClose);
    m_fileDialog->setFileMode(QFileDialog::ExistingFile);
    m_fileDialog->setNameFilters({tr("Comma-separated values (*.csv *.txt)"), tr("All files (*)")});
    connect(m_fileDialog, &QFileDialog::fileSelected, this, &SeveralDialog::readFile);
    m_fileDialog->open();
}

void SeveralDialog::readFile(const QString &path)
{
    m_progress->setText(tr("Reading the file…"));
    m_file->setEnabled(false);
    observe<std::shared_ptr<SeveralInput>>(
        this, readSeveralFile(path, m_columns), [this](const Result<std::shared_ptr<SeveralInput>> &input) {
            m_progress->clear();
            m_file->setEnabled(!m_isUnderWay);
            if (input)
                take(std::move(**input));
            else
                m_input->show(Notice::Kind::Error, tr("The file was not read"), input.error().detail);
        });
}

void SeveralDialog::take(SeveralInput input)
{
    const auto given = static_cast<int>(input.rows.size());
    const int first = m_rows->rowCount();
    const int added = m_isUnderWay ? 0 : m_rows->add(std::move(input.rows), true);
    if (added > 0)
        choose(first);
    QStringList remarks;
    if (added < given)
        remarks
            << tr("%1 rows were left out: at most %2 can be sent at once.").arg(given - added).arg(m_rows->mostRows());
    if (!input.badLines.isEmpty())
        remarks << SeveralText::badLines(input.badLines);
    const QString headline = added == 1 ? tr("1 row was added") : tr("%1 rows were added").arg(added);
    if (remarks.isEmpty())
        m_input->show(Notice::Kind::Note, headline);
    else
        m_input->show(Notice::Kind::Warning, tr("%1, not every line could be read").arg(headline), remarks.join(u'\n'));
    m_table->setFocus();
}

void SeveralDialog::loadRow()
{
    if (m_isLoading)
        return;
    const QScopedValueRollback loading(m_isLoading, true);
    const int row = chosen();
    m_empty->setVisible(m_rows->rowCount() == 0);
    m_rowSide->setVisible(row >= 0);
    if (row < 0) {
        m_form->clear();
        sayAtRow();
        return judge();
    }
    m_form->load(m_rows->values(row));
    m_form->setValues({{m_columns.tokenId.key, m_rows->token(row).value}});
    m_form->setReadOnly(m_isUnderWay || !m_rows->isEditable(row));
    if (m_wasAttempted && m_rows->isEditable(row))
        m_form->attempt();
    sayAtRow();
    judge();
}

void SeveralDialog::storeRow()
{
    const int row = chosen();
    if (m_isLoading || row < 0 || !m_rows->isEditable(row))
        return;
    const QScopedValueRollback loading(m_isLoading, true);
    FormValues values = m_form->values();
    const TokenId token{values.value(m_columns.tokenId.key)};
    values.remove(m_columns.tokenId.key);
    m_rows->set(row, token, std::move(values));
    // What only the whole table can know; what the form itself finds, it says itself.
    if (!token.isEmpty() && m_rows->problemField(row).isEmpty() && !m_rows->problem(row).isEmpty())
        m_form->showProblem(m_columns.tokenId.key, m_rows->problem(row));
}

//! What came of the row, and what to do about it; empty when nothing did.
ErrorText SeveralDialog::textOfRow(int row) const
{
    const QString detail = shown(m_rows->detail(row));
    const QString look = tr("Look at the card that the token has now, before you send this row again.");
    switch (m_rows->standing(row)) {
    case Standing::Editing:
    case Standing::UnderWay:
        break;
    case Standing::Succeeded:
        return {.headline = tr("This token was updated"),
                .meaning = tr("The row is locked, and its card number was wiped.")};
    case Standing::Refused:
        return {.headline = tr("The server refused this row"),
                .meaning = detail,
                .nextStep = tr("Correct it and send it again.")};
    case Standing::Unclear:
        return {.headline = tr("It is not clear whether this token was updated"), .meaning = detail, .nextStep = look};
    case Standing::Unknown:
        return {.headline = tr("Nobody knows whether this token was updated"),
                .meaning = tr("The request was sent, and no answer came. It waits on the Pending page."),
                .nextStep = look};
    }
    return {};
}

void SeveralDialog::sayAtRow()
{
    const int row = chosen();
    const Standing standing = row < 0 ? Standing::Editing : m_rows->standing(row);
    const bool isDoubtful = standing == Standing::Unclear || standing == Standing::Unknown;
    const ErrorText its = row < 0 ? ErrorText() : textOfRow(row);
    m_outcome->dismiss();
    if (m_said.headline.isEmpty() && its.headline.isEmpty())
        return;
    if (m_said.headline.isEmpty()) {
        m_outcome->show(standing == Standing::Refused ? Notice::Kind::Error
                        : isDoubtful                  ? Notice::Kind::Warning
                                                      : Notice::Kind::Note,
                        its);
    } else {
        ErrorText both = m_said;
        if (!its.headline.isEmpty()) {
            QStringList meaning{m_isSaidWhole ? m_said.meaning : QString(),
                                tr("Row %1: %2.").arg(row + 1).arg(its.headline), its.meaning};
            QStringList next{m_isSaidWhole ? m_said.nextStep : QString(), its.nextStep};
            meaning.removeAll(QString());
            next.removeAll(QString());
            both.meaning = meaning.join(u'\n');
            both.nextStep = next.join(u'\n');
        }
        m_outcome->show(m_isAllDone    ? Notice::Kind::Note
                        : m_isDoubtful ? Notice::Kind::Warning
                                       : Notice::Kind::Error,
                        both);
    }
    m_release->setVisible(isDoubtful);
}

QString SeveralDialog::confirmationText() const
{
    return m_session->profile.environment == Environment::Production ? QString::number(m_rows->sendableCount())
                                                                     : QString();
}

void SeveralDialog::judge()
{
    const int sendable = m_rows->sendableCount();
    const QString confirmation = confirmationText();
    if (!confirmation.isEmpty()) {
        m_confirmationLabel->setText(
            tr("This is PRODUCTION: real customers’ tokens. Type the number of tokens, %1, to confirm.")
                .arg(confirmation));
        m_confirmation->setAccessibleName(m_confirmationLabel->text());
    }
    const bool isConfirmed = m_confirmation->text().trimmed() == confirmation || confirmation.isEmpty();
    m_update->setText(SeveralText::confirmation(sendable));
    m_update->setAccessibleName(m_update->text());
    m_update->setEnabled(!m_isUnderWay && sendable > 0 && isConfirmed);
    m_remove->setEnabled(!m_isUnderWay && chosen() >= 0);
    m_next->setVisible(m_rows->rowCount() > 1);
    m_next->setEnabled(chosen() + 1 < m_rows->rowCount());
    const bool hasRoom = !m_isUnderWay && m_rows->rowCount() < m_rows->mostRows();
    for (QPushButton *button : {m_add, m_paste})
        button->setEnabled(hasRoom);
    m_count->setText(tr("%1 of at most %2 rows").arg(m_rows->rowCount()).arg(m_rows->mostRows()));
}

OperationReason SeveralDialog::why() const
{
    const FormValues values = m_record->values();
    return {.reason = {}, .comment = values.value(severalCommentKey()), .ticket = values.value(severalTicketKey())};
}

void SeveralDialog::submit()
{
    m_wasAttempted = true;
    m_said = {};
    sayAtRow();
    if (const int row = m_rows->firstProblem(); row >= 0) {
        choose(row);
        loadRow();
        if (m_rows->problemField(row).isEmpty())
            m_form->showProblem(m_columns.tokenId.key, m_rows->problem(row));
        m_form->focusFirstProblem();
        m_progress->setText(tr("Row %1 is not ready: %2 Nothing was sent.").arg(row + 1).arg(m_rows->problem(row)));
        return setRole(m_progress, "error");
    }
    for (const QString &key : {severalTicketKey(), severalCommentKey()}) {
        const QString text = m_record->values().value(key);
        if (redacted(text) == text)
            continue;
        m_record->showProblem(key, tr("Take the card number out: it must not be kept."));
        return m_record->focusFirstProblem();
    }
    if (!m_record->attempt())
        return m_record->focusFirstProblem();
    m_input->dismiss();
    m_confirmation->clear();
    setUnderWay(true);
    Q_EMIT confirmed();
}

std::vector<UpdateRow> SeveralDialog::takeRows()
{
    std::vector<UpdateRow> rows = m_rows->takeForSending();
    loadRow();
    return rows;
}

void SeveralDialog::follow(SeveralRun *run)
{
    m_run = run;
    connect(run, &SeveralRun::answered, this, [this](const SeveralOutcome &outcome) { end(outcome.result); });
    connect(run, &SeveralRun::reread, this, [this](const TokenReread &said) {
        m_rows->setReading(said.token, SeveralText::state(said.reading));
        --m_reading;
        m_progress->setText(m_reading > 0 ? tr("Reading the tokens again, %1 to go…").arg(m_reading) : QString());
    });
}

void SeveralDialog::setUnderWay(bool isUnderWay)
{
    m_isUnderWay = isUnderWay;
    m_file->setEnabled(!isUnderWay);
    m_record->setReadOnly(isUnderWay);
    m_confirmation->setEnabled(!isUnderWay);
    setRole(m_progress, "muted");
    m_progress->setText(
        isUnderWay ? tr("Sent once; waiting for the answer. If you close this window, the request goes on and the "
                        "journal keeps its outcome.")
                   : QString());
    judge();
    if (isUnderWay)
        m_close->setFocus();
}

void SeveralDialog::end(const Result<SeveralUpdated> &outcome)
{
    m_rows->end(outcome);
    m_reading = m_rows->count(Standing::Succeeded) + m_rows->count(Standing::Unclear);
    m_wasAttempted = false;
    setUnderWay(false);
    const bool isDone =
        outcome && m_rows->sendableCount() == 0 && !SeveralText::isUnknown(outcome) && outcome->isRecorded;
    m_said = SeveralText::outcome(outcome, m_session->operations->capabilities());
    m_isSaidWhole = outcome && !outcome->isRecorded;
    m_isAllDone = isDone;
    m_isDoubtful = SeveralText::isUnknown(outcome);
    for (int row = 0; row < m_rows->rowCount(); ++row) {
        if (m_rows->standing(row) != Standing::Succeeded) {
            choose(row);
            break;
        }
    }
    loadRow();
    m_area->ensureVisible(0, 0);
    m_table->setFocus();
}

void SeveralDialog::reject()
{
    if (m_question)
        return;
    if (!m_rows->hasUnsentInput())
        return closeForGood();
    m_question = new QMessageBox(QMessageBox::Question, windowTitle(), tr("Close and forget what was typed?"),
                                 QMessageBox::NoButton, this);
    m_question->setObjectName(u"discardRowsQuestion"_s);
    m_question->setTextFormat(Qt::PlainText);
    m_question->setInformativeText(tr("Rows that were not sent are lost, and card numbers are wiped."));
    m_question->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *keep = m_question->addButton(tr("Keep editing"), QMessageBox::RejectRole);
    QPushButton *discard = m_question->addButton(tr("Close"), QMessageBox::DestructiveRole);
    keep->setObjectName(u"keepRowsButton"_s);
    discard->setObjectName(u"discardRowsButton"_s);
    m_question->setDefaultButton(keep);
    m_question->setEscapeButton(keep);
    connect(discard, &QPushButton::clicked, this, [this] { closeForGood(); });
    m_question->open();
}

void SeveralDialog::closeForGood()
{
    const QScopedValueRollback loading(m_isLoading, true);
    m_form->clear();
    m_rows->wipe();
    QDialog::reject();
}

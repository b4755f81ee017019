// SPDX-License-Identifier: Apache-2.0
#include "ui/tokens/detailsview.h"

#include "ui/shown.h"
#include "ui/theme/theme.h"
#include "ui/tokens/readingage.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QMenu>
#include <QScrollBar>
#include <QTextTable>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {
constexpr int labelCharacters = 20;
constexpr qreal linePadding = 3;
constexpr qreal headingPadding = 10;

bool isHeading(const TokenField &field)
{
    return field.label.isEmpty();
}

void appendGroup(QList<TokenField> &rows, const QString &group)
{
    TokenField heading;
    heading.group = group;
    rows.append(heading);
}

void appendGrouped(QList<TokenField> &rows, const QList<TokenField> &fields)
{
    QStringList groups;
    for (const TokenField &field : fields) {
        if (!groups.contains(field.group))
            groups.append(field.group);
    }
    for (const QString &group : std::as_const(groups)) {
        appendGroup(rows, group);
        std::copy_if(fields.cbegin(), fields.cend(), std::back_inserter(rows),
                     [&group](const TokenField &field) { return field.group == group && !field.label.isEmpty(); });
    }
}

QList<TokenField> rowsOf(const TokenReading &reading)
{
    QList<TokenField> rows;
    const Token &token = reading.token;
    const auto isTheId = [&token](const TokenField &field) { return field.value == token.id.value; };
    if (std::none_of(token.fields.cbegin(), token.fields.cend(), isTheId))
        rows.append({{}, u"tokenId"_s, DetailsView::tr("Token id"), token.id.value, true});

    appendGrouped(rows, token.fields);
    appendGroup(rows, DetailsView::tr("This reading"));
    rows.append({{}, u"readAt"_s, DetailsView::tr("Read"), localTime(reading.readAt), false});
    if (!reading.correlationId.isEmpty())
        rows.append({{}, u"correlationId"_s, DetailsView::tr("Correlation id"), reading.correlationId, true});
    return rows;
}

QTextCharFormat characters(const QFont &font, const QColor &color)
{
    QTextCharFormat format;
    format.setFont(font);
    format.setForeground(color);
    return format;
}

void write(const QTextTable &table, int row, int column, const QString &text, const QTextCharFormat &format, qreal above)
{
    QTextTableCell cell = table.cellAt(row, column);
    QTextTableCellFormat room;
    room.setTopPadding(above);
    room.setBottomPadding(linePadding);
    room.setRightPadding(Metrics::spacing);
    cell.setFormat(room);
    cell.firstCursorPosition().insertText(text, format);
}
} // namespace

DetailsView::DetailsView(QWidget *parent) : QTextEdit(parent)
{
    setObjectName(u"detailsView"_s);
    setAccessibleName(tr("Details of the token"));
    setReadOnly(true);
    setAcceptRichText(false);
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setRole(this, "plain");
    document()->setDocumentMargin(0);
    document()->setUndoRedoEnabled(false);
}

void DetailsView::setReading(const TokenReading &reading)
{
    setRows(rowsOf(reading));
}

void DetailsView::setFields(const QList<TokenField> &fields)
{
    QList<TokenField> rows;
    appendGrouped(rows, fields);
    setRows(rows);
}

void DetailsView::setRows(const QList<TokenField> &rows)
{
    if (rows == m_fields)
        return; // nothing to say that is not there already: selection and place are kept
    const bool isSameShape = rows.size() == m_fields.size();
    const int place = verticalScrollBar()->value();
    m_fields = rows;
    render();
    verticalScrollBar()->setValue(isSameShape ? place : 0);
}

void DetailsView::render()
{
    clear();
    if (m_fields.isEmpty())
        return;
    const QTextCharFormat heading = characters(headingFont(0), colors().text);
    const QTextCharFormat label = characters(font(), colors().muted);
    const QTextCharFormat value = characters(font(), colors().text);
    const QTextCharFormat identifier = characters(identifierFont(), colors().text);

    QTextTableFormat shape;
    shape.setBorder(0);
    shape.setCellPadding(0);
    shape.setCellSpacing(0);
    QTextTable *table = textCursor().insertTable(static_cast<int>(m_fields.size()), 2, shape);
    for (int row = 0; row < m_fields.size(); ++row) {
        const TokenField &field = m_fields.at(row);
        if (isHeading(field)) {
            table->mergeCells(row, 0, 1, 2);
            write(*table, row, 0, shown(field.group), heading, headingPadding);
            continue;
        }
        const qreal above = row == 0 ? headingPadding : linePadding;
        write(*table, row, 0, shown(field.label), label, above);
        write(*table, row, 1, shown(field.value), field.isIdentifier ? identifier : value, above);
    }
    fitColumns();
    moveCursor(QTextCursor::Start);
}

void DetailsView::fitColumns()
{
    const QList<QTextFrame *> frames = document()->rootFrame()->childFrames();
    if (frames.isEmpty())
        return;
    auto *table = qobject_cast<QTextTable *>(frames.first());
    const qreal room = viewport()->width();
    const qreal labels = std::min(labelCharacters * fontMetrics().averageCharWidth() * qreal(1), room / 2);
    QTextTableFormat shape = table->format();
    shape.setColumnWidthConstraints({QTextLength(QTextLength::FixedLength, labels),
                                     QTextLength(QTextLength::FixedLength, room - labels)});
    table->setFormat(shape);
}

QString DetailsView::valueAt(int position) const
{
    const QList<QTextFrame *> frames = document()->rootFrame()->childFrames();
    if (frames.isEmpty())
        return {};
    const QTextTableCell cell = qobject_cast<QTextTable *>(frames.first())->cellAt(position);
    if (!cell.isValid())
        return {};
    const TokenField &field = m_fields.at(cell.row());
    // An identifier is copied as it is, or nothing would find it again; other words stay harmless wherever they are pasted.
    return field.isIdentifier ? field.value : shown(field.value);
}

void DetailsView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool isByKeyboard = event->reason() == QContextMenuEvent::Keyboard;
    const QTextCursor at = isByKeyboard ? textCursor() : cursorForPosition(event->pos());
    const QString value = valueAt(at.position());

    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *copyValue = menu->addAction(tr("Copy &value"), this, [value] { QGuiApplication::clipboard()->setText(value); });
    copyValue->setObjectName(u"copyValueAction"_s);
    copyValue->setEnabled(!value.isEmpty());
    QAction *copySelection = menu->addAction(tr("&Copy selection"), this, &QTextEdit::copy);
    copySelection->setEnabled(textCursor().hasSelection());
    menu->addAction(tr("Select &all"), this, &QTextEdit::selectAll);
    menu->popup(isByKeyboard ? viewport()->mapToGlobal(cursorRect().bottomLeft()) : event->globalPos());
}

void DetailsView::resizeEvent(QResizeEvent *event)
{
    QTextEdit::resizeEvent(event);
    fitColumns();
}

void DetailsView::changeEvent(QEvent *event)
{
    QTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        render();
}

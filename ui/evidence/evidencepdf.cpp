// SPDX-License-Identifier: Apache-2.0
#include "ui/evidence/evidencepdf.h"

#include "app/core/redact.h"
#include "ui/cardart/statelook.h"
#include "ui/evidence/evidencewords.h"
#include "ui/shown.h"

#include <QAbstractTextDocumentLayout>
#include <QCoreApplication>
#include <QFontDatabase>
#include <QPainter>
#include <QPdfWriter>
#include <QTextDocument>
#include <QTextTable>

#include <memory>
#include <vector>

using namespace Qt::StringLiterals;

namespace {
struct EvidenceWords {
    Q_DECLARE_TR_FUNCTIONS(EvidencePdf)
};

// Ink on paper, whatever the window's palette.
const QColor ink(0x1B1F24);
const QColor paleInk(0x56616D);
const QColor ruleInk(0xD6DCE3);
constexpr int resolution = 144; // dots per inch: a point is two
constexpr qreal marginMillimetres = 18;
constexpr qreal footerMillimetres = 10;
constexpr qreal labelShare = 28; // per cent of the width
constexpr qreal pieceGapMillimetres = 5;

qreal dots(qreal millimetres)
{
    return millimetres * resolution / 25.4;
}

//! The report in pieces, none of which is parted by a page's end.
class EvidenceWriter
{
public:
    void beginPiece(qreal above = pieceGapMillimetres)
    {
        auto document = std::make_unique<QTextDocument>();
        document->setUndoRedoEnabled(false);
        document->setDocumentMargin(0);
        m_cursor = QTextCursor(document.get());
        m_isFresh = true;
        m_pieces.push_back({std::move(document), dots(above)});
    }
    void heading(const QString &text, qreal points)
    {
        begin(1.5);
        m_cursor.insertText(text, format(points, QFont::DemiBold, ink));
    }
    void text(const QString &text, const QColor &color = ink)
    {
        begin(1);
        m_cursor.insertText(text, format(9, QFont::Normal, color));
    }
    void code(const QString &text)
    {
        begin(0);
        m_cursor.insertText(text, fixed(8.5));
    }
    //! Rows of a label and a value; what has no value is left out.
    void facts(const QList<TokenField> &fields)
    {
        QList<TokenField> filled;
        for (const TokenField &field : fields) {
            if (!field.value.isEmpty())
                filled << field;
        }
        if (filled.isEmpty())
            return;
        QTextTable *table =
            m_cursor.insertTable(static_cast<int>(filled.size()), 2, tableFormat({labelShare, 100 - labelShare}));
        for (int row = 0; row < table->rows(); ++row) {
            const TokenField &field = filled.at(row);
            for (int column = 0; column < table->columns(); ++column)
                table->cellAt(row, column).setFormat(cellFormat());
            table->cellAt(row, 0).firstCursorPosition().insertText(field.label, format(9, QFont::Normal, paleInk));
            table->cellAt(row, 1).firstCursorPosition().insertText(
                shown(field.value), field.isIdentifier ? fixed(8) : format(9, QFont::Normal, ink));
        }
        m_cursor.movePosition(QTextCursor::End);
    }

    struct Piece {
        std::unique_ptr<QTextDocument> document;
        qreal above; //!< dots between it and the piece before, on the same page
    };
    [[nodiscard]] const std::vector<Piece> &pieces() const { return m_pieces; }

private:
    void begin(qreal below)
    {
        QTextBlockFormat block;
        block.setBottomMargin(dots(below));
        if (m_isFresh)
            m_cursor.setBlockFormat(block); // a document begins with an empty block
        else
            m_cursor.insertBlock(block);
        m_isFresh = false;
    }
    [[nodiscard]] static QTextCharFormat format(qreal points, QFont::Weight weight, const QColor &color)
    {
        QTextCharFormat format;
        format.setFontPointSize(points);
        format.setFontWeight(weight);
        format.setForeground(color);
        return format;
    }
    [[nodiscard]] static QTextCharFormat fixed(qreal points)
    {
        QTextCharFormat format;
        format.setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
        format.setFontPointSize(points);
        format.setForeground(ink);
        return format;
    }
    [[nodiscard]] static QTextTableCellFormat cellFormat()
    {
        QTextTableCellFormat format;
        format.setTopPadding(dots(0.6));
        format.setBottomPadding(dots(0.6));
        return format;
    }
    [[nodiscard]] static QTextTableFormat tableFormat(const QList<qreal> &shares)
    {
        QTextTableFormat format;
        format.setBorder(0);
        format.setCellPadding(0);
        format.setCellSpacing(0);
        format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
        QList<QTextLength> widths;
        for (const qreal share : shares)
            widths << QTextLength(QTextLength::PercentageLength, share);
        format.setColumnWidthConstraints(widths);
        return format;
    }

    std::vector<Piece> m_pieces;
    QTextCursor m_cursor;
    bool m_isFresh = true;
};

void writeToken(EvidenceWriter &writer, const EvidenceReport &report)
{
    writer.beginPiece();
    writer.heading(EvidenceWords::tr("Evidence about a token"), 18);
    writer.facts({{{}, {}, EvidenceWords::tr("Token"), report.token.value, true},
                  {{}, {}, EvidenceWords::tr("Connection"), report.connectionName, false},
                  {{}, {}, EvidenceWords::tr("Made"), utcText(report.createdAt), false},
                  {{}, {}, EvidenceWords::tr("Made by"), report.createdBy, false}});
    writer.beginPiece();
    writer.heading(EvidenceWords::tr("How the server last described it"), 12);
    if (!report.reading)
        return writer.text(EvidenceWords::tr("This desk has no reading of the token."));
    const Token &token = report.reading->token;
    const QDateTime since = token.updatedAt.isValid() ? token.updatedAt : token.createdAt;
    const QString card = token.cardLastDigits.isEmpty()
                             ? QString()
                             : u"%1, ending in %2"_s.arg(schemeName(token.scheme), token.cardLastDigits);
    writer.facts({{{}, {}, EvidenceWords::tr("State"), stateText(token.state, token.stateWord), false},
                  {{}, {}, EvidenceWords::tr("Since"), utcText(since), false},
                  {{}, {}, EvidenceWords::tr("Card"), redacted(card), false},
                  {{}, {}, EvidenceWords::tr("Read"), utcText(report.reading->readAt), false},
                  {{}, {}, EvidenceWords::tr("Correlation id"), report.reading->correlationId, true}});
}

void writeOperations(EvidenceWriter &writer, const JournalEvidence &evidence)
{
    writer.beginPiece();
    writer.heading(EvidenceWords::tr("What this desk did with it"), 12);
    const QList<EvidencePart> operations = operationsIn(evidence);
    if (operations.isEmpty())
        writer.text(EvidenceWords::tr("The journal holds no operation on this token."));
    for (qsizetype i = 0; i < operations.size(); ++i) {
        if (i > 0)
            writer.beginPiece(); // the first stays with the heading above
        writer.heading(operations.at(i).title, 10);
        writer.facts(operations.at(i).fields);
    }
}

void writeProof(EvidenceWriter &writer, const JournalEvidence &evidence, const QString &checkFile)
{
    writer.beginPiece();
    writer.heading(EvidenceWords::tr("How to check this"), 12);
    writer.text(EvidenceWords::tr(
        "The journal is a chain: the hash of every row covers the row and the hash before it. On the desk whose "
        "journal this is, the command below compares every row of the report with the journal and says "
        "what is different; on any other machine it says whether the rows fit their hashes."));
    writer.code(u"tokendesk journal verify --report %1"_s.arg(shown(checkFile)));
    writer.beginPiece();
    writer.heading(EvidenceWords::tr("Rows of the journal"), 12);
    for (qsizetype i = 0; i < evidence.records.size(); ++i) {
        const ChainedRecord &record = evidence.records.at(i);
        if (i > 0)
            writer.beginPiece(0);
        writer.facts({{{}, {}, EvidenceWords::tr("Position %1").arg(record.position), recordText(record), false},
                      {{}, {}, EvidenceWords::tr("Hash"), QString::fromLatin1(record.hash.toHex()), true}});
    }
    const SignedHead &head = evidence.head;
    if (head.id == 0)
        return;
    writer.beginPiece();
    writer.heading(EvidenceWords::tr("Signed end of the chain"), 12);
    writer.facts({{{}, {}, EvidenceWords::tr("Position"), QString::number(head.position), false},
                  {{}, {}, EvidenceWords::tr("Hash"), QString::fromLatin1(head.hash.toHex()), true},
                  {{}, {}, EvidenceWords::tr("Signed"), head.signedAt, false},
                  {{}, {}, EvidenceWords::tr("Key"), head.keyId, true},
                  {{}, {}, EvidenceWords::tr("Signature"), QString::fromLatin1(head.signature.toHex()), true}});
}

void paintFooter(QPainter &painter, const QRectF &page, const EvidenceReport &report, int number, int count)
{
    QFont small = painter.font();
    small.setPointSizeF(8);
    painter.setFont(small);
    const QRectF footer(page.left(), page.bottom() - dots(footerMillimetres), page.width(), dots(footerMillimetres));
    painter.setPen(ruleInk);
    painter.drawLine(footer.topLeft(), footer.topRight());
    painter.setPen(paleInk);
    painter.drawText(footer, Qt::AlignLeft | Qt::AlignVCenter,
                     EvidenceWords::tr("Tokendesk · evidence about %1").arg(shown(report.token.value)));
    painter.drawText(footer, Qt::AlignRight | Qt::AlignVCenter,
                     EvidenceWords::tr("Page %1 of %2").arg(number).arg(count));
}

//! A piece, or as much of one as a page holds, and where it is drawn.
struct Placed {
    QTextDocument *document;
    int page;    //!< from 1
    qreal top;   //!< on the page
    qreal begin; //!< what of the piece comes first: more than 0 only in one that is longer than a page
};

QList<Placed> placed(const std::vector<EvidenceWriter::Piece> &pieces, const QSizeF &body, QPaintDevice *device)
{
    QList<Placed> list;
    int page = 1;
    qreal top = 0;
    for (const EvidenceWriter::Piece &piece : pieces) {
        piece.document->documentLayout()->setPaintDevice(device);
        piece.document->setTextWidth(body.width());
        const qreal height = piece.document->size().height();
        const qreal above = top > 0 ? piece.above : 0;
        if (top > 0 && top + above + height > body.height()) {
            ++page;
            top = 0;
        } else {
            top += above;
        }
        list.append({piece.document.get(), page, top, 0});
        for (qreal begin = body.height(); begin < height; begin += body.height())
            list.append({piece.document.get(), ++page, 0, begin});
        top = height > body.height() ? body.height() : top + height;
    }
    return list;
}

void paintPiece(QPainter &painter, const Placed &piece, const QSizeF &body)
{
    painter.save();
    painter.translate(0, piece.top - piece.begin);
    QAbstractTextDocumentLayout::PaintContext context;
    context.clip = QRectF(0, piece.begin, body.width(), body.height() - piece.top);
    context.palette.setColor(QPalette::Text, ink);
    painter.setClipRect(context.clip);
    piece.document->documentLayout()->draw(&painter, context);
    painter.restore();
}

void paintPages(QPdfWriter &writer, QPainter &painter, const std::vector<EvidenceWriter::Piece> &pieces,
                const EvidenceReport &report)
{
    const QRectF page(0, 0, writer.width(), writer.height());
    const QSizeF body(page.width(), page.height() - dots(footerMillimetres) - dots(4));
    const QList<Placed> list = placed(pieces, body, &writer);
    const int count = list.last().page;
    int number = 0;
    for (const Placed &piece : list) {
        if (piece.page != number) {
            if (number > 0)
                writer.newPage();
            paintFooter(painter, page, report, ++number, count);
        }
        paintPiece(painter, piece, body);
    }
}
} // namespace

Result<Done> writeEvidencePdf(const EvidenceReport &report, const QString &checkFile, QIODevice &out)
{
    QPdfWriter writer(&out);
    writer.setResolution(resolution);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF(marginMillimetres, marginMillimetres, marginMillimetres, marginMillimetres),
                          QPageLayout::Millimeter);
    writer.setTitle(EvidenceWords::tr("Evidence about %1").arg(shown(report.token.value)));
    writer.setCreator(u"Tokendesk"_s);
    EvidenceWriter pages;
    writeToken(pages, report);
    writeOperations(pages, report.evidence);
    writeProof(pages, report.evidence, checkFile);
    QPainter painter;
    if (!painter.begin(&writer))
        return Failure(
            Error{.kind = Error::Kind::Storage, .detail = u"the pages cannot be written: %1"_s.arg(out.errorString())});
    paintPages(writer, painter, pages.pieces(), report);
    if (!painter.end())
        return Failure(Error{.kind = Error::Kind::Storage, .detail = u"the pages cannot be finished"_s});
    return Done{};
}

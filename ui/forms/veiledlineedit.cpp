// SPDX-License-Identifier: Apache-2.0
#include "ui/forms/veiledlineedit.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QStringEncoder>
#include <QStyleOptionFrame>

#include <cstring>

namespace {
SecretBytes unitsOfSize(qsizetype length)
{
    return SecretBytes::ofSize(static_cast<std::size_t>(length) * sizeof(char16_t));
}

void putUnit(SecretBytes &units, qsizetype index, QChar c)
{
    const char16_t unit = c.unicode();
    std::memcpy(units.data() + static_cast<std::size_t>(index) * sizeof(unit), &unit, sizeof(unit));
}
} // namespace

VeiledLineEdit::VeiledLineEdit(QWidget *parent) : QLineEdit(parent)
{
    setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    setAcceptDrops(false);
    setDragEnabled(false);
    // Whatever way text gets in (keys, an input method, an accessibility tool), it is taken out again here.
    connect(this, &QLineEdit::textChanged, this, &VeiledLineEdit::absorb);
}

SecretBytes VeiledLineEdit::secret() const
{
    if (m_length == 0)
        return {};
    return SecretBytes::fromText(QStringView(reinterpret_cast<const char16_t *>(m_units.view().data()), m_length));
}

void VeiledLineEdit::setSecret(const SecretBytes &secret)
{
    QString text = QString::fromUtf8(secret.bytes());
    QString kept = acceptedIn(text);
    ::wipe(text);
    replace(0, m_length, kept);
    ::wipe(kept);
}

void VeiledLineEdit::wipeSecret()
{
    m_units.clear();
    m_length = 0;
    showText({});
}

void VeiledLineEdit::setUnveiled(bool whileFocused, bool always)
{
    m_isUnveiledInFocus = whileFocused;
    m_isUnveiled = always;
    update();
}

QChar VeiledLineEdit::characterAt(qsizetype index) const
{
    char16_t unit = 0;
    std::memcpy(&unit, m_units.view().data() + static_cast<std::size_t>(index) * sizeof(unit), sizeof(unit));
    return unit;
}

void VeiledLineEdit::showText(const QString &text)
{
    m_isWriting = true;
    setText(text); // also forgets the undo history
    m_isWriting = false;
}

void VeiledLineEdit::showVeil(qsizetype cursorAfter)
{
    const QString text = veil(m_length);
    showText(text);
    qsizetype position = 0;
    for (qsizetype seen = 0; position < text.size() && seen < cursorAfter; ++position)
        seen += text.at(position) == bullet ? 1 : 0;
    if (position < text.size() && text.at(position) != bullet && cursorAfter > 0)
        ++position; // past the separator, where the next character goes
    setCursorPosition(static_cast<int>(position));
}

void VeiledLineEdit::replace(qsizetype from, qsizetype count, QStringView with)
{
    const qsizetype room = m_capacity - (m_length - count);
    const QStringView fitting = with.left(std::max<qsizetype>(room, 0));
    SecretBytes units = unitsOfSize(m_length - count + fitting.size());
    qsizetype next = 0;
    for (qsizetype i = 0; i < from; ++i)
        putUnit(units, next++, characterAt(i));
    for (const QChar c : fitting)
        putUnit(units, next++, c);
    for (qsizetype i = from + count; i < m_length; ++i)
        putUnit(units, next++, characterAt(i));
    m_units = std::move(units);
    m_length = next;
    showVeil(from + fitting.size());
    Q_EMIT secretEdited();
}

//! The cursor stands behind what was inserted, so the bullets behind it are the old tail and those before it the old head.
void VeiledLineEdit::absorb(const QString &text)
{
    if (m_isWriting)
        return;
    const QStringView all(text);
    const qsizetype cursor = cursorPosition();
    qsizetype tail = std::min(all.mid(cursor).count(bullet), m_length);
    qsizetype head = std::min(all.left(cursor).count(bullet), m_length - tail);
    QString inserted = acceptedIn(all);
    if (startsOver()) {
        if (text.contains(bullet))
            inserted.clear(); // the rest of a mask is nobody's typing
        head = tail = 0;
    }
    replace(head, m_length - head - tail, inserted);
    ::wipe(inserted);
}

QString VeiledLineEdit::acceptedIn(QStringView text) const
{
    QString kept;
    for (const QChar c : text) {
        if (const QChar one = c == bullet ? QChar() : accepted(c); !one.isNull())
            kept.append(one);
    }
    return kept;
}

void VeiledLineEdit::pasteFrom(QStringView text)
{
    if (isReadOnly())
        return;
    if (startsOver())
        wipeSecret();
    QString kept = acceptedIn(text);
    const QString shown = this->text();
    const qsizetype start = hasSelectedText() ? selectionStart() : cursorPosition();
    const qsizetype end = hasSelectedText() ? selectionEnd() : start;
    const qsizetype from = shown.left(start).count(bullet);
    replace(from, shown.mid(start, end - start).count(bullet), kept);
    ::wipe(kept);
}

bool VeiledLineEdit::handlesClipboardKey(const QKeyEvent *event)
{
    if (event->matches(QKeySequence::Paste)) {
        pasteFrom(QGuiApplication::clipboard()->text());
        return true;
    }
    for (const QKeySequence::StandardKey key : {QKeySequence::Copy, QKeySequence::Cut, QKeySequence::Undo, QKeySequence::Redo}) {
        if (event->matches(key))
            return true;
    }
    return false;
}

void VeiledLineEdit::stepOverSeparator(const QKeyEvent *event)
{
    if (hasSelectedText())
        return;
    const int cursor = cursorPosition();
    const QString shown = text();
    if (event->key() == Qt::Key_Backspace && cursor > 0 && shown.at(cursor - 1) != bullet)
        cursorBackward(false);
    else if (event->key() == Qt::Key_Delete && cursor < shown.size() && shown.at(cursor) != bullet)
        cursorForward(false);
}

void VeiledLineEdit::keyPressEvent(QKeyEvent *event)
{
    if (handlesClipboardKey(event))
        return event->accept();
    const bool erases = event->key() == Qt::Key_Backspace || event->key() == Qt::Key_Delete;
    const bool types = !event->text().isEmpty() && event->text().at(0).isPrint()
        && !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (types && acceptedIn(event->text()).isEmpty())
        return event->accept(); // must not reach the text, where it would look like a change
    if (!isReadOnly() && (erases || types) && startsOver()) {
        wipeSecret();
        Q_EMIT secretEdited();
    }
    stepOverSeparator(event);
    QLineEdit::keyPressEvent(event);
}

void VeiledLineEdit::inputMethodEvent(QInputMethodEvent *event)
{
    const bool types = !event->commitString().isEmpty();
    if (types && acceptedIn(event->commitString()).isEmpty())
        return event->accept();
    if (!isReadOnly() && types && startsOver())
        wipeSecret();
    QLineEdit::inputMethodEvent(event);
}

void VeiledLineEdit::mouseReleaseEvent(QMouseEvent *event)
{
    QClipboard *clipboard = QGuiApplication::clipboard();
    if (event->button() == Qt::MiddleButton && clipboard->supportsSelection()) {
        deselect();
        setCursorPosition(cursorPositionAt(event->position().toPoint()));
        pasteFrom(clipboard->text(QClipboard::Selection));
        return event->accept();
    }
    QLineEdit::mouseReleaseEvent(event);
}

void VeiledLineEdit::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *paste = menu->addAction(tr("Paste"), this, [this] { pasteFrom(QGuiApplication::clipboard()->text()); });
    paste->setEnabled(!isReadOnly());
    QAction *clearAction = menu->addAction(tr("Clear"), this, [this] {
        wipeSecret();
        Q_EMIT secretEdited();
    });
    clearAction->setEnabled(!isReadOnly() && m_length > 0);
    menu->popup(event->globalPos());
}

bool VeiledLineEdit::isShowingCharacters() const
{
    return m_length > 0 && (m_isUnveiled || (m_isUnveiledInFocus && hasFocus())) && text() == veil(m_length);
}

void VeiledLineEdit::paintEvent(QPaintEvent *event)
{
    if (!isShowingCharacters())
        return QLineEdit::paintEvent(event);

    QPainter painter(this);
    QStyleOptionFrame panel;
    initStyleOption(&panel);
    style()->drawPrimitive(QStyle::PE_PanelLineEdit, &panel, &painter, this);
    const QRect inside = style()->subElementRect(QStyle::SE_LineEditContents, &panel, this).marginsRemoved(textMargins());
    painter.setClipRect(inside);

    // QLineEdit has laid the bullets out and scrolled them; where its cursor stands tells where each of them is.
    const QString bullets = text();
    const QFontMetricsF metrics(font());
    const auto advance = [&](qsizetype count) { return metrics.horizontalAdvance(bullets.left(count)); };
    const qreal origin = cursorRect().center().x() - advance(cursorPosition());
    const qreal baseline = inside.center().y() + 1 + (metrics.ascent() - metrics.descent()) / 2;

    if (hasSelectedText()) {
        const QRectF selection(origin + advance(selectionStart()), cursorRect().top(),
                               advance(selectionEnd()) - advance(selectionStart()), cursorRect().height());
        painter.fillRect(selection, palette().highlight());
    }
    qsizetype next = 0;
    for (qsizetype i = 0; i < bullets.size(); ++i) {
        if (bullets.at(i) != bullet)
            continue;
        const QString one(characterAt(next++)); // never more than one at a time
        const qreal slack = (advance(i + 1) - advance(i) - metrics.horizontalAdvance(one)) / 2;
        const bool isSelected = hasSelectedText() && i >= selectionStart() && i < selectionEnd();
        painter.setPen(isSelected ? palette().highlightedText().color() : palette().text().color());
        painter.drawText(QPointF(origin + advance(i) + slack, baseline), one);
    }
    if (hasFocus() && !isReadOnly())
        painter.fillRect(QRectF(origin + advance(cursorPosition()), cursorRect().top(), 1, cursorRect().height()),
                         palette().text());
}

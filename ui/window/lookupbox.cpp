// SPDX-License-Identifier: Apache-2.0
#include "ui/window/lookupbox.h"

#include "app/core/observe.h"
#include "app/domain/cardnumber.h"
#include "ui/shown.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QEvent>
#include <QLabel>
#include <QRegularExpression>
#include <QStandardItemModel>

using namespace Qt::StringLiterals;

namespace {
constexpr int suggestionLimit = 12;
constexpr int longestLastDigits = 5;
constexpr int lastDigitsLimit = 500; // token ids and PARs may hold the same digits
constexpr int tokenIdRole = Qt::UserRole + 1;

//! A card number that someone pasted by mistake: it must not go to a server as a token id, nor into the journal.
bool isCardNumber(QString text)
{
    text.remove(u' ').remove(u'-');
    const QByteArray digits = text.toLatin1();
    const bool isAllDigits = std::all_of(digits.cbegin(), digits.cend(), [](char c) { return c >= '0' && c <= '9'; });
    return isAllDigits && schemeOf(digits) != Scheme::Unknown &&
           cardNumberLengths(schemeOf(digits)).contains(static_cast<int>(digits.size())) && passesLuhn(digits);
}

bool isDigits(const QString &text)
{
    return !text.isEmpty() && std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

//! Why the token is offered, where its own texts do not show it.
QString reasonFor(const FoundToken &found)
{
    constexpr qsizetype longestReason = 40;
    const QString text = shown(found.text.simplified().left(longestReason));
    switch (found.by) {
    case FoundToken::By::Tag:
        return LookUpBox::tr("tag: %1").arg(text);
    case FoundToken::By::Ticket:
        return LookUpBox::tr("ticket: %1").arg(text);
    case FoundToken::By::Note:
        return LookUpBox::tr("note: %1").arg(text);
    case FoundToken::By::CorrelationId:
        return LookUpBox::tr("correlation id: %1").arg(text);
    case FoundToken::By::TokenId:
    case FoundToken::By::LastDigits:
    case FoundToken::By::Par:
        break;
    }
    return {};
}

QString suggestionText(const FoundToken &found)
{
    const Token &token = found.reading.token;
    QStringList parts{shown(token.id.value)};
    if (!token.cardLastDigits.isEmpty())
        parts << u"%1 ·· %2"_s.arg(schemeName(token.scheme), shown(token.cardLastDigits));
    parts << shown(token.stateWord);
    if (const QString reason = reasonFor(found); !reason.isEmpty())
        parts << reason;
    return parts.join(u"   "_s);
}
} // namespace

LookUpBox::LookUpBox(QWidget *parent)
    : QLineEdit(parent), m_suggestions(new QStandardItemModel(this)), m_completer(new QCompleter(m_suggestions, this)),
      m_hint(new QLabel(QKeySequence(u"Ctrl+L"_s).toString(QKeySequence::NativeText), this))
{
    setObjectName(u"lookUpBox"_s);
    setAccessibleName(tr("Look up a token"));
    setAccessibleDescription(
        tr("A token id, or the last digits, the PAR or part of the id of a token that this desk has seen. "
           "Enter asks the server."));
    setPlaceholderText(tr("Look up a token id, last digits, PAR…"));
    setFixedHeight(Metrics::controlHeight);
    setMaxLength(256);
    setAcceptDrops(false); // the window looks at what is dropped first
    m_hint->setObjectName(u"lookUpShortcutHint"_s);
    m_hint->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_hint->setFont(headingFont(-1, QFont::Normal));
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setCompletionRole(tokenIdRole);
    m_completer->setMaxVisibleItems(suggestionLimit);
    setCompleter(m_completer);
    m_pause.setSingleShot(true);
    m_pause.setInterval(120);
    connect(this, &QLineEdit::textEdited, this, [this] { m_pause.start(); });
    connect(&m_pause, &QTimer::timeout, this, &LookUpBox::suggest);
    connect(this, &QLineEdit::returnPressed, this, &LookUpBox::submit);
    connect(m_completer, qOverload<const QString &>(&QCompleter::activated), this,
            [this](const QString &id) { Q_EMIT lookUpRequested({id}); });
}

void LookUpBox::setSession(std::shared_ptr<const Session> session)
{
    m_session = std::move(session);
    offer({});
    setEnabled(m_session != nullptr);
}

bool LookUpBox::isCurrent(const std::shared_ptr<const Session> &session, const QString &asked) const
{
    return session == m_session && text().trimmed() == asked;
}

void LookUpBox::suggest()
{
    const QString asked = text().trimmed();
    if (!m_session || asked.isEmpty())
        return offer({});
    observe<QList<FoundToken>>(this, m_session->operations->search(asked, suggestionLimit),
                                 [this, session = m_session, asked](const auto &found) {
                                     if (found && isCurrent(session, asked) && hasFocus())
                                         offer(*found);
                                 });
}

void LookUpBox::offer(const QList<FoundToken> &tokens)
{
    m_suggestions->clear();
    for (const FoundToken &found : tokens) {
        auto *item = new QStandardItem(suggestionText(found));
        item->setData(found.reading.token.id.value, tokenIdRole);
        m_suggestions->appendRow(item);
    }
    if (m_suggestions->rowCount() > 0)
        m_completer->complete();
    else
        m_completer->popup()->hide();
}

void LookUpBox::take(const QString &text)
{
    setText(text);
    setFocus(Qt::OtherFocusReason);
    submit();
}

void LookUpBox::submit()
{
    m_pause.stop();
    const QString asked = text().trimmed();
    if (!m_session || asked.isEmpty())
        return;
    if (m_completer->popup()->isVisible() && m_completer->popup()->currentIndex().isValid())
        return; // the completer's own `activated` follows
    m_completer->popup()->hide();
    if (isCardNumber(asked)) {
        clear();
        return Q_EMIT refused(tr("That is a card number, which is never looked up. Paste a token id, or the last digits."));
    }
    if (isDigits(asked) && asked.size() <= longestLastDigits)
        return submitLastDigits(asked);
    const FormField &rule = m_session->operations->capabilities().tokenIdField;
    const QRegularExpression pattern(QRegularExpression::anchoredPattern(rule.pattern));
    if (rule.maxLength > 0 && asked.size() > rule.maxLength) {
        Q_EMIT refused(tr("A token id has at most %1 characters.").arg(rule.maxLength));
    } else if (!rule.pattern.isEmpty() && !pattern.match(asked).hasMatch()) {
        Q_EMIT refused(tr("This is not a token id: %1").arg(rule.patternHint));
    } else {
        Q_EMIT lookUpRequested({asked});
    }
}

void LookUpBox::submitLastDigits(const QString &digits)
{
    observe<QList<FoundToken>>(
        this, m_session->operations->search(digits, lastDigitsLimit),
        [this, session = m_session, digits](const auto &found) {
            if (!isCurrent(session, digits))
                return;
            if (!found)
                return Q_EMIT refused(
                    tr("This desk's own records could not be read. Paste the token id to ask the server."));
            QList<FoundToken> matches;
            for (const FoundToken &match : *found) {
                const Token &token = match.reading.token;
                if (token.cardLastDigits.endsWith(digits) || token.id.value == digits)
                    matches << match;
            }
            if (matches.size() == 1)
                Q_EMIT lookUpRequested(matches.first().reading.token.id);
            else if (matches.isEmpty())
                Q_EMIT refused(
                    tr("This desk has seen no token whose card ends in %1. Paste the token id to ask the server.")
                        .arg(digits));
            else
                offer(matches);
        });
}

void LookUpBox::resizeEvent(QResizeEvent *event)
{
    QLineEdit::resizeEvent(event);
    placeHint();
}

void LookUpBox::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::EnabledChange)
        placeHint();
    QLineEdit::changeEvent(event);
}

void LookUpBox::placeHint()
{
    const QString sheet =
        u"color: %1; background: %2; border: 1px solid %3; border-radius: 4px; padding: 1px 6px;"_s.arg(
            colors().muted.name(), colors().base.name(), colors().border.name());
    if (m_hint->styleSheet() != sheet)
        m_hint->setStyleSheet(sheet);
    m_hint->adjustSize();
    m_hint->move(width() - m_hint->width() - 10, (height() - m_hint->height()) / 2);
    setTextMargins(2, 0, m_hint->width() + 12, 0);
}

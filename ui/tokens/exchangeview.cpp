// SPDX-License-Identifier: Apache-2.0
#include "ui/tokens/exchangeview.h"

#include "ui/shown.h"
#include "ui/theme/theme.h"
#include "ui/tokens/actionbutton.h"
#include "ui/tokens/readingage.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {
QString headerLines(const Exchange::Headers &headers)
{
    QString lines;
    for (const auto &[name, value] : headers)
        lines += u"%1: %2\n"_s.arg(shown(name), shown(value));
    return lines;
}

QString withBody(const QString &head, const QString &body)
{
    return body.isEmpty() ? head : head + u'\n' + shown(body, Lines::Kept) + u'\n';
}

QString answerOf(const Exchange &exchange)
{
    QString answer = exchange.status > 0 ? withBody(u"%1\n"_s.arg(exchange.status) + headerLines(exchange.responseHeaders),
                                                    exchange.responseBody)
                                         : ExchangeView::tr("No answer came.") + u'\n';
    if (!exchange.failure.isEmpty())
        answer += ExchangeView::tr("What went wrong: %1").arg(shown(exchange.failure)) + u'\n';
    return answer;
}

QString textOf(const Exchange &exchange)
{
    const QString request = withBody(u"%1 %2\n"_s.arg(shown(exchange.method), shown(exchange.url))
                                         + headerLines(exchange.requestHeaders),
                                     exchange.requestBody);
    return ExchangeView::tr("REQUEST") + u"\n%1\n"_s.arg(request) + ExchangeView::tr("ANSWER") + u'\n' + answerOf(exchange);
}

QString summaryOf(const Exchange &exchange)
{
    const QLocale locale;
    const QString when = localTime(exchange.startedAt);
    const QString took = ExchangeView::tr("%1 ms").arg(locale.toString(exchange.elapsedMs));
    return exchange.attempts > 1
               ? ExchangeView::tr("%1 · %2 · %3 attempts · redacted").arg(when, took, locale.toString(exchange.attempts))
               : ExchangeView::tr("%1 · %2 · redacted").arg(when, took);
}
} // namespace

ExchangeView::ExchangeView(QAction *copyCurl, QWidget *parent)
    : QWidget(parent), m_summary(new QLabel(this)), m_text(new QPlainTextEdit(this)), m_copyCurl(copyCurl)
{
    setObjectName(u"exchangeView"_s);
    m_summary->setObjectName(u"exchangeSummary"_s);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    setRole(m_summary, "muted");
    m_text->setObjectName(u"exchangeText"_s);
    m_text->setAccessibleName(tr("Last request and answer, redacted"));
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setFont(identifierFont());
    m_text->setWordWrapMode(QTextOption::WrapAnywhere);
    auto *copyButton = new ActionButton(copyCurl, this);
    copyButton->setObjectName(u"copyCurlButton"_s);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, Metrics::gap, 0, Metrics::gap);
    column->setSpacing(Metrics::spacing);
    column->addWidget(m_summary);
    column->addWidget(m_text, 1000); // all of the room, as long as it is there
    column->addWidget(copyButton, 0, Qt::AlignLeft);
    column->addStretch(1);
    connect(copyCurl, &QAction::triggered, this, [this] {
        if (m_exchange)
            QGuiApplication::clipboard()->setText(toCurl(*m_exchange));
    });
    setExchange({});
}

void ExchangeView::setExchange(const std::optional<Exchange> &exchange)
{
    m_exchange = exchange;
    m_summary->setText(exchange ? summaryOf(*exchange)
                                : tr("No exchange with the server about this token is at hand: they are kept in memory only, "
                                     "until the program ends. Refresh makes one."));
    m_text->setPlainText(exchange ? textOf(*exchange) : QString());
    m_text->setVisible(exchange.has_value());
    m_copyCurl->setEnabled(exchange.has_value());
    m_copyCurl->setToolTip(exchange ? tr("Copy the request as a curl command; secrets stay replaced")
                                    : tr("There is no exchange to copy"));
}

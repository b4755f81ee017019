// SPDX-License-Identifier: Apache-2.0
#include "ui/tokens/exchangeview.h"

#include "ui/shown.h"
#include "ui/theme/theme.h"
#include "ui/tokens/readingage.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>
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

QString textOf(const Exchange &exchange)
{
    const QString request = withBody(u"%1 %2\n"_s.arg(exchange.method, shown(exchange.url)) + headerLines(exchange.requestHeaders),
                                     exchange.requestBody);
    QString answer = ExchangeView::tr("No answer came.") + u'\n';
    if (exchange.status > 0)
        answer = withBody(u"%1\n"_s.arg(exchange.status) + headerLines(exchange.responseHeaders), exchange.responseBody);
    if (!exchange.failure.isEmpty())
        answer += ExchangeView::tr("What went wrong: %1").arg(shown(exchange.failure)) + u'\n';
    return u"%1 · %2 ms\n\n%3\n%4"_s.arg(localTime(exchange.startedAt)).arg(exchange.elapsedMs).arg(request, answer);
}
} // namespace

ExchangeView::ExchangeView(QWidget *parent)
    : QWidget(parent), m_text(new QPlainTextEdit(this)), m_copyButton(new QPushButton(tr("Copy as curl (redacted)"), this))
{
    setObjectName(u"exchangeView"_s);
    m_text->setObjectName(u"exchangeText"_s);
    m_text->setAccessibleName(tr("Last request and answer, redacted"));
    m_text->setReadOnly(true);
    m_text->setFont(identifierFont());
    m_text->setWordWrapMode(QTextOption::WrapAnywhere);
    m_copyButton->setObjectName(u"copyCurlButton"_s);
    m_copyButton->setAccessibleName(m_copyButton->text());
    connect(m_copyButton, &QPushButton::clicked, this, &ExchangeView::copyAsCurl);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, Metrics::gap, 0, Metrics::gap);
    column->setSpacing(Metrics::spacing);
    column->addWidget(m_text, 1);
    column->addWidget(m_copyButton, 0, Qt::AlignLeft);
    setExchange({});
}

void ExchangeView::setExchange(const std::optional<Exchange> &exchange)
{
    m_exchange = exchange;
    m_copyButton->setEnabled(exchange.has_value());
    m_text->setPlainText(exchange ? textOf(*exchange)
                                  : tr("No exchange with the server about this token since the program started. Refresh asks it now."));
}

void ExchangeView::copyAsCurl() const
{
    if (m_exchange)
        QGuiApplication::clipboard()->setText(toCurl(*m_exchange));
}

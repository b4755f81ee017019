// SPDX-License-Identifier: Apache-2.0
#include "ui/forms/notice.h"

#include "ui/forms/hintline.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {
constexpr int noticeSymbolSide = 16;

QLabel *textLabel(const QString &objectName, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(objectName);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

const char *roleOf(Notice::Kind kind)
{
    switch (kind) {
    case Notice::Kind::Error:
        return "errorNotice";
    case Notice::Kind::Warning:
        return "warningNotice";
    case Notice::Kind::Note:
        break;
    }
    return "notice";
}

void paintNoticeSymbol(QPainter &painter, const QRectF &square, Notice::Kind kind)
{
    if (kind != Notice::Kind::Note)
        return paintSymbol(painter, square, kind == Notice::Kind::Error ? HintLine::Tone::Error : HintLine::Tone::Warning);
    const qreal unit = square.width() / 12;
    const auto at = [&](qreal x, qreal y) { return square.topLeft() + QPointF(x, y) * unit; };
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colors().accent, 1.2 * unit, Qt::SolidLine, Qt::RoundCap));
    painter.drawEllipse(QRectF(at(0.8, 0.8), at(11.2, 11.2)));
    painter.drawLine(at(6, 5.6), at(6, 8.8));
    painter.drawPoint(at(6, 3.4));
}
} // namespace

Notice::Notice(QWidget *parent)
    : QFrame(parent), m_headline(textLabel(u"noticeHeadline"_s, this)), m_meaning(textLabel(u"noticeMeaning"_s, this)),
      m_nextStep(textLabel(u"noticeNextStep"_s, this)), m_quote(new QWidget(this)),
      m_correlationId(textLabel(u"noticeCorrelationId"_s, m_quote)), m_buttonRow(new QHBoxLayout)
{
    setObjectName(u"notice"_s);
    setAttribute(Qt::WA_StyledBackground);
    m_headline->setFont(headingFont(0));
    m_correlationId->setFont(identifierFont());
    m_correlationId->setWordWrap(false); // an id is read out in one piece

    auto *copy = new QPushButton(tr("Copy"), m_quote);
    copy->setObjectName(u"copyCorrelationIdButton"_s);
    copy->setAccessibleName(tr("Copy the correlation id"));
    setRole(copy, "flat");
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_text.correlationId); });
    auto *quoteLabel = new QLabel(tr("Correlation id"), m_quote);
    quoteLabel->setTextFormat(Qt::PlainText);
    setRole(quoteLabel, "muted");
    auto *quote = new QHBoxLayout(m_quote);
    quote->setContentsMargins({});
    quote->addWidget(quoteLabel);
    quote->addWidget(m_correlationId);
    quote->addWidget(copy);
    quote->addStretch(1);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(noticeSymbolSide + 2 * Metrics::gap, Metrics::gap, Metrics::gap, Metrics::gap);
    layout->setSpacing(Metrics::unit);
    for (QWidget *part : std::initializer_list<QWidget *>{m_headline, m_meaning, m_nextStep, m_quote})
        layout->addWidget(part);
    m_buttonRow->addStretch(1);
    layout->addLayout(m_buttonRow);
    hide();
}

QPushButton *Notice::addButton(const QString &objectName, const QString &text)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(objectName);
    button->setAccessibleName(text);
    button->hide();
    m_buttonRow->insertWidget(m_buttonRow->count() - 1, button);
    m_buttons << button;
    return button;
}

void Notice::show(Kind kind, const ErrorText &text)
{
    m_kind = kind;
    m_text = text;
    m_headline->setText(text.headline);
    m_meaning->setText(text.meaning);
    m_meaning->setHidden(text.meaning.isEmpty());
    m_nextStep->setText(text.nextStep);
    m_nextStep->setHidden(text.nextStep.isEmpty());
    m_correlationId->setText(text.correlationId);
    m_quote->setHidden(text.correlationId.isEmpty());
    setRole(this, roleOf(kind));
    setAccessibleName(text.headline);
    setAccessibleDescription(toPlainText(text));
    setVisible(true);
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void Notice::show(Kind kind, const QString &headline, const QString &meaning)
{
    show(kind, ErrorText{.headline = headline, .meaning = meaning, .nextStep = {}, .correlationId = {}});
}

void Notice::dismiss()
{
    m_text = {};
    for (QPushButton *button : m_buttons)
        button->hide();
    hide();
}

void Notice::paintEvent(QPaintEvent *event)
{
    QFrame::paintEvent(event);
    QPainter painter(this);
    const qreal top = Metrics::gap + (QFontMetrics(m_headline->font()).height() - noticeSymbolSide) / 2.0;
    paintNoticeSymbol(painter, QRectF(Metrics::gap, top, noticeSymbolSide, noticeSymbolSide), m_kind);
}

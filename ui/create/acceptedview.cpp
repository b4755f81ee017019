// SPDX-License-Identifier: Apache-2.0
#include "ui/create/acceptedview.h"

#include "ui/create/answerpartsview.h"
#include "ui/create/offersview.h"
#include "ui/forms/notice.h"
#include "ui/shown.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {
constexpr int columnWidth = 560;
constexpr int pageMargin = 28;

QLabel *paragraph(const QString &text)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

QPushButton *linkButton(const QString &text, const QString &objectName, const QString &spoken)
{
    auto *button = new QPushButton(QString(text).replace(u'&', u"&&"_s));
    button->setObjectName(objectName);
    button->setAccessibleName(spoken);
    button->setAutoDefault(true);
    return button;
}
} // namespace

AcceptedView::AcceptedView(const Clock &clock, QWidget *parent)
    : QWidget(parent), m_clock(clock), m_title(paragraph({})), m_meaning(paragraph({})), m_correlationId(new QLabel),
      m_next(paragraph({})), m_unrecorded(new Notice), m_detailsPlace(new QVBoxLayout),
      m_done(new QPushButton(tr("Done")))
{
    setObjectName(u"acceptedView"_s);
    m_title->setObjectName(u"acceptedTitle"_s);
    m_title->setFont(headingFont(4));
    setRole(m_title, "heading");
    m_meaning->setObjectName(u"acceptedMeaning"_s);
    m_correlationId->setObjectName(u"acceptedCorrelationId"_s);
    m_correlationId->setTextFormat(Qt::PlainText);
    m_correlationId->setFont(identifierFont());
    m_correlationId->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *copy = new QPushButton(tr("Copy"));
    copy->setObjectName(u"copyAcceptedIdButton"_s);
    copy->setAccessibleName(tr("Copy the correlation id"));
    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_correlationId->text()); });
    setRole(m_next, "muted");
    m_done->setObjectName(u"acceptedDoneButton"_s);
    m_done->setAccessibleName(m_done->text());
    setRole(m_done, "primary");
    auto *another = new QPushButton(tr("Create another"));
    another->setObjectName(u"createAnotherButton"_s);
    another->setAccessibleName(another->text());
    for (QPushButton *button : {copy, another, m_done})
        button->setAutoDefault(true);
    connect(m_done, &QPushButton::clicked, this, &AcceptedView::done);
    connect(another, &QPushButton::clicked, this, &AcceptedView::another);

    auto *quote = new QHBoxLayout;
    quote->addWidget(m_correlationId);
    quote->addWidget(copy);
    quote->addStretch(1);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(another);
    buttons->addWidget(m_done);
    buttons->addStretch(1);

    auto *column = new QWidget;
    column->setMaximumWidth(columnWidth + 2 * pageMargin);
    auto *layout = new QVBoxLayout(column);
    layout->setContentsMargins(pageMargin, 18, pageMargin, pageMargin);
    layout->setSpacing(Metrics::gap);
    layout->addWidget(m_title);
    layout->addWidget(m_unrecorded);
    layout->addLayout(m_detailsPlace);
    layout->addWidget(m_meaning);
    layout->addLayout(quote);
    layout->addWidget(m_next);
    layout->addLayout(buttons);
    layout->addStretch(1);
    auto *area = new QScrollArea;
    area->setObjectName(u"acceptedScrollArea"_s);
    area->setFocusPolicy(Qt::NoFocus);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    area->setWidget(column);
    column->setAutoFillBackground(false); // the page's own ground shows through
    area->viewport()->setAutoFillBackground(false);
    auto *outer = new QHBoxLayout(this);
    outer->setContentsMargins({});
    outer->addWidget(area);
}

bool AcceptedView::isNeededFor(const MutationAnswer &answer)
{
    return answer.isAccepted || !answer.parts.isEmpty() || !answer.others.isEmpty() || !answer.offered.isEmpty();
}

void AcceptedView::sayHeadline(const MutationAnswer &answer)
{
    if (answer.isAccepted) {
        m_title->setText(tr("Accepted: the token arrives later"));
        m_meaning->setText(tr("The service has taken the request and makes the token in its own time. Its notification "
                              "carries this correlation id:"));
        m_next->setText(
            tr("Until then there is no token to look up. Do not send the card again: it would make a second "
               "token. If no notification comes, quote the correlation id to the vendor. The journal keeps it."));
        return;
    }
    const QString summary = summaryOf(answer.parts);
    m_title->setText(!summary.isEmpty() ? summary
                     : answer.reading   ? tr("Token created")
                                        : tr("The service has answered"));
    m_meaning->setText(tr("Quote this correlation id to the vendor. The journal keeps it:"));
    m_next->setText(answer.reading
                        ? QString()
                        : tr("The answer names no token. Before you send the card again, read above what did "
                             "happen: that would happen a second time."));
}

void AcceptedView::addFacts(QVBoxLayout &column, const QList<TokenField> &facts)
{
    if (facts.isEmpty())
        return;
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(Metrics::gap);
    grid->setVerticalSpacing(Metrics::unit);
    grid->setColumnStretch(1, 1);
    for (const TokenField &fact : facts) {
        const int row = grid->rowCount();
        auto *label = new QLabel(shown(fact.label));
        label->setTextFormat(Qt::PlainText);
        setRole(label, "muted");
        auto *value = paragraph(shown(fact.value));
        value->setObjectName(fact.key + u"Value"_s);
        value->setAccessibleName(u"%1: %2"_s.arg(label->text(), value->text()));
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        if (fact.isIdentifier)
            value->setFont(identifierFont());
        grid->addWidget(label, row, 0, Qt::AlignTop);
        grid->addWidget(value, row, 1, Qt::AlignTop);
    }
    column.addLayout(grid);
}

void AcceptedView::addLinks(QVBoxLayout &column, const MutationAnswer &answer)
{
    if (answer.reading) {
        const TokenId id = answer.reading->token.id;
        auto *open = linkButton(tr("Show the token %1").arg(shown(id.value)), u"openTokenButton"_s,
                                tr("Show the token %1").arg(shown(id.value)));
        connect(open, &QPushButton::clicked, this, [this, id] { Q_EMIT tokenRequested(id); });
        column.addWidget(open, 0, Qt::AlignLeft);
    }
    int number = 0;
    for (const RelatedToken &other : answer.others) {
        const QString text = u"%1 %2"_s.arg(shown(other.label), shown(other.id.value));
        auto *link =
            linkButton(tr("Look up: %1").arg(text), u"otherTokenButton%1"_s.arg(number++), tr("Look up: %1").arg(text));
        connect(link, &QPushButton::clicked, this, [this, id = other.id] { Q_EMIT tokenRequested(id); });
        column.addWidget(link, 0, Qt::AlignLeft);
    }
}

void AcceptedView::show(const Creation &creation, std::shared_ptr<const Session> session)
{
    const MutationAnswer &answer = creation.answer;
    sayHeadline(answer);
    m_next->setVisible(!m_next->text().isEmpty());
    m_correlationId->setText(shown(answer.correlationId));
    delete m_details;
    m_details = new QWidget;
    auto *column = new QVBoxLayout(m_details);
    column->setContentsMargins({});
    column->setSpacing(Metrics::gap);
    if (!answer.parts.isEmpty())
        column->addWidget(new AnswerPartsView(answer.parts));
    if (!answer.isAccepted)
        addFacts(*column, answer.extra);
    addLinks(*column, answer);
    if (!answer.offered.isEmpty()) {
        auto *offers = new OffersView(std::move(session), answer, m_clock);
        connect(offers, &OffersView::reported, this, &AcceptedView::reported);
        connect(offers, &OffersView::tokenChanged, this, &AcceptedView::tokenChanged);
        column->addWidget(offers);
    }
    m_detailsPlace->addWidget(m_details);
    m_details->show(); // now: what is not shown takes no focus
    if (creation.isRecorded)
        m_unrecorded->dismiss();
    else
        m_unrecorded->show(Notice::Kind::Warning, tr("The journal could not be written"),
                           tr("The request was accepted, but its entry still says “open”. Note the correlation id."));
    setVisible(true);
    m_done->setFocus();
    // Enter must not leave what may never be offered again.
    if (auto *offer = m_details->findChild<QPushButton *>(u"offerButton0"_s))
        offer->setFocus();
}

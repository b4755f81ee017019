// SPDX-License-Identifier: Apache-2.0
#include "ui/tokens/relatedview.h"

#include "ui/shown.h"
#include "ui/theme/theme.h"
#include "ui/tokens/flowlayout.h"
#include "ui/tokens/statechip.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype mostLinks = 3; //!< as buttons; the rest are in a menu, so that the panel stays readable
constexpr qsizetype shownEnd = 6;
constexpr qsizetype longestShown = 20;

//! Its end tells tokens apart; the whole id is in the tool tip.
QString shortened(const TokenId &token)
{
    const QString id = shown(token.value);
    return id.size() > longestShown ? u'…' + id.last(shownEnd) : id;
}
} // namespace

RelatedView::RelatedView(QWidget *parent) : QWidget(parent)
{
    setObjectName(u"relatedView"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    hide();
}

// Rebuilt only when something is different, so that a reading that says the same takes the focus from nobody.
void RelatedView::setToken(const Token &token)
{
    if (token.otherStates == m_states && token.related == m_related)
        return;
    m_states = token.otherStates;
    m_related = token.related;
    if (m_rows) { // one of its links may be what brought the other token
        m_rows->setParent(nullptr);
        m_rows->deleteLater();
    }
    m_rows = new QWidget(this);
    m_links = 0;
    auto *column = new QVBoxLayout(m_rows);
    column->setContentsMargins({});
    column->setSpacing(Metrics::unit);
    layout()->addWidget(m_rows);

    QList<RelatedToken> links = m_related;
    for (const OtherState &state : std::as_const(m_states)) {
        const auto its = std::find_if(links.cbegin(), links.cend(),
                                      [&](const RelatedToken &related) { return related.label == state.label; });
        const bool hasLink = its != links.cend();
        column->addWidget(stateRow(state, hasLink ? &*its : nullptr));
        if (hasLink)
            links.erase(its);
    }
    if (!links.isEmpty())
        column->addWidget(linkRow(links));
    setVisible(!m_states.isEmpty() || !m_related.isEmpty());
}

QWidget *RelatedView::stateRow(const OtherState &state, const RelatedToken *its)
{
    const auto number = m_rows->layout()->count();
    auto *row = new QWidget(m_rows);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins({});
    line->setSpacing(Metrics::spacing);
    auto *chip = new StateChip;
    chip->setObjectName(u"otherStateChip%1"_s.arg(number));
    chip->setState(state.state, state.word);
    chip->setAccessibleName(u"%1. %2"_s.arg(shown(state.label), chip->accessibleName()));
    auto *label = new QLabel(shown(state.label));
    label->setObjectName(u"otherStateLabel%1"_s.arg(number));
    label->setTextFormat(Qt::PlainText);
    setRole(label, "muted");
    line->addWidget(chip);
    line->addWidget(label);
    if (its)
        line->addWidget(linkTo(*its, tr("Look up %1").arg(shortened(its->id))));
    line->addStretch(1);
    return row;
}

QWidget *RelatedView::linkRow(const QList<RelatedToken> &links)
{
    auto *row = new QWidget(m_rows);
    auto *line = new FlowLayout(row);
    line->setContentsMargins({});
    line->setSpacing(Metrics::unit);
    for (const RelatedToken &related : links.first(std::min(mostLinks, links.size())))
        line->addWidget(linkTo(related, u"%1 %2"_s.arg(shown(related.label), shortened(related.id))));
    if (links.size() <= mostLinks)
        return row;
    auto *more = new QPushButton(tr("%1 more").arg(links.size() - mostLinks));
    more->setObjectName(u"moreRelatedButton"_s);
    more->setAccessibleName(tr("%1 more tokens that belong to this one").arg(links.size() - mostLinks));
    setRole(more, "quiet");
    auto *menu = new QMenu(more);
    for (const RelatedToken &related : links.sliced(mostLinks))
        connect(menu->addAction(u"%1 %2"_s.arg(shown(related.label), shown(related.id.value)).replace(u'&', u"&&"_s)),
                &QAction::triggered, this, [this, id = related.id] { Q_EMIT followed(id); });
    more->setMenu(menu);
    line->addWidget(more);
    return row;
}

QPushButton *RelatedView::linkTo(const RelatedToken &related, const QString &text)
{
    const QString id = shown(related.id.value);
    auto *link = new QPushButton(QString(text).replace(u'&', u"&&"_s));
    link->setObjectName(u"relatedButton%1"_s.arg(m_links++));
    link->setAccessibleName(tr("Look up the %1 %2").arg(shown(related.label), id));
    link->setToolTip(id);
    setRole(link, "quiet");
    connect(link, &QPushButton::clicked, this, [this, token = related.id] { Q_EMIT followed(token); });
    return link;
}

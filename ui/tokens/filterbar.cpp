// SPDX-License-Identifier: Apache-2.0
#include "ui/tokens/filterbar.h"

#include "ui/cardart/statelook.h"
#include "ui/theme/theme.h"
#include "ui/tokens/tagfilterbox.h"
#include "ui/tokens/tokenfilter.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {
QComboBox *comboBox(const QString &objectName, const QString &accessibleName, const QString &any, QWidget *parent)
{
    auto *combo = new QComboBox(parent);
    combo->setObjectName(objectName);
    combo->setAccessibleName(accessibleName);
    combo->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    combo->addItem(any);
    return combo;
}

template <typename T>
std::optional<T> chosen(const QComboBox *combo)
{
    const QVariant value = combo->currentData();
    return value.isValid() ? std::optional<T>(static_cast<T>(value.toInt())) : std::nullopt;
}
} // namespace

FilterBar::FilterBar(TokenFilter &tokens, QWidget *parent)
    : QWidget(parent), m_tokens(tokens),
      m_state(comboBox(u"stateFilterComboBox"_s, tr("Show tokens in this state"), tr("State: any"), this)),
      m_scheme(comboBox(u"schemeFilterComboBox"_s, tr("Show tokens of this scheme"), tr("Scheme: any"), this)),
      m_tag(new TagFilterBox(tokens, this)), m_text(new QLineEdit(this)), m_count(new QLabel(this))
{
    setObjectName(u"filterBar"_s);
    build();
    connect(m_state, &QComboBox::currentIndexChanged, this, [this] { m_tokens.setState(chosen<TokenState>(m_state)); });
    connect(m_scheme, &QComboBox::currentIndexChanged, this, [this] { m_tokens.setScheme(chosen<Scheme>(m_scheme)); });
    connect(m_text, &QLineEdit::textChanged, &m_tokens, &TokenFilter::setText);
    connect(&m_tokens, &QAbstractItemModel::layoutChanged, this, &FilterBar::updateCount);
    connect(&m_tokens, &QAbstractItemModel::modelReset, this, &FilterBar::updateCount);
    connect(&m_tokens, &QAbstractItemModel::rowsInserted, this, &FilterBar::updateCount);
    connect(m_tokens.sourceModel(), &QAbstractItemModel::rowsInserted, this, &FilterBar::updateCount);
    updateCount();
}

void FilterBar::build()
{
    for (const TokenState state : {TokenState::Active, TokenState::Suspended, TokenState::Pending, TokenState::Deleted,
                                   TokenState::Unknown})
        m_state->addItem(stateName(state), static_cast<int>(state));
    for (const Scheme scheme : {Scheme::Visa, Scheme::Mastercard, Scheme::Amex, Scheme::Discover, Scheme::Elo, Scheme::Jcb,
                                Scheme::Diners, Scheme::UnionPay, Scheme::Maestro})
        m_scheme->addItem(schemeName(scheme), static_cast<int>(scheme));
    m_scheme->addItem(tr("Other"), static_cast<int>(Scheme::Unknown));

    m_text->setObjectName(u"filterLineEdit"_s);
    m_text->setAccessibleName(tr("Show tokens with this text"));
    m_text->setPlaceholderText(tr("Filter by id, last digits, issuer…"));
    m_text->setClearButtonEnabled(true);
    m_text->installEventFilter(this);
    m_count->setObjectName(u"countLabel"_s);
    m_count->setTextFormat(Qt::PlainText);
    setRole(m_count, "muted");

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(Metrics::gap, Metrics::spacing, Metrics::gap, Metrics::spacing);
    row->setSpacing(Metrics::spacing);
    row->addWidget(m_state);
    row->addWidget(m_scheme);
    row->addWidget(m_tag);
    row->addWidget(m_text, 1);
    row->addWidget(m_count);
}

void FilterBar::clear()
{
    m_state->setCurrentIndex(0);
    m_scheme->setCurrentIndex(0);
    m_tag->setCurrentIndex(0);
    m_text->clear();
}

QList<int> FilterBar::choices() const
{
    constexpr int any = -1;
    return {m_state->currentIndex() > 0 ? m_state->currentData().toInt() : any,
            m_scheme->currentIndex() > 0 ? m_scheme->currentData().toInt() : any};
}

void FilterBar::choose(const QList<int> &choices)
{
    m_state->setCurrentIndex(std::max(m_state->findData(choices.value(0, -1)), 0));
    m_scheme->setCurrentIndex(std::max(m_scheme->findData(choices.value(1, -1)), 0));
}

void FilterBar::updateCount()
{
    const int shownRows = m_tokens.rowCount();
    const int allRows = m_tokens.sourceModel()->rowCount();
    const QLocale locale;
    const QString all = allRows == 1 ? tr("1 token") : tr("%1 tokens").arg(locale.toString(allRows));
    m_count->setText(m_tokens.isFiltering() ? tr("%1 of %2").arg(locale.toString(shownRows), locale.toString(allRows)) : all);
}

bool FilterBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_text && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Escape && !m_text->text().isEmpty()) {
            m_text->clear();
            return true;
        }
        if (key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter) {
            Q_EMIT left();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

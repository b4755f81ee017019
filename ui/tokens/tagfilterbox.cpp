// SPDX-License-Identifier: Apache-2.0
#include "ui/tokens/tagfilterbox.h"

#include "app/core/observe.h"
#include "ui/shown.h"
#include "ui/tokens/tokenfilter.h"

#include <QAbstractItemView>
#include <QLocale>
#include <QSignalBlocker>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {
constexpr int narrowestContents = 6; // characters: a long tag is cut short in the bar, not in the list
}

TagFilterBox::TagFilterBox(TokenFilter &tokens, QWidget *parent) : QComboBox(parent), m_tokens(tokens)
{
    setObjectName(u"tagFilterComboBox"_s);
    setAccessibleName(tr("Show tokens with this tag"));
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(narrowestContents);
    offer({});
    connect(this, &QComboBox::currentIndexChanged, this, &TagFilterBox::apply);
}

void TagFilterBox::setSession(std::shared_ptr<const Session> session)
{
    m_session = std::move(session);
    setCurrentIndex(0);
    offer({});
    reload();
}

void TagFilterBox::reload()
{
    if (!m_session)
        return;
    observe<QList<TagUse>>(this, m_session->operations->tags(),
                           [this, asked = m_session](const Result<QList<TagUse>> &uses) {
                               if (asked == m_session && uses)
                                   offer(*uses);
                           });
}

void TagFilterBox::offer(const QList<TagUse> &uses)
{
    const QString chosen = currentData().toString();
    {
        const QSignalBlocker quiet(this);
        clear();
        addItem(tr("Tag: any"));
        for (const TagUse &use : uses)
            addItem(tr("%1 (%2)").arg(shown(use.tag), QLocale().toString(use.tokens)), use.tag);
        setCurrentIndex(std::max(findData(chosen), 0));
        setEnabled(!uses.isEmpty());
        setToolTip(uses.isEmpty() ? tr("No token has a tag yet: add one beside a token") : QString());
    }
    int widest = 0;
    for (int row = 0; row < count(); ++row)
        widest = std::max(widest, fontMetrics().horizontalAdvance(itemText(row)));
    view()->setMinimumWidth(widest + 40);
    if (!chosen.isEmpty() && currentIndex() == 0)
        apply(); // nothing bears it any more
}

void TagFilterBox::apply()
{
    const QString tag = currentData().toString();
    if (!m_session || tag.isEmpty())
        return m_tokens.setTokens(std::nullopt);
    observe<QList<TokenId>>(this, m_session->operations->taggedWith(tag),
                            [this, tag, asked = m_session](const Result<QList<TokenId>> &tagged) {
                                if (asked != m_session || currentData().toString() != tag)
                                    return;
                                const QList<TokenId> tokens = tagged.value_or(QList<TokenId>());
                                m_tokens.setTokens(QSet<TokenId>(tokens.cbegin(), tokens.cend()));
                            });
}

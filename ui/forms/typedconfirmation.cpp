// SPDX-License-Identifier: Apache-2.0
#include "ui/forms/typedconfirmation.h"

#include "ui/forms/hintline.h"
#include "ui/theme/labels.h"
#include "ui/theme/theme.h"

#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {
constexpr int longestConfirmation = 32;
} // namespace

TypedConfirmation::TypedConfirmation(QWidget *parent)
    : QWidget(parent), m_label(namedLabel(u"confirmationLabel"_s, {})), m_edit(new QLineEdit),
      m_hint(new HintLine(this))
{
    m_label->setFont(headingFont(0, QFont::Medium));
    m_label->setContentsMargins(0, Metrics::spacing, 0, 0);
    m_edit->setObjectName(u"confirmationLineEdit"_s);
    m_edit->setMaxLength(longestConfirmation);
    m_hint->setObjectName(u"confirmationHint"_s);
    setFocusProxy(m_edit);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(Metrics::unit);
    for (QWidget *part : std::initializer_list<QWidget *>{m_label, m_edit, m_hint})
        column->addWidget(part);
    connect(m_edit, &QLineEdit::textChanged, this, &TypedConfirmation::judge);
    hide();
}

QString TypedConfirmation::wordFor(const QString &lastDigits, const QString &word)
{
    const auto isDigit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    return !lastDigits.isEmpty() && std::all_of(lastDigits.cbegin(), lastDigits.cend(), isDigit) ? lastDigits : word;
}

void TypedConfirmation::ask(const QString &wanted, const QString &sentence)
{
    m_wanted = wanted;
    m_label->setText(sentence);
    m_edit->setAccessibleName(sentence);
    setVisible(!wanted.isEmpty());
    judge();
}

QString TypedConfirmation::problem() const
{
    return m_edit->text().trimmed() == m_wanted || m_wanted.isEmpty() ? QString()
                                                                      : tr("Type %1 to confirm.").arg(m_wanted);
}

void TypedConfirmation::clear()
{
    m_edit->clear();
}

void TypedConfirmation::setLocked(bool isLocked)
{
    m_edit->setEnabled(!isLocked);
}

void TypedConfirmation::judge()
{
    const QString typed = m_edit->text().trimmed();
    const bool isMistyped = !typed.isEmpty() && !m_wanted.startsWith(typed); // said at once; what is missing, not
    m_hint->say(isMistyped ? HintLine::Tone::Error : HintLine::Tone::Help,
                isMistyped ? tr("This is not %1.").arg(m_wanted) : QString());
    Q_EMIT changed();
}

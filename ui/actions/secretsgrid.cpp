// SPDX-License-Identifier: Apache-2.0
#include "ui/actions/secretsgrid.h"

#include "ui/forms/hiddenvalue.h"
#include "ui/shown.h"
#include "ui/theme/labels.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr auto tickStep = 200ms;
constexpr int secretLabelWidth = 150;
constexpr int showButtonWidth = 88;
} // namespace

SecretsGrid::SecretsGrid(const Disclosure &disclosure, const Clock &clock, std::chrono::milliseconds longestReveal,
                         QWidget *parent)
    : QWidget(parent), m_clock(clock), m_longest(longestReveal), m_countdown(plainLabel({}, "muted"))
{
    setObjectName(u"secretsGrid"_s);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(Metrics::gap);
    grid->setVerticalSpacing(Metrics::spacing);
    grid->setColumnMinimumWidth(0, secretLabelWidth);
    grid->setColumnStretch(1, 1);
    int plain = 0;
    for (const Disclosure::Item &item : disclosure.items) {
        if (item.isSecret)
            addSecret(*grid, item);
        else
            addPlain(*grid, item, plain++);
    }
    m_countdown->setObjectName(u"countdownLabel"_s);
    m_countdown->setMinimumHeight(m_countdown->fontMetrics().lineSpacing()); // so that nothing moves when it speaks
    grid->addWidget(m_countdown, grid->rowCount(), 1, 1, 2);
    m_ticks.setInterval(tickStep);
    connect(&m_ticks, &QTimer::timeout, this, &SecretsGrid::tick);
}

void SecretsGrid::addPlain(QGridLayout &grid, const Disclosure::Item &item, int number)
{
    const int row = grid.rowCount();
    auto *value = plainLabel(item.value ? shown(QString::fromUtf8(item.value->bytes())) : QString());
    value->setObjectName(u"plainValue%1"_s.arg(number));
    value->setAccessibleName(u"%1: %2"_s.arg(shown(item.label), value->text()));
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    if (item.isIdentifier)
        value->setFont(identifierFont());
    grid.addWidget(plainLabel(shown(item.label), "muted"), row, 0, Qt::AlignTop);
    grid.addWidget(value, row, 1, 1, 2, Qt::AlignTop);
}

void SecretsGrid::addSecret(QGridLayout &grid, const Disclosure::Item &item)
{
    const int row = grid.rowCount();
    const int number = static_cast<int>(m_secrets.size());
    const QString label = shown(item.label);
    auto *value = new HiddenValue(item.value, m_longest);
    value->setObjectName(u"secretValue%1"_s.arg(number));
    value->setAccessibleName(label);
    value->setMasked(item.masked);
    if (item.isIdentifier)
        value->setFont(identifierFont());
    auto *button = new QPushButton(tr("Show"));
    button->setObjectName(u"showSecretButton%1"_s.arg(number));
    button->setAccessibleName(tr("Show %1 for a short time").arg(label));
    button->setAutoDefault(false);
    button->setMinimumSize(showButtonWidth, Metrics::controlHeight); // known before it is first shown
    connect(button, &QPushButton::clicked, this, [this, number] { pressed(number); });
    connect(value, &HiddenValue::concealed, this, &SecretsGrid::conceal);
    grid.addWidget(plainLabel(label, "muted"), row, 0, Qt::AlignVCenter);
    grid.addWidget(value, row, 1);
    grid.addWidget(button, row, 2, Qt::AlignVCenter);
    m_secrets << Secret{label, value, button};
}

void SecretsGrid::pressed(int item)
{
    const bool wasShown = m_wanted == item;
    conceal();
    if (wasShown)
        return;
    m_wanted = item;
    Q_EMIT revealRequested(item, m_secrets.at(item).label);
}

void SecretsGrid::reveal(int item)
{
    if (item != m_wanted)
        return;
    if (!isVisible() || !isActiveWindow())
        return conceal();
    const Secret &secret = m_secrets.at(item);
    m_until = m_clock.monotonic() + m_longest;
    secret.value->reveal();
    secret.button->setText(tr("Hide"));
    secret.button->setAccessibleName(tr("Hide %1").arg(secret.label));
    m_ticks.start();
    tick();
}

void SecretsGrid::conceal()
{
    m_wanted = -1;
    m_ticks.stop();
    m_countdown->clear();
    for (const Secret &secret : std::as_const(m_secrets)) {
        secret.value->conceal();
        secret.button->setText(tr("Show"));
        secret.button->setAccessibleName(tr("Show %1 for a short time").arg(secret.label));
    }
}

void SecretsGrid::tick()
{
    const auto left = m_until - m_clock.monotonic();
    if (left <= 0ms)
        return conceal();
    const auto seconds = static_cast<int>(std::chrono::ceil<std::chrono::seconds>(left).count());
    m_countdown->setText(seconds == 1 ? tr("Hidden again in 1 second") : tr("Hidden again in %1 seconds").arg(seconds));
}

bool SecretsGrid::event(QEvent *event)
{
    if (event->type() == QEvent::WindowDeactivate)
        conceal();
    return QWidget::event(event);
}

void SecretsGrid::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    conceal();
}

// SPDX-License-Identifier: Apache-2.0
#include "ui/lock/locksettings.h"

#include "app/settings/preferences.h"
#include "ui/forms/hintline.h"
#include "ui/lock/desklock.h"
#include "ui/lock/passphrasedialog.h"
#include "ui/theme/labels.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

LockSettings::LockSettings(DeskLock &lock, const Clock &clock, QWidget *parent)
    : QWidget(parent), m_lock(lock), m_clock(clock), m_text(namedLabel(u"lockSettingsText"_s, {}, "muted")),
      m_set(new QPushButton(this)), m_remove(new QPushButton(tr("Remove the passphrase…"), this)),
      m_idle(new QWidget(this)), m_minutes(new QSpinBox(m_idle)), m_hint(new HintLine(this))
{
    setObjectName(u"lockSettings"_s);
    QLabel *heading = plainLabel(tr("Lock"));
    heading->setFont(headingFont(1));
    m_set->setObjectName(u"setPassphraseButton"_s);
    m_remove->setObjectName(u"removePassphraseButton"_s);
    m_remove->setAccessibleName(m_remove->text());
    setRole(m_remove, "danger");
    auto *minutesLabel = plainLabel(tr("Minutes without input until it locks"));
    minutesLabel->setFont(headingFont(0));
    minutesLabel->setBuddy(m_minutes);
    m_minutes->setObjectName(u"idleMinutesSpinBox"_s);
    m_minutes->setAccessibleName(minutesLabel->text());
    m_minutes->setRange(Preferences::fewestIdleMinutes, Preferences::mostIdleMinutes);
    m_minutes->setMaximumWidth(120);
    m_minutes->setFocusPolicy(Qt::StrongFocus);
    m_minutes->installEventFilter(this);
    auto *idle = new QVBoxLayout(m_idle);
    idle->setContentsMargins(0, 0, 0, 0);
    idle->setSpacing(Metrics::unit);
    idle->addWidget(minutesLabel);
    idle->addWidget(m_minutes);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(Metrics::spacing);
    buttons->addWidget(m_set);
    buttons->addWidget(m_remove);
    buttons->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Metrics::spacing);
    column->addWidget(heading);
    column->addWidget(m_text);
    column->addLayout(buttons);
    column->addWidget(m_hint);
    column->addWidget(m_idle);
    connect(m_set, &QPushButton::clicked, this, [this] { ask(false); });
    connect(m_remove, &QPushButton::clicked, this, [this] { ask(true); });
    connect(m_minutes, &QSpinBox::valueChanged, this, &LockSettings::keepMinutes);
    connect(&m_lock, &DeskLock::passphraseChanged, this, &LockSettings::refresh);
    refresh();
}

void LockSettings::showEvent(QShowEvent *event)
{
    refresh(); // whether there is a keychain is found out while the program starts
    QWidget::showEvent(event);
}

bool LockSettings::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_minutes || event->type() != QEvent::Wheel || m_minutes->hasFocus())
        return QWidget::eventFilter(watched, event);
    event->ignore(); // scrolling the page must not change the number
    return true;
}

void LockSettings::refresh()
{
    const bool isSet = m_lock.hasPassphrase();
    const QString text =
        isSet ? tr("The desk locks with Ctrl+Shift+L, when nobody uses it, when the screen is locked "
                   "and when the computer goes to sleep.")
              : tr("Set a desk passphrase to lock the window when you leave. What is under way goes on.");
    const QString start = tr("It also starts locked.");
    const QString forgotten = tr("There is no keychain here: the passphrase is forgotten when the program ends.");
    m_text->setText(!m_lock.isLasting() ? text + u' ' + forgotten : isSet ? text + u' ' + start : text);
    m_set->setText(isSet ? tr("Change the passphrase…") : tr("Set a passphrase…"));
    m_set->setAccessibleName(m_set->text());
    m_remove->setVisible(isSet);
    m_idle->setVisible(isSet);
    m_minutes->setValue(m_lock.idleMinutes());
    if (isSet)
        m_hint->say(HintLine::Tone::Help, {});
}

void LockSettings::showTheWay()
{
    for (QWidget *above = parentWidget(); above; above = above->parentWidget()) {
        if (auto *area = qobject_cast<QScrollArea *>(above))
            area->ensureWidgetVisible(this);
    }
    m_hint->say(HintLine::Tone::Warning, tr("The desk was not locked: it has no passphrase yet."));
    m_set->setFocus(Qt::OtherFocusReason);
}

void LockSettings::ask(bool isRemoval)
{
    using enum PassphraseDialog::Task;
    const auto task = isRemoval ? Remove : m_lock.hasPassphrase() ? Change : Set;
    auto *dialog = new PassphraseDialog(task, m_lock, m_clock, this);
    dialog->open();
}

void LockSettings::keepMinutes(int minutes)
{
    if (minutes == m_lock.idleMinutes())
        return;
    if (const Result<Done> kept = m_lock.setIdleMinutes(minutes); !kept)
        m_hint->say(HintLine::Tone::Error, tr("This could not be saved; it holds until the program ends."));
    else
        m_hint->say(HintLine::Tone::Help, {});
}

// SPDX-License-Identifier: Apache-2.0
#include "ui/window/connectionswitcher.h"

#include "ui/shown.h"
#include "ui/theme/theme.h"
#include "ui/window/environmentbadge.h"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPainterPath>

using namespace Qt::StringLiterals;

ConnectionSwitcher::ConnectionSwitcher(QWidget *parent)
    : QAbstractButton(parent), m_menu(new QMenu(this)), m_badge(new EnvironmentBadge(this)), m_name(new QLabel(this))
{
    setObjectName(u"connectionSwitcher"_s);
    m_menu->setObjectName(u"connectionMenu"_s);
    setFocusPolicy(Qt::StrongFocus);
    setFixedHeight(Metrics::controlHeight);
    setAttribute(Qt::WA_Hover);
    m_name->setTextFormat(Qt::PlainText);
    m_name->setFont(headingFont(0));
    for (QWidget *child : {static_cast<QWidget *>(m_badge), static_cast<QWidget *>(m_name)})
        child->setAttribute(Qt::WA_TransparentForMouseEvents);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(10, 0, 26, 0);
    row->setSpacing(Metrics::spacing);
    row->addWidget(m_badge);
    row->addWidget(m_name, 1);
    connect(this, &QAbstractButton::clicked, this, &ConnectionSwitcher::openMenu);
}

void ConnectionSwitcher::setConnections(const QList<ConnectionProfile> &profiles)
{
    m_menu->clear();
    auto *group = new QActionGroup(m_menu);
    for (const ConnectionProfile &profile : profiles) {
        QString text = u"%1  (%2)"_s.arg(shown(profile.name), EnvironmentBadge::nameOf(toWord(profile.environment)));
        QAction *action = m_menu->addAction(text.replace(u'&', "&&"_L1));
        action->setCheckable(true);
        action->setChecked(profile.id == m_currentId);
        action->setData(profile.id);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, profile] { Q_EMIT chosen(profile); });
    }
    m_menu->addSeparator();
    QAction *manage = m_menu->addAction(tr("Manage connections…"));
    connect(manage, &QAction::triggered, this, &ConnectionSwitcher::settingsRequested);
}

void ConnectionSwitcher::setCurrent(const ConnectionProfile &profile)
{
    m_currentId = profile.id;
    const bool isNone = profile.id.isEmpty();
    m_badge->setVisible(!isNone);
    m_badge->setEnvironment(toWord(profile.environment));
    m_name->setText(isNone ? tr("No connection") : shown(profile.name));
    const QString description = isNone ? tr("No connection") : tr("Connection %1, %2").arg(shown(profile.name), EnvironmentBadge::nameOf(toWord(profile.environment)));
    setAccessibleName(description);
    setToolTip(description);
    for (QAction *action : m_menu->actions()) {
        if (action->isCheckable())
            action->setChecked(action->data().toString() == m_currentId);
    }
    updateGeometry();
}

QSize ConnectionSwitcher::sizeHint() const
{
    return {std::clamp(layout()->sizeHint().width(), 160, 320), Metrics::controlHeight};
}

void ConnectionSwitcher::openMenu()
{
    m_menu->setMinimumWidth(width());
    m_menu->popup(mapToGlobal(QPoint(0, height() + Metrics::unit)));
}

void ConnectionSwitcher::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(hasFocus() ? colors().accent : underMouse() ? colors().muted : colors().border, 1));
    painter.setBrush(colors().base);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), Metrics::radius, Metrics::radius);

    const QPointF tip(width() - 15.0, height() / 2.0 + 2.0);
    QPainterPath chevron;
    chevron.moveTo(tip + QPointF(-4, -4));
    chevron.lineTo(tip);
    chevron.lineTo(tip + QPointF(4, -4));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colors().muted, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(chevron);
}

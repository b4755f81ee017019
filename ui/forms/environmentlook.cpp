// SPDX-License-Identifier: Apache-2.0
#include "ui/forms/environmentlook.h"

#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

namespace {
constexpr qreal padding = 7;

struct EnvironmentWords {
    Q_DECLARE_TR_FUNCTIONS(EnvironmentLook)
};

QFont badgeFont()
{
    return headingFont(-2, QFont::Bold);
}
} // namespace

QString environmentName(Environment environment)
{
    switch (environment) {
    case Environment::Sandbox:
        return EnvironmentWords::tr("Sandbox");
    case Environment::Test:
        return EnvironmentWords::tr("Test");
    case Environment::Production:
        break;
    }
    return EnvironmentWords::tr("Production");
}

QColor environmentColor(Environment environment)
{
    switch (environment) {
    case Environment::Sandbox:
        return colors().sandbox;
    case Environment::Test:
        return colors().test;
    case Environment::Production:
        break;
    }
    return colors().production;
}

QSizeF badgeSize(Environment environment)
{
    const QFontMetricsF metrics(badgeFont());
    return {metrics.horizontalAdvance(environmentName(environment).toUpper()) + 2 * padding, metrics.height() + 4};
}

void paintBadge(QPainter &painter, const QRectF &badge, Environment environment)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(environmentColor(environment));
    painter.drawRoundedRect(badge, 4, 4);
    painter.setPen(colors().environmentText);
    painter.setFont(badgeFont());
    painter.drawText(badge, Qt::AlignCenter, environmentName(environment).toUpper());
    painter.restore();
}

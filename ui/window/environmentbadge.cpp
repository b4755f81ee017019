// SPDX-License-Identifier: Apache-2.0
#include "ui/window/environmentbadge.h"

#include "ui/theme/theme.h"

#include <QEvent>

using namespace Qt::StringLiterals;

EnvironmentBadge::EnvironmentBadge(QWidget *parent) : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setAlignment(Qt::AlignCenter);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    QFont bold = headingFont(-1, QFont::Bold);
    bold.setLetterSpacing(QFont::AbsoluteSpacing, 0.4);
    setFont(bold);
    hide();
}

QColor EnvironmentBadge::colorOf(const QString &environment)
{
    if (environment == "sandbox"_L1)
        return colors().sandbox;
    return environment == "test"_L1 ? colors().test : colors().production;
}

QString EnvironmentBadge::nameOf(const QString &environment)
{
    if (environment == "sandbox"_L1)
        return tr("Sandbox");
    return environment == "test"_L1 ? tr("Test") : tr("Production");
}

void EnvironmentBadge::setEnvironment(const QString &environment)
{
    m_environment = environment;
    setText(nameOf(environment).toUpper());
    setAccessibleName(tr("Environment: %1").arg(nameOf(environment)));
    restyle();
    setVisible(!environment.isEmpty());
}

void EnvironmentBadge::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        restyle();
    QLabel::changeEvent(event);
}

void EnvironmentBadge::restyle()
{
    const QString sheet = u"background: %1; color: %2; border-radius: 4px; padding: 2px 8px;"_s.arg(
        colorOf(m_environment).name(), colors().environmentText.name());
    if (styleSheet() != sheet)
        setStyleSheet(sheet);
}

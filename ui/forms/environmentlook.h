// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/settings/connectionprofile.h"

#include <QColor>
#include <QSizeF>
#include <QString>

class QFont;
class QPainter;
class QRectF;

//! How an environment looks: always a word, never a colour alone.

[[nodiscard]] QString environmentName(Environment environment); //!< "Sandbox", "Test", "Production"
[[nodiscard]] QColor environmentColor(Environment environment); //!< the ground; `colors().environmentText` stands on it

//! A badge: the name in capitals on the environment's colour.
[[nodiscard]] QSizeF badgeSize(Environment environment);
void paintBadge(QPainter &painter, const QRectF &badge, Environment environment);

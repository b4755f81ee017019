// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>
#include <QWidget>

//! What someone, or some program, can find out about a window by walking through its widgets.
namespace WidgetWalk {
//! Every text of every widget below and including `root`: properties, accessible texts, selections.
[[nodiscard]] QString allText(QWidget *root);
//! The digits of `allText`, everything else left out, so that grouping hides nothing.
[[nodiscard]] QString allDigits(QWidget *root);
//! Visible controls that take the focus and lack an object name or an accessible name.
[[nodiscard]] QStringList unnamedControls(QWidget *root);
//! Object names in the order in which Tab visits them, once round, from `first` on.
[[nodiscard]] QStringList tabOrder(QWidget *first);
//! The first pair of neighbours in `widgets` whose order is not the eye's (down, then right); empty when there is none.
[[nodiscard]] QString outOfOrder(const QList<QWidget *> &widgets);
} // namespace WidgetWalk

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

//! Tells whoever sits at this computer, by the desktop's notifications (org.freedesktop.Notifications), that something
//! happened. Returns at once; where there is no such service, nothing happens. Text without card data, please: the
//! desktop keeps it, and shows it while the screen is locked.
void showDesktopNotice(const QString &summary, const QString &body);

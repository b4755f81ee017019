// SPDX-License-Identifier: Apache-2.0
#include "app/core/quietlogging.h"

#include <QByteArrayView>
#include <QLoggingCategory>

namespace {
QLoggingCategory::CategoryFilter filterBefore = nullptr;

//! qt.httpserver logs whole requests with their headers, qt.network what goes over the line, qt.sql statements.
bool mayHoldBodies(QByteArrayView category)
{
    return category.startsWith("qt.httpserver") || category.startsWith("qt.network") || category.startsWith("qt.sql");
}

void withoutBodies(QLoggingCategory *category)
{
    filterBefore(category);
    if (mayHoldBodies(category->categoryName())) {
        category->setEnabled(QtDebugMsg, false);
        category->setEnabled(QtInfoMsg, false);
    }
}
} // namespace

void keepBodiesOutOfLogs()
{
    static const bool isDone = [] {
        // In two steps, because a filter is called before the function that installs it has returned the previous one.
        filterBefore = QLoggingCategory::installFilter(nullptr);
        QLoggingCategory::installFilter(withoutBodies);
        return true;
    }();
    Q_UNUSED(isDone)
}

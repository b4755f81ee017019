// SPDX-License-Identifier: Apache-2.0
#include "app/core/quietlogging.h"

#include <QByteArrayView>
#include <QLoggingCategory>

namespace {
QLoggingCategory::CategoryFilter formerFilter = nullptr;

bool mayHoldBodies(QByteArrayView category)
{
    // qt.httpserver logs whole requests with their headers, qt.network what goes over the line.
    return category.startsWith("qt.httpserver") || category.startsWith("qt.network") || category.startsWith("qt.sql");
}

void filter(QLoggingCategory *category)
{
    if (formerFilter)
        formerFilter(category);
    if (mayHoldBodies(category->categoryName())) {
        category->setEnabled(QtDebugMsg, false);
        category->setEnabled(QtInfoMsg, false);
    }
}
} // namespace

void keepBodiesOutOfLogs()
{
    if (!formerFilter)
        formerFilter = QLoggingCategory::installFilter(filter);
}

// SPDX-License-Identifier: Apache-2.0
#include "app/operations/correlationid.h"

#include <QUuid>

QString newCorrelationId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

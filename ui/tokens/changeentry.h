// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/tokens/timelinerow.h"

struct ObservedChange;

//! A change that was found when the token was read: which fields, from what to what, between which two readings, and
//! who made the later one.
class ChangeEntry : public TimelineRow
{
    Q_OBJECT
public:
    ChangeEntry(const ObservedChange &change, bool isLast, QWidget *parent);
};

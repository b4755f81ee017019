// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/tokens/timelinerow.h"

struct Capabilities;
struct JournalEntry;

//! One operation on the timeline: what, how it ended, when and by whom, why, and the correlation id to quote.
class ActivityEntry : public TimelineRow
{
    Q_OBJECT
public:
    //! `capabilities` name the reason codes; null when there is no connection.
    ActivityEntry(const JournalEntry &entry, const Capabilities *capabilities, bool isLast, QWidget *parent);
};

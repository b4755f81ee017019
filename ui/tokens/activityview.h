// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/operations/activity.h"

#include <QScrollArea>

struct Capabilities;

//! What this desk did with a token and what it saw change, as a timeline, newest first.
class ActivityView : public QScrollArea
{
    Q_OBJECT
public:
    explicit ActivityView(QWidget *parent = nullptr);
    //! `capabilities` name the reason codes; null when there is no connection.
    void setItems(const QList<ActivityItem> &items, const Capabilities *capabilities);
    //! In place of the items: why there are none to show. Plain text, fit to be shown.
    void setMessage(const QString &text);
};

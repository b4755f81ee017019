// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/journal.h"

#include <QScrollArea>

struct Capabilities;

//! What this desk did with a token, as a timeline, newest first.
class ActivityView : public QScrollArea
{
    Q_OBJECT
public:
    explicit ActivityView(QWidget *parent = nullptr);
    //! `capabilities` name the reason codes; null when there is no connection.
    void setEntries(const QList<JournalEntry> &entries, const Capabilities *capabilities);
    //! In place of the entries: why there are none to show. Plain text, fit to be shown.
    void setMessage(const QString &text);
};

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/journal.h"

#include <QScrollArea>

//! What this desk did with a token: when, what, who, why, and how it ended; newest first.
class ActivityView : public QScrollArea
{
    Q_OBJECT
public:
    explicit ActivityView(QWidget *parent = nullptr);
    void setEntries(const QList<JournalEntry> &entries);
    //! In place of the entries: why there are none to show.
    void setMessage(const QString &text);

private:
    [[nodiscard]] QWidget *entryWidget(const JournalEntry &entry, QWidget *parent) const;
};

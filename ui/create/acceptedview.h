// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class Notice;
class QLabel;
class QPushButton;

//! What the agent sees once an asynchronous create was accepted: the id that everything hangs on, and what comes next.
class AcceptedView : public QWidget
{
    Q_OBJECT

public:
    explicit AcceptedView(QWidget *parent = nullptr);

    void show(const QString &correlationId, bool isRecorded);

Q_SIGNALS:
    void done();
    void another();

private:
    QLabel *m_correlationId;
    Notice *m_unrecorded;
    QPushButton *m_done;
};

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/outcomeline.h"

#include <QWidget>

class QLabel;
class QPushButton;

//! The last operation, its outcome and the correlation id, which a click copies; at the right, who signs operations.
class StatusLine : public QWidget
{
    Q_OBJECT
public:
    explicit StatusLine(QWidget *parent = nullptr);
    void show(const OutcomeLine &line);
    void setOperatorId(const QString &operatorId);
    //! Seconds that this computer's clock is ahead of the server's; 0: nothing to say.
    void setClockAheadBy(qint64 seconds);
    [[nodiscard]] const OutcomeLine &line() const { return m_line; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void restyle();
    OutcomeLine m_line;
    QLabel *m_symbol;
    QLabel *m_text;
    QPushButton *m_correlationId;
    QLabel *m_operator;
    QLabel *m_clock;
};

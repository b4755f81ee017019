// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QLabel;
class QVBoxLayout;

//! One thing on the timeline: a dot on the line that leads to the next one, and beside it what is put into `column`.
class TimelineRow : public QWidget
{
    Q_OBJECT
public:
    enum class Dot { Hollow, Filled };

    TimelineRow(Dot dot, bool isLast, QWidget *parent);

protected:
    [[nodiscard]] QVBoxLayout *column() const { return m_column; }
    //! A plain text that wraps and can be selected.
    QLabel *addLine(const QString &objectName, const QString &text);
    void paintEvent(QPaintEvent *event) override;

private:
    Dot m_dot;
    bool m_isLast;
    QVBoxLayout *m_column;
};

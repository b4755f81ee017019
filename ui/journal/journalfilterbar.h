// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "ui/journal/journalmodel.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QDateEdit;
class QHBoxLayout;
class QLineEdit;

//! Which rows of the journal are shown: operations or events, in which span of time, by whom, about what.
class JournalFilterBar : public QWidget
{
    Q_OBJECT
public:
    JournalFilterBar(const Clock &clock, QWidget *parent);

    [[nodiscard]] JournalModel::Content content() const;
    [[nodiscard]] JournalFilter filter() const;
    [[nodiscard]] bool isFiltering() const;
    void clear();
    //! What is chosen, for the next start; nothing that was typed, and no dates.
    [[nodiscard]] QList<int> choices() const;
    void choose(const QList<int> &choices);
    //! At the end of the second row.
    void addButtons(const QList<QWidget *> &buttons);

Q_SIGNALS:
    //! At once for a choice, after a short pause for what is typed.
    void changed();
    //! Down or Return in a text: on to the table.
    void left();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    enum class Span { Any, Today, Week, Month, Between };

    void build();
    void fill();
    [[nodiscard]] QLineEdit *addLine(QHBoxLayout &row, const QString &objectName, const QString &text, const QString &spoken, int stretch);
    void update();
    [[nodiscard]] Span span() const;

    const Clock &m_clock;
    QComboBox *m_content;
    QComboBox *m_span;
    QDateEdit *m_from;
    QDateEdit *m_until;
    QComboBox *m_operation;
    QComboBox *m_outcome;
    QComboBox *m_event; //!< in the place of these two while events are shown
    QLineEdit *m_text = nullptr;
    QLineEdit *m_operator = nullptr;
    QLineEdit *m_token = nullptr;
    QLineEdit *m_ticket = nullptr;
    QHBoxLayout *m_lower = nullptr;
    QTimer m_pause;
};

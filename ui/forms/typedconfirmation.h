// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class HintLine;
class QLabel;
class QLineEdit;

//! Something that has to be typed before what cannot be undone is done. Hidden while nothing is asked.
class TypedConfirmation : public QWidget
{
    Q_OBJECT
public:
    explicit TypedConfirmation(QWidget *parent = nullptr);

    //! A card's last digits, when they can be typed: what a server sent instead confirms nothing. Otherwise `word`.
    [[nodiscard]] static QString wordFor(const QString &lastDigits, const QString &word);

    //! `sentence` says so, without a full stop. Both empty: nothing is asked.
    void ask(const QString &wanted, const QString &sentence);
    [[nodiscard]] const QString &wanted() const { return m_wanted; }
    //! What is still to be done, as a sentence; empty: it was typed, or nothing is asked.
    [[nodiscard]] QString problem() const;
    void clear();
    void setLocked(bool isLocked);

Q_SIGNALS:
    void changed();

private:
    void judge();

    QString m_wanted;
    QLabel *m_label;
    QLineEdit *m_edit;
    HintLine *m_hint;
};

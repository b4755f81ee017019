// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/errortext.h"

#include <QFrame>

class QBoxLayout;
class QLabel;
class QPushButton;

//! A message in the page it belongs to: what happened, what it means, what to do next, and the correlation id with a
//! button that copies it. Hidden until it has something to say. All text is plain and can be selected.
class Notice : public QFrame
{
    Q_OBJECT

public:
    enum class Kind { Note, Warning, Error };

    explicit Notice(QWidget *parent = nullptr);

    void show(Kind kind, const ErrorText &text);
    void show(Kind kind, const QString &headline, const QString &meaning = {});
    void dismiss();
    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] const ErrorText &text() const { return m_text; }

    //! A button under the text; hidden until its owner shows it, and again after `dismiss`.
    [[nodiscard]] QPushButton *addButton(const QString &objectName, const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Kind m_kind = Kind::Note;
    ErrorText m_text;
    QLabel *m_headline;
    QLabel *m_meaning;
    QLabel *m_nextStep;
    QWidget *m_quote;
    QLabel *m_correlationId;
    QBoxLayout *m_buttonRow;
    QList<QPushButton *> m_buttons;
};

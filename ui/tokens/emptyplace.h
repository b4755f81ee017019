// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

//! What an empty place says: what belongs here, how to begin, and a button that begins. Covers its parent.
class EmptyPlace : public QWidget
{
    Q_OBJECT
public:
    explicit EmptyPlace(QWidget *parent);
    //! Without `buttonText` there is no button.
    void say(const QString &headline, const QString &text, const QString &buttonText = {});

Q_SIGNALS:
    void pressed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QLabel *m_headline;
    QLabel *m_text;
    QPushButton *m_button;
};

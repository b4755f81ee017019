// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QButtonGroup;
class QLabel;
class QVBoxLayout;

//! The pages at the left, with those about the program itself at the bottom.
class Navigation : public QWidget
{
    Q_OBJECT
public:
    explicit Navigation(QWidget *parent = nullptr);
    void addPage(const QString &text, QWidget *page);
    void addLowerPage(const QString &text, QWidget *page);
    void setCurrent(QWidget *page);
    //! How much waits there, beside the page's name; 0 shows nothing.
    void setCount(QWidget *page, int count);

Q_SIGNALS:
    void chosen(QWidget *page);

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void add(QVBoxLayout *column, const QString &text, QWidget *page);
    void restyle();
    QButtonGroup *m_buttons;
    QVBoxLayout *m_upper;
    QVBoxLayout *m_lower;
    QList<QWidget *> m_pages;
    QList<QLabel *> m_badges; //!< one for each page
};

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QObject>
#include <QPointer>
#include <QWidget>

class QMainWindow;
class QStackedWidget;

//! Puts one page in the place of everything that the program shows, and takes it away again. Meanwhile the window's
//! content, menus, shortcuts and title, and all other windows of the program, are neither to be seen nor to be used,
//! and nothing can be dropped; what was typed stays, but card numbers, security codes and revealed data are wiped.
class WindowCover : public QObject
{
    Q_OBJECT
public:
    //! `window` owns what it is given to cover it with.
    WindowCover(QMainWindow &window, QWidget *page);

    void cover();
    void uncover();
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void coverContent();
    void showBars(bool on);
    void putAway(QWidget *other);
    void keepTitle();
    [[nodiscard]] bool isForeign(const QWidget *other) const;

    QMainWindow &m_window;
    QWidget *m_page;
    QWidget *m_content = nullptr;
    QStackedWidget *m_stack = nullptr; //!< of page and content; made when first needed
    QPointer<QWidget> m_focus;         //!< where the window's focus was
    QString m_title;                   //!< what the window is to be called without the cover
    QList<QPointer<QWidget>> m_away;   //!< other windows, in the order in which they come back
    bool m_isCovered = false;
};

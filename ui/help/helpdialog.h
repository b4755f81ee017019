// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>

class QListWidget;
class QScrollArea;

//! The help pages, which the program carries in itself. Stands beside the window that it explains: not modal.
class HelpDialog : public QDialog
{
    Q_OBJECT
public:
    //! Shows the page in the help window of `asker`'s window, which is opened when there is none.
    static void open(QWidget *asker, const QString &pageId);

    void show(const QString &pageId);

private:
    explicit HelpDialog(QWidget *window);
    void build();
    void fill(const QString &pageId);

    QListWidget *m_contents;
    QScrollArea *m_page;
};

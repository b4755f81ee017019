// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/notifications/notificationinbox.h"
#include "app/operations/desk.h"

#include <QDialog>

#include <memory>

class Notice;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

//! Takes a notification that arrived elsewhere, pasted or from a file, for the connection that is open: with the same
//! checks and the same effects as one that this desk received. Closed while that goes on, it only stops watching.
class NotificationDialog : public QDialog
{
    Q_OBJECT
public:
    //! `correlationId`: of the creation that is meant, when one is. Desk and inbox outlive the dialog.
    NotificationDialog(Desk &desk, NotificationInbox &inbox, std::shared_ptr<const Session> session,
                       const QString &correlationId, QWidget *parent);

    //! Puts the content of the file, or the text, where it would be pasted. Nothing is taken over by that.
    void readFile(const QString &file);
    void setText(const QString &text);

private:
    void build();
    void openFile();
    void takeOver();
    void read(const Notification &notification);
    void refuse(const QString &headline, const QString &meaning);
    void setUnderWay(bool isUnderWay);

    Desk &m_desk;
    NotificationInbox &m_inbox;
    std::shared_ptr<const Session> m_session;
    QPlainTextEdit *m_text;
    QLineEdit *m_correlationId;
    Notice *m_notice;
    QPushButton *m_open;
    QPushButton *m_close;
    QPushButton *m_take;
};

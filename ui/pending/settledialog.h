// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/operations/desk.h"

#include <QDialog>

#include <memory>

class HintLine;
class Notice;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

//! Asks to confirm what became of an operation, and records it. Of a create that happened it asks for the token, and looks
//! that up first where the open connection can. Nothing is sent again. Closed while something is under way it only stops
//! watching: the record is made all the same, a look-up is not followed by one.
class SettleDialog : public QDialog
{
    Q_OBJECT
public:
    SettleDialog(std::shared_ptr<const Session> session, const JournalEntry &entry, JournalSettlement::Kind kind, QWidget *parent);

Q_SIGNALS:
    //! The record is being made; heard also by those who outlive the dialog.
    void started(const Pending<Done> &settling);

private:
    void build(QVBoxLayout &column);
    void addTokenLine(QVBoxLayout &column);
    [[nodiscard]] bool asksForToken() const { return m_tokenEdit != nullptr; }
    [[nodiscard]] bool canCheckToken() const;
    [[nodiscard]] QString problemWithToken() const;
    [[nodiscard]] QString problemWithNote() const;
    void judge();
    void confirm();
    void checkToken();
    void record();
    void setUnderWay(bool isUnderWay);
    void sayUnchecked(const Error &error);
    void fitHeight();

    std::shared_ptr<const Session> m_session;
    JournalEntry m_entry;
    JournalSettlement::Kind m_kind;
    QLineEdit *m_tokenEdit = nullptr;
    HintLine *m_tokenHint = nullptr;
    QPlainTextEdit *m_note;
    HintLine *m_noteHint;
    Notice *m_notice;
    QPushButton *m_cancel;
    QPushButton *m_confirm;
    QString m_uncheckable; //!< token id whose look-up failed: it may be recorded as it is
    bool m_isUnderWay = false;
};

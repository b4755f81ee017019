// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/operations/desk.h"
#include "ui/errortext.h"

#include <QDialog>

#include <memory>

class DialogBody;
class FormView;
class Notice;
class QLabel;
class QPushButton;
class QVBoxLayout;
class TypedConfirmation;

//! A form that a person fills in about one token, or about one thing that an answer offered, and what came of sending
//! it. Nothing is sent by Enter: the default button is the one that closes. A refusal keeps what was typed.
class RequestDialog : public QDialog
{
    Q_OBJECT
public:
    //! What it is about.
    struct Subject {
        QString identifier = {}; //!< a token's id; empty: none is known
        QString description = {};
    };

    void done(int result) override;

protected:
    //! `form` has its record fields. `clock` outlives the dialog.
    RequestDialog(std::shared_ptr<const Session> session, const Form &form, const Subject &subject, const Clock &clock,
                  QWidget *parent);

    //! The form is in order.
    virtual void send(FormValues values, const OperationReason &why) = 0;

    void setUnderWay(bool isUnderWay, const QString &what = {});
    //! Over: it cannot be sent again from here.
    void showFailure(const ErrorText &text, bool isOver);
    //! In its place, when the form has such a field.
    [[nodiscard]] bool showAtField(const QString &key, const QString &message);
    //! Only closing is left.
    void end();
    void fitHeight();

    [[nodiscard]] const Session &session() const { return *m_session; }
    [[nodiscard]] FormView &form() const { return *m_form; }
    [[nodiscard]] Notice &notice() const { return *m_notice; }
    //! Puts it in the place of the form, which goes.
    void showInstead(QWidget *answer);
    void sayAbove(const QString &text); //!< under the summary
    //! Under the form; while something is wanted and not typed, nothing can be sent.
    [[nodiscard]] TypedConfirmation &confirmation() const { return *m_confirmation; }

private:
    void build(const Form &form, const Subject &subject, const Clock &clock);
    void judge();
    void trySending();

    std::shared_ptr<const Session> m_session;
    QVBoxLayout *m_content;
    Notice *m_notice;
    QLabel *m_above;
    DialogBody *m_body;
    FormView *m_form;
    TypedConfirmation *m_confirmation;
    QLabel *m_progress;
    QPushButton *m_send;
    QPushButton *m_close;
    bool m_isUnderWay = false;
};

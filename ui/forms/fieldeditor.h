// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/form.h"
#include "app/domain/token.h"

#include <QWidget>

class QLineEdit;

//! The input of one form field: what is typed or chosen, and nothing about whether it is right. It holds the value; a
//! secret one leaves it only as SecretBytes.
class FieldEditor : public QWidget
{
    Q_OBJECT

public:
    FieldEditor(const FormField &field, QWidget *parent);

    [[nodiscard]] const FormField &field() const { return m_field; }
    //! The widget that takes the focus, carries the accessible name and shows the problem's border.
    [[nodiscard]] QWidget *input() const { return m_input; }

    virtual void putInto(FormValues &values) const = 0;
    //! A value that is not secret, as FormValues has it. Secret kinds ignore it: a secret is typed.
    virtual void setValue(const QString &value) = 0;
    //! The value of a secret kind, as FormValues has it; copied. It is shown as one that was typed and left.
    virtual void setSecret(const SecretBytes &) {}
    //! Back to nothing; a secret is overwritten first.
    virtual void wipe() = 0;
    [[nodiscard]] virtual bool isBlank() const = 0;
    virtual void setReadOnly(bool isReadOnly) = 0;

    //! More typing may still make it right, so a problem is not yet worth an alarm.
    [[nodiscard]] virtual bool isUnfinished() const { return false; }
    //! What stands under the field while nothing is wrong: its help, and what there is to say about the value so far.
    [[nodiscard]] virtual QString hint() const { return m_field.help; }
    //! What stands at the right above the field: "1,204 of 8,196 characters".
    [[nodiscard]] virtual QString note() const { return {}; }
    //! The scheme that the form's card number has just now.
    virtual void setScheme(Scheme) {}
    //! A secret that is kept elsewhere stands in for an empty field.
    virtual void setStored(bool) {}
    [[nodiscard]] virtual bool isStored() const { return false; }

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void edited();
    void left(); //!< the focus went to another field or page; not when the window merely lost it

protected:
    //! The focus has just gone, before `left`: the moment to mask or to complete what was typed.
    virtual void settleInput() {}
    //! Puts `input` in place, names it "<key><suffix>" and watches its focus.
    void adopt(QWidget *input, const QString &suffix);

private:
    FormField m_field;
    QWidget *m_input = nullptr;
};

//! The editor for the field's kind.
[[nodiscard]] FieldEditor *makeFieldEditor(const FormField &field, QWidget *parent);

//! Clears a line edit and overwrites the characters that it held.
void wipe(QLineEdit &edit);

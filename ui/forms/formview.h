// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/domain/form.h"
#include "app/domain/token.h"

#include <QList>
#include <QSet>
#include <QWidget>

class FieldBlock;
class FormGroup;

//! A form of the domain as widgets: groups with headings, two columns where fields are short, each field with its label
//! above and its help or problem under it. The rules of the form (checkField, requiredWhen, optionalWhen, hiddenWhen) are
//! applied at every change. It knows fields, never an API.
class FormView : public QWidget
{
    Q_OBJECT

public:
    explicit FormView(QWidget *parent = nullptr);

    //! Builds the fields anew, with their initial values. `clock`, which outlives the view, says what has expired.
    void setForm(const Form &form, const Clock &clock);
    [[nodiscard]] const Form &form() const { return m_form; }

    //! What is in the fields that are shown; secrets are copied.
    [[nodiscard]] FormValues values() const;
    //! Fills fields that are not secret, by key; others stay as they are.
    void setValues(const QMap<QString, QString> &values);
    //! What stands in every field from now on, as `values` gave it; secrets are copied, and what is missing is cleared.
    //! As if nobody had touched it.
    void load(const FormValues &values);
    //! Secret fields for which a value is kept elsewhere: empty, they count as filled.
    void setStoredSecrets(const QSet<QString> &keys);

    //! Nothing stands in the way of sending. Warnings do not.
    [[nodiscard]] bool isComplete() const;
    //! Fields that show an error.
    [[nodiscard]] int problemCount() const;
    //! Fields whose error is not shown yet, because nobody had the chance to fill them in.
    [[nodiscard]] int unfinishedCount() const;
    //! Flags everything that is wrong or missing, as after an attempt to send. True when nothing is.
    bool attempt();
    //! A problem that the server or a provider found, shown at the field until it is edited. False when no such field is
    //! shown: say it elsewhere.
    bool showProblem(const QString &key, const QString &message);
    void focusFirstProblem();
    void focusFirstField();

    //! Overwrites card numbers and security codes; everything else stays.
    void wipeSecrets();
    //! Overwrites every secret and puts every field back to its initial value.
    void clear();
    //! Something differs from the initial values.
    [[nodiscard]] bool hasInput() const;
    void setReadOnly(bool isReadOnly);

    [[nodiscard]] Scheme recognisedScheme() const;
    //! The card number for a picture of the card: bullets, the last four digits once it is long enough.
    [[nodiscard]] QString cardPreview() const;
    //! "12/31", or as much of it as is there.
    [[nodiscard]] QString shownExpiry() const;
    //! The widget with the focus of this field; null when there is none.
    [[nodiscard]] QWidget *input(const QString &key) const;

Q_SIGNALS:
    void changed();

private:
    void build();
    void refresh();
    void present(FieldBlock &block, const FormValues &values);
    void reveal(FieldBlock &block);
    [[nodiscard]] FieldBlock *block(const QString &key) const;
    [[nodiscard]] FieldBlock *shownBlock(FormField::Kind kind) const;

    Form m_form;
    const Clock *m_clock = nullptr;
    QList<FormGroup *> m_groups;
    QList<FieldBlock *> m_blocks; //!< in the form's order
    bool m_isBusy = false;        //!< several fields are changing at once
};

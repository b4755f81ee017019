// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/form.h"

#include <QWidget>

class FieldEditor;
class HintLine;
class QLabel;

//! What the form's rules say about one field just now.
struct FieldStanding {
    bool isShown = true;
    bool isRequired = false;
    QString because = {};             //!< the sentence of the rule that applies: why it is required, optional or hidden
    QList<FieldProblem> problems = {};
};

//! A field in its place: label above, editor, one line under it. Decides what of the standing is worth showing: nothing
//! is flagged that the agent has not had the chance to finish.
class FieldBlock : public QWidget
{
    Q_OBJECT

public:
    FieldBlock(const FormField &field, QWidget *parent);

    [[nodiscard]] const FormField &field() const;
    [[nodiscard]] FieldEditor &editor() const { return *m_editor; }
    //! Narrow enough to share a row.
    [[nodiscard]] bool isShort() const;
    //! A short field that has a row to itself: its input takes half of it, what is said about it all of it.
    void setAlone(bool isAlone);

    void present(const FieldStanding &standing);
    //! From now on also what is merely missing is flagged.
    void flagEverything();
    //! As if nobody had touched it.
    void unflag();
    //! A problem that someone else found; stands until the field is edited.
    void setForeignProblem(const QString &message);

    [[nodiscard]] bool isFlagged() const; //!< an error is shown
    [[nodiscard]] bool hasError() const;  //!< the rules say error, shown or not

Q_SIGNALS:
    void changed();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void shareWidth();
    [[nodiscard]] const FieldProblem *problemToShow() const;
    [[nodiscard]] QString labelSuffix() const;
    void refresh();
    void edited();
    void left();

    FieldEditor *m_editor;
    QLabel *m_label;
    QLabel *m_suffix;
    QLabel *m_note;
    HintLine *m_hint;
    FieldStanding m_standing;
    QString m_foreignProblem;
    bool m_isAlone = false;
    bool m_isFresh = true;    //!< being typed in for the first time since it was blank
    bool m_wasLeft = false;
    bool m_isAttempted = false;
};

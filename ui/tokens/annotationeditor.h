// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/annotations.h"

#include <QWidget>

class HintLine;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QStringListModel;

//! Where a tag, a ticket or the note of a token is written. Says beside the field what may not be written, while it is
//! typed; stores nothing itself.
class AnnotationEditor : public QWidget
{
    Q_OBJECT
public:
    enum class Subject { Tag, Ticket, Note };

    explicit AnnotationEditor(QWidget *parent = nullptr);

    //! Shows the field of the subject, with the keyboard in it. `objection` is why no more may be added, when there is
    //! one.
    void open(Subject subject, const QString &text = {}, const QString &objection = {});
    void dismiss();
    [[nodiscard]] Subject subject() const { return m_subject; }
    //! What is in the field.
    [[nodiscard]] QString text() const;
    //! Offered while a tag is typed.
    void setKnownTags(const QStringList &tags);
    //! An edit is being stored, or it has been, or it was refused with these words.
    void setStoring(bool isStoring);
    void clearField();
    void refuse(const QString &sentence);

Q_SIGNALS:
    void submitted(const AnnotationEdit &edit);
    void closed(); //!< by the agent

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    void judge();
    void submit();
    void say(const QString &problem);
    [[nodiscard]] AnnotationEdit edit() const;
    [[nodiscard]] QWidget *field() const;

    Subject m_subject = Subject::Tag;
    QString m_objection;
    bool m_isStoring = false;
    QStringListModel *m_knownTags;
    QLineEdit *m_line;
    QPlainTextEdit *m_note;
    QPushButton *m_store;
    QPushButton *m_close;
    HintLine *m_hint;
};

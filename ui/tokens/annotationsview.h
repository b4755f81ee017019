// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/operations/desk.h"
#include "ui/tokens/annotationeditor.h"

#include <QHash>
#include <QWidget>

class FlowLayout;
class HintLine;
class QLabel;
class QToolButton;

//! What agents wrote beside a token: tags and tickets as chips, and the note; each can be added and taken away here.
//! Reads and writes this desk's records, never the server. A note that was begun stays with its token until the session
//! ends.
class AnnotationsView : public QWidget
{
    Q_OBJECT
public:
    explicit AnnotationsView(QWidget *parent = nullptr);

    void setSession(std::shared_ptr<const Session> session);
    //! Another token, or none.
    void showToken(const TokenId &token);
    void reload();

Q_SIGNALS:
    //! The token's tags are others now.
    void tagsChanged();

private:
    void build();
    [[nodiscard]] QToolButton *addButton(const QString &objectName, AnnotationEditor::Subject subject);
    void show(const Annotations &annotations);
    void showChips();
    void showNote();
    void openEditor(AnnotationEditor::Subject subject);
    void closeEditor();
    void keepDraft();
    void loadKnownTags();
    void carryOut(const AnnotationEdit &edit);
    void carriedOut(const AnnotationEdit &edit, const Result<Annotations> &written);
    void refused(const AnnotationEdit &edit, const Error &error);
    [[nodiscard]] QString objectionTo(AnnotationEditor::Subject subject) const;
    [[nodiscard]] QToolButton *buttonOf(AnnotationEditor::Subject subject) const;

    std::shared_ptr<const Session> m_session;
    TokenId m_token;
    Annotations m_annotations;
    QHash<TokenId, QString> m_drafts; //!< notes that were begun and not saved
    QWidget *m_row;
    FlowLayout *m_flow;
    QToolButton *m_addTag;
    QToolButton *m_addTicket;
    QToolButton *m_editNote;
    QLabel *m_note;
    QLabel *m_noteAuthor;
    AnnotationEditor *m_editor;
    HintLine *m_problem;
};

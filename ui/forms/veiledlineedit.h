// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/secretbytes.h"

#include <QLineEdit>

//! A line edit for a secret. What QLineEdit itself holds, and so what its text, accessible text, undo history, clipboard,
//! drags and input methods can give away, are bullets; the characters lie in SecretBytes (as UTF-16) and are drawn one by
//! one over the bullets while they may be seen. A secret is typed or pasted into it; nothing of it is ever copied.
class VeiledLineEdit : public QLineEdit
{
    Q_OBJECT

public:
    static constexpr QChar bullet = u'\u2022';

    explicit VeiledLineEdit(QWidget *parent = nullptr);

    //! UTF-8.
    [[nodiscard]] SecretBytes secret() const;
    [[nodiscard]] qsizetype length() const { return m_length; }
    //! UTF-8; takes the place of what was there. Nothing of it is seen.
    void setSecret(const SecretBytes &secret);
    //! Overwrites the secret.
    void wipeSecret();
    //! Shows the characters in place of the bullets as long as the field has the focus, or at all times with `always`.
    void setUnveiled(bool whileFocused, bool always = false);
    //! What is typed beyond this many characters is refused.
    void setCapacity(qsizetype capacity) { m_capacity = capacity; }

Q_SIGNALS:
    void secretEdited();

protected:
    //! The character as it is kept; null when the field does not take it.
    [[nodiscard]] virtual QChar accepted(QChar typed) const { return typed; }
    //! One bullet per character, with separators between groups.
    [[nodiscard]] virtual QString veil(qsizetype length) const { return QString(length, bullet); }
    //! Something is about to change the text; true when it changes a finished value and so starts from nothing.
    virtual bool startsOver() { return false; }

    [[nodiscard]] QChar characterAt(qsizetype index) const;
    void pasteFrom(QStringView text);
    //! Shows `text`, which must be fit to be seen, without touching the secret.
    void showText(const QString &text);
    void showVeil(qsizetype cursorAfter);

    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void absorb(const QString &text);
    [[nodiscard]] QString acceptedIn(QStringView text) const;
    void replace(qsizetype from, qsizetype count, QStringView with);
    bool handlesClipboardKey(const QKeyEvent *event);
    void stepOverSeparator(const QKeyEvent *event);
    [[nodiscard]] bool isShowingCharacters() const;

    SecretBytes m_units;
    qsizetype m_length = 0;
    qsizetype m_capacity = 512;
    bool m_isUnveiledInFocus = false;
    bool m_isUnveiled = false;
    bool m_isWriting = false;
};

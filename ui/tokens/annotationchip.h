// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/annotations.h"

#include <QWidget>

class QAbstractButton;

//! A tag or a ticket beside a token, with a button that takes it away (also by the Delete key).
class AnnotationChip : public QWidget
{
    Q_OBJECT
public:
    enum class Kind { Tag, Ticket };

    AnnotationChip(Kind kind, const Annotation &annotation, QWidget *parent);

    [[nodiscard]] const QString &text() const { return m_text; } //!< as it is stored
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void removalRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    Kind m_kind;
    QString m_text;
    QString m_words;
    QAbstractButton *m_remove;
};

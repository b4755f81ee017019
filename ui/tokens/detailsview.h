// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/token.h"

#include <QTextEdit>

//! Everything that is known about a token, grouped as its provider groups it: one read-only text, so that any part can be
//! selected by mouse or keyboard, with a context menu that copies the value under the cursor. Plain text, never markup.
class DetailsView : public QTextEdit
{
    Q_OBJECT
public:
    explicit DetailsView(QWidget *parent = nullptr);
    void setReading(const TokenReading &reading);
    //! The same for what is no reading of a token.
    void setFields(const QList<TokenField> &fields);
    //! The value on the line of `position`, as it is copied; empty on a heading.
    [[nodiscard]] QString valueAt(int position) const;

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void setRows(const QList<TokenField> &rows);
    void render();
    void fitColumns();

    QList<TokenField> m_fields; //!< one for each row of the table; headings have a group and nothing else
};

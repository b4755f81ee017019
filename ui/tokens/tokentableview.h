// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTableView>

class EmptyPlace;
class TokenFilter;

//! The table of tokens: one row at a time, its own actions as the context menu, words in the middle while it is empty.
class TokenTableView : public QTableView
{
    Q_OBJECT
public:
    TokenTableView(TokenFilter &tokens, QWidget *parent);

    void setCompact(bool isCompact);
    [[nodiscard]] EmptyPlace &emptyPlace() const { return *m_emptyPlace; }

Q_SIGNALS:
    //! Return was pressed on a row.
    void entered();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    EmptyPlace *m_emptyPlace;
};

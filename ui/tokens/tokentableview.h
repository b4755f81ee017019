// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTableView>

class EmptyPlace;
class Thumbnails;
class TokenFilter;

//! The table of tokens: its own actions as the context menu, words in the middle while it is empty.
class TokenTableView : public QTableView
{
    Q_OBJECT
public:
    TokenTableView(TokenFilter &tokens, QWidget *parent);

    void setCompact(bool isCompact);
    [[nodiscard]] EmptyPlace &emptyPlace() const { return *m_emptyPlace; }
    [[nodiscard]] Thumbnails &thumbnails() const { return *m_thumbnails; }

Q_SIGNALS:
    //! Return was pressed on a row.
    void entered();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    //! Calls `use(index, key)` for each thumbnail on the screen.
    template <typename Use>
    void eachThumbnail(Use use) const;

    Thumbnails *m_thumbnails;
    EmptyPlace *m_emptyPlace;
};

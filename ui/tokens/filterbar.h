// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class TagFilterBox;
class TokenFilter;

//! What the table is filtered by, and how many rows that leaves.
class FilterBar : public QWidget
{
    Q_OBJECT
public:
    FilterBar(TokenFilter &tokens, QWidget *parent);
    //! Shows everything again.
    void clear();
    [[nodiscard]] TagFilterBox &tags() const { return *m_tag; }
    //! State and scheme, for the next start. Not the text, which may be of a card, and not the tag, which the connection
    //! may not have.
    [[nodiscard]] QList<int> choices() const;
    void choose(const QList<int> &choices);

Q_SIGNALS:
    //! Down or Return in the text: on to the table.
    void left();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    void updateCount();

    TokenFilter &m_tokens;
    QComboBox *m_state;
    QComboBox *m_scheme;
    TagFilterBox *m_tag;
    QLineEdit *m_text;
    QLabel *m_count;
};

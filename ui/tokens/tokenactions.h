// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/token.h"
#include "app/domain/tokenprovider.h"

#include <QObject>

#include <optional>

class QAction;
class QWidget;

//! What can be done with the token that is looked at: the same actions in the menu bar, on the table and in the panel.
class TokenActions : public QObject
{
    Q_OBJECT
public:
    //! What decides which of them can be used.
    struct Situation {
        const Capabilities *capabilities; //!< null without a connection
        TokenId token;                    //!< empty when none is looked at
        std::optional<TokenState> state;  //!< empty when nothing is known of it
        bool isBeingDeleted;
        bool isOnScreen;
        bool isBeingChanged = false;         //!< suspended or resumed just now
        QList<TokenState> selected = {};     //!< of the tokens that are selected, when they are several
        bool areTooMany = false;             //!< more are selected than can be suspended or resumed at once
    };
    //! How many tokens can be suspended or resumed at once.
    static constexpr int mostAtOnce = 100;


    explicit TokenActions(QObject *parent);

    [[nodiscard]] QAction *refresh() const { return m_refresh; }
    [[nodiscard]] QAction *copyId() const { return m_copyId; }
    [[nodiscard]] QAction *copyCurl() const { return m_copyCurl; } //!< enabled by whoever has the exchange
    [[nodiscard]] QAction *report() const { return m_report; }
    //! Of the tokens that are selected; invisible where the connection does not offer it.
    [[nodiscard]] QAction *suspend() const { return m_suspend; }
    [[nodiscard]] QAction *resume() const { return m_resume; }
    [[nodiscard]] QAction *updateSeveral() const { return m_updateSeveral; } //!< invisible where it is not offered
    [[nodiscard]] QAction *erase() const { return m_erase; }       //!< invisible when the connection cannot delete

    //! Their shortcuts: refresh in the whole window, suspend, resume and delete within `page`, copy on the table alone.
    void attachTo(QWidget &page, QWidget &table);
    //! Enables them, with the reason in the tool tip of those that cannot be used.
    void update(const Situation &situation);

private:
    [[nodiscard]] static QString whyNotDelete(const Situation &situation);
    [[nodiscard]] static QString whyNotChange(Operation operation, const Situation &situation);
    [[nodiscard]] static QString changeTip(Operation operation, const Situation &situation);
    void updateChange(QAction *action, Operation operation, const Situation &situation);

    QAction *m_refresh;
    QAction *m_copyId;
    QAction *m_copyCurl;
    QAction *m_report;
    QAction *m_suspend;
    QAction *m_resume;
    QAction *m_updateSeveral;
    QAction *m_erase;
};

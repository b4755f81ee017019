// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/core/exchange.h"
#include "app/operations/desk.h"

#include <QTimer>
#include <QWidget>

class ActivityView;
class CardView;
class DetailsView;
class ExchangeView;
class Notice;
class QLabel;
class QPushButton;
class QTabWidget;
class StateChip;
struct ErrorText;

//! One token: its card, its state and since when, what may be done with it, and all that is known of it.
class TokenPanel : public QWidget
{
    Q_OBJECT
public:
    TokenPanel(const ExchangeLog &exchanges, const Clock &clock, QWidget *parent = nullptr);

    void setSession(std::shared_ptr<const Session> session);
    //! Shows a reading; what was said about the token before is dismissed.
    void showReading(const TokenReading &reading);
    //! Nothing to show, and how to begin.
    void showNothing();
    //! No token, but why there is none.
    void showProblem(const ErrorText &text, const QString &correlationId);
    //! Something about the token that is shown, above it. `correlationId` names the exchange for the Raw tab.
    void note(const ErrorText &text, bool isError, const QString &correlationId);
    void setBusy(bool isBusy);
    //! Reads the token's journal entries again.
    void reloadActivity();
    void copyCurl() const;

    [[nodiscard]] const std::optional<TokenReading> &reading() const { return m_reading; }

Q_SIGNALS:
    void refreshRequested();
    void deleteRequested();
    //! Whether the shown token may be deleted, and why not.
    void deletable(bool isPossible, const QString &why);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    void updateActions();
    void updateAge();

    const ExchangeLog &m_exchanges;
    const Clock &m_clock;
    std::shared_ptr<const Session> m_session;
    std::optional<TokenReading> m_reading;
    bool m_isBusy = false;
    QTimer m_ageTimer;

    Notice *m_notice;
    QLabel *m_hint;
    QWidget *m_body;
    CardView *m_card;
    StateChip *m_chip;
    QLabel *m_age;
    QPushButton *m_refreshButton;
    QPushButton *m_deleteButton;
    QTabWidget *m_tabs;
    DetailsView *m_details;
    ActivityView *m_activity;
    ExchangeView *m_exchange;
};

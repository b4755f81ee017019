// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/operations/desk.h"
#include "ui/outcomeline.h"

#include <QPointer>
#include <QWidget>

#include <memory>

class AcceptedView;
class CardView;
class ChargeDialog;
class FormView;
class Notice;
class QLabel;
class QPushButton;
class QScrollArea;
class QStackedLayout;

//! One way of creating a token: its form, the card as it will look, and what came of sending it.
class CreatePane : public QWidget
{
    Q_OBJECT

public:
    CreatePane(std::shared_ptr<const Session> session, const Form &form, const Clock &clock, QWidget *parent);

    //! The agent has come (back) to it.
    void activate();
    //! Overwrites and forgets everything typed.
    void discard();
    [[nodiscard]] bool hasUnsentInput() const;

Q_SIGNALS:
    void created(const TokenReading &reading);
    void accepted(const QString &correlationId);
    void finished();
    void reported(const OutcomeLine &line);
    void tokenRequested(const TokenId &token); //!< the agent wants to see this one instead
    void arrived(const TokenReading &reading); //!< a token to be remembered; this page stays

protected:
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    enum class Phase { Editing, Asking, Sending, Doubtful };

    QWidget *makeFormSide(const Form &form, const Clock &clock);
    QWidget *makeCardSide(const Form &form);
    void makeShortcuts();
    void refresh();
    [[nodiscard]] QString progressText() const;
    void setPhase(Phase phase);

    void submit();
    //! Asks whether the card was here today, and sends when it was not, or when nobody can tell.
    void askTheGuard();
    void warnOfRepeat(const RecentCreate &earlier);
    //! Sends it, after one more question when it costs somebody money.
    void send();
    void askForCharge();
    void sendNow();
    void cancel();
    void settle(const Result<Creation> &outcome);
    void showCreation(const Creation &creation);
    void showDisclosure(const Creation &creation);
    void showFailure(const Error &error);

    std::shared_ptr<const Session> m_session;
    const Clock &m_clock;
    const QString m_formId;
    const QString m_title;
    const std::optional<Charge> m_charge;
    const QString m_submitText;
    Phase m_phase = Phase::Editing;
    bool m_wasLeft = false;

    QStackedLayout *m_stack;
    QScrollArea *m_area = nullptr;
    FormView *m_form = nullptr;
    Notice *m_kept = nullptr;    //!< what was typed before is still there
    Notice *m_outcome = nullptr;
    QPushButton *m_allowAgain = nullptr;
    Notice *m_repeat = nullptr;  //!< the card was here today
    QPushButton *m_createAnyway = nullptr;
    QPushButton *m_showEarlier = nullptr;
    TokenId m_earlier;
    quint64 m_asking = 0; //!< number of the latest question to the guard: earlier answers are ignored
    QWidget *m_panel = nullptr;
    CardView *m_card = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_create = nullptr;
    QLabel *m_progress = nullptr;
    AcceptedView *m_accepted;
    QPointer<ChargeDialog> m_question;
};

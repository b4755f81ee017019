// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/operations/desk.h"

#include <QWidget>

#include <memory>
#include <optional>

class Notice;
class QGridLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QScrollArea;
class StateChip;

//! One operation whose outcome is unknown: what was sent, what it would mean if it went through, how to find out, and the
//! three ways of settling it. Asks the server only when told to, and records nothing itself.
class OpenItemPanel : public QWidget
{
    Q_OBJECT
public:
    OpenItemPanel(const Clock &clock, QWidget *parent);

    void setSession(std::shared_ptr<const Session> session);
    void showItem(const JournalEntry &entry);
    [[nodiscard]] const std::optional<JournalEntry> &item() const { return m_entry; }
    void refreshAge();

Q_SIGNALS:
    void settleRequested(JournalSettlement::Kind kind);
    //! The operation belongs to another connection, which the agent wants to open.
    void connectionRequested(const QString &connectionId);
    //! A notification for the creation of this correlation id arrived elsewhere and is to be taken over.
    void notificationRequested(const QString &correlationId);

private:
    [[nodiscard]] QWidget *buildContent();
    [[nodiscard]] QWidget *buildBar();
    void fillFacts();
    void fillSteps();
    void addCopyButton(const QString &id);
    void addFact(const QString &name, const QString &value, bool isIdentifier = false);
    void updateReadButton();
    void findCard();
    void readToken();
    void showFinding(const Result<TokenReading> &reading);

    const Clock &m_clock;
    std::shared_ptr<const Session> m_session;
    std::optional<JournalEntry> m_entry;
    quint64 m_asking = 0; //!< number of the latest question: earlier answers are ignored

    QScrollArea *m_area = nullptr;
    QLabel *m_title = nullptr;
    StateChip *m_chip = nullptr;
    QLabel *m_card = nullptr;
    QWidget *m_factsPlace = nullptr;
    QGridLayout *m_facts = nullptr;
    QLabel *m_age = nullptr;
    QLabel *m_meaning = nullptr;
    QWidget *m_steps = nullptr;
    QWidget *m_vendor = nullptr;
    QPlainTextEdit *m_vendorText = nullptr;
    Notice *m_finding = nullptr;
    QPushButton *m_settleAsFound = nullptr;
    JournalSettlement::Kind m_found = JournalSettlement::Kind::None;
    QPushButton *m_take = nullptr;
    QPushButton *m_read = nullptr;
    QPushButton *m_open = nullptr;
    QPushButton *m_happened = nullptr;
    QPushButton *m_didNotHappen = nullptr;
    QPushButton *m_stillUnknown = nullptr;
};

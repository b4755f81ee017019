// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/clock.h"
#include "app/operations/desk.h"
#include "ui/outcomeline.h"

#include <QWidget>

#include <memory>

class Notice;
class QLabel;
class QPushButton;
class QVBoxLayout;

//! What the agent sees when a create did not simply end in a token: it was accepted for later, or it did several things
//! at once, each of which ended in its own way, and more can be done about them now.
class AcceptedView : public QWidget
{
    Q_OBJECT

public:
    //! `clock` outlives it.
    explicit AcceptedView(const Clock &clock, QWidget *parent = nullptr);

    //! Whether a create's token page would not say it all.
    [[nodiscard]] static bool isNeededFor(const MutationAnswer &answer);
    //! `creation` came from this session.
    void show(const Creation &creation, std::shared_ptr<const Session> session);

Q_SIGNALS:
    void done();
    void another();
    void reported(const OutcomeLine &line);
    void tokenRequested(const TokenId &token);      //!< the agent wants to see this one
    void tokenChanged(const TokenReading &reading); //!< an offered action changed it

private:
    void sayHeadline(const MutationAnswer &answer);
    void addFacts(QVBoxLayout &column, const QList<TokenField> &facts);
    void addLinks(QVBoxLayout &column, const MutationAnswer &answer);

    const Clock &m_clock;
    QLabel *m_title;
    QLabel *m_meaning;
    QLabel *m_correlationId;
    QLabel *m_next;
    Notice *m_unrecorded;
    QWidget *m_details = nullptr; //!< what this answer has and others have not
    QVBoxLayout *m_detailsPlace;
    QPushButton *m_done;
};

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/settings/connectionprofile.h"
#include "ui/outcomeline.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <optional>
#include <vector>

class MainWindow;
class StatusLine;

//! Of a service that has network tokens, payment credentials and payments.
struct TourCybersource {
    ConnectionProfile connection;
    QString activeToken;    //!< with an active network token
    QString suspendedToken; //!< active, with a suspended network token
    QString referredToken;  //!< a payment instrument keeps it from being deleted
};

//! What the tour works on: the sandbox's own tokens and test cards.
struct TourSubjects {
    QString activeToken;
    QString suspendedToken;
    QString deletedToken;
    QString lostCardToken; //!< active; it is suspended and resumed
    QString issuersToken;  //!< suspended by its card's issuer, whom a resume does not overrule
    QString unknownToken;
    QString declinedCard;              //!< its issuer says no
    ConnectionProfile connection;
    ConnectionProfile fiserv;          //!< to a service that updates several tokens at once
    QString fiservToken;               //!< one that it has
    TourCybersource cybersource;
    ConnectionProfile wrongKey;        //!< the same server, with an encryption key that it does not know
    std::function<void()> loseNextAnswer; //!< the server carries out the next mutation and does not answer
};

//! Drives the real window through its main tasks on the connection that is open, prints each step and what came of it
//! to standard output, and saves a picture of each or lets it be seen.
class Tour : public QObject
{
    Q_OBJECT
public:
    struct Pace {
        QString pictures;                //!< the folder to save them in, made when it is not there; empty: none
        std::chrono::milliseconds pause; //!< without pictures: how long what came of a step stays
    };
    //! `window` outlives the tour and has a session on `subjects.connection`.
    Tour(MainWindow &window, TourSubjects subjects, Pace pace);
    ~Tour() override;
    void start();

Q_SIGNALS:
    void finished(bool passed);

private:
    //! What the window shows of a step: nothing while it is still under way.
    struct Verdict {
        bool isExpected = false;
        QString text;
    };
    struct Step {
        QString slug; //!< of the picture's file name; empty: no picture
        QString title;
        std::function<bool()> act; //!< false when something to type into or click was not there
        std::function<std::optional<Verdict>()> look;
    };

    void addLookUps();
    void addCardArt();
    void addCreates();
    void addNotification();
    void addRefusals();
    void addLifecycle();
    void addDelete();
    void addUnknownOutcome();
    void addFiserv();
    void addUpdateOfSeveral(const QString &ownToken);
    void addCybersource();
    void addCredentials();
    void addPayment();
    void addOpening(const QString &title, const ConnectionProfile &connection);
    void addJournal();
    void addTheRest();
    //! A step that ends once this text is on the screen.
    void addUntilShown(const QString &slug, const QString &title, std::function<bool()> act, const QString &text);
    //! The same for what the tour itself has left open.
    void addOpenItem(const QString &slug, const QString &title, std::function<bool()> act, const QString &text);
    void addFill(const QString &slug, const QString &title, std::function<bool()> act);
    void addSubmit(const QString &slug, const QString &title, OutcomeLine::Kind kind, const QString &word);
    void addLookUp(const QString &slug, const QString &title, const QString &tokenId, OutcomeLine::Kind kind, const QString &word);
    //! The status line once it says something new that is not "busy", and whether it and the window say what is expected.
    [[nodiscard]] std::optional<Verdict> outcome(OutcomeLine::Kind kind, const QString &word) const;
    [[nodiscard]] bool isShown(const QString &word) const;

    void next();
    void poll();
    void settle(const Verdict &verdict);
    void takePicture(const QString &slug);

    MainWindow &m_window;
    TourSubjects m_subjects;
    StatusLine *m_statusLine;
    QString m_folder;
    std::chrono::milliseconds m_pause;
    std::vector<Step> m_steps;
    std::size_t m_current = 0;
    int m_failures = 0;
    int m_pictures = 0;
    QTimer m_pollTimer;
    QElapsedTimer m_stepTime;
};

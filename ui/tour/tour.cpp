// SPDX-License-Identifier: Apache-2.0
#include "ui/tour/tour.h"

#include "ui/tour/tourcards.h"
#include "ui/tour/windowdriver.h"
#include "ui/window/mainwindow.h"
#include "ui/window/statusline.h"

#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QPainter>
#include <QPixmap>

#include <chrono>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr auto pollInterval = 25ms;
constexpr qint64 stepLimitMs = 30'000;
//! What is drawn has settled: a debounced refresh or a focus change after the answer is in the picture too.
constexpr auto settleTime = 400ms;

void print(const QString &line)
{
    std::fputs((line + u'\n').toUtf8().constData(), stdout);
    std::fflush(stdout);
}

bool typeCard(QLatin1StringView number, bool withCode)
{
    bool typed = WindowDriver::type(u"fpanLineEdit"_s, QString(number));
    typed = WindowDriver::type(u"expLineEdit"_s, QString(TourCards::expiry)) && typed;
    return withCode ? WindowDriver::type(u"cvvLineEdit"_s, QString(TourCards::securityCode)) && typed : typed;
}

//! The card of a payment token, or of a row of them; its id only when one is given.
bool typeRow(const QString &token, QLatin1StringView number)
{
    const bool named = token.isEmpty() || WindowDriver::type(u"tokenIdLineEdit"_s, token);
    const bool typed = WindowDriver::type(u"paymentCard.numberLineEdit"_s, QString(number));
    return WindowDriver::type(u"paymentCard.expiryDateLineEdit"_s, QString(TourCards::expiry)) && typed && named;
}

//! Chooses the newest open item, and says whether that is one of this connection: others may wait at this desk, of an
//! earlier tour that was broken off for one.
bool chooseOwnItem()
{
    QWidget *list = WindowDriver::find(u"openItemsList"_s);
    if (list)
        WindowDriver::press(list, Qt::Key_Home);
    return list && !WindowDriver::find(u"openItemConnectionButton"_s);
}

bool chooseCountry()
{
    return WindowDriver::choose(u"countryComboBox"_s, u"US"_s);
}
} // namespace

Tour::Tour(MainWindow &window, TourSubjects subjects, Pace pace)
    : m_window(window), m_subjects(std::move(subjects)), m_statusLine(window.findChild<StatusLine *>()),
      m_folder(std::move(pace.pictures)), m_pause(m_folder.isEmpty() ? pace.pause : settleTime)
{
    addLookUps();
    addCardArt();
    addCreates();
    addRefusals();
    addLifecycle();
    addDelete();
    addUnknownOutcome();
    addFiserv();
    addCybersource();
    addJournal();
    addTheRest();
    m_pollTimer.setInterval(pollInterval);
    connect(&m_pollTimer, &QTimer::timeout, this, &Tour::poll);
}

Tour::~Tour() = default;

void Tour::start()
{
    if (!m_folder.isEmpty() && !QDir().mkpath(m_folder)) {
        print(u"The folder %1 could not be made."_s.arg(m_folder));
        Q_EMIT finished(false);
        return;
    }
    print(u"Tour of the console on “%1”: %2 steps"_s.arg(m_subjects.connection.name).arg(m_steps.size()));
    next();
}

void Tour::addLookUps()
{
    using enum OutcomeLine::Kind;
    addLookUp(u"look-up-active"_s, tr("Look up an active token"), m_subjects.activeToken, Succeeded, tr("Active"));
    addLookUp(u"look-up-suspended"_s, tr("Look up a suspended token"), m_subjects.suspendedToken, Succeeded, tr("Suspended"));
    addLookUp(u"look-up-deleted"_s, tr("Look up a deleted token"), m_subjects.deletedToken, Succeeded, tr("Deleted"));
    addLookUp(u"look-up-unknown"_s, tr("Look up a token that the server does not know"), m_subjects.unknownToken, Refused, {});
}

void Tour::addCardArt()
{
    using enum OutcomeLine::Kind;
    addLookUp({}, tr("Look at a card"), m_subjects.activeToken, Succeeded, tr("Active"));
    const auto isThere = [](const QString &name) {
        return [name]() -> std::optional<Verdict> {
            return WindowDriver::find(name) ? std::optional(Verdict{true, tr("it is there")}) : std::nullopt;
        };
    };
    m_steps.push_back({u"card-large"_s, tr("See the card larger"),
                       [] { return WindowDriver::press(WindowDriver::find(u"cardView"_s), Qt::Key_Return); },
                       isThere(u"largeCardView"_s)});
    m_steps.push_back({{}, tr("Close the larger card"), [] { return WindowDriver::click(u"closeCardButton"_s); },
                       [] { return Verdict{true, tr("closed")}; }});
    m_steps.push_back({u"card-art"_s, tr("See what the card’s art is made of"),
                       [] { return WindowDriver::showTab(u"tokenTabs"_s, u"cardArtView"_s); }, isThere(u"assetList"_s)});
    m_steps.push_back({{}, tr("Go back to the details"), [] { return WindowDriver::showTab(u"tokenTabs"_s, u"detailsView"_s); },
                       [] { return Verdict{true, tr("they are there")}; }});
}

void Tour::addLookUp(const QString &slug, const QString &title, const QString &tokenId, OutcomeLine::Kind kind, const QString &word)
{
    m_steps.push_back({slug, title,
                       [tokenId] {
                           return WindowDriver::type(u"lookUpBox"_s, tokenId)
                               && WindowDriver::press(WindowDriver::find(u"lookUpBox"_s), Qt::Key_Return);
                       },
                       [this, kind, word] { return outcome(kind, word); }});
}

void Tour::addFill(const QString &slug, const QString &title, std::function<bool()> act)
{
    m_steps.push_back({slug, title, std::move(act), [] { return Verdict{true, tr("every field is filled in")}; }});
}

void Tour::addSubmit(const QString &slug, const QString &title, OutcomeLine::Kind kind, const QString &word)
{
    m_steps.push_back({slug, title, [] { return WindowDriver::click(u"submitButton"_s); },
                       [this, kind, word] { return outcome(kind, word); }});
}

void Tour::addCreates()
{
    using enum OutcomeLine::Kind;
    addFill(u"create-network-form"_s, tr("Fill in a network token with an American Express card"), [] {
        bool done = WindowDriver::trigger(u"createTokenAction"_s) && typeCard(TourCards::amex, true);
        done = WindowDriver::type(u"nameLineEdit"_s, QString(TourCards::holder)) && done;
        done = WindowDriver::type(u"emailLineEdit"_s, QString(TourCards::email)) && done;
        done = WindowDriver::type(u"device.ipAddressLineEdit"_s, u"203.0.113.7"_s) && done;
        return chooseCountry() && done;
    });
    addSubmit(u"create-network"_s, tr("Create the network token"), Succeeded, tr("Active"));
    addFill(u"create-later-form"_s, tr("Fill in an asynchronous token"), [] {
        return WindowDriver::trigger(u"createAsyncTokenAction"_s) && typeCard(TourCards::visa, false) && chooseCountry();
    });
    addSubmit(u"create-later"_s, tr("Create it later"), Succeeded, {});
    addNotification();
    addFill(u"create-pci-form"_s, tr("Fill in a PCI token"), [] {
        return WindowDriver::trigger(u"createPciTokenAction"_s) && typeCard(TourCards::mastercard, false);
    });
    addSubmit(u"create-pci"_s, tr("Create the PCI token"), Succeeded, tr("Active"));
    addFill(u"create-push-form"_s, tr("Fill in a push token from an issuer’s payload"), [] {
        bool done = WindowDriver::trigger(u"createPushTokenAction"_s)
            && WindowDriver::type(u"pushProvisioningPayloadPlainTextEdit"_s, QString(TourCards::pushPayload));
        done = WindowDriver::choose(u"schemeComboBox"_s, u"VISA"_s) && done;
        done = WindowDriver::type(u"device.ipAddressLineEdit"_s, u"203.0.113.7"_s) && done;
        return chooseCountry() && done;
    });
    addSubmit(u"create-push"_s, tr("Create the push token"), Succeeded, tr("Active"));
    m_steps.push_back({{}, tr("Close what the issuer sent"),
                       [] { return !WindowDriver::find(u"disclosureDialog"_s) || WindowDriver::click(u"closeButton"_s); },
                       [] { return Verdict{true, tr("closed")}; }});
}

void Tour::addNotification()
{
    addOpenItem(
        u"pending-awaited"_s, tr("See what is known until the token arrives"),
        [] { return WindowDriver::trigger(u"pendingPageAction"_s); }, tr("10 minutes to several hours"));
    addUntilShown(u"notification-dialog"_s, tr("Be ready to take over a notification from elsewhere"),
                  [] { return WindowDriver::trigger(u"takeNotificationAction"_s); }, tr("A notification that arrived elsewhere"));
    m_steps.push_back({{}, tr("Leave that to the receiver"), [] { return WindowDriver::click(u"closeNotificationButton"_s); },
                       [] { return Verdict{true, tr("closed")}; }});
    m_steps.push_back({u"notified"_s, tr("Wait until the service’s notification ends that"), [] { return true; },
                       [this]() -> std::optional<Verdict> {
                           if (chooseOwnItem() && isShown(tr("10 minutes to several hours")))
                               return std::nullopt;
                           return Verdict{true, tr("it waits no more")};
                       }});
}

void Tour::addRefusals()
{
    using enum OutcomeLine::Kind;
    addFill({}, tr("Fill in a card whose issuer declines"), [this] {
        return WindowDriver::trigger(u"createTokenAction"_s) && typeCard(QLatin1StringView(m_subjects.declinedCard.toLatin1()), false)
            && chooseCountry();
    });
    addSubmit(u"refused-by-issuer"_s, tr("See why the issuer declined (ISSUER_DECLINED)"), Refused, u"ISSUER_DECLINED"_s);
    m_steps.push_back({{}, tr("Open the connection with a key that the server does not know"),
                       [this] {
                           m_window.openConnection(m_subjects.wrongKey);
                           return true;
                       },
                       [this] { return outcome(Note, {}); }});
    addFill({}, tr("Fill in a good card"), [] {
        return WindowDriver::trigger(u"createTokenAction"_s) && typeCard(TourCards::visa, false) && chooseCountry();
    });
    addSubmit(u"created-before"_s, tr("Be told that a token for this card was asked for today"), Note, tr("at this desk"));
    m_steps.push_back({u"refused-crypto-error"_s, tr("Create anyway, and see why the server could not decrypt (CRYPTO_ERROR)"),
                       [] { return WindowDriver::click(u"createAnywayButton"_s); },
                       [this] { return outcome(Refused, u"CRYPTO_ERROR"_s); }});
    m_steps.push_back({{}, tr("Go back to the right key"),
                       [this] {
                           m_window.openConnection(m_subjects.connection);
                           return true;
                       },
                       [this] { return outcome(Note, {}); }});
}

void Tour::addLifecycle()
{
    using enum OutcomeLine::Kind;
    const auto fillIn = [this](const QString &slug, const QString &action, const QString &reason) {
        addFill(slug, tr("Say why"), [action, reason] {
            return WindowDriver::trigger(action) && WindowDriver::choose(u"reasonComboBox"_s, reason)
                && WindowDriver::type(u"ticketLineEdit"_s, u"TICKET-4710"_s)
                && WindowDriver::type(u"commentEdit"_s, u"The customer called at nine"_s);
        });
    };
    const auto confirm = [this](const QString &slug, const QString &title, OutcomeLine::Kind kind, const QString &word) {
        m_steps.push_back({slug, title, [] { return WindowDriver::click(u"confirmStateChangeButton"_s); },
                           [this, kind, word] { return outcome(kind, word); }});
    };
    addLookUp({}, tr("Choose the token of a phone that was lost"), m_subjects.lostCardToken, Succeeded, tr("Active"));
    fillIn(u"suspend-form"_s, u"suspendAction"_s, u"lost"_s);
    confirm(u"suspend"_s, tr("Suspend it"), Succeeded, tr("Suspended"));
    fillIn(u"resume-form"_s, u"resumeAction"_s, u"found"_s);
    confirm(u"resume"_s, tr("Resume it: the phone was found"), Succeeded, tr("Active"));
    addLookUp({}, tr("Choose a token that its card’s issuer suspends"), m_subjects.issuersToken, Succeeded, tr("Suspended"));
    fillIn({}, u"resumeAction"_s, u"other"_s);
    confirm(u"resume-still-suspended"_s, tr("Resume it: the issuer’s suspension stays"), Note, tr("still says Suspended"));
}

void Tour::addDelete()
{
    using enum OutcomeLine::Kind;
    addLookUp({}, tr("Choose a token to delete"), m_subjects.activeToken, Succeeded, tr("Active"));
    addFill(u"delete-form"_s, tr("Say why, and confirm"), [] {
        return WindowDriver::trigger(u"deleteAction"_s) && WindowDriver::choose(u"reasonComboBox"_s, u"customer-request"_s)
            && WindowDriver::type(u"ticketLineEdit"_s, u"TICKET-4711"_s)
            && WindowDriver::type(u"confirmationLineEdit"_s, u"1111"_s);
    });
    m_steps.push_back({u"delete"_s, tr("Delete it"), [] { return WindowDriver::click(u"confirmDeleteButton"_s); },
                       [this] { return outcome(Succeeded, tr("Deleted")); }});
}

void Tour::addUntilShown(const QString &slug, const QString &title, std::function<bool()> act, const QString &text)
{
    m_steps.push_back({slug, title, std::move(act), [this, text] {
                           return isShown(text) ? std::optional(Verdict{true, tr("“%1” is on the screen").arg(text)}) : std::nullopt;
                       }});
}

void Tour::addOpenItem(const QString &slug, const QString &title, std::function<bool()> act, const QString &text)
{
    m_steps.push_back({slug, title, std::move(act), [this, text] {
                           const bool isThere = chooseOwnItem() && isShown(text);
                           return isThere ? std::optional(Verdict{true, tr("“%1” is on the screen").arg(text)})
                                          : std::nullopt;
                       }});
}

void Tour::addUnknownOutcome()
{
    using enum OutcomeLine::Kind;
    addLookUp({}, tr("Choose another token to delete"), m_subjects.suspendedToken, Succeeded, tr("Suspended"));
    addFill({}, tr("Say why, and confirm"), [] {
        return WindowDriver::trigger(u"deleteAction"_s) && WindowDriver::choose(u"reasonComboBox"_s, u"customer-request"_s)
            && WindowDriver::type(u"ticketLineEdit"_s, u"TICKET-4712"_s)
            && WindowDriver::type(u"confirmationLineEdit"_s, u"5100"_s);
    });
    m_steps.push_back({u"outcome-unknown"_s, tr("Delete it while the server’s answer gets lost"),
                       [this] {
                           if (m_subjects.loseNextAnswer)
                               m_subjects.loseNextAnswer();
                           return WindowDriver::click(u"confirmDeleteButton"_s);
                       },
                       [this] { return outcome(Unknown, {}); }});
    addOpenItem(
        u"pending"_s, tr("See what waits to be settled"),
        [] { return WindowDriver::click(u"cancelDeleteButton"_s) && WindowDriver::trigger(u"pendingPageAction"_s); },
        m_subjects.suspendedToken);
    addUntilShown(u"pending-read"_s, tr("Ask the server what became of it"), [] { return WindowDriver::click(u"readTokenButton"_s); },
                  tr("it happened"));
    addUntilShown(u"pending-settle"_s, tr("Settle it: it happened"), [] {
        return WindowDriver::click(u"settleAsFoundButton"_s) && WindowDriver::type(u"settleNoteEdit"_s, u"The server says so"_s);
    }, tr("Nothing is sent."));
    m_steps.push_back({{}, tr("Record that"), [] { return WindowDriver::click(u"confirmSettleButton"_s); },
                       [this] { return outcome(Succeeded, {}); }});
}

void Tour::addOpening(const QString &title, const ConnectionProfile &connection)
{
    m_steps.push_back({{}, title,
                       [this, connection] {
                           m_window.openConnection(connection);
                           return true;
                       },
                       [this] { return outcome(OutcomeLine::Kind::Note, {}); }});
}

void Tour::addFiserv()
{
    using enum OutcomeLine::Kind;
    const QString own = u"tour-customer-0815"_s;
    addOpening(tr("Open the connection to Fiserv"), m_subjects.fiserv);
    addFill(u"fiserv-create-form"_s, tr("Fill in a payment token with a value of our own"), [own] {
        return WindowDriver::trigger(u"createPaymentTokenAction"_s) && typeRow({}, TourCards::visa) && WindowDriver::type(u"valueLineEdit"_s, own);
    });
    addSubmit(u"fiserv-create"_s, tr("Create it"), Succeeded, tr("Active"));
    addLookUp(u"fiserv-look-up"_s, tr("Look up another payment token"), m_subjects.fiservToken, Succeeded, tr("Active"));
    addUpdateOfSeveral(own);
    addLookUp(u"fiserv-updated"_s, tr("Look at what was updated"), m_subjects.fiservToken, Succeeded, tr("Active"));
    addUntilShown(u"fiserv-activity"_s, tr("See the update in the token’s activity"),
                  [] { return WindowDriver::showTab(u"tokenTabs"_s, u"activityView"_s); }, tr("Update"));
    addLookUp({}, tr("Go back to our own token"), own, Succeeded, tr("Active"));
    addFill(u"fiserv-delete-form"_s, tr("Say why it goes, and confirm"), [] {
        return WindowDriver::trigger(u"deleteAction"_s) && WindowDriver::choose(u"reasonComboBox"_s, u"customer-request"_s)
            && WindowDriver::type(u"ticketLineEdit"_s, u"TICKET-4713"_s) && WindowDriver::type(u"confirmationLineEdit"_s, u"1111"_s);
    });
    m_steps.push_back({u"fiserv-delete"_s, tr("Delete the payment token"), [] { return WindowDriver::click(u"confirmDeleteButton"_s); },
                       [this] { return outcome(Succeeded, tr("Deleted")); }});
    addOpening(tr("Go back to the first connection"), m_subjects.connection);
}

void Tour::addUpdateOfSeveral(const QString &ownToken)
{
    using enum OutcomeLine::Kind;
    addFill(u"fiserv-update-form"_s, tr("Enter new cards for two tokens, one of them mistyped"), [ownToken] {
        return WindowDriver::trigger(u"updateSeveralAction"_s) && typeRow({}, TourCards::mastercard) && WindowDriver::click(u"addRowButton"_s)
            && typeRow(ownToken, TourCards::mistyped) && WindowDriver::type(u"severalTicketLineEdit"_s, u"TICKET-4713"_s);
    });
    const auto send = [this](const QString &slug, const QString &title, OutcomeLine::Kind kind, const QString &word) {
        m_steps.push_back({slug, title, [] { return WindowDriver::click(u"updateSeveralButton"_s); },
                           [this, kind, word] { return outcome(kind, word); }});
    };
    send(u"fiserv-update-one-refused"_s, tr("Update both: one is refused"), Refused, tr("1 of 2 tokens updated, 1 refused"));
    addFill({}, tr("Correct that one"), [] { return typeRow({}, TourCards::visa); });
    send(u"fiserv-update-retried"_s, tr("Send it alone"), Succeeded, tr("1 of 1 token updated"));
    m_steps.push_back({{}, tr("Close the window"), [] { return WindowDriver::click(u"closeSeveralButton"_s); },
                       [] { return Verdict{true, tr("closed")}; }});
}

void Tour::addJournal()
{
    addUntilShown(u"journal"_s, tr("Look into the journal"), [] { return WindowDriver::trigger(u"journalPageAction"_s); }, tr(" rows"));
    addUntilShown(u"journal-verified"_s, tr("Verify it"), [] { return WindowDriver::click(u"verifyJournalButton"_s); },
                  tr("The journal is sound"));
    m_steps.push_back({{}, tr("Close the result"), [] { return WindowDriver::click(u"closeVerificationButton"_s); },
                       [] { return Verdict{true, tr("closed")}; }});
}

//! The pages and windows that belong to no task.
void Tour::addTheRest()
{
    const auto addWindow = [this](const QString &slug, const QString &title, const QString &action, const QString &text,
                                  const QString &closeButton) {
        addUntilShown(slug, title, [action] { return WindowDriver::trigger(action); }, text);
        m_steps.push_back({{}, tr("Close it"), [closeButton] { return WindowDriver::click(closeButton); },
                           [] { return Verdict{true, tr("closed")}; }});
    };
    addWindow(u"help"_s, tr("Open the help"), u"helpAction"_s, tr("First steps"), u"closeHelpButton"_s);
    addWindow(u"shortcuts"_s, tr("List the keyboard shortcuts"), u"shortcutsAction"_s, tr("Lock"), u"closeShortcutsButton"_s);
    addWindow(u"about"_s, tr("See versions and licences"), u"aboutAction"_s, tr("Apache License 2.0"), u"aboutCloseButton"_s);
    addUntilShown(u"settings"_s, tr("Open the settings"), [] { return WindowDriver::trigger(u"settingsAction"_s); },
                  tr("Set a desk passphrase"));
    addUntilShown(u"welcome"_s, tr("See the page of the first start"), [] { return WindowDriver::trigger(u"welcomeAction"_s); },
                  tr("You are in the sandbox"));
    m_steps.push_back({{}, tr("Go back to the tokens"), [] { return WindowDriver::trigger(u"tokensPageAction"_s); },
                       [] { return Verdict{true, tr("there")}; }});
}

std::optional<Tour::Verdict> Tour::outcome(OutcomeLine::Kind kind, const QString &word) const
{
    const OutcomeLine &line = m_statusLine->line();
    if (line.kind == OutcomeLine::Kind::Busy)
        return std::nullopt;
    const QString text = line.correlationId.isEmpty() ? line.text : u"%1 [%2]"_s.arg(line.text, line.correlationId);
    if (line.kind != kind)
        return Verdict{false, text};
    if (isShown(word))
        return Verdict{true, word.isEmpty() ? text : u"%1: %2"_s.arg(word, text)};
    // The answer is there, the window may still be about to show it.
    return m_stepTime.elapsed() < stepLimitMs / 3 ? std::nullopt : std::optional(Verdict{false, tr("“%1” is not on the screen").arg(word)});
}

bool Tour::isShown(const QString &word) const
{
    for (const QWidget *window : QApplication::topLevelWidgets()) {
        for (const QLabel *label : window->findChildren<QLabel *>()) {
            if (label->isVisible() && label->text().contains(word, Qt::CaseInsensitive))
                return true;
        }
    }
    return word.isEmpty();
}

void Tour::next()
{
    if (m_current == m_steps.size()) {
        const QString pictures = u", %1 pictures in %2"_s.arg(m_pictures).arg(QDir::toNativeSeparators(m_folder));
        print(u"%1 of %2 steps as expected"_s.arg(m_steps.size() - static_cast<std::size_t>(m_failures)).arg(m_steps.size()) +
              (m_folder.isEmpty() ? QString() : pictures));
        Q_EMIT finished(m_failures == 0);
        return;
    }
    m_statusLine->show({.kind = OutcomeLine::Kind::Busy, .text = m_steps.at(m_current).title});
    m_stepTime.start();
    if (m_steps.at(m_current).act())
        m_pollTimer.start();
    else
        settle({false, tr("something to type into or to click was not there")});
}

void Tour::poll()
{
    if (const std::optional<Verdict> verdict = m_steps.at(m_current).look())
        settle(*verdict);
    else if (m_stepTime.elapsed() > stepLimitMs)
        settle({false, tr("no answer in %1 seconds").arg(stepLimitMs / 1000)});
}

void Tour::settle(const Verdict &verdict)
{
    m_pollTimer.stop();
    const Step &step = m_steps.at(m_current);
    m_failures += verdict.isExpected ? 0 : 1;
    print(u"%1 %2. %3 — %4"_s.arg(verdict.isExpected ? u"ok    "_s : u"FAILED"_s).arg(m_current + 1, 2).arg(step.title, verdict.text));
    QTimer::singleShot(step.slug.isEmpty() ? 0ms : m_pause, this, [this, slug = step.slug] {
        takePicture(slug);
        ++m_current;
        next();
    });
}

void Tour::takePicture(const QString &slug)
{
    if (slug.isEmpty() || m_folder.isEmpty())
        return;
    QPixmap picture = m_window.grab();
    QWidget *dialog = QApplication::activeModalWidget();
    if (!dialog && QApplication::activeWindow() != &m_window)
        dialog = QApplication::activeWindow(); // the help, which lets the window be used beside it
    if (dialog) {
        QPainter painter(&picture);
        painter.drawPixmap(m_window.mapFromGlobal(dialog->mapToGlobal(QPoint())), dialog->grab());
    }
    const QString file = u"%1/%2-%3.png"_s.arg(m_folder).arg(++m_pictures, 2, 10, QChar(u'0')).arg(slug);
    if (!picture.save(file)) {
        ++m_failures;
        print(u"FAILED the picture %1 could not be saved"_s.arg(file));
    }
}

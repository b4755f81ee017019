// SPDX-License-Identifier: Apache-2.0
#include "ui/tour/tour.h"
#include "ui/tour/tourcards.h"
#include "ui/tour/windowdriver.h"

using namespace Qt::StringLiterals;

namespace {
bool typeAddress()
{
    const QString before = u"orderInformation.billTo."_s;
    bool done = true;
    for (const auto &[field, text] :
         {std::pair{u"firstName"_s, QString(TourCards::givenName)},
          std::pair{u"lastName"_s, QString(TourCards::familyName)}, std::pair{u"address1"_s, u"1 Market Street"_s},
          std::pair{u"locality"_s, u"San Francisco"_s}, std::pair{u"administrativeArea"_s, u"CA"_s},
          std::pair{u"postalCode"_s, u"94105"_s}})
        done = WindowDriver::type(before + field + u"LineEdit"_s, text) && done;
    return WindowDriver::choose(before + u"countryComboBox"_s, u"US"_s) && done;
}
} // namespace

void Tour::addCybersource()
{
    using enum OutcomeLine::Kind;
    addOpening(tr("Open the connection to Cybersource"), m_subjects.cybersource.connection);
    addLookUp(u"cybersource-two-states"_s, tr("Look up an active token whose network token is suspended"),
              m_subjects.cybersource.suspendedToken, Succeeded, tr("Suspended"));
    addCredentials();
    addPayment();
    addLookUp({}, tr("Choose a token that is still in use"), m_subjects.cybersource.referredToken, Succeeded,
              tr("Active"));
    addFill({}, tr("Say why it goes, and confirm"), [] {
        return WindowDriver::trigger(u"deleteAction"_s) &&
               WindowDriver::choose(u"reasonComboBox"_s, u"PAYMENT_METHOD_REMOVED"_s) &&
               WindowDriver::type(u"ticketLineEdit"_s, u"TICKET-4716"_s) &&
               WindowDriver::type(u"confirmationLineEdit"_s, u"8431"_s);
    });
    m_steps.push_back({u"cybersource-delete-refused"_s, tr("See why it cannot be deleted (409)"),
                       [] { return WindowDriver::click(u"confirmDeleteButton"_s); },
                       [this] { return outcome(Refused, tr("Payment instruments still refer")); }});
    m_steps.push_back({{},
                       tr("Leave it"),
                       [] { return WindowDriver::click(u"cancelDeleteButton"_s); },
                       [] { return Verdict{true, tr("closed")}; }});
    addOpening(tr("Go back to the first connection"), m_subjects.connection);
}

void Tour::addCredentials()
{
    using enum OutcomeLine::Kind;
    addLookUp({}, tr("Look up a token that can pay"), m_subjects.cybersource.activeToken, Succeeded, tr("Active"));
    addFill(u"cybersource-credentials-form"_s, tr("Say why payment credentials are needed"), [] {
        return WindowDriver::trigger(u"credentialsAction"_s) &&
               WindowDriver::choose(u"paymentCredentialTypeComboBox"_s, u"CRYPTOGRAM"_s) &&
               WindowDriver::type(u"desk.reasonLineEdit"_s, u"The shop cannot charge this customer"_s) &&
               WindowDriver::type(u"desk.ticketLineEdit"_s, u"TICKET-4714"_s);
    });
    m_steps.push_back({u"cybersource-credentials"_s, tr("Ask for them"),
                       [] { return WindowDriver::click(u"sendButton"_s); },
                       [this] { return outcome(Succeeded, tr("Cryptogram")); }});
    addUntilShown( // no picture of it: what is shown is kept nowhere
        {}, tr("Show one of them for a short time"), [] { return WindowDriver::click(u"showSecretButton1"_s); },
        tr("Hidden again in"));
    m_steps.push_back({{},
                       tr("Close them"),
                       [] { return WindowDriver::click(u"closeButton"_s); },
                       [] { return Verdict{true, tr("forgotten")}; }});
}

void Tour::addPayment()
{
    using enum OutcomeLine::Kind;
    const QString card = u"paymentInformation.card."_s;
    addFill(u"cybersource-payment-form"_s, tr("Fill in a payment that makes a token"), [card] {
        bool done = WindowDriver::trigger(u"createPaymentAction"_s) &&
                    WindowDriver::type(card + u"numberLineEdit"_s, QString(TourCards::withoutToken));
        done = WindowDriver::type(card + u"expirationLineEdit"_s, QString(TourCards::expiry)) && done;
        done = WindowDriver::type(u"orderInformation.amountDetails.totalAmountLineEdit"_s, u"102.21"_s) && done;
        return typeAddress() && done;
    });
    addUntilShown(
        u"cybersource-payment-confirm"_s, tr("Be asked before any money is held"),
        [] { return WindowDriver::click(u"submitButton"_s); }, tr("Authorise 102.21"));
    m_steps.push_back({u"cybersource-payment-parts"_s, tr("Authorise it: the payment is made, the token is not"),
                       [] { return WindowDriver::click(u"authoriseButton"_s); },
                       [this] { return outcome(Note, u"SERVER_ERROR"_s); }});
    addUntilShown(
        u"cybersource-reversal-form"_s, tr("Take the amount back"),
        [] { return WindowDriver::click(u"offerButton0"_s); }, tr("The tokens stay"));
    m_steps.push_back({u"cybersource-reversed"_s, tr("Reverse the authorisation"),
                       [] { return WindowDriver::click(u"sendButton"_s); },
                       [this] { return outcome(Succeeded, u"REVERSED"_s); }});
    m_steps.push_back({{},
                       tr("Leave the answer"),
                       [] { return WindowDriver::click(u"acceptedDoneButton"_s); },
                       [] { return Verdict{true, tr("closed")}; }});
}

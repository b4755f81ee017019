// SPDX-License-Identifier: Apache-2.0
#include "app/domain/receiverfields.h"

#include <QCoreApplication>

#include <utility>

using namespace Qt::StringLiterals;

namespace receiver {
namespace {
struct ReceiverWords {
    Q_DECLARE_TR_FUNCTIONS(Receiver)
};

QList<FormField> listeningFields()
{
    return {
        {.key = isOn,
         .label = ReceiverWords::tr("Receive here"),
         .kind = FormField::Kind::Choice,
         .help = ReceiverWords::tr("When your notifications arrive elsewhere, leave this off and paste them."),
         .initialValue = u"no"_s,
         .choices = {{.value = u"no"_s, .label = ReceiverWords::tr("No")},
                     {.value = u"yes"_s, .label = ReceiverWords::tr("Yes, on this computer")}}},
        {.key = address,
         .label = ReceiverWords::tr("Address"),
         .kind = FormField::Kind::IpAddress,
         .isRequired = true,
         .help = ReceiverWords::tr("Of this computer. 127.0.0.1 is heard by this computer alone."),
         .initialValue = u"127.0.0.1"_s},
        {.key = port,
         .label = ReceiverWords::tr("Port"),
         .isRequired = true,
         .maxLength = 5,
         .pattern = u"[0-9]{1,5}"_s,
         .patternHint = ReceiverWords::tr("A number."),
         .help = ReceiverWords::tr("Where the token service, or what stands before it, sends to. 0 takes any free one."),
         .initialValue = u"8443"_s},
        {.key = certificateFile,
         .label = ReceiverWords::tr("Certificate of this computer"),
         .kind = FormField::Kind::File,
         .isRequired = true,
         .help = ReceiverWords::tr("PEM, with its chain. The token service has to trust it.")},
        {.key = keyFile,
         .label = ReceiverWords::tr("Its private key"),
         .kind = FormField::Kind::File,
         .isRequired = true,
         .help = ReceiverWords::tr("PEM.")},
        {.key = keyPassphrase,
         .label = ReceiverWords::tr("Passphrase"),
         .kind = FormField::Kind::Secret,
         .help = ReceiverWords::tr("Of the private key, when it has one. Kept in the system’s keychain.")},
    };
}

QList<FormField> peerFields()
{
    return {
        {.key = authorityFile,
         .label = ReceiverWords::tr("Authority of the senders"),
         .kind = FormField::Kind::File,
         .isRequired = true,
         .help = ReceiverWords::tr("PEM. Only who has a certificate of this authority may connect.")},
        {.key = scheme,
         .label = ReceiverWords::tr("The sender identifies itself by"),
         .kind = FormField::Kind::Choice,
         .isRequired = true,
         .help = ReceiverWords::tr("As agreed with the token service, besides its certificate."),
         .initialValue = u"apikey"_s,
         .choices = {{.value = u"apikey"_s, .label = ReceiverWords::tr("An API key")},
                     {.value = u"basic"_s, .label = ReceiverWords::tr("User and password")}}},
        {.key = user,
         .label = ReceiverWords::tr("User"),
         .maxLength = 128,
         .pattern = u"[^:\\p{Cc}]*"_s,
         .patternHint = ReceiverWords::tr("A colon cannot stand in a user’s name."),
         .help = ReceiverWords::tr("The name that goes with the password."),
         .requiredWhen = {{.all = {{.key = scheme, .values = {u"basic"_s}}}, .because = {}}},
         .hiddenWhen = {{.all = {{.key = scheme, .values = {u"apikey"_s}}}, .because = {}}}},
        {.key = secret,
         .label = ReceiverWords::tr("API key or password"),
         .kind = FormField::Kind::Secret,
         .isRequired = true,
         .maxLength = 256,
         .help = ReceiverWords::tr("Kept in the system’s keychain. What comes without it is refused.")},
    };
}
} // namespace

QList<FormField> fields()
{
    QList<FormField> all = listeningFields() + peerFields();
    for (FormField &field : all) {
        field.group = ReceiverWords::tr("Notifications");
        if (field.key == isOn)
            continue;
        field.hiddenWhen.append({.all = {{.key = isOn, .values = {u"no"_s}}}, .because = {}});
        // Connections that were saved before there were receivers do not say whether there is one.
        if (std::exchange(field.isRequired, false))
            field.requiredWhen.append({.all = {{.key = isOn, .values = {u"yes"_s}}}, .because = {}});
    }
    return all;
}

} // namespace receiver

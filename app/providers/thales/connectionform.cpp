// SPDX-License-Identifier: Apache-2.0
#include "app/providers/thales/connectionform.h"

#include "app/domain/proxyfields.h"
#include "app/domain/receiverfields.h"
#include "app/providers/thales/names.h"
#include "app/providers/thales/text.h"

using namespace Qt::StringLiterals;

namespace thales {
namespace {
using Kind = FormField::Kind;

// The header is "APIKEY", a space and the key, 512 characters at most (section 2).
constexpr int longestApiKey = 512 - 7;

QList<FormField> serverFields()
{
    const QString group = Text::tr("Server");
    return {
        {.key = setting::baseUrl,
         .label = Text::tr("Base address"),
         .group = group,
         .kind = Kind::Url,
         .isRequired = true,
         .help = Text::tr("The address that Thales gave you, up to and including /tsh-cof."),
         .placeholder = u"https://server.example/tsh-cof"_s},
        {.key = setting::merchantId,
         .label = Text::tr("Merchant id"),
         .group = group,
         .isRequired = true,
         .minLength = 1,
         .maxLength = 128,
         .help = Text::tr("Thales gave it to you when your project started. It goes with every new token.")},
        {.key = setting::apiKey,
         .label = Text::tr("API key"),
         .group = group,
         .kind = Kind::Secret,
         .isRequired = true,
         .minLength = 1,
         .maxLength = longestApiKey,
         .help = Text::tr("Without the word APIKEY. Kept in the system’s keychain, and sent to this server only.")},
        {.key = setting::caFile,
         .label = Text::tr("Certificate authorities"),
         .group = group,
         .kind = Kind::File,
         .help =
             Text::tr("A PEM file with the authorities that may vouch for the server. Empty: those of the system.")},
        {.key = setting::visaVces,
         .label = Text::tr("Visa VCES"),
         .group = group,
         .kind = Kind::Choice,
         .help = Text::tr("Whether Thales activated VCES for you. With it, the expiry of a Visa card is optional."),
         .initialValue = u"no"_s,
         .choices = {{.value = u"no"_s, .label = Text::tr("Not active")},
                     {.value = u"yes"_s, .label = Text::tr("Active")}}},
    };
}

QList<FormField> clientCertificateFields()
{
    const QString group = Text::tr("Client certificate");
    return {
        {.key = setting::clientCertificateFile,
         .label = Text::tr("Certificate"),
         .group = group,
         .kind = Kind::File,
         .isRequired = true,
         .help =
             Text::tr("Proves to Thales that this desk is yours. PEM, with its chain when there is one, or PKCS#12.")},
        {.key = setting::clientKeyFile,
         .label = Text::tr("Private key"),
         .group = group,
         .kind = Kind::File,
         .help = Text::tr("PEM. Not needed when the certificate’s file holds the key too, as PKCS#12 does.")},
        {.key = setting::clientKeyPassphrase,
         .label = Text::tr("Passphrase"),
         .group = group,
         .kind = Kind::Secret,
         .help = Text::tr("Of the private key or the PKCS#12 file, when it has one. Kept in the system’s keychain.")},
    };
}

QList<FormField> encryptionFields()
{
    const QString group = Text::tr("Encryption");
    return {
        {.key = setting::encryptionCertificateFile,
         .label = Text::tr("Thales’ encryption certificate"),
         .group = group,
         .kind = Kind::File,
         .isRequired = true,
         .help = Text::tr("The certificate file that Thales gave you, with its key id. PEM or JWK. Card data is "
                          "encrypted with it.")},
        {.key = setting::encryptionKeyId,
         .label = Text::tr("Its key id"),
         .group = group,
         .maxLength = 128,
         .help = Text::tr(
             "The identifier that Thales gave you with the certificate. Not needed when a JWK names its own.")},
        {.key = setting::decryptionKeyFile,
         .label = Text::tr("Your decryption key"),
         .group = group,
         .kind = Kind::File,
         .help = Text::tr("The private key whose certificate you sent to Thales. Opens the customer’s data that comes "
                          "with a push token. PEM, PKCS#12 or JWK.")},
        {.key = setting::decryptionKeyId,
         .label = Text::tr("Its key id"),
         .group = group,
         .maxLength = 128,
         .help = Text::tr(
             "The identifier that you sent to Thales with the certificate. Not needed when a JWK names its own.")},
        {.key = setting::decryptionKeyPassphrase,
         .label = Text::tr("Passphrase"),
         .group = group,
         .kind = Kind::Secret,
         .help = Text::tr("Of the decryption key, when it has one. Kept in the system’s keychain.")},
    };
}
} // namespace

Form connectionForm()
{
    return {.id = u"thales-etp"_s,
            .title = Text::tr("Connection to Thales ETP"),
            .menuText = Text::tr("Thales ETP…"),
            .summary =
                Text::tr("Thales gives you the address, the merchant id, the API key and the certificates when your "
                         "project starts."),
            .submitText = Text::tr("Save"),
            .fields = serverFields() + clientCertificateFields() + encryptionFields() + proxy::fields() +
                      receiver::fields()};
}

} // namespace thales

// SPDX-License-Identifier: Apache-2.0
#include "app/providers/fiserv/connectionform.h"

#include "app/domain/proxyfields.h"
#include "app/providers/fiserv/names.h"
#include "app/providers/fiserv/text.h"

using namespace Qt::StringLiterals;

namespace fiserv {
namespace {
using Kind = FormField::Kind;

constexpr int longestKey = 512;
constexpr int longestToken = 4096;

Rule authenticatedBy(QLatin1StringView way, const QString &because)
{
    return {.all = {{.key = setting::authentication, .values = {way}}}, .because = because};
}

QList<FormField> serverFields()
{
    const QString group = Text::tr("Server");
    return {{.key = setting::baseUrl,
             .label = Text::tr("Base address"),
             .group = group,
             .kind = Kind::Url,
             .isRequired = true,
             .help = Text::tr("The address that the service gave you, up to and including /v2."),
             .placeholder = u"https://cert.api.firstdata.com/gateway/v2"_s},
            {.key = setting::storeId,
             .label = Text::tr("Store id"),
             .group = group,
             .maxLength = 20,
             .help = Text::tr("The outlet, for an API key that serves several. It goes with every request.")},
            {.key = setting::region,
             .label = Text::tr("Region"),
             .group = group,
             .kind = Kind::Choice,
             .help = Text::tr("Only where the service asked you to name one."),
             .choices = {{.value = u"argentina"_s, .label = Text::tr("Argentina")},
                         {.value = u"brazil"_s, .label = Text::tr("Brazil")},
                         {.value = u"germany"_s, .label = Text::tr("Germany")},
                         {.value = u"india"_s, .label = Text::tr("India")},
                         {.value = u"northamerica"_s, .label = Text::tr("North America")}}},
            {.key = setting::caFile,
             .label = Text::tr("Certificate authorities"),
             .group = group,
             .kind = Kind::File,
             .help = Text::tr(
                 "A PEM file with the authorities that may vouch for the server. Empty: those of the system.")}};
}

QList<FormField> accessFields()
{
    const QString group = Text::tr("Access");
    const Rule signedInstead =
        authenticatedBy(authentication::signature, Text::tr("Requests are signed: no access token is sent."));
    const Rule tokenInstead =
        authenticatedBy(authentication::bearer, Text::tr("An access token takes the place of the signature."));
    return {
        {.key = setting::apiKey,
         .label = Text::tr("API key"),
         .group = group,
         .kind = Kind::Secret,
         .isRequired = true,
         .minLength = 1,
         .maxLength = longestKey,
         .help = Text::tr("Kept in the system’s keychain, and sent to this server only.")},
        {.key = setting::authentication,
         .label = Text::tr("Proves itself by"),
         .group = group,
         .kind = Kind::Choice,
         .isRequired = true,
         .initialValue = authentication::signature,
         .choices = {{.value = authentication::signature,
                      .label = Text::tr("Signature"),
                      .help = Text::tr("Each request is signed with the API secret.")},
                     {.value = authentication::bearer,
                      .label = Text::tr("Access token"),
                      .help = Text::tr("A token that the service issued; it expires, and is then replaced here.")}}},
        {.key = setting::apiSecret,
         .label = Text::tr("API secret"),
         .group = group,
         .kind = Kind::Secret,
         .isRequired = true,
         .minLength = 1,
         .maxLength = longestKey,
         .help = Text::tr("As the service shows it. Kept in the system’s keychain; it is never sent."),
         .hiddenWhen = {tokenInstead}},
        {.key = setting::signatureEncoding,
         .label = Text::tr("Form of the signature"),
         .group = group,
         .kind = Kind::Choice,
         .isRequired = true,
         .help = Text::tr("The service’s own libraries disagree. “Test connection” finds out which one this host "
                          "wants."),
         .initialValue = u"host"_s,
         .choices = {{.value = u"host"_s,
                      .label = Text::tr("As usual for the host"),
                      .help = Text::tr("Bytes for hosts of fiservapps.com, hexadecimal text for all others.")},
                     {.value = u"raw"_s, .label = Text::tr("Base64 of the bytes"), .help = Text::tr("44 characters.")},
                     {.value = u"hex"_s,
                      .label = Text::tr("Base64 of the hexadecimal text"),
                      .help = Text::tr("88 characters.")}},
         .hiddenWhen = {tokenInstead}},
        {.key = setting::bearerToken,
         .label = Text::tr("Access token"),
         .group = group,
         .kind = Kind::Secret,
         .isRequired = true,
         .minLength = 1,
         .maxLength = longestToken,
         .help = Text::tr("Without the word Bearer. Kept in the system’s keychain."),
         .hiddenWhen = {signedInstead}}};
}
} // namespace

Form connectionForm()
{
    return {.id = u"fiserv"_s,
            .title = Text::tr("Connection to Fiserv payment tokens"),
            .menuText = Text::tr("Fiserv payment tokens…"),
            .summary =
                Text::tr("First Data and Fiserv gateways. The developer portal shows the key and the secret of your "
                         "app."),
            .submitText = Text::tr("Save"),
            .fields = serverFields() + accessFields() + proxy::fields()};
}

} // namespace fiserv

// SPDX-License-Identifier: Apache-2.0
#include "app/providers/cybersource/connectionform.h"

#include "app/domain/proxyfields.h"
#include "app/providers/cybersource/names.h"
#include "app/providers/cybersource/text.h"

using namespace Qt::StringLiterals;

namespace cybersource {
namespace {
using Kind = FormField::Kind;

constexpr int longestSetting = 256;
constexpr int longestPassphrase = 512;

Rule when(QLatin1StringView key, const QStringList &values, const QString &because = {})
{
    return {.all = {{.key = key, .values = values}}, .because = because};
}

QList<Choice> yesOrNo()
{
    return {{.value = u"yes"_s, .label = Text::tr("Yes")}, {.value = u"no"_s, .label = Text::tr("No")}};
}

FormField serverField()
{
    return {.key = setting::server,
            .label = Text::tr("Environment"),
            .group = Text::tr("Server"),
            .kind = Kind::Choice,
            .isRequired = true,
            .initialValue = u"https://apitest.cybersource.com"_s,
            .choices = {{.value = u"https://apitest.cybersource.com"_s, .label = Text::tr("Test")},
                        {.value = u"https://api.cybersource.com"_s, .label = Text::tr("Production")},
                        {.value = u"https://api.in.cybersource.com"_s, .label = Text::tr("Production, India")},
                        {.value = u"https://apitest.sa.cybersource.com"_s, .label = Text::tr("Test, Saudi Arabia")},
                        {.value = u"https://api.sa.cybersource.com"_s, .label = Text::tr("Production, Saudi Arabia")},
                        {.value = otherServer, .label = Text::tr("Another server")}}};
}

QList<FormField> serverFields()
{
    const QString group = Text::tr("Server");
    const QStringList known{u"https://apitest.cybersource.com"_s, u"https://api.cybersource.com"_s,
                            u"https://api.in.cybersource.com"_s, u"https://apitest.sa.cybersource.com"_s,
                            u"https://api.sa.cybersource.com"_s};
    const QList<Rule> forKnown{when(setting::server, known)};
    return {serverField(),
            {.key = setting::baseUrl,
             .label = Text::tr("Address"),
             .group = group,
             .kind = Kind::Url,
             .isRequired = true,
             .help = Text::tr("The host alone, without a path."),
             .placeholder = u"https://apitest.cybersource.com"_s,
             .hiddenWhen = forKnown},
            {.key = setting::testEnvironment,
             .label = Text::tr("Test environment"),
             .group = group,
             .kind = Kind::Choice,
             .isRequired = true,
             .help = Text::tr("Only a test environment lets you play the card’s issuer."),
             .initialValue = u"no"_s,
             .choices = yesOrNo(),
             .hiddenWhen = forKnown},
            {.key = setting::caFile,
             .label = Text::tr("Certificate authorities"),
             .group = group,
             .kind = Kind::File,
             .help = Text::tr(
                 "A PEM file with the authorities that may vouch for the server. Empty: those of the system.")}};
}

FormField authenticationField()
{
    return {.key = setting::authentication,
            .label = Text::tr("Proves itself by"),
            .group = Text::tr("Access"),
            .kind = Kind::Choice,
            .isRequired = true,
            .initialValue = authentication::jwtP12,
            .choices = {{.value = authentication::jwtP12,
                         .label = Text::tr("JWT, signed with a P12 file"),
                         .help = Text::tr("The certificate that was made in the Business Center.")},
                        {.value = authentication::jwtSecret,
                         .label = Text::tr("JWT, signed with the shared secret"),
                         .help = Text::tr("The key that HTTP signatures use, in the new form.")},
                        {.value = authentication::httpSignature,
                         .label = Text::tr("HTTP signature"),
                         .help = Text::tr("The service is retiring it. Nothing can be encrypted with it.")}}};
}

QList<FormField> merchantFields()
{
    const QString group = Text::tr("Access");
    const auto id = [&](QLatin1StringView key, const QString &label, bool isRequired, const QString &help) {
        return FormField{.key = key,
                         .label = label,
                         .group = group,
                         .isRequired = isRequired,
                         .minLength = 1,
                         .maxLength = longestSetting,
                         .pattern = u"[!#-\\[\\]-~]+"_s,
                         .patternHint = Text::tr("Visible ASCII characters, without quotes and backslashes."),
                         .help = help};
    };
    return {id(setting::merchantId, Text::tr("Merchant id"), true, Text::tr("Of the merchant whose tokens these are.")),
            id(setting::portfolioId, Text::tr("Portfolio id"), false,
               Text::tr("Only when a portfolio’s key acts for the merchant (MetaKey).")),
            authenticationField()};
}

QList<FormField> keyFields()
{
    const QString group = Text::tr("Access");
    const QList<Rule> onlyWithP12{when(setting::authentication,
                                       {authentication::jwtSecret, authentication::httpSignature},
                                       Text::tr("A shared secret takes the place of the P12 file."))};
    const QList<Rule> onlyWithSecret{when(setting::authentication, {authentication::jwtP12},
                                          Text::tr("A P12 file takes the place of the shared secret."))};
    return {
        {.key = setting::p12File,
         .label = Text::tr("P12 file"),
         .group = group,
         .kind = Kind::File,
         .isRequired = true,
         .hiddenWhen = onlyWithP12},
        {.key = setting::p12Passphrase,
         .label = Text::tr("Passphrase of the P12 file"),
         .group = group,
         .kind = Kind::Secret,
         .maxLength = longestPassphrase,
         .help = Text::tr("Kept in the system’s keychain."),
         .hiddenWhen = onlyWithP12},
        {.key = setting::keyAlias,
         .label = Text::tr("Key alias"),
         .group = group,
         .maxLength = longestSetting,
         .help = Text::tr("The name of the merchant’s certificate in the file. Empty: the merchant id."),
         .hiddenWhen = onlyWithP12},
        {.key = setting::keyId,
         .label = Text::tr("Key id"),
         .group = group,
         .isRequired = true,
         .maxLength = longestSetting,
         .pattern = u"[!#-\\[\\]-~]+"_s,
         .patternHint = Text::tr("Visible ASCII characters, without quotes and backslashes."),
         .help = Text::tr("As the Business Center shows it beside the shared secret."),
         .hiddenWhen = onlyWithSecret},
        {.key = setting::sharedSecret,
         .label = Text::tr("Shared secret"),
         .group = group,
         .kind = Kind::Secret,
         .isRequired = true,
         .minLength = 1,
         .maxLength = longestPassphrase,
         .help = Text::tr("Base64, as the Business Center shows it. Kept in the system’s keychain; it is never sent."),
         .hiddenWhen = onlyWithSecret}};
}

QList<FormField> encryptionFields()
{
    const QString group = Text::tr("Message-level encryption");
    return {
        {.key = setting::requestEncryption,
         .label = Text::tr("Encrypt requests"),
         .group = group,
         .kind = Kind::Choice,
         .isRequired = true,
         .initialValue = u"no"_s,
         .choices = yesOrNo()},
        {.key = setting::mleCertificateFile,
         .label = Text::tr("Service’s certificate"),
         .group = group,
         .kind = Kind::File,
         .help = Text::tr("PEM; requests are encrypted for it. Empty: the one in the P12 file."),
         .requiredWhen = {{.all = {{.key = setting::requestEncryption, .values = {u"yes"_s}},
                                   {.key = setting::authentication, .values = {authentication::jwtSecret}}},
                           .because = Text::tr("With a shared secret there is no P12 file that holds it.")}},
         .hiddenWhen = {when(setting::requestEncryption, {u"no"_s})}},
        {.key = setting::responseEncryption,
         .label = Text::tr("Ask for encrypted answers"),
         .group = group,
         .kind = Kind::Choice,
         .isRequired = true,
         .initialValue = u"no"_s,
         .choices = yesOrNo()},
        {.key = setting::decryptionKeyFile,
         .label = Text::tr("Your decryption key"),
         .group = group,
         .kind = Kind::File,
         .help = Text::tr("A private key as PEM, P12 or JWK. It opens payment credentials and encrypted answers."),
         .requiredWhen = {when(setting::responseEncryption, {u"yes"_s},
                               Text::tr("Encrypted answers cannot be opened without it."))}},
        {.key = setting::decryptionKeyId,
         .label = Text::tr("Id of your decryption key"),
         .group = group,
         .maxLength = longestSetting,
         .help = Text::tr("As the Business Center shows it. Empty: the serial number in the P12 file’s certificate, "
                          "or the JWK’s kid.")},
        {.key = setting::decryptionKeyPassphrase,
         .label = Text::tr("Passphrase of your decryption key"),
         .group = group,
         .kind = Kind::Secret,
         .maxLength = longestPassphrase,
         .help = Text::tr("Kept in the system’s keychain.")}};
}

QList<FormField> tokenFields()
{
    const QString group = Text::tr("Tokens");
    return {
        {.key = setting::profileId,
         .label = Text::tr("Profile id"),
         .group = group,
         .maxLength = longestSetting,
         .pattern = u"[!-~]+"_s,
         .patternHint = Text::tr("Visible ASCII characters only."),
         .help = Text::tr("Of the token management profile. Empty: the merchant’s default.")},
        {.key = setting::credentialsVersion,
         .label = Text::tr("Payment credentials"),
         .group = group,
         .kind = Kind::Choice,
         .isRequired = true,
         .initialValue = u"v3"_s,
         .choices = {{.value = u"v3"_s, .label = Text::tr("Version 3")},
                     {.value = u"v2"_s,
                      .label = Text::tr("Version 2"),
                      .help = Text::tr("No longer documented by the service.")}}},
        {.key = setting::deleteForm,
         .label = Text::tr("Delete network tokens"),
         .group = group,
         .kind = Kind::Choice,
         .isRequired = true,
         .initialValue = u"post"_s,
         .choices = {{.value = u"post"_s, .label = Text::tr("With a reason"), .help = Text::tr("The form of 2026.")},
                     {.value = u"delete"_s,
                      .label = Text::tr("Without a reason"),
                      .help = Text::tr("The older form, for Visa tokens only.")}}},
        {.key = setting::cardArt,
         .label = Text::tr("Ask for card art"),
         .group = group,
         .kind = Kind::Choice,
         .isRequired = true,
         .help = Text::tr("A pilot of the service. Links to card art in its answers are followed in any case."),
         .initialValue = u"no"_s,
         .choices = yesOrNo()}};
}
} // namespace

Form connectionForm()
{
    return {.id = u"cybersource"_s,
            .title = Text::tr("Connection to Cybersource"),
            .menuText = Text::tr("Cybersource…"),
            .summary = Text::tr("Token Management Service. The Business Center shows the keys under Payment "
                                "Configuration, Key Management."),
            .submitText = Text::tr("Save"),
            .fields =
                serverFields() + merchantFields() + keyFields() + encryptionFields() + tokenFields() + proxy::fields()};
}

} // namespace cybersource

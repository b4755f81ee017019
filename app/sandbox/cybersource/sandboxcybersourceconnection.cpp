// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/cybersource/sandboxcybersourceconnection.h"

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace {
using Connection = SandboxCybersourceConnection;

constexpr std::array<std::pair<const char *, QString Connection::*>, 13> members{
    {{"baseUrl", &Connection::baseUrl},
     {"merchantId", &Connection::merchantId},
     {"keyId", &Connection::keyId},
     {"sharedSecret", &Connection::sharedSecret},
     {"p12File", &Connection::p12File},
     {"p12Password", &Connection::p12Password},
     {"p12Alias", &Connection::p12Alias},
     {"p12KeyId", &Connection::p12KeyId},
     {"requestCertificateFile", &Connection::requestCertificateFile},
     {"requestKeyId", &Connection::requestKeyId},
     {"responseKeyFile", &Connection::responseKeyFile},
     {"responseKeyId", &Connection::responseKeyId},
     {"profileId", &Connection::profileId}}};
} // namespace

QJsonObject toJsonObject(const SandboxCybersourceConnection &connection)
{
    QJsonObject object;
    for (const auto &[name, member] : members)
        object.insert(QLatin1StringView(name), connection.*member);
    return object;
}

SandboxCybersourceConnection sandboxCybersourceConnectionFrom(const QJsonObject &object)
{
    SandboxCybersourceConnection connection;
    for (const auto &[name, member] : members)
        connection.*member = object.value(QLatin1StringView(name)).toString();
    return connection;
}

SandboxCybersourceEntries sandboxCybersourceEntries(const SandboxCybersourceConnection &connection,
                                                    const QString &caFile)
{
    return {.values = {{u"server"_s, u"other"_s},
                       {u"baseUrl"_s, connection.baseUrl},
                       {u"testEnvironment"_s, u"yes"_s},
                       {u"caFile"_s, caFile},
                       {u"merchantId"_s, connection.merchantId},
                       {u"authentication"_s, u"jwt-p12"_s},
                       {u"p12File"_s, connection.p12File},
                       {u"keyAlias"_s, connection.p12Alias},
                       {u"requestEncryption"_s, u"yes"_s},
                       {u"responseEncryption"_s, u"yes"_s},
                       {u"decryptionKeyFile"_s, connection.responseKeyFile},
                       {u"decryptionKeyId"_s, connection.responseKeyId},
                       {u"profileId"_s, connection.profileId},
                       {u"credentialsVersion"_s, u"v3"_s},
                       {u"deleteForm"_s, u"post"_s},
                       {u"cardArt"_s, u"yes"_s}},
            .secrets = {{u"p12Passphrase"_s, connection.p12Password}}};
}

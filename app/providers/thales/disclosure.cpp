// SPDX-License-Identifier: Apache-2.0
#include "app/providers/thales/disclosure.h"

#include "app/core/secretmembers.h"
#include "app/crypto/jwe.h"
#include "app/providers/thales/names.h"
#include "app/providers/thales/text.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace thales {
namespace {
struct KnownMember {
    QString path;
    QString label;
};

QList<KnownMember> knownMembers()
{
    return {{u"name"_s, Text::tr("Name")},
            {u"address.line1"_s, Text::tr("Address, line 1")},
            {u"address.line2"_s, Text::tr("Address, line 2")},
            {u"address.postalCode"_s, Text::tr("Postal code")},
            {u"address.city"_s, Text::tr("City")},
            {u"address.countrySubdivision"_s, Text::tr("Region")},
            {u"address.country"_s, Text::tr("Country")},
            {u"email"_s, Text::tr("E-mail")},
            {u"phoneNumber"_s, Text::tr("Phone number")},
            {u"personalId"_s, Text::tr("Personal id")}};
}

// Takes the value of the member out of the list. As in QJsonDocument, the last of several with one name counts.
SecretBytes taken(std::vector<SecretMember> &members, const QString &path)
{
    SecretBytes value;
    for (SecretMember &member : members) {
        if (member.path == path)
            value = std::move(member.value);
    }
    std::erase_if(members, [&](const SecretMember &member) { return member.path == path; });
    return value;
}

void append(Disclosure &disclosure, const QString &label, SecretBytes value)
{
    if (!value.isEmpty())
        disclosure.items.append({label, std::make_shared<const SecretBytes>(std::move(value))});
}

QString whyNotOpened(const QString &encryptedData, const KeyRing &keys, const Error &error)
{
    const Result<JweHeader> header = parseJwe(encryptedData.toLatin1());
    if (!header)
        return Text::tr("The issuer sent data about the customer, but it is not a well-formed JWE: %1.")
            .arg(header.error().detail);
    if (keys.keys().isEmpty()) {
        return Text::tr("The issuer sent data about the customer, encrypted for the key “%1”. This connection has no "
                        "decryption key: add it in the connection’s settings.")
            .arg(header->kid);
    }
    if (!header->kid.isEmpty() && !keys.find(header->kid)) {
        return Text::tr("The issuer sent data about the customer, encrypted for the key “%1”, which is not this "
                        "connection’s decryption key.")
            .arg(header->kid);
    }
    return Text::tr("The issuer sent data about the customer, encrypted for the key “%1”, but this connection’s key of "
                    "that id does not open it: %2.")
        .arg(header->kid, error.detail);
}
} // namespace

Result<std::shared_ptr<const Disclosure>> issuerDisclosure(const SecretBytes &plaintext)
{
    Result<std::vector<SecretMember>> members = readSecretJsonObject(plaintext);
    if (!members)
        return Failure(members.error());
    auto disclosure = std::make_shared<Disclosure>();
    disclosure->title = Text::tr("Customer’s data from the issuer");
    for (const auto &[path, label] : knownMembers())
        append(*disclosure, label, taken(*members, path));
    while (!members->empty()) {
        const QString path = members->front().path;
        append(*disclosure, path, taken(*members, path));
    }
    return disclosure;
}

IssuerData openIssuerData(const QString &encryptedData, const KeyRing &keys)
{
    if (encryptedData.isEmpty())
        return {};
    if (encryptedData.size() > longestEncryptedData)
        return {.problem =
                    Text::tr("The issuer sent data about the customer, but it is longer than the %1 characters that "
                             "Thales allows.")
                        .arg(longestEncryptedData)};
    const Result<std::shared_ptr<const SecretBytes>> plaintext = decryptJwe(encryptedData.toLatin1(), keys);
    if (!plaintext)
        return {.problem = whyNotOpened(encryptedData, keys, plaintext.error())};
    const Result<std::shared_ptr<const Disclosure>> disclosure = issuerDisclosure(**plaintext);
    if (!disclosure)
        return {.problem =
                    Text::tr("The issuer sent data about the customer, but what it decrypts to is not a JSON object.")};
    return {.disclosure = *disclosure};
}

} // namespace thales

// SPDX-License-Identifier: Apache-2.0
#include "app/providers/thales/createrequest.h"

#include "app/core/secretmembers.h"
#include "app/crypto/jwe.h"
#include "app/domain/formcheck.h"
#include "app/providers/thales/names.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace thales {
namespace {
constexpr std::array createOperations{
    CreateOperation{.id = operation::createToken, .path = "/tokens"_L1},
    CreateOperation{.id = operation::createAsyncToken, .path = "/async-tokens"_L1, .successStatus = 202},
    CreateOperation{.id = operation::createPciToken, .path = "/pci-tokens"_L1},
    CreateOperation{.id = operation::createPushToken, .path = "/push-tokens"_L1},
};

// In the order of the API's own examples.
constexpr std::array encryptedMembers{member::fpan, member::exp,       member::token, member::name,
                                      member::cvv,  member::accountId, member::email};

//! The values that count: of fields that the form has and shows.
class Given
{
public:
    Given(const Form &form, const FormValues &values) : m_form(form), m_values(values) {}

    [[nodiscard]] bool has(const QString &key) const
    {
        const FormField *field = m_form.field(key);
        return field && m_values.has(key) && isShown(*field, m_form, m_values);
    }
    [[nodiscard]] QString plain(const QString &key) const { return has(key) ? m_values.value(key) : QString(); }
    [[nodiscard]] bool isSecret(const QString &key) const { return m_form.field(key)->isSecret(); }
    [[nodiscard]] const SecretBytes &secret(const QString &key) const { return m_values.secret(key); }

private:
    const Form &m_form;
    const FormValues &m_values;
};

QJsonObject objectOf(const Given &given, QLatin1StringView path)
{
    const QString value = given.plain(path);
    const auto key = path.sliced(path.indexOf(u'.') + 1);
    return value.isEmpty() ? QJsonObject() : QJsonObject{{QString(key), value}};
}

QJsonObject deviceOf(const Given &given)
{
    QJsonObject device = objectOf(given, member::ipAddress);
    const QJsonObject location = objectOf(given, member::location);
    for (auto it = location.begin(); it != location.end(); ++it)
        device.insert(it.key(), it.value());
    return device;
}

void insertUnlessEmpty(QJsonObject &body, QLatin1StringView key, const QString &value)
{
    if (!value.isEmpty())
        body.insert(key, value);
}

void insertUnlessEmpty(QJsonObject &body, QLatin1StringView key, const QJsonObject &value)
{
    if (!value.isEmpty())
        body.insert(key, value);
}

QJsonObject clearMembers(const Given &given, const QString &merchantId)
{
    QJsonObject body{{QString(member::merchantId), merchantId}};
    insertUnlessEmpty(body, member::source, given.plain(member::source));
    insertUnlessEmpty(body, member::language, given.plain(member::language));
    insertUnlessEmpty(body, member::country, given.plain(member::country));
    insertUnlessEmpty(body, member::scheme, given.plain(member::scheme));
    // Pasted text brings line ends along; an opaque payload neither begins nor ends with white space.
    insertUnlessEmpty(body, member::pushPayload, given.plain(member::pushPayload).trimmed());
    insertUnlessEmpty(body, "device"_L1, deviceOf(given));
    if (given.has(member::accountScore))
        body.insert("risk"_L1, QJsonObject{{u"accountScore"_s, given.plain(member::accountScore).toInt()}});
    return body;
}

Error tooLong(qsizetype length)
{
    return {
        .kind = Error::Kind::Configuration,
        .detail =
            u"the encrypted data is %1 characters long, more than the %2 that Thales takes; its key id may be too long"_s
                .arg(length)
                .arg(longestEncryptedData),
        .field = setting::encryptionKeyId};
}
} // namespace

const CreateOperation *createOperation(const QString &formId)
{
    const auto found = std::ranges::find(createOperations, formId, &CreateOperation::id);
    return found == createOperations.end() ? nullptr : &*found;
}

SecretBytes plaintextOf(const Form &form, const FormValues &values)
{
    const Given given(form, values);
    const SecretBytes expiry = SecretBytes::fromText(given.plain(member::exp));
    std::vector<SecretMemberView> members;
    for (const QLatin1StringView key : encryptedMembers) {
        if (given.has(key))
            members.emplace_back(key, given.isSecret(key) ? given.secret(key).bytes() : expiry.bytes());
    }
    return members.empty() ? SecretBytes() : secretJsonObject(members);
}

Result<QByteArray> createBody(const Form &form, const FormValues &values, const QString &merchantId,
                              const Key &recipient)
{
    QJsonObject body = clearMembers(Given(form, values), merchantId);
    const SecretBytes plaintext = plaintextOf(form, values);
    if (!plaintext.isEmpty()) {
        const Result<QByteArray> jwe = encryptJwe(plaintext, recipient);
        if (!jwe)
            return Failure(jwe.error());
        if (jwe->size() > longestEncryptedData)
            return Failure(tooLong(jwe->size()));
        body.insert(member::encryptedData, QString::fromLatin1(*jwe));
    }
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

QString createSummary(const CreateOperation &operation, const Form &form, const FormValues &values)
{
    const Given given(form, values);
    const Scheme scheme = schemeIn(form, values);
    QStringList said;
    if (scheme != Scheme::Unknown)
        said << u"scheme "_s + schemeName(scheme);
    for (const QLatin1StringView key : {member::scheme, member::source, member::country, member::language}) {
        if (given.has(key))
            said << QString(key) + u' ' + given.plain(key);
    }
    QStringList present;
    for (const FormField &field : form.fields) {
        const bool isSaid = field.key == member::scheme || field.key == member::source ||
                            field.key == member::country || field.key == member::language;
        if (!isSaid && given.has(field.key))
            present << field.key;
    }
    return u"POST "_s + operation.path + (said.isEmpty() ? u""_s : u": "_s + said.join(u", "_s)) +
           (present.isEmpty() ? u""_s : u"; given: "_s + present.join(u", "_s));
}

} // namespace thales

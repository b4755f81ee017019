// SPDX-License-Identifier: Apache-2.0
#include "tests/providers/thales/thalesfixture.h"

#include "app/crypto/jwe.h"
#include "app/domain/formcheck.h"
#include "app/providers/thales/createforms.h"
#include "tests/support/testcards.h"

#include <QFile>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace fixture {
namespace {
const QDate today(2026, 2, 11);

QMap<QString, QString> messages(const Form &form, const QMap<QString, QString> &texts, FieldProblem::Severity severity)
{
    QMap<QString, QString> found;
    for (const FieldProblem &problem : check(form, values(form, texts), today)) {
        if (problem.severity == severity)
            found.insert(problem.key, problem.message);
    }
    return found;
}
} // namespace

QString path(const QString &file)
{
    return QStringLiteral(TEST_DATA_DIR "/thales/") + file;
}

QByteArray data(const QString &file)
{
    QFile opened(path(file));
    if (!opened.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(opened.fileName()));
    return opened.readAll();
}

QJsonObject json(const QString &file)
{
    return QJsonDocument::fromJson(data(file)).object();
}

Key privateKey(const QString &file, const QString &id)
{
    const Result<Key> key = readKey(data(file), id);
    if (!key)
        qFatal("cannot read the key %s: %s", qPrintable(file), qPrintable(key.error().detail));
    return *key;
}

Key thalesPublicKey()
{
    return privateKey(u"keys/encryption.pem"_s, QString::fromLatin1(thalesKeyId));
}

KeyRing thalesKeys()
{
    KeyRing keys;
    keys.add(privateKey(u"keys/encryption.key"_s, QString::fromLatin1(thalesKeyId)));
    return keys;
}

KeyRing merchantKeys()
{
    KeyRing keys;
    keys.add(privateKey(u"keys/merchant.key"_s, QString::fromLatin1(merchantKeyId)));
    return keys;
}

ThalesProvider::Keys providerKeys()
{
    return {.encryption = thalesPublicKey(), .decryption = merchantKeys()};
}

QJsonObject decrypted(const QByteArray &body)
{
    const QString jwe = QJsonDocument::fromJson(body).object().value("encryptedData"_L1).toString();
    const auto plaintext = decryptJwe(jwe.toLatin1(), thalesKeys());
    if (!plaintext)
        qFatal("cannot decrypt: %s", qPrintable(plaintext.error().detail));
    return QJsonDocument::fromJson((*plaintext)->bytes().toByteArray()).object();
}

FormValues values(const Form &form, const QMap<QString, QString> &texts)
{
    FormValues given;
    for (auto it = texts.begin(); it != texts.end(); ++it) {
        const FormField *field = form.field(it.key());
        if (field && field->isSecret())
            given.setSecret(it.key(), SecretBytes::fromText(it.value()));
        else
            given.set(it.key(), it.value());
    }
    return given;
}

QMap<QString, QString> minimalTexts(const QString &formId)
{
    const QMap<QString, QString> card{{u"fpan"_s, QString::fromLatin1(TestCards::visa)}, {u"exp"_s, u"1231"_s}};
    QMap<QString, QString> texts{{u"country"_s, u"FR"_s}, {u"language"_s, u"en"_s}};
    if (formId == u"createPciToken"_s)
        return card;
    if (formId == u"createPushToken"_s) {
        texts.insert({{u"scheme"_s, u"VISA"_s},
                      {u"pushProvisioningPayload"_s, u"opaque-payload-from-issuer"_s},
                      {u"device.ipAddress"_s, u"192.0.2.17"_s}});
        return texts;
    }
    texts.insert(card);
    texts.insert(u"source"_s, formId == u"createToken"_s ? u"MANUAL"_s : u"CARD_ON_FILE"_s);
    return texts;
}

QMap<QString, QString> fullTexts(const QString &formId)
{
    QMap<QString, QString> texts = minimalTexts(formId);
    if (formId == u"createPciToken"_s)
        return texts;
    texts.insert({{u"email"_s, u"john@doe.com"_s},
                  {u"accountId"_s, u"johndoe"_s},
                  {u"risk.accountScore"_s, u"4"_s},
                  {u"device.ipAddress"_s, u"192.0.2.17"_s},
                  {u"device.location"_s, u"47.0880,2.3635"_s}});
    if (formId != u"createPushToken"_s)
        texts.insert({{u"name"_s, u"JOHN DOE"_s}, {u"cvv"_s, u"123"_s}});
    return texts;
}

Form form(const QString &formId, bool visaVces)
{
    for (const Form &candidate : thales::createForms(visaVces)) {
        if (candidate.id == formId)
            return candidate;
    }
    qFatal("no form %s", qPrintable(formId));
}

QMap<QString, QString> errors(const Form &form, const QMap<QString, QString> &texts)
{
    return messages(form, texts, FieldProblem::Severity::Error);
}

QMap<QString, QString> warnings(const Form &form, const QMap<QString, QString> &texts)
{
    return messages(form, texts, FieldProblem::Severity::Warning);
}

} // namespace fixture

// SPDX-License-Identifier: Apache-2.0
#include "tests/providers/cybersource/cybersourcefixture.h"

#include <QFile>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace cybersourcefixture {

QByteArray data(const QString &file)
{
    QFile opened(QStringLiteral(TEST_DATA_DIR "/cybersource/") + file);
    if (!opened.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(opened.fileName()));
    return opened.readAll();
}

QJsonObject json(const QByteArray &text)
{
    return QJsonDocument::fromJson(text).object();
}

std::shared_ptr<const SecretBytes> secret(QByteArrayView text)
{
    return std::make_shared<const SecretBytes>(SecretBytes::copyOf(text));
}

cybersource::Connection connection()
{
    cybersource::Connection made;
    made.identity.way = cybersource::Identity::Way::JwtSecret;
    made.identity.merchantId = u"testmerchant_001"_s;
    made.identity.keyId = u"00000000-1111-4222-8333-444444444444"_s;
    made.identity.secret = secret(QByteArray::fromBase64("bWFkZS11cC1zZWNyZXQtb2YtMzItYnl0ZXMtMDAwMDA="));
    made.host = "apitest.cybersource.com";
    made.isTest = true;
    return made;
}

Subject::Subject(const cybersource::Connection &with)
    : clock(std::make_shared<FakeClock>()), provider(std::make_unique<CybersourceProvider>(with, transport, clock))
{
}

FormValues values(const Form &form, const QMap<QString, QString> &texts)
{
    FormValues given;
    for (const FormField &field : form.fields) {
        const QString text = texts.value(field.key, field.initialValue);
        if (field.isSecret())
            given.setSecret(field.key, SecretBytes::fromText(text));
        else
            given.set(field.key, text);
    }
    return given;
}

QMap<QString, QString> paymentTexts()
{
    return {{u"paymentInformation.card.number"_s, u"4111111111111111"_s},
            {u"paymentInformation.card.expiration"_s, u"1231"_s},
            {u"paymentInformation.card.securityCode"_s, u"123"_s},
            {u"orderInformation.amountDetails.totalAmount"_s, u"102.21"_s},
            {u"orderInformation.billTo.firstName"_s, u"John"_s},
            {u"orderInformation.billTo.lastName"_s, u"Doe"_s},
            {u"orderInformation.billTo.address1"_s, u"1 Market St"_s},
            {u"orderInformation.billTo.locality"_s, u"san francisco"_s},
            {u"orderInformation.billTo.administrativeArea"_s, u"CA"_s},
            {u"orderInformation.billTo.postalCode"_s, u"94105"_s},
            {u"orderInformation.billTo.country"_s, u"US"_s},
            {u"orderInformation.billTo.phoneNumber"_s, u"4158880000"_s}};
}

QString everythingShown(const Token &token)
{
    QStringList texts{token.id.value, token.stateWord,  token.schemeWord, token.cardLastDigits,
                      token.par,      token.cardExpiry, token.issuerName, token.productName};
    for (const TokenField &field : token.fields)
        texts << field.label << field.value;
    for (const OtherState &state : token.otherStates)
        texts << state.label << state.word;
    for (const RelatedToken &related : token.related)
        texts << related.label << related.id.value;
    return texts.join(u'\n');
}

QString everythingShown(const MutationAnswer &answer)
{
    QStringList texts;
    if (answer.reading)
        texts << everythingShown(answer.reading->token);
    for (const TokenField &field : answer.extra)
        texts << field.label << field.value;
    for (const AnswerPart &part : answer.parts)
        texts << part.label << part.word << part.meaning << part.reference;
    for (const RelatedToken &other : answer.others)
        texts << other.label << other.id.value;
    for (const OfferedAction &action : answer.offered)
        texts << action.label << action.link << action.values.values();
    return texts.join(u'\n');
}

QString everythingShown(const Error &error)
{
    return QStringList{error.detail, error.code, error.providerDetail, error.correlationId, error.field}.join(u'\n');
}

} // namespace cybersourcefixture

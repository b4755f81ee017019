// SPDX-License-Identifier: Apache-2.0
#include "tests/providers/fiserv/fiservfixture.h"

#include "app/providers/fiserv/forms.h"

#include <QFile>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace fiservfixture {

QByteArray data(const QString &file)
{
    QFile opened(QStringLiteral(TEST_DATA_DIR "/fiserv/") + file);
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

fiserv::Signing signing()
{
    return {.apiKey = secret("TESTAPIKEY000000000000000000000A"), .secret = secret("made-up-api-secret")};
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

QMap<QString, QString> createTexts()
{
    return {{u"paymentCard.number"_s, u"4012000033330026"_s},
            {u"paymentCard.expiryDate"_s, u"1224"_s},
            {u"value"_s, u"123abc456def"_s},
            {u"reusable"_s, u"yes"_s},
            {u"declineDuplicates"_s, u"no"_s},
            {u"accountVerification"_s, u"no"_s},
            {u"additionalDetails.operatorId"_s, u"OPERATOR_ID_123XXX"_s},
            {u"additionalDetails.salesSystemId"_s, u"W-EU-H3866-FLS2"_s}};
}

UpdateRow row(const QString &token, const QString &number, const QMap<QString, QString> &more)
{
    QMap<QString, QString> texts{{u"paymentCard.number"_s, number},
                                 {u"paymentCard.expiryDate"_s, u"1226"_s},
                                 {u"reusable"_s, u"yes"_s},
                                 {u"declineDuplicates"_s, u"no"_s}};
    texts.insert(more);
    return {.token = {token}, .values = values(fiserv::updateRowForm(), texts)};
}

std::vector<UpdateRow> updateRows()
{
    std::vector<UpdateRow> rows;
    rows.push_back(row(u"1751905117310026"_s, u"5424180279791732"_s,
                       {{u"paymentCard.expiryDate"_s, u"0321"_s}, {u"paymentCard.securityCode"_s, u"977"_s}}));
    rows.push_back(row(u"9877hkhk68688888ffgh"_s, u"4773410012347324"_s, {{u"paymentCard.securityCode"_s, u"123"_s}}));
    return rows;
}

QString everythingShown(const Token &token)
{
    QStringList texts{token.id.value,   token.stateWord,  token.schemeWord, token.cardLastDigits,
                      token.cardExpiry, token.issuerName, token.productName};
    for (const TokenField &field : token.fields)
        texts << field.label << field.value;
    return texts.join(u'\n');
}

QString digitsOf(const QString &text)
{
    QString digits;
    for (const uint c : text.toUcs4()) {
        if (const int value = QChar::digitValue(c); value >= 0)
            digits += QChar(u'0' + value);
    }
    return digits;
}

} // namespace fiservfixture

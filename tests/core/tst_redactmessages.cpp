// SPDX-License-Identifier: Apache-2.0
#include "app/core/redact.h"

#include "tests/support/cardgenerator.h"

#include <QRegularExpression>
#include <QTest>
#include <QUrl>

#include <functional>

using namespace Qt::StringLiterals;

namespace {
constexpr quint32 seed = 20260212;

//! TOKENDESK_MESSAGES=1000000 asks for more, for a thorough run.
int messageCount()
{
    bool isNumber = false;
    const int asked = qEnvironmentVariableIntValue("TOKENDESK_MESSAGES", &isNumber);
    return isNumber && asked > 0 ? asked : 20'000;
}

QString pick(CardGenerator &random, const QStringList &from)
{
    return from.at(random.below(static_cast<int>(from.size())));
}

// ---- How a number is written

QString inGroups(const QString &digits, const QString &gap)
{
    const bool isAmex = digits.size() == 15;
    QStringList groups;
    for (qsizetype at = 0; at < digits.size();) {
        const qsizetype size = !isAmex ? 4 : at == 4 ? 6 : at == 0 ? 4 : 5;
        groups << digits.mid(at, size);
        at += size;
    }
    return groups.join(gap);
}

QString eachDigit(const QString &digits, const std::function<QString(int)> &written)
{
    QString text;
    for (const QChar digit : digits)
        text += written(digit.digitValue());
    return text;
}

QString spelled(CardGenerator &random, const QString &card)
{
    static const QStringList gaps{u" "_s,      u"-"_s,      u"."_s,       u"_"_s,      u"  "_s,     u" - "_s,
                                  u"%20"_s,    u"%2D"_s,    u"%2520"_s,   u"%C2%A0"_s, u"+"_s,      u"/"_s,
                                  u"\u00a0"_s, u"\u2009"_s, u"\u2011"_s,  u"\u200b"_s, u"\u00ad"_s, u"\t"_s,
                                  u"\n"_s,     u"\\t"_s,    u"\\u00a0"_s, u"&nbsp;"_s, u"&#160;"_s, u"&#xA0;"_s};
    const auto inAlphabet = [](char16_t zero) { return [zero](int value) { return QString(QChar(zero + value)); }; };
    switch (random.below(12)) {
    case 0:
    case 1:
    case 2:
        return card;
    case 3:
    case 4:
        return inGroups(card, pick(random, gaps));
    case 5:
        return eachDigit(card, inAlphabet(u'\uff10'));
    case 6:
        return inGroups(eachDigit(card, inAlphabet(u'\uff10')), pick(random, {u" "_s, u"\u3000"_s, u"\uff0d"_s}));
    case 7:
        return eachDigit(card, [](int value) { return u"%EF%BC%"_s + QString::number(0x90 + value, 16).toUpper(); });
    case 8:
        return eachDigit(card, [](int value) { return u"\\uff1"_s + QString::number(value); });
    case 9:
        return eachDigit(card, [](int value) { return u"%3"_s + QString::number(value); });
    case 10:
        return eachDigit(card, [](int value) { return u"&#"_s + QString::number(48 + value) + u';'; });
    default:
        return eachDigit(card, inAlphabet(random.below(2) ? u'\u0660' : u'\u0966'));
    }
}

// ---- What stands around it

QString vendorText(CardGenerator &random, const QString &card, const QString &number)
{
    return pick(random, {u"HOSTED_DATA_ID"_s, u"HOSTED_DATA_ID "_s, u"HOSTED-DATA-ID:"_s, u"HostedDataID="_s,
                         u"hostedDataId"_s, u"ID"_s, u"id_"_s, u"PAN"_s, u"\u7de8\u865f"_s}) +
           number + u". Invalid credit card number: CreditCard [cardNumber="_s + card.left(7) + u"..."_s +
           card.right(4) + u", expirationMonth=12, expirationYear=20"_s + QString::number(20 + random.below(20));
}

QString wireText(CardGenerator &random, const QString &number)
{
    switch (random.below(9)) {
    case 0:
        return u"{\"paymentCard\":{\"number\":\""_s + number + u"\",\"securityCode\":\"977\"}}"_s;
    case 1:
        return u"{\"errors\":{\"details\":[{\"message\":\"HOSTED_DATA_ID"_s + number + u". Invalid\"}]}}"_s;
    case 2:
        return u"\\\"number\\\":\\\""_s + number + u"\\\""_s;
    case 3:
        return u"https://cert.api.firstdata.com/gateway/v2/payment-tokens/"_s + number + u"?storeId=12022224444"_s;
    case 4:
        return u"/payment-tokens?hostedDataId="_s + number + u"&storeId=12022224444"_s;
    case 5:
        return u"<v1:CardNumber>"_s + number + u"</v1:CardNumber><v1:ExpMonth>12</v1:ExpMonth>"_s;
    case 6:
        return u"CreditCard [cardNumber="_s + number + u", expirationMonth=12, expirationYear=2026"_s;
    case 7:
        return u"2026-02-11T09:08:24.479Z WARN "_s + random.uuid() + u" card"_s + number + u"declined"_s;
    default:
        return u"a;b;\""_s + number + u"\";12/29;"_s + random.hex(8);
    }
}

QString plantedMessage(CardGenerator &random, const QString &card)
{
    const QString number = spelled(random, card);
    return random.below(2) ? vendorText(random, card, number) : wireText(random, number);
}

// ---- What someone could still read out of a text

QString unescaped(const QString &text)
{
    static const QRegularExpression escape(u"\\\\u([0-9a-fA-F]{4})|&#([0-9]{1,6});|&#x([0-9a-fA-F]{1,5});"_s);
    QString result;
    qsizetype at = 0;
    for (auto matches = escape.globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        const char32_t code = match.hasCaptured(2) ? match.captured(2).toUInt()
                                                   : (match.captured(1) + match.captured(3)).toUInt(nullptr, 16);
        result += text.mid(at, match.capturedStart() - at) + QString::fromUcs4(&code, 1);
        at = match.capturedEnd();
    }
    return result + text.mid(at);
}

//! The digits of a text after every decoding that a reader might try; a mask stays one.
QString readable(const QString &text)
{
    QString decoded = text;
    for (int i = 0; i < 3; ++i)
        decoded = unescaped(QUrl::fromPercentEncoding(decoded.toUtf8()));
    QString digits;
    for (const uint c : decoded.toUcs4()) {
        if (const int value = QChar::digitValue(c); value >= 0)
            digits += QChar(u'0' + value);
        else if (c == U'*')
            digits += u'*';
    }
    return digits;
}

QString numberThatFailsLuhn(CardGenerator &random)
{
    QString number = random.cardNumber(pick(random, {u"4"_s, u"51"_s, u"55"_s, u"2221"_s, u"6011"_s, u"3530"_s}), 16);
    number.back() = QChar(u'0' + (number.back().digitValue() + 1 + random.below(8)) % 10);
    return number;
}

// ---- Identifiers and times as this vendor writes them

QString timeText(CardGenerator &random)
{
    return QString::number(1'400'000'000'000 + qint64(random.below(590'000'000)) * 1'000 + random.below(1'000));
}

QString base64Url(CardGenerator &random, int length)
{
    static const QString alphabet = u"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"_s;
    QString text;
    for (int i = 0; i < length; ++i)
        text += alphabet.at(random.below(64));
    return text;
}

QString alphanumeric(CardGenerator &random, int length)
{
    static const QString alphabet = u"abcdefghijklmnopqrstuvwxyz0123456789"_s;
    QString text;
    for (int i = 0; i < length; ++i)
        text += alphabet.at(random.below(36));
    return text;
}

const QList<std::pair<const char *, std::function<QString(CardGenerator &)>>> &identifiers()
{
    static const QList<std::pair<const char *, std::function<QString(CardGenerator &)>>> all{
        {"clientRequestId", [](CardGenerator &r) { return r.uuid(); }},
        {"apiTraceId", [](CardGenerator &r) { return base64Url(r, 27); }},
        {"requestTime", timeText},
        {"orderId", [](CardGenerator &r) { return u"R-"_s + r.uuid(); }},
        {"token of the gateway", [](CardGenerator &r) { return r.uuid().toUpper(); }},
        {"token of time and last digits", [](CardGenerator &r) { return timeText(r).left(12) + r.digits(4); }},
        {"token of letters and digits", [](CardGenerator &r) { return alphanumeric(r, 20); }},
        {"ipgTransactionId", [](CardGenerator &r) { return u"8"_s + r.digits(11); }},
        {"merchantTransactionId", [](CardGenerator &r) { return u"lsk"_s + r.digits(5) + u"djljff3"_s; }},
        {"storeId", [](CardGenerator &r) { return u"120"_s + r.digits(8); }},
        {"masked card", [](CardGenerator &r) { return u"cardNumber="_s + r.digits(7) + u"..."_s + r.digits(4); }},
        {"signature", [](CardGenerator &r) { return base64Url(r, 43) + u'='; }},
    };
    return all;
}

QString vendorAnswer(CardGenerator &random)
{
    const auto value = [&random](int i) { return identifiers().at(i).second(random); };
    return u"{\"clientRequestId\":\"%1\",\"apiTraceId\":\"%2\",\"requestTime\":%3,\"orderId\":\"%4\","
           "\"paymentToken\":{\"value\":\"%5\",\"last4\":\"%6\"},\"merchantTransactionId\":\"%7\"}"_s.arg(
               value(0), value(1), value(2), value(3), value(4 + random.below(3)), random.digits(4), value(8));
}
} // namespace

//! Messages as this vendor's service writes them, with a card number planted in each.
class TestRedactMessages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plantedCardNumbers_noneSurvives();
    void plantedNumbersThatFailLuhn_noneSurvives();
    void identifiers_areChangedThisOften_data();
    void identifiers_areChangedThisOften();
    void answersWithoutACard_areChangedThisOften();
    void entities_areReadOnlyWhereTheyAreOnes();
};

void TestRedactMessages::plantedCardNumbers_noneSurvives()
{
    CardGenerator random(seed);
    int planted = 0;
    for (int i = 0; i < messageCount(); ++i, ++planted) {
        const QString card = random.anyCardNumber();
        const QString text = plantedMessage(random, card);
        QVERIFY2(readable(text).contains(card), qPrintable(text));
        const QString result = redacted(text);
        QVERIFY2(!readable(result).contains(card), qPrintable(text + u"\n-> "_s + result));
    }
    qInfo("%d messages, none with its card number left", planted);
}

void TestRedactMessages::plantedNumbersThatFailLuhn_noneSurvives()
{
    CardGenerator random(seed + 1);
    for (int i = 0; i < messageCount(); ++i) {
        const QString card = numberThatFailsLuhn(random);
        const QString text = plantedMessage(random, card);
        const QString result = redacted(text);
        QVERIFY2(!readable(result).contains(card), qPrintable(text + u"\n-> "_s + result));
    }
}

void TestRedactMessages::identifiers_areChangedThisOften_data()
{
    QTest::addColumn<int>("index");
    QTest::addColumn<double>("atMost");
    for (int i = 0; i < identifiers().size(); ++i) {
        // Twelve digits in a row are rare among letters; those that are there may look like a card.
        const bool isMixed = i == 1 || i == 6 || i == 11;
        QTest::newRow(identifiers().at(i).first) << i << (isMixed ? 0.0002 : 0.0);
    }
}

void TestRedactMessages::identifiers_areChangedThisOften()
{
    QFETCH(const int, index);
    QFETCH(const double, atMost);
    CardGenerator random(seed + 2);
    int changed = 0;
    for (int i = 0; i < messageCount(); ++i) {
        const QString text = identifiers().at(index).second(random);
        changed += redacted(text) == text ? 0 : 1;
    }
    const double share = static_cast<double>(changed) / messageCount();
    QVERIFY2(share <= atMost, qPrintable(QString::number(share)));
}

// Stated share of false alarms: at most one answer in five thousand.
void TestRedactMessages::answersWithoutACard_areChangedThisOften()
{
    CardGenerator random(seed + 3);
    int changed = 0;
    for (int i = 0; i < messageCount(); ++i) {
        const QString text = vendorAnswer(random);
        changed += redacted(text) == text ? 0 : 1;
    }
    const double share = static_cast<double>(changed) / messageCount();
    qInfo("%d of %d answers changed", changed, messageCount());
    QVERIFY2(share <= 0.0002, qPrintable(QString::number(share)));
}

void TestRedactMessages::entities_areReadOnlyWhereTheyAreOnes()
{
    QCOMPARE(redacted(u"&#4773410012347324;"_s), u"&#477341******7324;"_s);
    QCOMPARE(redacted(u"4773&nbsp;4100&nbsp;1234&nbsp;7324"_s), u"4773&nbsp;41**&nbsp;****&nbsp;7324"_s);
    QCOMPARE(redacted(u"100%371449635398431"_s), u"100%371449*****8431"_s);
    QCOMPARE(redacted(u"%34%37%37%33410012347324"_s), u"%34%37%37%3341******7324"_s);
    for (const QString &text :
         {u"a & b"_s, u"&"_s, u"&#"_s, u"&#;"_s, u"&nbsp"_s, u"&#99999999;"_s, u"%3"_s, u"%EF%BC"_s})
        QCOMPARE(redacted(text), text);
}

QTEST_APPLESS_MAIN(TestRedactMessages)
#include "tst_redactmessages.moc"

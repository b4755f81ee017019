// SPDX-License-Identifier: Apache-2.0
#include "app/domain/fieldvalue.h"

#include "tests/support/testcards.h"

#include <QHostAddress>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using Kind = FormField::Kind;
using Severity = FieldProblem::Severity;

namespace {
const QDate today(2026, 2, 11);

FormField field(Kind kind)
{
    FormField made;
    made.key = u"key"_s;
    made.label = u"Label"_s;
    made.kind = kind;
    made.choices = {{u"MANUAL"_s, u"Typed"_s}, {u"CARD_ON_FILE"_s, u"On file"_s}};
    return made;
}

//! "" when nothing is wrong, else the severity and the message.
QString said(const std::optional<ValueProblem> &problem)
{
    if (!problem)
        return {};
    return (problem->severity == Severity::Warning ? u"warning: "_s : u"error: "_s) + problem->message;
}

QString plain(const FormField &of, const QString &value)
{
    return said(plainValueProblem(of, value, today));
}

QString secret(const FormField &of, const QString &value, Scheme scheme = Scheme::Unknown)
{
    return said(secretValueProblem(of, SecretBytes::fromText(value), scheme));
}

struct Row {
    Kind kind;
    const char16_t *value;
    const char16_t *expected;
};

constexpr auto mmyy = u"error: Use MM/YY, such as 09/28.";
constexpr auto ip = u"error: Use an IP address, such as 192.0.2.10 or 2001:db8::1.";
constexpr auto ipv4 = u"error: Use four numbers from 0 to 255 with dots between them, such as 192.0.2.10.";
constexpr auto location = u"error: Use latitude,longitude with four decimals each, such as 47.0880,2.3635.";
constexpr auto country = u"error: Use a country's two letters in capitals, such as FR.";
constexpr auto language = u"error: Use a language's two letters in lower case, such as en.";
constexpr auto choice = u"error: Choose one of the values in the list.";
constexpr auto url = u"error: Use an address that begins with https://, such as https://api.example.com.";

const QList<Row> plainRows{
    {Kind::Text, u"anything: \u4e2d", u""},
    {Kind::Text, u"two\nlines", u"error: Write this on one line."},
    {Kind::Multiline, u"two\nlines", u""},

    {Kind::CardExpiry, u"0928", u""},
    {Kind::CardExpiry, u"0226", u""}, // valid through the last day of its month
    {Kind::CardExpiry, u"0126", u"error: This card expired in 01/26."},
    {Kind::CardExpiry, u"0822", u"error: This card expired in 08/22."},
    {Kind::CardExpiry, u"0246", u""},
    {Kind::CardExpiry, u"0346", u"warning: This is more than 20 years away: check the year."},
    {Kind::CardExpiry, u"1328", mmyy},
    {Kind::CardExpiry, u"0028", mmyy},
    {Kind::CardExpiry, u"09/28", mmyy},
    {Kind::CardExpiry, u"928", mmyy},
    {Kind::CardExpiry, u"\u0660\u0669\u0662\u0668", mmyy},

    {Kind::Country, u"FR", u""},
    {Kind::Country, u"fr", country},
    {Kind::Country, u"XX", country},
    {Kind::Country, u"FRA", country},
    {Kind::Language, u"en", u""},
    {Kind::Language, u"EN", language},
    {Kind::Language, u"xx", language},

    {Kind::Ipv4Address, u"192.0.2.10", u""},
    {Kind::Ipv4Address, u"255.255.255.255", u""},
    {Kind::Ipv4Address, u"0.0.0.0", u""},
    {Kind::Ipv4Address, u"192.0.2.256", ipv4},
    {Kind::Ipv4Address, u"192.0.2.01", ipv4},
    {Kind::Ipv4Address, u"192.0.2", ipv4},
    {Kind::Ipv4Address, u"192.0.2.1.", ipv4},
    {Kind::Ipv4Address, u"192.0.2.1.1", ipv4},
    {Kind::Ipv4Address, u"192.0.2.1\n", ipv4},
    {Kind::Ipv4Address, u" 192.0.2.1", ipv4},
    {Kind::Ipv4Address, u"192.0.2.\u0661", ipv4},
    {Kind::Ipv4Address, u"0x7f.0.0.1", ipv4},
    {Kind::Ipv4Address, u"2001:db8::1", ipv4},
    {Kind::IpAddress, u"192.0.2.10", u""},
    {Kind::IpAddress, u"2001:db8::1", u""},
    {Kind::IpAddress, u"::", u""},
    {Kind::IpAddress, u"::ffff:192.0.2.10", u""},
    {Kind::IpAddress, u"2001:0DB8:0:0:0:0:0:1", u""},
    {Kind::IpAddress, u"fe80::1%eth0", ip},
    {Kind::IpAddress, u"[2001:db8::1]", ip},
    {Kind::IpAddress, u"2001:db8::1::2", ip},
    {Kind::IpAddress, u"2001:db8", ip},
    {Kind::IpAddress, u"12345::", ip},
    {Kind::IpAddress, u" ::1", ip},
    {Kind::IpAddress, u"192.0.2", ip},
    {Kind::IpAddress, u"3221225985", ip},
    {Kind::IpAddress, u"localhost", ip},

    {Kind::Location, u"47.0880,2.3635", u""},
    {Kind::Location, u"51.5306,-133.7224", u""},
    {Kind::Location, u"-10.0000,-111.0000", u""},
    {Kind::Location, u"90.0000,180.0000", u""},
    {Kind::Location, u"-90.0000,-180.0000", u""},
    {Kind::Location, u"0.0000,0.0000", u""},
    {Kind::Location, u"90.0001,0.0000", location},
    {Kind::Location, u"91.0000,0.0000", location},
    {Kind::Location, u"0.0000,180.0001", location},
    {Kind::Location, u"0.0000,190.0000", location},
    {Kind::Location, u"47.088,2.3635", location},
    {Kind::Location, u"47.08800,2.3635", location},
    {Kind::Location, u"+47.0880,2.3635", location},
    {Kind::Location, u"47.0880, 2.3635", location},
    {Kind::Location, u"47,0880;2,3635", location},
    {Kind::Location, u"47.0880", location},
    {Kind::Location, u"47.0880,2.3635\n", location},
    {Kind::Location, u"\u0664\u0667.0880,2.3635", location},

    {Kind::Choice, u"MANUAL", u""},
    {Kind::Choice, u"manual", choice},
    {Kind::Choice, u"TOKEN", choice},

    {Kind::Url, u"https://api.example.com", u""},
    {Kind::Url, u"https://api.example.com:8443/tsh-cof", u""},
    {Kind::Url, u"http://api.example.com", url},
    {Kind::Url, u"api.example.com", url},
    {Kind::Url, u"https://", url},
    {Kind::Url, u"https:///tsh-cof", url},
    {Kind::Url, u"https://api example.com", url},
    {Kind::Url, u"https://me:pw@api.example.com", u"error: Leave the user name and the password out of the address."},
};

constexpr auto digitsOnly = u"error: Use digits only: something else stands between them.";
constexpr auto checkDigit = u"warning: The check digit does not fit: look for a mistyped digit.";
constexpr auto email = u"error: Use an e-mail address, such as name@example.com.";

const QList<Row> secretRows{
    {Kind::CardNumber, u"4111111111111111", u""},
    {Kind::CardNumber, u"378282246310005", u""},
    {Kind::CardNumber, u"5123456789012345", checkDigit},
    {Kind::CardNumber, u"411111111111111", u"error: A Visa number has 13, 16 or 19 digits; this has 15."},
    {Kind::CardNumber, u"51234567890123456", u"error: A Mastercard number has 16 digits; this has 17."},
    {Kind::CardNumber, u"3782822463100050", u"error: An American Express number has 15 digits; this has 16."},
    {Kind::CardNumber, u"636297000045701", u"error: An Elo number has 16 digits; this has 15."},
    {Kind::CardNumber, u"601111111111111", u"error: A Discover number has 16 to 19 digits; this has 15."},
    {Kind::CardNumber, u"99999999999", u"error: A card number has 12 to 19 digits; this has 11."},
    {Kind::CardNumber, u"99999999999999999999", u"error: A card number has 12 to 19 digits; this has 20."},
    {Kind::CardNumber, u"4111 1111 1111 1111", digitsOnly},
    {Kind::CardNumber, u"\uff14111111111111111", digitsOnly},

    {Kind::SecurityCode, u"123", u""},
    {Kind::SecurityCode, u"1234", u""},
    {Kind::SecurityCode, u"12", u"error: A security code has 3 or 4 digits; this has 2."},
    {Kind::SecurityCode, u"12345", u"error: A security code has 3 or 4 digits; this has 5."},
    {Kind::SecurityCode, u"12a", u"error: Use digits only, such as the three on the back of the card."},

    {Kind::PersonName, u"JANE MILLER", u""},
    {Kind::PersonName, u"Zo\u00eb O'Neil-\u00c7elik 3rd", u""},
    {Kind::PersonName, u"\u738b\u5c0f\u660e", u""},
    {Kind::PersonName, u"JANE\tMILLER", u"error: Write the name on one line, without tabs."},
    {Kind::PersonName, u"JANE 4111111111111111",
     u"error: Write the name as it stands on the card: this has a number in it."},

    {Kind::Email, u"name@example.com", u""},
    {Kind::Email, u"first.last+tag@sub.example.co.uk", u""},
    {Kind::Email, u"zo\u00eb@\u4f8b\u3048.jp", u""},
    {Kind::Email, u"o'neil_{}|~@example.com", u""},
    {Kind::Email, u"name", email},
    {Kind::Email, u"@example.com", email},
    {Kind::Email, u"name@", email},
    {Kind::Email, u"name@example", email},
    {Kind::Email, u"name@@example.com", email},
    {Kind::Email, u"na me@example.com", email},
    {Kind::Email, u"name@exa mple.com", email},
    {Kind::Email, u".name@example.com", email},
    {Kind::Email, u"na..me@example.com", email},
    {Kind::Email, u"name@example..com", email},
    {Kind::Email, u"name@-example.com", email},
    {Kind::Email, u"name@example.com.", email},
    {Kind::Email, u"Name <name@example.com>", email},
    {Kind::Email, u"name@example.com\r\nBcc: x@example.com", email},
    {Kind::Email, u"a@b.c,d@e.f", email},

    {Kind::AccountId, u"customer-17", u""},
    {Kind::AccountId, u"customer\n17", u"error: Leave out line breaks and tabs."},
    {Kind::Secret, u"c03f88fe-01ba-11e8-ba89-0ed5f89f718b", u""},
    {Kind::Secret, u"key\n", u"error: Leave out line breaks and tabs."},
};

void addRows(const QList<Row> &rows)
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("expected");
    for (const Row &row : rows) {
        const QString value = QString::fromUtf16(row.value);
        QTest::addRow("%d: %s", static_cast<int>(row.kind), qPrintable(QString(value).replace(u'\n', u' ')))
            << static_cast<int>(row.kind) << value << QString::fromUtf16(row.expected);
    }
}
} // namespace

class TestFieldValue : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void plainValue_isChecked_data();
    void plainValue_isChecked();
    void secretValue_isChecked_data();
    void secretValue_isChecked();
    void expiry_lastsThroughTheLastDayOfItsMonth();
    void expiry_thatMayBeOver_isAWarning();
    void securityCode_fitsTheScheme();
    void length_isLimitedInCharacters();
    void pattern_mustMatchTheWholeValue();
    void pattern_ofASecret_isCheckedToo();
    void email_partsAreLimited();
    void ipv4_agreesWithQtOnStrictAddresses();
    void file_mustBeThereAndReadable();
    void messages_neverQuoteASecret();
};

void TestFieldValue::plainValue_isChecked_data()
{
    addRows(plainRows);
}

void TestFieldValue::plainValue_isChecked()
{
    QFETCH(const int, kind);
    QFETCH(const QString, value);
    QFETCH(const QString, expected);
    QCOMPARE(plain(field(static_cast<Kind>(kind)), value), expected);
}

void TestFieldValue::secretValue_isChecked_data()
{
    addRows(secretRows);
}

void TestFieldValue::secretValue_isChecked()
{
    QFETCH(const int, kind);
    QFETCH(const QString, value);
    QFETCH(const QString, expected);
    QCOMPARE(secret(field(static_cast<Kind>(kind)), value), expected);
}

void TestFieldValue::expiry_lastsThroughTheLastDayOfItsMonth()
{
    const FormField expiry = field(Kind::CardExpiry);
    QVERIFY(!plainValueProblem(expiry, u"0928"_s, QDate(2028, 9, 30)));
    QVERIFY(plainValueProblem(expiry, u"0928"_s, QDate(2028, 10, 1)));
    QVERIFY(!plainValueProblem(expiry, u"1228"_s, QDate(2028, 12, 31)));
    QVERIFY(plainValueProblem(expiry, u"1228"_s, QDate(2029, 1, 1)));
    QVERIFY(!plainValueProblem(expiry, u"0228"_s, QDate(2028, 2, 29)));
}

void TestFieldValue::expiry_thatMayBeOver_isAWarning()
{
    FormField expiry = field(Kind::CardExpiry);
    expiry.mayBeExpired = true;
    QCOMPARE(plain(expiry, u"0822"_s), u"warning: This card expired in 08/22."_s);
    QCOMPARE(plain(expiry, u"1322"_s), u"error: Use MM/YY, such as 09/28."_s);
}

void TestFieldValue::securityCode_fitsTheScheme()
{
    const FormField code = field(Kind::SecurityCode);
    QCOMPARE(secret(code, u"123"_s, Scheme::Visa), QString());
    QCOMPARE(secret(code, u"1234"_s, Scheme::Amex), QString());
    QCOMPARE(secret(code, u"1234"_s, Scheme::Visa), u"error: A Visa security code has 3 digits; this has 4."_s);
    QCOMPARE(secret(code, u"123"_s, Scheme::Amex),
             u"error: An American Express security code has 4 digits; this has 3."_s);
}

void TestFieldValue::length_isLimitedInCharacters()
{
    FormField text = field(Kind::Text);
    text.minLength = 2;
    text.maxLength = 4;
    QCOMPARE(plain(text, u"a"_s), u"error: Use at least 2 characters: this has 1."_s);
    QCOMPARE(plain(text, u"abcde"_s), u"error: Use at most 4 characters: this has 5."_s);
    QCOMPARE(plain(text, u"\U0001F4B3\U0001F4B3\U0001F4B3\U0001F4B3"_s), QString());

    FormField exact = field(Kind::Text);
    exact.minLength = exact.maxLength = 4;
    QCOMPARE(plain(exact, u"abc"_s), u"error: Use exactly 4 characters: this has 3."_s);

    FormField account = field(Kind::AccountId);
    account.maxLength = 3;
    QCOMPARE(secret(account, u"\u00e9\u4e2d\U0001F4B3"_s), QString());
    QCOMPARE(secret(account, u"abcd"_s), u"error: Use at most 3 characters: this has 4."_s);
}

void TestFieldValue::pattern_mustMatchTheWholeValue()
{
    FormField id = field(Kind::Text);
    id.pattern = u"[a-zA-Z0-9_-]+"_s;
    id.patternHint = u"Letters, digits, - and _ only."_s;
    QCOMPARE(plain(id, u"tok_9f2c-01"_s), QString());
    QCOMPARE(plain(id, u"tok 1"_s), u"error: Letters, digits, - and _ only."_s);
    QCOMPARE(plain(id, u"tok_1\u00e9"_s), u"error: Letters, digits, - and _ only."_s);
    id.patternHint.clear();
    QCOMPARE(plain(id, u"tok 1"_s), u"error: This is not in the expected form."_s);
}

void TestFieldValue::pattern_ofASecret_isCheckedToo()
{
    FormField key = field(Kind::Secret);
    key.pattern = u"[!-~]+"_s;
    key.patternHint = u"Printable characters only."_s;
    QCOMPARE(secret(key, u"c03f88fe"_s), QString());
    QCOMPARE(secret(key, u"c03f 88fe"_s), u"error: Printable characters only."_s);
}

void TestFieldValue::email_partsAreLimited()
{
    const QByteArray domain = "@example.com";
    QVERIFY(isEmailAddress(QByteArray(64, 'a') + domain));
    QVERIFY(!isEmailAddress(QByteArray(65, 'a') + domain));
    QVERIFY(isEmailAddress("a@" + QByteArray(63, 'a') + ".com"));
    QVERIFY(!isEmailAddress("a@" + QByteArray(64, 'a') + ".com"));
    QVERIFY(!isEmailAddress("a@" + QByteArray("a.").repeated(127) + "com"));
}

void TestFieldValue::ipv4_agreesWithQtOnStrictAddresses()
{
    for (quint32 i = 0; i < 5'000; ++i) {
        const QString text = QHostAddress(i * 858'993U).toString();
        QVERIFY2(isIpv4Address(text), qPrintable(text));
    }
}

void TestFieldValue::file_mustBeThereAndReadable()
{
    QTemporaryDir folder;
    QVERIFY(folder.isValid());
    const FormField file = field(Kind::File);
    QCOMPARE(plain(file, folder.path()), u"error: This is a folder: choose a file in it."_s);
    const QString path = folder.filePath(u"key.pem"_s);
    QCOMPARE(plain(file, path), u"error: There is no file here: choose it again."_s);
    QFile content(path);
    QVERIFY(content.open(QIODevice::WriteOnly));
    content.close();
    QCOMPARE(plain(file, path), QString());
}

void TestFieldValue::messages_neverQuoteASecret()
{
    for (const Row &row : secretRows) {
        const QString value = QString::fromUtf16(row.value);
        if (value.size() > 4 && !value.contains(u"@"_s)) // an address has its example in the message
            QVERIFY2(!secret(field(row.kind), value).contains(value), qPrintable(value));
    }
}

QTEST_APPLESS_MAIN(TestFieldValue)
#include "tst_fieldvalue.moc"

// SPDX-License-Identifier: Apache-2.0
#include "app/domain/money.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace {
struct MoneyText {
    Q_DECLARE_TR_FUNCTIONS(MoneyText)
};

struct CurrencyRow {
    const char *code;
    const char *one;
    const char *many;
    int minorDigits;
};

// ISO 4217, list one: the digits after the point are the standard's, whatever is usual on price tags.
constexpr auto currencyTable = std::to_array<CurrencyRow>({
    {"AED", QT_TRANSLATE_NOOP("MoneyText", "UAE dirham"), QT_TRANSLATE_NOOP("MoneyText", "UAE dirhams"), 2},
    {"ARS", QT_TRANSLATE_NOOP("MoneyText", "Argentine peso"), QT_TRANSLATE_NOOP("MoneyText", "Argentine pesos"), 2},
    {"AUD", QT_TRANSLATE_NOOP("MoneyText", "Australian dollar"), QT_TRANSLATE_NOOP("MoneyText", "Australian dollars"),
     2},
    {"BDT", QT_TRANSLATE_NOOP("MoneyText", "Bangladeshi taka"), QT_TRANSLATE_NOOP("MoneyText", "Bangladeshi taka"), 2},
    {"BGN", QT_TRANSLATE_NOOP("MoneyText", "Bulgarian lev"), QT_TRANSLATE_NOOP("MoneyText", "Bulgarian leva"), 2},
    {"BHD", QT_TRANSLATE_NOOP("MoneyText", "Bahraini dinar"), QT_TRANSLATE_NOOP("MoneyText", "Bahraini dinars"), 3},
    {"BRL", QT_TRANSLATE_NOOP("MoneyText", "Brazilian real"), QT_TRANSLATE_NOOP("MoneyText", "Brazilian reais"), 2},
    {"CAD", QT_TRANSLATE_NOOP("MoneyText", "Canadian dollar"), QT_TRANSLATE_NOOP("MoneyText", "Canadian dollars"), 2},
    {"CHF", QT_TRANSLATE_NOOP("MoneyText", "Swiss franc"), QT_TRANSLATE_NOOP("MoneyText", "Swiss francs"), 2},
    {"CLP", QT_TRANSLATE_NOOP("MoneyText", "Chilean peso"), QT_TRANSLATE_NOOP("MoneyText", "Chilean pesos"), 0},
    {"CNY", QT_TRANSLATE_NOOP("MoneyText", "Chinese yuan"), QT_TRANSLATE_NOOP("MoneyText", "Chinese yuan"), 2},
    {"COP", QT_TRANSLATE_NOOP("MoneyText", "Colombian peso"), QT_TRANSLATE_NOOP("MoneyText", "Colombian pesos"), 2},
    {"CRC", QT_TRANSLATE_NOOP("MoneyText", "Costa Rican colón"), QT_TRANSLATE_NOOP("MoneyText", "Costa Rican colones"),
     2},
    {"CZK", QT_TRANSLATE_NOOP("MoneyText", "Czech koruna"), QT_TRANSLATE_NOOP("MoneyText", "Czech korunas"), 2},
    {"DKK", QT_TRANSLATE_NOOP("MoneyText", "Danish krone"), QT_TRANSLATE_NOOP("MoneyText", "Danish kroner"), 2},
    {"DOP", QT_TRANSLATE_NOOP("MoneyText", "Dominican peso"), QT_TRANSLATE_NOOP("MoneyText", "Dominican pesos"), 2},
    {"EGP", QT_TRANSLATE_NOOP("MoneyText", "Egyptian pound"), QT_TRANSLATE_NOOP("MoneyText", "Egyptian pounds"), 2},
    {"EUR", QT_TRANSLATE_NOOP("MoneyText", "euro"), QT_TRANSLATE_NOOP("MoneyText", "euros"), 2},
    {"GBP", QT_TRANSLATE_NOOP("MoneyText", "pound sterling"), QT_TRANSLATE_NOOP("MoneyText", "pounds sterling"), 2},
    {"GTQ", QT_TRANSLATE_NOOP("MoneyText", "Guatemalan quetzal"),
     QT_TRANSLATE_NOOP("MoneyText", "Guatemalan quetzales"), 2},
    {"HKD", QT_TRANSLATE_NOOP("MoneyText", "Hong Kong dollar"), QT_TRANSLATE_NOOP("MoneyText", "Hong Kong dollars"), 2},
    {"HUF", QT_TRANSLATE_NOOP("MoneyText", "Hungarian forint"), QT_TRANSLATE_NOOP("MoneyText", "Hungarian forints"), 2},
    {"IDR", QT_TRANSLATE_NOOP("MoneyText", "Indonesian rupiah"), QT_TRANSLATE_NOOP("MoneyText", "Indonesian rupiah"),
     2},
    {"ILS", QT_TRANSLATE_NOOP("MoneyText", "Israeli new shekel"), QT_TRANSLATE_NOOP("MoneyText", "Israeli new shekels"),
     2},
    {"INR", QT_TRANSLATE_NOOP("MoneyText", "Indian rupee"), QT_TRANSLATE_NOOP("MoneyText", "Indian rupees"), 2},
    {"IQD", QT_TRANSLATE_NOOP("MoneyText", "Iraqi dinar"), QT_TRANSLATE_NOOP("MoneyText", "Iraqi dinars"), 3},
    {"ISK", QT_TRANSLATE_NOOP("MoneyText", "Icelandic króna"), QT_TRANSLATE_NOOP("MoneyText", "Icelandic krónur"), 0},
    {"JOD", QT_TRANSLATE_NOOP("MoneyText", "Jordanian dinar"), QT_TRANSLATE_NOOP("MoneyText", "Jordanian dinars"), 3},
    {"JPY", QT_TRANSLATE_NOOP("MoneyText", "Japanese yen"), QT_TRANSLATE_NOOP("MoneyText", "Japanese yen"), 0},
    {"KES", QT_TRANSLATE_NOOP("MoneyText", "Kenyan shilling"), QT_TRANSLATE_NOOP("MoneyText", "Kenyan shillings"), 2},
    {"KRW", QT_TRANSLATE_NOOP("MoneyText", "South Korean won"), QT_TRANSLATE_NOOP("MoneyText", "South Korean won"), 0},
    {"KWD", QT_TRANSLATE_NOOP("MoneyText", "Kuwaiti dinar"), QT_TRANSLATE_NOOP("MoneyText", "Kuwaiti dinars"), 3},
    {"LBP", QT_TRANSLATE_NOOP("MoneyText", "Lebanese pound"), QT_TRANSLATE_NOOP("MoneyText", "Lebanese pounds"), 2},
    {"LKR", QT_TRANSLATE_NOOP("MoneyText", "Sri Lankan rupee"), QT_TRANSLATE_NOOP("MoneyText", "Sri Lankan rupees"), 2},
    {"LYD", QT_TRANSLATE_NOOP("MoneyText", "Libyan dinar"), QT_TRANSLATE_NOOP("MoneyText", "Libyan dinars"), 3},
    {"MAD", QT_TRANSLATE_NOOP("MoneyText", "Moroccan dirham"), QT_TRANSLATE_NOOP("MoneyText", "Moroccan dirhams"), 2},
    {"MXN", QT_TRANSLATE_NOOP("MoneyText", "Mexican peso"), QT_TRANSLATE_NOOP("MoneyText", "Mexican pesos"), 2},
    {"MYR", QT_TRANSLATE_NOOP("MoneyText", "Malaysian ringgit"), QT_TRANSLATE_NOOP("MoneyText", "Malaysian ringgit"),
     2},
    {"NGN", QT_TRANSLATE_NOOP("MoneyText", "Nigerian naira"), QT_TRANSLATE_NOOP("MoneyText", "Nigerian naira"), 2},
    {"NOK", QT_TRANSLATE_NOOP("MoneyText", "Norwegian krone"), QT_TRANSLATE_NOOP("MoneyText", "Norwegian kroner"), 2},
    {"NZD", QT_TRANSLATE_NOOP("MoneyText", "New Zealand dollar"), QT_TRANSLATE_NOOP("MoneyText", "New Zealand dollars"),
     2},
    {"OMR", QT_TRANSLATE_NOOP("MoneyText", "Omani rial"), QT_TRANSLATE_NOOP("MoneyText", "Omani rials"), 3},
    {"PEN", QT_TRANSLATE_NOOP("MoneyText", "Peruvian sol"), QT_TRANSLATE_NOOP("MoneyText", "Peruvian soles"), 2},
    {"PHP", QT_TRANSLATE_NOOP("MoneyText", "Philippine peso"), QT_TRANSLATE_NOOP("MoneyText", "Philippine pesos"), 2},
    {"PKR", QT_TRANSLATE_NOOP("MoneyText", "Pakistani rupee"), QT_TRANSLATE_NOOP("MoneyText", "Pakistani rupees"), 2},
    {"PLN", QT_TRANSLATE_NOOP("MoneyText", "Polish zloty"), QT_TRANSLATE_NOOP("MoneyText", "Polish zlotys"), 2},
    {"PYG", QT_TRANSLATE_NOOP("MoneyText", "Paraguayan guaraní"),
     QT_TRANSLATE_NOOP("MoneyText", "Paraguayan guaraníes"), 0},
    {"QAR", QT_TRANSLATE_NOOP("MoneyText", "Qatari riyal"), QT_TRANSLATE_NOOP("MoneyText", "Qatari riyals"), 2},
    {"RON", QT_TRANSLATE_NOOP("MoneyText", "Romanian leu"), QT_TRANSLATE_NOOP("MoneyText", "Romanian lei"), 2},
    {"RSD", QT_TRANSLATE_NOOP("MoneyText", "Serbian dinar"), QT_TRANSLATE_NOOP("MoneyText", "Serbian dinars"), 2},
    {"SAR", QT_TRANSLATE_NOOP("MoneyText", "Saudi riyal"), QT_TRANSLATE_NOOP("MoneyText", "Saudi riyals"), 2},
    {"SEK", QT_TRANSLATE_NOOP("MoneyText", "Swedish krona"), QT_TRANSLATE_NOOP("MoneyText", "Swedish kronor"), 2},
    {"SGD", QT_TRANSLATE_NOOP("MoneyText", "Singapore dollar"), QT_TRANSLATE_NOOP("MoneyText", "Singapore dollars"), 2},
    {"THB", QT_TRANSLATE_NOOP("MoneyText", "Thai baht"), QT_TRANSLATE_NOOP("MoneyText", "Thai baht"), 2},
    {"TND", QT_TRANSLATE_NOOP("MoneyText", "Tunisian dinar"), QT_TRANSLATE_NOOP("MoneyText", "Tunisian dinars"), 3},
    {"TRY", QT_TRANSLATE_NOOP("MoneyText", "Turkish lira"), QT_TRANSLATE_NOOP("MoneyText", "Turkish liras"), 2},
    {"TWD", QT_TRANSLATE_NOOP("MoneyText", "New Taiwan dollar"), QT_TRANSLATE_NOOP("MoneyText", "New Taiwan dollars"),
     2},
    {"UAH", QT_TRANSLATE_NOOP("MoneyText", "Ukrainian hryvnia"), QT_TRANSLATE_NOOP("MoneyText", "Ukrainian hryvnias"),
     2},
    {"UGX", QT_TRANSLATE_NOOP("MoneyText", "Ugandan shilling"), QT_TRANSLATE_NOOP("MoneyText", "Ugandan shillings"), 0},
    {"USD", QT_TRANSLATE_NOOP("MoneyText", "US dollar"), QT_TRANSLATE_NOOP("MoneyText", "US dollars"), 2},
    {"UYU", QT_TRANSLATE_NOOP("MoneyText", "Uruguayan peso"), QT_TRANSLATE_NOOP("MoneyText", "Uruguayan pesos"), 2},
    {"VND", QT_TRANSLATE_NOOP("MoneyText", "Vietnamese dong"), QT_TRANSLATE_NOOP("MoneyText", "Vietnamese dong"), 0},
    {"XAF", QT_TRANSLATE_NOOP("MoneyText", "Central African franc"),
     QT_TRANSLATE_NOOP("MoneyText", "Central African francs"), 0},
    {"XOF", QT_TRANSLATE_NOOP("MoneyText", "West African franc"), QT_TRANSLATE_NOOP("MoneyText", "West African francs"),
     0},
    {"XPF", QT_TRANSLATE_NOOP("MoneyText", "CFP franc"), QT_TRANSLATE_NOOP("MoneyText", "CFP francs"), 0},
    {"ZAR", QT_TRANSLATE_NOOP("MoneyText", "South African rand"), QT_TRANSLATE_NOOP("MoneyText", "South African rand"),
     2},
});

constexpr int mostMinorDigits = 3;

QList<Currency> translatedCurrencies()
{
    QList<Currency> currencies;
    for (const CurrencyRow &row : currencyTable)
        currencies.append({.code = QString::fromLatin1(row.code),
                           .one = MoneyText::tr(row.one),
                           .many = MoneyText::tr(row.many),
                           .minorDigits = row.minorDigits});
    return currencies;
}

//! One, however many zeros follow the point.
bool isOne(const QString &amount)
{
    static const QRegularExpression one(QRegularExpression::anchoredPattern(u"1(\\.0+)?"_s));
    return one.match(amount).hasMatch();
}
} // namespace

const QList<Currency> &commonCurrencies()
{
    static const QList<Currency> currencies = translatedCurrencies();
    return currencies;
}

const Currency *commonCurrency(const QString &code)
{
    const QList<Currency> &all = commonCurrencies();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Currency &known) { return known.code == code; });
    return found == all.end() ? nullptr : &*found;
}

QString moneyInWords(const QString &amount, const QString &code)
{
    const Currency *known = commonCurrency(code);
    if (!known)
        return amount + u' ' + code;
    return MoneyText::tr("%1 %2 (%3)", "amount, currency, code")
        .arg(amount, isOne(amount) ? known->one : known->many, code);
}

QString amountProblem(const QString &amount, const QString &code)
{
    static const QRegularExpression form(QRegularExpression::anchoredPattern(u"(0|[1-9][0-9]*)(\\.([0-9]+))?"_s));
    const QRegularExpressionMatch match = form.match(amount);
    if (!match.hasMatch())
        return MoneyText::tr("Use digits and one point, such as 1.00.");
    const qsizetype decimals = match.capturedLength(3);
    const Currency *known = commonCurrency(code);
    if (decimals == 0 || (known ? decimals == known->minorDigits : decimals <= mostMinorDigits))
        return {};
    if (!known)
        return MoneyText::tr("Use at most %1 digits after the point.").arg(mostMinorDigits);
    return known->minorDigits == 0
               ? MoneyText::tr("%1 has nothing after the point.").arg(code)
               : MoneyText::tr("%1 has %2 digits after the point.").arg(code).arg(known->minorDigits);
}

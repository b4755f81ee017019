// SPDX-License-Identifier: Apache-2.0
#include "app/domain/formcheck.h"

#include "tests/support/testcards.h"

#include <QTest>

using namespace Qt::StringLiterals;
using Kind = FormField::Kind;
using Severity = FieldProblem::Severity;

namespace {
const QDate today(2026, 2, 11);

Rule when(const QString &key, const QStringList &values, const QString &because = {})
{
    return {.all = {{key, values}}, .because = because};
}

//! Like the vendor's createToken: the same rules between source, scheme, e-mail, name and IP address.
Form cardForm()
{
    const Rule isToken = when(u"source"_s, {u"TOKEN"_s});
    return {
        .id = u"createToken"_s,
        .title = {},
        .menuText = {},
        .summary = {},
        .submitText = {},
        .fields = {
            {.key = u"source"_s,
             .label = u"Source"_s,
             .kind = Kind::Choice,
             .isRequired = true,
             .choices = {{u"MANUAL"_s, {}}, {u"CARD_ON_FILE"_s, {}}, {u"TOKEN"_s, {}}}},
            {.key = u"fpan"_s,
             .label = u"Card number"_s,
             .kind = Kind::CardNumber,
             .isRequired = true,
             .hiddenWhen = {isToken}},
            {.key = u"token"_s,
             .label = u"Token"_s,
             .kind = Kind::CardNumber,
             .requiredWhen = {isToken},
             .hiddenWhen = {when(u"source"_s, {u"MANUAL"_s, u"CARD_ON_FILE"_s})}},
            {.key = u"exp"_s,
             .label = u"Expiry"_s,
             .kind = Kind::CardExpiry,
             .isRequired = true,
             .optionalWhen = {when(u"scheme"_s, {u"Visa"_s})}},
            {.key = u"name"_s,
             .label = u"Name"_s,
             .kind = Kind::PersonName,
             .requiredWhen = {when(u"scheme"_s, {u"Discover"_s}, u"Discover needs the name on the card."_s)}},
            {.key = u"email"_s,
             .label = u"E-mail"_s,
             .kind = Kind::Email,
             .requiredWhen = {when(u"scheme"_s, {u"American Express"_s},
                                   u"American Express needs the e-mail address."_s)}},
            {.key = u"ip"_s,
             .label = u"IP address"_s,
             .kind = Kind::IpAddress,
             .requiredWhen = {{.all = {{u"scheme"_s, {u"American Express"_s}}, {u"source"_s, {u"MANUAL"_s}}},
                               .because = u"American Express needs the IP address when the number was typed."_s}}},
            {.key = u"location"_s, .label = u"Location"_s, .kind = Kind::Location, .requiredWhen = {when(u"ip"_s, {})}},
        }};
}

FormValues cardValues(const char *cardNumber, const QString &source = u"CARD_ON_FILE"_s)
{
    FormValues values;
    values.set(u"source"_s, source);
    values.setSecret(u"fpan"_s, SecretBytes::copyOf(QByteArrayView(cardNumber)));
    values.set(u"exp"_s, u"0928"_s);
    return values;
}

QStringList keys(const QList<FieldProblem> &problems)
{
    QStringList result;
    for (const FieldProblem &problem : problems)
        result << problem.key;
    return result;
}
} // namespace

class TestFormCheck : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void completeForm_hasNoProblem();
    void emptyForm_saysWhatIsMissingInItsOrder();
    void vendorsExample_isAWarningOnly();
    void schemeIn_comesFromTheCardNumberThatIsShown();
    void schemeRule_makesAFieldRequired();
    void twoConditions_mustBothHold();
    void anyValue_isACondition();
    void schemeCondition_withoutValues_meansRecognised();
    void unknownScheme_isNoValue();
    void schemeCondition_inAFormWithoutCard_isTheField();
    void optionalWhen_liftsRequired_butNotRequiredWhen();
    void hidden_hasNoProblemAndIsNotRequired();
    void ruleWithoutConditions_alwaysHolds();
    void checkField_isTheFormsProblemForIt();
    void missingChoice_saysChoose();
};

void TestFormCheck::completeForm_hasNoProblem()
{
    QCOMPARE(check(cardForm(), cardValues(TestCards::mastercard), today).size(), 0);
}

void TestFormCheck::emptyForm_saysWhatIsMissingInItsOrder()
{
    const QList<FieldProblem> problems = check(cardForm(), FormValues(), today);
    QCOMPARE(keys(problems), (QStringList{u"source"_s, u"fpan"_s, u"exp"_s}));
    QVERIFY(problems.at(1).severity == Severity::Error);
    QCOMPARE(problems.at(1).message, u"Fill this in: Card number is required."_s);
}

void TestFormCheck::vendorsExample_isAWarningOnly()
{
    const QList<FieldProblem> problems = check(cardForm(), cardValues(TestCards::thalesExample), today);
    QCOMPARE(keys(problems), (QStringList{u"fpan"_s}));
    QVERIFY(problems.first().severity == Severity::Warning);
}

void TestFormCheck::schemeIn_comesFromTheCardNumberThatIsShown()
{
    const Form form = cardForm();
    QCOMPARE(schemeName(schemeIn(form, cardValues(TestCards::discover))), u"Discover"_s);
    QCOMPARE(schemeName(schemeIn(form, FormValues())), u"Card"_s);

    FormValues values = cardValues(TestCards::discover, u"TOKEN"_s);
    QCOMPARE(schemeName(schemeIn(form, values)), u"Card"_s);
    values.setSecret(u"token"_s, SecretBytes::copyOf(QByteArrayView(TestCards::visa)));
    QCOMPARE(schemeName(schemeIn(form, values)), u"Visa"_s);
    values.set(u"source"_s, u"MANUAL"_s);
    QCOMPARE(schemeName(schemeIn(form, values)), u"Discover"_s);
}

void TestFormCheck::schemeRule_makesAFieldRequired()
{
    const Form form = cardForm();
    const FormField &email = *form.field(u"email"_s);
    const FormValues amex = cardValues(TestCards::amex);
    QVERIFY(isRequired(email, form, amex));
    QCOMPARE(requiredBecause(email, form, amex), u"American Express needs the e-mail address."_s);
    QCOMPARE(check(form, amex, today),
             (QList<FieldProblem>{{u"email"_s, Severity::Error, u"American Express needs the e-mail address."_s}}));

    const FormValues mastercard = cardValues(TestCards::mastercard);
    QVERIFY(!isRequired(email, form, mastercard));
    QCOMPARE(requiredBecause(email, form, mastercard), QString());
    QCOMPARE(keys(check(form, cardValues(TestCards::discover), today)), (QStringList{u"name"_s}));
}

void TestFormCheck::twoConditions_mustBothHold()
{
    const Form form = cardForm();
    const FormField &ip = *form.field(u"ip"_s);
    QVERIFY(isRequired(ip, form, cardValues(TestCards::amex, u"MANUAL"_s)));
    QVERIFY(!isRequired(ip, form, cardValues(TestCards::amex, u"CARD_ON_FILE"_s)));
    QVERIFY(!isRequired(ip, form, cardValues(TestCards::visa, u"MANUAL"_s)));
}

void TestFormCheck::anyValue_isACondition()
{
    const Form form = cardForm();
    FormValues values = cardValues(TestCards::mastercard);
    values.set(u"ip"_s, u"192.0.2.10"_s);
    const QList<FieldProblem> problems = check(form, values, today);
    QCOMPARE(keys(problems), (QStringList{u"location"_s}));
    QCOMPARE(problems.first().message, u"Fill this in: Location is required."_s);
    QVERIFY(holds(when(u"fpan"_s, {}), form, values)); // a secret has a value, too
    QVERIFY(!holds(when(u"email"_s, {}), form, values));
}

void TestFormCheck::schemeCondition_withoutValues_meansRecognised()
{
    const Form form = cardForm();
    QVERIFY(holds(when(u"scheme"_s, {}), form, cardValues(TestCards::visa)));
    QVERIFY(!holds(when(u"scheme"_s, {}), form, cardValues("9999999999999995")));
}

void TestFormCheck::unknownScheme_isNoValue()
{
    QVERIFY(!holds(when(u"scheme"_s, {u"Card"_s}), cardForm(), FormValues()));
}

void TestFormCheck::schemeCondition_inAFormWithoutCard_isTheField()
{
    Form form;
    form.fields = {{.key = u"scheme"_s, .label = {}, .kind = Kind::Choice, .choices = {{u"VISA"_s, {}}}}};
    FormValues values;
    QVERIFY(!holds(when(u"scheme"_s, {u"VISA"_s}), form, values));
    values.set(u"scheme"_s, u"VISA"_s);
    QVERIFY(holds(when(u"scheme"_s, {u"VISA"_s}), form, values));
}

void TestFormCheck::optionalWhen_liftsRequired_butNotRequiredWhen()
{
    Form form = cardForm();
    FormValues visa = cardValues(TestCards::visa);
    visa.remove(u"exp"_s);
    QVERIFY(!isRequired(*form.field(u"exp"_s), form, visa));
    FormValues mastercard = cardValues(TestCards::mastercard);
    mastercard.remove(u"exp"_s);
    QVERIFY(isRequired(*form.field(u"exp"_s), form, mastercard));

    form.fields[3].requiredWhen = {when(u"source"_s, {u"CARD_ON_FILE"_s})};
    QVERIFY(isRequired(*form.field(u"exp"_s), form, visa));
}

void TestFormCheck::hidden_hasNoProblemAndIsNotRequired()
{
    const Form form = cardForm();
    FormValues values = cardValues("123", u"TOKEN"_s); // wrong, but hidden
    const FormField &fpan = *form.field(u"fpan"_s);
    QVERIFY(!isShown(fpan, form, values));
    QVERIFY(!isRequired(fpan, form, values));
    QVERIFY(isShown(*form.field(u"token"_s), form, values));
    QCOMPARE(keys(check(form, values, today)), (QStringList{u"token"_s}));

    FormField hiddenAndRequired = fpan;
    hiddenAndRequired.requiredWhen = {when(u"source"_s, {u"TOKEN"_s}, u"because"_s)};
    QVERIFY(!isRequired(hiddenAndRequired, form, values));
    QCOMPARE(requiredBecause(hiddenAndRequired, form, values), QString());
}

void TestFormCheck::ruleWithoutConditions_alwaysHolds()
{
    QVERIFY(holds({}, cardForm(), FormValues()));
}

void TestFormCheck::checkField_isTheFormsProblemForIt()
{
    const Form form = cardForm();
    FormValues values = cardValues(TestCards::thalesExample);
    values.set(u"exp"_s, u"0822"_s);
    QList<FieldProblem> fieldByField;
    for (const FormField &field : form.fields)
        fieldByField += checkField(field, form, values, today);
    QCOMPARE(fieldByField, check(form, values, today));
    QCOMPARE(keys(fieldByField), (QStringList{u"fpan"_s, u"exp"_s}));
}

void TestFormCheck::missingChoice_saysChoose()
{
    const Form form = cardForm();
    const QList<FieldProblem> problems = checkField(form.fields.first(), form, FormValues(), today);
    QCOMPARE(problems.first().message, u"Choose one: Source is required."_s);
}

QTEST_APPLESS_MAIN(TestFormCheck)
#include "tst_formcheck.moc"

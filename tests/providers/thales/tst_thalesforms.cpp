// SPDX-License-Identifier: Apache-2.0
#include "app/domain/formcheck.h"
#include "app/domain/tokenprovider.h"
#include "app/providers/thales/capabilities.h"
#include "app/providers/thales/connectionform.h"
#include "app/providers/thales/createforms.h"
#include "tests/providers/thales/openapi.h"
#include "tests/providers/thales/thalesfixture.h"
#include "tests/support/testcards.h"

#include <QJsonArray>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using Texts = QMap<QString, QString>;

namespace {
const QStringList createIds{u"createToken"_s, u"createAsyncToken"_s, u"createPciToken"_s, u"createPushToken"_s};
const QStringList encryptedKeys{u"fpan"_s, u"exp"_s, u"token"_s, u"name"_s, u"cvv"_s, u"accountId"_s, u"email"_s};

// Members of the table of JWE plaintexts, per operation.
const QMap<QString, QStringList> encryptedMembers{
    {u"createToken"_s, encryptedKeys},
    {u"createAsyncToken"_s, {u"fpan"_s, u"exp"_s, u"name"_s, u"cvv"_s, u"accountId"_s, u"email"_s}},
    {u"createPciToken"_s, {u"fpan"_s, u"exp"_s}},
    {u"createPushToken"_s, {u"accountId"_s, u"email"_s}}};

Texts with(Texts texts, const Texts &more)
{
    texts.insert(more);
    return texts;
}

Texts without(Texts texts, const QString &key)
{
    texts.remove(key);
    return texts;
}

Texts cardOf(const char *number)
{
    return {{u"fpan"_s, QString::fromLatin1(number)}};
}

QStringList keysOf(const Form &form)
{
    QStringList keys;
    for (const FormField &field : form.fields)
        keys << field.key;
    return keys;
}

QStringList sorted(QStringList list)
{
    list.sort();
    return list;
}

void addCreateIds()
{
    QTest::addColumn<QString>("id");
    for (const QString &id : createIds)
        QTest::newRow(qPrintable(id)) << id;
}

void addNetworkTokenIds()
{
    QTest::addColumn<QString>("id");
    QTest::newRow("createToken") << u"createToken"_s;
    QTest::newRow("createAsyncToken") << u"createAsyncToken"_s;
}
} // namespace

class TestThalesForms : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fields_areTheMembersOfTheVendorsDocument_data() { addCreateIds(); }
    void fields_areTheMembersOfTheVendorsDocument();
    void fields_haveTheLimitsOfTheVendorsDocument_data() { addCreateIds(); }
    void fields_haveTheLimitsOfTheVendorsDocument();
    void choices_areTheEnumerationsOfTheVendorsDocument_data() { addCreateIds(); }
    void choices_areTheEnumerationsOfTheVendorsDocument();
    void encryptedFields_haveTheirLimits_data();
    void encryptedFields_haveTheirLimits();
    void minimalAndFullValues_haveNoProblem_data() { addCreateIds(); }
    void minimalAndFullValues_haveNoProblem();
    void requiredMembers_areRequired_data() { addCreateIds(); }
    void requiredMembers_areRequired();
    void everyRule_saysWhy_data() { addCreateIds(); }
    void everyRule_saysWhy();

    void amex_needsTheEmail_data() { addNetworkTokenIds(); }
    void amex_needsTheEmail();
    void discover_needsTheName_data() { addNetworkTokenIds(); }
    void discover_needsTheName();
    void amexTypedByHand_needsTheIpAddress_data() { addNetworkTokenIds(); }
    void amexTypedByHand_needsTheIpAddress();
    void otherSchemes_needNeither_data();
    void otherSchemes_needNeither();
    void tokenSource_takesATokenInsteadOfACard();
    void tokenSource_takesVisaOnly();
    void otherSources_takeNoToken();
    void asynchronousAndPci_haveNoTokenSource();
    void vces_makesAVisaExpiryOptional_data() { addNetworkTokenIds(); }
    void vces_makesAVisaExpiryOptional();
    void pci_alwaysNeedsTheExpiry();
    void push_needsAnIpv4Address();
    void push_refusesABlankPayload();
    void vendorsOwnExample_isOnlyDoubtful_data();
    void vendorsOwnExample_isOnlyDoubtful();
    void vendorsLocations_areAccepted();
    void language_beginsAsEnglish_data();
    void language_beginsAsEnglish();
    void accountScores_explainTheirLevels();
};

void TestThalesForms::fields_areTheMembersOfTheVendorsDocument()
{
    QFETCH(QString, id);
    QStringList expected = openapi::requestMembers(id).keys() + encryptedMembers.value(id);
    expected.removeAll(u"merchantId"_s); // the connection's
    expected.removeAll(u"encryptedData"_s);
    QVERIFY(expected.size() >= 2);
    QCOMPARE(sorted(keysOf(fixture::form(id))), sorted(expected));
}

void TestThalesForms::fields_haveTheLimitsOfTheVendorsDocument()
{
    QFETCH(QString, id);
    const Form form = fixture::form(id);
    const QMap<QString, QJsonObject> members = openapi::requestMembers(id);
    for (auto it = members.begin(); it != members.end(); ++it) {
        const FormField *field = form.field(it.key());
        if (!field || field->kind == FormField::Kind::Choice)
            continue;
        QCOMPARE(field->maxLength, it->value("maxLength"_L1).toInt());
    }
}

void TestThalesForms::choices_areTheEnumerationsOfTheVendorsDocument()
{
    QFETCH(QString, id);
    const Form form = fixture::form(id);
    const QMap<QString, QJsonObject> members = openapi::requestMembers(id);
    for (const FormField &field : form.fields) {
        if (field.kind != FormField::Kind::Choice)
            continue;
        QVariantList values;
        for (const Choice &choice : field.choices)
            values << choice.value;
        QVariantList expected = members.value(field.key).value("enum"_L1).toArray().toVariantList();
        if (field.key == u"risk.accountScore"_s)
            expected = {u"1"_s, u"2"_s, u"3"_s, u"4"_s, u"5"_s};
        std::sort(values.begin(), values.end(),
                  [](const auto &a, const auto &b) { return a.toString() < b.toString(); });
        std::sort(expected.begin(), expected.end(),
                  [](const auto &a, const auto &b) { return a.toString() < b.toString(); });
        QCOMPARE(values, expected);
    }
}

void TestThalesForms::encryptedFields_haveTheirLimits_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<int>("limit");
    QTest::newRow("fpan") << u"fpan"_s << 19;
    QTest::newRow("token") << u"token"_s << 19;
    QTest::newRow("name") << u"name"_s << 256;
    QTest::newRow("cvv") << u"cvv"_s << 4;
    QTest::newRow("accountId") << u"accountId"_s << 24;
    QTest::newRow("email") << u"email"_s << 128;
}

void TestThalesForms::encryptedFields_haveTheirLimits()
{
    QFETCH(QString, key);
    QFETCH(int, limit);
    for (const Form &form : thales::createForms(false)) {
        if (const FormField *field = form.field(key)) {
            QCOMPARE(field->maxLength, limit);
            QVERIFY(field->isSecret());
        }
    }
}

void TestThalesForms::minimalAndFullValues_haveNoProblem()
{
    QFETCH(QString, id);
    const Form form = fixture::form(id);
    QCOMPARE(check(form, fixture::values(form, fixture::minimalTexts(id)), QDate(2026, 2, 11)), QList<FieldProblem>());
    QCOMPARE(check(form, fixture::values(form, fixture::fullTexts(id)), QDate(2026, 2, 11)), QList<FieldProblem>());
}

void TestThalesForms::requiredMembers_areRequired()
{
    QFETCH(QString, id);
    const Form form = fixture::form(id);
    QStringList expected = openapi::requiredMembers(id);
    expected.removeAll(u"merchantId"_s);
    expected.removeAll(u"encryptedData"_s);
    if (form.field(u"fpan"_s))
        expected << u"fpan"_s << u"exp"_s;
    QCOMPARE(sorted(fixture::errors(form, {}).keys()), sorted(expected));
}

void TestThalesForms::everyRule_saysWhy()
{
    QFETCH(QString, id);
    for (const bool visaVces : {false, true}) {
        for (const FormField &field : fixture::form(id, visaVces).fields) {
            for (const Rule &rule : field.requiredWhen + field.optionalWhen + field.hiddenWhen)
                QVERIFY2(rule.because.endsWith(u'.'), qPrintable(field.key));
        }
    }
}

void TestThalesForms::amex_needsTheEmail()
{
    QFETCH(QString, id);
    const Form form = fixture::form(id);
    Texts amex = with(fixture::minimalTexts(id), cardOf(TestCards::amex));
    amex.insert(u"device.ipAddress"_s, u"2001:db8::1"_s);
    QCOMPARE(fixture::errors(form, amex), Texts({{u"email"_s, u"American Express needs the e-mail address."_s}}));
    amex.insert(u"email"_s, u"john@doe.com"_s);
    QCOMPARE(fixture::errors(form, amex), Texts());
}

void TestThalesForms::discover_needsTheName()
{
    QFETCH(QString, id);
    const Form form = fixture::form(id);
    Texts discover = with(fixture::minimalTexts(id), cardOf(TestCards::discover));
    QCOMPARE(fixture::errors(form, discover), Texts({{u"name"_s, u"Discover needs the cardholder’s name."_s}}));
    discover.insert(u"name"_s, u"JOHN DOE"_s);
    QCOMPARE(fixture::errors(form, discover), Texts());
}

void TestThalesForms::amexTypedByHand_needsTheIpAddress()
{
    QFETCH(QString, id);
    const Form form = fixture::form(id);
    Texts amex = with(fixture::minimalTexts(id), cardOf(TestCards::amex));
    amex.insert({{u"email"_s, u"john@doe.com"_s}, {u"source"_s, u"MANUAL"_s}});
    QCOMPARE(fixture::errors(form, amex),
             Texts({{u"device.ipAddress"_s,
                     u"American Express needs the customer’s IP address when the card was typed by hand."_s}}));
    amex.insert(u"source"_s, u"CARD_ON_FILE"_s);
    QCOMPARE(fixture::errors(form, amex), Texts());
}

void TestThalesForms::otherSchemes_needNeither_data()
{
    QTest::addColumn<QString>("number");
    for (const char *number :
         {TestCards::visa, TestCards::mastercard, TestCards::diners, TestCards::jcb, TestCards::elo})
        QTest::newRow(number) << QString::fromLatin1(number);
}

void TestThalesForms::otherSchemes_needNeither()
{
    QFETCH(QString, number);
    const Form form = fixture::form(u"createToken"_s);
    QCOMPARE(fixture::errors(form, with(fixture::minimalTexts(form.id), {{u"fpan"_s, number}})), Texts());
}

void TestThalesForms::tokenSource_takesATokenInsteadOfACard()
{
    const Form form = fixture::form(u"createToken"_s);
    Texts texts{{u"source"_s, u"TOKEN"_s}, {u"country"_s, u"FR"_s}, {u"language"_s, u"en"_s}};
    QCOMPARE(fixture::errors(form, texts).keys(), QStringList{u"token"_s});
    texts.insert(u"token"_s, QString::fromLatin1(TestCards::visa));
    QCOMPARE(fixture::errors(form, texts), Texts());
    const FormValues values = fixture::values(form, texts);
    QVERIFY(!isShown(*form.field(u"fpan"_s), form, values));
    QVERIFY(!isShown(*form.field(u"exp"_s), form, values));
}

void TestThalesForms::tokenSource_takesVisaOnly()
{
    const Form form = fixture::form(u"createToken"_s);
    const Texts texts{{u"source"_s, u"TOKEN"_s},
                      {u"country"_s, u"FR"_s},
                      {u"language"_s, u"en"_s},
                      {u"token"_s, QString::fromLatin1(TestCards::mastercard)}};
    QCOMPARE(fixture::errors(form, texts),
             Texts({{u"token"_s, u"Only a Visa token number can be used here; it begins with 4."_s}}));
}

void TestThalesForms::otherSources_takeNoToken()
{
    const Form form = fixture::form(u"createToken"_s);
    for (const QString &source : {u"MANUAL"_s, u"CARD_ON_FILE"_s}) {
        const FormValues values = fixture::values(form, {{u"source"_s, source}});
        QVERIFY(!isShown(*form.field(u"token"_s), form, values));
        QVERIFY(isShown(*form.field(u"fpan"_s), form, values));
    }
}

void TestThalesForms::asynchronousAndPci_haveNoTokenSource()
{
    for (const QString &id : {u"createAsyncToken"_s, u"createPciToken"_s, u"createPushToken"_s})
        QVERIFY(!fixture::form(id).field(u"token"_s));
    const Form form = fixture::form(u"createAsyncToken"_s);
    QVERIFY(
        fixture::errors(form, with(fixture::minimalTexts(form.id), {{u"source"_s, u"TOKEN"_s}})).contains(u"source"_s));
}

void TestThalesForms::vces_makesAVisaExpiryOptional()
{
    QFETCH(QString, id);
    const Texts visa = without(fixture::minimalTexts(id), u"exp"_s);
    const Texts mastercard = with(visa, cardOf(TestCards::mastercard));
    QCOMPARE(fixture::errors(fixture::form(id, true), visa), Texts());
    QCOMPARE(fixture::errors(fixture::form(id, true), mastercard).keys(), QStringList{u"exp"_s});
    QCOMPARE(fixture::errors(fixture::form(id, false), visa).keys(), QStringList{u"exp"_s});
}

void TestThalesForms::pci_alwaysNeedsTheExpiry()
{
    const Texts visa = without(fixture::minimalTexts(u"createPciToken"_s), u"exp"_s);
    QCOMPARE(fixture::errors(fixture::form(u"createPciToken"_s, true), visa).keys(), QStringList{u"exp"_s});
}

void TestThalesForms::push_needsAnIpv4Address()
{
    const Form form = fixture::form(u"createPushToken"_s);
    const Texts texts = fixture::minimalTexts(form.id);
    QCOMPARE(fixture::errors(form, without(texts, u"device.ipAddress"_s)).keys(), QStringList{u"device.ipAddress"_s});
    QCOMPARE(fixture::errors(form, with(texts, {{u"device.ipAddress"_s, u"2001:db8::1"_s}})).keys(),
             QStringList{u"device.ipAddress"_s});
}

void TestThalesForms::push_refusesABlankPayload()
{
    const Form form = fixture::form(u"createPushToken"_s);
    const Texts texts = fixture::minimalTexts(form.id);
    QCOMPARE(fixture::errors(form, with(texts, {{u"pushProvisioningPayload"_s, u" \n "_s}})).keys(),
             QStringList{u"pushProvisioningPayload"_s});
    QCOMPARE(fixture::errors(form, with(texts, {{u"pushProvisioningPayload"_s, QString(8196, u'x')}})), Texts());
    QCOMPARE(fixture::errors(form, with(texts, {{u"pushProvisioningPayload"_s, QString(8197, u'x')}})).keys(),
             QStringList{u"pushProvisioningPayload"_s});
}

void TestThalesForms::vendorsOwnExample_isOnlyDoubtful_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("file");
    QTest::newRow("createToken") << u"createToken"_s << u"create-token.plaintext.json"_s;
    QTest::newRow("createAsyncToken") << u"createAsyncToken"_s << u"create-async-token.plaintext.json"_s;
    QTest::newRow("createPciToken") << u"createPciToken"_s << u"create-pci-token.plaintext.json"_s;
}

// Its number fails the check digit and its expiry is in the past.
void TestThalesForms::vendorsOwnExample_isOnlyDoubtful()
{
    QFETCH(QString, id);
    QFETCH(QString, file);
    const Form form = fixture::form(id);
    Texts texts = fixture::minimalTexts(id);
    const QJsonObject example = fixture::json(file);
    for (auto it = example.begin(); it != example.end(); ++it)
        texts.insert(it.key(), it.value().toString());
    QCOMPARE(fixture::errors(form, texts), Texts());
    QCOMPARE(fixture::warnings(form, texts).keys(), QStringList({u"exp"_s, u"fpan"_s}));
}

void TestThalesForms::vendorsLocations_areAccepted()
{
    const Form form = fixture::form(u"createToken"_s);
    const QJsonArray locations = fixture::json(u"headers-and-locations.json"_s)["locations"_L1].toArray();
    QCOMPARE(locations.size(), 3);
    for (const auto &location : locations) {
        const Texts texts = with(fixture::minimalTexts(form.id), {{u"device.location"_s, location.toString()}});
        QCOMPARE(fixture::errors(form, texts), Texts());
    }
}

void TestThalesForms::language_beginsAsEnglish_data()
{
    QTest::addColumn<QString>("id");
    for (const QString &id : {u"createToken"_s, u"createAsyncToken"_s, u"createPushToken"_s})
        QTest::newRow(qPrintable(id)) << id;
}

void TestThalesForms::language_beginsAsEnglish()
{
    QFETCH(QString, id);
    QCOMPARE(fixture::form(id).field(u"language"_s)->initialValue, u"en"_s);
    QVERIFY(fixture::form(id).field(u"language"_s)->isRequired);
}

void TestThalesForms::accountScores_explainTheirLevels()
{
    const QList<Choice> scores = fixture::form(u"createToken"_s).field(u"risk.accountScore"_s)->choices;
    QCOMPARE(scores.size(), 5);
    for (const Choice &score : scores) {
        QVERIFY(score.label.startsWith(score.value));
        QVERIFY(!score.help.isEmpty());
    }
    QCOMPARE(scores.at(3).label, u"4 · Trusted account"_s);
}

QTEST_APPLESS_MAIN(TestThalesForms)
#include "tst_thalesforms.moc"

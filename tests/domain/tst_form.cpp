// SPDX-License-Identifier: Apache-2.0
#include "app/domain/form.h"

#include "tests/support/testcards.h"

#include <QTest>

#include <type_traits>

using namespace Qt::StringLiterals;
using Kind = FormField::Kind;

static_assert(!std::is_copy_constructible_v<FormValues> && std::is_move_constructible_v<FormValues>,
              "values hold secrets");

class TestForm : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void secretKinds_areThoseThatNameAPersonOrACard();
    void field_isFoundByKey();
    void values_areKeptByKey();
    void emptyValues_areRemoved();
    void secrets_areKeptApart();
    void removed_isGone();
};

void TestForm::secretKinds_areThoseThatNameAPersonOrACard()
{
    QList<Kind> secret;
    for (int i = 0; i <= static_cast<int>(Kind::Secret); ++i) {
        FormField field;
        field.kind = static_cast<Kind>(i);
        if (field.isSecret())
            secret << field.kind;
    }
    QVERIFY(secret == (QList{Kind::CardNumber, Kind::SecurityCode, Kind::PersonName, Kind::Email, Kind::AccountId,
                             Kind::Secret}));
}

void TestForm::field_isFoundByKey()
{
    Form form;
    form.fields = {{.key = u"fpan"_s, .label = {}}, {.key = u"exp"_s, .label = {}}};
    QCOMPARE(form.field(u"exp"_s), &form.fields.at(1));
    QVERIFY(!form.field(u"cvv"_s));
}

void TestForm::values_areKeptByKey()
{
    FormValues values;
    values.set(u"country"_s, u"FR"_s);
    QVERIFY(values.has(u"country"_s));
    QCOMPARE(values.value(u"country"_s), u"FR"_s);
    QCOMPARE(values.value(u"language"_s), QString());
    QVERIFY(!values.has(u"language"_s));
    QCOMPARE(values.plain().size(), 1);
}

void TestForm::emptyValues_areRemoved()
{
    FormValues values;
    values.set(u"country"_s, u"FR"_s);
    values.set(u"country"_s, QString());
    QVERIFY(!values.has(u"country"_s));
    values.setSecret(u"cvv"_s, SecretBytes::fromText(u"123"));
    values.setSecret(u"cvv"_s, SecretBytes());
    QVERIFY(!values.has(u"cvv"_s));
}

void TestForm::secrets_areKeptApart()
{
    FormValues values;
    values.setSecret(u"fpan"_s, SecretBytes::copyOf(QByteArrayView(TestCards::visa)));
    QVERIFY(values.has(u"fpan"_s));
    QVERIFY(values.secret(u"fpan"_s).bytes() == QByteArrayView(TestCards::visa));
    QVERIFY(values.plain().isEmpty());
    QCOMPARE(values.value(u"fpan"_s), QString());
    QVERIFY(values.secret(u"cvv"_s).isEmpty());

    values.setSecret(u"fpan"_s, SecretBytes::copyOf(QByteArrayView(TestCards::amex)));
    QVERIFY(values.secret(u"fpan"_s).bytes() == QByteArrayView(TestCards::amex));

    const FormValues moved = std::move(values);
    QVERIFY(moved.secret(u"fpan"_s).bytes() == QByteArrayView(TestCards::amex));
}

void TestForm::removed_isGone()
{
    FormValues values;
    values.set(u"country"_s, u"FR"_s);
    values.setSecret(u"cvv"_s, SecretBytes::fromText(u"123"));
    values.remove(u"country"_s);
    values.remove(u"cvv"_s);
    values.remove(u"never there"_s);
    QVERIFY(!values.has(u"country"_s) && !values.has(u"cvv"_s));
}

QTEST_APPLESS_MAIN(TestForm)
#include "tst_form.moc"

// SPDX-License-Identifier: Apache-2.0
#include "app/providers/thales/capabilities.h"
#include "app/providers/thales/connectionform.h"
#include "tests/providers/thales/openapi.h"
#include "tests/providers/thales/thalesfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {
const QStringList createIds{u"createToken"_s, u"createAsyncToken"_s, u"createPciToken"_s, u"createPushToken"_s};

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
} // namespace

class TestThalesCapabilities : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void capabilities_offerLookUpAndDelete();
    void extension_addsSuspendAndResume();
    void capabilities_explainEveryDocumentedErrorCode();
    void capabilities_tokenIdField_takesWhatTheApiTakes_data();
    void capabilities_tokenIdField_takesWhatTheApiTakes();
    void connectionForm_hasItsKeysAndGroups();
    void connectionForm_limitsTheApiKeySoThatTheHeaderFits();
};

void TestThalesCapabilities::capabilities_offerLookUpAndDelete()
{
    const Capabilities capabilities = thales::capabilities(false);
    QCOMPARE(capabilities.operations, QList<Operation>({Operation::LookUp, Operation::Delete}));
    QCOMPARE(capabilities.absentBecause.keys(),
             QList<Operation>({Operation::Suspend, Operation::Resume, Operation::Update}));
    QVERIFY(capabilities.absentBecause.value(Operation::Suspend).contains(u"issuer suspends and resumes"_s));
    QCOMPARE(capabilities.asynchronousCreates, QStringList{u"createAsyncToken"_s});
    QCOMPARE(capabilities.reasons.value(Operation::Delete).size(), 6);
    QVERIFY(capabilities.givesCardArt);
    QCOMPARE(capabilities.creates.size(), 4);
    for (const QString &id : createIds)
        QVERIFY(capabilities.create(id));
}

void TestThalesCapabilities::extension_addsSuspendAndResume()
{
    LifecycleExtension extension = lifecycle::usual();
    QVERIFY(!thales::capabilities(false, extension).offers(Operation::Suspend));
    extension.isOn = true;
    extension.resume.reasons = u"F = Found"_s;
    const Capabilities capabilities = thales::capabilities(false, extension);
    for (const Operation operation : {Operation::Suspend, Operation::Resume}) {
        QVERIFY(capabilities.offers(operation));
        QVERIFY(capabilities.isByContract(operation));
        QVERIFY(!capabilities.absentBecause.contains(operation));
    }
    QVERIFY(!capabilities.isByContract(Operation::Delete));
    QCOMPARE(capabilities.reasons.value(Operation::Suspend).size(), 5);
    QCOMPARE(capabilities.reasons.value(Operation::Resume).size(), 1);
    QVERIFY(capabilities.absentBecause.contains(Operation::Update));
}

void TestThalesCapabilities::capabilities_explainEveryDocumentedErrorCode()
{
    const Capabilities capabilities = thales::capabilities(false);
    QStringList documented;
    for (const QString &id : createIds)
        documented << openapi::errorCodes(id);
    documented.removeDuplicates();
    QCOMPARE(documented.size(), 9);
    QCOMPARE(sorted(capabilities.errors.keys()), sorted(documented));
    for (const ErrorExplanation &explanation : capabilities.errors) {
        QVERIFY(explanation.meaning.endsWith(u'.'));
        QVERIFY(explanation.nextStep.endsWith(u'.'));
    }
}

void TestThalesCapabilities::capabilities_tokenIdField_takesWhatTheApiTakes_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<bool>("isValid");
    QTest::newRow("ordinary") << u"tok_9f2c-02"_s << true;
    QTest::newRow("one character") << u"a"_s << true;
    QTest::newRow("128 characters") << QString(128, u'x') << true;
    QTest::newRow("129 characters") << QString(129, u'x') << false;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("slash") << u"a/b"_s << false;
    QTest::newRow("dots") << u".."_s << false;
    QTest::newRow("line end") << u"abc\n"_s << false;
    QTest::newRow("letter of another script") << u"tok_\u0434"_s << false;
    QTest::newRow("digit of another script") << u"tok_\u0664"_s << false;
}

void TestThalesCapabilities::capabilities_tokenIdField_takesWhatTheApiTakes()
{
    QFETCH(QString, id);
    QFETCH(bool, isValid);
    QCOMPARE(thales::isTokenId(id), isValid);
    Form form;
    form.fields = {thales::capabilities(false).tokenIdField};
    QCOMPARE(fixture::errors(form, {{u"tokenId"_s, id}}).isEmpty(), isValid);
}

void TestThalesCapabilities::connectionForm_hasItsKeysAndGroups()
{
    const Form form = thales::connectionForm();
    QCOMPARE(keysOf(form), QStringList({u"baseUrl"_s, u"merchantId"_s, u"apiKey"_s, u"caFile"_s, u"visaVces"_s,
                                        u"clientCertificateFile"_s, u"clientKeyFile"_s, u"clientKeyPassphrase"_s,
                                        u"encryptionCertificateFile"_s, u"encryptionKeyId"_s, u"decryptionKeyFile"_s,
                                        u"decryptionKeyId"_s, u"decryptionKeyPassphrase"_s, u"proxy.use"_s,
                                        u"proxy.address"_s, u"proxy.user"_s, u"proxy.password"_s, u"receiver.isOn"_s,
                                        u"receiver.address"_s, u"receiver.port"_s, u"receiver.certificateFile"_s,
                                        u"receiver.keyFile"_s, u"receiver.keyPassphrase"_s, u"receiver.authorityFile"_s,
                                        u"receiver.scheme"_s, u"receiver.user"_s, u"receiver.secret"_s}));
    QStringList required;
    QStringList groups;
    for (const FormField &field : form.fields) {
        if (field.isRequired)
            required << field.key;
        groups << field.group;
        QVERIFY2(!field.help.isEmpty(), qPrintable(field.key));
    }
    groups.removeDuplicates();
    QCOMPARE(groups, QStringList({u"Server"_s, u"Client certificate"_s, u"Encryption"_s, u"Proxy"_s, u"Notifications"_s}));
    QCOMPARE(required, QStringList({u"baseUrl"_s, u"merchantId"_s, u"apiKey"_s, u"clientCertificateFile"_s,
                                    u"encryptionCertificateFile"_s}));
}

void TestThalesCapabilities::connectionForm_limitsTheApiKeySoThatTheHeaderFits()
{
    const Form form = thales::connectionForm();
    const FormField *apiKey = form.field(u"apiKey"_s);
    QCOMPARE(apiKey->maxLength, 505);
    QVERIFY(apiKey->isSecret());
}

QTEST_APPLESS_MAIN(TestThalesCapabilities)
#include "tst_thalescapabilities.moc"

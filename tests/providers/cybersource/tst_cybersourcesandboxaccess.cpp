// SPDX-License-Identifier: Apache-2.0
#include "tests/providers/cybersource/cybersourcefixture.h"
#include "tests/providers/cybersource/sandboxsubject.h"
#include "tests/support/settling.h"

#include <QTest>

using namespace Qt::StringLiterals;

//! How a connection is let in by the sandbox, and what its probe says when it is not.
class TestCybersourceSandboxAccess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void builtInConnection_worksAndEncryptsBothWays();
    void sharedSecret_worksAndEncryptsBothWays();
    void httpSignature_worksAndIsSaidToBeRetired();
    void wrongValue_isRefused_data();
    void wrongValue_isRefused();
    void refusalOfAJwt_doesNotSoundLikeThatOfAP12File();
    void wrongClock_isNamedAndNotTheKey_data();
    void wrongClock_isNamedAndNotTheKey();
    void expiredP12_isNamedWhenOpenedAndWhenUsed();
    void wrongPassphrase_isNamedBeforeAnythingIsSent();
    void anotherDecryptionKey_isNamed();
    void unknownDecryptionKeyId_isNamed();
    void unknownProfile_isNamed();
    void proxy_isTheWayAndIsNamedWhenThereIsNone();

private:
    SandboxSubject m_subject;
};

void TestCybersourceSandboxAccess::initTestCase()
{
    QVERIFY(m_subject.start());
}

void TestCybersourceSandboxAccess::builtInConnection_worksAndEncryptsBothWays()
{
    const auto found = m_subject.probe(m_subject.builtIn());
    QVERIFY2(found, failureText(found).constData());
    QVERIFY2(found->contains(u"P12"_s), qPrintable(*found));
    QVERIFY2(found->contains(u"clock agrees"_s), qPrintable(*found));

    const auto provider = m_subject.open(m_subject.builtIn());
    QVERIFY2(provider, failureText(provider).constData());
    const auto created = sandboxsubject::create(**provider, "createInstrumentIdentifier"_L1,
                                                {{u"card.number"_s, u"4000000000000341"_s}});
    QVERIFY2(created, failureText(created).constData());
    const Exchange exchange = m_subject.exchanges().all().last();
    QVERIFY2(exchange.requestBody.contains(u"encryptedRequest"_s), qPrintable(exchange.requestBody));
    QVERIFY2(exchange.responseBody.contains(u"encryptedResponse"_s), qPrintable(exchange.responseBody));
}

void TestCybersourceSandboxAccess::sharedSecret_worksAndEncryptsBothWays()
{
    const auto provider = m_subject.open(m_subject.bySecret(u"jwt-secret"_s));
    QVERIFY2(provider, failureText(provider).constData());
    const auto created = sandboxsubject::create(**provider, "createInstrumentIdentifier"_L1,
                                                {{u"card.number"_s, u"4000000000000341"_s}});
    QVERIFY2(created, failureText(created).constData());
    const Exchange exchange = m_subject.exchanges().all().last();
    QVERIFY2(exchange.requestBody.contains(u"encryptedRequest"_s), qPrintable(exchange.requestBody));
    QVERIFY2(exchange.responseBody.contains(u"encryptedResponse"_s), qPrintable(exchange.responseBody));
    const auto found = m_subject.probe(m_subject.bySecret(u"jwt-secret"_s));
    QVERIFY2(found, failureText(found).constData());
    QVERIFY2(found->contains(u"accepted the JWT"_s), qPrintable(*found));
}

void TestCybersourceSandboxAccess::httpSignature_worksAndIsSaidToBeRetired()
{
    const auto found = m_subject.probe(m_subject.bySecret(u"http-signature"_s));
    QVERIFY2(found, failureText(found).constData());
    QVERIFY2(found->contains(u"retiring"_s), qPrintable(*found));
    const auto provider = m_subject.open(m_subject.bySecret(u"http-signature"_s));
    QVERIFY2(provider, failureText(provider).constData());
    const auto read = sandboxsubject::lookUp(**provider, u"7010000000016241111"_s);
    QVERIFY2(read, failureText(read).constData());
    const auto created = sandboxsubject::create(**provider, "createInstrumentIdentifier"_L1,
                                                {{u"card.number"_s, u"4000000000000341"_s}});
    QVERIFY2(created, failureText(created).constData());
}

void TestCybersourceSandboxAccess::wrongValue_isRefused_data()
{
    QTest::addColumn<QString>("authentication");
    QTest::addColumn<QString>("setting");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("blamed");
    const QString secret = QString::fromLatin1(QByteArray("another secret, just as long as it").toBase64());
    for (const QString &way : {u"jwt-secret"_s, u"http-signature"_s}) {
        const auto row = [&way](const char *what) -> QTestData & {
            return QTest::addRow("%s %s", qPrintable(way), what);
        };
        row("secret") << way << u"sharedSecret"_s << secret << u"sharedSecret"_s;
        row("merchant") << way << u"merchantId"_s << u"somebody_else"_s << u"sharedSecret"_s;
        row("key id") << way << u"keyId"_s << u"00000000-1111-4222-8333-444444444444"_s << u"sharedSecret"_s;
        row("portfolio") << way << u"portfolioId"_s << u"a_portfolio"_s << u"sharedSecret"_s;
    }
    QTest::newRow("P12 merchant") << u"jwt-p12"_s << u"merchantId"_s << u"somebody_else"_s << u"p12File"_s;
}

void TestCybersourceSandboxAccess::wrongValue_isRefused()
{
    QFETCH(QString, authentication);
    QFETCH(QString, setting);
    QFETCH(QString, value);
    QFETCH(QString, blamed);
    const auto values = authentication == "jwt-p12"_L1 ? m_subject.builtIn({{setting, value}})
                                                       : m_subject.bySecret(authentication, {{setting, value}});
    const auto found = m_subject.probe(values);
    QVERIFY(!found);
    QCOMPARE(toString(found.error().kind), u"Unauthorized"_s);
    QCOMPARE(found.error().field, blamed);
    const auto provider = m_subject.open(values);
    QVERIFY2(provider, failureText(provider).constData());
    const ErrorExplanation explained = (*provider)->capabilities().errors.value(found.error().code);
    QVERIFY2(explained.meaning.contains(u"merchant"_s), qPrintable(found.error().code));
    QVERIFY2(!explained.nextStep.isEmpty(), qPrintable(found.error().code));
}

void TestCybersourceSandboxAccess::refusalOfAJwt_doesNotSoundLikeThatOfAP12File()
{
    const auto p12 = m_subject.probe(m_subject.builtIn({{u"merchantId"_s, u"somebody_else"_s}}));
    const auto jwt = m_subject.probe(m_subject.bySecret(u"jwt-secret"_s, {{u"merchantId"_s, u"somebody_else"_s}}));
    QVERIFY(!p12 && !jwt);
    QVERIFY2(p12.error().detail.contains(u"P12 file"_s), qPrintable(p12.error().detail));
    QVERIFY2(jwt.error().detail.contains(u"shared secret"_s), qPrintable(jwt.error().detail));
}

void TestCybersourceSandboxAccess::wrongClock_isNamedAndNotTheKey_data()
{
    QTest::addColumn<QString>("authentication");
    QTest::addColumn<int>("minutes");
    QTest::addColumn<QString>("said");
    for (const QString &way : {u"jwt-p12"_s, u"jwt-secret"_s, u"http-signature"_s}) {
        QTest::addRow("%s ahead", qPrintable(way)) << way << 6 << u"360 seconds ahead of"_s;
        QTest::addRow("%s behind", qPrintable(way)) << way << -6 << u"360 seconds behind"_s;
    }
}

void TestCybersourceSandboxAccess::wrongClock_isNamedAndNotTheKey()
{
    QFETCH(QString, authentication);
    QFETCH(int, minutes);
    QFETCH(QString, said);
    m_subject.deskClock().advance(std::chrono::minutes(minutes));
    const auto found =
        m_subject.probe(authentication == "jwt-p12"_L1 ? m_subject.builtIn() : m_subject.bySecret(authentication));
    m_subject.deskClock().advance(std::chrono::minutes(-minutes));
    QVERIFY(!found);
    QCOMPARE(toString(found.error().kind), u"Unauthorized"_s);
    QCOMPARE(found.error().code, u"CLOCK"_s);
    QVERIFY2(found.error().providerDetail.contains(said), qPrintable(found.error().providerDetail));
    QVERIFY(found.error().field.isEmpty());
}

void TestCybersourceSandboxAccess::expiredP12_isNamedWhenOpenedAndWhenUsed()
{
    const auto provider = m_subject.open(m_subject.builtIn());
    QVERIFY2(provider, failureText(provider).constData());
    const QDateTime now = m_subject.deskClock().nowUtc();
    m_subject.deskClock().setNowUtc(now.addYears(30));
    const auto used = sandboxsubject::lookUp(**provider, u"7010000000016241111"_s);
    const auto opened = m_subject.open(m_subject.builtIn());
    m_subject.deskClock().setNowUtc(now);
    QVERIFY(!used && !opened);
    for (const Error &error : {used.error(), opened.error()}) {
        QCOMPARE(toString(error.kind), u"Configuration"_s);
        QCOMPARE(error.field, u"p12File"_s);
        QVERIFY2(error.detail.contains(u"expired on"_s), qPrintable(error.detail));
    }
}

void TestCybersourceSandboxAccess::wrongPassphrase_isNamedBeforeAnythingIsSent()
{
    const qsizetype before = m_subject.exchanges().all().size();
    const auto opened = m_subject.open(m_subject.builtIn({{u"p12Passphrase"_s, u"wrong"_s}}));
    QVERIFY(!opened);
    QCOMPARE(toString(opened.error().kind), u"Configuration"_s);
    QCOMPARE(opened.error().field, u"p12Passphrase"_s);
    QCOMPARE(m_subject.exchanges().all().size(), before);
}

void TestCybersourceSandboxAccess::anotherDecryptionKey_isNamed()
{
    const QString otherKey = m_subject.sandbox().connection().decryptionKeyFile;
    const auto found = m_subject.probe(m_subject.builtIn({{u"decryptionKeyFile"_s, otherKey}}));
    QVERIFY(!found);
    QCOMPARE(toString(found.error().kind), u"Undecryptable"_s);
    QCOMPARE(found.error().field, u"decryptionKeyFile"_s);
}

void TestCybersourceSandboxAccess::unknownDecryptionKeyId_isNamed()
{
    const auto found = m_subject.probe(m_subject.builtIn({{u"decryptionKeyId"_s, u"1234567890"_s}}));
    QVERIFY(!found);
    QCOMPARE(found.error().field, u"decryptionKeyId"_s);
}

void TestCybersourceSandboxAccess::unknownProfile_isNamed()
{
    const auto found =
        m_subject.probe(m_subject.builtIn({{u"profileId"_s, u"00000000-AD51-4CC2-A682-EA3E93614EB1"_s}}));
    QVERIFY(!found);
    QCOMPARE(found.error().code, u"notFound (424)"_s);
    QCOMPARE(found.error().field, u"profileId"_s);
}

void TestCybersourceSandboxAccess::proxy_isTheWayAndIsNamedWhenThereIsNone()
{
    const auto found =
        m_subject.probe(m_subject.builtIn({{u"proxy.use"_s, u"own"_s}, {u"proxy.address"_s, u"127.0.0.1:1"_s}}));
    QVERIFY(!found);
    QCOMPARE(toString(found.error().kind), u"ProxyUnreachable"_s);
    QCOMPARE(found.error().field, u"proxy.address"_s);
    const auto wrong =
        m_subject.open(m_subject.builtIn({{u"proxy.use"_s, u"own"_s}, {u"proxy.address"_s, u"nowhere"_s}}));
    QVERIFY(!wrong);
    QCOMPARE(toString(wrong.error().kind), u"Configuration"_s);
    QCOMPARE(wrong.error().field, u"proxy.address"_s);
}

QTEST_GUILESS_MAIN(TestCybersourceSandboxAccess)
#include "tst_cybersourcesandboxaccess.moc"

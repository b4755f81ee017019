// SPDX-License-Identifier: Apache-2.0
#include "app/crypto/jwe.h"
#include "app/providers/thales/disclosure.h"
#include "tests/providers/thales/thalesfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {
QString itemsOf(const Disclosure &disclosure)
{
    QStringList items;
    for (const Disclosure::Item &item : disclosure.items)
        items << item.label + u'=' + QString::fromUtf8(item.value->bytes());
    return items.join(u';');
}

QString disclosed(const QByteArray &plaintext)
{
    const auto disclosure = thales::issuerDisclosure(SecretBytes::copyOf(QByteArrayView(plaintext)));
    return disclosure ? itemsOf(**disclosure) : disclosure.error().detail;
}

QString encrypted(const QByteArray &plaintext, const QString &keyId)
{
    const Key merchant = fixture::privateKey(u"keys/merchant.pem"_s, keyId);
    return QString::fromLatin1(*encryptJwe(SecretBytes::copyOf(QByteArrayView(plaintext)), merchant));
}

const QString everything = u"Name=JOHN DOE;Address, line 1=1 Market St;Postal code=94105;City=San Francisco;Region=CA;"
                           "Country=US;E-mail=john@doe.com;Phone number=+1 415 555 0100;Personal id=AB-123"_s;
} // namespace

class TestThalesDisclosure : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recordedMessage_opens();
    void flatAndNestedKeys_areTheSame();
    void membersTheDocumentDoesNotHave_comeLast();
    void repeatedMember_theLastCounts();
    void nothingSent_isNeitherDisclosureNorProblem();
    void emptyObject_isAnEmptyDisclosure();
    void problems_sayWhichKeyIsWanted();
    void alteredMessage_isAProblem();
    void notAMessage_isAProblem();
    void notAnObject_isAProblemWithoutContent();
    void tooLong_isAProblem();
};

// Made by another JOSE library, for the merchant's certificate.
void TestThalesDisclosure::recordedMessage_opens()
{
    const thales::IssuerData data = thales::openIssuerData(
        QString::fromLatin1(fixture::data(u"create-push-token.issuer-info.jwe"_s)), fixture::merchantKeys());
    QCOMPARE(data.problem, QString());
    QVERIFY(data.disclosure);
    QCOMPARE(itemsOf(*data.disclosure), everything);
    QVERIFY(!data.disclosure->title.isEmpty());
}

void TestThalesDisclosure::flatAndNestedKeys_areTheSame()
{
    QCOMPARE(disclosed("{\"address.line1\":\"a\",\"address.city\":\"b\"}"),
             disclosed("{\"address\":{\"city\":\"b\",\"line1\":\"a\"}}"));
    QCOMPARE(disclosed("{\"address.line1\":\"a\"}"), u"Address, line 1=a"_s);
}

void TestThalesDisclosure::membersTheDocumentDoesNotHave_comeLast()
{
    QCOMPARE(disclosed("{\"vip\":true,\"name\":\"J\",\"address\":{\"planet\":\"Earth\"}}"),
             u"Name=J;vip=true;address.planet=Earth"_s);
}

void TestThalesDisclosure::repeatedMember_theLastCounts()
{
    QCOMPARE(disclosed("{\"name\":\"a\",\"name\":\"b\"}"), u"Name=b"_s);
}

void TestThalesDisclosure::nothingSent_isNeitherDisclosureNorProblem()
{
    const thales::IssuerData data = thales::openIssuerData(QString(), fixture::merchantKeys());
    QVERIFY(!data.disclosure);
    QVERIFY(data.problem.isEmpty());
}

void TestThalesDisclosure::emptyObject_isAnEmptyDisclosure()
{
    const thales::IssuerData data = thales::openIssuerData(encrypted("{}", u"merchant-1"_s), fixture::merchantKeys());
    QVERIFY(data.disclosure);
    QVERIFY(data.disclosure->items.isEmpty());
}

void TestThalesDisclosure::problems_sayWhichKeyIsWanted()
{
    const QString jwe = encrypted("{}", u"key-of-2024"_s);
    const thales::IssuerData noKey = thales::openIssuerData(jwe, KeyRing());
    QVERIFY2(noKey.problem.contains(u"“key-of-2024”"_s) && noKey.problem.contains(u"no decryption key"_s),
             qPrintable(noKey.problem));
    const thales::IssuerData otherKey = thales::openIssuerData(jwe, fixture::merchantKeys());
    QVERIFY2(otherKey.problem.contains(u"“key-of-2024”"_s) && otherKey.problem.contains(u"not this"_s),
             qPrintable(otherKey.problem));
    QVERIFY(!noKey.disclosure && !otherKey.disclosure);
}

void TestThalesDisclosure::alteredMessage_isAProblem()
{
    QString jwe = encrypted("{\"name\":\"JOHN DOE\"}", u"merchant-1"_s);
    const qsizetype at = jwe.lastIndexOf(u'.') + 1;
    jwe[at] = jwe.at(at) == u'A' ? u'B' : u'A';
    const thales::IssuerData data = thales::openIssuerData(jwe, fixture::merchantKeys());
    QVERIFY2(data.problem.contains(u"“merchant-1”"_s) && data.problem.contains(u"does not open"_s),
             qPrintable(data.problem));
}

void TestThalesDisclosure::notAMessage_isAProblem()
{
    const thales::IssuerData data =
        thales::openIssuerData(u"eyJhbGciOi.ENCRYPTED-KEY.IV.CIPHERTEXT.TAG"_s, fixture::merchantKeys());
    QVERIFY2(data.problem.contains(u"not a well-formed JWE"_s), qPrintable(data.problem));
}

void TestThalesDisclosure::notAnObject_isAProblemWithoutContent()
{
    const thales::IssuerData data =
        thales::openIssuerData(encrypted("JOHN DOE", u"merchant-1"_s), fixture::merchantKeys());
    QVERIFY(!data.problem.isEmpty());
    QVERIFY(!data.problem.contains(u"JOHN"_s));
}

void TestThalesDisclosure::tooLong_isAProblem()
{
    const QByteArray plaintext = "{\"name\":\"" + QByteArray(8000, 'x') + "\"}";
    const thales::IssuerData data =
        thales::openIssuerData(encrypted(plaintext, u"merchant-1"_s), fixture::merchantKeys());
    QVERIFY2(data.problem.contains(u"8196"_s), qPrintable(data.problem));
    QVERIFY(!data.disclosure);
}

QTEST_APPLESS_MAIN(TestThalesDisclosure)
#include "tst_thalesdisclosure.moc"

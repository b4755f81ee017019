// SPDX-License-Identifier: Apache-2.0
#include "app/crypto/jwe.h"
#include "app/crypto/key.h"
#include "tests/crypto/forgedjwe.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
QJsonObject vector(const QString &name)
{
    QFile file(QStringLiteral(TEST_DATA_DIR "/crypto/") + name);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

QJsonObject rsaJwk()
{
    return vector(u"rfc7516-a1.json"_s).value("key"_L1).toObject();
}

//! RFC 7517, appendix A.2.
QJsonObject ecJwk()
{
    return {{u"kty"_s, u"EC"_s},
            {u"crv"_s, u"P-256"_s},
            {u"x"_s, u"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4"_s},
            {u"y"_s, u"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"_s},
            {u"d"_s, u"870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE"_s},
            {u"use"_s, u"enc"_s},
            {u"kid"_s, u"1"_s}};
}

QByteArray text(const QJsonObject &jwk)
{
    return QJsonDocument(jwk).toJson(QJsonDocument::Compact);
}

QJsonObject without(QJsonObject jwk, const QStringList &members)
{
    for (const QString &member : members)
        jwk.remove(member);
    return jwk;
}

QJsonObject with(QJsonObject jwk, const QString &member, const QJsonValue &value)
{
    jwk.insert(member, value);
    return jwk;
}

QString refusal(const QByteArray &jwk)
{
    const Result<Key> key = readKey(jwk);
    return key                                              ? u"accepted"_s
           : key.error().kind == Error::Kind::Configuration ? key.error().detail
                                                            : u"another kind"_s;
}
} // namespace

class TestJwk : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void vectorsOfTheRfcs_open_data();
    void vectorsOfTheRfcs_open();
    void rsa_isReadInEveryCompleteness();
    void ec_isReadOnEveryCurve_data();
    void ec_isReadOnEveryCurve();
    void id_comesFromKidUnlessGiven();
    void useAndAlgorithm_areKept();
    void refused_data();
    void refused();
    void pointThatIsNotOnTheCurve_isRefused_F6();
    void publicJwk_hasNoPrivateMember();
    void publicJwk_isReadAgain();
};

void TestJwk::vectorsOfTheRfcs_open_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("RFC 7516 A.1") << u"rfc7516-a1.json"_s;
    QTest::newRow("RFC 7520 5.2") << u"rfc7520-5.2.json"_s;
}

void TestJwk::vectorsOfTheRfcs_open()
{
    QFETCH(const QString, file);
    const QJsonObject published = vector(file);
    const Result<Key> key = readKey(text(published.value("key"_L1).toObject()));
    QVERIFY2(key.has_value(), key ? "" : qPrintable(key.error().detail));
    const QByteArray compact = published.value("compact"_L1).toString().toLatin1();
    QVERIFY(!compact.isEmpty());

    const auto plaintext = decryptJwe(compact, ringOf(*key), {{u"RSA-OAEP"_s}, {u"A256GCM"_s}});
    QVERIFY2(plaintext.has_value(), plaintext ? "" : qPrintable(plaintext.error().detail));
    QCOMPARE((*plaintext)->bytes().toByteArray(), published.value("plaintext"_L1).toString().toUtf8());

    QVERIFY2(!decryptJwe(compact, ringOf(*key)), "RSA-OAEP with SHA-1 is for who asks for it");
    QByteArray altered = compact;
    altered[altered.size() - 3] = altered.at(altered.size() - 3) == 'A' ? 'B' : 'A';
    QVERIFY(!decryptJwe(altered, ringOf(*key), {{u"RSA-OAEP"_s}, {u"A256GCM"_s}}));
}

void TestJwk::rsa_isReadInEveryCompleteness()
{
    const QStringList factors{u"p"_s, u"q"_s, u"dp"_s, u"dq"_s, u"qi"_s};
    const QByteArray compact = vector(u"rfc7516-a1.json"_s).value("compact"_L1).toString().toLatin1();
    const auto opens = [&](const QJsonObject &jwk) {
        const Result<Key> key = readKey(text(jwk));
        return key && key->isPrivate() &&
               decryptJwe(compact, ringOf(*key), {{u"RSA-OAEP"_s}, {u"A256GCM"_s}}).has_value();
    };
    QVERIFY(opens(rsaJwk()));
    QVERIFY(opens(without(rsaJwk(), factors)));

    const Result<Key> publicKey = readKey(text(without(rsaJwk(), factors + QStringList{u"d"_s})));
    QVERIFY(publicKey && publicKey->isRsa() && !publicKey->isPrivate());
    QCOMPARE(publicKey->bits(), 2048);
}

void TestJwk::ec_isReadOnEveryCurve_data()
{
    QTest::addColumn<QJsonObject>("jwk");
    QTest::addColumn<int>("bits");
    QTest::newRow("P-256") << ecJwk() << 256;
    // RFC 7520, section 3.2: the first octet of both coordinates is zero but for one bit.
    QTest::newRow("P-521")
        << QJsonObject{{u"kty"_s, u"EC"_s},
                       {u"crv"_s, u"P-521"_s},
                       {u"x"_s,
                        u"AHKZLLOsCOzz5cY97ewNUajB957y-C-U88c3v13nmGZx6sYl_oJXu9A5RkTKqjqvjyekWF-7ytDyRXYgCF5cj0Kt"_s},
                       {u"y"_s,
                        u"AdymlHvOiLxXkEhayXQnNCvDX4h9htZaCJN34kfmC6pV5OhQHiraVySsUdaQkAgDPrwQrJmbnX9cwlGfP-HqHZR1"_s},
                       {u"d"_s,
                        u"AAhRON2r9cqXX1hg-RoI6R1tX5p2rUAYdmpHZoC1XNM56KtscrX6zbKipQrCW9CGZH3T4ubpnoTKLDYJ_fF3_rJt"_s}}
        << 521;
}

void TestJwk::ec_isReadOnEveryCurve()
{
    QFETCH(const QJsonObject, jwk);
    QFETCH(const int, bits);
    const Result<Key> key = readKey(text(jwk));
    QVERIFY2(key.has_value(), key ? "" : qPrintable(key.error().detail));
    QVERIFY(key->isPrivate() && !key->isRsa());
    QCOMPARE(key->bits(), bits);
    const QJsonObject written = QJsonDocument::fromJson(publicJwk(*key).value()).object();
    for (const QString &member : {u"kty"_s, u"crv"_s, u"x"_s, u"y"_s})
        QCOMPARE(written.value(member), jwk.value(member));

    const Result<Key> publicKey = readKey(text(without(jwk, {u"d"_s})));
    QVERIFY2(publicKey.has_value(), publicKey ? "" : qPrintable(publicKey.error().detail));
    QVERIFY(!publicKey->isPrivate());
}

void TestJwk::id_comesFromKidUnlessGiven()
{
    const QByteArray jwk = text(with(rsaJwk(), u"kid"_s, u"Zoë \"1\""_s));
    QCOMPARE(readKey(jwk)->id(), u"Zoë \"1\""_s);
    QCOMPARE(readKey(jwk, u"given"_s)->id(), u"given"_s);
    QCOMPARE(readKey(text(rsaJwk()))->id(), QString());
    QCOMPARE(refusal(" \r\n" + jwk + '\n'), u"accepted"_s);
}

void TestJwk::useAndAlgorithm_areKept()
{
    QCOMPARE(readKey(text(with(rsaJwk(), u"alg"_s, u"RSA-OAEP"_s)))->algorithm(), u"RSA-OAEP"_s);
    QCOMPARE(readKey(text(rsaJwk()))->algorithm(), QString());
    QVERIFY(readKey(text(rsaJwk()))->isForEncryption());
    QVERIFY(!readKey(text(with(rsaJwk(), u"use"_s, u"sig"_s)))->isForEncryption());
    QVERIFY(!readKey(text(with(rsaJwk(), u"key_ops"_s, QJsonArray{u"sign"_s})))->isForEncryption());
    QVERIFY(readKey(text(with(rsaJwk(), u"key_ops"_s, QJsonArray{u"unwrapKey"_s})))->isForEncryption());
    // The vector of RFC 7520 is bound to RSA-OAEP: not even a policy that allows more opens more with it.
    const Key bound = readKey(text(vector(u"rfc7520-5.2.json"_s).value("key"_L1).toObject())).value();
    ForgedJwe forged;
    QCOMPARE(decryptJwe(forged.compact(bound), ringOf(bound.withId(u"desk"_s))).error().detail,
             u"The key \"desk\" is bound to the algorithm \"RSA-OAEP\"."_s);
}

void TestJwk::refused_data()
{
    QTest::addColumn<QByteArray>("jwk");
    QTest::addColumn<QString>("detail");
    const QString notPair = u"The private part of the key does not belong to its public part."_s;
    const QString notEc = u"The numbers of the JWK are not those of a point on its curve."_s;
    const auto lax = [](const char *member) {
        return u"The member \"%1\" of the JWK is not strict base64url."_s.arg(QLatin1StringView(member));
    };
    const auto row = [](const char *name, const QJsonObject &jwk, const QString &detail) {
        QTest::newRow(name) << text(jwk) << detail;
    };

    QTest::newRow("set") << QByteArray(R"({"keys":[]})") << u"The file is a JWK set; one JWK alone is needed."_s;
    QTest::newRow("no kty") << QByteArray(R"({"a":1})") << u"The file is JSON but not a JWK: it has no \"kty\"."_s;
    QTest::newRow("kty a number") << QByteArray(R"({"kty":1})")
                                  << u"The file is JSON but not a JWK: it has no \"kty\"."_s;
    QTest::newRow("oct") << QByteArray(R"({"kty":"oct","k":"AAAA"})")
                         << u"The JWK is of the kind \"oct\"; RSA or EC is needed."_s;
    QTest::newRow("OKP") << QByteArray(R"({"kty":"OKP","crv":"X25519","x":"AAAA"})")
                         << u"The JWK is of the kind \"OKP\"; RSA or EC is needed."_s;
    QTest::newRow("not JSON") << QByteArray("{kty")
                              << u"The file looks like a JWK but is not well-formed JSON (byte 1)."_s;
    QTest::newRow("twice") << text(rsaJwk()).chopped(1) + R"(,"n":"AQAB"})"
                           << u"The file looks like a JWK but has the member \"n\" twice."_s;
    row("no n", without(rsaJwk(), {u"n"_s}), u"The JWK has no \"n\"."_s);
    row("no e", without(rsaJwk(), {u"e"_s}), u"The JWK has no \"e\"."_s);
    row("no y", without(ecJwk(), {u"y"_s}), u"The JWK has no \"y\"."_s);
    row("padded", with(rsaJwk(), u"e"_s, u"AQAB===="_s), lax("e"));
    row("line break", with(rsaJwk(), u"n"_s, QString(rsaJwk().value("n"_L1).toString()).insert(8, u'\n')), lax("n"));
    row("n a number", with(rsaJwk(), u"n"_s, 17), lax("n"));
    row("d empty", with(rsaJwk(), u"d"_s, QString()), lax("d"));
    row("d null", with(rsaJwk(), u"d"_s, QJsonValue::Null), lax("d"));
    row("trailing bits", with(ecJwk(), u"x"_s, u"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D5"_s), lax("x"));
    row("kid a number", with(rsaJwk(), u"kid"_s, 1), u"The member \"kid\" of the JWK is not a string."_s);
    row("alg a list", with(rsaJwk(), u"alg"_s, QJsonArray{u"RSA-OAEP-256"_s}),
        u"The member \"alg\" of the JWK is not a string."_s);
    row("RSA 1024",
        without(with(rsaJwk(), u"n"_s, QString(rsaJwk().value("n"_L1).toString()).left(170) + u'w'), {u"d"_s}),
        u"The RSA key has 1024 bits; at least 2048 are needed."_s);
    row("e of one", without(with(rsaJwk(), u"e"_s, u"AQ"_s), {u"d"_s}),
        u"The RSA key has an exponent that no RSA key may have."_s);
    row("e even", without(with(rsaJwk(), u"e"_s, u"AQAA"_s), {u"d"_s}),
        u"The RSA key has an exponent that no RSA key may have."_s);
    row("d of another key",
        without(with(rsaJwk(), u"d"_s, rsaJwk().value("n"_L1)), {u"p"_s, u"q"_s, u"dp"_s, u"dq"_s, u"qi"_s}), notPair);
    row("three primes", with(rsaJwk(), u"oth"_s, QJsonArray{}),
        u"The JWK has more than two primes, which is not supported."_s);
    row("d of another EC key", with(ecJwk(), u"d"_s, u"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"_s), notPair);
    row("unknown curve", with(ecJwk(), u"crv"_s, u"secp256k1"_s), notEc);
    row("no curve", without(ecJwk(), {u"crv"_s}), notEc);
    row("point of another curve", with(ecJwk(), u"crv"_s, u"P-384"_s), notEc);
    row("x too short", with(ecJwk(), u"x"_s, u"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv"_s), notEc);
    row("n of zero", without(with(rsaJwk(), u"n"_s, u"AA"_s), {u"d"_s}),
        u"The numbers of the JWK are not those of an RSA key."_s);
}

void TestJwk::refused()
{
    QFETCH(const QByteArray, jwk);
    QFETCH(const QString, detail);
    QCOMPARE(refusal(jwk), detail);
}

void TestJwk::pointThatIsNotOnTheCurve_isRefused_F6()
{
    // The y of the vector with its last octet changed.
    const QJsonObject off = with(ecJwk(), u"y"_s, u"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyQ"_s);
    QCOMPARE(refusal(text(without(off, {u"d"_s}))), u"The numbers of the JWK are not those of a point on its curve."_s);
    QVERIFY(refusal(text(off)) != u"accepted"_s);
}

void TestJwk::publicJwk_hasNoPrivateMember()
{
    for (const QJsonObject &jwk : {with(rsaJwk(), u"kid"_s, u"k"_s), with(ecJwk(), u"kid"_s, u"k"_s)}) {
        const Result<QByteArray> written = publicJwk(readKey(text(jwk)).value());
        QVERIFY(written.has_value());
        const QJsonObject members = QJsonDocument::fromJson(*written).object();
        const bool isRsa = jwk.value("kty"_L1) == "RSA"_L1;
        const QStringList expected = isRsa ? QStringList{u"e"_s, u"kid"_s, u"kty"_s, u"n"_s}
                                           : QStringList{u"crv"_s, u"kid"_s, u"kty"_s, u"x"_s, u"y"_s};
        QCOMPARE(members.keys(), expected);
        for (const QString &member : expected)
            QCOMPARE(members.value(member), jwk.value(member));
        QVERIFY(!written->contains(' ') && !written->contains('\n'));
    }
}

void TestJwk::publicJwk_isReadAgain()
{
    const Key again = readKey(publicJwk(deskKey()).value()).value();
    QCOMPARE(again.id(), u"desk"_s);
    const Result<QByteArray> compact = encryptJwe(SecretBytes::copyOf("text"_ba), again);
    QVERIFY(compact && decryptJwe(*compact, ringOf(deskKey())).has_value());
}

QTEST_APPLESS_MAIN(TestJwk)
#include "tst_jwk.moc"

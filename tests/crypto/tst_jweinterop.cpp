// SPDX-License-Identifier: Apache-2.0
// What we seal others open, and what others seal we open.
#include "app/crypto/jwe.h"
#include "tests/crypto/forgedjwe.h"
#include "tests/crypto/oracle.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
const QString rsaOaep256 = u"RSA-OAEP-256"_s;
const QString a256Gcm = u"A256GCM"_s;

QString base64(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes.toBase64());
}

QList<QByteArray> plaintexts()
{
    return {"x",
            "{\"fpan\":\"4111111111111111\",\"exp\":\"1229\"}",
            u"{\"name\":\"Zoë Łukasiewicz 漢字 😀\"}"_s.toUtf8(),
            QByteArray(31, '\0'),
            QByteArray(1024, 'p'),
            QByteArray(6 * 1024, 'q'),
            QByteArray(100000, 'r')};
}

QByteArray opened(const QByteArray &compact, const Key &key, const JwePolicy &policy = {})
{
    const auto plaintext = decryptJwe(compact, ringOf(key), policy);
    return plaintext ? (*plaintext)->bytes().toByteArray() : plaintext.error().detail.toUtf8();
}
} // namespace

class TestJweInterop : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void ours_areOpenedByOthers_data() { eachOracle(); }
    void ours_areOpenedByOthers();
    void theirs_areOpenedByUs_data() { eachOracle(); }
    void theirs_areOpenedByUs();
    void otherAlgorithms_areOpenedWhenAllowed_data();
    void otherAlgorithms_areOpenedWhenAllowed();
    void bad_isRefusedByAll_data() { eachOracle(); }
    void bad_isRefusedByAll();
    void keysOfJwcrypto_areRead();
    void ourJwk_isReadByJwcrypto();

private:
    void eachOracle();
    const Oracle &oracle(const QString &name) const { return name == "jose"_L1 ? m_jose : m_jwcrypto; }

    Oracle m_jwcrypto;
    Oracle m_jose;
    QByteArray m_pem;
    Key m_key;
};

void TestJweInterop::initTestCase()
{
    m_pem = newRsaPem();
    m_key = readKey(m_pem, u"desk"_s).value();
    m_jwcrypto = Oracle::jwcrypto();
    m_jose = Oracle::jose(QStringLiteral(TEST_BUILD_DIR "/jose"));
    m_jwcrypto.setPrivateKey(m_pem);
    m_jose.setPrivateKey(m_pem);
}

void TestJweInterop::eachOracle()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("jwcrypto") << u"jwcrypto"_s;
    QTest::newRow("jose") << u"jose"_s;
}

#define SKIP_WITHOUT(oracle)                                                                                           \
    if (!(oracle).absence().isEmpty())                                                                                 \
    QSKIP(qPrintable((oracle).absence()))

void TestJweInterop::ours_areOpenedByOthers()
{
    QFETCH(const QString, name);
    SKIP_WITHOUT(oracle(name));
    QList<QByteArray> texts = plaintexts();
    if (name == "jose"_L1)
        texts.append(QByteArray()); // jwcrypto takes no empty plaintext (F17)
    QJsonArray requests;
    for (const QByteArray &text : texts)
        requests.append(
            QJsonObject{{u"open"_s, QString::fromLatin1(encryptJwe(SecretBytes::copyOf(text), m_key).value())}});
    const QJsonArray answers = oracle(name).ask(requests, rsaOaep256, a256Gcm);
    QCOMPARE(answers.size(), texts.size());
    for (qsizetype i = 0; i < texts.size(); ++i)
        QCOMPARE(answers[i].toObject(), (QJsonObject{{u"plaintext"_s, base64(texts[i])}}));
}

void TestJweInterop::theirs_areOpenedByUs()
{
    QFETCH(const QString, name);
    SKIP_WITHOUT(oracle(name));
    QList<QByteArray> texts = plaintexts();
    if (name == "jose"_L1)
        texts.append(QByteArray());
    QJsonArray requests;
    for (const QByteArray &text : texts)
        requests.append(QJsonObject{{u"seal"_s, base64(text)}, {u"kid"_s, u"desk"_s}});
    const QJsonArray answers = oracle(name).ask(requests, rsaOaep256, a256Gcm);
    QCOMPARE(answers.size(), texts.size());
    for (qsizetype i = 0; i < texts.size(); ++i)
        QCOMPARE(opened(answers[i].toObject().value("compact"_L1).toString().toLatin1(), m_key), texts[i]);
}

void TestJweInterop::otherAlgorithms_areOpenedWhenAllowed_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("alg");
    QTest::addColumn<QString>("enc");
    for (const QString &name : {u"jwcrypto"_s, u"jose"_s}) {
        for (const auto &[alg, enc] : {std::pair{u"RSA-OAEP"_s, u"A256GCM"_s}, std::pair{u"RSA-OAEP"_s, u"A128GCM"_s},
                                       std::pair{u"RSA-OAEP-256"_s, u"A128GCM"_s}})
            QTest::newRow(qPrintable(name + u' ' + alg + u' ' + enc)) << name << alg << enc;
    }
}

void TestJweInterop::otherAlgorithms_areOpenedWhenAllowed()
{
    QFETCH(const QString, name);
    QFETCH(const QString, alg);
    QFETCH(const QString, enc);
    SKIP_WITHOUT(oracle(name));
    const QJsonArray answers =
        oracle(name).ask({QJsonObject{{u"seal"_s, base64("text")}, {u"kid"_s, u"desk"_s}}}, alg, enc);
    const QByteArray compact = answers[0].toObject().value("compact"_L1).toString().toLatin1();
    QCOMPARE(opened(compact, m_key, {{alg}, {enc}}), "text"_ba);
    QVERIFY(opened(compact, m_key).endsWith("is not accepted here."));
}

void TestJweInterop::bad_isRefusedByAll()
{
    QFETCH(const QString, name);
    SKIP_WITHOUT(oracle(name));
    QByteArrayList bad{ForgedJwe().compact(strangerKey())};
    ForgedJwe sha1;
    sha1.hash = sha1.maskHash = "SHA1";
    bad.append(sha1.compact(m_key));
    ForgedJwe mixed;
    mixed.maskHash = "SHA1";
    bad.append(mixed.compact(m_key));
    ForgedJwe shortKey;
    shortKey.contentKey = QByteArray(31, 'k');
    bad.append(shortKey.compact(m_key));
    ForgedJwe critical;
    critical.header = R"({"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"desk","crit":["x"],"x":1})";
    bad.append(critical.compact(m_key));
    for (const qsizetype part : {1, 2, 3, 4}) {
        QList<QByteArray> parts = ForgedJwe().parts(m_key);
        parts[part][0] = static_cast<char>(parts[part][0] ^ 1);
        bad.append(ForgedJwe::joined(parts));
    }
    QJsonArray requests{QJsonObject{{u"open"_s, QString::fromLatin1(ForgedJwe().compact(m_key))}}};
    for (const QByteArray &compact : bad)
        requests.append(QJsonObject{{u"open"_s, QString::fromLatin1(compact)}});

    const QJsonArray answers = oracle(name).ask(requests, rsaOaep256, a256Gcm);
    QCOMPARE(answers.size(), requests.size());
    QVERIFY2(answers[0].toObject().contains("plaintext"_L1), "a forgery without a fault is a good message");
    for (qsizetype i = 0; i < bad.size(); ++i) {
        QVERIFY2(answers[i + 1].toObject().contains("error"_L1), qPrintable(u"message %1"_s.arg(i)));
        QVERIFY(!decryptJwe(bad[i], ringOf(m_key)));
    }
}

void TestJweInterop::keysOfJwcrypto_areRead()
{
    SKIP_WITHOUT(m_jwcrypto);
    const QJsonObject answer =
        m_jwcrypto.ask({QJsonObject{{u"export"_s, u"open sesame"_s}}}, rsaOaep256, a256Gcm)[0].toObject();
    const QByteArray compact = encryptJwe(SecretBytes::copyOf("text"_ba), m_key).value();
    const Result<Key> jwk = readKey(answer.value("jwk"_L1).toString().toUtf8(), u"desk"_s);
    QVERIFY2(jwk.has_value(), jwk ? "" : qPrintable(jwk.error().detail));
    QCOMPARE(opened(compact, *jwk), "text"_ba);
    const QByteArray pem = answer.value("pem"_L1).toString().toLatin1();
    const Result<Key> fromPem = readKey(pem, u"desk"_s, SecretBytes::fromText(u"open sesame"_s));
    QVERIFY2(fromPem.has_value(), fromPem ? "" : qPrintable(fromPem.error().detail));
    QCOMPARE(opened(compact, *fromPem), "text"_ba);
}

void TestJweInterop::ourJwk_isReadByJwcrypto()
{
    SKIP_WITHOUT(m_jwcrypto);
    const QJsonObject ours = QJsonDocument::fromJson(publicJwk(m_key).value()).object();
    const QJsonObject exported =
        m_jwcrypto.ask({QJsonObject{{u"export"_s, u"x"_s}}}, rsaOaep256, a256Gcm)[0].toObject();
    const QJsonObject theirs = QJsonDocument::fromJson(exported.value("jwk"_L1).toString().toUtf8()).object();
    const QJsonArray answers =
        m_jwcrypto.ask({QJsonObject{{u"import"_s, ours}}, QJsonObject{{u"import"_s, theirs}}}, rsaOaep256, a256Gcm);
    QVERIFY(answers[0].toObject().contains("thumbprint"_L1));
    QCOMPARE(answers[0], answers[1]);
}

QTEST_GUILESS_MAIN(TestJweInterop)
#include "tst_jweinterop.moc"

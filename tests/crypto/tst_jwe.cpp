// SPDX-License-Identifier: Apache-2.0
// What a message may not be, one control of security.md after the other; each slot names the one that it proves.
#include "app/crypto/jwe.h"
#include "tests/crypto/forgedjwe.h"

#include <QJsonDocument>
#include <QTest>

#include <thread>
#include <vector>

using namespace Qt::StringLiterals;

namespace {
const QByteArray message = "attack at dawn"_ba;
const JwePolicy everything{{u"RSA-OAEP-256"_s, u"RSA-OAEP"_s}, {u"A256GCM"_s, u"A128GCM"_s}};

//! The plaintext, or "Kind: detail".
QByteArray opened(const QByteArray &compact, const KeyRing &keys = ringOf(deskKey()), const JwePolicy &policy = {})
{
    const auto plaintext = decryptJwe(compact, keys, policy);
    return plaintext ? (*plaintext)->bytes().toByteArray()
                     : (toString(plaintext.error().kind) + u": "_s + plaintext.error().detail).toUtf8();
}

QByteArray refusal(const QByteArray &detail)
{
    return "Undecryptable: " + detail;
}

const QByteArray uniformRefusal =
    refusal("The message does not open with the key \"desk\": it was made for another key, or altered.");

QByteArray withHeader(const QByteArray &header)
{
    ForgedJwe forged;
    forged.header = header;
    return forged.compact(deskKey());
}

QByteArray withPart(qsizetype index, const QByteArray &part)
{
    QList<QByteArray> parts = ForgedJwe().parts(deskKey());
    parts[index] = part;
    return ForgedJwe::joined(parts);
}
} // namespace

class TestJwe : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void encrypted_opensAgain_data();
    void encrypted_opensAgain();
    void encrypted_saysExactlyAlgEncKid();
    void encryptedTwice_sharesNeitherKeyNorNonce();
    void encryptedBeyondTheLimit_isRefused();
    void largestMessage_isOpened_andOneMoreCharacterIsNot();
    void forgedWithoutAFault_isOpened();
    void anythingButFiveParts_isRefused_data();
    void anythingButFiveParts_isRefused();
    void lastCharacterOfEachPart_hasOneSpelling_J6();
    void laxBase64url_isRefused_J6_data();
    void laxBase64url_isRefused_J6();
    void header_isRefused_J1_J5_data();
    void header_isRefused_J1_J5();
    void headerOf4KiB_isRead_andOneByteMoreIsNot_J5();
    void keysThatTheMessageBrings_areNotUsed_J5();
    void algAndEnc_comeFromThePolicy_J1();
    void keyBoundToAnotherAlgorithm_isNotUsed_J1();
    void ivOfAnotherLength_isRefused_J2();
    void tagOfAnotherLength_isRefused_F4_J2();
    void contentKeyOfAnotherLength_isRefused_F16_J2();
    void encryptedKeyOfAnotherLength_isRefused_J2();
    void whateverDependsOnThePrivateKey_failsWithOneText_F5_J3();
    void everyFlippedBit_isRefused();
    void keyIsChosenByKid();
    void unsuitableKey_isNamed();
    void unsuitableRecipient_isRefused();
    void parse_needsNoKey();
    void dissection_showsWhatIsThere();
    void oneKey_servesManyThreads();
};

void TestJwe::encrypted_opensAgain_data()
{
    QTest::addColumn<QByteArray>("plaintext");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("one byte") << QByteArray("x");
    QTest::newRow("not ASCII") << u"{\"name\":\"Zoë Łukasiewicz 漢字 😀\"}"_s.toUtf8();
    QTest::newRow("every byte") << [] {
        QByteArray bytes;
        for (int byte = 0; byte < 256; ++byte)
            bytes.append(static_cast<char>(byte));
        return bytes;
    }();
    for (const int size : {15, 16, 17, 1024, 6 * 1024, 150000})
        QTest::addRow("%d bytes", size) << QByteArray(size, 'p');
}

void TestJwe::encrypted_opensAgain()
{
    QFETCH(const QByteArray, plaintext);
    const Result<QByteArray> compact = encryptJwe(SecretBytes::copyOf(plaintext), deskKey());
    QVERIFY2(compact.has_value(), qPrintable(compact ? QString() : compact.error().detail));
    QCOMPARE(opened(*compact), plaintext);
    QVERIFY(plaintext.isEmpty() || plaintext.size() < 4 || !compact->contains(plaintext));
}

void TestJwe::encrypted_saysExactlyAlgEncKid()
{
    const Key named = deskKey().withId(u"a \"quoted\" kid\\ é"_s);
    const Result<QByteArray> compact = encryptJwe(SecretBytes::copyOf(message), named);
    QVERIFY(compact.has_value());
    const QByteArray header =
        QByteArray::fromBase64(compact->left(compact->indexOf('.')), QByteArray::Base64UrlEncoding);
    QCOMPARE(header, R"({"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"a \"quoted\" kid\\ é"})"_ba);
    QCOMPARE(opened(*compact, ringOf(named)), message);
    QCOMPARE(compact->count('='), 0);

    QString everyControl;
    for (char16_t c = 0; c < 0x80; ++c)
        everyControl += QChar(c);
    const Result<QByteArray> odd = encryptJwe(SecretBytes::copyOf(message), deskKey().withId(everyControl));
    QVERIFY(odd.has_value());
    QCOMPARE(parseJwe(*odd)->kid, everyControl);
}

void TestJwe::encryptedTwice_sharesNeitherKeyNorNonce()
{
    const SecretBytes plaintext = SecretBytes::copyOf(message);
    const QByteArrayList first = encryptJwe(plaintext, deskKey())->split('.');
    const QByteArrayList second = encryptJwe(plaintext, deskKey())->split('.');
    QCOMPARE(first[0], second[0]);
    for (const qsizetype part : {1, 2, 3, 4})
        QVERIFY(first[part] != second[part]);
}

void TestJwe::encryptedBeyondTheLimit_isRefused()
{
    const Result<QByteArray> compact = encryptJwe(SecretBytes::ofSize(longestJwe * 3 / 4), deskKey());
    QVERIFY(!compact);
    QVERIFY(compact.error().kind == Error::Kind::InvalidInput);
}

void TestJwe::largestMessage_isOpened_andOneMoreCharacterIsNot()
{
    // Room for the plaintext: everything but the ciphertext of an empty message.
    const qsizetype frame = encryptJwe(SecretBytes(), deskKey())->size();
    const QByteArray plaintext((longestJwe - frame) / 4 * 3, 'p');
    const Result<QByteArray> compact = encryptJwe(SecretBytes::copyOf(plaintext), deskKey());
    QVERIFY(compact && compact->size() <= longestJwe && compact->size() > longestJwe - 4);
    QCOMPARE(opened(*compact), plaintext);

    const QByteArray tooLong = *compact + QByteArray(longestJwe + 1 - compact->size(), 'A');
    QCOMPARE(opened(tooLong), refusal("The message has 262145 characters; at most 262144 are read."));
}

void TestJwe::forgedWithoutAFault_isOpened()
{
    QCOMPARE(opened(ForgedJwe().compact(deskKey())), message);
}

void TestJwe::anythingButFiveParts_isRefused_data()
{
    QTest::addColumn<QByteArray>("compact");
    const QByteArray good = ForgedJwe().compact(deskKey());
    const QByteArrayList parts = good.split('.');
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("one") << parts[0];
    QTest::newRow("three, a signature") << parts.mid(0, 3).join('.');
    QTest::newRow("four") << parts.mid(0, 4).join('.');
    QTest::newRow("six") << good + ".AAAA";
    QTest::newRow("six, the last empty") << good + '.';
    QTest::newRow("six, the first empty") << '.' + good;
    QTest::newRow("only dots") << QByteArray(200000, '.');
    QTest::newRow("JSON serialization") << QByteArray(R"({"protected":"e30","ciphertext":"AA"})");
}

void TestJwe::anythingButFiveParts_isRefused()
{
    QFETCH(const QByteArray, compact);
    const auto expected = u"The message has %1 parts; a compact JWE has five."_s.arg(compact.count('.') + 1);
    QCOMPARE(opened(compact), refusal(expected.toUtf8()));
}

void TestJwe::lastCharacterOfEachPart_hasOneSpelling_J6()
{
    static const QByteArray alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"_ba;
    // 256 bytes of encrypted key, 16 of tag and 14 of text each leave bits over; 12 of nonce and 51 of header do not.
    const QByteArrayList good = ForgedJwe().compact(deskKey()).split('.');
    int accepted = 0;
    for (qsizetype part = 0; part < good.size(); ++part) {
        for (int code = 0; code < 256; ++code) {
            QByteArrayList parts = good;
            parts[part].back() = static_cast<char>(code);
            const QByteArray outcome = opened(parts.join('.'));
            const bool isOriginal = parts == good;
            QVERIFY2((outcome == message) == isOriginal, qPrintable(u"part %1, code %2"_s.arg(part).arg(code)));
            accepted += outcome == message;
        }
        // Same bytes for a lax reader: the last character with its spare bits set.
        if (good[part].size() % 4 != 0) {
            QByteArrayList parts = good;
            const qsizetype value = alphabet.indexOf(parts[part].back());
            parts[part].back() = alphabet[value | 1];
            QCOMPARE(QByteArray::fromBase64(parts[part], QByteArray::Base64UrlEncoding),
                     QByteArray::fromBase64(good[part], QByteArray::Base64UrlEncoding));
            QVERIFY(opened(parts.join('.')).contains("is not strict base64url"));
        }
    }
    QCOMPARE(accepted, 5);
}

void TestJwe::laxBase64url_isRefused_J6_data()
{
    QTest::addColumn<qsizetype>("part");
    QTest::addColumn<QByteArray>("appended");
    QTest::addColumn<QByteArray>("name");
    const QByteArrayList names{"header", "encrypted key", "initialization vector", "ciphertext", "authentication tag"};
    for (qsizetype part = 0; part < 5; ++part) {
        for (const char *appended : {"=", "==", "\n", "\r\n", " ", "\t", "+", "/", "\xc3\xa9", "~"})
            QTest::newRow((names[part] + ' ' + QByteArray(appended).toPercentEncoding()).constData())
                << part << QByteArray(appended) << names[part];
        QTest::newRow((names[part] + " null byte").constData()) << part << QByteArray("\0", 1) << names[part];
    }
}

void TestJwe::laxBase64url_isRefused_J6()
{
    QFETCH(const qsizetype, part);
    QFETCH(const QByteArray, appended);
    QFETCH(const QByteArray, name);
    const QByteArrayList good = ForgedJwe().compact(deskKey()).split('.');
    for (const bool isInside : {true, false}) {
        QByteArrayList parts = good;
        parts[part].insert(isInside ? parts[part].size() / 2 : parts[part].size(), appended);
        QCOMPARE(opened(parts.join('.')), refusal("The " + name + " is not strict base64url."));
    }
}

void TestJwe::header_isRefused_J1_J5_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("detail");
    const auto row = [](const char *name, const char *header, const char *detail) {
        QTest::newRow(name) << QByteArray(header) << QByteArray(detail);
    };
    const char *crit = "The header has the member \"crit\"; no extension is understood.";
    const char *zip = "The header has the member \"zip\"; compressed messages are not read.";
    row("crit unknown", R"({"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"desk","crit":["exp"],"exp":1})", crit);
    row("crit empty", R"({"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"desk","crit":[]})", crit);
    row("crit of a known name", R"({"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"desk","crit":["alg"]})", crit);
    row("crit null", R"({"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"desk","crit":null})", crit);
    row("zip", R"({"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"desk","zip":"DEF"})", zip);
    row("zip none", R"({"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"desk","zip":""})", zip);
    row("alg twice", R"({"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"desk","alg":"RSA-OAEP-256"})",
        "The header has the member \"alg\" twice.");
    row("kid twice, escaped", R"({"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"desk","\u006bid":"other"})",
        "The header has the member \"kid\" twice.");
    row("twice, nested", R"({"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"desk","x":[{"y":1,"y":1}]})",
        "The header has the member \"y\" twice.");
    row("array", R"(["alg"])", "The header is not a JSON object.");
    row("text", R"("alg")", "The header is not a JSON object.");
    row("empty", "", "The header is not a JSON object.");
    row("not JSON", R"({"alg")", "The header is not well-formed JSON (byte 6).");
    row("something after", R"({"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"desk"}{})",
        "The header has something after the JSON object.");
    row("not UTF-8", "{\"alg\":\"RSA-OAEP-256\",\"enc\":\"A256GCM\",\"kid\":\"desk\",\"x\":\"\xff\"}",
        "The header is not valid UTF-8.");
    row("alg missing", R"({"enc":"A256GCM","kid":"desk"})", "The header member \"alg\" is not a text.");
    row("alg a number", R"({"alg":256,"enc":"A256GCM","kid":"desk"})", "The header member \"alg\" is not a text.");
    row("alg a list", R"({"alg":["RSA-OAEP-256"],"enc":"A256GCM","kid":"desk"})",
        "The header member \"alg\" is not a text.");
    row("enc missing", R"({"alg":"RSA-OAEP-256","kid":"desk"})", "The header member \"enc\" is not a text.");
    row("kid a number", R"({"alg":"RSA-OAEP-256","enc":"A256GCM","kid":1})",
        "The header member \"kid\" is not a text.");
    row("kid empty", R"({"alg":"RSA-OAEP-256","enc":"A256GCM","kid":""})", "The header member \"kid\" is not a text.");
    for (const char *alg : {"RSA1_5", "RSA-OAEP", "RSA-OAEP-512", "dir", "none", "A256KW", "ECDH-ES",
                            "PBES2-HS256+A128KW", "rsa-oaep-256", "RSA-OAEP-256 "})
        QTest::addRow("alg %s", alg) << QByteArray(R"({"alg":"%","enc":"A256GCM","kid":"desk"})").replace('%', alg)
                                     << QByteArray("The algorithm \"%\" is not accepted here.").replace('%', alg);
    for (const char *enc : {"A128GCM", "A192GCM", "A256CBC-HS512", "A128CBC-HS256", "a256gcm", "none"})
        QTest::addRow("enc %s", enc)
            << QByteArray(R"({"alg":"RSA-OAEP-256","enc":"%","kid":"desk"})").replace('%', enc)
            << QByteArray("The content encryption \"%\" is not accepted here.").replace('%', enc);
}

void TestJwe::header_isRefused_J1_J5()
{
    QFETCH(const QByteArray, header);
    QFETCH(const QByteArray, detail);
    // All of these are sealed properly, so that nothing but the header speaks against them.
    QCOMPARE(opened(withHeader(header)), refusal(detail));
    QCOMPARE(parseJwe(withHeader(header)).error().detail.toUtf8(), detail);
}

void TestJwe::headerOf4KiB_isRead_andOneByteMoreIsNot_J5()
{
    const QByteArray begin = R"({"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"desk","x":")";
    const QByteArray largest = begin + QByteArray(4096 - begin.size() - 2, 'x') + "\"}";
    QCOMPARE(largest.size(), 4096);
    QCOMPARE(opened(withHeader(largest)), message);
    QCOMPARE(opened(withHeader(' ' + largest)), refusal("The header has 4097 bytes; at most 4096 are read."));
}

void TestJwe::keysThatTheMessageBrings_areNotUsed_J5()
{
    const QByteArray stranger = publicJwk(strangerKey()).value();
    const QByteArray header =
        R"({"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"desk","jku":"http://127.0.0.1:1/k","x5u":"file:///etc/passwd",)"
        R"("x5c":["AAAA"],"x5t":"AAAA","jwk":)" +
        stranger + '}';
    ForgedJwe forged;
    forged.header = header;
    QCOMPARE(opened(forged.compact(deskKey())), message);
    QCOMPARE(opened(forged.compact(strangerKey())), uniformRefusal);
}

void TestJwe::algAndEnc_comeFromThePolicy_J1()
{
    ForgedJwe sha1;
    sha1.header = R"({"alg":"RSA-OAEP","enc":"A128GCM","kid":"desk"})";
    sha1.hash = sha1.maskHash = "SHA1";
    sha1.contentKey = QByteArray(16, 'k');
    const QByteArray compact = sha1.compact(deskKey());
    QCOMPARE(opened(compact, ringOf(deskKey()), everything), message);
    QCOMPARE(opened(compact), refusal("The algorithm \"RSA-OAEP\" is not accepted here."));
    QCOMPARE(opened(compact, ringOf(deskKey()), {{u"RSA-OAEP"_s}, {u"A256GCM"_s}}),
             refusal("The content encryption \"A128GCM\" is not accepted here."));
    // A policy cannot allow what is not there.
    QCOMPARE(opened(withHeader(R"({"alg":"RSA1_5","enc":"A256GCM","kid":"desk"})"), ringOf(deskKey()),
                    {{u"RSA1_5"_s}, {u"A256GCM"_s}}),
             refusal("The algorithm \"RSA1_5\" is not supported."));
    QCOMPARE(opened(withHeader(R"({"alg":"RSA-OAEP","enc":"A192GCM","kid":"desk"})"), ringOf(deskKey()),
                    {{u"RSA-OAEP"_s}, {u"A192GCM"_s}}),
             refusal("The content encryption \"A192GCM\" is not supported."));
    // The label of a message does not decide: what was sealed with one hash does not open with the other.
    sha1.header = R"({"alg":"RSA-OAEP-256","enc":"A128GCM","kid":"desk"})";
    QCOMPARE(opened(sha1.compact(deskKey()), ringOf(deskKey()), everything), uniformRefusal);
}

void TestJwe::keyBoundToAnotherAlgorithm_isNotUsed_J1()
{
    const QByteArray jwk = publicJwk(deskKey()).value();
    const auto bound = [&](const QByteArray &member) { return readKey(jwk.chopped(1) + ',' + member + '}').value(); };
    const auto outcome = [](const Key &key) {
        const Result<QByteArray> compact = encryptJwe(SecretBytes::copyOf(message), key);
        return compact ? QString() : toString(compact.error().kind) + u": "_s + compact.error().detail;
    };
    QCOMPARE(outcome(bound(R"("alg":"RSA-OAEP-256")")), QString());
    QCOMPARE(outcome(bound(R"("use":"enc")")), QString());
    QCOMPARE(outcome(bound(R"("alg":"RSA-OAEP")")),
             u"Configuration: The key \"desk\" is bound to the algorithm \"RSA-OAEP\"."_s);
    QCOMPARE(outcome(bound(R"("alg":"RS256")")),
             u"Configuration: The key \"desk\" is bound to the algorithm \"RS256\"."_s);
    QCOMPARE(outcome(bound(R"("use":"sig")")), u"Configuration: The key \"desk\" is meant for signatures only."_s);
    QCOMPARE(outcome(bound(R"("key_ops":["verify"])")),
             u"Configuration: The key \"desk\" is meant for signatures only."_s);
    QCOMPARE(outcome(bound(R"("key_ops":["wrapKey"])")), QString());
}

void TestJwe::ivOfAnotherLength_isRefused_J2()
{
    for (int size = 0; size <= 32; ++size) {
        ForgedJwe forged;
        forged.iv = QByteArray(size, 'i');
        const auto detail = u"The initialization vector has %1 bytes; it must have 12."_s.arg(size).toUtf8();
        QCOMPARE(opened(forged.compact(deskKey())), size == 12 ? message : refusal(detail));
    }
}

void TestJwe::tagOfAnotherLength_isRefused_F4_J2()
{
    const QByteArray tag = ForgedJwe().parts(deskKey())[4];
    for (int size = 0; size <= 32; ++size) {
        const QByteArray other = (tag + QByteArray(16, '\0')).left(size);
        const auto detail = u"The authentication tag has %1 bytes; it must have 16."_s.arg(size).toUtf8();
        QCOMPARE(opened(withPart(4, other)), size == 16 ? message : refusal(detail));
    }
}

void TestJwe::contentKeyOfAnotherLength_isRefused_F16_J2()
{
    // Sealed as a lax reader would open it: a short key filled with zeros, a long one cut, 16 bytes as AES-128.
    for (const int size : {0, 1, 16, 24, 31, 32, 33, 48, 64}) {
        ForgedJwe forged;
        forged.contentKey = QByteArray(size, 'k');
        QCOMPARE(opened(forged.compact(deskKey())), size == 32 ? message : uniformRefusal);
    }
    for (const int size : {15, 16, 17, 32}) {
        ForgedJwe forged;
        forged.header = R"({"alg":"RSA-OAEP-256","enc":"A128GCM","kid":"desk"})";
        forged.contentKey = QByteArray(size, 'k');
        QCOMPARE(opened(forged.compact(deskKey()), ringOf(deskKey()), everything),
                 size == 16 ? message : uniformRefusal);
    }
}

void TestJwe::encryptedKeyOfAnotherLength_isRefused_J2()
{
    const QByteArray good = ForgedJwe().parts(deskKey())[1];
    QCOMPARE(opened(withPart(1, QByteArray())), refusal("The encrypted key is empty."));
    for (const QByteArray &bad : {good.chopped(1), good + '\0', '\0' + good, good + good, "x"_ba}) {
        const auto detail = u"The encrypted key has %1 bytes; the key \"desk\" makes 256."_s.arg(bad.size()).toUtf8();
        QCOMPARE(opened(withPart(1, bad)), refusal(detail));
    }
}

void TestJwe::whateverDependsOnThePrivateKey_failsWithOneText_F5_J3()
{
    QList<QByteArray> refused{
        ForgedJwe().compact(strangerKey()),        withPart(1, QByteArray(256, '\0')),
        withPart(1, QByteArray(255, '\0') + '\1'), withPart(1, QByteArray(256, '\xff')), // not below the modulus
        withPart(4, QByteArray(16, '\0')),
    };
    const auto forge = [&](auto change) {
        ForgedJwe forged;
        change(forged);
        refused.append(forged.compact(deskKey()));
    };
    forge([](ForgedJwe &forged) { forged.padding = ForgedJwe::Padding::Pkcs1; });
    forge([](ForgedJwe &forged) { forged.hash = forged.maskHash = "SHA1"; });
    forge([](ForgedJwe &forged) { forged.maskHash = "SHA1"; });
    forge([](ForgedJwe &forged) { forged.hash = "SHA1"; });
    forge([](ForgedJwe &forged) { forged.hash = forged.maskHash = "SHA512"; });
    forge([](ForgedJwe &forged) { forged.label = "label"; });
    forge([](ForgedJwe &forged) { forged.contentKey = QByteArray(31, 'k'); });
    forge([](ForgedJwe &forged) {
        forged.padding = ForgedJwe::Padding::None;
        forged.contentKey = QByteArray(1, '\0') + QByteArray(255, 'k'); // a first byte of zero and nothing else right
    });
    forge([](ForgedJwe &forged) {
        forged.padding = ForgedJwe::Padding::None;
        forged.contentKey =
            QByteArray(1, '\1') + QByteArray(255, '\0'); // a first byte that is not zero: Manger's question
    });
    for (const QByteArray &compact : std::as_const(refused))
        QCOMPARE(opened(compact), uniformRefusal);
}

void TestJwe::everyFlippedBit_isRefused()
{
    const QList<QByteArray> good = ForgedJwe().parts(deskKey());
    for (const qsizetype part : {2, 3, 4}) {
        for (qsizetype bit = 0; bit < good[part].size() * 8; ++bit) {
            QByteArray altered = good[part];
            altered[bit / 8] = static_cast<char>(altered[bit / 8] ^ (1 << bit % 8));
            QCOMPARE(opened(withPart(part, altered)), uniformRefusal);
        }
    }
    // The header is authenticated as it stands: white space in it, which means the same, does not.
    QCOMPARE(opened(withPart(0, R"({"alg":"RSA-OAEP-256", "enc":"A256GCM","kid":"desk"})")), uniformRefusal);
}

void TestJwe::keyIsChosenByKid()
{
    KeyRing both;
    both.add(strangerKey().withId(u"old"_s));
    both.add(deskKey());
    QCOMPARE(opened(ForgedJwe().compact(deskKey()), both), message);
    QCOMPARE(opened(ForgedJwe().compact(strangerKey()), both), uniformRefusal);
    QCOMPARE(opened(ForgedJwe().compact(deskKey()), ringOf(deskKey().withId(u"new"_s))),
             refusal("The message is for the key \"desk\", which is not here."));

    const QByteArray nameless = withHeader(R"({"alg":"RSA-OAEP-256","enc":"A256GCM"})");
    QCOMPARE(opened(nameless), message);
    QCOMPARE(opened(nameless, both), refusal("The message names no key (kid), and there are 2 to choose from."));
    QCOMPARE(opened(nameless, KeyRing()), refusal("The message names no key (kid), and there are 0 to choose from."));

    both.add(strangerKey());
    QCOMPARE(both.keys().size(), 2);
    QCOMPARE(opened(ForgedJwe().compact(strangerKey()), both), message);
}

void TestJwe::unsuitableKey_isNamed()
{
    const Key publicOnly = readKey(publicJwk(deskKey()).value()).value();
    QCOMPARE(opened(ForgedJwe().compact(deskKey()), ringOf(publicOnly)),
             refusal("The key \"desk\" is a public key; its private part is needed."));
    const QByteArray ec =
        R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",)"
        R"("y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0","d":"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"})";
    QCOMPARE(opened(ForgedJwe().compact(deskKey()), ringOf(readKey(ec, u"desk"_s).value())),
             refusal("The key \"desk\" is not an RSA key."));
    QCOMPARE(opened(ForgedJwe().compact(deskKey()), ringOf(Key().withId(u"desk"_s))),
             refusal("The key \"desk\" is not an RSA key."));
}

void TestJwe::unsuitableRecipient_isRefused()
{
    const SecretBytes plaintext = SecretBytes::copyOf(message);
    QCOMPARE(encryptJwe(plaintext, Key()).error().detail, u"There is no key to encrypt with."_s);
    QCOMPARE(encryptJwe(plaintext, deskKey().withId({})).error().detail, u"The key has no id (kid) to name it by."_s);
    QVERIFY(encryptJwe(plaintext, deskKey().withId(QString(1025, u'x'))).error().kind == Error::Kind::Configuration);
    QVERIFY(encryptJwe(plaintext, deskKey().withId(QString(1024, u'\u20ac'))).has_value());
}

void TestJwe::parse_needsNoKey()
{
    const Result<JweHeader> header =
        parseJwe(withHeader(R"({"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"k-1","typ":"JOSE"})"));
    QVERIFY(header.has_value());
    QCOMPARE(header->alg, u"RSA-OAEP-256"_s);
    QCOMPARE(header->enc, u"A256GCM"_s);
    QCOMPARE(header->kid, u"k-1"_s);
    QCOMPARE(header->members.value("typ"_L1).toString(), u"JOSE"_s);
    QCOMPARE(header->encryptedKeySize, 256);
    QCOMPARE(header->ivSize, 12);
    QCOMPARE(header->ciphertextSize, message.size());
    QCOMPARE(header->tagSize, 16);
}

void TestJwe::dissection_showsWhatIsThere()
{
    const JweAnatomy good = dissectJwe(ForgedJwe().compact(deskKey()));
    QCOMPARE(good.partSizes, (QList<qsizetype>{51, 256, 12, message.size(), 16}));
    QCOMPARE(good.header, ForgedJwe().header);
    QCOMPARE(dissectJwe("e30.=.").partSizes, (QList<qsizetype>{2, -1, 0}));
    QCOMPARE(dissectJwe("*.AA").header, QByteArray());
    QCOMPARE(dissectJwe("").partSizes, QList<qsizetype>{0});
    QCOMPARE(dissectJwe(QByteArray(1000, '.')).partSizes.size(), 8);
    QVERIFY(dissectJwe(QByteArray(longestJwe + 1, 'A')).partSizes.isEmpty());
}

void TestJwe::oneKey_servesManyThreads()
{
    std::atomic<int> opens = 0;
    const auto work = [&opens] {
        for (int round = 0; round < 20; ++round) {
            const Result<QByteArray> compact = encryptJwe(SecretBytes::copyOf(message), deskKey());
            opens += compact && opened(*compact) == message;
        }
    };
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back(work);
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(opens.load(), 80);
}

QTEST_APPLESS_MAIN(TestJwe)
#include "tst_jwe.moc"

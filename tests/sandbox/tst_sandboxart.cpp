// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/sandboxresources.h"
#include "app/sandbox/thales/sandboxpracticeassets.h"
#include "app/sandbox/thales/sandboxthalescatalogue.h"
#include "tests/sandbox/sandboxclient.h"

#include <QRegularExpression>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;

//! The card art of a new sandbox: every form that the API allows, and what nobody should send.
class TestSandboxArt : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void tokens_showEveryCombination_data();
    void tokens_showEveryCombination();
    void completeImages_comeInEveryType();
    void everyStateIsSeenOverCompleteAndComposedArt();
    void base64_comesInThreeForms();
    void sizes_areDeclaredMissingAndWrong();
    void practiceAsset_isWhatTheTableSays_data();
    void practiceAsset_isWhatTheTableSays();
    void practiceAsset_isShownByItsToken();
    void practiceAssets_referToTheCardImageHost();
    void unknownPracticeAsset_isNotFound();
    void olderDirectory_getsTheNewTokens_andKeepsItsOwn();

private:
    [[nodiscard]] QJsonObject asset(const QString &id);
    [[nodiscard]] static QList<QJsonObject> arts();

    SandboxClient m_client;
};

namespace {
using Bytes = QByteArray;

bool has(const QJsonObject &art, std::initializer_list<QLatin1StringView> names)
{
    return std::all_of(names.begin(), names.end(), [&art](QLatin1StringView name) { return art.contains(name); });
}

bool isColour(const QString &text)
{
    static const QRegularExpression form(u"^[0-9A-Fa-f]{6}$"_s);
    return form.match(text).hasMatch();
}

//! WCAG 2's relative luminance.
double luminance(const QString &colour)
{
    double sum = 0;
    for (const auto &[at, weight] : {std::pair{0, 0.2126}, {2, 0.7152}, {4, 0.0722}}) {
        const double part = colour.mid(at, 2).toInt(nullptr, 16) / 255.0;
        sum += weight * (part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4));
    }
    return sum;
}

double contrast(const QJsonObject &art)
{
    const double one = luminance(art.value("foregroundColor"_L1).toString()) + 0.05;
    const double other = luminance(art.value("backgroundColor"_L1).toString()) + 0.05;
    return std::max(one, other) / std::min(one, other);
}

bool hasColours(const QJsonObject &art)
{
    return isColour(art.value("foregroundColor"_L1).toString()) && isColour(art.value("backgroundColor"_L1).toString());
}

bool hasImage(const QJsonObject &art)
{
    return std::any_of(art.begin(), art.end(), [](const QJsonValue &value) {
        return value.toString().startsWith("asset-"_L1) || value.toString().startsWith("http"_L1);
    });
}

bool isBackgroundless(const QJsonObject &art)
{
    return !art.contains("completeCardImageId"_L1) && !art.contains("cardBackgroundImageId"_L1);
}

using Trait = bool (*)(const QJsonObject &);
} // namespace
Q_DECLARE_METATYPE(Trait)

void TestSandboxArt::initTestCase()
{
    if (const QString missing = m_client.missing(); !missing.isEmpty())
        QSKIP(qPrintable(missing));
    QVERIFY2(m_client.start(), qPrintable(m_client.failure()));
}

QJsonObject TestSandboxArt::asset(const QString &id)
{
    return m_client.get(u"/assets/"_s + id).value(u"json"_s).toObject();
}

//! The cardArts of all tokens but the practice issuer's; empty where a token has none.
QList<QJsonObject> TestSandboxArt::arts()
{
    QList<QJsonObject> arts;
    for (const SandboxThalesToken &token : SandboxThalesCatalogue::load()->tokens({})) {
        const QJsonObject product = token.details.value(u"cardProduct"_s).toObject();
        if (!product.value(u"issuerName"_s).toString().startsWith("Hostile"_L1))
            arts.append(product.value(u"cardArts"_s).toObject());
    }
    return arts;
}

void TestSandboxArt::tokens_showEveryCombination_data()
{
    QTest::addColumn<Trait>("trait");
    QTest::newRow("background and all logos") << Trait([](const QJsonObject &art) {
        return has(art, {"cardBackgroundImageId"_L1, "issuerLogoId"_L1, "brandLogoId"_L1, "cobrandLogoId"_L1});
    });
    QTest::newRow("background and some logos") << Trait([](const QJsonObject &art) {
        return has(art, {"cardBackgroundImageId"_L1, "brandLogoId"_L1}) && !has(art, {"issuerLogoId"_L1});
    });
    QTest::newRow("background alone") << Trait([](const QJsonObject &art) {
        return has(art, {"cardBackgroundImageId"_L1}) && !has(art, {"issuerLogoId"_L1}) &&
               !has(art, {"brandLogoId"_L1});
    });
    QTest::newRow("colour and all logos") << Trait([](const QJsonObject &art) {
        return isBackgroundless(art) && has(art, {"issuerLogoId"_L1, "brandLogoId"_L1, "cobrandLogoId"_L1});
    });
    QTest::newRow("colour and some logos") << Trait([](const QJsonObject &art) {
        return isBackgroundless(art) && hasColours(art) && has(art, {"issuerLogoId"_L1}) &&
               !has(art, {"cobrandLogoId"_L1});
    });
    QTest::newRow("colours alone") << Trait([](const QJsonObject &art) { return hasColours(art) && art.size() == 2; });
    QTest::newRow("icon alone") << Trait(
        [](const QJsonObject &art) { return art.size() == 1 && has(art, {"cardIconId"_L1}); });
    QTest::newRow("address alone") << Trait([](const QJsonObject &art) {
        return has(art, {"cardImageUrl"_L1}) && std::none_of(art.begin(), art.end(), [](const QJsonValue &value) {
                   return value.toString().startsWith("asset-"_L1);
               });
    });
    QTest::newRow("nothing") << Trait([](const QJsonObject &art) { return art.isEmpty(); });
    QTest::newRow("good contrast") << Trait(
        [](const QJsonObject &art) { return hasColours(art) && contrast(art) > 7; });
    QTest::newRow("poor contrast on a colour") << Trait(
        [](const QJsonObject &art) { return hasColours(art) && isBackgroundless(art) && contrast(art) < 1.5; });
    QTest::newRow("poor contrast on a picture") << Trait([](const QJsonObject &art) {
        return hasColours(art) && hasImage(art) && !isBackgroundless(art) && contrast(art) < 1.5;
    });
    QTest::newRow("three digits") << Trait([](const QJsonObject &art) {
        return art.value("foregroundColor"_L1) == u"#FFF"_s && art.value("backgroundColor"_L1) == u"white"_s;
    });
    QTest::newRow("empty colour") << Trait([](const QJsonObject &art) {
        return art.value("foregroundColor"_L1).isString() && art.value("foregroundColor"_L1).toString().isEmpty();
    });
}

void TestSandboxArt::tokens_showEveryCombination()
{
    QFETCH(Trait, trait);
    const QList<QJsonObject> all = arts();
    QVERIFY(std::any_of(all.begin(), all.end(), trait));
}

void TestSandboxArt::completeImages_comeInEveryType()
{
    QSet<QString> types;
    for (const QJsonObject &art : arts()) {
        if (art.contains(u"completeCardImageId"_s))
            types << asset(art.value(u"completeCardImageId"_s).toString()).value(u"mediaType"_s).toString();
    }
    QCOMPARE(types, (QSet<QString>{u"image/png"_s, u"image/jpeg"_s, u"image/svg"_s, u"image/svg+xml"_s, u"image/pdf"_s,
                                   u"application/pdf"_s, u"text/plain"_s, u"text/html"_s}));
}

void TestSandboxArt::everyStateIsSeenOverCompleteAndComposedArt()
{
    QSet<QString> complete;
    QSet<QString> composed;
    for (const SandboxThalesToken &token : SandboxThalesCatalogue::load()->tokens({})) {
        const QJsonObject art = token.details.value(u"cardProduct"_s).toObject().value(u"cardArts"_s).toObject();
        if (art.contains(u"completeCardImageId"_s))
            complete << token.state;
        else if (!art.isEmpty())
            composed << token.state;
    }
    QCOMPARE(complete.size(), 4);
    QCOMPARE(composed.size(), 4);
}

void TestSandboxArt::base64_comesInThreeForms()
{
    const auto text = [this](const QString &id) { return asset(id).value(u"encodedData"_s).toString().toLatin1(); };
    const Bytes plain = text(u"asset-harbour-complete"_s);
    QCOMPARE(plain, sandboxResource(u"harbour-complete.png"_s).toBase64());

    Bytes lines = text(u"asset-meridian-gift"_s);
    QCOMPARE(lines.indexOf("\r\n"), 76);
    QVERIFY(lines.count("\r\n") > 50);
    QCOMPARE(Bytes::fromBase64(lines.replace("\r\n", ""), Bytes::AbortOnBase64DecodingErrors),
             sandboxResource(u"meridian-gift.pdf"_s));

    const Bytes urlSafe = text(u"asset-alder-birch"_s);
    QVERIFY(urlSafe.contains('-') && urlSafe.contains('_'));
    QVERIFY(!urlSafe.contains('+') && !urlSafe.contains('/') && !urlSafe.contains('='));
    QCOMPARE(Bytes::fromBase64(urlSafe, Bytes::Base64UrlEncoding | Bytes::AbortOnBase64DecodingErrors),
             sandboxResource(u"alder-birch.png"_s));
}

void TestSandboxArt::sizes_areDeclaredMissingAndWrong()
{
    QCOMPARE(asset(u"asset-harbour-complete"_s).value(u"width"_s).toString(), u"1536"_s);
    QVERIFY(!asset(u"asset-alder-birch"_s).contains(u"width"_s));
    QCOMPARE(asset(u"asset-alder-evergreen"_s).value(u"width"_s).toString(), u"7"_s);
    QCOMPARE(asset(u"asset-alder-evergreen"_s).value(u"height"_s).toString(), u"-40"_s);
}

void TestSandboxArt::practiceAsset_isWhatTheTableSays_data()
{
    QTest::addColumn<QString>("mediaType");
    QTest::addColumn<QList<Bytes>>("parts");
    const auto row = [](const char *name, const QString &mediaType, const QList<Bytes> &parts) {
        QTest::newRow(name) << mediaType << parts;
    };
    const Bytes tracker = m_client.missing().isEmpty()
                              ? m_client.sandbox().connection().cardImageBaseUrl.toLatin1() + "/tracker.png"
                              : Bytes();
    row("svg-file", u"image/svg"_s, {"<svg ", "xlink:href=\"file:///", "xlink:href=\"/usr/"});
    row("svg-http", u"image/svg"_s, {"<svg ", "xlink:href=\"" + tracker, "@import"});
    row("svg-script", u"image/svg"_s, {"<svg ", "<script>", "onload=", "javascript:"});
    row("svg-foreign", u"image/svg+xml"_s, {"<svg ", "<foreignObject", tracker});
    row("svg-entities", u"image/svg"_s, {"<!DOCTYPE svg [", "<!ENTITY a9 \"&a8;", "&a9;</text>"});
    row("svg-external", u"image/svg"_s, {"<!DOCTYPE", "SYSTEM \"file:///"});
    row("svg-use", u"image/svg"_s, {"<svg ", "id=\"u18\"", "\"#u17\" x=\"1\""});
    row("png-bomb", u"image/png"_s, {Bytes::fromHex("0000000d4948445200004e2000004e200100000000"), "IEND"});
    row("png-truncated", u"image/png"_s, {"\x89PNG\r\n", "IDAT"});
    row("jpeg-garbage", u"image/jpeg"_s, {"\xff\xd8\xff", "JFIF"});
    row("jpeg-as-png", u"image/png"_s, {"\xff\xd8\xff"});
    row("html-as-png", u"image/png"_s, {"<!doctype html>"});
    row("empty", u"image/png"_s, {});
    row("not-base64", u"image/png"_s, {});
    row("oversized", u"image/png"_s, {"\x89PNG\r\n"});
    row("pdf-damaged", u"application/pdf"_s, {"%PDF-", "####"});
    row("pdf-script", u"image/pdf"_s, {"%PDF-", "/JavaScript", tracker});
    row("html-script", u"text/html"_s, {"<script>", "src=\"file:///", tracker});
    row("text-controls", u"text/plain"_s, {"\x1b[31m", "\u202e", "\u2066", "\u200b", Bytes(1, '\0')});
    row("random", u"image/jpeg"_s, {});
}

void TestSandboxArt::practiceAsset_isWhatTheTableSays()
{
    QFETCH(QString, mediaType);
    QFETCH(QList<Bytes>, parts);
    const QString name = QString::fromLatin1(QTest::currentDataTag());
    const QJsonObject answer = asset(u"asset-practice-"_s + name);
    QCOMPARE(answer.value(u"mediaType"_s).toString(), mediaType);
    const Bytes text = answer.value(u"encodedData"_s).toString().toLatin1();
    const auto decoded = Bytes::fromBase64Encoding(text, Bytes::Base64Encoding | Bytes::AbortOnBase64DecodingErrors);
    QCOMPARE(!decoded, name == "not-base64"_L1);
    const Bytes bytes = decoded ? *decoded : Bytes();
    for (const Bytes &part : parts)
        QVERIFY2(bytes.contains(part), part.constData());
    if (name == "empty"_L1)
        QVERIFY(answer.contains(u"encodedData"_s) && text.isEmpty());
    if (name == "oversized"_L1)
        QCOMPARE(bytes.size(), 5 * 1024 * 1024);
    else
        QVERIFY2(bytes.size() < 128 * 1024, "small enough to be answered at once");
    if (name == "png-truncated"_L1)
        QVERIFY(!bytes.contains("IEND") && bytes.size() > 10'000);
    if (name == "pdf-damaged"_L1)
        QVERIFY(!bytes.contains("startxref"));
    if (name == "random"_L1)
        QCOMPARE(bytes.size(), 4'096);
}

void TestSandboxArt::practiceAsset_isShownByItsToken()
{
    QSet<QString> documented;
    for (const SandboxPracticeAsset &practice : sandboxPracticeAssets()) {
        const QJsonObject answer = m_client.get(u"/tokens/tk_practice-"_s + practice.name);
        QCOMPARE(statusOf(answer), 200);
        const QJsonObject product = answer.value(u"json"_s).toObject().value(u"cardProduct"_s).toObject();
        QCOMPARE(product.value(u"issuerName"_s).toString(), u"Hostile Harbour (practice)"_s);
        QCOMPARE(product.value(u"cardArts"_s).toObject().value(u"completeCardImageId"_s).toString(),
                 u"asset-practice-"_s + practice.name);
        QCOMPARE(asset(u"asset-practice-"_s + practice.name).value(u"mediaType"_s).toString(), practice.mediaType);
        documented << practice.name;
    }
    QCOMPARE(documented.size(), 20);
}

void TestSandboxArt::practiceAssets_referToTheCardImageHost()
{
    // No other remote address: whoever follows one is recorded.
    const Bytes host = m_client.sandbox().connection().cardImageBaseUrl.toLatin1();
    for (const SandboxPracticeAsset &practice : sandboxPracticeAssets()) {
        const QString text = asset(u"asset-practice-"_s + practice.name).value(u"encodedData"_s).toString();
        Bytes bytes = Bytes::fromBase64(text.toLatin1());
        bytes.replace(host, "").replace("http://www.w3.org", "");
        QVERIFY2(!bytes.contains("http://") && !bytes.contains("https://"), qPrintable(practice.name));
    }
}

void TestSandboxArt::unknownPracticeAsset_isNotFound()
{
    QCOMPARE(statusOf(m_client.get(u"/assets/asset-practice-nobody"_s)), 404);
    QCOMPARE(statusOf(m_client.get(u"/assets/asset-practice-"_s)), 404);
}

void TestSandboxArt::olderDirectory_getsTheNewTokens_andKeepsItsOwn()
{
    SandboxClient client;
    QVERIFY2(client.start(), qPrintable(client.failure()));
    QCOMPARE(statusOf(client.request(u"DELETE"_s, u"/tokens/tk_9f3c2a71e4"_s)), 204);
    client.stop();
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"older"_s);
        database.setDatabaseName(client.directory() + u"/data/sandbox.sqlite"_s);
        QVERIFY(database.open());
        QSqlQuery query(database);
        QVERIFY(
            query.exec(u"DELETE FROM thales_token WHERE token_id LIKE 'tk_practice-%' OR token_id LIKE 'tk_a27%'"_s));
        QVERIFY(query.numRowsAffected() > 40);
    }
    QSqlDatabase::removeDatabase(u"older"_s);
    QVERIFY2(client.start(), qPrintable(client.failure()));
    QCOMPARE(statusOf(client.get(u"/tokens/tk_practice-svg-file"_s)), 200);
    QCOMPARE(statusOf(client.get(u"/tokens/tk_a27019e377"_s)), 200);
    QCOMPARE(textIn(client.get(u"/tokens/tk_9f3c2a71e4"_s), u"tokenState"_s), u"DELETED"_s);
}

QTEST_GUILESS_MAIN(TestSandboxArt)
#include "tst_sandboxart.moc"

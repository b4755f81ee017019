// SPDX-License-Identifier: Apache-2.0
#include "app/providers/thales/tokenmapping.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
QString valueOf(const Token &token, const QString &key)
{
    for (const TokenField &field : token.fields) {
        if (field.key == key)
            return field.value;
    }
    return {};
}

QStringList groupsOf(const Token &token)
{
    QStringList groups;
    for (const TokenField &field : token.fields)
        groups << field.group;
    groups.removeDuplicates();
    return groups;
}

QJsonObject active(const QJsonObject &more = {})
{
    QJsonObject body{{u"tokenId"_s, u"tok_1"_s},
                     {u"tokenState"_s, u"ACTIVE"_s},
                     {u"creationTimestamp"_s, u"2026-02-11T09:08:24.479Z"_s}};
    for (auto it = more.begin(); it != more.end(); ++it)
        body.insert(it.key(), it.value());
    return body;
}
} // namespace

//! Members of an answer that are missing, empty, of the wrong type, or absurd.
class TestThalesMembers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timestamps_data();
    void timestamps();
    void unreadableTimestamp_isShownAsItCame();
    void emptyAndNullMembers_countAsMissing();
    void longText_isKept_absurdTextIsNot();
    void wrongTypes_nameTheMember_data();
    void wrongTypes_nameTheMember();
    void missingMembers_nameTheMember_data();
    void missingMembers_nameTheMember();
};

void TestThalesMembers::timestamps_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QDateTime>("time");
    const QDateTime second(QDate(2017, 11, 10), QTime(9, 8, 24), Qt::UTC);
    QTest::newRow("milliseconds and Z") << u"2017-11-10T09:08:24.479Z"_s << second.addMSecs(479);
    QTest::newRow("no fraction") << u"2017-11-10T09:08:24Z"_s << second;
    QTest::newRow("microseconds") << u"2017-11-10T09:08:24.479000Z"_s << second.addMSecs(479);
    QTest::newRow("offset") << u"2017-11-10T11:08:24+02:00"_s << second;
    QTest::newRow("offset without colon") << u"2017-11-10T11:08:24.479+0200"_s << second.addMSecs(479);
    QTest::newRow("negative offset") << u"2017-11-10T04:08:24-05:00"_s << second;
    QTest::newRow("no zone means UTC") << u"2017-11-10T09:08:24"_s << second;
    QTest::newRow("no zone, an hour that Paris skips")
        << u"2026-03-29T02:30:00"_s << QDateTime(QDate(2026, 3, 29), QTime(2, 30), Qt::UTC);
    QTest::newRow("word") << u"string"_s << QDateTime();
    QTest::newRow("empty") << QString() << QDateTime();
    QTest::newRow("milliseconds since 1970") << u"1554308829345"_s << QDateTime();
}

void TestThalesMembers::timestamps()
{
    QFETCH(QString, text);
    QFETCH(QDateTime, time);
    qputenv("TZ", "Europe/Paris");
    const QDateTime read = thales::timestamp(text);
    qunsetenv("TZ");
    QCOMPARE(read.isValid(), time.isValid());
    if (time.isValid()) {
        QCOMPARE(read, time);
        QCOMPARE(read.timeSpec(), Qt::UTC);
    }
}

void TestThalesMembers::unreadableTimestamp_isShownAsItCame()
{
    const Result<Token> token = thales::createdToken(active({{u"creationTimestamp"_s, u"yesterday"_s}}));
    QVERIFY(token);
    QVERIFY(!token->createdAt.isValid());
    QCOMPARE(valueOf(*token, u"creationTimestamp"_s), u"yesterday"_s);
}

void TestThalesMembers::emptyAndNullMembers_countAsMissing()
{
    const Result<Token> token = thales::createdToken(
        active({{u"par"_s, QString()}, {u"cardBin"_s, QJsonValue::Null}, {u"cardProduct"_s, QJsonValue::Null}}));
    QVERIFY(token);
    QCOMPARE(groupsOf(*token), QStringList({u"Token"_s, u"Dates"_s}));
}

void TestThalesMembers::longText_isKept_absurdTextIsNot()
{
    const QString longName(4096, u'x');
    const auto named = [](const QString &name) {
        return thales::createdToken(active({{u"cardProduct"_s, QJsonObject{{u"issuerName"_s, name}}}}));
    };
    QCOMPARE(named(longName)->issuerName, longName);
    QVERIFY(!named(longName + u'x'));
    QVERIFY(named(longName + u'x').error().detail.startsWith(u"cardProduct.issuerName "_s));
}

void TestThalesMembers::wrongTypes_nameTheMember_data()
{
    QTest::addColumn<QJsonObject>("more");
    QTest::addColumn<QString>("member");
    const auto row = [](const char *member, const QJsonObject &more) {
        QTest::newRow(member) << more << QString::fromLatin1(member);
    };
    row("tokenId", {{u"tokenId"_s, 7}});
    row("tokenState", {{u"tokenState"_s, true}});
    row("cardLastDigits", {{u"cardLastDigits"_s, 2345}});
    row("par", {{u"par"_s, QJsonObject()}});
    row("creationTimestamp", {{u"creationTimestamp"_s, 1554308829345.0}});
    row("deviceBindings", {{u"deviceBindings"_s, u"device-1"_s}});
    row("cardProduct", {{u"cardProduct"_s, u"VISA"_s}});
    row("cardProduct.scheme", {{u"cardProduct"_s, QJsonObject{{u"scheme"_s, 1}}}});
    row("cardProduct.supportVisaCTF", {{u"cardProduct"_s, QJsonObject{{u"supportVisaCTF"_s, u"true"_s}}}});
    row("cardProduct.cardArts", {{u"cardProduct"_s, QJsonObject{{u"cardArts"_s, QJsonArray()}}}});
    row("cardProduct.cardArts.cardIconId",
        {{u"cardProduct"_s, QJsonObject{{u"cardArts"_s, QJsonObject{{u"cardIconId"_s, 5}}}}}});
    QTest::newRow("item of a list") << QJsonObject{{u"deviceBindings"_s, QJsonArray{u"d"_s, 5}}} << u"deviceBindings"_s;
    QJsonArray tooMany;
    for (int i = 0; i <= 1000; ++i)
        tooMany.append(QString::number(i));
    QTest::newRow("absurd list") << QJsonObject{{u"deviceBindings"_s, tooMany}} << u"deviceBindings"_s;
}

void TestThalesMembers::wrongTypes_nameTheMember()
{
    QFETCH(QJsonObject, more);
    QFETCH(QString, member);
    const Result<Token> token = thales::createdToken(active(more));
    QVERIFY(!token);
    QCOMPARE(toString(token.error().kind), u"BadReply"_s);
    QVERIFY2(token.error().detail.startsWith(member + u' '), qPrintable(token.error().detail));
}

void TestThalesMembers::missingMembers_nameTheMember_data()
{
    QTest::addColumn<QJsonObject>("body");
    QTest::addColumn<QString>("detail");
    QTest::newRow("no id") << QJsonObject{{u"tokenState"_s, u"ACTIVE"_s}} << u"tokenId is missing"_s;
    QTest::newRow("no state") << QJsonObject{{u"tokenId"_s, u"tok_1"_s}} << u"tokenState is missing"_s;
    QTest::newRow("not an id") << active({{u"tokenId"_s, u"../x"_s}}) << u"tokenId is not a token id"_s;
    QTest::newRow("long id") << active({{u"tokenId"_s, QString(129, u'x')}}) << u"tokenId is not a token id"_s;
}

void TestThalesMembers::missingMembers_nameTheMember()
{
    QFETCH(QJsonObject, body);
    QFETCH(QString, detail);
    const Result<Token> token = thales::createdToken(body);
    QVERIFY(!token);
    QCOMPARE(token.error().detail, detail);
}

QTEST_APPLESS_MAIN(TestThalesMembers)
#include "tst_thalesmembers.moc"

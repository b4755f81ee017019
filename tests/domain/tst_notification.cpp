// SPDX-License-Identifier: Apache-2.0
#include "app/domain/notification.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {
Token knownToken()
{
    Token token;
    token.id = {u"tk_1"_s};
    token.state = TokenState::Active;
    token.stateWord = u"ACTIVE"_s;
    token.scheme = Scheme::Visa;
    token.schemeWord = u"VISA"_s;
    token.cardLastDigits = u"1111"_s;
    token.issuerName = u"Harbour"_s;
    token.art.assetIds = {{AssetRole::Icon, u"icon"_s}, {AssetRole::Background, u"old"_s}};
    token.fields = {{.group = u"Token"_s, .key = u"tokenState"_s, .label = u"State"_s, .value = u"ACTIVE"_s},
                    {.group = u"Card"_s, .key = u"cardLastDigits"_s, .label = u"Last digits"_s, .value = u"1111"_s},
                    {.group = u"Product"_s, .key = u"issuerName"_s, .label = u"Issuer"_s, .value = u"Harbour"_s}};
    return token;
}
} // namespace

class TestNotification : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void asJson_comesBackAsItWas();
    void otherJson_isNone();
    void merging_changesWhatIsSaidAndKeepsTheRest();
};

void TestNotification::asJson_comesBackAsItWas()
{
    Notification notification{.kind = Notification::Kind::CreationFailed,
                              .correlationId = u"c-1"_s,
                              .merchantId = u"m"_s,
                              .token = {},
                              .errorCode = u"X"_s,
                              .errorDetails = u"quoted \"so\""_s,
                              .schemeCorrelationId = u"s"_s};
    QCOMPARE(notificationFromJson(toJson(notification)), notification);
    for (const auto kind : {Notification::Kind::CreationSucceeded, Notification::Kind::TokenUpdated}) {
        notification = {.kind = kind, .correlationId = u"c"_s, .merchantId = u"m"_s, .token = knownToken()};
        QCOMPARE(notificationFromJson(toJson(notification)), notification);
    }
}

void TestNotification::otherJson_isNone()
{
    QVERIFY(!notificationFromJson({}));
    QVERIFY(!notificationFromJson("{}"));
    QByteArray other = toJson(Notification{});
    QVERIFY(!notificationFromJson(other.replace("token.updated", "token.eaten")));
}

void TestNotification::merging_changesWhatIsSaidAndKeepsTheRest()
{
    Token said;
    said.id = {u"tk_1"_s};
    said.state = TokenState::Suspended;
    said.stateWord = u"SUSPENDED"_s;
    said.cardLastDigits = u"2222"_s;
    said.art.assetIds = {{AssetRole::Background, u"new"_s}};
    said.fields = {{.group = u"Card"_s, .key = u"cardLastDigits"_s, .label = u"Last digits"_s, .value = u"2222"_s},
                   {.group = u"Card"_s, .key = u"cardExpiryDate"_s, .label = u"Expiry"_s, .value = u"05/30"_s},
                   {.group = u"Dates"_s, .key = u"changed"_s, .label = u"Changed"_s, .value = u"today"_s}};
    const Token token = merged(knownToken(), said);
    QCOMPARE(token.state, TokenState::Suspended);
    QCOMPARE(token.cardLastDigits, u"2222"_s);
    QCOMPARE(token.issuerName, u"Harbour"_s);
    QCOMPARE(token.scheme, Scheme::Visa);
    QCOMPARE(token.art.assetIds.value(AssetRole::Background), u"new"_s);
    QCOMPARE(token.art.assetIds.value(AssetRole::Icon), u"icon"_s);
    QStringList keys;
    for (const TokenField &field : token.fields)
        keys << field.key + u'=' + field.value;
    QCOMPARE(keys, QStringList({u"tokenState=ACTIVE"_s, u"cardLastDigits=2222"_s, u"cardExpiryDate=05/30"_s,
                                u"issuerName=Harbour"_s, u"changed=today"_s}));
    QCOMPARE(merged(knownToken(), Token()), knownToken());
}

QTEST_GUILESS_MAIN(TestNotification)
#include "tst_notification.moc"

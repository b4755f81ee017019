// SPDX-License-Identifier: Apache-2.0
#include "app/providers/thales/notifications.h"
#include "app/providers/thales/thalesproviderkind.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
const QString requestId = u"7f1f6f3e-6b0c-4a55-9d0e-5f1f2c3d4e5f"_s;

QByteArray recorded(const QString &name)
{
    QFile file(QStringLiteral(TEST_DATA_DIR) + u"/thales/"_s + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray changedBody(const QString &name, const QString &member, const QJsonValue &value)
{
    QJsonObject json = QJsonDocument::fromJson(recorded(name)).object();
    if (value.isUndefined())
        json.remove(member);
    else
        json.insert(member, value);
    return QJsonDocument(json).toJson();
}

Result<Notification> readCreation(const QByteArray &body, const QString &correlationId = requestId)
{
    return ThalesNotificationFormat().read(
        {.path = ThalesNotificationFormat::creationPath.toByteArray(), .correlationId = correlationId, .body = body});
}

Result<Notification> readUpdate(const QByteArray &body, const QString &correlationId = requestId)
{
    return ThalesNotificationFormat().read(
        {.path = ThalesNotificationFormat::updatePath.toByteArray(), .correlationId = correlationId, .body = body});
}

const QString success = u"notify-token-creation.json"_s;
const QString failure = u"notify-token-creation.failure.json"_s;
const QString update = u"notify-token-update.json"_s;
} // namespace

class TestThalesNotifications : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void creation_namesTheToken();
    void failedCreation_namesTheErrorWithoutCardData();
    void update_saysOnlyWhatChanged();
    void pastedWithoutPath_isToldApartByItsMembers();
    void whatIsWrong_isRefused_data();
    void whatIsWrong_isRefused();
    void updateWithoutCorrelationId_isRead();
    void otherPaths_areNotIts();
    void kind_readsNotificationsForItsMerchant();
};

void TestThalesNotifications::creation_namesTheToken()
{
    const auto read = readCreation(recorded(success));
    QVERIFY(read);
    QCOMPARE(toWord(read->kind), u"creation.succeeded"_s);
    QCOMPARE(read->correlationId, requestId);
    QCOMPARE(read->merchantId, u"merchant-1"_s);
    QCOMPARE(read->token.id.value, u"tk_5d0f31c2a9b84e77"_s);
    QCOMPARE(read->token.cardLastDigits, u"1111"_s);
    QCOMPARE(read->token.stateWord, QString());
    QVERIFY(read->token.createdAt.isValid());
}

void TestThalesNotifications::failedCreation_namesTheErrorWithoutCardData()
{
    const auto read = readCreation(recorded(failure));
    QVERIFY(read);
    QCOMPARE(toWord(read->kind), u"creation.failed"_s);
    QCOMPARE(read->errorCode, u"ISSUER_DECLINED"_s);
    QVERIFY(read->token.id.isEmpty());
    QVERIFY(read->errorDetails.contains("411111******1111"_L1));
    QVERIFY(!toJson(*read).contains("4111111111111111"));
    QCOMPARE(readCreation("{\"merchantId\":\"m\"}")->kind, Notification::Kind::CreationFailed);
}

void TestThalesNotifications::update_saysOnlyWhatChanged()
{
    const auto read = readUpdate(recorded(update));
    QVERIFY(read);
    QCOMPARE(toWord(read->kind), u"token.updated"_s);
    QCOMPARE(read->token.state, TokenState::Suspended);
    QCOMPARE(read->token.stateWord, u"SUSPENDED"_s);
    QCOMPARE(read->token.updatedAt, QDateTime(QDate(2026, 11, 12), QTime(10, 0), Qt::UTC));
    QCOMPARE(read->token.par, QString());
}

void TestThalesNotifications::pastedWithoutPath_isToldApartByItsMembers()
{
    for (const auto &[name, word] :
         {std::pair(success, u"creation.succeeded"_s), {failure, u"creation.failed"_s}, {update, u"token.updated"_s}}) {
        const auto read =
            ThalesNotificationFormat().read({.path = {}, .correlationId = requestId, .body = recorded(name)});
        QVERIFY(read);
        QCOMPARE(toWord(read->kind), word);
    }
}

void TestThalesNotifications::whatIsWrong_isRefused_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("isUpdate");
    QTest::addColumn<QString>("correlationId");
    const auto row = [](const char *name, const QByteArray &body, bool isUpdate, const QString &id = requestId) {
        QTest::newRow(name) << body << isUpdate << id;
    };
    row("nothing", {}, false);
    row("no object", "[]", false);
    row("cut off", recorded(success).chopped(3), false);
    row("something after it", recorded(success) + '1', false);
    row("invalid UTF-8", "{\"merchantId\":\"m\xff\",\"tokenId\":\"t\"}", false);
    row("the same member twice", "{\"merchantId\":\"m\",\"tokenId\":\"a\",\"tokenId\":\"b\"}", false);
    row("deep", "{\"merchantId\":" + QByteArray(1000, '[') + QByteArray(1000, ']') + '}', false);
    row("no merchant", changedBody(success, u"merchantId"_s, QJsonValue::Undefined), false);
    row("merchant is a number", changedBody(success, u"merchantId"_s, 1), false);
    row("a long merchant", changedBody(success, u"merchantId"_s, QString(129, u'm')), false);
    row("token id with a slash", changedBody(success, u"tokenId"_s, u"a/b"_s), false);
    row("token id is an object", changedBody(success, u"tokenId"_s, QJsonObject()), false);
    row("token id is a card number", changedBody(success, u"tokenId"_s, u"4111111111111111"_s), false);
    row("both token and error", changedBody(success, u"errorCode"_s, u"X"_s), false);
    row("a long error", changedBody(failure, u"errorDetails"_s, QString(257, u'e')), false);
    row("no correlation id", recorded(success), false, {});
    row("a long correlation id", recorded(success), false, QString(37, u'x'));
    row("a correlation id with a space", recorded(success), false, u"a b"_s);
    row("update without a token", changedBody(update, u"tokenId"_s, QJsonValue::Undefined), true);
    row("update with a time that is none", changedBody(update, u"lastUpdateTimestamp"_s, u"soon"_s), true);
    row("update with a state that is a list", changedBody(update, u"tokenState"_s, QJsonArray()), true);
}

void TestThalesNotifications::whatIsWrong_isRefused()
{
    QFETCH(QByteArray, body);
    QFETCH(bool, isUpdate);
    QFETCH(QString, correlationId);
    const auto read = isUpdate ? readUpdate(body, correlationId) : readCreation(body, correlationId);
    QVERIFY(!read);
    QVERIFY(read.error().kind == Error::Kind::InvalidInput);
    QVERIFY(!read.error().detail.isEmpty());
    QVERIFY(!read.error().detail.contains("4111111111111111"_L1));
}

void TestThalesNotifications::updateWithoutCorrelationId_isRead()
{
    QVERIFY(readUpdate(recorded(update), {}));
}

void TestThalesNotifications::otherPaths_areNotIts()
{
    const ThalesNotificationFormat format;
    QVERIFY(format.isPath("/tsh-cof/notify-token-creation"));
    QVERIFY(format.isPath("/tsh-cof/notify-token-update"));
    for (const char *path : {"/", "/tsh-cof", "/tsh-cof/notify-token-update/", "/tsh-cof/notify-token-update?x=1",
                             "/notify-token-update", "/tsh-cof/../tsh-cof/notify-token-update"})
        QVERIFY2(!format.isPath(path), path);
}

void TestThalesNotifications::kind_readsNotificationsForItsMerchant()
{
    const ThalesProviderKind kind(std::make_shared<SystemClock>(), std::make_shared<ExchangeLog>());
    QVERIFY(kind.notificationFormat());
    QCOMPARE(kind.recipientField(), u"merchantId"_s);
    QVERIFY(kind.connectionForm().field(kind.recipientField()));
}

QTEST_GUILESS_MAIN(TestThalesNotifications)
#include "tst_thalesnotifications.moc"

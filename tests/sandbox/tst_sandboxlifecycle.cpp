// SPDX-License-Identifier: Apache-2.0
#include "tests/sandbox/sandboxclient.h"

#include <QTest>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace {
const QString issuersToken = u"tk_6e72b0a95f"_s; //!< suspended by its issuer alone
const QString pciToken = u"tk_c06b8812f9"_s;

QJsonObject because(const QJsonObject &more = {})
{
    QJsonObject body{{u"reason"_s, u"stolen"_s}};
    for (auto member = more.begin(); member != more.end(); ++member)
        body.insert(member.key(), *member);
    return {{u"json"_s, body}};
}

QString kindOf(const Result<QJsonObject> &outcome)
{
    return outcome ? u"none"_s : toString(outcome.error().kind);
}
} // namespace

//! Who may suspend and resume a token, and what an issuer does to it.
class TestSandboxLifecycle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void strangeBodies_areRefused_data();
    void strangeBodies_areRefused();
    void merchantsResume_doesNotLiftTheIssuersSuspension();
    void issuersResume_doesNotLiftTheMerchantsSuspension();
    void pciToken_cannotBeSuspended();
    void suspendAndResume_areInTheLedger();
    void suspensions_outliveTheSandbox();
    void issuer_changesExpiryArtAndLife();
    void issuer_cannotDoWhatMakesNoSense();
    void control_isReachedOverHttpWithTheClientsCertificateOnly();

private:
    [[nodiscard]] QString newToken();
    [[nodiscard]] QString state(const QString &token) { return textIn(m_client.get(path(token)), u"tokenState"_s); }
    [[nodiscard]] int suspend(const QString &token) { return act(token, u"/suspend"_s); }
    [[nodiscard]] int resume(const QString &token) { return act(token, u"/resume"_s); }
    [[nodiscard]] int act(const QString &token, const QString &action)
    {
        return statusOf(m_client.request(u"POST"_s, path(token) + action, because()));
    }
    [[nodiscard]] Result<QJsonObject> issuer(const QString &command, const QString &token, QJsonObject more = {})
    {
        more.insert(u"tokenId"_s, token);
        return m_client.sandbox().control(command, more);
    }
    [[nodiscard]] static QString path(const QString &token) { return u"/tokens/"_s + token; }

    SandboxClient m_client;
};

void TestSandboxLifecycle::initTestCase()
{
    if (const QString missing = m_client.missing(); !missing.isEmpty())
        QSKIP(qPrintable(missing));
    QVERIFY2(m_client.start(), qPrintable(m_client.failure()));
}

QString TestSandboxLifecycle::newToken()
{
    return textIn(m_client.post(u"/tokens"_s, SandboxClient::cardBody(), SandboxClient::card(u"4111111111111111"_s)),
                  u"tokenId"_s);
}

void TestSandboxLifecycle::strangeBodies_areRefused_data()
{
    QTest::addColumn<QJsonObject>("more");
    QTest::newRow("no reason") << QJsonObject{{u"reason"_s, QJsonValue()}};
    QTest::newRow("empty reason") << QJsonObject{{u"reason"_s, u""_s}};
    QTest::newRow("long reason") << QJsonObject{{u"reason"_s, QString(65, u'a')}};
    QTest::newRow("reason that is no code") << QJsonObject{{u"reason"_s, u"it was stolen"_s}};
    QTest::newRow("comment that is no text") << QJsonObject{{u"comment"_s, 3}};
    QTest::newRow("long comment") << QJsonObject{{u"comment"_s, QString(501, u'a')}};
    QTest::newRow("unknown member") << QJsonObject{{u"ticket"_s, u"T-1"_s}};
}

void TestSandboxLifecycle::strangeBodies_areRefused()
{
    QFETCH(const QJsonObject, more);
    const QJsonObject answer = m_client.request(u"POST"_s, path(u"tk_41aa90be33"_s) + u"/suspend"_s, because(more));
    QCOMPARE(statusOf(answer), 400);
    QVERIFY(!textIn(answer, u"errorDetails"_s).isEmpty());
    QCOMPARE(state(u"tk_41aa90be33"_s), u"ACTIVE"_s);
}

void TestSandboxLifecycle::merchantsResume_doesNotLiftTheIssuersSuspension()
{
    QCOMPARE(resume(issuersToken), 204);
    QCOMPARE(state(issuersToken), u"SUSPENDED"_s);

    const QString token = newToken();
    QCOMPARE(suspend(token), 204);
    const Result<QJsonObject> both = issuer(u"issuer-suspend"_s, token);
    QVERIFY(both);
    QCOMPARE(both->value(u"suspendedBy"_s).toArray(), QJsonArray({u"ISSUER"_s, u"MERCHANT"_s}));
    QCOMPARE(resume(token), 204);
    QCOMPARE(state(token), u"SUSPENDED"_s);
    QVERIFY(issuer(u"issuer-resume"_s, token));
    QCOMPARE(state(token), u"ACTIVE"_s);
}

void TestSandboxLifecycle::issuersResume_doesNotLiftTheMerchantsSuspension()
{
    const QString token = newToken();
    QVERIFY(issuer(u"issuer-suspend"_s, token));
    QCOMPARE(state(token), u"SUSPENDED"_s);
    QCOMPARE(suspend(token), 409);
    QVERIFY(issuer(u"issuer-resume"_s, token));
    QCOMPARE(suspend(token), 204);
    QVERIFY(issuer(u"issuer-suspend"_s, token));
    QVERIFY(issuer(u"issuer-resume"_s, token));
    QCOMPARE(state(token), u"SUSPENDED"_s);
    QCOMPARE(resume(token), 204);
    QCOMPARE(state(token), u"ACTIVE"_s);
}

void TestSandboxLifecycle::pciToken_cannotBeSuspended()
{
    const QJsonObject created = m_client.post(u"/pci-tokens"_s, {{u"merchantId"_s, u"sandbox-merchant"_s}},
                                              {{u"fpan"_s, u"5555555555554444"_s}, {u"exp"_s, u"1230"_s}});
    QCOMPARE(statusOf(created), 201);
    for (const QString &token : {pciToken, textIn(created, u"tokenId"_s)}) {
        QCOMPARE(suspend(token), 409);
        QCOMPARE(resume(token), 409);
        QCOMPARE(kindOf(issuer(u"issuer-suspend"_s, token)), u"Rejected"_s);
        QCOMPARE(state(token), u"ACTIVE"_s);
    }
}

void TestSandboxLifecycle::suspendAndResume_areInTheLedger()
{
    const QString token = newToken();
    const qsizetype before = m_client.sandbox().ledger().size();
    QCOMPARE(suspend(token), 204);
    m_client.sandbox().setFault(SandboxFault::CloseBefore);
    QCOMPARE(resume(token), 0);
    QCOMPARE(resume(token), 409);
    m_client.sandbox().setFault(SandboxFault::Unavailable);
    QCOMPARE(suspend(token), 503);
    const QList<LedgerEntry> entries = m_client.sandbox().ledger().mid(before);
    QCOMPARE(entries.size(), 4);
    QStringList lines;
    for (const LedgerEntry &entry : entries)
        lines << u"%1 %2 %3 %4"_s.arg(entry.path.section(u'/', -1))
                     .arg(entry.executedStatus)
                     .arg(entry.answeredStatus)
                     .arg(entry.tokenId == token ? u"changed"_s : entry.tokenId);
    QCOMPARE(lines, QStringList({u"suspend 204 204 changed"_s, u"resume 204 0 changed"_s, u"resume 409 409 "_s,
                                 u"suspend 0 503 "_s}));
    QCOMPARE(state(token), u"ACTIVE"_s);
}

void TestSandboxLifecycle::suspensions_outliveTheSandbox()
{
    const QString token = newToken();
    QVERIFY(issuer(u"issuer-suspend"_s, token));
    QCOMPARE(resume(u"tk_77ab01c9d2"_s), 204);
    m_client.stop();
    QVERIFY2(m_client.start(), qPrintable(m_client.failure()));
    QCOMPARE(resume(token), 204);
    QCOMPARE(state(token), u"SUSPENDED"_s);
    QCOMPARE(state(u"tk_77ab01c9d2"_s), u"ACTIVE"_s);
}

void TestSandboxLifecycle::issuer_changesExpiryArtAndLife()
{
    const QString token = newToken();
    const auto read = [&](const QString &member) { return textIn(m_client.get(path(token)), member); };
    const auto product = [&] {
        return m_client.get(path(token)).value(u"json"_s).toObject().value(u"cardProduct"_s).toObject();
    };
    const QJsonObject before = product();
    m_client.clock().advance(std::chrono::seconds(5));
    QVERIFY(issuer(u"new-card-art"_s, token));
    QVERIFY(product() != before);
    QCOMPARE(product().value(u"scheme"_s), before.value(u"scheme"_s));
    QCOMPARE(read(u"lastUpdateTimestamp"_s), m_client.clock().nowUtc().toString(Qt::ISODateWithMs));

    QVERIFY(issuer(u"new-expiry"_s, token, {{u"expiry"_s, u"0735"_s}}));
    QCOMPARE(read(u"cardExpiryDate"_s), u"0735"_s);
    QCOMPARE(read(u"tokenExpiryDate"_s), u"0735"_s);
    QCOMPARE(read(u"tokenState"_s), u"ACTIVE"_s);

    QVERIFY(issuer(u"issuer-suspend"_s, token));
    QVERIFY(issuer(u"expire"_s, token));
    QCOMPARE(read(u"tokenState"_s), u"DELETED"_s);
    QCOMPARE(read(u"cardExpiryDate"_s), m_client.clock().nowUtc().date().addMonths(-1).toString(u"MMyy"_s));
    QCOMPARE(resume(token), 404);

    const QString other = newToken();
    const Result<QJsonObject> gone = issuer(u"issuer-delete"_s, other);
    QVERIFY(gone);
    QCOMPARE(gone->value(u"tokenState"_s).toString(), u"DELETED"_s);
    QCOMPARE(state(other), u"DELETED"_s);
}

void TestSandboxLifecycle::issuer_cannotDoWhatMakesNoSense()
{
    const QString token = newToken();
    QCOMPARE(kindOf(issuer(u"issuer-resume"_s, token)), u"Rejected"_s);
    QCOMPARE(kindOf(issuer(u"new-expiry"_s, token, {{u"expiry"_s, u"1335"_s}})), u"InvalidInput"_s);
    QCOMPARE(kindOf(issuer(u"issuer-suspend"_s, u"tk_nobody"_s)), u"NotFound"_s);
    QCOMPARE(kindOf(issuer(u"issuer-suspend"_s, u"tk_0c14f5e8aa"_s)), u"Rejected"_s); // deleted
    QCOMPARE(kindOf(issuer(u"issuer-suspend"_s, u"tk_b2d97703f1"_s)), u"Rejected"_s); // pending
    QCOMPARE(kindOf(issuer(u"make-coffee"_s, token)), u"NotFound"_s);
    QCOMPARE(state(token), u"ACTIVE"_s);
}

void TestSandboxLifecycle::control_isReachedOverHttpWithTheClientsCertificateOnly()
{
    const QString token = newToken();
    const auto request = [&](const QString &method, const QString &below, const QJsonObject &more = {}) {
        QJsonObject all = more;
        all.insert(u"port"_s, QUrl(m_client.sandbox().connection().controlBaseUrl).port());
        all.insert(u"prefix"_s, u"/control"_s);
        return m_client.request(method, below, all);
    };
    const qsizetype before = m_client.sandbox().ledger().size();
    const QJsonObject arguments{{u"json"_s, QJsonObject{{u"tokenId"_s, token}}}};
    const QJsonObject done = request(u"POST"_s, u"/issuer-suspend"_s, arguments);
    QCOMPARE(statusOf(done), 200);
    QCOMPARE(textIn(done, u"tokenState"_s), u"SUSPENDED"_s);
    QCOMPARE(state(token), u"SUSPENDED"_s);
    const QJsonObject list = request(u"GET"_s, u""_s).value(u"json"_s).toObject();
    for (const QString &name :
         {u"issuer-suspend"_s, u"issuer-resume"_s, u"expire"_s, u"new-expiry"_s, u"new-card-art"_s, u"issuer-delete"_s})
        QVERIFY2(list.contains(name), qPrintable(name));
    QCOMPARE(statusOf(request(u"GET"_s, u"/issuer-suspend"_s)), 405);
    QCOMPARE(statusOf(request(u"POST"_s, u"/issuer-suspend"_s, {{u"body"_s, u"tokenId"_s}})), 400);
    QCOMPARE(statusOf(request(u"POST"_s, u"/nothing"_s, arguments)), 404);
    QCOMPARE(statusOf(request(u"POST"_s, u"/issuer-suspend"_s,
                              {{u"json"_s, arguments.value(u"json"_s)}, {u"certificate"_s, false}})),
             0);
    QCOMPARE(m_client.sandbox().ledger().size(), before);
}

QTEST_GUILESS_MAIN(TestSandboxLifecycle)
#include "tst_sandboxlifecycle.moc"

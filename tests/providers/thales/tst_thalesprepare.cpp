// SPDX-License-Identifier: Apache-2.0
#include "app/providers/thales/thalesprovider.h"
#include "tests/providers/thales/faketransport.h"
#include "tests/providers/thales/thalesfixture.h"
#include "tests/support/fakeclock.h"
#include "tests/support/testcards.h"

#include <QTest>

using namespace Qt::StringLiterals;
using Texts = QMap<QString, QString>;

namespace {
const QString correlation = QString::fromLatin1(fixture::correlationId);

Texts with(Texts texts, const Texts &more)
{
    texts.insert(more);
    return texts;
}
} // namespace

//! What is refused before anything is sent.
class TestThalesPrepare : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void problem_namesTheField_data();
    void problem_namesTheField();
    void doubt_doesNotStopTheRequest();
    void unknownForm_isInvalid();
    void correlationIds_data();
    void correlationIds();
    void deletion_isPrepared();
    void deletion_refusesWhatIsNoTokenId();
    void preparing_sendsNothing();

private:
    [[nodiscard]] Result<PreparedRequest> prepare(const QString &id, const Texts &texts) const;

    std::shared_ptr<FakeTransport> m_transport;
    std::unique_ptr<ThalesProvider> m_provider;
};

void TestThalesPrepare::init()
{
    m_transport = std::make_shared<FakeTransport>();
    m_provider = std::make_unique<ThalesProvider>(ThalesProvider::Settings{.merchantId = u"merchant-demo-1"_s},
                                                  m_transport, fixture::providerKeys(), std::make_shared<FakeClock>());
}

Result<PreparedRequest> TestThalesPrepare::prepare(const QString &id, const Texts &texts) const
{
    return m_provider->prepareCreate(id, fixture::values(fixture::form(id), texts), correlation);
}

void TestThalesPrepare::problem_namesTheField_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<Texts>("more");
    QTest::addColumn<QString>("field");
    const auto row = [](const char *name, const QString &id, const Texts &more, const QString &field) {
        QTest::newRow(name) << id << more << field;
    };
    const QString amex = QString::fromLatin1(TestCards::amex);
    row("no card", u"createPciToken"_s, {{u"fpan"_s, QString()}}, u"fpan"_s);
    row("no expiry", u"createToken"_s, {{u"exp"_s, QString()}}, u"exp"_s);
    row("impossible expiry", u"createToken"_s, {{u"exp"_s, u"1331"_s}}, u"exp"_s);
    row("short number", u"createToken"_s, {{u"fpan"_s, u"411111"_s}}, u"fpan"_s);
    row("amex without e-mail", u"createToken"_s, {{u"fpan"_s, amex}, {u"device.ipAddress"_s, u"192.0.2.1"_s}},
        u"email"_s);
    row("amex without address", u"createToken"_s, {{u"fpan"_s, amex}, {u"email"_s, u"a@b.co"_s}},
        u"device.ipAddress"_s);
    row("discover without name", u"createAsyncToken"_s, {{u"fpan"_s, QString::fromLatin1(TestCards::discover)}},
        u"name"_s);
    row("bad source", u"createAsyncToken"_s, {{u"source"_s, u"TOKEN"_s}}, u"source"_s);
    row("bad score", u"createToken"_s, {{u"risk.accountScore"_s, u"6"_s}}, u"risk.accountScore"_s);
    row("bad country", u"createToken"_s, {{u"country"_s, u"France"_s}}, u"country"_s);
    row("no language", u"createPushToken"_s, {{u"language"_s, QString()}}, u"language"_s);
    row("bad place", u"createToken"_s, {{u"device.location"_s, u"47,0880,2.3635"_s}}, u"device.location"_s);
    row("long name", u"createToken"_s, {{u"name"_s, QString(257, u'x')}}, u"name"_s);
    row("IPv6 for push", u"createPushToken"_s, {{u"device.ipAddress"_s, u"2001:db8::1"_s}}, u"device.ipAddress"_s);
    row("push for AMEX", u"createPushToken"_s, {{u"scheme"_s, u"AMEX"_s}}, u"scheme"_s);
}

void TestThalesPrepare::problem_namesTheField()
{
    QFETCH(QString, id);
    QFETCH(Texts, more);
    QFETCH(QString, field);
    const Result<PreparedRequest> request = prepare(id, with(fixture::minimalTexts(id), more));
    QVERIFY(!request);
    QCOMPARE(toString(request.error().kind), u"InvalidInput"_s);
    QCOMPARE(request.error().field, field);
    QVERIFY(!request.error().detail.isEmpty());
    QVERIFY(!request.error().detail.contains(u"411111"_s));
}

void TestThalesPrepare::doubt_doesNotStopTheRequest()
{
    const Texts texts = with(fixture::minimalTexts(u"createToken"_s),
                             {{u"fpan"_s, QString::fromLatin1(TestCards::thalesExample)}, {u"exp"_s, u"0822"_s}});
    QVERIFY(prepare(u"createToken"_s, texts));
}

void TestThalesPrepare::unknownForm_isInvalid()
{
    const Result<PreparedRequest> request = m_provider->prepareCreate(u"createMagic"_s, FormValues(), correlation);
    QVERIFY(!request);
    QCOMPARE(toString(request.error().kind), u"InvalidInput"_s);
}

void TestThalesPrepare::correlationIds_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<bool>("isValid");
    QTest::newRow("UUID") << correlation << true;
    QTest::newRow("one character") << u"1"_s << true;
    QTest::newRow("36 characters") << QString(36, u'x') << true;
    QTest::newRow("37 characters") << QString(37, u'x') << false;
    QTest::newRow("UUID in braces") << u"{5a1c2f0e-7d3b-4c55-9a66-0123456789ab}"_s << false;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("second header") << u"a\r\nauthorization: x"_s << false;
    QTest::newRow("space") << u"a b"_s << false;
    QTest::newRow("not ASCII") << u"é"_s << false;
}

void TestThalesPrepare::correlationIds()
{
    QFETCH(QString, id);
    QFETCH(bool, isValid);
    m_transport->answerWith(200, fixture::data(u"get-token.response-200-active.json"_s));
    const Form form = fixture::form(u"createPciToken"_s);
    QCOMPARE(m_provider->prepareCreate(form.id, fixture::values(form, fixture::minimalTexts(form.id)), id).has_value(),
             isValid);
    QCOMPARE(m_provider->prepareDelete({u"tok_1"_s}, id).has_value(), isValid);
    QCOMPARE(m_provider->lookUp({u"tok_1"_s}, id).result().has_value(), isValid);
    QCOMPARE(m_provider->probe(id).result().has_value(), isValid);
    QCOMPARE(m_transport->requests().size(), isValid ? 2 : 0);
}

void TestThalesPrepare::deletion_isPrepared()
{
    const Result<PreparedRequest> request = m_provider->prepareDelete({u"tok_9f2c-01"_s}, correlation);
    QVERIFY(request);
    QVERIFY(request->operation == Operation::Delete);
    QCOMPARE(request->token.value, u"tok_9f2c-01"_s);
    QCOMPARE(request->method, "DELETE"_ba);
    QCOMPARE(request->path, u"/tokens/tok_9f2c-01"_s);
    QCOMPARE(request->redacted, u"DELETE /tokens/tok_9f2c-01"_s);
    QVERIFY(request->body.isEmpty());
}

void TestThalesPrepare::deletion_refusesWhatIsNoTokenId()
{
    for (const QString &id : {QString(), u".."_s, u"a/b"_s, QString(129, u'x')}) {
        const Result<PreparedRequest> request = m_provider->prepareDelete({id}, correlation);
        QVERIFY(!request);
        QCOMPARE(toString(request.error().kind), u"InvalidInput"_s);
        QCOMPARE(request.error().field, u"tokenId"_s);
    }
}

void TestThalesPrepare::preparing_sendsNothing()
{
    QVERIFY(prepare(u"createToken"_s, fixture::fullTexts(u"createToken"_s)));
    QVERIFY(m_transport->requests().isEmpty());
}

QTEST_APPLESS_MAIN(TestThalesPrepare)
#include "tst_thalesprepare.moc"

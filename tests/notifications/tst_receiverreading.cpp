// SPDX-License-Identifier: Apache-2.0
#include "app/domain/formcheck.h"
#include "app/domain/receiverfields.h"
#include "app/notifications/receiverreading.h"
#include "tests/net/testcertificates.h"
#include "tests/storage/await.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestReceiverReading : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void offByDefault_andTheRestHidden();
    void connectionWithoutAnySayAboutIt_needsNothing();
    void apiKey_becomesTheHeader();
    void userAndPassword_becomeBasic();
    void whatCannotWork_namesItsField_data();
    void whatCannotWork_namesItsField();

private:
    [[nodiscard]] ConnectionValues values() const;
    [[nodiscard]] QString file(const QString &name) const { return m_folder.filePath(name); }
    QTemporaryDir m_folder;
};

void TestReceiverReading::initTestCase()
{
    const TestCertificates &certificates = TestCertificates::shared();
    const std::pair<QString, QByteArray> files[] = {{u"server.pem"_s, certificates.server.certificate},
                                                    {u"server.key"_s, certificates.server.privateKey},
                                                    {u"ca.pem"_s, certificates.authority.root().certificate},
                                                    {u"rubbish"_s, "rubbish"_ba}};
    for (const auto &[name, content] : files) {
        QFile opened(file(name));
        QVERIFY(opened.open(QIODevice::WriteOnly));
        QCOMPARE(opened.write(content), content.size());
    }
}

ConnectionValues TestReceiverReading::values() const
{
    return {.plain = {{receiver::isOn, u"yes"_s},
                      {receiver::address, u"127.0.0.1"_s},
                      {receiver::port, u"8443"_s},
                      {receiver::certificateFile, file(u"server.pem"_s)},
                      {receiver::keyFile, file(u"server.key"_s)},
                      {receiver::authorityFile, file(u"ca.pem"_s)},
                      {receiver::scheme, u"apikey"_s}},
            .secrets = {{receiver::secret, std::make_shared<const SecretBytes>(SecretBytes::fromText(u"s3cret"))}}};
}

void TestReceiverReading::offByDefault_andTheRestHidden()
{
    const Form form{.id = u"f"_s, .fields = receiver::fields()};
    FormValues filled;
    filled.set(receiver::isOn, form.field(receiver::isOn)->initialValue);
    for (const FormField &field : form.fields)
        QCOMPARE(isShown(field, form, filled), field.key == receiver::isOn);
    QVERIFY(!asksForReceiver({}));
    QVERIFY(!asksForReceiver(filled.plain()));
    QVERIFY(asksForReceiver(values().plain));
}

void TestReceiverReading::connectionWithoutAnySayAboutIt_needsNothing()
{
    const Form form{.id = u"f"_s, .fields = receiver::fields()};
    const FormValues nothing;
    for (const FormField &field : form.fields)
        QVERIFY2(!isRequired(field, form, nothing), qPrintable(field.key));
    FormValues on;
    on.set(receiver::isOn, u"yes"_s);
    QVERIFY(isRequired(*form.field(receiver::secret), form, on));
    QVERIFY(isRequired(*form.field(receiver::certificateFile), form, on));
    QVERIFY(!isRequired(*form.field(receiver::user), form, on));
}

void TestReceiverReading::apiKey_becomesTheHeader()
{
    const auto read = await(readReceiver(values(), u"merchant-1"_s));
    QVERIFY2(read, detailOf(read).constData());
    QCOMPARE(read->port, quint16(8443));
    QCOMPARE(read->recipient, u"merchant-1"_s);
    QCOMPARE(read->authorization->bytes().toByteArray(), "APIKEY s3cret"_ba);
    QVERIFY(!read->key.isNull());
}

void TestReceiverReading::userAndPassword_becomeBasic()
{
    ConnectionValues basic = values();
    basic.plain[receiver::scheme] = u"basic"_s;
    basic.plain[receiver::user] = u"me"_s;
    const auto read = await(readReceiver(basic, u"m"_s));
    QVERIFY2(read, detailOf(read).constData());
    QCOMPARE(read->authorization->bytes().toByteArray(), "Basic bWU6czNjcmV0"_ba);
}

void TestReceiverReading::whatCannotWork_namesItsField_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("value");
    QTest::newRow("port") << QString(receiver::port) << u"70000"_s;
    QTest::newRow("address") << QString(receiver::address) << u"localhost"_s;
    QTest::newRow("no certificate") << QString(receiver::certificateFile) << u"/nowhere"_s;
    QTest::newRow("rubbish certificate") << QString(receiver::certificateFile) << file(u"rubbish"_s);
    QTest::newRow("rubbish key") << QString(receiver::keyFile) << file(u"rubbish"_s);
    QTest::newRow("no authority") << QString(receiver::authorityFile) << u"/nowhere"_s;
    QTest::newRow("no secret") << QString(receiver::secret) << QString();
}

void TestReceiverReading::whatCannotWork_namesItsField()
{
    QFETCH(QString, field);
    QFETCH(QString, value);
    ConnectionValues wrong = values();
    if (field == receiver::secret)
        wrong.secrets.clear();
    else
        wrong.plain[field] = value;
    const auto read = await(readReceiver(wrong, u"m"_s));
    QCOMPARE(kindOf(read), u"Configuration"_s);
    QCOMPARE(read.error().field, field);
}

QTEST_GUILESS_MAIN(TestReceiverReading)
#include "tst_receiverreading.moc"

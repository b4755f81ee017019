// SPDX-License-Identifier: Apache-2.0
#include "app/domain/tokenprovider.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestTokenProvider : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void capabilities_findAFormById();
    void capabilities_offerOnlyWhatTheyList();
};

void TestTokenProvider::capabilities_findAFormById()
{
    Capabilities capabilities;
    capabilities.creates = {{.id = u"createToken"_s}, {.id = u"createPciToken"_s}};
    QCOMPARE(capabilities.create(u"createPciToken"_s), &capabilities.creates.at(1));
    QVERIFY(!capabilities.create(u"createPushToken"_s));
}

void TestTokenProvider::capabilities_offerOnlyWhatTheyList()
{
    Capabilities capabilities;
    capabilities.operations = {Operation::LookUp, Operation::Delete};
    QVERIFY(capabilities.offers(Operation::Delete));
    QVERIFY(!capabilities.offers(Operation::Suspend));
}

QTEST_APPLESS_MAIN(TestTokenProvider)
#include "tst_tokenprovider.moc"

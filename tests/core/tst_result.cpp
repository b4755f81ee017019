// SPDX-License-Identifier: Apache-2.0
#include "app/core/result.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

class TestResult : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eachKind_hasItsOwnName();
    void errors_areEqualWhenAllTheirMembersAre();
    void whatNobodyRefused_mayHaveBeenDone();
};

void TestResult::eachKind_hasItsOwnName()
{
    QSet<QString> names;
    const int last = static_cast<int>(Error::Kind::OutcomeUnknown);
    for (int kind = 0; kind <= last; ++kind)
        names.insert(toString(static_cast<Error::Kind>(kind)));
    QCOMPARE(names.size(), last + 1);
    QVERIFY(std::none_of(names.begin(), names.end(), [](const QString &name) { return name.contains(u' '); }));
    QCOMPARE(toString(Error::Kind::InvalidInput), u"InvalidInput"_s);
    QCOMPARE(toString(Error::Kind::OutcomeUnknown), u"OutcomeUnknown"_s);
}

void TestResult::errors_areEqualWhenAllTheirMembersAre()
{
    const Error one{.kind = Error::Kind::Rejected, .detail = u"no"_s, .code = u"CRYPTO_ERROR"_s};
    Error other = one;
    QCOMPARE(other, one);
    other.code = u"UNKNOWN_CARD"_s;
    QVERIFY(other != one);
}

void TestResult::whatNobodyRefused_mayHaveBeenDone()
{
    using Kind = Error::Kind;
    const QSet<Kind> doubtful{Kind::OutcomeUnknown, Kind::TimedOut, Kind::ServerFault,
                              Kind::TooLarge,       Kind::BadReply, Kind::Undecryptable};
    for (int kind = 0; kind <= static_cast<int>(Kind::OutcomeUnknown); ++kind)
        QCOMPARE(mayHaveBeenDone(Kind(kind)), doubtful.contains(Kind(kind)));
}

QTEST_APPLESS_MAIN(TestResult)
#include "tst_result.moc"

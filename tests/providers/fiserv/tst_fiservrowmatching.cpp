// SPDX-License-Identifier: Apache-2.0
#include "app/providers/fiserv/rowmatching.h"
#include "tests/providers/fiserv/fiservfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using Kind = RowOutcome::Kind;

namespace {
QList<PreparedRow> rowsOf(const QList<QByteArray> &numbers)
{
    QList<PreparedRow> rows;
    for (const QByteArray &number : numbers)
        rows.append({.token = {u"token-%1"_s.arg(rows.size() + 1)},
                     .card = u"masked-%1"_s.arg(rows.size() + 1),
                     .cardNumber = fiservfixture::secret(number)});
    return rows;
}

QString vendorText(const QString &number)
{
    return u"HOSTED_DATA_ID%1. Invalid credit card number: CreditCard [cardNumber=%2...%3, expirationMonth=12, "
           "expirationYear=2026"_s.arg(number, number.left(7), number.right(4));
}

QString maskedText(const QString &number)
{
    return u"Invalid credit card number: CreditCard [cardNumber=%1...%2, expirationMonth=12"_s.arg(number.left(7),
                                                                                                   number.right(4));
}

QList<Kind> kindsOf(const QList<RowOutcome> &outcomes)
{
    QList<Kind> kinds;
    for (const RowOutcome &outcome : outcomes)
        kinds.append(outcome.kind);
    return kinds;
}

const QByteArray one = "4773410012347324";
const QByteArray other = "5424180279791732";
const QByteArray twin = "4773410890807324"; // the same first seven and last four digits as `one`
} // namespace

class TestFiservRowMatching : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noRefusal_meansThatEveryRowSucceeded();
    void vendorsText_isTheRowWithThatCard();
    void maskedDigitsAlone_areEnoughWhenOneRowFits();
    void maskedDigitsOfTwoRows_areUnclear();
    void maskedDigitsOfTwoRows_bothRefused_areClear();
    void wholeNumber_decidesBetweenRowsThatTheMaskedDigitsDoNot();
    void sameCardInTwoRows_isUnclear();
    void sameCardInTwoRows_bothRefused_isClear();
    void textWithoutACard_leavesNoRowCertain();
    void textOfAnotherCard_leavesNoRowCertain();
    void textWithoutACard_leavesRefusedRowsRefused();
    void twoTextsOfOneRow_areBothKept();
    void masksOtherThanDots_areUnderstood_data();
    void masksOtherThanDots_areUnderstood();
    void noCardNumberIsInAnyDetail();
};

void TestFiservRowMatching::noRefusal_meansThatEveryRowSucceeded()
{
    const auto outcomes = fiserv::rowOutcomes(rowsOf({one, other}), {});
    QCOMPARE(kindsOf(outcomes), QList<Kind>(2, Kind::Succeeded));
    QCOMPARE(outcomes.at(1).token.value, u"token-2"_s);
    QCOMPARE(outcomes.at(1).card, u"masked-2"_s);
}

void TestFiservRowMatching::vendorsText_isTheRowWithThatCard()
{
    const auto outcomes = fiserv::rowOutcomes(rowsOf({other, one}), {vendorText(QString::fromLatin1(one))});
    QCOMPARE(kindsOf(outcomes), QList<Kind>({Kind::Succeeded, Kind::Refused}));
    QVERIFY(outcomes.at(1).detail.startsWith(u"HOSTED_DATA_ID477341******7324. Invalid credit card number"_s));
}

void TestFiservRowMatching::maskedDigitsAlone_areEnoughWhenOneRowFits()
{
    const auto outcomes = fiserv::rowOutcomes(rowsOf({other, one}), {maskedText(QString::fromLatin1(one))});
    QCOMPARE(kindsOf(outcomes), QList<Kind>({Kind::Succeeded, Kind::Refused}));
}

void TestFiservRowMatching::maskedDigitsOfTwoRows_areUnclear()
{
    const auto outcomes = fiserv::rowOutcomes(rowsOf({one, other, twin}), {maskedText(QString::fromLatin1(one))});
    QCOMPARE(kindsOf(outcomes), QList<Kind>({Kind::Unclear, Kind::Succeeded, Kind::Unclear}));
    QVERIFY(outcomes.at(0).detail.contains(u"1 of the 2 rows"_s));
}

void TestFiservRowMatching::maskedDigitsOfTwoRows_bothRefused_areClear()
{
    const QString text = maskedText(QString::fromLatin1(one));
    const auto outcomes = fiserv::rowOutcomes(rowsOf({one, other, twin}), {text, text});
    QCOMPARE(kindsOf(outcomes), QList<Kind>({Kind::Refused, Kind::Succeeded, Kind::Refused}));
}

void TestFiservRowMatching::wholeNumber_decidesBetweenRowsThatTheMaskedDigitsDoNot()
{
    const auto outcomes = fiserv::rowOutcomes(rowsOf({one, twin}), {vendorText(QString::fromLatin1(twin))});
    QCOMPARE(kindsOf(outcomes), QList<Kind>({Kind::Succeeded, Kind::Refused}));
}

void TestFiservRowMatching::sameCardInTwoRows_isUnclear()
{
    const auto outcomes = fiserv::rowOutcomes(rowsOf({one, one, other}), {vendorText(QString::fromLatin1(one))});
    QCOMPARE(kindsOf(outcomes), QList<Kind>({Kind::Unclear, Kind::Unclear, Kind::Succeeded}));
}

void TestFiservRowMatching::sameCardInTwoRows_bothRefused_isClear()
{
    const QString text = vendorText(QString::fromLatin1(one));
    const auto outcomes = fiserv::rowOutcomes(rowsOf({one, one, other}), {text, text});
    QCOMPARE(kindsOf(outcomes), QList<Kind>({Kind::Refused, Kind::Refused, Kind::Succeeded}));
}

void TestFiservRowMatching::textWithoutACard_leavesNoRowCertain()
{
    const auto outcomes = fiserv::rowOutcomes(rowsOf({one, other}), {u"Unexpected error"_s});
    QCOMPARE(kindsOf(outcomes), QList<Kind>(2, Kind::Unclear));
    QVERIFY(outcomes.at(0).detail.contains(u"Unexpected error"_s));
}

void TestFiservRowMatching::textOfAnotherCard_leavesNoRowCertain()
{
    const auto outcomes = fiserv::rowOutcomes(rowsOf({one, other}), {vendorText(u"4111111111111111"_s)});
    QCOMPARE(kindsOf(outcomes), QList<Kind>(2, Kind::Unclear));
}

void TestFiservRowMatching::textWithoutACard_leavesRefusedRowsRefused()
{
    const auto outcomes =
        fiserv::rowOutcomes(rowsOf({one, other}), {u"Unexpected error"_s, vendorText(QString::fromLatin1(one))});
    QCOMPARE(kindsOf(outcomes), QList<Kind>({Kind::Refused, Kind::Unclear}));
}

void TestFiservRowMatching::twoTextsOfOneRow_areBothKept()
{
    const QString number = QString::fromLatin1(one);
    const auto outcomes =
        fiserv::rowOutcomes(rowsOf({one, other}), {vendorText(number), u"expired: "_s + maskedText(number)});
    QCOMPARE(kindsOf(outcomes), QList<Kind>({Kind::Refused, Kind::Succeeded}));
    QVERIFY(outcomes.at(0).detail.contains(u"HOSTED_DATA_ID"_s));
    QVERIFY(outcomes.at(0).detail.contains(u"expired: "_s));
}

void TestFiservRowMatching::masksOtherThanDots_areUnderstood_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("stars") << u"477341******7324 refused"_s;
    QTest::newRow("letters") << u"477341XXXXXX7324 refused"_s;
    QTest::newRow("bullets") << u"4773\u2022\u2022\u2022\u2022\u2022\u2022\u2022\u20227324 refused"_s;
    QTest::newRow("ellipsis") << u"4773\u20267324 refused"_s;
}

void TestFiservRowMatching::masksOtherThanDots_areUnderstood()
{
    QFETCH(const QString, text);
    const auto outcomes = fiserv::rowOutcomes(rowsOf({other, one}), {text});
    QCOMPARE(kindsOf(outcomes), QList<Kind>({Kind::Succeeded, Kind::Refused}));
}

void TestFiservRowMatching::noCardNumberIsInAnyDetail()
{
    const QString number = QString::fromLatin1(one);
    for (const QStringList &texts : {QStringList{vendorText(number)}, QStringList{u"no card: "_s + number + u"9"_s},
                                     QStringList{vendorText(number), u"Unexpected "_s + vendorText(number)}}) {
        for (const RowOutcome &outcome : fiserv::rowOutcomes(rowsOf({one, one, other}), texts))
            QVERIFY2(!fiservfixture::digitsOf(outcome.detail).contains(number), qPrintable(outcome.detail));
    }
}

QTEST_APPLESS_MAIN(TestFiservRowMatching)
#include "tst_fiservrowmatching.moc"

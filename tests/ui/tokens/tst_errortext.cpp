// SPDX-License-Identifier: Apache-2.0
#include "ui/errortext.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
constexpr Error::Kind kinds[] = {
    Error::Kind::InvalidInput,  Error::Kind::Configuration,   Error::Kind::Unreachable,
    Error::Kind::ProxyUnreachable, Error::Kind::ProxyUnauthorized,
    Error::Kind::TimedOut,      Error::Kind::ServerUntrusted, Error::Kind::CertificateRefused,
    Error::Kind::Unauthorized,  Error::Kind::Rejected,        Error::Kind::NotFound,
    Error::Kind::Throttled,     Error::Kind::Unavailable,     Error::Kind::ServerFault,
    Error::Kind::Redirected,    Error::Kind::TooLarge,        Error::Kind::BadReply,
    Error::Kind::Undecryptable, Error::Kind::Storage,         Error::Kind::OutcomeUnknown,
};
constexpr std::optional<Operation> operations[] = {
    std::nullopt,      Operation::LookUp, Operation::Create, Operation::Suspend,
    Operation::Resume, Operation::Update, Operation::Delete, Operation::Reverse, Operation::Simulate,
};

QString nameOf(std::optional<Operation> operation)
{
    return operation ? toWord(*operation) : u"nothing"_s;
}

Capabilities thales()
{
    Capabilities capabilities;
    capabilities.apiName = u"Thales ETP"_s;
    capabilities.errors.insert(u"CRYPTO_ERROR"_s, {u"The server could not decrypt the card data."_s,
                                                   u"Check the encryption key in Settings."_s});
    Form form;
    form.fields.append({.key = u"fpan"_s, .label = u"Card number"_s});
    capabilities.creates.append(form);
    capabilities.tokenIdField.patternHint = u"Letters, digits, - and _ only."_s;
    return capabilities;
}
} // namespace

class TestErrorText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyKindAndOperation_hasWords_data();
    void everyKindAndOperation_hasWords();
    void kinds_areToldApart_data();
    void kinds_areToldApart();
    void mutations_areNamedInTheHeadline_data();
    void mutations_areNamedInTheHeadline();
    void doubtfulMutation_isNeverCalledNotDone_data();
    void doubtfulMutation_isNeverCalledNotDone();
    void unknownDelete_sendsToTheLookUp();
    void unknownCreate_sendsToTheVendor();
    void unknownToken_isSaidAsSuch();
    void knownCode_isExplained();
    void knownCodeOfADoubtfulMutation_stillSendsToTheLookUp();
    void unknownCode_isShownWithTheServersWords();
    void serversWords_areEscaped();
    void statusAndSchemeReference_areNamed();
    void fieldAtFault_isNamedByItsLabel();
    void tokenIdAtFault_isExplainedByItsPattern();
    void missingOperator_isNotBlamedOnTheToken();
    void wait_isSaidAsTheServerAsksForIt_data();
    void wait_isSaidAsTheServerAsksForIt();
    void plainText_holdsEverything();
    void inSettings_theDetailIsSaid();
    void atASetting_theDetailStandsForWhatIsWrongHere();
};

void TestErrorText::everyKindAndOperation_hasWords_data()
{
    QTest::addColumn<Error::Kind>("kind");
    QTest::addColumn<std::optional<Operation>>("operation");
    for (const Error::Kind kind : kinds) {
        for (const std::optional<Operation> operation : operations)
            QTest::addRow("%s, %s", qPrintable(toString(kind)), qPrintable(nameOf(operation))) << kind << operation;
    }
}

void TestErrorText::everyKindAndOperation_hasWords()
{
    QFETCH(Error::Kind, kind);
    QFETCH(std::optional<Operation>, operation);
    const Capabilities capabilities = thales();
    for (const Capabilities *known : {&capabilities, static_cast<const Capabilities *>(nullptr)}) {
        const ErrorText text =
            describe({.kind = kind, .detail = u"RAW-DETAIL"_s, .correlationId = u"5a1c"_s}, known, operation);
        QVERIFY(!text.headline.isEmpty());
        QVERIFY(text.meaning.endsWith(u'.'));
        QVERIFY(text.nextStep.endsWith(u'.'));
        QCOMPARE(text.correlationId, u"5a1c"_s);
        const QString all = toPlainText(text);
        QVERIFY(!all.contains("RAW-DETAIL"_L1));
        QVERIFY(!all.contains(u'%'));
    }
}

void TestErrorText::kinds_areToldApart_data()
{
    QTest::addColumn<std::optional<Operation>>("operation");
    for (const std::optional<Operation> operation : operations)
        QTest::addRow("%s", qPrintable(nameOf(operation))) << operation;
}

void TestErrorText::kinds_areToldApart()
{
    QFETCH(std::optional<Operation>, operation);
    QSet<QString> texts;
    for (const Error::Kind kind : kinds) {
        const QString text = describe({.kind = kind}, nullptr, operation).meaning;
        QVERIFY2(!texts.contains(text), qPrintable(text));
        texts.insert(text);
    }
}

void TestErrorText::mutations_areNamedInTheHeadline_data()
{
    QTest::addColumn<Error::Kind>("kind");
    for (const Error::Kind kind : kinds)
        QTest::addRow("%s", qPrintable(toString(kind))) << kind;
}

void TestErrorText::mutations_areNamedInTheHeadline()
{
    QFETCH(Error::Kind, kind);
    if (kind == Error::Kind::NotFound)
        return; // one sentence for all, see unknownToken_isSaidAsSuch
    const std::pair<Operation, QString> verbs[] = {{Operation::Create, u"created"_s},
                                                   {Operation::Suspend, u"suspended"_s},
                                                   {Operation::Resume, u"resumed"_s},
                                                   {Operation::Update, u"updated"_s},
                                                   {Operation::Delete, u"deleted"_s},
                                                   {Operation::Reverse, u"reversed"_s},
                                                   {Operation::Simulate, u"simulated"_s}};
    for (const auto &[operation, verb] : verbs)
        QVERIFY(describe({.kind = kind}, nullptr, operation).headline.contains(verb));
}

void TestErrorText::doubtfulMutation_isNeverCalledNotDone_data()
{
    QTest::addColumn<Error::Kind>("kind");
    for (const Error::Kind kind : {Error::Kind::TimedOut, Error::Kind::ServerFault, Error::Kind::TooLarge,
                                   Error::Kind::BadReply, Error::Kind::Undecryptable, Error::Kind::OutcomeUnknown})
        QTest::addRow("%s", qPrintable(toString(kind))) << kind;
}

void TestErrorText::doubtfulMutation_isNeverCalledNotDone()
{
    QFETCH(Error::Kind, kind);
    for (const Operation operation : {Operation::Suspend, Operation::Resume, Operation::Update, Operation::Delete}) {
        const ErrorText text = describe({.kind = kind}, nullptr, operation);
        QVERIFY2(!text.headline.contains("was not"_L1), qPrintable(text.headline));
        QVERIFY2(text.nextStep.contains("Look the token up"_L1), qPrintable(text.nextStep));
    }
    const ErrorText create = describe({.kind = kind}, nullptr, Operation::Create);
    QVERIFY2(!create.headline.startsWith("No token"_L1), qPrintable(create.headline));
    QVERIFY2(create.nextStep.contains("vendor"_L1), qPrintable(create.nextStep));
}

void TestErrorText::unknownDelete_sendsToTheLookUp()
{
    const ErrorText text = describe({.kind = Error::Kind::OutcomeUnknown}, nullptr, Operation::Delete);
    QCOMPARE(text.headline, u"Outcome unknown: the token may have been deleted"_s);
    QVERIFY(text.meaning.contains("may have deleted"_L1));
    QCOMPARE(text.nextStep, u"Look the token up before you try again."_s);
}

void TestErrorText::unknownCreate_sendsToTheVendor()
{
    const ErrorText text = describe({.kind = Error::Kind::OutcomeUnknown}, nullptr, Operation::Create);
    QVERIFY(text.meaning.contains("may have created"_L1));
    QVERIFY(text.nextStep.contains("no API can look the token up"_L1));
    QVERIFY(text.nextStep.contains("quote the correlation id to the vendor"_L1));
}

void TestErrorText::unknownToken_isSaidAsSuch()
{
    for (const Operation operation : {Operation::LookUp, Operation::Delete}) {
        const ErrorText text = describe({.kind = Error::Kind::NotFound}, nullptr, operation);
        QCOMPARE(text.headline, u"The server knows no token with this id"_s);
    }
    QCOMPARE(describe({.kind = Error::Kind::NotFound}, nullptr, Operation::Create).headline, u"No token was created"_s);
}

void TestErrorText::knownCode_isExplained()
{
    const Capabilities capabilities = thales();
    const ErrorText text =
        describe({.kind = Error::Kind::Rejected, .code = u"CRYPTO_ERROR"_s}, &capabilities, Operation::Create);
    QVERIFY(text.meaning.contains("Code CRYPTO_ERROR: The server could not decrypt the card data."_L1));
    QCOMPARE(text.nextStep, u"Check the encryption key in Settings."_s);
}

void TestErrorText::knownCodeOfADoubtfulMutation_stillSendsToTheLookUp()
{
    const Capabilities capabilities = thales();
    const ErrorText text =
        describe({.kind = Error::Kind::ServerFault, .code = u"CRYPTO_ERROR"_s}, &capabilities, Operation::Delete);
    QCOMPARE(text.nextStep, u"Look the token up before you try again. Check the encryption key in Settings."_s);
}

void TestErrorText::unknownCode_isShownWithTheServersWords()
{
    const Capabilities capabilities = thales();
    const ErrorText text =
        describe({.kind = Error::Kind::Rejected, .code = u"NEW_CODE_7"_s, .providerDetail = u"TSP says no"_s},
                 &capabilities, Operation::Create);
    QVERIFY(text.meaning.contains("NEW_CODE_7"_L1));
    QVERIFY(text.meaning.contains("\"TSP says no\""_L1));
    QVERIFY(text.nextStep.contains("vendor"_L1));
}

void TestErrorText::serversWords_areEscaped()
{
    const QString evil = u"a\u202Eb\u200B\n<b>"_s;
    const ErrorText text = describe({.kind = Error::Kind::Rejected,
                                     .correlationId = evil,
                                     .code = evil,
                                     .providerDetail = evil,
                                     .schemeCorrelationId = evil,
                                     .field = evil},
                                    nullptr, std::nullopt);
    const QString escaped = u"a\\u202eb\\u200b\\n<b>"_s;
    QCOMPARE(text.meaning.count(escaped), 2);
    QCOMPARE(text.nextStep.count(escaped), 1);
    QCOMPARE(text.correlationId, escaped);
    QCOMPARE(describe({.kind = Error::Kind::InvalidInput, .field = evil}, nullptr, {}).meaning.count(escaped), 1);
}

void TestErrorText::statusAndSchemeReference_areNamed()
{
    const ErrorText text =
        describe({.kind = Error::Kind::Unauthorized, .schemeCorrelationId = u"VTS-778"_s, .httpStatus = 401}, nullptr,
                 Operation::LookUp);
    QVERIFY(text.meaning.contains("HTTP status 401."_L1));
    QVERIFY(text.nextStep.contains("VTS-778"_L1));
    QVERIFY(!describe({.kind = Error::Kind::Unreachable}, nullptr, {}).meaning.contains("HTTP"_L1));
}

void TestErrorText::fieldAtFault_isNamedByItsLabel()
{
    const Capabilities capabilities = thales();
    const Error error{.kind = Error::Kind::InvalidInput, .field = u"fpan"_s};
    QVERIFY(describe(error, &capabilities, Operation::Create).meaning.contains("\"Card number\""_L1));
}

void TestErrorText::tokenIdAtFault_isExplainedByItsPattern()
{
    const Capabilities capabilities = thales();
    const ErrorText text = describe({.kind = Error::Kind::InvalidInput}, &capabilities, Operation::LookUp);
    QVERIFY(text.nextStep.contains("Letters, digits, - and _ only."_L1));
}

void TestErrorText::missingOperator_isNotBlamedOnTheToken()
{
    for (const Operation operation : {Operation::Create, Operation::Delete}) {
        const ErrorText text =
            describe({.kind = Error::Kind::InvalidInput, .field = u"operatorId"_s}, nullptr, operation);
        QVERIFY2(text.meaning.contains("operator"_L1), qPrintable(text.meaning));
        QVERIFY2(text.nextStep.contains("operator id in Settings"_L1), qPrintable(text.nextStep));
    }
}

void TestErrorText::wait_isSaidAsTheServerAsksForIt_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<QString>("words");
    QTest::newRow("not said") << 0 << u"Wait a minute"_s;
    QTest::newRow("one second") << 1 << u"wait a second."_s;
    QTest::newRow("seconds") << 119 << u"wait 119 seconds."_s;
    QTest::newRow("minutes, never too few") << 121 << u"wait 3 minutes."_s;
}

void TestErrorText::wait_isSaidAsTheServerAsksForIt()
{
    QFETCH(int, seconds);
    QFETCH(QString, words);
    const Error error{.kind = Error::Kind::Throttled, .retryAfterSeconds = seconds};
    const QString step = describe(error, nullptr, Operation::LookUp).nextStep;
    QVERIFY2(step.contains(words), qPrintable(step));
}

void TestErrorText::plainText_holdsEverything()
{
    const ErrorText text{.headline = u"One"_s, .meaning = u"Two"_s, .nextStep = u"Three"_s, .correlationId = u"4"_s};
    QCOMPARE(toPlainText(text), u"One\nTwo\nThree\nCorrelation id: 4"_s);
    QCOMPARE(toPlainText({.headline = u"One"_s}), u"One"_s);
}

void TestErrorText::inSettings_theDetailIsSaid()
{
    const Error error{.kind = Error::Kind::Configuration, .detail = u"a\u202Eb"_s, .correlationId = u"5a1c"_s};
    const ErrorText text = describeInSettings(error, u"Headline"_s);
    QCOMPARE(text.headline, u"Headline"_s);
    QVERIFY(text.meaning.endsWith(u"\nTechnical detail: a\\u202eb"_s));
    QVERIFY(!text.nextStep.contains("Open the connection in Settings"_L1)); // it is open
    QCOMPARE(text.correlationId, u"5a1c"_s);
    QVERIFY(!describeInSettings({.kind = Error::Kind::Storage}, {}).meaning.contains("detail"_L1));
}

void TestErrorText::atASetting_theDetailStandsForWhatIsWrongHere()
{
    const Error wrong{.kind = Error::Kind::Configuration, .detail = u"no such file"_s};
    QCOMPARE(describeAtSetting(wrong), u"No such file."_s);
    QCOMPARE(describeAtSetting({.kind = Error::Kind::Configuration, .detail = u"It ends."_s}), u"It ends."_s);
    QVERIFY(!describeAtSetting({.kind = Error::Kind::Configuration}).isEmpty());
    const Error refused{.kind = Error::Kind::Unauthorized, .detail = u"401 for GET"_s};
    QCOMPARE(describeAtSetting(refused), describe(refused, nullptr, std::nullopt).meaning);
}

QTEST_GUILESS_MAIN(TestErrorText)
#include "tst_errortext.moc"

// SPDX-License-Identifier: Apache-2.0
#include "tests/operations/heldrecords.h"
#include "tests/support/fakeclock.h"
#include "ui/theme/theme.h"
#include "ui/window/lookupbox.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QCompleter>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
//! A workspace that answers searches when the test says so.
class HeldWorkspace final : public NotingWorkspace
{
public:
    using NotingWorkspace::NotingWorkspace;

    Pending<QList<FoundToken>> search(const QString &connectionId, const QString &text, int limit) override
    {
        asked << connectionId + u": "_s + text;
        limits << limit;
        return held.emplace_back().pending();
    }

    QStringList asked;
    QList<int> limits;
    std::vector<Settler<QList<FoundToken>>> held;
};

QList<FoundToken> foundById(const QList<TokenReading> &readings)
{
    QList<FoundToken> found;
    for (const TokenReading &reading : readings)
        found.append({reading, FoundToken::By::TokenId, reading.token.id.value});
    return found;
}

TokenReading ending(const QString &id, const QString &lastDigits, const QString &stateWord = u"ACTIVE"_s)
{
    TokenReading reading = readingOf(id, TokenState::Active, stateWord);
    reading.token.scheme = Scheme::Visa;
    reading.token.cardLastDigits = lastDigits;
    return reading;
}
} // namespace

class TestLookUpBox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void typing_offersWhatTheWorkspaceKnows();
    void suggestion_isTakenWithTheKeyboard();
    void suggestions_ofAnEarlierText_areDropped();
    void suggestions_withoutTheFocus_areDropped();
    void suggestions_showForeignTextAsText();
    void suggestion_saysThatATagNamesTheToken();
    void nothing_isAskedWhileEmpty();
    void emptied_hidesTheSuggestions();
    void tokenId_isAskedForAsTyped();
    void rubbish_isRefusedAndKept_data();
    void rubbish_isRefusedAndKept();
    void lastDigits_withOneHit_takeIt();
    void lastDigits_withSeveralHits_offerThem();
    void lastDigits_withoutAHit_areRefused();
    void lastDigits_thatStandInAnId_areNoHit();
    void lastDigits_whenTheRecordsFail_saySo();
    void sessionReplaced_dropsSuggestionsThatComeLate();
    void sessionReplaced_dropsLastDigitsThatComeLate();
    void sessionReplaced_hidesWhatWasOffered();
    void withoutASession_nothingIsAsked();
    void boxGoneWhileSearching_isHarmless();

private:
    [[nodiscard]] std::shared_ptr<const Session> session(const QString &id) const;
    void type(const QString &text) { QTest::keyClicks(m_box.get(), text); }
    void enter() { QTest::keyClick(m_box.get(), Qt::Key_Return); }
    [[nodiscard]] QAbstractItemView *popup() const { return m_box->completer()->popup(); }
    void typeAndAnswer(const QString &text, const QList<TokenReading> &found);

    std::shared_ptr<HeldWorkspace> m_workspace;
    std::shared_ptr<HeldProvider> m_provider;
    std::unique_ptr<LookUpBox> m_box;
    std::unique_ptr<QSignalSpy> m_requested;
    std::unique_ptr<QSignalSpy> m_refused;
};

void TestLookUpBox::initTestCase()
{
    applyTheme(*qApp, Appearance::Light);
}

void TestLookUpBox::init()
{
    m_workspace = std::make_shared<HeldWorkspace>(std::make_shared<Sequence>());
    m_provider = std::make_shared<HeldProvider>();
    m_provider->offered.tokenIdField.pattern = u"[A-Za-z0-9_-]+"_s;
    m_provider->offered.tokenIdField.patternHint = u"Letters, digits, - and _ only."_s;
    m_provider->offered.tokenIdField.maxLength = 20;
    m_box = std::make_unique<LookUpBox>();
    m_box->resize(480, 32);
    m_box->setSession(session(u"c-1"_s));
    m_box->show();
    m_box->setFocus();
    QVERIFY(QTest::qWaitForWindowActive(m_box.get()));
    m_requested = std::make_unique<QSignalSpy>(m_box.get(), &LookUpBox::lookUpRequested);
    m_refused = std::make_unique<QSignalSpy>(m_box.get(), &LookUpBox::refused);
}

void TestLookUpBox::cleanup()
{
    m_box.reset();
}

std::shared_ptr<const Session> TestLookUpBox::session(const QString &id) const
{
    ConnectionProfile profile;
    profile.id = id;
    const ConnectionInfo info{id, id, u"test"_s};
    return std::make_shared<const Session>(Session{
        profile, std::make_shared<const TokenOperations>(info, u"m.ruiz"_s, m_provider,
                                                         std::make_shared<HeldJournal>(std::make_shared<Sequence>()),
                                                         m_workspace, std::make_shared<FakeClock>())});
}

void TestLookUpBox::typeAndAnswer(const QString &text, const QList<TokenReading> &found)
{
    type(text);
    QTRY_COMPARE(m_workspace->held.size(), 1U);
    m_workspace->held.back().settle(foundById(found));
}

void TestLookUpBox::typing_offersWhatTheWorkspaceKnows()
{
    typeAndAnswer(u"tk"_s, {ending(u"tk_1"_s, u"1111"_s), ending(u"tk_2"_s, {}, u"SUSPENDED"_s)});
    QCOMPARE(m_workspace->asked, QStringList{u"c-1: tk"_s}); // once, after a pause
    QTRY_VERIFY(popup()->isVisible());
    const QAbstractItemModel *model = m_box->completer()->model();
    QCOMPARE(model->rowCount(), 2);
    QCOMPARE(model->index(0, 0).data().toString(), u"tk_1   Visa ·· 1111   ACTIVE"_s);
    QCOMPARE(model->index(1, 0).data().toString(), u"tk_2   SUSPENDED"_s);
    QCOMPARE(m_requested->size(), 0);
}

void TestLookUpBox::suggestion_isTakenWithTheKeyboard()
{
    typeAndAnswer(u"tk"_s, {ending(u"tk_1"_s, u"1111"_s), ending(u"tk_2"_s, u"2222"_s)});
    QTRY_VERIFY(popup()->isVisible());
    QTest::keyClick(popup(), Qt::Key_Down);
    QTest::keyClick(popup(), Qt::Key_Down);
    QTest::keyClick(popup(), Qt::Key_Return);
    QTRY_COMPARE(m_requested->size(), 1);
    QCOMPARE(m_requested->at(0).at(0).value<TokenId>(), TokenId{u"tk_2"_s});
    QCOMPARE(m_box->text(), u"tk_2"_s);
}

void TestLookUpBox::suggestions_ofAnEarlierText_areDropped()
{
    type(u"tk"_s);
    QTRY_COMPARE(m_workspace->held.size(), 1U);
    type(u"_"_s);
    m_workspace->held.front().settle(foundById({ending(u"tk_1"_s, u"1111"_s)}));
    QTRY_COMPARE(m_workspace->held.size(), 2U);
    QCOMPARE(m_box->completer()->model()->rowCount(), 0);
    QVERIFY(!popup()->isVisible());
}

void TestLookUpBox::suggestions_withoutTheFocus_areDropped()
{
    type(u"tk"_s);
    QTRY_COMPARE(m_workspace->held.size(), 1U);
    m_box->clearFocus();
    m_workspace->held.front().settle(foundById({ending(u"tk_1"_s, u"1111"_s)}));
    QTest::qWait(0);
    QVERIFY(!popup()->isVisible());
}

void TestLookUpBox::suggestions_showForeignTextAsText()
{
    typeAndAnswer(u"tk"_s, {ending(u"tk_\u202E1"_s, u"1\u200B1"_s, u"A\u0007"_s)});
    QTRY_COMPARE(m_box->completer()->model()->rowCount(), 1);
    QCOMPARE(m_box->completer()->model()->index(0, 0).data().toString(),
             u"tk_\\u202e1   Visa ·· 1\\u200b1   A\\u0007"_s);
}

void TestLookUpBox::suggestion_saysThatATagNamesTheToken()
{
    type(u"vip"_s);
    QTRY_COMPARE(m_workspace->held.size(), 1U);
    m_workspace->held.back().settle(QList<FoundToken>{{ending(u"tk_1"_s, u"1111"_s), FoundToken::By::Tag, u"VIP"_s}});
    QTRY_VERIFY(popup()->isVisible());
    QVERIFY(popup()->model()->index(0, 0).data().toString().contains(u"tag: VIP"_s));
}

void TestLookUpBox::nothing_isAskedWhileEmpty()
{
    type(u"  "_s);
    enter();
    QTest::qWait(200); // longer than the pause after which it would have asked
    QVERIFY(m_workspace->asked.isEmpty());
    QCOMPARE(m_requested->size() + m_refused->size(), 0);
}

void TestLookUpBox::emptied_hidesTheSuggestions()
{
    typeAndAnswer(u"t"_s, {ending(u"tk_1"_s, u"1111"_s)});
    QTRY_VERIFY(popup()->isVisible());
    QTest::keyClick(popup(), Qt::Key_Backspace);
    QCOMPARE(m_box->text(), QString());
    QTRY_VERIFY(!popup()->isVisible());
    QCOMPARE(m_workspace->asked.size(), 1);
}

void TestLookUpBox::tokenId_isAskedForAsTyped()
{
    m_box->setText(u"  tk_9f3c2a71e4 "_s);
    enter();
    QCOMPARE(m_requested->size(), 1);
    QCOMPARE(m_requested->at(0).at(0).value<TokenId>(), TokenId{u"tk_9f3c2a71e4"_s});
    QVERIFY(m_workspace->asked.isEmpty());
}

void TestLookUpBox::rubbish_isRefusedAndKept_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("why");
    QTest::newRow("blanks") << u"not a token id"_s << u"Letters, digits, - and _ only."_s;
    QTest::newRow("markup") << u"<b>x</b>"_s << u"Letters, digits, - and _ only."_s;
    QTest::newRow("too long") << QString(21, u'x') << u"at most 20"_s;
}

void TestLookUpBox::rubbish_isRefusedAndKept()
{
    QFETCH(QString, typed);
    QFETCH(QString, why);
    type(typed);
    enter();
    QCOMPARE(m_requested->size(), 0);
    QCOMPARE(m_refused->size(), 1);
    QVERIFY2(m_refused->at(0).at(0).toString().contains(why), qPrintable(m_refused->at(0).at(0).toString()));
    QCOMPARE(m_box->text(), typed);
}

void TestLookUpBox::lastDigits_withOneHit_takeIt()
{
    type(u"1111"_s);
    enter();
    QCOMPARE(m_workspace->asked, QStringList{u"c-1: 1111"_s});
    m_workspace->held.back().settle(foundById({ending(u"tk_1"_s, u"1111"_s), ending(u"tk_1111"_s, u"2222"_s)}));
    QTRY_COMPARE(m_requested->size(), 1);
    QCOMPARE(m_requested->at(0).at(0).value<TokenId>(), TokenId{u"tk_1"_s});
}

void TestLookUpBox::lastDigits_withSeveralHits_offerThem()
{
    type(u"1111"_s);
    enter();
    m_workspace->held.back().settle(
        foundById({ending(u"tk_1"_s, u"1111"_s), ending(u"tk_1111"_s, u"2222"_s), ending(u"tk_3"_s, u"1111"_s)}));
    QTRY_VERIFY(popup()->isVisible());
    QCOMPARE(m_box->completer()->model()->rowCount(), 2);
    QCOMPARE(m_requested->size() + m_refused->size(), 0);
}

void TestLookUpBox::lastDigits_withoutAHit_areRefused()
{
    type(u"1111"_s);
    enter();
    m_workspace->held.back().settle(QList<FoundToken>());
    QTRY_COMPARE(m_refused->size(), 1);
    QVERIFY(m_refused->at(0).at(0).toString().contains(u"ends in 1111"_s));
    QCOMPARE(m_box->text(), u"1111"_s);
}

void TestLookUpBox::lastDigits_thatStandInAnId_areNoHit()
{
    // Many ids hold the digits: the card that ends in them must not fall behind those.
    type(u"1111"_s);
    enter();
    QVERIFY(m_workspace->limits.back() >= 100);
    m_workspace->held.back().settle(foundById({ending(u"tk_1111"_s, u"2222"_s)}));
    QTRY_COMPARE(m_refused->size(), 1);
    QCOMPARE(m_requested->size(), 0);
}

void TestLookUpBox::lastDigits_whenTheRecordsFail_saySo()
{
    type(u"1111"_s);
    enter();
    m_workspace->held.back().settle(Failure(Error{.kind = Error::Kind::Storage}));
    QTRY_COMPARE(m_refused->size(), 1);
    QVERIFY(m_refused->at(0).at(0).toString().contains(u"could not be read"_s));
}

void TestLookUpBox::sessionReplaced_dropsSuggestionsThatComeLate()
{
    type(u"tk"_s);
    QTRY_COMPARE(m_workspace->held.size(), 1U);
    m_box->setSession(session(u"c-2"_s));
    m_workspace->held.front().settle(foundById({ending(u"tk_1"_s, u"1111"_s)}));
    QTest::qWait(0);
    QCOMPARE(m_box->completer()->model()->rowCount(), 0);
    QVERIFY(!popup()->isVisible());
}

void TestLookUpBox::sessionReplaced_dropsLastDigitsThatComeLate()
{
    type(u"1111"_s);
    enter();
    m_box->setSession(session(u"c-2"_s));
    m_workspace->held.front().settle(foundById({ending(u"tk_1"_s, u"1111"_s)}));
    QTest::qWait(0);
    QCOMPARE(m_requested->size() + m_refused->size(), 0);
}

void TestLookUpBox::sessionReplaced_hidesWhatWasOffered()
{
    typeAndAnswer(u"tk"_s, {ending(u"tk_1"_s, u"1111"_s)});
    QTRY_VERIFY(popup()->isVisible());
    m_box->setSession(session(u"c-2"_s));
    QVERIFY(!popup()->isVisible());
    QCOMPARE(m_box->completer()->model()->rowCount(), 0);
    QCOMPARE(m_box->text(), u"tk"_s);
}

void TestLookUpBox::withoutASession_nothingIsAsked()
{
    m_box->setSession(nullptr);
    QVERIFY(!m_box->isEnabled());
    m_box->setText(u"tk_1"_s);
    enter();
    QCOMPARE(m_requested->size() + m_refused->size(), 0);
    QVERIFY(m_workspace->asked.isEmpty());
}

void TestLookUpBox::boxGoneWhileSearching_isHarmless()
{
    type(u"1111"_s);
    enter();
    m_box.reset();
    m_workspace->held.front().settle(foundById({ending(u"tk_1"_s, u"1111"_s)}));
    QTest::qWait(0);
}

QTEST_MAIN(TestLookUpBox)
#include "tst_lookupbox.moc"

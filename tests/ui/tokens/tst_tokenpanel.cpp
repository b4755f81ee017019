// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/tokens/fakes.h"
#include "tests/ui/tokens/samples.h"
#include "ui/cardart/cardview.h"
#include "ui/errortext.h"
#include "ui/theme/theme.h"
#include "ui/tokens/activityview.h"
#include "ui/tokens/detailsview.h"
#include "ui/tokens/tokenpanel.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTabWidget>
#include <QTest>
#include <QTextTable>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestTokenPanel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, Appearance::Light); }
    void init();
    void reading_isShownWithCardStateAndAge();
    void age_growsWhileOneLooks();
    void staleSnapshot_isMarked();
    void details_nameEveryField();
    void details_groupFieldsThatComeApart();
    void details_keepSelectionWhenNothingChanged();
    void details_copyTheValueUnderTheCursor();
    void details_wrapLongValuesInsideTheView();
    void absentOperation_isExplainedWhereItIsMissed();
    void activity_listsWhatThisDeskDid();
    void activity_ofAnUpdateOfSeveral_saysThatSomeWereRefused();
    void activity_ofAnotherToken_isNotShown();
    void activity_saysWhyItIsEmpty();
    void activity_listsObservedChangesAmongTheOperations();
    void activity_isReadAgainWhenTheTokenChanged();
    void observedChange_isSpokenInWords();
    void correlationIdOfAnEntry_isCopied();
    void raw_showsTheExchangeOfTheReading();
    void raw_saysWhyItIsEmpty();
    void curl_isCopiedRedacted();
    void notice_saysWhatToDoAndCopiesTheId();
    void longNotice_scrollsAndCutsNoButtonOff();
    void shortNotice_doesNotScroll();
    void hostileStrings_stayPlainEverywhere();
    void unreadToken_isNamedWhileItIsAsked();
    void palette_changesTheDetailsToo();

private:
    [[nodiscard]] QString labelText(const QString &name) const { return m_panel->findChild<QLabel *>(name)->text(); }
    [[nodiscard]] DetailsView &details() const { return *m_panel->findChild<DetailsView *>(); }
    void journal(const QString &token);
    [[nodiscard]] ObservedChange suspension() const;

    FakeDesk m_desk;
    ExchangeLog m_log;
    QAction m_refresh{u"&Refresh"_s};
    QAction m_erase{u"&Delete…"_s};
    QAction m_copyCurl{u"Copy as c&url"_s};
    std::unique_ptr<TokenPanel> m_panel;
};

void TestTokenPanel::init()
{
    m_panel.reset();
    m_desk = FakeDesk();
    m_panel = std::make_unique<TokenPanel>(m_log, *m_desk.clock, TokenPanel::Actions{&m_refresh, &m_erase, &m_copyCurl}, nullptr);
    m_panel->setSession(m_desk.session());
    m_panel->resize(432, 700);
    m_panel->show();
}

void TestTokenPanel::journal(const QString &token)
{
    JournalEntry entry;
    entry.id = 1;
    entry.intent.operatorId = u"m.ruiz"_s;
    entry.intent.operation = Operation::Delete;
    entry.intent.token = {token};
    entry.intent.reason = u"fraud"_s;
    entry.intent.ticket = u"TICKET-4711"_s;
    entry.intent.comment = u"Called twice"_s;
    entry.intent.correlationId = u"c0ffee00-0000-4000-8000-000000000001"_s;
    entry.openedAt = m_desk.clock->nowUtc();
    entry.outcome.kind = JournalOutcome::Kind::Refused;
    entry.outcome.errorCode = u"CRYPTO_ERROR"_s;
    m_desk.journal->entries.append(entry);
}

void TestTokenPanel::reading_isShownWithCardStateAndAge()
{
    TokenReading reading = Samples::reading(u"tk_1"_s, TokenState::Suspended);
    reading.readAt = m_desk.clock->nowUtc();
    m_panel->showReading(reading);
    QCOMPARE(labelText(u"stateChip"_s), u"Suspended"_s);
    QCOMPARE(m_panel->findChild<CardView *>()->face().digits, u"•••• 1111"_s);
    const QString age = labelText(u"readingAge"_s);
    QVERIFY2(age.contains(QLocale().toString(reading.token.updatedAt.toLocalTime().date(), u"d MMM yyyy")), qPrintable(age));
    QVERIFY2(age.endsWith("read just now"_L1), qPrintable(age));
}

void TestTokenPanel::age_growsWhileOneLooks()
{
    TokenReading reading = Samples::reading(u"tk_1"_s);
    reading.readAt = m_desk.clock->nowUtc();
    m_panel->showReading(reading);
    m_desk.clock->advance(4min);
    m_panel->findChild<QTimer *>(u"panelAgeTimer"_s)->setInterval(1);
    QTRY_VERIFY(labelText(u"readingAge"_s).endsWith("read 4 minutes ago"_L1));
}

void TestTokenPanel::staleSnapshot_isMarked()
{
    TokenReading reading = Samples::reading(u"tk_1"_s);
    reading.readAt = m_desk.clock->nowUtc().addDays(-2);
    m_panel->showReading(reading);
    const auto *age = m_panel->findChild<QLabel *>(u"readingAge"_s);
    QVERIFY(age->text().endsWith("read 2 days ago"_L1));
    QCOMPARE(age->property("role").toString(), u"warning"_s);
    QVERIFY(age->toolTip().contains("may have changed"_L1));
    m_panel->setAsking(true);
    QVERIFY(age->text().endsWith(u"reading…"_s));
}

void TestTokenPanel::details_nameEveryField()
{
    const TokenReading reading = Samples::reading(u"tk_1"_s);
    m_panel->showReading(reading);
    const QString text = details().toPlainText();
    for (const TokenField &field : reading.token.fields)
        QVERIFY2(text.contains(field.group) && text.contains(field.label) && text.contains(field.value), qPrintable(field.key));
    QCOMPARE(text.count("tk_1"_L1), 1);
    QVERIFY(text.contains(reading.correlationId));
    TokenReading without = reading;
    without.token.fields.removeFirst();
    m_panel->showReading(without);
    QCOMPARE(details().toPlainText().count("tk_1"_L1), 1);
}

void TestTokenPanel::details_groupFieldsThatComeApart()
{
    TokenReading reading = Samples::reading(u"tk_1"_s);
    reading.token.fields.append({u"Card"_s, u"late"_s, u"Latecomer"_s, u"here"_s, false});
    m_panel->showReading(reading);
    const QString text = details().toPlainText();
    QVERIFY(text.indexOf("Latecomer"_L1) < text.indexOf("Product"_L1));
}

void TestTokenPanel::details_keepSelectionWhenNothingChanged()
{
    const TokenReading reading = Samples::reading(u"tk_1"_s);
    m_panel->showReading(reading);
    details().selectAll();
    m_panel->showReading(reading);
    QVERIFY(details().textCursor().hasSelection());
}

void TestTokenPanel::details_copyTheValueUnderTheCursor()
{
    TokenReading reading = Samples::reading(u"tk_1"_s);
    reading.token.fields.append({u"Card"_s, u"odd"_s, u"Odd"_s, u"a\u202Eb"_s, false});
    reading.token.fields.append({u"Card"_s, u"oddId"_s, u"Odd id"_s, u"c\u202Ed"_s, true});
    m_panel->showReading(reading);
    const auto valueBeside = [this](const QString &label) {
        return details().valueAt(static_cast<int>(details().toPlainText().indexOf(label)));
    };
    QCOMPARE(valueBeside(u"Payment account"_s), reading.token.par);
    QCOMPARE(valueBeside(u"Odd\n"_s), u"a\\u202eb"_s);
    QCOMPARE(valueBeside(u"Odd id"_s), u"c\u202Ed"_s); // an identifier is only of use as it is
    QCOMPARE(valueBeside(u"Product\n"_s), QString());

    QTextCursor cursor = details().textCursor();
    cursor.setPosition(static_cast<int>(details().toPlainText().indexOf(reading.token.par)));
    details().setTextCursor(cursor);
    QContextMenuEvent byKeyboard(QContextMenuEvent::Keyboard, QPoint(), QPoint());
    QApplication::sendEvent(&details(), &byKeyboard);
    auto *menu = details().findChild<QMenu *>();
    QVERIFY(menu);
    menu->findChild<QAction *>(u"copyValueAction"_s)->trigger();
    QCOMPARE(QApplication::clipboard()->text(), reading.token.par);
    menu->close();
}

void TestTokenPanel::details_wrapLongValuesInsideTheView()
{
    TokenReading reading = Samples::reading(u"tk_1"_s);
    reading.token.fields.append({u"Card"_s, u"long"_s, u"Long"_s, QString(400, u'W'), true});
    m_panel->showReading(reading);
    QVERIFY(details().document()->size().width() <= details().viewport()->width());
}

void TestTokenPanel::absentOperation_isExplainedWhereItIsMissed()
{
    const auto *absent = m_panel->findChild<QLabel *>(u"absentLabel"_s);
    m_panel->showReading(Samples::reading(u"tk_1"_s, TokenState::Active));
    QVERIFY(absent->isVisible());
    QCOMPARE(absent->text(), u"Only the card's issuer suspends and resumes."_s);
    m_panel->showReading(Samples::reading(u"tk_1"_s, TokenState::Deleted));
    QVERIFY(!absent->isVisible());
}

void TestTokenPanel::activity_listsWhatThisDeskDid()
{
    journal(u"tk_1"_s);
    m_panel->showReading(Samples::reading(u"tk_1"_s));
    m_panel->findChild<QTabWidget *>()->setCurrentIndex(1);
    QTRY_VERIFY(m_panel->findChild<QLabel *>(u"entryOperation"_s));
    QCOMPARE(labelText(u"entryOperation"_s), u"Delete"_s);
    QCOMPARE(labelText(u"entryOutcome"_s), u"Refused"_s);
    QVERIFY(labelText(u"entryTime"_s).endsWith("by m.ruiz"_L1));
    QCOMPARE(labelText(u"entryRemarks"_s),
             u"Reason: Fraud\nTicket: TICKET-4711\nComment: Called twice\nServer's code: CRYPTO_ERROR"_s);
    QCOMPARE(labelText(u"entryCorrelationId"_s), u"c0ffee00-0000-4000-8000-000000000001"_s);
}

void TestTokenPanel::activity_ofAnUpdateOfSeveral_saysThatSomeWereRefused()
{
    JournalEntry entry;
    entry.id = 1;
    entry.intent.operatorId = u"m.ruiz"_s;
    entry.intent.operation = Operation::Update;
    entry.intent.tokens = {{u"tk_1"_s}, {u"tk_2"_s}};
    entry.openedAt = QDateTime(QDate(2026, 2, 11), QTime(9, 9), Qt::UTC);
    entry.outcome.kind = JournalOutcome::Kind::Succeeded;
    entry.outcome.detail = u"of 2 rows not all were updated:\ntk_1 refused: no good"_s;
    m_desk.journal->entries.prepend(entry);
    m_panel->showReading(Samples::reading(u"tk_1"_s));
    m_panel->findChild<QTabWidget *>()->setCurrentIndex(1);
    QTRY_VERIFY(m_panel->findChild<QLabel *>(u"entryOperation"_s));
    QCOMPARE(labelText(u"entryOperation"_s), u"Update"_s);
    QCOMPARE(labelText(u"entryOutcome"_s), u"Succeeded in part"_s);
    QVERIFY(labelText(u"entryRemarks"_s).startsWith(u"One of 2 tokens in one request\n"_s));
    QVERIFY(labelText(u"entryRemarks"_s).contains(u"tk_1 refused: no good"_s));
}

void TestTokenPanel::activity_ofAnotherToken_isNotShown()
{
    journal(u"tk_1"_s);
    m_desk.journal->holdsEntries = true;
    m_panel->showReading(Samples::reading(u"tk_1"_s));
    m_panel->showReading(Samples::reading(u"tk_2"_s));
    m_desk.journal->answerEntries(); // those of the first token come last
    QTRY_VERIFY(labelText(u"activityMessage"_s).startsWith("This desk has not"_L1));
    QCoreApplication::sendPostedEvents();
    QVERIFY(!m_panel->findChild<QLabel *>(u"entryOperation"_s));
}

void TestTokenPanel::activity_saysWhyItIsEmpty()
{
    m_panel->showReading(Samples::reading(u"tk_1"_s));
    QTRY_VERIFY(labelText(u"activityMessage"_s).startsWith("This desk has not"_L1));
}

ObservedChange TestTokenPanel::suspension() const
{
    const QDateTime now = m_desk.clock->nowUtc();
    return {.earlierAt = now.addDays(-1),
            .laterAt = now.addSecs(60),
            .earlierCorrelationId = u"c0ffee00-0000-4000-8000-00000000000a"_s,
            .laterCorrelationId = u"c0ffee00-0000-4000-8000-00000000000b"_s,
            .operatorId = u"j.doe"_s,
            .fields = {{u"state"_s, u"State"_s, u"ACTIVE"_s, u"SUSPENDED"_s},
                       {u"cardProduct.issuerName"_s, {}, {}, u"Harbour Bank"_s},
                       {u"art.background"_s, {}, u"a-1"_s, {}}}};
}

void TestTokenPanel::activity_listsObservedChangesAmongTheOperations()
{
    journal(u"tk_1"_s);
    const ObservedChange change = suspension();
    m_desk.workspace->seenChanges = {change};
    m_panel->showReading(Samples::reading(u"tk_1"_s));
    m_panel->findChild<QTabWidget *>()->setCurrentIndex(1);
    QTRY_VERIFY(m_panel->findChild<QWidget *>(u"changeEntry"_s));
    const QWidget *entry = m_panel->findChild<QWidget *>(u"changeEntry"_s);
    QVERIFY(entry->findChild<QLabel *>(u"entryTime"_s)->text().endsWith("by j.doe"_L1));
    QStringList fields;
    QStringList values;
    for (const QLabel *label : entry->findChildren<QLabel *>(u"changedField"_s))
        fields << label->text();
    for (const QLabel *label : entry->findChildren<QLabel *>(u"changedValues"_s))
        values << label->text();
    QCOMPARE(fields, QStringList({u"State"_s, u"cardProduct.issuerName"_s, u"Card art"_s}));
    QCOMPARE(values, QStringList({u"ACTIVE → SUSPENDED"_s, u"— → Harbour Bank"_s, u"a-1 → —"_s}));
    const auto readings = entry->findChildren<QLabel *>(u"entryCorrelationId"_s);
    QCOMPARE(readings.size(), 2);
    QVERIFY(readings.at(0)->text().contains(QLocale().toString(change.earlierAt.toLocalTime().date(), u"d MMM yyyy")));
    QVERIFY(readings.at(0)->accessibleName().contains(change.earlierCorrelationId));
    entry->findChildren<QPushButton *>(u"copyEntryCorrelationIdButton"_s).at(1)->click();
    QCOMPARE(QApplication::clipboard()->text(), change.laterCorrelationId);
    const QWidget *operation = m_panel->findChild<QWidget *>(u"activityEntry"_s);
    QVERIFY(operation);
    QTRY_VERIFY(operation->y() > entry->y()); // the operation is older
}

void TestTokenPanel::activity_isReadAgainWhenTheTokenChanged()
{
    m_panel->showReading(Samples::reading(u"tk_1"_s));
    QTRY_VERIFY(m_panel->findChild<QLabel *>(u"activityMessage"_s)->text().startsWith("This desk has not"_L1));
    m_desk.workspace->seenChanges = {suspension()};
    m_panel->showReading(Samples::reading(u"tk_1"_s, TokenState::Suspended));
    QTRY_VERIFY(m_panel->findChild<QWidget *>(u"changeEntry"_s));
}

void TestTokenPanel::observedChange_isSpokenInWords()
{
    m_desk.workspace->seenChanges = {suspension()};
    m_panel->showReading(Samples::reading(u"tk_1"_s));
    QTRY_VERIFY(m_panel->findChild<QWidget *>(u"changeEntry"_s));
    QStringList spoken;
    for (const QLabel *label : m_panel->findChildren<QLabel *>(u"changedValues"_s))
        spoken << label->accessibleName();
    QCOMPARE(spoken, QStringList({u"State: from ACTIVE to SUSPENDED"_s,
                                  u"cardProduct.issuerName: now Harbour Bank, not there before"_s, u"Card art: gone, was a-1"_s}));
}

void TestTokenPanel::correlationIdOfAnEntry_isCopied()
{
    journal(u"tk_1"_s);
    m_panel->showReading(Samples::reading(u"tk_1"_s));
    QTRY_VERIFY(m_panel->findChild<QPushButton *>(u"copyEntryCorrelationIdButton"_s));
    m_panel->findChild<QPushButton *>(u"copyEntryCorrelationIdButton"_s)->click();
    QCOMPARE(QApplication::clipboard()->text(), u"c0ffee00-0000-4000-8000-000000000001"_s);
}

void TestTokenPanel::raw_showsTheExchangeOfTheReading()
{
    Exchange exchange;
    exchange.correlationId = u"exchange-1"_s;
    exchange.startedAt = m_desk.clock->nowUtc();
    exchange.elapsedMs = 212;
    exchange.method = u"GET"_s;
    exchange.url = u"https://localhost/tokens/tk_1"_s;
    exchange.requestHeaders = {{u"authorization"_s, u"APIKEY ••••"_s}};
    exchange.status = 200;
    exchange.responseBody = u"{\n    \"tokenState\": \"ACTIVE\"\n}"_s;
    m_log.record(exchange);
    TokenReading reading = Samples::reading(u"tk_1"_s);
    reading.correlationId = exchange.correlationId;
    m_panel->showReading(reading);
    const QString text = m_panel->findChild<QPlainTextEdit *>(u"exchangeText"_s)->toPlainText();
    for (const QString &part : {u"GET https://localhost/tokens/tk_1"_s, u"authorization: APIKEY ••••"_s, u"200"_s,
                                exchange.responseBody})
        QVERIFY2(text.contains(part), qPrintable(part));
    QVERIFY(labelText(u"exchangeSummary"_s).contains("212 ms"_L1));
}

void TestTokenPanel::raw_saysWhyItIsEmpty()
{
    TokenReading reading = Samples::reading(u"tk_1"_s);
    reading.correlationId = u"long gone"_s;
    m_panel->showReading(reading);
    QVERIFY(labelText(u"exchangeSummary"_s).startsWith("No exchange"_L1));
    QVERIFY(!m_copyCurl.isEnabled());
    QVERIFY(!m_copyCurl.toolTip().isEmpty());
}

void TestTokenPanel::curl_isCopiedRedacted()
{
    raw_showsTheExchangeOfTheReading();
    QVERIFY(m_copyCurl.isEnabled());
    m_copyCurl.trigger();
    QCOMPARE(QApplication::clipboard()->text(), toCurl(*m_log.find(u"exchange-1"_s)));
}

void TestTokenPanel::notice_saysWhatToDoAndCopiesTheId()
{
    m_panel->showReading(Samples::reading(u"tk_1"_s));
    m_panel->showNotice(describe({.kind = Error::Kind::Unavailable, .correlationId = u"5a1c"_s}, nullptr, Operation::LookUp), true);
    QVERIFY(m_panel->findChild<QLabel *>(u"noticeHeadline"_s)->isVisible());
    QVERIFY(labelText(u"noticeNextStep"_s).contains("Correlation id: 5a1c"_L1));
    m_panel->findChild<QPushButton *>(u"copyQuotedIdButton"_s)->click();
    QCOMPARE(QApplication::clipboard()->text(), u"5a1c"_s);
    m_panel->showReading(Samples::reading(u"tk_2"_s));
    QVERIFY(!m_panel->findChild<QLabel *>(u"noticeHeadline"_s)->isVisible());
}

void TestTokenPanel::longNotice_scrollsAndCutsNoButtonOff()
{
    // As many actions as a connection may offer: their buttons take two rows.
    QAction suspend(u"Suspend…"_s);
    QAction report(u"Evidence report…"_s);
    QAction credentials(u"Payment credentials…"_s);
    m_panel = std::make_unique<TokenPanel>(
        m_log, *m_desk.clock,
        TokenPanel::Actions{&m_refresh, &m_erase, &m_copyCurl, &report, &suspend, nullptr, &credentials}, nullptr);
    m_panel->setSession(m_desk.session());
    m_panel->resize(432, 686); // in a window of 1280 x 800
    m_panel->show();
    m_panel->showReading(Samples::reading(u"tk_1"_s));
    m_panel->showNotice(describe({.kind = Error::Kind::Rejected,
                                  .correlationId = u"5a1c"_s,
                                  .providerDetail = u"payment instruments refer to it "_s.repeated(15)},
                                 nullptr, Operation::Delete),
                        true);
    const auto *area = m_panel->findChild<QScrollArea *>(u"panelNoticeArea"_s);
    QTRY_VERIFY(area->verticalScrollBar()->maximum() > 0);
    for (const auto *name : {"refreshButton", "deleteButton", "evidenceButton", "suspendButton", "credentialsButton"}) {
        const auto *button = m_panel->findChild<QPushButton *>(QString::fromLatin1(name));
        QVERIFY2(button->isVisible() && button->visibleRegion().boundingRect() == button->rect(), name);
    }
    for (const auto *name : {"absentLabel", "readingAge"}) {
        const auto *label = m_panel->findChild<QLabel *>(QString::fromLatin1(name));
        QVERIFY2(label->visibleRegion().boundingRect() == label->rect(), name);
        QVERIFY2(label->height() >= label->heightForWidth(label->width()), name);
    }
    const auto *tabs = m_panel->findChild<QTabWidget *>();
    QVERIFY(tabs->visibleRegion().boundingRect().height() >= tabs->minimumSizeHint().height());
}

void TestTokenPanel::shortNotice_doesNotScroll()
{
    m_panel->showReading(Samples::reading(u"tk_1"_s));
    m_panel->showNotice(describe({.kind = Error::Kind::Unavailable}, nullptr, Operation::LookUp), true);
    QCoreApplication::sendPostedEvents();
    const auto *area = m_panel->findChild<QScrollArea *>(u"panelNoticeArea"_s);
    QVERIFY(area->isVisible());
    QCOMPARE(area->verticalScrollBar()->maximum(), 0);
    QCOMPARE(area->height(), area->widget()->height());
}

void TestTokenPanel::hostileStrings_stayPlainEverywhere()
{
    const QString evil = Samples::hostile();
    const QString escaped = Samples::hostileAsShown();
    TokenReading reading = Samples::reading(evil);
    reading.token.state = TokenState::Unknown;
    reading.token.stateWord = evil;
    reading.token.issuerName = evil;
    reading.token.fields = {{evil, evil, evil, evil, true}};
    reading.correlationId = evil;
    Exchange exchange;
    exchange.correlationId = evil;
    exchange.method = u"GET"_s;
    exchange.url = evil;
    exchange.requestHeaders = {{evil, evil}};
    exchange.requestBody = evil;
    exchange.failure = evil;
    m_log.record(exchange);
    journal(evil);
    m_desk.workspace->seenChanges = {{m_desk.clock->nowUtc(), m_desk.clock->nowUtc(), evil, evil, evil, {{evil, evil, evil, evil}}}};
    m_desk.workspace->written[{evil}] = {{{evil, evil, m_desk.clock->nowUtc()}}, {evil, evil, m_desk.clock->nowUtc()}, {{evil, evil, m_desk.clock->nowUtc()}}};
    for (QString *text : {&m_desk.journal->entries[0].intent.operatorId, &m_desk.journal->entries[0].intent.reason,
                          &m_desk.journal->entries[0].intent.comment, &m_desk.journal->entries[0].intent.correlationId,
                          &m_desk.journal->entries[0].outcome.errorCode})
        *text = evil;
    m_panel->showUnread({evil});
    m_panel->showReading(reading);
    m_panel->showNotice(describe({.kind = Error::Kind::Rejected, .correlationId = evil, .code = evil, .providerDetail = evil}, nullptr, {}), true);
    QTRY_VERIFY(m_panel->findChild<QLabel *>(u"entryRemarks"_s));

    int labels = 0;
    for (const QLabel *label : m_panel->findChildren<QLabel *>()) {
        QVERIFY2(label->textFormat() == Qt::PlainText || label->text().isEmpty() || !label->text().contains(u'<'), qPrintable(label->objectName()));
        for (const QString &text : {label->text(), label->accessibleName(), label->toolTip()})
            QVERIFY2(!text.contains(QChar(0x202E)) && !text.contains(QChar(0x200B)) && !text.contains(QChar(7)), qPrintable(label->objectName()));
        labels += label->text().contains(escaped) ? 1 : 0;
    }
    QVERIFY(labels >= 6);
    for (const QString &text : {details().toPlainText(), m_panel->findChild<QPlainTextEdit *>(u"exchangeText"_s)->toPlainText()}) {
        QVERIFY(text.contains(escaped));
        QVERIFY(!text.contains(QChar(0x202E)));
    }
}

void TestTokenPanel::unreadToken_isNamedWhileItIsAsked()
{
    m_panel->showUnread({u"tk_new"_s});
    m_panel->setAsking(true);
    QCOMPARE(labelText(u"panelHint"_s), u"Asking the server for tk_new…"_s);
    m_panel->setAsking(false);
    m_panel->showNotice(describe({.kind = Error::Kind::NotFound}, nullptr, Operation::LookUp), true);
    QCOMPARE(labelText(u"panelHint"_s), u"tk_new"_s);
    QVERIFY(m_panel->findChild<QPushButton *>(u"tryAgainButton"_s)->isVisible());
    QVERIFY(!m_panel->findChild<CardView *>()->isVisible());
}

void TestTokenPanel::palette_changesTheDetailsToo()
{
    m_panel->showReading(Samples::reading(u"tk_1"_s));
    const auto colorOfTheId = [this] {
        QTextCursor cursor(details().document());
        cursor.setPosition(static_cast<int>(details().toPlainText().indexOf("tk_1"_L1)) + 1);
        return cursor.charFormat().foreground().color();
    };
    QCOMPARE(colorOfTheId(), colors().text);
    applyTheme(*qApp, Appearance::Dark);
    QTRY_COMPARE(colorOfTheId(), colors().text);
    applyTheme(*qApp, Appearance::Light);
}

QTEST_MAIN(TestTokenPanel)
#include "tst_tokenpanel.moc"

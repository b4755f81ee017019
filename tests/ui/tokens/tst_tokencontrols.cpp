// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/tokens/fakes.h"
#include "tests/ui/tokens/samples.h"
#include "ui/errortext.h"
#include "ui/theme/theme.h"
#include "ui/tokens/deletedialog.h"
#include "ui/tokens/tokenspage.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QTabBar>
#include <QTabWidget>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
bool isControl(const QWidget *widget)
{
    const bool isPartOfAnother = widget->objectName().startsWith("qt_"_L1) || qobject_cast<QComboBox *>(widget->parentWidget())
                                 || qobject_cast<QLineEdit *>(widget->parentWidget());
    const bool takesKeys = widget->focusPolicy() != Qt::NoFocus && !widget->focusProxy();
    const bool isOne = qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QComboBox *>(widget)
                       || qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QAbstractScrollArea *>(widget)
                       || qobject_cast<const QTabBar *>(widget);
    return !isPartOfAnother && isOne && (takesKeys || qobject_cast<const QAbstractButton *>(widget));
}

QStringList namelessControls(const QWidget &window)
{
    QStringList found;
    for (const QWidget *widget : window.findChildren<QWidget *>()) {
        if (isControl(widget) && (widget->objectName().isEmpty() || widget->accessibleName().isEmpty())
            && widget->isVisibleTo(&window))
            found << u"%1 '%2' '%3'"_s.arg(QString::fromLatin1(widget->metaObject()->className()), widget->objectName(), widget->accessibleName());
    }
    return found;
}

QStringList tabOrder(const QWidget &window)
{
    QStringList names;
    const QWidget *widget = &window;
    do {
        widget = widget->nextInFocusChain();
        const bool isStop = widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus) && !widget->focusProxy();
        if (isStop && window.isAncestorOf(widget) && !widget->objectName().startsWith("qt_"_L1))
            names << widget->objectName();
    } while (widget != &window);
    return names;
}
} // namespace

class TestTokenControls : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, Appearance::Light); }
    void init();
    void everyControl_isNamed();
    void everyControlOfTheDialog_isNamed();
    void objectNames_areUnique();
    void tabOrder_followsTheEye();
    void tabOrderOfTheDialog_followsTheEye();
    void labels_arePlainText();
    void cells_areReadAloud();

private:
    FakeDesk m_desk;
    ExchangeLog m_log;
    std::unique_ptr<TokensPage> m_page;
};

void TestTokenControls::init()
{
    m_desk = FakeDesk();
    m_desk.workspace->seen = QList<TokenReading>{Samples::reading(u"tk_1"_s)};
    JournalEntry entry;
    entry.id = 1;
    entry.intent.token = {u"tk_1"_s};
    entry.intent.correlationId = u"5a1c"_s;
    m_desk.journal->entries = {entry};
    m_page = std::make_unique<TokensPage>(m_log, *m_desk.clock);
    m_page->resize(1132, 900);
    m_page->setSession(m_desk.session());
    m_page->show();
    m_page->show(m_desk.workspace->seen->first());
    QTRY_VERIFY(m_page->findChild<QWidget *>(u"activityEntry"_s));
}

void TestTokenControls::everyControl_isNamed()
{
    auto *tabs = m_page->findChild<QTabWidget *>();
    for (int tab = 0; tab < tabs->count(); ++tab) {
        tabs->setCurrentIndex(tab);
        QCOMPARE(namelessControls(*m_page), QStringList());
    }
    m_page->lookUp({u"tk_nope"_s});
    m_desk.provider->answer({u"tk_nope"_s}, Failure(Error{.kind = Error::Kind::NotFound, .correlationId = u"5a1c"_s}));
    QTRY_VERIFY(m_page->findChild<QWidget *>(u"tryAgainButton"_s)->isVisible());
    m_page->findChild<QLineEdit *>(u"filterLineEdit"_s)->setText(u"nothing"_s);
    QCOMPARE(namelessControls(*m_page), QStringList());
}

void TestTokenControls::everyControlOfTheDialog_isNamed()
{
    DeleteDialog dialog(m_desk.session(), m_desk.workspace->seen->first().token, nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    QCOMPARE(namelessControls(dialog), QStringList());
    QVERIFY(!dialog.windowTitle().isEmpty() && !dialog.objectName().isEmpty());
}

void TestTokenControls::objectNames_areUnique()
{
    QStringList names;
    for (const QWidget *widget : m_page->findChildren<QWidget *>()) {
        if (isControl(widget) && !widget->objectName().isEmpty())
            names << widget->objectName();
    }
    QCOMPARE(names.size(), QSet<QString>(names.cbegin(), names.cend()).size());
}

void TestTokenControls::tabOrder_followsTheEye()
{
    const QStringList order = tabOrder(*m_page);
    const QStringList expected{u"stateFilterComboBox"_s, u"schemeFilterComboBox"_s, u"filterLineEdit"_s, u"tokenTable"_s,
                               u"refreshButton"_s, u"deleteButton"_s, u"tokenTabBar"_s, u"detailsView"_s};
    QStringList found;
    for (const QString &name : order) {
        if (expected.contains(name))
            found << name;
    }
    // The chain is a circle: it may begin anywhere.
    const qsizetype start = found.indexOf(expected.first());
    QVERIFY(start >= 0);
    QCOMPARE(found.mid(start) + found.first(start), expected);
}

void TestTokenControls::tabOrderOfTheDialog_followsTheEye()
{
    DeleteDialog dialog(m_desk.session(), m_desk.workspace->seen->first().token, nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    dialog.findChild<QComboBox *>(u"reasonComboBox"_s)->setCurrentIndex(1);
    dialog.findChild<QLineEdit *>(u"confirmationLineEdit"_s)->setText(u"1111"_s);
    const QStringList found = tabOrder(dialog);
    const QStringList expected{u"reasonComboBox"_s, u"ticketLineEdit"_s, u"commentEdit"_s, u"confirmationLineEdit"_s,
                               u"confirmDeleteButton"_s, u"cancelDeleteButton"_s};
    const qsizetype start = found.indexOf(expected.first());
    QVERIFY(start >= 0);
    QCOMPARE(found.mid(start) + found.first(start), expected);
}

void TestTokenControls::labels_arePlainText()
{
    for (const QLabel *label : m_page->findChildren<QLabel *>())
        QVERIFY2(label->textFormat() == Qt::PlainText || label->objectName().isEmpty(), qPrintable(label->objectName()));
}

void TestTokenControls::cells_areReadAloud()
{
    QAccessibleInterface *table = QAccessible::queryAccessibleInterface(m_page->findChild<QWidget *>(u"tokenTable"_s));
    QVERIFY(table && table->tableInterface());
    QCOMPARE(table->text(QAccessible::Name), u"Tokens that this desk has seen"_s);
    QStringList row;
    for (int column = 0; column < table->tableInterface()->columnCount(); ++column)
        row << table->tableInterface()->cellAt(0, column)->text(QAccessible::Name);
    QCOMPARE(row.mid(0, 5), QStringList({u"Visa ·· 1111"_s, u"tk_1"_s, u"Active"_s, u"Visa ·· 1111"_s, u"12/31"_s}));
}

QTEST_MAIN(TestTokenControls)
#include "tst_tokencontrols.moc"

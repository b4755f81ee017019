// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/window/windowonsandbox.h"
#include "ui/tour/windowdriver.h"
#include "ui/window/shortcutlist.h"

#include <QAction>
#include <QLabel>
#include <QShortcut>

using namespace Qt::StringLiterals;

class TestShortcuts : public WindowOnSandbox
{
    Q_OBJECT

private Q_SLOTS:
    void noTwoShortcuts_haveTheSameKey();
    void everyShortcut_isInTheOverview();
    void overview_isOpenedByItsKeyAndClosedByEscape();
    void actionThatIsNotOffered_isLeftOut();
};

namespace {
QString keyText(const QKeySequence &key)
{
    return key.toString(QKeySequence::NativeText);
}
} // namespace

void TestShortcuts::noTwoShortcuts_haveTheSameKey()
{
    open(profile());
    QVERIFY(WindowDriver::trigger(u"createPciTokenAction"_s));
    QMap<QString, QString> owners;
    const auto claim = [&owners](const QKeySequence &key, const QString &owner) {
        const QString other = owners.value(keyText(key));
        owners.insert(keyText(key), owner);
        return other.isEmpty() || other == owner ? QByteArray()
                                                 : u"%1: %2 and %3"_s.arg(keyText(key), other, owner).toUtf8();
    };
    for (const QAction *action : m_window->findChildren<QAction *>()) {
        for (const QKeySequence &key : action->shortcuts()) {
            const QByteArray collision = claim(key, action->objectName());
            QVERIFY2(collision.isEmpty(), collision.constData());
        }
    }
    for (const QShortcut *shortcut : m_window->findChildren<QShortcut *>()) {
        const QByteArray collision = claim(shortcut->key(), shortcut->whatsThis());
        QVERIFY2(collision.isEmpty(), collision.constData());
    }
    QVERIFY(owners.size() > 12);
}

void TestShortcuts::everyShortcut_isInTheOverview()
{
    open(profile());
    QVERIFY(WindowDriver::trigger(u"createPciTokenAction"_s));
    QStringList listed;
    for (const ShortcutGroup &group : shortcutsOf(*m_window)) {
        QVERIFY(!group.title.isEmpty() && !group.title.contains(u'&'));
        for (const ShortcutRow &row : group.rows) {
            QVERIFY(!row.text.isEmpty() && !row.text.contains(u'&') && !row.text.endsWith(u'…'));
            listed << row.keys;
        }
    }
    for (const QAction *action : m_window->findChildren<QAction *>()) {
        for (const QKeySequence &key : action->isVisible() ? action->shortcuts() : QList<QKeySequence>())
            QVERIFY2(listed.contains(keyText(key)), qPrintable(action->objectName()));
    }
    for (const QShortcut *shortcut : m_window->findChildren<QShortcut *>())
        QVERIFY2(listed.contains(keyText(shortcut->key())), qPrintable(keyText(shortcut->key())));
}

void TestShortcuts::overview_isOpenedByItsKeyAndClosedByEscape()
{
    open(profile());
    QTest::keyClick(m_window.get(), Qt::Key_Slash, Qt::ControlModifier);
    QWidget *dialog = nullptr;
    QTRY_VERIFY((dialog = WindowDriver::find(u"shortcutsDialog"_s)));
    QStringList texts;
    for (const QLabel *label : dialog->findChildren<QLabel *>(u"shortcutText"_s))
        texts << label->accessibleName();
    QVERIFY2(texts.contains(u"Look up: Ctrl+L, Ctrl+K"_s), qPrintable(texts.join(u'\n')));
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!WindowDriver::find(u"shortcutsDialog"_s));
}

void TestShortcuts::actionThatIsNotOffered_isLeftOut()
{
    ConnectionProfile plain = profile();
    for (const QString &key : plain.values.keys()) {
        if (key.startsWith("lifecycle"_L1))
            plain.values.remove(key);
    }
    open(plain);
    QVERIFY(!m_window->findChild<QAction *>(u"suspendAction"_s)->isVisible());
    for (const ShortcutGroup &group : shortcutsOf(*m_window)) {
        for (const ShortcutRow &row : group.rows)
            QVERIFY(!row.keys.contains(u"Ctrl+Shift+S"_s));
    }
}

QTEST_MAIN(TestShortcuts)
#include "tst_shortcuts.moc"

// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fakeclock.h"
#include "tests/support/testcards.h"
#include "ui/actions/secretsgrid.h"
#include "ui/forms/cardnumberedit.h"
#include "ui/forms/formview.h"
#include "ui/lock/windowcover.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDialog>
#include <QLineEdit>
#include <QMainWindow>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestWindowCover : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, Appearance::Light); }
    void init();
    void cleanup() { m_window.reset(); }

    void page_takesThePlaceOfTheContentAndTheFocus();
    void credentialsOnScreen_areForgotten();
    void cardInADialog_isWipedAndTheRestKept();
    void dialogOverADialog_comesBackOnTopOfIt();
    void hiddenDialog_staysHidden();
    void toolTip_isNobodysWindow();

private:
    [[nodiscard]] QDialog *openDialog(QWidget *content, QWidget *parent = nullptr);

    FakeClock m_clock;
    std::unique_ptr<QMainWindow> m_window;
    QLineEdit *m_content = nullptr;
    QPushButton *m_page = nullptr;
    WindowCover *m_cover = nullptr;
};

void TestWindowCover::init()
{
    m_window = std::make_unique<QMainWindow>();
    m_content = new QLineEdit;
    m_page = new QPushButton;
    m_window->setCentralWidget(m_content);
    m_cover = new WindowCover(*m_window, m_page);
    m_window->show();
    QApplication::setActiveWindow(m_window.get());
    m_content->setFocus();
}

QDialog *TestWindowCover::openDialog(QWidget *content, QWidget *parent)
{
    auto *dialog = new QDialog(parent ? parent : m_window.get());
    (new QVBoxLayout(dialog))->addWidget(content);
    dialog->open();
    return dialog;
}

void TestWindowCover::page_takesThePlaceOfTheContentAndTheFocus()
{
    m_cover->cover();
    QVERIFY(m_page->isVisible() && m_page->hasFocus() && !m_content->isVisible());
    m_cover->cover(); // once more is no more
    m_cover->uncover();
    QVERIFY(!m_page->isVisible() && m_content->isVisible() && m_content->hasFocus());
    m_cover->uncover();
    m_cover->cover();
    QVERIFY(m_page->isVisible() && !m_content->isVisible());
}

void TestWindowCover::credentialsOnScreen_areForgotten()
{
    Disclosure disclosure;
    disclosure.items.push_back({.label = u"Cryptogram"_s,
                                .value = std::make_shared<const SecretBytes>(SecretBytes::fromText(u"AgAAAA")),
                                .isSecret = true});
    QDialog *dialog = openDialog(new SecretsGrid(disclosure, m_clock, 30s));
    const QSignalSpy rejected(dialog, &QDialog::rejected);
    m_cover->cover();
    QCOMPARE(rejected.count(), 1);
    m_cover->uncover();
    QVERIFY(!dialog->isVisible());
}

void TestWindowCover::cardInADialog_isWipedAndTheRestKept()
{
    Form form;
    form.fields = {{.key = u"pan"_s, .label = u"Card"_s, .kind = FormField::Kind::CardNumber},
                   {.key = u"note"_s, .label = u"Note"_s}};
    auto *view = new FormView;
    view->setForm(form, m_clock);
    QDialog *dialog = openDialog(view);
    QTest::keyClicks(view->input(u"pan"_s), QString(QLatin1StringView(TestCards::visa)));
    QTest::keyClicks(view->input(u"note"_s), u"calls again"_s);
    QCOMPARE(view->values().secret(u"pan"_s).size(), 16);
    m_cover->cover();
    QVERIFY(view->values().secret(u"pan"_s).isEmpty());
    QVERIFY(!dialog->isVisible());
    m_cover->uncover();
    QVERIFY(dialog->isVisible() && dialog->isModal());
    QCOMPARE(view->values().value(u"note"_s), u"calls again"_s);
}

void TestWindowCover::dialogOverADialog_comesBackOnTopOfIt()
{
    QDialog *below = openDialog(new QLineEdit);
    QDialog *above = openDialog(new QLineEdit, below);
    m_cover->cover();
    QVERIFY(!below->isVisible() && !above->isVisible());
    QStringList shown;
    below->setObjectName(u"below"_s);
    above->setObjectName(u"above"_s);
    class Watch : public QObject
    {
    public:
        explicit Watch(QStringList &names) : m_names(names) {}
        bool eventFilter(QObject *watched, QEvent *event) override
        {
            if (event->type() == QEvent::Show)
                m_names << watched->objectName();
            return false;
        }

    private:
        QStringList &m_names;
    } watch(shown);
    below->installEventFilter(&watch);
    above->installEventFilter(&watch);
    m_cover->uncover();
    QCOMPARE(shown, QStringList({u"below"_s, u"above"_s}));
}

void TestWindowCover::hiddenDialog_staysHidden()
{
    QDialog *dialog = openDialog(new QLineEdit);
    dialog->hide();
    m_cover->cover();
    m_cover->uncover();
    QVERIFY(!dialog->isVisible());
}

void TestWindowCover::toolTip_isNobodysWindow()
{
    QWidget tip(nullptr, Qt::ToolTip);
    tip.show();
    m_cover->cover();
    QVERIFY(tip.isVisible());
}

QTEST_MAIN(TestWindowCover)
#include "tst_windowcover.moc"

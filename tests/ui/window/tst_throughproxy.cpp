// SPDX-License-Identifier: Apache-2.0
#include "tests/support/connectproxy.h"
#include "tests/ui/window/windowonsandbox.h"
#include "ui/forms/notice.h"
#include "ui/tour/windowdriver.h"

#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>

using namespace Qt::StringLiterals;

//! N9: a connection with a client certificate and authorities of its own, through a proxy that asks who comes, set up
//! and used in the window.
class TestThroughProxy : public WindowOnSandbox
{
    Q_OBJECT

private Q_SLOTS:
    void right_showsTheToken();
    void wrong_isSaidAndStaysTyped();
    void wrong_isPutRightInTheEditor();

private:
    void editCopy();
    void fillIn(const QString &password);
    void save();
    void openCopy();
    void lookUp();
    [[nodiscard]] static QDialog *editor() { return WindowDriver::find<QDialog>(u"connectionEditor"_s); }
    [[nodiscard]] bool isShown(const QString &text) const;
    void isKept(const QString &field, const QString &text);
    void isActive();

    const QString m_name = u"Through a proxy"_s;
    const QString m_token = u"tk_9f3c2a71e4"_s;
    std::unique_ptr<ConnectProxy> m_proxy;
};

namespace {
const QByteArray userAndPassword("clerk:p\xc3\xa4ss word");
const QString right = u"päss word"_s;
const QString wrong = u"guess"_s;
const QString proxysWords = u"The proxy of this connection asks for a name and a password, or did not accept those "
                            "that are set."_s;

QByteArray basic(const QByteArray &value)
{
    return "Basic " + value.toBase64();
}
} // namespace

//! Opens the editor on a copy of the sandbox's connection: the copy has its files, and no secret.
void TestThroughProxy::editCopy()
{
    m_proxy = std::make_unique<ConnectProxy>();
    m_proxy->wants = userAndPassword;
    QVERIFY(WindowDriver::click(u"settingsPageButton"_s));
    auto *list = WindowDriver::find<QListWidget>(u"connectionList"_s);
    QVERIFY(list);
    list->setCurrentRow(0);
    QVERIFY(WindowDriver::click(u"duplicateConnectionButton"_s));
    QTRY_VERIFY(editor());
}

void TestThroughProxy::fillIn(const QString &password)
{
    QVERIFY(WindowDriver::type(u"connection.nameLineEdit"_s, m_name));
    QVERIFY(WindowDriver::type(u"apiKeyLineEdit"_s, m_sandbox->connection().apiKey));
    QVERIFY(!WindowDriver::find(u"proxy.addressLineEdit"_s)); // not before it is asked for
    QVERIFY(WindowDriver::choose(u"proxy.useComboBox"_s, u"own"_s));
    QVERIFY(WindowDriver::type(u"proxy.addressLineEdit"_s, u"127.0.0.1:%1"_s.arg(m_proxy->serverPort())));
    QVERIFY(WindowDriver::type(u"proxy.userLineEdit"_s, u"clerk"_s));
    QVERIFY(WindowDriver::type(u"proxy.passwordLineEdit"_s, password));
}

void TestThroughProxy::save()
{
    QVERIFY(WindowDriver::click(u"saveConnectionButton"_s));
    QTRY_VERIFY(!editor());
}

void TestThroughProxy::openCopy()
{
    auto *list = WindowDriver::find<QListWidget>(u"connectionList"_s);
    QVERIFY(list);
    const QList<QListWidgetItem *> copies = list->findItems(m_name, Qt::MatchExactly);
    QCOMPARE(copies.size(), 1);
    list->setCurrentItem(copies.first());
    QVERIFY(WindowDriver::click(u"openConnectionButton"_s));
    QTRY_VERIFY(m_window->session() && m_window->session()->profile.name == m_name);
    QTRY_VERIFY(line().kind == OutcomeLine::Kind::Note);
}

void TestThroughProxy::lookUp()
{
    QVERIFY(WindowDriver::type(u"lookUpBox"_s, m_token));
    QTest::keyClick(m_window->findChild<QLineEdit *>(u"lookUpBox"_s), Qt::Key_Return);
    QTRY_VERIFY(line().kind == OutcomeLine::Kind::Succeeded || line().kind == OutcomeLine::Kind::Refused);
}

bool TestThroughProxy::isShown(const QString &text) const
{
    const QList<QLabel *> labels = m_window->findChildren<QLabel *>();
    return std::any_of(labels.cbegin(), labels.cend(),
                       [&](const QLabel *label) { return label->isVisible() && label->text().contains(text); });
}

void TestThroughProxy::isKept(const QString &field, const QString &text)
{
    auto *edit = WindowDriver::find<QLineEdit>(field);
    QVERIFY2(edit, qPrintable(field));
    QCOMPARE(edit->text(), text);
}

void TestThroughProxy::isActive()
{
    auto *chip = WindowDriver::find<QLabel>(u"stateChip"_s);
    QVERIFY(chip);
    QCOMPARE(chip->text(), u"Active"_s);
}

void TestThroughProxy::right_showsTheToken()
{
    editCopy();
    fillIn(right);
    QVERIFY(WindowDriver::click(u"testConnectionButton"_s));
    const auto *notice = editor()->findChild<Notice *>();
    QTRY_VERIFY(notice->isVisible());
    QCOMPARE(notice->text().headline, u"The connection works"_s);
    save();
    openCopy();
    const auto before = m_proxy->authorizations().size();
    lookUp();
    QCOMPARE(line().kind, OutcomeLine::Kind::Succeeded);
    isActive();

    QVERIFY(m_proxy->authorizations().size() > before); // the look-up went this way too, not only the test
    for (const QByteArray &given : m_proxy->authorizations())
        QCOMPARE(given, basic(userAndPassword));
    for (const QByteArray &target : m_proxy->targets())
        QCOMPARE(target, "127.0.0.1:" + QByteArray::number(m_sandbox->connection().port));
    QVERIFY(m_proxy->passedOn().contains('\x16')); // a TLS handshake
    QVERIFY(!m_proxy->passedOn().contains(m_sandbox->connection().apiKey.toUtf8()));
    QVERIFY(!m_proxy->passedOn().contains(m_token.toUtf8()));
}

void TestThroughProxy::wrong_isSaidAndStaysTyped()
{
    editCopy();
    fillIn(wrong);
    QVERIFY(WindowDriver::click(u"testConnectionButton"_s));
    const auto *notice = editor()->findChild<Notice *>();
    QTRY_VERIFY(notice->isVisible());
    QCOMPARE(notice->text().headline, u"The connection does not work"_s);
    QVERIFY2(notice->text().meaning.startsWith(proxysWords), qPrintable(notice->text().meaning));
    QVERIFY2(notice->text().meaning.contains(u"did not accept the name and the password (407)"_s),
             qPrintable(notice->text().meaning));
    isKept(u"connection.nameLineEdit"_s, m_name);
    isKept(u"proxy.addressLineEdit"_s, u"127.0.0.1:%1"_s.arg(m_proxy->serverPort()));
    isKept(u"proxy.userLineEdit"_s, u"clerk"_s);
    isKept(u"proxy.passwordLineEdit"_s, QString(wrong.size(), u'•'));
    QCOMPARE(m_proxy->authorizations(), QByteArrayList{basic("clerk:guess")}); // and not tried again

    // Only the password is typed anew: the key must be there still.
    QVERIFY(WindowDriver::type(u"proxy.passwordLineEdit"_s, right));
    QVERIFY(WindowDriver::click(u"testConnectionButton"_s));
    QTRY_COMPARE(notice->text().headline, u"The connection works"_s);
}

void TestThroughProxy::wrong_isPutRightInTheEditor()
{
    editCopy();
    fillIn(wrong);
    save();
    openCopy();
    lookUp();
    QCOMPARE(line().kind, OutcomeLine::Kind::Refused);
    QTRY_VERIFY(isShown(proxysWords));
    QVERIFY(isShown(u"Set “Proxy user” and “Proxy password” in the connection’s settings."_s));
    isKept(u"lookUpBox"_s, m_token);
    QVERIFY(m_proxy->passedOn().isEmpty());

    QVERIFY(WindowDriver::click(u"settingsPageButton"_s));
    QVERIFY(WindowDriver::click(u"editConnectionButton"_s));
    QTRY_VERIFY(editor());
    isKept(u"proxy.userLineEdit"_s, u"clerk"_s);
    isKept(u"proxy.passwordLineEdit"_s, QString()); // a stored one is never in the dialog
    for (const QString &stored : {u"apiKeyLineEdit"_s, u"proxy.passwordLineEdit"_s})
        QTRY_COMPARE(WindowDriver::find<QLineEdit>(stored)->placeholderText(), u"Stored; type to replace it"_s);
    QVERIFY(WindowDriver::type(u"proxy.passwordLineEdit"_s, right));
    save();
    QTRY_VERIFY(line().kind == OutcomeLine::Kind::Note); // it is opened again, with the new one
    lookUp();
    QCOMPARE(line().kind, OutcomeLine::Kind::Succeeded);
    isActive();
    QCOMPARE(m_proxy->authorizations().last(), basic(userAndPassword));
}

QTEST_MAIN(TestThroughProxy)
#include "tst_throughproxy.moc"

// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/window/windowonsandbox.h"
#include "ui/forms/notice.h"

#include <QFileDialog>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSqlError>
#include <QSqlQuery>
#include <QTableView>

using namespace Qt::StringLiterals;

//! A notification that somebody pastes or opens, in the window, with its records.
class TestTakeNotification : public WindowOnSandbox
{
    Q_OBJECT
private Q_SLOTS:
    void update_changesTheTokenAndIsJournaledWithItsBringer();
    void sameAgain_saysThatItCameBefore();
    void older_saysThatMoreIsKnown();
    void unreadable_isSaidAndTheTextStays_data();
    void unreadable_isSaidAndTheTextStays();
    void otherMerchant_isNamed();
    void creationWithoutItsId_asksForIt();
    void creationNobodyWaitsFor_isSaid();
    void file_isReadIntoTheDialog();
    void largeFile_isRefused();
    void missingFile_isRefused();
    void closedWhileUnderWay_isTakenAllTheSame();

private:
    [[nodiscard]] QString body(const QString &state, const QString &timestamp, const QString &token,
                               const QString &merchant = {}) const;
    void openDialog();
    void paste(const QString &text);
    void take();
    [[nodiscard]] const Notice &notice() const { return *m_dialog->findChild<Notice *>(); }
    [[nodiscard]] QPlainTextEdit *text() const { return m_dialog->findChild<QPlainTextEdit *>(); }
    [[nodiscard]] QPushButton *button(const QString &name) const { return m_dialog->findChild<QPushButton *>(name); }
    void chooseFile(const QString &file);
    [[nodiscard]] int journaled(const QString &token) const;

    QPointer<QDialog> m_dialog;
};

QString TestTakeNotification::body(const QString &state, const QString &timestamp, const QString &token,
                                   const QString &merchant) const
{
    return uR"({"merchantId":"%1","tokenId":"%2","tokenState":"%3","lastUpdateTimestamp":"%4"})"_s.arg(
        merchant.isEmpty() ? m_sandbox->connection().merchantId : merchant, token, state, timestamp);
}

void TestTakeNotification::openDialog()
{
    open(profile());
    m_window->findChild<QAction *>(u"takeNotificationAction"_s)->trigger();
    m_dialog = m_window->findChild<QDialog *>(u"notificationDialog"_s);
    QVERIFY(m_dialog);
}

void TestTakeNotification::paste(const QString &text)
{
    this->text()->setPlainText(text);
}

void TestTakeNotification::take()
{
    QTest::mouseClick(button(u"takeNotificationButton"_s), Qt::LeftButton);
    QTRY_VERIFY(notice().isVisible());
    QTRY_VERIFY(button(u"takeNotificationButton"_s)->isEnabled());
}

void TestTakeNotification::chooseFile(const QString &file)
{
    QTest::mouseClick(button(u"openNotificationButton"_s), Qt::LeftButton);
    auto *chooser = m_dialog->findChild<QFileDialog *>(u"notificationFileDialog"_s);
    QVERIFY(chooser);
    Q_EMIT chooser->fileSelected(file);
    chooser->close();
}

int TestTakeNotification::journaled(const QString &token) const
{
    const auto rows = awaited<QString>(m_database->run([token](QSqlDatabase &connection) -> Result<QString> {
        QSqlQuery query(connection);
        query.prepare(u"SELECT count(*) FROM journal_event WHERE token = ? AND user = 'tester'"_s);
        query.addBindValue(token);
        if (!query.exec() || !query.next())
            return Failure({.kind = Error::Kind::Storage, .detail = query.lastError().text()});
        return query.value(0).toString();
    }));
    return rows ? rows->toInt() : -1;
}

void TestTakeNotification::update_changesTheTokenAndIsJournaledWithItsBringer()
{
    openDialog();
    paste(body(u"SUSPENDED"_s, u"2026-02-11T12:00:00Z"_s, u"tk_pasted"_s));
    take();
    QCOMPARE(notice().kind(), Notice::Kind::Note);
    QCOMPARE(notice().text().headline, u"tk_pasted changed"_s);
    const QAbstractItemModel *table = m_window->findChild<QTableView *>(u"tokenTable"_s)->model();
    QTRY_COMPARE(table->rowCount(), 1);
    QCOMPARE(journaled(u"tk_pasted"_s), 1);
}

void TestTakeNotification::sameAgain_saysThatItCameBefore()
{
    openDialog();
    const QString text = body(u"SUSPENDED"_s, u"2026-02-11T12:00:00Z"_s, u"tk_twice"_s);
    paste(text);
    take();
    paste(text);
    QVERIFY(!notice().isVisible());
    take();
    QCOMPARE(notice().kind(), Notice::Kind::Warning);
    QCOMPARE(notice().text().headline, u"This notification came before"_s);
    QCOMPARE(journaled(u"tk_twice"_s), 1);
}

void TestTakeNotification::older_saysThatMoreIsKnown()
{
    openDialog();
    paste(body(u"SUSPENDED"_s, u"2026-02-11T12:00:00Z"_s, u"tk_old"_s));
    take();
    paste(body(u"ACTIVE"_s, u"2026-02-11T11:00:00Z"_s, u"tk_old"_s));
    take();
    QCOMPARE(notice().kind(), Notice::Kind::Warning);
    QVERIFY(notice().text().headline.contains(u"older"_s));
}

void TestTakeNotification::unreadable_isSaidAndTheTextStays_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << QString();
    QTest::newRow("no JSON") << u"the token was suspended"_s;
    QTest::newRow("no token") << uR"({"merchantId":"%1","tokenState":"ACTIVE"})"_s;
    QTest::newRow("card number for an id")
        << uR"({"merchantId":"%1","tokenState":"ACTIVE","tokenId":"4111111111111111"})"_s;
    QTest::newRow("too much") << QString(70'000, u' ');
}

void TestTakeNotification::unreadable_isSaidAndTheTextStays()
{
    QFETCH(QString, text);
    text.replace(u"%1"_s, m_sandbox->connection().merchantId);
    openDialog();
    paste(text);
    take();
    QCOMPARE(notice().kind(), Notice::Kind::Error);
    QVERIFY(!notice().text().headline.isEmpty());
    QVERIFY(!notice().text().meaning.contains(u"4111111111111111"_s));
    QCOMPARE(this->text()->toPlainText(), text);
}

void TestTakeNotification::otherMerchant_isNamed()
{
    openDialog();
    paste(body(u"ACTIVE"_s, u"2026-02-11T12:00:00Z"_s, u"tk_other"_s, u"somebody-else"_s));
    take();
    QCOMPARE(notice().kind(), Notice::Kind::Error);
    QVERIFY(notice().text().meaning.contains(u"somebody-else"_s));
    QCOMPARE(journaled(u"tk_other"_s), 0);
}

void TestTakeNotification::creationWithoutItsId_asksForIt()
{
    openDialog();
    paste(uR"({"merchantId":"%1","tokenId":"tk_made"})"_s.arg(m_sandbox->connection().merchantId));
    take();
    QCOMPARE(notice().kind(), Notice::Kind::Error);
    QVERIFY(notice().text().headline.contains(u"correlation id"_s));
}

void TestTakeNotification::creationNobodyWaitsFor_isSaid()
{
    openDialog();
    paste(uR"({"merchantId":"%1","tokenId":"tk_made"})"_s.arg(m_sandbox->connection().merchantId));
    m_dialog->findChild<QLineEdit *>(u"notificationCorrelationIdEdit"_s)->setText(u"nobody-waits-for-this"_s);
    take();
    QCOMPARE(notice().kind(), Notice::Kind::Warning);
    QVERIFY(notice().text().headline.contains(u"waits for no such creation"_s));
}

void TestTakeNotification::file_isReadIntoTheDialog()
{
    openDialog();
    QFile file(m_folder.filePath(u"update.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const QString content = body(u"SUSPENDED"_s, u"2026-02-11T12:00:00Z"_s, u"tk_file"_s);
    file.write(content.toUtf8());
    file.close();
    chooseFile(file.fileName());
    QTRY_COMPARE(text()->toPlainText(), content);
}

void TestTakeNotification::largeFile_isRefused()
{
    openDialog();
    QFile file(m_folder.filePath(u"large.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(70'000, 'x'));
    file.close();
    paste(u"typed before"_s);
    chooseFile(file.fileName());
    QTRY_VERIFY(notice().isVisible());
    QVERIFY(notice().text().meaning.contains(u"64 KiB"_s));
    QCOMPARE(text()->toPlainText(), u"typed before"_s);
}

void TestTakeNotification::missingFile_isRefused()
{
    openDialog();
    chooseFile(m_folder.filePath(u"missing.json"_s));
    QTRY_VERIFY(notice().isVisible());
    QCOMPARE(notice().kind(), Notice::Kind::Error);
}

void TestTakeNotification::closedWhileUnderWay_isTakenAllTheSame()
{
    openDialog();
    paste(body(u"SUSPENDED"_s, u"2026-02-11T12:00:00Z"_s, u"tk_closed"_s));
    QTest::mouseClick(button(u"takeNotificationButton"_s), Qt::LeftButton);
    QTRY_VERIFY(!button(u"takeNotificationButton"_s)->isEnabled() || notice().isVisible());
    // Once it has been read it is on its way; while it is being read, closing means no.
    QTRY_VERIFY(notice().isVisible() || journaled(u"tk_closed"_s) == 1);
    QTest::keyClick(m_dialog, Qt::Key_Escape);
    QTRY_VERIFY(!m_dialog);
    QTRY_COMPARE(journaled(u"tk_closed"_s), 1);
}

QTEST_MAIN(TestTakeNotification)
#include "tst_takenotification.moc"

// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/forms/widgetwalk.h"
#include "ui/forms/notice.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QTest>

using namespace Qt::StringLiterals;

class TestNotice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void notice_isHiddenUntilItHasSomethingToSay();
    void emptyParts_takeNoRoom();
    void correlationId_isCopied();
    void text_isNeverMarkup();
    void buttons_goWithTheMessage();
    void controls_areNamed();
};

void TestNotice::initTestCase()
{
    applyTheme(*qApp, Appearance::Light);
}

void TestNotice::notice_isHiddenUntilItHasSomethingToSay()
{
    Notice notice;
    QVERIFY(notice.isHidden());
    notice.show(Notice::Kind::Error, {.headline = u"No token was created"_s, .meaning = u"Refused."_s});
    QVERIFY(!notice.isHidden());
    QCOMPARE(notice.accessibleName(), u"No token was created"_s);
    QVERIFY(notice.accessibleDescription().contains(u"Refused."_s));
    notice.dismiss();
    QVERIFY(notice.isHidden());
}

void TestNotice::emptyParts_takeNoRoom()
{
    Notice notice;
    notice.show(Notice::Kind::Note, u"Done"_s);
    QVERIFY(notice.findChild<QLabel *>(u"noticeMeaning"_s)->isHidden());
    QVERIFY(notice.findChild<QLabel *>(u"noticeNextStep"_s)->isHidden());
    QVERIFY(!notice.findChild<QPushButton *>(u"copyCorrelationIdButton"_s)->isVisible());
}

void TestNotice::correlationId_isCopied()
{
    Notice notice;
    notice.show(Notice::Kind::Error, {.headline = u"x"_s, .correlationId = u"5a1c2f0e"_s});
    QTest::mouseClick(notice.findChild<QPushButton *>(u"copyCorrelationIdButton"_s), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"5a1c2f0e"_s);
}

void TestNotice::text_isNeverMarkup()
{
    Notice notice;
    notice.show(Notice::Kind::Error, {.headline = u"<b>x</b>"_s});
    for (const QLabel *label : notice.findChildren<QLabel *>())
        QCOMPARE(label->textFormat(), Qt::PlainText);
}

void TestNotice::buttons_goWithTheMessage()
{
    Notice notice;
    QPushButton *button = notice.addButton(u"againButton"_s, u"Again"_s);
    notice.show(Notice::Kind::Warning, u"x"_s);
    QVERIFY(button->isHidden());
    button->show();
    notice.dismiss();
    QVERIFY(button->isHidden());
}

void TestNotice::controls_areNamed()
{
    Notice notice;
    notice.addButton(u"againButton"_s, u"Again"_s)->show();
    notice.show(Notice::Kind::Warning, {.headline = u"x"_s, .correlationId = u"y"_s});
    QCOMPARE(WidgetWalk::unnamedControls(&notice), QStringList());
}

QTEST_MAIN(TestNotice)
#include "tst_notice.moc"

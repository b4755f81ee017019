// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/cardart/fakepictures.h"
#include "ui/cardart/thumbnails.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
constexpr QSize size(44, 28);
const CardFace active{.scheme = Scheme::Visa};
const CardFace deleted{.scheme = Scheme::Visa, .state = TokenState::Deleted};

CardArt numbered(int number)
{
    return FakeArt::named(u"alder-%1"_s.arg(number));
}
} // namespace

class TestThumbnails : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, Appearance::Light); }
    void init();
    void sharedArt_isAskedForOnce();
    void tokenWithoutArt_asksNothing();
    void aFewAtOnce_theNewestFirst();
    void scrolledAway_isNotAskedFor();
    void missingPicture_isNotAskedForAgain();
    void deletedToken_hasItInGrey();
    void reload_forgetsAndIgnoresLateAnswers();
    void closedWhilePending_isHarmless();

private:
    void settle(int question);

    std::shared_ptr<FakePictures> m_pictures;
    std::unique_ptr<Thumbnails> m_thumbnails;
};

void TestThumbnails::init()
{
    m_pictures = std::make_shared<FakePictures>();
    m_thumbnails = std::make_unique<Thumbnails>();
    m_thumbnails->setPictures(m_pictures);
}

void TestThumbnails::settle(int question)
{
    const auto &asked = m_pictures->thumbnails.at(question);
    asked.settler.settle(m_pictures->pictureOf(asked.art, asked.size));
}

void TestThumbnails::sharedArt_isAskedForOnce()
{
    QSignalSpy arrived(m_thumbnails.get(), &Thumbnails::arrived);
    for (int row = 0; row < 100; ++row)
        QVERIFY(m_thumbnails->find(numbered(1), active, size).isNull());
    QTRY_COMPARE(m_pictures->thumbnails.size(), 1);
    settle(0);
    QTRY_COMPARE(arrived.count(), 1);
    QCOMPARE(arrived.first().first().toString(), Thumbnails::keyOf(numbered(1)));
    QCOMPARE(m_thumbnails->find(numbered(1), active, size).size(), size);
    QVERIFY(m_thumbnails->find(numbered(2), active, size).isNull());
}

void TestThumbnails::tokenWithoutArt_asksNothing()
{
    QVERIFY(m_thumbnails->find({}, active, size).isNull());
    QCOMPARE(m_thumbnails->waitingCount(), 0);
    QVERIFY(Thumbnails::keyOf({}).isEmpty());
}

void TestThumbnails::aFewAtOnce_theNewestFirst()
{
    for (int number = 0; number < 20; ++number)
        std::ignore = m_thumbnails->find(numbered(number), active, size);
    QTRY_COMPARE(m_pictures->thumbnails.size(), Thumbnails::mostAtOnce);
    QCOMPARE(m_pictures->thumbnails.first().art, numbered(19));
    QCOMPARE(m_thumbnails->waitingCount(), 20 - Thumbnails::mostAtOnce);
    settle(0);
    QTRY_COMPARE(m_pictures->thumbnails.size(), Thumbnails::mostAtOnce + 1);
    QCOMPARE(m_pictures->thumbnails.last().art, numbered(15));
}

void TestThumbnails::scrolledAway_isNotAskedFor()
{
    for (int number = 0; number < 10; ++number)
        std::ignore = m_thumbnails->find(numbered(number), active, size);
    m_thumbnails->keepWaiting({Thumbnails::keyOf(numbered(3))});
    QTRY_COMPARE(m_pictures->thumbnails.size(), 1);
    QCOMPARE(m_pictures->thumbnails.first().art, numbered(3));
    QCOMPARE(m_thumbnails->waitingCount(), 0);
}

void TestThumbnails::missingPicture_isNotAskedForAgain()
{
    std::ignore = m_thumbnails->find(numbered(1), active, size);
    std::ignore = m_thumbnails->find(numbered(2), active, size);
    QTRY_COMPARE(m_pictures->thumbnails.size(), 2);
    m_pictures->thumbnails.at(0).settler.settle(CardPicture());
    m_pictures->thumbnails.at(1).settler.settle(Failure(Error{.kind = Error::Kind::Unreachable}));
    QCoreApplication::processEvents();
    QVERIFY(m_thumbnails->find(numbered(1), active, size).isNull());
    QVERIFY(m_thumbnails->find(numbered(2), active, size).isNull());
    QCOMPARE(m_thumbnails->waitingCount(), 0);
}

void TestThumbnails::deletedToken_hasItInGrey()
{
    std::ignore = m_thumbnails->find(numbered(1), active, size);
    QTRY_COMPARE(m_pictures->thumbnails.size(), 1);
    settle(0);
    QTRY_VERIFY(!m_thumbnails->find(numbered(1), active, size).isNull());
    const QColor green = m_thumbnails->find(numbered(1), active, size).toImage().pixelColor(30, 20);
    const QColor gray = m_thumbnails->find(numbered(1), deleted, size).toImage().pixelColor(30, 20);
    QVERIFY(green.green() - green.red() > 30);
    QVERIFY(gray.green() - gray.red() < 16);
    QCOMPARE(m_pictures->thumbnails.size(), 1); // one answer serves both
}

void TestThumbnails::reload_forgetsAndIgnoresLateAnswers()
{
    std::ignore = m_thumbnails->find(numbered(1), active, size);
    QTRY_COMPARE(m_pictures->thumbnails.size(), 1);
    m_thumbnails->reload();
    QSignalSpy arrived(m_thumbnails.get(), &Thumbnails::arrived);
    settle(0);
    QCoreApplication::processEvents();
    QCOMPARE(arrived.count(), 0);
    QVERIFY(m_thumbnails->find(numbered(1), active, size).isNull());
    QTRY_COMPARE(m_pictures->thumbnails.size(), 2);
}

void TestThumbnails::closedWhilePending_isHarmless()
{
    std::ignore = m_thumbnails->find(numbered(1), active, size);
    QTRY_COMPARE(m_pictures->thumbnails.size(), 1);
    m_thumbnails.reset();
    settle(0);
    QCoreApplication::processEvents();
}

QTEST_MAIN(TestThumbnails)
#include "tst_thumbnails.moc"
